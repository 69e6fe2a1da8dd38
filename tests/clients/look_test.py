"""What is seen of every kind of page: on small screens, by keyboard, in colours of one's own, without any style, on paper."""

import base64
import os
import tempfile
import unittest

from support import screens
from support.browser import PROGRAM, Browser
from support.clients import needs

LANG = "ru"
# Documents of their own kind: they have neither links nor a style sheet of the pages.
FEEDS = "feed", "rss"
NARROWEST = 320  # pixels: what a screen of 1280 shows at 400 % (WCAG 2.2, 1.4.10)
TARGET = 44      # pixels (WCAG 2.2, 2.5.5)
TEXT_BYTES = 6000  # compressed

# What can be tapped and is too small, but for links within a sentence.
SMALL = """(target => [...document.querySelectorAll("a[href],button,input:not([type=hidden]),summary")].filter(e => {
    if (e.className == "skip" || getComputedStyle(e).position == "absolute") return false;
    const around = e.closest("p,td,figcaption,blockquote,main li:not(.links li)");
    if (around && !e.matches("nav a")) return false;
    const r = e.getBoundingClientRect();
    return r.width && (r.height < target - .5 || (r.width < target - .5 && e.matches("nav a,button,input,summary")));
}).map(e => e.outerHTML.slice(0, 100) + " " + e.getBoundingClientRect().height))(%d)""" % TARGET
REACHABLE = """(() => { window.all = [...document.querySelectorAll("a[href],button,input,select,summary,audio,video,[tabindex='0']")]
    .filter(e => e.getClientRects().length && !(e.closest("details:not([open])") && e.localName != "summary")); return all.length })()"""
# The number of the element that has the focus, and whether that can be seen.
FOCUS = """(() => { const e = document.activeElement, s = getComputedStyle(e);
    return [all.indexOf(e), s.outlineStyle != "none" && parseFloat(s.outlineWidth) >= 2, e.localName] })()"""
WITHOUT_STYLE = "document.querySelectorAll('style').forEach(s => s.remove())"
WORDS = "document.body.innerText.replace(/\\s+/g, '')"


def pages_of(site, pages):
    """Name and path of every page that the site has."""
    secret = screens.secret_of(site)
    for name, (path, status) in pages.items():
        path = screens.path_in(path, LANG, secret)
        if name not in FEEDS and site.http(path)[0] == status:
            yield name, path


