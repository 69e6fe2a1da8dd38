"""TLS sessions: none is resumed unless the configuration says so; then any worker does, through reloads and upgrades."""

import base64
import contextlib
import os
import re
import signal
import ssl
import tempfile
import unittest

from support.site import LOOKED_INTO, Site, jarchy, wait_for

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


def resuming(more):
    site = Site(config=HTTPS % "resumption = yes" + more)
    with open(site.config) as f:
        text = re.sub(r'gemini \{ listen = \{.*?\}', r"\g<0> resumption = yes", f.read())
    with open(site.config, "w") as f:
        f.write(text)
    return site


def key():
    return base64.b64encode(os.urandom(80)).decode() + "\n"


class Machines(unittest.TestCase):
    """Two that have the same keys in a file."""

    @classmethod
    def setUpClass(cls):
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        cls.file = os.path.join(stack.enter_context(tempfile.TemporaryDirectory()), "keys")
        cls.first, cls.second = key(), key()
        cls.write(cls.first)
        cls.sites = [stack.enter_context(resuming(f'ticket_keys = "{cls.file}"\n')) for _ in range(2)]

    @classmethod
    def write(cls, text, mode=0o600):
        with open(cls.file + ".new", "w") as f:
            os.chmod(f.fileno(), mode)
            f.write(text)
        os.rename(cls.file + ".new", cls.file)

    def test_a_session_of_one_is_resumed_by_the_other_and_keys_change_without_a_signal(self):
        one, two = self.sites
        sessions = {}
        for service in "gemini", "https":
            for name, version in VERSIONS.items():
                with self.subTest(service=service, version=name):
                    here, there = Client(one, version, service), Client(two, version, service)
                    there.context = here.context  # Python's sessions are of one context
                    _, session = here.ask()
                    self.assertTrue(there.ask(session)[0])
                    _, sessions[there] = here.ask()
        befores = [len(site.lines) for site in self.sites]
        # What is broken changes nothing.
        self.write(key() + self.second[:50])
        for site, before in zip(self.sites, befores):
            self.assertIn(f"{self.file}:2: this is no key", site.wait_line("the old keys stay", before))
        for there, session in sessions.items():
            self.assertTrue(there.ask(session)[0])
        workers = [site.serving() for site in self.sites]
        self.write(self.second + self.first, 0o644)
        for site, before in zip(self.sites, befores):
            site.wait_line("are used from now on", before)
            site.wait_line(self.file + " may be read by others", before)
        self.assertEqual(workers, [site.serving() for site in self.sites])
        for there, session in sessions.items():
            with self.subTest(service=there.service):
                resumed, given = there.ask(session)
                self.assertTrue(resumed)
                self.assertTrue(there.ask(given or session)[0])
        for site in self.sites:
            self.assertEqual(len([line for line in site.lines if "the old keys stay" in line]), 1)

    def test_a_file_that_cannot_be_used_is_named_at_the_start(self):
        site = resuming('ticket_keys = "nothing"\n')
        self.addCleanup(site.kill)
        for text, message in (None, "ticket_keys: "), ("x", "nothing:1: this is no key: write one a line"):
            if text:
                with open(os.path.join(site.folder, "nothing"), "w") as f:
                    f.write(text)
            for words in ("config", "--test"), ("serve",):
                run = jarchy(*words, "-c", site.config)
                self.assertEqual(run.returncode, 2, run)
                self.assertIn(message, run.stderr)

    def test_keys_without_resumption_are_warned_of(self):
        with Site(config=f'ticket_keys = "{self.file}"\n') as site:
            site.wait_line("ticket_keys: no session is resumed: write resumption = yes in gemini or https")

    def test_a_reload_begins_and_ends_the_use_of_a_file(self):
        with resuming("") as site:
            site.keep_ports()
            client = Client(site, ssl.TLSVersion.TLSv1_3, "https")
            _, session = client.ask()
            with open(site.config) as f:
                plain = f.read()
            for text, resumed in (plain + f'ticket_keys = "{self.file}"\n', False), (plain, True):
                with open(site.config, "w") as f:
                    f.write(text)
                before = len(site.lines)
                site.signal(signal.SIGHUP)
                site.wait_line("reloaded", before)
                self.assertEqual(client.ask(session)[0], resumed)
                _, session = client.ask()
