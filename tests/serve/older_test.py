"""An item leads to the one before it and the one after it in its project and language, over every protocol."""

import re
import unittest

from support import gemtext
from support.site import Site

ITEMS = ["/ru/successful-aimak/2018-05-14-state-programme", "/ru/successful-aimak/2018-04-16-budget-hearings",
         "/ru/successful-aimak/2018-04-12-whatsapp", "/ru/successful-aimak/2018-04-10-legal-acts",
         "/ru/successful-aimak/2018-04-09-first-results"]


class Older(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def around(self, words, read):
        """What each item leads to as the older and the newer one, as `read` finds it at a path."""
        older, newer = words
        for at, path in enumerate(ITEMS):
            expected = {}
            if at + 1 < len(ITEMS):
                expected[older] = ITEMS[at + 1]
            if at:
                expected[newer] = ITEMS[at - 1]
            with self.subTest(path):
                self.assertEqual(read(path), expected)

    def test_over_gemini(self):
        def read(path):
            links = gemtext.links(self.site.gemini(path)[2].decode())
            return {label.split(":")[0]: target for target, label in links if re.match("(Раньше|Позже): ", label)}
        self.around(("Раньше", "Позже"), read)

    def gopher(self, tree, words):
        port = self.site.ports["gopher"]

        def read(path):
            text = self.site.gopher(tree + path).decode()
            numbers = dict(re.findall(rf"\[(\d+)\] gopher://localhost:{port}/0{tree}(/\S+)", text))
            return {word: numbers[n] for n, word in re.findall(r"\[(\d+)\] (%s|%s): " % words, text)}
        self.around(words, read)

    def test_over_gopher(self):
        self.gopher("", ("Раньше", "Позже"))

    def test_in_the_tree_of_ascii(self):
        self.gopher("/tr", ("Ranshe", "Pozzhe"))

    def test_over_http(self):
        def read(path):
            return dict(re.findall('<a rel="(prev|next)" href="([^"]+)">', self.site.http(path)[2].decode()))
        self.around(("prev", "next"), read)


if __name__ == "__main__":
    unittest.main()
