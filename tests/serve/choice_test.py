"""Feeds that are made when they are asked for: of a topic, a place, a kind, several projects, a search."""

import os
import re
import shutil
import time
import unittest
import xml.etree.ElementTree as ET

from support import feeds
from support.http import get
from support.site import Site, wait_for

FORMATS = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json"}
PROJECTS = ["bridges", "roads", "wells"]


def text(title, *keys, body="Text."):
    return "---\n" + "".join(k + "\n" for k in (f"title: {title}", *keys)) + f"---\n\n{body}\n"


def society(site, items=3):
    for lang in "en", "ru":
        site.save(f"site.{lang}.gmi", text("Society", "topic_name: water Clean water", "place_name: osh Osh"))
    for project in PROJECTS:
        for lang in "en", "ru":
            site.save(f"{project}/project.{lang}.gmi", f"---\nname: {project.title()}\n---\n\nText.\n")
        for i in range(items):
            site.save(f"{project}/2026-01-{i + 1:02}-item.en.gmi",
                      text(f"{project} {i}", "topic: water", "place: osh", "kind: press-release", body=f"A spanner of {project}."))
    site.save("wells/2026-02-01-forum.en.gmi", text("Forum", "kind: event", "topic: water", "event_start: 2026-03-01 10:00"))


def read(name, body):
    return {"atom.xml": feeds.atom, "rss.xml": feeds.rss, "feed.json": feeds.jsonfeed}[name](body)


