"""Drives a program in a pseudo-terminal and measures it: first frame, key to frame, bytes a key, memory.

Key to frame is the time from the write of a key to the last byte of output before `QUIET` seconds of silence.
"""
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time

QUIET = 0.06


class Program:
    """A program on a terminal of its own."""

    def __init__(self, command, rows=24, columns=80, env=None):
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", **(env or {})})
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until_quiet(self, quiet=QUIET, limit=20.0):
        """Reads until nothing came for `quiet` seconds; gives (bytes, moment of the last byte)."""
        total, last = b"", None
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            ready, _, _ = select.select([self.fd], [], [], quiet if last else 1.0)
            if not ready:
                if last:
                    break
                continue
            try:
                piece = os.read(self.fd, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            total += piece
            last = time.perf_counter()
        return total, last

    def first_frame(self, text):
        """Seconds from the start until `text` was drawn."""
        seen = b""
        while text not in seen:
            ready, _, _ = select.select([self.fd], [], [], 30)
            if not ready:
                raise SystemExit(f"the screen never showed {text!r}; it showed {seen[-400:]!r}")
            seen += os.read(self.fd, 1 << 16)
        moment = time.perf_counter()
        self.until_quiet()
        return moment - self.started

    def press(self, key):
        """Seconds from the key to the last byte of its frame, and how many bytes it took."""
        begin = time.perf_counter()
        os.write(self.fd, key)
        output, last = self.until_quiet()
        return ((last or begin) - begin), len(output)

    def memory(self):
        """Resident megabytes: now, and at the most."""
        with open(f"/proc/{self.pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
        return int(fields["VmRSS"].split()[0]) / 1024, int(fields["VmHWM"].split()[0]) / 1024

    def close(self, key=b"q"):
        os.write(self.fd, key)
        end = time.time() + 10
        while time.time() < end:
            try:
                ready, _, _ = select.select([self.fd], [], [], 0.2)
                if ready and not os.read(self.fd, 1 << 16):
                    break
            except OSError:
                break
        pid, _ = os.waitpid(self.pid, os.WNOHANG)
        if pid == 0:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


def percentiles(samples):
    """p50 and p99."""
    ordered = sorted(samples)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
