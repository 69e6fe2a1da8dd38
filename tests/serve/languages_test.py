"""A site in every language of languages.txt that has a pack: each kind of page in each protocol says everything in that language."""

import html.parser
import json
import os
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, quote_plus

from support import feeds, gemtext, languages, validator
from support.clients import needs
from support.gopher import lint_menu, lint_text
from support.languages import EVENT, ITEM, LANGUAGES, PROJECT, RTL

# The day of the item with its hour, and the days of the event.
DATES = {
    "ky": ("2023-жылдын 8-сентябры, 11:50", "2022-жылдын 28-февралынан 3-мартына чейин"),
    "ru": ("8 сентября 2023 г., 11:50", "28 февраля – 3 марта 2022 г."),
    "en": ("8 September 2023, 11:50", "28 February – 3 March 2022"),
    "uz": ("2023-yil 8-sentabr, 11:50", "2022-yil 28-fevral – 3-mart"),
    "uz-Cyrl": ("2023 йил 8 сентябрь, 11:50", "2022 йил 28 февраль – 3 март"),
    "kk": ("2023 жылғы 8 қыркүйек, 11:50", "2022 жылғы 28 ақпан – 3 наурыз"),
    "tg": ("8 сентябри соли 2023, 11:50", "28 феврал – 3 марти соли 2022"),
    "tr": ("8 Eylül 2023, 11.50", "28 Şubat – 3 Mart 2022"),
    "uk": ("8 вересня 2023 р., 11:50", "28 лютого – 3 березня 2022 р."),
    "de": ("8. September 2023, 11:50 Uhr", "28. Februar bis 3. März 2022"),
    "fr": ("8 septembre 2023, 11h50", "du 28 février au 3 mars 2022"),
    "es": ("8 de septiembre de 2023, 11:50", "del 28 de febrero al 3 de marzo de 2022"),
    "ar": ("٨ سبتمبر ٢٠٢٣، ١١:٥٠", "من ٢٨ فبراير إلى ٣ مارس ٢٠٢٢"),
    "fa": ("۱۷ شهریور ۱۴۰۲، ۱۱:۵۰", "۹ تا ۱۲ اسفند ۱۴۰۰"),
    "zh": ("2023年9月8日 11:50", "2022年2月28日至3月3日"),
}
# What is after a label, between members of a list, around a note.
MARKS = {"zh": ("：", "，", "（", "）"), "ar": (": ", "، ", " (", ")"), "fa": (": ", "، ", " (", ")"), "fr": ("\u00a0: ", ", ", " (", ")")}
USUAL_MARKS = (": ", ", ", " (", ")")
# What readers ask for, and what they get of it.
ACCEPTED = {"zh-TW,zh;q=0.9": "zh", "uz-Latn": "uz", "uz-Cyrl-UZ": "uz-Cyrl", "kk-KZ": "kk", "ar-EG": "ar", "fa-IR": "fa",
            "en-GB": "en", "de-AT": "de", "fr-CA": "fr", "es-MX": "es", "uk-UA": "uk", "tg-TJ": "tg", "tr-TR": "tr"}
NEUTRAL = r"Atom|RSS|JSON Feed|atom|feed|json|Android|F-Droid|iPhone|iPad|Feeder|NetNewsWire|Thunderbird|iCalendar|OPML|Gemini|Gopher|Telegram|WhatsApp|TXT|PNG|USAID"
# Of the validator's rules: it is older than Gemini, and than the sizes of pictures.
EXCUSED = {"SchemeNotIANARegistered", "SecurityRiskAttr"}
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Texts(html.parser.HTMLParser):
    """The pieces of text that a page has in its own language, and how its elements are closed."""

    def __init__(self, page):
        super().__init__()
        self.lang, self.open, self.found, self.faults, self.root = None, [], [], [], {}
        self.feed(page)
        self.close()
        self.faults += [f"<{name}> is open" for name, _ in self.open]

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.root = attributes
        own = attributes.get("lang", self.root.get("lang")) == self.root.get("lang") and "hreflang" not in attributes
        if tag not in VOID:
            self.open.append((tag, own and tag != "style"))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data):
        if data.strip() and all(own for _, own in self.open):
            self.found.append(" ".join(data.split()))


