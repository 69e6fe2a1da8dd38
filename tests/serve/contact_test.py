"""Telephone numbers, mail, messengers and hosts of other alphabets can be followed in every protocol; nothing dangerous can."""

import json
import re
import unittest

from support.gopher import lint_menu
from support.site import Site, jarchy

CONTACT = "Aigul, +996 (312) 90-52-05, press@example.org, https://t.me/jarchy, @jarchy"
FOUND = ["tel:+996312905205", "mailto:press@example.org", "https://t.me/jarchy"]
LINKS = """=> tel:+996312000000 Call
=> +996 312 000001 Call too
=> press2@example.org Write
=> sms:+996555000000 SMS
=> geo:42.87,74.59 Map
=> https://wa.me/996555123456 WhatsApp
=> tg://resolve?domain=jarchy Telegram
=> whatsapp://send?phone=996555123456 WhatsApp again
=> xmpp:press@example.org Jabber
=> matrix:r/jarchy:example.org Matrix
=> https://президент.рф/новости?я=1 President
=> https://user@президент.рф:8443/ Port
=> www.dpi.kg Institute
"""
TARGETS = ["tel:+996312000000", "tel:+996312000001", "mailto:press2@example.org", "sms:+996555000000", "geo:42.87,74.59",
           "https://wa.me/996555123456", "tg://resolve?domain=jarchy", "whatsapp://send?phone=996555123456",
           "xmpp:press@example.org", "matrix:r/jarchy:example.org",
           "https://xn--d1abbgf6aiiy.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?%D1%8F=1",
           "https://user@xn--d1abbgf6aiiy.xn--p1ai:8443/", "https://www.dpi.kg"]
DANGER = "".join(f"=> {uri} Danger\n" for uri in (
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"))
ITEM = "/en/wells/2024-01-01-talk"


class Contacts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = Site(content=None, config='languages = {"en"}\n')
        cls.addClassCleanup(made.kill)
        cls.site = made
        made.save("site.en.gmi", "---\ntitle: Site\n---\n\nText.\n")
        made.save("wells/project.en.gmi", f"---\nname: Wells\ncontact: {CONTACT}\ncontact: 0312 62-05-35\n"
                                          f"website: https://президент.рф/новости\n---\n\nText.\n\n{LINKS}")
        made.save("wells/2024-01-01-talk.en.gmi", "---\ntitle: Talk\nid: urn:x:talk\nsource: https://президент.рф/\n"
                                                  f"contact: {CONTACT}\ncontact: info@президент.рф\n---\n\nText.\n\n{LINKS}{DANGER}")
        made.start()

    def hrefs(self, html):
        return re.findall(r'href="([^"]*)"', html.replace("&amp;", "&"))

    def test_links_and_contacts_can_be_tapped_on_the_web(self):
        html = self.site.http(ITEM)[2].decode()
        for uri in TARGETS + FOUND + ["mailto:info@xn--d1abbgf6aiiy.xn--p1ai", "https://xn--d1abbgf6aiiy.xn--p1ai/"]:
            self.assertIn(uri, self.hrefs(html))
        self.assertIn('Aigul, <a href="tel:+996312905205">+996\u00a0(312)\u00a090-52-05</a>, '
                      '<a href="mailto:press@example.org">press@example.org</a>, '
                      '<a href="https://t.me/jarchy">https://t.me/jarchy</a>, @jarchy', html)
        self.assertIn(">https://президент.рф/</a>", html)
        self.assertIn(">info@президент.рф</a>", html)

    def test_links_and_contacts_can_be_followed_in_gemtext(self):
        text = self.site.gemini(ITEM)[2].decode()
        targets = re.findall(r"(?m)^=> (\S+)", text)
        for uri in TARGETS + FOUND + ["mailto:info@xn--d1abbgf6aiiy.xn--p1ai", "https://xn--d1abbgf6aiiy.xn--p1ai/"]:
            self.assertIn(uri, targets)
        self.assertIn("\n=> tel:+996312905205 +996 (312) 90-52-05\n", text)
        self.assertIn("Source: https://президент.рф/\n", text)

    def test_a_menu_of_gopher_leads_to_them_and_lets_them_through(self):
        menu = self.site.gopher("/en/wells/")
        self.assertEqual(lint_menu(menu, "localhost", self.site.ports["gopher"]), [])
        lines = menu.decode().splitlines()
        for uri in TARGETS + FOUND + ["tel:0312620535", "https://xn--d1abbgf6aiiy.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"]:
            self.assertTrue([line for line in lines if line[0] == "h" and f"\tURL:{uri}\t" in line], uri)
            self.assertIn(uri.split("?")[0].encode(), self.site.gopher("URL:" + uri), uri)

    def test_feeds_have_the_same_links_in_ascii(self):
        for name in "atom.xml", "rss.xml", "feed.json":
            body = self.site.http(f"/en/wells/{name}")[2].decode()
            text = json.loads(body)["items"][0]["content_html"] if name.endswith("json") else body.replace("&quot;", '"')
            text = text.replace("&amp;", "&").replace("&amp;", "&")
            for uri in TARGETS:
                self.assertIn(uri, text, name)
            self.assertNotIn("href=\"https://през", text)

    def test_nothing_that_runs_or_opens_local_files_is_a_link_anywhere(self):
        for how, text in self.site.everywhere(ITEM).items():
            self.assertNotRegex(text.decode(), r'(?i)(href="|=> |URL:|\] )(javascript|data|vbscript|file):', how)
            self.assertIn("Danger (javascript:alert(1))", " ".join(text.decode().split()), how)
        for name in "atom.xml", "rss.xml", "feed.json":
            self.assertNotRegex(self.site.http(f"/en/wells/{name}")[2].decode(), r"(?i)href=\S{1,6}(javascript|data|vbscript|file):")
        self.assertNotIn(b"javascript:", self.site.gopher("URL:javascript:alert(1)"))

    def test_what_was_mended_is_a_warning_that_says_how_to_write_it(self):
        run = jarchy("check", "--json", "-c", self.site.config)
        said = [p["message"] for p in json.loads(run.stdout) if p["rule"] in ("scheme-less-link", "bad-link")]
        for words in ('write "tel:+996312000001"', 'write "mailto:press2@example.org"', 'write "https://www.dpi.kg"',
                      '"javascript:alert(1)" is shown as text'):
            self.assertTrue([m for m in said if words in m], words)
        self.assertFalse([m for m in said if "sms:" in m or "geo:" in m])


if __name__ == "__main__":
    unittest.main()
