"""The diary of six readers who poll a running site for thirty days, while items are added, corrected, withdrawn, moved
and deleted, and the catalogue is lost once. A day goes by when its files are published. And that of others who keep
less than ids, while items go public late, with old dates, in projects that are renamed and removed.
"""

import datetime
import glob
import gzip
import itertools
import os
import re
import shutil
import time
import unittest

from support import feeds
from support.http import get
from support.site import Site, wait_for
from support.sources import ZONE
from support.wells import words

DAYS, POLLS_A_DAY = 30, 4
FORMATS = {"atom.xml": feeds.atom, "rss.xml": feeds.rss, "feed.json": feeds.jsonfeed}
DOCUMENTS = ["/en/atom.xml", "/en/rss.xml", "/en/feed.json"]
CORRECTED_SOON, CORRECTED_LATE = 41, 1  # numbers of items: on no page of the history yet, and long on one
WITHDRAWN, WITHDRAWN_LATE, VANISHED = 33, 3, 34
MOVED, MOVED_LATE = 40, 2


class Reader:
    """Keeps what it saw, as readers do: an item for each id, and the version of it that it has."""

    def __init__(self, path, read, headers=(), coding=None, etag=False, first_day=1, every=1, pages=False):
        self.path, self.read, self.headers = path, read, [*headers]
        self.coding, self.keeps_etag = coding, etag
        self.first_day, self.every, self.pages = first_day, every, {} if pages else None
        self.items, self.updates, self.deleted = {}, {}, set()
        self.etag, self.bytes, self.statuses = None, 0, set()

    def fetch(self, site, path, *lines):
        if self.coding:
            lines = [*lines, f"Accept-Encoding: {self.coding}"]
        status, headers, body = get(site, path, *lines)
        self.bytes += len(body)
        self.statuses.add(status)
        return status, headers, gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body

    def poll(self, site):
        lines = [f"If-None-Match: {self.etag}"] * bool(self.etag and self.keeps_etag)
        status, headers, body = self.fetch(site, self.path, *self.headers, *lines)
        self.etag = headers["etag"]
        if status == 304:
            assert self.keeps_etag and not body
            return
        assert status in (200, 226), status
        self.take(body)
        while self.pages is not None:  # back through the pages that it does not know
            earlier = re.search(rb'(?:rel="prev-archive"[^>]*href=|"next_url": )"http://[^/]*([^"]*)"', body)
            page = earlier and earlier[1].decode()
            if not page or page in self.pages:
                break
            _, _, body = self.fetch(site, page)
            self.pages[page] = body
            self.take(body)

    def take(self, body):
        for entry in self.read(body):
            # RSS has no word for it: there the text tells.
            version = entry.get("updated", entry["summary"])
            title, known = self.items.setdefault(entry["id"], (entry["title"], version))
            if version > known if "updated" in entry else version != known:
                self.updates[title] = self.updates.get(title, 0) + 1
                self.items[entry["id"]] = title, version
        if self.read is feeds.atom:
            self.deleted |= {self.items[i][0] for i in feeds.tombstones(body) if i in self.items}


