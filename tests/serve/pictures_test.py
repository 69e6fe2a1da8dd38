"""Photographs: readers get copies of them, upright and without what they say of their makers, and texts go out with theirs."""

import os
import re
import shutil
import signal
import unittest
import urllib.parse

from support import photo
from support.corpus import site
from support.site import jarchy, wait_for, without_progress

CONFIG = 'languages = {"en"}\n'
CONTENT = {"site.en.gmi": "---\ntitle: Herald\n---\n\nNews.\n", "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n"}
FOLDER, ITEM = "wells/2026-03-05-pump", "/en/wells/2026-03-05-pump"
TEXT = "---\ntitle: The pump\n{keys}---\n\nIt runs.\n\n{links}"


def text(*links, keys=""):
    return TEXT.format(keys=keys, links="".join(f"=> {name} Here is {name}\n" for name in links))


class Pictures(unittest.TestCase):
    def made(self, files=None, config=CONFIG):
        """Files of the item beside what every site has."""
        all_files = dict(CONTENT)
        all_files.update({f"{FOLDER}/{name}": data for name, data in (files or {}).items()})
        return site(all_files, config=config, workers=1)

    def get(self, s, name=""):
        path = ITEM + (f"/{urllib.parse.quote(name)}" if name else "")
        return s.http(path)

    def picture(self, s, name):
        status, head, body = self.get(s, name)
        self.assertEqual(status, 200, name)
        return photo.opened(body), body

    def live(self, s, path=ITEM):
        return wait_for(f"{path} to be live", lambda: s.http(path)[0] == 200 and s.http(path)[2])

    def process(self, s):
        """The pid of the process that makes copies."""
        return wait_for("the process that makes copies", lambda: s.children().get("picture"))

    def test_copies_have_the_widths_that_the_addresses_say_and_stand_upright(self):
        files = {f"{n}.jpg": photo.jpeg(photo.scene(1000, 750), n) for n in range(1, 9)}
        with self.made({**files, "index.en.gmi": text(*files)}) as s:
            self.live(s)
            for n in range(1, 9):
                for name, size in ((f"{n}.jpg", (1000, 750)), (f"{n}-960w.jpg", (960, 720)), (f"{n}-480w.jpg", (480, 360))):
                    picture, body = self.picture(s, name)
                    self.assertEqual(picture.size, size, name)
                    self.assertEqual(photo.corners(picture), "rgby", name)
                    self.assertFalse(picture.getexif(), name)
                    self.assertLess(len(body), 200000)
                self.assertEqual(self.get(s, f"{n}-1600w.jpg")[0], 404)
            share, body = self.picture(s, "1-share.jpg")
            self.assertEqual(share.size, (1000, 525))
            # WhatsApp documents 600 KB, a width of 300 and 4:1; it shows what has less than 300 KB always.
            self.assertLess(len(body), 300000)

    def everything(self, s):
        """Whatever any protocol sends: every page, feed and file that a page of the site names, and what is not named."""
        seen, due = {}, [ITEM, "/en/", "/en/wells/", "/en/atom.xml", "/en/rss.xml", "/en/feed.json", "/sitemap.xml"]
        while due:
            path = due.pop()
            if path in seen or not path.startswith("/"):
                continue
            status, _, body = s.http(path)
            seen[path] = body
            due += [p.decode() for p in re.findall(rb'(?:href|src)="(/[^"#?]*)"', body)]
            due += [p.decode().strip().split(" ")[0] for s_ in re.findall(rb'srcset="([^"]*)"', body) for p in s_.split(b",")]
            if len(seen) > 400:
                break
        for path in list(seen):
            seen["gemini:" + path] = s.gemini(path)[2]
            seen["gopher:" + path] = s.gopher(path)
        return seen

    def test_nothing_that_is_served_says_where_with_what_or_by_whom_a_picture_was_taken(self):
        files = {"a.jpg": photo.jpeg(orientation=6), "b.png": photo.png(), "c.webp": photo.webp(), "d.gif": photo.gif(),
                 "e.gif": photo.gif(3), "press.jpg": photo.jpeg(orientation=3, order=">"), "unnamed.jpg": photo.jpeg(),
                 "no-ending": photo.jpeg(), "press.png": photo.png(), "press.webp": photo.webp(),
                 "wrong.pdf": photo.jpeg()}
        keys = "".join(f"attachment: press.{e} For the press\n" for e in ("jpg", "png", "webp"))
        with self.made({**files, "index.en.gmi": text("a.jpg", "b.png", "c.webp", "d.gif", "e.gif", keys=keys)}) as s:
            self.live(s)
            wait_for("the whole for the press", lambda: photo.opened(self.get(s, "press.jpg")[2]).getexif().get(0x112) == 3)
            wait_for("the whole PNG", lambda: b"IDAT" in self.get(s, "press.png")[2])
            answers = self.everything(s)
            for name in files:
                answers[name] = self.get(s, name)[2]
                stem, ending = os.path.splitext(name)
                for mark in ("-480w", "-960w", "-1600w", "-share"):
                    for e in (ending, ".jpg", ".png"):
                        answers[stem + mark + e] = self.get(s, stem + mark + e)[2]
            self.assertGreater(sum(len(a) > 1000 for a in answers.values()), 20)
            for name, body in answers.items():
                self.assertEqual(photo.secrets_in(body), [], name)

    def test_what_a_text_offers_in_full_size_has_its_pixels_and_no_more(self):
        source = photo.jpeg(photo.scene(2000, 1500), 6, quality=95)
        with self.made({"press.jpg": source, "other.jpg": source,
                        "index.en.gmi": text("press.jpg", "other.jpg", keys="attachment: press.jpg The pump, for the press\n")}) as s:
            self.live(s)
            full = wait_for("the whole", lambda: (a := photo.opened(self.get(s, "press.jpg")[2])).size == (1500, 2000) and a)
            self.assertEqual(full.tobytes(), photo.opened(source).tobytes())
            self.assertEqual(dict(full.getexif()), {0x112: 6})
            self.assertEqual(self.picture(s, "press-1600w.jpg")[0].size, (1600, 1200))
            self.assertEqual(self.picture(s, "other.jpg")[0].size, (1600, 1200))
            # Taken back: the copy again.
            s.save(f"{FOLDER}/index.en.gmi", text("press.jpg", "other.jpg"))
            wait_for("a copy in its place", lambda: photo.opened(self.get(s, "press.jpg")[2]).size == (1600, 1200))

    def test_a_text_goes_out_with_its_pictures_and_others_do_not_wait_for_it(self):
        with self.made() as s:
            worker = self.process(s)
            os.kill(worker, signal.SIGSTOP)
            for n in range(3):
                s.save(f"{FOLDER}/{n}.jpg", photo.jpeg())
            s.save(f"{FOLDER}/index.en.gmi", text("0.jpg", "1.jpg", "2.jpg"))
            s.save("wells/2026-03-06-text.en.gmi", "---\ntitle: Text\n---\n\nAlone.\n")
            self.live(s, "/en/wells/2026-03-06-text")
            s.save(f"{FOLDER}/index.en.gmi", text("0.jpg", "1.jpg", "2.jpg").replace("It runs.", "It runs well."))
            s.save("wells/2026-03-07-text.en.gmi", "---\ntitle: Text\n---\n\nAlone.\n")
            self.live(s, "/en/wells/2026-03-07-text")
            self.assertEqual(self.get(s)[0], 404)
            os.kill(worker, signal.SIGCONT)
            page = self.live(s)
            self.assertIn(b"It runs well.", page)
            for n in range(3):
                self.assertEqual(self.picture(s, f"{n}-480w.jpg")[0].size, (480, 360))

    def test_a_process_that_dies_is_replaced_and_its_picture_made(self):
        with self.made() as s:
            os.kill(self.process(s), signal.SIGSTOP)
            s.save(f"{FOLDER}/a.jpg", photo.jpeg())
            s.save(f"{FOLDER}/index.en.gmi", text("a.jpg"))
            s.save("wells/2026-03-06-text.en.gmi", "---\ntitle: Text\n---\n\nAlone.\n")
            self.live(s, "/en/wells/2026-03-06-text")
            os.kill(self.process(s), signal.SIGKILL)
            s.wait_line("picture was killed")
            self.live(s)
            self.assertEqual(self.picture(s, "a-480w.jpg")[0].size, (480, 360))

    def test_a_picture_that_cannot_be_read_is_one_line_and_its_text_goes_out(self):
        good = photo.jpeg()
        bad = {"empty.jpg": b"", "page.jpg": b"<!DOCTYPE html><p>no picture", "cut.jpg": good[:len(good) // 2],
               "cut.png": photo.png()[:5000], "huge.png": huge_png(100000, 100000), "lie.png": huge_png(2000, 2000)}
        with self.made({**bad, "good.jpg": good, "index.en.gmi": text(*bad, "good.jpg")}) as s:
            page = self.live(s)
            for name in bad:
                self.assertEqual(len([line for line in s.lines if f"{name}: error: " in line]), 1, name)
                self.assertIn(self.get(s, name)[0], (404, 410), name)
                self.assertNotIn(f'src="{ITEM}/{name}"'.encode(), page)
            self.assertEqual(self.picture(s, "good-480w.jpg")[0].size, (480, 360))

    def test_copies_that_somebody_removes_are_made_again(self):
        with self.made({"a.jpg": photo.jpeg(), "index.en.gmi": text("a.jpg")}) as s:
            self.live(s)
            store = os.path.join(s.folder, "var", "pictures")
            names = sorted(os.listdir(store))
            for name in names:
                os.remove(os.path.join(store, name))
            self.assertNotEqual(self.get(s, "a-480w.jpg")[0], 200)
            os.mkdir(s.path("wells/2026-03-09-new"))  # all is looked at
            wait_for("the copies", lambda: self.get(s, "a-480w.jpg")[0] == 200)
            wait_for("the rest of them", lambda: sorted(os.listdir(store)) == names)
            shutil.rmtree(store)
            wait_for("the copies in a new folder", lambda: self.get(s, "a-480w.jpg")[0] == 200)

    def test_what_build_publishes_is_what_serve_publishes(self):
        with self.made({"a.jpg": photo.jpeg(), "index.en.gmi": text("a.jpg", keys="attachment: a.jpg Whole\n")}) as s:
            self.live(s)
            wait_for("the whole", lambda: photo.opened(self.get(s, "a.jpg")[2]).size == (1200, 900) and
                     b"Exif" not in self.get(s, "a.jpg")[2])
            with open(s.config) as f:
                conf = f.read()
            other = os.path.join(s.folder, "other.conf")
            with open(other, "w") as f:
                f.write(conf + 'state = "var-2"\nfeeds = "feeds-2"\n')
            built = jarchy("--config", other, "build")
            self.assertEqual((built.returncode, [line for line in without_progress(built.stderr) if "picture-place" not in line]),
                             (0, []))
            with open(os.path.join(s.folder, "feeds-2", "en", "atom.xml"), "rb") as f:
                feed = re.sub(rb"localhost:\d+", b"localhost", f.read())
            # The picture is there a moment before the feed that has its size.
            wait_for("the same feed", lambda: re.sub(rb"localhost:\d+", b"localhost", s.http("/en/atom.xml")[2]) == feed)


def huge_png(width, height):
    """A head that declares more than there is."""
    import struct
    import zlib
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + photo.chunk(b"IHDR", head) + photo.chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + photo.chunk(b"IEND", b"")
