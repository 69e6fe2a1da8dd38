"""A site of the web becomes content: politely, within bounds, and with what was done kept."""

import gzip
import http.server
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from support.site import JARCHY, jarchy, wait_for

WORDS = "<p>" + "People crossed the new bridge over the river today and they were glad of it, said the office. " * 6 + "</p>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def article(title, day, more=""):
    return (f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" content="{day}T10:00:00Z">'
            f"</head><body><article><h1>{title}</h1>{WORDS}{more}</article></body></html>").encode()


class Old:
    """A site on loopback; what is asked of it is in `asked`."""

    def __init__(self, pages):
        old = self
        self.pages, self.asked, self.agents = pages, [], set()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                old.asked.append(self.path)
                old.agents.add(self.headers["User-Agent"])
                found = old.pages.get(self.path) or old.pages.get("*")
                if callable(found):
                    try:
                        found(self)
                    except OSError:  # it went away, as it should
                        self.close_connection = True
                    return
                self.send(found)

            def send(self, body, status=200, **headers):
                body, status = (body, status) if body is not None else (b"gone", 404)
                kind = ("application/xml" if self.path.endswith(".xml") else "image/png" if self.path.endswith(".png")
                        else "text/plain" if self.path.endswith(".txt") else "text/html; charset=utf-8")
                self.send_response(status)
                for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # clients go away, as they should
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class WebImport(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="jarchy-web-")
        self.addCleanup(shutil.rmtree, self.dir)
        with open(os.path.join(self.dir, "jarchy.conf"), "w") as f:
            f.write('languages = {"en"}\n')

    def serve(self, pages):
        old = Old(pages)
        self.addCleanup(old.close)
        return old

    def take(self, *arguments):
        return jarchy("import", "--project", "old", *arguments, cwd=self.dir)

    def written(self):
        found = {}
        for folder, _, names in os.walk(os.path.join(self.dir, "content")):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    found[os.path.relpath(os.path.join(folder, name), os.path.join(self.dir, "content"))] = f.read()
        return found

    def test_feeds_come_first_then_pages_of_the_map_and_old_addresses_live_on(self):
        old = self.serve({})
        feed = (f'<rss version="2.0"><channel><title>Old</title><language>en</language><item><title>From the feed</title>'
                f"<link>{old.url}/news/feed</link><guid>urn:x:1</guid><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>"
                f"<description>{WORDS.replace('<', '&lt;')}</description></item></channel></rss>").encode()
        old.pages.update({
            "/": b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>Home</body></html>',
            "/robots.txt": b"User-agent: *\nDisallow: /private\n",
            "/rss.xml": feed,
            "/sitemap.xml": "".join(["<urlset>", *(f"<url><loc>{old.url}{p}</loc></url>" for p in
                                                   ["/news/feed", "/news/page", "/private/x", "/list"]), "</urlset>"]).encode(),
            "/news/page": article("From the page", "2024-02-03"),
            "/private/x": article("Private", "2024-02-03"),
            "/list": b"<html><body><a href='/news/page'>page</a></body></html>",
        })
        done = self.take(old.url)
        self.assertEqual(done.returncode, 0, done.stderr)
        files = self.written()
        self.assertIn("old/2024-03-05-from-the-feed.en.gmi", files)
        page = files["old/2024-02-03-from-the-page.en.gmi"].decode()
        self.assertIn("\nalias: /news/page\n", page)
        self.assertIn(f"\nid: {old.url}/news/page\n", page)
        self.assertNotIn("/news/feed", old.asked)
        self.assertNotIn("/private/x", old.asked)
        self.assertFalse([name for name in files if "private" in name])
        self.assertTrue(all(agent.startswith("jarchy/") for agent in old.agents), old.agents)
        self.assertIn("robots.txt", done.stderr)
        self.assertIn("feed_alias: /rss.xml", files["old/project.en.gmi"].decode())
        # A second time only what is new is fetched.
        before = files, old.asked.clear()
        again = self.take(old.url)
        self.assertEqual((again.returncode, self.written()), (0, before[0]), again.stderr)
        self.assertNotIn("/news/page", old.asked)

    def test_fetch_brings_pictures_beside_the_text(self):
        old = self.serve({"/a.html": article("With a picture", "2024-02-03", '<img src="/i/view.png" alt="The view">'
                                             '<img src="/i/gone.png" alt="Not there">'), "/i/view.png": PNG})
        done = self.take("--fetch", old.url + "/a.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        files = self.written()
        self.assertEqual(files.get("old/2024-02-03-with-a-picture/view.png"), PNG, done.stderr)
        text = files["old/2024-02-03-with-a-picture/index.en.gmi"].decode()
        self.assertIn("=> view.png", text)
        self.assertIn("# check: not fetched: ", text)
        self.assertIn("/i/gone.png", text)

    def test_what_a_file_leads_to_is_not_fetched_from_a_private_network_unless_asked_for(self):
        old = self.serve({"/i/view.png": PNG})
        with open(os.path.join(self.dir, "feed.xml"), "w") as f:
            f.write("<rss><channel><language>en</language><item><title>View</title><guid>urn:x:1</guid>"
                    "<pubDate>Fri, 08 Sep 2023 10:00:00 GMT</pubDate><description>"
                    f"&lt;p&gt;Text.&lt;/p&gt;&lt;img src='{old.url}/i/view.png' alt='V'&gt;</description></item></channel></rss>")
        done = self.take("--fetch", "feed.xml")
        self.assertIn("leads into a private network", "".join(f.decode() for f in self.written().values()), done.stderr)
        # Also after a source that is there itself.
        shutil.rmtree(os.path.join(self.dir, "content"))
        old.pages["/a.html"] = article("With a picture", "2024-02-03", "")
        self.take("--fetch", old.url + "/a.html", "feed.xml")
        self.assertFalse([name for name in self.written() if name.endswith(".png")])
        self.assertNotIn("/i/view.png", old.asked)
        shutil.rmtree(os.path.join(self.dir, "content"))
        self.take("--fetch", "--intranet", "feed.xml")
        self.assertTrue([name for name in self.written() if name.endswith(".png")])

    def test_a_site_without_an_end_ends_at_the_number_of_pages(self):
        def more(request):
            n = int(re.search(r"\d+", request.path + "0")[0])
            request.send(f'<html><body><a href="/{n + 1}">on</a><a href="/{n + 2}">on</a></body></html>'.encode())
        old = self.serve({"*": more, "/robots.txt": b"", "/sitemap.xml": b"<urlset></urlset>"})
        done = self.take("--pages", "20", old.url + "/1")
        self.assertLess(len(old.asked), 40)
        self.assertEqual(self.written(), {}, done.stderr)

    def test_redirects_that_go_round_end(self):
        old = self.serve({"*": lambda r: r.send(b"", 302, Location=r.path + "x"), "/robots.txt": b""})
        done = self.take(old.url + "/a")
        self.assertEqual(done.returncode, 2)
        self.assertIn("more than 5 redirects", done.stderr)

    def test_redirects_lead_to_the_web_alone(self):
        for to in ["file:///etc/passwd", "gopher://127.0.0.1:70/", "ftp://127.0.0.1/x"]:
            old = self.serve({"*": lambda r, to=to: r.send(b"", 302, Location=to), "/robots.txt": b""})
            done = self.take(old.url + "/a")
            self.assertEqual(done.returncode, 2, to)
            self.assertEqual(self.written(), {}, to)

    def test_a_page_that_is_too_large_or_becomes_so_is_refused(self):
        small = gzip.compress(bytes(200 << 20), 6)

        def bomb(request):
            request.send(small, Content_Encoding="gzip")

        def long(request):
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.send_header("Connection", "close")
            request.end_headers()
            for _ in range(50):
                request.wfile.write(bytes(1 << 20))
        old = self.serve({"/bomb": bomb, "/long": long, "/robots.txt": b""})
        for path in ["/bomb", "/long"]:
            begun = time.monotonic()
            done = self.take(old.url + path)
            self.assertEqual(done.returncode, 2)
            self.assertIn("has more than 16 MiB", done.stderr)
            self.assertLess(time.monotonic() - begun, 30)

    def test_a_signal_keeps_what_was_done(self):
        asked = threading.Event()

        def silent(request):
            asked.set()
            request.wfile.flush()
            old.held.wait(60)
        old = self.serve({"/robots.txt": b"", "/1": article("The first", "2024-02-03"), "/2": silent,
                          "/": b'<a href="/1">1</a><a href="/2">2</a>'})
        old.held = threading.Event()
        self.addCleanup(old.held.set)
        process = subprocess.Popen([JARCHY, "import", "--project", "old", old.url], cwd=self.dir,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_for("the page that does not come", asked.is_set)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, errors)
        self.assertIn("begin again to go on", errors)
        self.assertIn("old/2024-02-03-the-first.en.gmi", self.written())


if __name__ == "__main__":
    unittest.main()
