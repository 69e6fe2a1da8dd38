"""What machines read in the pages agrees with the content, and with what they document."""

import re
import unittest
from urllib.parse import urlsplit

from support.microdata import Page
from support.site import Site

LANGS = "ky", "ru", "en"


def every_page(site):
    """Each page that links lead to from the root, by its path."""
    pages, left = {}, ["/"]
    while left:
        path = left.pop()
        if path in pages:
            continue
        status, headers, body = site.http(path)
        if status != 200 or not headers["Content-Type"].startswith("text/html"):
            continue
        text = body.decode()
        pages[path] = Page(text, site.http_url(path))
        left += re.findall(r'<a[^>]* href="(/[^"#]*)"', text)
    return pages


class Machine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.pages = every_page(cls.site)

    def path(self, url):
        self.assertTrue(url.startswith(self.site.http_url("/")), url)
        return urlsplit(url).path

    def test_sets_of_translations_are_the_same_on_each_of_their_pages(self):
        sets = 0
        for path, page in self.pages.items():
            alternates = {lang: self.path(url) for lang, url in page.alternates().items()}
            if not alternates:
                continue
            sets += 1
            with self.subTest(path):
                self.assertIn(path, alternates.values())
                self.assertGreater(len(set(alternates) - {"x-default"}), 1)
                self.assertIn("x-default", alternates)
                for other in alternates.values():
                    self.assertEqual({l: self.path(url) for l, url in self.pages[other].alternates().items()}, alternates, other)
                for lang in set(alternates) - {"x-default"}:
                    self.assertEqual(alternates[lang].split("/")[1], lang)
        self.assertGreater(sets, 50)
        self.assertEqual(self.pages["/ru/"].alternates()["x-default"], self.site.http_url("/"))

    def test_a_page_whose_text_is_in_one_language_has_no_translations(self):
        self.assertEqual(self.pages["/ky/voice-of-citizens/2019-09-25-service-plan"].alternates(), {})


if __name__ == "__main__":
    unittest.main()
