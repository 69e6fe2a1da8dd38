"""The web over TLS, as one machine has it: challenges of an authority, a redirect, how long browsers keep to it."""

import http.client
import os
import unittest

from support.http import get, parse
from support.site import DEADLINE, Site, jarchy, wait_for

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
        self.assertTrue([line for line in self.site.lines if "acme: the file of the challenge" in line])
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


class Folder(unittest.TestCase):
    def test_a_folder_that_is_replaced_is_found_again(self):
        with Site(config='acme = "challenges"\n') as site:
            folder = os.path.join(site.folder, "challenges")
            os.rename(folder, folder + "-old")
            wait_for("the folder", lambda: os.path.isdir(folder))
            write(folder, "token")
            wait_for("the answer", lambda: get(site, TREE + "token")[0] == 200)

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
