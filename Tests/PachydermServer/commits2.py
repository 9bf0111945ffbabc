"""The commits of Pachyderm 2.0.8, alone and as sets."""

import grpc
from google.protobuf import empty_pb2
from python_pachyderm.proto.v2.pfs import pfs_pb2

from common import Failure, stamp
from model2 import ALIAS, AUTO

FINISHING, FINISHED = 3, 4
EMPTY = empty_pb2.Empty()


class CommitCalls:
    def StartCommit(self, request, context):
        parent = self.model.resolve(request.parent) if request.HasField("parent") else None
        commit = self.model.start(request.branch, parent)
        commit.description = request.description
        return self.commit_message(commit)

    def FinishCommit(self, request, context):
        commit = self.model.resolve(request.commit)
        if commit.finishing:
            raise Failure(f"commit {commit} has already finished")
        commit.description = request.description or commit.description
        commit.finishing, commit.error = self.model.now(), request.error
        return EMPTY

    def ClearCommit(self, request, context):
        commit = self.model.resolve(request.commit)
        if commit.finishing:
            raise Failure(f"commit {commit} has already finished")
        commit.own_files = dict(commit.parent.files) if commit.parent else {}
        return EMPTY

    def InspectCommit(self, request, context):
        """The first look at a commit that is FINISHING finds it so; each later one, finished."""
        commit = self.model.resolve(request.commit)
        if request.wait >= FINISHING:
            self.wait(context, lambda: commit.finishing)
        if request.wait == FINISHED:
            self.model.settle(commit)
        info = self.commit_info(commit)
        self.model.settle(commit)
        return info

    def ListCommit(self, request, context):
        repo = self.model.find_repo(request.repo)
        start = self.model.resolve(request.to) if request.HasField("to") else None
        stop = self.model.resolve(getattr(request, "from")) if request.HasField("from") else None
        if stop and not start:
            raise Failure("cannot use `from` commit without `to` commit")
        if start and request.reverse:
            raise Failure("cannot use 'Reverse' while also using 'From' or 'To'")
        commits = self.history(start, stop) if start else self.by_age(repo)
        if request.reverse:
            commits.reverse()
        return self.commit_infos(commits, request)

    def history(self, start, stop):
        found = []
        while start and not (stop and start.id == stop.id):
            found.append(start)
            start = start.parent
        return found

    def by_age(self, repo):
        return sorted(repo.commits.values(), key=lambda commit: -commit.order)

    def passes(self, commit, request):
        if request.all:
            return True
        if request.origin_kind:
            return commit.origin == request.origin_kind
        return commit.origin != ALIAS

    def commit_infos(self, commits, request):
        infos = []
        for commit in commits:
            if request.number and len(infos) == request.number:
                break
            if self.passes(commit, request):
                self.model.settle(commit)
                infos.append(self.commit_info(commit))
        return infos

    def SubscribeCommit(self, request, context):
        repo = self.model.find_repo(request.repo)
        stop = self.model.resolve(getattr(request, "from")) if request.HasField("from") else None
        return self.subscription(repo, request, stop, context)

    def subscription(self, repo, request, stop, context):
        world, seen = self.model.world, stop.order if stop else 0
        context.add_callback(self.wake)
        while context.is_active() and not world.closed:
            with world.changed:
                fresh = [c for c in repo.commits.values() if c.branch == request.branch]
                fresh = sorted((c for c in fresh if c.order > seen), key=lambda c: c.order)
                if not fresh or request.state >= FINISHING and not fresh[0].finishing:
                    world.changed.wait(1)
                    continue
                seen = fresh[0].order
                self.model.settle(fresh[0])
                info = self.commit_info(fresh[0]) if self.passes(fresh[0], request) else None
            if info:
                yield info

    def InspectCommitSet(self, request, context):
        commits = self.commit_set(request.commit_set.id)
        if request.wait:
            self.wait(context, lambda: all(commit.finishing for commit in commits))
            for commit in commits:
                self.model.settle(commit)
        return [self.commit_info(commit) for commit in commits]

    def ListCommitSet(self, request, context):
        ids = {}
        for repo in self.model.repos.values():
            for commit in repo.commits.values():
                ids[commit.id] = max(ids.get(commit.id, 0), commit.order)
        newest_first = sorted(ids, key=lambda identifier: -ids[identifier])
        return [self.commit_set_info(identifier) for identifier in newest_first]

    def commit_set_info(self, identifier):
        info = pfs_pb2.CommitSetInfo()
        info.commit_set.id = identifier
        info.commits.extend(map(self.commit_info, self.commit_set(identifier)))
        return info

    def commit_set(self, identifier):
        held = [c for r in self.model.repos.values() for c in r.commits.values()]
        found = [commit for commit in held if commit.id == identifier]
        if not found:
            raise Failure(f"no commits found for commitset {identifier}")
        return sorted(found, key=lambda commit: -commit.order)

    def SquashCommitSet(self, request, context):
        commits = self.commit_set(request.commit_set.id)
        for commit in commits:
            if not commit.children:
                raise Failure(
                    "cannot squash a commit that has no children as that would cause data loss,"
                    f" use the drop operation instead: {commit}"
                )
        for commit in commits:
            self.model.remove(commit)
        return EMPTY

    def DropCommitSet(self, request, context):
        commits = self.commit_set(request.commit_set.id)
        for commit in commits:
            if any(child not in commits for child in commit.children):
                raise Failure(f"cannot drop a commit that has children: {commit}")
        for commit in commits:
            self.model.remove(commit)
        return EMPTY

    def wait(self, context, ready):
        world = self.model.world
        context.add_callback(self.wake)
        while not ready():
            if not context.is_active() or world.closed:
                raise Failure("context canceled", grpc.StatusCode.CANCELLED)
            world.changed.wait(1)

    def wake(self):
        with self.model.world.changed:
            self.model.world.changed.notify_all()

    def commit_info(self, commit):
        info = pfs_pb2.CommitInfo(commit=self.commit_message(commit))
        info.origin.kind, info.description = commit.origin, commit.description
        if commit.parent:
            info.parent_commit.CopyFrom(self.commit_message(commit.parent))
        info.child_commits.extend(map(self.commit_message, commit.children))
        for name in ("started", "finishing", "finished"):
            stamp(getattr(info, name), getattr(commit, name))
        if commit.finished:
            size = commit.size()
            info.error = commit.error
            info.details.size_bytes = size
            info.size_bytes_upper_bound = 0 if commit.origin == ALIAS else size
            if commit.origin != AUTO:
                info.details.compacting_time.nanos = info.details.validating_time.nanos = 1_000_000
        return info

    @staticmethod
    def repo_message(repo):
        return pfs_pb2.Repo(name=repo.name, type=repo.kind)

    def commit_message(self, commit):
        message = pfs_pb2.Commit(id=commit.id)
        message.branch.repo.CopyFrom(self.repo_message(commit.repo))
        message.branch.name = commit.branch
        return message
