"""Gemini to the letter: every answer is compared byte by byte, over real TLS."""

import ssl
import unittest

from support import gemtext
from support.corpus import WELLS, site
from support.site import OWN_CONTENT, wait_for

HOME = "20 text/gemini; charset=utf-8; lang=en\r\n"


class Gemini(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(WELLS, OWN_CONTENT)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.processes = cls.site.children()
        cls.host = "gemini://localhost:%d" % cls.site.ports["gemini"]
        cls.home = cls.ask(cls.host + "/en/")

    @classmethod
    def ask(cls, uri, **options):
        return cls.site.gemini_raw((uri if isinstance(uri, bytes) else uri.encode()) + b"\r\n", **options)

    def tearDown(self):
        self.assertEqual(self.site.children(), self.processes)
        self.assertEqual(self.ask(self.host + "/en/"), self.home)

    def assert_answers(self, answers, **options):
        for uri, expected in answers:
            with self.subTest(uri):
                self.assertEqual(self.ask(uri, **options), expected.encode() + b"\r\n")

    def assert_home(self, uris, **options):
        for uri in uris:
            with self.subTest(uri):
                self.assertEqual(self.ask(uri, **options), self.home)

    # --- the request

    def test_a_page_is_header_and_body(self):
        self.assertTrue(self.home.startswith(HOME.encode() + b"# Jarchy "))

    def test_a_request_of_1024_bytes_is_answered_and_of_1025_refused(self):
        full = (self.host + "/en/?").ljust(1024, "x")
        self.assert_home([full])
        self.assert_answers([(full + "x", "59 The request is longer than 1024 bytes")])

    def test_a_request_that_is_too_long_is_refused_before_it_ends(self):
        answer = self.site.gemini_raw(self.host.encode().ljust(1026, b"x"))
        self.assertEqual(answer, b"59 The request is longer than 1024 bytes\r\n")

    def test_a_bare_lf_does_not_end_a_request(self):
        answer = self.site.gemini_raw(self.host.encode() + b"/en/\n\r\n")
        self.assertEqual(answer, b"59 The request has control characters\r\n")

    def test_a_bare_cr_does_not_end_a_request(self):
        answer = self.site.gemini_raw(self.host.encode() + b"/en/\r\r\n")
        self.assertEqual(answer, b"59 The request has control characters\r\n")

    def test_a_request_in_single_bytes_is_answered(self):
        with self.site.tls() as s:
            for byte in self.host.encode() + b"/en/\r\n":
                s.sendall(bytes([byte]))
            self.assertEqual(self.site.read_all(s), self.home)

    def test_bytes_after_the_request_are_ignored(self):
        for more in b"x", b"\r\n", self.host.encode() + b"/ru/\r\n", b"\0" * 3000:
            self.assertEqual(self.site.gemini_raw(self.host.encode() + b"/en/\r\n" + more), self.home)

    def test_what_is_no_absolute_uri_is_refused(self):
        host = self.host.encode()
        self.assert_answers([
            ("", "59 The request is empty"),
            (b"\xef\xbb\xbf" + host + b"/en/", "59 The request begins with a byte order mark"),
            ("/en/", "59 The URI has no scheme"),
            ("en/", "59 The URI has no scheme"),
            ("//localhost/en/", "59 The URI has no scheme"),
            ("gemini:///en/", "59 The URI has no host"),
            ("gemini:/en/", "59 The URI has no host"),
            (self.host.replace("//", "//me@") + "/en/", "59 The URI has a user name"),
            (self.host.replace("//", "//me:secret@") + "/en/", "59 The URI has a user name"),
            (self.host.replace("//", "//@") + "/en/", "59 The URI has a user name"),
            (self.host + "/en/#top", "59 The URI has a fragment"),
            (self.host + "/en/#", "59 The URI has a fragment"),
            (host + b"/en/\xff", "59 The request is not valid UTF-8"),
            (host + b"/en/\xc0\xaf", "59 The request is not valid UTF-8"),
            (host + b"/en/\xed\xa0\x80", "59 The request is not valid UTF-8"),
            (self.host + "/en/\0", "59 The request has control characters"),
            (self.host + "/en/\t", "59 The request has control characters"),
            (self.host + "/en/\x7f", "59 The request has control characters"),
            (self.host + "/en/ ", "59 The URI is malformed"),
            (self.host + "/en/%zz", "59 The URI is malformed"),
            (self.host + "/en/%4", "59 The URI is malformed"),
            (self.host + "x/en/", "59 The URI is malformed"),
            (self.host + ":1/en/", "59 The URI is malformed"),
            (self.host.replace("localhost", "[::1%25lo]") + "/en/", "59 The URI is malformed"),
            (self.host.replace("//", "\\\\") + "/en/", "59 The URI is malformed"),
            (self.host + "/en/\\..\\", "59 The URI is malformed"),
            (" " + self.host + "/en/", "59 The URI has no scheme"),
            ("1" + self.host + "/en/", "59 The URI has no scheme"),
        ])

    def test_another_scheme_host_or_port_is_refused(self):
        port = self.site.ports["gemini"]
        scheme, host = "53 Only gemini addresses are served here", "53 This is another host"
        self.assert_answers([
            (f"http://localhost:{port}/en/", scheme),
            (f"gopher://localhost:{port}/1/en/", scheme),
            ("mailto:someone@example.org", scheme),
            (f"titan://localhost:{port}/en/;size=5;mime=text/plain", "53 Nothing is uploaded here by Titan"),
            (f"gemini://example.org:{port}/en/", host),
            (f"gemini://localhost.example.org:{port}/en/", host),
            ("gemini://localhost/en/", host),
            ("gemini://localhost:/en/", host),
            (f"gemini://localhost:{port + 1 if port < 65535 else 1}/en/", host),
            ("gemini://localhost:99999/en/", host),
            (f"gemini://localhost..:{port}/en/", host),
            (f"gemini://локалхост:{port}/en/", host),
            (f"gemini://127.1:{port}/en/", host),
            (f"gemini://[v1.x]:{port}/en/", host),
        ])

    def test_bytes_of_a_titan_upload_are_not_read_as_a_request(self):
        upload = b"titan://localhost:%d/en/;size=14;mime=text/plain\r\nUploaded text\n" % self.site.ports["gemini"]
        self.assertEqual(self.site.gemini_raw(upload), b"53 Nothing is uploaded here by Titan\r\n")

    def test_scheme_and_host_are_compared_without_case(self):
        port = self.site.ports["gemini"]
        self.assert_home([f"GEMINI://localhost:{port}/en/", f"gemini://LocalHost:{port}/en/",
                          f"gemini://localhost.:{port}/en/"])

    # --- the path

    def test_an_empty_path_is_the_root(self):
        root = self.ask(self.host + "/")
        self.assertTrue(root.startswith(b"20 text/gemini; charset=utf-8; lang="))
        self.assertEqual(self.ask(self.host), root)
        self.assertEqual(self.ask(self.host + "?"), root)

    def test_percent_encoding_and_dot_segments_are_normalised(self):
        self.assert_home([self.host + path for path in ("/%65n/", "/e%6E/", "/./en/", "/en/.", "/en/wells/..",
                                                        "/en/wells/../", "/ru/../en/", "/en/%2e/", "/%65%6e/./")])

    def test_an_empty_segment_is_a_segment(self):
        self.assert_answers([(self.host + path, "51 " + words) for path, words in [
            ("//en/", "Бет табылган жок"), ("/en//", "Page not found"), ("/en//wells/", "Page not found"),
            ("/en/wells//", "Page not found"), ("/en/.//", "Page not found"), ("/EN/", "Бет табылган жок"),
            ("/en/WELLS/", "Page not found"), ("/en/wells/;x", "Page not found"), ("/en/...", "Page not found")]])

    def test_no_byte_of_a_path_ends_a_header(self):
        for path in "/en/%0d%0a20%20text/gemini%0d%0a", "/en/wells/%0d%0aX", "/en/%0a", "/en/wells/2026-03-05-pump%0d%0a/":
            self.assert_answers([(self.host + path, "51 Page not found")])
        self.assert_answers([(self.host + "/en/%00", "59 The path is malformed")])

    def test_a_query_is_nothing_to_a_page(self):
        self.assert_home([self.host + "/en/" + query for query in ("?", "?x=y", "?%00", "?%0d%0a", "?" + "a?" * 400)])

    def test_climbing_above_the_root_is_refused(self):
        self.assert_answers([(self.host + path, "59 The path is malformed")
                             for path in ("/..", "/../en/", "/en/../../en/", "/%2e%2e/en/", "/.%2E/en/")])

    def test_an_encoded_slash_is_no_slash(self):
        for path in "/en%2F", "/en%2fwells/", "%2Fen/":
            self.assertRegex(self.ask(self.host + path), rb"\A5[19] [^\r]+\r\n\Z")

    def test_the_end_of_a_path_is_no_file_of_the_machine(self):
        for path in ("/en/wells/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/en/..%2f..%2f..%2fetc/passwd", "/en/%00", "/etc/passwd",
                     "/en/wells/2026-03-05-pump/..%5c..%5cjarchy.conf", "/jarchy.conf", "/certs/localhost.key"):
            self.assertRegex(self.ask(self.host + path), rb"\A5[19] [^\r]+\r\n\Z")

    # --- statuses

    def test_an_unknown_path_is_51_and_nothing_else(self):
        self.assert_answers([(self.host + "/en/nothing", "51 Page not found"),
                             (self.host + "/en/wells/2026-03-05-pump/none.txt", "51 Page not found"),
                             (self.host + "/ru/nothing", "51 Страница не найдена"),
                             (self.host + "/ky/nothing", "51 Бет табылган жок"),
                             (self.host + "/xx/", "51 Бет табылган жок")])

    def test_a_withdrawn_item_is_52(self):
        self.assert_answers([(self.host + "/en/wells/2026-03-06-gone", "52 This item has been withdrawn")])

    def test_an_address_that_moved_is_one_redirect_to_a_page(self):
        for path, to in [("/en", "/en/"), ("/old/wells", "/en/wells/"), ("/old/pump", "/en/wells/2026-03-05-pump"),
                         ("/en/wells/2026-03-05-pump/", "/en/wells/2026-03-05-pump"), ("/en/feeds", "/en/feeds/")]:
            with self.subTest(path):
                self.assertEqual(self.ask(self.host + path), b"31 %s\r\n" % to.encode())
                self.assertTrue(self.ask(self.host + to).startswith(b"20 "))

    def test_a_query_is_kept_where_only_the_slash_at_the_end_moves(self):
        for path, to in [("/en/search/?%D0%B2%D0%BE%D0%B4%D0%B0+%2B", "/en/search?%D0%B2%D0%BE%D0%B4%D0%B0+%2B"), ("/en?x=1&y", "/en/?x=1&y"),
                         ("/en?", "/en/"), ("/old/pump?x=1", "/en/wells/2026-03-05-pump")]:
            with self.subTest(path):
                self.assertEqual(self.ask(self.host + path), b"31 %s\r\n" % to.encode())
        # What does not fit is not cut: the longest address that can be asked for has one that is longer.
        long = self.host + "/en/search/?"
        long += "x" * (1024 - len(long))
        self.assertEqual(self.ask(long), b"31 /en/search?%s\r\n" % long.split("?")[1].encode())

    def test_a_feed_is_never_a_redirect(self):
        feed = self.ask(self.host + "/en/wells/atom.xml")
        self.assertTrue(feed.startswith(b"20 application/atom+xml; charset=utf-8\r\n<?xml "))
        self.assertEqual(self.ask(self.host + "/en/wells/atom.xml/"), feed)

    def test_every_kind_of_content_has_its_type(self):
        for path, meta in [("/", 'text/gemini; charset=utf-8; lang="ky,ru,en"'), ("", 'text/gemini; charset=utf-8; lang="ky,ru,en"'),
                           ("/en/elsewhere/", 'text/gemini; charset=utf-8; lang="en,ky,ru"'),
                           ("/en/wells/all.txt", "text/plain; charset=utf-8; lang=en"),
                           ("/ky/voice-of-citizens/", "text/gemini; charset=utf-8; lang=ky"),
                           ("/ru/voice-of-citizens/", "text/gemini; charset=utf-8; lang=ru"),
                           ("/ru/", 'text/gemini; charset=utf-8; lang="ru,en"'),  # a project is only in English
                          
                           ("/en/atom.xml", "application/atom+xml; charset=utf-8"), ("/en/rss.xml", "application/rss+xml; charset=utf-8"),
                           ("/en/feed.json", "application/feed+json"), ("/en/feeds.opml", "text/x-opml; charset=utf-8"),
                           ("/robots.txt", "text/plain; charset=utf-8"), ("/favicon.txt", "text/plain; charset=utf-8"),
                           ("/ru/voice-of-citizens/2019-09-18-exchange-visit/programme.txt", "text/plain; charset=utf-8")]:
            with self.subTest(path):
                head, _, body = self.ask(self.host + path).partition(b"\r\n")
                self.assertEqual(head.decode(), "20 " + meta)
                self.assertTrue(body)

    def test_robots_and_favicon(self):
        plain = b"20 text/plain; charset=utf-8\r\n"
        self.assertEqual(self.ask(self.host + "/robots.txt"), plain + b"User-agent: *\r\nDisallow: /*/search/*-\r\nAllow: /*/search/*-*/\r\n")
        self.assertEqual(self.ask(self.host + "/favicon.txt"), plain + "📣\n".encode())

    def test_an_attachment_is_sent_to_the_byte(self):
        name = "voice-of-citizens/2019-09-18-exchange-visit/programme.txt"
        with open(self.site.path(name), "rb") as f:
            self.assertEqual(self.ask(self.host + "/ru/" + name).partition(b"\r\n")[2], f.read())

    def test_the_feed_of_every_protocol_has_the_same_bytes(self):
        for path in "/ru/atom.xml", "/ky/wells/rss.xml", "/en/feed.json":
            body = self.ask(self.host + path).partition(b"\r\n")[2]
            self.assertEqual(body, self.site.gopher(path))
            self.assertEqual(body, self.site.http(path)[2])

    def test_a_search_asks_for_words_and_takes_them_decoded(self):
        for lang in "ky", "ru", "en":
            self.assertRegex(self.ask(f"{self.host}/{lang}/search"), rb"\A10 [^\r\n]+\r\n\Z")
        # The index follows the feeds.
        wait_for("the index", lambda: b"=> /en/wells/2026-03-05-pump " in self.ask(f"{self.host}/en/search?A%20pump"))
        found = self.ask(f"{self.host}/en/search?A%20pump")
        self.assertTrue(found.startswith(HOME.encode()))
        self.assertIn(b"=> /en/wells/2026-03-05-pump ", found)
        self.assertEqual(self.ask(f"{self.host}/en/search?%41%20pump"), found)
        self.assertNotIn(b"=> /en/wells/2026-03-05-pump ", self.ask(f"{self.host}/en/search?A%2Bzzzz"))
        self.assertTrue(self.ask(f"{self.host}/en/search?a+pump").startswith(b"20 text/gemini; charset=utf-8; lang=en\r\n# Search: a+pump\n"))
        for query in "", "?":
            self.assert_answers([(f"{self.host}/en/search{query}", "10 Type the words to look for, or ? for help")])
        self.assertRegex(self.ask(f"{self.host}/en/search?%zz"), rb"\A59 [^\r\n]+\r\n\Z")

    def test_what_is_typed_into_the_search_stays_text_of_one_line(self):
        for query in ("%00", "a%0d%0ab", "%0d%0a20%20text/plain%0d%0a", "%0a%23%20Heading", "a%0a=%3E%20/evil%20Evil", "%ff%fe", "%1b%5b2J",
                      "%22" * 300, "%E2%80%AE" * 90, "x" * 900, "*" * 900, "%20", "NEAR(%22", "a%22%20OR%20b:*"):
            with self.subTest(query):
                head, _, page = self.ask(f"{self.host}/en/search?{query}").partition(b"\r\n")
                self.assertRegex(head, rb'\A20 text/gemini; charset=utf-8; lang=("[a-z,]+"|en)\Z')
                self.assertEqual(gemtext.lint(page.decode()), [])
                self.assertNotIn(b"\r", page)
                self.assertNotIn(b"\n=> /evil", page)
                self.assertNotIn(b"\n# Heading", page)

    def test_home_and_project_pages_lead_to_their_feeds(self):
        for path in "/ru/", "/ky/voice-of-citizens/", "/en/wells/":
            page = self.ask(self.host + path).decode()
            for name in "atom.xml", "rss.xml", "feed.json":
                self.assertIn(f"\n=> {path}{name} ", page)

    # --- TLS

    def test_both_versions_of_tls_give_the_same_and_older_ones_nothing(self):
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            self.assert_home([self.host + "/en/"], minimum_version=version, maximum_version=version)
        with self.assertRaises(ssl.SSLError):
            self.ask(self.host + "/en/", minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)

    def test_close_notify_ends_every_answer(self):
        # read_all raises when the connection ends without it.
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            for uri in (self.host + "/en/", self.host + "/en/atom.xml", self.host + "/en/nothing", self.host + "/en",
                        "", "x" * 2000, "titan://localhost/", "gemini://example.org/",
                        self.host + "/ru/voice-of-citizens/2019-09-18-exchange-visit/programme.txt"):
                with self.subTest(uri):
                    self.assertTrue(self.ask(uri, minimum_version=version, maximum_version=version))

    def test_close_notify_answers_a_client_that_says_nothing_more(self):
        with self.site.tls() as s:
            s.sendall(self.host.encode())
            # Raises when our close_notify is not answered by one.
            self.assertEqual(s.unwrap().recv(1), b"")

    def test_the_name_in_tls_and_in_the_address_must_agree(self):
        port = self.site.ports["gemini"]
        other = [(self.host + "/en/", "53 This is another host")]
        self.assert_answers(other, name="example.org")
        self.assert_answers(other, name="127.0.0.1")  # no name at all: a literal is not sent
        self.assert_answers([(f"gemini://127.0.0.1:{port}/en/", "53 This is another host")])
        self.assert_home([f"gemini://127.0.0.1:{port}/en/"], name="127.0.0.1")
        self.assert_home([self.host + "/en/"], name="LOCALHOST")

    def test_no_session_is_resumed(self):
        with self.site.tls() as s:
            s.sendall(self.host.encode() + b"/en/\r\n")
            self.site.read_all(s)
            self.assertFalse(s.session and s.session.has_ticket)

    def test_the_certificate_is_as_clients_want_it(self):
        with self.site.tls() as s:
            der = s.getpeercert(binary_form=True)
            s.sendall(b"\r\n")
            self.site.read_all(s)
        self.assertIn(bytes.fromhex("2a8648ce3d030107"), der)  # the curve P-256
        self.assertIn(b"localhost", der)

    # --- many at once

    def test_slow_requests_do_not_hold_others_up(self):
        slow = [self.site.tls() for _ in range(20)]
        for s in slow:
            s.sendall(self.host.encode())
        self.assert_home([self.host + "/en/"] * 5)
        for s in slow:
            s.sendall(b"/en/\r\n")
            self.assertEqual(self.site.read_all(s), self.home)
            s.close()

    def test_a_saved_file_replaces_the_kept_answer(self):
        before = self.ask(self.host + "/en/wells/")
        self.site.save("wells/project.en.gmi", WELLS["wells/project.en.gmi"] + "\nAnd more.\n")
        wait_for("the new text", lambda: b"And more." in self.ask(self.host + "/en/wells/"))
        self.site.save("wells/project.en.gmi", WELLS["wells/project.en.gmi"])
        wait_for("the old text", lambda: self.ask(self.host + "/en/wells/") == before)
