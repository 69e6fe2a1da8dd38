"""From one page to the news that come by themselves: how an item is sent on, and how a reader without knowledge subscribes."""

import html.parser
import re
import unittest
from urllib.parse import parse_qs, unquote, urlsplit

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


if __name__ == "__main__":
    unittest.main()
