"""A whole move: the export of a blog in two languages becomes content, and those who followed the old blog notice nothing."""

import http.client
import http.server
import os
import re
import tempfile
import threading
import unittest

from support import feeds, photo
from support.clients import needs
from support.site import Site, jarchy, wait_for

OLD = "http://127.0.0.1:%d"
POSTS = [  # number, slug, language, title, date, pair, state
    (1, "most", "ru", "Открыт мост", "2023-09-08 02:30:00", "a", "publish"),
    (2, "bridge", "en", "A bridge is open", "2023-09-08 02:30:00", "a", "publish"),
    (3, "voda", "ru", "Вода в Нарыне", "2023-10-01 10:00:00", "b", "publish"),
    (4, "secret", "ru", "Сокращение штата", "2023-10-02 10:00:00", "c", "private"),
    (5, "later", "ru", "Будет завтра", "2090-10-02 10:00:00", "d", "future"),
]
PUBLIC = [p for p in POSTS if p[6] == "publish"]


def path_of(post):
    number, slug, lang, _, date, _, _ = post
    return f"{'' if lang == 'ru' else '/' + lang}/{date[:10].replace('-', '/')}/{slug}/"


def export(base):
    items = "".join(
        f"<item><title>{title}</title><link>{base}{path_of(p)}</link><guid isPermaLink='false'>{base}/?p={number}</guid>"
        f"<content:encoded><![CDATA[Текст {slug}.\n\n[caption width='3']<img src='{base}/files/{slug}.jpg' alt='' />"
        f"Снимок {slug}[/caption]]]></content:encoded><wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>"
        f"<wp:post_name>{slug}</wp:post_name><wp:status>{state}</wp:status><wp:post_type>post</wp:post_type>"
        f"<category domain='category' nicename='roads'>Дороги</category><category domain='language' nicename='{lang}'/>"
        f"<category domain='post_translations' nicename='{pair}'/></item>"
        for p in POSTS for number, slug, lang, title, date, pair, state in [p])
    return ("<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'>"
            f"<channel><title>Фонд</title><link>{base}</link><language>ru-RU</language>{items}</channel></rss>")


def old_feed(base, lang):
    items = "".join(f"<item><title>{p[3]}</title><link>{base}{path_of(p)}</link><guid isPermaLink='false'>{base}/?p={p[0]}</guid>"
                    "<pubDate>Thu, 07 Sep 2023 20:30:00 +0000</pubDate><description>Текст.</description></item>"
                    for p in PUBLIC if p[2] == lang)
    return f"<rss version='2.0'><channel><title>Фонд</title><link>{base}</link><description>x</description>{items}</channel></rss>"


def picture(path):
    return photo.jpeg(photo.scene(200 + len(path), 150))


class OldAddress(http.server.ThreadingHTTPServer):
    """The address of the old blog: the blog itself, until `site` answers there."""
    site = None

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.base = OLD % self.server_port
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.server.site:
            answer = http.client.HTTPConnection("127.0.0.1", self.server.site.ports["http"], timeout=60)
            answer.request("GET", self.path)
            got = answer.getresponse()
            status, headers, body = got.status, got.headers, got.read()
            answer.close()
        elif self.path.startswith("/files/"):
            status, headers, body = 200, {"Content-Type": "image/jpeg"}, picture(self.path)
        else:
            status, headers = 200, {"Content-Type": "application/rss+xml"}
            body = old_feed(self.server.base, "en" if self.path.startswith("/en/") else "ru").encode()
        self.send_response(status)
        for name in "Content-Type", "Location":
            if headers.get(name):
                self.send_header(name, headers[name])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *ignored):
        pass


