"""The files of Pachyderm 2.0.8: one commit a stream, paths in byte order, directories implied."""

import grpc
from google.protobuf import empty_pb2, wrappers_pb2
from python_pachyderm.proto.v2.pfs import pfs_pb2

from common import Failure, check_path, chunks, clean, glob, is_below, stamp
from model2 import digest

FILE, DIRECTORY = 1, 2
# What GetFile was seen to put into one message.
MESSAGE = 19_900_000
BLOCK = 512


class Entry:
    """A file or, with a slash at the end of its path, a directory."""

    def __init__(self, path, kind, datum=""):
        self.path, self.kind, self.datum = path, kind, datum
        self.size, self.hash, self.data = 0, b"", b""


def entries(files, top):
    """What is at or below a cleaned path, in the order of a walk; the root comes first."""
    found, hashes = [], {}
    for path, data in files.items():
        if path != top and top and not is_below(path, top):
            continue
        for datum, blob in data.items():
            entry = Entry(path, FILE, datum)
            entry.size, entry.hash, entry.data = len(blob.data), blob.hash, blob.data
            found.append(entry)
        above = path.rpartition("/")[0]
        while above + "/" not in hashes and (above == top or is_below(above, top)):
            hashes[above + "/"] = Entry(above + "/", DIRECTORY)
            if not above:
                break
            above = above.rpartition("/")[0]
    found.extend(hashes.values())
    found.sort(key=lambda entry: (entry.path, entry.datum))
    fill_directories(found, hashes)
    return found


def fill_directories(found, directories):
    """A directory's hash is over those of its children, its size is their sum."""
    inside = {path: [] for path in directories}
    for entry in reversed(found):
        if entry.kind == DIRECTORY:
            children = list(reversed(inside[entry.path]))
            entry.hash = digest(b"".join(child.hash for child in children))
            entry.size = sum(child.size for child in children)
        above = entry.path.rstrip("/").rpartition("/")[0] + "/"
        if entry.path != "/" and above in inside:
            inside[above].append(entry)


def differences(new, old):
    """Pairs of entries that differ, by path; None where there is none."""
    both = {}
    for index, side in enumerate((new, old)):
        for entry in side:
            both.setdefault((entry.path, entry.datum), [None, None])[index] = entry
    for key in sorted(both):
        added, removed = both[key]
        if not added or not removed or added.hash != removed.hash:
            yield added, removed


