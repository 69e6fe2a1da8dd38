"""Disks that are full, read-only or lie, and a publisher that dies at work: what is published stays whole, and all comes right."""

import glob
import json
import os
import random
import signal
import subprocess
import unittest
import xml.etree.ElementTree as tree

from support import feeds
from support.site import Site, jarchy, wait_for

TEXT = "\n\n".join(f"Paragraph {i} of a text that takes its room in every feed." for i in range(60))


def item(n):
    return f"---\ntitle: Number {n}\ndate: 2024-05-01\n---\n\n{TEXT}\n"


class DiskTest(unittest.TestCase):
    def site(self, items=3):
        site = Site(content=None)
        self.addCleanup(site.kill)
        site.save("site.en.gmi", "---\ntitle: Disks\n---\n\nA site.\n")
        site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        for n in range(items):
            self.save(site, n)
        return site

    @staticmethod
    def save(site, n):
        site.save(f"wells/2024-05-01-n{n}.en.gmi", item(n))

    @staticmethod
    def is_live(site, n):
        return site.gemini(f"/en/wells/2024-05-01-n{n}")[0] == 20

    @staticmethod
    def fed(site):
        """The titles in the project's feed."""
        feed = tree.parse(os.path.join(site.folder, "feeds/en/wells/atom.xml"))
        return {t.text for t in feed.iter("{http://www.w3.org/2005/Atom}title")}

    def check_whole(self, site):
        """Every feed can be read to its end by a parser."""
        paths = glob.glob(f"{site.folder}/feeds/**/*.*", recursive=True)
        self.assertTrue(paths)
        for path in paths:
            with self.subTest(path), open(path, "rb") as f:
                data = f.read()
                json.loads(data) if path.endswith(".json") else tree.fromstring(data)

    def check_leads(self, site):
        """The feed over HTTP is the one in the folder, and what it names is there."""
        with open(f"{site.folder}/feeds/en/wells/atom.xml", "rb") as f:
            body = f.read()
        wait_for("the feed over HTTP", lambda: site.http("/en/wells/atom.xml")[2] == body)
        entries = feeds.atom(body)
        self.assertTrue(entries)
        for entry in entries:
            self.assertEqual(site.http(entry["link"].replace(site.http_url(""), ""))[0], 200, entry["link"])


class DiskOfItsOwn(DiskTest):
    def mount(self, site, options, name="feeds"):
        folder = os.path.join(site.folder, name)
        os.mkdir(folder)
        run = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True)
        if run.returncode:
            self.skipTest(f"cannot mount a small file system: {run.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", folder])
        return folder

    @staticmethod
    def remount(folder, options):
        subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


class Disks(DiskOfItsOwn):
    def test_a_full_disk_keeps_the_old_feeds_and_room_brings_the_new(self):
        site = self.site()
        folder = self.mount(site, "size=1m")
        with site:
            n = 3
            before = len(site.lines)
            while not any("No space left" in l for l in site.lines[before:]):
                self.save(site, n)
                wait_for("a pass", lambda: self.is_live(site, n) or any("No space left" in l for l in site.lines))
                n += 1
                self.assertLess(n, 200)
            self.assertIn("what is published stays", site.wait_line("No space left", before))
            self.check_whole(site)
            self.check_leads(site)
            self.assertTrue(self.is_live(site, 0))
            self.remount(folder, "size=64m")
            site.wait_line("publishing works again", before)
            self.assertIn(f"Number {n - 1}", self.fed(site))
            self.check_whole(site)

    def test_a_read_only_disk_keeps_the_old_feeds_until_it_can_be_written(self):
        site = self.site()
        folder = self.mount(site, "size=64m")
        with site:
            before, old = len(site.lines), self.fed(site)
            self.remount(folder, "ro")
            self.save(site, 3)
            site.wait_line("Read-only file system", before)
            self.assertEqual(self.fed(site), old)
            self.assertTrue(self.is_live(site, 0))
            self.remount(folder, "rw")
            site.wait_line("publishing works again", before)
            self.assertEqual(self.fed(site), old | {"Number 3"})

    def test_a_disk_that_is_read_only_at_start_keeps_the_old_feeds_until_it_can_be_written(self):
        site = self.site()
        folder = self.mount(site, "size=64m")
        with site:
            old = self.fed(site)
            site.keep_ports()
            site.stop()
            self.save(site, 3)
            self.remount(folder, "ro")
            site.start()
            site.wait_line("Read-only file system")
            self.assertEqual(self.fed(site), old)
            self.check_leads(site)
            self.remount(folder, "rw")
            site.wait_line("publishing works again")
            self.assertEqual(self.fed(site), old | {"Number 3"})
            self.check_leads(site)

    def test_a_disk_that_is_full_at_the_first_start_is_said_at_once_and_tried_again(self):
        site = self.site()
        folder = self.mount(site, "size=64k", "var")
        site.begin()
        self.assertRegex(site.wait_line("no space left"), r"; nothing is published yet, next try in \d+ s$")
        self.assertEqual([line for line in site.lines if "ready:" in line], [])
        self.remount(folder, "size=64m")
        site.ready().wait_line("publishing works again")
        self.assertTrue(self.is_live(site, 0))


