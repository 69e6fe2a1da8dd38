"""Every page as the clients people use show it, compared with the files that editors wrote, in Russian and in Kyrgyz.

                          home  project  item  table  search  missing  attachment  feed
    openssl, Gemini         x      x      x      x      x        x         x         x
    amfora, Gemini          x      x      x      x      x        x         x         subscribes
    bombadillo, Gemini      x      x      x      x      x        x         x         saves
    bombadillo, Gopher      x      x      x      x      x        x         x         x
    curl, gopher, gophers   x      x      x      x      x        x         x         x
    lynx, Gopher            x      x      x      x      x        x         x         x
    w3m, Gopher             x      x      x      x      x        x         x         x
    vf1, Gopher             x      x      x      x      x        x         x         x
    sacc, Gopher            x      x      x      x      x        x         x         x
    gopher(1), Gopher       x      x      x      x      x        x         x         x
    curl, HTTP              x      x      x      x      x        x         x         x
    lynx, HTTP              x      x      x      x      x        x         x         its texts

gopher(1) shows Latin letters only: it is given the pages in English, and others from the transliterated tree.
"""

import collections
import hashlib
import json
import os
import re
import shutil
import tempfile
import unittest
from urllib.parse import quote

from support.clients import Terminal, needs, run, squeeze
from support.site import OWN_CONTENT, Site

PROJECT = "voice-of-citizens"
ITEM = PROJECT + "/2022-03-03-conference"
TABLE = PROJECT + "/2019-09-18-exchange-visit"
FILE = TABLE + "/programme.txt"
MISSING = {"ru": "Страница не найдена", "ky": "Бет табылган жок", "en": "Page not found"}
WORDS = {"ru": "конференция", "ky": "конференция", "en": "conference"}
HELP = {"ru": ["Как искать", "именно эти слова подряд", "место:Бишкек", "по shkola найдётся «школа»"],
        "ky": ["Кантип издөө керек", "дал ушул сөздөр, ушул тартипте", "аймак:Бишкек", "mektep деп жазсаңыз, «мектеп» табылат"],
        "en": ["How to search", "exactly these words, in this order", "place:Bishkek"]}

# Type of a Gopher item, path, what must be seen (of a tuple one of it); of a search the words.
Page = collections.namedtuple("Page", "kind path seen query", defaults=("",))


def read(name):
    with open(os.path.join(OWN_CONTENT, name), encoding="utf-8") as f:
        return f.read()


def front_matter(name, key):
    found = re.search(rf"^{key}: (.*)$", read(name), re.M)
    return found and found[1]


def body(name):
    """The lines of text of a content file, without links, headings and tables."""
    text = re.sub(r"(?ms)^```.*?^```", "", read(name).split("---\n", 2)[2])
    return [line for line in text.splitlines() if re.match(r"\w", line)]


def cells(name):
    table = re.search(r"```table\n(.*?)```", read(name), re.S)[1]
    return [cell for cell in table.replace("|", "\n").split("\n") if cell.strip()]


def pages(lang):
    title = front_matter(f"{ITEM}.{lang}.gmi", "title")
    # Menus of Gopher have room for the short one, where there is one.
    listed = (title, front_matter(f"{ITEM}.{lang}.gmi", "short_title") or title)
    project = f"{PROJECT}/project.{lang}.gmi"
    # There is one programme, in Russian, and no Kyrgyz text with a table.
    table = "ru" if lang == "ky" else lang
    return {"home": Page("1", f"/{lang}/", [front_matter(f"site.{lang}.gmi", "title"), listed, *body(f"site.{lang}.gmi")]),
            "project": Page("1", f"/{lang}/{PROJECT}/", [front_matter(project, "name"), listed, *body(project)]),
            "item": Page("0", f"/{lang}/{ITEM}", [title, *body(f"{ITEM}.{lang}.gmi")]),
            "table": Page("0", f"/{table}/{TABLE}", cells(f"{TABLE}/index.{table}.gmi")),
            "help": Page("1", f"/{lang}/search/help", HELP[lang]),
            "search": Page("7", f"/{lang}/search", [listed], WORDS[lang]),
            "missing": Page("1", f"/{lang}/nothing", [MISSING[lang]]),
            "attachment": Page("0", f"/{lang}/{FILE}", [line for line in read(FILE).splitlines() if line.strip()]),
            "feed": Page("0", f"/{lang}/{PROJECT}/atom.xml", [title, "http://www.w3.org/2005/Atom"])}


