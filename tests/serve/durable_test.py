"""What somebody deletes or spoils while the site is served is whole again in seconds, without a restart, and nothing is lost."""

import glob
import os
import shutil
import sqlite3
import time
import unittest

from support.site import Site, wait_for
from support.wells import FEED, ITEM, PROJECT, add_items
from serve.facts_test import feeds, read

COUNT = 25


class Durable(unittest.TestCase):
    def setUp(self):
        self.site = Site(content=None)
        self.addCleanup(self.site.kill)
        self.site.save("site.en.gmi", "---\ntitle: Wells\n---\n")
        self.site.save("wells/project.en.gmi", PROJECT)
        add_items(self.site, COUNT)
        self.site.start()
        # Positions and ids that the content does not say.
        self.publish("wells/2024-05-05-late.en.gmi", "Late")
        os.rename(self.site.path("wells/2025-01-23-pump.en.gmi"), self.site.path("wells/2025-01-23-renamed.en.gmi"))
        os.unlink(self.site.path("wells/2025-01-24-pump.en.gmi"))
        wait_for("the change", lambda: b"deleted-entry" in self.feed() and b"2025-01-23-renamed" in self.feed())
        self.settle()
        self.before = feeds(self.site.folder)
        self.assertIn("feeds" + FEED, self.before)
        self.mark = len(self.site.lines)

    def tearDown(self):
        if self.site.process.poll() is None:
            self.site.stop()

    def publish(self, name, title):
        self.site.save(name, ITEM.format(title=title, date=name.split("/")[1][:10], text="Found in a drawer."))
        wait_for(title, lambda: f">{title}<".encode() in self.feed())

    def settle(self):
        """Until all that was saved is published in every feed: a project that is saved now comes last."""
        self.settled = getattr(self, "settled", 0) + 1
        self.site.save(f"other-{self.settled}/project.en.gmi", PROJECT)
        wait_for("its feed", lambda: self.site.http(f"/en/other-{self.settled}/atom.xml")[0] == 200)
        wait_for("all feeds", self.feeds_are_written)

    def feeds_are_written(self):
        """Whether the feeds are those of the newest change of the catalogue."""
        with sqlite3.connect(f"file:{self.path('var/catalog.db')}?mode=ro", uri=True) as db:
            meta = dict(db.execute("SELECT key, value FROM meta"))
        db.close()
        return meta.get("feeds") == meta["version"]

    def feed(self):
        return self.site.http(FEED)[2]

    def path(self, name):
        return os.path.join(self.site.folder, name)

    def remove(self, name):
        """At one instant: a pass that is under way would write into what is being removed."""
        os.rename(self.path(name), self.path("removed"))
        shutil.rmtree(self.path("removed"))

    def whole(self):
        """Every file of the feeds as it was, the databases there, a page answered, and what is saved now published."""
        try:
            wait_for("the feeds as they were", lambda: feeds(self.site.folder) == self.before)
        except AssertionError:
            now = feeds(self.site.folder)
            self.fail([n for n in {*now, *self.before} if now.get(n) != self.before.get(n)] + self.site.lines[self.mark:])
        wait_for("the databases", lambda: all(os.path.exists(self.path(f"var/{name}.db")) for name in ("facts", "catalog")))
        wait_for("a page", lambda: self.site.gemini("/en/wells/")[0] == 20)
        for path in "/en/wells/2025-01-23-renamed", "/en/wells/2024-05-05-late":
            wait_for(path, lambda: self.site.http(path)[0] == 200)
        self.publish("wells/2024-04-04-after.en.gmi", "After")
        self.settle()
        with sqlite3.connect(f"file:{self.path('var/facts.db')}?mode=ro", uri=True) as db:
            given = dict(db.execute("SELECT stem, id FROM given WHERE project = 'wells'"))
            self.assertEqual(given["2025-01-23-renamed"], given["2025-01-23-pump"])
            last = db.execute("SELECT id FROM slot WHERE project = 'wells' ORDER BY pos DESC LIMIT 1").fetchone()[0]
            self.assertIn("2024-04-04-after", last)

    def says(self, text):
        self.site.wait_line(text, after=self.mark)

    def test_the_state_folder(self):
        self.remove("var")
        self.says("var was deleted: starting again")
        self.says("facts.db is written back")
        self.whole()

    def test_all_that_is_in_the_state_folder(self):
        for path in glob.glob(self.path("var/*.*")) + [self.path("var/lock")]:
            os.unlink(path)
        self.says("facts.db is written back")
        self.whole()

    def test_the_feeds_folder(self):
        self.remove("feeds")
        self.says("feeds was deleted")
        self.whole()

    def test_both_folders(self):
        self.remove("feeds")
        self.remove("var")
        self.whole()

    def test_one_feed_and_one_page_of_the_history(self):
        os.unlink(self.path("feeds" + FEED))
        os.unlink(self.path("feeds/en/wells/atom-1.xml"))
        self.says("was not there any more: it is written again")
        self.whole()

    def test_the_feeds_of_a_language(self):
        self.remove("feeds/en")
        self.whole()

    def test_a_feed_that_somebody_wrote_into(self):
        with open(self.path("feeds" + FEED), "r+b") as f:
            f.truncate(100)
        self.says("another program wrote into them")
        self.whole()

    def test_the_facts(self):
        os.unlink(self.path("var/facts.db"))
        self.says("var/facts.db was removed, replaced")
        self.whole()

    def test_the_catalogue(self):
        os.unlink(self.path("var/catalog.db"))
        self.says("var/catalog.db was removed, replaced")
        self.whole()

    def test_both_databases_with_all_their_files(self):
        for path in glob.glob(self.path("var/*.db*")):
            os.unlink(path)
        self.whole()

    def test_the_logs_of_the_databases(self):
        for path in glob.glob(self.path("var/*-wal")) + glob.glob(self.path("var/*-shm")):
            os.unlink(path)
        self.whole()

    def test_older_facts_in_their_place(self):
        shutil.copyfile(self.path("var/facts.db"), self.path("older"))  # without what is in the -wal
        os.rename(self.path("older"), self.path("var/facts.db"))
        self.says("var/facts.db was removed, replaced")
        self.whole()

    def test_older_facts_copied_over_them(self):
        older = read(self.path("var/facts.db"))
        self.publish("wells/2024-03-03-more.en.gmi", "More")
        self.settle()
        self.before = feeds(self.site.folder)
        with open(self.path("var/facts.db"), "wb") as f:
            f.write(older)
        self.says("var/facts.db was removed, replaced")
        self.whole()

    def test_a_damaged_catalogue_that_only_workers_notice(self):
        size = os.path.getsize(self.path("var/catalog.db"))
        times = os.stat(self.path("var/catalog.db"))
        with open(self.path("var/catalog.db"), "r+b") as f:
            f.seek(16384)
            f.write(b"\xa5" * (size - 16384))
        os.utime(self.path("var/catalog.db"), ns=(times.st_atime_ns, times.st_mtime_ns))

        def meet():
            self.site.http(f"/en/wells/?{time.monotonic()}")
            self.site.gemini("/en/projects/")
            return any("catalog.db is damaged" in line for line in self.site.lines[self.mark:])
        wait_for("the damage", meet)
        self.whole()


