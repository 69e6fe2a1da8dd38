"""A site of one's own: pages and news of the organisation, what is served as it is, a site of one language."""

import os
import re
import unittest

from support.site import Site, wait_for

DARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="5" cx="5" cy="5"/></svg>'


def text(title, body="Text.", *keys):
    return "---\n" + "".join(k + "\n" for k in (f"title: {title}", *keys)) + f"---\n{body}\n"


def organisation(site):
    """Two languages; a project, news of its own, pages of which one is in one language, a logo, files."""
    for lang, name in ("en", "Bridge Society"), ("ru", "Общество «Мост»"):
        site.save(f"site.{lang}.gmi", text(name, "We build.", "contact: +996 312 90-52-05", "licence: CC BY 4.0",
                                           "channel: https://t.me/bridge Telegram", "channel: news@example.org", "footer: Printed here."))
        site.save(f"wells/project.{lang}.gmi", "---\nname: Wells\n---\nText.\n")
        site.save(f"wells/2026-01-02-pump.{lang}.gmi", text("A pump"))
        site.save(f"2026-03-05-bridge.{lang}.gmi", text("A bridge"))
    site.save("about.en.gmi", text("About us", "We are.", "menu: 2"))
    site.save("contacts/index.en.gmi", text("Contacts", "=> map.txt Map", "menu: 1"))
    site.save("contacts/index.ru.gmi", text("Контакты", "Текст.", "menu: 1"))
    site.save("contacts/map.txt", "map\n")
    site.save("site/logo.svg", DARK)
    site.save("static/.well-known/security.txt", "Contact: mailto:a@example.org\n")
    site.save("static/old/page.html", "<p>Old</p><script>alert(1)</script>")
    site.save("static/robots.txt", "User-agent: x\n")


