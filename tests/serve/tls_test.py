"""TLS sessions: none is resumed unless the configuration says so; then any worker does, through reloads and upgrades."""

import re
import signal
import ssl
import unittest

from support.site import LOOKED_INTO, Site, wait_for

HTTPS = 'https { listen = {"127.0.0.1:0"} certificate = "certs/localhost.crt" key = "certs/localhost.key" %s }\n'
VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
TRIES = 16  # connections; with two workers, all of them on one is unlikely


class Client:
    """One that speaks no version of TLS above this one."""

    def __init__(self, site, version, service="gemini"):
        self.site, self.service = site, service
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.context.maximum_version = version

    def ask(self, session=None):
        """One request. Whether the session was resumed, and the one that was given."""
        request = b"GET /en/ HTTP/1.0\r\n\r\n"
        if self.service == "gemini":
            request = self.site.gemini_url("/en/").encode() + b"\r\n"
        with self.context.wrap_socket(self.site.connect(self.service), server_hostname=self.site.host,
                                      session=session, suppress_ragged_eofs=False) as s:
            s.sendall(request)
            answer = self.site.read_all(s)
            assert answer.startswith((b"20 ", b"HTTP/1.1 200")), answer[:100]
            given = s.session if s.session and s.session.has_ticket else None
            return s.session_reused, given


class Off(unittest.TestCase):
    def test_by_default_no_ticket_is_given(self):
        with Site(config=HTTPS % "") as site:
            for service in "gemini", "https":
                for name, version in VERSIONS.items():
                    with self.subTest(service=service, version=name):
                        self.assertEqual(Client(site, version, service).ask(), (False, None))


class On(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(config=HTTPS % "resumption = yes" + LOOKED_INTO)
        cls.addClassCleanup(cls.site.kill)
        with open(cls.site.config) as f:
            text = re.sub(r'gemini \{ listen = \{.*?\}', r"\g<0> resumption = yes", f.read())
        with open(cls.site.config, "w") as f:
            f.write(text)
        cls.site.start()
        cls.site.keep_ports()

    def clients(self):
        return [Client(self.site, version, service) for service in ("gemini", "https") for version in VERSIONS.values()]

    def test_any_worker_resumes_what_another_began(self):
        for client in self.clients():
            reused, session = client.ask()
            self.assertFalse(reused)
            for _ in range(TRIES):
                self.assertIsNotNone(session)
                reused, given = client.ask(session)
                self.assertTrue(reused)
                session = given or session

    def test_a_session_of_one_service_is_none_of_the_other(self):
        for version in VERSIONS.values():
            client = Client(self.site, version, "https")
            _, session = client.ask()
            client.service = "gemini"
            self.assertFalse(client.ask(session)[0])

    def held_through(self, change):
        clients = [(c, c.ask()[1]) for c in self.clients()]
        old = {p for n, p in self.site.children().items() if n.startswith("worker")}
        change()
        wait_for("only new workers", lambda: len(
            [n for n in self.site.children() if n.startswith("worker")]) == 2 and not old & set(self.site.children().values()))
        for client, session in clients:
            with self.subTest(service=client.service, version=client.context.maximum_version):
                for _ in range(TRIES // 2):
                    self.assertTrue(client.ask(session)[0])

    def told(self, number, line):
        before = len(self.site.lines)
        self.site.signal(number)
        self.site.wait_line(line, before)

    def test_a_reload_keeps_the_sessions(self):
        self.held_through(lambda: self.told(signal.SIGHUP, "reloaded"))

    def test_an_upgrade_keeps_the_sessions(self):
        self.held_through(lambda: self.told(signal.SIGUSR2, "ready:"))
        self.assertFalse([l for l in self.site.lines if "keys of TLS" in l])

    def test_the_publisher_has_no_keys(self):
        # Memory that processes share has a name of its own.
        def secrets(pid):
            with open(f"/proc/{pid}/maps") as f:
                text = f.read()
            return {name for name in ("ticket keys", "certificates") if f"/memfd:jarchy: {name}" in text}
        children = self.site.children()
        self.assertEqual(secrets(self.site.process.pid), {"ticket keys", "certificates"})
        self.assertIn("ticket keys", secrets(children["worker 1"]))
        self.assertEqual(secrets(children["publisher"]), set())
