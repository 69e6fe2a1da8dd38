"""One more language, with Uzbek words, is one file of the program and its content: no other file is touched."""

import os
import re
import subprocess
import unittest

import support.site
from support.additions import build
from support.site import Site

SITE = """---
title: Jarchi — rivojlanish loyihalari
summary: Qishloqlardan yangiliklar
topic_name: water Ichimlik suvi
---
Bu yerda loyihalar haqida yoziladi.
"""
PROJECT = """---
name: Suv loyihasi
period: 2021-09 .. 2095-09
donor: Donorlar
---
Toza suv hammaga kerak.
"""
EVENT = """---
title: Suv boʻyicha yigʻilish
kind: event
topic: water
event_start: 2022-02-28
event_end: 2022-03-03
---
Yigʻilish boʻlib oʻtdi.
"""


class OneMoreLanguage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.build = build()
        usual = support.site.JARCHY
        support.site.JARCHY = os.path.join(cls.build, "jarchy")
        cls.addClassCleanup(setattr, support.site, "JARCHY", usual)
        cls.site = Site(content=None, config='languages = {"qaa", "en"}\n')
        cls.addClassCleanup(cls.site.kill)
        for name, text in ("site.qaa.gmi", SITE), ("suv/project.qaa.gmi", PROJECT), ("suv/2022-03-03-y.qaa.gmi", EVENT), \
                          ("suv/2022-03-04-a.en.gmi", "---\ntitle: Only English\n---\nText.\n"):
            cls.site.save(name, text)
        cls.site.start()

    def web(self, path, status=200):
        got, _, body = self.site.http(path)
        self.assertEqual(got, status, path)
        return body.decode()

    def test_the_pack_passes_the_tests_of_every_pack(self):
        done = subprocess.run([os.path.join(self.build, "unit", "lang", "pack_test")], capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_pages_speak_it_in_every_protocol(self):
        status, meta, body = self.site.gemini("/qaa/")
        self.assertEqual((status, meta), (20, "text/gemini; charset=utf-8; lang=qaa"))
        for text in (body.decode(), self.web("/qaa/"), self.site.gopher("/qaa/").decode()):
            for words in "Jarchi — rivojlanish loyihalari", "Qishloqlardan yangiliklar", "Yangi xabarlar", "Mavzular", \
                         "Ichimlik suvi", "Obuna":
                self.assertIn(words, text)

    def test_numbers_have_its_plural(self):
        self.assertIn("1\u00A0ta yangilik", self.web("/qaa/topics/"))

    def test_dates_and_intervals_are_in_its_form(self):
        project = self.web("/qaa/suv/")
        self.assertIn("Muddati</dt><dd>2021-yil sentabr – 2095-yil sentabr", project)
        self.assertRegex(project, ">2022-yil.28-fevral.–.3-mart</time>")
        item = self.web("/qaa/suv/2022-03-03-y")
        self.assertIn('<html lang="qaa" dir="ltr">', item)
        self.assertIn(">2022-yil 3-mart</time> · Tadbir", item)

    def test_feeds_carry_it(self):
        feed = self.web("/qaa/suv/atom.xml")
        self.assertIn('xml:lang="qaa"', feed)
        self.assertIn("Suv boʻyicha yigʻilish", feed)
        self.assertIn("<language>qaa</language>", self.web("/qaa/rss.xml"))

    def test_errors_and_the_choice_of_language_know_it(self):
        self.assertIn("Sahifa topilmadi", self.web("/qaa/nothing/", 404))
        status, _, body = self.site.http("/", Accept_Language="qaa-UZ,qaa;q=0.9")
        self.assertEqual(status, 200)
        self.assertIn('<html lang="qaa"', body.decode())
        self.assertEqual(self.site.http("/nothing", Accept_Language="qaa")[2].decode().count("Sahifa topilmadi"), 2)

    def test_what_has_no_translation_is_one_link_away(self):
        self.assertIn('href="/qaa/elsewhere/"', self.web("/qaa/"))
        self.assertIn("Only English", self.web("/qaa/elsewhere/"))
        self.assertIn('hreflang="qaa"', self.web("/en/suv/"))

    def test_no_word_of_another_language_is_on_its_pages(self):
        for path in "/qaa/", "/qaa/projects/", "/qaa/suv/", "/qaa/archive/", "/qaa/topics/", "/qaa/feeds/":
            text = re.sub(r"<style>.*?</style>|<nav.*?</nav>|<[^>]*>|JSON Feed|https?:\S*", " ", self.web(path), flags=re.S)
            self.assertNotRegex(text, "[а-яА-Я]")
            for word in "News", "Archive", "Project", "Latest", "Subscribe", "Home", "When", "item":
                self.assertNotRegex(text, rf"\b{word}\b", path)
