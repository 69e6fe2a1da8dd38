"""However files are written, moved and taken away, the site ends as a fresh build of the same content would begin.

The feeds, which hold every text, are compared. Some of what they tell is remembered by design, and a fresh build cannot
know it: the entries that readers saw go and when (tombstones, the date of the feed), on which page of the history an
entry stands, and, among more entries than a document takes, which came last. So each entry of the whole history must be the
same to the byte; a document that holds all of its feed's entries too, but for tombstones, date and link to the history.
"""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import unittest

from support.site import DEADLINE, JARCHY, Site, wait_for

# What has an id and an old date was published elsewhere: it has that date in feeds, whenever it comes.
ITEM = "---\ntitle: {title}\nid: urn:churn:{id}\ndate: {date} 10:00\n---\n\nThe text says {word}.\n"
PROJECT = "---\nname: {name}\n---\n\nA project.\n"


def item(title, date, word):
    return ITEM.format(title=title, id=title.lower().replace(" ", "-"), date=date, word=word)


MEMORY = [
    re.compile(rb'\s*<at:deleted-entry.*?(?:</at:deleted-entry>|/>)', re.S),
    re.compile(rb' xmlns:at="[^"]*"'),
    re.compile(rb'\s*<(?:atom:)?link [^>]*rel="prev-archive"[^>]*>'),
    re.compile(rb"\s*<lastBuildDate>.*"),
    re.compile(rb"^ <updated>.*\n", re.M),  # of the feed: those of entries stand deeper
]
ENTRY = re.compile(rb"<entry\b.*?</entry>", re.S)
ENTRIES_MAX = 20  # in a document


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:  # renamed or swept meanwhile
        return b""


def feeds(folder):
    """What the feeds beneath a folder tell."""
    told = {}
    for path, _, names in os.walk(os.path.join(folder, "feeds")):
        documents = {name: read(os.path.join(path, name)) for name in names if not name.startswith(".")}
        atom = [data for name, data in documents.items() if re.fullmatch(r"atom(-\d+)?\.xml", name)]
        entries = sorted({entry for data in atom for entry in ENTRY.findall(data)})
        here = os.path.relpath(path, folder)
        told[here] = entries
        for name, data in documents.items():
            if name == "feeds.opml" or (len(entries) <= ENTRIES_MAX and re.fullmatch(r"[a-z]+\.[a-z]+", name)):
                for memory in MEMORY:
                    data = memory.sub(b"", data)
                told[f"{here}/{name}"] = data
    return told


TABLES = "text", "item", "body", "value", "membership", "attachment", "alias", "address", "problem"


