"""Every deadline of a connection strikes by itself: one site for each, on which all others are an hour away.

The crowds of tests/fault show that the deadlines hold for many at once; the caps are those of busy_test.
"""

import select
import socket
import time
import unittest

from support.site import DEADLINE, Site, wait_for
from support.together import begin_together

HOUR = 3600
LONG = ("handshake_seconds", "request_seconds", "progress_seconds", "rate_seconds", "keepalive_seconds")
BIG = "big.txt"


class Short(Site):
    """One worker, and limits that are all long but for those named."""

    def __init__(self, config="", **limits):
        values = {**{name: HOUR for name in LONG}, "linger_seconds": 60, **limits}
        super().__init__(workers=1, config=config + "limits { %s }\n" % "\n".join(f"{n} = {v}" for n, v in values.items()))

    def dribble(self, s, data):
        """Sends a byte now and then until the other side ends. What it said before that; None: it never ended."""
        said, end = b"", time.monotonic() + DEADLINE
        s.setblocking(False)
        while time.monotonic() < end:
            try:
                if data:
                    s.send(data[:1])
                    data = data[1:]
                if select.select([s], [], [], 0.3)[0]:
                    more = s.recv(65536)
                    if not more:
                        return said
                    said += more
            except BlockingIOError:  # also ssl.SSLWantReadError
                pass
            except OSError:
                return said
        return None


def handshake():
    with Short(handshake_seconds=5) as site, site.connect("gemini") as s:
        return site.dribble(s, b"\x16\x03\x01\x01\x00" + b"\x01" * 1000)


def balancer():
    with Short(handshake_seconds=5, config='nex { listen = {"127.0.0.1:0"} proxy = {"127.0.0.1"} }\n') as site, \
            site.connect("nex") as s:
        return site.dribble(s, b"PROXY TCP4 192.0.2.1 " + b"1" * 1000)


def request(service, data, first=b""):
    with Short(request_seconds=5) as site, (site.tls() if service == "gemini" else site.connect(service)) as s:
        if first:
            s.sendall(first)
            assert s.recv(65536).startswith(b"HTTP/1.1 200")
        return site.dribble(s, data)


def idle():
    with Short(keepalive_seconds=1) as site, site.connect("http") as s:
        s.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return site.dribble(s, b"").count(b"HTTP/1.1 200")


def slow(rate):
    """What a reader of about 200 KB a second gets of a text of 16 MiB, when fewer bytes than this are too few. None: all."""
    site = Short(rate_bytes=rate, rate_seconds=2)
    site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
    site.save("wells/2024-05-01-a/index.en.gmi", f"---\ntitle: A\n---\n\nA text.\n\n=> {BIG} All\n")
    site.save(f"wells/2024-05-01-a/{BIG}", "a line of a long text\n" * ((16 << 20) // 22))
    with site, socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        s.settimeout(DEADLINE)
        s.connect(site.address("gopher"))
        s.sendall(f"/en/wells/2024-05-01-a/{BIG}\r\n".encode())
        got, began = 0, time.monotonic()
        try:
            while more := s.recv(20000):
                got += len(more)
                if rate < 1000 and time.monotonic() > began + 5:
                    return "in time"  # twice over the seconds, and a bit
                select.select([], [], [], 0.1)
        except ConnectionResetError:
            return "cut"
        return "ended"


def is_held(s):
    """Whether a process still holds the other end of a connection."""
    ports = [f"{port:04X}" for port in (s.getpeername()[1], s.getsockname()[1])]
    with open("/proc/net/tcp") as f:
        lines = [line.split() for line in f]
    return any([fields[i][-4:] for i in (1, 2)] == ports and fields[9] != "0" for fields in lines[1:])


def linger():
    with Short(linger_seconds=3) as site, site.connect("gopher") as s:
        s.sendall(b"/robots.txt\r\n")
        answer = site.read_all(s)
        # Our side stays open, and says nothing.
        assert is_held(s), "it did not linger"
        wait_for("the end of its side", lambda: not is_held(s))
        return answer


class Deadlines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        first = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        probes = {
            "handshake": handshake, "balancer": balancer, "idle": idle, "linger": linger,
            "gemini": lambda: request("gemini", b"gemini://localhost/" + b"x" * 900),
            "gopher": lambda: request("gopher", b"/" + b"x" * 900),
            "http": lambda: request("http", b"GET /" + b"x" * 900),
            "second": lambda: request("http", b"GET /" + b"x" * 900, first),
            "slow": lambda: slow(1 << 20), "steady": lambda: slow(100),
        }
        cls.probes = begin_together(cls, probes)

    def found(self, name):
        return self.probes[name].result()

    def test_a_handshake(self):
        self.assertEqual(self.found("handshake"), b"")

    def test_the_words_of_a_balancer(self):
        self.assertEqual(self.found("balancer"), b"")

    def test_a_request_from_its_beginning(self):
        for name in "gemini", "gopher", "http":
            with self.subTest(name):
                self.assertEqual(self.found(name), b"")

    def test_a_request_on_a_kept_connection_from_its_beginning(self):
        self.assertEqual(self.found("second"), b"")

    def test_a_kept_connection_without_a_request(self):
        self.assertEqual(self.found("idle"), 1)

    def test_a_reader_who_takes_too_little_but_always_something(self):
        self.assertEqual(self.found("slow"), "cut")

    def test_a_slow_reader_who_takes_enough_is_let_alone(self):
        self.assertEqual(self.found("steady"), "in time")

    def test_a_peer_that_does_not_end_its_side(self):
        self.assertTrue(self.found("linger").startswith(b"User-agent"))
