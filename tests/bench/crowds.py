"""Many at once: idle and slow connections beside readers, and memory over many requests."""

import contextlib
import statistics

import corpus
from measure import Side, memory_kib, settle
from report import Spread, heading, ratio, table
from serving import Small

HELD_MANY = 10000


def settled_memory(pid):
    """KiB, once the server has done what it was asked to."""
    settle(pid)
    return memory_kib(pid)


def request_row(name, rounds):
    def median(key):
        return statistics.median(r[key] for r in rounds)
    return [name, f"{median('cpu'):.1f}", f"{median('p50'):.0f}", f"{median('p99'):.0f}",
            int(sum(r["failures"] for r in rounds))]


class Crowd:
    """Home pages over Gemini, asked of one version while others hold connections."""

    def __init__(self, bench, version):
        self.bench, self.version = bench, version
        self.port = version.ports["gemini"]
        self.options = ["--connections", 8, "--requests", bench.scale(1000)]
        self.side = Side(version, self.port, ["/ru/"])
        self.side.run(bench.load, "gemini", self.options)

    def rounds(self):
        return [self.side.run(self.bench.load, "gemini", self.options) for _ in range(self.bench.rounds)]

    @contextlib.contextmanager
    def beside(self, kind, n, path="/ru/"):
        held = self.bench.load.hold("gemini", self.port, [path], f"--{kind}", n)
        try:
            yield
        finally:
            self.bench.load.release(held)


def idle_of(bench, version):
    """The rows of one version, KiB of an idle connection, and the cost of a request beside them, as a share."""
    crowd, memory = Crowd(bench, version), []
    alone = crowd.rounds()
    steps = [bench.scale(1000), bench.scale(HELD_MANY - 1000)]
    with contextlib.ExitStack() as stack:
        for n in steps:
            stack.enter_context(crowd.beside("idle", n))
            memory.append(settled_memory(version.pid))
        among = crowd.rounds()
    rows = [request_row(f"{version.name}, no idle connection", alone),
            request_row(f"{version.name}, {sum(steps)} idle connections", among)]
    return rows, (memory[1] - memory[0]) / steps[1], Spread.of_ratios([r["cpu"] for r in among],
                                                                     [r["cpu"] for r in alone])


def idle(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        found = [idle_of(bench, version) for version in small.versions]
    heading("Gemini requests beside idle TLS connections")
    table(["", "CPU µs/req", "p50 µs", "p99 µs", "failures"], [row for rows, *_ in found for row in rows])
    for version, (_, each, _) in zip(small.versions, found):
        print(f"  {version.name}: memory of an idle TLS connection: {each:.1f} KiB")
    bench.report.goal("memory of an idle TLS connection", [found[0][1]], most=16, unit=" KiB")
    bench.report.goal("a request beside 10,000 idle connections / alone, CPU", found[0][2], most=1.1)


def slow(bench):
    n, rows = bench.scale(1000), []
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        feed = small.feed()[0]
        for version in small.versions:
            crowd = Crowd(bench, version)
            rows.append(request_row(f"{version.name}, none", crowd.rounds()))
            for kind in "handshake", "request", "read":
                with crowd.beside(f"slow-{kind}", n, feed):
                    rows.append(request_row(f"{version.name}, {n} × slow {kind}", crowd.rounds()))
    heading("Gemini requests beside slow clients (a byte a second)")
    table(["", "CPU µs/req", "p50 µs", "p99 µs", "failures"], rows)


def soak_of(bench, version, paths):
    """MiB at the start and after each quarter, the requests, and the failures."""
    per = {"gemini": 5000, "gopher": 22500, "http": 22500}
    memory, failures = [memory_kib(version.pid) / 1024], 0
    for _ in range(4):
        for protocol, n in per.items():
            keep = ["--keepalive"] if protocol == "http" else []
            failures += bench.load.run(protocol, version.ports[protocol], paths, "--connections", 8,
                                       "--requests", bench.scale(n), *keep)["failures"]
        memory.append(memory_kib(version.pid) / 1024)
    return memory, 4 * sum(bench.scale(n) for n in per.values()), failures


def soak(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        paths = [f"/{language}/{i.project}/{i.stem}" for i in small.items for language in corpus.LANGUAGES]
        found = [(version, *soak_of(bench, version, paths)) for version in small.versions]
    heading(f"Memory over {found[0][2]} requests of {len(paths)} pages, MiB at the start and after each quarter")
    for version, memory, _, failures in found:
        bench.report.failures += int(failures)
        print(f"  {version.name}: " + "  ".join(f"{m:.1f}" for m in memory) +
              f"   (last to second: {ratio(memory[-1], memory[1])}; {int(failures)} failures)")
