"""What readers were given survives lost, older and foreign facts; backups hold it, on any machine."""

import glob
import os
import shutil
import sqlite3
import tempfile
import unittest

from support.site import OWN_CONTENT, Site, jarchy, wait_for, without_progress
from support.wells import FEED, ITEM, PROJECT, add_items

COUNT = 25  # more than a page of the history


def read(path):
    with open(path, "rb") as f:
        return f.read()


def feeds(folder):
    """The bytes of each feed, by path."""
    return {os.path.relpath(path, folder): read(path)
            for path in glob.glob(os.path.join(folder, "feeds/**"), recursive=True) if os.path.isfile(path)}


class Folder(unittest.TestCase):
    """A site that was published, with a history that the content alone would not give again."""

    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, self.root)
        self.folder = os.path.join(self.root, "a")
        os.mkdir(self.folder)
        shutil.copytree(OWN_CONTENT, os.path.join(self.folder, "content"))
        self.save("wells/project.en.gmi", PROJECT)
        for day in range(1, COUNT + 1):
            self.save(f"wells/2025-01-{day:02}-pump.en.gmi", ITEM.format(title=f"Pump {day}", date=f"2025-01-{day:02}", text="Water."))
        self.build()
        self.copy("var/facts.db", "yesterday")
        # Older by date, but later in the feed; one renamed; one gone.
        self.save("wells/2024-05-05-late.en.gmi", ITEM.format(title="Late", date="2024-05-05", text="Found in a drawer."))
        self.build()
        os.rename(self.path("content/wells/2025-01-03-pump.en.gmi"), self.path("content/wells/2025-01-03-renamed.en.gmi"))
        os.unlink(self.path("content/wells/2025-01-04-pump.en.gmi"))
        self.build()
        self.before = feeds(self.folder)
        self.assertIn("feeds" + FEED, self.before)

    def path(self, name):
        return os.path.join(self.folder, name)

    def save(self, name, text):
        path = self.path("content/" + name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def copy(self, a, b):
        shutil.copyfile(self.path(a), self.path(b))

    def remove(self, pattern):
        for path in glob.glob(self.path(pattern)):
            os.unlink(path)

    def build(self, folder=None, status=0):
        run = jarchy("build", cwd=folder or self.folder)
        self.assertEqual(run.returncode, status, run.stderr)
        return "\n".join(without_progress(run.stderr))


class Facts(Folder):
    def same_after(self, says):
        self.assertIn(says, self.build())
        self.assertEqual(feeds(self.folder), self.before)
        self.assertEqual(self.build(), "")

    def test_facts_of_yesterday_under_the_catalogue_of_today(self):
        self.copy("yesterday", "var/facts.db")
        self.same_after("facts.db is older than catalog.db")

    def test_facts_that_are_gone_or_empty_or_were_made_again(self):
        self.remove("var/facts.db*")
        self.same_after("facts.db was missing or empty")
        with open(self.path("var/facts.db"), "wb"):
            pass
        self.same_after("facts.db was missing or empty")

    def test_facts_of_another_site(self):
        other = os.path.join(self.root, "b")
        shutil.copytree(self.path("content"), os.path.join(other, "content"))
        self.build(other)
        shutil.copyfile(os.path.join(other, "var/facts.db"), self.path("var/facts.db"))
        self.assertIn("not the one that catalog.db was made with", self.build())
        # They have all places, so their ids count; what they lack was added.
        now = feeds(self.folder)
        self.assertEqual(sorted(now), sorted(self.before))
        self.assertEqual(now["feeds" + FEED].count(b"<entry"), self.before["feeds" + FEED].count(b"<entry"))
        self.assertEqual(self.build(), "")

    def test_catalogues_that_are_gone_or_older_or_damaged(self):
        self.copy("var/catalog.db", "catalog.now")
        self.remove("var/catalog.db*")
        self.assertEqual(self.build(), "")
        self.assertEqual(feeds(self.folder), self.before)
        self.copy("catalog.now", "var/catalog.db")
        self.save("wells/2026-01-01-more.en.gmi", ITEM.format(title="More", date="2026-01-01", text="More."))
        self.build()
        self.save("wells/2026-01-02-more.en.gmi", ITEM.format(title="Yet more", date="2026-01-02", text="More."))
        self.build()
        self.before = feeds(self.folder)
        self.copy("catalog.now", "var/catalog.db")
        self.same_after("catalog.db is older than facts.db")
        with open(self.path("var/catalog.db"), "r+b") as f:
            f.write(b"\xa5" * 4096)
        self.same_after("is damaged")
        self.assertTrue(os.path.exists(self.path("var/catalog.db.damaged")))

    def test_facts_that_cannot_be_used_stop_publishing_with_a_cure(self):
        with open(self.path("var/facts.db"), "r+b") as f:
            f.write(b"\xa5" * 4096)
        said = self.build(status=2)
        self.assertRegex(said, r"facts\.db: this database is damaged: restore a backup \(jarchy restore FILE.*or remove the file")
        self.assertEqual(feeds(self.folder), self.before)
        self.remove("var/facts.db*")
        self.same_after("facts.db was missing or empty")


class Backups(Folder):
    def run_good(self, *arguments, cwd=None):
        run = jarchy(*arguments, cwd=cwd or self.folder)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run

    def refused(self, says, *arguments):
        run = jarchy(*arguments, cwd=self.folder)
        self.assertEqual(run.returncode, 2)
        self.assertIn(says, run.stderr)

    def test_a_backup_makes_the_same_feeds_on_another_machine(self):
        self.assertRegex(self.run_good("backup", "copy").stdout, r"^copy: ids: \d+, positions in feeds: \d+, changes: \d+\n$")
        third = os.path.join(self.root, "third")
        shutil.copytree(self.path("content"), os.path.join(third, "content"))
        self.run_good("restore", self.path("copy"), cwd=third)
        self.build(third)
        self.assertEqual(feeds(third), self.before)
        # Without it they would differ.
        shutil.rmtree(os.path.join(third, "var"))
        shutil.rmtree(os.path.join(third, "feeds"))
        self.build(third)
        self.assertNotEqual(feeds(third), self.before)

    def test_a_backup_replaces_only_an_older_one_of_the_same_facts(self):
        self.run_good("backup", "copy")
        self.save("wells/2026-01-01-more.en.gmi", ITEM.format(title="More", date="2026-01-01", text="More."))
        self.build()
        older = read(self.path("copy"))
        self.run_good("backup", "copy")
        self.assertNotEqual(read(self.path("copy")), older)
        self.refused("not an older backup", "backup", "content/wells/project.en.gmi")
        self.assertEqual(read(self.path("content/wells/project.en.gmi")).decode(), PROJECT)
        self.refused("the facts themselves", "backup", "var/facts.db")
        self.refused("No such file", "backup", "nowhere/copy")
        shutil.copyfile(self.path("copy"), self.path("newer"))
        with open(self.path("copy"), "wb") as f:
            f.write(older)
        self.run_good("restore", "--force", "copy")
        self.refused("not an older backup", "backup", "newer")
        self.assertFalse(glob.glob(self.path(".*.tmp")) + glob.glob(self.path("*.new")))

    def test_a_restore_refuses_to_lose_what_readers_were_given(self):
        self.run_good("backup", "copy")
        self.save("wells/2024-01-01-more.en.gmi", ITEM.format(title="More", date="2024-01-01", text="More."))
        self.build()
        before, facts = feeds(self.folder), read(self.path("var/facts.db"))
        self.refused("between them would be lost", "restore", "copy")
        self.assertEqual(read(self.path("var/facts.db")), facts)
        self.assertEqual(self.build(), "")
        other = os.path.join(self.root, "b")
        shutil.copytree(self.path("content"), os.path.join(other, "content"))
        self.build(other)
        self.run_good("backup", self.path("theirs"), cwd=other)
        self.refused("of another site or copy", "restore", "theirs")
        self.refused("no backup of jarchy", "restore", "jarchy.conf" if os.path.exists(self.path("jarchy.conf")) else "content/site.en.gmi")
        with open(self.path("copy"), "r+b") as f:
            f.truncate(os.path.getsize(self.path("copy")) // 2)
        self.refused("damaged", "restore", "copy")
        self.run_good("restore", "--force", "theirs")
        self.assertEqual(read(self.path("var/facts.db.replaced")), facts)
        self.build()
        self.assertNotEqual(feeds(self.folder), before)
        self.assertEqual(feeds(self.folder), feeds(other))

    def test_a_backup_mends_damaged_facts_and_nothing_since_is_lost(self):
        self.run_good("backup", "copy")
        self.save("wells/2024-01-01-more.en.gmi", ITEM.format(title="More", date="2024-01-01", text="More."))
        self.build()
        self.before = feeds(self.folder)
        with open(self.path("var/facts.db"), "r+b") as f:
            f.write(b"\xa5" * 4096)
        self.run_good("restore", "copy")
        self.assertIn("facts.db is older than catalog.db", self.build())
        self.assertEqual(feeds(self.folder), self.before)


class Serving(unittest.TestCase):
    def test_a_backup_is_made_while_the_site_is_served_and_a_restore_is_refused(self):
        with Site(content=None) as site:
            site.save("site.en.gmi", "---\ntitle: Wells\n---\n")
            site.save("wells/project.en.gmi", PROJECT)
            add_items(site, 5)
            wait_for("the feed", lambda: b"Pump 2025 4" in site.http(FEED)[2])
            copy = os.path.join(site.folder, "copy")
            wait_for("a backup with the items", lambda: jarchy("backup", copy, "-c", site.config).returncode == 0 and
                     self.ids(copy) == 5)
            run = jarchy("restore", copy, "-c", site.config)
            self.assertEqual(run.returncode, 2)
            self.assertIn("is in use", run.stderr)
            add_items(site, 8)
            wait_for("the feed", lambda: b"Pump 2025 7" in site.http(FEED)[2])
            self.assertEqual(jarchy("backup", copy, "-c", site.config).returncode, 0)
            self.assertEqual(self.ids(copy), 8)

    @staticmethod
    def ids(copy):
        with sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True) as db:
            return db.execute("SELECT count(*) FROM given").fetchone()[0]


if __name__ == "__main__":
    unittest.main()
