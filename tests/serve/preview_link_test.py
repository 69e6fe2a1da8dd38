"""Links to the preview for a browser: what they show, and every way to guess, leak or keep one that is refused."""

import os
import re
import signal
import socket
import ssl
import unittest
from urllib.parse import quote

from support.corpus import site
from support.site import JARCHY, Site, jarchy, wait_for

HIDDEN = "zyxwvut"  # in everything that is not public
HTTPS = 'https { listen = {"127.0.0.1:0"} certificate = "certs/localhost.crt" key = "certs/localhost.key" }\n'
CONFIG = 'languages = {"en", "ru", "ky"}\n'
CONTENT = {
    "site.en.gmi": "---\ntitle: Herald\n---\n\nWhat is new.\n",
    "site.ru.gmi": "---\ntitle: Вестник\n---\n\nЧто нового.\n",
    "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n",
    "wells/2026-01-01-open.en.gmi": "---\ntitle: Open\ndate: 2026-01-01\n---\n\nFor everybody.\n",
    "wells/2026-03-05-pump/index.en.gmi": f"---\ntitle: A pump {HIDDEN}\ndraft: yes\nattachment: plan.txt The plan\n---\n\n"
                                          f"Text {HIDDEN}.\n\n=> https://example.org/ Outside\n",
    "wells/2026-03-05-pump/index.ru.gmi": f"---\ntitle: Насос {HIDDEN}\ndraft: yes\n---\n\nТекст.\n",
    "wells/2026-03-05-pump/plan.txt": f"The plan {HIDDEN}, and more of it.\n",
    "wells/2026-03-06-later.en.gmi": f"---\ntitle: Later {HIDDEN}\npublish: 2090-05-06 10:30 +06:00\n---\n\nText.\n",
    "wells/2026-03-07-bad.en.gmi": "---\nnaem: x\n---\n\nText.\n",
}
DRAFT = "en/wells/2026-03-05-pump"


class Answer:
    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.data, self.status = data, int(first.split()[1])
        self.headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}

    def undated(self):
        return re.sub(rb"\r\nDate: [^\r]*", b"", self.data)


