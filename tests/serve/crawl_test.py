"""Every link of every page, menu, text and feed over every protocol is followed: no dead end, no redirect, no wrong type."""

import html.parser
import json
import os
import re
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote, urljoin, urlsplit

from support import gemtext
from support.corpus import HOSTILE, WELLS, site
from support.gopher import lint_menu, parse_menu
from support.site import OWN_CONTENT

# Without these urljoin does not resolve anything.
urllib.parse.uses_relative.append("gemini")
urllib.parse.uses_netloc.append("gemini")

ATOM = "{http://www.w3.org/2005/Atom}"
ITEM = re.compile(r"/(\w\w)/([a-z0-9-]+)/(\d{4}-\d\d-\d\d-[a-z0-9-]+)\Z")
TYPES = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json",
         "feeds.opml": "text/x-opml", "events.ics": "text/calendar",
         "sitemap.xml": "application/xml", "txt": "text/plain", "pdf": "application/pdf",
         "jpg": "image/jpeg"}


def type_of_path(path, page):
    """What a path must be served as; archives of feeds have the type of their feed."""
    name = path.rpartition("/")[2]
    if "." not in name:
        return page
    return TYPES.get(name) or TYPES.get(re.sub(r"-\d+(?=\.)", "", name)) or TYPES.get(name.rpartition(".")[2])


