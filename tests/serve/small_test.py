"""Spartan, Finger and Nex: the same pages, one line asked, one answer."""

import unittest

from support.corpus import WELLS, site
from support.site import OWN_CONTENT

SERVICES = "".join('%s { listen = {"127.0.0.1:0"} }\n' % name for name in ("spartan", "finger", "nex"))
FILE = "voice-of-citizens/2019-09-18-exchange-visit/programme.txt"


class Small(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(WELLS, OWN_CONTENT, config=SERVICES)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.home = cls.site.gemini("/en/")[2]
        with open(cls.site.path(FILE), "rb") as f:
            cls.file = f.read()

    def ask(self, service, request):
        with self.site.connect(service) as s:
            s.sendall(request.encode())
            return self.site.read_all(s)

    def test_spartan(self):
        head = b"2 text/gemini; charset=utf-8; lang=en\r\n"
        self.assertEqual(self.ask("spartan", "localhost /en/ 0\r\n"), head + self.home)
        self.assertEqual(self.ask("spartan", "LOCALHOST /%65n/ 0\r\n"), head + self.home)
        self.assertEqual(self.ask("spartan", f"localhost /ru/{FILE} 0\r\n"), b"2 text/plain\r\n" + self.file)
        for request, answer in [("localhost /en 0", "3 /en/"), ("localhost /old/wells 0", "3 /en/wells/"),
                                ("localhost /en/nothing 0", "4 Page not found"),
                                ("localhost /en/wells/2026-03-06-gone 0", "4 This item has been withdrawn"),
                                ("example.org /en/ 0", "4 This is another host"), ("localhost /../x 0", "4 The path is malformed"),
                                ("localhost /en/ 5", "4 Nothing is taken in here"),
                                ("localhost", '4 The request is not "host path length"')]:
            with self.subTest(request):
                self.assertEqual(self.ask("spartan", request + "\r\n").decode(), answer + "\r\n")

    def test_nex(self):
        self.assertEqual(self.ask("nex", "/en/\r\n"), self.home)
        self.assertEqual(self.ask("nex", "en/\n"), self.home)
        self.assertEqual(self.ask("nex", "/en\n"), self.home)
        self.assertEqual(self.ask("nex", "\n"), self.site.gemini("/")[2])
        self.assertEqual(self.ask("nex", f"/ru/{FILE}\n"), self.file)
        self.assertEqual(self.ask("nex", "/en/nothing\n"), b"Page not found\r\n")
        self.assertEqual(self.ask("nex", "/old/pump\n"), self.ask("nex", "/en/wells/2026-03-05-pump\n"))

    def test_finger_gives_the_newest_items_of_a_project(self):
        port = self.site.ports["gemini"]
        answer = self.ask("finger", "en/wells\r\n").decode()
        self.assertIn(f"\r\n=> gemini://localhost:{port}/en/wells/2026-03-05-pump 2026-03-05 A pump\r\n", answer)
        self.assertEqual(answer.count("\n"), answer.count("\r\n"))
        self.assertEqual(self.ask("finger", "/W en/wells\r\n").decode(), answer)
        home = self.site.gemini("/ky/")[2].decode().partition("\n")[0]
        for request in "", "/W", "ky", "ky/":
            self.assertTrue(self.ask("finger", request + "\r\n").decode().startswith(home + "\r\n"), request)
        self.assertTrue(self.ask("finger", "voice-of-citizens\r\n").decode().startswith("# Элдин үнү"))

    def test_finger_forwards_nothing(self):
        for request in "wells@example.org", "@example.org", "wells@a@b":
            self.assertEqual(self.ask("finger", request + "\r\n"), b"Questions are not forwarded\r\n")
        self.assertEqual(self.ask("finger", "nobody\r\n").decode(), "Бет табылган жок\r\n")

    def test_they_are_off_unless_asked_for(self):
        with site({}, OWN_CONTENT) as other:
            self.assertEqual(set(other.ports), {"gemini", "gopher", "http"})
