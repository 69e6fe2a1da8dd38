"""A saved file goes live everywhere; a broken one takes nothing down."""

import os
import shutil
import subprocess
import unittest

from support.site import JARCHY, Site, wait_for

ITEM = """---
title: {title}
date: 2026-03-05 10:00
summary: One sentence that sums it up.
---

The first paragraph says {word}.
"""
PROJECT = "---\nname: Wells\n---\n\nA project.\n"
NAME = "wells/2026-03-05-pump.en.gmi"
PATH = "/en/wells/2026-03-05-pump"
FEEDS = ["/en/atom.xml", "/en/rss.xml", "/en/feed.json", "/en/wells/atom.xml", "/en/wells/rss.xml",
         "/en/wells/feed.json"]


class Live(unittest.TestCase):
    def published(self, site, word):
        """Whether the page says the word in all three protocols and the title stands in every feed."""
        pages = site.everywhere(PATH)
        return all(page and word.encode() in page for page in pages.values())

    def in_feeds(self, site, title):
        return all(title.encode() in site.http(feed)[2] and title.encode() in site.gemini(feed)[2] and
                   title.encode() in site.gopher(feed) for feed in FEEDS)

    def test_a_saved_broken_and_mended_file(self):
        with Site() as site:
            site.save("wells/project.en.gmi", PROJECT)
            site.save(NAME, ITEM.format(title="A pump", word="alpha"))
            wait_for("the new item", lambda: self.published(site, "alpha") and self.in_feeds(site, "A pump"))

            before = len(site.lines)
            site.save(NAME, ITEM.format(title="A pump", word="beta").replace("title:", "tittle:"))
            line = site.wait_line(NAME, before)
            self.assertRegex(line, r"/content/wells/2026-03-05-pump\.en\.gmi:2:.*tittle.*title")
            self.assertEqual([l for l in site.lines[before:] if NAME in l], [line])
            self.assertTrue(self.published(site, "alpha"))
            self.assertTrue(self.in_feeds(site, "A pump"))

            site.save(NAME, ITEM.format(title="A new pump", word="gamma"))
            wait_for("the mended item", lambda: self.published(site, "gamma") and self.in_feeds(site, "A new pump"))

    def test_a_removed_file_is_gone_everywhere(self):
        with Site() as site:
            site.save("wells/project.en.gmi", PROJECT)
            site.save(NAME, ITEM.format(title="A pump", word="alpha"))
            wait_for("the new item", lambda: self.published(site, "alpha"))
            os.unlink(site.path(NAME))
            wait_for("its end", lambda: site.gemini(PATH)[0] == 52)
            self.assertEqual(site.http(PATH)[0], 410)
            self.assertTrue(site.gopher(PATH).startswith(b"3"))
            wait_for("its entry's end", lambda: b"A pump" not in site.http("/en/wells/atom.xml")[2])

    def test_a_new_project_folder_moved_in_whole(self):
        with Site() as site:
            aside = os.path.join(site.folder, "aside")
            os.mkdir(aside)
            for name, text in ("project.en.gmi", PROJECT), ("2026-03-05-pump.en.gmi",
                                                              ITEM.format(title="A pump", word="alpha")):
                with open(os.path.join(aside, name), "w") as f:
                    f.write(text)
            os.rename(aside, site.path("wells"))
            wait_for("the project", lambda: self.published(site, "alpha"))
            shutil.rmtree(site.path("wells"))
            wait_for("its end", lambda: site.gemini("/en/wells/")[0] != 20)

    def site_of_nobody(self):
        """A site that may not read what nobody may read."""
        prefix = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()
        if prefix and subprocess.run([*prefix, JARCHY, "--version"], capture_output=True).returncode != 0:
            self.skipTest("only root may run the program where it lies")
        site = Site(prefix=prefix)
        os.chmod(site.folder, 0o777)
        return site

    def test_an_attachment_that_cannot_be_read_is_told_and_comes_when_it_can(self):
        with self.site_of_nobody() as site:
            folder = "wells/2026-03-05-pump/"
            site.save("wells/project.en.gmi", PROJECT)
            site.save("wells/.new", "%PDF-1.4 plan\n")
            os.chmod(site.path("wells/.new"), 0)
            os.makedirs(site.path(folder), exist_ok=True)
            os.rename(site.path("wells/.new"), site.path(folder + "plan.pdf"))
            site.save(folder + "index.en.gmi", ITEM.format(title="A pump", word="alpha"))
            line = site.wait_line("plan.pdf: error")
            self.assertIn("this file cannot be read: ask the administrator to correct its permissions: Permission denied [unreadable]", line)
            wait_for("the item", lambda: self.published(site, "alpha"))
            os.chmod(site.path(folder + "plan.pdf"), 0o644)
            wait_for("the plan", lambda: site.gemini("/en/" + folder + "plan.pdf")[0] == 20)

    def test_a_file_that_may_be_read_again_is_live_at_once(self):
        with self.site_of_nobody() as site:
            site.save("wells/project.en.gmi", PROJECT)
            site.save(NAME, ITEM.format(title="A pump", word="alpha"))
            wait_for("the new item", lambda: self.published(site, "alpha"))
            hidden = site.path("wells/.new")
            with open(hidden, "w") as f:
                f.write(ITEM.format(title="A pump", word="beta"))
            os.chmod(hidden, 0)
            os.rename(hidden, site.path(NAME))
            self.assertIn("ask the administrator to correct its permissions: Permission denied [unreadable]", site.wait_line("2026-03-05-pump.en.gmi: error"))
            self.assertTrue(self.published(site, "alpha"))
            os.chmod(site.path(NAME), 0o644)
            # Sooner than everything is looked at again.
            wait_for("the readable item", lambda: self.published(site, "beta"), 40)

    def test_what_stays_wrong_is_told_once(self):
        with Site() as site:
            site.save("wells/project.en.gmi", PROJECT)
            for name in "pump", "well":
                site.save(f"wells/2026-03-05-{name}.en.gmi",
                          ITEM.format(title=name, word="x").replace("date:", "id: urn:x:same\ndate:"))
            site.save("wells/Bad name.en.gmi", PROJECT)
            wrong = ["which belongs to", "Bad name"]
            for text in wrong:
                site.wait_line(text)
            # A new folder makes the publisher look at everything.
            for name in "a", "b", "c":
                os.mkdir(site.path(f"_{name}"))
                with open(site.path(f"_{name}/project.en.gmi"), "w") as f:
                    f.write(PROJECT)
                os.rename(site.path(f"_{name}"), site.path(name))
                wait_for("the new project", lambda: site.http(f"/en/{name}/")[0] == 200)
            for text in wrong:
                self.assertEqual(sum(text in l for l in site.lines), 1, site.lines)
            before = len(site.lines)
            site.save("wells/Worse name.en.gmi", PROJECT)
            site.wait_line("Worse name", before)
            self.assertEqual([l for l in site.lines[before:] if any(w in l for w in wrong)], [])

    def test_a_replaced_content_directory(self):
        with Site() as site:
            fresh = os.path.join(site.folder, "fresh")
            shutil.copytree(site.content, fresh)
            os.mkdir(os.path.join(fresh, "wells"))
            for name, text in ("project.en.gmi", PROJECT), ("2026-03-05-pump.en.gmi",
                                                              ITEM.format(title="A pump", word="alpha")):
                with open(os.path.join(fresh, "wells", name), "w") as f:
                    f.write(text)
            os.rename(site.content, os.path.join(site.folder, "stale"))
            os.rename(fresh, site.content)
            wait_for("the new checkout", lambda: self.published(site, "alpha"))
            site.save(NAME, ITEM.format(title="A pump", word="delta"))
            wait_for("a file saved in it", lambda: self.published(site, "delta"))
