"""Drafts for editors: who gets in with which certificate, what stands there, and that nobody else sees any of it."""

import os
import re
import signal
import socket
import ssl
import subprocess
import tempfile
import unittest
from urllib.parse import quote, urljoin, urlsplit

from support.client_certs import ClientCert
from support.corpus import site
from support.site import jarchy, wait_for

SERVICES = "".join('%s { listen = {"127.0.0.1:0"} }\n' % name for name in ("spartan", "finger", "nex"))
SECRET = "zyxwvut"  # in everything that is not public
DRAFT = "/preview/en/wells/2026-03-05-pump"


def item(title, keys="", text=""):
    return f"---\ntitle: {title} {SECRET}\n{keys}---\n\n{text}Text {SECRET}.\n"


CONTENT = {
    "site.en.gmi": "---\ntitle: Herald\ntopic_name: water Water\n---\n\nWhat is new.\n",
    "site.ru.gmi": "---\ntitle: Вестник\n---\n\nЧто нового.\n",
    "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n",
    "wells/2026-01-01-open.en.gmi": "---\ntitle: Open\ndate: 2026-01-01\n---\n\nFor everybody.\n",
    "wells/2026-03-05-pump/index.en.gmi": item("A pump", "draft: yes\nkind: event\nevent_start: 2026-04-01\ntopic: water\n"
                                               "attachment: plan.txt The plan\n", "=> plan.txt Look\n\n"),
    "wells/2026-03-05-pump/index.ru.gmi": item("Насос", "draft: yes\n"),
    "wells/2026-03-05-pump/plan.txt": f"The plan {SECRET}.\n",
    "wells/2026-03-06-later.en.gmi": item("Later", "publish: 2090-05-06 10:30 +06:00\n"),
    "wells/2026-03-07-over.ru.gmi": item("Прошло", "expires: 2026-03-08\n"),
}


