"""Tagline and the real Label Studio 1.23.2 over one served store."""
import json
import os
import subprocess
import time

from .data_1 import CONFIG, SPAN_OBJECT, SPANS, TASKS, answers
from .data_0 import data
from .studio_0 import region
from .studio_1 import PASSWORD, Studio, USER
from .tagline import Serve, begin

WEB = 'labeled_data@web'
# What every task is decided to be before Label Studio is started; None for a skip.
LABELS = {
    0: [{'sentiment': ['Positive']}],
    1: [{'sentiment': ['neg']}],
    2: [{'topics': ['Politics', 'Sport']}],
    3: [{'sentiment': ['neg']}],
    4: [{'sentiment': ['Neutral'], 'topics': ['Żółć 🎉']}],
    5: [None],
    6: [{'who': [('Bob', 'Person'), ('Łódź', 'Place')], 'sentiment': ['Positive']}],
    7: [{'sentiment': ['Positive']}, {'sentiment': ['neg']}],
    9: [{'sentiment': ['Neutral']}],
}
OPEN = sorted(set(range(len(TASKS))) - set(LABELS))


def label_with_tagline(workspace):
    # In the screen, tasks 0 to 2. 1 and 2 are the labels of spans, choices follow.
    workspace.type(['3', '\r', '4', '\r', '7', '6', '\r', 'q'])
    workspace.annotate(3, 'sentiment=neg')
    workspace.annotate(4, 'sentiment=Neutral', 'topics=Żółć 🎉')
    workspace.annotate(5, options=['--skip'])
    workspace.tagline.put('labeled_data@master:/6', json.dumps(SPAN_OBJECT))
    workspace.annotate(7, 'sentiment=Positive')
    time.sleep(1.1)  # which of two labels is newer shows in whole seconds
    workspace.annotate(7, 'sentiment=neg', annotator='ben')
    workspace.annotate(9, 'sentiment=Neutral')
    workspace.sync()


def export(tagline, *options):
    """Exports the labels; the directory that was made."""
    place = tagline.on_store('export', 'labeled_data@master', *options).strip()
    return place.split(':/')[-1]


def said(task):
    return [None if one['was_cancelled'] else answers(one)
            for one in sorted(task['annotations'], key=lambda one: one['id'])]


def imported(report, project, endpoint, directory):
    report.title('Label Studio 1.23.2 imports what Tagline exported')
    seen = project.read_from(endpoint, 'web.labeled_data', directory)
    report.equal(seen, ('completed', len(TASKS), ''), 'its sync makes every task')
    tasks = project.tasks()
    for number, task in enumerate(tasks):
        report.equal(task['data'], data(TASKS[number]), 'task %d has its own data' % number)
        report.equal(said(task), LABELS.get(number, []), 'task %d has its own labels' % number)
    spans = [one['value'] for one in tasks[6]['annotations'][0]['result'] if 'start' in one['value']]
    report.equal([SPANS[span['start']:span['end']] for span in spans], ['Bob', 'Łódź'],
                 'spans are where their words are, in code points')
    found = {number: [one['result'][0]['value']['choices'][0] for one in task['predictions']]
             for number, task in enumerate(tasks) if task['predictions']}
    report.equal(found, {3: ['Positive'], 10: ['Neutral']}, 'the predictions are in place')
    report.equal([one['score'] for one in tasks[3]['predictions']], [0.9], 'with their score')
    by = [[one['completed_by'] for one in tasks[number]['annotations']] for number in (0, 7)]
    report.equal(by, [[1], [1, None]], 'completed_by is the user that was named, else nobody')
    report.equal(project.studio.call(
        'GET', '/api/projects/%d/export?exportType=JSON_MIN' % project.id) is not None, True,
        'its own export opens')
    return tasks


