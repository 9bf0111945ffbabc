"""Measures `tagline compare`: two versions of labels with 1 % changed, cold and warm, of the embedded store and through
`tagline serve`, beside bare loops over the same objects, and `git diff --no-index` on downloaded directories in the same
run. Prints the table of docs/benchmarks.md."""
import argparse
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import cluster

WORDS = (
    "invoice quote renewal contract price delivery late broken refund thanks great service question "
    "account password login update order parcel address winter summer phone call answer nobody"
).split()
LABELS = ("complaint", "question", "other", "praise", "spam")


def make_labels(path, count, changed):
    """`count` objects of Label Studio 0.8, one a line; `changed` of them with another label."""
    generator = random.Random(7)
    flips = set(random.Random(11).sample(range(count), changed)) if changed else ()
    with open(path, "w") as file:
        for number in range(count):
            text = " ".join(generator.choices(WORDS, k=generator.randint(8, 40)))
            label = generator.choice(LABELS)
            if number in flips:
                label = LABELS[(LABELS.index(label) + 1) % len(LABELS)]
            file.write(
                '{"data": {"text": "%d %s"}, "id": %d, "completions": [{"lead_time": 3.25, "result": [{"value": '
                '{"choices": ["%s"]}, "id": "Fh3kd9_Lw2", "from_name": "label", "to_name": "text", "type": "choices"}], '
                '"id": %d, "created_at": 1605000000}]}\n' % (number, text, number, label, number * 1000 + 1))


def read_and_parse(store):
    """What a bare loop does: reads each distinct object of a store once, and parses it."""
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    for body, in database.execute("SELECT data FROM contents"):
        json.loads(body)