class PreviewLink(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(CONTENT, config=CONFIG + HTTPS, workers=1)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.secret = cls.make(cls.site, "Айгүл")

    def tearDown(self):
        self.assertEqual(self.ask("/en/wells/2026-01-01-open").status, 200)

    @staticmethod
    def command(where, *words):
        return jarchy("preview-link", "-q", "-c", where.config, *words)

    @classmethod
    def make(cls, where, name, *words):
        run = cls.command(where, *words, name)
        assert run.returncode == 0, run.stderr
        return re.search(r"/preview/([0-9a-f]{32})/\n$", run.stdout)[1]

    def ask(self, path, *lines, method="GET", version="1.1", service="http", where=None, host=None, head=b""):
        where = where or self.site
        host = [] if host == "" else [f"Host: {host or '127.0.0.1:1'}"]
        request = "\r\n".join([f"{method} {path} HTTP/{version}", *host, "Connection: close", *lines, "", ""])
        with (where.tls(service) if service == "https" else where.connect(service)) as s:
            s.sendall(head + request.encode())
            return Answer(where.read_all(s))

    def wrong(self, *lines, path="/nothing", **how):
        """What any wrong path is answered, but for the date, and for words of it that could be searched for."""
        return self.ask(path, *lines, **how).undated()

    def below(self, rest, secret=None):
        return f"/preview/{secret or self.secret}/{rest}"

    def seen(self, rest, *lines, **how):
        answer = self.ask(self.below(rest), *lines, **how)
        self.assertEqual(answer.status, 200, rest)
        return answer

    # --- what it shows

    def test_drafts_scheduled_items_errors_and_files_are_shown_and_lead_to_one_another(self):
        for service in "http", "https":
            page = self.seen("", "Accept-Language: en", service=service).body.decode()
            for words in "A pump", "Насос", "Later", "Drafts", "Scheduled":
                self.assertIn(words, page)
            left, seen = [self.below("")], {}
            while left:
                path = left.pop()
                if path in seen:
                    continue
                seen[path] = self.ask(path, service=service)
                self.assertEqual(seen[path].status, 200, path)
                left += re.findall(r'href="(/preview/[^"]*)"', seen[path].body.decode("utf-8", "replace"))
            for rest in DRAFT, DRAFT + "/plan.txt", "ru/wells/2026-03-05-pump", "en/errors", "ru/", "ky/":
                self.assertIn(self.below(rest), seen)
            self.assertIn(b"2026-03-07-bad.en.gmi:2", seen[self.below("en/errors")].body)
            self.assertTrue(seen[self.below(DRAFT + "/plan.txt")].body.startswith(b"The plan " + HIDDEN.encode()))

    def test_the_language_is_that_of_the_reader_or_of_the_page(self):
        for tag, title in ("en", "Preview"), ("ru", "Предпросмотр"), ("ky", "Алдын ала көрүү"):
            self.assertIn(f"<h1>{title}</h1>", self.seen("", f"Accept-Language: {tag}").body.decode())
            self.assertIn(f"<h1>{title}</h1>", self.seen(f"{tag}/", "Accept-Language: de").body.decode())
        self.assertIn('lang="ru"', self.seen("ru/wells/2026-03-05-pump", "Accept-Language: ky").body.decode())

    def test_nothing_of_it_may_be_kept_indexed_or_told_to_others(self):
        for rest in "", "en/errors", DRAFT, DRAFT + "/plan.txt":
            for answer in (self.seen(rest), self.seen(rest, method="HEAD"), self.seen(rest, "Accept-Encoding: gzip, br"),
                           self.ask(self.below(rest), "Range: bytes=2-5"), self.ask(self.below(rest), "If-None-Match: *")):
                self.assertEqual(answer.headers["cache-control"], "no-store", rest)
            headers = self.seen(rest).headers
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            self.assertIn("noindex", headers["x-robots-tag"])
        moved = self.ask(f"/preview/{self.secret}")
        self.assertEqual((moved.status, moved.headers["location"], moved.headers["cache-control"]),
                         (301, self.below(""), "no-store"))
        missing = self.ask(self.below("en/wells/nothing"))
        self.assertEqual((missing.status, missing.headers["cache-control"]), (404, "no-store"))
        page = self.seen(DRAFT).body.decode()
        self.assertIn('<meta name="robots" content="noindex, nofollow, noarchive">', page)
        head = page.split("<body>")[0]
        self.assertNotIn(self.secret, head)
        self.assertNotIn("canonical", head)

    def test_ranges_heads_and_codings_are_answered_as_elsewhere(self):
        plan = self.below(DRAFT + "/plan.txt")
        part = self.ask(plan, "Range: bytes=4-7")
        self.assertEqual((part.status, part.body), (206, b"plan"))
        self.assertEqual(self.ask(plan, method="HEAD").body, b"")
        tag = self.seen(DRAFT).headers["etag"]
        self.assertEqual(self.ask(self.below(DRAFT), f"If-None-Match: {tag}").status, 304)
        self.assertEqual(self.seen(DRAFT, "Accept-Encoding: gzip").headers["content-encoding"], "gzip")
        self.assertEqual(self.seen("", version="1.0", host="localhost", service="https").status, 200)

    # --- thirteen ways in that are none; each answered as a path where nothing is

    def test_1_a_guess_is_answered_as_any_wrong_path_byte_for_byte(self):
        with self.site_of_its_own() as other:
            self.make(other, "a")
            for lines in (), ("Accept-Language: ru",), ("Accept-Encoding: br",), ("If-None-Match: *",), ("Range: bytes=0-1",):
                for how in {}, {"method": "HEAD"}, {"version": "1.0", "host": ""}:
                    for rest in "", DRAFT:
                        got = self.ask(self.below(rest, "0" * 32), *lines, where=other, **how)
                        self.assertEqual(got.undated(), self.wrong(*lines, where=other, **how))

    def test_2_what_is_nearly_the_secret_is_not_it(self):
        s = self.secret
        near = [s[:-1], s + "0", s[1:], s + ".", s + "%20", s + "%00", s[:-1] + ("0" if s[-1] != "0" else "1"), "/" + s, s * 60,
                s[:16] + "/" + s[16:]]
        if s.upper() != s:
            near.append(s.upper())
        for number, word in enumerate(near):
            if number % 10 == 0:  # so that no limit is what refuses
                other = self.other()
                self.use(other, s)
            answer = self.ask(f"/preview/{word}/{DRAFT}", where=other)
            self.assertIn(answer.status, (400, 404), word)
            self.assertNotIn(HIDDEN.encode(), answer.body)

    def test_3_a_percent_encoded_secret_is_the_same_path_and_as_secret(self):
        coded = "".join(f"%{ord(c):02x}" for c in self.secret)
        before = len(self.site.accessed)
        self.assertEqual(self.ask(f"/preview/{coded}/").status, 200)
        self.assertEqual(self.ask(f"/%70review/{self.secret}/").status, 200)
        wait_for("the log", lambda: len(self.site.accessed) >= before + 2)
        self.assert_not_logged(self.site, self.secret, coded)

    def test_4_the_secret_counts_nowhere_but_in_its_place(self):
        s = self.secret
        for path in f"/preview/?{s}", f"/preview/?q={s}", f"/preview/errors?secret={s}", f"/{s}/", f"/en/{s}", f"/preview//{s}/", f"/en/preview/{s}/":
            self.assertEqual(self.ask(path).status, 404, path)
        for line in f"Referer: http://127.0.0.1/preview/{s}/", f"Cookie: preview={s}", f"Authorization: Bearer {s}", f"X-Preview: {s}":
            self.assertEqual(self.ask("/preview/" + DRAFT, line).status, 404, line)

    def test_5_plain_http_from_elsewhere_learns_nothing(self):
        config = CONFIG + 'http { listen = {"127.0.0.1:0"} proxy = {"127.0.0.1"} }\n'
        with self.site_of_its_own(config=config, proxied=True) as other:
            secret = self.make(other, "a")
            away = b"PROXY TCP4 203.0.113.9 192.0.2.1 50000 70\r\n"
            here = b"PROXY TCP4 127.0.0.1 127.0.0.1 50000 70\r\n"
            self.assertEqual(self.ask(self.below("", secret), where=other, head=here).status, 200)
            for host in "127.0.0.1", "localhost", "example.org":
                got = self.ask(self.below("", secret), where=other, head=away, host=host)
                self.assertEqual(got.undated(), self.wrong(where=other, head=away, host=host))

    def test_6_a_proxy_on_this_machine_makes_nobody_sit_at_it(self):
        for line in ("X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9", "Via: 1.1 proxy", "X-Real-IP: 127.0.0.1",
                     "X-Forwarded-Proto: https", "x-forwarded-host: localhost"):
            self.assertEqual(self.ask(self.below(""), line).undated(), self.wrong(), line)
            self.assertEqual(self.ask(self.below(""), line, service="https").status, 200, line)
        # As nginx asks that was told nothing but "proxy_pass http://127.0.0.1:8080".
        nginx = {"version": "1.0", "host": "127.0.0.1:8080"}
        self.assertEqual(self.ask(self.below(""), **nginx).undated(), self.wrong(**nginx))

    def test_7_a_host_that_is_not_this_machine_is_no_loopback(self):
        for host in "example.org", "127.0.0.1.example.org", "localhost.example.org", "localhost:80:80", "10.0.0.1", "[::2]", "0":
            answer = self.ask(self.below(""), host=host)
            self.assertIn(answer.status, (400, 404), host)
        self.assertEqual(self.ask(self.below(""), version="1.0", host="").status, 404)
        for host in "localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:80":
            self.assertEqual(self.ask(self.below(""), host=host).status, 200, host)
        self.assertEqual(self.ask(f"http://example.org{self.below('')}").status, 404)

    def test_8_a_link_that_was_revoked_is_none_at_the_next_request(self):
        secret = self.make(self.site, "for a while")
        self.assertEqual(self.ask(self.below("", secret)).status, 200)
        self.assertEqual(self.command(self.site, "--revoke", "for a while").returncode, 0)
        self.assertEqual(self.ask(self.below("", secret)).undated(), self.wrong())
        self.assertEqual(self.command(self.site, "--revoke", "for a while").returncode, 2)

    def test_9_a_link_that_has_expired_is_none(self):
        with self.site_of_its_own() as other:
            secret = self.make(other, "old")
            path = os.path.join(other.folder, "var", "preview-links")
            self.assertEqual(self.ask(self.below("", secret), where=other).status, 200)
            with open(path) as f:
                line = f.read()
            with open(path, "w") as f:
                f.write(re.sub(r" \d+ \d+ ", " 1000 2000 ", line))
            self.assertEqual(self.ask(self.below("", secret), where=other).undated(), self.wrong(where=other))
            self.assertIn("old  (expired)", self.command(other, "--list").stdout)

    def test_10_who_guesses_often_is_not_let_in_even_when_right(self):
        with self.site_of_its_own() as other:
            secret = self.make(other, "a")
            for i in range(20):
                self.assertEqual(self.ask(self.below("", f"{i:032x}"), where=other).status, 404)
            self.assertEqual(self.ask(self.below("", secret), where=other).undated(), self.wrong(where=other))
            self.assertEqual(self.ask("/en/", where=other).status, 200)

    def test_11_no_other_protocol_and_no_other_method_opens_it(self):
        self.assertEqual(self.site.gemini(self.below(""))[0], 51)
        for answer in self.site.gopher(self.below("")), self.site.gopher(f"/preview/{self.secret}/{DRAFT}"):
            self.assertNotIn(HIDDEN.encode(), answer)
        for method in "POST", "PUT", "OPTIONS", "TRACE", "PROPFIND":
            answer = self.ask(self.below(""), method=method)
            self.assertIn(answer.status, (405, 501))
            self.assertNotIn(self.secret.encode(), answer.data)

    def test_12_it_is_in_no_log_no_cache_no_feed_no_map_and_no_search(self):
        before = len(self.site.accessed)
        asked = [self.below(""), self.below(DRAFT), f"/x?{self.secret}", f"/preview/{self.secret.upper()}/", f"/en/search?q={self.secret}",
                 f"/preview/{self.secret[:-1]}/"]
        for path in asked:
            self.ask(path, f"User-Agent: me {self.secret}", f"Referer: http://127.0.0.1{self.below('')}")
        self.site.gemini(self.below(""))
        self.site.gopher(self.below(""))
        wait_for("the log", lambda: len(self.site.accessed) >= before + len(asked) + 2)
        self.assert_not_logged(self.site, self.secret, self.secret[:-1], self.secret.upper())
        self.assertTrue([line for line in self.site.accessed if "/preview/[secret]/" in line])
        for path in "/en/", "/en/atom.xml", "/en/feed.json", "/sitemap.xml", "/en/search?q=pump", "/en/wells/", "/robots.txt":
            body = self.ask(path).body
            self.assertNotIn(self.secret.encode(), body, path)
            self.assertNotIn(HIDDEN.encode(), body, path)
        self.assertNotIn(HIDDEN.encode(), self.ask("/" + DRAFT).body)  # the same page at its public address
        self.assertEqual(self.ask("/preview/" + DRAFT).status, 404)    # … and after it was shown
        for folder, _, names in os.walk(self.site.folder):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    self.assertNotIn(self.secret.encode(), f.read(), name)

    def test_13_what_the_list_holds_is_of_no_use_to_who_reads_it(self):
        path = os.path.join(self.site.folder, "var", "preview-links")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        with open(path) as f:
            stored = f.read().split()[0]
        self.assertEqual(self.ask(self.below("", stored)).status, 404)
        self.assertEqual(self.ask(self.below("", stored[:32])).status, 404)
        listed = self.command(self.site, "--list").stdout
        self.assertIn("Айгүл", listed)
        self.assertNotIn(self.secret, listed)
        self.assertNotIn(stored, listed)

    # --- the command

    def test_the_address_is_that_of_https_where_there_is_https(self):
        self.assertTrue(self.printed(CONFIG + HTTPS).startswith("https://localhost:PORT/preview/"))
        self.assertTrue(self.printed(CONFIG).startswith("http://127.0.0.1:PORT/preview/"))
        self.assertTrue(self.printed(CONFIG, 'http { url = "https://news.example.org" listen = {"127.0.0.1:8081"} }\n')
                        .startswith("https://news.example.org/preview/"))

    def test_words_that_make_no_sense_are_refused(self):
        for words in (), ("a", "b"), ("--list", "a"), ("--revoke", "x", "a"), ("--days", "0", "a"), ("--days", "5", "--list"), ("a\nb",), ("x" * 65,):
            run = self.command(self.site, *words)
            self.assertEqual((run.returncode, run.stdout), (2, ""), words)
        again = self.command(self.site, "Айгүл")
        self.assertEqual(again.returncode, 2)
        self.assertIn('there is a link "Айгүл" already', again.stderr)

    # --- help

    def printed(self, *config):
        made = Site(content=None, config="".join(config))
        self.addCleanup(made.kill)
        if len(config) > 1:
            with open(made.config) as f:
                lines = [line for line in f if not line.startswith("http { listen = {\"127.0.0.1:0\"")]
            with open(made.config, "w") as f:
                f.writelines(lines)
        run = self.command(made, "a")
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def site_of_its_own(self, config=CONFIG, proxied=False):
        made = site(CONTENT, config=config, workers=1)
        if proxied:
            with open(made.config) as f:
                lines = [line for line in f if line != 'http { listen = {"127.0.0.1:0"} }\n']
            with open(made.config, "w") as f:
                f.writelines(lines)
        return made

    def other(self):
        made = self.site_of_its_own()
        self.addCleanup(made.kill)
        return made.start()

    def use(self, where, secret):
        """Gives another site the same link."""
        with open(os.path.join(self.site.folder, "var", "preview-links")) as f:
            lines = f.read()
        with open(os.path.join(where.folder, "var", "preview-links"), "w") as f:
            f.write(lines)
        self.assertEqual(self.ask(self.below("", secret), where=where).status, 200)

    def assert_not_logged(self, where, *words):
        for line in [*where.accessed, *where.lines]:
            for word in words:
                self.assertNotIn(word, line)