class Html(html.parser.HTMLParser):
    """Every address in a page, with the type that it is said to have."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name in "href", "src":
            if name in attributes:
                self.found.append((attributes[name], attributes.get("type")))


def links_of_atom(body):
    root = ElementTree.fromstring(body)
    for link in root.iter(ATOM + "link"):
        yield link.get("href"), link.get("type") if link.get("rel") != "hub" else None


def links_of_rss(body):
    root = ElementTree.fromstring(body)
    for element in root.iter():
        if element.tag == "link" and element.text:
            yield element.text, None
        elif element.tag == ATOM + "link" or element.tag == "enclosure":
            yield element.get("href") or element.get("url"), element.get("type")


def links_of_json(body):
    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("url", "feed_url", "home_page_url", "next_url") and isinstance(inner, str):
                    yield inner, value.get("mime_type")
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)
    return walk(json.loads(body))


def links_of_opml(body):
    for outline in ElementTree.fromstring(body).iter("outline"):
        for name in "xmlUrl", "htmlUrl":
            if outline.get(name):
                yield outline.get(name), None


def links_of_sitemap(body):
    for element in ElementTree.fromstring(body).iter():
        if element.tag.endswith("}loc"):
            yield element.text, None
        elif element.get("href"):
            yield element.get("href"), None


READERS = {"application/atom+xml": links_of_atom, "application/rss+xml": links_of_rss,
           "application/feed+json": links_of_json, "text/x-opml": links_of_opml, "application/xml": links_of_sitemap}


class Crawler:
    """Follows what is the site's own; `seen` has the type of each address, `wrong` what a checker would report."""

    def __init__(self, made):
        self.site = made
        self.seen, self.wrong, self.items = {}, [], {"gemini": set(), "gopher": set(), "http": set()}
        self.todo = []
        self.links = {}
        self.outside = set()

    def own(self, url):
        parts = urlsplit(url)
        return parts.scheme in self.items and parts.hostname == "localhost" and \
            parts.port == self.site.ports[parts.scheme]

    def found(self, url, kind, source):
        url = url.partition("#")[0]
        if self.own(url):
            self.links.setdefault(source, set()).add(url)
            self.todo.append((url, kind, source))
        elif urlsplit(url).hostname == "localhost":
            self.wrong.append(f"{source}: {url} leads to another port")
        else:
            self.outside.add(url)

    def crawl(self, *starts):
        self.todo += [(url, None, "start") for url in starts]
        while self.todo:
            url, kind, source = self.todo.pop()
            if url not in self.seen:
                self.seen[url] = self.visit(url, source)
            mime = self.seen[url]
            if kind and mime and kind.partition(";")[0] != mime:
                self.wrong.append(f"{source}: {url} is {mime}, not {kind}")
        return self

    def items_from(self, start):
        """The items that a reader finds who never leaves the protocol that he begins with."""
        scheme, todo, reached = urlsplit(start).scheme, [start], set()
        while todo:
            url = todo.pop()
            if url not in reached and urlsplit(url).scheme == scheme:
                reached.add(url)
                todo += self.links.get(url, ())
        paths = (unquote(urlsplit(url).path) for url in reached)
        return {path for path in (p[2:] if scheme == "gopher" else p for p in paths) if ITEM.match(path)}

    def visit(self, url, source):
        parts = urlsplit(url)
        path = unquote(parts.path)
        if parts.scheme == "gopher":
            path = path[2:]
        mime = getattr(self, "visit_" + parts.scheme)(url, path, source)
        if mime and ITEM.match(path):
            self.items[parts.scheme].add(path)
        return mime

    def visit_gemini(self, url, path, source):
        status, meta, body = self.site.gemini(urlsplit(url).path)
        if status == 10:
            return "input"
        if status != 20:
            self.wrong.append(f"{source}: {url} answers {status} {meta}")
            return None
        mime = meta.partition(";")[0]
        self.check_type(url, path, mime, "text/gemini")
        if mime == "text/gemini":
            text = body.decode()
            self.wrong += [f"{url}: {what}" for what in gemtext.lint(text)]
            for target, _ in gemtext.links(text):
                self.found(urljoin(url, target), None, url)
        self.read(mime, body, url)
        return mime

    def visit_http(self, url, path, source):
        status, headers, body = self.site.http(urlsplit(url).path)
        if status != 200:
            self.wrong.append(f"{source}: {url} answers {status}")
            return None
        mime = headers["Content-Type"].partition(";")[0]
        self.check_type(url, path, mime, "text/html")
        if mime == "text/html":
            for target, kind in Html(body.decode()).found:
                self.found(urljoin(url, target), kind, url)
        self.read(mime, body, url)
        return mime

    def visit_gopher(self, url, path, source):
        kind = urlsplit(url).path[1:2] or "1"
        if kind == "7":
            return "input"
        data = self.site.gopher(path)
        if data.startswith(b"3"):
            self.wrong.append(f"{source}: {url} answers {data!r}")
            return None
        if kind == "1":
            self.wrong += [f"{url}: {what}" for what in lint_menu(data, "localhost", self.site.ports["gopher"])]
            for entry in parse_menu(data):
                if entry[0] == "h":
                    self.found(entry[2][4:], None, url)
                elif entry[0] != "i":
                    self.found(f"gopher://{entry[3]}:{entry[4]}/{entry[0]}{entry[2]}", None, url)
            return "application/gopher-menu"
        mime = type_of_path(path, "text/plain")
        if data.endswith(b"\r\n.\r\n"):
            self.wrong.append(f"{source}: {url} is a menu")
        expected = "0" if mime.startswith("text/") or "xml" in mime or "json" in mime else "I" if "image" in mime else "9"
        if kind != expected:
            self.wrong.append(f"{source}: {url} should have the type {expected}")
        if mime == "text/plain":
            for address in re.findall(r"(?m)^\[\d+\] (\S+://\S+)\r$", data.decode()):
                self.found(address, None, url)
        self.read(mime, data, url)
        return mime

    def check_type(self, url, path, mime, page):
        expected = type_of_path(path, page)
        if mime != expected:
            self.wrong.append(f"{url} has the type {mime}, not {expected}")

    def read(self, mime, body, url):
        for target, kind in READERS.get(mime, lambda _: [])(body):
            self.found(target, kind, url)


def published(content):
    """The path of every item in a content folder, by its file names: nothing in them is withdrawn or to come."""
    found = set()
    for folder, _, names in os.walk(content):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), content).replace("/index.", ".")
            match = re.match(r"([a-z0-9-]+)/(\d{4}-[a-z0-9-]+)\.(\w\w)\.(gmi|md)\Z", path)
            if match:
                found.add(f"/{match[3]}/{match[1]}/{match[2]}")
    return found


