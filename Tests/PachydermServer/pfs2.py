"""The services of Pachyderm 2.0.8."""

import grpc
from google.protobuf import empty_pb2
from python_pachyderm.proto.v2.admin import admin_pb2
from python_pachyderm.proto.v2.auth import auth_pb2
from python_pachyderm.proto.v2.enterprise import enterprise_pb2
from python_pachyderm.proto.v2.pfs import pfs_pb2
from python_pachyderm.proto.v2.version.versionpb import version_pb2

from common import Failure, check_name, new_id, stamp
from commits2 import CommitCalls
from files2 import FileCalls
from model2 import AUTO, Branch, Model, Repo

EMPTY = empty_pb2.Empty()


def services(world, faults):
    model = Model(world, faults)
    return [
        (pfs_pb2.DESCRIPTOR.services_by_name["API"], PFS(model)),
        (version_pb2.DESCRIPTOR.services_by_name["API"], Versions()),
        (admin_pb2.DESCRIPTOR.services_by_name["API"], Admin()),
        (auth_pb2.DESCRIPTOR.services_by_name["API"], Auth(faults)),
        (enterprise_pb2.DESCRIPTOR.services_by_name["API"], Enterprise()),
    ]


def unknown(service, method, _):
    if not service.endswith("_v2.API"):
        return Failure(
            "this server is running pachyderm 2.x, but your client appears to be an older version"
            " - please upgrade"
        )
    return Failure(f'no auth function for "/{service}/{method}", this is a bug')


class Versions:
    def GetVersion(self, request, context):
        return version_pb2.Version(major=2, micro=8)


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
        return auth_pb2.WhoAmIResponse(username="user:test")


class Enterprise:
    def GetState(self, request, context):
        return enterprise_pb2.GetStateResponse()


class PFS(CommitCalls, FileCalls):
    """Repos and branches."""

    def __init__(self, model):
        self.model = model

    # Repos

    def CreateRepo(self, request, context):
        check_name(request.repo.name)
        key = (request.repo.name, request.repo.type or "user")
        if key not in self.model.repos:
            world = self.model.world
            self.model.repos[key] = Repo(*key, self.model.now(), world.step())
        elif not request.update:
            raise Failure(f"repo {self.model.repos[key]} already exists")
        self.model.repos[key].description = request.description
        return EMPTY

    def InspectRepo(self, request, context):
        repo = self.model.find_repo(request.repo)
        info = self.repo_info(repo)
        info.details.size_bytes = info.size_bytes_upper_bound
        return info

    def ListRepo(self, request, context):
        repos = sorted(self.model.repos.values(), key=lambda repo: -repo.order)
        return [self.repo_info(r) for r in repos if request.type in ("", r.kind)]

    def DeleteRepo(self, request, context):
        self.model.repos.pop((request.repo.name, request.repo.type), None)
        return EMPTY

    def DeleteAll(self, request, context):
        self.model.repos.clear()
        return EMPTY

    def repo_info(self, repo):
        info = pfs_pb2.RepoInfo(description=repo.description)
        info.repo.CopyFrom(self.repo_message(repo))
        stamp(info.created, repo.created)
        for branch in repo.branches.values():
            info.branches.add(repo=self.repo_message(repo), name=branch.name)
        if "master" in repo.branches:
            head = repo.branches["master"].head
            self.model.settle(head)
            info.size_bytes_upper_bound = head.size() if head.finished else 0
        return info

    # Branches

    def CreateBranch(self, request, context):
        model, wanted = self.model, request.branch
        repo = model.find_repo(wanted.repo)
        check_name(wanted.name)
        target = model.resolve(request.head) if request.HasField("head") else None
        if wanted.name not in repo.branches:
            repo.branches[wanted.name] = Branch(repo, wanted.name, model.world.step())
        branch = repo.branches[wanted.name]
        branch.provenance = list(request.provenance)
        if target:
            model.point(branch, target)
        elif branch.head is None:
            empty = model.add_commit(branch, AUTO, None)
            empty.finishing = empty.finished = empty.started
        return EMPTY

    def InspectBranch(self, request, context):
        wanted = request.branch
        return self.branch_info(self.model.find_branch(wanted.repo, wanted.name))

    def ListBranch(self, request, context):
        branches = self.model.find_repo(request.repo).branches.values()
        newest_first = sorted(branches, key=lambda branch: -branch.order)
        if request.reverse:
            newest_first.reverse()
        return [self.branch_info(branch) for branch in newest_first]

    def DeleteBranch(self, request, context):
        key = (request.branch.repo.name, request.branch.repo.type)
        if key in self.model.repos:
            self.model.repos[key].branches.pop(request.branch.name, None)
        return EMPTY

    def branch_info(self, branch):
        info = pfs_pb2.BranchInfo(head=self.commit_message(branch.head))
        info.branch.repo.CopyFrom(self.repo_message(branch.repo))
        info.branch.name = branch.name
        info.provenance.extend(branch.provenance)
        info.direct_provenance.extend(branch.provenance)
        return info
