"""Gemini and Gopher as the clients people use show them: home, project, item, attachment, feed, and what is missing."""

import hashlib
import json
import os
import re
import shutil
import tempfile
import unittest

from support.clients import Terminal, needs, run, squeeze
from support.site import OWN_CONTENT, Site

ITEM = "voice-of-citizens/2022-03-03-conference"
FILE = "voice-of-citizens/2019-09-18-exchange-visit/programme.txt"
MISSING = {"ru": "Страница не найдена", "ky": "Бет табылган жок", "en": "Page not found"}


def front_matter(name, key):
    with open(os.path.join(OWN_CONTENT, name), encoding="utf-8") as f:
        return re.search(rf"^{key}: (.*)$", f.read(), re.M)[1]


def body(name):
    """The lines of text of a content file, without links, headings and tables."""
    with open(os.path.join(OWN_CONTENT, name), encoding="utf-8") as f:
        return [line for line in f.read().split("---\n", 2)[2].splitlines() if re.match(r"\w", line)]


def pages(lang):
    """(type of Gopher item, path, what must be seen) of the pages that every client is shown."""
    with open(os.path.join(OWN_CONTENT, FILE), encoding="utf-8") as f:
        programme = [line for line in f.read().splitlines() if line.strip()]
    item = [front_matter(f"{ITEM}.{lang}.gmi", "title"), *body(f"{ITEM}.{lang}.gmi")]
    return {"home": ("1", f"/{lang}/", [front_matter(f"site.{lang}.gmi", "title"), *body(f"site.{lang}.gmi")]),
            "project": ("1", f"/{lang}/voice-of-citizens/", [front_matter(f"voice-of-citizens/project.{lang}.gmi", "name")]),
            "item": ("0", f"/{lang}/{ITEM}", item),
            "missing": ("1", f"/{lang}/nothing", [MISSING[lang]]),
            "attachment": ("0", f"/{lang}/{FILE}", programme),
            "feed": ("0", f"/{lang}/voice-of-citizens/atom.xml", [item[0], "http://www.w3.org/2005/Atom"])}


