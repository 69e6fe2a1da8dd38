"""Old addresses of a site that moved here answer with one redirect, however they are written and asked for."""

import unittest

from support.site import Site

ITEM = "---\ntitle: Мост\nalias: /?p=55\nalias: /2023/10/%D0%BC%D0%BE%D1%81%D1%82/\nalias: /news/7.html\n---\n\nТекст.\n"
# As a browser sends them.
OLD = ["/?p=55", "/?utm_source=mail&p=55", "/2023/10/%D0%BC%D0%BE%D1%81%D1%82/", "/2023/10/%D0%BC%D0%BE%D1%81%D1%82",
       "/2023/10/%d0%bc%d0%be%d1%81%d1%82/", "/news/7.html", "/news/7.html/", "/news/7.html?from=feed"]
NEW = "/ru/roads/2023-10-08-most"


class OldPaths(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(None, config='languages = {"ru"}\n')
        cls.addClassCleanup(cls.site.stop)
        cls.site.save("site.ru.gmi", "---\ntitle: Сайт\nfeed_alias: /index.xml\nfeed_alias: /?feed=rss\nfeed_alias: /ru/feed/\n---\n\nТекст.\n")
        cls.site.save("roads/project.ru.gmi",
                      "---\nname: Дороги\nfeed_alias: /feed/\nfeed_alias: /?feed=rss2\nfeed_alias: /feed/atom/\n"
                      "feed_alias: /?feed=rss2&cat=5\nfeed_alias: /?cat=6&feed=atom\nfeed_alias: /category/roads/feed/\n---\n\nТекст.\n")
        cls.site.save("roads/2023-10-08-most.ru.gmi", ITEM)
        cls.site.save("roads/2023-10-09-secret.ru.gmi", "---\ntitle: x\ndraft: yes\nalias: /?p=56\n---\n\nТекст.\n")
        cls.site.start()

    def test_every_spelling_leads_to_the_item_over_http_and_gemini(self):
        for path in OLD * 2:
            with self.subTest(path=path):
                status, headers, _ = self.site.http(path)
                self.assertEqual((status, headers["Location"]), (301, NEW))
                self.assertEqual(self.site.gemini(path)[:2], (31, NEW))

    def test_old_addresses_of_feeds_lead_to_the_feed_of_their_file_in_the_format_that_they_had(self):
        for path, feed in (("/feed/", "/ru/roads/rss.xml"), ("/feed", "/ru/roads/rss.xml"), ("/?feed=rss2", "/ru/roads/rss.xml"),
                           ("/feed/atom/", "/ru/roads/atom.xml"), ("/index.xml", "/ru/rss.xml"), ("/?feed=rss", "/ru/rss.xml"),
                           ("/ru/feed/", "/ru/rss.xml"), ("/ru/feed", "/ru/rss.xml"),
                           ("/feed?x=1", "/ru/roads/rss.xml"), ("/feed/?utm_source=a&b", "/ru/roads/rss.xml"),
                           ("/?utm_source=a&feed=rss2&b=c", "/ru/roads/rss.xml"), ("/?feed=atom&cat=6", "/ru/roads/atom.xml"),
                           ("/?c=d&cat=5&a=b&feed=rss2", "/ru/roads/rss.xml"), ("/?cat=5&feed=rss", "/ru/rss.xml"),
                           ("/category/roads/feed?paged=2", "/ru/roads/rss.xml")):
            with self.subTest(path=path):
                status, headers, _ = self.site.http(path)
                self.assertEqual((status, headers["Location"]), (301, feed))
                # Programs that read feeds over Gemini may not follow redirects.
                self.assertEqual(self.site.gemini(path), self.site.gemini(feed))
                self.assertEqual(self.site.gemini("/?x")[1].split(";")[0], "text/gemini")

    def test_another_query_is_the_page_itself(self):
        for path in "/?p=5", "/?p=56", "/?x", "/ru/?p=55":
            with self.subTest(path=path):
                self.assertEqual(self.site.http(path)[0], 200)
                self.assertEqual(self.site.gemini(path)[0], 20)


if __name__ == "__main__":
    unittest.main()
