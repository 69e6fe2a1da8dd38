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
from support.feeds import web_type
from support.gopher import lint_menu, parse_menu
from support.site import OWN_CONTENT

# Without these urljoin does not resolve anything.
SCHEMES = "gemini", "gopher", "http", "spartan", "nex"
for scheme in SCHEMES:
    urllib.parse.uses_relative.append(scheme)
    urllib.parse.uses_netloc.append(scheme)

ATOM = "{http://www.w3.org/2005/Atom}"
ITEM = re.compile(r"/(\w\w)/([a-z0-9-]+)/(\d{4}-\d\d-\d\d-[a-z0-9-]+)\Z")
# What every protocol must lead to, the pages also in Latin letters below /tr/.
PAGES = [r"/\w\w/", r"/\w\w/projects/", r"/\w\w/feeds/", r"/\w\w/archive/", r"/\w\w/archive/\d{4}/", r"/\w\w/elsewhere/",
         r"/\w\w/topics/", r"/\w\w/topics/[a-z]+/", r"/\w\w/places/", r"/\w\w/places/[a-z]+/", r"/\w\w/[a-z-]+/archive/\d{4}/",
         r"/\w\w/[a-z-]+/all\.txt"]
FILES = [r"/\w\w/[a-z-]+/\d{4}-[^/]+/[^/]+\.txt", r"/\w\w/(atom|rss)\.xml", r"/\w\w/feed\.json", r"/\w\w/[a-z-]+/atom\.xml",
         r"/\w\w/feeds\.opml", r"/\w\w/([a-z-]+/)?events\.ics"]
# Nex has no statuses: these words are all that tells an error.
MISSING = "Бет табылган жок", "Страница не найдена", "Page not found"
SERVICES = "".join('%s { listen = {"127.0.0.1:0"} }\n' % name for name in ("spartan", "nex"))
TYPES = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json",
         "feeds.opml": "text/x-opml", "events.ics": "text/calendar",
         "sitemap.xml": "application/xml", "webmanifest": "application/manifest+json", "ics": "text/calendar",
         "txt": "text/plain", "pdf": "application/pdf",
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


def links_of_calendar(body):
    for address in re.findall(r"(?m)^URL(?:;[^:]*)?:(\S+)$", body.decode().replace("\r\n ", "").replace("\r", "")):
        yield address, None


def links_of_text(body):
    """The list of addresses at the end of a text that was made for terminals."""
    for address in re.findall(r"(?m)^\[\d+\] (\S+://\S+)\r?$", body.decode()):
        yield address, None


READERS = {"application/atom+xml": links_of_atom, "application/rss+xml": links_of_rss, "application/feed+json": links_of_json,
           "text/x-opml": links_of_opml, "application/xml": links_of_sitemap, "text/calendar": links_of_calendar,
           "text/plain": links_of_text}


