"""The preview in a browser, as an editor with a link sees it: in every language, on a phone and a desk, in light and dark."""

import os
import re
import unittest

from support.browser import PROGRAM, Browser
from support.clients import needs
from support.corpus import site
from support.site import BUILD, jarchy

PICTURES = os.path.join(BUILD, "pictures")
CONTENT = {
    "site.en.gmi": "---\ntitle: Herald\n---\n\nWhat is new.\n",
    "site.ru.gmi": "---\ntitle: Вестник\n---\n\nЧто нового.\n",
    "site.ky.gmi": "---\ntitle: Жарчы\n---\n\nЖаңылыктар.\n",
    "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n",
    "wells/2026-03-05-pump/index.en.gmi": "---\ntitle: A pump for the upper village\ndraft: yes\nattachment: plan.txt The plan\n---\n\n"
                                          "Text of the draft.\n\n=> https://example.org/ The maker\n=> plan.txt Look\n",
    "wells/2026-03-05-pump/index.ru.gmi": "---\ntitle: Насос для верхнего села\ndraft: yes\n---\n\nТекст черновика.\n",
    "wells/2026-03-05-pump/plan.txt": "The plan.\n",
    "wells/2026-03-06-later.ky.gmi": "---\ntitle: Кийинчерээк\npublish: 2090-05-06 10:30 +06:00\n---\n\nТекст.\n",
    "wells/2026-03-07-bad.en.gmi": "---\nnaem: x\n---\n\nText.\n",
}


class Preview(unittest.TestCase):
    @needs(PROGRAM)
    def test_every_page_of_a_link_looks_like_the_site_and_tells_nobody_its_address(self):
        os.makedirs(PICTURES, exist_ok=True)
        with site(CONTENT, workers=1) as s, Browser() as browser:
            printed = jarchy("preview-link", "-q", "-c", s.config, "a").stdout
            secret = re.search(r"[0-9a-f]{32}", printed)[0]
            own = f"http://127.0.0.1:{s.ports['http']}"
            pages = {f"{kind}-{tag}": f"{tag}/{rest}" for tag in ("en", "ru", "ky") for kind, rest in (("list", ""), ("errors", "errors"))}
            pages |= {"item-en": "en/wells/2026-03-05-pump", "item-ru": "ru/wells/2026-03-05-pump", "scheduled-ky": "ky/wells/2026-03-06-later"}
            for name, rest in pages.items():
                for width, dark in (320, False), (1280, True):
                    with self.subTest(page=name, width=width):
                        address = f"{own}/preview/{secret}/{rest}"
                        browser.open(address, width, dark=dark)
                        browser.picture(os.path.join(PICTURES, f"preview-{name}-{width}.png"))
                        self.assertEqual(browser.status[address], 200)
                        self.assertEqual(browser.value("document.documentElement.lang"), rest[:2])
                        self.assertLessEqual(browser.value("document.documentElement.scrollWidth"), width)
                        self.assertEqual([r for r in browser.requests if not r.startswith(own)], [])
                        self.assertEqual(browser.console, [])
            browser.open(f"{own}/preview/{secret}/en/wells/2026-03-05-pump")
            browser.loaded = False
            browser.value("document.querySelector('nav a[href=\"/preview/%s/en/\"]').click()" % secret)
            while not browser.loaded:
                browser._receive()
            self.assertEqual(browser.value("document.querySelector('h1').textContent"), "Preview")
            self.assertEqual(browser.value("document.referrer"), "")
