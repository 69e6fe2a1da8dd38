"""Gopher to the letter: answers compared byte by byte, and a linter over every menu and text."""

import re
import socket
import ssl
import unittest

from support.corpus import HOSTILE, WELLS, site
from support.gopher import columns, is_made_text, lint_menu, lint_text, parse_menu, walk
from support.site import OWN_CONTENT, trusting, wait_for

MISSING = "3Page not found\t\tnull.host\t1\r\n.\r\n".encode()
BAD = re.compile(rb"\A3[^\t]+\t\tnull\.host\t1\r\n\.\r\n\Z")
SCRIPT = "---\ntitle: Script\ndate: 2026-03-07\n---\n\n=> javascript:alert(1) Script\n=> data:text/html,x Data\n"
PUMP = "/en/wells/2026-03-05-pump"


class Gopher(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site({**WELLS, "wells/2026-03-07-script.en.gmi": SCRIPT}, OWN_CONTENT)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.processes = cls.site.children()
        cls.port = cls.site.ports["gopher"]
        cls.home = cls.site.gopher("/en/")

    def tearDown(self):
        self.assertEqual(self.site.children(), self.processes)
        self.assertEqual(self.site.gopher("/en/"), self.home)

    # --- the request

    def test_every_spelling_of_a_selector_gives_the_same(self):
        self.assertTrue(self.home.startswith(b"iJarchy "))
        for request in (b"/en/\r\n", b"en/\r\n", b"/en\r\n", b"en\r\n", b"1/en/\r\n", b"1/en\r\n", b"0/en/\r\n", b"/en/\n",
                        b"en\n", b"/./en/\r\n", b"/%65n/\r\n", b"/en/\t\r\n"):
            with self.subTest(request):
                self.assertEqual(self.site.gopher_raw(request), self.home)

    def test_the_root_may_be_empty_or_a_slash(self):
        root = self.site.gopher_raw(b"\r\n")
        self.assertEqual(lint_menu(root, "localhost", self.port), [])
        for request in b"\n", b"/\r\n", b"/\n", b"1/\r\n":
            self.assertEqual(self.site.gopher_raw(request), root)

    def test_a_request_in_single_bytes_is_answered(self):
        with self.site.connect("gopher") as s:
            for byte in b"/en/\r\n":
                s.sendall(bytes([byte]))
            self.assertEqual(self.site.read_all(s), self.home)

    def test_a_line_of_1024_bytes_is_answered_and_of_1025_refused(self):
        full = b"/en/\t".ljust(1024, b"x")
        self.assertEqual(self.site.gopher_raw(full + b"\r\n"), self.home)
        self.assertEqual(self.site.gopher_raw(full + b"\n"), self.home)
        self.assertRegex(self.site.gopher_raw(full + b"x\r\n"), BAD)
        self.assertRegex(self.site.gopher_raw(full + b"xx"), BAD)

    def test_what_is_no_selector_is_a_menu_of_one_error(self):
        for request in (b"/en/\0\r\n", b"/en/\x1b\r\n", b"/en/\xff\r\n", b"/..\r\n", b"/../etc/passwd\r\n", b"/en/../../x\r\n",
                        b"/%2e%2e/x\r\n", b"a\tb\tc\td\r\n", b"/en/\r\r\n", b"\x7f\r\n"):
            with self.subTest(request):
                self.assertRegex(self.site.gopher_raw(request), BAD)

    def test_a_selector_of_any_length_is_looked_up(self):
        for n in 254, 255, 256, 1000, 1023:
            self.assertEqual(self.site.gopher("/en/" + "x" * (n - 4)), MISSING)
        self.assertRegex(self.site.gopher("/" + "x" * 1024), BAD)

    def test_an_empty_segment_is_a_segment(self):
        for request in b"/en//\r\n", b"/en//wells/\r\n", b"/en/wells//\r\n", b"/en/;x\r\n", b"/en/wells%2f\r\n":
            self.assertEqual(self.site.gopher_raw(request), MISSING)
        self.assertRegex(self.site.gopher_raw(b"//en/\r\n"), BAD)

    def test_what_is_typed_into_the_search_stays_text(self):
        for typed in ("<script>alert(1)</script>", "\u202egnp.exe", "%0d%0a", "%00", '"*(', "x" * 900, "i\u200bx", "GET / HTTP/1.0",
                      "漢字" * 100, "a" + "\u0301" * 300, ".", "*", "NEAR(\"", "1Fake"):
            with self.subTest(typed):
                menu = self.site.gopher("/en/search\t" + typed)
                self.assertEqual(lint_menu(menu, "localhost", self.port), [])
                self.assertTrue(menu.startswith(b"iSearch"))
        for typed in b"a\0b", b"a\x1bb", b"\xff", b"a\tb", b"\xed\xa0\x80":
            self.assertRegex(self.site.gopher_raw(b"/en/search\t" + typed + b"\r\n"), BAD)

    def test_an_unknown_selector_is_a_menu_of_one_error(self):
        for selector in "/en/nothing", PUMP + "/none.txt", "/en/wells/atom.txt":
            self.assertEqual(self.site.gopher(selector), MISSING)
        self.assertRegex(self.site.gopher("/xx/"), BAD)
        self.assertRegex(self.site.gopher("GET / HTTP/1.0"), BAD)

    def test_a_withdrawn_item_is_a_menu_of_one_error(self):
        self.assertEqual(self.site.gopher("/en/wells/2026-03-06-gone"),
                         b"3This item has been withdrawn\t\tnull.host\t1\r\n.\r\n")

    def test_an_old_address_leads_where_it_moved(self):
        self.assertEqual(self.site.gopher("/old/pump"), self.site.gopher(PUMP))
        self.assertEqual(self.site.gopher("/old/wells"), self.site.gopher("/en/wells/"))

    # --- answers

    def test_an_item_is_a_text_of_lines_that_end_in_crlf(self):
        self.assertEqual(self.site.gopher(PUMP).decode(),
                         "A pump\r\n======\r\n\r\n5 March 2026 · News\r\nWells\r\n\r\n[1] The maker\r\n\r\n .a line with a dot\r\n\r\n"
                         "[2] Subscribe to this project\r\n\r\n[3] Newer: Script\r\n\r\n"
                         "[4] Jarchy — development projects in Kyrgyzstan\r\n[5] Wells\r\n\r\n"
                         "Links\r\n-----\r\n[1] https://example.org/pump?size=2&colour=%22red%22\r\n"
                         f"[2] gopher://localhost:{self.port}/1/en/feeds/\r\n"
                         f"[3] gopher://localhost:{self.port}/0/en/wells/2026-03-07-script\r\n"
                         f"[4] gopher://localhost:{self.port}/1/en/\r\n[5] gopher://localhost:{self.port}/1/en/wells/\r\n")

    def test_a_project_is_a_menu_of_the_lines_that_it_should_have(self):
        menu = parse_menu(self.site.gopher("/en/wells/"))
        here = ("localhost", str(self.port))
        for line in [("i", "Wells", "", "null.host", "1"), ("i", "=====", "", "null.host", "1"),
                     ("0", "2026-03-05 A pump", PUMP, *here), ("1", "All items", "/en/wells/archive/", *here),
                     ("0", "Atom", "/en/wells/atom.xml", *here), ("0", "RSS", "/en/wells/rss.xml", *here),
                     ("1", "Projects", "/en/projects/", *here)]:
            self.assertIn(line, menu)

    def test_an_attachment_follows_its_item_with_its_own_type(self):
        menu = parse_menu(self.site.gopher("/ru/voice-of-citizens/"))
        item = "/ru/voice-of-citizens/2019-09-18-exchange-visit"
        at = [entry[2] for entry in menu].index(item, [entry[1][:10] for entry in menu].index("2019-09-18"))
        following = [e for e in menu[at + 1:] if e[0] != "i"][0]
        self.assertEqual((following[0], following[2]), ("0", item + "/programme.txt"))

    def test_an_attachment_is_sent_to_the_byte(self):
        name = "voice-of-citizens/2019-09-18-exchange-visit/programme.txt"
        with open(self.site.path(name), "rb") as f:
            self.assertEqual(self.site.gopher("/ru/" + name), f.read())

    def test_caps_and_robots(self):
        self.assertEqual(self.site.gopher("caps.txt"), self.site.gopher("/caps.txt"))
        lines = self.site.gopher("caps.txt").decode().split("\r\n")
        self.assertEqual(lines[:3], ["CAPS", "", "CapsVersion=1"])
        for key in "PathDelimeter=/", "PathDelimiter=/", "ServerDefaultEncoding=UTF-8", "PathParent=..":
            self.assertIn(key, lines)
        for selector in "robots.txt", "/robots.txt":
            self.assertEqual(self.site.gopher(selector), b"User-agent: *\r\nDisallow: /*/search/*-\r\nAllow: /*/search/*-*/\r\n")

    def test_a_menu_is_the_same_every_time(self):
        for selector in "", "/ru/", "/ru/voice-of-citizens/", "/ky/archive/", "/en/projects/":
            self.assertEqual(self.site.gopher(selector), self.site.gopher(selector))

    def test_links_of_a_feed_over_gopher_have_host_port_and_type(self):
        feed = self.site.gopher("/en/wells/atom.xml").decode()
        self.assertIn(f'href="gopher://localhost:{self.port}/0{PUMP}"', feed)

    # --- URL:

    def test_a_published_address_has_a_page_that_leads_there(self):
        web = self.site.http_url("/en/")
        for selector in "URL:" + web, "/URL:" + web:
            with self.subTest(selector):
                page = self.site.gopher(selector).decode()
                self.assertIn(f'content="5; url={web}"', page)
                self.assertIn(f'<a href="{web}">', page)

    def test_every_address_of_a_menu_has_a_page_that_leads_there(self):
        menus = [parse_menu(data) for (kind, _), data in walk(self.site).items() if kind == "1"]
        selectors = {entry[2] for menu in menus for entry in menu if entry[0] == "h"}
        self.assertIn("URL:http://www.vap.kg/", selectors)
        for selector in {*selectors, "URL:https://example.org/pump?size=2&colour=%22red%22"}:
            with self.subTest(selector):
                page = self.site.gopher(selector).decode()
                self.assertTrue(page.startswith("<!DOCTYPE html>"), page)
                self.assertIn(f'<a href="{selector[4:].replace("&", "&#38;")}">', page)

    def test_no_page_leads_to_an_address_that_the_site_does_not_publish(self):
        for address in ("https://evil.example/", "javascript:alert(1)", "data:text/html,x", "http://localhost", "http://localhost@evil.example/",
                        self.site.http_url("").replace("//", "//me@") + "/", "http://localhost.evil.example/", "",
                        "https://example.org/pump"):
            with self.subTest(address):
                self.assertRegex(self.site.gopher("URL:" + address), BAD)

    # --- Gopher+

    def test_gopher_plus_is_never_a_search(self):
        text = self.site.gopher(PUMP)
        self.assertEqual(self.site.gopher(PUMP + "\t+"), b"+-2\r\n" + text)
        self.assertEqual(self.site.gopher(PUMP + "\t+text/plain"), b"+-2\r\n" + text)
        self.assertEqual(self.site.gopher("/en/\t+"), b"+-1\r\n" + self.home)
        self.assertEqual(self.site.gopher("/en/nothing\t+"), b"--1\r\n1 Page not found\r\n.\r\n")

    def test_gopher_plus_at_the_search(self):
        # The index follows the feeds.
        wait_for("the index", lambda: b"\t" + PUMP.encode() + b"\t" in self.site.gopher("/en/search\tpump"))
        empty = self.site.gopher("/en/search")
        found = self.site.gopher("/en/search\tpump")
        for plus in "+", "+application/gopher-menu":
            self.assertEqual(self.site.gopher("/en/search\t" + plus), b"+-1\r\n" + empty)
        self.assertEqual(self.site.gopher("/en/search\tpump\t+"), b"+-1\r\n" + found)
        self.assertEqual(self.site.gopher("7/en/search\tpump"), found)
        for mark in "$", "!":
            self.assertEqual(self.site.gopher("/en/search\t" + mark).decode(),
                             f"+-1\r\n+INFO: 1/en/search\t/en/search\tlocalhost\t{self.port}\r\n"
                             "+VIEWS:\r\n application/gopher-menu: <2k>\r\n.\r\n")
            for selector in "", "/":
                self.assertTrue(self.site.gopher(selector + "\t" + mark).startswith(b"+-1\r\n+INFO: 1/\t/\tlocalhost\t"))
            self.assertEqual(self.site.gopher("/en/nothing\t" + mark), b"--1\r\n1 Page not found\r\n.\r\n")

    def test_words_that_begin_like_gopher_plus_are_a_search(self):
        for words in "$pump", "+pump", "!pump", "$ pump":
            found = self.site.gopher("/en/search\t" + words)
            self.assertEqual(lint_menu(found, "localhost", self.port), [])
            self.assertIn(b"\t" + PUMP.encode() + b"\t", found)

    def test_a_question_for_attributes_is_answered_with_one_view(self):
        for mark in "!", "$", "!+INFO", "$+VIEWS":
            self.assertEqual(self.site.gopher(PUMP + "\t" + mark).decode(),
                             f"+-1\r\n+INFO: 0{PUMP}\t{PUMP}\tlocalhost\t{self.port}\r\n+VIEWS:\r\n text/plain: <1k>\r\n.\r\n")
        self.assertIn(b"\r\n+VIEWS:\r\n application/gopher-menu: <4k>\r\n.\r\n", self.site.gopher("/en/\t$"))

    # --- the tree in Latin letters

    def test_the_transliterated_tree_is_ascii_and_leads_nowhere_else(self):
        found = {s: (k, data) for (k, s), data in walk(self.site, "/tr/").items()}
        for selector, (kind, data) in found.items():
            with self.subTest(selector):
                made = kind == "1" or is_made_text(selector)
                if not made:
                    continue
                self.assertTrue(data.isascii(), data)
                self.assertTrue(selector.startswith("/tr/"))
                self.assertEqual(lint_menu(data, "localhost", self.port) if kind == "1" else lint_text(data), [])
        items = {s for s in found if re.match(r"/tr/\w\w/[a-z0-9-]+/\d{4}-\d\d-\d\d-[a-z0-9-]+\Z", s)}
        plain = {"/tr" + s for k, s in walk(self.site, "/") if re.match(r"/\w\w/[a-z0-9-]+/\d{4}-\d\d-\d\d-[a-z0-9-]+\Z", s)}
        self.assertEqual(items, plain)

    def test_the_transliterated_tree_says_the_same_in_latin_letters(self):
        text = self.site.gopher("/tr/ru/voice-of-citizens/2019-09-18-exchange-visit").decode()
        self.assertTrue(text.startswith("Poyezdka po obmenu opytom v Alay i Chon-Alay\r\n====")
                        or text.startswith("Poezdka po obmenu opytom v Alay i Chon-Alay\r\n===="), text[:100])
        self.assertIn("18 sentyabrya 2019 g.", text)
        self.assertEqual(self.site.gopher("/tr/ru/nothing"), b"3Stranitsa ne naydena\t\tnull.host\t1\r\n.\r\n")
        self.assertEqual(self.site.gopher("/tr"), self.site.gopher("1/tr/"))

    def test_the_root_leads_to_ascii_first_in_ascii_and_says_what_it_is(self):
        root = [entry for entry in parse_menu(self.site.gopher("")) if entry[0] != "i"]
        self.assertEqual([(entry[1], entry[2]) for entry in root[:3]],
                         [("ASCII: kirillitsany korsotpogon programmalar uchun", "/tr/ky/"), ("ASCII: dlya programm bez kirillitsy", "/tr/ru/"),
                          ("ASCII: for clients without Cyrillic letters", "/tr/en/")])
        self.assertNotIn(b"ASCII:", self.site.gopher("/tr/") + self.site.gopher("/ru/"))

    def test_a_search_in_the_transliterated_tree_stays_in_it(self):
        self.assertIn(b"\t/tr/ru/search\t", self.site.gopher("/tr/ru/"))
        found = self.site.gopher("/tr/ru/search\tконференция")
        self.assertEqual(lint_menu(found, "localhost", self.port), [])
        self.assertTrue(found.isascii())
        own = [entry for entry in parse_menu(found) if entry[0] in "017" and "." not in entry[2]]
        self.assertGreater(len(own), 3)
        self.assertEqual([entry for entry in own if not entry[2].startswith("/tr/")], [])

    def test_the_words_of_a_search_may_be_typed_in_latin_letters(self):
        for lang, typed, found in [("ru", "konferentsiya", "2022-03-03-conference"), ("ru", "obmenu OPYTOM", "2019-09-18-exchange-visit"),
                                   ("ru", "poyezdka", "2018-04-09-first-results"), ("ru", "selskiy", "2019-09-18-exchange-visit"),
                                   ("ky", "aymak", "2023-09-14-water-and-clubs"), ("ky", "jergiliktuu", "2023-09-20-women-councillors"),
                                   ("en", "budget", "2022-03-09-citizen-budget"), ("ru", "USAID", "2023-09-08-forum")]:
            # The index follows the feeds.
            wait_for(typed, lambda: f"/{found}\t".encode() in self.site.gopher(f"/tr/{lang}/search\t{typed}"))
            with self.subTest(typed):
                menu = self.site.gopher(f"/tr/{lang}/search\t{typed}")
                self.assertIn(f"/{found}\t".encode(), menu)
                self.assertTrue(menu.isascii())
        # Whoever has no other letters may be anywhere.
        self.assertIn(b"/2022-03-03-conference\t", self.site.gopher("/ru/search\tkonferentsiya"))
        for typed in "qwxz", "l" * 900, "ts" * 300, "shch " * 100, "\u00e9tude", "$9.5 million":
            self.assertEqual(lint_menu(self.site.gopher("/tr/ru/search\t" + typed), "localhost", self.port), [], typed)

    def test_the_same_search_in_another_language_is_a_menu(self):
        for search, prefix in ("/en/search", ""), ("/tr/en/search", "/tr"):
            for typed, kind in ("pump", "1"), ("x" * 300, "7"), (".", "1"), ("", "7"):
                with self.subTest((search, typed)):
                    menu = parse_menu(self.site.gopher(f"{search}\t{typed}"))
                    others = [e for e in menu if e[2].startswith((prefix + "/ru/search", prefix + "/ky/search"))]
                    self.assertEqual([e[0] for e in others], [kind, kind])
                    for _, _, selector, *_ in others:
                        self.assertEqual(lint_menu(self.site.gopher(selector), "localhost", self.port), [])

    # --- TLS on the same port, and the end

    def test_tls_on_the_same_port_gives_the_same_bytes(self):
        context = trusting()
        context.set_alpn_protocols(["gopher"])
        with context.wrap_socket(self.site.connect("gopher"), server_hostname="localhost", suppress_ragged_eofs=False) as s:
            self.assertEqual(s.selected_alpn_protocol(), "gopher")
            with self.site.tls("gemini") as other:
                self.assertEqual(s.getpeercert(binary_form=True), other.getpeercert(binary_form=True))
                other.sendall(b"\r\n")
                self.site.read_all(other)
            s.sendall(b"/en/\r\n")
            self.assertEqual(self.site.read_all(s), self.home)

    def test_a_handshake_in_single_bytes_is_taken_for_tls(self):
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = trusting().wrap_bio(incoming, outgoing, server_hostname="localhost")
        with self.assertRaises(ssl.SSLWantReadError):
            tls.do_handshake()
        with self.site.connect("gopher") as s:
            for byte in outgoing.read():
                s.sendall(bytes([byte]))
            self.assertEqual(s.recv(3), b"\x16\x03\x03")

    def test_a_client_that_sends_more_than_it_should_reads_the_whole_answer(self):
        with self.site.connect("gopher") as s:
            s.sendall(b"/ru/atom.xml\r\n" + b"x" * 50000)
            got = self.site.read_all(s)  # raises on a reset
        self.assertEqual(got, self.site.gopher("/ru/atom.xml"))

    def test_a_client_that_ended_its_side_reads_the_whole_answer(self):
        with self.site.connect("gopher") as s:
            s.sendall(b"/en/\r\n")
            s.shutdown(socket.SHUT_WR)
            self.assertEqual(self.site.read_all(s), self.home)


class Advertised(unittest.TestCase):
    def test_host_and_port_are_those_that_the_site_has_outside(self):
        made = site(WELLS)
        with open(made.config) as f:
            text = f.read()
        with open(made.config, "w") as f:
            f.write(text.replace("gopher {", 'gopher { host = "gopher.example.kg" port = 70 '))
        with made:
            for selector in "", "/en/", "/en/wells/", "/tr/en/", "/en/search\tpump":
                menu = made.gopher(selector)
                self.assertEqual(lint_menu(menu, "gopher.example.kg", 70), [])
                self.assertEqual({entry[3:] for entry in parse_menu(menu) if entry[0] not in "ih"}, {("gopher.example.kg", "70")})
            self.assertIn(b"gopher://gopher.example.kg/1/en/wells/\r\n", made.gopher(PUMP))
            self.assertIn(b'"gopher://gopher.example.kg/0' + PUMP.encode() + b'"', made.gopher("/en/atom.xml"))
            self.assertIn(b"\tgopher.example.kg\t70\r\n", made.gopher("/en/\t$"))


class GopherLint(unittest.TestCase):
    def lint(self, made, least):
        with made:
            port = made.ports["gopher"]
            found = walk(made)
            self.assertGreater(len(found), least)
            for (kind, selector), data in found.items():
                with self.subTest(selector):
                    if kind == "1":
                        self.assertEqual(lint_menu(data, made.host, port), [])
                    elif kind == "0" and is_made_text(selector):
                        self.assertEqual(lint_text(data), [])
                    self.assertFalse(data.startswith(b"3"))
            return found

    def test_every_menu_and_text_of_the_project(self):
        self.lint(site({}, OWN_CONTENT), 100)

    def test_every_menu_and_text_of_a_hostile_corpus(self):
        found = self.lint(site(HOSTILE), 40)
        wide = found["0", "/en/traps/2024-01-01-wide"].decode()
        self.assertIn("漢字" * 16 + "漢\r\n", wide)  # 66 columns: the next character would need 68
        self.assertEqual(wide.count("e\u0301"), 300)
        self.assertIn("\r\n . . .\r\n", wide)
        self.assertEqual(max(columns(line) for line in found["1", "/ru/traps/"].decode().replace("\t", "\r\n").split("\r\n")
                             if not line.startswith("URL:")), 67 + 1)  # the type stands before the label

    def test_every_menu_of_a_long_list(self):
        words = [f"{n:03}" for n in range(120)]
        files = {f"many/2024-{1 + n // 28:02}-{1 + n % 28:02}-item-{words[n]}.ru.gmi": f"---\ntitle: Запись {words[n]}\n---\n\nТекст.\n"
                 for n in range(120)}
        found = self.lint(site({"many/project.ru.gmi": "---\nname: Много\n---\n\nТекст.\n", **files}), 130)
        self.assertEqual(sum(1 for kind, s in found if kind == "0" and "-item-" in s and s.startswith("/ru/")), 120)

    def test_the_linter_finds_what_is_wrong(self):
        good = "1Label\t/en/\tlocalhost\t70\r\n"
        self.assertEqual(lint_menu((good + ".\r\n").encode(), "localhost", 70), [])
        for bad in ("", good, good.replace("\r\n", "\n") + ".\r\n", good.replace("/en/", "/e n/") + ".\r\n",
                    good.replace("/en/", "/жаңы/") + ".\r\n", good.replace("Label", "x" * 68) + ".\r\n",
                    good.replace("\t70", "\t71") + ".\r\n", good.replace("\t70", "\t70\t+") + ".\r\n",
                    good.replace("1", "3", 1) + good + ".\r\n", good.replace("Label", "a\u202eb") + ".\r\n",
                    "iText\tfake\tnull.host\t1\r\n.\r\n", good.replace("/en/", "en/") + ".\r\n"):
            self.assertTrue(lint_menu(bad.encode(), "localhost", 70), bad)
        for bad in b".x\r\n", b"x\n", b"x" * 68 + b"\r\n", b"\x07\r\n", b"\xff\r\n", b"x":
            self.assertTrue(lint_text(bad), bad)
