"""Work that takes more than a second says how far it is: in one line that is rewritten on a terminal, in one for each step elsewhere."""

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import termios
import time
import unittest

from support.site import DEADLINE, JARCHY, Site, wait_for

FILES = 1500
COLUMNS = 30


class Progress(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None)
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        for i in range(FILES):
            with open(cls.site.path(f"wells/2024-01-{1 + i % 28:02}-item-{i}.en.gmi"), "w") as f:
                f.write(f"---\ntitle: Item {i}\n---\n\n" + "A text of some words. " * 100 + "\n")

    def slow_down(self, pid):
        """Holds the work for more than a second, when files have been read or soon after that."""
        catalog = os.path.join(self.site.folder, "var", "catalog.db")
        wait_for("a catalogue", lambda: os.path.exists(catalog))
        os.kill(pid, signal.SIGSTOP)
        wait_for("the clock", lambda end=time.monotonic() + 1.1: time.monotonic() > end)
        os.kill(pid, signal.SIGCONT)

    def forget(self):
        """What is built is built anew."""
        for folder in "var", "feeds":
            shutil.rmtree(os.path.join(self.site.folder, folder), ignore_errors=True)

    def build(self, *options, stderr):
        self.forget()
        process = subprocess.Popen([JARCHY, "build", "-c", self.site.config, *options], stderr=stderr, stdout=subprocess.DEVNULL)
        self.slow_down(process.pid)
        return process

    def on_terminal(self, *options):
        far, near = pty.openpty()
        fcntl.ioctl(near, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
        process = self.build(*options, stderr=near)
        os.close(near)
        text = b""
        while True:
            try:
                more = os.read(far, 65536)
            except OSError:  # nobody writes any more
                break
            if not more:
                break
            text += more
        os.close(far)
        self.assertEqual(process.wait(DEADLINE), 0)
        return text.decode()

    def assert_last(self, steps, all_steps):
        """The first one may have been through when the work was held."""
        self.assertIn(steps, (all_steps, all_steps[1:]))

    def test_a_terminal_has_one_line(self):
        text = self.on_terminal()
        self.assertNotIn("\n", text)
        # The steps before this one may have been through when the work was held.
        self.assertIn("\rindexing for search", text)
        self.assertLess(max(map(len, text.split("\r"))), COLUMNS)
        self.assertRegex(text, r"\r *\r$")

    def test_elsewhere_each_step_is_a_line(self):
        process = self.build(stderr=subprocess.PIPE)
        lines = process.communicate(timeout=DEADLINE)[1].decode().splitlines()
        self.assertEqual(process.returncode, 0)
        steps = [re.match(r"jarchy: ([a-z ]+): \d+ ", line)[1] for line in lines]
        self.assert_last(steps, ["reading", "writing feeds", "indexing for search"])

    def test_quiet_has_neither(self):
        self.assertEqual(self.on_terminal("--quiet"), "")
        process = self.build("--quiet", stderr=subprocess.PIPE)
        self.assertEqual(process.communicate(timeout=DEADLINE)[1], b"")

    def test_the_first_publish_of_serve_says_it_too(self):
        self.forget()
        self.site.process = subprocess.Popen([JARCHY, "serve", "-c", self.site.config], stderr=subprocess.PIPE,
                                             stdout=subprocess.DEVNULL, text=True, start_new_session=True)
        wait_for("a publisher", lambda: "publisher" in self.site.children())
        self.slow_down(self.site.children()["publisher"])
        steps = []
        for line in self.site.process.stderr:
            found = re.match(r"\S+ jarchy\[publisher\]: info: ([a-z ]+): \d+ .*\(\d+\.\d s\)$", line)
            steps += [found[1]] if found else []
            if "ready:" in line:
                break
        self.site.process.terminate()
        self.assertEqual(self.site.process.wait(DEADLINE), 0)
        self.site.process.stderr.close()
        self.assert_last(steps, ["reading", "writing feeds"])
