"""Every feed as real readers take it, compared with the files that editors wrote.

The content is the project's own, and what is meant to break readers (support/hostile.py). What a reader cannot know is
left out of its entries; the rest must be right.
"""

import os
import pathlib
import re
import tempfile
import time
import unittest
import xml.etree.ElementTree as ElementTree

from PIL import Image

from support import feeds, hostile, validator
from support.browser import PROGRAM, Browser
from support.clients import needs
from support.corpus import site
from support.site import OWN_CONTENT, Site, wait_for
from support.sources import LANGS, Sources, instant

HOST = "news.example.org"
NO_ENTRY = 946684800  # 2000-01-01, which readers take
CONTENT_MAX = 192 << 10  # bytes of HTML that a feed takes of all entries
DIRECT = {"atom": feeds.atom, "rss": feeds.rss, "feed": feeds.jsonfeed}


def format_of(path):
    """atom, rss, feed, feeds (OPML) or events."""
    return re.match(r"[a-z]*", os.path.basename(path))[0]


def language_of(path):
    return path.split("/")[1]


def squeezed(text):
    return " ".join(text.split())


def documents_of(site, name):
    """The documents of this name, of all feeds."""
    return [path.read_bytes() for path in pathlib.Path(site.folder, "feeds").rglob(name)]


def without_mail(names):
    return [re.sub(r" <\S+@\S+>$", "", name) for name in names]


