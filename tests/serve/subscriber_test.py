"""What subscribers are promised over the years: the same feed whoever asks, small enough to poll, found from every page,
and silent about what is no news.
"""

import datetime
import os
import re
import time
import unittest

from support import feeds
from support.http import get
from support.site import Site, wait_for
from support.sources import ZONE
from support.wells import KINDS

SUBSCRIPTION_MAX = 64 << 10  # bytes, compressed
ENTRIES_MAX = 20
CYRILLIC = "Айыл өкмөтү менен айылдык кеңештин депутаттары бюджеттик угууда суу түтүгүнүн баасын талкуулашты".split()


def talk(seed, count):
    """Words in an order that no coding knows."""
    return " ".join(f"{CYRILLIC[(seed * 7919 + i * i * 31 + i) % len(CYRILLIC)]}{(seed + i * 7) % 97}" for i in range(count))


class Own(unittest.TestCase):
    """On the project's own content."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def documents(self):
        """Paths of the subscription documents."""
        top = os.path.join(self.site.folder, "feeds")
        return [os.path.join(folder, name)[len(top):] for folder, _, names in os.walk(top) for name in names if name in KINDS]

    def test_the_language_of_the_client_changes_no_feed(self):
        for path in self.documents():
            _, headers, body = get(self.site, path)
            self.assertNotIn("language", headers["vary"].lower())
            for lang in "ru", "ky, en;q=0.5", "de":
                again = get(self.site, path, f"Accept-Language: {lang}")
                self.assertEqual((again[0], again[1]["etag"], again[2]), (200, headers["etag"], body), path)

    def test_whoever_asks_gets_a_feed_as_one_representation(self):
        """So a shared cache keeps one: of two by Accept nginx had a hit for 16 of 100 polls, of one for 80."""
        asks = ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/atom+xml, */*", "text/html;q=0",
                "application/rss+xml", "application/json", "image/*")
        for path in "/ru/atom.xml", "/ru/rss.xml", "/ky/successful-aimak/atom.xml", "/ru/feed.json":
            for coding in "identity", "gzip", "br":
                first = get(self.site, path, f"Accept-Encoding: {coding}")
                kind = "application/feed+json" if path.endswith("json") else "application/xml; charset=utf-8"
                self.assertEqual((first[1]["content-type"], first[1]["vary"]), (kind, "Accept-Encoding"))
                for accept in asks:
                    for method in "GET", "HEAD":
                        status, headers, body = get(self.site, path, f"Accept-Encoding: {coding}", f"Accept: {accept}", method=method)
                        self.assertEqual((status, {**headers, "date": ""}, body),
                                         (200, {**first[1], "date": ""}, first[2] if method == "GET" else b""), accept)

    def test_every_page_offers_the_feeds_of_its_language_first(self):
        pages = re.findall(rb"<loc>http://localhost:\d+(/[^<]*)</loc>", self.site.http("/sitemap.xml")[2])
        self.assertGreater(len(pages), 40)
        for page in (p.decode() for p in pages):
            head = self.site.http(page)[2].decode().partition("</head>")[0]
            lang = re.search('<html lang="([a-z]+)"', head)[1]
            offered = re.findall(r'<link rel="alternate" type="application/(\w+)\+(?:xml|json)" hreflang="(\w+)" '
                                 r'[^>]*href="(?:http://localhost:\d+)?(/[^"]*)"', head)
            with self.subTest(page):
                self.assertEqual([(kind, of) for kind, of, _ in offered[:3]], [("atom", lang), ("rss", lang), ("feed", lang)])
                # A page of a project offers the project's.
                project = re.match(rf"/{lang}/((?:successful|voice)[a-z0-9-]*/)?", page)
                self.assertEqual(offered[0][2], f"{project[0] if project else '/' + lang + '/'}atom.xml")
                for _, of, path in offered:
                    self.assertTrue(path.startswith(f"/{of}/"))
                    self.assertIn(path, self.documents())

    def test_the_page_of_feeds_has_every_feed_of_its_language(self):
        for lang in "ky", "ru", "en":
            page = self.site.http(f"/{lang}/feeds/")[2].decode()
            for path in self.documents():
                if path.startswith(f"/{lang}/") and (path.count("/") == 2 or path.endswith("/atom.xml")):
                    self.assertRegex(page, f'{re.escape(path)}["<]')
            self.assertIn(f'/{lang}/feeds.opml"', page)


class Subscription(unittest.TestCase):
    def site(self):
        site = Site(content=None, workers=1)
        self.addCleanup(site.kill)
        site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        return site

    def save(self, site, number, count, title="Number", **keys):
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        site.save(f"wells/2025-{1 + number // 28:02}-{1 + number % 28:02}-n.en.gmi",
                  f"---\ntitle: {title} {number}\n{lines}---\n\n{talk(number, count)}\n")

    def test_a_subscription_document_is_small_however_long_the_texts(self):
        # A press release, and many times that. Both pages of the history are full: what is on none is never left out.
        for count in 400, 1200, 4000:
            with self.subTest(count), self.site() as site:
                for number in range(40):
                    self.save(site, number, count)
                wait_for("all of them", lambda: b"Number 39<" in get(site, "/en/atom.xml")[2])
                for folder in "/en/", "/en/wells/":
                    for name in KINDS:
                        for coding in "gzip", "br":
                            _, headers, body = get(site, folder + name, f"Accept-Encoding: {coding}")
                            self.assertEqual(headers["content-encoding"], coding)
                            self.assertLess(len(body), SUBSCRIPTION_MAX, folder + name)
                self.assertLessEqual(len(feeds.atom(get(site, "/en/atom.xml")[2])), ENTRIES_MAX)

    def test_a_typing_error_that_is_mended_changes_bytes_and_neither_id_nor_date(self):
        with self.site() as site:
            self.save(site, 1, 50)
            wait_for("it", lambda: b"Number 1<" in get(site, "/en/atom.xml")[2])
            before = get(site, "/en/atom.xml")
            self.save(site, 1, 51, "Nummer")
            wait_for("its mending", lambda: all(text.encode() in get(site, "/en/atom.xml")[2]
                                                for text in ("Nummer 1<", talk(1, 51))))
            after = get(site, "/en/atom.xml")
            self.assertNotEqual(before[1]["etag"], after[1]["etag"])
            told = [[(e["id"], e["published"], e["updated"]) for e in feeds.atom(body)] for _, _, body in (before, after)]
            self.assertEqual(told[0], told[1])
            self.assertEqual(feeds.feed_updated(before[2]), feeds.feed_updated(after[2]))
            # Not in the second in which it went public.
            wait_for("the next second", lambda: time.time() >= told[0][0][1] + 1)
            self.save(site, 1, 51, "Nummer", updated=f"{datetime.datetime.now(ZONE):%Y-%m-%d %H:%M:%S}")
            wait_for("its date", lambda: feeds.atom(get(site, "/en/atom.xml")[2])[0]["updated"] > told[0][0][2])
