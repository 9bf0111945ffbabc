"""Measures Tagline beside what people would use instead, and prints the tables of docs/benchmarks.md."""
import argparse
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time

import cluster
from terminal import Program, percentiles

WORDS = (
    "invoice quote renewal contract price delivery late broken refund thanks great service question "
    "account password login update order parcel address winter summer phone call answer nobody"
).split()


def text(generator):
    return " ".join(generator.choice(WORDS) for _ in range(generator.randint(8, 40)))


def make_files(folder, count, seed=7):
    """`count` raw files of one task each, a thousand to a directory."""
    generator = random.Random(seed)
    total = 0
    for number in range(count):
        if number % 1000 == 0:
            os.makedirs(f"{folder}/{number // 1000:04}", exist_ok=True)
        body = '{"text": "%d %s"}' % (number, text(generator))
        total += len(body)
        with open(f"{folder}/{number // 1000:04}/{number:06}.json", "w") as file:
            file.write(body)
    return total


class Bench:
    def __init__(self, binary, work):
        self.binary, self.work, self.rows = binary, work, []
        self.env = {**os.environ, "XDG_DATA_HOME": f"{work}/data", "XDG_STATE_HOME": f"{work}/state",
                    "XDG_CONFIG_HOME": f"{work}/config", "TAGLINE_STORE": f"{work}/store.db"}

    def run(self, *words):
        """Seconds and peak megabytes of one command, which must succeed."""
        before = time.perf_counter()
        process = subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}: {said.decode()}")
        return time.perf_counter() - before, usage.ru_maxrss / 1024

    def tagline(self, *words):
        return self.run(self.binary, *words)

    def row(self, what, seconds, memory, beside=""):
        self.rows.append((what, seconds, memory, beside))
        print(f"  {what}: {seconds:.3f} s, {memory:.0f} MB {beside}", flush=True)

    # Store

    def store(self, count):
        folder = f"{self.work}/files"
        size = make_files(folder, count)
        print(f"store: {count} files, {size / 1e6:.1f} MB")
        self.tagline("create", "repo", "bench")
        self.tagline("create", "branch", "bench@master")
        bare = self.bare_sqlite(folder)
        seconds, memory = self.tagline("put", "file", "-r", "bench@master:/", "-f", folder)
        self.row(f"commit {count} files", seconds, memory, f"({bare / seconds:.0%} of a bare SQLite insert, {bare:.2f} s)")
        git = self.git(folder)
        self.row(f"git add + commit of the same", git, 0)
        self.row("list them all", *self.tagline("glob", "file", "bench@master:/**"))
        self.row("read them all back (get file -r)",
                 *self.tagline("get", "file", "-r", "bench@master:/", "-o", f"{self.work}/out"))
        self.row("tar -x of the same", self.tar(folder), 0)
        one = f"{self.work}/one.json"
        with open(one, "w") as file:
            file.write('{"text": "one more"}')
        times = [self.tagline("put", "file", f"bench@master:/one{n}.json", "-f", one) for n in range(9)]
        self.row(f"commit 1 file into {count}", statistics.median(t for t, _ in times), max(m for _, m in times))
        times = [self.tagline("create", "branch", f"bench@v{n}", "--head", "master") for n in range(9)]
        self.row("create branch --head", statistics.median(t for t, _ in times), max(m for _, m in times))
        times = [self.tagline("--version") for _ in range(9)]
        self.row("tagline --version", statistics.median(t for t, _ in times), max(m for _, m in times))

    def bare_sqlite(self, folder):
        """The same bytes as rows of one synced transaction, reading the files included."""
        path = f"{self.work}/bare.db"
        before = time.perf_counter()
        database = sqlite3.connect(path)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE files (path TEXT PRIMARY KEY, body BLOB)")
        with database:
            for root, _, names in os.walk(folder):
                for name in names:
                    with open(f"{root}/{name}", "rb") as file:
                        database.execute("INSERT INTO files VALUES (?, ?)", (f"{root}/{name}", file.read()))
        database.close()
        return time.perf_counter() - before

    def git(self, folder):
        repo = f"{self.work}/git"
        shutil.copytree(folder, repo)
        who = ["-c", "user.name=b", "-c", "user.email=b@example.org"]
        subprocess.run(["git", "init", "-q", "."], cwd=repo, check=True)
        before = time.perf_counter()
        subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
        subprocess.run(["git", *who, "commit", "-qm", "all"], cwd=repo, check=True)
        return time.perf_counter() - before

    def tar(self, folder):
        archive = f"{self.work}/files.tar"
        subprocess.run(["tar", "-cf", archive, "-C", folder, "."], check=True)
        os.makedirs(f"{self.work}/untar")
        before = time.perf_counter()
        subprocess.run(["tar", "-xf", archive, "-C", f"{self.work}/untar"], check=True)
        return time.perf_counter() - before

    # Screen

    def screen(self, count, keys):
        folder, project = f"{self.work}/tasks{count}", f"{self.work}/project{count}"
        make_files(folder, count, seed=11)
        raw, labels = f"raw{count}", f"labels{count}"
        for repo in (raw, labels):
            self.tagline("create", "repo", repo)
            self.tagline("create", "branch", f"{repo}@master")
        self.tagline("put", "file", "-r", f"{raw}@master:/", "-f", folder)
        arguments = ["--source", "s3", "--source-path", f"master.{raw}", "--source-params", '{"use_blob_urls": false}',
                     "--target", "s3-completions", "--target-path", f"master.{labels}"]
        self.tagline("init", project, *arguments)
        self.row(f"first sync of {count} tasks", *self.tagline("sync", project))
        self.row("sync again, nothing changed", *self.tagline("sync", project))
        frames = []
        for _ in range(7):
            program = Program([self.binary, "start", project], env=self.env)
            frames.append(program.first_frame(b"Positive"))
            memory = program.memory()[1]
            program.close()
        self.row(f"first frame, {count} tasks, warm", statistics.median(frames), memory)
        self.keys(project, count, keys)

    def keys(self, project, count, keys):
        program = Program([self.binary, "start", project], env=self.env)
        program.first_frame(b"Positive")
        time.sleep(1)
        program.until_quiet(limit=1.5)
        for name, press in (("label, next text (1)", [b"1"]), ("next, previous text", [b"]", b"["]),
                            ("cursor in the list", [b"j", b"k"])):
            if name.startswith("cursor"):
                program.press(b"\t")
            samples = [program.press(press[n % len(press)]) for n in range(keys)]
            p50, p99 = percentiles([seconds for seconds, _ in samples])
            size = statistics.median(size for _, size in samples)
            line = f"key to frame, {name}, {count} tasks"
            self.rows.append((line, p50, program.memory()[0], f"p99 {p99 * 1000:.2f} ms, {size:.0f} bytes"))
            print(f"  {line}: p50 {p50 * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms, {size:.0f} bytes", flush=True)
        program.press(b"\t")
        program.close()

    def table(self):
        print(f"\n{os.cpu_count()} cores\n\n| what | time | memory | beside |\n|---|---|---|---|")
        for what, seconds, memory, beside in self.rows:
            shown = f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
            print(f"| {what} | {shown} | {memory:.0f} MB | {beside} |" if memory else f"| {what} | {shown} | | {beside} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes, under a minute")
    parser.add_argument("--only", choices=["store", "screen", "cluster"], help="one part of it")
    options = parser.parse_args()
    scale = 10 if options.quick else 1
    work = tempfile.mkdtemp(prefix="tagline-bench-")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        bench = Bench(os.path.abspath(options.binary), work)
        parts = [options.only] if options.only else ["store", "screen", "cluster"]
        if "store" in parts:
            bench.store(100_000 // scale)
        if "screen" in parts:
            bench.screen(10_000 // scale, 200 // scale)
        if "cluster" in parts:
            cluster.measure(bench, 1000 // scale, 10_000 // scale, make_files)
        bench.table()
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
