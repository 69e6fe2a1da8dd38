"""Search over the protocols: the same words find the same items, and readers are told how to search and what was done."""

import gzip
import html
import os
import re
import unittest
from urllib.parse import quote, quote_plus

from support.site import OWN_CONTENT, Site, wait_for

ITEM = "/ru/successful-aimak/2018-04-16-budget-hearings"
ARCHIVE = {"ky": "Бардык материалдар", "ru": "Все материалы", "en": "All items"}
HELP = {"ky": "Кантип издөө керек", "ru": "Как искать", "en": "How to search"}
LABELS = {"ky": "жыл долбоор түрү тема аймак", "ru": "год проект вид тема место", "en": "year project kind topic place"}
HOSTILE = ['"', '"" " «', '"вода', "--------", "-" * 8 + "вода", "-", "- - -", "project:", 'project:"', ":", "::", "a:b:c", "=>", "#:year:2023", "^вода",
           "-project: -year: -", "год:год:год:", "\u200f\u202bвода\u202c\u200e", "\u2067год:2023", "год:" + "9" * 900, "вода " * 150,
           *(label + ":" for labels in LABELS.values() for label in labels.split()), "\0", "\x03\x02=вода", "=вода \"", "a0вод", "<script>", "%s%n", "AND", "NOT (", "*", "иссык-кульской", "a OR b", "'; DROP TABLE item; --", "ö" * 300, "\u202e", "%%", " "]


