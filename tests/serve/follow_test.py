"""From one page to the news that come by themselves: how an item is sent on, and how a reader without knowledge subscribes."""

import html.parser
import re
import unittest
from urllib.parse import parse_qs, unquote, urlsplit

from support.feeds import WEB_TYPE
from support.site import Site

TITLES = {
    "en": "100 % \"free\" & 'clean' <water> + #1?",
    "ru": "Вода «для всех»: 5 + 5 = 10, да? \"Ещё\" & ещё",
    "ky": "Таза суу – ар бир үйгө; ң, ө, ү",
}


class Links(html.parser.HTMLParser):
    """Every link of the page with its attributes and its text, and every text that can be copied."""

    def __init__(self, text):
        super().__init__()
        self.links, self.copied, self.open = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a":
            self.open = self.links
            self.links.append([attributes, ""])
        elif tag == "code" and attributes.get("class") == "copy":
            self.open = self.copied
            self.copied.append([attributes, ""])

    def handle_data(self, data):
        if self.open:
            self.open[-1][1] += data

    def handle_endtag(self, tag):
        if tag in ("a", "code"):
            self.open = None


def exactly(query):
    """One value a name, as RFC 3986 has it: a plus is a plus."""
    return {name: value for name, value in ((n, unquote(v, errors="strict")) for n, _, v in
                                            (pair.partition("=") for pair in query.split("&")))}


class Share(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, config='languages = {"en", "ru", "ky"}\n')
        cls.addClassCleanup(cls.site.kill)
        for lang, title in TITLES.items():
            cls.site.save(f"wells/project.{lang}.gmi", "---\nname: Wells\n---\n\nText.\n")
            cls.site.save(f"wells/2025-01-01-water.{lang}.gmi", f"---\ntitle: {title}\n---\n\nText.\n")
        cls.site.start()

    def test_what_each_service_is_given_is_the_title_and_the_address(self):
        for lang in TITLES:
            path = f"/{lang}/wells/2025-01-01-water"
            page = self.site.http(path)[2].decode()
            # Quotes and dashes may have been set as printers do it.
            title = html.unescape(re.search("<h1[^>]*>(.*)</h1>", page)[1])
            address = self.site.http_url(path)
            found = Links(page)
            links = {urlsplit(a["href"]).netloc or a["href"].partition(":")[0]: a for a, _ in found.links}
            telegram, whatsapp, mail = (urlsplit(links[name]["href"]) for name in ("t.me", "wa.me", "mailto"))
            self.assertEqual((telegram.path, exactly(telegram.query)), ("/share/url", {"url": address, "text": title}))
            self.assertEqual((whatsapp.path, exactly(whatsapp.query)), ("/", {"text": f"{title}\n{address}"}))
            self.assertEqual((mail.path, exactly(mail.query)), ("", {"subject": title, "body": f"{title}\r\n{address}"}))
            # Services that read a plus as a space read the same.
            self.assertEqual(parse_qs(telegram.query), {"url": [address], "text": [title]})
            for name in "t.me", "wa.me", "mailto":
                self.assertRegex(links[name]["href"], r"\A[A-Za-z0-9._~:/?&=%-]+\Z")
                self.assertEqual(set(links[name]), {"href", "rel"})
                self.assertEqual(links[name]["rel"], "noreferrer")
            self.assertIn(address, [text for _, text in found.copied])

    def test_nothing_but_an_item_is_sent_on_and_only_the_web_has_links_for_it(self):
        for path in "/en/", "/en/wells/", "/en/none":
            self.assertNotIn(b"t.me/share", self.site.http(path)[2], path)
        item = "/en/wells/2025-01-01-water"
        self.assertNotIn(b"t.me/share", self.site.gemini(item)[2] + self.site.gopher(item))
        self.assertNotIn(b"t.me/share", self.site.http("/en/wells/atom.xml")[2])


class Subscribe(unittest.TestCase):
    PROJECTS = 60

    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, config='languages = {"en", "ru", "ky"}\n')
        cls.addClassCleanup(cls.site.kill)
        for lang in TITLES:
            cls.site.save(f"site.{lang}.gmi", "---\ntitle: Site\nchannel: https://t.me/site Telegram\n---\n\nText.\n")
            for n in range(cls.PROJECTS):
                cls.site.save(f"voice-of-{n}/project.{lang}.gmi", f"---\nname: Голос сёл и айылов, проект {n}\n---\n\nText.\n")
            cls.site.save(f"voice-of-7/2025-01-01-water.{lang}.gmi", "---\ntitle: Water\n---\n\nText.\n")
        cls.site.start()

    def test_a_newcomer_gets_from_an_item_to_an_address_that_a_reader_of_feeds_takes(self):
        for lang in TITLES:
            item = self.site.http(f"/{lang}/voice-of-7/2025-01-01-water")[2].decode()
            (line,) = [a["href"] for a, _ in Links(item).links if a["href"].startswith(f"/{lang}/feeds/#")]
            path, _, anchor = line.partition("#")
            page = self.site.http(path)[2].decode()
            # The line is that of the project, and what is copied from it is a feed with this item.
            address = re.search(f'<li id="{anchor}">.*?<code class="copy">([^<]*)</code>', page)[1]
            self.assertEqual(address, self.site.http_url(f"/{lang}/voice-of-7/atom.xml"))
            status, headers, feed = self.site.http(urlsplit(address).path)
            self.assertEqual((status, headers["Content-Type"].partition(";")[0]), (200, WEB_TYPE))
            self.assertIn(f"/{lang}/voice-of-7/2025-01-01-water".encode(), feed)
            steps = page[page.index("<h1"):page.index("<details>")]
            words = len(re.sub(r"<li( id=.*?)?>[^<]*<code.*?</code>|<[^>]*>", " ", steps).split())
            print(f"# {lang}: {words} words tell a newcomer all")
            self.assertLess(words, 120)

    def test_sixty_projects_are_one_address_each_in_under_20_kilobytes(self):
        for lang in TITLES:
            page = self.site.http(f"/{lang}/feeds/")[2]
            coded = self.site.http(f"/{lang}/feeds/", Accept_Encoding="gzip")[2]
            print(f"# {lang}: {len(page)} bytes, {len(coded)} compressed")
            copied = [text for _, text in Links(page.decode().partition("<details>")[0]).copied]
            self.assertEqual(len(copied), self.PROJECTS + 1)
            self.assertEqual(len(set(copied)), len(copied))
            self.assertLess(len(page), 20 << 10)
            self.assertLess(len(coded), 6 << 10)

    def test_each_protocol_says_how_its_clients_do_it(self):
        gemini = self.site.gemini("/en/feeds/")[2].decode()
        self.assertIn("\n=> /en/voice-of-7/ ", gemini)
        self.assertNotIn("voice-of-7/atom.xml", gemini)
        for text in gemini, self.site.gopher("/en/feeds/").decode():
            self.assertIn("https://t.me/site", text)
        self.assertIn(self.site.http_url("/en/voice-of-7/atom.xml"), self.site.gopher("/en/feeds/").decode())


if __name__ == "__main__":
    unittest.main()
