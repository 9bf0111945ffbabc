"""Tagline and the real Label Studio 0.8.2 on one directory and one served store."""
import glob
import json
import os
import time

from . import page
from .data_0 import CONFIG, TASKS, data, label, predicted
from .studio_0 import Studio, region
from .tagline import Serve, begin

# What Tagline is told to label, and what each task's label has to be for both programs.
LABELS = {
    0: {'sentiment': ['Positive']},
    1: {'sentiment': ['neg']},
    2: {'topics': ['Politics', 'Sport']},
    3: {'sentiment': ['neg']},
    4: {'sentiment': ['Neutral'], 'topics': ['Żółć 🎉']},
    5: None,
    6: {'sentiment': ['Neutral'], 'topics': ['Sport']},
    7: {'topics': ['Sport']},
    8: {'sentiment': ['neg']},
    9: {'sentiment': ['Positive']},
    10: {'sentiment': ['Neutral']},
}


def label_with_tagline(workspace):
    # In the screen, tasks 0 to 2: the number of a choice chooses it, Enter submits.
    workspace.type(['1', '\r', '2', '\r', '5', '4', '\r', 'q'])
    workspace.annotate(3, 'sentiment=neg')
    workspace.annotate(4, 'sentiment=Neutral', 'topics=Żółć 🎉')
    workspace.annotate(5, options=['--skip', '--note', 'no idea'])
    workspace.annotate(6, 'sentiment=Positive')
    workspace.annotate(6, 'sentiment=Neutral', 'topics=Sport')
    workspace.annotate(7, 'topics=Politics')
    time.sleep(1.1)  # which of two completions is newer shows in whole seconds
    workspace.annotate(7, 'topics=Sport', options=['--new'])
    workspace.annotate(8, 'sentiment=Positive')
    time.sleep(1.1)
    workspace.annotate(8, 'sentiment=neg', annotator='ben')
    workspace.annotate(9, options=['--skip'])
    workspace.annotate(9, 'sentiment=Positive')
    workspace.annotate(10, 'sentiment=Neutral')
    workspace.sync()


def labels_of_tagline(report, studio, workspace):
    report.title('Label Studio 0.8.2 opens what Tagline labelled')
    objects = {key: json.loads(text) for key, text in workspace.tagline.objects().items()}
    report.equal(set(objects), set(map(str, LABELS)), 'an object for each labelled task')
    report.equal(studio.completed(), set(LABELS), 'the tasks it counts as completed')
    tasks = studio.tasks()
    report.equal(sorted(tasks), list(range(len(TASKS))), 'one task for each raw file')
    for number, expected in sorted(LABELS.items()):
        task, stored = tasks[number], objects.get(str(number), {})
        report.equal(task['data'], data(TASKS[number]), 'task %d has its own text' % number)
        report.equal(label(task.get('completions', [])), expected, 'task %d has its own label' % number)
        report.equal(task.get('completions'), stored.get('completions'),
                     'task %d has the completions of object %d' % (number, number))
    for number in sorted(set(range(len(TASKS))) - set(LABELS)):
        report.equal(tasks[number].get('completions', []), [], 'task %d is open' % number)
    counts = {number: len(tasks[number].get('completions', [])) for number in (6, 7, 8, 9)}
    report.equal(counts, {6: 1, 7: 2, 8: 2, 9: 1}, 'updates stay one completion, --new and others add one')
    report.check(tasks[5]['completions'][0].get('was_cancelled') is True, 'the skip is one there too')
    report.check('was_cancelled' not in tasks[9]['completions'][0], 'a skip that was labelled is none')
    report.equal(objects['6'].get('meta'), TASKS[6]['meta'], 'fields of the raw task are kept')
    report.check('predictions' not in objects['3'], 'predictions are no part of the object')
    report.equal(studio.call('POST', '/api/validate-config', form={'label_config': CONFIG})[0], 204,
                 'the labeling config fits the labels')
    copies = {os.path.basename(path)[:-5]: json.load(open(path, encoding='utf8'))
              for path in glob.glob(workspace.directory + '/completions/*.json')}
    report.equal(copies, objects, 'the copies that Label Studio exports from are the objects')


def ticks(report, studio, program):
    report.title('Its page shows them')
    if not program:
        report.check(False, 'a Chromium is there for the page')
        return
    for number in (0, 1, 2, 3, 4, 6, 10):
        expected = sorted(sum(LABELS[number].values(), []))
        seen = page.ticked(program, studio, number, CONFIG)
        report.equal(seen and sorted(seen), expected, 'the page of task %d has them ticked' % number)


def shows(report, workspace, number, words, what):
    text, state = workspace.shown(number)
    report.check(text is not None and words in state, what, (text, state))


