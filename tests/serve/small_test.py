"""Spartan, Finger and Nex: the same pages, one line asked, one answer."""

import re
import unittest
from urllib.parse import quote

from support import gemtext
from support.corpus import WELLS, site
from support.site import OWN_CONTENT, wait_for

SERVICES = "".join('%s { listen = {"127.0.0.1:0"} }\n' % name for name in ("spartan", "finger", "nex"))
FILE = "voice-of-citizens/2019-09-18-exchange-visit/programme.txt"


class Small(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(WELLS, OWN_CONTENT, config=SERVICES)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.home = cls.site.gemini("/en/")[2]
        # What tells the pages apart: Spartan has prompts, Nex cannot ask for anything.
        cls.link, cls.prompt = b"=> /en/search ", b"=: /en/search "
        assert cls.home.count(cls.link) == 1
        cls.nex_home = re.sub(rb"(?m)^=> /en/search .*\n\n", b"", cls.home)
        with open(cls.site.path(FILE), "rb") as f:
            cls.file = f.read()

    def raw(self, service, request):
        with self.site.connect(service) as s:
            s.sendall(request)
            return self.site.read_all(s)

    def ask(self, service, request):
        return self.raw(service, request.encode())

    def test_spartan(self):
        home = b"2 text/gemini; charset=utf-8; lang=en\r\n" + self.home.replace(self.link, self.prompt)
        self.assertEqual(self.ask("spartan", "localhost /en/ 0\r\n"), home)
        self.assertEqual(self.ask("spartan", "LOCALHOST /%65n/ 0\r\n"), home)
        self.assertEqual(self.ask("spartan", f"localhost /ru/{FILE} 0\r\n"), b"2 text/plain; charset=utf-8\r\n" + self.file)
        self.assertTrue(self.ask("spartan", "localhost / 0\r\n").startswith(b'2 text/gemini; charset=utf-8; lang="ky,ru,en"\r\n# '))
        self.assertTrue(self.ask("spartan", "localhost /robots.txt 0\r\n").startswith(b"2 text/plain; charset=utf-8\r\nUser-agent"))
        for request, answer in [("localhost /en 0", "3 /en/"), ("localhost /old/wells 0", "3 /en/wells/"),
                                ("localhost /en/nothing 0", "4 Page not found"),
                                ("localhost /en/wells/2026-03-06-gone 0", "4 This item has been withdrawn"),
                                ("example.org /en/ 0", "4 This is another host"), ("localhost /../x 0", "4 The path is malformed"),
                                ("localhost /en/ 5\r\nWater", "4 Nothing is taken in here"),
                                ("localhost /en/search 1025", "4 More than 1024 bytes are not taken in"),
                                ("localhost", '4 The request is not "host path length"')]:
            with self.subTest(request):
                self.assertEqual(self.ask("spartan", request + "\r\n").decode(), answer + "\r\n")

    def test_spartan_searches_for_what_is_typed_at_its_prompt(self):
        for lang, words in ("en", "a pump"), ("ru", "Конференции"), ("ky", "конференция"):
            # The index follows the feeds.
            item = re.compile(rb"^=> /%s/[a-z-]+/\d{4}-" % lang.encode(), re.MULTILINE)
            wait_for("the index", lambda path=f"/{lang}/search?{quote(words)}", item=item: item.search(self.site.gemini(path)[2]))
            found = self.ask("spartan", f"localhost /{lang}/search {len(words.encode())}\r\n{words}").decode()
            head, _, page = found.partition("\r\n")
            _, meta, same = self.site.gemini(f"/{lang}/search?{quote(words)}")
            self.assertEqual(head, "2 " + meta)
            links = {target for target, _ in gemtext.links(page)}
            self.assertIn(f"\n=: /{lang}/search ", page)
            self.assertEqual(links, {target for target, _ in gemtext.links(same.decode())} - {f"/{lang}/search"})
            self.assertTrue([to for to in links if re.match(rf"/{lang}/[a-z-]+/\d{{4}}-", to)], page)
            # What is typed is not sent again after a redirect.
            self.assertEqual(self.ask("spartan", f"localhost /{lang}/search/ {len(words.encode())}\r\n{words}").decode(), found)
        # Nothing typed: the prompt again. Any bytes at all: a page, and nothing of them anywhere but in its text.
        self.assertIn("=: /en/search ", self.ask("spartan", "localhost /en/search 0\r\n").decode())
        for typed in b"\0\xff\r\n5 oh\r\n", b"\r\n=> /evil Evil\n# x", b"x" * 1024, b'"*(' * 300:
            with self.subTest(typed):
                head, _, page = self.raw("spartan", b"localhost /en/search %d\r\n%s" % (len(typed), typed)).partition(b"\r\n")
                self.assertEqual(head, b"2 text/gemini; charset=utf-8; lang=en")
                self.assertEqual(gemtext.lint(page.decode()), [])
                self.assertNotIn(b"\n=> /evil", page)

    def test_spartan_waits_for_all_of_the_data_and_no_more(self):
        expected = self.ask("spartan", "localhost /en/search 4\r\npump")
        with self.site.connect("spartan") as s:
            for byte in b"localhost /en/search 4\r\npump":
                s.sendall(bytes([byte]))
            self.assertEqual(self.site.read_all(s), expected)
        self.assertEqual(self.ask("spartan", "localhost /en/search 4\r\npumpkin"), expected)

    def test_nothing_that_leads_to_the_search_is_on_pages_of_nex(self):
        self.assertNotIn(b"search", self.ask("nex", "/\n") + self.ask("nex", "/ru/\n") + self.ask("nex", "/en/wells/\n"))

    def test_texts_have_addresses_of_their_own_protocol(self):
        for service, request in ("spartan", "localhost /en/wells/all.txt 0\r\n"), ("nex", "/en/wells/all.txt\n"):
            text = self.ask(service, request).decode()
            self.assertIn(f"{service}://localhost:{self.site.ports[service]}/en/wells/", text)
            self.assertNotIn("gemini://", text)

    def test_one_request_after_another_is_never_refused(self):
        for number in range(480):
            self.assertEqual(self.ask("nex", "/en/\n"), self.nex_home, number)

    def test_nex(self):
        self.assertEqual(self.ask("nex", "/en/\r\n"), self.nex_home)
        self.assertEqual(self.ask("nex", "en/\n"), self.nex_home)
        self.assertEqual(self.ask("nex", "/en\n"), self.nex_home)
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
        for request in ("en/wells@example.org", "@example.org", "en/wells@a@b", "en/wells@localhost@example.org",
                        "en/wells@example.org@localhost", "en/wells@"):
            self.assertEqual(self.ask("finger", request + "\r\n"), b"Questions are not forwarded\r\n")
        self.assertEqual(self.ask("finger", "en/wells@localhost\r\n"), self.ask("finger", "en/wells\r\n"))
        self.assertEqual(self.ask("finger", "nobody\r\n").decode(), "Бет табылган жок\r\n")

    def test_they_are_off_unless_asked_for(self):
        with site({}, OWN_CONTENT) as other:
            self.assertEqual(set(other.ports), {"gemini", "gopher", "http"})
