"""The services of Pachyderm 1.13.4."""

import hashlib

import grpc
from google.protobuf import empty_pb2
from python_pachyderm.proto.admin import admin_pb2
from python_pachyderm.proto.auth import auth_pb2
from python_pachyderm.proto.pfs import pfs_pb2
from python_pachyderm.proto.version.versionpb import version_pb2

from common import Failure, check_name, is_id, new_id, stamp
from files1 import FileCalls
from model1 import Model, Repo

FINISHED = 2
EMPTY = empty_pb2.Empty()


def services(world, faults):
    model = Model(world, faults)
    return [
        (pfs_pb2.DESCRIPTOR.services_by_name["API"], PFS(model)),
        (version_pb2.DESCRIPTOR.services_by_name["API"], Versions()),
        (admin_pb2.DESCRIPTOR.services_by_name["API"], Admin()),
        (auth_pb2.DESCRIPTOR.services_by_name["API"], Auth(faults)),
    ]


def unknown(service, method, is_served):
    said = f"unknown service {service}"
    if is_served:
        said = f"unknown method {method} for service {service}"
    return Failure(said, grpc.StatusCode.UNIMPLEMENTED)


class Versions:
    def GetVersion(self, request, context):
        return version_pb2.Version(major=1, minor=13, micro=4)


class Admin:
    def __init__(self):
        self.id = new_id()

    def InspectCluster(self, request, context):
        return admin_pb2.ClusterInfo(id=self.id)


class Auth:
    def __init__(self, faults):
        self.faults = faults

    def WhoAmI(self, request, context):
        if not self.faults.tokens_wanted:
            unimplemented = grpc.StatusCode.UNIMPLEMENTED
            raise Failure("the auth service is not activated", unimplemented)
        return auth_pb2.WhoAmIResponse(username="github:test")