def stored_back(report, project, workspace, endpoint):
    report.title('Its target storage writes into the branch that Tagline reads')
    before = workspace.status()
    own = workspace.tagline.objects()
    report.equal(project.write_to(endpoint, 'master.labeled_data', 'web'), 'completed',
                 'all annotations are stored')
    count = sum(map(len, LABELS.values()))
    report.equal(workspace.sync()['objects'], count, 'one sync reads %d objects' % count)
    after = workspace.status()
    for name in ('labelled', 'skipped', 'unmatched'):
        report.equal(after[name], before[name], 'they are no new labels: %s' % name)
    kept = {key: text for key, text in workspace.tagline.objects().items() if key in own}
    report.equal(kept, own, "and Tagline's own objects stay as they are")


def shows(report, workspace, number, words, what):
    text, state = workspace.shown(number)
    wanted = data(TASKS[number])['text']
    report.check(text == wanted and words in state, what, (text, state))


def labelled_there(report, project, tasks, workspace):
    report.title('Labels made in 1.x')
    first = project.submit(tasks[8]['id'], region('sentiment', 'neg'))
    stored = json.loads(workspace.tagline.on_store(
        'get', 'file', 'labeled_data@master:/web/%d' % first))
    report.equal(stored['task']['data'], data(TASKS[8]), 'a label there is stored as its object')
    report.equal(workspace.sync()['objects'], 1, 'one sync reads it')
    shows(report, workspace, 8, 'labelled Negative', 'and shows it on its own text')
    project.update(first, region('sentiment', 'Positive'))
    workspace.sync()
    shows(report, workspace, 8, 'labelled Positive', 'an update there is seen within a sync')
    time.sleep(1.1)
    second = project.submit(tasks[8]['id'], region('sentiment', 'Neutral'))
    workspace.sync()
    shows(report, workspace, 8, 'labelled Neutral', 'a second annotation counts, being newer')
    project.delete(second)
    workspace.sync()
    shows(report, workspace, 8, 'labelled Positive', 'deleted there, the first counts again')
    skipped = project.skip(tasks[11]['id'])
    workspace.sync()
    shows(report, workspace, 11, 'skipped', 'a skip there is one here')
    project.delete(skipped)
    workspace.sync()
    shows(report, workspace, 11, 'open', 'a skip deleted there leaves an open task')
    prediction = tasks[10]['predictions'][0]['result']
    project.submit(tasks[10]['id'], *prediction)
    workspace.sync()
    shows(report, workspace, 10, 'labelled Neutral', 'a prediction submitted there is a label here')
    project.update(tasks[0]['annotations'][0]['id'], region('sentiment', 'Neutral'))
    workspace.sync()
    shows(report, workspace, 0, 'labelled Positive', 'my label stays where 1.x changed its copy')
    report.equal(workspace.status()['unmatched'], [], 'every object has its task')
    return first


def labelled_here(report, first, workspace):
    report.title('Tagline labels what 1.x has labelled')
    tagline = workspace.tagline
    before = tagline.files('labeled_data@master')
    workspace.annotate(8, 'sentiment=neg')
    workspace.annotate(0, 'sentiment=Negative')
    workspace.sync()
    shows(report, workspace, 8, 'labelled Negative', 'mine counts for me')
    after = tagline.files('labeled_data@master')
    changed = {path for path in after if after[path] != before.get(path)}
    report.equal(changed, {'0', '8'}, "only Tagline's own objects were written")
    report.equal(set(before) - set(after), set(), 'and nothing is gone')
    report.check('web/%d' % first in after, 'the annotation beside it is there')


