"""What requests cost: each protocol against its plain loop and its peers, many pages, idle and slow readers."""

import contextlib
import os
import random
import socket
import ssl
import statistics
import time
import urllib.request

import corpus
import servers
from measure import Side, cpu_seconds, heading, memory_kib, ratio, show_turns, table, turns

PAGE_BYTES = 5700
# Where the server says nothing after the handshake, its late acknowledgement holds back the request.
NAGLE = ["--nagle", "--connections", 1, "--requests", 30]
HELD_MANY = 10000


def read_all(s):
    data = b""
    while more := s.recv(65536):
        data += more
    return data


def ask_gemini(port, path):
    """The body, or b"" for anything but a success."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with context.wrap_socket(plain, server_hostname="localhost") as s:
            s.sendall(f"gemini://localhost:{port}{path}\r\n".encode())
            head, _, body = read_all(s).partition(b"\r\n")
    return body if head.startswith(b"20 ") else b""


def ask_gopher(port, path):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as s:
        s.sendall(path.encode() + b"\r\n")
        return read_all(s)


def etag(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.headers["ETag"]


class Small:
    """jarchy over the small site. The page and the feed that the others serve are jarchy's own bytes."""

    def __init__(self, bench, stack):
        site = bench.small_site()
        self.folder, self.items = site.folder, site.items
        self.root = os.path.join(bench.folder, "peers")
        self.jarchy = stack.enter_context(servers.Jarchy(bench.jarchy, site.folder))
        self.ports = self.jarchy.ports

    def page(self, ask, service, name):
        """The item whose page is nearest to the wanted size: its path, and the file with its bytes."""
        newest = [f"/ru/{i.project}/{i.stem}" for i in self.items[-20:]]
        path = min(newest, key=lambda p: abs(len(ask(self.ports[service], p)) - PAGE_BYTES))
        body = ask(self.ports[service], path)
        file = os.path.join(self.root, name)
        servers.write(file, body)
        return path, file, len(body)

    def feed(self):
        path = f"/ru/{self.items[-1].project}/atom.xml"
        with open(os.path.join(self.folder, "feeds" + path), "rb") as f:
            body = f.read()
        servers.write(os.path.join(self.root, "atom.xml"), body)
        return path, len(body)


