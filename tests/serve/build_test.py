"""The same content gives the same bytes; only what changed is written."""

import glob
import os
import shutil
import tempfile
import unittest

from support.site import OWN_CONTENT, jarchy, without_progress


class Build(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, self.folder)

    def site(self, name):
        folder = os.path.join(self.folder, name)
        os.mkdir(folder)
        shutil.copytree(OWN_CONTENT, os.path.join(folder, "content"))
        return folder

    def build(self, folder):
        run = jarchy("build", cwd=folder)
        self.assertEqual((run.returncode, without_progress(run.stderr)), (0, []))
        return run.stdout

    @staticmethod
    def feeds(folder):
        found = {}
        for path in glob.glob(os.path.join(folder, "feeds/**"), recursive=True):
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    found[os.path.relpath(path, folder)] = f.read(), os.stat(path).st_mtime_ns
        return found

    def test_two_builds_in_two_folders_give_the_same_bytes(self):
        a, b = self.site("a"), self.site("b")
        self.build(a)
        # When readers saw what first is in the facts.
        facts = os.path.join(self.folder, "facts")
        for command, folder in ("backup", a), ("restore", b):
            run = jarchy(command, facts, cwd=folder)
            self.assertEqual(run.returncode, 0, run.stderr)
        # In another order of events: one file at a time.
        aside = os.path.join(self.folder, "aside")
        os.rename(os.path.join(b, "content"), aside)
        os.mkdir(os.path.join(b, "content"))
        for path in sorted(glob.glob(aside + "/**", recursive=True), reverse=True):
            if os.path.isfile(path):
                to = os.path.join(b, "content", os.path.relpath(path, aside))
                os.makedirs(os.path.dirname(to), exist_ok=True)
                shutil.copy(path, to)
                jarchy("build", cwd=b)
        self.build(b)
        first, second = self.feeds(a), self.feeds(b)
        self.assertGreater(len(first), 30)
        self.assertEqual({k: v[0] for k, v in first.items()}, {k: v[0] for k, v in second.items()})

    def test_touching_every_file_writes_no_feed(self):
        a = self.site("a")
        self.build(a)
        before = self.feeds(a)
        for path in glob.glob(os.path.join(a, "content/**"), recursive=True):
            os.utime(path)
        self.assertIn("feeds written: 0", self.build(a))
        self.assertEqual(self.feeds(a), before)

    def test_an_unchanged_site_reads_no_file(self):
        a = self.site("a")
        self.build(a)
        self.assertIn(" read: 0,", self.build(a))

    def test_a_deleted_catalogue_is_built_anew_with_the_same_feeds(self):
        a = self.site("a")
        self.build(a)
        before = self.feeds(a)
        for path in glob.glob(os.path.join(a, "var", "catalog.db*")):
            os.unlink(path)
        self.build(a)
        self.assertEqual(self.feeds(a), before)

    def test_feeds_that_were_taken_away_come_back(self):
        a = self.site("a")
        self.build(a)
        before = self.feeds(a)
        shutil.rmtree(os.path.join(a, "feeds", "ru"))
        self.build(a)
        self.assertEqual({k: v[0] for k, v in self.feeds(a).items()}, {k: v[0] for k, v in before.items()})

    def test_check_writes_nothing(self):
        a = self.site("a")
        run = jarchy("check", cwd=a)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(os.listdir(a), ["content"])
        self.assertRegex(run.stdout, r'^files: \d+, errors: 0, warnings: \d+\n(\("jarchy check --all" lists each\)\n)?$')
