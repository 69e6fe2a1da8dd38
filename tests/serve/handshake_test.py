"""TLS as strangers speak it: every cipher, torn handshakes, the wrong protocol on a port, and an end that is always said."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import unittest

from support.clients import needs, run
from support.corpus import WELLS, site
from support.site import OWN_CONTENT, Site, trusting

CIPHERS = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"]
WEAK = ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"]
SUITES = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]
SECONDS = 5  # the least that a deadline may be
HYBRID = bool(shutil.which("openssl")) and b"X25519MLKEM768" in subprocess.run(
    ["openssl", "list", "-tls-groups"], stdin=subprocess.DEVNULL, capture_output=True).stdout
needs_hybrid = unittest.skipUnless(HYBRID, "OpenSSL before 3.5 has no X25519MLKEM768")


def old(cipher):
    """A client of TLS 1.2 and this one cipher."""
    context = trusting(maximum_version=ssl.TLSVersion.TLSv1_2)
    context.set_ciphers(cipher)
    return context


class Torn:
    """A TLS client whose every byte is a segment of its own, in both directions."""

    def __init__(self, s, name):
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket, self.incoming, self.outgoing = s, ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = trusting().wrap_bio(self.incoming, self.outgoing, server_hostname=name)
        self.until_done(self.tls.do_handshake)

    def flush(self):
        for byte in self.outgoing.read():
            self.socket.sendall(bytes([byte]))

    def until_done(self, step):
        while True:
            try:
                result = step()
                self.flush()
                return result
            except ssl.SSLWantReadError:
                self.flush()
            byte = self.socket.recv(1)
            if byte:
                self.incoming.write(byte)
            else:
                self.incoming.write_eof()

    def ask(self, request):
        self.until_done(lambda: self.tls.write(request))
        data = b""
        while True:
            more = self.until_done(lambda: self.tls.read(65536))  # raises at an end without close_notify
            if not more:
                return data
            data += more


class Handshake(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(WELLS, OWN_CONTENT)
        with open(cls.site.config) as f:
            text = f.read()
        with open(cls.site.config, "w") as f:
            f.write(text.replace("limits {", f"limits {{ request_seconds = {SECONDS} handshake_seconds = {SECONDS}"))
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.request = cls.site.gemini_url("/en/").encode() + b"\r\n"
        cls.home = cls.site.gemini_raw(cls.request)

    def tearDown(self):
        self.assertEqual(self.site.gemini_raw(self.request), self.home)

    def test_every_cipher_of_tls_1_2_gives_the_same(self):
        for cipher in CIPHERS:
            with self.subTest(cipher):
                with old(cipher).wrap_socket(self.site.connect("gemini"), server_hostname="localhost",
                                             suppress_ragged_eofs=False) as s:
                    self.assertEqual(s.cipher()[:2], (cipher, "TLSv1.2"))
                    s.sendall(self.request)
                    self.assertEqual(self.site.read_all(s), self.home)

    def test_ciphers_without_forward_secrecy_or_authentication_are_refused(self):
        for cipher in WEAK:
            with self.subTest(cipher):
                with self.assertRaisesRegex(ssl.SSLError, "HANDSHAKE_FAILURE"):
                    old(cipher).wrap_socket(self.site.connect("gemini"), server_hostname="localhost")

    @needs("openssl")
    def test_every_suite_of_tls_1_3_gives_the_same(self):
        for suite in SUITES:
            with self.subTest(suite):
                text = run("openssl", "s_client", "-quiet", "-nocommands", "-tls1_3", "-ciphersuites", suite, "-servername", "localhost",
                           "-connect", "127.0.0.1:%d" % self.site.ports["gemini"], stdin=self.request)
                self.assertEqual(text.encode(), self.home)

    def group(self, groups):
        """The group that keys were agreed on by, and how often the client had to begin, when it offers these."""
        text = run("openssl", "s_client", "-tls1_3", "-msg", "-groups", groups, "-servername", "localhost",
                   "-connect", "127.0.0.1:%d" % self.site.ports["gemini"], stdin=b"Q\n")
        found = re.search(r"(?:Negotiated TLS1.3 group|(?:Server|Peer) Temp Key): (\w+)", text)
        return found and found[1], len(re.findall(r"(?m)^>>> .*ClientHello", text))

    @needs("openssl")
    def test_a_classical_share_costs_no_other_round_trip(self):
        for groups, taken in (("X25519", "X25519"), ("X25519:P-256", "X25519"), ("P-256:P-384", "ECDH")):
            with self.subTest(groups):
                self.assertEqual(self.group(groups), (taken, 1))

    @needs_hybrid
    def test_the_hybrid_is_taken_when_its_share_is_sent_and_only_then(self):
        for groups in "X25519MLKEM768:X25519", "*X25519MLKEM768:*X25519", "*X25519:*X25519MLKEM768":
            with self.subTest(groups):
                self.assertEqual(self.group(groups), ("X25519MLKEM768", 1))
        for groups in "*X25519:X25519MLKEM768", "*X25519:P-256:X25519MLKEM768":
            with self.subTest(groups):
                self.assertEqual(self.group(groups), ("X25519", 1))

    @needs_hybrid
    def test_an_operator_can_keep_to_the_classical_way(self):
        with Site(config='key_exchange = "classical"\n') as own:
            self.site, site = own, self.site
            try:
                self.assertEqual(self.group("*X25519MLKEM768:*X25519"), ("X25519", 1))
            finally:
                self.site = site

    def test_a_hybrid_that_openssl_lacks_is_named_and_the_rest_goes_on(self):
        with Site(config='key_exchange = "hybrid"\n') as own:
            told = [l for l in own.lines if "key_exchange: hybrid key exchange needs OpenSSL 3.5, and this is OpenSSL " in l]
            self.assertEqual(len(told), 0 if HYBRID else 1, own.lines)
            self.assertEqual(own.gemini("/en/")[0], 20)

    def test_a_handshake_a_request_and_an_answer_in_single_bytes(self):
        with self.site.connect("gemini") as s:
            self.assertEqual(Torn(s, "localhost").ask(self.request), self.home)

    def test_a_request_that_never_ends_is_ended_with_close_notify(self):
        # A bare LF ends no request: all of these wait for the deadline, side by side.
        waiting = []
        for begun in b"", self.request[:-2], self.request[:-2] + b"\n", self.request[:-1], self.request[:-2] + b"\r":
            waiting.append(self.site.tls())
            waiting[-1].sendall(begun)
        began = time.monotonic()
        for s in waiting:
            with s:
                self.assertEqual(s.recv(1), b"")  # raises at an end without close_notify
        self.assertGreater(time.monotonic() - began, SECONDS - 2)

    def test_a_handshake_that_never_ends_is_ended(self):
        waiting = [self.site.connect("gemini") for _ in range(3)]
        for s, begun in zip(waiting, (b"", b"\x16\x03\x01", b"\x16\x03\x01\x02\x00\x01")):
            s.sendall(begun)
        for s in waiting:
            with s:
                self.assertIn(s.recv(100)[:1], (b"", b"\x15"))  # an alert of TLS at most

    def refusal(self, s, noise):
        try:
            s.sendall(noise)
            s.shutdown(socket.SHUT_WR)
            got = self.site.read_all(s)
        except OSError:  # reset before all of it was sent, or of the answer read
            got = b""
        self.assertIn(got[:1], (b"", b"\x15"))  # an alert of TLS at most
        return got

    def test_plain_text_to_the_tls_port_is_no_request(self):
        for request in self.request, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"/\r\n", b"localhost / 0\r\n", b"\0" * 600:
            with self.subTest(request), self.site.connect("gemini") as s:
                self.assertLess(len(self.refusal(s, request)), 8)

    def test_tls_to_the_http_port_is_answered_in_plain_http(self):
        with self.assertRaisesRegex(ssl.SSLError, "WRONG_VERSION_NUMBER|wrong version number"):
            self.site.tls("http")
        self.assertEqual(self.site.http("/en/")[0], 200)

    def test_bytes_instead_of_a_handshake(self):
        for noise in (b"\x16\x03\x01\xff\xff" + b"\0" * 70000, b"\x16\x03\x01\x00\x00" * 50, b"\x80\x2e\x01\x03\x01" + b"\0" * 50,
                      b"\x15\x03\x03\x00\x02\x02\x28", b"\x17\x03\x03\x00\x10" + b"x" * 16, os.urandom(5000)):
            with self.site.connect("gemini") as s:
                self.refusal(s, noise)

    def test_an_advertised_port_is_the_one_that_requests_may_leave_out(self):
        made = site(WELLS)
        with open(made.config) as f:
            text = f.read()
        with open(made.config, "w") as f:
            f.write(re.sub(r"gemini \{", "gemini { port = 1965 ", text))
        with made:
            home = made.gemini_raw(b"gemini://localhost/en/\r\n")
            self.assertTrue(home.startswith(b"20 text/gemini; "))
            for host in "localhost:", "localhost:1965", "LOCALHOST:01965", "localhost.:1965":
                self.assertEqual(made.gemini_raw(f"gemini://{host}/en/\r\n".encode()), home, host)
            for host in "127.0.0.1", "127.0.0.1:1965", "[::1]", "[::1]:", "[::1]:1965":
                self.assertEqual(made.gemini_raw(f"gemini://{host}/en/\r\n".encode(), name="127.0.0.1"), home, host)
            for host in "localhost:%d" % made.ports["gemini"], "localhost:70", "localhost:0", "localhost:67501":
                self.assertEqual(made.gemini_raw(f"gemini://{host}/en/\r\n".encode()), b"53 This is another host\r\n", host)
