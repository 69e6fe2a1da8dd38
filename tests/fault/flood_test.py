"""A flood of searches, pipelined over all the connections that an address may have: others are answered long before it is done."""

import contextlib
import itertools
import selectors
import socket
import time
import unittest

from support.site import DEADLINE, Site, wait_for

CONNECTIONS, SEARCHES, ITEMS, READERS = 64, 30, 300, 10
WORDS = "water village project council budget school bridge road".split()


def floods():
    """For each connection its requests in one piece: words that every item has, and no search twice."""
    words = itertools.permutations(WORDS, 5)
    for _ in range(CONNECTIONS):
        yield "".join(f"GET /en/search?q={'+'.join(next(words))} HTTP/1.1\r\nHost: localhost\r\n\r\n"
                      for _ in range(SEARCHES)).encode()


def drain(crowd, until):
    """Takes what comes for the crowd, so that nothing of it waits for its readers."""
    with selectors.DefaultSelector() as ready:
        for s in crowd:
            ready.register(s, selectors.EVENT_READ)
        while not until():
            for key, _ in ready.select(0.1):
                if not key.fileobj.recv(1 << 20):
                    ready.unregister(key.fileobj)


class Flood(unittest.TestCase):
    @staticmethod
    def site():
        site = Site(content=None, workers=1)
        site.save("site.en.gmi", "---\ntitle: News\n---\n\nA site.\n")
        site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        for i in range(ITEMS):
            site.save(f"wells/2023-01-{i % 28 + 1:02d}-n{i}.en.gmi",
                      f"---\ntitle: Number {i}\n---\n\n{' '.join(WORDS * 20)}\n")
        return site

    def test_others_are_answered_long_before_a_flood_of_searches_is_done(self):
        with self.site() as site, contextlib.ExitStack() as stack:
            wait_for("the index", lambda: b"Number" in site.http("/en/search?q=water")[2])
            crowd = [stack.enter_context(socket.create_connection(site.address("http"), DEADLINE, ("127.0.0.2", 0)))
                     for _ in range(CONNECTIONS)]
            readers = [stack.enter_context(site.connect("gopher")) for _ in range(READERS)]
            begun = len(site.accessed)
            for s, requests in zip(crowd, floods()):
                s.sendall(requests)
            for i, s in enumerate(readers):
                s.sendall(b"/en/wells/2023-01-01-n%d\r\n" % (28 * (i % 10)))

            def before_the_last_reader():
                """How many searches were answered before; None while readers wait."""
                kinds = ["gopher" if " gopher " in line else "search" for line in site.accessed[begun:]]
                if kinds.count("gopher") < READERS:
                    return None
                return len(kinds) - 1 - kinds[::-1].index("gopher") - (READERS - 1)
            end = time.monotonic() + DEADLINE
            drain(crowd, lambda: before_the_last_reader() is not None or time.monotonic() > end)
            searches = before_the_last_reader()
            self.assertIsNotNone(searches, "readers wait")
            self.assertLess(searches, CONNECTIONS * SEARCHES // 2)
            for s in readers:
                self.assertIn(b"Number", site.read_all(s))
            print(f"# {READERS} readers were answered after {searches} of {CONNECTIONS * SEARCHES} searches",
                  flush=True)