class Own(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(None, 'languages = {"en", "ru"}\n')
        cls.addClassCleanup(cls.site.kill)
        organisation(cls.site)
        cls.site.start()

    def page(self, path, status=200):
        got, _, body = self.site.http(path)
        self.assertEqual(got, status, path)
        return body.decode()

    def test_pages_are_in_the_menu_in_their_order_in_every_protocol(self):
        menu = re.search(r'<nav aria-label="Menu">.*?</nav>', self.page("/en/"))[0]
        self.assertEqual(re.findall(r'href="([^"]+)"', menu),
                         ["/en/archive/", "/en/projects/", "/en/contacts", "/en/about", "/en/search", "/en/feeds/"])
        # What is not translated is there in the language that it has.
        self.assertIn('<a href="/en/about" hreflang="en" lang="en">About us</a>', self.page("/ru/"))
        for answer in self.site.gemini("/ru/")[2].decode(), self.site.gopher("/ru/").decode():
            self.assertLess(answer.index("/ru/contacts"), answer.index("/en/about"))
        self.assertIn("=> /en/contacts/map.txt Map", self.site.gemini("/en/contacts")[2].decode())
        self.assertEqual(self.site.http("/en/contacts/map.txt")[2], b"map\n")
        self.assertNotIn("1970", self.page("/en/about"))
        self.assertEqual(self.site.http("/en/about/")[0], 301)
        self.assertEqual(self.site.http("/en/wells")[0], 301)

    def test_the_foot_says_whom_to_ask_in_every_protocol(self):
        for path in "/en/", "/en/about", "/en/wells/2026-01-02-pump", "/en/search", "/en/nothing":
            page = self.page(path, 404 if path == "/en/nothing" else 200)
            foot = re.search("<footer>.*</footer>", page, re.S)[0]
            for words in 'href="tel:+996312905205"', "CC BY 4.0", 'rel="me">Telegram</a>', 'href="mailto:news@example.org"', "Printed here.":
                self.assertIn(words, foot)
        for answer in self.site.gemini("/en/about")[2].decode(), self.site.gopher("/en/about").decode():
            for words in "+996 312 90-52-05", "CC BY 4.0", "https://t.me/bridge", "Printed here.":
                self.assertIn(words, answer)

    def test_news_of_no_project_is_in_the_lists_of_the_site_and_in_no_project(self):
        for path in "/en/", "/en/archive/2026/":
            self.assertIn('href="/en/2026-03-05-bridge"', self.page(path))
        self.assertIn("/2026-03-05-bridge/en</id>", self.page("/en/atom.xml"))
        for path in "/en/wells/", "/en/wells/atom.xml":
            self.assertNotIn("2026-03-05-bridge", self.page(path))
        self.assertIn('href="/en/2026-03-05-bridge"', self.page("/en/search?q=bridge"))
        self.assertTrue(self.site.gemini("/ru/2026-03-05-bridge")[2].startswith(b"# A bridge"))

    def test_files_are_served_as_they_are(self):
        status, headers, body = self.site.http("/.well-known/security.txt")
        self.assertEqual((status, headers["Content-Type"], body),
                         (200, "text/plain; charset=utf-8", b"Contact: mailto:a@example.org\n"))
        self.assertEqual(self.site.http("/robots.txt")[2], b"User-agent: x\n")
        headers = self.site.http("/old/page.html")[1]
        self.assertEqual((headers["Content-Type"], headers["Content-Disposition"]), ("text/html; charset=utf-8", None))
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertIn("img-src 'self'", self.site.http("/en/nothing")[1]["Content-Security-Policy"])
        self.assertEqual(self.site.gemini("/.well-known/security.txt")[2], body)
        self.assertEqual(self.site.gopher("/.well-known/security.txt"), body)
        self.assertIn('src="/site/logo.svg"', self.page("/en/"))
        self.assertEqual(self.site.http("/site/logo.svg")[2].decode(), DARK)


class Faults(unittest.TestCase):
    def test_what_is_wrong_is_named_and_the_rest_is_served(self):
        site = Site(None, 'languages = {"en", "ru"}\n')
        self.addCleanup(site.kill)
        organisation(site)
        site.save("wells.en.gmi", text("No page"))
        site.save("search.en.gmi", text("No page"))
        site.save("static/en/hidden.html", "x")
        site.save("site/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
        site.save("site.ru.gmi", "---\ntitle: Мост\nkontakt: x\n---\n")
        with site:
            said = "\n".join(site.lines)
            for words in ("wells.en.gmi: error: wells is a project", 'search.en.gmi: error: "search" is the address of a page',
                          "static/en/hidden.html: error: /en/hidden.html is the address", "site/logo.svg: "):
                self.assertIn(words, said)
            for path in "/en/", "/ru/", "/en/wells/", "/en/about", "/ru/2026-03-05-bridge", "/.well-known/security.txt":
                self.assertEqual(site.http(path)[0], 200, path)
            # The language whose text has a wrong key stays in the choice.
            self.assertIn('href="/ru/"', site.http("/en/")[2].decode())
            self.assertNotIn(b"site/logo", site.http("/en/")[2])

    def test_files_beside_a_page_come_before_its_text_and_go_with_it(self):
        with Site(None, 'languages = {"en", "ru"}\n') as site:
            site.save("site.en.gmi", text("S"))
            site.save("team/list.txt", "names\n")
            site.wait_line("team/list.txt: error")
            site.save("team/index.en.gmi", text("Team"))
            wait_for("the file", lambda: site.http("/en/team/list.txt")[0] == 200)
            site.save("team/index.en.gmi", text("Team", "Text.", "draft: yes"))
            wait_for("the draft", lambda: site.http("/en/team/list.txt")[0] == 404)


class OneLanguage(unittest.TestCase):
    def test_names_need_no_language_and_a_second_one_changes_nothing(self):
        site = Site(None, 'languages = {"ru"}\nauthority = "example.org"\n')
        self.addCleanup(site.kill)
        site.save("site.gmi", text("Мост"))
        site.save("about.md", text("О нас", "Мы.", "menu: 1"))
        site.save("2026-03-05-bridge.gmi", text("Мост открыт"))
        site.save("wells/project.gmi", "---\nname: Колодцы\n---\nТекст.\n")
        site.save("wells/2026-01-02-pump/index.gmi", text("Насос"))
        site.start()
        home = site.http("/")[2].decode()
        self.assertIn('<link rel="canonical" href="http://localhost:%d/">' % site.ports["http"], home)
        self.assertIn("Мост открыт", home)
        self.assertNotIn("hreflang", home.split("<body>")[1])
        self.assertEqual(site.http("/ru/")[0], 200)
        self.assertNotIn("/ru/</loc>", site.http("/sitemap.xml")[2].decode())
        self.assertEqual([site.http(p)[0] for p in ("/ru/about", "/ru/wells/2026-01-02-pump")], [200, 200])
        ids = re.findall("<id>(.*?)</id>", site.http("/ru/atom.xml")[2].decode())
        self.assertEqual(len(ids), 3)
        site.stop()
        site.write_config('languages = {"ru", "en"}\nauthority = "example.org"\n')
        site.save("site.en.gmi", text("Bridge"))
        site.save("2026-03-05-bridge.en.gmi", text("The bridge is open"))
        site.start()
        self.assertEqual(re.findall("<id>(.*?)</id>", site.http("/ru/atom.xml")[2].decode()), ids)
        wait_for("the new text", lambda: site.http("/en/2026-03-05-bridge")[0] == 200)
        self.assertEqual([site.http(p)[0] for p in ("/ru/about", "/ru/wells/2026-01-02-pump")], [200] * 2)
        self.assertIn('href="/en/"', site.http("/")[2].decode())
        site.stop()
        # Neither another order, nor another name of the site's own text, takes away what readers know.
        site.write_config('languages = {"en", "ru"}\nauthority = "example.org"\n')
        os.rename(site.path("site.gmi"), site.path("site.ru.gmi"))
        site.save("2026-04-01-new.gmi", text("Новое"))
        site.start()
        self.assertEqual(re.findall("<id>(.*?)</id>", site.http("/ru/atom.xml")[2].decode()), ids)
        wait_for("the new text", lambda: site.http("/en/2026-03-05-bridge")[0] == 200)
        self.assertEqual([site.http(p)[0] for p in ("/ru/about", "/ru/wells/2026-01-02-pump")], [200] * 2)
        self.assertEqual([site.http(p)[0] for p in ("/ru/2026-04-01-new", "/en/2026-04-01-new")], [404] * 2)
        site.wait_line("2026-04-01-new.gmi: error: ")
        # Nor does a project that is called like a page.
        site.save("about/project.ru.gmi", "---\nname: О\n---\nТекст.\n")
        wait_for("the project", lambda: site.http("/ru/about/")[0] == 200)
        site.stop()
        site.start()
        self.assertEqual([site.http(p)[0] for p in ("/ru/about", "/ru/about/")], [200] * 2)
