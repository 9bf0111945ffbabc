"""The texts, the labeling config and the labels that the checks of Label Studio 0.8.2 use."""

CONFIG = '''<View>
  <Text name="text" value="$text"/>
  <Choices name="sentiment" toName="text" choice="single">
    <Choice value="Positive"/>
    <Choice value="Negative" alias="neg"/>
    <Choice value="Neutral"/>
  </Choices>
  <Choices name="topics" toName="text" choice="multiple">
    <Choice value="Politics"/>
    <Choice value="Sport"/>
    <Choice value="Żółć 🎉"/>
  </Choices>
</View>
'''

UNICODE = 'Zażółć gęślą jaźń, 日本語 🎉 \u200d e\u0301 \u2028 "quoted" / \\ \t end'


def predicted(choice):
    return [{'score': 0.9, 'result': [
        {'value': {'choices': [choice]}, 'id': 'pred', 'from_name': 'sentiment',
         'to_name': 'text', 'type': 'choices'}]}]


TASKS = [
    {'text': 'Zero'},
    {'text': 'One'},
    {'text': 'Two'},
    {'data': {'text': 'Three', 'row': 17}, 'predictions': predicted('Positive')},
    {'text': UNICODE},
    {'text': 'Five', 'author': 'somebody', 'tags': ['a', {'b': None}]},
    {'data': {'text': 'Six'}, 'meta': {'from': 'a mail'}},
    {'text': 'Seven'},
    {'text': 'Eight'},
    {'text': 'Nine'},
    {'text': 'Ten'},
    {'text': 'Eleven'},
    {'data': {'text': 'Twelve'}, 'predictions': predicted('Neutral')},
    {'text': 'Two'},  # the same text as task 2: another task all the same
    {'text': 'Fourteen'},
]


def data(task):
    return task.get('data', task)


def label(completions):
    """What a reader takes for the label: the newest completion that is not skipped."""
    kept = [one for one in completions
            if not (one.get('was_cancelled') or one.get('skipped'))]
    if not kept:
        return None
    newest = max(enumerate(kept), key=lambda place: (place[1].get('created_at', 0), place[0]))[1]
    return {region['from_name']: region['value']['choices'] for region in newest['result']}
