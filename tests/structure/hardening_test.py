"""The program has the defences of compiler and linker: what an intruder finds is neither writable code nor a known address."""

import os
import platform
import re
import shutil
import subprocess
import unittest

from support.site import BUILD, JARCHY


def readelf(*arguments):
    return subprocess.run(["readelf", "-W", *arguments], capture_output=True, text=True, check=True).stdout


@unittest.skipIf("asan" in BUILD, "sanitizers bring their own")
@unittest.skipUnless(shutil.which("readelf"), "needs readelf")
class Hardening(unittest.TestCase):
    def test_nothing_in_memory_is_both_writable_and_code(self):
        segments = re.findall(r"^ +(\w+) +0x\S+ 0x\S+ 0x\S+ 0x\S+ 0x\S+ ([R ][W ][E ]) ", readelf("-l", JARCHY), re.M)
        flags = dict(segments)
        self.assertEqual(flags["GNU_STACK"].strip(), "RW")
        self.assertIn("GNU_RELRO", flags)
        self.assertFalse([s for s in segments if "W" in s[1] and "E" in s[1]])
        # What is only read has a segment of its own, so that no constant can be run.
        self.assertIn(("LOAD", "R  "), segments)

    def test_its_addresses_change_and_those_of_the_libraries_are_read_only_from_the_start(self):
        dynamic = readelf("-d", JARCHY)
        self.assertRegex(dynamic, r"\(FLAGS_1\) .*\bNOW\b.*\bPIE\b")
        self.assertNotIn("(TEXTREL)", dynamic)
        self.assertNotRegex(dynamic, r"\((RPATH|RUNPATH)\)")

    def test_stacks_have_canaries_and_buffers_are_checked(self):
        symbols = readelf("--dyn-syms", JARCHY)
        self.assertIn("__stack_chk_fail", symbols)
        self.assertRegex(symbols, r"__(snprintf|memcpy|vsnprintf)_chk")

    @unittest.skipUnless(platform.machine() == "x86_64", "of x86-64")
    def test_jumps_go_only_where_a_function_begins(self):
        notes = readelf("-n", os.path.join(BUILD, "obj", "main.o"))
        self.assertRegex(notes, r"x86 feature: IBT, SHSTK")
