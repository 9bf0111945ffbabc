"""The files of Pachyderm 1.13.4: trees with directories of their own, in order of components."""

import hashlib

from google.protobuf import empty_pb2, wrappers_pb2
from python_pachyderm.proto.pfs import pfs_pb2

from common import Failure, check_path, chunks, clean, glob, has_glob, is_below, stamp
from model1 import NONE, order, split

FILE, DIRECTORY = 1, 2
MESSAGE = 10 * 1024 * 1024
EMPTY = empty_pb2.Empty()


class Node:
    """A file or directory with its sum of sizes and its hash."""

    def __init__(self, path, blob):
        self.path, self.blob, self.children = path, blob, []
        self.kind = FILE if blob else DIRECTORY
        self.size, self.hash = (len(blob.data), blob.hash) if blob else (0, b"")

    @property
    def name(self):
        return self.path.rpartition("/")[2]


def nodes(tree):
    """Path to node, in the order of a walk; the root, if anything is there, is the empty path."""
    if not tree:
        return {}
    found = {"": Node("", None)}
    for path in sorted(tree, key=order):
        found[path] = Node(path, tree[path])
        found[path.rpartition("/")[0]].children.append(found[path])
    for node in reversed(found.values()):
        if node.kind == DIRECTORY:
            node.size = sum(child.size for child in node.children)
            parts = (child.name.encode() + b":" + child.hash + b":" for child in node.children)
            node.hash = hashlib.sha256(b"".join(parts)).digest()
    return found


