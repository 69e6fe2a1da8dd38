"""A colour and a style sheet of the configuration reach each page and the policy; what cannot be used never takes a site down."""

import base64
import hashlib
import os
import re
import signal
import unittest

from support.site import Site, jarchy, wait_for


def allowed(page, headers):
    """The texts of the style elements, all of which the policy has to allow."""
    policy = headers["Content-Security-Policy"]
    sheets = re.findall(r"<style>(.*?)</style>", page, re.S)
    for sheet in sheets:
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy, (sheet, policy)
    return sheets


class Test(unittest.TestCase):
    def page(self, site, path="/ru/"):
        status, headers, body = site.http(path)
        return body.decode(), headers, status

    def page_with(self, site, text):
        """A page and its head, once the page has this."""
        page, headers, _ = self.page(site)
        return (page, headers) if text in page else None

    def write_style(self, site, text):
        with open(os.path.join(site.folder, "site.css"), "w", newline="") as f:
            f.write(text)

    def test_pages_have_both_and_a_reload_takes_the_changed_file(self):
        site = Site(config='colour = "#0a4a94"\nstyle = "site.css"\n')
        self.write_style(site, "h1 { color: red }\r\n")
        with site:
            site.keep_ports()
            page, headers, _ = self.page(site)
            sheets = allowed(page, headers)
            self.assertIn(":root{--link:#0a4a94}", sheets[-1])
            self.assertTrue(sheets[-1].endswith("h1 { color: red }\n"))
            # Pages of errors too.
            page, headers, status = self.page(site, "/ru/no-such-page")
            self.assertEqual(status, 404)
            self.assertEqual(allowed(page, headers)[-1], sheets[-1])
            self.assertIn("#0a4a94", self.page(site, "/feed.css")[0])
            self.assertNotIn("img-src", self.page(site)[1]["Content-Security-Policy"])

            self.write_style(site, "h1 { background: url(/static.png) }")
            site.signal(signal.SIGHUP)
            # An answer of its own: until all workers are replaced, the next may come from one of before.
            page, headers = wait_for("the changed file", lambda: self.page_with(site, "/static.png"))
            allowed(page, headers)
            self.assertIn("img-src 'self';", headers["Content-Security-Policy"])

            before = len(site.lines)
            self.write_style(site, "h1 { color: red }\n@import url(https://x.example/y.css);")
            site.signal(signal.SIGHUP)
            line = site.wait_line("site.css:2: @import", before)
            self.assertIn("warning", line)
            wait_for("pages without the file", lambda: "/static.png" not in self.page(site)[0])
            self.assertIn("--link:#0a4a94", self.page(site)[0])

    def test_what_is_no_colour_and_an_absent_file_are_named_and_the_site_is_served(self):
        plain = Site()
        with plain:
            expected = self.page(plain)[0].split("<style>")[1:]
        with Site(config='colour = "sky"\nstyle = "absent.css"\n') as site:
            site.wait_line('colour: "sky" is no colour')
            site.wait_line("absent.css: No such file or directory")
            # But for the ports that the system chose.
            self.assertEqual([s.split("</style>")[0] for s in self.page(site)[0].split("<style>")[1:]],
                             [s.split("</style>")[0] for s in expected])

    def test_check_says_how_well_a_colour_can_be_read(self):
        site = Site(config='colour = "#ffd400"\n')
        self.addCleanup(site.kill)
        said = jarchy("check", "-c", site.config)
        self.assertIn("colour on light screens: #ffd400 has contrast 1.43 and 4.5 is needed: #846e00 is shown", said.stdout)
        self.assertIn("colour on dark screens: #ffd400, contrast 12.5", said.stdout)
        self.assertRegex(said.stderr, r'jarchy\.conf:\d+: colour: "#ffd400" is too pale')
        self.assertNotIn("colour", jarchy("check", "--json", "-c", site.config).stdout)


if __name__ == "__main__":
    unittest.main()