def gemini(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        path, file, size = small.page(ask_gemini, "gemini", "page.gmi")
        sides = [Side(small.jarchy, small.ports["gemini"], [path])]
        plain = stack.enter_context(servers.plain_tls(bench.build, bench.folder, file))
        sides.append(Side(plain, plain.port, [path]))
        peer = bench.peer("molly-brown", lambda: servers.molly_brown(bench.folder, small.root), stack)
        if peer:
            sides.append(Side(peer, peer.port, ["/page.gmi"]))
        options = ["--connections", 8, "--requests", bench.scale(3000)]
        turns(bench.load, "gemini", sides, bench.rounds, options)
        show_turns(f"Gemini, a full handshake per request, {size} bytes", sides,
                   "CPU ≤ 0.95 plain loop, ≤ 0.7 molly-brown")
        waits = [bench.load.run("gemini", side.port, side.paths, *NAGLE)["p50"] / 1000 for side in sides]
        print("  one client without TCP_NODELAY, p50 ms: " +
              ", ".join(f"{side.name} {wait:.1f}" for side, wait in zip(sides, waits)))
        resumed = [Side(s.server, s.port, s.paths) for s in sides if s.name != "plain loop"]
        with small.jarchy.resuming():
            turns(bench.load, "gemini", resumed, bench.rounds, [*options, "--resume"])
        show_turns("Gemini, handshakes resumed where the server lets them", resumed)
        for side in resumed:
            print(f"  {side.name}: {100 * side.total('resumed') / side.total('requests'):.0f} % resumed")


def gopher(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        path, file, size = small.page(ask_gopher, "gopher", "page.txt")
        sides = [Side(small.jarchy, small.ports["gopher"], [path])]
        plain = stack.enter_context(servers.plain_tcp(bench.build, bench.folder, file))
        sides.append(Side(plain, plain.port, [path]))
        if bench.has("xinetd"):
            peer = bench.peer("gophernicus", lambda: servers.gophernicus(bench.folder, small.root), stack)
            if peer:
                sides.append(Side(peer, peer.port, ["/page.txt"], ["--requests", bench.scale(300)]))
        turns(bench.load, "gopher", sides, bench.rounds, ["--connections", 8, "--requests", bench.scale(40000)])
        show_turns(f"Gopher, {size} bytes", sides, "CPU ≤ 1.3 plain loop")


def http(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        path, size = small.feed()
        servers_and_paths = [(small.jarchy, small.ports["http"], path)]
        for name, start in ("nginx", servers.nginx), ("lighttpd", servers.lighttpd):
            peer = bench.peer(name, lambda: start(bench.folder, small.root), stack)
            if peer:
                servers_and_paths.append((peer, peer.port, "/atom.xml"))
        for title, more, conditional in (
                (f"HTTP keep-alive, 200, a feed of {size} bytes", [], False),
                ("HTTP keep-alive, 304", [], True),
                ("HTTP keep-alive, 304, 8 requests in a row (pipelined)", ["--pipeline", 8], True)):
            sides = [Side(server, port, [p], ["--if-none-match", etag(port, p)] if conditional else [])
                     for server, port, p in servers_and_paths]
            requests = bench.scale(150000 if conditional else 30000)
            turns(bench.load, "http", sides, bench.rounds,
                  ["--connections", 16, "--keepalive", "--requests", requests, *more])
            show_turns(title, sides, "req/s ≥ 1.2 nginx and lighttpd")


def pages(bench):
    """Every page once: what an answer costs that no cache holds."""
    site = bench.big_site()
    paths = [f"/{language}/{i.project}/{i.stem}" for i in site.items for language in corpus.LANGUAGES]
    random.Random(1).shuffle(paths)
    paths = paths[:bench.scale(20000)]
    with servers.Jarchy(bench.jarchy, site.folder) as jarchy:
        rows = []
        for protocol, options in ("gemini", []), ("gopher", []), ("http", ["--keepalive"]):
            side = Side(jarchy, jarchy.ports[protocol], paths)
            figures = side.run(bench.load, protocol, ["--connections", 8, "--requests", len(paths), *options])
            rows.append([protocol, f"{figures['cpu']:.1f}", f"{figures['rate']:.0f}", f"{figures['p50']:.0f}",
                         f"{figures['p99']:.0f}", f"{figures['memory']:.1f}", int(figures["failures"])])
        heading(f"{len(paths)} different pages of {site.files} files, each once")
        table(["", "CPU µs/req", "req/s", "p50 µs", "p99 µs", "MiB", "failures"], rows)


def settled_memory(pid):
    """KiB, once the server has done what it was asked to."""
    before = -1.0
    while cpu_seconds(pid) - before > 0.005:
        before = cpu_seconds(pid)
        time.sleep(0.3)
    return memory_kib(pid)


def request_row(name, rounds):
    def median(key):
        return statistics.median(r[key] for r in rounds)
    return [name, f"{median('cpu'):.1f}", f"{median('p50'):.0f}", f"{median('p99'):.0f}",
            int(sum(r["failures"] for r in rounds))]


def idle(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        port, home = small.ports["gemini"], ["/ru/"]
        options = ["--connections", 8, "--requests", bench.scale(1000)]
        side = Side(small.jarchy, port, home)
        side.run(bench.load, "gemini", options)
        rows = [request_row("no idle connection",
                            [side.run(bench.load, "gemini", options) for _ in range(bench.rounds)])]
        steps, memory, held = [bench.scale(1000), bench.scale(HELD_MANY - 1000)], [], []
        for n in steps:
            held.append(bench.load.hold("gemini", port, home, "--idle", n))
            memory.append(settled_memory(small.jarchy.pid))
        rows.append(request_row(f"{sum(steps)} idle connections",
                                [side.run(bench.load, "gemini", options) for _ in range(bench.rounds)]))
        for process in held:
            bench.load.release(process)
        heading("Gemini requests beside idle TLS connections   [goal: as fast as with none]")
        table(["", "CPU µs/req", "p50 µs", "p99 µs", "failures"], rows)
        each = (memory[1] - memory[0]) / steps[1]
        print(f"  memory of an idle TLS connection: {each:.1f} KiB   [goal: ≤ 16]")


def slow(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        feed = small.feed()[0]
        n, rows = bench.scale(1000), []
        options = ["--connections", 8, "--requests", bench.scale(1000)]
        side = Side(small.jarchy, small.ports["gemini"], ["/ru/"])
        side.run(bench.load, "gemini", options)
        for kind in None, "handshake", "request", "read":
            held = kind and bench.load.hold("gemini", small.ports["gemini"], [feed], f"--slow-{kind}", n)
            rows.append(request_row(f"{n} × slow {kind}" if kind else "none",
                                    [side.run(bench.load, "gemini", options) for _ in range(bench.rounds)]))
            if held:
                bench.load.release(held)
        heading("Gemini requests beside slow clients (a byte a second)")
        table(["", "CPU µs/req", "p50 µs", "p99 µs", "failures"], rows)


def soak(bench):
    quarters, per = 4, {"gemini": 5000, "gopher": 22500, "http": 22500}
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        paths = [f"/{language}/{i.project}/{i.stem}" for i in small.items for language in corpus.LANGUAGES]
        memory, failures = [memory_kib(small.jarchy.pid) / 1024], 0
        for _ in range(quarters):
            for protocol, n in per.items():
                keep = ["--keepalive"] if protocol == "http" else []
                failures += bench.load.run(protocol, small.ports[protocol], paths, "--connections", 8,
                                           "--requests", bench.scale(n), *keep)["failures"]
            memory.append(memory_kib(small.jarchy.pid) / 1024)
    total = quarters * sum(bench.scale(n) for n in per.values())
    heading(f"Memory over {total} requests of {len(paths)} pages, MiB at the start and after each quarter")
    print("  " + "  ".join(f"{m:.1f}" for m in memory) + f"   (last to second: {ratio(memory[-1], memory[1])}; "
          f"{int(failures)} failures)")
