"""Pictures in the programs that people use: which copy a browser takes, that nothing moves, that readers of feeds see one."""

import unittest

import feedparser

from support import photo
from support.browser import PROGRAM, Browser
from support.clients import needs
from support.corpus import site
from support.site import wait_for

FOLDER, ITEM = "wells/2026-03-05-pump", "/en/wells/2026-03-05-pump"
LINE = "Words of the text go on below what was shown, line after line.\n\n"
CONTENT = {
    "site.en.gmi": "---\ntitle: Herald\n---\n\nNews.\n",
    "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n",
    f"{FOLDER}/index.en.gmi": "---\ntitle: The pump\n---\n\n" + LINE + "=> wide.jpg A wide one\n\n" + LINE +
                              "=> a.jpg One\n=> b.jpg Two\n=> c.jpg Three\n\n" + LINE * 3,
}
# What moved but for the browser's own parts, whose nodes no page sees.
SHIFTS = """new Promise(done => {
    const moved = [];
    new PerformanceObserver(list => list.getEntries().forEach(e =>
        e.sources.forEach(s => s.node && moved.push(s.node.nodeName)))).observe({type: "layout-shift", buffered: true});
    const all = [...document.images];
    all.forEach(i => i.loading = "eager");
    Promise.all(all.map(i => i.decode())).then(() =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(moved))));
})"""
COPIES = "[...document.images].map(i => i.currentSrc.replace(/.*[/]/, ''))"


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        files = {"wide": (2000, 1200), "a": (1000, 750), "b": (750, 1000), "c": (1000, 750)}
        pictures = {f"{FOLDER}/{name}.jpg": photo.jpeg(photo.scene(*size)) for name, size in files.items()}
        cls.site = site({**CONTENT, **pictures}, config='languages = {"en"}\n', workers=1)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        wait_for("the item", lambda: cls.site.http(ITEM)[0] == 200)

    @needs(PROGRAM)
    def test_a_browser_takes_the_copy_that_fits_and_nothing_moves(self):
        with Browser() as browser:
            for width, wide in (360, "wide-480w.jpg"), (1280, "wide-960w.jpg"):
                with self.subTest(width=width):
                    browser.open(self.site.http_url(ITEM), width)
                    self.assertEqual(browser.value(SHIFTS), [])
                    self.assertEqual(browser.value(COPIES), [wide, "a-480w.jpg", "b-480w.jpg", "c-480w.jpg"])
                    self.assertLessEqual(browser.value("document.documentElement.scrollWidth"), width)
                    # The policy let all of it through; browsers look for an icon by themselves.
                    self.assertEqual([said for said in browser.console if "favicon.ico" not in said], [])

    def test_a_reader_of_feeds_sees_the_pictures(self):
        for name in "atom.xml", "rss.xml":
            with self.subTest(name):
                entry = feedparser.parse(self.site.http(f"/en/wells/{name}")[2]).entries[0]
                self.assertEqual(entry.media_content[0]["url"], self.site.http_url(f"{ITEM}/wide.jpg"))
                self.assertEqual((entry.media_content[0]["width"], entry.media_content[0]["height"]), ("1600", "960"))
                self.assertEqual(entry.media_thumbnail[0]["url"], self.site.http_url(f"{ITEM}/wide-480w.jpg"))
                self.assertEqual(entry.title, "The pump")
                self.assertIn("wide-960w.jpg", entry.content[0].value)


if __name__ == "__main__":
    unittest.main()
