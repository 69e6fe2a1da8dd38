"""Hostile titles and texts in every listing and page of every protocol, read back with parsers that others wrote.

What an editor (or somebody who sends an editor a press release) writes must come out as the same text, and never
become markup, a line, a link or a direction of its own.
"""

import html.parser
import re
import subprocess
import unicodedata
import unittest
import xml.etree.ElementTree as tree

from support.clients import needs
from support.site import Site

# The words after the mark tell the titles apart once they are squeezed.
TITLES = {
    "markup": '<script>alert(1)</script> & <b title="x">\'bold\'</b> &lt; ]]>',
    "quotes": '"double" \'single\' `back` \\slash\\ „low“ «angled»',
    "bidi": "abc \u202egnp.exe\u202c \u2066isolated\u2069 \u200fmark\u061c end",
    "long": "ы" * 300,
    "longer": "word" * 75 + " and a tail",
    "emoji": "👩‍👩‍👧‍👦 family 🇰🇬 flag ☝🏿 skin 🏴󠁧󠁢󠁷󠁬󠁳󠁿 wales é̂̃ marks",
    "gemtext": "=> gopher://evil.example/ not a link",
    "heading": "# not a heading",
    "fence": "```not a fence",
    "dot": ". lone dot",
    "tabs": "i\ttab\tnull.host\t1",
    "percent": "%s %n %00 %2e%2e/ ${HOME} $(id)",
    "wide": "漢字" * 40,
    "hyphen": "soft\u00adhy\u00adphen",
    "template": "{{ 7*7 }} <%= x %> --> <!-- comment",
    "entity": "&amp;amp; &#60;script&#62; &nbsp;",
}
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u00ad]")
COLUMNS = 67


def slug(name):
    return f"2023-01-01-{name}"


def squeeze(text):
    """What must be left of a text whatever wrapped it: no spaces, no controls of direction."""
    return re.sub(r"\s+", "", CONTROLS.sub("", unicodedata.normalize("NFC", text)))


