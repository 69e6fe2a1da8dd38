"""What requests cost: each protocol against its plain loop and its peers, feeds of every size, many pages."""

import contextlib
import gzip
import os
import random
import socket
import ssl
import time
import urllib.request

import corpus
import servers
from measure import Side, turns
from report import heading, table

PAGE_BYTES = 5700
# Where the server says nothing after the handshake, its late acknowledgement holds back the request.
NAGLE = ["--nagle", "--connections", 1, "--requests", 30]
# Feeds of these sizes, and how many bytes are sent to each side in a round.
SIZES = [4 << 10, 16 << 10, 48 << 10, 96 << 10, 256 << 10, 1 << 20]
ROUND_BYTES = 240 << 20
# µs of CPU for a page in the first version, on another machine: the goal is half.
FIRST_PAGES = {"gemini": 512, "gopher": 180, "http": 167}


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


def ask_http(port, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers, answer.read()


def etag(port, path):
    return ask_http(port, path)[0]["ETag"]


class Small:
    """
    Each version of jarchy over its copy of a site, the small one unless another is given. The page and the feed
    that the others serve are the bytes of the version that is measured.
    """

    def __init__(self, bench, stack, site=None):
        site = site or bench.small_site()
        self.bench, self.stack, self.folder, self.items = bench, stack, site.folder, site.items
        self.root = os.path.join(bench.folder, "peers")
        self.versions = [stack.enter_context(servers.Jarchy(program, of.folder, name))
                         for name, program, of in bench.built_versions(site)]
        for version in self.versions:
            version.wait_until_settled()
        self.jarchy = self.versions[0]
        self.ports = self.jarchy.ports

    def sides(self, service, paths, options=()):
        return [Side(v, v.ports[service], paths, options) for v in self.versions]

    def page(self, ask, service, name):
        """The item whose page is nearest to the wanted size: its path, and the file with its bytes."""
        newest = [f"/ru/{i.project}/{i.stem}" for i in self.items[-20:]]
        path = min(newest, key=lambda p: abs(len(ask(self.ports[service], p)) - PAGE_BYTES))
        return path, *self.keep(name, ask(self.ports[service], path))

    def keep(self, name, body):
        """A file for the others: where it is, and its size."""
        file = os.path.join(self.root, name)
        servers.write(file, body)
        return file, len(body)

    def feed(self):
        """A path, and the feed as it is served."""
        path = f"/ru/{self.items[-1].project}/atom.xml"
        return path, *self.keep("atom.xml", ask_http(self.ports["http"], path)[1])

    def plain_http(self, kind, file, name):
        bench = self.bench
        server = self.stack.enter_context(servers.plain_http(bench.build, bench.folder, kind, file, name))
        return Side(server, server.port, ["/"])

    def web_peers(self):
        started = [(name, self.bench.peer(name, lambda: start(self.bench.folder, self.root), self.stack))
                   for name, start in (("nginx", servers.nginx), ("lighttpd", servers.lighttpd))]
        return [peer for _, peer in started if peer]


def gemini_sides(bench, small, stack):
    path, file, size = small.page(ask_gemini, "gemini", "page.gmi")
    sides = small.sides("gemini", [path])
    plain = stack.enter_context(servers.plain_tls(bench.build, bench.folder, file))
    sides.append(Side(plain, plain.port, [path]))
    peer = bench.peer("molly-brown", lambda: servers.molly_brown(bench.folder, small.root), stack)
    if peer:
        sides.append(Side(peer, peer.port, ["/page.gmi"]))
    return sides, size


def gemini(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        sides, size = gemini_sides(bench, small, stack)
        options = ["--connections", 8, "--requests", bench.scale(3000)]
        turns(bench.load, "gemini", sides, bench.rounds, options)
        waits = [bench.load.run("gemini", side.port, side.paths, *NAGLE)["p50"] / 1000 for side in sides]
        bench.report.compare(f"Gemini, a full handshake per request, {size} bytes", sides,
                             ["one client without TCP_NODELAY, p50 ms: " +
                              ", ".join(f"{side.name} {wait:.1f}" for side, wait in zip(sides, waits))])
        bench.report.share_goal("Gemini, CPU", sides, "plain loop", "cpu", most=bench.gemini_goal())
        bench.report.share_goal("Gemini, CPU", sides, "molly-brown", "cpu", most=0.6)
        resumed(bench, small, sides, options)


def resumed(bench, small, full, options):
    sides = [Side(s.server, s.port, s.paths) for s in full if s.name != "plain loop"]
    with contextlib.ExitStack() as stack:
        for version in small.versions:
            stack.enter_context(version.resuming())
        turns(bench.load, "gemini", sides, bench.rounds, [*options, "--resume"])
    parts = [f"{s.name}: {100 * s.total('resumed') / s.total('requests'):.0f} % resumed" for s in sides]
    bench.report.compare("Gemini, handshakes resumed where the server lets them", sides, parts)
    bench.report.goal("Gemini, CPU: resumed / full handshake", sides[0].share(full[0], "cpu"), most=1)


def gopher(bench):
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        path, file, size = small.page(ask_gopher, "gopher", "page.txt")
        sides = small.sides("gopher", [path])
        plain = stack.enter_context(servers.plain_tcp(bench.build, bench.folder, file))
        sides.append(Side(plain, plain.port, [path]))
        if bench.has("xinetd"):
            peer = bench.peer("gophernicus", lambda: servers.gophernicus(bench.folder, small.root), stack)
            if peer:
                sides.append(Side(peer, peer.port, ["/page.txt"], ["--requests", bench.scale(300)]))
        turns(bench.load, "gopher", sides, bench.rounds, ["--connections", 8, "--requests", bench.scale(40000)])
        bench.report.compare(f"Gopher, {size} bytes", sides)
        bench.report.share_goal("Gopher, CPU", sides, "plain loop", "cpu", most=1.1)


def conditional(side):
    """The same side, asked with the ETag that it gives. The plain loop gives none and asks for none."""
    tag = etag(side.port, side.paths[0]) if not side.name.startswith("plain") else '"x"'
    return Side(side.server, side.port, side.paths, ["--if-none-match", tag], side.name)


def http(bench):
    keep = ["--connections", 16, "--keepalive"]
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack)
        path, file, size = small.feed()
        sides = small.sides("http", [path])
        peers = [Side(peer, peer.port, ["/atom.xml"]) for peer in small.web_peers()]
        whole = [*sides, small.plain_http("sendfile", file, "plain loop"), *peers]
        turns(bench.load, "http", whole, bench.rounds, [*keep, "--requests", bench.scale(30000)])
        bench.report.compare(f"HTTP keep-alive, 200, a feed of {size} bytes", whole)
        unchanged = small.plain_http("304", file, "plain loop")
        for more in [], ["--pipeline", 8]:
            asked = [conditional(side) for side in [*sides, unchanged, *peers]]
            turns(bench.load, "http", asked, bench.rounds, [*keep, "--requests", bench.scale(150000), *more])
            bench.report.compare("HTTP keep-alive, 304" + (", 8 requests in a row (pipelined)" if more else ""),
                                 asked)
            if not more:
                web_goals(bench, "HTTP 304", asked)
        web_goals(bench, f"HTTP 200, {size // 1000} kB", whole)


def web_goals(bench, what, sides):
    for name in "nginx", "lighttpd":
        bench.report.share_goal(f"{what}, req/s", sides, name, "rate", least=1.2)


def sizes(bench):
    """The choice between copying a body and sending a file is made by its size: both are shown beside jarchy."""
    with contextlib.ExitStack() as stack:
        small = Small(bench, stack, bench.sized_site())
        peers, smallest = small.web_peers(), {}
        for coding in "", "gzip":
            for project in sorted({i.project for i in small.items}):
                sides, size = sized_sides(small, peers, project, coding)
                requests = max(100, min(20000, bench.scale(ROUND_BYTES // 4) // (size + 4096)))
                turns(bench.load, "http", sides, bench.rounds,
                      ["--connections", 16, "--keepalive", "--requests", requests])
                bench.report.compare(f"HTTP keep-alive, 200, a feed of {size} bytes {coding}", sides)
                keep_smallest(smallest, coding, sides)
        for (coding, name), share in smallest.items():
            bench.report.goal(f"HTTP 200 {coding or 'plain'}, worst size, req/s / {name}", share, least=1.2)


def keep_smallest(smallest, coding, sides):
    """For each peer the share at the size where it is least."""
    for other in sides[1:]:
        if other.name in ("nginx", "lighttpd"):
            share = sides[0].share(other, "rate")
            before = smallest.get((coding, other.name))
            if not before or share.median < before.median:
                smallest[coding, other.name] = share


def sized_sides(small, peers, project, coding):
    path, name = f"/ru/{project}/atom.xml", f"{project}.xml"
    headers, body = ask_http(small.ports["http"], path, **({"Accept-Encoding": coding} if coding else {}))
    if (headers["Content-Encoding"] or "") != coding:
        raise RuntimeError(f"{path} does not come as {coding}")
    file, size = small.keep(name + (".gz" if coding else ""), body)
    if coding:
        small.keep(name, gzip.decompress(body))
    options = ["--accept-encoding", coding] if coding else []
    copied = small.plain_http("copy", file, "plain copy")
    sent = small.plain_http("sendfile", file, "plain sendfile")
    return [*small.sides("http", [path], options), copied, sent,
            *(Side(peer, peer.port, [f"/{name}"], options) for peer in peers)], size


def pages(bench):
    """Every page once: what an answer costs that no cache holds. A round has pages of its own."""
    site = bench.big_site()
    paths = [f"/{language}/{i.project}/{i.stem}" for i in site.items for language in corpus.LANGUAGES]
    random.Random(1).shuffle(paths)
    each = min(bench.scale(20000), len(paths)) // bench.rounds
    batches = [paths[n * each:(n + 1) * each] for n in range(bench.rounds)]
    with contextlib.ExitStack() as stack:
        small, rows = Small(bench, stack, site), []
        for protocol, options in ("gemini", []), ("gopher", []), ("http", ["--keepalive"]):
            sides = small.sides(protocol, [])
            for side, batch in ((side, batch) for batch in batches for side in sides):
                side.paths = batch
                side.rounds.append(side.run(bench.load, protocol,
                                            ["--connections", 8, "--requests", each, *options]))
            rows += [page_row(protocol, side, sides[0]) for side in sides]
            what = f"a page that no cache holds, {protocol}, CPU"
            bench.report.goal(what, sides[0].spread("cpu"), most=FIRST_PAGES[protocol] / 2, unit=" µs")
            bench.report.share_goal(what, sides, "before", "cpu", most=0.5)
    heading(f"{each * bench.rounds} different pages of {site.files} files, each once")
    table(["", "CPU µs/req", "req/s", "p50 µs", "p99 µs", "MiB", "failures", "CPU, share"], rows)


def page_row(protocol, side, first):
    return [f"{protocol}, {side.name}", side.spread("cpu").text(1), f"{side.median('rate'):.0f}",
            f"{side.median('p50'):.0f}", f"{side.median('p99'):.0f}",
            f"{max(r['memory'] for r in side.rounds):.1f}", int(side.total("failures")),
            "" if side is first else first.share(side, "cpu").text()]
