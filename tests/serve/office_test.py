"""A press officer's document of Word or LibreOffice is live everywhere, and nothing private gets out."""

import os
import shutil
import tempfile
import time
import unittest

from support.docx import PICTURE, PNG, docx, paragraph
from support.site import ROOT, Site, jarchy, wait_for

CASES = os.path.join(ROOT, "tests", "content", "office", "in", "bridge")
PATH = "/ru/wells/2026-11-20-most"
NAME = "wells/2026-11-20-most.ru.docx"
FEEDS = ["/ru/atom.xml", "/ru/rss.xml", "/ru/feed.json", "/ru/wells/atom.xml"]


def release(title, word, *more):
    return docx(paragraph("ПРЕСС-РЕЛИЗ"), paragraph(title, "h"), paragraph(f"Первый абзац говорит: {word}."), *more)


def save(site, name, data):
    """As word processors do: beside it, then renamed."""
    path = site.path(name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    aside = os.path.join(os.path.dirname(path), "~$" + os.path.basename(path))
    with open(aside, "wb") as f:
        f.write(data)
    os.rename(aside, path)


class Office(unittest.TestCase):
    def published(self, site, word):
        return all(page and word.encode() in page for page in site.everywhere(PATH).values())

    def in_feeds(self, site, title):
        return all(title in site.http(feed)[2].decode("unicode-escape" if feed.endswith("json") else "utf-8") or
                   title.encode() in site.http(feed)[2] for feed in FEEDS)

    def test_a_saved_document_is_live_in_all_protocols_and_feeds(self):
        with Site() as site:
            site.save("wells/project.ru.gmi", "---\nname: Колодцы\n---\n\nПроект.\n")
            wait_for("the project", lambda: site.http("/ru/wells/")[0] == 200)
            began = time.monotonic()
            save(site, NAME, release("Открыт мост", "альфа"))
            wait_for("the item", lambda: self.published(site, "альфа") and self.in_feeds(site, "Открыт мост"))
            print(f"a saved document was everywhere after {time.monotonic() - began:.2f} s")
            page = site.gemini(PATH)[2].decode()
            self.assertIn("# Открыт мост", page)
            self.assertIn("Пресс-релиз", page)
            self.assertNotIn("ПРЕСС-РЕЛИЗ", page)

            # Files of an open word processor, and half a file of a sync, change nothing.
            before = len(site.lines)
            for name in ("wells/~$26-11-20-most.ru.docx", "wells/.~lock.2026-11-20-most.ru.docx#"):
                with open(site.path(name), "wb") as f:
                    f.write(b"user")
            half = release("Половина", "бета")
            with open(site.path(NAME), "wb") as f:
                f.write(half[:len(half) // 2])
            line = site.wait_line(NAME, before)
            self.assertIn("not whole", line)
            self.assertNotIn("lock", "".join(site.lines[before:]))
            self.assertTrue(self.published(site, "альфа"))

            save(site, NAME, release("Новый мост", "гамма"))
            wait_for("the new text", lambda: self.published(site, "гамма") and self.in_feeds(site, "Новый мост"))

    def test_the_releases_of_word_and_libreoffice_are_whole(self):
        with Site() as site:
            site.save("wells/project.ru.gmi", "---\nname: Колодцы\n---\n\nПроект.\n")
            for kind in "docx", "odt":
                found = next(f for f in os.listdir(CASES) if f.endswith(kind) and ("word" in f or "libre" in f))
                shutil.copyfile(os.path.join(CASES, found), site.path(f"wells/2026-11-20-{kind}.ru.{kind}"))
            for kind in "docx", "odt":
                path = f"/ru/wells/2026-11-20-{kind}"
                wait_for(f"the {kind}", lambda: site.gemini(path)[0] == 20)
                for page in site.everywhere(path).values():
                    text = page.decode()
                    for words in ("В Кемине открыт мост", "120 м²", "сомов[1]", "Открытие", "Второй этап", "11:00",
                                  "https://fond.example/bridge", "«новый»"):
                        self.assertIn(words, text)
                    self.assertNotIn("\u00ad", text)

    def test_check_names_the_paragraph_and_the_cure(self):
        with tempfile.TemporaryDirectory(prefix="jarchy-office-") as folder:
            wells = os.path.join(folder, "content", "wells")
            os.makedirs(wells)
            for name, text in ("../site.ru.gmi", "---\ntitle: С\n---\n"), ("project.ru.gmi", "---\nname: К\n---\n\nП.\n"):
                with open(os.path.join(wells, name), "w") as f:
                    f.write(text)
            with open(os.path.join(folder, "jarchy.conf"), "w") as f:
                f.write('languages = {"ru"}\n')
            with open(os.path.join(wells, "2026-11-20-most.ru.docx"), "wb") as f:
                f.write(release("Открыт мост", "чужoй", PICTURE))
            run = jarchy("check", cwd=folder)
            self.assertIn('paragraph 3: warning: "чужoй" mixes', run.stderr)
            self.assertRegex(run.stderr, r'pictures in a document are not shown .1, the first is "The bridge at dawn".: .*2026-11-20-most/, .* index\.ru\.docx')
            self.assertEqual(run.returncode, 0, run.stderr)

    def test_an_import_puts_pictures_beside_the_text_and_comes_twice_to_nothing(self):
        with tempfile.TemporaryDirectory(prefix="jarchy-office-") as folder:
            os.makedirs(os.path.join(folder, "content"))
            with open(os.path.join(folder, "release.docx"), "wb") as f:
                f.write(docx(paragraph("20 ноября 2026 г."), paragraph("Открыт мост", "h"),
                             paragraph("Сегодня в селе открыт мост, и по нему уже идут автобусы из района."), PICTURE))
            for _ in range(2):
                run = jarchy("import", "release.docx", cwd=folder)
                self.assertEqual(run.returncode, 0, run.stderr)
            items = os.path.join(folder, "content", "imported")
            self.assertEqual(os.listdir(items), ["2026-11-20-otkryt-most"])
            item = os.path.join(items, "2026-11-20-otkryt-most")
            self.assertEqual(sorted(os.listdir(item)), ["index.ru.gmi", "picture-1.png"])
            with open(os.path.join(item, "picture-1.png"), "rb") as f:
                self.assertEqual(f.read(), PNG)
            with open(os.path.join(item, "index.ru.gmi"), encoding="utf-8") as f:
                text = f.read()
            self.assertIn("attachment: picture-1.png The bridge at dawn\n", text)
            self.assertIn("=> picture-1.png The bridge at dawn\n", text)
            self.assertNotIn("draft", text)


if __name__ == "__main__":
    unittest.main()
