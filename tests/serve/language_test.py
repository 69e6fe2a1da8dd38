"""One more language, with Uzbek words, is one text file beside the configuration, and its content."""

import os
import re
import shutil
import signal
import unittest

from support.site import ROOT, Site, jarchy, wait_for

PACK = os.path.join(ROOT, "tests", "lang", "qaa.lang")

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
        cls.site = Site(content=None, config='languages = {"qaa", "en"}\nlanguages_dir = "langs"\n')
        cls.addClassCleanup(cls.site.kill)
        os.mkdir(os.path.join(cls.site.folder, "langs"))
        shutil.copy(PACK, os.path.join(cls.site.folder, "langs"))
        for name, text in ("site.qaa.gmi", SITE), ("suv/project.qaa.gmi", PROJECT), ("suv/2022-03-03-y.qaa.gmi", EVENT), \
                          ("suv/2022-03-04-a.en.gmi", "---\ntitle: Only English\n---\nText.\n"):
            cls.site.save(name, text)
        cls.site.start()

    def web(self, path, status=200):
        got, _, body = self.site.http(path)
        self.assertEqual(got, status, path)
        return body.decode()

    def test_nothing_is_wrong_with_the_pack(self):
        run = jarchy("languages", "-c", self.site.config)
        self.assertEqual(run.stderr, "")
        self.assertRegex(run.stdout, r"(?m)^\* qaa +Qaacha +\S*langs/qaa\.lang$")

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


