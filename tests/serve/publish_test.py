"""A draft goes public: its date is that moment, in pages and feeds."""

import datetime
import email.utils
import json
import os
import re
import time
import unittest

from support.site import Site, jarchy, wait_for

DAY = datetime.timedelta(days=1)


class Publish(unittest.TestCase):
    def published(self, title):
        """What the three feeds say, as seconds since 1970."""
        def instant(text):
            return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
        atom, rss = (self.site.http(f"/en/wells/{name}")[2].decode() for name in ("atom.xml", "rss.xml"))
        items = json.loads(self.site.http("/en/wells/feed.json")[2])["items"]
        one = next(e for e in atom.split("<entry")[1:] if f">{title}<" in e)
        item = next(e for e in rss.split("<item")[1:] if f">{title}<" in e)
        return {instant(re.search("<published>(.*?)<", one)[1]),
                email.utils.parsedate_to_datetime(re.search("<pubDate>(.*?)<", item)[1]).timestamp(),
                instant(next(i for i in items if i["title"] == title)["date_published"])}

    def test_a_draft_of_three_days_ago_has_the_date_of_its_publication(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        begun = today - 3 * DAY
        stem = f"{begun}-pump"
        self.site = Site(content=None, config='timezone = "UTC"\nlanguages = {"en"}\n')
        self.addCleanup(self.site.kill)
        self.site.save("site.en.gmi", "---\ntitle: S\n---\n")
        self.site.save("wells/project.en.gmi", "---\nname: Wells\n---\n")
        self.site.save("wells/2016-05-01-old.en.gmi", "---\ntitle: Old\n---\n\nText.\n")
        self.site.save(f"wells/{stem}.en.gmi", "---\ntitle: A pump\ndraft: yes\n---\n\nText.\n")
        with self.site:
            wait_for("the old item", lambda: self.site.http("/en/wells/2016-05-01-old")[0] == 200)
            self.assertEqual(self.site.http(f"/en/wells/{stem}")[0], 404)
            before = int(time.time())
            run = jarchy("publish", "-c", self.site.config, f"wells/{stem}.en.gmi")
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            self.assertIn(f"/en/wells/{stem}\n", run.stdout)
            wait_for("the item", lambda: self.site.http(f"/en/wells/{stem}")[0] == 200)
            wait_for("its feed", lambda: b"A pump" in self.site.http("/en/wells/feed.json")[2])
            said = self.published("A pump")
            self.assertEqual(len(said), 1)
            self.assertTrue(before <= min(said) <= time.time() + 1, (before, said))
            page = self.site.http(f"/en/wells/{stem}")[2].decode()
            self.assertIn(f'datetime="{today}', page)
            self.assertNotIn(f'datetime="{begun}', page)
            self.assertEqual(self.published("Old"), {datetime.datetime(2016, 5, 1, 12, tzinfo=datetime.timezone.utc).timestamp()})

    def test_pages_do_not_wait_for_all_feeds_of_a_site_with_another_title(self):
        with Site(content=None, config='languages = {"en"}\n', workers=1) as site:
            site.save("site.en.gmi", "---\ntitle: Old name\n---\n")
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n")
            wait_for("the feed", lambda: site.http("/en/wells/atom.xml")[0] == 200)
            wait_for("the page", lambda: b"Old name" in site.http("/en/")[2])
            # Where feeds cannot be written at all, no end of it is waited for.
            feed = os.path.join(site.folder, "feeds/en/atom.xml")
            os.unlink(feed)
            os.makedirs(os.path.join(feed, "taken"))
            site.save("site.en.gmi", "---\ntitle: New name\n---\n")
            wait_for("the page's new title", lambda: b"New name" in site.http("/en/")[2])
            site.wait_line("cannot write en/atom.xml")


if __name__ == "__main__":
    unittest.main()