class Move(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.old = OldAddress()
        cls.addClassCleanup(cls.old.server_close)
        cls.addClassCleanup(cls.old.shutdown)
        cls.site = Site(None, config='languages = {"ru", "en"}\n')
        cls.addClassCleanup(cls.site.kill)
        for lang in "ru", "en":
            cls.site.save(f"site.{lang}.gmi", "---\ntitle: Фонд\n---\n")
        cls.home = tempfile.TemporaryDirectory(prefix="jarchy-home-")
        cls.addClassCleanup(cls.home.cleanup)
        cls.known = {feed: cls.follow(feed) for feed in ("/feed/", "/en/feed/")}
        cls.newsboat = cls.newsboat_knows()
        with open(os.path.join(cls.site.folder, "export.xml"), "w", encoding="utf-8") as f:
            f.write(export(cls.old.base))
        cls.first = jarchy("import", "--fetch", "--intranet", "--report", "report.txt", "export.xml", cwd=cls.site.folder)
        cls.site.start()
        cls.old.site = cls.site
        wait_for("the feed", lambda: cls.site.http("/ru/imported/rss.xml")[0] == 200)

    @classmethod
    def follow(cls, path):
        """What comes when this address is asked for, as readers do."""
        asked, answer = 0, None
        while True:
            c = http.client.HTTPConnection("127.0.0.1", cls.old.server_port, timeout=60)
            c.request("GET", path)
            got = c.getresponse()
            answer = got.read()
            c.close()
            if got.status == 200:
                return answer
            assert got.status == 301 and asked == 0, (path, got.status)
            asked, path = 1, re.sub(r"^https?://[^/]*", "", got.headers["Location"])

    @classmethod
    def newsboat_knows(cls):
        urls = [cls.old.base + "/feed/", cls.old.base + "/en/feed/"]
        try:
            found = feeds.newsboat_entries(urls, cls.home.name)
        except FileNotFoundError:
            return None
        return sorted(e["id"] for entries in found.values() for e in entries)

    def ids(self, lang):
        return sorted(f"{self.old.base}/?p={p[0]}" for p in PUBLIC if p[2] == lang)

    def test_the_import_says_what_it_did(self):
        self.assertEqual(self.first.returncode, 0, self.first.stderr)
        self.assertIn("items imported: 5; to be published: 3, drafts: 2\n", self.first.stderr)
        self.assertIn("  topic_name: roads Дороги\n", self.first.stderr)
        with open(os.path.join(self.site.folder, "report.txt"), encoding="utf-8") as f:
            self.assertIn("it was private", f.read())
        check = jarchy("check", cwd=self.site.folder)
        self.assertEqual(check.returncode, 0, check.stderr)
        self.assertRegex(check.stdout, r"\nopen doubts")
        self.assertIn("index.ru.gmi", os.listdir(self.site.path("imported/2023-09-08-most")))
        self.assertNotIn("still at the source", self.first.stderr)
        self.assertRegex(jarchy("status", cwd=self.site.folder).stdout, r"secret[^:]*:2: it was private[^\n]*\n")

    def test_pictures_came_along(self):
        for path, name in ("/ru/imported/2023-09-08-most", "most.jpg"), ("/ru/imported/2023-10-01-voda", "voda.jpg"):
            self.assertIn(f"{name}", self.site.http(path)[2].decode())
            found = [self.site.http(f"{place}/{name}") for place in (path, path.replace("/ru/", "/"))]
            size = photo.opened(picture("/files/" + name)).size
            self.assertIn(size, [photo.opened(f[2]).size for f in found if f[0] == 200], name)

    def test_nothing_private_is_to_be_seen(self):
        for path in "/ru/imported/", "/ru/imported/rss.xml", "/ru/", "/ru/imported/all.txt":
            page = self.site.http(path)[2].decode()
            self.assertIn("Вода в Нарыне", page, path)
            self.assertNotIn("Сокращение", page, path)
            self.assertNotIn("Будет завтра", page, path)

    def test_every_old_address_answers_with_one_redirect_at_most(self):
        for post in PUBLIC:
            for path in path_of(post), path_of(post).rstrip("/"), f"/?p={post[0]}", path_of(post) + "?utm_source=mail":
                with self.subTest(path=path):
                    self.assertIn(post[3], self.follow(path).decode())
        for path in "/feed/", "/feed", "/?feed=rss2", "/feed/atom/", "/en/feed/":
            with self.subTest(path=path):
                self.assertIn(b"<", self.follow(path))

    def test_the_two_languages_are_one_item(self):
        page = self.follow("/?p=1").decode()
        self.assertIn("/en/imported/2023-09-08-most", page)

    def test_a_second_import_adds_nothing_also_when_items_were_moved(self):
        os.makedirs(self.site.path("other"), exist_ok=True)
        name = next(f for f in os.listdir(self.site.path("imported")) if "-later" in f)
        os.rename(self.site.path("imported/" + name), self.site.path("other/" + name))
        again = jarchy("import", "export.xml", cwd=self.site.folder)
        self.assertEqual((again.returncode, again.stdout), (0, ""))
        self.assertIn("imported before, left alone: 5", again.stderr)

    def test_feedparser_sees_nothing_twice(self):
        try:
            import feedparser
        except ImportError:
            self.skipTest("python3-feedparser not installed")
        for path, lang in ("/feed/", "ru"), ("/en/feed/", "en"), ("/feed/atom/", "ru"):
            after = sorted(e.id for e in feedparser.parse(self.follow(path)).entries)
            self.assertEqual(after, self.ids(lang), path)
            if path in self.known:
                self.assertEqual(sorted(e.id for e in feedparser.parse(self.known[path]).entries), after)

    @needs("sfeed")
    def test_sfeed_sees_nothing_twice(self):
        for path in self.known:
            before = {e["id"] for e in feeds.sfeed_entries(self.known[path])}
            self.assertEqual({e["id"] for e in feeds.sfeed_entries(self.follow(path))}, before)

    @needs("newsboat")
    def test_newsboat_sees_nothing_twice(self):
        self.assertEqual(self.newsboat, sorted(self.ids("ru") + self.ids("en")))
        self.assertEqual(self.newsboat_knows(), self.newsboat)


if __name__ == "__main__":
    unittest.main()