class Feeds:
    """The tests of one site; subclasses say which."""
    # Of the validator's rules. Its list of schemes is older than Gemini; the addresses of the capsule stay.
    excused = {"SchemeNotIANARegistered"}

    @classmethod
    def serve(cls, site):
        cls.site = site
        cls.addClassCleanup(site.kill)
        os.makedirs(os.path.join(site.content, "site"), exist_ok=True)
        for name, size in ("icon.png", (512, 512)), ("logo.png", (600, 300)):
            Image.new("RGB", size, "#0a4a94").save(os.path.join(site.content, "site", name))
        site.start()
        wait_for("icon and logo", lambda: documents_of(site, "feed.json") and all(b"<icon>" in d and b"<logo>" in d for d in documents_of(site, "atom.xml")) and all(
            b"/site/icon-192.png" in d for name in ("rss.xml", "feed.json") for d in documents_of(site, name)))
        cls.read_site()

    @classmethod
    def read_site(cls):
        """Fetches every document in feeds/ over HTTP."""
        cls.sources = Sources(cls.site.content)
        cls.by_id = {i.id(HOST): i for i in cls.sources.items}
        cls.documents, cls.heads = {}, {}
        top = os.path.join(cls.site.folder, "feeds")
        for folder, _, names in os.walk(top):
            for name in names:
                path = "/" + os.path.relpath(os.path.join(folder, name), top)
                status, cls.heads[path], cls.documents[path] = cls.site.http(path)
                assert status == 200, path
                with open(os.path.join(folder, name), "rb") as f:
                    assert f.read() == cls.documents[path], path

    def feeds(self, *formats):
        """(path, format, document) of the feeds in these formats."""
        found = [(p, format_of(p), d) for p, d in sorted(self.documents.items()) if format_of(p) in formats]
        self.assertTrue(found)
        return found

    def url(self, path):
        return f"http://{HOST}:{self.site.ports['http']}{path}"

    # --- one entry

    def authors(self, item):
        return item.all("author") or [self.sources.head("", item.lang)[1].first("title")]

    def pieces(self, item):
        return item.content([f"gemini://{HOST}:{self.site.ports['gemini']}{item.path}",
                             f"gopher://{HOST}:{self.site.ports['gopher']}/0{item.path}"])

    def check_content(self, item, html, sanitized):
        """Paragraph by paragraph; every address whole."""
        if "gemini://" not in (html or ""):  # all that are whole end with it
            self.assertGreater(sum(len(i.body.encode()) for i in self.sources.live(self.project, item.lang)), CONTENT_MAX / 4)
            if html:  # readers show the summary instead, or the title
                text = feeds.Pieces(f"<p>{html}</p>").pieces[0].rstrip("…")
                words = item.first("summary") or item.body.strip()
                wanted = [squeezed(w) for w in (words, re.sub(r"<\w+>", "", words))]  # some take it for HTML
                self.assertTrue(text == item.title or text and any(squeezed(text) in w for w in wanted), text[:400])
            return
        got, wanted = feeds.Pieces(html), self.pieces(item)
        self.assertEqual([bool(p) for p in got.pieces], [p is None or bool(p) for p in wanted])
        for have, want in zip(got.pieces, wanted):
            if want in [title for _, title, _, _ in item.files]:
                self.assertTrue(have.startswith(want), (have, want))  # its type and size follow
            elif want is not None:
                self.assertEqual(squeezed(have), squeezed(want))
        for address in got.addresses if not sanitized else []:
            self.assertRegex(address, r"^((https?|ftp|gemini|gopher)://[!-~]+|mailto:[!-~]+)$")

    def check_entry(self, item, entry):
        self.assertEqual(squeezed(entry["title"]), squeezed(item.title))
        self.assertEqual(entry["link"], self.url(item.path))
        if item.published >= 0:  # newsboat takes what is earlier for a very late date
            self.assertEqual(entry["published"], item.published)
        if "updated" in entry:
            self.assertEqual(entry["updated"], item.updated)
        if "lang" in entry:
            self.assertEqual(entry["lang"], item.lang)
        if "authors" in entry:
            kept = without_mail if "sanitized" in entry else list
            self.assertEqual(kept(entry["authors"]), kept(self.authors(item)))
        if "author" in entry:  # one line: newsboat's is all of Atom's, the last of RSS's
            self.assertIn(entry["author"], [", ".join(self.authors(item)), *self.authors(item)])
        self.check_content(item, entry["html"], "sanitized" in entry)
        self.check_rest(item, entry)

    def check_rest(self, item, entry):
        """What only the documents themselves tell."""
        if "rights" in entry:
            self.assertEqual(entry["rights"], item.first("licence"))
        if "categories" in entry:
            names = dict(n.split(" ", 1) for key in ("topic_name", "place_name")
                         for n in (self.sources.sites[item.lang].all(key) if item.lang in self.sources.sites else []))
            wanted = [names.get(v, v) for key in ("topic", "place") for v in item.all(key)]
            self.assertEqual(sorted(entry["categories"][1:]), sorted(wanted))
        if "enclosures" in entry:
            wanted = [(self.url(f"{item.path}/{name}"), mime, size) for name, _, size, mime in item.files]
            self.assertEqual(entry["enclosures"], wanted[:1] if "summary" in entry and "updated" not in entry else wanted)
        if "summary" in entry and entry["summary"]:
            given = item.first("summary")
            start = f": {item.first('correction')}" if item.first("correction") else ""
            self.assertIn(start, entry["summary"])
            self.assertIn(squeezed(given) if given else "", squeezed(entry["summary"]))
        if "links" in entry:
            own = self.url(item.path)
            others = {l: self.url(f"/{l}/{item.project}/{item.stem}") for l in self.sources.languages(item) - {item.lang}}
            self.assertEqual(entry["links"][0], ("text/html", None, own))
            self.assertEqual(entry["links"][-1], ("text/html", item.lang, own))
            self.assertEqual([t for t, _, _ in entry["links"][1:3]], ["text/gemini", "text/plain"])
            self.assertEqual({l: href for _, l, href in entry["links"][3:-1]}, others)

    def check_entries(self, path, entries):
        """Each is an item that belongs here, once."""
        lang, project = path.split("/")[1], "/".join(path.split("/")[2:-1])
        self.project = project
        live = {i.id(HOST) for i in self.sources.live(project, lang)}
        self.assertEqual(len(entries), len({e["id"] for e in entries}))
        self.assertLessEqual({e["id"] for e in entries}, live)
        for entry in entries:
            try:
                self.check_entry(self.by_id[entry["id"]], entry)
            except AssertionError as e:
                raise AssertionError(f"{path}: {entry['id']}: {e}") from e

    # --- readers

    def test_the_documents_say_what_editors_wrote(self):
        for path, kind, document in self.feeds("atom", "rss", "feed"):
            entries = DIRECT[kind](document)
            self.check_entries(path, entries)
            if kind == "atom":
                lang, project = language_of(path), "/".join(path.split("/")[2:-1])
                speaks, head = self.sources.head(project, lang)
                title, of = feeds.feed_title(document)
                self.assertEqual((squeezed(title), of), (squeezed(head.first("name" if project else "title")), speaks))
                newest = max([e["updated"] for e in entries] + list(feeds.tombstones(document).values()), default=NO_ENTRY)
                self.assertEqual(feeds.feed_updated(document), newest)

    def test_every_live_item_is_in_its_feeds_and_nothing_else(self):
        for lang in LANGS:
            for project in ["", *self.sources.projects]:
                folder = f"/{lang}/{project}/".replace("//", "/")
                live = self.sources.live(project, lang)
                documents = {p: feeds.atom(d) for p, d in self.documents.items()
                             if os.path.dirname(p) + "/" == folder and format_of(p) == "atom"}
                first = {e["id"] for e in documents[folder + "atom.xml"]}
                with self.subTest(folder):
                    self.assertEqual({e["id"] for d in documents.values() for e in d}, {i.id(HOST) for i in live})
                    self.assertLessEqual(len(first), 20)
                    # What was corrected stands there in addition, whatever its age.
                    plain = sorted((i.published for i in live if not i.all("updated")), reverse=True)
                    shown = [self.by_id[e].published for e in first if not self.by_id[e].all("updated")]
                    self.assertEqual(sorted(shown, reverse=True), plain[:len(shown)])
                    for name, read in ("rss.xml", feeds.rss), ("feed.json", feeds.jsonfeed):
                        self.assertEqual([e["id"] for e in read(self.documents[folder + name])],
                                         [e["id"] for e in documents[folder + "atom.xml"]])

    def test_feedparser_reads_every_feed(self):
        try:
            import feedparser  # noqa: F401
        except ImportError:
            self.skipTest("python3-feedparser not installed")
        for path, kind, document in self.feeds("atom", "rss"):
            entries = feeds.feedparser_entries(document)
            self.assertEqual(len(entries), len(DIRECT[kind](document)), path)
            self.check_entries(path, entries)

    @needs("sfeed")
    def test_sfeed_reads_every_feed(self):
        for path, kind, document in self.feeds("atom", "rss"):
            entries = feeds.sfeed_entries(document)
            self.assertEqual(len(entries), len(DIRECT[kind](document)), path)
            for entry in entries:
                del entry["categories"]
            self.check_entries(path, entries)

    @needs("newsboat")
    def test_newsboat_reads_every_feed(self):
        # It keeps an id once, in whatever feed: feeds that share some are read one after the other.
        groups = []
        wanted = {path: {e["id"] for e in DIRECT[kind](document)} for path, kind, document in self.feeds("atom", "rss")}
        for path, ids in wanted.items():
            group = next((g for g in groups if not g[1] & ids), None)
            if not group:
                groups.append(group := ([], set()))
            group[0].append(path)
            group[1].update(ids)
        for paths, _ in groups:
            local = {self.site.http_url(p).replace(self.site.host, "127.0.0.1"): p for p in paths}
            with tempfile.TemporaryDirectory(prefix="jarchy-home-") as home:
                for url, entries in feeds.newsboat_entries(local, home).items():
                    self.assertEqual({e["id"] for e in entries}, wanted[local[url]], url)
                    self.check_entries(local[url], entries)

    def test_validators_would_find_nothing(self):
        for path, _, document in self.feeds("atom", "rss", "feed"):
            found = validator.findings(document, self.url(path), self.heads[path])
            self.assertEqual([f for f in found if f.split()[0] not in self.excused], [], path)

    @needs("xmllint")
    def test_every_document_is_valid_by_its_grammar(self):
        folders = {"atom": "atom.rng", "rss": "rss.rng", "feeds": "opml.rng"}
        for kind, grammar in folders.items():
            paths = [os.path.join(self.site.folder, "feeds" + p) for p in self.documents if format_of(p) == kind]
            self.assertEqual(feeds.libxml2_faults(grammar, paths), "")

    def test_links_open_the_page_in_the_feeds_language(self):
        pages = {e["link"]: language_of(path)
                 for path, kind, document in self.feeds("atom") for e in DIRECT[kind](document)}
        for link, lang in pages.items():
            status, _, body = self.site.http(link.replace(self.url(""), ""))
            self.assertEqual(status, 200, link)
            self.assertIn(f'<html lang="{lang}"', body.decode(), link)

    def test_the_list_of_feeds_names_every_feed(self):
        for lang in LANGS:
            root = ElementTree.fromstring(self.documents[f"/{lang}/feeds.opml"])
            outlines = [o.attrib for o in root.iter("outline")]
            self.assertEqual([o["xmlUrl"] for o in outlines],
                             [self.url(f"/{lang}/{p + '/' if p else ''}atom.xml") for p in ["", *self.sources.projects]])
            for o, project in zip(outlines, ["", *self.sources.projects]):
                title = self.sources.head(project, lang)[1].first("name" if project else "title")
                self.assertEqual((squeezed(o["text"]), o["text"], o["language"]), (squeezed(title), o["title"], lang))
                self.assertIn(o["xmlUrl"].replace(self.url(""), ""), self.documents)


    # --- feeds that are made when they are asked for

    def parts(self):
        """(folder, the ids that belong to its feeds): every topic, place and kind, all projects together, a search."""
        found = []
        for lang in LANGS:
            live = self.sources.live("", lang)
            for key, folder in ("topic", "topics"), ("place", "places"):
                for slug in sorted({v for i in live for v in i.all(key)}):
                    found.append((f"/{lang}/{folder}/{slug}/", {i.id(HOST) for i in live if slug in i.all(key)}))
            for kind in sorted({i.first("kind") or "news" for i in live}):
                found.append((f"/{lang}/kinds/{kind}/", {i.id(HOST) for i in live if (i.first("kind") or "news") == kind}))
            if len(self.sources.projects) > 1:
                chosen = self.sources.projects[:20]
                ids = {i.id(HOST) for p in chosen for i in self.sources.live(p, lang)}
                found.append((f"/{lang}/feed/{'+'.join(chosen)}/", ids))
            found.append((f"/{lang}/search/1-{'проект'.encode().hex()}/", {i.id(HOST) for i in live}))
        return found

    def test_feeds_of_a_part_are_as_good(self):
        with tempfile.TemporaryDirectory(prefix="jarchy-part-") as folder:
            files = {"atom": [], "rss": []}
            self.project = ""
            for part, ids in self.parts():
                for name in "atom.xml", "rss.xml", "feed.json":
                    kind, path = format_of(name), part + name
                    status, head, document = self.site.http(path)
                    self.assertEqual(status, 200, path)
                    found = validator.findings(document, self.url(path.replace("+", "%2B")), head)
                    self.assertEqual([f for f in found if f.split()[0] not in self.excused], [], path)
                    entries = DIRECT[kind](document)
                    self.assertLessEqual({e["id"] for e in entries}, ids, path)
                    if "/search/" not in part:
                        self.assertTrue(len(entries) == min(20, len(ids)), (path, len(entries), len(ids)))
                    for entry in entries:
                        self.check_entry(self.by_id[entry["id"]], entry)
                    if kind in files:
                        files[kind].append(os.path.join(folder, f"{len(files[kind])}.{kind}"))
                        with open(files[kind][-1], "wb") as f:
                            f.write(document)
                        self.assertEqual(len(feeds.feedparser_entries(document)), len(entries), path)
            for kind, paths in files.items():
                self.assertEqual(feeds.libxml2_faults(kind + ".rng", paths), "")


