"""The web view in a browser: what people see, on phones, tablets and desks, in light and dark."""

import json
import os
import re
import subprocess
import unittest
from urllib.parse import quote

from support.browser import PROGRAM, Browser
from support.clients import needs
from support.site import BUILD, OWN_CONTENT, Site

PAGES = {
    "home": ("/ru/", 200),
    "project": ("/ky/voice-of-citizens/", 200),
    "table": ("/ru/voice-of-citizens/2019-09-18-exchange-visit", 200),
    "search": ("/ru/search?q=" + quote("вода"), 200),
    "root": ("/", 200),
    "topics": ("/en/topics/", 200),
    "404": ("/en/voice-of-citizens/2019-09-25-service-plan", 404),
}
WIDTHS = 320, 768, 1280
# Where the pictures go, for people to look at.
PICTURES = os.path.join(BUILD, "pictures")
PAGE_BYTES = 25000


def node_tool(path):
    """The path of a file of a globally installed npm package, or None."""
    try:
        done = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        return None
    found = os.path.join(done.stdout.strip(), path)
    return found if os.path.exists(found) else None


def every_page(site):
    """The path of every page that the site's map and its pages lead to."""
    seen, left = set(), ["/"]
    while left:
        path = left.pop()
        if path in seen:
            continue
        seen.add(path)
        status, headers, body = site.http(path)
        assert status == 200, path
        if not headers["Content-Type"].startswith("text/html"):
            continue
        for target in re.findall(r'<a[^>]* href="(/[^"#?]*)"', body.decode()):
            if "." not in target.rsplit("/", 1)[-1]:
                left.append(target)
    return sorted(seen)


class Web(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    def test_every_page_is_light_and_reached_by_links(self):
        pages = every_page(self.site)
        items = sum(name.endswith(".gmi") and not name.startswith(("site", "project"))
                    for _, _, names in os.walk(OWN_CONTENT) for name in names)
        self.assertEqual(len([p for p in pages if re.search(r"/\d{4}-\d\d-\d\d-[^/]+$", p)]), items)
        for path in pages:
            self.assertLess(len(self.site.http(path)[2]), PAGE_BYTES, path)

    def test_no_page_has_a_script_or_loads_anything(self):
        for path in every_page(self.site):
            body = self.site.http(path)[2].decode()
            for element in re.findall(r"<(\w+)[^>]*>", body):
                self.assertNotIn(element.lower(), ("script", "img", "iframe", "object", "embed", "video"), path)
            for link in re.findall(r"<link[^>]*>", body):
                self.assertRegex(link, r'rel="(canonical|alternate|manifest)"|itemprop=', path)

    @needs(PROGRAM)
    def test_pages_look_right_in_every_size_and_light(self):
        os.makedirs(PICTURES, exist_ok=True)
        own = self.site.http_url("/")
        with Browser() as browser:
            for name, (path, status) in PAGES.items():
                for width in WIDTHS:
                    for dark in False, True:
                        with self.subTest(page=name, width=width, dark=dark):
                            browser.open(self.site.http_url(path), width, dark=dark)
                            browser.picture(os.path.join(PICTURES, f"{name}-{width}-{'dark' if dark else 'light'}.png"))
                            self.assertEqual(browser.status[self.site.http_url(path)], status)
                            self.assertLessEqual(browser.value("document.documentElement.scrollWidth"), width)
                            self.assertEqual([r for r in browser.requests if not r.startswith(own)], [])
                            self.assertEqual([c for c in browser.console if status == 200 or "404" not in c], [])

    @needs(PROGRAM)
    def test_axe_finds_nothing_to_mend(self):
        axe = node_tool("axe-core/axe.min.js")
        if not axe:
            self.skipTest("axe-core not installed")
        with open(axe, encoding="utf-8") as f:
            script = f.read()
        with Browser() as browser:
            for name, (path, _) in PAGES.items():
                for dark in False, True:
                    with self.subTest(page=name, dark=dark):
                        browser.open(self.site.http_url(path), 320, dark=dark)
                        browser.value(script + ";0")
                        found = json.loads(browser.value("axe.run().then(r => JSON.stringify(r.violations))"))
                        self.assertEqual([(v["id"], [n["html"] for n in v["nodes"]]) for v in found], [])

    @needs("java")
    def test_vnu_finds_no_error_in_any_page(self):
        jar = node_tool("vnu-jar/build/dist/vnu.jar")
        if not jar:
            self.skipTest("vnu-jar not installed")
        folder = os.path.join(self.site.folder, "pages")
        os.mkdir(folder)
        for i, path in enumerate([*every_page(self.site), "/nothing/here", PAGES["404"][0]]):
            with open(os.path.join(folder, f"{i}.html"), "wb") as f:
                f.write(self.site.http(path)[2])
        done = subprocess.run(["java", "-jar", jar, "--errors-only", "--skip-non-html", folder],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @needs("xmllint")
    def test_the_sitemap_names_every_item_and_its_translations(self):
        import xml.etree.ElementTree as tree
        space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
        root = tree.fromstring(self.site.http("/sitemap.xml")[2])
        places = {u.find("s:loc", space).text: {a.get("hreflang"): a.get("href") for a in u.findall("x:link", space)}
                  for u in root.findall("s:url", space)}
        item = "voice-of-citizens/2022-03-03-conference"
        for lang in "ky", "ru", "en":
            self.assertEqual(places[self.site.http_url(f"/{lang}/{item}")],
                             {**{l: self.site.http_url(f"/{l}/{item}") for l in ("ky", "ru", "en")},
                              "x-default": self.site.http_url(f"/ky/{item}")})
        self.assertEqual(places[self.site.http_url("/ky/voice-of-citizens/2019-09-25-service-plan")], {})
        for address in places:
            self.assertEqual(self.site.http(address[len(self.site.http_url("")):])[0], 200)
        maps = re.findall(r"(?m)^Sitemap: (\S+)\r$", self.site.http("/robots.txt")[2].decode())
        self.assertEqual(maps, [self.site.http_url("/sitemap.xml"), self.site.http_url("/sitemaps/news.xml")])
        self.assertEqual(list(tree.fromstring(self.site.http("/sitemaps/news.xml")[2])), [])
