"""Who is over the limits is told so in the words of the protocol; a flood of them is told less, and costs little."""

import contextlib
import select
import ssl
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
