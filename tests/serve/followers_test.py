"""Machines that show one site: the same bytes and dates in any order of arrival, and one that takes the place of another."""

import os
import re
import random
import shutil
import signal
import subprocess
import time
import unittest

from support.machines import FACTS, Machine, copy, wait_same
from support.site import JARCHY, wait_for
from support.wells import FEED, ITEM, PROJECT, add_items

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")


# A file with an error: readers keep what was in it before.
BROKEN = "2025-01-07-pump.en.gmi"


def text(title, date="2025-03-03", more="", body="Text."):
    return f"---\ntitle: {title}\ndate: {date} 10:00\n{more}---\n\n{body}\n"


class Followers(unittest.TestCase):
    def setUp(self):
        self.origin = self.machine("origin")
        self.origin.save("site.en.gmi", "---\ntitle: Wells\n---\n")
        self.origin.save("wells/project.en.gmi", PROJECT)
        add_items(self.origin, 21)
        self.origin.start()

    def machine(self, role, **options):
        made = Machine(role, **options)
        self.addCleanup(made.kill)
        return made

    def follower(self):
        """One that shows what the origin shows."""
        made = self.machine("follower")
        copy(self.settled(), made)
        made.start()
        wait_same(self.origin, made)
        return made

    def settled(self, origin=None):
        """The origin, when all of its content is exported, and in its feeds."""
        origin = origin or self.origin
        self.count = getattr(self, "count", 0) + 1
        origin.save(f"other/2025-02-02-n{self.count}.en.gmi", text(f"Mark {self.count}", "2025-02-02"))
        wait_for("the content in the export", lambda: origin.exported() >= origin.digests(but=BROKEN))
        wait_for("its feeds", lambda: f"Mark {self.count}<".encode() in origin.http("/en/other/atom.xml")[2])
        return origin

    def bring(self, follower, **options):
        copy(self.settled(), follower, **options)
        wait_same(self.origin, follower)

    def test_any_order_of_arrival_gives_the_same_bytes_and_dates(self):
        o, followers = self.origin, [self.machine("follower").start(), self.machine("follower").start()]
        for f in followers:
            f.wait_line("nothing is shown before the origin has written it")
            self.assertEqual([f.http("/en/")[0], f.http(FEED)[0]], [503, 503])
            self.bring(f)
            wait_for("a page", lambda f=f: f.http("/en/wells/")[0] == 200)
        steps = [
            lambda: o.save("wells/2024-05-05-late.en.gmi", text("Late", "2024-05-05")),  # over the edge of a page
            lambda: o.save("wells/2025-01-03-pump.en.gmi", text("Edited", "2025-01-03")),
            lambda: os.rename(o.path("wells/2025-01-04-pump.en.gmi"), o.path("wells/2025-01-04-moved.en.gmi")),
            lambda: os.unlink(o.path("wells/2025-01-05-pump.en.gmi")),
            lambda: o.save("wells/2025-01-06-pump.en.gmi", text("Gone", "2025-01-06", "withdrawn: 2025-02-01\nreason: Wrong.\n")),
            lambda: o.save("wells/2025-03-04-draft.en.gmi", text("Draft", "2025-03-04", "draft: yes\n")),
            lambda: o.save("wells/2025-03-05-two.en.gmi", text("Two")),
            lambda: o.save("wells/2025-03-05-two.ru.gmi", text("Два")),
            lambda: o.save("wells/2025-03-06-files/index.en.gmi", text("Files", "2025-03-06", "attachment: plan.pdf Plan\n")),
            lambda: o.save("wells/2025-03-06-files/plan.pdf", b"%PDF-1.4\n%%EOF\n"),
            lambda: o.save("wells/2025-03-06-files/photo.png", PNG),
            lambda: o.save("wells/2025-03-04-draft.en.gmi", text("Draft", "2025-03-04")),
            lambda: o.save("wells/" + BROKEN, "---\ntitle: broken\nnaem: x\n---\n"),
            lambda: o.save("wells/project.en.gmi", PROJECT.replace("Wells", "Deep wells")),
            lambda: os.rename(o.path("wells"), o.path("pumps")),
            lambda: o.save("pumps/2025-03-05-two.ru.gmi", text("Два, исправлено")),
            lambda: o.save("pumps/2025-03-06-files/plan.pdf", b"%PDF-1.5\n%%EOF\n"),
        ]
        for i, step in enumerate(steps):
            step()
            if i % 8 == 7 or i + 1 == len(steps):
                for f in followers:
                    self.bring(f)
        for path in "/en/pumps/2025-03-06-files/plan.pdf", "/en/pumps/atom.xml", "/en/pumps/atom-1.xml":
            a, b = o.http(path), followers[0].http(path)
            self.assertEqual((a[0], a[2], a[1]["ETag"], a[1]["Last-Modified"]), (b[0], b[2], b[1]["ETag"], b[1]["Last-Modified"]))
            self.assertEqual(a[0], 200)
        self.assertEqual([o.http("/en/wells/")[0], followers[1].http("/en/wells/")[0]], [301, 301])
        for f in followers:
            f.stop()

    def test_what_is_not_covered_is_not_shown(self):
        o, f = self.origin, self.follower()
        f.save("wells/2025-04-04-ahead.en.gmi", text("Ahead"))
        f.save("wells/2025-01-03-pump.en.gmi", text("Ahead", "2025-01-03"))
        os.unlink(f.path("wells/2025-01-05-pump.en.gmi"))
        o.save("wells/2025-04-05-next.en.gmi", text("Next"))
        self.settled()
        # The export comes before any of the content: nothing changes.
        before = f.documents()
        f.save(FACTS, o.files()[FACTS])
        f.save("wells/2025-04-05-next.en.gmi", text("Another next"))
        f.stop()
        f.start()
        wait_for("a page", lambda: f.http("/en/wells/2025-01-05-pump")[0] == 200)
        self.assertEqual(f.documents(), before)
        self.assertEqual(f.http("/en/wells/2025-04-04-ahead")[0], 404)
        copy(o, f)
        wait_same(o, f)

    def test_a_bad_export_changes_nothing_and_is_said_once(self):
        o, f = self.origin, self.follower()
        good, before = o.files()[FACTS], f.documents()

        def put(bytes, line, count=1):
            at = len(f.lines)
            f.save(FACTS, bytes)
            f.wait_line(line, after=at)
            f.save(FACTS, bytes)
            f.save("wells/2025-04-04-nothing.en.gmi", text("Nothing"))
            f.save(FACTS, bytes)
            f.wait_line(line, after=at)
            self.assertEqual(len([l for l in f.lines[at:] if line in l]), count, f.lines[at:])
            self.assertEqual(f.documents(), before)
        put(good.replace(b"jarchy facts 1\n", b"jarchy facts 2\n"), "upgrade this machine")
        put(good.replace(b"\nprogram ", b"\nprogram 9"), "upgrade this machine")
        f.save(FACTS, good)
        f.wait_line("it is read again")
        f.save(FACTS, good[:len(good) // 2])  # under way: not said at once
        o.save("wells/2025-04-05-next.en.gmi", text("Next"))
        self.bring(f)
        before = f.documents()
        put(good, "it is older")
        other = self.machine("origin")
        other.save("site.en.gmi", "---\ntitle: Others\n---\n")
        other.save("wells/2025-01-01-other.en.gmi", text("Other"))
        other.start()
        put(other.files()[FACTS], "of another site")
        os.rename(f.path(".facts"), f.path(".away"))
        f.wait_line("what is shown stays until it returns")
        f.save("wells/2025-04-06-nothing.en.gmi", text("Nothing"))
        self.assertEqual(f.documents(), before)
        os.rename(f.path(".away"), f.path(".facts"))
        o.save("wells/2025-04-07-last.en.gmi", text("Last"))
        self.bring(f)

    def test_one_that_is_killed_at_any_time_is_whole_again(self):
        o, f, chance = self.origin, self.follower(), random.Random(18)
        for i in range(3):
            o.save(f"wells/2025-05-0{i + 1}-kill.en.gmi", text(f"Kill {i}"))
            self.settled()
            copy(o, f)
            # While it reads them, or takes over the facts, or writes the feeds; or after it.
            time.sleep(chance.random() / 10)
            os.killpg(f.process.pid, signal.SIGKILL)
            f.process.wait()
            f.start()
            wait_same(o, f)

    def test_a_machine_that_was_lost_gets_its_facts_back_from_the_export(self):
        o, f = self.origin, self.follower()
        o.save("wells/2025-05-01-last.en.gmi", text("Last", "2025-05-01"))
        self.bring(f)
        before, number = o.documents(), o.number()
        o.stop()
        shutil.rmtree(os.path.join(o.folder, "var"))
        shutil.rmtree(os.path.join(o.folder, "feeds"))
        run = subprocess.run([JARCHY, "restore", "-c", o.config, o.path(FACTS)], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run)
        o.start()
        self.assertEqual({n: d for n, d in o.documents().items()}, before)
        o.save("wells/2025-05-02-next.en.gmi", text("Next", "2025-05-02"))
        self.bring(f)
        self.assertGreater(o.number(), number)

    def test_a_follower_takes_the_place_of_the_origin(self):
        o, f, third = self.origin, self.follower(), self.follower()
        self.bring(f)
        run = subprocess.run([JARCHY, "build", "-c", f.config], capture_output=True, text=True)
        self.assertEqual(run.returncode, 2)
        self.assertIn("is a follower", run.stderr)
        o.stop()
        number = f.number()
        f.become("origin")
        at = len(f.lines)
        f.signal(signal.SIGHUP)
        f.wait_line("this one is the origin now", after=at)
        f.save("wells/2025-06-01-new.en.gmi", text("New"))
        wait_for("the new item", lambda: b">New<" in f.http(FEED)[2])
        self.settled(f)
        self.assertGreater(f.number(), number)
        copy(f, third)
        wait_same(f, third)
        # The old one returns as an origin, mints, and sees an export that is not its own.
        o.start()
        o.save("wells/2025-06-02-lost.en.gmi", text("Lost"))
        wait_for("the lost item", lambda: b">Lost<" in o.http(FEED)[2])
        wait_for("its export", lambda: o.exported() >= o.digests())
        mine = o.files()[FACTS]
        o.save(FACTS, f.files()[FACTS])
        o.save("wells/2025-06-03-lost.en.gmi", text("Lost too"))
        o.wait_line("another machine took over as origin")
        self.assertEqual(o.files()[FACTS], f.files()[FACTS])
        # Its own export is refused by those that follow the new one.
        third.save(FACTS, mine)
        third.wait_line("was the origin before")
        third.save(FACTS, f.files()[FACTS])
        # It is made a follower.
        at = len(o.lines)
        o.become("follower")
        o.signal(signal.SIGHUP)
        wait_for("another publisher", lambda: o.children())
        copy(f, o)
        self.assertIn("ids that only it gave out: 2", o.wait_line("take the place of those that this machine made", after=at))
        wait_same(f, o)
        self.assertTrue(os.path.exists(os.path.join(o.folder, "var/facts.db.replaced")))
        for m in o, f, third:
            m.stop()

    def test_one_that_is_promoted_while_content_is_under_way_knows_the_ids_that_were_given(self):
        o, f = self.origin, self.follower()
        self.bring(f)
        o.save("wells/2025-06-01-a.en.gmi", text("Arrived"))
        o.save("wells/2025-06-02-b.en.gmi", text("Under way"))
        wait_for("both", lambda: b">Arrived<" in o.http(FEED)[2] and b">Under way<" in o.http(FEED)[2])
        self.settled(o)
        late = o.files()["wells/2025-06-02-b.en.gmi"]
        given = o.http(FEED)[2]
        for name, data in o.files().items():
            if name != "wells/2025-06-02-b.en.gmi":
                f.save(name, data)
        o.kill()
        number = f.number()
        at = len(f.lines)
        f.become("origin")
        f.signal(signal.SIGHUP)
        f.wait_line("the facts of the origin before are taken over", after=at)
        wait_for("its export", lambda: f.number() > number)
        self.assertIn(b">Arrived<", f.http(FEED)[2])
        # What comes later is the same item at the same place, as if it had been there.
        f.save("wells/2025-06-02-b.en.gmi", late)
        wait_for("the late one", lambda: b">Under way<" in f.http(FEED)[2])
        ids = [re.findall(rb"<id>(tag:[^<]*)</id>", data) for data in (given, f.http(FEED)[2])]
        self.assertEqual(*ids)
        f.stop()


if __name__ == "__main__":
    unittest.main()
