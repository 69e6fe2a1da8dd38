"""A day of two editors who have a shared folder and nothing else: what Syncthing, Nextcloud and OneDrive leave in it, Word files,
photographs that come in pieces, corrections at the same minute. Readers ask all along, and never meet what nobody meant to publish."""

import json
import os
import re
import threading
import time
import unittest
import xml.etree.ElementTree as xml

from support import photo
from support.docx import docx, paragraph
from support.site import Site, jarchy, wait_for

NAME = "_READ-ME.txt"
LANGS = "ru", "ky", "en"
GRACE = 10  # readers on a busy machine take seconds for their rounds while a file is away
ATOM = "{http://www.w3.org/2005/Atom}"
# Words that are in files, and that no reader may ever see.
NEVER = ("ТАЙНА", "ЧУЖАЯ ПРАВКА", "<<<<<<<", "ПОЛОВИНА", "READ-ME", "deleted-entry")


class Readers(threading.Thread):
    """Ask for the same pages and feeds again and again in every protocol; note what must never be seen."""

    def __init__(self, site):
        super().__init__(daemon=True)
        self.site, self.faults, self.rounds = site, [], 0
        self.steady = set()  # paths that must answer
        self.halt = threading.Event()

    def fault(self, text):
        if text not in self.faults:
            self.faults.append(text)

    def look(self, what, body):
        text = body.decode("utf-8", "replace")
        for word in NEVER:
            if word in text:
                self.fault(f"{what} shows {word!r}")

    def ask(self, path):
        status, meta, body = self.site.gemini(path)
        web, _, page = self.site.http(path)
        hole = self.site.gopher(path)
        for name, seen in ("gemini", body), ("http", page), ("gopher", hole):
            self.look(f"{name} {path}", seen)
        if path in self.steady and (status >= 40 or web >= 400 or hole.startswith(b"3")):
            self.fault(f"{path}: gemini {status} {meta}, http {web}, gopher {hole[:40]!r}")

    def ask_feed(self, path):
        status, _, body = self.site.http(path)
        self.look(path, body)
        if status != 200:
            return
        titles = ([e["title"] for e in json.loads(body)["items"]] if path.endswith(".json") else
                  [e.findtext(ATOM + "title") for e in xml.fromstring(body).findall(ATOM + "entry")])
        if len(titles) != len(set(titles)):
            self.fault(f"{path} has an entry twice: {titles}")

    def round(self):
        for lang in "ru", "ky":
            for path in f"/{lang}/", f"/{lang}/kochkor/", f"/{lang}/kochkor/all.txt":
                self.ask(path)
            for path in f"/{lang}/atom.xml", f"/{lang}/kochkor/feed.json":
                self.ask_feed(path)
        for path in sorted(self.steady):
            self.ask(path)

    def run(self):
        while not self.halt.is_set():
            try:
                self.round()
            except (OSError, ValueError, xml.ParseError) as e:
                self.fault(repr(e))
            self.rounds += 1