def labels_of_studio(report, studio, workspace):
    report.title('Tagline shows what Label Studio labelled')
    tagline = workspace.tagline
    first = studio.submit(11, region('sentiment', 'neg'))
    report.equal(first, 11001, 'a label made there')
    stored = json.loads(tagline.objects()['11'])
    expected = {'data': TASKS[11], 'id': 11, 'completions': [{
        'lead_time': 3.217, 'result': [region('sentiment', 'neg')], 'id': 11001,
        'created_at': stored['completions'][0]['created_at']}]}
    report.equal(tagline.objects()['11'], json.dumps(expected), 'is stored as its object')
    report.equal(workspace.sync()['objects'], 1, 'one sync reads it')
    shows(report, workspace, 11, 'labelled Negative', 'and shows it on its own text')
    report.equal(studio.update(11, 11001, region('sentiment', 'Positive')), 201, 'an update there')
    workspace.sync()
    shows(report, workspace, 11, 'labelled Positive', 'is seen within a sync')
    time.sleep(1.1)
    report.equal(studio.submit(11, region('sentiment', 'Neutral')), 11002, 'a second completion there')
    workspace.sync()
    shows(report, workspace, 11, 'labelled Neutral', 'counts from the next sync on, being newer')
    for completion in (11002, 11001):
        report.equal(studio.delete(11, completion), 204, 'deleting %d there' % completion)
    workspace.sync()
    report.equal(json.loads(tagline.objects()['11'])['completions'], [], 'leaves an empty list')
    shows(report, workspace, 11, 'open', 'and an open task here')
    report.equal(workspace.status()['emptied'], 1, 'and status tells that Label Studio counts it')
    workspace.annotate(11, 'sentiment=Negative')
    workspace.sync()
    report.equal(label(studio.tasks()[11]['completions']), {'sentiment': ['neg']},
                 'labelled again here, it is seen there')
    report.equal(studio.submit(12, *predicted('Neutral')[0]['result']), 12001, 'a prediction submitted there')
    report.equal(studio.skip(13, region('sentiment', 'Positive')), 201, 'a skip there')
    workspace.sync()
    shows(report, workspace, 12, 'labelled Neutral', 'the prediction is a label here')
    shows(report, workspace, 13, 'skipped', 'the skip is one here')
    shows(report, workspace, 2, 'labelled Politics', 'the task with the same text keeps its own label')


def both_on_one_task(report, studio, workspace):
    report.title('Both work on one task')
    tagline = workspace.tagline

    def stored(number):
        return json.loads(tagline.objects()[str(number)])['completions']

    uid = stored(0)[0]['tagline']['uid']
    report.equal(studio.update(0, 1, region('sentiment', 'Neutral')), 201, "an update of Tagline's label there")
    workspace.sync()
    shows(report, workspace, 0, 'labelled Neutral', 'is seen here')
    workspace.annotate(0, 'sentiment=Negative')
    workspace.sync()
    report.check(len(stored(0)) == 1 and stored(0)[0]['tagline']['uid'] == uid
                 and stored(0)[0]['id'] == 1, 'relabelling goes on in the same completion', stored(0))
    report.equal(label(studio.tasks()[0]['completions']), {'sentiment': ['neg']}, 'and is seen there')
    report.equal(studio.star(6, 6001), 201, 'a star there')
    workspace.sync()
    workspace.annotate(6, 'sentiment=Negative')
    workspace.sync()
    report.equal(stored(6)[0].get('honeypot'), True, 'outlives an update here')
    report.equal(studio.submit(1, region('sentiment', 'Positive')), 1002, 'a second completion there')
    workspace.annotate(1, 'sentiment=Neutral')
    workspace.sync()
    seen = [[part['value']['choices'] for part in one['result']] for one in stored(1)]
    report.equal(seen, [[['Neutral']], [['Positive']]], 'and an update of the first here are both kept')
    report.equal(studio.delete(3, 3001), 204, "deleting Tagline's completion there")
    workspace.sync()
    workspace.sync()
    report.equal(stored(3), [], 'it is not brought back')
    shows(report, workspace, 3, 'open', 'and the task is open here')
    report.equal(studio.submit(14, region('sentiment', 'Positive')), 14001, 'a label there and, unseen, one here')
    workspace.annotate(14, 'sentiment=Neutral')
    workspace.sync()
    report.equal(sorted(label([one])['sentiment'][0] for one in stored(14)), ['Neutral', 'Positive'],
                 'are side by side in one object')
    ids = [one['id'] for number in range(15) if str(number) in tagline.objects()
           for one in stored(number)]
    report.equal(len(ids), len(set(ids)), 'every completion has an id of its own')


def new_texts(report, studio, workspace):
    report.title('Texts that come while both run')
    count = len(TASKS)
    workspace.tagline.put_tasks('aaa.json', [{'text': 'Late'}, {'text': 'Later'}])
    workspace.sync()
    seen = studio.wait_for_sync(lambda: len(studio.tasks()) == count + 2)
    report.check(seen, 'Label Studio lists them within its sync')
    workspace.sync()
    texts = {number: data(task)['text'] for number, task in studio.tasks().items() if number >= count}
    report.equal(texts, {count: 'Late', count + 1: 'Later'}, 'under the next ids')
    for number, text in texts.items():
        report.equal(workspace.shown(number)[0], text, 'id %d is the same text here' % number)


def run(report, options):
    root, tagline, workspace = begin(options, 'interop-0-', TASKS, CONFIG)
    label_with_tagline(workspace)
    with Serve(tagline) as serve:
        with Studio(options.python, workspace.directory, serve.endpoint, root) as studio:
            before = tagline.objects()
            labels_of_tagline(report, studio, workspace)
            ticks(report, studio, options.chromium)
            report.equal(tagline.objects(), before, 'looking at them changed no object')
            labels_of_studio(report, studio, workspace)
            both_on_one_task(report, studio, workspace)
            new_texts(report, studio, workspace)
    report.title('A plain restart after that')
    workspace.sync()
    with Serve(tagline) as serve:
        with Studio(options.python, workspace.directory, serve.endpoint, root) as studio:
            objects = {int(key): json.loads(text) for key, text in tagline.objects().items()}
            tasks = studio.tasks()
            for number, stored in sorted(objects.items()):
                report.equal((tasks[number]['data'], tasks[number]['completions']),
                             (stored['data'], stored['completions']),
                             'task %d has the data and completions of its object' % number)
            report.equal(studio.completed(), set(objects), 'and no other task is completed')
    return root
