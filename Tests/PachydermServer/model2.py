"""The state of a pachd 2.0: repos, branches, and commits that stay FINISHING for a while."""

import hashlib

from common import Failure, ancestor, check_name, clean, is_below, is_id, new_id, parse_ancestor

USER, AUTO, ALIAS = 1, 2, 4


def digest(data):
    return hashlib.blake2b(data, digest_size=32).digest()


class Blob:
    """The content of one datum of a file."""

    def __init__(self, data):
        self.data = data
        self.hash = digest(digest(data)) if data else digest(b"")


class Commit:
    def __init__(self, repo, branch, identifier, origin, parent):
        self.repo, self.branch, self.id = repo, branch, identifier
        self.origin, self.parent, self.children = origin, parent, []
        self.description, self.error = "", ""
        self.started = self.finishing = self.finished = self.order = 0
        self.own_files = dict(parent.files) if parent and origin != ALIAS else {}
        self.provenance = []

    def __str__(self):
        return f"{self.repo.name}@{self.branch}={self.id}"

    @property
    def files(self):
        """Path to datum to content."""
        return self.parent.files if self.origin == ALIAS else self.own_files

    def size(self):
        return sum(len(b.data) for data in self.files.values() for b in data.values())

    def put(self, path, datum, data):
        """Appends, as AddFile does."""
        path, datum = clean(path), datum or "default"
        held = self.own_files.get(path, {})
        before = held[datum].data if datum in held else b""
        self.own_files[path] = {**held, datum: Blob(before + data)}

    def delete(self, path, datum):
        if path.endswith("/"):
            directory = clean(path)
            for name in [n for n in self.own_files if is_below(n, directory)]:
                del self.own_files[name]
        elif not datum:
            self.own_files.pop(clean(path), None)
        else:
            left = {d: b for d, b in self.own_files.get(clean(path), {}).items() if d != datum}
            self.own_files.pop(clean(path), None)
            if left:
                self.own_files[clean(path)] = left

    def collision(self):
        """What pachd finds wrong when it finishes a commit."""
        for path in sorted(self.files):
            above = path.rpartition("/")[0]
            while above:
                if above in self.files:
                    return f"file / directory path collision ({path})"
                above = above.rpartition("/")[0]
        return ""


class Branch:
    def __init__(self, repo, name, order):
        self.repo, self.name, self.order = repo, name, order
        self.head, self.provenance = None, []


class Repo:
    def __init__(self, name, kind, created, order):
        self.name, self.kind, self.created, self.order = name, kind, created, order
        self.description, self.branches, self.commits = "", {}, {}

    def __str__(self):
        return self.name if self.kind == "user" else f"{self.name}.{self.kind}"


class Model:
    def __init__(self, world, faults):
        self.world, self.faults, self.repos = world, faults, {}

    def now(self):
        return self.world.now(1000)

    def find_repo(self, message):
        found = self.repos.get((message.name, message.type))
        if found is None:
            suffix = "" if message.type == "user" else "." + message.type
            raise Failure(f"repo {message.name}{suffix} not found")
        return found

    def find_branch(self, repo, name):
        found = self.repos.get((repo.name, repo.type))
        if found is None or name not in found.branches:
            raise Failure(f'branch "{name}" not found in repo {repo.name}')
        return found.branches[name]

    def resolve(self, message):
        """The commit that a request names; errors repeat its own words."""
        repo, branch = message.branch.repo, message.branch.name
        name = f"{repo.name}@{branch}={message.id}"
        base, distance = parse_ancestor(message.id)
        if base and not is_id(base):
            if branch:
                text = f"invalid commit ID given with a branch ({repo.name}@{branch}): {base}\n"
                raise Failure(text)
            branch, base = base, ""
        if not base:
            commit = self.find_branch(repo, branch).head
        else:
            held = self.find_repo(repo).commits
            matches = [c for c in held.values() if c.id == base and branch in ("", c.branch)]
            if len(matches) > 1:
                raise Failure(f"commit {name} is ambiguous (specify the branch to resolve)")
            commit = matches[0] if matches else None
        commit = commit and ancestor(commit, distance)
        if commit is None:
            raise Failure(f"commit {name} not found")
        return commit

    def settled(self, message):
        """A commit to read: what is FINISHING is waited for."""
        commit = self.resolve(message)
        self.settle(commit)
        return commit

    def settle(self, commit):
        if not commit.finishing or commit.finished:
            return
        commit.finished = self.now()
        commit.error = commit.error or commit.collision()
        for child in commit.children:
            if child.origin == ALIAS and not child.finishing:
                child.finishing = commit.finishing
                self.settle(child)

    def add_commit(self, branch, origin, parent, identifier=None):
        commit = Commit(branch.repo, branch.name, identifier or new_id(), origin, parent)
        commit.started, commit.order = self.now(), self.world.step()
        commit.provenance = list(branch.provenance)
        if parent:
            parent.children.append(commit)
        branch.repo.commits[branch.name, commit.id] = commit
        branch.head = commit
        return commit

    def branch_to_write(self, message):
        """The branch, made if it is not there."""
        repo = self.find_repo(message.repo)
        check_name(message.name)
        if message.name not in repo.branches:
            repo.branches[message.name] = Branch(repo, message.name, self.world.step())
        branch = repo.branches[message.name]
        if branch.provenance or (repo.name, branch.name) in self.faults.outputs:
            raise Failure(f"cannot start a commit on an output branch: {repo.name}@{branch.name}")
        return branch

    def start(self, branch_message, parent=None):
        branch = self.branch_to_write(branch_message)
        parent = parent or branch.head
        if parent and not parent.finishing:
            raise Failure(f"parent commit {parent} has not been finished")
        return self.add_commit(branch, USER, parent)

    def point(self, branch, target):
        """Moves a branch: to another branch's commit by way of an ALIAS with the same id."""
        if target.branch == branch.name:
            branch.head = target
            return
        held = branch.repo.commits.get((branch.name, target.id))
        if held:
            branch.head = held
            return
        self.settle(target)
        alias = self.add_commit(branch, ALIAS, target, target.id)
        if target.finishing:
            alias.finishing = alias.finished = alias.started

    def remove(self, commit):
        """Takes a commit out of its branch; its children are then its parent's."""
        parent = commit.parent
        del commit.repo.commits[commit.branch, commit.id]
        if parent:
            parent.children.remove(commit)
            parent.children.extend(commit.children)
        for child in commit.children:
            child.parent = parent
        for branch in commit.repo.branches.values():
            if branch.head is commit:
                branch.head = parent
                if parent is None:
                    empty = self.add_commit(branch, AUTO, None)
                    empty.finishing = empty.finished = empty.started
                elif parent.branch != branch.name:
                    self.point(branch, parent)
