"""Tagline as its users have it: commands, a served store, a workspace."""
import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import tempfile
import termios

SOURCE, TARGET = 'raw_data@master', 'labeled_data@master'


class CommandFailed(Exception):
    pass


class Tagline:
    """A store in a directory of its own, and the commands on it."""

    def __init__(self, program, root):
        self.program, self.root = program, root
        self.store = os.path.join(root, 'store.db')
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': root, 'LANG': 'C.UTF-8', 'USER': 'ana',
            'XDG_DATA_HOME': root + '/data', 'XDG_STATE_HOME': root + '/state',
            'XDG_CONFIG_HOME': root + '/config'}

    def run(self, *arguments, stdin=None, check=True):
        done = subprocess.run(
            [self.program, *arguments], env=self.environment, cwd=self.root,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        if check and done.returncode != 0:
            raise CommandFailed('tagline %s: exit %d: %s' % (
                ' '.join(arguments), done.returncode, done.stderr.decode('utf8', 'replace')))
        return done.stdout.decode('utf8')

    def on_store(self, *arguments, **options):
        return self.run(*arguments, '--store', self.store, **options)

    def make_repos(self):
        for reference in (SOURCE, TARGET):
            self.on_store('create', 'repo', reference.split('@')[0])
            self.on_store('create', 'branch', reference)

    def put_tasks(self, name, tasks):
        """One raw file for each task, cut as the integration's example cuts them."""
        lines = ''.join(json.dumps(task, ensure_ascii=False) + '\n' for task in tasks)
        self.on_store('put', 'file', SOURCE + ':/' + name, '-f', '-', '--split', 'json',
                      '--target-file-datums', '1', stdin=lines)

    def put(self, reference, content):
        self.on_store('put', 'file', reference, '-f', '-', '-o', stdin=content)

    def objects(self):
        """The target's objects by key, as they are stored."""
        return self.files(TARGET, '/*')

    def files(self, reference, pattern='/**'):
        """The files of a ref by path, without a slash in front."""
        listed = self.on_store('glob', 'file', '%s:%s' % (reference, pattern), '--raw')
        paths = []
        while listed.strip():
            found, end = json.JSONDecoder().raw_decode(listed.lstrip())
            listed = listed.lstrip()[end:]
            if found['file_type'] == 'FILE':
                paths.append(found['file']['path'][1:])
        return {path: self.on_store('get', 'file', '%s:/%s' % (reference, path)) for path in paths}


class Serve:
    """`tagline serve` on a free loopback port, for as long as the `with` lasts."""

    def __init__(self, tagline):
        self.tagline = tagline

    def __enter__(self):
        self.log = open(os.path.join(self.tagline.root, 'serve.log'), 'wb')
        self.process = subprocess.Popen(
            [self.tagline.program, 'serve', '--listen', '127.0.0.1:0',
             '--store', self.tagline.store],
            env=self.tagline.environment, cwd=self.tagline.root, stdout=subprocess.PIPE,
            stderr=self.log)
        line = self.process.stdout.readline().decode()
        found = re.search(r'http://127\.0\.0\.1:\d+', line)
        if not found:
            self.__exit__()
            raise CommandFailed('tagline serve said %r' % line)
        self.endpoint = found.group(0)
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.log.close()


def drain(terminal, first=5.0, rest=0.6):
    """What a terminal program draws, until it rests for a while or has ended."""
    drawn, wait = b'', first
    while select.select([terminal], [], [], wait)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not part:
            break
        drawn, wait = drawn + part, rest
    return drawn


class Workspace:
    """A directory that both programs work in."""

    def __init__(self, tagline, name, config):
        self.tagline = tagline
        self.directory = os.path.join(tagline.root, name)
        self.config = os.path.join(tagline.root, name + '.xml')
        with open(self.config, 'w', encoding='utf8') as file:
            file.write(config)

    def init(self):
        self.tagline.on_store(
            'init', self.directory, '--source-path', 'master.raw_data',
            '--target-path', 'master.labeled_data', '--label-config', self.config)

    def annotate(self, task, *choices, options=(), annotator='ana'):
        arguments = [part for choice in choices for part in ('--choice', choice)]
        self.tagline.run('annotate', self.directory, '--task', str(task), *arguments, *options,
                         '--annotator', annotator)

    def sync(self):
        return json.loads(self.tagline.run('sync', self.directory, '--json'))

    def status(self):
        return json.loads(self.tagline.run('status', self.directory, '--json'))

    def shown(self, task):
        """What Tagline shows of a task: its text, and what it was decided to be."""
        lines = self.tagline.run('start', self.directory, '--plain', stdin='g %d\nq\n' % task)
        found = re.findall(
            r'^(?:> )*Text \d+ of \d+, #%d, [^,\n]*, ([^\n]*)\n([^\n]*)' % task, lines, re.M)
        return (found[-1][1], found[-1][0]) if found else (None, lines)

    def type(self, keys, annotator='ana'):
        """Labels in a real terminal; returns what was drawn. Each key waits for the screen to come to rest."""
        program, terminal = pty.fork()
        if program == 0:
            os.chdir(self.tagline.root)
            os.execve(self.tagline.program, [
                self.tagline.program, 'start', self.directory, '--annotator', annotator],
                dict(self.tagline.environment, TERM='xterm-256color'))
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))
        drawn = drain(terminal, first=20)
        for key in keys:
            os.write(terminal, key.encode())
            drawn += drain(terminal)
        os.waitpid(program, 0)
        os.close(terminal)
        return drawn.decode('utf8', 'replace')

    def entries(self, name):
        """source.json or target.json as {id: key}."""
        with open(os.path.join(self.directory, name + '.json'), encoding='utf8') as file:
            entries = json.load(file)
        return {int(number): entry['key'].split('/', 3)[3] for number, entry in entries.items()}


def begin(options, name, tasks, config):
    """A directory with a store of these tasks, and a workspace in it: (directory, store, workspace)."""
    root = tempfile.mkdtemp(prefix=name)
    tagline = Tagline(options.tagline, root)
    tagline.make_repos()
    tagline.put_tasks('tasks.json', tasks)
    workspace = Workspace(tagline, 'project', config)
    workspace.init()
    return root, tagline, workspace
