"""The state of a pachd 1.13: commits by id, branches that point, trees with directories."""

import csv
import hashlib
import io

from common import Failure, ancestor, check_name, clean, is_below, is_id, new_id, parse_ancestor
from common import split_json

NONE, JSON, LINE, SQL, CSV = range(5)


def order(path):
    """A directory comes before all that is beside it with a longer name."""
    return path.replace("/", "\0")


class Blob:
    """The content of a file: the objects that were put, one after another."""

    def __init__(self, objects):
        self.objects = objects
        self.names = [hashlib.sha512(data).hexdigest() for data in objects]
        self.hash = hashlib.sha256("".join(self.names).encode()).digest()
        self.data = b"".join(objects)


class Commit:
    def __init__(self, repo, branch, parent):
        self.repo, self.branch, self.id = repo, branch, new_id()
        self.parent, self.children, self.description = parent, [], ""
        self.started = self.finished = self.order = 0
        self.provenance = []
        # Path to content; a directory has none.
        self.tree = dict(parent.tree) if parent else {}

    def size(self):
        return sum(len(blob.data) for blob in self.tree.values() if blob)

    def make_directories(self, path):
        above = path.rpartition("/")[0]
        missing = []
        while above and self.tree.get(above, self) is not None:
            if above in self.tree:
                raise Failure(f'attempted to visit "{above}", but it\'s not a directory')
            missing.append(above)
            above = above.rpartition("/")[0]
        for directory in missing:
            self.tree[directory] = None

    def put(self, path, data, overwrite):
        self.make_directories(path)
        if path in self.tree and self.tree[path] is None:
            if not overwrite:
                raise Failure(
                    f'could not put file at "{path}"; a file of type directory is already there'
                )
            self.delete(path)
        held = self.tree.get(path)
        before = [] if overwrite or held is None else held.objects
        self.tree[path] = Blob(before + [data] if data or not before else before)

    def delete(self, path):
        for name in [n for n in self.tree if n == path or is_below(n, path) or not path]:
            del self.tree[name]

    def put_split(self, path, pieces, overwrite):
        """One file for each piece, numbered on from the last one that is there."""
        if overwrite:
            self.delete(path)
        inside = [name[len(path) + 1 :] for name in self.tree if is_below(name, path)]
        try:
            first = max((int(name, 16) + 1 for name in inside), default=0)
        except ValueError:
            raise Failure(
                f"error parsing filename {max(inside)} as int, this likely means you're using split"
                " on a directory which contains other data that wasn't put with split"
            ) from None
        for index, piece in enumerate(pieces):
            self.put(f"{path}/{first + index:016x}", piece, True)


def split(data, delimiter, datums):
    """The pieces that a server-side split makes of a file."""
    if delimiter == JSON:
        values = list(split_json(data))
    elif delimiter == LINE:
        values = data.splitlines(keepends=True)
    elif delimiter == CSV:
        values = [row(record) for record in csv.reader(io.StringIO(data.decode(), newline=""))]
    else:
        raise Failure("this delimiter is not known here")
    size = datums or 1
    return [b"".join(values[start : start + size]) for start in range(0, len(values), size)]


def row(record):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(record)
    return text.getvalue().encode()


class Branch:
    def __init__(self, repo, name, order):
        self.repo, self.name, self.order = repo, name, order
        self.head, self.provenance = None, []


class Repo:
    def __init__(self, name, created, order):
        self.name, self.created, self.order = name, created, order
        self.description, self.branches, self.commits = "", {}, {}


class Model:
    def __init__(self, world, faults):
        self.world, self.faults, self.repos = world, faults, {}

    def now(self):
        return self.world.now(1)

    def find_repo(self, name):
        if name not in self.repos:
            raise Failure(f"pachyderm_pfs/repos/ {name} not found")
        return self.repos[name]

    def find_branch(self, repo, name):
        if name not in self.repos.get(repo, Repo("", 0, 0)).branches:
            raise Failure(f"pachyderm_pfs/branches/{repo}/ {name} not found")
        return self.repos[repo].branches[name]

    def resolve(self, message):
        """The commit that a request names, by id or branch, with ancestors."""
        repo = self.find_repo(message.repo.name)
        base, distance = parse_ancestor(message.id)
        if is_id(base):
            commit = repo.commits.get(base)
        else:
            commit = self.find_branch(repo.name, base).head
            if commit is None:
                raise Failure(f'the branch "{base}" has no head (create one with \'start commit\')')
        commit = commit and ancestor(commit, distance)
        if commit is None:
            raise Failure(f"commit {message.id} not found in repo {repo.name}")
        return commit

    def branch(self, repo, name):
        """The branch, made if it is not there."""
        check_name(name)
        if name not in repo.branches:
            repo.branches[name] = Branch(repo, name, self.world.step())
        return repo.branches[name]

    def start(self, repo, name, parent):
        """An open commit; on a branch, if one is named, which then points at it."""
        branch = self.branch(repo, name) if name else None
        if branch:
            if branch.provenance or (repo.name, name) in self.faults.outputs:
                raise Failure(
                    f"cannot start a commit on an output branch: {repo.name}/{name}"
                )
            parent = parent or branch.head
        if parent and not parent.finished:
            raise Failure(f"parent commit {repo.name}@{parent.id} has not been finished")
        commit = Commit(repo, name, parent)
        commit.started, commit.order = self.now(), self.world.step()
        repo.commits[commit.id] = commit
        if parent:
            parent.children.append(commit)
        if branch:
            branch.head = commit
        return commit

    def finish(self, commit):
        if commit.finished:
            raise Failure(f"commit {commit.id} in repo {commit.repo.name} has already finished")
        commit.finished = self.now()

    def change(self, message, apply):
        """Applies a change to an open commit, or as a commit of its own on a branch."""
        repo = self.find_repo(message.repo.name)
        if not is_id(message.id) and message.id not in repo.branches:
            return self.one_off(repo, message.id, apply)
        if not is_id(message.id) and repo.branches[message.id].head is None:
            return self.one_off(repo, message.id, apply)
        commit = self.resolve(message)
        if commit.finished and is_id(message.id):
            raise Failure(f"commit {commit.id} in repo {repo.name} has already finished")
        if commit.finished:
            return self.one_off(repo, message.id, apply)
        before = dict(commit.tree)
        try:
            apply(commit)
        except Failure:
            commit.tree = before
            raise
        return None

    def one_off(self, repo, name, apply):
        """Nothing of it stays if the change is refused."""
        head = repo.branches[name].head if name in repo.branches else None
        trial = Commit(repo, name, head)
        apply(trial)
        commit = self.start(repo, name, None)
        commit.tree = trial.tree
        self.finish(commit)

    def remove(self, commit):
        """Takes a commit out; its children are then its parent's."""
        parent = commit.parent
        del commit.repo.commits[commit.id]
        if parent:
            parent.children.remove(commit)
            parent.children.extend(commit.children)
        for child in commit.children:
            child.parent = parent
        for branch in commit.repo.branches.values():
            if branch.head is commit:
                branch.head = parent
