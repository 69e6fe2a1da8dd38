"""Behind a balancer: the PROXY protocol from the networks that are named, and from nobody else."""

import os
import re
import shutil
import socket
import struct
import subprocess
import unittest

from support.authority import free_ports
from support.clients import needs
from support.loop import Threads
from support.site import DEADLINE, ROOT, Site, jarchy, trusting, wait_for

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


class Machines(Balanced):
    """One of two that are alike."""

    def __init__(self, ports, certs=None):
        own = {service: f"port = {port}" for service, port in ports.items() if service in ("gemini", "gopher")}
        own["http"] = f'redirect = yes url = "https://localhost:{ports["https"]}"'
        own["https"] = 'certificate = "certs/localhost.crt" key = "certs/localhost.key"'
        super().__init__(config='drain_seconds = 3\nacme = "challenges"\n' + "".join(
            '%s { listen = {"127.0.0.1:0"} proxy = {"127.0.0.1"} %s }\n' % (service, more) for service, more in own.items()))
        if certs:
            shutil.copytree(certs, os.path.join(self.folder, "certs"))


class Readers(Threads):
    """Ask over every service through HAProxy, again and again, from an address of their own."""

    def __init__(self, ports):
        super().__init__(self.run, ports)
        self.ports, self.asked, self.failures = ports, 0, []

    def ask(self, service, request, name="localhost"):
        with socket.create_connection(("127.0.0.1", self.ports[service]), DEADLINE, ("127.0.9.9", 0)) as s:
            if service in ("gemini", "https"):
                s = trusting().wrap_socket(s, server_hostname=name)
            with s:
                s.sendall(request)
                return Site.read_all(s)

    def page(self, service):
        requests = {"gemini": f"gemini://localhost:{self.ports['gemini']}/en/\r\n", "gopher": "/en/\r\n"}
        answer = self.ask(service, requests.get(service, "GET /en/ HTTP/1.0\r\n\r\n").encode())
        return answer.startswith({"gemini": b"20 ", "gopher": b"i", "http": b"HTTP/1.1 301", "https": b"HTTP/1.1 200"}[service])

    def run(self, service):
        while not self.halt.is_set():
            try:
                if not self.page(service):
                    self.failures.append(service)
            except OSError as e:
                self.failures.append(f"{service}: {e!r}")
            self.asked += 1


class Example(unittest.TestCase):
    @needs("haproxy")
    def test_haproxy_spreads_readers_and_loses_none_when_a_machine_stops(self):
        names = {"gemini": 1965, "gopher": 70, "http": 80, "https": 443}
        ports = dict(zip(names, free_ports(len(names))))
        first = Machines(ports)
        self.addCleanup(first.kill)
        self.assertEqual(jarchy("cert", "make", "-c", first.config).returncode, 0)
        second = Machines(ports, os.path.join(first.folder, "certs"))
        with first, second:
            with open(os.path.join(ROOT, "src/examples/haproxy.cfg")) as f:
                text = f.read()
            for service, port in names.items():
                text, n = re.subn(rf"bind :{port}\b", f"bind 127.0.0.1:{ports[service]}", text)
                self.assertEqual(n, 1)
            inner = {"gemini": 11965, "gopher": 17070, "http": 18080, "https": 18443}
            for site, address in (first, "192.0.2.11"), (second, "192.0.2.12"):
                for service, port in inner.items():
                    text, n = re.subn(rf"server (\w+) {address}:{port}\b",
                                      rf"server \1 127.0.0.1:{site.ports[service]} port {site.ports['http']}", text)
                    self.assertGreaterEqual(n, 1)
            text = text.replace("news.example.org", "localhost").replace("maxconn 20000", "maxconn 200")
            file = os.path.join(first.folder, "haproxy.cfg")
            with open(file, "w") as f:
                f.write(text)
            haproxy = subprocess.Popen(["haproxy", "-q", "-db", "-f", file])
            try:
                self.stop_one(first, second, Readers(ports), haproxy)
            finally:
                haproxy.terminate()
                haproxy.wait(DEADLINE)

    def stop_one(self, first, second, readers, haproxy):
        def ready():
            self.assertIsNone(haproxy.poll())
            try:
                return all(map(readers.page, readers.ports))
            except OSError:
                return False
        wait_for("HAProxy", ready)
        self.assertTrue(readers.ask("http", b"GET /.well-known/acme-challenge/x HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 404"))
        with self.assertRaises(OSError):  # a name that HAProxy does not know
            readers.ask("gemini", b"\r\n", "other.example")

        def both_asked(site):
            seen = "\n".join(line for line in site.accessed if "127.0.9.0" in line)
            return all(f" {line} " in seen for line in ("gemini 127.0.9.0 20", "gopher 127.0.9.0 ok", "http 127.0.9.0 301", "http 127.0.9.0 200"))
        with readers:
            for site in first, second:
                wait_for("readers over every service", lambda: both_asked(site))
            second.stop()
            more = readers.asked + 40
            wait_for("readers after it", lambda: readers.asked > more)
        self.assertEqual(readers.failures, [], f"of {readers.asked}")
