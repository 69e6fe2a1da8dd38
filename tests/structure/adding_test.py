"""What src/README.md says one has to write for a new thing is enough: a dummy of each kind works by these edits alone."""

import os
import re
import subprocess
import unittest

import support.site
from support.additions import ADDITIONS, NEW, build
from support.site import ROOT, Site

ITEM = "---\ntitle: A well\nid: urn:x:well\n---\n\nText.\n\n=> /en/months/ Months\n"


def table():
    """The rows of the table "to add", each with what it says is to be written."""
    with open(os.path.join(ROOT, "src", "README.md"), encoding="utf-8") as f:
        return dict(re.findall(r"^\| (an? [^|]*?) \| ([^|]*?) \|$", f.read(), re.M))


class Adding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = os.path.join(build(), "jarchy")
        usual = support.site.JARCHY
        support.site.JARCHY = cls.program
        cls.addClassCleanup(setattr, support.site, "JARCHY", usual)
        cls.site = Site(content=None, config='languages = {"en", "qaa"}\nmotto = "More light"\n'
                                             'echo { listen = {"127.0.0.1:0"} }\nmetrics { listen = {"127.0.0.1:0"} }\n')
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("site.en.gmi", "---\ntitle: Site\n---\n\nText.\n")
        cls.site.save("wells/project.en.gmi", "---\nname: Wells\nemblem: blue\n---\n\nText.\n")
        cls.site.save("wells/2024-01-01-well.en.gmi", ITEM)
        cls.site.start()

    def run_jarchy(self, *arguments):
        return subprocess.run([self.program, *arguments, "-c", self.site.config], capture_output=True, text=True, timeout=60)

    def test_the_table_names_each_file_that_is_edited(self):
        rows = table()
        for what, edits in ADDITIONS.items():
            said = set(re.findall(r"`([\w/….]+\.(?:[ch]|lang)|[\w/]+/…)`", rows[what]))
            for kind, path, _, _ in edits:
                folder, name = path[len("src/"):].rsplit("/", 1)
                names = {f"{folder}/{name}", f"{folder}/{name[:-2]}.h"} if kind != NEW else {
                    f"{folder}/{name}", f"{folder}/{re.sub(r'_[a-z]+[.]c', '_….c', name)}", f"{folder}/…{os.path.splitext(name)[1]}", f"{folder}/…"}
                self.assertTrue(names & said, f"{what}: {path} is edited; the table says {rows[what]}")

    def test_a_language(self):
        self.assertIn("# Arxiv", self.site.gemini("/qaa/archive/")[2].decode())

    def test_a_front_matter_key(self):
        self.assertEqual(self.run_jarchy("check", "-q").stderr.count("emblem"), 0)
        self.assertIn("emblem", self.run_jarchy("check", "--help").stdout)

    def test_a_listing(self):
        for text in self.site.everywhere("/en/months/").values():
            self.assertIn(b"Months", text)
        self.assertNotIn("dead-link", self.run_jarchy("check", "-q").stderr)
        self.assertIn("months", self.run_jarchy("new", "--project", "months", "Months").stderr)

    def test_a_service_and_a_renderer(self):
        with self.site.connect("echo") as s:
            s.sendall(b"/en/wells/\n")
            self.assertEqual(self.site.read_all(s), b"echo of Wells\n")

    def test_a_limit(self):
        self.assertRegex(self.run_jarchy("config").stdout, r"(?s)limits \{.*naps=7\n")

    def test_a_configuration_key(self):
        self.assertIn('motto="More light"\n', self.run_jarchy("config").stdout)

    def test_a_figure(self):
        with self.site.connect("metrics") as s:
            s.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
            self.assertIn(b"\njarchy_naps 7\n", self.site.read_all(s))

    def test_a_feed_format(self):
        status, headers, body = self.site.http("/en/wells/feed.txt")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; charset=utf-8"))
        self.assertIn(b"* A well\n", body)
        self.assertIn(b"/en/feed.txt", self.site.http("/en/feeds/")[2])
        self.assertTrue(os.path.exists(os.path.join(self.site.folder, "feeds", "qaa", "wells", "feed.txt")))


if __name__ == "__main__":
    unittest.main()
