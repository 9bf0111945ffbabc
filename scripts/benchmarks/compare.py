"""Measures `tagline compare`: two versions of labels with 1 % changed, cold and warm, of the embedded store and through
`tagline serve`, and `git diff --no-index` on downloaded directories in the same run. Prints the table of docs/benchmarks.md."""
import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import tempfile
import time

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


class Bench:
    def __init__(self, binary, work):
        self.binary, self.work, self.rows = binary, work, []
        self.env = {**os.environ, "XDG_DATA_HOME": f"{work}/data", "XDG_STATE_HOME": f"{work}/state",
                    "XDG_CONFIG_HOME": f"{work}/config", "XDG_CACHE_HOME": f"{work}/cache"}

    def run(self, *words, codes=(0,)):
        """Seconds, seconds of CPU, and peak megabytes of one command."""
        before = time.perf_counter()
        process = subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}: {said.decode()}")
        return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    def row(self, what, seconds, cpu, memory, read):
        self.rows.append((what, seconds, cpu, memory, read))
        print(f"  {what}: {seconds:.3f} s, {cpu:.3f} s CPU, {memory:.0f} MB, {read} read", flush=True)

    def compare(self, what, *where):
        log = f"{self.work}/log"
        if os.path.exists(log):
            os.remove(log)
        seconds, cpu, memory = self.run(self.binary, "compare", *where, "--stat", "--log-file", log)
        with open(log) as file:
            read = int(re.search(r"(\d+) read", file.read()).group(1))
        self.row(what, seconds, cpu, memory, f"{read:,}")

    def cold_and_warm(self, what, *where):
        shutil.rmtree(f"{self.work}/cache", ignore_errors=True)
        self.compare(f"{what}, cold", *where)
        self.compare(f"{what}, warm", *where)

    def size(self, count, git_at):
        self.env["TAGLINE_STORE"] = f"{self.work}/store{count}.db"
        lines = f"{self.work}/labels"
        self.run(self.binary, "create", "repo", "labels")
        self.run(self.binary, "create", "branch", "labels@master")
        for version, changed in (("v1", 0), ("v2", count // 100)):
            make_labels(lines, count, changed)
            seconds, _, memory = self.run(self.binary, "put", "file", "labels@master:/l", "-f", lines, "--split", "json",
                                       "--target-file-datums", "1", "--overwrite")
            print(f"{version} of {count}: {seconds:.1f} s, {memory:.0f} MB", flush=True)
            self.run(self.binary, "create", "branch", f"labels@{version}", "--head", "master")
        os.remove(lines)
        self.cold_and_warm(f"{count:,} labels", "labels@v1", "labels@v2")
        self.served(count)
        if count == git_at:
            self.git(count)

    def served(self, count):
        process = subprocess.Popen([self.binary, "serve", "--listen", "127.0.0.1:0"], env=self.env,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            address = process.stdout.readline().decode().strip()
            store = self.env.pop("TAGLINE_STORE")
            self.cold_and_warm(f"{count:,} labels through serve", "labels@v1", "labels@v2", "--endpoint", address)
            self.env["TAGLINE_STORE"] = store
        finally:
            process.terminate()
            process.wait()

    def git(self, count):
        sides = [f"{self.work}/{version}" for version in ("v1", "v2")]
        for version, side in zip(("v1", "v2"), sides):
            self.run(self.binary, "get", "file", "-r", f"labels@{version}:/", "-o", side)
        self.cold_and_warm(f"{count:,} labels in two directories", *sides)
        seconds, cpu, memory = self.run("git", "diff", "--no-index", "--stat", *sides, codes=(1,))
        self.row(f"git diff --no-index --stat of the same", seconds, cpu, memory, f"{2 * count:,}")
        for side in sides:
            shutil.rmtree(side)

    def table(self):
        print(f"\n{os.cpu_count()} cores\n\n| what | time | CPU | memory | files read |\n|---|---|---|---|---|")
        for what, seconds, cpu, memory, read in self.rows:
            times = " | ".join(f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms" for value in (seconds, cpu))
            print(f"| {what} | {times} | {memory:.0f} MB | {read} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    options = parser.parse_args()
    scale = 10 if options.quick else 1
    work = tempfile.mkdtemp(prefix="tagline-compare-")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        bench = Bench(os.path.abspath(options.binary), work)
        for count in (10_000, 100_000, 1_000_000):
            bench.size(count // scale, git_at=100_000 // scale)
        bench.table()
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