class Diary(unittest.TestCase):
    def setUp(self):
        self.site = Site(content=None, workers=1, config='languages = {"en"}\n')
        self.addCleanup(self.site.kill)
        self.names, self.start = [], datetime.datetime.now(ZONE) - datetime.timedelta(days=DAYS + 1)
        self.site.save("site.en.gmi", "---\ntitle: A site\n---\n\nA site.\n")
        for project in "wells", "pumps":
            self.site.save(f"{project}/project.en.gmi", f"---\nname: {project}\n---\n\nA project.\n")
        self.site.start()
        self.site.keep_ports()

    # --- what the editors do

    def write(self, number, summary="First.", **keys):
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        self.site.save(self.names[number], f"---\ntitle: Item {number}.\nsummary: {summary}\n{lines}---\n\n{words(number, 60)}\n")

    def add(self, day, project, date=None):
        number = len(self.names)
        date = date or f"{self.start + datetime.timedelta(days=day):%Y-%m-%d}"
        self.names.append(f"{project}/{date}-item-{number}.en.gmi")
        self.write(number)
        return f"Item {number}."

    def move(self, number, name):
        os.rename(self.site.path(self.names[number]), self.site.path(name))
        self.names[number] = name
        return "/en/" + name[:-len(".en.gmi")]

    def correct(self, number):
        # No correction is of the second in which its item went public.
        second = int(time.time())
        wait_for("the next second", lambda: time.time() >= second + 1)
        self.write(number, f"Corrected {number}.", updated=f"{datetime.datetime.now(ZONE):%Y-%m-%d %H:%M:%S}")
        return f"Corrected {number}."

    def withdraw(self, number):
        self.write(number, withdrawn=f"{datetime.datetime.now(ZONE):%Y-%m-%d %H:%M}")
        return f"item-{number}/en\""

    def lose_catalogue(self):
        self.site.stop()
        for path in glob.glob(f"{self.site.folder}/var/catalog.db*"):
            os.unlink(path)
        self.site.start()

    def edit(self, day):
        """Returns what must be seen in the feeds, and what in the Atom feed alone, when the day is published."""
        everywhere = [self.add(day, "wells"), self.add(day, "pumps"), self.add(day, "wells")]
        atom, pages = [], []
        if day == 15:
            pages.append(self.move(MOVED, "wells/2025-11-28-another-name.en.gmi"))
        if day == 16:
            atom.append(self.withdraw(WITHDRAWN))
        if day == 17:
            os.unlink(self.site.path(self.names[VANISHED]))
            atom.append(f"item-{VANISHED}/en\"")
            everywhere.append(self.correct(CORRECTED_SOON))
        if day == 18:
            self.lose_catalogue()
        if day == 20:
            pages.append(self.move(MOVED_LATE, "pumps/2001-01-01-far-away.en.gmi"))
        if day == 22:
            everywhere.append(self.add(day, "pumps", "2001-09-09"))
        if day == 23:
            atom.append(self.withdraw(WITHDRAWN_LATE))
        if day == 25:
            everywhere.append(self.correct(CORRECTED_LATE))
        return everywhere, atom, pages

    def publish(self, day):
        everywhere, atom, pages = self.edit(day)
        for path in DOCUMENTS:
            signs = everywhere + (atom if path.endswith("atom.xml") else [])
            wait_for(f"day {day}: {signs} in {path}",
                     lambda: all(sign.encode() in get(self.site, path)[2] for sign in signs))
        for path in pages:
            wait_for(f"day {day}: {path}", lambda: get(self.site, path)[0] == 200)

    # --- what the readers saw

    def check(self, name, reader):
        titles = sorted(title for title, _ in reader.items.values())
        self.assertEqual(titles, sorted(f"Item {n}." for n in range(len(self.names))), f"{name}: each of them once")
        self.assertEqual(reader.updates, {f"Item {n}.": 1 for n in (CORRECTED_SOON, CORRECTED_LATE)}, name)
        gone = {f"Item {n}." for n in (WITHDRAWN, WITHDRAWN_LATE, VANISHED)}
        self.assertEqual(reader.deleted, gone if reader.read is feeds.atom else set(), name)

    def test_every_reader_sees_every_item_once_and_corrections_as_updates(self):
        readers = {
            "naive": Reader("/en/atom.xml", feeds.atom),
            "conditional": Reader("/en/rss.xml", feeds.rss, coding="gzip", etag=True),
            "json": Reader("/en/feed.json", feeds.jsonfeed, etag=True, every=2),
            "A-IM": Reader("/en/atom.xml", feeds.atom, ["A-IM: feed"], etag=True),
            "historian": Reader("/en/atom.xml", feeds.atom, etag=True, first_day=15, every=3, pages=True),
            "historian of JSON": Reader("/en/feed.json", feeds.jsonfeed, etag=True, first_day=15, every=3, pages=True),
        }
        for day in range(1, DAYS + 1):
            self.publish(day)
            for _ in range(POLLS_A_DAY):
                for reader in readers.values():
                    if day >= reader.first_day and day % reader.every == 0:
                        reader.poll(self.site)
        for name, reader in readers.items():
            self.check(name, reader)
        self.assertEqual(readers["A-IM"].statuses, {200, 226, 304})
        self.assertEqual(readers["conditional"].statuses, {200, 304})
        # Three of four polls cost nothing, and of the rest only what is new is sent.
        self.assertLess(readers["A-IM"].bytes * 8, readers["naive"].bytes)
        if os.environ.get("V"):
            print("# diary:", ", ".join(f"{name} {reader.bytes} bytes" for name, reader in readers.items()))
        self.site.stop()


def follow(site, path):
    """The status, and the document where there is one."""
    status, headers, body = site.http(path)
    return follow(site, headers["Location"]) if status == 301 else (status, body)


class Watcher:
    """Takes what is new to it, each in its own way, and knows its feed by the address that it was given."""

    def __init__(self, path, read):
        self.path, self.read = path, read
        self.known, self.last = set(), 0

    def poll(self, site):
        """The titles of what is new; None when the feed is gone."""
        status, body = follow(site, self.path)
        if status == 410:
            return None
        assert status == 200, (self.path, status)
        entries = self.read(body)
        new = self.choose(entries)
        self.known |= {e["id"] for e in entries}
        self.last = max([self.last, *[e["published"] for e in entries]])
        return [e["title"] for e in new]


class ById(Watcher):
    def choose(self, entries):
        return [e for e in entries if e["id"] not in self.known]


class AtTheTop(Watcher):
    """Ends at the first that it knows."""

    def choose(self, entries):
        return [*itertools.takewhile(lambda e: e["id"] not in self.known, entries)]


class SinceLastTime(Watcher):
    """Looks at dates alone."""

    def choose(self, entries):
        return [e for e in entries if e["published"] > self.last]


TOPICS = [f"topic-{n}" for n in range(10)]  # of all items of wells
TWO = "/en/feed/pumps+wells/"