class Start(unittest.TestCase):
    """What a start meets that the program before it left."""

    def setUp(self):
        self.site = Site(content=None)
        self.addCleanup(self.site.kill)
        self.site.save("site.en.gmi", "---\ntitle: Wells\n---\n")
        self.site.save("wells/project.en.gmi", PROJECT)
        add_items(self.site, 5)
        self.site.start()
        self.site.stop()
        self.site.keep_ports()  # they are in the feeds
        self.site.start()
        self.site.stop()
        self.before = feeds(self.site.folder)

    def path(self, name):
        return os.path.join(self.site.folder, name)

    def script(self, name, sql):
        with sqlite3.connect(self.path(f"var/{name}")) as db:
            db.execute(sql)
        db.close()

    def stop(self):
        self.site.stop()
        self.assertEqual(feeds(self.site.folder), self.before)

    def test_facts_that_cannot_be_used_leave_the_site_served(self):
        for spoil in (lambda: self.script("facts.db", "PRAGMA user_version = 99"), self.spoil_facts):
            shutil.copyfile(self.path("var/facts.db"), self.path("good"))
            spoil()
            self.site.start()
            self.site.wait_line("what is published stays")
            self.assertEqual(self.site.gemini("/en/wells/")[0], 20)
            self.assertEqual(self.site.http(FEED)[0], 200)
            self.assertEqual(self.site.http("/en/wells/2025-01-02-pump")[0], 200)
            said = [line for line in self.site.lines if "facts.db" in line]
            self.assertEqual(len(said), 1, said)
            self.assertIn("jarchy restore", said[0])
            # The cure works without a restart.
            for path in glob.glob(self.path("var/facts.db*")):
                os.unlink(path)
            os.rename(self.path("good"), self.path("var/facts.db"))
            self.site.wait_line("publishing works again")
            self.stop()

    def spoil_facts(self):
        with open(self.path("var/facts.db"), "r+b") as f:
            f.write(b"\xa5" * 4096)

    def slow_build(self):
        """So much to read that a build takes a while."""
        add_items(self.site, 120, year=2019)
        text = "Water. " * 20000
        for i in range(60):
            self.site.save(f"wells/2018-01-01-long-{i}.en.gmi", ITEM.format(title=f"Long {i}", date="2018-01-01", text=text))

    def test_a_catalogue_of_another_version_is_built_while_the_feeds_are_served(self):
        self.slow_build()
        self.script("catalog.db", "PRAGMA user_version = 6")
        self.site.start()
        self.site.wait_line("the feeds of the last time are served")
        seen = set()

        def ask():
            before = any("published:" in line for line in self.site.lines)
            seen.add(("feed", before, self.site.http(FEED)[0]))
            seen.add(("web", before, self.site.http("/en/wells/2025-01-02-pump")[0]))
            seen.add(("gemini", before, self.site.gemini("/en/wells/")[0]))
            seen.add(("gopher", before, self.site.gopher("/en/wells/")[:1]))
            return self.site.http("/en/wells/2025-01-02-pump")[0] == 200
        wait_for("a page", ask)
        self.assertEqual({status for kind, before, status in seen if kind == "feed"}, {200})
        self.assertLessEqual({status for kind, before, status in seen if kind == "web"}, {200, 503})
        self.assertLessEqual({status for kind, before, status in seen if kind == "gemini"}, {20, 41, 44})
        self.assertLessEqual({status for kind, before, status in seen if kind == "gopher"}, {b"1", b"3", b"i", b"0"})
        self.assertIn(("feed", False, 200), seen)
        self.assertIn(("web", False, 503), seen)
        self.assertTrue(os.path.exists(self.path("var/catalog.db.other-version")))
        self.site.wait_line("is of another version of jarchy")
        self.site.stop()

    def test_lost_facts_under_a_served_site(self):
        for path in glob.glob(self.path("var/facts.db*")):
            os.unlink(path)
        self.site.start()
        self.site.wait_line("facts.db was missing or empty")
        self.assertEqual(self.site.gemini("/en/wells/")[0], 20)
        wait_for("the pass", lambda: any("published:" in line for line in self.site.lines))
        self.stop()


if __name__ == "__main__":
    unittest.main()
