"""What a program that keeps folders in step does to files: readers see nothing of it."""

import glob
import os
import re
import unittest

from support.site import Site, wait_for



def site(grace):
    made = Site(content=None, config=f"grace = {grace}\n")
    made.save("site.en.gmi", "---\ntitle: S\n---\n")
    made.save("wells/project.en.gmi", "---\nname: Wells\n---\n")
    made.save("wells/2026-03-05-pump.en.gmi", "---\ntitle: A pump\n---\n\nText.\n")
    made.save("wells/2026-03-06-well/index.en.gmi", "---\ntitle: A well\n---\n\n=> plan.pdf\n")
    made.save("wells/2026-03-06-well/plan.pdf", "%PDF-1.4\n")
    return made


class Grace(unittest.TestCase):
    def seen(self, path):
        return self.site.http(path)[0]

    def feed(self):
        return self.site.http("/en/wells/atom.xml")[2]

    def published(self, do):
        """Waits until a later version of something else is published, so that the change before it was seen too."""
        do()
        self.number = getattr(self, "number", 0) + 1
        self.site.save("forest/project.en.gmi", f"---\nname: F{self.number}\n---\n")
        wait_for("the name", lambda: f"F{self.number}".encode() in self.site.http("/en/forest/")[2])

    def test_a_file_deleted_and_written_again_was_never_gone(self):
        with site(600) as self.site:
            path = self.site.path("wells/2026-03-05-pump.en.gmi")
            feed = self.feed()
            with open(path) as f:
                text = f.read()
            self.published(lambda: os.unlink(path))
            self.assertEqual(self.seen("/en/wells/2026-03-05-pump"), 200)
            self.assertEqual(self.feed(), feed)
            self.published(lambda: self.site.save("wells/2026-03-05-pump.en.gmi", text))
            self.assertEqual(self.seen("/en/wells/2026-03-05-pump"), 200)
            self.assertEqual(self.feed(), feed)
            self.assertNotIn(b"deleted-entry", self.feed())

    def test_a_folder_that_is_away_for_a_moment_was_never_gone(self):
        with site(600) as self.site:
            folder, away = self.site.path("wells"), self.site.folder + "/away"
            feed = self.feed()
            self.published(lambda: os.rename(folder, away))
            for path in "/en/wells/", "/en/wells/2026-03-05-pump", "/en/wells/2026-03-06-well":
                self.assertEqual(self.seen(path), 200, path)
            # Its bytes are nowhere: a fault that passes.
            self.assertEqual(self.seen("/en/wells/2026-03-06-well/plan.pdf"), 503)
            self.published(lambda: os.rename(away, folder))
            self.assertEqual(self.seen("/en/wells/2026-03-06-well/plan.pdf"), 200)
            self.assertEqual(self.feed(), feed)

    def test_a_renamed_item_is_found_at_once(self):
        with site(600) as self.site:
            folder = self.site.path("wells")
            os.rename(folder + "/2026-03-06-well", folder + "/2026-03-06-spring")
            wait_for("the new name", lambda: self.seen("/en/wells/2026-03-06-spring") == 200)
            status, head, _ = self.site.http("/en/wells/2026-03-06-well/plan.pdf")
            self.assertEqual((status, head["Location"]), (301, "/en/wells/2026-03-06-spring/plan.pdf"))

    def expect_moved(self, old, new, feed):
        """The project's addresses, of each kind, and its feed."""
        for rest in "/", "/atom.xml", "/archive/", "/2026-03-05-pump", "/2026-03-06-well/plan.pdf":
            wait_for(f"the new place of {old}{rest}", lambda: self.seen(f"/en/{new}{rest}") == 200)
            wait_for(f"{old}{rest} to lead there", lambda: self.seen(f"/en/{old}{rest}") == 301)
            self.assertEqual(self.site.http(f"/en/{old}{rest}")[1]["Location"], f"/en/{new}{rest}")
        self.assertEqual(self.site.gemini(f"/en/{old}/")[:2], (31, f"/en/{new}/"))
        now = self.site.http(f"/en/{new}/atom.xml")[2]
        self.assertEqual(re.findall(b"<id>(.*?)</id>", now), re.findall(b"<id>(.*?)</id>", feed))
        self.assertNotIn(b"deleted-entry", now)

    def test_a_renamed_project_keeps_its_feed_and_its_addresses(self):
        with site(600) as self.site:
            feed, path = self.feed(), self.site.path
            os.rename(path("wells"), path("springs"))
            self.expect_moved("wells", "springs", feed)
            # Without a jarchy that sees it, and without the catalogue that knew it.
            self.site.stop()
            os.rename(path("springs"), path("fountains"))
            for name in glob.glob(self.site.folder + "/var/catalog.db*"):
                os.unlink(name)
            self.site.start()
            self.expect_moved("wells", "fountains", feed)
            self.expect_moved("springs", "fountains", feed)
            os.rename(path("fountains"), path("wells"))
            self.expect_moved("springs", "wells", feed)

    def test_what_stays_away_is_gone_after_the_grace_time(self):
        with site(2) as self.site:
            os.unlink(self.site.path("wells/2026-03-05-pump.en.gmi"))
            wait_for("it to be gone", lambda: self.seen("/en/wells/2026-03-05-pump") == 410)
            self.assertIn(b"deleted-entry", self.feed())

    def test_the_grace_time_goes_on_over_a_restart(self):
        with site(3) as self.site:
            os.unlink(self.site.path("wells/2026-03-05-pump.en.gmi"))
            self.published(lambda: None)
            self.site.stop()
            self.site.start()
            wait_for("it to be gone", lambda: self.seen("/en/wells/2026-03-05-pump") == 410)

    def test_an_empty_content_directory_takes_nothing_away(self):
        with site(0) as self.site:
            content, away = self.site.content, self.site.folder + "/away"
            os.mkdir(away)
            for name in os.listdir(content):
                os.rename(os.path.join(content, name), os.path.join(away, name))
            self.site.wait_line("has no files any more, so nothing is taken away")
            self.assertEqual(self.seen("/en/wells/2026-03-05-pump"), 200)
            for name in os.listdir(away):
                os.rename(os.path.join(away, name), os.path.join(content, name))
            self.site.wait_line("publishing works again")
            self.assertEqual(self.seen("/en/wells/2026-03-05-pump"), 200)


if __name__ == "__main__":
    unittest.main()
