"""One icon and one logo in site/ become what browsers ask for; what is refused is named, and the site is served without it."""

import io
import os
import re
import unittest

from PIL import Image

from support.site import Site, jarchy, wait_for

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 48"><path d="M0 0h240v48z" fill="#0a4a94"/></svg>'


def picture(width, height, kind="PNG", mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, (width, height), "#0a4a94").save(out, kind)
    return out.getvalue()


class Test(unittest.TestCase):
    def write(self, site, name, content):
        os.makedirs(os.path.join(site.content, "site"), exist_ok=True)
        with open(os.path.join(site.content, "site", name), "wb") as f:
            f.write(content)

    def served(self, site, path):
        """The type and the body, once it is there."""
        def answer():
            status, headers, body = site.http(path)
            return (headers, body) if status == 200 else None
        return wait_for(path, answer)

    def opened(self, site, path, mime):
        headers, body = self.served(site, path)
        self.assertEqual(headers["Content-Type"], mime)
        return Image.open(io.BytesIO(body))

    def test_an_icon_is_served_in_the_sizes_that_browsers_ask_for(self):
        site = Site()
        self.write(site, "icon.png", picture(600, 300))
        self.write(site, "logo.png", picture(600, 300))
        with site:
            for side in 32, 180, 192, 512:
                icon = self.opened(site, f"/site/icon-{side}.png", "image/png")
                self.assertEqual(icon.size, (side, side))
                corner = icon.convert("RGBA").getpixel((0, 0))
                self.assertEqual(corner, (255, 255, 255, 255) if side == 180 else (0, 0, 0, 0))
                self.assertEqual(icon.convert("RGB").getpixel((side // 2, side // 2)), (0x0A, 0x4A, 0x94))
            self.assertEqual(self.opened(site, "/site/logo-96.png", "image/png").size, (192, 96))
            for path in "/favicon.ico", "/site/favicon.ico":
                icon = self.opened(site, path, "image/vnd.microsoft.icon")
                self.assertEqual((icon.format, icon.size), ("ICO", (32, 32)))
                icon.load()
            self.assertEqual(site.http("/site/icon-64.png")[0], 404)
            self.assertEqual(site.http("/site/icon-480w.png")[0], 404)

            # A new one takes its place.
            before = self.served(site, "/site/icon-192.png")[1]
            self.write(site, "icon.png", picture(512, 512))
            wait_for("the new icon", lambda: self.served(site, "/site/icon-192.png")[1] != before)
            os.remove(os.path.join(site.content, "site", "icon.png"))
            wait_for("no icon", lambda: site.http("/favicon.ico")[0] == 404)

    def test_a_drawing_is_served_as_it_is_and_runs_nothing(self):
        site = Site()
        self.write(site, "logo.svg", DRAWING.encode())
        self.write(site, "icon.svg", DRAWING.replace("<path", "<path onclick='x()'").encode())
        with site:
            headers, body = self.served(site, "/site/logo.svg")
            self.assertEqual((headers["Content-Type"].split(";")[0], body.decode()), ("image/svg+xml", DRAWING))
            self.assertIn("sandbox", headers["Content-Security-Policy"])
            self.assertEqual(site.http("/site/icon.svg")[0], 404)
            self.assertEqual(site.http("/ru/")[0], 200)
            # One that gets bad is no longer served.
            self.write(site, "logo.svg", DRAWING.replace("<path", "<script/><path").encode())
            wait_for("no logo", lambda: site.http("/site/logo.svg")[0] == 404)
            self.assertEqual(site.http("/ru/")[0], 200)

    def test_feeds_have_the_icon_as_soon_as_it_is_there_and_as_long(self):
        site = Site()
        self.write(site, "logo.svg", DRAWING.encode())
        with site:
            feeds = [f"/ru/{kind}" for kind in ("atom.xml", "rss.xml", "feed.json")]
            wait_for("the logo", lambda: b"<logo>" in site.http(feeds[0])[2])
            before = [site.http(path)[2] for path in feeds]
            self.write(site, "icon.png", picture(512, 512))
            wait_for("the icon", lambda: all(b"icon-192.png" in site.http(path)[2] for path in feeds))
            for path in feeds:
                body = site.http(path)[2]
                self.assertEqual(site.gemini(path)[2], body)
                for url in re.findall(rb"http://[^<\"]*/site/[^<\"]*", body):
                    url = url.decode()
                    self.assertTrue(url.startswith(site.http_url("/site/")), url)
                    self.served(site, url[len(site.http_url("")):])
            os.remove(os.path.join(site.content, "site", "icon.png"))
            wait_for("no icon", lambda: [site.http(path)[2] for path in feeds] == before)

    def test_without_the_web_the_icon_of_feeds_is_where_readers_can_get_it(self):
        site = Site(config="http { listen = {} }\n")
        self.write(site, "icon.png", picture(512, 512))
        with site:
            def icon():
                return re.search(rb"<icon>gemini://localhost:\d+(/site/[^<]*)</icon>", site.gemini("/ru/atom.xml")[2])
            path = wait_for("the icon", icon)[1].decode()
            status, mime, body = site.gemini(path)
            self.assertEqual((status, mime), (20, "image/png"))
            self.assertEqual(Image.open(io.BytesIO(body)).size, (192, 192))

    def test_check_names_what_is_refused_and_what_is_small(self):
        for name, content, words in (
                ("icon.png", picture(64, 64), "this icon is 64 × 64 pixels"),
                ("icon.png", picture(512, 400), "this icon is 512 × 400 pixels and gets a border"),
                ("icon.png", b"Herald", "this picture cannot be read"),
                ("icon.svg", DRAWING.encode(), "put icon.png beside it"),
                ("logo.png", picture(500, 50), "this logo is 50 pixels high"),
                ("logo.png", b"", "this picture is empty"),
                ("logo.svg", DRAWING.replace("#0a4a94", "url(https://x.example/)").encode(), "leads to something that is not in it"),
                ("logo.svg", b"<!DOCTYPE svg>" + DRAWING.encode(), "has a DOCTYPE"),
                ("logo.svg", DRAWING.replace("/>", "/><!--" + 65536 * "-x" + "-->").encode(), "has over 64 KiB"),
                ("logo.svg", DRAWING[:-3].encode(), "no SVG that browsers can read")):
            with self.subTest(name=name, words=words):
                site = Site()
                self.addCleanup(site.kill)
                self.write(site, name, content)
                said = jarchy("check", "--all", "-c", site.config).stderr
                self.assertRegex(said, rf"site/{name}: .*{words}")

    def test_what_is_as_it_should_be_is_not_spoken_of(self):
        site = Site()
        self.addCleanup(site.kill)
        self.write(site, "icon.png", picture(512, 512))
        self.write(site, "icon.svg", DRAWING.encode())
        self.write(site, "logo.svg", DRAWING.encode())
        self.assertNotIn("site/", jarchy("check", "--all", "-c", site.config).stderr)


if __name__ == "__main__":
    unittest.main()
