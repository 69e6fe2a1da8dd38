"""What feed services say of their subscribers is kept, shown, and does no harm."""

import datetime
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest

from support.http import get
from support.site import JARCHY, Site, jarchy, wait_for
from support.wells import FEED, ITEM, PROJECT, add_items, add_large_item

FEEDLY = "Feedly/1.0 (+http://www.feedly.com/fetcher.html; {} subscribers; )"


class Stats(unittest.TestCase):
    def setUp(self):
        self.site = Site(content=None, workers=1)
        self.addCleanup(self.site.kill)
        self.site.save("wells/project.en.gmi", PROJECT)
        add_items(self.site, 25)
        self.site.start()
        self.saved = 0

    def poll(self, agent, path=FEED, *lines, method="GET"):
        return get(self.site, path, f"User-Agent: {agent}", *lines, method=method)[0]

    def stats(self, *options, **environment):
        done = subprocess.run([JARCHY, "stats", "-c", self.site.config, *options], capture_output=True, text=True,
                              timeout=60, env={**os.environ, "COLUMNS": "80", "LC_ALL": "C", **environment})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def agents(self):
        """{feed: {agent or "agent id": subscribers}}"""
        return {feed["path"]: {" ".join(filter(None, (a["agent"], a["feed_id"]))): a["subscribers"]
                               for a in feed["agents"]}
                for feed in json.loads(self.stats("--json"))["feeds"]}

    def take(self):
        """Waits until the publisher has taken what was noted so far: it does so with each thing that it publishes."""
        self.saved += 1
        path = "/en/atom.xml"

        def taken():
            # Perhaps there was no place for the note before.
            self.assertEqual(self.poll(f"Marker/1.0 {self.saved} subscribers", path), 200)
            title = f"Marker {self.saved} at {time.monotonic()}"
            self.site.save("wells/2026-03-05-marker.en.gmi", ITEM.format(title=title, date="2026-03-05", text="x"))
            wait_for(title, lambda: title.encode() in get(self.site, path)[2])
            return self.agents().get(path, {}).get("Marker") == self.saved
        wait_for("the notes to be taken", taken)

    def kept(self):
        """What was taken, without the mark."""
        self.take()
        agents = self.agents()
        del agents["/en/atom.xml"]["Marker"]
        return {path: of for path, of in agents.items() if of}

    def test_nothing_said_is_said_in_one_line(self):
        self.assertEqual(self.stats(), "no feed service has said yet how many subscribers it asks for\n")
        self.assertEqual(json.loads(self.stats("--json"))["feeds"], [])
        self.site.stop()
        self.assertEqual(self.stats().count("\n"), 1)

    def test_the_newest_number_of_each_service_and_feed_is_kept(self):
        for count in 7, 9, 8:
            self.assertEqual(self.poll(FEEDLY.format(count)), 200)
        self.poll("Feedbin feed-id:12 - 102 subscribers")
        self.poll("Feedbin feed-id:13 - 3 subscribers")
        self.poll("Mozilla/5.0 (compatible; inoreader.com; 114 subscribers)", "/ky/rss.xml")
        self.poll("Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0")
        self.poll("Feedbin feed-id:14 - 6 subscribers", "/ky/kinds/news/atom.xml")
        # Of these strangers could name as many as they like.
        self.poll("Feedbin feed-id:15 - 7 subscribers", "/ky/search/1-61/atom.xml")
        expected = {"/ky/kinds/news/atom.xml": {"Feedbin 14": 6}, FEED: {"Feedbin 12": 102, "Feedly": 8, "Feedbin 13": 3}, "/ky/rss.xml": {"inoreader.com": 114}}
        self.assertEqual(self.kept(), expected)
        self.poll(FEEDLY.format(5))
        expected[FEED]["Feedly"] = 5
        self.assertEqual(self.kept(), expected)

    def test_unchanged_and_partial_answers_and_heads_count_and_errors_do_not(self):
        path = "/en/wells/rss.xml"
        etag = get(self.site, path)[1]["etag"]
        self.assertEqual(self.poll("Unchanged 1 readers", path, f"If-None-Match: {etag}"), 304)
        self.take()
        self.assertEqual(self.poll("Partial 2 readers", path, f"If-None-Match: {etag}", "A-IM: feed"), 226)
        self.assertEqual(self.poll("Head 3 readers", path, method="HEAD"), 200)
        for other, status in ("/en/nowhere/rss.xml", 404), ("/en/wells/atom-1.xml", 200), ("/en/feeds.opml", 200), \
                ("/en/", 200), ("/en/wells/rss.xml/", 301), ("/feed.css", 200):
            self.assertEqual(self.poll("Elsewhere 4 readers", other), status, other)
        self.assertEqual(self.kept(), {path: {"Head": 3, "Partial": 2, "Unchanged": 1}})

    def test_a_feed_that_is_too_large_for_the_cache_counts_too(self):
        add_large_item(self.site)
        wait_for("it", lambda: int(get(self.site, FEED, method="HEAD")[1]["content-length"]) > 4 << 20)
        etag = get(self.site, FEED, method="HEAD")[1]["etag"]
        self.assertEqual(self.poll("Unchanged 2 readers", FEED, f"If-None-Match: {etag}"), 304)
        self.assertEqual(self.poll("Whole 1 readers", method="HEAD"), 200)
        self.assertEqual(self.poll("Part 3 readers", FEED, "Range: bytes=0-99"), 206)
        self.assertEqual(self.kept(), {FEED: {"Unchanged": 2, "Whole": 1}})

    def test_hostile_agents_leave_nothing_of_their_own(self):
        for agent in ["<script>alert(1)</script> 5 subscribers", "\x9b2J 5 subscribers", "Ж 5 subscribers", "x" * 4000 +
                      " 5 subscribers", "Big 99999999999999999999 subscribers", "'; DROP TABLE given; 5 subscribers",
                      "Feedly feed-id:" + "9" * 100 + " 5 subscribers"]:
            self.assertEqual(self.poll(agent), 200)
        self.assertEqual(self.kept(), {})

    def test_ten_thousand_agents_push_out_nobody_and_stay_few(self):
        self.poll(FEEDLY.format(462))
        self.kept()
        with self.site.connect("http") as s:
            for i in range(0, 10000, 50):
                for k in range(i, i + 50):
                    s.sendall(f"HEAD {FEED} HTTP/1.1\r\nHost: x\r\nUser-Agent: Invented-{k} 1 readers\r\n"
                              .encode() + (b"Connection: close\r\n" if k % 1000 == 999 else b"") + b"\r\n")
                got = b""
                while got.count(b"\r\n\r\n") < 50:
                    got += s.recv(65536)
                if i % 1000 == 950:
                    s.close()
                    s = self.site.connect("http")
            s.close()
        kept = self.kept()[FEED]
        self.assertEqual(kept["Feedly"], 462)
        self.assertLessEqual(len(kept), 64)

    def test_a_worker_that_is_killed_takes_nothing_along_that_was_taken_and_breaks_nothing(self):
        self.poll(FEEDLY.format(462))
        self.take()
        for name, pid in self.site.children().items():
            if name.startswith("worker"):
                os.kill(pid, signal.SIGKILL)
        wait_for("new workers", lambda: self.poll("Feedbin 3 subscribers") == 200)
        self.assertEqual(self.kept(), {FEED: {"Feedly": 462, "Feedbin": 3}})

    def test_what_was_noted_last_is_kept_when_it_stops(self):
        self.take()
        publisher = self.site.children()["publisher"]
        os.kill(publisher, signal.SIGSTOP)  # so that it ends with its next step
        self.poll(FEEDLY.format(462))
        self.site.signal(signal.SIGTERM)
        wait_for("the workers to go", lambda: list(self.site.children()) == ["publisher"])
        os.kill(publisher, signal.SIGCONT)
        self.site.stop()
        self.assertEqual(self.agents()[FEED], {"Feedly": 462})
        self.site.start()
        self.assertEqual(self.kept(), {FEED: {"Feedly": 462}})

    def test_no_address_is_kept(self):
        self.poll(FEEDLY.format(462))
        self.take()
        self.site.stop()
        with sqlite3.connect(os.path.join(self.site.folder, "var/facts.db")) as db:
            rows = db.execute("SELECT * FROM subscriber WHERE agent = 'Feedly'").fetchall()
        today = int(time.time()) // 86400
        self.assertIn(rows, [[(FEED, "Feedly", "", 462, day, day)] for day in (today, today - 1)])

    # --- what is shown

    def put(self, *rows):
        """Into the facts of a site that is not being served: path, agent, id, count, days ago."""
        today = int(time.time()) // 86400
        with sqlite3.connect(os.path.join(self.site.folder, "var/facts.db")) as db:
            db.executemany("INSERT INTO subscriber VALUES(?, ?, ?, ?, ?, ?)",
                           [(*row[:4], today - row[4], today - row[4]) for row in rows])

    def day(self, ago):
        return (datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=ago)).isoformat()

    def test_a_table_and_a_chart_are_shown(self):
        self.site.stop()
        self.put(("/ru/atom.xml", "Feedly", "", 400, 0), ("/ru/atom.xml", "Feedbin", "12", 100, 1),
                 ("/ru/atom.xml", "Old Reader", "", 1000, 61), ("/ky/wells/rss.xml", "Feedly", "", 1, 60),
                 ("/ru/wells/atom.xml", "Feedly", "", 31, 0), ("/uz/wells/atom.xml", "Feedly", "", 0, 0))
        self.assertEqual(self.stats(), f"""\
                ky      ru      en      uz     all
(the site)       0     500       0       0     500
wells            1      31       0       0      32
all              1     531       0       0     532

/ky/wells/rss.xml: 1
  Feedly         1  {self.day(60)}  #

/ru/atom.xml: 500
  Old Reader  1000  {self.day(61)}  not seen for 61 days
  Feedly       400  {self.day(0)}  {'#' * 48}
  Feedbin 12   100  {self.day(1)}  {'#' * 12}

/ru/wells/atom.xml: 31
  Feedly        31  {self.day(0)}  ###

/uz/wells/atom.xml: 0
  Feedly         0  {self.day(0)}
""")
        blocks = self.stats(LC_ALL="C.UTF-8", COLUMNS="60").splitlines()
        self.assertTrue(blocks[10].endswith("  " + "█" * 28), blocks[10])
        self.assertTrue(blocks[14].endswith("  ██▏"), blocks[14])
        self.assertLessEqual(max(map(len, blocks)), 60)
        self.assertNotIn("#", self.stats(COLUMNS="30"))

    def test_programs_get_a_stable_order(self):
        self.site.stop()
        self.put(("/ru/atom.xml", "Feedly", "", 400, 0), ("/ru/atom.xml", "Feedbin", "12", 500, 61),
                 ("/ky/rss.xml", "B", "", 1, 0), ("/ky/rss.xml", "A", "", 1, 0))
        text = self.stats("--json")
        self.assertEqual(json.loads(text), {"day": self.day(0), "subscribers": 402, "feeds": [
            {"path": "/ky/rss.xml", "subscribers": 2, "agents": [
                {"agent": "A", "feed_id": "", "subscribers": 1, "seen": self.day(0), "state": "current"},
                {"agent": "B", "feed_id": "", "subscribers": 1, "seen": self.day(0), "state": "current"}]},
            {"path": "/ru/atom.xml", "subscribers": 400, "agents": [
                {"agent": "Feedbin", "feed_id": "12", "subscribers": 500, "seen": self.day(61), "state": "gone"},
                {"agent": "Feedly", "feed_id": "", "subscribers": 400, "seen": self.day(0), "state": "current"}]}]})
        self.assertEqual(self.stats("--json"), text)

    def test_facts_that_cannot_be_read_are_an_error(self):
        self.site.stop()
        with open(os.path.join(self.site.folder, "var/facts.db"), "wb") as f:
            f.write(b"no database" * 1000)
        done = jarchy("stats", "-c", self.site.config)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("facts.db", done.stderr)