class FileCalls:
    def __init__(self, model):
        self.model = model

    @staticmethod
    def commit_message(commit):
        return pfs_pb2.Commit(repo=pfs_pb2.Repo(name=commit.repo.name), id=commit.id)

    def file_info(self, commit, node, path=None):
        info = pfs_pb2.FileInfo(file_type=node.kind, size_bytes=node.size, hash=node.hash)
        info.file.commit.CopyFrom(self.commit_message(commit))
        info.file.path = node.path or "/" if path is None else path
        stamp(info.committed, commit.finished)
        return info

    # Writing

    def PutFile(self, requests, context):
        """Nothing is written unless the whole stream is good."""
        puts = []
        for request in requests:
            if request.HasField("file"):
                check_path(request.file.path, False)
                puts.append([request, bytearray(request.value)])
            elif puts:
                puts[-1][1] += request.value
            else:
                raise Failure("the first message must name a file")
        if not puts:
            return EMPTY
        target = puts[0][0].file.commit
        if any(put.file.commit != target for put, _ in puts):
            raise Failure("all files of a stream must be in one commit")
        self.model.change(target, lambda commit: [self.put(commit, *put) for put in puts])
        return EMPTY

    def put(self, commit, request, value):
        path, overwrite = clean(request.file.path), request.HasField("overwrite_index")
        if request.delete:
            commit.delete(path)
        elif request.delimiter != NONE:
            pieces = split(bytes(value), request.delimiter, request.target_file_datums)
            commit.put_split(path, pieces, overwrite)
        else:
            commit.put(path, bytes(value), overwrite)

    def DeleteFile(self, request, context):
        path = clean(request.file.path)
        self.model.change(request.file.commit, lambda commit: commit.delete(path))
        return EMPTY

    def CopyFile(self, request, context):
        source = self.model.resolve(request.src.commit)
        top, target = clean(request.src.path), clean(request.dst.path)
        check_path(request.dst.path, False)
        copied = [n for p, n in nodes(source.tree).items() if p == top or is_below(p, top)]
        if not copied:
            self.missing(top)

        def apply(commit):
            if request.overwrite:
                commit.delete(target)
            for node in copied:
                if node.blob:
                    commit.put(target + node.path[len(top) :], node.blob.data, False)

        self.model.change(request.dst.commit, apply)
        return EMPTY

    # Reading

    def missing(self, path):
        raise Failure(f'file "{path or "/"}" not found')

    def found(self, commit, path):
        """What a path or glob names."""
        all_nodes, top = nodes(commit.tree), clean(path)
        if not has_glob(path):
            return [all_nodes[top]] if top in all_nodes else []
        matches = glob(path)
        return [node for name, node in all_nodes.items() if name and matches(name)]

    def InspectFile(self, request, context):
        commit, path = self.model.resolve(request.file.commit), clean(request.file.path)
        node = nodes(commit.tree).get(path)
        if node is None:
            where = f"in repo {commit.repo.name} at commit {commit.id}"
            raise Failure(f"file {request.file.path} not found {where}")
        info = self.file_info(commit, node)
        info.children.extend(child.name for child in node.children)
        for name in node.blob.names if node.blob else []:
            info.objects.add(hash=name)
        return info

    def ListFile(self, request, context):
        return pfs_pb2.FileInfos(file_info=self.ListFileStream(request, context))

    def ListFileStream(self, request, context):
        commit, path = self.model.resolve(request.file.commit), request.file.path
        tops = self.found(commit, path)
        if not tops and clean(path):
            self.missing(clean(path))
        listed = [n for top in tops for n in ([top] if top.blob else top.children)]
        return [self.file_info(commit, node) for node in listed]

    def WalkFile(self, request, context):
        commit, path = self.model.resolve(request.file.commit), clean(request.file.path)
        walked = [n for p, n in nodes(commit.tree).items() if p == path or is_below(p, path)]
        if not walked and path:
            self.missing(path)
        return [self.file_info(commit, node) for node in walked]

    def GlobFile(self, request, context):
        return pfs_pb2.FileInfos(file_info=self.GlobFileStream(request, context))

    def GlobFileStream(self, request, context):
        commit = self.model.resolve(request.commit)
        return [self.file_info(commit, node) for node in self.found(commit, request.pattern)]

    def GetFile(self, request, context):
        commit = self.model.resolve(request.file.commit)
        named = self.found(commit, request.file.path)
        if not named:
            self.missing(request.file.path)
        contents = [node.blob.data for node in named if node.blob]
        if not contents:
            raise Failure(f"no file(s) found that match {request.file.path}")
        return list(self.pieces(contents, request.offset_bytes, request.size_bytes))

    def pieces(self, contents, offset, size):
        """A range of contents that follow each other; each begins a message."""
        left = size or sum(map(len, contents))
        for data in contents:
            part = data[offset : offset + left]
            offset, left = max(0, offset - len(data)), left - len(part)
            for piece in chunks(part, MESSAGE):
                yield wrappers_pb2.BytesValue(value=piece)

    def DiffFile(self, request, context):
        new = self.model.resolve(request.new_file.commit)
        if request.HasField("old_file"):
            old, path = self.model.resolve(request.old_file.commit), request.old_file.path
        else:
            old, path = new.parent, request.new_file.path
        sides = [(new, request.new_file.path), (old, path)]
        found = [self.files_below(c, top, request.shallow) if c else {} for c, top in sides]
        answer = pfs_pb2.DiffFileResponse()
        for mine, other, (commit, top), infos in (
            (found[0], found[1], sides[0], answer.new_files),
            (found[1], found[0], sides[1], answer.old_files),
        ):
            for name in sorted(mine, key=order):
                if name not in other or mine[name].hash != other[name].hash:
                    path = top.rstrip("/") + name if top else name.lstrip("/")
                    infos.append(self.file_info(commit, mine[name], path))
        return answer

    def files_below(self, commit, top, shallow):
        """What a difference is made of, by the rest of its path; shallow: one level."""
        top = clean(top)
        found = {}
        for path, node in nodes(commit.tree).items():
            rest = path[len(top) :]
            if path != top and not is_below(path, top):
                continue
            if node.blob or shallow and rest.count("/") == 1:
                found[rest] = node
        return {n: v for n, v in found.items() if not shallow or n.count("/") <= 1}
