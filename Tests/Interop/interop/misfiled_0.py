"""What a running Label Studio 0.8.2 misfiles while Tagline writes, and how it is put right.

It numbers objects that it did not write by their place in the listing, so it shows a label that Tagline
sent on the wrong task, and saves changes of it under that task's number.
"""
import json

from .data_0 import CONFIG, label
from .studio_0 import Studio, region
from .tagline import Serve, begin

COUNT = 12


def run(report, options):
    texts = [{'text': 'text %d' % number} for number in range(COUNT)]
    root, tagline, workspace = begin(options, 'interop-0-', texts, CONFIG)
    workspace.sync()
    with Serve(tagline) as serve:
        with Studio(options.python, workspace.directory, serve.endpoint, root) as studio:
            misfile(report, studio, workspace)
            put_right(report, studio, workspace)
            still_running(report, studio, workspace)
        report.title('A plain restart')
        workspace.sync()
        report.equal(workspace.entries('target'), {number: str(number) for number in (2, 5, 6, 7, 8)},
                     'target.json has each object under its own number')
        with Studio(options.python, workspace.directory, serve.endpoint, root) as studio:
            restarted(report, studio, workspace)
    return root


def misfile(report, studio, workspace):
    report.title('A running Label Studio takes what Tagline sends for other tasks')
    studio.submit(5, region('sentiment', 'Neutral'))
    workspace.annotate(6, 'sentiment=Positive')
    workspace.annotate(2, 'sentiment=Negative')
    workspace.sync()
    seen = studio.wait_for_sync(lambda: len(studio.completed()) == 3)
    report.check(seen, 'it lists the two objects', studio.completed())
    tasks = studio.tasks()
    report.equal({number: tasks[number]['data']['text'] for number in (2, 6, 7)},
                 {2: 'text 2', 6: 'text 2', 7: 'text 6'}, 'text 2 is shown as task 6, text 6 as task 7')
    completion = tasks[6]['completions'][0]['id']
    report.equal(studio.update(6, completion, region('topics', 'Sport')), 201,
                 'its "task 6" is updated: text 2 goes over object 6')
    report.equal(json.loads(workspace.tagline.objects()['6'])['data'], {'text': 'text 2'},
                 'which it does')


def put_right(report, studio, workspace):
    report.title('Tagline puts it right')
    done = workspace.sync()
    report.equal(done['misfiled'], 1, 'the next sync finds it')
    check_objects(report, workspace, {
        2: ('text 2', {'topics': ['Sport']}), 5: ('text 5', {'sentiment': ['Neutral']}),
        6: ('text 6', {'sentiment': ['Positive']})})
    shown = {number: workspace.shown(number) for number in (2, 6, 7)}
    report.check('Sport' in shown[2][1] and 'Positive' in shown[6][1] and shown[7][1] == 'open',
                 'each text shows its own label', shown)
    tasks = studio.tasks()
    report.equal(tasks[6]['data'], {'text': 'text 6'}, 'Label Studio shows text 6 as task 6 again')
    # Its task 7 is still text 6; that number has no object yet.
    completion = tasks[7]['completions'][0]['id']
    report.equal(studio.update(7, completion, region('sentiment', 'neg')), 201,
                 'its "task 7" is updated: text 6 goes to the free number 7')
    report.check(isinstance(studio.submit(7, region('topics', 'Politics')), int),
                 'and a second completion is added to it')
    report.equal(workspace.sync()['misfiled'], 1, 'the next sync finds that')
    workspace.annotate(2, 'sentiment=Neutral')
    workspace.sync()
    check_objects(report, workspace, {
        2: ('text 2', {'sentiment': ['Neutral']}), 5: ('text 5', {'sentiment': ['Neutral']}),
        6: ('text 6', {'topics': ['Politics']}), 7: ('text 7', None)})
    six = json.loads(workspace.tagline.objects()['6'])['completions']
    report.equal([label([one]) for one in six], [{'sentiment': ['neg']}, {'topics': ['Politics']}],
                 'both completions are with their text')
    workspace.annotate(8, 'sentiment=Positive')
    quiet = workspace.sync()
    report.equal((quiet['misfiled'], quiet['unmatched']), (0, 0), 'and nothing is found a third time')


def check_objects(report, workspace, expected):
    objects = {int(key): json.loads(text) for key, text in workspace.tagline.objects().items()}
    seen = {number: (stored['data']['text'], label(stored['completions']))
            for number, stored in objects.items()}
    report.equal(seen, expected, 'every object is the text of its number with its own label')
    report.equal({number: stored['id'] for number, stored in objects.items()},
                 {number: number for number in objects}, 'and its id')


def still_running(report, studio, workspace):
    report.title('Label Studio goes on without a restart')
    seen = studio.wait_for_sync(lambda: 8 in studio.completed())
    report.check(seen, 'it lists what was sent since', studio.completed())
    report.equal(len(studio.tasks()), COUNT, 'its task list opens')
    report.check(2 not in studio.completed(), 'it has lost sight of task 2')
    report.equal(studio.submit(2, region('topics', 'Politics')), 2001,
                 'task 2 is labelled there as if for the first time: over what Tagline has')
    workspace.sync()
    both = json.loads(workspace.tagline.objects()['2'])['completions']
    report.equal(sorted(json.dumps(label([one])) for one in both),
                 ['{"sentiment": ["Neutral"]}', '{"topics": ["Politics"]}'],
                 'after a sync both labels are there')


def restarted(report, studio, workspace):
    tasks = studio.tasks()
    report.equal({number: task['data']['text'] for number, task in tasks.items()},
                 {number: 'text %d' % number for number in range(COUNT)}, 'every task has its own text')
    labels = {number: label(task['completions']) for number, task in tasks.items()
              if task.get('completions')}
    report.equal(labels, {
        2: {'topics': ['Politics']}, 5: {'sentiment': ['Neutral']}, 6: {'topics': ['Politics']},
        8: {'sentiment': ['Positive']}}, 'and its own label')
    report.equal(studio.completed(), {2, 5, 6, 7, 8}, 'task 7, emptied, is the only other one completed')
    report.check(isinstance(studio.submit(7, region('sentiment', 'Positive')), int), 'and takes a label there')
    workspace.sync()
    text, state = workspace.shown(7)
    report.check(text == 'text 7' and 'Positive' in state, 'that Tagline shows', (text, state))