class Catalogue(DiskTest):
    @staticmethod
    def spoil(site):
        chance = random.Random(1)
        for path in glob.glob(f"{site.folder}/var/catalog.db") + glob.glob(f"{site.folder}/var/catalog.db-wal"):
            with open(path, "r+b") as f:
                f.write(chance.randbytes(os.path.getsize(path)))

    def test_random_bytes_over_the_catalogue_while_serving(self):
        with self.site() as site:
            pid = site.process.pid
            self.spoil(site)
            self.save(site, 3)
            site.wait_line("catalog.db is damaged")
            wait_for("what was saved", lambda: self.is_live(site, 3))
            # The other worker may hold the damaged one for a moment still.
            wait_for("what was there", lambda: self.is_live(site, 0))
            wait_for("its feed", lambda: "Number 3" in self.fed(site))
            self.check_whole(site)
            self.assertEqual(site.process.pid, pid)
            self.assertIsNone(site.process.poll())

    def test_random_bytes_over_the_catalogue_at_start(self):
        with self.site() as site:
            old = self.fed(site)
            site.stop()
            self.spoil(site)
            site.start()
            site.wait_line("catalog.db is damaged")
            wait_for("a page", lambda: self.is_live(site, 0))
            self.assertEqual(self.fed(site), old)


class Publisher(DiskTest):
    def test_feeds_are_whole_whenever_the_publisher_dies(self):
        with self.site(20) as site:
            def mark(path):
                try:
                    s = os.stat(os.path.join(site.folder, path))
                    return s.st_ino, s.st_mtime_ns, s.st_size
                except FileNotFoundError:
                    return None
            # Killed at once, with the first write to the catalogue, with the first feed of a project.
            moments = [None, "var/catalog.db-wal", "feeds/en/wells/atom.xml"]
            pid = None
            for n, moment in enumerate(moments * 2, 20):
                # The one that was killed is seen for a while yet.
                pid = wait_for("a new publisher", lambda: {site.children().get("publisher")} - {pid, None}).pop()
                before = moment and mark(moment)
                self.save(site, n)
                if moment:
                    wait_for(f"a change of {moment}", lambda: mark(moment) != before)
                os.kill(pid, signal.SIGKILL)
                self.check_whole(site)
                self.assertTrue(self.is_live(site, 0))
            wait_for("the last one", lambda: self.is_live(site, 25))
            wait_for("all in the feed", lambda: {f"Number {n}" for n in range(20, 26)} <= self.fed(site))
            self.check_whole(site)
            wait_for("the end of what it left", lambda: not glob.glob(f"{site.folder}/feeds/**/.*.tmp", recursive=True))


class State(DiskOfItsOwn):
    """The folder of the state is a small disk of its own."""

    @staticmethod
    def fill(folder):
        """Takes all the room that is left; the path of the file that does."""
        path = os.path.join(folder, "filler")
        with open(path, "wb", buffering=0) as f:
            try:
                while f.write(bytes(4096)):
                    pass
            except OSError:
                pass
        return path

    def test_a_disk_that_is_full_while_all_is_built_again_keeps_what_is_served(self):
        site = self.site(20)
        folder = self.mount(site, "size=16m", "var")
        with site:
            before = len(site.lines)
            filler = self.fill(folder)
            os.unlink(os.path.join(folder, "catalog.db"))
            os.kill(site.children()["publisher"], signal.SIGKILL)
            site.wait_line("what is published stays", before)
            self.assertTrue(self.is_live(site, 0))
            self.check_whole(site)
            self.check_leads(site)
            os.unlink(filler)
            site.wait_line("publishing works again", before)
            self.save(site, 20)
            wait_for("what is saved afterwards", lambda: self.is_live(site, 20))
            wait_for("its feed", lambda: "Number 20" in self.fed(site))

    def test_a_backup_to_a_full_disk_fails_and_leaves_nothing(self):
        site = self.site()
        folder = self.mount(site, "size=1m", "backups")
        with site:
            filler = self.fill(folder)
            done = jarchy("backup", "-c", site.config, os.path.join(folder, "facts"))
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("No space left", done.stderr)
            self.assertEqual(os.listdir(folder), ["filler"])
            os.unlink(filler)
            done = jarchy("backup", "-c", site.config, os.path.join(folder, "facts"))
            self.assertEqual(done.returncode, 0, done.stderr)
