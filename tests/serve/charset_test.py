"""Every text says that it is UTF-8, in whatever it is asked for: pages, feeds, lists, calendars, fixed texts, files of items."""

import unittest

from support.feeds import web_type
from support.site import Site

ITEM = "/en/wells/2026-03-05-pump"
FILES = {"a.txt": ("text/plain", "вода"), "b.csv": ("text/csv", "год;сум\n2023;5\n"), "c.vcf": ("text/vcard", "BEGIN:VCARD\nFN:Айда\nEND:VCARD\n"),
         "d.css": ("text/css", "p { color: red }"), "e.ics": ("text/calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
         "f.html": ("text/html", "<p>вода</p>"), "g.xml": ("application/xml", "<a>вода</a>"),
         "h.svg": ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>")}
# Texts that are no UTF-8: their types must not say so.
OTHERS = {"old.txt": "вода".encode("cp1251"), "wide.txt": "voda".encode("utf-16-le"), "old.xml": "<a>вода</a>".encode("cp1251")}
# No parameter is defined for JSON (RFC 8259 section 11): it is always UTF-8.
JSON = ["/en/feed.json", "/en/wells/feed.json"]
TEXTS = {"/": None, "/en/": None, ITEM: None, "/en/wells/all.txt": "text/plain", "/en/search?x": None,
         "/en/atom.xml": "application/atom+xml", "/en/rss.xml": "application/rss+xml", "/en/wells/rss.xml": "application/rss+xml",
         "/en/feeds.opml": "text/x-opml", "/en/events.ics": "text/calendar", "/robots.txt": "text/plain", "/favicon.txt": "text/plain",
         "/sitemap.xml": "application/xml", "/feed.css": None}


class Charsets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(None, config='languages = {"en"}\nspartan { listen = {"127.0.0.1:0"} }\n')
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("site.en.gmi", "---\ntitle: Site\n---\n\nText.\n")
        cls.site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nText.\n")
        cls.site.save("wells/2026-03-05-pump/index.en.gmi",
                      "---\ntitle: A pump\nkind: event\nevent_start: 2026-03-09 10:00\n---\n\nText.\n")
        for name, (_, text) in FILES.items():
            cls.site.save("wells/2026-03-05-pump/" + name, text)
        for name, text in OTHERS.items():
            cls.site.save("wells/2026-03-05-pump/" + name, text)
        cls.site.start()

    def spartan(self, path):
        with self.site.connect("spartan") as s:
            s.sendall(f"localhost {path} 0\r\n".encode())
            return self.site.read_all(s).partition(b"\r\n")[0].decode()[2:]

    def types(self, path):
        status, headers, _ = self.site.http(path)
        self.assertEqual(status, 200, path)
        status, meta, _ = self.site.gemini(path)
        self.assertEqual(status, 20, path)
        yield "http", headers["Content-Type"]
        yield "gemini", meta
        if "?" not in path:
            yield "spartan", self.spartan(path)

    def test_every_text_says_it(self):
        texts = {**TEXTS, **{f"{ITEM}/{name}": mime for name, (mime, _) in FILES.items()}}
        for path, mime in texts.items():
            for protocol, full in self.types(path):
                with self.subTest(path, protocol=protocol):
                    self.assertEqual(full.split("; ")[1:2], ["charset=utf-8"], full)
                    if mime:
                        self.assertEqual(full.split(";")[0], web_type(mime) if protocol == "http" else mime)

    def test_nothing_else_does(self):
        for path in JSON + [f"{ITEM}/{name}" for name in OTHERS]:
            for protocol, full in self.types(path):
                with self.subTest(path, protocol=protocol):
                    self.assertNotIn("charset", full)


if __name__ == "__main__":
    unittest.main()