class SyncedDay(unittest.TestCase):
    # --- as programs write into a shared folder

    def file(self, name):
        path = self.site.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def put(self, name, data):
        """Syncthing: into a hidden file beside it, then renamed."""
        path = self.file(name)
        hidden = os.path.join(os.path.dirname(path), f".syncthing.{os.path.basename(path)}.tmp")
        with open(hidden, "wb") as f:
            f.write(data.encode() if isinstance(data, str) else data)
        os.rename(hidden, path)

    def put_slowly(self, name, data, ending):
        """A browser or a file server: it grows under another name, whose half readers' rounds pass over."""
        path = self.file(name) + ending
        with open(path, "wb") as f:
            f.write(data[:len(data) // 2])
            f.flush()
            self.rounds()
            f.write(data[len(data) // 2:])
        os.rename(path, self.file(name))

    # --- what is asked

    def rounds(self, n=2):
        """Readers have asked everything that often since now."""
        want = self.readers.rounds + n + 1
        wait_for("readers", lambda: self.readers.rounds >= want)

    def shown(self, path, *words):
        wait_for(f"{words} at {path}", lambda: all(
            page and all(w.encode() in page for w in words) for page in self.site.everywhere(path).values()))
        self.readers.steady.add(path)

    def told(self, folder, *words):
        """The report in the folder says all of this; it and `check` in three languages go into the log of the test."""
        path = self.site.path(f"{folder}/{NAME}")

        def text():
            try:
                with open(path, encoding="utf-8-sig") as f:
                    said = f.read()
            except FileNotFoundError:
                return ""
            return said if all(w in said for w in words) else ""
        said = wait_for(f"a report with {words} in {folder}", text)
        print("".join(f"# {line}\n" for line in said.splitlines()[2:-1] if line), end="", flush=True)
        lines = set()
        for lang in LANGS:
            run = jarchy("check", "--lang", lang, "-c", self.site.config)
            line = next(l for l in run.stderr.splitlines() if all(w in l for w in words))
            print(f"# {lang}: {line.replace(self.site.content + '/', '')}", flush=True)
            lines.add(line)
        self.assertEqual(len(lines), len(LANGS), "each language has words of its own")
        return said

    def mended(self, folder):
        wait_for("the report to go", lambda: not os.path.exists(self.site.path(f"{folder}/{NAME}")))

    # --- the hours

    def test_the_day(self):
        config = f'languages = {{"ru", "ky", "en"}}\nreport = yes\ngrace = {GRACE}\n'
        with Site(content=None, config=config) as self.site:
            for lang in LANGS:
                self.put(f"site.{lang}.gmi", f"---\ntitle: Жарчы {lang}\n---\n\nЖаңылыктар.\n")
            self.readers = Readers(self.site)
            self.readers.start()
            for hour in (self.the_item_is_there_before_its_project, self.a_word_file_comes_in_pieces, self.photographs,
                         self.a_draft_waits_and_goes_out, self.two_correct_at_the_same_minute, self.a_file_goes_and_comes_back,
                         self.names_in_capital_letters, self.clocks_differ, self.a_conflict_in_the_text, self.one_is_taken_away):
                hour()
                self.rounds()
                self.assertEqual(self.readers.faults, [], hour.__name__)
            self.readers.halt.set()
            self.readers.join()
            self.assertEqual(self.readers.faults, [])

    def the_item_is_there_before_its_project(self):
        self.put("kochkor/2026-11-20-meeting.ru.gmi", "---\ntitle: Сход в Кочкоре\n---\n\nЖители собрались.\n")
        self.shown("/ru/kochkor/2026-11-20-meeting", "Сход в Кочкоре")
        self.shown("/ru/kochkor/", "Сход в Кочкоре")
        self.put("kochkor/project.ru.gmi", "---\nname: Вода для Кочкора\n---\n\nПроект.\n")
        self.put("kochkor/project.ky.gmi", "---\nname: Кочкорго суу\n---\n\nДолбоор.\n")
        self.shown("/ru/kochkor/", "Вода для Кочкора")

    def a_word_file_comes_in_pieces(self):
        whole = docx(paragraph("Насос работает", "h"), paragraph("Насос пустили утром."))
        self.put("kochkor/.~lock.2026-11-21-pump.ru.docx#", "Айгүл,LAPTOP;")
        self.put("kochkor/~$26-11-21-pump.ru.docx", "\x05ABC ПОЛОВИНА")
        self.put_slowly("kochkor/2026-11-21-pump.ru.docx", whole, ".~a1b2c3")
        self.shown("/ru/kochkor/2026-11-21-pump", "Насос работает", "Насос пустили утром.")

    def photographs(self):
        self.put("kochkor/2026-11-22-photo/index.ru.gmi",
                 "---\ntitle: Снимки насоса\n---\n\nВот он.\n\n=> Фото 1 насос.jpg Насос утром\n")
        for ending in ".part", ".crdownload", ".filepart":
            self.put_slowly("kochkor/2026-11-22-photo/Фото 1 насос.jpg", photo.jpeg(photo.scene(400, 300)), ending)
        self.shown("/ru/kochkor/2026-11-22-photo", "Насос утром")
        wait_for("the photograph", lambda: self.site.http(
            "/ru/kochkor/2026-11-22-photo/%D0%A4%D0%BE%D1%82%D0%BE%201%20%D0%BD%D0%B0%D1%81%D0%BE%D1%81.jpg")[0] == 200)

    def a_draft_waits_and_goes_out(self):
        self.put("kochkor/2026-11-23-report.ru.gmi", "---\ntitle: ТАЙНА: отчёт\ndraft: yes\n---\n\nТАЙНА.\n")
        self.rounds()
        self.put("kochkor/2026-11-23-report.ru.gmi", "---\ntitle: Отчёт за год\n---\n\nПостроено три насоса.\n")
        self.shown("/ru/kochkor/2026-11-23-report", "Построено три насоса.")

    def two_correct_at_the_same_minute(self):
        mine = "---\ntitle: Отчёт за год\n---\n\nПостроено четыре насоса.\n"
        theirs = "---\ntitle: Отчёт за год\n---\n\nЧУЖАЯ ПРАВКА.\n"
        copies = ["2026-11-23-report.ru.sync-conflict-20261127-101500-ABCDEF1.gmi", "2026-11-23-report.ru-AIDA-LAPTOP.gmi",
                  "2026-11-23-report.ru (conflicted copy 2026-11-27 101500).gmi", "2026-11-23-report.ru — копия.gmi"]
        for copy in copies:
            # Once the copy comes first, once the correction.
            first, second = (copy, "2026-11-23-report.ru.gmi") if "sync" in copy else ("2026-11-23-report.ru.gmi", copy)
            for name in first, second:
                self.put(f"kochkor/{name}", theirs if name == copy else mine)
            self.shown("/ru/kochkor/2026-11-23-report", "Построено четыре насоса.")
            self.told("kochkor", copy, "2026-11-23-report.ru.gmi")
            os.unlink(self.site.path(f"kochkor/{copy}"))
            self.mended("kochkor")

    def a_file_goes_and_comes_back(self):
        name, text = "kochkor/2026-11-20-meeting.ru.gmi", "---\ntitle: Сход в Кочкоре\n---\n\nЖители собрались и решили.\n"
        os.unlink(self.site.path(name))
        self.rounds()
        self.put(name, text)
        self.shown("/ru/kochkor/2026-11-20-meeting", "и решили")
        # The whole folder, as a share that is lost for a moment.
        os.rename(self.site.path("kochkor"), os.path.join(self.site.folder, "away"))
        self.rounds()
        os.rename(os.path.join(self.site.folder, "away"), self.site.path("kochkor"))
        self.put(name, text.replace("решили", "решили так"))
        self.shown("/ru/kochkor/2026-11-20-meeting", "решили так")

    def names_in_capital_letters(self):
        plain = self.site.path("kochkor/2026-11-20-meeting.ru.gmi")
        other = self.site.path("kochkor/2026-11-20-Meeting.RU.gmi")
        os.rename(plain, other)
        self.rounds()
        os.rename(other, plain)
        self.shown("/ru/kochkor/2026-11-20-meeting", "решили так")
        self.mended("kochkor")

    def clocks_differ(self):
        """One computer is seven minutes fast, another slow: what is saved later counts, whatever its time says."""
        name = "kochkor/2026-11-20-meeting.ru.gmi"
        for ahead, word in (420, "раз"), (-420, "два"), (0, "три"):
            text = f"---\ntitle: Сход в Кочкоре\n---\n\nЖители собрались и решили, {word}.\n"
            hidden = self.site.path("kochkor/.syncthing.m.tmp")
            with open(hidden, "w", encoding="utf-8") as f:
                f.write(text)
            os.utime(hidden, (time.time() + ahead,) * 2)
            os.rename(hidden, self.site.path(name))
            self.shown("/ru/kochkor/2026-11-20-meeting", f"решили, {word}")

    def a_conflict_in_the_text(self):
        name = "kochkor/2026-11-20-meeting.ru.gmi"
        self.put(name, "---\ntitle: Сход в Кочкоре\n---\n\n<<<<<<< HEAD\nОдно.\n=======\nДругое.\n>>>>>>> айгүл\n")
        self.told("kochkor", "2026-11-20-meeting.ru.gmi", "<<<<<<<")
        self.put(name, "---\ntitle: Сход в Кочкоре\n---\n\nОдно и другое.\n")
        self.shown("/ru/kochkor/2026-11-20-meeting", "Одно и другое.")
        self.mended("kochkor")

    def one_is_taken_away(self):
        self.readers.steady.discard("/ru/kochkor/2026-11-22-photo")
        for name in os.listdir(self.site.path("kochkor/2026-11-22-photo")):
            os.unlink(self.site.path(f"kochkor/2026-11-22-photo/{name}"))
        os.rmdir(self.site.path("kochkor/2026-11-22-photo"))
        # From then on a tombstone is right.
        self.readers.halt.set()
        self.readers.join()
        wait_for("it to be gone", lambda: self.site.http("/ru/kochkor/2026-11-22-photo")[0] == 410 and
                 self.site.gemini("/ru/kochkor/2026-11-22-photo")[0] == 52)
        self.assertRegex(self.site.http("/ru/kochkor/atom.xml")[2].decode(), "deleted-entry")
        faults, steady = self.readers.faults, self.readers.steady
        self.readers = Readers(self.site)
        self.readers.faults, self.readers.steady = faults, steady
        self.readers.look = lambda what, body: None
        self.readers.start()
        self.rounds()
        self.assertTrue(re.search("Отчёт за год", self.site.http("/ru/kochkor/")[2].decode()))
