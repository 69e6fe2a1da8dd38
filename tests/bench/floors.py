"""The floor of this machine: what the kernel and OpenSSL alone cost for each protocol, by the simplest servers."""

import contextlib
import os

import servers
from measure import Side, turns
from report import heading, table

PAGE, SIZES = 5700, [4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20]
KEEP = ["--connections", 16, "--keepalive"]


def page(bench, size):
    """Bytes that neither compress nor end a line: Gopher has no dots of its own then. They do not begin as its faults."""
    file = os.path.join(bench.folder, f"floor-{size}")
    servers.write(file, b"i" + os.urandom(size // 2).hex().encode()[1:])
    return file


def loops(bench):
    """Name, protocol, how the server is started, options and requests of each."""
    build, folder = bench.build, bench.folder
    small, one = page(bench, PAGE), ["--connections", 8]
    yield "Gemini, a full handshake", "gemini", lambda: servers.plain_tls(build, folder, small), one, 2000
    yield "Gopher", "gopher", lambda: servers.plain_tcp(build, folder, small), one, 20000

    def web(kind, file):
        return lambda: servers.plain_http(build, folder, kind, file, f"plain {kind}")
    yield "HTTP 304", "http", web("304", small), [*KEEP, "--if-none-match", '"x"'], 100000
    for size in SIZES:
        for kind in "copy", "sendfile":
            yield (f"HTTP 200, {size >> 10} KiB by {kind}", "http", web(kind, page(bench, size)), KEEP,
                   min(50000, (200 << 20) // size))


def floor(bench):
    rows = []
    for name, protocol, start, options, requests in loops(bench):
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(start())
            side = Side(server, server.port, ["/"])
            turns(bench.load, protocol, [side], bench.rounds, [*options, "--requests", bench.scale(requests)])
        spread = side.spread("cpu")
        rows.append([name, spread.text(1), f"{side.median('rate'):.0f}", int(side.total("failures")) or ""])
        bench.report.failures += int(side.total("failures"))
    heading("The floor: the simplest server for each protocol, without parsing, routes, limits and log")
    table(["", "CPU µs/req", "req/s", ""], rows)
