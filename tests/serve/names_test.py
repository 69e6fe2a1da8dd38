"""Several host names: which are answered over TLS, and which certificate readers are shown."""

import os
import re
import signal
import unittest

from support.site import OWN_CONTENT, Site, jarchy, wait_for

ALIASES = "news.example.kg", "jarchy.example.org"
OTHER = b"53 This is another host\r\n"


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(OWN_CONTENT, config="aliases = {%s}\nspartan { listen = {\"127.0.0.1:0\"} }\n"
                        % ", ".join(f'"{a}"' for a in ALIASES))
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.home = cls.ask("localhost", "localhost")

    @classmethod
    def ask(cls, name, host):
        """`name` is what TLS asks for, `host` what the request does."""
        return cls.site.gemini_raw(b"gemini://%s:%d/en/\r\n" % (host.encode(), cls.site.ports["gemini"]), name=name)

    def certificate(self, name):
        with self.site.tls(name=name) as s:
            der = s.getpeercert(binary_form=True)
            s.sendall(b"\r\n")
            self.site.read_all(s)
        return der

    def test_every_alias_is_answered_with_the_same_bytes(self):
        self.assertTrue(self.home.startswith(b"20 text/gemini; "))
        for alias in ALIASES:
            for name, host in (alias, alias), (alias.upper(), alias), (alias, alias.upper() + "."):
                with self.subTest(name=name, host=host):
                    self.assertEqual(self.ask(name, host), self.home)

    def test_tls_and_the_request_must_agree_on_an_alias(self):
        for name, host in [("localhost", ALIASES[0]), (ALIASES[0], "localhost"), ALIASES, (ALIASES[0], "127.0.0.1"),
                           ("127.0.0.1", ALIASES[0])]:
            with self.subTest(name=name, host=host):
                self.assertEqual(self.ask(name, host), OTHER)

    def test_any_other_name_is_refused(self):
        for host in "example.kg", "www.news.example.kg", "news.example.kg.evil.example", "news.example", "xn--80ak6aa92e.com":
            self.assertEqual(self.ask(host, host), OTHER)

    def test_spartan_answers_to_them_too(self):
        for host, head in [(ALIASES[0], b"2 text/gemini"), ("localhost", b"2 text/gemini"), ("example.kg", b"4 This is another host")]:
            with self.site.connect("spartan") as s:
                s.sendall(host.encode() + b" /en/ 0\r\n")
                self.assertTrue(self.site.read_all(s).startswith(head), host)

    def test_addresses_are_always_of_the_host(self):
        feed = self.site.gemini_raw(b"gemini://%s:%d/en/atom.xml\r\n" % (ALIASES[0].encode(), self.site.ports["gemini"]),
                                    name=ALIASES[0])
        self.assertEqual(feed, self.site.gemini_raw(self.site.gemini_url("/en/atom.xml").encode() + b"\r\n"))
        self.assertNotIn(b"example.kg", feed)

    def test_the_certificate_that_is_made_names_all_of_them(self):
        shown = jarchy("cert", "show", "-c", self.site.config).stdout
        self.assertEqual(re.findall(r"(?m)^name +(.*)$", shown), ["localhost", *ALIASES])
        self.assertEqual(self.certificate(ALIASES[0]), self.certificate("localhost"))
        self.assertFalse([line for line in self.site.lines if "no certificate" in line])

    def test_a_name_with_a_certificate_of_its_own_is_shown_that(self):
        run = jarchy("cert", "make", "--host", ALIASES[1], "-c", self.site.config)
        self.assertEqual((run.returncode, re.findall(r"(?m)^name +(.*)$", run.stdout)), (0, [ALIASES[1]]))
        general, before = self.certificate("localhost"), len(self.site.lines)
        self.site.keep_ports()
        self.site.signal(signal.SIGHUP)
        self.site.wait_line("reloaded", before)
        own = wait_for("the new workers", lambda: self.certificate(ALIASES[1]) != general and self.certificate(ALIASES[1]))
        self.assertEqual(self.ask(ALIASES[1], ALIASES[1]), self.home)
        for name in "localhost", ALIASES[0], "unknown.example":
            self.assertNotEqual(self.certificate(name), own, name)

    def test_no_alias_may_be_what_is_no_name(self):
        for bad in "", "news example", "gemini://x", "x/y", "жар чы.kg":
            site = Site(None, config=f'aliases = {{"fine.example", "{bad}"}}\n')
            try:
                run = jarchy("config", "-c", site.config)
                self.assertEqual(run.returncode, 2, bad)
                self.assertIn(f'aliases: "{bad}" is no host name', run.stderr)
            finally:
                site.kill()


class Certificates(unittest.TestCase):
    def test_a_new_alias_is_warned_of_until_the_certificate_is_renewed(self):
        with Site(OWN_CONTENT) as site:
            names = lambda: re.findall(r"(?m)^name +(.*)$", jarchy("cert", "show", "-c", site.config).stdout)
            self.assertEqual(names(), ["localhost"])
            site.keep_ports()
            with open(site.config) as f:
                text = f.read()
            with open(site.config, "w") as f:
                f.write('aliases = {"news.example.kg", "192.0.2.7"}\n' + text)
            before = len(site.lines)
            site.signal(signal.SIGHUP)
            for name in "news.example.kg", "192.0.2.7":
                site.wait_line(f'no certificate is for {name}: "jarchy cert renew" makes one that is', before)
            self.assertEqual(jarchy("cert", "renew", "-c", site.config).returncode, 0)
            self.assertEqual(names(), ["localhost", "news.example.kg", "192.0.2.7"])
            before = len(site.lines)
            site.signal(signal.SIGHUP)
            site.wait_line("reloaded", before)
            self.assertFalse([line for line in site.lines[before:] if "no certificate" in line])
            uri = b"gemini://news.example.kg:%d/en/\r\n" % site.ports["gemini"]
            wait_for("the new workers", lambda: site.gemini_raw(uri, name="news.example.kg").startswith(b"20 "))
