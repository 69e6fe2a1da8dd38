"""Varnish and nginx before jarchy, as src/examples has them: what they keep, for whom, and until when."""

import re
import socket
import threading
import time
import unittest

from support.caches import Nginx, Varnish
from support.clients import needs
from support.site import jarchy, wait_for
from support.wells import ITEM, PROJECT, words

ACCEPT = ["*/*", "application/atom+xml, application/rss+xml", "text/html,application/xhtml+xml,*/*;q=0.8"]
CODINGS = {"gzip, deflate, br": "gzip", "gzip": "gzip", "gzip;q=1.0": "gzip", "identity": None, "": None, "gzip;q=0": None}
FILE = "/en/wells/2026-03-04-plan/plan.txt"


class Origin:
    """In place of jarchy: says something that is fresh for a second, or fails; `failed` counts how often it did."""
    BODY = b"What is new.\n"

    def __init__(self, port):
        self.state, self.failed = "well", 0
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                s, _ = self.listener.accept()
            except OSError:
                return
            with s, s.makefile("rb") as lines:
                while (head := lines.readline()).startswith(b"PROXY "):
                    pass
                while head and lines.readline().strip():
                    pass
                self.answer(s, head)

    def answer(self, s, head):
        kept = "public, max-age=1, s-maxage=1, stale-while-revalidate=0, stale-if-error=86400"
        status, control = ("200 OK", kept) if self.state == "well" or b"healthz" in head else ("503 Service Unavailable", "no-store")
        self.failed += status[0] == "5"
        if status[0] == "2" or self.state == "busy":
            s.sendall(f"HTTP/1.1 {status}\r\nCache-Control: {control}\r\nContent-Length: {len(self.BODY)}\r\n"
                      "Connection: close\r\n\r\n".encode() + self.BODY)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Shared:
    """What each cache does. Content is in English; of each request that reaches jarchy there is a line in its log."""

    @classmethod
    def setUpClass(cls):
        cls.cache = cls.kind()
        cls.addClassCleanup(cls.cache.close)
        cls.site = cls.cache.site(config='languages = {"en"}\n')
        cls.addClassCleanup(cls.site.kill)
        for project in "wells", "roads":
            cls.site.save(f"{project}/project.en.gmi", PROJECT.replace("Wells", project))
            cls.site.save(f"{project}/2026-03-04-first.en.gmi", ITEM.format(title="First", date="2026-03-04", text=words(project)))
        cls.site.save("wells/2026-03-04-plan/index.en.gmi", "---\ntitle: Plan\nalias: /old/plan\n---\n\n=> plan.txt The plan\n")
        cls.site.save("wells/2026-03-04-plan/plan.txt", "0123456789" * 400)
        cls.cache.start()
        cls.site.start()
        cls.await_cache()
        cls.secret = re.search("/preview/([0-9a-f]{32})/", jarchy("preview-link", "-q", "-c", cls.site.config, "Editor").stdout)[1]

    @classmethod
    def await_cache(cls):
        """Its probe may have met nothing yet: until then what is not kept is 503."""
        wait_for("the cache to send on", lambda: cls.cache.ask("/nothing")[0] == 404)

    def reached(self, path):
        """How many requests with this in their line have reached jarchy."""
        mark = f"/mark-{time.monotonic_ns()}"
        self.cache.ask(mark)  # what is missing is kept nowhere
        wait_for("the line of the log", lambda: [line for line in self.site.accessed if mark in line])
        return sum(f" {path} " in line for line in self.site.accessed)

    def ask(self, path, *methods, **headers):
        """The answer, and how many requests came through to jarchy for it."""
        before = self.reached(path)
        answer = self.cache.ask(path, *methods, **headers)
        return answer, self.reached(path) - before

    def kept(self, path, *methods, **headers):
        """The answer, once it comes from the cache: each publish is told once more a second later (daemon/purge.h)."""
        def from_cache():
            answer, reached = self.ask(path, *methods, **headers)
            return not reached and answer
        return wait_for(f"an answer from the cache: {path}", from_cache)

    def test_a_feed_is_fetched_once_for_all_who_speak_of_it_in_other_words(self):
        before = self.reached("/en/roads/atom.xml")
        bodies = set()
        for accept in ACCEPT:
            for coding, sent in CODINGS.items():
                status, headers, body = self.cache.ask("/en/roads/atom.xml", Accept=accept, Accept_Encoding=coding, Cookie=f"a={accept}")
                self.assertEqual((status, headers["content-type"]), (200, "application/xml; charset=utf-8"))
                self.assertEqual(headers.get("content-encoding"), sent, coding)
                bodies.add(body)
        # Both unpack what they keep for those who do not take it so. Once more, if all is old meanwhile (daemon/purge.h).
        self.assertLessEqual(self.reached("/en/roads/atom.xml") - before, 2)
        self.assertEqual(len(bodies), 2)

    def test_what_readers_get_says_nothing_that_is_for_this_cache_alone(self):
        # A machine that is busy for a moment is asked again.
        status, headers, _ = self.kept("/en/wells/atom.xml")
        self.assertEqual(status, 200)
        self.assertNotIn("surrogate-key", headers)
        self.assertEqual(headers["cache-control"],
                         "public, max-age=3600, s-maxage=60, stale-while-revalidate=30, stale-if-error=86400")

    def test_a_reader_that_has_it_is_told_so_by_the_cache(self):
        for coding in "gzip", "identity":
            _, headers, _ = self.cache.ask("/en/roads/rss.xml", Accept_Encoding=coding)
            for tag in headers["etag"], "W/" + headers["etag"].removeprefix("W/"):
                answer = self.kept("/en/roads/rss.xml", Accept_Encoding=coding, If_None_Match=tag)
                self.assertEqual((answer[0], answer[2]), (304, b""), tag)
            answer = self.kept("/en/roads/rss.xml", Accept_Encoding=coding, If_Modified_Since=headers["last-modified"])
            self.assertEqual(answer[0], 304)
        answer = self.kept("/en/roads/rss.xml", "HEAD", Accept_Encoding="gzip")
        self.assertEqual((answer[0], answer[2]), (200, b""))

    def test_a_part_of_an_attachment_comes_from_the_cache(self):
        self.cache.ask(FILE)
        status, headers, body = self.kept(FILE, Range="bytes=10-14")
        self.assertEqual((status, headers["content-range"], body), (206, "bytes 10-14/4000", b"01234"))

    def test_an_old_address_leads_on_from_the_cache(self):
        status, headers, _ = self.kept("/old/plan")
        self.assertEqual((status, headers["location"]), (301, "/en/wells/2026-03-04-plan"))

    def test_nothing_of_editors_and_nothing_of_a_reader_is_kept(self):
        secret = f"/preview/{self.secret}/en/"
        for _ in range(2):
            for headers in {}, {"Host": "localhost"}:  # over the way to all readers no link opens
                status, _, body = self.cache.ask(secret, **headers)
                self.assertEqual(status, 404)
                self.assertNotIn(b"Draft", body)
            answer, reached = self.ask("/preview/en/")
            self.assertEqual((answer[0], reached), (404, 1))
            answer, reached = self.ask("/healthz")
            self.assertEqual((answer[0], answer[1]["cache-control"]), (200, "no-store"))
            answer, reached = self.ask("/nothing")
            self.assertEqual((answer[0], reached), (404, 1))
            answer, reached = self.ask("/", Accept_Language="en")
            self.assertEqual((answer[0], reached), (200, 1))

    def test_what_is_saved_is_seen_at_once(self):
        for title in "Second", "Third", "Fourth":
            paths = ["/en/wells/atom.xml", "/en/atom.xml", "/en/wells/", "/en/", "/en/wells/2026-03-05-new", "/en/wells/all.txt"]
            for path in paths:
                self.cache.ask(path)
            self.site.save("wells/2026-03-05-new.en.gmi", ITEM.format(title=title, date="2026-03-05", text="Water."))
            began = time.monotonic()
            for path in paths:
                wait_for(f"{title} at {path}", lambda: title.encode() in self.cache.ask(path)[2])
            print(f"# {self.kind.__name__}: saved, seen in all after {1000 * (time.monotonic() - began):.0f} ms")
            self.assertIn(title.encode(), self.kept("/en/wells/atom.xml")[2])

    def test_what_jarchy_cannot_say_any_more_is_sent_on(self):
        self.cache.ask("/en/wells/feed.json")
        _, first, body = self.cache.ask("/en/wells/feed.json")
        self.site.stop()
        try:
            for _ in range(3):
                self.assertEqual(self.cache.ask("/en/wells/feed.json")[::2], (200, body))
        finally:
            self.site.start()
            self.await_cache()

    def test_when_jarchy_answers_that_it_is_busy_or_not_at_all_what_was_kept_is_sent_on(self):
        cache = self.kind()
        self.addCleanup(cache.close)
        origin = Origin(cache.origin)
        self.addCleanup(origin.close)
        cache.start()
        wait_for("the first answer", lambda: cache.ask("/en/")[0] == 200)
        for state in "busy", "silent":
            origin.state, before = state, origin.failed

            def failed():
                self.assertEqual(cache.ask("/en/")[::2], (200, Origin.BODY), state)
                return origin.failed > before
            wait_for(f"a request while it is {state}", failed)
            failed()
            self.assertEqual(cache.ask("/other")[0] // 100, 5)  # of which nothing is kept


@needs(*Varnish.programs)
class WithVarnish(Shared, unittest.TestCase):
    kind = Varnish

    def test_a_news_of_one_project_costs_no_hit_of_another(self):
        self.site.save("wells/2026-03-06-more.en.gmi", ITEM.format(title="Zero", date="2026-03-06", text="Water."))
        wait_for("the news", lambda: b"Zero" in self.cache.ask("/en/wells/feed.json")[2])
        self.kept("/en/roads/feed.json")
        before = self.reached("/en/roads/feed.json")
        for title in "One", "Two", "Three", "Four":
            self.site.save("wells/2026-03-06-more.en.gmi", ITEM.format(title=title, date="2026-03-06", text="Water."))
            wait_for("the news", lambda: title.encode() in self.cache.ask("/en/wells/feed.json")[2])
            self.cache.ask("/en/roads/feed.json")
        # Once, if what was said of all the first time came again meanwhile.
        self.assertLessEqual(self.reached("/en/roads/feed.json") - before, 1)


@needs(*Nginx.programs)
class WithNginx(Shared, unittest.TestCase):
    kind = Nginx

    def test_a_secret_is_not_logged(self):
        paths = f"/preview/{self.secret}/en/", f"/%70review/{self.secret}/", f"//preview/{self.secret}/"
        for path in paths:
            self.cache.ask(path)
        self.site.stop()
        for path in paths:
            self.cache.ask(path)
        self.cache.ask("/en/fault")
        self.site.start()
        self.await_cache()
        wait_for("the fault", lambda: "/en/fault" in self.cache.said())
        self.assertNotIn(self.secret, self.cache.said())
        self.cache.ask("/en/last")
        with open(self.cache.folder + "/access.log") as f:
            lines = wait_for("the log", lambda: [line for line in [*f] if "/en/last" in line] and open(self.cache.folder + "/access.log").read())
        self.assertNotIn(self.secret, lines)
