"""The texts, the labeling config and the labels that the checks of Label Studio 1.23.2 use."""
from . import data_0
from .data_0 import UNICODE, predicted

CONFIG = data_0.CONFIG.replace('<View>', '''<View>
  <Labels name="who" toName="text"><Label value="Person"/><Label value="Place"/></Labels>''')

SPANS = 'Hi 👋 Bob, this is Ana in Łódź.'

TASKS = [
    {'text': 'Zero'},
    {'text': 'One'},
    {'text': 'Two'},
    {'data': {'text': 'Three', 'row': 17}, 'predictions': predicted('Positive')},
    {'text': UNICODE},
    {'text': 'Five', 'author': 'somebody', 'tags': ['a', {'b': None}]},
    {'text': SPANS},
    {'text': 'Seven'},
    {'text': 'Eight'},
    {'text': 'Two'},  # the same text as task 2: another task all the same
    {'data': {'text': 'Ten'}, 'predictions': predicted('Neutral')},
    {'text': 'Eleven'},
    {'text': 'Twelve'},
    {'text': 'Thirteen'},
    {'text': 'Fourteen'},
]

# What Label Studio 0.x's page stores for spans: offsets count UTF-16 units, so that 👋 is two of them.
SPAN_OBJECT = {'data': {'text': SPANS}, 'id': 6, 'completions': [{
    'lead_time': 4.5, 'id': 6001, 'created_at': 1795428478, 'result': [
        {'value': {'start': 6, 'end': 9, 'text': 'Bob', 'labels': ['Person']}, 'id': 'spanspan01',
         'from_name': 'who', 'to_name': 'text', 'type': 'labels'},
        {'value': {'start': 26, 'end': 30, 'text': 'Łódź', 'labels': ['Place']}, 'id': 'spanspan02',
         'from_name': 'who', 'to_name': 'text', 'type': 'labels'},
        {'value': {'choices': ['Positive']}, 'id': 'choice0001', 'from_name': 'sentiment',
         'to_name': 'text', 'type': 'choices'}]}]}


def answers(annotation):
    """What an annotation says: {control: values}, spans as {control: [(text, label)]}."""
    found = {}
    for region in annotation['result'] or []:
        value = region['value']
        if 'start' in value:
            found.setdefault(region['from_name'], []).append((value['text'], value['labels'][0]))
        else:
            found[region['from_name']] = value['choices']
    return found
