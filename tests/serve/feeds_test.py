"""Feeds as aggregators fetch them: addresses, validators, differences, and who is told to wait."""

import json
import re
import unittest
import xml.etree.ElementTree as ElementTree

from serve.http_test import parse
from support.site import Site

PROJECT = "---\nname: Wells\n---\n\nA project.\n"
ITEM = "---\ntitle: {title}\ndate: {date} 10:00\nsummary: One sentence that sums it up.\n---\n\n{text}\n"
HUB = "https://hub.example.org/push?x=1"
FEED = "/en/wells/atom.xml"
KINDS = ["atom.xml", "rss.xml", "feed.json"]
ATOM = "{http://www.w3.org/2005/Atom}"


def get(site, path, *lines, method="GET"):
    request = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]
    return parse(site.http_raw("\r\n".join(request).encode()))


def add_items(site, count, year=2025):
    """Saves so many items, a day apart; the history's pages are full after 20."""
    for i in range(count):
        date = f"{year}-{1 + i // 28:02}-{1 + i % 28:02}"
        site.save(f"wells/{date}-pump.en.gmi", ITEM.format(title=f"Pump {year} {i}", date=date, text=f"Text {i}. " * 40))


def links(headers):
    return dict(reversed(found) for found in re.findall(r'<([^>]*)>; rel="(\w+)"', headers["link"]))


class Addresses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, config=f'hub = "{HUB}"\n')
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("wells/project.en.gmi", PROJECT)
        add_items(cls.site, 45)
        cls.site.start()

    def test_a_feed_says_its_own_address_and_its_hub(self):
        for path in [f"/{lang}/{folder}{kind}" for lang in ("en", "ky") for folder in ("", "wells/") for kind in KINDS]:
            with self.subTest(path):
                _, headers, body = get(self.site, path)
                own = self.site.http_url(path)
                self.assertEqual(links(headers), {"self": own, "hub": HUB})
                self.assertIn(json.dumps(own)[1:-1].encode(), body)
                self.assertEqual(headers["cache-control"], "public, max-age=3600")

    def test_only_what_the_hub_hears_of_names_the_hub(self):
        for path in "/en/feeds.opml", "/en/wells/atom-1.xml":
            self.assertEqual(links(get(self.site, path)[1]), {"self": self.site.http_url(path)})
        self.assertNotIn("link", get(self.site, "/en/wells/")[1])

    def test_head_is_the_head_of_get(self):
        for path in FEED, "/en/wells/atom-1.xml", "/en/feeds.opml", "/feed.css":
            for line in "Accept-Encoding: br", "Accept-Encoding: gzip", "X-Nothing: 1":
                full, head = get(self.site, path, line), get(self.site, path, line, method="HEAD")
                for headers in full[1], head[1]:
                    headers.pop("date")
                self.assertEqual(full[:2], head[:2])
                self.assertEqual(head[2], b"")
                self.assertEqual(int(head[1]["content-length"]), len(full[2]))

    def test_cache_control_and_ttl_agree(self):
        rss = get(self.site, "/en/wells/rss.xml")
        ttl = ElementTree.fromstring(rss[2]).findtext("channel/ttl")
        self.assertEqual(rss[1]["cache-control"], f"public, max-age={int(ttl) * 60}")

    def test_a_full_page_of_history_is_kept_longer(self):
        document = get(self.site, FEED)[2]
        pages, last = 0, None
        while document:
            root = ElementTree.fromstring(document)
            following = [l.get("href") for l in root.findall(ATOM + "link") if l.get("rel") == "prev-archive"]
            if not following:
                break
            last = following[0].replace(self.site.http_url(""), "")
            _, headers, document = get(self.site, last)
            pages += 1
            self.assertIn(b"<fh:archive/>", document)
            self.assertEqual(headers["cache-control"], "public, max-age=604800")
        self.assertEqual((pages, last), (2, "/en/wells/atom-1.xml"))
        status, headers, document = get(self.site, "/en/wells/atom-3.xml")
        self.assertNotIn(b"<fh:archive/>", document)
        self.assertEqual((status, headers["cache-control"]), (200, "public, max-age=3600"))

    def test_the_style_of_feeds_is_served(self):
        self.assertEqual(get(self.site, FEED)[2].splitlines()[1], b'<?xml-stylesheet type="text/css" href="/feed.css"?>')
        status, headers, body = get(self.site, "/feed.css")
        self.assertEqual((status, headers["content-type"]), (200, "text/css; charset=utf-8"))
        self.assertIn(b"feed,rss{", body)
        self.assertEqual(self.site.gemini("/feed.css"), (20, "text/plain; charset=utf-8", body))
        self.assertIn(b"feed,rss{", self.site.gopher("/feed.css"))
        self.assertEqual(get(self.site, "/feed.css", "If-None-Match: " + headers["etag"])[0], 304)
