"""What is switched off is named nowhere: no page, feed, list, header or fixed text has an address of a service that does not run."""

import concurrent.futures
import itertools
import os
import re
import unittest

from support.site import Site, wait_for

SERVICES = ("gemini", "gopher", "http", "spartan")
PATHS = ["/", "/ru/", "/en/voice-of-citizens/", "/en/voice-of-citizens/2022-02-28-conference",
         "/ru/voice-of-citizens/2019-09-18-exchange-visit", "/ru/feeds/", "/ru/search", "/ru/archive/", "/ru/voice-of-citizens/all.txt",
         "/en/nothing", "/ru/atom.xml", "/ru/rss.xml", "/ru/feed.json", "/ru/feeds.opml", "/ru/events.ics",
         "/robots.txt", "/caps.txt", "/sitemap.xml"]


# Of each project and language.
WRITTEN = [f"{lang}/{project}{name}" for lang in ("ky", "ru", "en") for name in ("atom.xml", "rss.xml", "feed.json")
           for project in ("", "voice-of-citizens/", "successful-aimak/")] + ["ky/feeds.opml", "ru/feeds.opml", "en/feeds.opml"]


class Some(Site):
    """A site with these services and no others."""

    def __init__(self, services):
        self.services = services
        super().__init__(workers=1)

    def write_config(self, more="", workers=1):
        super().write_config('spartan { listen = {"127.0.0.1:0"} }\n', workers)
        with open(self.config) as f:
            text = f.read()
        for service in set(SERVICES) - set(self.services):
            text = text.replace(service + ' { listen = {"127.0.0.1:0"} }', service + " { listen = {} }")
        with open(self.config, "w") as f:
            f.write(text)

    def feed(self, name):
        return os.path.join(self.folder, "feeds", name)

    def spartan(self, path):
        with self.connect("spartan") as s:
            s.sendall(f"{self.host} {path} 0\r\n".encode())
            return self.read_all(s)

    def documents(self):
        """Every answer and every file of a feed, by a name."""
        for path in PATHS:
            if "gemini" in self.services:
                _, meta, body = self.gemini(path)
                yield "gemini " + path, meta.encode() + body
            if "gopher" in self.services:
                for asked in path, path + "\t$", "/tr" + path:
                    yield "gopher " + asked, self.gopher(asked)
            if "http" in self.services:
                _, headers, body = self.http(path)
                yield "http " + path, str(headers).encode() + body
            if "spartan" in self.services:
                yield "spartan " + path, self.spartan(path)
        wait_for("the feeds", lambda: all(map(os.path.exists, map(self.feed, WRITTEN))))
        for folder, _, names in os.walk(os.path.join(self.folder, "feeds")):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    yield os.path.join(folder, name), f.read()
        yield "log", "\n".join(self.lines).encode()


def read(services):
    with Some(services) as site:
        return services, dict(site.documents())


class Services(unittest.TestCase):
    def test_what_is_off_is_named_nowhere(self):
        # Two of them without Spartan: it is the least of them, and each site takes a second.
        all_of_them = [some for n, among in ((1, SERVICES), (2, SERVICES[:3]), (3, SERVICES))
                       for some in itertools.combinations(among, n)]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for services, documents in pool.map(read, all_of_them):
                off = "|".join(set(SERVICES) - set(services)).replace("http", "https?")
                found = {name: m[0] for name, text in documents.items()
                         if (m := re.search(rf"({off})://(localhost|127\.0\.0\.1)[^\s\"'<]*".encode(), text))}
                with self.subTest(services):
                    self.assertGreater(len(documents), len(PATHS) + len(WRITTEN))
                    self.assertEqual(found, {})


if __name__ == "__main__":
    unittest.main()
