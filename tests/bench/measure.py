"""Runs the load generator, and reads what a server's processes used."""

import os
import re
import statistics
import subprocess
import time

from report import Spread

SERVER_CORE, CLIENT_CORE = "1", "0"
TICKS = os.sysconf("SC_CLK_TCK")
CPUCLOCK_SCHED = 2  # of include/linux/posix-timers.h: the CPU clock of a whole process, in ns


def stat_fields(pid):
    """The fields of /proc/PID/stat from the state on: parent is 1, reaped children's user and system 13, 14."""
    with open(f"/proc/{pid}/stat") as f:
        return f.read().rsplit(")", 1)[1].split()


def tree(root):
    """A process and all below it."""
    children = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            children.setdefault(int(stat_fields(pid)[1]), []).append(int(pid))
        except OSError:
            continue
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu_seconds(root):
    """User and system time of a tree, of its reaped processes too (those to a tick; the others to a ns)."""
    total = 0.0
    for pid in tree(root):
        try:
            total += time.clock_gettime((~pid << 3) | CPUCLOCK_SCHED)
            total += sum(int(n) for n in stat_fields(pid)[13:15]) / TICKS
        except OSError:
            continue
    return total


def memory_kib(root):
    """Resident memory of a tree; what its processes share is counted once."""
    total = 0
    for pid in tree(root):
        try:
            with open(f"/proc/{pid}/smaps_rollup") as f:
                total += int(re.search(r"(?m)^Pss: +(\d+)", f.read())[1])
        except OSError:
            continue
    return total


def settle(root, quiet=0.005, interval=0.3, deadline=120):
    """Waits until a tree uses next to no CPU, or until the deadline: the figures will show it."""
    end, before = time.monotonic() + deadline, -1.0
    while cpu_seconds(root) - before > quiet and time.monotonic() < end:
        before = cpu_seconds(root)
        time.sleep(interval)


def percentile(ordered, percent):
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Load:
    """The load generator, on its core."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def paths_file(self, paths):
        path = os.path.join(self.folder, "paths")
        with open(path, "w") as f:
            f.write("\n".join(paths) + "\n")
        return path

    def command(self, protocol, port, *options):
        return ["taskset", "-c", CLIENT_CORE, self.program, "--protocol", protocol,
                "--address", f"127.0.0.1:{port}", *map(str, options)]

    @staticmethod
    def figures(output):
        last = output.strip().splitlines()[-1]
        return {k: float(v) for k, v in re.findall(r"(\w+)=(\S+)", last)}

    def run(self, protocol, port, paths, *options):
        p = subprocess.run(self.command(protocol, port, "--paths", self.paths_file(paths), *options),
                           stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if not p.stdout:
            raise RuntimeError(p.stderr)
        figures = self.figures(p.stdout)
        figures["why"] = p.stderr.strip()
        return figures

    def hold(self, protocol, port, paths, *options):
        """Opens idle or slow connections; returns the process that holds them once they are there."""
        p = subprocess.Popen(self.command(protocol, port, "--paths", self.paths_file(paths), "--requests", 0,
                                          "--connections", 0, *options),
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = p.stdout.readline()
        if not line.startswith("idle"):
            p.wait()
            raise RuntimeError(f"the load generator could not hold its connections: {line}")
        return p

    @staticmethod
    def release(held):
        held.stdin.close()
        held.stdout.read()
        held.wait()


class Side:
    """One server in a comparison: where to ask, for what, and what came of each round."""

    def __init__(self, server, port, paths, options=(), name=None):
        self.server, self.port, self.paths, self.options = server, port, paths, options
        self.name = name or server.name
        self.rounds = []

    def run(self, load, protocol, options):
        before = cpu_seconds(self.server.pid)
        figures = load.run(protocol, self.port, self.paths, *options, *self.options)
        used = cpu_seconds(self.server.pid) - before
        figures["cpu"] = used * 1e6 / max(1, figures["requests"])
        figures["memory"] = memory_kib(self.server.pid) / 1024
        return figures

    def median(self, key):
        return statistics.median(r[key] for r in self.rounds)

    def total(self, key):
        return sum(r[key] for r in self.rounds)

    def spread(self, key):
        return Spread(r[key] for r in self.rounds)

    def share(self, other, key):
        """Its figure divided by that of another side, round by round."""
        return Spread.of_ratios([r[key] for r in self.rounds], [r[key] for r in other.rounds])


def turns(load, protocol, sides, rounds, options):
    """A B A B …, after one short round each that does not count."""
    for side in sides:
        side.run(load, protocol, [*options, "--requests", 50, "--seconds", 0])
    for _ in range(rounds):
        for side in sides:
            side.rounds.append(side.run(load, protocol, options))
