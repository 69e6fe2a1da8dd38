"""A site in every language that has a pack, in a browser: what an opened feed says, and how wide each kind of page is."""

import re
import unittest

from support import languages
from support.browser import PROGRAM, Browser
from support.clients import needs
from support.languages import LANGUAGES, PROJECT
from support.site import jarchy, wait_for

NARROWEST = 320  # pixels


@needs(PROGRAM)
class LanguagesInABrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = languages.site(host="news.example.org")
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def open(self, path, width=1280):
        # The addresses in pages and feeds are of the host in the configuration, wherever they are read.
        self.browser.open(f"http://127.0.0.1:{self.site.ports['http']}{path}", width)

    def test_an_opened_feed_says_in_its_language_what_it_is(self):
        shown = "getComputedStyle(document.documentElement, '::before').content"
        for lang in LANGUAGES:
            for name in "atom.xml", "rss.xml", f"{PROJECT}/rss.xml", "topics/services/rss.xml":
                self.open(f"/{lang.lower()}/{name}")
                self.assertEqual(self.browser.value(shown), f'"{languages.words(lang)["feed_opened"]}"', (lang, name))

    def test_no_page_is_wider_than_the_narrowest_screen(self):
        run = jarchy("preview-link", "-q", "-c", self.site.config, "look")
        secret = re.search(r"(/preview/[0-9a-f]{32})/\n$", run.stdout)[1]
        wait_for("the preview", lambda: self.site.http(secret + "/")[0] == 200)
        for lang in LANGUAGES:
            editors = [f"{secret}/{lang.lower()}/{name}" for name in ("", "errors")]
            for path in [*languages.pages(lang).values(), *editors]:
                self.open(path, NARROWEST)
                self.assertLessEqual(self.browser.value("document.documentElement.scrollWidth"), NARROWEST, path)


if __name__ == "__main__":
    unittest.main()