def meant(lang):
    return {"lang": lang.lower(), "dir": "rtl" if lang in RTL else "ltr"}


class Languages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = languages.site(host="news.example.org")
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.words = {lang: languages.words(lang) for lang in LANGUAGES}

    def page(self, path, status=200):
        got, _, body = self.site.http(path)
        self.assertEqual(got, status, path)
        return body.decode()

    def every_page(self):
        for lang in LANGUAGES:
            yield from ((lang, path) for path in languages.pages(lang).values())

    def test_pages_are_in_one_language_and_well_formed(self):
        for lang, path in self.every_page():
            texts = Texts(self.page(path))
            self.assertEqual((texts.faults, {k: texts.root[k] for k in ("lang", "dir")}), ([], meant(lang)), path)
            own = set(self.words[lang].values())
            for other in LANGUAGES:
                strange = set(self.words[other].values()) - own - set(LANGUAGES[lang].values())
                strange -= set(re.split(r"\W*\|\W*", NEUTRAL))
                wrong = strange & set(texts.found)
                # Neighbours have words in common, as a heading of the content.
                self.assertFalse({w for w in wrong if w not in LANGUAGES[lang]["list"]}, (path, other))
            if lang in (*RTL, "zh"):
                latin = re.sub(rf"\b({NEUTRAL})\b|(https?:|www\.)\S*|\S+@\S+|[\w-]*:\S*", " ", " ".join(texts.found))
                self.assertEqual(re.findall(r"[A-Za-zА-Яа-я]{4,}", latin), [], path)

    @needs("xmllint")
    def test_libxml_reads_every_page(self):
        for lang, path in self.every_page():
            done = subprocess.run(["xmllint", "--html", "--noout", "--nonet", "-"], input=self.page(path).encode(),
                                  capture_output=True, timeout=60)
            errors = [l for l in done.stderr.decode(errors="replace").splitlines()
                      if "error" in l and not re.search(r"Tag \w+ invalid", l)]
            self.assertEqual(errors, [], path)

    def test_pages_lead_to_the_other_languages(self):
        for lang in LANGUAGES:
            for kind in "home", "project", "item", "event":
                path = languages.pages(lang)[kind]
                found = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', self.page(path))
                rest = path.removeprefix(f"/{lang.lower()}")
                wanted = {other.lower(): self.site.http_url(f"/{other.lower()}{rest}") for other in LANGUAGES}
                self.assertEqual({k: v for k, v in found if k != "x-default"}, wanted, path)

    def test_capsules_and_menus_are_valid(self):
        for lang, path in self.every_page():
            if path.endswith(("/search", "/search/help")):
                continue
            status, meta, body = self.site.gemini(path)
            self.assertEqual((status, meta), (20, f"text/gemini; charset=utf-8; lang={lang.lower()}"), path)
            self.assertEqual(gemtext.lint(body.decode()), [], path)
            answer = self.site.gopher(path)
            if answer.endswith(b"\r\n.\r\n"):
                self.assertEqual(lint_menu(answer, self.site.host, self.site.ports["gopher"]), [], path)
            else:
                self.assertEqual(lint_text(answer), [], path)

    def test_a_capsule_can_be_subscribed_to(self):
        for lang in LANGUAGES:
            _, _, entries = gemtext.subscription(self.site.gemini(f"/{lang.lower()}/{PROJECT}/")[2].decode())
            titles = {label.lstrip("\u200f").split(" (")[0]: day for day, label, _ in entries}
            self.assertEqual(titles.get(LANGUAGES[lang]["item"].split(" (")[0]), "2023-09-08", lang)
            self.assertEqual(len(entries), 3, lang)

    def test_dates_are_as_readers_of_the_language_write_them(self):
        for lang in LANGUAGES:
            day, days = DATES[lang]
            pages = languages.pages(lang)
            for page, text in (pages["item"], day), (pages["event"], days):
                self.assertIn(text, self.page(page).replace("\u00a0", " "), page)
            self.assertIn(day, self.site.gemini(pages["item"])[2].decode().replace("\u00a0", " "), lang)

    def test_labels_lists_and_notes_have_the_marks_of_the_language(self):
        for lang in LANGUAGES:
            label, comma, opening, closing = MARKS.get(lang, USUAL_MARKS)
            t, words, pages = LANGUAGES[lang], self.words[lang], languages.pages(lang)
            budget, attached = f"{words['budget']}{label}{t['budget']}", f"{t['attachment']}{opening}TXT{comma}"
            for ask in self.site.gopher, lambda path: self.site.gemini(path)[2]:
                self.assertIn(budget, ask(pages["project"]).decode(), lang)
            item = self.site.gemini(pages["item"])[2].decode()
            self.assertRegex(item, re.escape(attached) + "[^\n]*" + re.escape(closing) + "\n", lang)
            self.assertIn(f"{words['topics']}{label.rstrip(' ')}\n", item, lang)
            year = html.unescape(self.page(pages["year"]))
            self.assertIn(f">{words['archive']}{label}", year, lang)
            self.assertRegex(year, f'title="[^"]*{re.escape(opening)}[^"]*{comma}Atom{re.escape(closing)}"', lang)
            self.assertIn(f"<li>{words['page_address']}{label}<", html.unescape(self.page(pages["item"])), lang)
            feed, _ = feeds.feed_title(self.site.http(f"/{lang.lower()}/kinds/event/atom.xml")[2])
            self.assertEqual(feed, f"{t['site']}{label}{words['kinds_event']}", lang)

    def test_feeds_are_valid_and_of_one_language(self):
        for lang in LANGUAGES:
            tag, titles = lang.lower(), {LANGUAGES[lang][key] for key in ("item", "event", "publication")}
            for folder in f"/{tag}/", f"/{tag}/{PROJECT}/", f"/{tag}/topics/services/":
                for name, read in ("atom.xml", feeds.atom), ("rss.xml", feeds.rss), ("feed.json", feeds.jsonfeed):
                    status, headers, body = self.site.http(folder + name)
                    self.assertEqual(status, 200, folder + name)
                    self.assertEqual({e["title"].lstrip("\u200f") for e in read(body)}, titles, folder + name)
                    found = validator.findings(body, self.site.http_url(folder + name),
                                               {k.lower(): v for k, v in headers.items()})
                    self.assertEqual([f for f in found if f.split()[0] not in EXCUSED], [], folder + name)
            root = ElementTree.fromstring(self.site.http(f"/{tag}/atom.xml")[2])
            self.assertEqual(root.get("{http://www.w3.org/XML/1998/namespace}lang"), tag)
            self.assertEqual(root.get("dir"), "rtl" if lang in RTL else None)
            self.assertEqual(json.loads(self.site.http(f"/{tag}/feed.json")[2])["language"], tag)

    @needs("xmllint")
    def test_feeds_fit_their_grammars(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, grammar in ("atom.xml", "atom.rng"), ("rss.xml", "rss.rng"):
                paths = []
                for lang in LANGUAGES:
                    paths.append(os.path.join(folder, f"{lang}-{name}"))
                    with open(paths[-1], "wb") as f:
                        f.write(self.site.http(f"/{lang.lower()}/{PROJECT}/{name}")[2])
                self.assertEqual(feeds.libxml2_faults(grammar, paths), "")

    def test_feeds_are_read_by_a_reader(self):
        try:
            import feedparser
        except ImportError:
            self.skipTest("python3-feedparser not installed")
        for lang in LANGUAGES:
            for name in "atom.xml", "rss.xml":
                feed = feedparser.parse(self.site.http(f"/{lang.lower()}/{PROJECT}/{name}")[2])
                self.assertFalse(feed.bozo, (lang, name))
                self.assertEqual(feed.feed.title, LANGUAGES[lang]["project"])

    def test_titles_that_begin_with_latin_letters_have_a_mark_in_feeds_from_right_to_left_alone(self):
        for lang in LANGUAGES:
            text = self.site.http(f"/{lang.lower()}/rss.xml")[2].decode()
            self.assertEqual(text.count("\u200f"), text.count("<title>\u200fUSAID: ") if lang in RTL else 0, lang)
            self.assertEqual("\u200f" in text, lang in RTL, lang)

    def test_numbers_of_several_parts_are_not_turned_in_pages_and_feeds(self):
        for lang in RTL:
            for number in "1 250 000", "+996 (312) 90-52-05":
                page = self.page(languages.pages(lang)["item"]).replace("\u00a0", " ")
                self.assertIn(f' <bdi dir="ltr">{number}</bdi>', page)
                for name in "atom.xml", "rss.xml", "feed.json":
                    self.assertIn(f"\u2066{number}\u2069", self.site.http(f"/{lang}/{name}")[2].decode(), (lang, name))

    def test_feeds_that_a_browser_shows_run_as_their_language_does(self):
        self.assertRegex(self.page("/feed.css"), r"title,[a-z,]*[^{}]*\{unicode-bidi:plaintext\}")

    def test_calendars_have_each_event(self):
        for lang in LANGUAGES:
            for path in f"/{lang.lower()}/events.ics", f"/{lang.lower()}/{PROJECT}/{EVENT}.ics":
                text = self.site.http(path)[2].decode()
                self.assertTrue(all(len(line.encode()) <= 75 for line in text.split("\r\n")), path)
                text = text.replace("\r\n ", "").replace("\\", "")
                self.assertIn(LANGUAGES[lang]["event"], text, path)
                self.assertIn(LANGUAGES[lang]["event_place"], text, path)

    def test_readers_get_the_language_that_their_browser_asks_for(self):
        for asked, lang in ACCEPTED.items():
            if lang in LANGUAGES:
                body = self.site.http("/", Accept_Language=asked)[2].decode()
                self.assertIn(f'<html lang="{lang.lower()}" dir="{meant(lang)["dir"]}">', body, asked)

    def test_what_is_searched_is_found_and_what_is_missing_said(self):
        for lang in LANGUAGES:
            t, tag = LANGUAGES[lang], lang.lower()
            page = self.page(f"/{tag}/search?q={quote_plus(t['publication'])}")
            self.assertIn(f"/{tag}/{PROJECT}/2022-03-14-laws", page, lang)
            self.assertIn(f"/{tag}/{PROJECT}/2022-03-14-laws",
                          self.site.gemini(f"/{tag}/search?{quote(t['publication'])}")[2].decode(), lang)
            self.assertIn(self.words[lang]["search_nothing"], html.unescape(self.page(f"/{tag}/search?q=zzqqxx")), lang)
            self.assertIn(self.words[lang]["not_found"], html.unescape(self.page(f"/{tag}/nothing", 404)), lang)

    def test_menus_in_ascii_are_there_beside_turkish(self):
        for lang in LANGUAGES:
            for path in f"/tr/{lang.lower()}/", f"/tr/{lang.lower()}/{PROJECT}/", f"/tr/{lang.lower()}/{PROJECT}/{ITEM}":
                answer = self.site.gopher(path)
                self.assertTrue(answer.isascii() and len(answer) > 200, path)
                # A letter or sign that no table has is a question mark.
                self.assertEqual([l for l in answer.split(b"\r\n") if b"?" in l.split(b"\t")[0]], [], path)
        self.assertIn("Çarcı", self.site.gopher("/tr/").decode())

    def test_chinese_in_ascii_has_spaces_as_latin_letters_need_them(self):
        text = self.site.gopher(f"/tr/zh/{PROJECT}/").decode()
        self.assertIn("qi xian: 2021 nian 9 yue zhi 2095 nian 9 yue\t", text)
        self.assertIn("suo, +996 (312) 90-52-05", text)
        for path in "/tr/zh/", f"/tr/zh/{PROJECT}/", f"/tr/zh/{PROJECT}/{EVENT}":
            lines = [line.split("\t")[0][1:] for line in self.site.gopher(path).decode().split("\r\n")]
            self.assertEqual([line for line in lines if re.search(r"\S  |[.:]  | $|\b\d+(nian|yue|ri)", line)], [], path)


if __name__ == "__main__":
    unittest.main()
