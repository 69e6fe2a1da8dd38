"""Caches are told of what changed, each once it can be, before the hub is; what they missed is never lost."""

import http.server
import os
import signal
import threading
import unittest

from support.caches import free_ports
from support.site import Site, wait_for
from support.wells import ITEM, PROJECT


class Server:
    """Notes every request in `log`, which several may share: name, method, path, keys."""

    def __init__(self, name, log, port=0, status=200):
        self.status = status
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                log.append((name, self.command, self.path, (self.headers["Surrogate-Key"] or "").split()))
                self.send_response(server.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_PURGE = do_POST = answer

            def log_message(self, *ignored):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *ignored: None  # jarchy hangs up when it ends
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Purge(unittest.TestCase):
    def setUp(self):
        self.log = []

    def server(self, name, **options):
        server = Server(name, self.log, **options)
        self.addCleanup(server.close)
        return server

    def begin(self, *ports, config=""):
        caches = ", ".join(f'"http://127.0.0.1:{port}/"' for port in ports)
        self.purge = f'purge = {{{caches}}}\nlanguages = {{"en", "ru"}}\n{config}'
        site = Site(content=None, config=self.purge)
        self.addCleanup(site.kill)
        for project in "wells", "roads":
            site.save(f"{project}/project.en.gmi", PROJECT)
        return site.start()

    def add(self, site, title, project="wells"):
        """Saves an item, and returns when it can be read."""
        site.save(f"{project}/2026-03-05-{title.lower()}.en.gmi", ITEM.format(title=title, date="2026-03-05", text="Water."))
        wait_for(title, lambda: title.encode() in site.http(f"/en/{project}/atom.xml")[2])

    def told(self, name="cache", since=0):
        return [keys for who, _, _, keys in self.log[since:] if who == name]

    def test_a_cache_is_told_of_all_at_first_and_of_a_news_by_the_keys_of_what_it_changes_each_twice(self):
        cache = self.server("cache")
        site = self.begin(cache.port)
        wait_for("the first", self.told)
        self.assertEqual(self.log[0], ("cache", "PURGE", "/", ["all"]))
        # What is there at first is told of by its keys too, at the next publish.
        self.add(site, "Before")
        wait_for("all of that twice", lambda: sum("feed:en/roads" in keys for keys in self.told()) == 2)
        self.assertEqual(self.told().count(["all"]), 2)
        before = len(self.log)
        self.add(site, "First")
        wait_for("the keys", lambda: self.told(since=before))
        keys = self.told(since=before)[0]
        self.assertEqual(sorted(keys), ["feed:en/", "feed:en/wells", "page"])
        self.assertNotIn("feed:en/roads", keys)
        wait_for("the same again", lambda: sum("feed:en/wells" in keys for keys in self.told(since=before)) == 2)
        before = len(self.log)
        os.unlink(site.path("wells/2026-03-05-first.en.gmi"))
        wait_for("what it took away", lambda: {"feed:en/", "feed:en/wells"} <= {k for keys in self.told(since=before) for k in keys})

    def test_the_hub_is_told_after_every_cache(self):
        hub, one, two = (self.server(name) for name in ("hub", "one", "two"))
        site = self.begin(one.port, two.port, config=f'hub = "http://127.0.0.1:{hub.port}/"\n')
        for name in "one", "two":
            wait_for("the first", lambda: self.told(name))
        self.add(site, "First")
        wait_for("the hub", lambda: self.told("hub"))
        names = [who for who, _, _, keys in self.log if who == "hub" or "feed:en/wells" in keys]
        self.assertEqual(set(names[:names.index("hub")]), {"one", "two"})

    def test_a_cache_that_is_down_is_told_that_all_is_old_when_it_is_back(self):
        port, = free_ports(1)
        other = self.server("other")
        site = self.begin(port, other.port)
        site.wait_line("purge: ")
        before = len(self.log)
        self.add(site, "First")
        # The other one does not wait for it.
        wait_for("the other", lambda: any("feed:en/wells" in keys for keys in self.told("other", before)))
        cache = self.server("cache", port=port)
        line = site.wait_line("it is told again")
        self.assertIn(f"http://127.0.0.1:{port}/", line)
        self.assertEqual(self.told("cache"), [["all"]])
        said = [line for line in site.lines if "purge:" in line]
        self.assertEqual(len(said), 2, said)
        self.assertIn("it may show what is old", said[0])

    def test_one_that_refuses_is_named_once_with_its_answer_and_asked_less_and_less(self):
        cache = self.server("cache", status=405)
        site = self.begin(cache.port)
        line = site.wait_line("purge: ")
        self.assertIn(f"http://127.0.0.1:{cache.port}/: it answers 405: let it take PURGE", line)
        for title in "First", "Second", "Third":
            self.add(site, title)
        wait_for("a second try", lambda: len(self.log) == 2)
        cache.status = 200
        site.wait_line("it is told again")
        # After a second, then after two: news make no try come sooner.
        self.assertEqual(self.told()[:3], [["all"]] * 3)
        self.assertEqual(len([line for line in site.lines if "purge:" in line]), 2)

    def test_a_reload_names_other_caches_and_what_readers_get_follows(self):
        one, two = self.server("one"), self.server("two")
        site = self.begin(one.port)
        wait_for("the first", lambda: self.told("one"))
        headers = site.http("/en/wells/atom.xml")[1]
        self.assertEqual(headers["Surrogate-Key"], "all feed:en/wells lang:en project:wells")
        self.assertIn("s-maxage=86400", headers["Cache-Control"])
        site.write_config(f'purge = {{"http://127.0.0.1:{two.port}/"}}\nlanguages = {{"en", "ru"}}\n')
        site.keep_ports()
        site.signal(signal.SIGHUP)
        site.wait_line("reloaded")
        # How pages look may be another thing now.
        wait_for("the other one", lambda: self.told("two"))
        self.assertEqual(self.told("two")[0], ["all"])
        site.write_config('languages = {"en", "ru"}\n')
        site.keep_ports()
        before = len(site.lines)
        site.signal(signal.SIGHUP)
        site.wait_line("reloaded", before)
        wait_for("the workers", site.serving)
        wait_for("no notifier", lambda: "notifier" not in site.children())
        headers = site.http("/en/wells/atom.xml")[1]
        self.assertNotIn("Surrogate-Key", headers)
        self.assertIn("s-maxage=60", headers["Cache-Control"])

    def test_after_an_upgrade_all_is_old(self):
        cache = self.server("cache")
        site = self.begin(cache.port)
        site.keep_ports()
        wait_for("the first", self.told)
        before = len(site.lines)
        site.signal(signal.SIGUSR2)
        site.wait_line("ready:", before)
        wait_for("the first of the new program", lambda: self.told().count(["all"]) > 2)
