"""The same item, in Russian and in Kyrgyz, as the clients people use show it."""

import json
import os
import re
import shutil
import tempfile
import unittest
from urllib.parse import quote

from support.clients import Terminal, needs, run, squeeze
from support.site import OWN_CONTENT, Site

ITEM = "voice-of-citizens/2022-03-03-conference"


def source(lang):
    """Title and paragraphs of the item, read straight from its file."""
    with open(os.path.join(OWN_CONTENT, f"{ITEM}.{lang}.gmi"), encoding="utf-8") as f:
        _, front, body = f.read().split("---\n", 2)
    title = re.search(r"^title: (.*)$", front, re.M)[1]
    paragraphs = [l for l in body.splitlines() if re.match(r"\w", l)]
    assert len(paragraphs) > 2
    return title, paragraphs


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.home = tempfile.mkdtemp(prefix="jarchy-home-")
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)

    def shows_item(self, lang, text):
        """Whether the text holds the item's title and all of its paragraphs, however it was wrapped."""
        title, paragraphs = source(lang)
        text = squeeze(text)
        return all(squeeze(p) in text for p in [title, *paragraphs])

    def assert_shows(self, lang, text):
        title, paragraphs = source(lang)
        for p in [title, *paragraphs]:
            self.assertIn(squeeze(p), squeeze(text), f"not shown: {p}\nin:\n{text}")

    def each_language(self):
        for lang in "ru", "ky":
            with self.subTest(lang):
                yield lang

    @needs("openssl")
    def test_openssl_reads_the_item_and_gets_close_notify(self):
        for lang in self.each_language():
            url = self.site.gemini_url(f"/{lang}/{ITEM}")
            text = run("openssl", "s_client", "-quiet", "-nocommands", "-msg", "-servername", "localhost", "-connect",
                       "127.0.0.1:%d" % self.site.ports["gemini"], stdin=url.encode() + b"\r\n")
            self.assertIn(f"20 text/gemini; charset=utf-8; lang={lang}\r\n", text)
            self.assertRegex(text, r"<<< TLS 1\.3, Alert \[length 0002\], warning close_notify")
            self.assert_shows(lang, re.sub(r"(?m)^(<<<|>>>).*\n(    .*\n)*", "", text))

    @needs("curl")
    def test_curl_reads_the_item_over_gopher(self):
        for lang in self.each_language():
            text = run("curl", "-s", f"gopher://127.0.0.1:{self.site.ports['gopher']}/0/{lang}/{ITEM}")
            self.assert_shows(lang, text)

    @needs("curl")
    def test_curl_reads_the_item_over_http(self):
        for lang in self.each_language():
            text = run("curl", "-s", "--compressed", f"http://127.0.0.1:{self.site.ports['http']}/{lang}/{ITEM}")
            self.assert_shows(lang, re.sub(r"<[^>]*>", "", text))

    @needs("lynx")
    def test_lynx_reads_the_item_over_gopher_and_http(self):
        options = ("-dump", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8", "-width=100")
        for lang in self.each_language():
            gopher, http = self.site.ports["gopher"], self.site.ports["http"]
            self.assert_shows(lang, run("lynx", *options, f"gopher://localhost:{gopher}/0/{lang}/{ITEM}"))
            self.assert_shows(lang, run("lynx", *options, f"http://localhost:{http}/{lang}/{ITEM}"))

    @needs("lynx")
    def test_lynx_lists_the_item_in_the_project_menu(self):
        for lang in self.each_language():
            menu = run("lynx", "-dump", "-assume_charset=utf-8", "-display_charset=utf-8",
                       f"gopher://localhost:{self.site.ports['gopher']}/1/{lang}/voice-of-citizens/")
            self.assertIn(f"/0/{lang}/{ITEM}", menu)

    @needs("amfora", "tmux")
    def test_amfora_shows_the_item(self):
        for lang in self.each_language():
            with Terminal(f"amfora {self.site.gemini_url(f'/{lang}/{ITEM}')}", self.home) as terminal:
                terminal.wait("the item", lambda screen: self.shows_item(lang, screen))

    @needs("amfora", "tmux")
    def test_amfora_subscribes_to_the_atom_feed(self):
        for lang in self.each_language():
            home = os.path.join(self.home, "amfora-" + lang)
            folder = os.path.join(home, ".local/share/amfora")
            os.makedirs(folder)
            url = self.site.gemini_url(f"/{lang}/voice-of-citizens/atom.xml")
            file = os.path.join(folder, "subscriptions.json")
            with open(file, "w") as f:
                json.dump({"feeds": {url: {}}, "pages": {}}, f)

            def entries(_):
                try:
                    with open(file) as f:
                        return (json.load(f)["feeds"].get(url) or {}).get("items")
                except ValueError:  # half written
                    return None
            with Terminal("amfora", home) as terminal:
                found = terminal.wait("the subscription", entries)
            self.assertIn(source(lang)[0], [e["title"] for e in found])

    def pages_by_source(self, menu, text):
        """Address and what must be shown, in Russian, of home, a project, and an item with a table.
        `menu` and `text` stand before a path."""
        table = "2019-09-18-exchange-visit/index.ru.gmi"
        with open(os.path.join(OWN_CONTENT, "voice-of-citizens", table), encoding="utf-8") as f:
            cells = re.search(r"```table\n(.*?)```", f.read(), re.S)[1].replace("|", "\n").split("\n")
        return [(menu + "/ru/", [source("ru")[0]]),
                (menu + "/ru/voice-of-citizens/", [source("ru")[0]]),
                (text + "/ru/voice-of-citizens/2019-09-18-exchange-visit", [c for c in cells if c.strip()])]

    def assert_pages(self, show, menu, text):
        for address, words in self.pages_by_source(menu, text):
            shown = squeeze(show(address))
            for w in words:
                self.assertIn(squeeze(w), shown, address)

    @needs("lynx")
    def test_lynx_shows_home_project_table_and_search(self):
        options = ("-dump", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8", "-width=150")
        http = f"http://localhost:{self.site.ports['http']}"
        gopher = f"gopher://localhost:{self.site.ports['gopher']}"
        self.assert_pages(lambda a: run("lynx", *options, a), http, http)
        self.assert_pages(lambda a: run("lynx", *options, a), gopher + "/1", gopher + "/0")
        found = run("lynx", *options, http + "/ru/search?q=" + quote("конференция"))
        self.assertIn(squeeze(source("ru")[0]), squeeze(found))
        self.assertIn("Страница не найдена", run("lynx", *options, http + "/ru/no-such-project/", status=1))
        self.assertIn("Страница не найдена", run("lynx", *options, gopher + "/1/ru/no-such-project/"))

    @needs("curl")
    def test_curl_shows_home_project_table_and_search_over_gopher(self):
        gopher = f"gopher://localhost:{self.site.ports['gopher']}"
        # Info lines and selectors stand between the pieces of a wrapped menu label: only their labels count.
        def show(address):
            lines = run("curl", "-s", address).splitlines()
            return "\n".join(re.sub(r"\t.*", "", l)[1:] if "\t" in l else l for l in lines)
        self.assert_pages(show, gopher + "/1", gopher + "/0")
        found = show(gopher + "/7/ru/search%09" + quote("конференция"))
        self.assertIn(squeeze(source("ru")[0]), squeeze(found))

    @needs("amfora", "tmux")
    def test_amfora_shows_home_project_table_and_search(self):
        base = f"gemini://localhost:{self.site.ports['gemini']}"
        pages = self.pages_by_source(base, base) + [(base + "/ru/search?" + quote("конференция"), [source("ru")[0]])]
        for address, words in pages:
            with Terminal(f"amfora {address}", self.home) as terminal:
                terminal.wait("the page", lambda screen: screen.strip() and
                              all(squeeze(w) in squeeze(screen) for w in words))