class Late(unittest.TestCase):
    def setUp(self):
        self.site = Site(content=None, workers=1, config='languages = {"en", "ru"}\n')
        self.addCleanup(self.site.kill)
        for lang in "en", "ru":
            self.site.save(f"site.{lang}.gmi", "---\ntitle: A site\n---\n\nA site.\n")
        for project in "wells", "pumps", "canals":
            self.site.save(f"{project}/project.en.gmi", f"---\nname: {project.title()}\n---\n\nA project.\n")
        for day in range(1, 16):
            self.save("wells", f"2024-03-{day:02}", f"Well {day}")
        for day in 1, 2:
            self.save("pumps", f"2024-02-0{day}", f"Pump {day}")
            self.save("canals", f"2024-04-0{day}", f"Canal {day}")
        self.save("wells", "2024-05-01", "Translated", "ru")
        self.today = datetime.datetime.now(ZONE)
        self.site.start()
        self.site.keep_ports()

    def save(self, project, day, title, lang="en", **keys):
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        lines += "".join(f"topic: {topic}\n" for topic in TOPICS if project == "wells")
        name = f"{project}/{day}-{title.lower().replace(' ', '-')}.{lang}.gmi"
        self.site.save(name, f"---\ntitle: {title}\nsummary: -\n{lines}---\n\nText.\n")

    def day(self, before):
        return f"{self.today - datetime.timedelta(days=before):%Y-%m-%d}"

    def next_second(self):
        """Who looks at dates cannot tell what came in the second in which it looked."""
        second = int(time.time())
        wait_for("the next second", lambda: time.time() >= second + 1)

    def expect(self, what, title, folders, end=None):
        """`title` is new, and at the top of the feeds of these folders; None: nothing is new."""
        paths = [folder + name for folder in folders for name in FORMATS] if title else []
        parts = [f"/en/topics/{topic}/" for topic in TOPICS if "/en/wells/" in folders] + [TWO] * bool(folders)
        folders = [*folders, *parts]
        paths += [folder + "atom.xml" for folder in parts]
        wait_for(what, end or (lambda: all(FORMATS[os.path.basename(p)](follow(self.site, p)[1])[0]["title"] == title for p in paths)))
        for reader in self.readers:
            told = [title] if os.path.dirname(reader.path) + "/" in folders else []
            with self.subTest(what, reader=type(reader).__name__, path=reader.path):
                self.assertEqual(reader.poll(self.site), None if reader.path.startswith(self.gone) else told)
        self.next_second()

    def test_what_goes_public_late_or_has_an_old_date_is_seen_once_and_at_the_top(self):
        site, wells, pumps, canals = "/en/", "/en/wells/", "/en/pumps/", "/en/canals/"
        self.gone = "nowhere"
        self.readers = [kind(folder + name, read) for kind in (ById, AtTheTop, SinceLastTime)
                        for folder in (site, wells, pumps, canals) for name, read in FORMATS.items()]
        self.readers += [ById(folder + name, feeds.feedparser_entries) for folder in (site, wells) for name in ("atom.xml", "rss.xml")]
        self.readers += [kind(folder + "atom.xml", feeds.atom) for kind in (ById, AtTheTop, SinceLastTime)
                         for folder in (TWO, *(f"/en/topics/{topic}/" for topic in TOPICS))]
        for reader in self.readers:
            self.assertTrue(reader.poll(self.site))
        self.save("wells", self.day(0), "Today")
        self.expect("an item of today", "Today", [site, wells])
        for days, title in (6, "Waited a week"), (200, "Waited for long"):
            self.save("wells", self.day(days), title, draft="yes")
        self.save("pumps", self.day(3), "An hour", publish=f"{datetime.datetime.now(ZONE) + datetime.timedelta(seconds=3):%Y-%m-%d %H:%M:%S}")
        self.expect("an item that waited for its hour", "An hour", [site, pumps])
        for days, title in (6, "Waited a week"), (200, "Waited for long"):
            self.save("wells", self.day(days), title)
            self.expect("a draft that waited", title, [site, wells])
        self.save("pumps", "2001-01-01", "From 2001")
        self.expect("an item with an old date", "From 2001", [site, pumps])
        self.save("wells", "2024-05-01", "Translated")
        self.expect("a translation", "Translated", [site, wells])
        Diary.lose_catalogue(self)
        self.expect("another catalogue", None, [], lambda: self.site.http("/en/wells/")[0] == 200)
        os.rename(self.site.path("pumps"), self.site.path("water"))
        self.expect("another name", None, [], lambda: self.site.http("/en/pumps/rss.xml")[0] == 301)
        self.save("water", "2024-02-03", "Pump 3")
        self.expect("an item of the renamed project", "Pump 3", [site, pumps])
        shutil.rmtree(self.site.path("canals"))
        self.gone = canals
        self.expect("the end of a project", None, [], lambda: self.site.http("/en/canals/atom.xml")[0] == 410 and
                    all(b"Canal" not in self.site.http(p)[2] for p in DOCUMENTS))
        self.save("wells", "1999-12-31", "The last")
        self.expect("another item with an old date", "The last", [site, wells])


if __name__ == "__main__":
    unittest.main()
