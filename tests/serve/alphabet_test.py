"""A site whose name is in letters, and links to such names: every address that goes out is ASCII, in every protocol."""

import html
import html.parser
import json
import os
import re
import unittest
import xml.etree.ElementTree as ElementTree

from support import gemtext, validator
from support.gopher import lint_menu, parse_menu
from support.site import Site, jarchy

HOST, ASCII, ALIAS = "пример.kg", "xn--e1afmkfd.kg", "другой.kg"
HUB = "https://хаб.kg/путь?q=й"
ITEM = "/ru/wells/2024-01-01-talk"
BAD = {"https://мо\u200eст.kg/й": "has a character that no name may have",
       f"https://{'мост' * 16}.kg/й": "is longer than 63 characters",
       "https://-мост.kg/": "begins or ends with a hyphen",
       "https://a..мост.kg/": "nothing between two dots",
       "https://xn--zzzzzz99999--.kg/": "the code of no name"}
LINKS = {"https://мост.kg/путь?q=й#я": "https://xn--l1aeje.kg/%D0%BF%D1%83%D1%82%D1%8C?q=%D0%B9#%D1%8F",
         "https://мост.kg/п%20б": "https://xn--l1aeje.kg/%D0%BF%20%D0%B1",
         "https://МОСТ。kg": "https://xn--l1aeje.kg",
         "https://%D0%BC%D0%BE%D1%81%D1%82.kg/": "https://xn--l1aeje.kg/",
         "gemini://мост.kg/п": "gemini://xn--l1aeje.kg/%D0%BF",
         "gopher://мост.kg/1/dir": "gopher://xn--l1aeje.kg/1/dir",
         "mailto:я@мост.kg,b@ю.kg?subject=й": "mailto:%D1%8F@xn--l1aeje.kg,b@xn--31a.kg?subject=%D0%B9"}
# Of the keys, as written and as they go out.
KEYS = {"source": "https://источник.kg/п", "contact": "press@контакт.kg", "licence": "CC BY https://лицензия.kg/п"}
KEYS_OUT = ["https://xn--h1aagkerh5b.kg/%D0%BF", "mailto:press@xn--80atbkezc.kg", "https://xn--e1aebclo5dzd.kg/%D0%BF"]
EVERY_BAD = "".join(f"=> {uri} Плохая\n" for uri in BAD)