class Preview(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="jarchy-certs-")
        cls.addClassCleanup(cls.folder.cleanup)
        make = lambda *a, **k: ClientCert(cls.folder.name, *a, **k)
        cls.editor, cls.stranger = make("editor"), make("stranger")
        cls.old = make("old", "20200101000000Z", "20210101000000Z", cls.editor.key)
        cls.early = make("early", "20980101000000Z", "20990101000000Z", cls.editor.key)
        cls.site = cls.made()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.processes = cls.site.children()

    @classmethod
    def made(cls, keys=None, files=CONTENT):
        keys = [cls.editor.fingerprint] if keys is None else keys
        return site(files, config=cls.config(keys) + SERVICES)

    @staticmethod
    def config(keys):
        return 'languages = {"en", "ru"}\n' + 'preview = {%s}\n' % ", ".join(f'"{k}"' for k in keys)

    def tearDown(self):
        self.assertEqual(self.site.children(), self.processes)
        self.assertEqual(self.ask("/en/wells/2026-01-01-open")[0], 20)

    def ask(self, path, cert=None, version=None, where=None):
        """Status, meta and body as text."""
        where = where or self.site
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if version:
            context.minimum_version = context.maximum_version = version
        if cert:
            context.load_cert_chain(cert.certificate, cert.key)
        with context.wrap_socket(where.connect("gemini"), server_hostname=where.host, suppress_ragged_eofs=False) as s:
            s.sendall(where.gemini_url(path).encode() + b"\r\n")
            answer = where.read_all(s)
        head, _, body = answer.partition(b"\r\n")
        status, _, meta = head.decode().partition(" ")
        return int(status), meta, body.decode()

    def seen(self, path, where=None):
        status, meta, body = self.ask(path, self.editor, where=where)
        self.assertEqual(status, 20, f"{path}: {meta}")
        return body

    # --- who gets in

    def test_every_certificate_gets_its_answer(self):
        refused = "This key is not on the list of editors. Send its fingerprint to the administrator: "
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            for path in "/preview", "/preview/", "/preview/errors", DRAFT, DRAFT + "/plan.txt", "/preview/nothing/here":
                with self.subTest(path=path, version=version):
                    ask = lambda cert: self.ask(path, cert, version)
                    self.assertEqual(ask(None), (60, "This is for editors. Please show your certificate.", ""))
                    self.assertEqual(ask(self.stranger), (61, refused + self.stranger.fingerprint, ""))
                    self.assertEqual(ask(self.old), (62, "Your certificate has expired. Please make a new one.", ""))
                    self.assertEqual(ask(self.early),
                                     (62, "Your certificate is not valid yet. Check the clock of your device.", ""))
            self.assertEqual(self.ask("/preview", self.editor, version), (31, "/preview/", ""))
            self.assertEqual(self.ask("/preview/errors/", self.editor, version), (31, "/preview/errors", ""))
            self.assertEqual(self.ask("/preview/", self.editor, version)[0], 20)
            self.assertEqual(self.ask("/preview/en/wells/nothing", self.editor, version)[0], 51)

    def test_words_are_those_of_the_language_that_is_asked_for(self):
        self.assertEqual(self.ask("/preview/ru/wells/2026-03-05-pump")[1],
                         "Эта страница для редакторов. Предъявите свой сертификат.")

    def test_a_public_page_needs_no_certificate_and_takes_any(self):
        for cert in None, self.editor, self.stranger, self.old, self.early:
            self.assertEqual(self.ask("/en/wells/2026-01-01-open", cert)[0], 20)

    def test_doubts_of_an_import_are_above_the_item_until_they_are_taken_out(self):
        path, name = "/preview/en/wells/2026-03-09-sale", "wells/2026-03-09-sale.en.gmi"
        doubt, text = f"* {name}:2: is this the day?", "---\n{}title: Sale\ndraft: yes\n---\n\nText.\n"
        with self.made() as other:
            other.save(name, text.format("# check: is this the day?\n"))
            wait_for("the doubt", lambda: doubt in self.ask(path, self.editor, where=other)[2])
            self.assertIn(doubt.split(":2")[0], self.seen("/preview/errors", other))
            other.save(name, text.format(""))
            wait_for("it is gone", lambda: doubt not in self.seen(path, other))

    def test_every_kind_of_key_is_taken(self):
        make = lambda name, digest, *kind: ClientCert(self.folder.name, name, kind=("-algorithm", *kind), digest=digest)
        certs = [make("ed25519", "default", "ED25519"), make("rsa", "sha256", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
                 make("p521", "sha512", "EC", "-pkeyopt", "ec_paramgen_curve:P-521")]
        with self.made([cert.fingerprint for cert in certs]) as other:
            for cert in certs:
                for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
                    self.assertEqual(self.ask("/preview/", cert, version, where=other)[0], 20, cert.certificate)

    def test_a_key_that_is_dear_to_check_is_refused(self):
        dear = ClientCert(self.folder.name, "dear", kind=("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt",
                                                          f"rsa_keygen_pubexp:{2**100 + 1}"))
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            with self.assertRaises(OSError):
                self.ask("/", dear, version)

    def test_a_chain_that_is_too_long_is_refused(self):
        with open(self.editor.certificate) as f:
            text = f.read()
        long = ClientCert(self.folder.name, "long", key=self.editor.key)
        with open(long.certificate, "w") as f:
            f.write(text * 100)
        with self.assertRaises(OSError):
            self.ask("/preview/", long)

    def test_another_spelling_of_the_path_is_no_way_in(self):
        for path in "/%70review/", "/en/../preview/", "/./preview/errors", "//preview/", "/preview//", "/preview/%65rrors":
            for cert in None, self.stranger:
                with self.subTest(path):
                    self.assertIn(self.ask(path, cert)[0], (51, 59, 60 if cert is None else 61))

    def test_the_list_of_keys_is_what_counts_in_any_form(self):
        shown = ":".join(re.findall("..", self.editor.fingerprint)).upper()
        with self.made([self.stranger.fingerprint, shown]) as other:
            self.assertEqual(self.ask("/preview/", self.editor, where=other)[0], 20)
            self.assertEqual(self.ask("/preview/", self.stranger, where=other)[0], 20)

    def test_a_reload_takes_the_list_as_it_is_then(self):
        with self.made([self.stranger.fingerprint]) as other:
            self.assertEqual(self.ask("/preview/", self.editor, where=other)[0], 61)
            other.keep_ports()
            with open(other.config) as f:
                text = f.read()
            with open(other.config, "w") as f:
                f.write(text.replace(self.stranger.fingerprint, self.editor.fingerprint))
            before, workers = len(other.lines), {p for n, p in other.children().items() if n.startswith("worker")}
            other.signal(signal.SIGHUP)
            other.wait_line("reloaded", before)
            wait_for("the old workers' end", lambda: not any(os.path.exists(f"/proc/{p}") for p in workers))
            self.assertEqual(self.ask("/preview/", self.editor, where=other)[0], 20)
            self.assertEqual(self.ask("/preview/", self.stranger, where=other)[0], 61)

    def test_without_a_list_nothing_is_there_and_no_certificate_is_asked_for(self):
        with self.made([]) as other:
            for path in "/preview", "/preview/", "/preview/errors", DRAFT:
                self.assertEqual(self.ask(path, self.editor, where=other)[:2], (51, "Page not found"))
            self.assertFalse(self.asks_for_certificate(other, "gemini"))
        self.assertTrue(self.asks_for_certificate(self.site, "gemini"))
        self.assertFalse(self.asks_for_certificate(self.site, "gopher"))

    @staticmethod
    def asks_for_certificate(where, service):
        done = subprocess.run(["openssl", "s_client", "-connect", "%s:%d" % where.address(service), "-servername", where.host,
                               "-msg", "-quiet", "-no_ign_eof"], input=b"", capture_output=True, timeout=60)
        assert b"Finished" in done.stdout, done.stdout.decode()
        return b"CertificateRequest" in done.stdout

    def test_who_comes_back_with_a_session_is_who_they_were(self):
        with self.made() as other:
            with open(other.config) as f:
                text = f.read()
            with open(other.config, "w") as f:
                f.write(text.replace("gemini { ", "gemini { resumption = yes "))
            other.stop()
            other.start()
            for version in "-tls1_2", "-tls1_3":
                for cert, answer in (self.editor, b"20 text/gemini"), (self.stranger, b"61 "), (self.old, b"62 "):
                    with self.subTest(version=version, answer=answer):
                        session = os.path.join(cert.folder, "session" + version)
                        first = self.s_client(other, cert, version, "-sess_out", session)
                        self.assertIn(b"\nNew, TLSv1", first)
                        self.assertIn(b"\n" + answer, first)
                        again = self.s_client(other, cert, version, "-sess_in", session)
                        self.assertIn(b"\nReused, TLSv1", again)
                        self.assertIn(b"\n" + answer, again)

    @staticmethod
    def s_client(where, cert, *options):
        done = subprocess.run(["openssl", "s_client", "-connect", "%s:%d" % where.address("gemini"), "-servername", where.host,
                               "-cert", cert.certificate, "-key", cert.key, "-ign_eof", "-nocommands", *options],
                              input=where.gemini_url("/preview/").encode() + b"\r\n", capture_output=True, timeout=60)
        return done.stdout

    # --- what is there

    def test_the_list_has_all_that_is_not_public_in_every_language(self):
        self.assertEqual(self.seen("/preview/"), f"""# Preview

=> /preview/en/errors Problems in the files (1)

## Drafts

=> {DRAFT} 2026-03-05 A pump {SECRET} (English)
=> /preview/ru/wells/2026-03-05-pump 2026-03-05 Насос {SECRET} (Русский)

## Scheduled

=> /preview/en/wells/2026-03-06-later 2026-03-06 Later {SECRET} (English, 6 May 2090, 10:30)

## Expired

=> /preview/ru/wells/2026-03-07-over 2026-03-07 Прошло {SECRET} (Русский, 8 March 2026, 00:00)

## In other languages

=> /preview/ru/ Русский: Предпросмотр

=> /en/ Herald
""")

    def test_an_item_looks_as_it_will_with_its_state_on_top(self):
        self.assertEqual(self.seen(DRAFT), f"""# A pump {SECRET}

5 March 2026 · Event
=> /preview/en/ Preview

This is a draft. Only editors see it.

When: 1 April 2026

=> {DRAFT}/plan.txt Look

Text {SECRET}.

## Attachments

=> {DRAFT}/plan.txt The plan (TXT, 18\u00a0B)

=> /en/topics/water/ Topic: Water

## In other languages

=> /preview/ru/wells/2026-03-05-pump Русский: Насос {SECRET}

=> /preview/en/ Preview
""")
        self.assertIn("\n\nScheduled: 6 May 2090, 10:30\n\n", self.seen("/preview/en/wells/2026-03-06-later"))
        self.assertIn("\n\nСрок показа истёк: 8 марта 2026 г., 00:00\n\n", self.seen("/preview/ru/wells/2026-03-07-over"))
        self.assertIn("=> /en/wells/2026-01-01-open Published\n", self.seen("/preview/en/wells/2026-01-01-open"))

    def test_a_file_of_a_draft_is_there_too(self):
        self.assertEqual(self.ask(DRAFT + "/plan.txt", self.editor)[2], CONTENT["wells/2026-03-05-pump/plan.txt"])
        self.assertEqual(self.ask(DRAFT + "/index.en.gmi", self.editor)[0], 51)
        self.assertEqual(self.ask(DRAFT + "/../../../../site.en.gmi", self.editor)[0], 51)

    def test_nothing_that_an_editor_saw_is_kept_for_others(self):
        for path in "/preview/", DRAFT, DRAFT + "/plan.txt":
            for _ in range(4):  # of both workers
                self.assertEqual(self.ask(path, self.editor)[0], 20)
                self.assertEqual(self.ask(path)[0], 60)
                self.assertEqual(self.ask(path, self.stranger)[0], 61)

    def test_a_draft_that_is_published_leaves_the_list_at_once(self):
        with self.made() as other:
            path = "wells/2026-03-05-pump/index.en.gmi"
            other.save(path, CONTENT[path].replace("draft: yes\n", ""))
            wait_for("the item", lambda: self.ask("/en/wells/2026-03-05-pump", where=other)[0] == 20)
            listed = self.seen("/preview/", other)
            self.assertNotIn(DRAFT, listed)
            self.assertIn("/preview/ru/wells/2026-03-05-pump", listed)
            other.save(path, CONTENT[path])
            wait_for("the draft", lambda: DRAFT in self.seen("/preview/", other))
            # Pages that workers hold ready go when the feeds are written.
            wait_for("the end of the page", lambda: self.ask("/en/wells/2026-03-05-pump", where=other)[0] != 20)
            os.unlink(other.path("wells/2026-03-06-later.en.gmi"))
            wait_for("its end", lambda: "Later" not in self.seen("/preview/", other))

    # --- what is wrong

    def test_errors_appear_and_go_away(self):
        with self.made(files={k: v for k, v in CONTENT.items() if "later" not in k}) as other:  # whose date is doubted
            errors = lambda: self.seen("/preview/errors", other)
            none = "# Problems in the files\n\nNothing is wrong in the files.\n\n## In other languages\n\n=> /preview/ru/errors Русский: Ошибки в файлах\n\n" \
                   "=> /preview/en/ Preview\n"
            self.assertEqual(errors(), none)
            faults = [("wells/2026-04-01-broken.en.gmi", "---\ntitel: x\n---\n\nText.\n",
                       "* wells/2026-04-01-broken.en.gmi:2: error: "),
                      ("wells/Strange Name.txt", "x", "* wells/Strange Name.txt: error: ")]
            for path, text, expected in faults:
                other.save(path, text)
                found = wait_for(path, lambda: expected in errors() and errors())
                # The same line as on standard error, which has the folder before it.
                line = next(l for l in found.splitlines() if l.startswith(expected))[2:]
                self.assertRegex(line, r" \[[a-z-]+\]$")
                other.wait_line(f"content/{line}")
            self.assertIn("=> /preview/en/errors Problems in the files (%d)\n" % errors().count("\n* "), self.seen("/preview/", other))
            other.save(faults[0][0], item("Mended"))
            wait_for("the mended file", lambda: faults[0][2] not in errors())
            self.assertIn(faults[1][2], errors())
            os.rename(other.path(faults[1][0]), other.path("wells/_strange.txt"))
            wait_for("the mended name", lambda: errors() == none)

    def test_what_was_wrong_before_a_restart_is_still_there(self):
        with self.made() as other:
            other.save("wells/Strange Name.txt", "x")
            wait_for("the error", lambda: "Strange" in self.seen("/preview/errors", other))
            other.stop()
            other.start()
            self.assertIn("Strange", self.seen("/preview/errors", other))

    # --- that nobody else sees it

    def ask_plainly(self, service, request):
        with self.site.connect(service) as s:
            s.sendall(request.encode())
            s.shutdown(socket.SHUT_WR)
            return self.site.read_all(s).decode()

    def test_other_protocols_have_no_preview(self):
        for path in "/preview", "/preview/", "/preview/errors", DRAFT, DRAFT + "/plan.txt":
            with self.subTest(path):
                for method in "GET", "HEAD":
                    answer = self.site.http_raw(f"{method} {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()).decode()
                    self.assertTrue(answer.startswith("HTTP/1.1 404 "), answer)
                    self.assertNotIn(SECRET, answer)
                for selector in path, "/tr" + path, "/1" + path:
                    answer = self.site.gopher(selector).decode()
                    self.assertTrue(answer.startswith("3"), answer)
                    self.assertNotIn(SECRET, answer)
                self.assertEqual(self.ask_plainly("spartan", f"localhost {path} 0\r\n"), "4 Page not found\r\n")
                self.assertEqual(self.ask_plainly("nex", path + "\n"), "Page not found\r\n")
                self.assertEqual(self.ask_plainly("finger", path[1:] + "\r\n"), "Page not found\r\n")

    def test_nothing_public_shows_a_draft(self):
        found = {"gemini": self.crawl(self.gemini_page), "http": self.crawl(self.http_page), "gopher": self.crawl_gopher()}
        self.assertIn("/en/wells/2026-01-01-open", found["gemini"])
        self.assertIn("/sitemap.xml", found["http"])
        self.assertTrue(any(s.endswith("/en/wells/2026-01-01-open") for s in found["gopher"]))
        for protocol, pages in found.items():
            for path, text in pages.items():
                if "search" in path:  # they repeat what was asked
                    text = text.replace(SECRET, "")
                self.assertNotIn(SECRET, text, f"{protocol} {path}")
                self.assertNotIn("preview", text, f"{protocol} {path}")
        for folder, _, names in os.walk(os.path.join(self.site.folder, "feeds")):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    self.assertNotIn(SECRET.encode(), f.read(), name)

    ALWAYS = ["/", "/robots.txt", "/caps.txt", "/en/wells/2026-03-05-pump", "/en/wells/2026-03-05-pump/plan.txt",
              "/en/wells/2026-03-06-later", "/ru/wells/2026-03-07-over", "/en/topics/water/", "/en/wells/all.txt",
              "/en/wells/events.ics", "/en/feeds.opml", "/en/archive/2026/"]

    def crawl(self, page):
        waiting, pages = list(self.ALWAYS), {}
        while waiting:
            path = waiting.pop()
            if path in pages:
                continue
            pages[path], links = page(path)
            for link in links:
                target = urlsplit(urljoin(f"//localhost{path}", link))
                if target.netloc.split(":")[0] == "localhost" and target.scheme in ("", "http"):
                    waiting.append(target.path or "/")
        return pages

    def gemini_page(self, path):
        text = self.ask(quote(path))[2]
        if path.endswith("/search"):
            text += self.ask(f"{path}?{SECRET}")[2]
            self.assertNotIn("=> /en/wells", text)
        return text, re.findall(r"^=>\s*(\S+)", text, re.M)

    def http_page(self, path):
        text = self.site.http(quote(path))[2].decode()
        if path.endswith("/search"):
            text += self.site.http(f"{path}?q={SECRET}")[2].decode()
            self.assertNotIn('href="/en/wells', text)
        return text, re.findall(r'(?:href|src)="([^"#?]*)', text) + ["/sitemap.xml"]

    def crawl_gopher(self):
        waiting, pages = [("1", p) for p in self.ALWAYS] + [("1", "/tr/en/wells/2026-03-05-pump")], {}
        while waiting:
            kind, selector = waiting.pop()
            if selector in pages or kind not in "01":
                continue
            pages[selector] = self.site.gopher(selector).decode(errors="replace")
            if kind == "1":
                fields = [line[1:].split("\t") + [line[:1]] for line in pages[selector].splitlines() if line.count("\t") == 3]
                waiting += [(f[-1], f[1]) for f in fields if f[2] == "localhost" and int(f[3]) == self.site.ports["gopher"]]
        pages["search"] = self.site.gopher(f"/en/search\t{SECRET}").decode()
        self.assertNotIn("/en/wells/", pages["search"])
        return pages


class Configuration(unittest.TestCase):
    def test_what_is_no_fingerprint_is_refused_with_file_and_line(self):
        for bad in "", "ab" * 31, "ab" * 33, "xy" * 32, ":".join(["ab"] * 31) + "ab", "ab" * 31 + ":ab":
            made = site({}, config=f'preview = {{"{"ab" * 32}",\n"{bad}"}}\n')
            self.addCleanup(made.kill)
            done = jarchy("config", "-c", made.config)
            self.assertEqual(done.returncode, 2, bad)
            with open(made.config) as f:
                line = len(f.readlines())
            self.assertRegex(done.stderr, rf'jarchy\.conf:{line}: preview: "{bad}" is no fingerprint of a key')

    def test_the_list_is_in_the_effective_configuration(self):
        made = site({}, config=f'preview = {{"{"ab" * 32}"}}\n')
        self.addCleanup(made.kill)
        done = jarchy("config", "-c", made.config)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(f'preview = {{"{"ab" * 32}"}}\n', done.stdout)