class PFS(FileCalls):
    """Repos, branches and commits; files are in FileCalls."""

    # Repos

    def CreateRepo(self, request, context):
        name = request.repo.name
        check_name(name)
        if name not in self.model.repos:
            self.model.repos[name] = Repo(name, self.model.now(), self.model.world.step())
        elif not request.update:
            raise Failure(f"repo {name} already exists")
        self.model.repos[name].description = request.description
        return EMPTY

    def InspectRepo(self, request, context):
        return self.repo_info(self.model.find_repo(request.repo.name))

    def ListRepo(self, request, context):
        newest_first = sorted(self.model.repos.values(), key=lambda repo: -repo.order)
        return pfs_pb2.ListRepoResponse(repo_info=map(self.repo_info, newest_first))

    def DeleteRepo(self, request, context):
        if request.all:
            self.model.repos.clear()
        self.model.repos.pop(request.repo.name, None)
        return EMPTY

    def DeleteAll(self, request, context):
        self.model.repos.clear()
        return EMPTY

    def repo_info(self, repo):
        info = pfs_pb2.RepoInfo(description=repo.description)
        info.repo.name = repo.name
        stamp(info.created, repo.created)
        for branch in repo.branches.values():
            info.branches.add(repo=info.repo, name=branch.name)
        head = repo.branches["master"].head if "master" in repo.branches else None
        info.size_bytes = head.size() if head and head.finished else 0
        return info

    # Branches

    def CreateBranch(self, request, context):
        repo = self.model.find_repo(request.branch.repo.name)
        name = request.branch.name or request.s_branch
        check_name(name)
        head = None
        if request.HasField("head") and request.head.id:
            try:
                head = self.model.resolve(request.head)
            except Failure as failure:
                said = f"unable to inspect {repo.name}@{request.head.id}: {failure.message}"
                raise Failure(said) from None
        branch = self.model.branch(repo, name)
        branch.head, branch.provenance = head, list(request.provenance)
        return EMPTY

    def InspectBranch(self, request, context):
        wanted = request.branch
        return self.branch_info(self.model.find_branch(wanted.repo.name, wanted.name))

    def ListBranch(self, request, context):
        branches = self.model.find_repo(request.repo.name).branches.values()
        listed = sorted(branches, key=lambda branch: -branch.order)
        if request.reverse:
            listed.reverse()
        return pfs_pb2.BranchInfos(branch_info=map(self.branch_info, listed))

    def DeleteBranch(self, request, context):
        repo = self.model.repos.get(request.branch.repo.name)
        if repo:
            repo.branches.pop(request.branch.name, None)
        return EMPTY

    def branch_info(self, branch):
        info = pfs_pb2.BranchInfo(name=branch.name)
        info.branch.repo.name, info.branch.name = branch.repo.name, branch.name
        if branch.head:
            info.head.CopyFrom(self.commit_message(branch.head))
        info.provenance.extend(branch.provenance)
        info.direct_provenance.extend(branch.provenance)
        return info

    # Commits

    def StartCommit(self, request, context):
        repo = self.model.find_repo(request.parent.repo.name)
        parent = self.model.resolve(request.parent) if request.parent.id else None
        commit = self.model.start(repo, request.branch, parent)
        commit.description = request.description
        return self.commit_message(commit)

    def FinishCommit(self, request, context):
        commit = self.model.resolve(request.commit)
        self.model.finish(commit)
        commit.description = request.description or commit.description
        if request.empty:
            commit.tree = {}
        return EMPTY

    def DeleteCommit(self, request, context):
        self.model.remove(self.model.resolve(request.commit))
        return EMPTY

    def InspectCommit(self, request, context):
        commit = self.model.resolve(request.commit)
        if request.block_state == FINISHED:
            self.wait(context, [commit])
        return self.commit_info(commit)

    def ListCommit(self, request, context):
        return pfs_pb2.CommitInfos(commit_info=self.ListCommitStream(request, context))

    def ListCommitStream(self, request, context):
        repo = self.model.find_repo(request.repo.name)
        limit = request.number or None
        first, last = getattr(request, "from"), request.to
        stop = self.model.resolve(first) if first.id else None
        if stop and not last.id:
            raise Failure("cannot use `from` commit without `to` commit")
        if not last.id:
            found = sorted(repo.commits.values(), key=lambda commit: -commit.order)
            if request.reverse:
                found.reverse()
            return [self.commit_info(commit) for commit in found[:limit]]
        if not is_id(last.id) and last.id in repo.branches and not repo.branches[last.id].head:
            return []
        return [self.commit_info(commit) for commit in self.history(last, stop)[:limit]]

    def history(self, last, stop):
        found, commit = [], self.model.resolve(last)
        while commit and commit is not stop:
            found.append(commit)
            commit = commit.parent
        return found

    def FlushCommit(self, request, context):
        """No pipeline follows any commit here: waits for the commits themselves."""
        self.wait(context, [self.model.resolve(commit) for commit in request.commits])
        return []

    def SubscribeCommit(self, request, context):
        repo = self.model.find_repo(request.repo.name)
        first = getattr(request, "from")
        stop = self.model.resolve(first) if first.id else None
        return self.subscription(repo, request, stop, context)

    def subscription(self, repo, request, stop, context):
        world, seen = self.model.world, stop.order if stop else 0
        context.add_callback(self.wake)
        while context.is_active() and not world.closed:
            with world.changed:
                fresh = [c for c in repo.commits.values() if c.branch == request.branch]
                fresh = sorted((c for c in fresh if c.order > seen), key=lambda c: c.order)
                if not fresh or request.state == FINISHED and not fresh[0].finished:
                    world.changed.wait(1)
                    continue
                seen, info = fresh[0].order, self.commit_info(fresh[0])
            yield info

    def wait(self, context, commits):
        world = self.model.world
        context.add_callback(self.wake)
        while not all(commit.finished for commit in commits):
            if not context.is_active() or world.closed:
                raise Failure("context canceled", grpc.StatusCode.CANCELLED)
            world.changed.wait(1)

    def wake(self):
        with self.model.world.changed:
            self.model.world.changed.notify_all()

    def commit_info(self, commit):
        info = pfs_pb2.CommitInfo(commit=self.commit_message(commit))
        info.description = commit.description
        info.origin.SetInParent()
        if commit.parent:
            info.parent_commit.CopyFrom(self.commit_message(commit.parent))
        info.child_commits.extend(map(self.commit_message, commit.children))
        if commit.branch:
            info.branch.repo.name, info.branch.name = commit.repo.name, commit.branch
        stamp(info.started, commit.started)
        stamp(info.finished, commit.finished)
        if commit.finished:
            info.size_bytes = commit.size()
            info.tree.hash = hashlib.sha512(commit.id.encode()).hexdigest()
        return info
