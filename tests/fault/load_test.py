"""Crowds: idle ones, slow ones, more than there are descriptors; and signals under load.

Deadlines are the shortest that can be configured; what is asserted is that they strike, not when.
"""

import os
import re
import resource
import select
import signal
import socket
import ssl
import time
import unittest

from support.loop import Loop
from support.site import BUILD, DEADLINE, LOOKED_INTO, Site, wait_for
from support.together import begin_together

CROWD = """limits {{
	connections = 60000
	per_address = 60000
	handshake_seconds = {}
	request_seconds = {}
	progress_seconds = 5
}}
"""
QUIET = 'log { access = "" }\n' + LOOKED_INTO
SANITIZED = "asan" in BUILD
SPARE = 500  # descriptors for everything but a crowd
BIG = "attachment.txt"
BIG_SIZE = 8 << 20


def room():
    """How many connections this process can hold."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return 1 << 20 if hard == resource.RLIM_INFINITY else hard - SPARE


def ticks(pid):
    """Processor time of a process, in seconds."""
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    """Memory of its own of a process, in KiB."""
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return sum(int(n) for n in re.findall(r"^(?:Private_Dirty|Swap):\s+(\d+)", f.read(), re.M))


def workers(site):
    return {n: p for n, p in site.children().items() if n.startswith("worker")}


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


class Idle:
    """TLS connections that were made and then say nothing. Only their sockets are kept, so that they are cheap here."""

    def __init__(self, site):
        self.site = site
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.fds = []

    def add(self, count):
        for _ in range(count):
            tls = self.context.wrap_socket(self.site.connect("gemini"), server_hostname=self.site.host)
            self.fds.append(tls.detach())

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        for fd in self.fds:
            os.close(fd)


class Slow:
    """Clients that send, or read, one byte a second until they are cut off. Cut: an end or an error."""

    def __init__(self, site):
        self.site = site
        self.poll = select.epoll()
        self.left = {}  # by descriptor: socket, bytes to send
        self.cut = 0
        self.reading = {}

    def connect(self, service):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.settimeout(DEADLINE)
        s.connect(self.site.address(service))
        return s

    def send(self, service, data):
        """Sends a byte a second of the data."""
        s = self.connect(service)
        s.setblocking(False)
        self.left[s.fileno()] = [s, data]
        self.poll.register(s.fileno(), select.EPOLLIN | select.EPOLLRDHUP)

    def request_over_tls(self, context):
        """Shakes hands, then dawdles: what it says next is no TLS, but it never gets to a whole record."""
        tls = context.wrap_socket(self.connect("gemini"), server_hostname=self.site.host)
        s = socket.socket(fileno=tls.detach())
        s.setblocking(False)
        self.left[s.fileno()] = [s, b"\x17\x03\x03\x01\x00" + b"x" * 200]
        self.poll.register(s.fileno(), select.EPOLLIN | select.EPOLLRDHUP)

    def read(self, service, request):
        """Asks for much and takes a byte a second."""
        s = self.connect(service)
        s.sendall(request)
        s.setblocking(False)
        self.left[s.fileno()] = [s, None]
        self.poll.register(s.fileno(), select.EPOLLRDHUP)

    def drop(self, fd):
        self.poll.unregister(fd)
        self.left.pop(fd)[0].close()
        self.cut += 1

    def tick(self):
        for fd, (s, data) in list(self.left.items()):
            try:
                if data is None:
                    s.recv(1)
                elif data:
                    s.send(data[:1])
                    self.left[fd][1] = data[1:]
            except BlockingIOError:
                pass
            except OSError:
                self.drop(fd)

    def run_until_all_are_cut(self):
        end = time.monotonic() + DEADLINE
        due = time.monotonic()
        while self.left:
            now = time.monotonic()
            if now > end:
                raise AssertionError(f"{len(self.left)} were never cut, {self.cut} were")
            if now >= due:
                self.tick()
                due = now + 1
            for fd, event in self.poll.poll(max(0, due - time.monotonic()), 1000):
                if fd in self.left and event & (select.EPOLLHUP | select.EPOLLERR | select.EPOLLRDHUP):
                    self.drop(fd)
                elif fd in self.left:
                    self.left[fd][0].recv(4096)  # an alert before the end

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        for s, _ in self.left.values():
            s.close()
        self.poll.close()


class Crowds(unittest.TestCase):
    def test_ten_thousand_idle_connections_leave_the_others_alone(self):
        wanted = min(10000, room())
        with Site(config=CROWD.format(3600, 3600) + QUIET) as site, Idle(site) as idle:
            before = sum(resident(p) for p in workers(site).values())
            idle.add(wanted - 200)
            with Loop(site) as loop:
                idle.add(200)
                loop.more_rounds()
                self.assertEqual(loop.failures, [])
            # Nobody was dropped to make room.
            open_now = sum(descriptors(p) for p in workers(site).values())
            self.assertGreaterEqual(open_now, wanted)
            after = sum(resident(p) for p in workers(site).values())
            print(f"# load: {wanted} idle TLS connections, {(after - before) / wanted:.1f} KiB each", flush=True)
            if not SANITIZED:
                self.assertLess((after - before) / wanted, 24)


class SlowClients(unittest.TestCase):
    """Thousands of each kind are cut while ordinary requests are answered."""

    COUNT = 2000

    @classmethod
    def setUpClass(cls):
        hello = ssl.MemoryBIO()
        context = Idle(None).context
        client = context.wrap_bio(ssl.MemoryBIO(), hello, server_hostname="localhost")
        try:
            client.do_handshake()
        except ssl.SSLWantReadError:
            flight = hello.read()
        text = b"x" * 900
        path = f"/en/wells/2024-05-01-a/{BIG}".encode()

        def shake_hands(slow, i):
            slow.send("gemini", flight)

        def ask(slow, i):
            if i % 3 == 0:
                slow.send("gopher", b"/" + text)
            elif i % 3 == 1:
                slow.send("http", b"GET /" + text)
            else:
                slow.request_over_tls(context)

        def read(slow, i):
            if i % 2:
                slow.read("gopher", path + b"\r\n")
            else:
                slow.read("http", b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        cls.count = min(cls.COUNT, room() // 6)
        cls.runs = begin_together(cls, {
            "handshakes": lambda: cls.slow(CROWD.format(5, 3600), shake_hands),
            "requests": lambda: cls.slow(CROWD.format(3600, 5), ask),
            "readers": lambda: cls.slow(CROWD.format(3600, 3600), read),
        })

    @classmethod
    def slow(cls, config, begin):
        """How many of a site's slow clients were cut, and which ordinary requests failed meanwhile."""
        site = Site(config=config + QUIET)
        site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        site.save("wells/2024-05-01-a/index.en.gmi", f"---\ntitle: A\n---\n\nA text.\n\n=> {BIG} All\n")
        site.save(f"wells/2024-05-01-a/{BIG}", "a line of a long text\n" * (BIG_SIZE // 22))
        with site, Loop(site) as loop, Slow(site) as slow:
            for i in range(cls.count):
                begin(slow, i)
            slow.run_until_all_are_cut()
            loop.more_rounds()
            return slow.cut, loop.failures

    def all_are_cut(self, kind):
        self.assertEqual(self.runs[kind].result(), (self.count, []))

    def test_slow_handshakes_are_cut(self):
        self.all_are_cut("handshakes")

    def test_slow_requests_are_cut(self):
        self.all_are_cut("requests")

    def test_slow_readers_are_cut(self):
        self.all_are_cut("readers")


class Descriptors(unittest.TestCase):
    """More connections than descriptors: no exit, no spinning, and all is well when the crowd goes."""

    @staticmethod
    def crowd(site, full):
        """The share of a processor that full workers use, whether all of them live on, and what failed afterwards."""
        pids = workers(site)
        with site.connect("http") as kept:
            kept.settimeout(DEADLINE)
            kept.sendall(b"GET /ru/ HTTP/1.1\r\n")
            held = []
            for i in range(120):
                s = site.connect(("gopher", "http")[i % 2])
                s.sendall(b"G")
                held.append(s)
            wait_for("full workers", lambda: full(site, pids))
            began, used = time.monotonic(), sum(map(ticks, pids.values()))
            # The deadline of those who were let in makes room for the others, one crowd after another.
            for s in held:
                s.settimeout(DEADLINE)
                try:
                    while s.recv(4096):
                        pass
                except ConnectionError:
                    pass
                s.close()
            spent, passed = sum(map(ticks, pids.values())) - used, time.monotonic() - began
        with Loop(site) as loop:
            loop.more_rounds()
        return spent / passed, workers(site) == pids, loop.failures

    @classmethod
    def setUpClass(cls):
        cls.runs = begin_together(cls, {"start": cls.from_the_start, "serving": cls.while_serving})

    @classmethod
    def from_the_start(cls):
        with Site(config=CROWD.format(5, 5) + QUIET, prefix=("prlimit", "--nofile=64:64")) as site:
            return cls.crowd(site, lambda site, pids: all(descriptors(p) >= 55 for p in pids.values()))

    @classmethod
    def while_serving(cls):
        with Site(config=CROWD.format(5, 5) + QUIET) as site:
            for pid in workers(site).values():
                resource.prlimit(pid, resource.RLIMIT_NOFILE, (64, 64))
            return cls.crowd(site, lambda site, pids: any("accepting pauses" in l for l in site.lines))

    def recovers(self, name):
        share, lived, failures = self.runs[name].result()
        self.assertLess(share, 1 / 4, "it spins")
        self.assertTrue(lived, "a worker ended")
        self.assertEqual(failures, [])

    def test_a_limit_of_64_from_the_start(self):
        self.recovers("start")

    def test_a_limit_that_falls_to_64_while_serving(self):
        self.recovers("serving")


def pid_of_connections(site, connections):
    """The worker at the other end of each connection."""
    inodes = {}
    with open("/proc/net/tcp") as f:
        for line in f.readlines()[1:]:
            fields = line.split()
            inodes[tuple(int(fields[i].split(":")[1], 16) for i in (1, 2))] = fields[9]
    owners = {}
    for pid in workers(site).values():
        for fd in os.listdir(f"/proc/{pid}/fd"):
            try:
                owners[os.readlink(f"/proc/{pid}/fd/{fd}")] = pid
            except OSError:
                pass
    return [owners.get(f"socket:[{inodes[c.getpeername()[1], c.getsockname()[1]]}]") for c in connections]


class Loops:
    """Several loops at once."""

    def __init__(self, site, count):
        self.loops = [Loop(site) for _ in range(count)]

    def __enter__(self):
        for loop in self.loops:
            loop.__enter__()
        return self

    def __exit__(self, *ignored):
        for loop in self.loops:
            loop.halt.set()
        for loop in self.loops:
            loop.__exit__()

    def more_rounds(self):
        for loop in self.loops:
            loop.more_rounds()

    @property
    def failures(self):
        return [f for loop in self.loops for f in loop.failures]


class Signals(unittest.TestCase):
    def test_a_hundred_reloads_lose_no_request(self):
        with Site(config=QUIET) as site, Loops(site, 2) as load:
            site.keep_ports()
            first = set(workers(site).values())
            for _ in range(100):
                before = len(site.lines)
                site.signal(signal.SIGHUP)
                site.wait_line("reloaded", before)
            load.more_rounds()
            self.assertEqual(load.failures, [])
            wait_for("the end of all old workers", lambda: len(site.children()) == 4)
            self.assertFalse(first & set(workers(site).values()))

    def test_a_killed_worker_takes_only_its_own_connections_along(self):
        with Site(config=QUIET, workers=3) as site:
            for name in "worker 1", "worker 2", "worker 3":
                with self.subTest(name):
                    self.kill_one(site, name)

    def kill_one(self, site, name):
        request = b"GET /ru/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
        held = [site.connect("http") for _ in range(24)]
        answers = set()
        for s in held:
            s.sendall(request)
            answers.add(self.answer(s)[-8:])
        victim = workers(site)[name]
        owners = pid_of_connections(site, held)
        self.assertNotIn(None, owners)
        with Loop(site) as loop:
            os.kill(victim, signal.SIGKILL)
            wait_for("a new worker", lambda: workers(site).get(name, victim) != victim)
            for s, owner in zip(held, owners):
                if owner != victim:
                    s.sendall(request)
                    self.assertIn(self.answer(s)[-8:], answers)
                s.close()
            loop.more_rounds()
        self.assertLessEqual(len(loop.failures), 1)  # the one request that it may have had under way

    @staticmethod
    def answer(s):
        """One response of known length."""
        data = b""
        while b"\r\n\r\n" not in data:
            more = s.recv(65536)
            assert more, data
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        while len(body) < length:
            more = s.recv(65536)
            assert more, (length, len(body))
            body += more
        return body


@unittest.skipIf(SANITIZED, "sanitizers keep what was freed")
class Memory(unittest.TestCase):
    PATHS = ["/", "/ru/", "/ky/", "/en/", "/ru/projects/", "/ru/archive/", "/ru/no-such-page", "/feeds/atom.xml"]

    def batch(self, site, requests):
        with site.connect("http") as s:
            reader = s.makefile("rb")
            for i in range(requests):
                s.sendall(f"GET {self.PATHS[i % len(self.PATHS)]} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                length, keep = 0, True
                while (line := reader.readline()) not in (b"\r\n", b""):
                    name, _, value = line.lower().partition(b":")
                    length = int(value) if name == b"content-length" else length
                    keep = keep and line.lower() != b"connection: close\r\n"
                reader.read(length)
                self.assertTrue(keep)

    def ask(self, site, rounds):
        for i in range(rounds):
            self.batch(site, 80)
            for k in range(14):
                site.gopher(self.PATHS[k % 8])
            for k in range(6):
                site.gemini(self.PATHS[(i + k) % 8])

    def test_memory_is_flat_over_20000_requests(self):
        with Site(config=QUIET, workers=1) as site:
            self.ask(site, 40)
            before = resident(workers(site)["worker 1"])
            self.ask(site, 200)
            grown = resident(workers(site)["worker 1"]) - before
            print(f"# load: 20000 requests, {grown} KiB more memory", flush=True)
            self.assertLess(grown, 1024)
