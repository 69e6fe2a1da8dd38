"""HTTP to the letter: what feed readers and proxies rely on, compared byte by byte."""

import gzip
import re
import unittest

from support import http
from support.corpus import WELLS, site
from support.feeds import WEB_TYPE
from support.http import parse
from support.site import OWN_CONTENT, Site

FILE = "voice-of-citizens/2019-09-18-exchange-visit/programme.txt"


class Http(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(WELLS, OWN_CONTENT)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.processes = cls.site.children()

    def tearDown(self):
        self.assertEqual(self.site.children(), self.processes)
        self.assertEqual(self.get("/en/")[0], 200)

    def raw(self, request):
        return self.site.http_raw(request)

    def get(self, path, *lines, method="GET"):
        return http.get(self.site, path, *lines, method=method)

    # --- the request

    def test_malformed_requests_are_refused_and_the_connection_ends(self):
        head = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\n"
        for status, request in [
            (400, b"GET /en/ HTTP/1.1\nHost: localhost\n\n"),
            (400, b"GET /en/ HTTP/1.1\r\nHost: localhost\n\r\n"),
            (400, b"GET /en/ HTTP/1.1\r\n\r\n"),
            (400, head + b"Host: localhost\r\n\r\n"),
            (400, head + b" folded: x\r\n\r\n"),
            (400, head + b"Accept: a\r\n b\r\n\r\n"),
            (400, head + b"Accept : a\r\n\r\n"),
            (400, head + b"no colon\r\n\r\n"),
            (400, head + b"A: \0\r\n\r\n"),
            (400, head + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n"),
            (400, head + b"Content-Length: -1\r\n\r\n"),
            (400, head + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            (400, b"GET en/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            (400, b"GET  /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            (413, head + b"Content-Length: 3\r\n\r\nabc"),
            (405, b"POST /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            (405, b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            (501, b"BREW /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            (505, b"GET /en/ HTTP/2.0\r\nHost: localhost\r\n\r\n"),
            (414, b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            (431, head + b"X: " + b"x" * 9000 + b"\r\n\r\n"),
        ]:
            with self.subTest(request[:60]):
                # What follows must not be read as a second request.
                got = self.raw(request + b"GET /ru/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertEqual(len(re.findall(rb"HTTP/1\.1 \d\d\d ", got)), 1)
                answer = parse(got)
                self.assertEqual(answer[0], status)
                self.assertEqual(answer[1]["connection"], "close")
                self.assertEqual(len(answer[2]), int(answer[1]["content-length"]))
                if status == 405:
                    self.assertEqual(answer[1]["allow"], "GET, HEAD")

    def test_a_path_that_climbs_is_refused(self):
        for path in "/..", "/../en/", "/en/../../x", "/%2e%2e/x":
            self.assertEqual(self.get(path)[0], 400)

    def test_pipelined_requests_are_answered_in_order(self):
        paths = ["/en/", "/ru/atom.xml", "/nothing", "/ky/", "/en/feed.json"]
        one = {path: self.get(path)[2] for path in paths}
        batch = "".join(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n" for path in paths[:-1])
        got = self.raw((batch + f"GET {paths[-1]} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").encode())
        for path in paths:
            status, headers, rest = parse(got)
            body, got = rest[:int(headers["content-length"])], rest[int(headers["content-length"]):]
            self.assertEqual(status, 404 if path == "/nothing" else 200)
            self.assertEqual(body, one[path])
        self.assertEqual(got, b"")

    def test_a_request_in_single_bytes_is_answered(self):
        request = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        with self.site.connect("http") as s:
            for byte in request:
                s.sendall(bytes([byte]))
            self.assertEqual(parse(self.site.read_all(s))[2], self.get("/en/")[2])

    def test_http_1_0_closes_unless_asked_not_to(self):
        status, headers, _ = parse(self.raw(b"GET /en/ HTTP/1.0\r\n\r\n"))
        self.assertEqual((status, headers["connection"]), (200, "close"))
        with self.site.connect("http") as s:
            for _ in range(2):
                s.sendall(b"HEAD /en/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                got = b""
                while not got.endswith(b"\r\n\r\n"):
                    got += s.recv(65536)
                self.assertEqual(parse(got)[1]["connection"], "keep-alive")

    def test_the_host_of_a_request_stands_in_no_answer(self):
        for path in "/en/", "/en/wells/", "/en", "/en/atom.xml", "/sitemap.xml", "/robots.txt", "/nothing":
            got = self.raw(f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
            self.assertNotIn(b"evil.example", got)

    # --- answers

    def test_head_has_the_head_of_get_to_the_byte(self):
        for path in "/", "/en/", "/en/atom.xml", "/nothing", "/en", "/en/wells/2026-03-06-gone", "/ru/" + FILE, "/robots.txt":
            with self.subTest(path):
                heads = []
                for method in "GET", "HEAD":
                    got = self.raw(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                    heads.append(re.sub(rb"Date: [^\r]+", b"", got.partition(b"\r\n\r\n")[0]))
                self.assertEqual(heads[0], heads[1])
                self.assertTrue(got.endswith(b"\r\n\r\n"))

    def test_statuses(self):
        for path, status in [("/en/", 200), ("/en", 301), ("/old/wells", 301), ("/nothing", 404), ("/en/nothing", 404),
                             ("/en/wells/2026-03-06-gone", 410), ("/healthz", 200)]:
            self.assertEqual(self.get(path)[0], status)
        self.assertEqual(self.get("/old/pump")[1]["location"], "/en/wells/2026-03-05-pump")

    def test_a_query_is_kept_where_only_the_slash_at_the_end_moves(self):
        for path, to in [("/en/search/?q=%D0%B2%D0%BE%D0%B4%D0%B0+x&y", "/en/search?q=%D0%B2%D0%BE%D0%B4%D0%B0+x&y"), ("/en?", "/en/"),
                         ("/ru/search/?q=\"в", "/ru/search?q=%22%D0%B2"), ("/old/pump?x=1", "/en/wells/2026-03-05-pump")]:
            with self.subTest(path):
                got = self.raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                self.assertIn(f"\r\nLocation: {to}\r\n".encode(), got)

    def test_types_and_security_headers(self):
        for path, mime in [("/en/", "text/html; charset=utf-8"), ("/en/atom.xml", WEB_TYPE),
                           ("/en/rss.xml", WEB_TYPE), ("/en/feed.json", "application/feed+json"),
                           ("/en/feeds.opml", "text/x-opml"), ("/robots.txt", "text/plain; charset=utf-8")]:
            with self.subTest(path):
                headers = self.get(path)[1]
                self.assertEqual(headers["content-type"].replace("; charset=utf-8", ""), mime.replace("; charset=utf-8", ""))
                self.assertEqual(headers["x-content-type-options"], "nosniff")
        headers = self.get("/en/")[1]
        self.assertIn("default-src 'none'", headers["content-security-policy"])
        self.assertNotIn("script-src 'unsafe", headers["content-security-policy"])
        self.assertIn("referrer-policy", headers)

    # --- conditional requests

    def test_validators_give_304_with_the_same_headers(self):
        for path in "/en/atom.xml", "/en/rss.xml", "/en/feed.json", "/en/", "/en/wells/", "/ru/" + FILE:
            with self.subTest(path):
                _, headers, body = self.get(path)
                etag = headers["etag"]
                self.assertRegex(etag, r'\A"[^"]+"\Z')
                for value in etag, f'"x", {etag}', "W/" + etag, "*", f'"x",W/{etag},"y"':
                    status, same, empty = self.get(path, "If-None-Match: " + value)
                    self.assertEqual((status, empty, same["etag"]), (304, b"", etag))
                    for name in "cache-control", "vary", "last-modified":
                        self.assertEqual(same.get(name), headers.get(name))
                    self.assertNotIn("content-length", same)
                status, _, again = self.get(path, 'If-None-Match: "other"')
                self.assertEqual((status, again), (200, body))

    def test_the_date_counts_only_without_a_tag(self):
        headers = self.get("/en/atom.xml")[1]
        modified = headers["last-modified"]
        self.assertEqual(self.get("/en/atom.xml", "If-Modified-Since: " + modified)[0], 304)
        self.assertEqual(self.get("/en/atom.xml", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT")[0], 200)
        self.assertEqual(self.get("/en/atom.xml", "If-Modified-Since: " + modified, 'If-None-Match: "other"')[0], 200)
        self.assertEqual(self.get("/en/atom.xml", "If-Modified-Since: nonsense")[0], 200)

    def test_each_coding_has_its_own_tag_and_the_same_content(self):
        _, plain, body = self.get("/ru/atom.xml")
        self.assertNotIn("content-encoding", plain)
        self.assertIn("accept-encoding", plain["vary"].lower())
        _, packed, small = self.get("/ru/atom.xml", "Accept-Encoding: gzip")
        self.assertEqual(packed["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(small), body)
        _, brotli, smaller = self.get("/ru/atom.xml", "Accept-Encoding: br, gzip")
        self.assertEqual(brotli["content-encoding"], "br")
        self.assertEqual(len({plain["etag"], packed["etag"], brotli["etag"]}), 3)
        self.assertLess(len(smaller), len(body))
        self.assertNotIn("content-encoding", self.get("/ru/atom.xml", "Accept-Encoding: gzip;q=0, identity")[1])
        self.assertEqual(self.get("/ru/atom.xml", "Accept-Encoding: gzip", "If-None-Match: " + packed["etag"])[0], 304)

    def test_the_same_content_has_the_same_tag_in_another_process(self):
        tags = {self.get("/en/atom.xml")[1]["etag"] for _ in range(8)}  # two workers
        self.assertEqual(len(tags), 1)

    # --- parts of attachments

    def test_parts_of_an_attachment(self):
        with open(self.site.path(FILE), "rb") as f:
            whole = f.read()
        path, n = "/ru/" + FILE, len(whole)
        status, headers, body = self.get(path)
        self.assertEqual((status, body, headers["accept-ranges"]), (200, whole, "bytes"))
        for value, first, last in [("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), (f"bytes={n - 1}-", n - 1, n - 1),
                                   ("bytes=-5", n - 5, n - 1), (f"bytes=5-{n + 50}", 5, n - 1)]:
            status, part, body = self.get(path, "Range: " + value)
            self.assertEqual((status, body), (206, whole[first:last + 1]))
            self.assertEqual(part["content-range"], f"bytes {first}-{last}/{n}")
        status, part, body = self.get(path, f"Range: bytes={n}-")
        self.assertEqual((status, part["content-range"], body), (416, f"bytes */{n}", b""))
        for value in "bytes=0-1,3-4", "lines=1-2", "bytes=5-1":
            self.assertEqual(self.get(path, "Range: " + value)[2], whole)
        self.assertEqual(self.get(path, "Range: bytes=0-0", "If-Range: " + headers["etag"])[0], 206)
        self.assertEqual(self.get(path, "Range: bytes=0-0", 'If-Range: "other"')[0], 200)
