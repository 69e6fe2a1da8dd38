"""What editors without a terminal do by mistake: it is understood, or told with the cure, and never published."""

import os
import shutil
import tempfile
import unittest

from support import photo
from support.site import Site, jarchy, wait_for

CONFIG = 'host = "localhost"\nlanguages = {"ru", "en"}\nauthority = "example.org"\n'
TEXT = "Мост открыт для всех жителей, и это первый из новых мостов.\n"
COPIES = ["2026-01-21-bridge.ru-AIDA-LAPTOP.gmi", "2026-01-21-bridge.ru (conflicted copy 2026-01-21).gmi",
          "2026-01-21-bridge.ru.sync-conflict-20260121-101500-ABCDEF1.gmi", "2026-01-21-bridge.ru - Copy (2).gmi",
          "2026-01-21-bridge.ru — копия.gmi", "2026-01-21-bridge.ru-old.gmi", "2026-01-21-bridge.ru (1).gmi"]


def item(title, more="", body=TEXT):
    return f"---\ntitle: {title}\nid: urn:x:{title}\n{more}---\n\n{body}"


def write(folder, files):
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


class Built(unittest.TestCase):
    """Content and what a build makes of it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, self.folder)
        write(self.folder, {"jarchy.conf": CONFIG, "content/site.ru.gmi": "---\ntitle: S\n---\n",
                            "content/p/project.ru.gmi": "---\nname: P\n---\n"})

    def path(self, name):
        return os.path.join(self.folder, name)

    def build(self, files=(), errors=0):
        write(self.folder, {"content/" + name: text for name, text in dict(files).items()})
        self.assertEqual(jarchy("build", cwd=self.folder).returncode, errors)
        return read(self.folder, "feeds/ru/p/atom.xml")

    def rename(self):
        write(self.folder, {"content/site.ru.gmi": "---\ntitle: S\nrename: yes\n---\n"})

    def ids(self):
        return [line.strip() for line in read(self.folder, "feeds/ru/p/atom.xml").splitlines() if "<id>" in line]

    def test_the_whole_right_name_is_told(self):
        write(self.folder, {"content/p/20.11.2025 Мост в Кемине.gmi": item("a"), "content/Мост.ru.gmi": item("b", "date: 2025-03-04\n"),
                            "content/p/2025-01-02-bridge.gmi": item("c")})
        lines = jarchy("check", "-q", cwd=self.folder).stderr
        for name in "2025-11-20-most-v-kemine.ru.gmi", "2025-03-04-most.ru.gmi", "2025-01-02-bridge.ru.gmi":
            self.assertIn(f"{name}", lines)
        self.assertIn("name news 2025-03-04-most.ru.gmi", lines)

    def test_with_rename_a_text_is_taken_as_it_is(self):
        self.rename()
        feed = self.build({"p/20.11.2025 Мост в Кемине.gmi": item("a"), "p/2025-01-02-bridge.gmi": item("b"),
                             "p/2025-11-20 Мост (1).gmi": item("c"), "p/2025-11-20 Мост.gmi": item("d")}, errors=1)
        for path in "/ru/p/2025-11-20-most-v-kemine", "/ru/p/2025-01-02-bridge", "/ru/p/2025-11-20-most":
            self.assertIn(path + '"', feed)
        self.assertIn("urn:x:d", feed)
        self.assertNotIn("urn:x:c", feed)

    def test_the_id_of_a_renamed_text_stays_when_it_is_edited_and_when_the_catalogue_is_lost(self):
        self.rename()
        name = self.path("content/p/Мост.gmi")
        write(self.folder, {"content/p/Мост.gmi": "---\ntitle: A\n---\n" + TEXT})
        os.utime(name, (1700000000, 1700000000))
        self.assertIn("/ru/p/2023-11-15-most", self.build())
        before = self.ids()
        for lost in (), ("catalog.db",):
            write(self.folder, {"content/p/Мост.gmi": "---\ntitle: B\n---\nДругой текст. " + TEXT})
            for file in lost:
                os.remove(self.path("var/" + file))
            self.assertIn("/ru/p/2023-11-15-most", self.build())
            self.assertEqual(self.ids(), before)
        self.assertEqual(sorted(os.listdir(self.path("content/p"))), ["project.ru.gmi", "Мост.gmi"])

    def test_a_future_item_says_when_it_will_be_published(self):
        write(self.folder, {"content/p/2098-02-03-a.ru.gmi": item("a", "date: 3 февраля 2098 г., 14:30\n"),
                            "content/p/2025-02-03-b.ru.gmi": item("b", "publish: 2098-02-03\n")})
        for command in ("check", "-q"), ("status",):
            run = jarchy(*command, cwd=self.folder)
            said = run.stdout + run.stderr
            self.assertIn("p/2098-02-03-a.ru.gmi: ", said)
            self.assertIn("will be published on 2098-02-03 at 14:30", said)
            self.assertIn("will be published on 2098-02-03 at 00:00", said)

    def test_an_item_without_a_project_text_has_its_page(self):
        write(self.folder, {"content/water-users/2025-01-02-a.ru.gmi": item("a")})
        self.build()
        self.assertIn("/ru/water-users/2025-01-02-a", read(self.folder, "feeds/ru/atom.xml"))
        self.assertIn("<title>Water users", read(self.folder, "feeds/ru/water-users/atom.xml"))


class Served(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.content = tempfile.mkdtemp(prefix="jarchy-test-")
        cls.addClassCleanup(shutil.rmtree, cls.content)
        # The copies come first, and are the newer ones.
        write(cls.content, {"site.en.gmi": "---\ntitle: S\n---\n", "p/project.en.gmi": "---\nname: P\n---\n",
                            **{"p/" + name: item("Copy") for name in COPIES}})
        cls.site = Site(cls.content)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def page(self, path):
        return self.site.gemini_raw(self.site.gemini_url(path).encode() + b"\r\n")

    def write(self, files):
        write(self.site.content, files)

    def test_the_plain_name_is_what_is_served(self):
        path = "/ru/p/2026-01-21-bridge"
        self.assertTrue(self.page(path).startswith(b"51 "))
        self.write({"p/2026-01-21-bridge.ru.gmi": item("Plain")})
        wait_for("the plain file", lambda: self.page(path).startswith(b"20 "))
        self.write({"p/" + name: item("Copy", body="Newer.\n") for name in COPIES})
        self.write({"p/2026-01-22-last.ru.gmi": item("Last")})
        wait_for("the next file", lambda: self.page("/ru/p/2026-01-22-last").startswith(b"20 "))
        self.assertIn(b"Plain", self.page(path))
        self.assertNotIn(b"Copy", self.page(path) + self.page("/ru/p/"))

    def test_marks_of_a_conflict_leave_the_last_good_version(self):
        path = "/ru/p/2026-01-23-merged"
        self.write({"p/2026-01-23-merged.ru.gmi": item("Merged")})
        wait_for("the file", lambda: self.page(path).startswith(b"20 "))
        self.write({"p/2026-01-23-merged.ru.gmi": item("Merged", body="<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> x\n")})
        self.site.wait_line("two versions of the text were put together here")
        self.assertIn("Мост".encode(), self.page(path))
        self.assertNotIn(b"One", self.page(path))

    def test_a_file_is_found_as_its_name_is_written(self):
        path = "/ru/p/2026-01-24-photo"
        self.write({"p/2026-01-24-photo/index.ru.gmi": item("Photo", body="=> фото 1 Мост.jpg подпись\n"),
                    "p/2026-01-24-photo/Фото 1 мост.jpg": photo.jpeg(photo.scene(200, 150))})
        wait_for("the photograph", lambda: b"%20%D0%BC%D0%BE%D1%81%D1%82.jpg " in self.page(path))
        line = next(l for l in self.page(path).decode().splitlines() if "подпись" in l)
        self.assertTrue(self.page(line.split()[1]).startswith(b"20 image/jpeg"))
