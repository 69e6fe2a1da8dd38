"""What is seen of pages, by whom: small screens, keyboards, own colours, no style at all, paper."""

import os
import tempfile
import unittest

from support import screens
from support.browser import PROGRAM
from support.clients import needs


@needs(PROGRAM)
class Screens(unittest.TestCase):
    def test_the_helper_takes_pictures_and_puts_them_side_by_side(self):
        with tempfile.TemporaryDirectory() as folder, screens.own_site() as site:
            taken, left_out = screens.shoot(folder, {"own": (site, screens.PAGES)}, "search", [360], ["dark"], ["ru"])
            screens.sheets(folder, taken)
            self.assertEqual(left_out, [])
            self.assertEqual(sorted(os.listdir(folder)), ["own", "sheet-own-360-dark-ru-1.png"])


if __name__ == "__main__":
    unittest.main()
