"""The real Label Studio 1.23.2 at work, and the requests its page makes."""
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .studio_0 import StudioFailed

TOKEN = '0123456789abcdef0123456789abcdef01234567'
USER, PASSWORD = 'lead@example.org', 'lead-pass-1'


class Studio:
    """Started on a data folder of its own, for as long as the `with` lasts."""

    def __init__(self, program, root, environment=()):
        self.program, self.root = program, root
        self.data = os.path.join(root, 'label-studio')
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': root, 'LANG': 'C.UTF-8',
            'SENTRY_DSN': '', 'FRONTEND_SENTRY_DSN': '', 'COLLECT_ANALYTICS': 'false',
            'LATEST_VERSION_CHECK': 'false', 'LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN': 'true',
            # Else an endpoint on loopback is refused, and errors of a sync are hidden.
            'SSRF_PROTECTION_ENABLED': 'false', 'S3_TRUSTED_STORAGE_DOMAINS': ',',
            'NO_PROXY': '127.0.0.1,localhost'}
        self.environment.update(environment)
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __enter__(self):
        os.makedirs(self.data, exist_ok=True)
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.url = 'http://127.0.0.1:%d' % self.port
        self.log = open(os.path.join(self.root, 'studio.log'), 'ab')
        self.process = subprocess.Popen(
            [self.program, 'start', '--no-browser', '--data-dir', self.data, '--internal-host',
             '127.0.0.1', '-p', str(self.port), '--username', USER, '--password', PASSWORD,
             '--user-token', TOKEN, '--enable-legacy-api-token', '--log-level', 'WARNING'],
            cwd=self.data, env=self.environment, stdout=self.log, stderr=subprocess.STDOUT)
        end = time.time() + 600
        while time.time() < end:
            if self.process.poll() is not None:
                raise StudioFailed('Label Studio ended with %s: %s' % (
                    self.process.returncode, self.tail()))
            try:
                self.opener.open(self.url + '/health', timeout=5)
                return self
            except OSError:
                time.sleep(0.5)
        raise StudioFailed('Label Studio does not answer: ' + self.tail())

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def tail(self):
        with open(os.path.join(self.root, 'studio.log'), encoding='utf8', errors='replace') as log:
            return log.read()[-1500:]

    def call(self, method, path, body=None):
        """The answer's JSON; fails on every status but 2xx."""
        request = urllib.request.Request(
            self.url + path, data=None if body is None else json.dumps(body).encode(),
            method=method, headers={'Authorization': 'Token ' + TOKEN,
                                    'Content-Type': 'application/json'})
        try:
            text = self.opener.open(request, timeout=600).read().decode('utf8')
        except urllib.error.HTTPError as error:
            raise StudioFailed('%s %s: %d %s' % (
                method, path, error.code, error.read().decode('utf8', 'replace')[:600]))
        return json.loads(text) if text else None

    def project(self, config):
        return Project(self, self.call('POST', '/api/projects/', {
            'title': 'interop', 'label_config': config, 'maximum_annotations': 1})['id'])


class Project:
    """A project with its storages, and what its page sends."""

    def __init__(self, studio, identity):
        self.studio, self.id = studio, identity

    def storage(self, endpoint, bucket, prefix):
        return {'project': self.id, 'title': bucket, 'bucket': bucket, 'prefix': prefix,
                's3_endpoint': endpoint, 'aws_access_key_id': 'abc',
                'aws_secret_access_key': 'abc', 'region_name': 'us-east-1'}

    def read_from(self, endpoint, bucket, prefix):
        """Makes a source storage and syncs it; (status, tasks made, error)."""
        storage = self.studio.call('POST', '/api/storages/s3/', dict(
            self.storage(endpoint, bucket, prefix), use_blob_urls=False))
        done = self.studio.call('POST', '/api/storages/s3/%d/sync' % storage['id'], {})
        return done['status'], done['last_sync_count'], (done['traceback'] or '')[-300:]

    def write_to(self, endpoint, bucket, prefix):
        """Makes a target storage, which stores every annotation that is there; its status."""
        storage = self.studio.call('POST', '/api/storages/export/s3', dict(
            self.storage(endpoint, bucket, prefix), can_delete_objects=True))
        return self.studio.call('GET', '/api/storages/export/s3/%d' % storage['id'])['status']

    def tasks(self):
        """All tasks in full, in the order of their numbers."""
        answer = self.studio.call(
            'GET', '/api/tasks?project=%d&fields=all&page_size=500' % self.id)
        return sorted(answer['tasks'], key=lambda task: task['id'])

    def submit(self, task, *regions):
        return self.studio.call(
            'POST', '/api/tasks/%d/annotations/?project=%d' % (task, self.id),
            {'result': list(regions), 'lead_time': 3.25})['id']

    def skip(self, task):
        return self.studio.call(
            'POST', '/api/tasks/%d/annotations/?project=%d' % (task, self.id),
            {'result': [], 'was_cancelled': True})['id']

    def update(self, annotation, *regions):
        self.studio.call('PATCH', '/api/annotations/%d/' % annotation, {'result': list(regions)})

    def delete(self, annotation):
        self.studio.call('DELETE', '/api/annotations/%d/' % annotation)
