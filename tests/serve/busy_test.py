"""Who is over the limits is told so in the words of the protocol; a flood of them is told less, and costs little."""

import contextlib
import select
import socket
import ssl
import struct
import unittest

from support.site import DEADLINE, Site, wait_for

AT_ONCE = 16  # COURTESY_AT_ONCE in serve/limits.h
HTTPS = 'https { listen = {"127.0.0.1:0"} certificate = "certs/localhost.crt" key = "certs/localhost.key" }\n'
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def hello():
    """The first flight of a client."""
    out = ssl.MemoryBIO()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    client = context.wrap_bio(ssl.MemoryBIO(), out, server_hostname="localhost")
    try:
        client.do_handshake()
    except ssl.SSLWantReadError:
        return out.read()


class Busy(unittest.TestCase):
    @contextlib.contextmanager
    def full(self, limits, more=""):
        """A site whose one worker has let in as many connections as it may."""
        with Site(config=f"limits {{ {limits} = 2 }}\n" + HTTPS + more, workers=1) as site, contextlib.ExitStack() as stack:
            held = [stack.enter_context(site.connect("http")) for _ in range(2)]
            for s in held:
                s.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertTrue(s.recv(65536).startswith(b"HTTP/1.1 200"))
            yield site, held

    def told(self, site):
        """How each protocol says it."""
        self.assertEqual(site.gemini_raw(site.gemini_url("/").encode() + b"\r\n"), b"44 30\r\n")
        self.assertRegex(site.gopher("/").decode(), r"^3[^\t\r\n]+\t[^\t]*\t[^\t]+\t\d+\r\n\.\r\n$")
        with site.tls("gopher") as s:
            s.sendall(b"/\r\n")
            self.assertTrue(site.read_all(s).startswith(b"3"))
        with site.tls("https") as s:
            s.sendall(REQUEST)
            answers = [site.http_raw(REQUEST), site.read_all(s)]
        for answer in answers:
            head, _, body = answer.partition(b"\r\n\r\n")
            self.assertTrue(head.startswith(b"HTTP/1.1 503 "), head)
            self.assertIn(b"\r\nRetry-After: 30\r\n", head)
            self.assertIn(b"\r\nConnection: close", head)
            self.assertIn(b"\r\nContent-Length: %d\r\n" % len(body), head)
            for lang in b"ky", b"ru", b"en":
                self.assertIn(b'<p lang="%s"' % lang, body)

    def served_again(self, site, held):
        for s in held:
            s.close()
        wait_for("room", lambda: site.gemini("/en/")[0] == 20)

    def test_over_the_total_every_protocol_says_so(self):
        with self.full("connections") as (site, held):
            self.told(site)
            self.served_again(site, held)

    def test_over_the_share_of_an_address_every_protocol_says_so(self):
        with self.full("per_address") as (site, held):
            self.told(site)
            self.served_again(site, held)

    def test_a_client_that_opens_one_connection_after_another_is_never_refused(self):
        """However it ended the one before: what has ended at the client does not count, though the server has not come to it."""
        reset = struct.pack("ii", 1, 0)
        ways = {"nothing said": ("gopher", b"", False), "half a request": ("http", b"GET / HT", False),
                "an answer not read": ("http", b"GET /ru/voice-of-citizens/all.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", False),
                "half a handshake": ("gemini", b"\x16\x03\x01", False), "a reset": ("http", b"GET", True)}
        with Site(workers=1, config="limits { per_address = 1 }\n") as site:
            for how, (service, said, resets) in ways.items():
                with self.subTest(how):
                    for _ in range(50):
                        with site.connect(service) as s:
                            s.sendall(said)
                            if resets:
                                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
                        self.assertTrue(site.gopher("caps.txt").startswith(b"CAPS"))
            for _ in range(50):
                with site.connect("http") as s:
                    s.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    self.assertTrue(s.recv(65536).startswith(b"HTTP/1.1 200 "))
                self.assertEqual(site.gemini("/en/")[0], 20)

    def test_a_flood_costs_no_more_handshakes_than_a_few(self):
        with self.full("connections") as (site, held), contextlib.ExitStack() as stack:
            flight = hello()
            crowd = []
            for _ in range(200):
                s = stack.enter_context(site.connect("gemini"))
                try:
                    s.sendall(flight)
                except (ConnectionResetError, BrokenPipeError):
                    continue  # refused before it said anything
                crowd.append(s)
            # None of them goes on, so those who were answered keep what there is of handshakes.
            answered, poll, waiting = 0, select.poll(), {s.fileno(): s for s in crowd}
            for fd in waiting:
                poll.register(fd, select.POLLIN)
            while waiting:
                ready = poll.poll(DEADLINE * 1000)
                self.assertTrue(ready, f"{len(waiting)} wait")
                for fd, _ in ready:
                    poll.unregister(fd)
                    try:
                        answered += bool(waiting.pop(fd).recv(1))
                    except ConnectionResetError:
                        pass
            self.assertEqual(answered, AT_ONCE)
            # Those within the limits notice nothing.
            for s in held:
                s.sendall(REQUEST)
                self.assertTrue(s.recv(65536).startswith(b"HTTP/1.1 200"))
            for s in crowd:
                s.close()
            self.served_again(site, held)
