"""The web over TLS, as one machine has it: challenges of an authority, a redirect, how long browsers keep to it."""

import http.client
import os
import signal
import subprocess
import unittest

from support.http import get, parse
from support.site import DEADLINE, Site, jarchy, wait_for
from support.together import begin_together

TREE = "/.well-known/acme-challenge/"
HTTPS = 'https { listen = {"127.0.0.1:0"} certificate = "certs/localhost.crt" key = "certs/localhost.key" }\n'


def write(folder, token, text=None, below=TREE):
    """As a client does it: for a web root the whole path, else right into the folder."""
    path = folder + below + token
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(f"{token}.thumbprint" if text is None else text)
    return path


def over_tls(site, path, method="GET"):
    with site.tls("https") as s:
        s.sendall(f"{method} {path} HTTP/1.0\r\n\r\n".encode())
        return parse(site.read_all(s))


class Challenges(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(config='acme = "challenges"\n' + HTTPS)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.folder = os.path.join(cls.site.folder, "challenges")

    def expect_none(self, path):
        status, headers, body = get(self.site, path)
        self.assertEqual((status, headers["cache-control"], body), (404, "no-store", b"404: there is no such challenge\n"))

    def test_a_file_in_either_layout_is_answered_at_once(self):
        for token, below in ("web_root-1", TREE), ("right-in-it_2", "/"):
            self.expect_none(TREE + token)
            write(self.folder, token, below=below)
            for status, headers, body in get(self.site, TREE + token), over_tls(self.site, TREE + token):
                self.assertEqual((status, body.decode()), (200, f"{token}.thumbprint"))
                self.assertEqual(headers["content-type"], "text/plain; charset=utf-8")
                self.assertEqual(headers["cache-control"], "no-store")
            status, headers, body = get(self.site, TREE + token, method="HEAD")
            self.assertEqual((status, headers["content-length"], body), (200, str(len(token) + 11), b""))
            write(self.folder, token, f"{token}.another\n", below)
            self.assertEqual(get(self.site, TREE + token)[2].decode(), f"{token}.another\n")
            os.unlink(self.folder + below + token)
            self.expect_none(TREE + token)

    def test_nothing_else_of_the_folder_is_given_out(self):
        outside = write(self.site.folder, "outside", below="/")
        os.symlink(outside, write(self.folder, "linked") + "-out")
        os.rename(self.folder + TREE + "linked-out", self.folder + "/outside")
        os.mkdir(self.folder + "/folder")
        os.mkfifo(self.folder + "/fifo")
        write(self.folder, "secret", "not for all\n", "/")
        write(self.folder, "long", "long." + "x" * 1020, "/")
        write(self.folder, "a.b", below="/")
        write(self.folder, "empty", "", "/")
        for name in ("outside", "folder", "fifo", "secret", "long", "a.b", "empty", "", ".", "..", "%2e%2e/outside", "folder/", "x" * 129,
                     "x" * 2000, "%00", "%D1%8F", "linked/"):
            with self.subTest(name=name):
                status, _, body = get(self.site, TREE + name)
                self.assertIn(status, (404, 400), name)
                self.assertNotIn(b"thumbprint", body)
                self.assertNotIn(b"not for all", body)
        self.site.wait_line("acme: the file of the challenge")
        self.assertEqual(get(self.site, TREE + "linked")[0], 200)

    def test_it_is_no_page_of_the_site(self):
        write(self.folder, "token")
        self.assertEqual(self.site.gemini(TREE + "token")[0], 51)
        self.assertTrue(self.site.gopher(TREE + "token").startswith(b"3"))
        self.assertEqual(get(self.site, TREE + "token", method="OPTIONS")[0], 405)
        self.assertNotIn("acme", self.site.http("/sitemap.xml")[2].decode())

    def test_many_are_answered_over_one_connection(self):
        connection = http.client.HTTPConnection(*self.site.address("http"), timeout=DEADLINE)
        for i in range(5):
            write(self.folder, f"one{i}")
            connection.request("GET", f"{TREE}one{i}")
            self.assertEqual(connection.getresponse().read().decode(), f"one{i}.thumbprint")
        connection.close()


def a_folder_that_is_replaced():
    with Site(config='acme = "challenges"\n') as site:
        folder = os.path.join(site.folder, "challenges")
        os.rename(folder, folder + "-old")
        wait_for("the folder", lambda: os.path.isdir(folder))
        write(folder, "token")
        wait_for("the answer", lambda: get(site, TREE + "token")[0] == 200)


def make_pair(site, number):
    """As certbot keeps it: each renewal has files of its own, and two links lead to the newest."""
    archive = os.path.join(site.folder, "archive")
    os.makedirs(archive, exist_ok=True)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90", "-subj",
                    f"/CN=localhost/serialNumber={number}", "-keyout", f"{archive}/key{number}.pem", "-out", f"{archive}/chain{number}.pem"],
                   check=True, capture_output=True)


