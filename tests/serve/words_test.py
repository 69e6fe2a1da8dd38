"""What is in the files beside items is found: plain text, documents of word processors, PDFs."""

import io
import os
import re
import signal
import unittest
import zipfile
from urllib.parse import quote, quote_plus

from support.corpus import site
from support.docx import docx, paragraph
from support.machines import Machine, copy
from support.pdf import pdf
from support.site import BUILD, jarchy, wait_for

CONFIG = 'languages = {"ru", "en"}\n'
FOLDER, ITEM = "wells/2026-03-05-pump", "/ru/wells/2026-03-05-pump"
INDEX = "---\ntitle: Насос\nattachment: report.pdf Отчёт за год\n---\n\nОн работает.\n"
CONTENT = {"site.ru.gmi": "---\ntitle: Жарчы\n---\n\nНовости.\n", "wells/project.ru.gmi": "---\nname: Колодцы\n---\n\nПроект.\n",
           f"{FOLDER}/index.ru.gmi": INDEX}


def odt(text):
    names = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
             'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"')
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        z.writestr("META-INF/manifest.xml", "<manifest/>")
        z.writestr("content.xml", f"<office:document-content {names}><office:body><office:text><text:p>{text}</text:p>"
                                  "</office:text></office:body></office:document-content>")
    return made.getvalue()


FILES = {"report.pdf": pdf(["Первая страница."], ["На второй странице турби-", "на большая."]),
         "letter.docx": docx(paragraph("Письмо о плотине.")), "plan.odt": odt("План шлюза."),
         "list.csv": "село;водомер\n".encode("cp1251"), "notes.txt": "Заметки про экскаватор.\n".encode()}
FOUND = {"турбина": "Отчёт за год: На второй странице турбина большая.", "плотина": "letter.docx: Письмо о плотине.",
         "шлюз": "plan.odt: План шлюза.", "водомер": "list.csv: село;водомер", "экскаваторы": "notes.txt: Заметки про экскаватор."}