class Choice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(None, 'languages = {"en", "ru"}\nauthority = "example.org"\n')
        cls.addClassCleanup(cls.site.kill)
        society(cls.site)
        cls.site.start()
        cls.search = re.search(r'href="[^"]*(/en/search/[^"]*/)atom.xml"', cls.site.http("/en/search?q=spanner")[2].decode())[1]

    def pages(self):
        return ["/en/topics/water/", "/en/places/osh/", "/en/kinds/press-release/", "/en/feed/roads+wells/", self.search]

    def titles(self, path):
        status, _, body = self.site.http(path)
        self.assertEqual(status, 200, path)
        return [e["title"] for e in read(path.rsplit("/", 1)[1], body)]

    def test_each_page_has_its_feeds_in_every_format(self):
        for page in self.pages():
            html = self.site.http(page if page != self.search else page[:-1])[2].decode()
            for name, mime in FORMATS.items():
                address = page.replace("+", "%2B") + name
                self.assertIn(f'type="{mime}" hreflang="en"', html)
                self.assertEqual(html.count(address), 2, address)  # for programs, and for people
                status, headers, body = self.site.http(page + name)
                self.assertEqual((status, headers["Content-Type"].split(";")[0]), (200, feeds.web_type(mime)))
                self.assertIn(f'{address}>; rel="self"', headers["Link"])
                self.assertIn(f":{self.site.ports['http']}{address}", body.decode())
                entries = read(name, body)
                self.assertEqual(len({e["id"] for e in entries}), len(entries))
                self.assertGreater(len(entries), 2)

    def test_it_has_what_was_chosen_and_no_more(self):
        self.assertEqual(self.titles("/en/kinds/event/atom.xml"), ["Forum"])
        self.assertEqual(sorted(self.titles("/en/feed/roads+wells/atom.xml")),
                         ["Forum"] + [f"{p} {i}" for p in ("roads", "wells") for i in range(3)])
        self.assertEqual(len(self.titles("/en/topics/water/atom.xml")), 10)
        self.assertEqual(len(self.titles(self.search + "atom.xml")), 9)
        self.assertEqual(self.titles("/ru/kinds/event/atom.xml"), [])

    def test_entries_and_validators_are_those_of_the_other_feeds(self):
        of_all = {e["id"]: e for e in feeds.atom(self.site.http("/en/atom.xml")[2])}
        status, headers, body = get(self.site, "/en/feed/roads+wells.xml")
        for entry in feeds.atom(body):
            self.assertEqual(entry, of_all[entry["id"]])
        self.assertEqual(get(self.site, "/en/feed/roads+wells.xml", f"If-None-Match: {headers['etag']}")[0], 304)
        self.assertEqual(headers["cache-control"], get(self.site, "/en/atom.xml")[1]["cache-control"])

    def test_one_choice_is_one_feed_however_it_is_written(self):
        bodies = {self.site.http(f"/en/feed/{names}")[2]
                  for names in ("roads+wells.xml", "wells+roads.xml", "roads%2Bwells/atom.xml", "wells+roads+wells/atom.xml")}
        self.assertEqual(len(bodies), 1)
        root = ET.fromstring(bodies.pop())
        self.assertEqual(root.find("{*}id").text, "tag:example.org,2000:feed/en/projects/roads+wells")

    def test_a_form_leads_to_the_page_of_the_projects(self):
        html = self.site.http("/en/feed/")[2].decode()
        self.assertEqual(re.findall(r'type="checkbox" name="p" value="(\w+)"', html), PROJECTS)
        status, headers, _ = self.site.http("/en/feed/?p=wells&p=roads")
        self.assertEqual((status, headers["Location"]), (301, "/en/feed/wells%2Broads/"))
        self.assertEqual(self.site.http("/en/feed/?p=wells")[0], 200)
        for text_page in self.site.gemini("/en/feed/")[2].decode(), self.site.gopher("/en/feed/").decode():
            self.assertIn("roads: Roads", text_page)
            self.assertIn("/en/feed/bridges", text_page)

    def test_every_protocol_has_them(self):
        for page in self.pages():
            path = page + "atom.xml"
            body = self.site.http(path)[2]
            self.assertEqual(self.site.gemini(path)[::2], (20, body), path)
            self.assertEqual(self.site.gopher(path).rstrip(b".\r\n"), body.rstrip(), path)

    def test_calendars_have_the_events_of_what_was_chosen(self):
        for path in "/en/topics/water/", "/en/kinds/event/", "/en/feed/roads+wells/":
            status, headers, body = self.site.http(path + "events.ics")
            self.assertEqual((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
            self.assertEqual(body.count(b"BEGIN:VEVENT"), 1)
        for path in "/en/feed/bridges+roads/", "/en/kinds/press-release/", self.search:
            self.assertEqual(self.site.http(path + "events.ics")[0], 404, path)

    def test_what_is_asked_for_in_vain_gets_a_clear_answer_and_nothing_is_written(self):
        def files():
            paths = [os.path.join(d, n) for d, _, names in os.walk(self.site.folder + "/feeds") for n in names]
            return {p: os.stat(p).st_mtime_ns for p in paths}
        before = files()
        many = "+".join(f"p{i}" for i in range(50))
        wrong = {404: ["/en/topics/none/atom.xml", "/en/places/none/rss.xml", "/en/kinds/none/atom.xml", "/en/feed/roads+none.xml",
                       "/en/feed/roads.xml", "/en/feed/+.xml", "/en/feed/roads+.xml", "/en/feed/" + many + ".xml",
                       "/en/feed/roads+wells/atom-1.xml", "/en/feed/roads+wells/feeds.opml", "/en/search/1-/atom.xml",
                       "/en/search/0-61/atom.xml", "/en/search/1-6/atom.xml", "/en/search/1-2020/atom.xml", "/de/feed/roads+wells.xml"],
                 400: ["/en/feed/" + "+".join(PROJECTS * 17) + ".xml"]}
        for status, paths in wrong.items():
            for path in paths:
                self.assertEqual(self.site.http(path)[0], status, path)
                if len(path) < 500:
                    self.assertEqual(self.site.gemini(path)[0], {404: 51, 400: 59}[status], path)
        # Words that all texts have, as many as are taken and more; then too many bytes.
        words = ("a spanner of roads wells bridges text item " * 20)[:800]
        self.assertEqual(self.site.http(f"/en/search/1-{words.encode().hex()}/atom.xml")[0], 200)
        self.assertEqual(self.site.http(f"/en/search/1-{(words + 'a').encode().hex()}/atom.xml")[0], 404)
        self.assertEqual(files(), before)


class Changes(unittest.TestCase):
    def setUp(self):
        self.site = Site(None, 'languages = {"en", "ru"}\nauthority = "example.org"\n')
        self.addCleanup(self.site.kill)
        society(self.site, items=25)
        self.site.start()

    def ids(self, path):
        return [e["id"] for e in feeds.atom(self.site.http(path)[2])]

    def test_a_draft_is_in_them_when_it_goes_public(self):
        paths = ["/en/topics/water/atom.xml", "/en/places/osh/atom.xml", "/en/kinds/press-release/atom.xml", "/en/feed/roads+wells.xml"]
        keys = ["topic: water", "place: osh", "kind: press-release"]
        self.site.save("wells/2026-01-01-late.en.gmi", text("Late", *keys, "draft: yes"))
        self.site.save("wells/2026-01-02-soon.en.gmi", text("Soon", *keys))
        wait_for("what is no draft", lambda: self.site.http("/en/wells/2026-01-02-soon")[0] == 200)
        self.site.save("wells/2026-01-01-late.en.gmi", text("Late", *keys))
        wait_for("the item", lambda: self.site.http("/en/wells/2026-01-01-late")[0] == 200)
        for path in paths:
            ids = self.ids(path)
            self.assertEqual(len(ids), 20, path)
            self.assertTrue([i for i in ids if "late" in i], path)

    def test_corrections_come_again_and_withdrawals_are_told(self):
        paths = ["/en/topics/water/atom.xml", "/en/kinds/press-release/atom.xml", "/en/feed/roads+wells.xml"]
        keys = ["topic: water", "place: osh", "kind: press-release"]
        now = time.strftime("%Y-%m-%d %H:%M")
        self.site.save("wells/2026-01-01-item.en.gmi", text("Corrected", *keys, f"updated: {now}", "correction: It was so"))
        self.site.save("roads/2026-01-01-item.en.gmi", text("Gone", *keys, f"withdrawn: {now}"))
        wait_for("both", lambda: self.site.http("/en/roads/2026-01-01-item")[0] == 410)
        for path in paths:
            body = self.site.http(path)[2]
            self.assertIn("Corrected", [e["title"] for e in feeds.atom(body)], path)
            self.assertEqual(len(feeds.tombstones(body)), 1, path)

    def test_a_project_that_is_gone_is_left_out_and_a_renamed_one_is_known(self):
        before = feeds.atom(self.site.http("/en/feed/roads+wells.xml")[2])
        feed_id = re.search(rb"<id>(.*?)</id>", self.site.http("/en/feed/roads+wells.xml")[2])[1]
        os.rename(self.site.path("wells"), self.site.path("pumps"))
        wait_for("the new name", lambda: self.site.http("/en/pumps/")[0] == 200 and self.site.http("/en/wells/")[0] == 301)
        body = self.site.http("/en/feed/roads+wells.xml")[2]
        self.assertEqual({e["id"] for e in feeds.atom(body)}, {e["id"] for e in before})
        self.assertEqual(re.search(rb"<id>(.*?)</id>", body)[1], feed_id)
        shutil.rmtree(self.site.path("roads"))
        wait_for("its end", lambda: self.site.http("/en/roads/2026-01-02-item")[0] in (404, 410))
        body = self.site.http("/en/feed/roads+wells.xml")[2]
        self.assertTrue(feeds.atom(body))
        self.assertFalse([e for e in feeds.atom(body) if "roads" in e["id"]])
        shutil.rmtree(self.site.path("bridges"))
        wait_for("its end", lambda: self.site.http("/en/bridges/2026-01-02-item")[0] in (404, 410))
        self.assertEqual(self.site.http("/en/feed/bridges+roads.xml")[0], 410)
        self.assertEqual(self.site.gemini("/en/feed/bridges+roads.xml")[0], 52)

    def test_a_project_of_the_name_of_such_a_page_keeps_its_own(self):
        for name in "feed", "kinds":
            self.site.save(f"{name}/project.en.gmi", "---\nname: Old name\n---\n\nText.\n")
            self.site.save(f"{name}/2026-02-02-item.en.gmi", text(f"Item of {name}"))
        for name in "feed", "kinds":
            wait_for("the project", lambda: self.site.http(f"/en/{name}/2026-02-02-item")[0] == 200)
            self.assertIn("Old name", self.site.http(f"/en/{name}/")[2].decode())
            wait_for("its feed", lambda: self.site.http(f"/en/{name}/atom.xml")[0] == 200)
        self.assertEqual(self.site.http("/en/kinds/news/")[0], 200)
        self.assertEqual(len(self.ids("/en/feed/feed+kinds.xml")), 2)


if __name__ == "__main__":
    unittest.main()
