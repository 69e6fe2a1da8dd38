"""Search over the three protocols: the same words find the same items."""

import re
import unittest
from urllib.parse import quote, quote_plus

from support.site import Site, wait_for

ITEM = "/ru/successful-aimak/2018-04-16-budget-hearings"
HOSTILE = ['"', "AND", "NOT (", "*", "иссык-кульской", "a OR b", "'; DROP TABLE item; --", "ö" * 300, "\u202e", "%%", " "]


class Search(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        # The index follows the feeds.
        wait_for("the index", lambda: b"budget-hearings" in cls.gemini("бюджетные слушания"))

    @classmethod
    def gemini(cls, words):
        status, _, body = cls.site.gemini("/ru/search?" + quote(words))
        assert status == 20, status
        return body

    @classmethod
    def gopher(cls, words):
        return cls.site.gopher("/ru/search\t" + words)

    @classmethod
    def http(cls, words):
        status, _, body = cls.site.http("/ru/search?q=" + quote_plus(words))
        assert status == 200, status
        return body

    @staticmethod
    def items(page):
        """Items that a page names, in order, each once."""
        return list(dict.fromkeys(re.findall(r"/ru/[a-z0-9-]+/\d{4}-\d\d-\d\d-[a-z0-9-]+", page.decode())))

    def test_inflected_words_find_the_item_in_every_protocol(self):
        for words in "бюджетных слушаний", "БЮДЖЕТНЫЕ слушания", "слушан":
            found = self.items(self.gemini(words))
            self.assertIn(ITEM, found, words)
            self.assertEqual(self.items(self.gopher(words)), found)
            self.assertEqual(self.items(self.http(words)), found)

    def test_kyrgyz_words_without_kyrgyz_letters(self):
        status, _, body = self.site.gemini("/ky/search?" + quote("тажрыйба оноктоштор"))
        self.assertEqual(status, 20)
        status, _, body = self.site.gemini("/ky/search?" + quote("онуктуруу"))
        self.assertIn(b"=> /ky/", body)

    def test_without_words_gemini_asks_and_the_others_show_where_to_type(self):
        status, meta, body = self.site.gemini("/ru/search")
        self.assertEqual((status, body), (10, b""))
        self.assertTrue(meta)
        self.assertRegex(self.site.gopher("/ru/search"), rb"(?m)^7[^\t]+\t/ru/search\t")
        self.assertRegex(self.site.http("/ru/search")[2], rb'<form role="search" action="/ru/search">')

    def test_gopher_plus_is_never_taken_for_a_search(self):
        for plus in "+", "!", "$":
            self.assertNotIn("results".encode(), self.site.gopher("/en/search\t" + plus))

    def test_no_query_is_an_error(self):
        for words in HOSTILE:
            with self.subTest(words):
                self.gemini(words[:100])
                self.http(words)
                self.assertTrue(self.gopher(words[:100]).endswith(b".\r\n"))

    def test_a_malformed_query_is_refused_by_gemini(self):
        self.assertEqual(self.site.gemini("/ru/search?%zz")[0], 59)

    def test_results_are_never_kept_in_the_place_of_others(self):
        first = self.items(self.http("слушания"))
        self.assertNotEqual(self.items(self.http("тариф")), first)
        self.assertEqual(self.items(self.http("слушания")), first)

    def test_home_leads_to_the_search(self):
        self.assertIn(b"=> /ru/search ", self.site.gemini("/ru/")[2])
        self.assertIn(b"\t/ru/search\t", self.site.gopher("/ru/"))
        self.assertIn(b'action="/ru/search"', self.site.http("/ru/")[2])