def lead_to(site, name, number):
    live = os.path.join(site.folder, "live")
    os.makedirs(live, exist_ok=True)
    os.symlink(f"../archive/{name}{number}.pem", f"{live}/{name}.new")
    os.rename(f"{live}/{name}.new", f"{live}/{name}.pem")


def shown(site):
    """The certificate of HTTPS, None when there is none."""
    try:
        return site.tls("https").getpeercert(True)
    except OSError:
        return None


LIVE = 'https { listen = {"127.0.0.1:0"} certificate = "live/chain.pem" key = "live/key.pem" }\nacme = "challenges"\n'


def the_first_certificate_comes_while_the_site_is_served():
    """Plain HTTP is answered until then. Then another, its two links one after the other; and no look falls for what is between."""
    site = Site(config=LIVE)
    with open(site.config) as f:
        text = f.read()
    with open(site.config, "w") as f:
        f.write(text.replace("http { ", "http { redirect = yes ", 1))
    with site:
        site.wait_line("live/chain.pem is not there yet: HTTPS begins when it is")
        assert shown(site) is None
        assert get(site, "/ru/")[0] == 200
        make_pair(site, 1)
        lead_to(site, "key", 1)
        lead_to(site, "chain", 1)
        first = wait_for("the first", lambda: shown(site))
        wait_for("a redirect", lambda: get(site, "/ru/")[0] == 301)
        site.keep_ports()
        make_pair(site, 2)
        lead_to(site, "key", 2)
        lead_to(site, "chain", 2)
        wait_for("the second", lambda: shown(site) not in (first, None))
        assert not [line for line in site.lines if "the old ones stay" in line], site.lines
        # What readers were shown does not go with its files, not by a reload either.
        before = len(site.lines)
        os.rename(os.path.join(site.folder, "live"), os.path.join(site.folder, "away"))
        assert "live/chain.pem and its key are gone: put them back; the old ones stay" in site.wait_line("the old ones stay", before)
        site.signal(signal.SIGHUP)
        assert "are gone" in site.wait_line("nothing was changed", before)
        assert shown(site) not in (first, None)
        os.rename(os.path.join(site.folder, "away"), os.path.join(site.folder, "live"))
        site.signal(signal.SIGHUP)
        site.wait_line("reloaded", before)


class Waiting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = begin_together(cls, {f.__name__: f for f in (
            a_folder_that_is_replaced, the_first_certificate_comes_while_the_site_is_served)})

    def test_a_folder_that_is_replaced_is_found_again(self):
        self.results["a_folder_that_is_replaced"].result()

    def test_the_first_certificate_and_those_after_it_are_taken_without_a_signal(self):
        self.results["the_first_certificate_comes_while_the_site_is_served"].result()


class Folder(unittest.TestCase):
    def test_one_that_cannot_be_used_is_named(self):
        site = Site(config='acme = "challenges"\n')
        self.addCleanup(site.kill)
        with open(os.path.join(site.folder, "challenges"), "w"):
            pass
        for words in ("config", "--test"), ("serve",):
            run = jarchy(*words, "-c", site.config)
            self.assertEqual(run.returncode, 2, run)
            self.assertRegex(run.stderr, r'acme: ".*challenges"(: cannot be opened: Not a directory| is no folder: name one)')

    def test_without_one_the_path_is_like_any_other(self):
        with Site() as site:
            status, headers, _ = get(site, TREE + "token")
            self.assertEqual((status, headers["content-type"]), (404, "text/html; charset=utf-8"))


def secured(http="", https="", more="", **options):
    """A site whose sections of the web have these further keys; not started."""
    site = Site(config=HTTPS.replace(" }\n", f" {https} }}\n") + more, **options)
    with open(site.config) as f:
        text = f.read()
    with open(site.config, "w") as f:
        f.write(text.replace('http { listen = {"127.0.0.1:0"}', 'http { listen = {"127.0.0.1:0"} ' + http, 1))
    return site


