"""
Instructions per request, counted by valgrind: they depend neither on neighbours nor on the processor's speed.
Not counted is what the kernel does; and OpenSSL finds no AVX-512 in valgrind, so that its part is larger.

A server is run twice, with some requests and with many more of one kind, so that its start does not count.
"""

import contextlib
import os
import random
import re

import corpus
import servers
from measure import settle
from report import heading, table
from serving import Small, ask_gemini, ask_gopher

FEW = 20
STOP_SECONDS = 120  # each process writes its profile
SANDBOX_OFF = 'sandbox = "off"\n'  # valgrind makes system calls that a worker may not


class Kind:
    def __init__(self, name, protocol, paths, requests, options=(), plain=None):
        self.name, self.protocol, self.requests, self.options = name, protocol, requests, list(options)
        self.few, self.many = paths[:FEW], paths[FEW:] or paths
        self.plain = plain  # how the plain loop for it is started, with the words before its command

    def ask(self, bench, port, paths, requests):
        keep = ["--keepalive"] if self.protocol == "http" else []
        figures = bench.load.run(self.protocol, port, paths, "--connections", 1, "--requests", requests, *keep,
                                 *self.options)
        if figures["failures"]:
            raise RuntimeError(f"{self.name}: {figures['why']}")


def profile_of(bench):
    return os.path.join(bench.folder, "profile")


def counted(profile):
    with open(profile, encoding="utf-8", errors="replace") as f:
        count = int(re.search(r"(?m)^summary: (\d+)", f.read())[1])
    os.unlink(profile)
    return count


def stop(server):
    server.process.terminate()
    server.process.wait(STOP_SECONDS)


@contextlib.contextmanager
def without_sandbox(site):
    with open(site.conf, encoding="utf-8") as f:
        conf = f.read()
    servers.write(site.conf, SANDBOX_OFF + conf)
    try:
        yield
    finally:
        servers.write(site.conf, conf)


def worker_count(bench, program, site, kinds, measured):
    """Instructions of a worker for a few requests of each kind, and for all those of one (None: of none)."""
    prefix = ["env", f"LD_PRELOAD={os.path.join(bench.build, 'counting.so')}", f"JARCHY_BENCH_PROGRAM={program}",
              f"JARCHY_BENCH_COUNTS={profile_of(bench)}"]
    with servers.Jarchy(program, site.folder, prefix=prefix) as jarchy:
        for service in jarchy.ports:
            jarchy.wait_for(service)
        settle(jarchy.pid, quiet=0.05)
        for kind in kinds:
            kind.ask(bench, jarchy.ports[kind.protocol], kind.few, FEW)
        if measured:
            measured.ask(bench, jarchy.ports[measured.protocol], measured.many, measured.requests)
        stop(jarchy)
    return counted(profile_of(bench))


def plain_count(bench, kind, requests):
    prefix = [servers.find("valgrind"), "--tool=callgrind", "-q", f"--callgrind-out-file={profile_of(bench)}"]
    with kind.plain(prefix) as server:
        kind.ask(bench, server.port, ["/"], requests)
        stop(server)
    return counted(profile_of(bench))


def plain_per_request(bench, kind):
    return (plain_count(bench, kind, FEW + kind.requests) - plain_count(bench, kind, FEW)) / kind.requests


def kinds_of(bench, small):
    """What is asked; the bodies of the plain loops are those of jarchy."""
    item = small.items[-1]
    page, feed = f"/ru/{item.project}/{item.stem}", f"/ru/{item.project}/atom.xml"
    every = [f"/{language}/{i.project}/{i.stem}" for i in small.items for language in corpus.LANGUAGES]
    random.Random(1).shuffle(every)
    build, folder = bench.build, bench.folder
    gemtext = small.keep("page.gmi", ask_gemini(small.ports["gemini"], page))[0]
    text = small.keep("page.txt", ask_gopher(small.ports["gopher"], page))[0]
    atom = small.feed()[1]
    return [
        Kind("Gemini, a page in the cache", "gemini", [page], 200, (),
             lambda p: servers.plain_tls(build, folder, gemtext, p)),
        Kind("Gemini, a page not in it", "gemini", every[:FEW + 200], 200),
        Kind("Gopher, a page in the cache", "gopher", [page], 3000, (),
             lambda p: servers.plain_tcp(build, folder, text, p)),
        Kind("Gopher, a page not in it", "gopher", every[400:420 + 300], 300),
        Kind("HTTP, 304", "http", [feed], 5000, ["--follow"],  # after the first answer
             lambda p: servers.plain_http(build, folder, "304", atom, "plain 304", p)),
        Kind("HTTP, 200, a feed", "http", [feed], 5000, (),
             lambda p: servers.plain_http(build, folder, "sendfile", atom, "plain sendfile", p)),
        Kind("HTTP, 200, a page not in the cache", "http", every[800:820 + 300], 300),
    ]


def counts(bench):
    if not servers.find("valgrind"):
        heading("Instructions per request: left out, valgrind is not installed")
        return
    site, per_request = bench.big_site(), {}
    with contextlib.ExitStack() as stack:
        kinds = kinds_of(bench, Small(bench, stack, site))
    for name, program, of in bench.built_versions(site):
        with without_sandbox(of):
            base = worker_count(bench, program, of, kinds, None)
            per_request[name] = [(worker_count(bench, program, of, kinds, kind) - base) / kind.requests
                                 for kind in kinds]
    plain = [plain_per_request(bench, kind) if kind.plain else None for kind in kinds]
    heading(f"Instructions per request in user space, thousands, {site.files} files")
    names = list(per_request)
    rows = []
    for n, kind in enumerate(kinds):
        mine = per_request["jarchy"][n]
        rows.append([kind.name, *(f"{per_request[name][n] / 1000:.1f}" for name in names),
                     *([f"{mine / per_request['before'][n]:.2f}"] if "before" in names else []),
                     *([f"{plain[n] / 1000:.1f}", f"{mine / plain[n]:.2f}"] if plain[n] else ["", ""])])
    table(["", *names, *(["share"] if "before" in names else []), "plain loop", "share"], rows)
    bench.report.instructions = {**{name: dict(zip((k.name for k in kinds), v)) for name, v in per_request.items()},
                                 "plain": {k.name: v for k, v in zip(kinds, plain) if v}}
