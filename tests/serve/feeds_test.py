"""Feeds as aggregators fetch them: addresses, validators, differences, and who is told to wait."""

import email.utils
import json
import os
import re
import time
import unittest
import xml.etree.ElementTree as ElementTree

from support.feeds import atom
from support.http import get
from support.site import Site, wait_for
from support.wells import FEED, ITEM, KINDS, PROJECT, add_items, add_large_item, words

HUB = "https://hub.example.org/push?x=1"
ATOM = "{http://www.w3.org/2005/Atom}"


def links(headers):
    return dict(reversed(found) for found in re.findall(r'<([^>]*)>; rel="(\w+)"', headers["link"]))


def kept_for(seconds):
    """Cache-Control of a site whose shared caches are not told what changes."""
    return f"public, max-age={seconds}, s-maxage=60, stale-while-revalidate=30, stale-if-error=86400"


class Addresses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, config=f'hub = "{HUB}"\n')
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("wells/project.en.gmi", PROJECT)
        add_items(cls.site, 45)
        cls.site.start()

    def test_a_feed_says_its_own_address_and_its_hub(self):
        for path in [f"/{lang}/{folder}{kind}" for lang in ("en", "ky") for folder in ("", "wells/") for kind in KINDS]:
            with self.subTest(path):
                _, headers, body = get(self.site, path)
                own = self.site.http_url(path)
                self.assertEqual(links(headers), {"self": own, "hub": HUB})
                self.assertIn(json.dumps(own)[1:-1].encode(), body)
                self.assertEqual(headers["cache-control"], kept_for(3600))

    def test_only_what_the_hub_hears_of_names_the_hub(self):
        for path in "/en/feeds.opml", "/en/wells/atom-1.xml":
            self.assertEqual(links(get(self.site, path)[1]), {"self": self.site.http_url(path)})
        self.assertNotIn("link", get(self.site, "/en/wells/")[1])

    def test_head_is_the_head_of_get(self):
        for path in FEED, "/en/wells/atom-1.xml", "/en/feeds.opml", "/feed.css":
            for line in "Accept-Encoding: br", "Accept-Encoding: gzip", "X-Nothing: 1":
                full, head = get(self.site, path, line), get(self.site, path, line, method="HEAD")
                for headers in full[1], head[1]:
                    headers.pop("date")
                self.assertEqual(full[:2], head[:2])
                self.assertEqual(head[2], b"")
                self.assertEqual(int(head[1]["content-length"]), len(full[2]))

    def test_cache_control_and_ttl_agree(self):
        rss = get(self.site, "/en/wells/rss.xml")
        ttl = ElementTree.fromstring(rss[2]).findtext("channel/ttl")
        self.assertEqual(rss[1]["cache-control"], kept_for(int(ttl) * 60))

    def test_a_full_page_of_history_is_kept_longer(self):
        document = get(self.site, FEED)[2]
        pages, last = 0, None
        while document:
            root = ElementTree.fromstring(document)
            following = [l.get("href") for l in root.findall(ATOM + "link") if l.get("rel") == "prev-archive"]
            if not following:
                break
            last = following[0].replace(self.site.http_url(""), "")
            _, headers, document = get(self.site, last)
            pages += 1
            self.assertIn(b"<fh:archive/>", document)
            self.assertEqual(headers["cache-control"], kept_for(604800))
        self.assertEqual((pages, last), (2, "/en/wells/atom-1.xml"))
        status, headers, document = get(self.site, "/en/wells/atom-3.xml")
        self.assertNotIn(b"<fh:archive/>", document)
        self.assertEqual((status, headers["cache-control"]), (200, kept_for(3600)))

    def test_the_history_of_rss_is_made_for_who_asks_and_kept_as_long(self):
        titles, path = [], "/en/wells/rss.xml"
        while path:
            status, headers, document = get(self.site, path)
            archive = b"<fh:archive/>" in document
            self.assertEqual((status, headers["cache-control"]), (200, kept_for(604800 if archive else 3600)))
            self.assertEqual(archive, path != "/en/wells/rss.xml")
            self.assertEqual(get(self.site, path, f"If-None-Match: {headers['etag']}")[0], 304)
            self.assertEqual(self.site.gemini(path), (20, "application/rss+xml; charset=utf-8", document))
            self.assertEqual(self.site.gopher(path), document)
            channel = ElementTree.fromstring(document).find("channel")
            titles += [item.findtext("title") for item in channel.iter("item")]
            following = [l.get("href") for l in channel.findall(ATOM + "link") if l.get("rel") == "prev-archive"]
            path = following[0].replace(self.site.http_url(""), "") if following else None
        documents = [FEED, "/en/wells/atom-1.xml", "/en/wells/atom-2.xml"]
        self.assertEqual(set(titles), {entry["title"] for path in documents for entry in atom(get(self.site, path)[2])})
        self.assertEqual([get(self.site, f"/en/wells/{name}")[0] for name in ("rss-3.xml", "rss-4.xml", "rss-0.xml")],
                         [200, 404, 404])
        kept = os.listdir(self.site.folder + "/feeds/en/wells")
        self.assertIn("atom-1.xml", kept)
        self.assertNotIn("rss-1.xml", kept)

    def test_the_style_of_feeds_is_served(self):
        self.assertEqual(get(self.site, FEED)[2].splitlines()[1], b'<?xml-stylesheet type="text/css" href="/feed.css"?>')
        status, headers, body = get(self.site, "/feed.css")
        self.assertEqual((status, headers["content-type"]), (200, "text/css; charset=utf-8"))
        self.assertIn(b"feed,rss{", body)
        self.assertEqual(self.site.gemini("/feed.css"), (20, "text/plain; charset=utf-8", body))
        self.assertIn(b"feed,rss{", self.site.gopher("/feed.css"))
        self.assertEqual(get(self.site, "/feed.css", "If-None-Match: " + headers["etag"])[0], 304)