class Crawl(unittest.TestCase):
    def crawl(self, made, *expected):
        with made:
            starts = [f"gemini://localhost:{made.ports['gemini']}/", f"http://localhost:{made.ports['http']}/",
                      f"gopher://localhost:{made.ports['gopher']}/1"]
            items = published(made.content) - set(expected)
            crawler = Crawler(made).crawl(*starts, f"http://localhost:{made.ports['http']}/sitemap.xml")
            self.assertEqual(crawler.wrong, [])
            for start in starts:
                self.assertEqual(crawler.items_from(start), items, start)
            for scheme, found in crawler.items.items():
                self.assertEqual(found, items, scheme)
            self.assertGreater(len(crawler.seen), len(items) * 3)
            return crawler

    def test_the_project_and_an_item_that_was_withdrawn(self):
        crawler = self.crawl(site(WELLS, OWN_CONTENT), "/en/wells/2026-03-06-gone")
        self.assertIn("https://example.org/pump?size=2&colour=%22red%22", crawler.outside)

    def test_a_hostile_corpus(self):
        self.crawl(site(HOSTILE))

    def test_a_long_list(self):
        files = {f"many/2024-{1 + n // 28:02}-{1 + n % 28:02}-item-{n:03}.ru.gmi": f"---\ntitle: Запись {n}\n---\n\nТекст.\n"
                 for n in range(130)}
        self.crawl(site({"many/project.ru.gmi": "---\nname: Много\n---\n\nТекст.\n", **files}))


class Subscriptions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = site(WELLS, OWN_CONTENT)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def page(self, path):
        status, meta, body = self.site.gemini(path)
        self.assertEqual((status, meta.partition(";")[0]), (20, "text/gemini"))
        title, subtitle, entries = gemtext.subscription(body.decode())
        return title, subtitle, [(date, label, urlsplit(target).path) for date, label, target in entries]

    def feed(self, path):
        """(date, title, path) of every entry of an Atom feed, its archives included, newest first."""
        found, address = [], path
        while address:
            root = ElementTree.fromstring(self.site.gemini(address)[2])
            for entry in root.iter(ATOM + "entry"):
                pages = [l.get("href") for l in entry.iter(ATOM + "link") if l.get("href").startswith("gemini://")]
                found.append((entry.findtext(ATOM + "published")[:10], entry.findtext(ATOM + "title"),
                              next(p for p in map(lambda u: urlsplit(u).path, pages) if p.startswith(path[:4]))))
            previous = [l.get("href") for l in root.findall(ATOM + "link") if l.get("rel") == "prev-archive"]
            address = urlsplit(previous[0]).path if previous else None
        return root.findtext(ATOM + "title"), found

    def test_home_project_and_archive_pages_have_the_entries_of_the_feed(self):
        for lang in "ky", "ru", "en":
            title, feed = self.feed(f"/{lang}/atom.xml")
            by_path = {path: (date, label) for date, label, path in feed}
            self.assertEqual(len(by_path), len(feed))
            pages = [f"/{lang}/", f"/{lang}/archive/"]
            years = {date[:4] for date, _, _ in feed}
            archive = []
            for year in sorted(years, reverse=True):
                archive += self.page(f"/{lang}/archive/{year}/")[2]
            self.assertEqual([(path, date) for date, _, path in archive], [(path, date) for date, _, path in feed])
            for path in {"/".join(p.split("/")[:3]) + "/" for p in by_path}:
                pages.append(path)
                name, _, entries = self.page(path)
                _, own = self.feed(path + "atom.xml")
                self.assertEqual({p for _, _, p in entries}, {p for _, _, p in own}, path)
            for path in pages:
                with self.subTest(path):
                    name, _, entries = self.page(path)
                    self.assertTrue(name)
                    for date, label, target in entries:
                        self.assertEqual(date, by_path[target][0])
                        self.assertTrue(label.startswith(by_path[target][1]), (label, by_path[target]))
            self.assertEqual(self.page(f"/{lang}/")[0], title)

    def test_a_page_has_each_entry_once(self):
        for path in "/ru/", "/ru/voice-of-citizens/", "/ky/archive/2023/", "/en/wells/":
            targets = [target for _, _, target in self.page(path)[2]]
            self.assertEqual(len(targets), len(set(targets)))
            self.assertTrue(targets)