@needs(PROGRAM)
class Look(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.own, cls.pictures = screens.own_site(), screens.picture_site()
        for site in cls.own, cls.pictures:
            cls.addClassCleanup(site.kill)
            site.start()
        screens.wait_for_pictures(cls.pictures)
        cls.pages = [(f"{kind} {name}", site, path) for kind, site, pages in
                     (("own", cls.own, screens.PAGES), ("pictures", cls.pictures, screens.MORE_PAGES))
                     for name, path in pages_of(site, pages)]
        cls.measures = {}
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def each(self, width=NARROWEST, words=""):
        """Opens every kind of page, or those whose name has one of the words."""
        for name, site, path in self.pages:
            if not words or name.split()[1] in words:
                with self.subTest(page=name):
                    self.browser.open(site.http_url(path), width)
                    yield name, site, path

    def media(self, kind="", **features):
        self.browser.call("Emulation.setEmulatedMedia", media=kind,
                          features=[{"name": k.replace("_", "-"), "value": v} for k, v in features.items()])

    def key(self, name, code):
        for kind in "rawKeyDown", "keyUp":
            self.browser.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def tab(self):
        self.key("Tab", 9)

    def measured(self):
        """Every kind of page, opened once: with what it has in a browser, and without its style sheet."""
        if not self.measures:
            for name, site, path in self.each():
                self.measures[name] = {
                    "width": self.browser.value("document.documentElement.scrollWidth"),
                    "small": self.browser.value(SMALL), "words": self.browser.value(WORDS),
                    "media": self.browser.value("document.querySelectorAll('img,audio,video').length"),
                    "asked": [url for url in self.browser.requests if not url.endswith("/favicon.ico")],
                    "own": [site.http_url(path)], "bytes": len(site.http(path, Accept_Encoding="gzip")[2])}
                self.browser.value(WITHOUT_STYLE)
                self.measures[name]["bare"] = self.browser.value(WORDS)
        return self.measures.items()

    def test_every_kind_of_page_fits_a_small_screen(self):
        self.assertEqual({name: m["width"] for name, m in self.measured() if m["width"] > NARROWEST}, {})

    def test_what_is_tapped_is_as_large_as_a_finger(self):
        self.assertEqual({name: m["small"] for name, m in self.measured() if m["small"]}, {})

    def test_text_is_one_request_and_small(self):
        texts = {name: m for name, m in self.measured() if not m["media"]}
        self.assertGreater(len(texts), 15)
        self.assertEqual({name: m["asked"] for name, m in texts.items() if m["asked"] != m["own"]}, {})
        self.assertEqual({name: m["bytes"] for name, m in texts.items() if m["bytes"] >= TEXT_BYTES}, {})

    def test_without_a_style_sheet_the_same_is_read(self):
        self.assertEqual([name for name, m in self.measured() if m["bare"] != m["words"]], [])

    def test_the_keyboard_reaches_all_in_order_and_is_seen_there(self):
        for _ in self.each(words=("found", "subscribe", "pictures", "wide")):
            count = self.browser.value(REACHABLE)
            seen, last = [], -1
            for _ in range(5 * count + 20):
                self.tab()
                at, visible, element = self.browser.value(FOCUS)
                if at == last and element in ("audio", "video"):  # its own buttons
                    continue
                if at in seen or at < 0:
                    break
                self.assertTrue(visible or element in ("audio", "video"), element)
                seen.append(at)
                last = at
            self.assertEqual(seen, list(range(count)))

    def test_the_first_key_leads_to_the_text(self):
        for _ in self.each(words=("event",)):
            self.tab()
            self.assertEqual(self.browser.value("document.activeElement.className"), "skip")
            self.assertGreaterEqual(self.browser.value("document.activeElement.getBoundingClientRect().height"), TARGET - .5)
            self.key("Enter", 13)
            self.browser.call("Input.dispatchKeyEvent", type="char", text="\r")
            self.tab()
            self.assertTrue(self.browser.value("document.activeElement.closest('main') != null"))

    def test_colours_of_ones_own_are_used(self):
        for _ in self.each(words=("event", "found", "pictures")):
            own = self.browser.value("[...document.querySelectorAll('main a')].map(a => getComputedStyle(a).color)")
            self.media(forced_colors="active")
            self.assertNotIn(self.browser.value("getComputedStyle(document.querySelector('main a')).color"), own)

    def test_paper_has_the_text_and_the_addresses_of_links(self):
        for name, _, _ in self.each(words=("project", "pictures", "wide")):
            self.media("print")
            self.assertEqual(self.browser.value("[...document.querySelectorAll('nav,form,.skip')].filter(e => e.getClientRects().length).length"), 0)
            outside = "[...document.querySelectorAll('main a[href^=http]')].map(a => [a.href, getComputedStyle(a, '::after').content])"
            for address, shown in self.browser.value(outside):
                self.assertIn(address.rstrip("/"), shown)
            self.assertEqual(self.browser.value("[...document.querySelectorAll('pre')].filter(p => p.scrollWidth > p.clientWidth + 1).length"), 0)
            if name == "own project":
                paper = base64.b64decode(self.browser.call("Page.printToPDF")["data"])
                self.assertTrue(paper.startswith(b"%PDF"))

    def test_numbers_of_tables_and_dates_do_not_break(self):
        for _ in self.each(words=("wide", "coming")):
            lines = "[...document.querySelectorAll('td.n,time')].map(e => e.firstChild).filter(t => {" \
                    "const r = document.createRange(); r.selectNodeContents(t); return r.getClientRects().length > 1 }).length"
            self.assertEqual(self.browser.value(lines), 0)
        for _ in self.each(words=("wide",)):
            self.assertEqual(self.browser.value("[...document.querySelectorAll('td.n')].map(e => getComputedStyle(e).textAlign)"), ["end"] * 9)
        for _ in self.each(words=("coming",)):
            self.assertIn("\u00a0", self.browser.value("document.querySelector('dd').textContent"))

    def test_the_helper_takes_pictures_and_puts_them_side_by_side(self):
        with tempfile.TemporaryDirectory() as folder:
            taken, left_out = screens.shoot(folder, {"own": (self.own, screens.PAGES)}, "topics", [360], ["dark"], [LANG])
            screens.sheets(folder, taken)
            self.assertEqual(left_out, [])
            self.assertEqual(sorted(os.listdir(folder)), ["own", f"sheet-own-360-dark-{LANG}-1.png"])


if __name__ == "__main__":
    unittest.main()
