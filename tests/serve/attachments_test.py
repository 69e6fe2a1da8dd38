"""Attachments: the same type in every protocol and feed, and nothing that a browser would run."""

import json
import os
import pathlib
import re
import signal
import unittest
import urllib.parse
import xml.etree.ElementTree as xml

from support import photo
from support.site import Site, wait_for

ITEM = "/en/wells/2026-03-05-pump/"
HTML = b"<!DOCTYPE html>\n<html><script>alert(1)</script></html>\n"
PNG = photo.encoded(photo.Image.new("RGB", (40, 30), "navy"), "PNG")  # what readers get of pictures: pictures_test.py
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def on_this_machine(pattern):
    """The type that shared-mime-info has for names like this: its releases differ in that of scripts."""
    with open("/usr/share/mime/globs2") as f:
        types = [line.split(":")[1] for line in f if line.split(":")[2:] == [pattern + "\n"]]
    assert len(types) == 1, types
    return types[0]


JS = on_this_machine("*.js")
assert JS in ("application/javascript", "text/javascript")
# name, bytes, type, item type of Gopher, whether a browser shows it
FILES = [
    ("plan.pdf", b"%PDF-1.4\n", "application/pdf", "9", True),
    ("notes.txt", "Кудук\n".encode(), "text/plain", "0", True),
    ("old.txt", "Колодец\n".encode("windows-1251"), "text/plain", "0", True),
    ("data.csv", b"a,b\n", "text/csv", "0", True),
    ("talk.mp3", b"ID3\x04", "audio/mpeg", "s", True),
    ("letter.docx", b"PK\x03\x04", DOCX, "9", False),
    ("page.html", HTML, "text/html", "h", False),
    ("page.HTM", HTML, "text/html", "h", False),
    ("page.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "application/xhtml+xml", "h", False),
    ("map.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml", "I", False),
    ("data.xml", b"<?xml version='1.0'?><a/>", "application/xml", "9", False),
    ("code.js", b"alert(1)", JS, "0" if JS.startswith("text/") else "9", False),
    ("page", HTML, "text/html", "h", False),
    ("plan", b"%PDF-1.4\n%\xe2\xe3\n", "application/pdf", "9", True),
    ("bytes.unknown", b"\x00\x01\x02\x03", "application/octet-stream", "9", False),
    ('Программа "форума" 100%.docx', b"PK\x03\x04", DOCX, "9", False),
    ("a;b'c(d)\\.html", HTML, "text/html", "h", False),
]


def file_name(disposition):
    """What a browser calls the saved file, by both forms of RFC 6266."""
    found = re.fullmatch(r'attachment; filename="([^"\\%]*)"; filename\*=UTF-8\'\'([A-Za-z0-9!#$&+.^_`|~%-]+)', disposition)
    return found[1], urllib.parse.unquote(found[2])


class Tags(unittest.TestCase):
    """Several machines, or one that was set up again, say the same of the same bytes."""

    FILES = {"plan.pdf": b"%PDF-1.4\n" * 50, "photo.png": PNG, "film.webm": b"\x1aE\xdf\xa3" + bytes(300)}

    def site(self, age):
        site = Site(content=None, config='languages = {"en"}\n')
        site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        for name, data in self.FILES.items():
            site.save(ITEM[4:] + name, data)
            os.utime(f"{site.content}/{ITEM[4:]}{name}", (age, age))
        site.save(ITEM[4:] + "index.en.gmi", "---\ntitle: A pump\nattachment: photo.png Photo\n---\n\nText.\n")
        return site

    def tags(self, site):
        found = {}
        for name in self.FILES:
            answer = wait_for(name, lambda: (a := site.http(ITEM + name))[0] == 200 and a)
            found[name] = answer[1]["etag"]
        return found

    def test_a_tag_is_of_the_bytes_and_not_of_the_file(self):
        with self.site(1_600_000_000) as one, self.site(1_700_000_000) as other:
            # A picture's copies are there before the whole that the text offers, and then its tag is another.
            first = wait_for("the same tags", lambda: (tags := self.tags(one)) == self.tags(other) and tags)
            plan = pathlib.Path(one.content, ITEM[4:], "plan.pdf")
            before = one.http(ITEM + "plan.pdf")[1]["last-modified"]
            self.assertEqual(before, "Sun, 13 Sep 2020 12:26:40 GMT")
            # As long as before, and older: what copies files keeps such times.
            plan.write_bytes(b"%PDF-1.5\n" * 50)
            os.utime(plan, (1_500_000_000, 1_500_000_000))
            wait_for("other bytes", lambda: one.http(ITEM + "plan.pdf")[1]["etag"] != first["plan.pdf"])
            status, headers, _ = one.http(ITEM + "plan.pdf", If_Modified_Since=before)
            self.assertEqual(status, 200)
            self.assertEqual(one.http(ITEM + "plan.pdf", If_None_Match=headers["etag"])[0], 304)

    def test_a_file_that_the_catalogue_does_not_know_yet_has_no_tag_of_the_one_before(self):
        with self.site(1_600_000_000) as site:
            first = self.tags(site)
            publisher = site.children()["publisher"]
            os.kill(publisher, signal.SIGSTOP)
            try:
                site.save(ITEM[4:] + "plan.pdf", b"%PDF-1.5\n" * 50)
                status, headers, body = site.http(ITEM + "plan.pdf", If_None_Match=first["plan.pdf"])
                self.assertEqual((status, body[:8]), (200, b"%PDF-1.5"))
                self.assertNotEqual(headers["etag"], first["plan.pdf"])
                self.assertNotIn("last-modified", headers)
            finally:
                os.kill(publisher, signal.SIGCONT)


class Gallery(unittest.TestCase):
    def test_an_item_of_hundreds_of_files_is_shown_with_all_their_titles(self):
        """A page has two seconds of a worker's time: names must not be compared each with each."""
        names = [f"foto-{n}.pdf" for n in range(400)]
        keys = "".join(f"attachment: {name} Kept {name} by the well of the upper village in spring\n" for name in names)
        links = "".join(f"=> {name.upper()} Shown {name}\n" for name in names)
        with Site(content=None, config='languages = {"en"}\n') as site:
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            for name in names:
                site.save(ITEM[4:] + name, "%PDF-1.4\n")
            site.save(ITEM[4:] + "index.en.gmi", f"---\ntitle: A gallery\n{keys}---\n\n{links}")
            status, _, page = wait_for("the gallery", lambda: (a := site.http(ITEM[:-1]))[0] != 404 and a)
            self.assertEqual(status, 200)
            for name in names:
                self.assertIn(f'href="{ITEM}{name}"'.encode(), page)
                self.assertIn(f"Shown {name}".encode(), page)


class Attachments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None)
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n\n"
                      f"=> {ITEM[len('/en/wells/'):]}photo.png A photo\n=> /robots.txt Robots\n")
        folder = cls.site.path("wells/2026-03-05-pump")
        os.mkdir(folder)
        cls.site.save("wells/2026-03-05-pump/photo.png", PNG)
        for name, data, *_ in FILES:
            with open(os.path.join(folder, name), "wb") as f:
                f.write(data)
        cls.site.save("wells/2026-03-05-pump/index.en.gmi", "---\ntitle: A pump\n---\n\nText.\n\n=> page.html The page\n")
        cls.site.start()
        wait_for("the item", lambda: cls.site.http(ITEM[:-1])[0] == 200)

    @classmethod
    def tearDownClass(cls):
        cls.site.stop()

    def test_every_protocol_tells_the_same_type(self):
        lines = [line.split("\t") for line in self.site.gopher("/en/wells/").decode().splitlines()]
        menu = {re.sub(r" \([^(]*\)$", "", l[0][1:]): (l[0][0], l[1]) for l in lines if len(l) == 4}
        for name, data, mime, gopher, _ in FILES:
            with self.subTest(name):
                path = ITEM + urllib.parse.quote(name)
                status, headers, body = self.site.http(path)
                self.assertEqual((status, headers["Content-Type"].split(";")[0], body), (200, mime, data))
                status, meta, body = self.site.gemini(path)
                self.assertEqual((status, meta, body), (20, headers["Content-Type"], data))
                item_type, selector = menu[name]
                self.assertRegex(selector, r"^/[!-~]{1,254}$")
                self.assertNotRegex(selector, r"[?;#% ]")
                for same in selector, ITEM + name, path, urllib.parse.quote(selector):
                    self.assertEqual((item_type, self.site.gopher(same)), (gopher, data))

    def test_feeds_tell_that_type_too(self):
        types = {name: mime for name, _, mime, _, _ in FILES}
        atom = xml.fromstring(self.site.http("/en/wells/atom.xml")[2])
        links = [l for l in atom.iter("{http://www.w3.org/2005/Atom}link") if l.get("rel") == "enclosure"]
        told = {urllib.parse.unquote(l.get("href").rsplit("/", 1)[1]): l.get("type") for l in links}
        self.assertEqual(told, types)
        items = json.loads(self.site.http("/en/wells/feed.json")[2])["items"]
        told = {urllib.parse.unquote(a["url"].rsplit("/", 1)[1]): a["mime_type"] for a in items[0]["attachments"]}
        self.assertEqual(told, types)
        # RSS has one enclosure, with the type of its file.
        enclosure = next(xml.fromstring(self.site.http("/en/wells/rss.xml")[2]).iter("enclosure"))
        self.assertEqual(enclosure.get("type"), types[urllib.parse.unquote(enclosure.get("url").rsplit("/", 1)[1])])

    def test_a_browser_runs_none_of_them(self):
        for name, _, _, _, shown in FILES:
            with self.subTest(name):
                headers = self.site.http(ITEM + urllib.parse.quote(name))[1]
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(headers["Content-Disposition"] is None, shown)
                if not shown:
                    self.assertIn("sandbox", headers["Content-Security-Policy"])
                    plain, whole = file_name(headers["Content-Disposition"])
                    self.assertEqual(whole, name)
                    self.assertEqual(plain, re.sub(r"[^A-Za-z0-9 !#$&+.^_`|~-]", "_", name.encode().decode("latin-1")))

    def test_a_part_of_a_file_is_no_way_around(self):
        status, headers, _ = self.site.http(ITEM + "page.html", Range="bytes=0-20")
        self.assertEqual(status, 206)
        self.assertTrue(headers["Content-Disposition"].startswith("attachment"))

    def test_only_text_in_utf8_is_said_to_be_so(self):
        self.assertEqual(self.site.http(ITEM + "notes.txt")[1]["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(self.site.http(ITEM + "old.txt")[1]["Content-Type"], "text/plain")

    def test_links_within_texts_tell_it_as_well(self):
        self.assertIn(b'type="text/html">The page<', self.site.http(ITEM[:-1])[2])
        self.assertIn(b'type="image/png">A photo<', self.site.http("/en/wells/")[2])
        menu = self.site.gopher("/en/wells/")
        self.assertIn(b"IA photo\t", menu)
        self.assertIn(b"0Robots\t", menu)

    def test_a_file_that_changes_its_content_changes_its_type(self):
        self.site.save("roads/project.en.gmi", "---\nname: Roads\n---\n\nA project.\n")
        self.site.save("roads/2026-03-05-road/index.en.gmi", "---\ntitle: A road\n---\n\nText.\n")
        for data, mime in (b"%PDF-1.4\n%\xe2\xe3\n", "application/pdf"), (HTML, "text/html"):
            hidden = self.site.path("roads/2026-03-05-road/.new")
            with open(hidden, "wb") as f:
                f.write(data)
            os.rename(hidden, self.site.path("roads/2026-03-05-road/map"))
            wait_for(mime, lambda: self.site.gemini("/en/roads/2026-03-05-road/map")[1].split(";")[0] == mime)

    def test_a_link_within_the_content_is_the_file_that_it_leads_to(self):
        self.site.save("links/project.en.gmi", "---\nname: Links\n---\n\nA project.\n")
        self.site.save("links/2026-03-05-a/index.en.gmi", "---\ntitle: A\n---\n\nText.\n")
        folder, path = self.site.path("links/2026-03-05-a/"), "/en/links/2026-03-05-a/"
        with open(folder + "plan.pdf", "wb") as f:
            f.write(b"%PDF-1.4\n")
        wait_for("the file", lambda: self.site.http(path + "plan.pdf")[0] == 200)
        os.symlink("plan.pdf", folder + "soft.pdf")
        os.link(folder + "plan.pdf", folder + "hard.pdf")
        os.symlink("../../wells/2026-03-05-pump/photo.png", folder + "photo.png")
        wait_for("the picture", lambda: self.site.gemini(path + "photo.png")[1] == "image/png")
        for name, data, mime in (("soft.pdf", b"%PDF-1.4\n", "application/pdf"), ("hard.pdf", b"%PDF-1.4\n", "application/pdf")):
            wait_for(name, lambda: self.site.http(path + name)[0] == 200)
            self.assertEqual(self.site.gemini(path + name), (20, mime, data))
            self.assertEqual(self.site.gopher(path + name), data)
        before = len(self.site.lines)
        os.symlink("/etc/passwd", folder + "passwd.txt")
        self.assertIn("leaves the content directory", self.site.wait_line("passwd.txt", before))
        self.assertEqual(self.site.http(path + "passwd.txt")[0], 404)