class Own(Feeds, unittest.TestCase):
    """What the project publishes itself."""

    @classmethod
    def setUpClass(cls):
        cls.serve(Site(content=OWN_CONTENT, host=HOST))

    @needs(PROGRAM)
    def test_a_browser_shows_a_feed_that_can_be_read(self):
        shown = "[...document.querySelectorAll('%s')].filter(e => e.getClientRects().length).length"
        with Browser() as browser:
            for path, kind, document in self.feeds("atom", "rss"):
                browser.open(f"http://127.0.0.1:{self.site.ports['http']}{path}")
                count = len(DIRECT[kind](document))
                titles = "entry>title,item>title"
                self.assertEqual(browser.value(shown % titles), count, path)
                self.assertEqual(browser.value(shown % "content,encoded,id,guid,category"), 0, path)
                # The address of each page, to be copied, and what a feed is.
                self.assertGreaterEqual(browser.value(shown % "link"), count, path)
                self.assertEqual(browser.value("getComputedStyle(document.documentElement, '::before').display"), "block")
                self.assertEqual(browser.value(f"getComputedStyle(document.querySelector('{titles}')).fontWeight"), "600")
                # An XML document cannot say that it has no icon.
                self.assertEqual([line for line in browser.console if "favicon" not in line], [], path)


    @needs(PROGRAM)
    def test_a_feed_has_letters_of_16_pixels_on_a_phone(self):
        """As they are seen: a phone lays XML out on 980 pixels and makes it smaller."""
        smallest = ("Math.min(...[...document.querySelectorAll('title,summary,description,published,pubDate,link')]"
                    ".filter(e => e.getClientRects().length).map(e => parseFloat(getComputedStyle(e).fontSize))) / innerWidth")
        wide = "document.documentElement.scrollWidth > innerWidth"
        with Browser() as browser:
            for path, _, _ in list(self.feeds("atom", "rss"))[:4]:
                for width in 320, 360, 430, 600:
                    with self.subTest(path, width=width):
                        browser.open(f"http://127.0.0.1:{self.site.ports['http']}{path}", width)
                        self.assertGreaterEqual(browser.value(smallest) * width, 16)
                        self.assertFalse(browser.value(wide))