def with_the_page(report, options, project, tasks, workspace):
    report.title('Its page, in a real browser')
    if not options.chromium or not options.selenium:
        report.check(False, 'a Chromium and its driver are there for the page')
        return
    look = {1: ['Negative'], 2: ['Politics', 'Sport'], 4: ['Neutral', 'Żółć 🎉']}
    order = {'url': project.studio.url, 'user': USER, 'password': PASSWORD, 'project': project.id,
             'chromium': options.chromium, 'look': [tasks[number]['id'] for number in look],
             'submit': [[tasks[12]['id'], '5']]}
    page = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'page_1.py')
    done = subprocess.run(
        [options.selenium, page], input=json.dumps(order).encode(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=600,
        env={'PATH': os.environ['PATH'], 'HOME': project.studio.root, 'LANG': 'C.UTF-8'})
    if not report.check(done.returncode == 0, 'the page opens', done.stderr[-800:]):
        return
    seen = json.loads(done.stdout)
    for number, expected in look.items():
        report.equal(sorted(seen['ticked'][str(tasks[number]['id'])]), expected,
                     'the page of task %d has them ticked' % number)
    report.equal(seen['submitted'], [['Neutral']], 'a key of the page chooses')
    workspace.sync()
    shows(report, workspace, 12, 'labelled Neutral', 'what was submitted there shows here')


def exported_again(report, studio, workspace, endpoint, first):
    report.title('Exported again after changes')
    tagline = workspace.tagline
    before = tagline.files(WEB)
    options = ['--format', 'ls1-tasks', '--into', WEB, '--raw', 'raw_data@master', '--keep-key']
    second = export(tagline, *options)
    after = tagline.files(WEB)
    report.check(second != first and all(path.startswith(second + '/') for path in set(after) - set(before)),
                 'everything is under new keys', second)
    report.equal({path: after[path] for path in before}, before, 'the old ones stay as they were')
    project = studio.project(CONFIG)
    report.equal(project.read_from(endpoint, 'web.labeled_data', second)[0], 'completed',
                 'a new project reads it')
    tasks = {task['data']['tagline_key'].split('/')[-1]: task for task in project.tasks()}
    report.check(tasks and all(task['data']['tagline_key'].startswith('raw_data:/tasks.json/')
                               for task in tasks.values()), 'the data keep the raw key')
    name = '%016x'
    report.equal(said(tasks[name % 0]), [{'sentiment': ['neg']}, {'sentiment': ['Neutral']}],
                 'my new label and what 1.x made of the old one are both there')
    report.equal(said(tasks[name % 8]), [{'sentiment': ['neg']}, {'sentiment': ['Positive']}],
                 "mine and 1.x's own are side by side")
    report.equal(said(tasks[name % 1]), [{'sentiment': ['neg']}], 'what only came back is there once')
    report.equal(project.write_to(endpoint, 'master.labeled_data', 'second'), 'completed',
                 'its target storage')
    project.submit(tasks[name % 9]['id'], region('sentiment', 'Positive', identity='another0id'))
    workspace.sync()
    report.equal(workspace.status()['unmatched'], [], 'all find their task')
    stored = workspace.tagline.run('start', workspace.directory, '--plain', stdin='g 9\no\nq\n')
    report.check('Positive' in stored, 'by the key also where two texts are the same', stored[-900:])


def target_form(report, workspace, project):
    report.title("Written in the form of 1.x's own target")
    tagline = workspace.tagline
    directory = export(tagline, '--target', 's3', '--into', 'labeled_data@own')
    own = tagline.files('labeled_data@own')
    real = [json.loads(text) for path, text in tagline.files('labeled_data@master').items()
            if path.startswith('web/')]
    report.equal(sorted(own), sorted('%s/%d' % (directory, number + 1) for number in range(len(own))),
                 'an object for each annotation, under a prefix of its own')

    def kinds(objects, name):
        return {type(one[name]).__name__ for one in objects} - {'NoneType'}

    objects = [json.loads(text) for text in own.values()]
    for part, ours, theirs in (('', objects, real), ('task.', [one['task'] for one in objects],
                                                      [one['task'] for one in real])):
        report.equal(list(ours[0]), list(theirs[0]), '%sfields are those of a real object' % part)
        wrong = {name for name in theirs[0]
                 if not kinds(ours, name) <= kinds(theirs, name) | kinds(ours, name) - {'bool'}
                 or (kinds(theirs, name) and kinds(ours, name)
                     and not kinds(ours, name) & (kinds(theirs, name) | {'int', 'float'}))}
        report.equal(wrong, set(), '%stypes are those of a real object' % part)
    seen = tagline.on_store('compare', 'labeled_data@master', 'labeled_data@own', '--stat', check=False)
    report.check('flip' in seen, 'Tagline compares it with the labels', seen)


def among_objects(report, studio, workspace, endpoint, directory):
    report.title('A target storage without a prefix, on top of the objects of tasks')
    tagline = workspace.tagline
    before = {key: json.loads(text) for key, text in tagline.objects().items() if key.isdigit()}
    project = studio.project(CONFIG)
    project.read_from(endpoint, 'web.labeled_data', directory)
    project.write_to(endpoint, 'master.labeled_data', '')
    annotation = project.submit(project.tasks()[13]['id'], region('sentiment', 'neg'))
    workspace.sync()
    shows(report, workspace, 13, 'labelled Negative', 'a label there shows here')
    workspace.annotate(14, 'sentiment=Positive')
    workspace.sync()
    workspace.sync()
    objects = {key: json.loads(text) for key, text in tagline.objects().items() if key.isdigit()}
    report.check(all('completions' in objects.get(key, {}) or 'result' in objects.get(key, {})
                     for key in before), 'every object is one of either form')
    report.check('result' in objects[str(annotation)], 'the annotations are not written over')
    kept = {json.dumps(one['data'], sort_keys=True): one['completions']
            for one in objects.values() if 'completions' in one}
    lost = [key for key, one in before.items() if 'completions' in one and one['completions']
            and kept.get(json.dumps(one['data'], sort_keys=True)) is None]
    report.equal(lost, [], 'labels that it wrote over are in other places')
    warnings = workspace.status()['warnings']
    report.check(any('prefix of its own' in one for one in warnings), 'status says what to do', warnings)


def whole_tasks(report, options, tagline, root, workspace):
    report.title('With FUTURE_SAVE_TASK_TO_STORAGE, a task an object')
    with Serve(tagline) as serve:
        with Studio(options.label_studio_1, root, {'FUTURE_SAVE_TASK_TO_STORAGE': 'true'}) as studio:
            project = studio.project(CONFIG)
            directory = export(tagline, '--format', 'ls1-tasks', '--into', 'labeled_data@third',
                               '--raw', 'raw_data@master', '--only', 'all')
            project.read_from(serve.endpoint, 'third.labeled_data', directory)
            project.write_to(serve.endpoint, 'master.labeled_data', 'whole')
            task = project.tasks()[11]['id']
            project.submit(task, region('topics', 'Sport'))
            workspace.sync()
            paths = [path for path in tagline.files('labeled_data@master')
                     if path.startswith('whole/')]
            report.check('whole/%d.json' % task in paths, 'it stores tasks', paths)
            shows(report, workspace, 11, 'labelled Sport', 'a label in one shows here')
            report.equal(workspace.status()['unmatched'], [], 'every object has its task')


def run(report, options):
    root, tagline, workspace = begin(options, 'interop-1-', TASKS, CONFIG)
    label_with_tagline(workspace)
    directory = export(tagline, '--format', 'ls1-tasks', '--into', WEB, '--raw', 'raw_data@master',
                       '--only', 'all', '--completed-by', 'ana=1')
    with Serve(tagline) as serve:
        with Studio(options.label_studio_1, root) as studio:
            project = studio.project(CONFIG)
            tasks = imported(report, project, serve.endpoint, directory)
            stored_back(report, project, workspace, serve.endpoint)
            first = labelled_there(report, project, tasks, workspace)
            labelled_here(report, first, workspace)
            with_the_page(report, options, project, tasks, workspace)
            exported_again(report, studio, workspace, serve.endpoint, directory)
            target_form(report, workspace, project)
            among_objects(report, studio, workspace, serve.endpoint, directory)
    whole_tasks(report, options, tagline, root, workspace)
    return root