class Bench:
    def __init__(self, binary, work):
        self.binary, self.work, self.rows = binary, work, []
        self.env = {**os.environ, "HOME": work, "XDG_DATA_HOME": f"{work}/data", "XDG_STATE_HOME": f"{work}/state",
                    "XDG_CONFIG_HOME": f"{work}/config", "XDG_CACHE_HOME": f"{work}/cache"}

    def run(self, *words, codes=(0,), **options):
        """Seconds, seconds of CPU, and peak megabytes of one command."""
        options.setdefault("stdout", subprocess.DEVNULL)
        before = time.perf_counter()
        process = subprocess.Popen(words, env=self.env, stderr=subprocess.PIPE, **options)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}: {said.decode()}")
        return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    def row(self, what, measured, read, beside=None):
        """`beside` is what a measurement is compared with: a name and seconds."""
        seconds, cpu, memory = measured
        ratio = f"{seconds / beside[1]:.2f} × {beside[0]}" if beside else ""
        self.rows.append((what, seconds, cpu, memory, read, ratio))
        print(f"  {what}: {seconds:.3f} s, {cpu:.3f} s CPU, {memory:.0f} MB, {read:,} read {ratio}", flush=True)
        return seconds

    def compare(self, what, *where, beside=None):
        log = f"{self.work}/log"
        if os.path.exists(log):
            os.remove(log)
        measured = self.run(self.binary, "compare", *where, "--stat", "--log-file", log)
        with open(log) as file:
            read = int(re.search(r"(\d+) read", file.read()).group(1))
        self.row(what, measured, read, beside)

    def cold_and_warm(self, what, *where, beside=None):
        shutil.rmtree(f"{self.work}/cache", ignore_errors=True)
        self.compare(f"{what}, cold", *where, beside=beside)
        self.compare(f"{what}, warm", *where)

    def size(self, count, git_at):
        store = self.env["TAGLINE_STORE"] = f"{self.work}/store{count}.db"
        self.run(self.binary, "create", "repo", "labels")
        self.run(self.binary, "create", "branch", "labels@master")
        lines = f"{self.work}/lines"
        for version, changed in (("v1", 0), ("v2", count // 100)):
            make_labels(lines, count, changed)
            seconds, _, memory = self.run(self.binary, "put", "file", "labels@master:/l", "-f", lines, "--split", "json",
                                          "--target-file-datums", "1", "--overwrite")
            print(f"{version} of {count}: {seconds:.1f} s, {memory:.0f} MB", flush=True)
            self.run(self.binary, "create", "branch", f"labels@{version}", "--head", "master")
        bare = self.run(sys.executable, __file__, "--read-and-parse", store)
        self.row(f"{count:,} labels: each object read and parsed once by sqlite3 and json of Python", bare, count + count // 100)
        self.cold_and_warm(f"{count:,} labels", "labels@v1", "labels@v2", beside=("that", bare[0]))
        self.row(f"{count:,} labels by annotator, behind it", self.run(self.binary, "compare", "labels@v1", "--by", "annotator"), 0)
        self.served(count)
        if count == git_at:
            self.directories(count, lines)
        os.remove(lines)
        os.remove(store)

    def served(self, count):
        process = subprocess.Popen([self.binary, "serve", "--listen", "127.0.0.1:0"], env=self.env,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            address = process.stdout.readline().decode().strip()
            store = self.env.pop("TAGLINE_STORE")
            bare = self.fetched(count, address)
            self.cold_and_warm(f"{count:,} labels through serve", "labels@v1", "labels@v2", "--endpoint", address,
                               beside=("that", bare))
            self.env["TAGLINE_STORE"] = store
        finally:
            process.terminate()
            process.wait()

    def fetched(self, count, address):
        """Seconds that a bare loop takes for each distinct object once, 32 at a time."""
        changed = sorted(random.Random(11).sample(range(count), count // 100))
        urls = f"{self.work}/urls"
        with open(urls, "w") as file:
            for bucket, numbers in (("v1", range(count)), ("v2", changed)):
                for number in numbers:
                    file.write(f"{address}/{bucket}.labels/l/{number:016x}\n")
        measured = self.run(f"{self.work}/loop", urls, "32")
        os.remove(urls)
        return self.row(f"{count:,} labels through serve: each object once by a bare libcurl loop, 32 at a time", measured,
                        count + len(changed))

    def directories(self, count, lines):
        sides = [f"{self.work}/{version}" for version in ("v1", "v2")]
        for version, side in zip(("v1", "v2"), sides):
            self.run(self.binary, "get", "file", "-r", f"labels@{version}:/", "-o", side)
        for form in ("--stat", "--name-status", "--patch"):
            measured = self.run("git", "diff", "--no-index", form, *sides, codes=(1,))
            seconds = self.row(f"git diff --no-index {form} of the same", measured, 2 * count)
            if form == "--stat":
                beside = (f"git's {form}", seconds)
        self.cold_and_warm(f"{count:,} labels in two directories", *sides, beside=beside)
        for side in sides:
            shutil.rmtree(side)
        exports = [f"{self.work}/{version}.json" for version in ("v1", "v2")]
        for export, changed in zip(exports, (0, count // 100)):
            make_labels(export, count, changed)
        self.cold_and_warm(f"{count:,} labels in two exports", *exports)
        self.tables(count)
        for export in exports:
            os.remove(export)

    def tables(self, count):
        config = f"{self.work}/config.xml"
        with open(config, "w") as file:
            choices = "".join(f'<Choice value="{label}"/>' for label in LABELS)
            file.write(f'<View><Text name="text" value="$text"/><Choices name="label" toName="text">{choices}</Choices></View>')
        tables = [f"{self.work}/{version}.csv" for version in ("v1", "v2")]
        for version, table in zip(("v1", "v2"), tables):
            self.run(self.binary, "export", f"labels@{version}", "--format", "csv", "--config", config, "-o", table)
        self.cold_and_warm(f"{count:,} labels in two CSV exports", *tables, "--config", config)
        for table in tables:
            os.remove(table)

    def table(self):
        print(f"\n{os.cpu_count()} cores\n\n| what | time | CPU | memory | files read | beside |\n|---|---|---|---|---|---|")
        for what, seconds, cpu, memory, read, ratio in self.rows:
            times = " | ".join(f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms" for value in (seconds, cpu))
            print(f"| {what} | {times} | {memory:.0f} MB | {read:,} | {ratio} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", nargs="?")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="labels in a version")
    parser.add_argument("--read-and-parse", metavar="STORE", help="only the bare loop over a store")
    options = parser.parse_args()
    if options.read_and_parse:
        return read_and_parse(options.read_and_parse)
    scale = 10 if options.quick else 1
    work = tempfile.mkdtemp(prefix="tagline-compare-")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        cluster.compiled(work)
        bench = Bench(os.path.abspath(options.binary), work)
        for count in options.sizes:
            bench.size(count // scale, git_at=100_000 // scale)
        bench.table()
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