class Unreachable(unittest.TestCase):
    def test_an_address_that_nobody_listens_on_is_written_nowhere(self):
        for off, service in ("http", "gemini"), ("gemini", "http"), ("gopher", "http"):
            with self.subTest(off), Site(content=None, config=f"{off} {{ listen = {{}} }}\n") as site:
                site.save("wells/project.en.gmi", PROJECT)
                site.save("wells/2025-01-01-pump.en.gmi", ITEM.format(title="Pump", date="2025-01-01", text="Text."))
                feeds = os.path.join(site.folder, "feeds")
                wait_for("its feed", lambda: os.path.exists(os.path.join(feeds, "en/wells/atom.xml")))
                wrong = re.compile({"http": rb"\bhttp://localhost", "gemini": rb"gemini://localhost", "gopher": rb"gopher://localhost"}[off])
                right = f"{service}://localhost:{site.ports[service]}/".encode()
                read = {}
                for top, _, names in os.walk(feeds):
                    for name in names:
                        if not name.startswith("."):  # one that is being written
                            with open(os.path.join(top, name), "rb") as f:
                                read[name] = f.read()
                ask = {"http": lambda path: site.http(path)[2], "gemini": lambda path: site.gemini(path)[2],
                       "gopher": lambda path: site.gopher(path)}
                del ask[off]
                for path in "/en/", "/en/feeds/", "/en/wells/", "/en/wells/2025-01-01-pump":
                    read.update({f"{s} {path}": a(path) for s, a in ask.items()})
                for name, text in read.items():
                    self.assertIsNone(wrong.search(text), (name, text))
                    if name in ("atom.xml", "rss.xml", "feed.json", "opml.xml"):
                        self.assertIn(right, text.replace(b"\\/", b"/"), name)


class Calendars(unittest.TestCase):
    def test_pages_of_what_has_events_link_their_calendar(self):
        site = Site(content=None)
        self.addCleanup(site.kill)
        event = ITEM.replace("date:", "kind: event\nevent_start: 2026-03-01 10:00\ndate:")
        for name in "wells", "pumps":
            site.save(f"{name}/project.en.gmi", PROJECT)
        site.save("wells/2026-02-01-open.en.gmi", event.format(title="Open day", date="2026-02-01", text="x"))
        site.save("pumps/2026-02-01-news.en.gmi", ITEM.format(title="News", date="2026-02-01", text="x"))
        site.start()
        for page, calendar in ("/en/", "/en/events.ics"), ("/en/wells/", "/en/wells/events.ics"):
            status, headers, body = get(site, calendar)
            self.assertEqual((status, headers["content-type"]), (200, "text/calendar; charset=utf-8"))
            self.assertIn(b"Open day", body)
            self.assertEqual(site.gemini(calendar)[2], body)
            for name, text in site.everywhere(page).items():
                self.assertIn(calendar.encode(), text, (page, name))
        for name, text in site.everywhere("/en/feeds/").items():
            self.assertIn(site.http_url("/en/events.ics").encode(), text, name)
        for page in "/en/pumps/", "/ky/", "/ky/feeds/":
            for name, text in site.everywhere(page).items():
                self.assertNotIn(b"events.ics", text, (page, name))
        site.stop()