class Redirect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = secured("redirect = yes", "hsts_days = 30", 'acme = "challenges"\n')
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.url = f"https://localhost:{cls.site.ports['https']}"

    def test_every_path_leads_to_itself_over_https_whoever_is_asked_for(self):
        for path, to in (("/", "/"), ("/ru/", "/ru/"), ("/ru/search?q=%D0%BC", "/ru/search?q=%D0%BC"), ("/nothing/here", "/nothing/here"),
                         ("/en/atom.xml?a=b&c", "/en/atom.xml?a=b&c"), ("/%D1%8F", "/%D1%8F"), ("/a%0d%0ab", "/a%0D%0Ab"), ("/x" * 1500, "/x" * 1500)):
            for method in "GET", "HEAD":
                for host in "localhost", "elsewhere.example":
                    answer = self.site.http_raw(f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\n"
                                                "Connection: close\r\n\r\n".encode())
                    status, headers, body = parse(answer)
                    self.assertEqual((status, headers["location"], body), (301, self.url + to, b""))
                    self.assertNotIn("strict-transport-security", headers)

    def test_an_answer_from_the_cache_is_no_other(self):
        for _ in range(2):
            self.assertEqual(over_tls(self.site, "/ru/")[0], 200)
            status, headers, _ = get(self.site, "/ru/")
            self.assertEqual((status, headers["location"]), (301, self.url + "/ru/"))

    def test_an_old_path_is_one_step(self):
        project = next(n for n in sorted(os.listdir(self.site.content)) if os.path.exists(self.site.path(f"{n}/project.ru.gmi")))
        self.site.save(f"{project}/2026-01-01-moved.ru.gmi", "---\ntitle: Moved\nalias: /old/page\nalias: /?p=55\n---\nText.\n")
        wait_for("the item", lambda: over_tls(self.site, f"/ru/{project}/2026-01-01-moved")[0] == 200)
        for path in "/old/page", "/?p=55":
            with self.subTest(path=path):
                status, headers, _ = get(self.site, path)
                self.assertEqual((status, headers["location"]), (301, f"{self.url}/ru/{project}/2026-01-01-moved"))
        self.assertEqual(get(self.site, f"/ru/{project}")[1]["location"], f"{self.url}/ru/{project}/")

    def test_machines_and_authorities_are_answered_here(self):
        self.assertEqual(get(self.site, "/healthz")[::2], (200, b"ok\n"))
        self.assertEqual(get(self.site, TREE + "missing")[0], 404)
        write(self.site.folder + "/challenges", "token")
        self.assertEqual(get(self.site, TREE + "token")[::2], (200, b"token.thumbprint"))

    def test_a_browser_is_told_over_tls_alone_how_long_to_keep_to_it(self):
        for path in "/ru/", "/nothing/here", "/healthz", "/ru/atom.xml":
            self.assertEqual(over_tls(self.site, path)[1]["strict-transport-security"], "max-age=2592000")
            self.assertNotIn("strict-transport-security", get(self.site, path)[1])

    def test_feeds_and_pages_name_the_address_over_https(self):
        body = over_tls(self.site, "/ru/atom.xml")[2].decode()
        self.assertRegex(body, f'<link rel="self" [^>]*href="{self.url}/ru/atom.xml"/>')
        self.assertTrue("http://localhost" not in body)


class RedirectSettings(unittest.TestCase):
    def expect(self, site, message):
        self.addCleanup(site.kill)
        run = jarchy("config", "--test", "-c", site.config)
        self.assertEqual(run.returncode, 2, run)
        self.assertIn(message, run.stderr)

    def test_there_must_be_something_to_lead_to(self):
        site = Site()
        with open(site.config) as f:
            text = f.read()
        with open(site.config, "w") as f:
            f.write(text.replace("http { ", "http { redirect = yes "))
        self.expect(site, "redirect: there is no HTTPS to lead to: write listen, certificate and key in https")
        self.expect(secured('redirect = yes url = "http://news.example.org"'), 'redirect: it leads to url, which is "http://news.example.org"')

    def test_the_address_of_the_configuration_is_where_it_leads(self):
        with secured('redirect = yes url = "https://news.example.org"') as site:
            self.assertEqual(get(site, "/ru/?a=1")[1]["location"], "https://news.example.org/ru/?a=1")
            self.assertNotIn("strict-transport-security", over_tls(site, "/ru/")[1])

    def test_without_it_plain_http_is_answered(self):
        with secured() as site:
            self.assertEqual(get(site, "/ru/")[0], 200)