def tar_header(entry):
    """A USTAR header as the server's: zeros for all that PFS does not keep."""
    name = entry.path.encode()
    if len(name) > 100:
        raise Failure(f"no tar entry for a path of {len(name)} bytes is made here: {entry.path}")
    size = entry.size if entry.kind == FILE else 0
    kind = b"0" if entry.kind == FILE else b"5"
    zeros = b"0000000\0"
    head = name.ljust(100, b"\0") + zeros * 3 + b"%011o\0" % size + b"%011o\0" % 0
    tail = kind + b"\0" * 100 + b"ustar\x0000" + b"\0" * 64 + zeros * 2
    block = (head + b" " * 8 + tail).ljust(BLOCK, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


class FileCalls:
    def file_info(self, commit, entry):
        info = pfs_pb2.FileInfo(file_type=entry.kind, size_bytes=entry.size, hash=entry.hash)
        info.file.commit.CopyFrom(self.commit_message(commit))
        info.file.path, info.file.datum = entry.path, entry.datum
        stamp(info.committed, commit.finishing)
        return info

    # Writing

    def ModifyFile(self, requests, context):
        """Nothing is written unless the whole stream is good; a closed head gets one commit."""
        if not requests or requests[0].WhichOneof("body") != "set_commit":
            raise Failure("first message must be a commit")
        changes = requests[1:]
        for change in changes:
            self.check(change)
        target = requests[0].set_commit
        commit = self.open_commit(target)
        one_off = commit is None
        sources = [self.source(change) for change in changes]
        if one_off:
            commit = self.model.start(target.branch)
        for change, source in zip(changes, sources):
            self.apply(change, source, commit)
        if one_off:
            commit.finishing = commit.started
        return empty_pb2.Empty()

    def check(self, change):
        kind = change.WhichOneof("body")
        if kind == "set_commit":
            raise Failure("cannot set commit")
        if kind == "add_file":
            check_path(change.add_file.path, True)
            if change.add_file.WhichOneof("source") == "url":
                raise Failure("no URL can be fetched from here")
        if kind == "copy_file":
            check_path(change.copy_file.dst, True)

    def open_commit(self, target):
        """The open commit that is meant; None if a new one is to be made."""
        repo = self.model.repos.get((target.branch.repo.name, target.branch.repo.type))
        if not target.id and (repo is None or target.branch.name not in repo.branches):
            return None
        commit = self.model.resolve(target)
        if not commit.finishing:
            return commit
        if target.id:
            raise Failure(f"commit {commit} has already finished")
        return None

    def source(self, change):
        """The files to copy, read before anything is written."""
        if change.WhichOneof("body") != "copy_file":
            return None
        copied, top = change.copy_file, clean(change.copy_file.src.path)
        commit = self.model.settled(copied.src.commit)
        found = [e for e in entries(commit.files, top) if e.kind == FILE]
        if not found:
            self.missing(copied.src.path, commit)
        return [(clean(copied.dst) + e.path[len(top) :], e.datum, e.data) for e in found]

    def apply(self, change, source, commit):
        kind = change.WhichOneof("body")
        if kind == "add_file":
            commit.put(change.add_file.path, change.add_file.datum, change.add_file.raw.value)
        elif kind == "delete_file":
            commit.delete(change.delete_file.path, change.delete_file.datum)
        elif kind == "copy_file":
            for path, datum, data in source:
                if not change.copy_file.append:
                    commit.delete(path, datum)
                commit.put(path, datum, data)

    # Reading

    def missing(self, path, commit):
        raise Failure(f"file {path} not found in repo {commit.repo} at commit {commit.id}")

    def InspectFile(self, request, context):
        commit, path = self.model.settled(request.file.commit), clean(request.file.path)
        for entry in entries(commit.files, path):
            if entry.path.rstrip("/") == path:
                return self.file_info(commit, entry)
        self.missing(request.file.path, commit)

    def ListFile(self, request, context):
        commit, path = self.model.settled(request.file.commit), clean(request.file.path)
        listed = [
            entry
            for entry in entries(commit.files, path)
            if entry.path == path
            or entry.path.rstrip("/").rpartition("/")[0] == path and entry.path != "/"
        ]
        return [self.file_info(commit, entry) for entry in listed]

    def WalkFile(self, request, context):
        commit, path = self.model.settled(request.file.commit), clean(request.file.path)
        found = entries(commit.files, path)
        if not found and path:
            raise Failure(
                f"commit/{commit.id} does not contain item: ({request.file.path})",
                grpc.StatusCode.NOT_FOUND,
            )
        return [self.file_info(commit, entry) for entry in found]

    def GlobFile(self, request, context):
        commit = self.model.settled(request.commit)
        return [self.file_info(commit, entry) for entry in self.globbed(commit, request.pattern)]

    def globbed(self, commit, pattern):
        matches, root_too = glob(pattern), clean(pattern) == ""
        return [
            entry
            for entry in entries(commit.files, "")
            if matches(entry.path.rstrip("/")) and (entry.path != "/" or root_too)
        ]

    def GetFile(self, request, context):
        commit = self.model.settled(request.file.commit)
        found = self.globbed(commit, request.file.path)
        if not found:
            self.missing(request.file.path, commit)
        if len(found) > 1:
            raise Failure("matched multiple files. Try GetFileTAR")
        if found[0].kind == DIRECTORY:
            raise Failure("cannot get non-regular file. Try GetFileTAR for directories")
        pieces = chunks(found[0].data[request.offset :], MESSAGE)
        return [wrappers_pb2.BytesValue(value=piece) for piece in pieces]

    def GetFileTAR(self, request, context):
        commit = self.model.settled(request.file.commit)
        globbed = [entry.path for entry in self.globbed(commit, request.file.path)]
        if not globbed:
            self.missing(request.file.path, commit)
        named, trees = set(globbed), tuple(path for path in globbed if path.endswith("/"))
        parts = []
        for entry in entries(commit.files, ""):
            if entry.path in named or entry.path.startswith(trees):
                parts += [tar_header(entry), entry.data, b"\0" * (-len(entry.data) % BLOCK)]
        data = b"".join(parts) + b"\0" * BLOCK * 2
        return [wrappers_pb2.BytesValue(value=piece) for piece in chunks(data, MESSAGE)]

    def DiffFile(self, request, context):
        new = self.model.settled(request.new_file.commit)
        if request.HasField("old_file"):
            old, path = self.model.settled(request.old_file.commit), request.old_file.path
        else:
            old, path = new.parent, request.new_file.path
        after = entries(new.files, clean(request.new_file.path))
        before = entries(old.files, clean(path)) if old else []
        return [self.difference(*pair, new, old) for pair in differences(after, before)]

    def difference(self, added, removed, new, old):
        answer = pfs_pb2.DiffFileResponse()
        if added:
            answer.new_file.CopyFrom(self.file_info(new, added))
        if removed:
            answer.old_file.CopyFrom(self.file_info(old, removed))
        return answer
