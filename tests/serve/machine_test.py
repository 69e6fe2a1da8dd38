"""What machines read in the pages agrees with the content, and with what they document."""

import json
import os
import re
import unittest
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlsplit

from support.microdata import Page
from support.site import OWN_CONTENT, Site

TYPES = {"news": "NewsArticle", "press-release": "NewsArticle", "event": "NewsArticle", "practice": "Article",
         "publication": "Report"}


def front_matter(name):
    """The values of each key of a content file, in its order."""
    found = {}
    with open(os.path.join(OWN_CONTENT, name), encoding="utf-8") as f:
        for line in f.read().split("---\n")[1].splitlines():
            key, _, value = line.partition(": ")
            found.setdefault(key, []).append(value)
    return found


def content_files():
    """(path of the page, keys) of each content file: of items, projects and the site."""
    for folder, _, names in os.walk(OWN_CONTENT):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), OWN_CONTENT)
            match = re.fullmatch(r"(?:([a-z0-9-]+)/)?(?:(\d{4}-[a-z0-9-]+)(?:/index)?|project|site)\.(\w\w)\.gmi", path)
            if match:
                yield "/".join(["", match[3], *(p for p in match.group(1, 2) if p)]) + ("" if match[2] else "/"), front_matter(path)


def written(moment):
    """A day or a time as an editor writes it, from the form of machines."""
    return re.sub(r"T(\d\d:\d\d):00[+]06:00", r" \1", moment) if moment else None


def every_page(site):
    """Each page that links lead to from the root, by its path."""
    pages, left = {}, ["/"]
    while left:
        path = left.pop()
        if path in pages:
            continue
        status, headers, body = site.http(path)
        if status != 200 or not headers["Content-Type"].startswith("text/html"):
            continue
        text = body.decode()
        pages[path] = Page(text, site.http_url(path))
        left += re.findall(r'<a[^>]* href="(/[^"#]*)"', text)
    return pages


