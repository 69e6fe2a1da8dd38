"""Feeds read while they are published, over HTTP and straight from the folder: each is whole, its validator is of its own
bytes, and what it names is there.
"""

import hashlib
import json
import os
import re
import threading
import unittest
import xml.etree.ElementTree as ElementTree

from support.http import get
from support.site import Site, wait_for
from support.wells import words

LANGS, PROJECTS = ["en", "ru"], ["wells", "pumps", "roads"]
FEEDS = [f"/{lang}/{folder}{name}" for lang in LANGS for folder in ["", *(p + "/" for p in PROJECTS)]
         for name in ("atom.xml", "rss.xml", "feed.json")]
ROUNDS, AT_ONCE, BEFORE = 8, 12, 24


def well_formed(path, body):
    return json.loads(body) if path.endswith(".json") else ElementTree.fromstring(body)


def addresses(body):
    """Paths of the pages and documents of the site that a feed names."""
    found = re.findall(rb'(?:href="|"url": "|<link>|<enclosure url=")http://localhost:\d+(/[^"<]*)', body)
    return {f.decode() for f in found if f != b"/feed.css"}


class Fetcher(threading.Thread):
    """Reads feeds until it is told to stop; `fault` is the first thing that was wrong."""

    def __init__(self, site, seen):
        super().__init__(daemon=True)
        self.site, self.seen = site, seen
        self.fault, self.count, self.ended, self.known = None, 0, threading.Event(), set()

    def run(self):
        try:
            while not self.ended.is_set():
                for path in FEEDS:
                    self.read(path)
                    self.count += 1
        except Exception as e:
            self.fault = e

    def read(self, path):
        coding = ["identity", "gzip"][self.count % 2]
        status, headers, body = get(self.site, path, f"Accept-Encoding: {coding}")
        assert status == 200, (path, status)
        bytes_of = self.seen.setdefault((path, headers["etag"]), hashlib.sha256(body).digest())
        assert bytes_of == hashlib.sha256(body).digest(), f"{path}: two bodies under {headers['etag']}"
        if coding == "identity":
            self.check(path, body)

    def check(self, path, body):
        well_formed(path, body)
        for page in addresses(body) - self.known:
            status = get(self.site, page)[0]
            assert status in (200, 301, 410), f"{path} names {page}: {status}"
            self.known.add(page)


class FolderReader(Fetcher):
    def read(self, path):
        with open(self.site.folder + "/feeds" + path, "rb") as f:
            self.check(path, f.read())


class Impatient(Fetcher):
    """Asks for the pages of the next round before they are there, so that workers have known them to be missing."""

    def read(self, path):
        for page in list(self.site.coming):
            assert get(self.site, page)[0] in (200, 404, 410), page


def page(number):
    """Where the item of this number stands."""
    stem = f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}-n{number}"
    return f"/{LANGS[number % 2]}/{PROJECTS[number % 3]}/{stem}"


class Atomic(unittest.TestCase):
    def save(self, number, more=""):
        _, lang, project, stem = page(number).split("/")
        self.site.save(f"{project}/{stem}.{lang}.gmi", f"---\ntitle: Number {number}\n{more}---\n\n{words((number, more), 400)}\n")

    def setUp(self):
        self.site = Site(content=None, config='languages = {"en", "ru"}\n')
        self.addCleanup(self.site.kill)
        for lang in LANGS:
            for project in PROJECTS:
                self.site.save(f"{project}/project.{lang}.gmi", f"---\nname: {project}\n---\n\nA project.\n")
        for number in range(BEFORE):
            self.save(number)
        self.site.coming = []
        self.site.start()

    def test_whoever_reads_feeds_during_a_publish_reads_whole_ones_that_lead_somewhere(self):
        seen = {}
        fetchers = [Fetcher(self.site, seen), Fetcher(self.site, seen), FolderReader(self.site, seen), Impatient(self.site, seen)]
        for fetcher in fetchers:
            fetcher.start()
        for r in range(ROUNDS):
            numbers = range(BEFORE + r * AT_ONCE, BEFORE + (r + 1) * AT_ONCE)
            self.site.coming = [page(number) for number in numbers]
            for number in numbers:
                self.save(number)
            self.save(r, "updated: 2026-01-01\n")
            self.save(BEFORE + r, "withdrawn: 2026-01-01\n")
            last, feed = f"Number {numbers[-1]}<", f"/{LANGS[numbers[-1] % 2]}/atom.xml"
            wait_for(last, lambda: last.encode() in get(self.site, feed)[2] or any(f.fault for f in fetchers))
        for fetcher in fetchers:
            fetcher.ended.set()
        for fetcher in fetchers:
            fetcher.join()
            self.assertIsNone(fetcher.fault)
            self.assertGreater(fetcher.count, len(FEEDS))
        if os.environ.get("V"):
            print("# atomic:", sum(f.count for f in fetchers), "feeds read,", len(seen), "versions of them seen")
        self.site.stop()