class AnyLanguage(unittest.TestCase):
    """Languages without a pack, other scripts, and packs that change while the site is served."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, config='languages = {"en", "zh-TW", "mr", "sr-Latn", "qaa"}\nlanguages_dir = "langs"\n')
        cls.addClassCleanup(cls.site.kill)
        os.mkdir(os.path.join(cls.site.folder, "langs"))
        cls.put_pack("[words]\nnewest = Eng yangi\nnwest = x\n")
        for tag in "en", "zh-Hant", "mr", "SR-latn", "qaa":
            cls.site.save(f"site.{tag}.gmi", "---\ntitle: Site\n---\nText.\n")
            cls.site.save(f"wells/project.{tag}.gmi", "---\nname: Wells\n---\nText.\n")
            cls.site.save(f"wells/2026-11-20-x.{tag}.gmi", f"---\ntitle: Title {tag}\n---\nText.\n")
        cls.site.start()
        cls.site.keep_ports()

    @classmethod
    def put_pack(cls, text):
        with open(os.path.join(cls.site.folder, "langs", "qaa.lang"), "w", encoding="utf-8") as f:
            f.write(text)

    def web(self, path):
        status, _, body = self.site.http(path)
        self.assertEqual(status, 200, path)
        return body.decode()

    def test_each_has_pages_and_feeds_under_its_tag(self):
        for tag in "zh-hant", "mr", "sr-latn":
            with self.subTest(tag):
                item = self.web(f"/{tag}/wells/2026-11-20-x")
                self.assertIn(f'<html lang="{tag}"', item)
                for other in "en", "zh-hant", "mr", "sr-latn":
                    self.assertIn(f'hreflang="{other}"', item)
                self.assertIn(f'xml:lang="{tag}"', self.web(f"/{tag}/wells/atom.xml"))
                self.assertIn(f"lang={tag}", self.site.gemini(f"/{tag}/")[1])
                self.assertIn("Title", self.site.gopher(f"/{tag}/wells/").decode())

    def test_dates_and_digits_are_those_of_the_language(self):
        self.assertIn(">२० नोव्हेंबर, २०२६</time>", self.web("/mr/wells/2026-11-20-x"))
        self.assertIn(">२०२६</a>", self.web("/mr/archive/"))
        self.assertIn('href="/mr/archive/2026/"', self.web("/mr/archive/"))
        self.assertIn(">2026年11月20日</time>", self.web("/zh-hant/wells/2026-11-20-x"))

    def test_readers_find_their_language(self):
        for wanted, tag in ("zh-TW", "zh-hant"), ("zh", "zh-hant"), ("sr-Latn-RS,en;q=0.5", "sr-latn"), ("sr", "sr-latn"), \
                           ("de, mr;q=0.5", "mr"):
            with self.subTest(wanted):
                self.assertIn(f'<html lang="{tag}"', self.site.http("/", Accept_Language=wanted)[2].decode())

    def test_search_knows_them(self):
        wait_for("the index", lambda: "Title" in self.web("/zh-hant/search?q=title"))

    def test_what_is_wrong_is_said_with_its_line(self):
        said = "\n".join(self.site.lines)
        self.assertRegex(said, r'langs/qaa\.lang:3: unknown key "nwest": did you mean "newest"\?')
        self.assertRegex(said, r'there is no pack of the language "mr"')

    def test_a_pack_is_read_again_at_a_reload(self):
        self.assertIn("Eng yangi", self.web("/qaa/"))
        self.put_pack("[words]\nnewest = So‘nggi\n")
        self.site.signal(signal.SIGHUP)
        wait_for("the new words", lambda: "So‘nggi" in self.web("/qaa/"))
        shutil.copy(PACK, os.path.join(self.site.folder, "langs"))
        self.site.signal(signal.SIGHUP)
        wait_for("those of the whole pack", lambda: "Yangi xabarlar" in self.web("/qaa/"))
        self.put_pack("[words]\nnewest = Eng yangi\nnwest = x\n")
        self.site.signal(signal.SIGHUP)
        wait_for("the first words", lambda: "Eng yangi" in self.web("/qaa/"))

    def test_a_new_pack_is_begun_with_everything_in_it(self):
        new = jarchy("languages", "--new", "mr", "-c", self.site.config)
        self.assertEqual(new.returncode, 0)
        self.assertIn("# link: the home page\nhome = Home\n", new.stdout)
        self.assertIn("plural = mr\n", new.stdout)
        self.assertIn("[punctuation]\nlabel = {label}: {value}\nlist = {a}, {b}\nnote = {text} ({note})\n", new.stdout)
        folder = os.path.join(self.site.folder, "new")
        os.mkdir(folder)
        with open(os.path.join(folder, "mr.lang"), "w", encoding="utf-8") as f:
            f.write(new.stdout)
        config = os.path.join(self.site.folder, "new.conf")
        with open(config, "w", encoding="utf-8") as f:
            f.write('languages = {"mr"}\nlanguages_dir = "new"\n')
        self.assertEqual(jarchy("languages", "-c", config).stderr, "")
        self.assertIn('"m" is no tag', jarchy("languages", "--new", "m", "-c", config).stderr)


class PacksWithFaults(unittest.TestCase):
    """Whatever is in the folder of packs, each fault has its line and the site is served with the rest."""

    FILES = {"mn.lang": "[words]\nhome = Нүүр\nhme = x\n", "kk.lang": "[words]\nhome = Басы\n",
             "kk-Cyrl.lang": "[words]\nhome = Екі\n", "ky.lang": "[words]\nhome = Үй\nmenu = {a}\n", "es.lang": "",
             "my pack.lang": "[words]\n", "fr.lang.txt": "[words]\n", "notes.txt": "notes", "mn.lang~": "x", ".mn.lang.swp": "x"}

    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, config='languages = {"en", "mn", "kk", "ky", "es", "de"}\nlanguages_dir = "langs"\n')
        cls.addClassCleanup(cls.site.kill)
        cls.langs = os.path.join(cls.site.folder, "langs")
        os.mkdir(cls.langs)
        for name, text in cls.FILES.items():
            with open(os.path.join(cls.langs, name), "w", encoding="utf-8") as f:
                f.write(text)
        with open(os.path.join(cls.langs, "de.lang"), "w", encoding="utf-16") as f:
            f.write("[words]\nhome = Haus\n")
        for tag in "en", "mn", "kk", "ky", "es", "de":
            cls.site.save(f"site.{tag}.gmi", "---\ntitle: Site\n---\nText.\n")
        cls.site.start()
        cls.site.keep_ports()
        # Its lines come by another way than its addresses.
        wait_for("the line of each fault", lambda: len(cls.said(cls.site.lines)) >= len(cls.LINES))
        cls.at_start = list(cls.site.lines)

    @staticmethod
    def said(lines):
        """The lines about packs, without their beginnings: file, line and sentence."""
        found = [m[1] for m in (re.search(r"\blangs/(.*)", line) for line in lines) if m]
        return sorted(f for f in found if "missing in [" not in f)

    LINES = ['de.lang: this file is in UTF-16: save it as UTF-8',
             'es.lang: this file is empty: begin with what "jarchy languages --new es" prints',
             'fr.lang.txt: the name of a language pack ends in ".lang": rename this file',
             'kk-Cyrl.lang: "kk.lang" is of the same language, and is used: take one of the two away',
             'ky.lang:3: menu: {a} cannot be filled in here: take it out',
             'mn.lang:3: unknown key "hme": did you mean "home"?',
             'my pack.lang: the name of a language pack is a tag like "ky" or "uz-Cyrl" (BCP 47) and ".lang"']

    def test_each_fault_has_one_line_at_start_and_in_the_test_of_the_configuration(self):
        self.assertEqual(self.said(self.at_start), self.LINES)
        self.assertNotIn("there is no pack", "\n".join(self.at_start))
        test = jarchy("config", "--test", "-c", self.site.config, cwd=self.site.folder)
        self.assertEqual((test.returncode, self.said(test.stderr.splitlines())), (0, self.LINES))

    def test_the_site_has_what_is_good(self):
        for tag, home, menu in ("mn", "Нүүр", "Menu"), ("kk", "Басы", "Мәзір"), ("ky", "Үй", "Меню"), \
                               ("es", "Inicio", "Menú"), ("de", "Startseite", "Menü"):
            with self.subTest(tag):
                page = self.web(tag)
                self.assertEqual(re.findall(r'<span itemprop="name">([^<]*)<', page), [home])
                self.assertEqual(re.findall(r'<nav aria-label="([^"]*)"', page)[0], menu)

    def web(self, tag):
        status, _, body = self.site.http(f"/{tag}/feeds/")
        self.assertEqual(status, 200, tag)
        return body.decode()

    def test_a_folder_that_is_away_is_said_and_the_site_goes_on(self):
        os.rename(self.langs, self.langs + ".away")
        before = len(self.site.lines)
        self.site.signal(signal.SIGHUP)
        self.site.wait_line("langs: this folder of language packs cannot be read: No such file or directory: make it", before)
        wait_for("the words of the program", lambda: "Башкы бет" in self.web("ky"))
        self.assertEqual(self.site.http("/mn/")[0], 200)
        os.rename(self.langs + ".away", self.langs)
        self.site.signal(signal.SIGHUP)
        wait_for("those of the folder", lambda: "Үй" in self.web("ky"))