def rows(folder):
    """What the catalogue beneath a folder holds, with the names of files in the place of their numbers."""
    held = {}
    with contextlib.closing(sqlite3.connect(f"file:{folder}/var/catalog.db?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        names = {r["id"]: r["path"] for r in db.execute("SELECT id, path FROM file")}
        held["file"] = sorted((r["path"], r["size"], r["role"], r["broken"])
                              for r in db.execute("SELECT path, size, role, broken FROM file"))
        for table in TABLES:
            held[table] = sorted(repr([(k, names.get(r[k], r[k]) if k == "file" else r[k]) for k in r.keys()])
                                 for r in db.execute(f"SELECT * FROM {table}"))
    return held


def told(folder):
    return {**feeds(folder), **rows(folder)}


class Churn(unittest.TestCase):
    @staticmethod
    def site():
        made = Site(content=None)
        made.save("site.en.gmi", "---\ntitle: Herald\n---\n\nNews.\n")
        return made

    def fresh(self, site):
        """The catalogue and feeds that a build makes of a copy of the content, beneath the same addresses."""
        folder = os.path.join(site.folder, "fresh")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site.content, os.path.join(folder, "content"))
        with open(os.path.join(folder, "jarchy.conf"), "w") as f:
            f.write(f'host = "{site.host}"\nhttp {{ url = "http://{site.host}:{site.ports["http"]}" }}\n' +
                    "".join(f"{s} {{ port = {site.ports[s]} }}\n" for s in ("gemini", "gopher")))
        run = subprocess.run([JARCHY, "build"], cwd=folder, capture_output=True, text=True, timeout=DEADLINE)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return told(folder)

    def settles(self, site, before):
        """Waits until catalogue and feeds are those of a fresh build, which are not those from before."""
        fresh = self.fresh(site)
        self.assertNotEqual(fresh, before)

        def equal():
            live = told(site.folder)
            self.differ = sorted(n for n in live.keys() | fresh.keys() if live.get(n) != fresh.get(n))
            return not self.differ
        try:
            wait_for("what a fresh build makes", equal)
        except AssertionError:
            self.fail(f"{len(self.differ)} of {len(fresh)} differ: {self.differ[:8]}")
        self.assertFalse([l for l in site.lines if "starting it again" in l], site.lines)

    def project(self, site, name):
        site.save(f"{name}/project.en.gmi", PROJECT.format(name=name.title()))

    def write(self, path, title, date="2026-03-05", word="nothing"):
        with open(path, "w") as f:
            f.write(item(title=title, date=date, word=word))

    def test_two_thousand_files_at_once(self):
        with self.site() as site:
            before = told(site.folder)
            for p in range(4):
                os.mkdir(site.path(f"p{p}"))
                with open(site.path(f"p{p}/project.en.gmi"), "w") as f:
                    f.write(PROJECT.format(name=f"P{p}"))
            for i in range(2000):
                date = f"{2000 + i // 100}-{1 + i // 28 % 12:02}-{1 + i % 28:02}"
                self.write(site.path(f"p{i % 4}/{date}-item-{i}.en.gmi"), f"Item {i}", date, f"w{i}")
            self.settles(site, before)
            self.assertEqual(len(feeds(site.folder)["feeds/en"]), 2000)

    def test_an_editor_that_writes_by_rename(self):
        with self.site() as site:
            before = told(site.folder)
            self.project(site, "wells")
            for round in range(40):
                for i in range(5):
                    site.save(f"wells/2026-03-0{i + 1}-pump.en.gmi",
                              item(title=f"Pump {i}", date=f"2026-03-0{i + 1}", word=f"w{round}"))
            self.settles(site, before)

    def test_an_editor_that_keeps_a_backup(self):
        """As vim does: it tries whether it may write, moves the file aside, writes a new one and removes the old."""
        with self.site() as site:
            self.project(site, "wells")
            path = site.path("wells/2026-03-05-pump.en.gmi")
            self.write(path, "A pump")
            wait_for("the item", lambda: site.http("/en/wells/2026-03-05-pump")[0] == 200)
            before = told(site.folder)
            for round in range(30):
                with open(site.path("wells/4913"), "w"):
                    pass
                os.unlink(site.path("wells/4913"))
                os.rename(path, path + "~")
                self.write(path, "A pump", word=f"w{round}")
                os.chmod(path, 0o644)
                os.unlink(path + "~")
            self.settles(site, before)
            self.assertEqual(site.http("/en/wells/2026-03-05-pump")[0], 200)

    def test_a_checkout_that_takes_away_and_writes_anew(self):
        """As git does when it goes from one branch to another, in place."""
        with self.site() as site:
            self.project(site, "wells")
            for round in range(6):
                before = told(site.folder)
                for name in os.listdir(site.path("wells")):
                    os.unlink(site.path(f"wells/{name}"))
                self.project(site, "wells")
                for i in range(10):
                    if round % 2 or i % 2:
                        self.write(site.path(f"wells/2026-03-05-pump-{i}.en.gmi"), f"Pump {i}", word=f"w{round}")
                self.settles(site, before)

    def test_an_editor_that_truncates_and_writes_in_two_steps(self):
        with self.site() as site:
            self.project(site, "wells")
            name, path = "wells/2026-03-05-pump.en.gmi", "/en/wells/2026-03-05-pump"
            site.save(name, item(title="A pump", date="2026-03-05", word="alpha"))
            wait_for("the item", lambda: site.http(path)[0] == 200)
            before = told(site.folder)
            text = item(title="A pump", date="2026-03-05", word="beta")
            for cut in 0, 12, len(text) - 9:
                with open(site.path(name), "w") as f:
                    f.write(text[:cut])
                    f.flush()
                    # Another file is published while this one is half written.
                    other = f"2026-03-06-other-{cut}"
                    site.save(f"wells/{other}.en.gmi", item(title=f"Other {cut}", date="2026-03-06", word="x"))
                    wait_for("the other file", lambda: site.http(f"/en/wells/{other}")[0] == 200)
                    self.assertEqual(site.http(path)[0], 200)
                    f.write(text[cut:])
                self.settles(site, before)
                before = told(site.folder)

    def test_a_folder_moved_in_and_out(self):
        with self.site() as site:
            self.project(site, "roads")
            aside = os.path.join(site.folder, "aside")
            os.mkdir(aside)
            with open(os.path.join(aside, "project.en.gmi"), "w") as f:
                f.write(PROJECT.format(name="Wells"))
            for i in range(9):
                self.write(os.path.join(aside, f"2026-03-{i + 1:02}-pump.en.gmi"), f"Pump {i}", f"2026-03-{i + 1:02}")
            wait_for("the first project", lambda: site.http("/en/roads/")[0] == 200)
            before = told(site.folder)
            for _ in range(3):
                os.rename(aside, site.path("wells"))
                self.settles(site, before)
                within = told(site.folder)
                os.rename(site.path("wells"), aside)
                self.settles(site, within)
                before = told(site.folder)

    def test_files_that_vanish_while_they_are_read(self):
        with self.site() as site:
            before = told(site.folder)
            self.project(site, "wells")
            for i in range(300):
                name = site.path(f"wells/2026-03-05-pump-{i}.en.gmi")
                self.write(name, f"Pump {i}")
                if i % 20:
                    os.unlink(name)
            self.settles(site, before)

    def test_a_new_checkout(self):
        with self.site() as site:
            for round in range(3):
                before = told(site.folder)
                checkout = os.path.join(site.folder, f"checkout-{round}")
                shutil.copytree(site.content, checkout)
                os.makedirs(os.path.join(checkout, "wells"), exist_ok=True)
                with open(os.path.join(checkout, "wells/project.en.gmi"), "w") as f:
                    f.write(PROJECT.format(name="Wells"))
                self.write(os.path.join(checkout, f"wells/2026-03-0{round + 1}-pump.en.gmi"), f"Pump {round}",
                           f"2026-03-0{round + 1}")
                workers = site.serving()
                os.rename(site.content, os.path.join(site.folder, f"stale-{round}"))
                os.rename(checkout, site.content)
                self.settles(site, before)
                # One that begins while there is no content ends at once.
                wait_for("new workers", lambda: (site.serving() or workers).isdisjoint(workers))
