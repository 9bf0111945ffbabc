"""Makes every recorded call anew and compares the answers: they must be equal, ids and times apart.

    python replay.py 1|2 DIRECTORY
"""

import json
import pathlib
import re
import sys

import grpc
from google.protobuf import symbol_database

import server

# Commit ids, and the names of trees and objects: the server's own, equal where they were equal.
OWN = re.compile(r"[0-9a-f]{128}|[0-9a-f]{32}")
TIMES = ("google.protobuf.Timestamp", "google.protobuf.Duration")
CANCELLED = 1
CODES = {code.value[0]: code for code in grpc.StatusCode}


class Replay:
    def __init__(self, generation):
        self.served = server.Served(generation)
        self.channel = grpc.insecure_channel(f"127.0.0.1:{self.served.port}")
        self.known, self.problems = {}, []
        self.answers = {
            f"/{descriptor.full_name}/{method.name}": symbol_database.Default().GetPrototype(
                method.output_type
            )
            for descriptor, _ in generation.services(self.served.world, self.served.faults)
            for method in descriptor.methods
        }

    def run(self, name, recorded):
        request = [self.translated(bytes.fromhex(m["hex"])) for m in recorded["request_messages"]]
        wanted = [bytes.fromhex(m["hex"]) for m in recorded["response_messages"]]
        got, code, message = self.call(recorded, request, len(wanted))
        status = recorded["status"]
        if status["code"] != CANCELLED:
            said = OWN.sub(lambda found: self.known.get(found[0], found[0]), status["message"])
            if (code, message) != (CODES[status["code"]], said):
                self.problems.append(f"{name}: {code} {message!r}, not {status['code']} {said!r}")
        answer_class = self.answers.get(recorded["method"])
        mine = [self.comparable(answer_class.FromString(data)) for data in got]
        theirs = [self.comparable(answer_class.FromString(data)) for data in wanted]
        if len(mine) != len(theirs):
            self.problems.append(f"{name}: {len(mine)} messages, not {len(theirs)}")
        for ours, real in zip(mine, theirs):
            if not self.matches(ours, real):
                self.problems.append(f"{name}:\n     got {ours}\n  wanted {real}")

    def call(self, recorded, request, limit):
        make = {
            "unary": self.channel.unary_unary,
            "server_stream": self.channel.unary_stream,
            "client_stream": self.channel.stream_unary,
        }[recorded["kind"]]
        call = make(recorded["method"])
        given = iter(request) if recorded["kind"] == "client_stream" else request[0]
        metadata = tuple(recorded["metadata"].items())
        try:
            if recorded["kind"] != "server_stream":
                return [call(given, metadata=metadata, timeout=60)], grpc.StatusCode.OK, ""
            answers, got = call(given, metadata=metadata, timeout=60), []
            for data in answers:
                got.append(data)
                if recorded["status"]["code"] == CANCELLED and len(got) == limit:
                    answers.cancel()
                    break
            return got, grpc.StatusCode.OK, ""
        except grpc.RpcError as error:
            return [], error.code(), error.details()

    def translated(self, data):
        """Recorded ids replaced by those of this run; both are equally long."""
        text = data.decode("latin-1")
        return OWN.sub(lambda found: self.known.get(found[0], found[0]), text).encode("latin-1")

    def comparable(self, message):
        """Fields by name; times and durations only as being there."""
        if message.DESCRIPTOR.full_name in TIMES:
            return "some time"
        fields = {}
        for field, value in message.ListFields():
            if field.label == field.LABEL_REPEATED:
                value = [v if not hasattr(v, "ListFields") else self.comparable(v) for v in value]
            elif field.message_type:
                value = self.comparable(value)
            fields[field.name] = value
        if "repo_info" in fields:
            fields["repo_info"] = [
                info for info in fields["repo_info"] if info["repo"]["name"].startswith("rec_")
            ]
        return fields

    def matches(self, mine, theirs):
        if isinstance(mine, dict) and isinstance(theirs, dict):
            same_names = mine.keys() == theirs.keys()
            return same_names and all(self.matches(mine[name], theirs[name]) for name in mine)
        if isinstance(mine, list) and isinstance(theirs, list):
            return len(mine) == len(theirs) and all(map(self.matches, mine, theirs))
        if isinstance(mine, str) and isinstance(theirs, str) and OWN.fullmatch(theirs):
            return OWN.fullmatch(mine) is not None and self.known.setdefault(theirs, mine) == mine
        return mine == theirs


def main():
    replay, count = Replay(server.generation(sys.argv[1])), 0
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
        replay.run(path.stem, json.loads(path.read_text()))
        count += 1
    print("\n".join(replay.problems))
    print(f"{count} calls, {len(replay.problems)} differences")
    replay.served.close()
    sys.exit(1 if replay.problems or not count else 0)


if __name__ == "__main__":
    main()