class Addresses(html.parser.HTMLParser):
    """Those of a page, whatever has them."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.found += [a[name] for name in ("href", "src", "action", "cite") if a.get(name)]
        if re.search("url$|image$", a.get("property") or a.get("itemprop") or "") and a.get("content"):
            self.found.append(a["content"])


def addresses_of_xml(body):
    """What elements and attributes of a feed, OPML or map of the site lead to, and what content leads to."""
    found, contents = [], []
    for e in ElementTree.fromstring(body).iter():
        name = e.tag.split("}")[-1]
        found += [v for k, v in e.attrib.items() if k.lower() in ("href", "url", "htmlurl", "xmlurl", "scheme", "domain")]
        if name in ("link", "loc", "id", "guid", "url", "uri") and (e.text or "").strip():
            found.append(e.text)
        if name in ("content", "encoded") and e.text:
            contents.append(e.text)
    return found + [a for text in contents for a in Addresses(text).found]


def addresses_of_json(value, key=""):
    if isinstance(value, dict):
        return [a for k, v in value.items() for a in addresses_of_json(v, k)]
    if isinstance(value, list):
        return [a for v in value for a in addresses_of_json(v, key)]
    if key == "content_html":
        return Addresses(value).found
    return [value] if key.endswith("url") or key in ("id", "image", "icon", "favicon") else []


class Alphabet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = Site(content=None, host=HOST, config=f'languages = {{"ru"}}\naliases = {{"{ALIAS}"}}\nhub = "{HUB}"\n'
                                                    'spartan { listen = {"127.0.0.1:0"} }\n')
        cls.addClassCleanup(made.kill)
        cls.site = made
        links = "".join(f"=> {uri} Ссылка\n" for uri in LINKS)
        keys = "".join(f"{key}: {value}\n" for key, value in KEYS.items())
        made.save("site.ru.gmi", "---\ntitle: Сайт\nchannel: https://канал.kg/п Канал\n---\n")
        made.save("wells/project.ru.gmi", f"---\nname: Вода\nwebsite: https://вода.kg/п\n---\n\nТекст.\n\n{links}")
        made.save("wells/2024-01-01-talk/файл.pdf", b"%PDF-1.4\n")
        made.save("wells/2024-01-01-talk/index.ru.gmi",
                  f"---\ntitle: Беседа\nid: urn:x:talk\nkind: event\nevent_start: 2030-01-02\nattachment: файл.pdf Файл\n"
                  f"alias: /старое\n{keys}---\n\nТекст.\n\n{links}{EVERY_BAD}")
        made.save("wells/2024-01-02-note.ru.md", "---\ntitle: Заметка\n---\n\n"
                  "[Мост](https://мост.kg/п), <https://ю.kg/я> и <a href='https://мост.kg/б'>б</a>.\n")
        made.start()
        cls.web = f"http://{ASCII}:{made.ports['http']}"

    def assertGoOut(self, where, addresses, ours=True):
        self.assertTrue(addresses, where)
        for address in addresses:
            with self.subTest(where=where, address=address):
                self.assertTrue(address.isascii() and not re.search(r"[\s<>\"\\^`{|}]", address))
        if ours:
            self.assertTrue([a for a in addresses if f"//{ASCII}" in a], where)

    def test_both_forms_of_the_name_are_the_site_in_every_protocol(self):
        port = self.site.ports["gemini"]
        asked = {host: self.site.gemini_raw(f"gemini://{host}:{port}/ru/\r\n".encode(), name=name)
                 for name, hosts in ((ASCII, (HOST, ASCII, "Пример.KG.", "%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.kg")),
                                     (ALIAS, (ALIAS, "xn--c1abqtis.kg"))) for host in hosts}
        self.assertEqual(len(set(asked.values())), 1)
        self.assertTrue(asked[HOST].startswith(b"20 text/gemini"))
        for host in "примеp.kg", "пример!.kg", "мост.kg":
            answer = self.site.gemini_raw(f"gemini://{host}:{port}/ru/\r\n".encode(), name=ASCII)
            self.assertEqual(answer, b"53 This is another host\r\n", host)
        for host, status in (HOST, b"2 "), (ASCII, b"2 "), (ALIAS, b"2 "), ("мост.kg", b"4 "):
            with self.site.connect("spartan") as s:
                s.sendall(f"{host} /ru/ 0\r\n".encode())
                self.assertTrue(self.site.read_all(s).startswith(status), host)
        for host in HOST, ASCII:
            answer = self.site.http_raw(f"GET /ru/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), host)
            answer = self.site.http_raw(f"GET http://{host}/ru/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), host)
        bad = self.site.http_raw(b"GET / HTTP/1.1\r\nHost: \xd0.kg\r\n\r\n")
        self.assertTrue(bad.startswith(b"HTTP/1.1 400 "))

    def test_certificates_and_commands_have_it_in_ascii(self):
        shown = jarchy("cert", "show", "-c", self.site.config).stdout
        self.assertEqual(re.findall(r"(?m)^name +(.*)$", shown), [ASCII, "xn--c1abqtis.kg"])
        self.assertTrue(os.path.exists(f"{self.site.folder}/certs/{ASCII}.crt"))
        made = jarchy("cert", "make", "--host", "мост.kg", "-c", self.site.config)
        self.assertEqual((made.returncode, re.findall(r"(?m)^name +(.*)$", made.stdout)), (0, ["xn--l1aeje.kg"]))
        self.assertTrue([l for l in self.site.lines if " jarchy: info: ready:" in l and l.isascii()])

    def test_feeds_are_valid_and_have_no_letters_in_addresses(self):
        for folder in "/ru/", "/ru/wells/":
            for name in "atom.xml", "rss.xml", "feed.json":
                status, head, body = self.site.http(folder + name)
                self.assertEqual(status, 200)
                found = addresses_of_json(json.loads(body)) if name.endswith("json") else addresses_of_xml(body)
                self.assertGoOut(folder + name, found)
                for uri in [*LINKS.values(), "https://xn--31a.kg/%D1%8F", self.web + ITEM + "/%D1%84%D0%B0%D0%B9%D0%BB.pdf",
                            "https://xn--80ac2d.kg/%D0%BF%D1%83%D1%82%D1%8C?q=%D0%B9"]:
                    self.assertIn(uri, found, folder + name)
                wrong = validator.findings(body, self.web + folder + name, {k.lower(): v for k, v in head.items()})
                self.assertEqual([w for w in wrong if w != "SchemeNotIANARegistered gemini"], [], folder + name)
                self.assertTrue(head["Link"].isascii())

    def test_feeds_that_are_made_when_asked_for_have_none_either(self):
        for folder in "/ru/kinds/event/", "/ru/search/1-d0bcd0bed181d182/":
            for name in "atom.xml", "rss.xml":
                status, _, body = self.site.http(folder + name)
                self.assertEqual(status, 200, folder)
                self.assertGoOut(folder + name, addresses_of_xml(body))

    def test_feeds_are_read_by_a_reader(self):
        try:
            import feedparser
        except ImportError:
            self.skipTest("python3-feedparser not installed")
        for name in "atom.xml", "rss.xml":
            feed = feedparser.parse(self.site.http(f"/ru/wells/{name}")[2])
            self.assertFalse(feed.bozo, name)
            talk = [e for e in feed.entries if e.id == "urn:x:talk"][0]
            self.assertTrue(talk.link.startswith(self.web), name)
            self.assertEqual(talk.enclosures[0].href, self.web + ITEM + "/%D1%84%D0%B0%D0%B9%D0%BB.pdf")

    def test_lists_of_feeds_calendars_and_maps_of_the_site_have_none(self):
        for path in "/ru/feeds.opml", "/sitemap.xml":
            self.assertGoOut(path, addresses_of_xml(self.site.http(path)[2]))
        for path in "/ru/events.ics", f"{ITEM}.ics":
            text = self.site.http(path)[2].decode().replace("\r\n ", "")
            self.assertGoOut(path, re.findall(r"(?m)^(?:URL|ATTACH)[^:]*:(.*?)\r?$", text))
        self.assertIn(f"Sitemap: {self.web}/", self.site.http("/robots.txt")[2].decode())

    def test_pages_of_the_web_have_none_and_are_read_in_letters(self):
        for path in "/ru/", "/ru/wells/", ITEM, "/ru/wells/2024-01-02-note", "/ru/feeds/", "/ru/search?q=%D0%BC%D0%BE%D1%81%D1%82":
            page = self.site.http(path)[2].decode()
            self.assertGoOut(path, Addresses(page).found)
        page = self.site.http(ITEM)[2].decode()
        for uri in [*LINKS.values(), *KEYS_OUT]:
            self.assertIn(uri, Addresses(page).found)
        for text in "https://источник.kg/п", "press@контакт.kg":
            self.assertIn(f">{text}</a>", page)
        status, head, _ = self.site.http("/%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5", Host=HOST.encode().decode("latin-1"))
        self.assertIn((status, head["Location"]), [(301, ITEM), (301, self.web + ITEM)])

    def test_gemtext_has_none(self):
        for path in "/ru/", "/ru/wells/", ITEM:
            text = self.site.gemini(path)[2].decode()
            targets = [target for target, _ in gemtext.links(text)]
            self.assertGoOut(path, targets, ours=False)
        for uri in [*LINKS.values(), *KEYS_OUT]:
            self.assertIn(uri, targets)

    def test_menus_of_gopher_have_none_and_lead_there(self):
        for selector in "/ru/", "/ru/wells/":
            menu = self.site.gopher(selector)
            self.assertEqual(lint_menu(menu, ASCII, self.site.ports["gopher"]), [])
            for kind, _, where, host, _ in parse_menu(menu):
                self.assertTrue(kind == "i" or (where + host).isascii(), where)
        menu = parse_menu(self.site.gopher("/ru/wells/"))
        self.assertIn(("1", "/dir", "xn--l1aeje.kg"), [(kind, where, host) for kind, _, where, host, _ in menu])
        selectors = [where for kind, _, where, _, _ in menu if kind == "h"]
        for typed, uri in LINKS.items():
            if not uri.startswith("gopher:"):
                self.assertIn(f"URL:{uri}", selectors)
                for asked in uri, typed:
                    page = self.site.gopher(f"URL:{asked}").decode()
                    self.assertIn(f'<a href="{html.escape(uri)}">', page, asked)

    def test_a_host_that_can_be_none_is_a_warning_with_its_reason_in_three_languages(self):
        said = json.loads(jarchy("check", "--json", "-c", self.site.config).stdout)
        bad = {p["message"] for p in said if p["rule"] == "bad-link"}
        self.assertEqual(len(bad), len(BAD))
        for reason in BAD.values():
            self.assertTrue([m for m in bad if reason in m], reason)
        for lang, words in ("ru", "часть имени сайта"), ("ky", "сайттын атынын бир бөлүгү"):
            self.assertIn(words, jarchy("check", "--all", "--lang", lang, "-c", self.site.config).stderr)


if __name__ == "__main__":
    unittest.main()
