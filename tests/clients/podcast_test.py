"""The RSS of a project with sound, as directories of podcasts take it: what Apple requires, by a parser of podcasts."""

import io
import json
import unittest
import xml.etree.ElementTree as ElementTree

from PIL import Image

from support import photo, sounds
from support.site import Site, jarchy, wait_for

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
ITEM = "wells/2026-03-05-pump/"


def picture(side, kind="PNG", mode="RGB"):
    return photo.encoded(Image.new(mode, (side, side), "navy"), kind)


def path_of(url):
    return "/" + url.split("/", 3)[3]


class Test(unittest.TestCase):
    def write(self, project="podcast: documentary\n", icon=None):
        site = Site(content=None, config='languages = {"en"}\n')
        self.addCleanup(site.kill)
        site.save("site.en.gmi", "---\ntitle: News of the valley\ncontact: The press, press@news.example.org, +996 312 905205\n---\n\nText.\n")
        site.save("wells/project.en.gmi", f"---\nname: Wells\n{project}---\n\nA project.\n")
        site.save("roads/project.en.gmi", "---\nname: Roads\n---\n\nA project.\n")
        site.save("roads/2026-03-01-road.en.gmi", "---\ntitle: A road\n---\n\nText.\n")
        site.save("wells/2026-03-04-well.en.gmi", "---\ntitle: A well\n---\n\nText.\n")
        site.save(ITEM + "index.en.gmi", "---\ntitle: A pump\nauthor: Aida\nauthor: Bakyt\n---\n\nText.\n\n=> pump.jpg The pump\n=> talk.mp3 A talk\n")
        site.save(ITEM + "pump.jpg", picture(1500, "JPEG"))
        site.save(ITEM + "talk.mp3", sounds.mp3(90))
        site.save(ITEM + "tower.m4a", sounds.m4a(3601))
        if icon:
            site.save("site/icon.png", icon)
        return site

    def rss(self, site, project="wells/"):
        status, _, document = site.http(f"/en/{project}rss.xml")
        self.assertEqual(status, 200)
        return document

    def test_a_podcast_parser_finds_what_a_directory_requires(self):
        try:
            import podcastparser
        except ImportError:
            self.skipTest("python3-podcastparser not installed")
        with self.write(icon=picture(1500, mode="RGBA")) as site:
            wait_for("the icon", lambda: b"icon-1400.jpg" in self.rss(site))
            feed = podcastparser.parse("http://localhost/en/wells/rss.xml", io.BytesIO(self.rss(site)))
            self.assertEqual((feed["title"], feed["language"], feed["type"]), ("Wells", "en", "episodic"))
            self.assertTrue(feed["description"] and feed["link"])
            self.assertIs(feed["explicit"], False)
            self.assertEqual(feed["itunes_author"], "News of the valley")
            self.assertEqual(feed["itunes_categories"], [["Society & Culture", "Documentary"]])
            self.assertEqual(feed["itunes_owner"], {"name": "News of the valley", "email": "press@news.example.org"})
            art = Image.open(io.BytesIO(site.http(path_of(feed["cover_url"]))[2]))
            self.assertEqual((art.size, art.mode, art.format), ((1400, 1400), "RGB", "JPEG"))
            episode = feed["episodes"][0]
            self.assertEqual((episode["title"], episode["total_time"], episode["explicit"]), ("A pump", 90, False))
            self.assertTrue(episode["guid"] and episode["published"])
            self.assertTrue(episode["episode_art_url"].endswith("/pump.jpg"))
            sound = [x for x in episode["enclosures"] if x["mime_type"].startswith("audio/")]  # it takes media:content for more
            self.assertEqual([(x["mime_type"], x["file_size"]) for x in sound], [("audio/mpeg", len(sounds.mp3(90)))])
            status, _, body = site.http(path_of(sound[0]["url"]), Range="bytes=0-1")  # players ask for parts
            self.assertEqual((status, body), (206, sounds.mp3(90)[:2]))

    def test_lengths_are_in_every_format_that_has_a_word_for_them(self):
        with self.write() as site:
            wait_for("the item", lambda: b"talk.mp3" in self.rss(site))
            items = json.loads(site.http("/en/wells/feed.json")[2])["items"]
            lengths = {a["url"].rsplit("/", 1)[1]: a.get("duration_in_seconds") for a in items[0]["attachments"]}
            self.assertEqual(lengths, {"talk.mp3": 90, "tower.m4a": 3601})
            page = site.http("/en/" + ITEM[:-1])[2].decode()
            self.assertIn("M4A, 1:00:01, ", page)
            self.assertIn("(MP3, 1:30, ", site.gemini("/en/" + ITEM[:-1])[2].decode())

    def test_a_feed_without_sound_has_nothing_of_it(self):
        with self.write() as site:
            wait_for("the item", lambda: b"talk.mp3" in self.rss(site))
            self.assertNotIn(b"itunes", self.rss(site, "roads/"))
            channel = ElementTree.fromstring(self.rss(site)).find("channel")
            self.assertIsNone(channel.find(ITUNES + "image"))  # there is no icon
            with_sound, without = channel.findall("item")
            self.assertEqual(with_sound.findtext(ITUNES + "author"), "Aida, Bakyt")
            self.assertEqual([e.tag for e in without if ITUNES in e.tag], [])
            # The feed of the whole site says what the site's keys say: nothing.
            site_wide = ElementTree.fromstring(self.rss(site, "")).find("channel")
            self.assertEqual(site_wide.find(ITUNES + "category").get("text"), "News")

            # What the site says is in the feeds of all projects at once, and so is an icon that comes.
            site.save("site/icon.png", picture(600))
            wait_for("the icon", lambda: b"/site/icon-512.png" in self.rss(site))
            site.save("site.en.gmi", "---\ntitle: News of the valley\npodcast: News > Politics\n---\n\nText.\n")
            wait_for("the category", lambda: b"Politics" in self.rss(site, ""))
            self.assertIn(b"Documentary", self.rss(site))

    def test_check_says_what_is_wrong(self):
        site = self.write(project="podcast: Documentry\n")
        site.save(ITEM + "talk.mp3", "<html>Not found</html>")
        site.save(ITEM + "tower.m4a", sounds.m4a(10)[:-20])
        text = jarchy("check", "--all", "-c", site.config).stderr
        self.assertIn('"Documentry" is not a category of podcasts: did you mean "Documentary"?', text)
        self.assertIn("this file is not the sound that its name says", text)
        self.assertIn("talk.mp3", text)
