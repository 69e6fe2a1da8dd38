"""jarchy check: each fault is one line, by a rule that is known, in the form that was asked for."""

import datetime
import json
import os
import pty
import shutil
import struct
import subprocess
import tempfile
import unittest

from support.docx import PICTURE, docx, paragraph
from support.site import JARCHY, jarchy

FAULTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "content", "faults")
LINE = r"^content/[^:]+(:\d+(:\d+)?)?: (error|warning): .+ \[[a-z-]+\]$"
PROJECT = "---\nname: P\n---\n\nText.\n"


def item(slug, more="", body="Text.\n"):
    return f"---\ntitle: A\nid: urn:x:{slug}\n{more}---\n\n{body}"


def rule_of(line):
    return line[line.rindex("[") + 1:-1]


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(text)

    def check(self, *argv):
        return jarchy("check", *argv, cwd=self.folder)

    def lines(self, *argv):
        return sorted(self.check("-q", "--all", *argv).stderr.splitlines())

    def copy_faults(self):
        shutil.copytree(FAULTS, self.folder, dirs_exist_ok=True)
        with open(os.path.join(FAULTS, "expected.txt"), encoding="utf-8") as f:
            return f.read()

    def test_every_fault_of_the_corpus_is_exactly_one_line(self):
        expected = self.copy_faults()
        run = self.check("-q", "--all")
        self.assertEqual(run.returncode, 1)
        self.assertEqual(sorted(run.stderr.splitlines()), sorted(expected.splitlines()))
        lines = expected.splitlines()
        files = [l.split(": ")[0].split(":")[0] for l in lines]
        self.assertEqual(len(files), len(set(files)))
        self.assertGreaterEqual(len(files), 60)
        for line in lines:
            self.assertRegex(line, LINE)

    def more_faults(self):
        """Faults that are no files to keep, or that need two languages."""
        self.write("jarchy.conf", 'languages = {"en", "ru"}\nauthority = "example.org"\n')
        for lang in "en", "ru":
            self.write(f"content/site.{lang}.gmi", "---\ntitle: S\npodcast: News\n---\n")
            self.write(f"content/p/project.{lang}.gmi", PROJECT)
            self.write(f"content/p/2024-01-01-stale.{lang}.gmi",
                       item("stale-" + lang, "updated: 2024-02-01\n" if lang == "en" else ""))
        self.write("content/p/2024-01-02-alone.en.gmi", item("alone"))
        for lang in "en", "ru":
            self.write(f"content/p/2024-01-03-long.{lang}.gmi", item("long", body="a\n" * (1 << 19)))
            self.write(f"content/p/2024-01-04-many.{lang}.gmi", item("many", body="=>\n" * 200))
            self.write(f"content/p/2024-01-07-long.{lang}.md", item("long-md", body="a\n" * (1 << 17)))
        soon = datetime.date.today() + datetime.timedelta(days=30)
        for lang in "en", "ru":
            self.write(f"content/p/{soon}-soon.{lang}.gmi", item("soon-" + lang))
        os.symlink("/etc/passwd", os.path.join(self.folder, "content/p/2024-01-05-link.en.gmi"))
        os.mkfifo(os.path.join(self.folder, "content/p/2024-01-06-pipe.en.gmi"))
        for lang in "en", "ru":
            self.write(f"content/p/2024-01-08-closed.{lang}.gmi", item("closed"))
            os.chmod(os.path.join(self.folder, f"content/p/2024-01-08-closed.{lang}.gmi"), 0)
        self.documents()
        self.pictures()

    def write_sparse(self, path, first, last=b"", size=0):
        """A file that begins and ends so, of that size or as it comes."""
        with open(os.path.join(self.folder, path), "wb") as f:
            f.write(first)
            f.seek(max(size - len(last), len(first)))
            f.write(last)

    def pictures(self):
        """One that says where it was taken, one that is none, and those that are too large; they take no room on the disk."""
        folder = "content/p/2024-01-10-pictures/"
        for lang in "en", "ru":
            self.write(f"{folder}index.{lang}.gmi", item("pictures-" + lang))
        mega = 1000 * 1000

        def chunk(name, data, length=None):
            return struct.pack(">I", len(data) if length is None else length) + name + data

        def head(width):
            return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, 60, 8, 2, 0, 0, 0)) + b"CRC:"

        def box(name, data, length=None):
            return struct.pack(">I", 8 + (len(data) if length is None else length)) + name + data

        end = chunk(b"IEND", b"") + b"CRC:"
        place = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='42,52.2N'/>") + b"CRC:"
        self.write_sparse(folder + "place.png", head(80) + place + chunk(b"IDAT", b"") + b"CRC:" + end)
        small = head(80) + chunk(b"IDAT", b"") + b"CRC:" + end
        os.makedirs(os.path.join(self.folder, "content/site"))
        for name in "icon.png", "logo.png":
            self.write_sparse("content/site/" + name, small)
        self.write_sparse(folder + "none.jpg", b"no picture")
        self.write_sparse(folder + "none.mp3", b"no sound")
        large = head(640)
        rest = 21 * mega - len(large) - 12 - len(end)
        self.write_sparse(folder + "large.png", large + chunk(b"IDAT", b"", rest), b"CRC:" + end, 21 * mega)
        loops = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
        picture = b",\0\0\0\0\x80\x02\x3c\0\0\x02" + b"\x01\0" * mega + b"\0"  # of one byte a part
        self.write_sparse(folder + "long.gif", b"GIF89a\x80\x02\x3c\0\0\0\0" + loops + picture + b";")
        film = box(b"ftyp", b"mp42\0\0\0\0isom") + box(b"moov", box(b"udta", b"a title"))
        self.write_sparse(folder + "film.mp4", film + box(b"mdat", b"", 101 * mega - len(film) - 8), b"\0", 101 * mega)

    def documents(self):
        """Of Word: one with what it loses on the way, one without a heading, one that is broken."""
        equation = '<w:p><m:oMath xmlns:m="urn:m"><m:r><m:t>x</m:t></m:r></m:oMath></w:p>'
        comment = '<w:p><w:r><w:t>Text.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
        bold = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A bold line</w:t></w:r></w:p>'
        for lang in "en", "ru":
            for name, data in (("whole", docx(paragraph("Title", "h"), comment, equation, PICTURE)),
                               ("plain", docx(bold, paragraph("Some words."))), ("broken", b"PK\3\4")):
                with open(os.path.join(self.folder, f"content/p/2024-01-09-{name}.{lang}.docx"), "wb") as f:
                    f.write(data)

    def lines_as_anybody(self):
        """As self.lines(), by a user who may not read everything."""
        if os.geteuid() != 0:
            return self.lines()
        program = shutil.copy(JARCHY, self.folder)
        os.chmod(self.folder, 0o755)
        run = subprocess.run([program, "check", "-q", "--all"], cwd=self.folder, capture_output=True, text=True, timeout=60,
                             user=65534, group=65534, extra_groups=[])
        return run.stderr.splitlines()

    def test_a_translation_that_lags_or_is_missing_is_told(self):
        self.more_faults()
        lines = self.lines()
        self.assertIn("content/p/2024-01-01-stale.ru.gmi: warning: p/2024-01-01-stale.en.gmi was updated on 2024-02-01 "
                      'and this was not: translate the change, then set "updated" [stale-translation]', lines)
        self.assertIn("content/p/2024-01-02-alone.en.gmi: warning: has no translation into ru [missing-translation]",
                      lines)
        self.assertEqual(sum("stale" in l for l in lines), 1)
        self.write("content/p/2024-01-01-stale.ru.gmi", item("stale-ru", "updated: 2024-02-02\n"))
        self.assertEqual([l for l in self.lines() if "stale" in l], [])
        self.write("content/p/2024-01-01-stale.en.gmi", item("stale-en", "updated: 2024-03-01\n"))
        self.assertEqual([l.split(":")[0] for l in self.lines() if "stale" in l],
                         ["content/p/2024-01-01-stale.ru.gmi"])

    def test_a_file_with_spaces_in_its_name_has_its_title(self):
        self.write("content/p/project.en.gmi", PROJECT)
        self.write("content/p/2024-01-03-a/index.en.gmi",
                   item("a", "attachment: Программа форума (2).pdf Программа\nattachment: no such file.pdf None\n"))
        self.write("content/p/2024-01-03-a/Программа форума (2).pdf", "x")
        self.assertEqual([l for l in self.lines() if "translation" not in l],
                         ["content/p/2024-01-03-a/index.en.gmi:5: warning: no file beside this one has the name that "
                          "\"no such file.pdf None\" begins with [no-attachment]"])

    def test_a_text_that_is_too_large_is_told_so_however_large(self):
        self.write("content/p/project.en.gmi", PROJECT)
        head = item("long")
        for size in 1 << 20, (1 << 20) + 1, 3 << 20:
            self.write("content/p/2024-01-03-long.en.gmi", head + "a" * (size - len(head)))
            lines = [l for l in self.lines() if "translation" not in l]
            said = ["content/p/2024-01-03-long.en.gmi: error: a text may have at most 1 MiB: put long documents beside "
                    "it as attachments [too-large]"]
            self.assertEqual(lines, said if size > 1 << 20 else [])

    def test_every_rule_is_known_and_shown_by_an_example(self):
        listed = {l.split()[0]: l.split()[1] for l in self.check("--rules").stdout.splitlines()}
        lines = self.copy_faults().splitlines()
        shutil.rmtree(os.path.join(self.folder, "content"))
        self.more_faults()
        lines += self.lines_as_anybody()
        self.assertIn("content/p/2024-01-08-closed.en.gmi: error: this file cannot be read: ask the administrator to correct its permissions: "
                      "Permission denied [unreadable]", lines)
        for line in lines:
            self.assertIn(f": {listed[rule_of(line)]}: ", line)
        self.assertEqual(set(listed), {rule_of(l) for l in lines})

    def test_json_says_the_same(self):
        expected = self.copy_faults()
        run = self.check("--json")
        self.assertEqual((run.returncode, run.stderr), (1, ""))
        lines = []
        for p in json.loads(run.stdout):
            where = p["file"] + (f":{p['line']}" if p["line"] else "") + (f":{p['column']}" if p["column"] else "")
            lines.append(f"{where}: {p['severity']}: {p['message']} [{p['rule']}]\n")
        self.assertEqual("".join(lines), expected)

    def test_only_what_was_asked_for_is_told(self):
        expected = sorted(self.copy_faults().splitlines())
        one = "content/p/2024-01-02-unknown-key.en.gmi"
        for name in one, one[len("content/"):], os.path.join(self.folder, one):
            self.assertEqual(self.lines(name), [l for l in expected if l.startswith(one + ":")])
        self.assertEqual(self.lines("content/t"), [l for l in expected if l.startswith("content/t/")])
        self.assertEqual(self.lines("content"), expected)
        good = self.check("content/site.en.gmi")
        self.assertEqual((good.returncode, good.stderr), (0, ""))
        for name in "content/p/no-such-file", "/etc", "..":
            bad = self.check(name)
            self.assertEqual(bad.returncode, 2)
            self.assertIn(f'"{name}" is not in the content directory', bad.stderr)

    def test_a_terminal_shows_the_line_and_a_caret(self):
        self.write("content/p/project.en.gmi", PROJECT)
        self.write("content/p/2024-01-01-a.en.gmi", item("a", "", "Жол 路 мес\u00adто, " + "а" * 300 + "\n"))
        master, slave = pty.openpty()
        run = subprocess.Popen([JARCHY, "check", "-q", "content/p/2024-01-01-a.en.gmi"], cwd=self.folder, stderr=slave)
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:
            pass
        os.close(master)
        run.wait(timeout=30)
        lines = shown.decode().replace("\r", "").splitlines()
        at = next(i for i, l in enumerate(lines) if "soft-hyphen" in l)
        self.assertTrue(lines[at].startswith("content/p/2024-01-01-a.en.gmi:6:10: warning: "))
        self.assertTrue(lines[at + 1].startswith("    Жол 路 место, ааа"))
        # The wide character takes two columns.
        self.assertEqual(lines[at + 2], "    " + " " * 10 + "^")
        self.assertLess(len(lines[at + 1]), 110)
