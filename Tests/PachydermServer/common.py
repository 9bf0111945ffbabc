"""What both generations of the API share: failures, names, paths, globs, ancestors, clocks."""

import re
import threading
import time
import uuid

import grpc

UUID4 = re.compile(r"[0-9a-f]{12}4[0-9a-f]{19}")
NAME = re.compile(r"[a-zA-Z0-9_-]+")
GLOB_CHARACTERS = "*?[]{}!()@+^"


class Failure(Exception):
    """An answer that is an error: nearly every error of pachd has the code UNKNOWN."""

    def __init__(self, message, code=grpc.StatusCode.UNKNOWN):
        super().__init__(message)
        self.message, self.code = message, code


class World:
    """The lock of one server's state, and a signal that the state has changed."""

    def __init__(self):
        self.changed = threading.Condition(threading.RLock())
        self.closed = False
        self.latest = 0
        self.steps = 0

    def now(self, unit):
        """Nanoseconds since 1970 in multiples of `unit`, never the same twice."""
        self.latest = max(self.latest + unit, time.time_ns() // unit * unit)
        return self.latest

    def step(self):
        self.steps += 1
        return self.steps

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()


def new_id():
    return uuid.uuid4().hex


def is_id(text):
    return UUID4.fullmatch(text) is not None


def check_name(name):
    if not NAME.fullmatch(name):
        raise Failure(
            f"name ({name}) invalid: only alphanumeric characters, underscores, and dashes are"
            " allowed"
        )


def check_path(path, relative_refused):
    for character in path:
        if not " " <= character <= "~":
            raise Failure(f"path ({path}) invalid: only printable ASCII characters allowed")
    for character in path:
        if character in GLOB_CHARACTERS:
            raise Failure(
                f"path ({path}) invalid: globbing character ({character}) not allowed in path"
            )
    if relative_refused and any(part in (".", "..") for part in path.split("/")):
        raise Failure(f"path ({path}) invalid: relative file paths are not allowed")


def clean(path):
    """`/a/b` for `a//b/`; the root is the empty string."""
    return "".join("/" + part for part in path.split("/") if part not in ("", "."))


def is_below(path, directory):
    return path.startswith(directory + "/")


def parse_ancestor(text):
    """`master^2` is (`master`, 2); `master.1`, counted from the first commit, is (`master`, -1)."""
    found = re.search(r"[\^~.]", text)
    if not found:
        return text, 0
    base, mark, rest = text[: found.start()], found.group(), text[found.end() :]
    if rest.isdigit():
        return base, -int(rest) if mark == "." else int(rest)
    for character in rest:
        if character != mark:
            raise Failure(
                f'invalid ancestry syntax "{text}", cannot mix {mark} and {character} characters'
            )
    return base, 1 + len(rest)


def ancestor(commit, distance):
    """The commit that many steps up, or counted from the first one; nothing beyond the ends."""
    chain = []
    while commit is not None:
        chain.append(commit)
        commit = commit.parent
    index = distance if distance >= 0 else len(chain) + distance
    return chain[index] if 0 <= index < len(chain) else None


def split_json(data):
    """The JSON values that follow each other in `data`, as written."""
    import json

    text, decoder, start = data.decode(), json.JSONDecoder(), 0
    while True:
        while start < len(text) and text[start].isspace():
            start += 1
        if start == len(text):
            return
        try:
            _, end = decoder.raw_decode(text, start)
        except ValueError as error:
            raise Failure(str(error)) from None
        yield text[start:end].encode()
        start = end


def glob(pattern):
    """A test of cleaned paths against pachd's globs: `*` stays within a component."""
    cleaned, position, parts = clean(pattern), 0, []
    while position < len(cleaned):
        piece, position = _glob_piece(cleaned, position)
        parts.append(piece)
    matcher = re.compile("".join(parts), re.DOTALL)
    return lambda path: matcher.fullmatch(path) is not None


def _glob_piece(pattern, position):
    character = pattern[position]
    if pattern.startswith("**", position):
        return ".*", position + 2
    if character == "*":
        return "[^/]*", position + 1
    if character == "?":
        return "[^/]", position + 1
    end = pattern.find("]" if character == "[" else "}", position)
    if character == "[" and end > position:
        inside = pattern[position + 1 : end]
        return "[" + inside.replace("!", "^", 1).replace("\\", "\\\\") + "]", end + 1
    if character == "{" and end > position:
        choices = pattern[position + 1 : end].split(",")
        return "(?:" + "|".join(map(re.escape, choices)) + ")", end + 1
    return re.escape(character), position + 1


def has_glob(path):
    return any(character in path for character in GLOB_CHARACTERS)


def chunks(data, size):
    for start in range(0, len(data), size):
        yield data[start : start + size]


def stamp(message, nanoseconds):
    """Sets a timestamp, or leaves it out."""
    if nanoseconds:
        message.FromNanoseconds(nanoseconds)