class Crawler:
    """Follows what is the site's own; `seen` has the type of each address, `wrong` what a checker would report."""

    def __init__(self, made):
        self.site = made
        self.seen, self.wrong, self.items = {}, [], {scheme: set() for scheme in SCHEMES}
        self.todo = []
        self.links = {}
        self.outside = set()

    def own(self, url):
        parts = urlsplit(url)
        return parts.scheme in self.items and parts.hostname == "localhost" and \
            parts.port == self.site.ports[parts.scheme]

    def found(self, url, kind, source):
        url = url.partition("#")[0]
        # Searches lead to narrower ones, and robots are asked not to follow: only the examples are tried.
        if re.search(r"/search/\d+-", url) and not re.search(r"/search(/help)?\Z", source):
            return
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
        mime, body = getattr(self, "visit_" + parts.scheme)(url, path, source)
        if mime and ITEM.match(path):
            self.items[parts.scheme].add(path)
        for target, kind in READERS.get(mime, lambda _: [])(body):
            self.found(target, kind, url)
        return mime

    def is_wrong(self, url, source, what):
        self.wrong.append(f"{source}: {url} {what}")
        return None, b""

    def follow(self, links, url):
        for target, kind in links:
            self.found(urljoin(url, target), kind, url)

    def check_type(self, url, path, mime, page):
        expected = type_of_path(path, page)
        if mime != expected:
            self.wrong.append(f"{url} has the type {mime}, not {expected}")

    def gemtext(self, text, url):
        self.wrong += [f"{url}: {what}" for what in gemtext.lint(text)]
        self.follow(((target, None) for target, _ in gemtext.links(text)), url)

    def visit_gemini(self, url, path, source):
        status, meta, body = self.site.gemini(urlsplit(url).path)
        if status == 10:
            return "input", b""
        if status != 20:
            return self.is_wrong(url, source, f"answers {status} {meta}")
        mime = meta.partition(";")[0]
        self.check_type(url, path, mime, "text/gemini")
        if mime == "text/gemini":
            self.gemtext(body.decode(), url)
        return mime, body

    def visit_spartan(self, url, path, source):
        head, _, body = self.ask("spartan", f"localhost {urlsplit(url).path} 0\r\n").partition(b"\r\n")
        status, _, meta = head.decode().partition(" ")
        if status != "2":
            return self.is_wrong(url, source, f"answers {status} {meta}")
        mime = meta.partition(";")[0]
        self.check_type(url, path, mime, "text/gemini")
        if mime == "text/gemini":
            text = body.decode()
            self.gemtext(text, url)
            for prompt in re.findall(r"(?m)^=: (\S+) \S", text):
                if not self.ask("spartan", f"localhost {prompt} 1\r\nx").startswith(b"2 text/gemini; "):
                    self.wrong.append(f"{url}: the prompt {prompt} takes nothing")
        return mime, body

    def visit_nex(self, url, path, source):
        body = self.ask("nex", path + "\n")
        if body.decode(errors="replace").rstrip("\r\n") in MISSING:
            return self.is_wrong(url, source, "is missing")
        mime = type_of_path(path, "text/gemini")
        if mime == "text/gemini":
            self.gemtext(body.decode(), url)
        return mime, body

    def visit_http(self, url, path, source):
        status, headers, body = self.site.http(urlsplit(url).path)
        if status != 200:
            return self.is_wrong(url, source, f"answers {status}")
        said = headers["Content-Type"].partition(";")[0]
        mime = type_of_path(path, "text/html")
        if said != web_type(mime or said):
            self.wrong.append(f"{url} has the type {said}, not {web_type(mime)}")
        if mime == "text/html":
            self.follow(Html(body.decode()).found, url)
        return mime, body

    def visit_gopher(self, url, path, source):
        kind = urlsplit(url).path[1:2] or "1"
        if kind == "7":
            return "input", b""
        data = self.site.gopher(path)
        if data.startswith(b"3"):
            return self.is_wrong(url, source, f"answers {data!r}")
        if kind == "1":
            self.wrong += [f"{url}: {what}" for what in lint_menu(data, "localhost", self.site.ports["gopher"])]
            for entry in parse_menu(data):
                if entry[2].startswith("URL:"):
                    self.found(entry[2][4:], None, url)
                elif entry[0] != "i":
                    self.found(f"gopher://{entry[3]}:{entry[4]}/{entry[0]}{entry[2]}", None, url)
            return "application/gopher-menu", data
        mime = type_of_path(path, "text/plain")
        if data.endswith(b"\r\n.\r\n"):
            self.wrong.append(f"{source}: {url} is a menu")
        plain = mime.startswith("text/") or "xml" in mime or "json" in mime
        expected = "h" if "html" in mime else "0" if plain else "I" if "image" in mime else "9"
        if kind != expected:
            self.wrong.append(f"{source}: {url} should have the type {expected}")
        return mime, data

    def ask(self, service, request):
        with self.site.connect(service) as s:
            s.sendall(request.encode())
            return self.site.read_all(s)


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
            starts = [f"{scheme}://localhost:{made.ports[scheme]}/{'1' * (scheme == 'gopher')}" for scheme in SCHEMES]
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
        crawler = self.crawl(site(WELLS, OWN_CONTENT, config=SERVICES), "/en/wells/2026-03-06-gone")
        self.assertIn("https://example.org/pump?size=2&colour=%22red%22", crawler.outside)
        paths = {scheme: {unquote(urlsplit(url).path) for url in crawler.seen if url.startswith(scheme + ":")} for scheme in SCHEMES}
        # The character before a path is the type of the Gopher item.
        for kind in PAGES + FILES:
            for scheme in SCHEMES:
                before = "/." if scheme == "gopher" else ""
                self.assertTrue([path for path in paths[scheme] if re.fullmatch(before + kind, path)], (scheme, kind))
        for kind in PAGES:
            self.assertTrue([path for path in paths["gopher"] if re.fullmatch("/./tr" + kind, path)], kind)
        latin = {path[5:] for path in paths["gopher"] if path.startswith("/0/tr/")}
        self.assertEqual({path for path in latin if ITEM.match(path)}, crawler.items["gopher"])

    def test_a_hostile_corpus(self):
        self.crawl(site(HOSTILE, config=SERVICES))

    def test_a_long_list(self):
        files = {f"many/2024-{1 + n // 28:02}-{1 + n % 28:02}-item-{n:03}.ru.gmi": f"---\ntitle: Запись {n}\n---\n\nТекст.\n"
                 for n in range(130)}
        self.crawl(site({"many/project.ru.gmi": "---\nname: Много\n---\n\nТекст.\n", **files}, config=SERVICES))


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
