"""Behind a balancer: the PROXY protocol from the networks that are named, and from nobody else."""

import os
import re
import socket
import struct
import subprocess
import unittest

from support.clients import needs
from support.site import DEADLINE, ROOT, Site, wait_for

V1 = b"PROXY TCP4 203.0.113.9 192.0.2.1 50000 70\r\n"
V2 = b"\r\n\r\n\0\r\nQUIT\n" + b"\x21\x11" + struct.pack(">H4s4sHH", 12, bytes([203, 0, 113, 9]), bytes(4), 50000, 70)
LOCAL = b"\r\n\r\n\0\r\nQUIT\n" + b"\x20\x00\0\0"


def services(*networks, port=0):
    listed = ", ".join(f'"{n}"' for n in networks)
    own = f"port = {port}" if port else ""
    return "".join('%s { listen = {"127.0.0.1:0"} proxy = {%s} %s }\n' % (name, listed, own if name == "gemini" else "")
                   for name in ("gemini", "gopher", "http"))


class Balanced(Site):
    def write_config(self, more="", workers=1):
        super().write_config("", workers)
        with open(self.config) as f:
            lines = [line for line in f if not re.match(r"gemini|gopher|http", line)]
        with open(self.config, "w") as f:
            f.writelines([*lines, more])


class Proxy(unittest.TestCase):
    def read(self, site, service, data):
        with site.connect(service) as s:
            s.sendall(data)
            try:
                return site.read_all(s)
            except ConnectionResetError:
                return b""

    def test_a_named_balancer_says_whose_connection_it_is(self):
        with Balanced(config=services("127.0.0.0/8"), workers=1) as site:
            for head in V1, V2:
                before = len(site.accessed)
                self.assertTrue(self.read(site, "gopher", head + b"caps.txt\r\n").startswith(b"CAPS"))
                wait_for("the line of the log", lambda: len(site.accessed) > before)
                self.assertIn("203.0.113.0", site.accessed[-1])
            self.assertTrue(self.read(site, "gopher", LOCAL + b"caps.txt\r\n").startswith(b"CAPS"))
            self.assertTrue(self.read(site, "http", V2 + b"GET /healthz HTTP/1.0\r\n\r\n").endswith(b"\r\n\r\nok\n"))

    def test_a_named_balancer_that_says_nothing_is_not_answered(self):
        with Balanced(config=services("127.0.0.1"), workers=1) as site:
            for data in b"caps.txt\r\n", V1[:-1] + b"caps.txt\r\n", b"PROXY TCP4 here\r\ncaps.txt\r\n", V2[:12] + b"\x11" + V2[13:]:
                self.assertEqual(self.read(site, "gopher", data), b"")

    def test_the_share_of_an_address_counts_for_the_one_that_is_named(self):
        with Balanced(config=services("127.0.0.1") + "limits { per_address = 1 }\n", workers=1) as site:
            with site.connect("http") as held:
                held.sendall(V1 + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertTrue(held.recv(65536).startswith(b"HTTP/1.1 200"))
                self.assertTrue(self.read(site, "gopher", V1 + b"caps.txt\r\n").startswith(b"3"))
                self.assertTrue(self.read(site, "gopher", V1.replace(b"113.9", b"113.8") + b"caps.txt\r\n").startswith(b"CAPS"))

    def test_a_client_that_opens_one_connection_after_another_is_never_refused(self):
        with Balanced(config=services("127.0.0.1") + "limits { per_address = 1 }\n", workers=1) as site:
            for _ in range(100):
                with site.connect("http") as s:
                    s.sendall(V1 + b"GET / HT")
                self.assertTrue(self.read(site, "gopher", V2 + b"caps.txt\r\n").startswith(b"CAPS"))

    def test_all_of_one_network_of_ipv6_share(self):
        def head(address):
            return b"PROXY TCP6 %s 2001:db8:f::1 50000 70\r\n" % address
        with Balanced(config=services("127.0.0.1") + "limits { per_address = 1 }\n", workers=1) as site:
            with site.connect("http") as held:
                held.sendall(head(b"2001:db8:0:1::1") + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertTrue(held.recv(65536).startswith(b"HTTP/1.1 200"))
                for address, answer in (b"2001:db8:0:1:ffff::2", b"3"), (b"2001:db8:0:2::1", b"CAPS"):
                    self.assertTrue(self.read(site, "gopher", head(address) + b"caps.txt\r\n").startswith(answer))

    def test_nobody_else_can_name_an_address(self):
        with Balanced(config=services("198.51.100.0/24", "::1"), workers=1) as site:
            self.assertTrue(self.read(site, "gopher", b"caps.txt\r\n").startswith(b"CAPS"))
            self.assertTrue(self.read(site, "gopher", V1).startswith(b"3"))
            self.assertTrue(self.read(site, "http", V1 + b"\r\n").startswith(b"HTTP/1.1 400 "))
            wait_for("the lines of the log", lambda: len(site.accessed) == 3)
            self.assertNotIn("203.0.113.0", "\n".join(site.accessed))

    @needs("haproxy")
    def test_haproxy_passes_tls_through_by_name(self):
        with socket.socket() as s, socket.socket() as t:
            s.bind(("127.0.0.1", 0))
            t.bind(("127.0.0.1", 0))
            gemini, gopher = s.getsockname()[1], t.getsockname()[1]
        with Balanced(config=services("127.0.0.1", port=gemini), workers=1) as site:
            with open(os.path.join(ROOT, "src/examples/haproxy.cfg")) as f:
                text = f.read()
            for old, new in [("bind :1965", f"bind 127.0.0.1:{gemini}"), ("bind :70", f"bind 127.0.0.1:{gopher}"),
                             ("news.example.org", "localhost"), ("127.0.0.1:11965", f"127.0.0.1:{site.ports['gemini']}"),
                             ("127.0.0.1:17070", f"127.0.0.1:{site.ports['gopher']}")]:
                self.assertIn(old, text)
                text = text.replace(old, new)
            file = os.path.join(site.folder, "haproxy.cfg")
            with open(file, "w") as f:
                f.write(text)
            direct, haproxy = dict(site.ports), subprocess.Popen(["haproxy", "-q", "-db", "-f", file])
            try:
                self.ask_through(site, gemini, gopher, haproxy)
            finally:
                haproxy.terminate()
                haproxy.wait(DEADLINE)
            site.ports = direct

    def ask_through(self, site, gemini, gopher, haproxy):
        def ready():
            self.assertIsNone(haproxy.poll())
            try:
                socket.create_connection(("127.0.0.1", gopher)).close()
                return True
            except ConnectionRefusedError:
                return False
        wait_for("HAProxy", ready)
        # From an address of its own, so that the log shows whose it took it for.
        site.connect = lambda service: socket.create_connection(site.address(service), DEADLINE, ("127.0.9.9", 0))
        site.ports = dict(site.ports, gemini=gemini, gopher=gopher)
        self.assertEqual(site.gemini("/en/")[0], 20)
        wait_for("the line of the log", lambda: [line for line in site.accessed if "127.0.9.0" in line and "/en/" in line])
        self.assertTrue(site.gopher("caps.txt").startswith(b"CAPS"))
        wait_for("the line of the log", lambda: [line for line in site.accessed if "127.0.9.0" in line and "caps" in line])
        with self.assertRaises(OSError):  # a name that HAProxy does not know
            site.gemini_raw(b"\r\n", name="other.example")