class Machine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()
        cls.pages = every_page(cls.site)

    def path(self, url):
        self.assertTrue(url.startswith(self.site.http_url("/")), url)
        return urlsplit(url).path

    def test_sets_of_translations_are_the_same_on_each_of_their_pages(self):
        sets = 0
        for path, page in self.pages.items():
            alternates = {lang: self.path(url) for lang, url in page.alternates().items()}
            if not alternates:
                continue
            sets += 1
            with self.subTest(path):
                self.assertIn(path, alternates.values())
                self.assertGreater(len(set(alternates) - {"x-default"}), 1)
                self.assertIn("x-default", alternates)
                for other in alternates.values():
                    self.assertEqual({l: self.path(url) for l, url in self.pages[other].alternates().items()}, alternates, other)
                for lang in set(alternates) - {"x-default"}:
                    self.assertEqual(alternates[lang].split("/")[1], lang)
        self.assertGreater(sets, 50)
        self.assertEqual(self.pages["/ru/"].alternates()["x-default"], self.site.http_url("/"))

    def test_the_map_pairs_pages_as_they_do_themselves(self):
        space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
        urls = ElementTree.fromstring(self.site.http("/sitemap.xml")[2]).findall("s:url", space)
        self.assertEqual({self.path(u.find("s:loc", space).text) for u in urls},
                         {"/"} | {path for path, page in self.pages.items() if any(item.type != "BreadcrumbList" for item in page.items)})
        for url in urls:
            path = self.path(url.find("s:loc", space).text)
            with self.subTest(path):
                self.assertEqual({l.get("hreflang"): l.get("href") for l in url.findall("x:link", space)}, self.pages[path].alternates())

    def test_every_language_has_a_manifest(self):
        for path, page in self.pages.items():
            # Without an icon a page does not name it: a browser would ask for it with every first page.
            self.assertEqual([l["href"] for l in page.links if l["rel"] == "manifest"], [])
            self.assertEqual(len(page.named["theme-color"]), 2)
        for lang in "ky", "ru", "en":
            status, headers, body = self.site.http(f"/{lang}/site.webmanifest")
            self.assertEqual((status, headers["Content-Type"].partition(";")[0]), (200, "application/manifest+json"))
            manifest = json.loads(body)
            site, = self.pages[f"/{lang}/"].of("WebSite")
            self.assertEqual((manifest["name"], manifest["lang"], manifest["start_url"]), (site.one("name"), lang, f"/{lang}/"))
            self.assertNotIn("icons", manifest)
        self.assertIn("manifest-src 'self'", self.site.http("/ky/")[1]["Content-Security-Policy"])

    def test_a_page_whose_text_is_in_one_language_has_no_translations(self):
        self.assertEqual(self.pages["/ky/voice-of-citizens/2019-09-25-service-plan"].alternates(), {})

    def test_items_say_what_their_files_say(self):
        items = 0
        for path, keys in content_files():
            if path.endswith("/"):
                continue
            items += 1
            with self.subTest(path):
                page = self.pages[path]
                article, = page.of(TYPES[keys.get("kind", ["news"])[0]])
                lang, project = path.split("/")[1:3]
                site, = self.pages[f"/{lang}/"].of("WebSite")
                self.assertEqual(article.one("headline"), keys["title"][0])
                self.assertEqual(article.one("inLanguage"), lang)
                date = keys.get("date", [path.split("/")[3][:10]])[0]
                self.assertEqual(written(article.one("datePublished")), date)
                if "updated" in keys:
                    self.assertEqual(article.one("dateModified"), keys["updated"][0][:10])
                else:
                    self.assertEqual(written(article.one("dateModified")), date)
                if "summary" in keys:
                    self.assertEqual(article.one("description"), keys["summary"][0])
                    self.assertEqual(page.graph["og:description"], page.named["description"])
                self.assertTrue(page.graph["og:description"][0])
                authors = [(a.type, a.one("name")) for a in article["author"]]
                self.assertEqual(authors, [("Person", a) for a in keys.get("author", [])] or [("Organization", site.one("name"))])
                self.assertEqual(article.one("publisher").one("name"), site.one("name"))
                self.assertEqual(article.one("mainEntityOfPage"), self.site.http_url(path))
                self.assertEqual(len(article.get("keywords", [])), len(keys.get("topic", [])))
                self.assertEqual(article.get("keywords"), page.graph.get("article:tag"))
                self.assertEqual(page.graph["article:section"], [article.one("articleSection")])
                event = article.one("about")
                self.assertEqual(event is not None, "event_start" in keys)
                if event:
                    self.assertEqual(event.type, "Event")
                    self.assertEqual(event.one("name"), keys["title"][0])
                    self.assertEqual(written(event.one("startDate")), keys["event_start"][0])
                    self.assertEqual(written(event.one("endDate")), keys.get("event_end", [None])[0])
                    self.assertEqual(event.one("location").one("address"), keys["event_place"][0])
                    self.assertEqual(event.one("eventStatus"), "https://schema.org/EventScheduled")
                    self.assertEqual(event.one("organizer").one("url"), self.site.http_url(f"/{lang}/"))
        self.assertGreater(items, 30)

    def test_projects_and_homes_say_what_their_files_say(self):
        for path, keys in content_files():
            if not path.endswith("/"):
                continue
            with self.subTest(path):
                page = self.pages[path]
                if "name" in keys:
                    item, = page.of("Project")
                    self.assertEqual(item.one("name"), keys["name"][0])
                    self.assertEqual([f.one("name") for f in item.get("funder", [])], keys.get("donor", []))
                    self.assertEqual([f.one("name") for f in item.get("member", [])], keys.get("partner", []))
                    self.assertEqual(item.get("sameAs", []), keys.get("website", []))
                    period = (item.one("foundingDate") or "") + " .. " + (item.one("dissolutionDate") or "")
                    self.assertEqual(period.strip(), keys["period"][0])
                else:
                    item, = page.of("WebSite")
                    self.assertEqual(item.one("name"), keys["title"][0])
                    action = item.one("potentialAction")
                    self.assertEqual(action.type, "SearchAction")
                    self.assertEqual(action.one("query-input"), "required name=search_term_string")
                    search = action.one("target").one("urlTemplate").replace("{search_term_string}", "x")
                    self.assertEqual(self.site.http(search[len(self.site.http_url("")):])[0], 200)
                self.assertEqual(item.one("url"), self.site.http_url(path))

    def test_every_page_with_a_way_back_says_it_to_machines(self):
        for path, page in self.pages.items():
            trails = page.of("BreadcrumbList")
            with self.subTest(path):
                self.assertEqual(len(trails), path not in ("/", "/ky/", "/ru/", "/en/"))
                for trail in trails:
                    steps = trail["itemListElement"]
                    self.assertEqual([s.one("position") for s in steps], [str(i + 1) for i in range(len(steps))])
                    self.assertGreater(len(steps), 1)
                    for step in steps:
                        self.assertTrue(step.one("name"))
                        self.assertIn(self.path(step.one("item")), self.pages)
                    self.assertEqual(self.path(steps[-1].one("item")), urlsplit(path).path)

    def test_every_page_can_be_shown_by_those_who_share_it(self):
        """Within what WhatsApp documents (developers.facebook.com/documentation/business-messaging/whatsapp/link-previews)."""
        for path, page in self.pages.items():
            with self.subTest(path):
                body = self.site.http(path)[2]
                end = body.index(b"<style>")
                self.assertLess(end, 8000)
                for name in "og:title", "og:description", "og:url", "og:type", "og:site_name", "og:locale":
                    self.assertEqual(len(page.graph[name]), 1, name)
                    self.assertTrue(page.graph[name][0], name)
                    self.assertLess(body.index(name.encode()), end)
                self.assertLessEqual(len(page.graph["og:description"][0]), 200)
                self.assertEqual(page.graph["og:url"], [next(l["href"] for l in page.links if l["rel"] == "canonical")])
                self.assertEqual(page.named["twitter:card"], ["summary"])
                lang = {"ky": "ky_KG", "ru": "ru_RU", "en": "en_US"}
                others = [lang[l] for l in page.alternates() if l in lang and l != path[1:3]]
                if path != "/":
                    self.assertEqual(page.graph["og:locale"], [lang[path[1:3]]])
                    self.assertEqual(sorted(page.graph.get("og:locale:alternate", [])), sorted(others))


if __name__ == "__main__":
    unittest.main()