class Sharing(unittest.TestCase):
    """Which answers scripts on pages of other sites may read."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, workers=1)
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("wells/project.en.gmi", PROJECT)
        add_items(cls.site, 21)
        event = ITEM.replace("date:", "kind: event\nevent_start: 2026-03-01 10:00\ndate:")
        cls.site.save("wells/2026-02-01-open.en.gmi", event.format(title="Open day", date="2026-02-01", text="x"))
        cls.site.start()

    FEEDS = [*(f"/en/{folder}{kind}" for folder in ("", "wells/") for kind in (*KINDS, "events.ics")), "/en/feeds.opml",
             "/en/wells/atom-1.xml", "/en/wells/feed-2.json", "/en/wells/2026-02-01-open.ics", "/en/kinds/event/rss.xml"]
    PAGES = ["/en/", "/en/wells/", "/en/wells/2026-02-01-open", "/en/feeds/", "/feed.css", "/robots.txt", "/sitemap.xml", "/nowhere"]

    def shared(self, path, *lines, method="GET"):
        status, headers, _ = get(self.site, path, *lines, method=method)
        return status, headers.get("access-control-allow-origin")

    def test_feeds_calendars_and_lists_of_feeds_are_and_pages_are_not(self):
        for path in self.FEEDS:
            for method in "GET", "HEAD":
                for line in "X: 1", "Accept-Encoding: br", "Accept: text/html", "Origin: https://reader.example":
                    self.assertEqual(self.shared(path, line, method=method), (200, "*"), (path, method, line))
            headers = get(self.site, path)[1]
            self.assertIn("ETag", headers["access-control-expose-headers"])
            for coding in "identity", "br":
                etag = get(self.site, path, f"Accept-Encoding: {coding}")[1]["etag"]
                same = f"Accept-Encoding: {coding}", f"If-None-Match: {etag}"
                self.assertEqual(self.shared(path, *same), (304, "*"), (path, coding))
        for path in self.PAGES:
            for method in "GET", "HEAD":
                status, headers, _ = get(self.site, path, method=method)
                self.assertEqual([name for name in headers if name.startswith("access-control")], [], path)
                self.assertIn(status, (200, 404))

    def test_whatever_the_answer_at_the_address_of_a_feed_is(self):
        self.assertEqual(self.shared("/en/nowhere/atom.xml"), (404, "*"))
        self.assertEqual(self.shared("/en/topics/nothing/atom.xml"), (404, "*"))
        self.assertEqual(self.shared("/en/wells/rss.xml/"), (301, "*"))
        self.assertEqual(self.shared("/en/wells"), (301, None))

    def test_browsers_may_ask_with_validators(self):
        asks = ("Origin: https://reader.example", "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: if-none-match")
        for path in self.FEEDS:
            status, headers, body = get(self.site, path, *asks, method="OPTIONS")
            self.assertEqual((status, headers["access-control-allow-origin"], body), (200, "*", b""), path)
            self.assertIn("If-None-Match", headers["access-control-allow-headers"])
            self.assertEqual(headers["allow"], "GET, HEAD, OPTIONS")
        for path in self.PAGES:
            status, headers, _ = get(self.site, path, *asks, method="OPTIONS")
            self.assertEqual((status, headers["allow"]), (405, "GET, HEAD"), path)
            self.assertNotIn("access-control-allow-origin", headers)


class Changes(unittest.TestCase):
    """A site whose content changes between polls."""

    def setUp(self):
        self.site = Site(content=None, workers=1)
        self.addCleanup(self.site.kill)
        self.site.save("wells/project.en.gmi", PROJECT)
        add_items(self.site, 10)
        self.site.start()

    def tearDown(self):
        self.site.stop()

    def add(self, title, date="2026-03-05"):
        self.site.save(f"wells/{date}-new.en.gmi", ITEM.format(title=title, date=date, text=words(title)))
        wait_for(title, lambda: all(title.encode() in get(self.site, f"/en/wells/{kind}")[2] for kind in KINDS))

    def test_each_coding_has_a_tag_of_its_own_and_answers_only_to_that(self):
        codings = ["identity", "gzip", "br"]
        for kind in KINDS:
            path = f"/en/wells/{kind}"
            tags = [get(self.site, path, f"Accept-Encoding: {coding}")[1]["etag"] for coding in codings]
            self.assertEqual(len(set(tags)), 3)
            for coding in codings:
                for i, tag in enumerate(tags):
                    for value in tag, f"W/{tag}", f'"x", {tag}':
                        status, headers, body = get(
                            self.site, path, f"Accept-Encoding: {coding}", f"If-None-Match: {value}")
                        own = tags[codings.index(coding)]
                        self.assertEqual((status, headers["etag"]), (304 if tag == own else 200, own))
                        self.assertEqual(headers["vary"], "Accept-Encoding")
                        self.assertEqual(headers["cache-control"], kept_for(3600))
                        self.assertEqual(body == b"", status == 304)

    def publish_something_else(self):
        """What was done before is published, or not, when this is."""
        self.others = getattr(self, "others", 0) + 1
        name = f"pumps-{self.others}"
        self.site.save(f"{name}/project.en.gmi", PROJECT.replace("Wells", name))
        wait_for(name, lambda: get(self.site, f"/en/{name}/atom.xml")[0] == 200)

    def validators(self):
        """Tag, date and body of each feed of the project in each coding."""
        found = {}
        for path in [f"/en/wells/{kind}" for kind in KINDS]:
            for coding in "identity", "gzip", "br":
                _, headers, body = get(self.site, path, f"Accept-Encoding: {coding}")
                found[path, coding] = headers["etag"], headers.get("last-modified"), body
        return found

    def test_what_changes_no_byte_changes_no_validator(self):
        item = self.site.path("wells/2025-01-05-pump.en.gmi")
        self.site.stop()
        self.site.keep_ports()  # the addresses stand within
        self.site.start()
        before, date = self.validators(), get(self.site, FEED)[1]["date"]

        def check(what):
            after = self.validators()
            for key, old in before.items():
                self.assertEqual(after[key][:2], old[:2], (what, key))
                self.assertEqual(get(self.site, key[0], f"Accept-Encoding: {key[1]}",
                                     f"If-None-Match: {old[0]}")[0], 304, (what, key))

        for name in os.listdir(self.site.path("wells")):
            os.utime(self.site.path(f"wells/{name}"), (1700000000, 1700000000))
        self.publish_something_else()
        check("a touch")
        with open(item, encoding="utf-8") as f:
            text = f.read()
        self.site.save("wells/2025-01-05-pump.en.gmi", text.replace("---\n", "---\n# a note to myself\n", 1))
        self.publish_something_else()
        check("a comment")
        self.site.save("wells/2025-01-05-pump.en.gmi", text.replace("\n", "\r\n"))
        self.publish_something_else()
        check("other ends of lines")
        self.site.stop()
        os.unlink(os.path.join(self.site.folder, "var/catalog.db"))
        self.site.start()
        check("a catalogue made anew")
        touched = email.utils.formatdate(1700000000, usegmt=True)

        def touch():
            """A look at everything, which follows the start, may give the files their time back: then once more."""
            for path, _ in before:
                os.utime(os.path.join(self.site.folder, "feeds" + path), (1700000000, 1700000000))
            self.publish_something_else()
            # What it shows may be seen before the workers let go of what they hold.
            for _ in range(20):
                now = self.validators()
                if all(now[key][1] == touched for key in before):
                    return now
            return None
        after = wait_for("the feeds that were touched", touch)
        for key in before:
            self.assertEqual(after[key][0], before[key][0], ("a feed that was touched", key))
        before = after
        wait_for("another second", lambda: get(self.site, FEED)[1]["date"] != date)
        check("time")
        # All of that can be seen: one byte more does change them.
        self.site.save("wells/2025-01-05-pump.en.gmi", text.rstrip("\n") + "!\n")
        wait_for("it", lambda: get(self.site, FEED)[2] != before[FEED, "identity"][2])
        after = self.validators()
        for (path, coding), old in before.items():
            self.assertNotEqual(after[path, coding][0], old[0], (path, coding))

    @staticmethod
    def instant(headers, name="last-modified"):
        return email.utils.parsedate_to_datetime(headers[name]).timestamp()

    def test_last_modified_never_goes_back_nor_into_the_future(self):
        last = 0
        for i in range(4):
            # Several of these come within a second.
            self.add(f"Version {i}")
            for _ in range(2):
                headers = get(self.site, FEED)[1]
                if "last-modified" in headers:
                    self.assertGreaterEqual(self.instant(headers), last)
                    self.assertLessEqual(self.instant(headers), self.instant(headers, "date"))
                    last = self.instant(headers)
        os.unlink(self.site.path("wells/2026-03-05-new.en.gmi"))
        wait_for("its end", lambda: b"Version 3" not in get(self.site, FEED)[2])
        headers = wait_for("its date", lambda: (lambda h: "last-modified" in h and h)(get(self.site, FEED)[1]))
        self.assertGreater(self.instant(headers), last)

    def test_who_asks_by_date_alone_misses_no_version(self):
        path = os.path.join(self.site.folder, "feeds" + FEED)
        for i in range(8):
            since = email.utils.formatdate(os.stat(path).st_mtime, usegmt=True)
            self.add(f"Version {i}")
            status, _, body = get(self.site, FEED, f"If-Modified-Since: {since}")
            self.assertEqual(status, 200)
            self.assertIn(f"Version {i}".encode(), body)

    def test_a_clock_that_was_set_back_hides_no_version(self):
        path = os.path.join(self.site.folder, "feeds" + FEED)
        # As if it had been published by a clock that was an hour ahead.
        ahead = int(time.time()) + 3600
        os.utime(path, (ahead, ahead))
        since = "If-Modified-Since: " + email.utils.formatdate(ahead, usegmt=True)
        self.add("By the right clock")
        self.assertEqual(int(os.stat(path).st_mtime), ahead + 1)
        for _ in range(2):
            status, headers, body = get(self.site, FEED, since)
            self.assertEqual(status, 200)
            self.assertIn(b"By the right clock", body)
            # A date in the future would be a lie, and an earlier one than readers have would go back.
            self.assertNotIn("last-modified", headers)
            self.assertEqual(get(self.site, FEED, f"If-None-Match: {headers['etag']}")[0], 304)
        # It is told as soon as it has come.
        soon = int(time.time()) + 2
        os.utime(path, (soon, soon))
        self.publish_something_else()
        get(self.site, FEED)
        headers = wait_for("the date", lambda: (lambda h: "last-modified" in h and h)(get(self.site, FEED)[1]))
        self.assertEqual(self.instant(headers), soon)
        self.assertLessEqual(soon, self.instant(headers, "date"))

    # --- A-IM

    def entries(self, body):
        root = ElementTree.fromstring(body)
        return [e.findtext("title") or e.findtext(ATOM + "title")
                for e in root.iter() if e.tag in ("item", ATOM + "entry")]

    def test_a_reader_that_asks_gets_only_what_its_version_lacks(self):
        for kind in "atom.xml", "rss.xml":
            path = f"/en/wells/{kind}"
            for coding in "identity", "gzip", "br":
                with self.subTest(kind, coding=coding):
                    asks = f"Accept-Encoding: {coding}"
                    old = get(self.site, path, asks)[1]["etag"]
                    title = f"For {kind} in {coding}"
                    self.add(title)
                    whole = get(self.site, path, asks)
                    plain = get(self.site, path)[2]
                    status, headers, body = get(self.site, path, asks, f"If-None-Match: {old}", "A-IM: feed")
                    self.assertEqual((status, headers["im"], headers["delta-base"]), (226, "feed", old))
                    self.assertEqual(headers["etag"], whole[1]["etag"])
                    self.assertEqual(headers["cache-control"], "no-store, im")
                    self.assertEqual(headers["access-control-allow-origin"], "*")
                    self.assertEqual(headers["content-type"], whole[1]["content-type"])
                    self.assertNotIn("content-encoding", headers)
                    self.assertEqual(int(headers["content-length"]), len(body))
                    self.assertEqual(self.entries(body), [title])
                    self.assertEqual(ElementTree.fromstring(body).findtext(ATOM + "id"),
                                     ElementTree.fromstring(plain).findtext(ATOM + "id"))
                    # The reader now has the whole, and says so.
                    self.assertEqual(
                        get(self.site, path, asks, f"If-None-Match: {headers['etag']}", "A-IM: feed")[0], 304)

    def test_a_reader_gets_the_whole_unless_it_asks_with_a_version_that_is_known(self):
        old = get(self.site, FEED)[1]["etag"]
        self.add("Fresh water")
        whole = get(self.site, FEED)[2]
        for lines in [["A-IM: feed"], ["A-IM: feed", 'If-None-Match: "unknown"'], [f"If-None-Match: {old}"],
                      ["A-IM: gzip, feed;q=0", f"If-None-Match: {old}"]]:
            status, headers, body = get(self.site, FEED, *lines)
            self.assertEqual((status, body), (200, whole))
            self.assertNotIn("im", headers)
        json_tag = get(self.site, "/en/wells/feed.json")[1]["etag"]
        self.add("More water")
        self.assertEqual(get(self.site, "/en/wells/feed.json", "A-IM: feed", f"If-None-Match: {json_tag}")[0], 200)

    def test_the_head_of_a_difference_is_that_of_get(self):
        old = get(self.site, FEED)[1]["etag"]
        self.add("Fresh water")
        lines = f"If-None-Match: {old}", "A-IM: feed"
        full, head = get(self.site, FEED, *lines), get(self.site, FEED, *lines, method="HEAD")
        for headers in full[1], head[1]:
            headers.pop("date")
        self.assertEqual((full[0], full[1], b""), head)
        self.assertEqual(full[0], 226)


class Polls(unittest.TestCase):
    def setUp(self):
        self.site = Site(content=None, workers=1, config="limits { feed_polls_per_hour = 3 }\n")
        self.addCleanup(self.site.kill)
        self.site.save("wells/project.en.gmi", PROJECT)
        add_items(self.site, 2)
        self.site.start()

    def poll(self, *lines, path=FEED, agent="Naive/1.0", method="GET"):
        return get(self.site, path, f"User-Agent: {agent}", *lines, method=method)

    def test_who_polls_too_often_without_a_validator_is_told_to_wait(self):
        etag = self.poll()[1]["etag"]
        self.assertEqual([self.poll()[0] for _ in range(4)], [200, 200, 429, 429])
        status, headers, body = self.poll()
        self.assertEqual((status, headers["cache-control"]), (429, "no-store"))
        self.assertEqual(headers["access-control-allow-origin"], "*")
        self.assertTrue(1100 < int(headers["retry-after"]) <= 1200)
        self.assertIn(b'<html lang="en"', body)
        # Nobody else, and it not for anything else.
        self.assertEqual(self.poll(agent="Another/1.0")[0], 200)
        self.assertEqual(self.poll(path="/en/wells/rss.xml")[0], 200)
        self.assertEqual([self.poll(path="/en/wells/")[0] for _ in range(5)], [200] * 5)
        self.assertEqual(self.poll(f"If-None-Match: {etag}")[0], 304)
        self.assertEqual(self.poll('If-None-Match: "older"')[0], 200)
        self.assertEqual(self.poll(method="HEAD")[0], 200)

    def test_a_feed_that_is_too_large_for_the_cache_is_no_exception(self):
        add_large_item(self.site)
        wait_for("it", lambda: int(self.poll('If-None-Match: "x"', method="HEAD")[1]["content-length"]) > 4 << 20)
        self.assertEqual([self.poll()[0] for _ in range(5)], [200, 200, 200, 429, 429])
        self.assertEqual(self.poll(agent="Another/1.0")[0], 200)
        headers = wait_for("its date", lambda: (lambda h: "last-modified" in h and h)(self.poll(method="HEAD")[1]))
        for line in f"If-None-Match: {headers['etag']}", f"If-Modified-Since: {headers['last-modified']}":
            self.assertEqual(self.poll(line)[0], 304)

    def test_conditional_requests_are_never_punished(self):
        headers = self.poll()[1]
        for line in f"If-None-Match: {headers['etag']}", f"If-Modified-Since: {headers['last-modified']}":
            self.assertEqual({self.poll(line)[0] for _ in range(50)}, {304})
        self.assertEqual({self.poll('If-None-Match: "older"')[0] for _ in range(50)}, {200})
        self.assertEqual(self.poll()[0], 200)
