"""Search over the three protocols: the same words find the same items."""

import gzip
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

    def test_the_form_keeps_the_words_and_found_words_are_marked(self):
        page = self.http('вода "<b>').decode()
        self.assertIn('value="вода &quot;&lt;b&gt;"', page)
        page = self.http("вода").decode()
        self.assertRegex(page, r"<a [^>]*><mark>Вода</mark> и кружок")
        self.assertRegex(page, r"<p>[^<]*<mark>вода</mark>")
        self.assertEqual(page.split('<h2>')[0].count('<ul class="links'), 1)

    def test_a_search_can_be_narrowed_in_every_protocol(self):
        all_of_it = self.items(self.http("вода"))
        narrowed = [item for item in all_of_it if "/2018-" in item]
        self.assertTrue(0 < len(narrowed) < len(all_of_it))
        status, _, page = self.site.http("/ru/search?q=" + quote_plus("вода") + "&year=2018&project=&kind=")
        self.assertEqual((status, self.items(page)), (200, narrowed))
        self.assertIn(b'<option value="2018" selected>', page)
        link = re.search(r"=> (\S+) Год: 2018 \(1\)", self.gemini("вода").decode())[1]
        self.assertIn(f"\t{link}\t", self.gopher("вода").decode())
        for page in self.site.gemini(link)[2], self.site.gopher(link), self.site.http(link)[2]:
            self.assertEqual(self.items(page), narrowed)
        for page in self.site.gemini(link)[2], self.site.gopher(link):
            self.assertIn("Год: 2018", page.decode())
            self.assertIn("Год: все", page.decode())

    def test_filters_that_cannot_be_are_left_out_or_refused(self):
        everything = self.items(self.http("вода"))
        for pairs in "year=20", "kind=%zz", "project=%ff%00", "kind=%27%20OR%201", "year=-1":
            status, _, page = self.site.http("/ru/search?q=" + quote_plus("вода") + "&" + pairs)
            self.assertEqual((status, self.items(page)), (200, everything), pairs)
            self.assertIn("поиск идёт без этого условия", page.decode(), pairs)
        self.assertEqual(self.site.http("/ru/search?q=a&year=" + "9" * 150)[0], 400)
        self.assertEqual(self.site.gemini("/ru/search/1-61.year-" + "9" * 150)[0], 59)
        self.assertEqual(self.site.gemini("/ru/search/1-61.age-5")[0], 51)

    def test_what_is_not_there_can_be_searched_for(self):
        status, _, page = self.site.http("/ru/water-forum-2023")
        self.assertEqual(status, 404)
        self.assertRegex(page, rb'<form role="search" action="/ru/search"><input [^>]*value="water forum 2023"')

    def test_a_page_of_many_results_is_small(self):
        self.assertLess(len(gzip.compress(self.http("аймак"))), 6 << 10)

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