class Search(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(config='spartan { listen = {"127.0.0.1:0"} }\n')
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        # The index follows the feeds: it is whole when it has as much without some word as there is.
        wait_for("the index", lambda: f"\n## {len(cls.texts())}\u00a0" in cls.gemini("-zzzz").decode())
        # The words of attachments come last: this one is in programme.txt alone.
        wait_for("the words of attachments", lambda: cls.items(cls.gemini('"Ноокатский район"')))

    @staticmethod
    def texts():
        """Each item and project of the content once."""
        found = set()
        for folder, _, names in os.walk(OWN_CONTENT):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), OWN_CONTENT).replace("/index.", ".")
                if re.match(r"[a-z0-9-]+/[a-z0-9-]+\.\w\w\.gmi\Z", path):
                    found.add(path.partition(".")[0])
        return found

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

    @classmethod
    def spartan(cls, path, words=b""):
        with cls.site.connect("spartan") as s:
            s.sendall(b"localhost %s %d\r\n%s" % (path.encode(), len(words), words))
            head, _, body = cls.site.read_all(s).partition(b"\r\n")
            assert head.startswith(b"2 "), head
            return body

    @classmethod
    def everywhere(cls, path):
        """The page over each protocol that has links, as text."""
        yield cls.site.gemini(path)[2].decode()
        yield cls.site.gopher(path).decode()
        yield html.unescape(cls.site.http(path)[2].decode())
        yield cls.spartan(path).decode()

    @staticmethod
    def examples(page):
        """The examples of a page of gemtext: what is typed, and where each leads."""
        return re.findall(r"(?m)^=> (\S+/search/1-\S+) (.*) \([^()]+\)$", page)

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
        self.assertRegex(page, r"<a [^>]*><mark><b>Вода</b></mark> и кружок")
        self.assertRegex(page, r"<p>[^<]*<mark><b>вода</b></mark>")
        self.assertEqual(page.count('<ul class="links news">'), 1)

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

    def test_how_to_search_is_said_where_nothing_was_asked_in_every_protocol(self):
        for lang, heading in HELP.items():
            examples = self.examples(self.site.gemini(f"/{lang}/search/help")[2].decode())
            self.assertGreaterEqual(len(examples), 8)
            typed = [words for _, words in examples]
            for label in LABELS[lang].split():
                self.assertTrue(any(re.search(rf"(^|\s){label}:", words) for words in typed), label)
            self.assertIn({"ky": 'тема:"Ичүүчү суу"', "ru": 'тема:"Питьевая вода"', "en": 'topic:"Local services"'}[lang], typed)
            for sign in r'^"[^"]+"$', r"^\S+ -\S+$", r"^\S+ [^\s:-]+$":
                self.assertTrue(any(re.search(sign, words) for words in typed), sign)
            pages = *self.everywhere(f"/{lang}/search/help"), self.site.gopher(f"/{lang}/search").decode(), \
                html.unescape(self.site.http(f"/{lang}/search")[2].decode()), self.spartan(f"/{lang}/search").decode()
            for page in *pages, self.site.gemini(f"/{lang}/search?%3f")[2].decode():
                self.assertIn(heading, page)
                for path, words in examples:
                    self.assertIn(words, page.replace("\r\ni", " "))
                    self.assertIn(path, page)

    def test_each_example_finds_something(self):
        for lang in HELP:
            for path, words in self.examples(self.site.gemini(f"/{lang}/search/help")[2].decode()):
                page = self.site.gemini(path)[2].decode()
                self.assertRegex(page, r"(?m)^=> /%s/\S+/\d{4}-" % lang, words)
                self.assertTrue(page.startswith("# ") and words in page.partition("\n")[0], words)
                # Typed, it finds the same.
                self.assertEqual(self.items(self.site.gemini(f"/{lang}/search?" + quote(words))[2]), self.items(page.encode()))

    def test_where_something_is_found_the_help_is_one_link(self):
        for page in self.everywhere("/ru/search/1-" + "вода".encode().hex()):
            self.assertEqual(page.count("Как искать"), 1)
            self.assertEqual(page.count("/ru/search/help"), 1)

    def test_where_nothing_is_found_there_are_ways_to_go_on(self):
        for lang, heading in HELP.items():
            path = f"/{lang}/search/1-" + "щщщщщщщщщщщ".encode().hex()
            for page in self.everywhere(path):
                self.assertIn(heading, page)
                self.assertIn(ARCHIVE[lang], page)
                self.assertIn(f"/{lang}/archive/", page)
                self.assertRegex(page, rf"/{lang}/(\s|\"|')")

    def test_texts_with_most_of_the_words_are_shown_and_that_is_said(self):
        said = {"ky": "Бул сөздөрдүн баары бар текст жок", "ru": "Текста со всеми этими словами нет", "en": "No text has all of the words"}
        for lang, words in ("ky", "аймак суу щщщщщщщщщ"), ("ru", "форум аймаков щщщщщщщщ"), ("en", "forum oblasts xxqxxqxx"):
            for page in self.everywhere(f"/{lang}/search/1-" + words.encode().hex()):
                self.assertIn(said[lang], page)
                self.assertRegex(page, rf"/{lang}/\S+/\d{{4}}-")
            for page in self.everywhere(f"/{lang}/search/1-" + words.rpartition(" ")[0].encode().hex()):
                self.assertNotIn(said[lang], page)

    def test_what_is_shown_in_the_place_of_a_misspelt_word_is_said(self):
        said = {"ky": ("долбоорр", "«долбоорр» деген сөз тексттерде жок. Анын ордуна көрсөтүлдү: долбоор"),
                "ru": ("бюжет", "Слова «бюжет» в текстах нет. Показано: бюджет"),
                "en": ("munisipalities", "No text has “munisipalities”. Shown instead: municipalities")}
        for lang, (typed, sentence) in said.items():
            path = f"/{lang}/search/1-" + typed.encode().hex()
            for page in self.everywhere(path):
                self.assertIn(sentence, re.sub(r"\s*\t\tnull.host\t1\s+i?", " ", page))
                self.assertRegex(page, rf"/{lang}/\S+/\d{{4}}-")
            # What is looked for is what the feed is of, until a text has what was typed.
            status, _, feed = self.site.http(path + "/atom.xml")
            self.assertEqual(status, 200)
            self.assertRegex(feed.decode(), rf"/{lang}/\S+/\d{{4}}-")
            self.assertIn(f": {typed}</title>", feed.decode())
        page = self.http("водв <b>бюжет").decode()
        self.assertIn("Слова «водв» в текстах нет. Показано: вода.", page)
        self.assertIn("<mark><b>Вода</b></mark>", page)
        self.assertNotIn("<b>бюжет", page)

    def test_latin_letters_find_the_same_and_nothing_is_said(self):
        for latin, cyrillic in ("slushaniya", "слушания"), ('"byudzhetnye slushaniya"', '"бюджетные слушания"'), ("voda god:2023", "вода год:2023"), \
                ("voda -slushaniya", "вода -слушания"), ('tema:"pitevaya voda"', 'тема:"питьевая вода"'):
            items = self.items(self.gemini(cyrillic))
            self.assertTrue(items, cyrillic)
            for page in self.everywhere("/ru/search/1-" + latin.encode().hex()):
                self.assertEqual(sorted(self.items(page.encode())), sorted(items), latin)
                self.assertNotIn("Показано:", page)

    def test_the_pages_in_latin_letters_say_the_same(self):
        page = self.site.gopher("/tr/ru/search\tslushaniz").decode()
        self.assertIn('Slova "slushaniz" v tekstakh net. Pokazano: slushani', page)
        page = self.site.gopher("/tr/ru/search").decode()
        self.assertIn("Kak iskat", page)
        self.assertTrue(page.isascii())
        for typed in re.findall(r"(?m)^1(.*) \([^()]+\)\t/tr/ru/search/", page):
            found = re.findall(r"\t(/tr/ru/\S+/\d{4}-\S+)\t", self.site.gopher("/tr/ru/search\t" + typed).decode())
            self.assertTrue(found, typed)

    def test_what_is_typed_and_what_is_chosen_narrow_together(self):
        found = self.items(self.http('вода'))
        typed = 'вода год:2023 -"детские сады"'
        page = self.http(typed).decode()
        self.assertIn(f'value="{html.escape(typed)}"', page)
        self.assertEqual(self.items(page.encode()), [item for item in found if "/2023-" in item])
        for kind, left in ("practice", 1), ("event", 0):
            path = "/ru/search?q=" + quote_plus(typed) + f"&kind={kind}"
            items = self.items(self.site.http(path)[2])
            self.assertEqual(len(items), left)
            self.assertEqual(items, self.items(self.site.gemini("/ru/search/1-" + typed.encode().hex() + f".kind-{kind}")[2]))
        self.assertEqual(self.items(self.site.http("/ru/search?q=" + quote_plus(typed) + "&year=2018")[2]), [])

    def test_a_filter_that_is_typed_wrongly_is_left_out_and_said(self):
        for words in "вода проект:nosuch", "вода тема:щщщщ", "вода место:щщщщ", "вода вид:щщщщ", "вода год:щщщ":
            for page in self.everywhere("/ru/search/1-" + words.encode().hex()):
                self.assertEqual(self.items(page.encode()), self.items(self.http("вода")), words)
                self.assertEqual(re.sub(r"\s+i?", " ", page).count("поиск идёт без этого условия"), 1, words)

    def test_narrowing_and_feeds_keep_all_that_was_typed(self):
        typed = '"питьевая вода" -щщщщщщ год:2019 "'
        page = self.gemini('вода -щщщщщщ "' ).decode()
        hexed = 'вода -щщщщщщ "'.encode().hex()
        self.assertIn(f"=> /ru/search/1-{hexed}.year-2018 Год: 2018 (1)\n", page)
        self.assertIn(f"=> /ru/search/1-{hexed}/atom.xml Atom\n", page)
        self.assertIn(f"=> /ky/search/1-{hexed} ", page)
        for path in re.findall(rf"=> (/ru/search/1-{hexed}\S*) Год", page):
            self.assertIn('# Поиск: вода -щщщщщщ "\n', self.site.gemini(path)[2].decode())
        feed = self.site.http("/ru/search/1-" + typed.encode().hex() + "/atom.xml")
        self.assertEqual(feed[0], 200)
        self.assertIn(b"2019-09-18-exchange-visit", feed[2])

    def test_gopher_plus_is_never_taken_for_a_search(self):
        for plus in "+", "!", "$":
            self.assertNotIn("results".encode(), self.site.gopher("/en/search\t" + plus))

    def test_no_query_is_an_error(self):
        for words in HOSTILE:
            with self.subTest(words):
                self.gemini(words[:100])
                self.http(words)
                if not set(words) & set("\0\r\n\t"):
                    self.assertTrue(self.gopher(words[:100]).endswith(b".\r\n"))
                self.assertTrue(self.spartan("/ru/search", words[:100].encode()))

    def test_a_query_that_is_far_too_long_is_refused(self):
        long = "вода " * 2000
        self.assertEqual(self.site.http("/ru/search?q=" + quote_plus(long))[0], 414)
        self.assertEqual(self.site.gemini("/ru/search?" + quote(long))[0], 59)
        self.assertRegex(self.site.gopher("/ru/search\t" + long), rb"\A3")
        with self.site.connect("spartan") as s:
            s.sendall(b"localhost /ru/search %d\r\n%s" % (len(long.encode()), long.encode()))
            self.assertRegex(self.site.read_all(s), rb"\A4 ")

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