def without_numbers(text):
    """What some clients write before each link."""
    return re.sub(r"\[\d+\]", "", text)


def without_fields(text):
    """A Gopher menu's labels, where a client shows the lines as they come."""
    return "\n".join(re.sub(r"\t.*", "", line)[1:] if "\t" in line else line for line in text.splitlines())


class Protocols(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="jarchy-home-")
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)

    def gopher_url(self, page, mark="%09"):
        return f"gopher://localhost:{self.site.ports['gopher']}/{page.kind}{page.path}" + \
            (mark + quote(page.query) if mark and page.query else "")

    def gemini_url(self, page):
        return self.site.gemini_url(page.path) + ("?" + quote(page.query) if page.query else "")

    def http_url(self, page):
        return self.site.http_url(page.path) + ("?q=" + quote(page.query) if page.query else "")

    def each_page(self, check, *without, languages=("ru", "ky")):
        for lang in languages:
            for name, page in pages(lang).items():
                if name not in without:
                    with self.subTest(page=name, lang=lang):
                        check(page)

    def each_shown(self, show, *without):
        """Of clients that write to a pipe."""
        self.each_page(lambda page: self.assert_seen(show(page), page.seen), *without)

    @staticmethod
    def unseen(text, seen):
        text = squeeze(text)
        return [part for part in seen
                if not any(squeeze(one) in text for one in (part if isinstance(part, tuple) else [part]))]

    def assert_seen(self, text, seen):
        self.assertEqual(self.unseen(text, seen), [], text)

    def assert_terminal(self, command, seen, *steps, clean=lambda screen: screen, starts=5):
        """`steps`: what must be seen first, and the keys that are pressed then.
        Some of these clients now and then come up blank and stay so: then they are started again."""
        with Terminal(command, self.home, rows=600) as terminal:
            try:
                for first, *keys in steps:
                    terminal.wait(first, lambda screen: first in screen, 8)
                    terminal.keys(*keys)
                terminal.wait("the page", lambda screen: not self.unseen(clean(screen), seen), 8)
                return
            except AssertionError:
                if starts == 1:
                    raise
        self.assert_terminal(command, seen, *steps, clean=clean, starts=starts - 1)

    # --- Gemini

    @needs("openssl")
    def test_openssl_over_gemini_gets_close_notify(self):
        messages = os.path.join(self.home, "messages")

        def show(page):
            text = run("openssl", "s_client", "-quiet", "-nocommands", "-msg", "-msgfile", messages, "-servername", "localhost",
                       "-connect", "127.0.0.1:%d" % self.site.ports["gemini"], stdin=self.gemini_url(page).encode() + b"\r\n")
            with open(messages) as f:
                self.assertRegex(f.read(), r"<<< TLS 1\.3, Alert \[length 0002\], warning close_notify")
            return text
        self.each_shown(show)

    @needs("amfora", "tmux")
    def test_amfora_over_gemini(self):
        self.each_page(lambda page: self.assert_terminal(f"amfora {self.gemini_url(page)}", page.seen, clean=without_numbers),
                       "missing", "feed")

    @needs("amfora", "tmux")
    def test_amfora_is_told_what_is_missing(self):
        for lang in "ru", "ky", "en":
            with self.subTest(lang):
                # Its message tears the first letter when that is Cyrillic.
                self.assert_terminal(f"amfora {self.site.gemini_url(f'/{lang}/nothing')}", ["Not Found", MISSING[lang][1:]])

    @needs("amfora", "tmux")
    def test_amfora_shows_the_page_of_all_languages(self):
        self.assert_terminal(f"amfora {self.site.gemini_url('/')}",
                             [front_matter(f"site.{lang}.gmi", "title") for lang in ("ky", "ru", "en")])

    @needs("amfora", "tmux")
    def test_amfora_offers_to_subscribe_to_a_feed(self):
        for path in "/ru/atom.xml", "/ky/rss.xml", "/en/feed.json":
            self.assert_terminal(f"amfora {self.site.gemini_url(path)}", ["Feed Subscription"])

    def subscribe(self, part, url, ready):
        """What amfora writes about a subscription into its file, once that is ready."""
        folder = os.path.join(self.home, ".local/share/amfora")
        os.makedirs(folder, exist_ok=True)
        file = os.path.join(folder, "subscriptions.json")
        with open(file, "w") as f:
            json.dump({"feeds": {}, "pages": {}, part: {url: {}}}, f)

        def written(_):
            try:
                with open(file) as f:
                    found = json.load(f)[part][url]
                return found if found and ready in found else None
            except ValueError:  # half written
                return None
        with Terminal("amfora", self.home) as terminal:
            return terminal.wait("the subscription", written)

    @needs("amfora", "tmux")
    def test_amfora_subscribes_to_feeds_and_reads_what_editors_wrote(self):
        for lang, name in ("ru", "atom.xml"), ("ky", "atom.xml"), ("ky", "rss.xml"), ("ru", "feed.json"):
            with self.subTest(lang=lang, name=name):
                found = self.subscribe("feeds", self.site.gemini_url(f"/{lang}/{PROJECT}/{name}"), "items")
                project = f"{PROJECT}/project.{lang}.gmi"
                self.assertEqual((found["title"], found["language"]), (front_matter(project, "name"), lang))
                entries = {e["guid"]: e for e in found["items"]}
                self.assertEqual(len(entries), len(found["items"]))
                entry, = [e for e in found["items"] if e["title"] == front_matter(f"{ITEM}.{lang}.gmi", "title")]
                self.assertEqual(entry["links"][0], self.site.http_url(f"/{lang}/{ITEM}"))
                self.assertRegex(entry["published"], r"\A2022-03-03T|\A\w+, 03 Mar 2022 ")
                if name == "atom.xml":
                    self.assertIn(self.site.gemini_url(f"/{lang}/{ITEM}"), entry["links"])

    @needs("amfora", "tmux")
    def test_amfora_subscribes_to_pages(self):
        for path in "/ru/", f"/ky/{PROJECT}/", "/en/archive/":
            with self.subTest(path):
                found = self.subscribe("pages", self.site.gemini_url(path), "hash")
                self.assertEqual(found["hash"], hashlib.sha256(self.site.gemini(path)[2]).hexdigest())

    def bombadillo(self, url):
        # It saves what it cannot show; without this, where the user lives.
        with open(os.path.join(self.home, ".bombadillo.ini"), "w") as f:
            f.write(f"[SETTINGS]\nsavelocation={self.home}\n")
        return f"env XDG_CONFIG_HOME={self.home} bombadillo '{url}'"

    @needs("bombadillo", "tmux")
    def test_bombadillo_over_gemini(self):
        self.each_page(lambda page: self.assert_terminal(self.bombadillo(self.gemini_url(page)), page.seen,
                                                         clean=without_numbers), "feed")

    @needs("bombadillo", "tmux")
    def test_bombadillo_saves_a_feed_to_the_byte(self):
        for lang in "ru", "ky":
            path = f"/{lang}/{PROJECT}/atom.xml"
            saved = os.path.join(self.home, "atom.xml")
            with self.subTest(lang):
                self.assert_terminal(self.bombadillo(self.site.gemini_url(path)), ["File saved to"])
                with open(saved, "rb") as f:
                    self.assertEqual(f.read(), self.site.gemini(path)[2])
                os.unlink(saved)

    # --- Gopher

    @needs("curl")
    def test_curl_over_gopher_and_over_tls(self):
        for scheme in "gopher", "gophers":
            self.each_shown(lambda page: without_fields(run("curl", "-sk", self.gopher_url(page).replace("gopher", scheme, 1))))

    @needs("lynx")
    def test_lynx_over_gopher(self):
        self.each_shown(lambda page: self.lynx(self.gopher_url(page, "?")))

    @needs("lynx")
    def test_lynx_finds_the_address_of_an_item_in_a_menu(self):
        for lang in "ru", "ky":
            menu = run("lynx", "-dump", f"gopher://localhost:{self.site.ports['gopher']}/1/{lang}/{PROJECT}/")
            self.assertIn(f"/0/{lang}/{ITEM}\n", menu)

    @needs("w3m")
    def test_w3m_over_gopher(self):
        self.each_shown(lambda page: run("w3m", "-dump", "-cols", "200", self.gopher_url(page, "?"), home=self.home))

    @needs("vf1")
    def test_vf1_over_gopher(self):
        def show(page):
            commands = f"go {self.gopher_url(page, None)}\n{page.query}\ncat\nquit\n"
            return without_numbers(run("vf1", stdin=commands.encode(), home=self.home))
        self.each_shown(show)

    def sacc(self, url):
        # It shows texts with a pager. The usual ones may end with a short text, and the screen with them; this one stays.
        pager = os.path.join(self.home, "pager")
        with open(pager, "w") as f:
            f.write('#!/bin/sh\ncat "$@"\nexec cat /dev/tty >/dev/null\n')
        os.chmod(pager, 0o755)
        return f"env PAGER={pager} sacc {url}"

    @needs("sacc", "tmux")
    def test_sacc_over_gopher(self):
        self.each_page(lambda page: self.assert_terminal(
            self.sacc(self.gopher_url(page, None)), page.seen, *([("Enter search", page.query, "Enter")] if page.query else []),
            clean=lambda screen: re.sub(r"(?m)^ {3}\|", "", screen)))

    @needs("bombadillo", "tmux")
    def test_bombadillo_over_gopher(self):
        self.each_page(lambda page: self.assert_terminal(
            self.bombadillo(self.gopher_url(page, None)), page.seen, *([("Loading", page.query, "Enter")] if page.query else [])))

    def gopher_1(self, page):
        # Without this it would begin with a welcome.
        with open(os.path.join(self.home, ".gopherrc"), "w"):
            return f"gopher {self.gopher_url(page, None)}"

    @needs("gopher", "tmux")
    def test_gopher_1_asks_for_attributes_and_shows_what_follows(self):
        def check(page):
            # It shows Latin letters only, and writes over what it cannot.
            words = re.findall(r"[A-Za-z]{4,}", " ".join(part[-1] if isinstance(part, tuple) else part for part in page.seen))
            asked = [("Words to search for", page.query, "Enter")] if page.query else []
            self.assert_terminal(self.gopher_1(page), words[:20], *asked)
        self.each_page(check, languages=("en",))

    @needs("gopher", "tmux")
    def test_gopher_1_shows_the_transliterated_tree(self):
        for page in [Page("0", "/tr/ru/" + ITEM, ["Zavershilas", "konferentsiya", "mestnom", "samoupravlenii"]),
                     Page("0", "/tr/ky/" + ITEM, ["aralyk", "konferentsiya"]),
                     Page("1", f"/tr/ky/{PROJECT}/", ["Eldin", "byudjettik"]),
                     Page("1", "/tr/ru/nothing", ["Stranitsa", "naydena"])]:
            with self.subTest(page.path):
                self.assert_terminal(self.gopher_1(page), page.seen)

    # --- the web, as text

    @staticmethod
    def lynx(url, **options):
        return run("lynx", "-dump", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8", "-width=150", url, **options)

    @needs("lynx")
    def test_lynx_over_http(self):
        self.each_shown(lambda page: self.lynx(self.http_url(page), status=1 if "nothing" in page.path else 0), "feed")

    @needs("lynx")
    def test_lynx_shows_the_texts_of_a_feed_over_http(self):
        # Feeds are XML for browsers: it leaves out the elements that it does not know, and titles.
        for lang in "ru", "ky":
            with self.subTest(lang):
                self.assert_seen(self.lynx(self.http_url(pages(lang)["feed"])), body(f"{ITEM}.{lang}.gmi"))

    @needs("curl")
    def test_curl_over_http(self):
        def show(page):
            text = run("curl", "-s", "--compressed", self.http_url(page))
            # The name of Atom's space stands in a tag.
            return text if page.path.endswith(".xml") else re.sub(r"<[^>]*>", "", text)
        self.each_shown(show)
