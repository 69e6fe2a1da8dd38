"""What editors call besides check: new, status and import."""

import glob
import os
import re
import shutil
import tempfile
import unittest

from support.site import jarchy

SAMPLES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "content", "import")


class Editor(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.write("jarchy.conf", 'languages = {"ky", "ru"}\nauthority = "example.org"\n')
        for lang in "ky", "ru":
            self.write(f"content/site.{lang}.gmi", "---\ntitle: S\n---\n")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as f:
            return f.read()

    def run_good(self, *argv):
        run = jarchy(*argv, cwd=self.folder)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def files(self):
        found = glob.glob(os.path.join(self.folder, "content", "**"), recursive=True)
        return sorted(os.path.relpath(f, self.folder) for f in found if os.path.isfile(f))

    def test_a_new_project_has_a_passport_that_check_accepts(self):
        made = self.run_good("new", "--project", "wells", "Кудуктар", "--lang", "ky", "--lang", "ru").split()
        self.assertEqual(made, ["content/wells/project.ky.gmi", "content/wells/project.ru.gmi"])
        self.assertIn("name: Кудуктар\n", self.read(made[0]))
        self.assertEqual(jarchy("check", "-q", cwd=self.folder).stderr, "")
        for slug, says in ("wells", "File exists"), ("archive", "archive"), ("Big", "Big"), ("_x", "ignored"):
            bad = jarchy("new", "--project", slug, "N", cwd=self.folder)
            self.assertEqual(bad.returncode, 2)
            self.assertIn(says, bad.stderr)
        self.assertEqual(len(self.files()), 4)

    def test_an_item_of_no_project_is_told_how_to_begin_one(self):
        run = jarchy("new", "wells", "A pump", cwd=self.folder)
        self.assertEqual(run.returncode, 2)
        self.assertIn('there is no project "wells" (no folder content/wells): begin it with jarchy new --project wells', run.stderr)

    def test_a_new_bundle_has_a_folder_and_nothing_is_half_made(self):
        self.run_good("new", "--project", "wells", "Кудуктар")
        made = self.run_good("new", "wells", "Суу", "--bundle", "--lang", "ky", "--kind", "event").split()
        self.assertRegex(made[0], r"^content/wells/\d{4}-\d\d-\d\d-suu/index\.ky\.gmi$")
        self.assertIn("# event_start: ", self.read(made[0]))
        before = self.files()
        again = jarchy("new", "wells", "Суу", "--bundle", "--lang", "ru", "--lang", "ky", cwd=self.folder)
        self.assertEqual(again.returncode, 2)
        self.assertEqual(self.files(), before)

    def test_the_status_is_a_table_of_items_and_languages(self):
        states = {"draft": "draft: yes\n", "scheduled": "publish: 2999-01-01\n", "expired": "expires: 2021-01-01\n",
                  "withdrawn": "withdrawn: 2021-01-01\n", "published": "", "broken": "tittle: B\n",
                  "stale": "updated: 2022-01-01\n"}
        self.write("content/p/project.ky.gmi", "---\nname: P\n---\n")
        for name, line in states.items():
            self.write(f"content/p/2020-01-01-{name}.ky.gmi", f"---\ntitle: Суу {name}\n{line}---\n")
        self.write("content/p/2020-01-01-stale.ru.gmi", "---\ntitle: Вода\n---\n")
        rows = [l.split() for l in self.run_good("status", "p").split("\n\n")[0].splitlines()]
        self.assertEqual(rows[0], ["p", "ky", "ru"])
        got = {r[0][11:]: r[1:3] for r in rows[1:]}
        want = {name: [name, "missing"] for name in states}
        want["stale"] = ["published", "stale"]
        self.assertEqual(got, want)
        lines = self.run_good("status").splitlines()
        self.assertEqual(len({l.index("missing") for l in lines if "missing" in l}), 1)
        self.assertEqual(jarchy("status", "nobody", cwd=self.folder).returncode, 2)

    def test_imported_files_are_accepted_and_never_overwritten(self):
        samples = sorted(f for f in glob.glob(SAMPLES + "/*") if not f.endswith(".expected"))
        for lang in "ky", "ru":
            self.write(f"content/old/project.{lang}.gmi", "---\nname: Old\n---\n")
        before = self.files()
        shown = self.run_good("import", "--dry-run", "--project", "old", *samples)
        self.assertEqual(self.files(), before)
        made = self.run_good("import", "--project", "old", *samples).split()
        self.assertEqual(set(re.findall(r"(?m)^== (\S+)$", shown)), set(made))
        self.assertEqual(sorted(made + before), self.files())
        self.assertGreaterEqual(len(made), 12)
        check = jarchy("check", cwd=self.folder)
        self.assertEqual(check.returncode, 0, check.stderr)
        texts = {f: self.read(f) for f in made}
        again = jarchy("import", "--project", "old", *samples, cwd=self.folder)
        self.assertEqual((again.returncode, again.stdout), (0, ""))
        self.assertEqual(set(re.findall(r"(\S+) is there already", again.stderr)), set(made))
        self.assertEqual({f: self.read(f) for f in made}, texts)

    def test_a_feed_of_500_entries_is_imported_once_though_names_repeat(self):
        entries = "".join(f"<item><title>Суу</title><guid>urn:x:{i}</guid>"
                          f"<pubDate>{1 + i % 28:02} Jan {2000 + i // 28} 10:00:00 GMT</pubDate></item>"
                          for i in range(500))
        entries += "<item><title>Суу</title><guid>urn:x:again</guid><pubDate>01 Jan 2000 11:00:00 GMT</pubDate></item>"
        self.write("feed.xml", f"<rss><channel><language>ky</language>{entries}</channel></rss>")
        made = self.run_good("import", "feed.xml").split()
        self.assertEqual(len(set(made)), 501)
        self.assertEqual(made[-1], "content/imported/2000-01-01-suu-2.ky.gmi")
        self.assertEqual(self.run_good("import", "feed.xml"), "")
        self.assertEqual(jarchy("check", "-q", cwd=self.folder).returncode, 0)

    def test_what_has_no_date_is_not_imported_again_on_another_day(self):
        entries = "".join(f"<item><title>Суу</title><guid>urn:x:{i}</guid></item>" for i in range(2))
        self.write("feed.xml", f"<rss><channel><language>ky</language>{entries}</channel></rss>")
        self.write("letter.txt", "Кат\n\nАйылда жаңы көпүрө ачылды, элдер абдан кубанычта.\n")
        made = self.run_good("import", "feed.xml", "letter.txt").split()
        self.assertEqual([m[-len("suu.ky.gmi"):] for m in made], ["suu.ky.gmi", "u-2.ky.gmi", "kat.ky.gmi"])
        for name in made:
            day, rest = os.path.basename(name)[:10], os.path.basename(name)[10:]
            os.rename(os.path.join(self.folder, name), os.path.join(self.folder, "content/imported/2019-01-01" + rest))
            self.assertNotEqual(day, "2019-01-01")
        before = self.files()
        self.assertEqual(self.run_good("import", "feed.xml", "letter.txt"), "")
        self.assertEqual(self.files(), before)

    def test_what_cannot_be_imported_is_told(self):
        self.write("broken.xml", "<rss><channel>")
        self.write("good.txt", "Title of it\n\n01.02.2020\n\nText.\n")
        run = jarchy("import", "broken.xml", "good.txt", "missing.txt", cwd=self.folder)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr.count("error: "), 2)
        self.assertIn("broken.xml: this feed is not well-formed XML", run.stderr)
        self.assertEqual(jarchy("import", "broken.xml", cwd=self.folder).returncode, 2)
        self.assertEqual(jarchy("import", "good.txt", "--project", "../x", cwd=self.folder).returncode, 2)
