"""A store behind `tagline serve`, reached as a cluster is, beside a bare libcurl loop on the same server."""
import json
import os
import statistics
import subprocess
import tempfile


class Served:
    """`tagline serve` on a store of its own; ends with the block."""

    def __init__(self, bench, port=0):
        self.bench, self.port = bench, port

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.bench.binary, "serve", "--store", f"{self.bench.work}/served.db", "--listen", f"127.0.0.1:{self.port}"],
            env=self.bench.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def compiled(work):
    """The bare loop, built here."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "loop.c")
    subprocess.run(["cc", "-O2", "-o", f"{work}/loop", source, "-lcurl"], check=True)
    return f"{work}/loop"


def loop_time(bench, urls, connections, body=None):
    with tempfile.NamedTemporaryFile("w", dir=bench.work, suffix=".urls") as file:
        file.write("".join(url + "\n" for url in urls))
        file.flush()
        return bench.run(f"{bench.work}/loop", file.name, str(connections), *([body] if body else []))[0]


def ways(address):
    """How a cluster is reached, and the flags for it."""
    return (("PFS API", ["--endpoint", address, "--pachd", address]),
            ("S3 alone", ["--endpoint", address, "--pachd", "none"]))


def send_labels(bench, count):
    """Labels that wait in the journal while the server is away, sent once it is back."""
    with Served(bench) as served:
        port = served.port
        for name, flags in ways(served.address):
            key = name.split()[0].lower()
            for repo in (f"raw_{key}", f"labels_{key}"):
                bench.tagline("create", "repo", repo, *flags)
                bench.tagline("create", "branch", f"{repo}@master", *flags)
            lines = "".join(json.dumps({"text": f"Text number {n}."}) + "\n" for n in range(count))
            with open(f"{bench.work}/{key}.json", "w") as file:
                file.write(lines)
            # Always as one commit: what is measured comes later.
            bench.tagline("put", "file", f"raw_{key}@master:/t", "-f", f"{bench.work}/{key}.json", "--split", "json",
                          "--target-file-datums", "1", *ways(served.address)[0][1])
            bench.tagline("init", f"{bench.work}/ws_{key}", "--source-path", f"master.raw_{key}",
                          "--target-path", f"master.labels_{key}", "--source-params", '{"use_blob_urls": false}')
            bench.tagline("sync", f"{bench.work}/ws_{key}", *flags)
    with open(f"{bench.work}/decisions.jsonl", "w") as file:
        for n in range(count):
            file.write(json.dumps({"task": n, "choices": {"sentiment": ["Positive"]}}) + "\n")
    for key in ("pfs", "s3"):
        bench.tagline("annotate", f"{bench.work}/ws_{key}", "--from", f"{bench.work}/decisions.jsonl")
    with Served(bench, port) as served:
        bench.tagline("create", "repo", "bare", *ways(served.address)[0][1])
        bench.tagline("create", "branch", "bare@master", *ways(served.address)[0][1])
        body = json.dumps({"id": 1, "data": {"text": "Text number 1."}, "completions": [{"id": 1001, "result": []}]})
        puts = [f"{served.address}/master.bare/{n}" for n in range(count)]
        one, eight = loop_time(bench, puts, 1, body), loop_time(bench, puts, 8, body)
        for name, flags in ways(served.address):
            seconds, memory = bench.tagline("sync", f"{bench.work}/ws_{name.split()[0].lower()}")
            how = "as one commit" if name == "PFS API" else "as a commit each"
            bench.row(f"sync: send {count} labels {how}, {name}", seconds, memory,
                      f"{seconds / one:.2f} × a bare libcurl loop of {count} PUTs one at a time ({one:.2f} s; "
                      f"eight at once {eight:.2f} s)")


def read_back(bench, count, folder):
    """Listing and reading many objects."""
    with Served(bench) as served:
        flags = ways(served.address)[0][1]
        bench.tagline("create", "repo", "many", *flags)
        bench.tagline("create", "branch", "many@master", *flags)
        seconds, memory = bench.tagline("put", "file", "-r", "many@master:/", "-f", folder, *flags)
        bench.row(f"put {count} objects as one commit, PFS API", seconds, memory)
        keys = sorted(os.path.relpath(os.path.join(root, name), folder)
                      for root, _, names in os.walk(folder) for name in names)
        pages = [f"{served.address}/master.many/?max-keys=1000" + (f"&marker={keys[n - 1]}" if n else "")
                 for n in range(0, count, 1000)]
        gets = [f"{served.address}/master.many/{key}" for key in keys]
        listing = statistics.median(loop_time(bench, pages, 1) for _ in range(3))
        reading = statistics.median(loop_time(bench, gets, 32) for _ in range(3))
        for name, flags in ways(served.address):
            runs = [bench.tagline("list", "file", "--recursive", "many@master", *flags) for _ in range(3)]
            seconds, memory = statistics.median(t for t, _ in runs), max(m for _, m in runs)
            bench.row(f"list {count} objects, {name}", seconds, memory,
                      f"{seconds / listing:.1f} × a bare libcurl loop over S3's pages ({listing * 1000:.0f} ms)")
            target = f"{bench.work}/out_{name.split()[0].lower()}"
            seconds, memory = bench.tagline("get", "file", "-r", "many@master:/", "-o", target, *flags)
            bench.row(f"read {count} objects into files, {name}", seconds, memory,
                      f"{seconds / reading:.1f} × a bare libcurl loop of GETs, 32 at once, that keeps nothing ({reading:.2f} s)")


def measure(bench, labels, objects, make_files):
    compiled(bench.work)
    # Nobody's clusters and credentials.
    bench.env = {**bench.env, "HOME": bench.work}
    bench.env.pop("TAGLINE_STORE", None)
    print("cluster: over serve")
    folder = f"{bench.work}/objects"
    make_files(folder, objects, seed=13)
    send_labels(bench, labels)
    read_back(bench, objects, folder)
