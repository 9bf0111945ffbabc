"""The real Label Studio 0.8.2 at work on a directory, and the requests its page makes."""
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request


class StudioFailed(Exception):
    pass


class Studio:
    """Started plainly (no init) on a directory, for as long as the `with` lasts."""

    def __init__(self, python, directory, endpoint, root):
        self.python, self.directory, self.root = python, directory, root
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': root, 'LANG': 'C.UTF-8',
            'AWS_ACCESS_KEY_ID': 'abc', 'AWS_SECRET_ACCESS_KEY': 'abc', 'ENDPOINT_URL': endpoint,
            'collect_analytics': '0', 'NO_PROXY': '127.0.0.1,localhost'}
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __enter__(self):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.log = open(os.path.join(self.root, 'studio.log'), 'ab')
        launcher = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'launch_0.py')
        self.process = subprocess.Popen(
            [self.python, launcher, 'start', self.directory, '--host', 'localhost',
             '-p', str(self.port), '-b'],
            cwd=self.root, env=self.environment, stdout=self.log, stderr=subprocess.STDOUT)
        self.wait_for_port()
        self.wait_for_listing()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def wait_for_port(self):
        end = time.time() + 120
        while time.time() < end:
            if self.process.poll() is not None:
                raise StudioFailed('Label Studio ended with %s: %s' % (
                    self.process.returncode, self.tail()))
            with socket.socket() as attempt:
                if attempt.connect_ex(('127.0.0.1', self.port)) == 0:
                    return
            time.sleep(0.2)
        raise StudioFailed('Label Studio does not listen: ' + self.tail())

    def wait_for_listing(self):
        """The first request makes it load the project and list the buckets, in a thread."""
        end = time.time() + 120
        while time.time() < end:
            code, answer = self.call('GET', '/api/project')
            if code != 200:
                raise StudioFailed('the project does not open: %s' % answer)
            if answer['task_count'] and not (answer['source_syncing'] or answer['target_syncing']):
                return
            time.sleep(0.5)
        raise StudioFailed('no tasks are listed: ' + self.tail())

    def wait_for_sync(self, is_seen, seconds=100):
        """Listings are 30 s apart and only a request starts one."""
        end = time.time() + seconds
        while time.time() < end:
            if is_seen():
                return True
            time.sleep(2)
        return False

    def tail(self):
        with open(os.path.join(self.root, 'studio.log'), encoding='utf8', errors='replace') as log:
            return log.read()[-1500:]

    def call(self, method, path, body=None, form=None):
        headers = {'Accept': 'application/json'}
        data = None
        if body is not None:
            data, headers['Content-Type'] = json.dumps(body).encode(), 'application/json'
        if form is not None:
            data = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(
            'http://127.0.0.1:%d%s' % (self.port, path), data=data, method=method, headers=headers)
        try:
            answer = self.opener.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        text = answer.read().decode('utf8', 'replace')
        try:
            return answer.getcode(), json.loads(text)
        except ValueError:
            return answer.getcode(), text

    def completed(self):
        """The tasks that it counts as done."""
        code, answer = self.call('GET', '/api/completions')
        return set(answer['ids']) if code == 200 else answer

    def tasks(self):
        code, answer = self.call('GET', '/api/tasks?page_size=1000')
        if code != 200:
            raise StudioFailed('the task list does not open: %s' % answer)
        return {task['id']: task for task in answer}

    # What its page sends.

    def submit(self, task, *regions):
        code, answer = self.call('POST', '/api/tasks/%d/completions/' % task, body(regions))
        return answer['id'] if code == 201 else answer

    def skip(self, task, *regions):
        return self.call('POST', '/api/tasks/%d/completions?was_cancelled=1' % task,
                         dict(body(regions), id=None))[0]

    def update(self, task, completion, *regions):
        return self.call('PATCH', '/api/tasks/%d/completions/%d/' % (task, completion),
                         body(regions))[0]

    def star(self, task, completion):
        return self.call('PATCH', '/api/tasks/%d/completions/%d/' % (task, completion),
                         {'honeypot': True})[0]

    def delete(self, task, completion):
        return self.call('DELETE', '/api/tasks/%d/completions/%d/' % (task, completion))[0]


def region(name, *choices, identity='Ab3_xYz-90'):
    return {'value': {'choices': list(choices)}, 'id': identity, 'from_name': name,
            'to_name': 'text', 'type': 'choices'}


def body(regions):
    return {'lead_time': 3.217, 'result': list(regions)}