def quoted(text):
    """As a front matter's value."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def item(title):
    return (f"---\ntitle: {title}\nsummary: S {title}\nauthor: A {title}\ntopic: water\nkind: event\n"
            f"event_start: 2023-01-02\nevent_place: P {title}\n---\n"
            f"T {title}\n\n* L {title}\n> Q {title}\n## H {title}\n=> http://x.example/?a=%22&b=<> K {title}\n"
            f"=> javascript:alert(1) J {title}\n```pre <x>\n{title}\n```\n```table\na | b\n{title.replace('|', '/')} | 1\n```\n")


class Reader(html.parser.HTMLParser):
    """Collects text, attributes, and whether the tags are balanced."""

    VOID = {"meta", "link", "input", "br", "hr"}

    def __init__(self, document):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.text, self.names, self.attributes = [], [], [], set(), []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes += [(tag, k, v) for k, v in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def handle_comment(self, data):
        self.faults.append("comment " + data)

    def unknown_decl(self, data):
        self.faults.append("declaration " + data)


LISTINGS = ["/", "/en/", "/en/hostile/", "/en/archive/2023/", "/en/hostile/archive/2023/", "/en/topics/water/",
            "/en/projects/", "/en/feeds/", "/en/topics/", "/ru/elsewhere/"]
ALLOWED = {"html", "head", "meta", "title", "link", "style", "body", "a", "header", "nav", "ul", "li", "main", "article", "h1",
           "h2", "h3", "p", "time", "small", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "pre", "div", "table",
           "thead", "tbody", "tr", "th", "td", "form", "input", "button", "span",
           "footer", "ol", "section", "code", "details", "summary"}


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None)
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("site.en.gmi", f"---\ntitle: {TITLES['markup']}\nsummary: S {TITLES['bidi']}\n"
                                     f"topic_name: water {TITLES['quotes']}\n---\n{TITLES['emoji']}\n")
        cls.site.save("site.ru.gmi", "---\ntitle: Сайт\n---\nТекст.\n")
        cls.site.save("hostile/project.en.gmi", f"---\nname: {TITLES['markup']}\ndonor: D {TITLES['quotes']}\n"
                                                f"partner: {TITLES['bidi']}\npartner: {TITLES['long']}\n---\n{TITLES['template']}\n")
        for name, title in TITLES.items():
            cls.site.save(f"hostile/{slug(name)}.en.gmi", item(title))
        cls.site.start()
        cls.shown = {name: title for name, title in TITLES.items()
                     if cls.site.http(f"/en/hostile/{slug(name)}")[0] == 200}

    def pages(self):
        return LISTINGS + [f"/en/hostile/{slug(name)}" for name in self.shown]

    def test_every_title_is_published_or_refused_with_a_reason(self):
        refused = set(TITLES) - set(self.shown)
        self.assertLessEqual(refused, {"tabs"})
        for name in refused:
            self.assertTrue([l for l in self.site.lines if slug(name) in l], name)

    def test_html_has_the_text_and_no_markup_of_its_own(self):
        for path in self.pages():
            with self.subTest(path):
                status, headers, body = self.site.http(path)
                self.assertEqual(status, 200)
                self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
                page = Reader(body.decode())
                self.assertEqual((page.faults, page.open), ([], []))
                self.assertLessEqual(page.names, ALLOWED)
                for tag, name, value in page.attributes:
                    self.assertFalse(name.startswith("on") or name == "style", (tag, name))
                    if name in ("href", "action", "src"):
                        self.assertNotRegex(value, r"(?i)^\s*(javascript|data|vbscript):")

    def test_listings_and_items_show_every_title_whole(self):
        for path in "/en/hostile/archive/2023/", "/en/topics/water/":
            text = squeeze("".join(Reader(self.site.http(path)[2].decode()).text))
            gemtext = squeeze(self.site.gemini(path)[2].decode())
            menu = squeeze("".join(l[1:].split("\t")[0] for l in self.site.gopher(path).decode().split("\r\n")))
            for name, title in self.shown.items():
                with self.subTest(path=path, title=name):
                    self.assertIn(squeeze(title), text)
                    self.assertIn(squeeze(title), gemtext)
                    self.assertIn(squeeze(title), menu)
        for name, title in self.shown.items():
            path = f"/en/hostile/{slug(name)}"
            for text in ("".join(Reader(self.site.http(path)[2].decode()).text), self.site.gemini(path)[2].decode(),
                         self.site.gopher(path).decode()):
                with self.subTest(path=path):
                    plain = squeeze(re.sub(r"(?m)^> ", "", text))
                    for mark in "STPLHQKJ":
                        self.assertIn(squeeze(f"{mark} {title}"), plain)

    def test_gopher_menus_have_four_fields_and_fit(self):
        for path in LISTINGS:
            menu = self.site.gopher(path)
            self.assertTrue(menu.endswith(b"\r\n.\r\n"), path)
            for line in menu[:-3].decode().split("\r\n")[:-1]:
                with self.subTest(path=path, line=line):
                    fields = line.split("\t")
                    self.assertEqual(len(fields), 4)
                    self.assertRegex(fields[0], "^[0179Igih]")
                    self.assertRegex(fields[1], r"^(/[!-~]*|URL:[!-~]+)?$")
                    self.assertNotRegex(fields[0], CONTROLS)
                    self.assertLessEqual(self.width(fields[0][1:]), COLUMNS)
                    self.assertNotRegex(fields[0][1:], "[\x00-\x1f\x7f-\x9f]")

    @staticmethod
    def width(text):
        """Columns, counting no less than any terminal would for letters, and nothing for marks and joiners."""
        return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
                   2 if unicodedata.east_asian_width(c) == "W" and ord(c) < 0x1F000 else 1 for c in text)

    def test_gopher_texts_fit_and_never_begin_a_line_with_a_dot(self):
        for name in self.shown:
            text = self.site.gopher(f"/en/hostile/{slug(name)}").decode()
            for line in text.split("\r\n"):
                with self.subTest(name=name, line=line):
                    self.assertFalse(line.startswith("."))
                    self.assertNotRegex(line, "[\x00-\x1f\x7f-\x9f]")
                    if not re.match(r"\[\d+\] \w+:", line):
                        self.assertLessEqual(self.width(line), COLUMNS)

    def test_gemtext_has_only_the_links_of_the_site(self):
        for path in self.pages():
            status, meta, body = self.site.gemini(path)
            self.assertEqual((status, meta.split(";")[0]), (20, "text/gemini"))
            fenced, headings = False, 0
            for line in body.decode().split("\n"):
                with self.subTest(path=path, line=line):
                    if line.startswith("```"):
                        fenced = not fenced
                        continue
                    self.assertNotRegex(line, "[\x00-\x08\x0b-\x1f]")
                    if fenced:
                        continue
                    headings += line.startswith("# ")
                    if line.startswith("=>"):
                        target, label = (line.split(None, 2) + [""])[1:3]
                        # An address in a value of a key may be followed where readers see all of it.
                        if target != label:
                            self.assertRegex(target, r"^(/|http://x\.example/|(http|gemini|gopher)://localhost[:/])")
            self.assertFalse(fenced, path)
            self.assertEqual(headings, 1, path)

    def test_feeds_read_back_the_same_titles(self):
        atom = tree.fromstring(self.site.http("/en/hostile/atom.xml")[2])
        titles = {squeeze(e.text or "") for e in atom.iter("{http://www.w3.org/2005/Atom}title")}
        rss = tree.fromstring(self.site.http("/en/hostile/rss.xml")[2])
        more = {squeeze(e.text or "") for e in rss.iter("title")}
        for name, title in self.shown.items():
            with self.subTest(name):
                self.assertIn(squeeze(title), titles)
                self.assertIn(squeeze(title), more)

    def test_the_map_is_well_formed(self):
        tree.fromstring(self.site.http("/sitemap.xml")[2])

    def test_one_text_of_everything_has_no_control(self):
        for text in self.site.http("/en/hostile/all.txt")[2].decode(), self.site.gopher("/en/hostile/all.txt").decode():
            self.assertNotRegex(text.replace("\r\n", ""), "[\x00-\x1f\x7f-\x9f]")
            self.assertNotRegex(text, CONTROLS)

    @needs("xmllint")
    def test_libxml_reads_every_page(self):
        for path in self.pages():
            done = subprocess.run(["xmllint", "--html", "--noout", "--nonet", "-"], input=self.site.http(path)[2],
                                  capture_output=True, timeout=60)
            errors = [l for l in done.stderr.decode(errors="replace").splitlines()
                      if "error" in l and not re.search(r"Tag (header|footer|section|details|summary|nav|main|article|time|figure|figcaption) invalid", l)]
            self.assertEqual(errors, [], path)