@unittest.skipIf("asan" in BUILD, "sanitizers take more memory than the process that decodes may have")
class Words(unittest.TestCase):
    def made(self, files=None, config=CONFIG):
        return site({**CONTENT, **{f"{FOLDER}/{name}": data for name, data in (files or {}).items()}}, config=config, workers=1)

    def search(self, s, words):
        return {"gemini": s.gemini("/ru/search?" + quote(words))[2].decode(),
                "gopher": s.gopher("/ru/search\t" + words).decode(),
                "http": re.sub(r"<[^>]*>", "", s.http("/ru/search?q=" + quote_plus(words))[2].decode())}

    def is_found(self, s, words):
        return ITEM in s.gemini("/ru/search?" + quote(words))[2].decode()

    def wait(self, s, words):
        wait_for(f"{words} to be found", lambda: self.is_found(s, words))

    def wait_gone(self, s, words):
        wait_for(f"{words} to be found no more", lambda: not self.is_found(s, words))

    def pictures(self, s):
        return wait_for("the process that decodes", lambda: s.children().get("picture"))

    def test_words_of_each_kind_of_file_are_found_in_every_protocol_and_say_where_they_are(self):
        with self.made(FILES) as s:
            for words, passage in FOUND.items():
                self.wait(s, words)
                for name, page in self.search(s, words).items():
                    self.assertIn(passage, re.sub(r"\s+", " ", page), (words, name))

    def test_a_file_that_is_put_beside_an_item_is_found_and_with_it_its_words_go(self):
        with self.made() as s:
            wait_for("the item", lambda: s.http(ITEM)[0] == 200)
            s.save(f"{FOLDER}/report.pdf", FILES["report.pdf"])
            self.wait(s, "турбина")
            s.save(f"{FOLDER}/report.pdf", pdf(["Новый отчет про насосную станцию"]))
            self.wait(s, "станция")
            self.wait_gone(s, "турбина")
            os.remove(s.path(f"{FOLDER}/report.pdf"))
            self.wait_gone(s, "станция")
            self.wait(s, "работает")

    def test_no_item_waits_for_the_words_of_its_files(self):
        with self.made() as s:
            wait_for("the item", lambda: s.http(ITEM)[0] == 200)
            worker = self.pictures(s)
            os.kill(worker, signal.SIGSTOP)
            try:
                s.save(f"{FOLDER}/notes.txt", FILES["notes.txt"])
                s.save(f"{FOLDER}/index.ru.gmi", INDEX.replace("работает", "сломан"))
                wait_for("the text", lambda: "сломан" in s.http(ITEM)[2].decode())
                self.wait(s, "сломан")
                self.assertEqual(s.http(ITEM + "/notes.txt")[0], 200)
                self.assertFalse(self.is_found(s, "экскаватор"))
            finally:
                os.kill(worker, signal.SIGCONT)
            self.wait(s, "экскаватор")

    def test_files_without_words_are_no_trouble(self):
        bad = {"locked.pdf": pdf(["турбина"], locked=True), "broken.pdf": b"%PDF-1.7\n" + os.urandom(4000), "empty.pdf": b"",
               "cut.pdf": FILES["report.pdf"][:1500], "scan.pdf": pdf([]), "broken.docx": b"PK\x03\x04" + os.urandom(500),
               "zero.txt": b"", "bytes.csv": bytes(range(256)) * 20}
        with self.made({**bad, "notes.txt": FILES["notes.txt"]}) as s:
            self.wait(s, "экскаватор")
            self.assertFalse(self.is_found(s, "турбина"))
            self.assertEqual([line for line in s.lines if "error" in line or "warning" in line and "pdf" in line], [])

    def test_a_file_at_which_the_process_dies_is_given_up_and_others_are_read(self):
        with self.made() as s:
            wait_for("the item", lambda: s.http(ITEM)[0] == 200)
            first = self.pictures(s)
            os.kill(first, signal.SIGSTOP)
            s.save(f"{FOLDER}/aaa.txt", b"\xd0\xba\xd0\xbe\xd0\xbb\xd0\xb5\xd1\x81\xd0\xbe\n")
            wait_for("the file", lambda: s.http(ITEM + "/aaa.txt")[0] == 200)
            os.kill(first, signal.SIGKILL)
            self.wait(s, "колесо")  # after one death it is tried again
            s.save(f"{FOLDER}/notes.txt", FILES["notes.txt"])
            self.wait(s, "экскаватор")

    def test_after_a_restart_no_file_is_read_again(self):
        made = self.made(FILES)
        with made as s:
            self.wait(s, "турбина")
            store = os.path.join(os.path.join(s.folder, "var"), "pictures")
            words = [n for n in os.listdir(store) if n.endswith("-words")]
            self.assertEqual(len(words), len(FILES))
            before = {n: os.stat(os.path.join(store, n)).st_mtime_ns for n in words}
            s.stop()
            # Also not for another catalogue.
            for name in os.listdir(os.path.join(s.folder, "var")):
                if name.startswith("catalog.db"):
                    os.remove(os.path.join(os.path.join(s.folder, "var"), name))
            s.start()
            for word in FOUND:
                self.wait(s, word)
            self.assertEqual({n: os.stat(os.path.join(store, n)).st_mtime_ns for n in words}, before)

    def test_build_knows_the_words_too(self):
        with self.made() as s:
            s.keep_ports()  # others would be another site, which is built again
            s.stop()
            for name, data in FILES.items():
                s.save(f"{FOLDER}/{name}", data)
            done = jarchy("build", "-c", s.config)
            self.assertEqual(done.returncode, 0, done.stderr)
            s.start()
            for word in FOUND:
                self.assertTrue(self.is_found(s, word), word)

    def test_a_follower_reads_the_words_by_itself(self):
        made = {}
        for role in "origin", "follower":
            made[role] = Machine(role)
            self.addCleanup(made[role].kill)
        origin, follower = made["origin"], made["follower"]
        for name, data in {**CONTENT, f"{FOLDER}/notes.txt": FILES["notes.txt"]}.items():
            origin.save(name, data)
        origin.start()
        wait_for("the export", lambda: origin.exported() >= origin.digests())
        copy(origin, follower)
        follower.start()
        for machine in origin, follower:
            # Their addresses in the other protocols are those of another port.
            wait_for("the words", lambda: ITEM.encode() in machine.http("/ru/search?q=" + quote_plus("экскаватор"))[2])


if __name__ == "__main__":
    unittest.main()
