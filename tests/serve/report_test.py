"""report = yes: a file in the folder says what is wrong there, and goes when that is mended."""

import os
import re
import signal
import unittest

from support.corpus import site
from support.site import JARCHY, jarchy, wait_for

NAME = "_READ-ME.txt"
BAD, GOOD = "---\nnaem: A\n---\n\nText.\n", "---\ntitle: Open\n---\n\nText.\n"
CONTENT = {
    "site.en.gmi": "---\ntitle: Herald\n---\n\nWhat is new.\n",
    "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n",
    "wells/2026-01-01-open/index.en.gmi": GOOD,
    "wells/2026-01-01-open/plan.txt": "A plan.\n",
}
REPORT = 'languages = {"en"}\nreport = yes\n'


def text_of(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        return b""


class Report(unittest.TestCase):
    def made(self, config=REPORT, files=CONTENT):
        return site(files, config=config, workers=1)

    def wait_said(self, where, folder, words):
        return wait_for(f"a report with {words!r}", lambda: words in text_of(where.path(f"{folder}/{NAME}")) and
                        text_of(where.path(f"{folder}/{NAME}")))

    def wait_gone(self, where, folder):
        wait_for("the report to go", lambda: not os.path.exists(where.path(f"{folder}/{NAME}")))

    def reload(self, where, config):
        before = len(where.lines)
        where.write_config(config, workers=1)
        where.keep_ports()
        where.signal(signal.SIGHUP)
        where.wait_line("reloaded", before)

    def test_it_is_there_while_something_is_wrong_and_goes_when_that_is_mended(self):
        with self.made() as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            s.save("wells/2026-01-01-open/index.en.gmi", BAD)
            said = self.wait_said(s, "wells", b"2026-01-02-new.en.gmi, line 2:\r\n")
            self.assertTrue(said.startswith("\ufeff=== jarchy ===\r\n".encode()))
            self.assertNotIn(b"\n", said.replace(b"\r\n", b""))
            self.wait_said(s, "wells/2026-01-01-open", b"index.en.gmi, line 2:")
            self.assertEqual(os.stat(s.path(f"wells/{NAME}")).st_mode & 0o777, 0o644)
            s.save("wells/2026-01-02-new.en.gmi", GOOD)
            self.wait_gone(s, "wells")
            for name in "plan.txt", "index.en.gmi":
                os.remove(s.path(f"wells/2026-01-01-open/{name}"))
            self.wait_gone(s, "wells/2026-01-01-open")
            self.assertFalse([n for _, _, names in os.walk(s.content) for n in names if n.startswith(".")])

    def test_links_that_lead_nowhere_and_files_that_are_named_in_vain_are_said(self):
        with self.made() as s:
            s.save("wells/2026-01-02-new.en.gmi", "---\ntitle: New\n---\n\n=> 2026-01-09-none There\n")
            self.wait_said(s, "wells", b"2026-01-02-new.en.gmi, line 5:\r\n    the link 2026-01-09-none leads nowhere")
            s.save("wells/2026-01-01-open/index.en.md", "---\ntitle: Open\nattachment: none.pdf A plan\n---\n\n[x](none.pdf)\n")
            os.remove(s.path("wells/2026-01-01-open/index.en.gmi"))
            said = self.wait_said(s, "wells/2026-01-01-open", b"none.pdf leads nowhere")
            self.assertIn(b"index.en.md:\r\n", said)
            s.save("wells/2026-01-09-none.en.gmi", GOOD)
            self.wait_gone(s, "wells")

    def test_a_translation_that_lacks_a_correction_is_told_until_it_has_it(self):
        with self.made(REPORT.replace('{"en"}', '{"en", "ru"}')) as s:
            s.save("wells/2026-01-01-open/index.ru.gmi", "---\ntitle: Open\n---\n\nText.\n")
            s.save("wells/2026-01-01-open/index.en.gmi", GOOD.replace("title", "updated: 2026-01-05\ntitle"))
            said = self.wait_said(s, "wells/2026-01-01-open", b"index.ru.gmi:\r\n")
            self.assertIn(b"index.en.gmi", said)
            s.save("wells/2026-01-01-open/index.ru.gmi", GOOD.replace("title", "updated: 2026-01-05\ntitle"))
            self.wait_gone(s, "wells/2026-01-01-open")

    def test_files_without_a_text_are_told_until_it_comes(self):
        with self.made() as s:
            s.save("wells/2026-01-05-photos/well.txt", "A well.\n")
            self.wait_said(s, "wells/2026-01-05-photos", b"write its text beside it, as index.<language>.gmi")
            s.save("wells/2026-01-05-photos/index.en.gmi", GOOD)
            self.wait_gone(s, "wells/2026-01-05-photos")

    def test_it_is_no_content_and_neither_are_copies_of_it(self):
        with self.made() as s:
            s.save("wells/2026-01-01-open/photo.jpg.gmi.txt", "x")
            s.save("wells/2026-01-01-open/index.ru.gmi.orig", "x")
            s.save("wells/2026-01-01-open/x.en.gmi", BAD)
            self.wait_said(s, "wells/2026-01-01-open", b"x.en.gmi")
            copies = [NAME, "_READ-ME (conflicted copy 2026-11-21).txt", "_READ-ME.sync-conflict-20261121-101500-ABCDEF1.txt",
                      "_READ-ME-LAPTOP.txt", "_READ-ME - Copy.txt"]
            for copy in copies[1:]:
                s.save(f"wells/2026-01-01-open/{copy}", "x")
            for copy in copies:
                self.assertEqual(s.http("/en/wells/2026-01-01-open/" + copy.replace(" ", "%20"))[0], 404, copy)
                self.assertNotIn(b"READ-ME", s.http("/en/wells/2026-01-01-open")[2])
            self.assertNotIn("READ-ME", jarchy("check", "-c", s.config).stderr)

    def test_one_that_says_the_same_is_not_written_again(self):
        with self.made() as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-02")
            path = s.path(f"wells/{NAME}")
            aged = re.sub(rb"\r\n\d{4}-", b"\r\n2020-", text_of(path), count=1)  # as if it was written long ago
            with open(path, "wb") as f:
                f.write(aged)
            before = os.stat(path)
            s.save("wells/2026-01-01-open/x.en.gmi", BAD)  # another folder
            self.wait_said(s, "wells/2026-01-01-open", b"x.en.gmi")
            after = os.stat(path)
            self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))

    def test_one_that_a_person_removed_comes_with_the_next_change(self):
        with self.made() as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-02")
            os.remove(s.path(f"wells/{NAME}"))
            s.save("wells/2026-01-03-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-03")

    def test_a_renamed_folder_keeps_no_old_one(self):
        with self.made() as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-02")
            os.rename(s.path("wells"), s.path("water"))
            s.save("water/2026-01-02-new.en.gmi", GOOD)
            self.wait_gone(s, "water")

    def test_a_file_of_a_person_is_left_alone_and_that_is_said_once(self):
        files = {**CONTENT, f"wells/{NAME}": "A note of mine.\n"}
        with self.made(files=files) as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            line = s.wait_line(f"wells/{NAME}: a file of this name is there that is none of ours")
            s.save("wells/2026-01-03-new.en.gmi", BAD)
            s.save("wells/2026-01-01-open/x.en.gmi", BAD)
            self.wait_said(s, "wells/2026-01-01-open", b"x.en.gmi")
            self.assertEqual(text_of(s.path(f"wells/{NAME}")), b"A note of mine.\n")
            self.assertEqual(s.lines.count(line), 1)
            os.remove(s.path(f"wells/{NAME}"))
            s.save("wells/2026-01-04-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-04")
            s.wait_line("reports are written again")

    def test_no_symbolic_link_leads_it_out_of_the_folder(self):
        with self.made() as s:
            outside = os.path.join(s.folder, "outside")
            with open(outside, "w") as f:
                f.write("=== jarchy ===\nmine\n")
            os.symlink(outside, s.path(f"wells/{NAME}"))
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            s.wait_line("none of ours")
            self.assertEqual(text_of(outside), b"=== jarchy ===\nmine\n")
            self.assertTrue(os.path.islink(s.path(f"wells/{NAME}")))

    def test_content_that_cannot_be_written_costs_one_line_and_the_site_goes_on(self):
        if os.geteuid() == 0 and "asan" in JARCHY:
            self.skipTest("root may write anywhere without a sandbox")
        with self.made() as s:
            os.chmod(s.path("wells"), 0o555)
            self.addCleanup(lambda: os.path.exists(s.content) and os.chmod(s.path("wells"), 0o755))
            s.save("wells/2026-01-01-open/x.en.gmi", BAD)
            self.wait_said(s, "wells/2026-01-01-open", b"x.en.gmi")
            with open(s.path("wells/project.en.gmi"), "w") as f:
                f.write(BAD)
            line = s.wait_line("cannot write")
            self.assertIn("the site goes on", line)
            self.assertEqual(s.http("/en/wells/")[0], 200)
            os.chmod(s.path("wells"), 0o755)
            self.wait_said(s, "wells", b"project.en.gmi")
            self.assertEqual(len([l for l in s.lines if "cannot write" in l]), 1)

    def test_nothing_is_written_where_it_is_off_and_switching_it_off_takes_all_away(self):
        with self.made(config='languages = {"en"}\n') as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            s.wait_line("2026-01-02-new.en.gmi:2")
            self.assertNotIn("reporter", s.children())
            self.assertFalse(os.path.exists(s.path(f"wells/{NAME}")))
            self.reload(s, REPORT)
            self.wait_said(s, "wells", b"2026-01-02")
            s.save("wells/2026-01-01-open/x.en.gmi", BAD)
            self.wait_said(s, "wells/2026-01-01-open", b"x.en.gmi")
            self.reload(s, 'languages = {"en"}\n')
            self.wait_gone(s, "wells")
            self.wait_gone(s, "wells/2026-01-01-open")
            wait_for("the reporter to end", lambda: "reporter" not in s.children())
            self.assertFalse([l for l in s.lines if "reporter" in l and "again" in l], s.lines)

    def test_switched_off_while_it_is_stopped_it_takes_all_away_at_the_next_start(self):
        s = self.made()
        self.addCleanup(s.kill)
        s.start()
        s.save("wells/2026-01-02-new.en.gmi", BAD)
        self.wait_said(s, "wells", b"2026-01-02")
        s.stop()
        self.assertTrue(os.path.exists(s.path(f"wells/{NAME}")))
        s.write_config('languages = {"en"}\n', workers=1)
        s.start()
        self.wait_gone(s, "wells")
        s.stop()

    def test_it_lives_through_a_kill_a_reload_and_an_upgrade(self):
        with self.made() as s:
            s.keep_ports()
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-02")
            os.kill(wait_for("the reporter", lambda: s.children().get("reporter")), signal.SIGKILL)
            s.save("wells/2026-01-03-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-03")
            for number, line, day in (signal.SIGHUP, "reloaded", "04"), (signal.SIGUSR2, "ready:", "05"):
                before = len(s.lines)
                s.signal(number)
                s.wait_line(line, before)
                s.save(f"wells/2026-01-{day}-new.en.gmi", BAD)
                self.wait_said(s, "wells", f"2026-01-{day}".encode())

    def test_content_that_becomes_another_folder_gets_its_own(self):
        with self.made() as s:
            s.save("wells/2026-01-02-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-02")
            os.rename(s.content, s.content + ".old")
            for name, text in CONTENT.items():
                s.save(name, text)
            s.save("wells/2026-01-03-new.en.gmi", BAD)
            self.wait_said(s, "wells", b"2026-01-03")

    def test_status_says_that_it_is_on(self):
        with self.made() as s:
            self.assertRegex(jarchy("status", "-c", s.config).stdout, re.escape(NAME))
        off = self.made(config='languages = {"en"}\n')
        self.addCleanup(off.kill)
        self.assertNotIn(NAME, jarchy("status", "-c", off.config).stdout)
