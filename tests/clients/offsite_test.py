"""The example that keeps the facts elsewhere, with the real rclone; a folder is its remote."""

import os
import re
import shutil
import subprocess
import unittest

from support.clients import needs
from support.site import BUILD, DEADLINE, ROOT, Site, jarchy, wait_for

EXAMPLE = os.path.join(ROOT, "src/examples/offsite.sh")


class Offsite(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.kill)
        self.remote = os.path.join(self.site.folder, "remote")
        with open(os.path.join(self.site.folder, "rclone.conf"), "w"):
            pass

    def keep(self):
        return subprocess.run([EXAMPLE, "-c", self.site.config, "-f", os.path.join(self.site.folder, "copy"), self.remote], text=True,
                              capture_output=True, timeout=DEADLINE, env=dict(os.environ, PATH=f"{BUILD}:{os.environ['PATH']}",
                                                                              RCLONE_CONFIG=os.path.join(self.site.folder, "rclone.conf")))

    def kept(self):
        with open(os.path.join(self.remote, "facts.db"), "rb") as f:
            return f.read()

    @needs("rclone")
    def test_facts_come_back_from_elsewhere(self):
        site = self.site
        site.start()
        site.keep_ports()
        for number in 1, 2:
            site.save(f"successful-aimak/2026-01-0{number}-news.ru.gmi", "---\ntitle: News\n---\nText.\n")
            wait_for("the item", lambda: site.http(f"/ru/successful-aimak/2026-01-0{number}-news")[0] == 200)
            run = self.keep()
            self.assertEqual((run.returncode, run.stderr), (0, ""), run)
        newest = self.kept()
        days = [name for name in os.listdir(self.remote) if re.fullmatch(r"\d{4}-\d\d-\d\d", name)]
        self.assertTrue(days)
        feed = site.http("/ru/atom.xml")[2]
        site.stop()
        # Nothing is left here but content, certificates and configuration.
        for name in "var", "feeds", "copy":
            path = os.path.join(site.folder, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
        self.assertNotEqual(self.keep().returncode, 0)
        self.assertEqual(self.kept(), newest)
        self.assertEqual(jarchy("restore", "-c", site.config, os.path.join(self.remote, "facts.db")).returncode, 0)
        site.start()
        self.assertEqual(site.http("/ru/atom.xml")[2], feed)

    def test_what_it_names_is_there_in_the_package(self):
        with open(EXAMPLE) as f:
            text = f.read()
        paths = re.search(r"^config=(\S+) copy=(\S+)$", text, re.M)
        with open(os.path.join(ROOT, "src/debian/jarchy-backup.service")) as f:
            unit = f.read()
        self.assertIn(f"-c {paths[1]} ", unit)
        self.assertIn(os.path.dirname(paths[2]), re.search(r"^ReadWritePaths=(.*)$", unit, re.M)[1].split())