class Protocols(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="jarchy-home-")
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)

    def gopher_url(self, kind, path):
        return f"gopher://localhost:{self.site.ports['gopher']}/{kind}{path}"

    def each_page(self, *without, languages=("ru", "ky")):
        for lang in languages:
            for name, (kind, path, seen) in pages(lang).items():
                if name not in without:
                    with self.subTest(page=name, lang=lang):
                        yield kind, path, seen

    @staticmethod
    def unseen(text, seen):
        text = squeeze(text)
        return [part for part in seen if squeeze(part) not in text]

    def assert_seen(self, text, seen):
        self.assertEqual(self.unseen(text, seen), [], text)

    def assert_terminal(self, command, seen, *keys, clean=lambda screen: screen, starts=3):
        """Some of these clients now and then come up blank and stay so: then they are started again."""
        with Terminal(command, self.home) as terminal:
            try:
                if keys:
                    terminal.wait("its first screen", str.strip)
                    terminal.keys(*keys)
                terminal.wait("the page", lambda screen: not self.unseen(clean(screen), seen), 20)
                return
            except AssertionError:
                if starts == 1:
                    raise
        self.assert_terminal(command, seen, *keys, clean=clean, starts=starts - 1)

    @needs("curl")
    def test_curl_over_gopher_and_over_tls(self):
        for kind, path, seen in self.each_page():
            for scheme in "gopher", "gophers":
                url = self.gopher_url(kind, path).replace("gopher", scheme, 1)
                self.assert_seen(re.sub(r"\t[^\r]*\r\ni *", " ", run("curl", "-sk", url)), seen)

    @needs("w3m")
    def test_w3m_over_gopher(self):
        for kind, path, seen in self.each_page():
            self.assert_seen(run("w3m", "-dump", "-cols", "200", self.gopher_url(kind, path), home=self.home), seen)

    @needs("vf1")
    def test_vf1_over_gopher(self):
        for kind, path, seen in self.each_page():
            commands = f"go {self.gopher_url(kind, path)}\ncat\nquit\n".encode()
            self.assert_seen(re.sub(r"\[\d+\] ", "", run("vf1", stdin=commands, home=self.home)), seen)

    @needs("sacc", "tmux")
    def test_sacc_over_gopher(self):
        for kind, path, seen in self.each_page("feed"):
            self.assert_terminal(f"sacc {self.gopher_url(kind, path)}", seen,
                                 clean=lambda screen: re.sub(r"(?m)^ {3}\|", "", screen))

    @needs("bombadillo", "tmux")
    def test_bombadillo_over_gopher(self):
        for kind, path, seen in self.each_page("feed"):
            self.assert_terminal(f"env XDG_CONFIG_HOME={self.home} bombadillo {self.gopher_url(kind, path)}", seen)

    @needs("bombadillo", "tmux")
    def test_bombadillo_over_gemini(self):
        for _, path, seen in self.each_page("feed", "missing"):
            self.assert_terminal(f"env XDG_CONFIG_HOME={self.home} bombadillo {self.site.gemini_url(path)}", seen,
                                 clean=lambda screen: re.sub(r"\[\d+\]", "", screen))

    @needs("bombadillo", "tmux")
    def test_bombadillo_is_told_what_is_missing(self):
        self.assert_terminal(f"env XDG_CONFIG_HOME={self.home} bombadillo {self.site.gemini_url('/ru/nothing')}",
                             [MISSING["ru"]])

    @needs("amfora", "tmux")
    def test_amfora_over_gemini(self):
        for _, path, seen in self.each_page("feed", "missing"):
            self.assert_terminal(f"amfora {self.site.gemini_url(path)}", seen,
                                 clean=lambda screen: re.sub(r"\[\d+\]", "", screen))

    @needs("amfora", "tmux")
    def test_amfora_offers_to_subscribe_to_a_feed(self):
        for path in "/ru/atom.xml", "/ky/rss.xml", "/en/feed.json":
            self.assert_terminal(f"amfora {self.site.gemini_url(path)}", ["Feed Subscription"])

    @needs("amfora", "tmux")
    def test_amfora_subscribes_to_pages(self):
        folder = os.path.join(self.home, ".local/share/amfora")
        os.makedirs(folder)
        file = os.path.join(folder, "subscriptions.json")

        def checked(url):
            try:
                with open(file) as f:
                    return json.load(f)["pages"][url].get("hash")
            except ValueError:  # half written
                return None
        for path in "/ru/", "/ky/voice-of-citizens/", "/en/archive/":
            url = self.site.gemini_url(path)
            with open(file, "w") as f:
                json.dump({"feeds": {}, "pages": {url: {}}}, f)
            with self.subTest(path), Terminal("amfora", self.home) as terminal:
                digest = terminal.wait("the subscription", lambda _: checked(url))
                self.assertEqual(digest, hashlib.sha256(self.site.gemini(path)[2]).hexdigest())

    @needs("gopher", "tmux")
    def test_gopher_1_asks_for_attributes_and_shows_what_follows(self):
        for kind, path, seen in self.each_page("feed", languages=("en",)):
            # It shows Latin letters only, and writes over what it cannot.
            words = [word for part in seen for word in re.findall(r"[A-Za-z]{4,}", part)][:20]
            self.assert_terminal(f"gopher {self.gopher_url(kind, path)}", words, "Enter")

    @needs("gopher", "tmux")
    def test_gopher_1_shows_the_transliterated_tree(self):
        for path, seen in [("/tr/ru/" + ITEM, ["Zavershilas", "konferentsiya", "mestnoy", "vlasti", "grazhdanakh"]),
                           ("/tr/ky/" + ITEM, ["Katyshuu", "konferentsiya"]), ("/tr/ru/nothing", ["Stranitsa", "naydena"])]:
            with self.subTest(path):
                kind = "1" if "nothing" in path else "0"
                self.assert_terminal(f"gopher {self.gopher_url(kind, path)}", seen, "Enter")
