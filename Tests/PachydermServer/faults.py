"""What can be made to go wrong, said in words: on the command line or while a server runs."""

import os
import time

import grpc

from common import Failure


class Faults:
    """
    auth TOKEN             from now on this token is wanted
    expire                 no token is good any more
    deny REPO              nobody has a right to the repo
    output REPO BRANCH     a pipeline writes the branch: nobody else may
    break METHOD N [REPO]  each such call fails after N messages of its stream
    die METHOD N [REPO]    the program ends after N messages of the stream
    pause METHOD SECONDS [REPO]
    heal                   all is well again
    """

    def __init__(self):
        self.heal()

    def heal(self):
        self.token, self.tokens_wanted = None, False
        self.denied, self.outputs = set(), set()
        self.ends, self.pauses = {}, {}

    def say(self, line):
        word, *rest = line.split()
        getattr(self, "_" + word)(*rest)

    def _heal(self):
        self.heal()

    def _auth(self, token):
        self.token, self.tokens_wanted = token, True

    def _expire(self):
        self.token, self.tokens_wanted = None, True

    def _deny(self, repo):
        self.denied.add(repo)

    def _output(self, repo, branch):
        self.outputs.add((repo, branch))

    def _break(self, method, count, repo=None):
        self.ends[method] = (int(count), repo, False)

    def _die(self, method, count, repo=None):
        self.ends[method] = (int(count), repo, True)

    def _pause(self, method, seconds, repo=None):
        self.pauses[method] = (float(seconds), repo)

    def check(self, metadata):
        """Refuses a call without the token, if one is wanted."""
        if not self.tokens_wanted:
            return
        token = dict(metadata).get("authn-token")
        if token is None:
            raise Failure(
                "no authentication token (try logging in)", grpc.StatusCode.UNAUTHENTICATED
            )
        if token != self.token:
            raise Failure(
                "provided auth token is corrupted or has expired (try logging in again)",
                grpc.StatusCode.UNAUTHENTICATED,
            )

    def check_repo(self, method, repo):
        """Refuses a repo that nobody has a right to; waits, where a pause is wanted."""
        if repo in self.denied:
            raise Failure(
                f"user:test is not authorized to perform this operation on the repo {repo}"
            )
        seconds, paused = self.pauses.get(method, (0, None))
        if paused in (None, repo):
            time.sleep(seconds)

    def watched(self, method, messages, repo=None):
        """The messages of a stream, up to where it is to break; its repo, if not in the first."""
        count, wanted, dies = self.ends.get(method, (None, None, False))
        passed = 0
        for message in messages:
            repo = repo_of(message) if repo is None else repo
            if passed == count and wanted in (None, repo):
                break
            yield message
            passed += 1
        if passed != count or wanted not in (None, repo):
            return
        if dies:
            os._exit(9)
        raise Failure("transport is closing", grpc.StatusCode.UNAVAILABLE)


def repo_of(message):
    """The repo that a message of any type is about; empty if it is about none."""
    for name in ("repo", "branch", "commit", "file", "head", "set_commit", "add_file", "new_file"):
        field = message.DESCRIPTOR.fields_by_name.get(name)
        if field is None or field.message_type is None or field.label == field.LABEL_REPEATED:
            continue
        inner = getattr(message, name)
        if field.message_type.name == "Repo":
            if inner.name:
                return inner.name
        elif message.HasField(name) and repo_of(inner):
            return repo_of(inner)
    return ""