class Hostile(Feeds, unittest.TestCase):
    """What is meant to break feeds, after corrections and withdrawals."""
    # Titles full of markup, the seventies, items of one second: all that is the editors' will.
    excused = Feeds.excused | {"ContainsHTML", "ImplausibleDate", "DuplicateUpdated"}

    @classmethod
    def setUpClass(cls):
        cls.serve(site(hostile.corpus(), host=HOST))
        cls.before = cls.sources
        for name, text in hostile.later().items():
            if text:
                cls.site.save(name, text)
            else:
                os.unlink(cls.site.path(name))
        was = {i.path: i.id(HOST) for i in cls.before.items}
        for name, text in hostile.later().items():
            path = "/{1}/{0}".format(*name[:-len(".gmi")].split("."))
            sign = b"Five" if text and "correction" in text else f'ref="{was[path]}"'.encode()
            for folder in os.path.dirname(path), os.path.dirname(os.path.dirname(path)):
                wait_for(f"the change of {path} in {folder}", lambda: sign in cls.site.http(f"{folder}/atom.xml")[2])
        cls.read_site()

    def test_what_went_is_taken_back_where_it_stood(self):
        left = {i.path for i in self.sources.items if i.is_live(time.time())}
        gone = [i for i in self.before.items if i.is_live(time.time()) and i.path not in left]
        self.assertEqual(len(gone), 4)
        for item in gone:
            now = next((i for i in self.sources.items if i.path == item.path), None)
            when = instant(now.first("withdrawn")) if now else None
            for project in "", item.project:
                folder = f"/{item.lang}/{project}/".replace("//", "/")
                stones = [feeds.tombstones(d) for p, d in self.documents.items()
                          if os.path.dirname(p) + "/" == folder and format_of(p) == "atom"]
                found = [s[item.id(HOST)] for s in stones if item.id(HOST) in s]
                # In the subscription document, and on its page of the history where there is one.
                self.assertEqual(len(found), 2 if len(stones) > 1 else 1, item.path)
                self.assertIn(item.id(HOST), feeds.tombstones(self.documents[folder + "atom.xml"]))
                for at in found:
                    self.assertTrue(at == when if when else abs(at - time.time()) < 3600, item.path)
