"""A language comes to a site that is served, and goes again: what readers have in the others stays as it is."""

import os
import re
import signal
import unittest

from support.site import Site, wait_for

FORMATS = "atom.xml", "rss.xml", "feed.json"


class ChangeOfLanguages(unittest.TestCase):
    def setUp(self):
        self.site = Site(content=None, config='languages = {"ky", "ru", "en"}\n')
        self.addCleanup(self.site.kill)
        for lang in "ky", "ru", "en":
            self.put(lang)
        self.site.start()
        self.site.keep_ports()

    def put(self, lang):
        self.site.save(f"site.{lang}.gmi", f"---\ntitle: Site {lang}\n---\nText.\n")
        self.site.save(f"wells/project.{lang}.gmi", f"---\nname: Wells {lang}\n---\nText.\n")
        for day in "01", "02", "03":
            self.site.save(f"wells/2026-11-{day}-well.{lang}.gmi", f"---\ntitle: Well {lang} {day}\n---\nText.\n")

    def take_away(self, lang):
        for name in "site", "wells/project", *(f"wells/2026-11-{day}-well" for day in ("01", "02", "03")):
            os.unlink(self.site.path(f"{name}.{lang}.gmi"))

    def feeds(self):
        """The bytes of each feed, by path."""
        found, root = {}, os.path.join(self.site.folder, "feeds")
        for folder, _, names in os.walk(root):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    found[os.path.relpath(os.path.join(folder, name), root)] = f.read()
        return found

    def configure(self, languages):
        with open(self.site.config, encoding="utf-8") as f:
            text = f.read()
        listed = ", ".join(f'"{lang}"' for lang in languages.split())
        with open(self.site.config, "w", encoding="utf-8") as f:
            f.write(re.sub(r"languages = \{.*\}", f"languages = {{{listed}}}", text))
        before = len(self.site.lines)
        self.site.signal(signal.SIGHUP)
        self.site.wait_line("reloaded", before)
        self.site.wait_line("published:", before)
        wait_for("only new workers", lambda: len(self.site.serving()) == len(self.site.pids()) - 2)
        return before

    def status(self, path):
        return self.site.http(path)[0]

    def add(self, lang):
        """The texts first, so that all is published by the reload."""
        self.put(lang)
        self.site.wait_line(f'this site has no pages in the language "{lang}"')
        self.configure(f"ky ru en {lang}")

    def test_a_language_that_is_added_changes_the_lists_of_languages_alone(self):
        before = self.feeds()
        self.add("kk")
        for path in "/kk/", "/kk/wells/2026-11-01-well", "/kk/wells/atom.xml":
            self.assertEqual(self.status(path), 200, path)
        after = self.feeds()
        self.assertEqual({path for path in after if path not in before},
                         {"kk/feeds.opml"} | {f"kk/{folder}{name}" for folder in ("", "wells/") for name in FORMATS})
        for path, text in before.items():
            self.assertEqual(re.sub(rb'\s*<link [^>]*hreflang="kk"[^>]*/>', b"", after[path]), text, path)
        self.assertIn('hreflang="kk"', self.site.http("/ru/wells/2026-11-01-well")[2].decode())

    def test_one_that_is_taken_out_leaves_the_others_and_comes_back_as_it_was(self):
        before = self.feeds()
        self.add("kk")
        with_kk = self.feeds()
        lines = self.configure("ky ru en")
        self.site.wait_line('2026-11-01-well.kk.gmi: error: this site has no pages in the language "kk": use one of en, ky, ru', lines)
        self.assertEqual(self.feeds(), before)
        for path in "/kk/", "/kk/wells/2026-11-01-well", "/kk/wells/atom.xml":
            self.assertEqual(self.status(path), 404, path)
        self.assertNotIn("kk", re.findall(r'hreflang="([^"]*)"', self.site.http("/ru/wells/")[2].decode()))
        self.configure("ky ru en kk")
        self.assertEqual(self.feeds(), with_kk)

    def test_texts_of_a_language_that_was_taken_out_are_named(self):
        lines = self.configure("ky ru")
        self.site.wait_line('site.en.gmi: error: this site has no pages in the language "en": use one of ky, ru,', lines)
        self.assertEqual({path.split("/")[0] for path in self.feeds()}, {"ky", "ru"})
        self.assertEqual(self.status("/en/"), 404)

    def test_only_feeds_of_languages_are_swept(self):
        kept = os.path.join(self.site.folder, "feeds", "img")
        os.mkdir(kept)
        for name in "rss.xml", "a.png":
            with open(os.path.join(kept, name), "w", encoding="utf-8"):
                pass
        self.configure("ky ru")
        self.assertEqual(sorted(os.listdir(kept)), ["a.png", "rss.xml"])


if __name__ == "__main__":
    unittest.main()
