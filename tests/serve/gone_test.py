"""A project that was removed: its feeds, its calendar, its history and its pages say so, over every protocol, until it comes back."""

import os
import shutil
import unittest

from support.site import Site, wait_for

SMALL = "".join('%s { listen = {"127.0.0.1:0"} }\n' % name for name in ("spartan", "nex", "finger"))
DOCUMENTS = ["atom.xml", "rss.xml", "feed.json", "atom-1.xml", "atom-2.xml", "feed-1.json", "rss-1.xml", "rss-2.xml"]
PAGES = ["", "all.txt", "archive/", "archive/2025/", "elsewhere/"]
EVENTS, ITEM = "events.ics", "2025-01-01-item"
HERE, GONE, NEVER = (200, 20, None, "2"), (410, 52, "3", "4"), (404, 51, "3", "4")


class Gone(unittest.TestCase):
    def setUp(self):
        self.site = Site(None, workers=1, config='languages = {"ru", "en"}\n' + SMALL)
        self.addCleanup(self.site.kill)
        for lang in "ru", "en":
            self.site.save(f"site.{lang}.gmi", "---\ntitle: Site\n---\n\nText.\n")
            self.site.save(f"wells/project.{lang}.gmi", "---\nname: Wells\n---\n\nText.\n")
        self.site.save("pumps/project.ru.gmi", "---\nname: Pumps\n---\n\nNothing yet.\n")
        for day in range(1, 22):
            event = "kind: event\nevent_start: 2025-01-01\n" if day == 1 else ""
            self.site.save(f"wells/2025-01-{day:02}-item.ru.gmi", f"---\ntitle: Item {day}\n{event}---\n\nText.\n")
        self.site.start()
        self.site.keep_ports()

    def ask(self, service, request):
        with self.site.connect(service) as s:
            s.sendall(request.encode())
            return self.site.read_all(s)

    def answers(self, path):
        """The status over the web, Gemini, Gopher (only that of a fault) and Spartan."""
        gopher = self.site.gopher(path)
        return (self.site.http(path)[0], self.site.gemini(path)[0], "3" if gopher.startswith(b"3") else None,
                self.ask("spartan", f"localhost {path} 0\r\n")[:1].decode())

    def expect(self, answers, *paths):
        for path in paths:
            with self.subTest(path=path):
                self.assertEqual(self.answers(path), answers)

    def all_of(self, project, lang="ru"):
        return [f"/{lang}/{project}/{name}" for name in [*DOCUMENTS, *PAGES]]

    def remove(self, *projects):
        for project in projects:
            shutil.rmtree(self.site.path(project))
            wait_for(f"the end of {project}", lambda: self.site.http(f"/ru/{project}/")[0] != 200)
            wait_for(f"the end of its feeds", lambda: not os.path.exists(f"{self.site.folder}/feeds/ru/{project}/atom.xml"))

    def test_a_removed_project_is_gone_everywhere_and_one_that_never_was_is_missing(self):
        self.expect(HERE, *self.all_of("wells"), "/ru/wells/" + EVENTS, "/ru/wells/" + ITEM, "/ru/pumps/atom.xml")
        self.remove("wells", "pumps")
        self.expect(GONE, *self.all_of("wells"), *self.all_of("wells", "en"), "/ru/wells/" + EVENTS, "/ru/wells/" + ITEM,
                    f"/ru/wells/{ITEM}.ics", "/ru/wells", "/ru/pumps/", "/ru/pumps/atom.xml", "/en/pumps/rss.xml")
        self.expect(NEVER, *self.all_of("nothing"), "/ru/nothing/" + EVENTS, "/ru/nothing/" + ITEM)
        self.assertEqual(self.ask("nex", "/ru/wells/atom.xml\r\n"), self.ask("nex", "/ru/wells/" + ITEM + "\r\n"))
        self.assertNotEqual(self.ask("nex", "/ru/wells/atom.xml\r\n"), self.ask("nex", "/ru/nothing/atom.xml\r\n"))
        for lang, words in ("ru", "снят с публикации"), ("en", "withdrawn"):
            for path in f"/{lang}/wells/", f"/{lang}/wells/atom.xml":
                status, headers, body = self.site.http(path)
                self.assertIn("text/html", headers["Content-Type"])
                self.assertIn(words, body.decode())
        # The site's own feeds go on, and say what was deleted.
        self.assertEqual(self.site.http("/ru/atom.xml")[2].count(b"<at:deleted-entry"), 20)

    def test_one_that_comes_back_answers_again_and_is_the_same(self):
        feeds = {path: self.site.http(path)[2] for path in ("/ru/wells/atom.xml", "/ru/wells/rss.xml", "/ru/wells/atom-1.xml")}
        aside = os.path.join(self.site.folder, "aside")
        for folder in "wells", "pumps":
            shutil.copytree(self.site.path(folder), os.path.join(aside, folder))
        self.remove("wells", "pumps")
        self.site.stop()
        for name in "catalog.db", "catalog.db-wal", "catalog.db-shm":
            if os.path.exists(f"{self.site.folder}/var/{name}"):
                os.unlink(f"{self.site.folder}/var/{name}")
        self.site.start()
        self.expect(GONE, *self.all_of("wells"), "/ru/pumps/")
        for folder in "wells", "pumps":
            shutil.copytree(os.path.join(aside, folder), self.site.path(folder))
        wait_for("the feeds", lambda: all(self.site.http(path)[2] == body for path, body in feeds.items()))
        self.expect(HERE, *self.all_of("wells"), "/ru/wells/" + ITEM, "/ru/pumps/atom.xml")

    def test_a_renamed_project_leads_to_its_new_name_until_that_is_removed(self):
        os.rename(self.site.path("wells"), self.site.path("water"))
        wait_for("the new name", lambda: self.site.http("/ru/wells/")[0] == 301)
        for path in self.all_of("wells"):
            with self.subTest(path=path):
                status, headers, _ = self.site.http(path)
                self.assertEqual((status, headers["Location"]), (301, path.replace("wells", "water")))
        # Feeds never redirect over Gemini.
        for name in DOCUMENTS:
            self.assertEqual(self.site.gemini("/ru/wells/" + name), self.site.gemini("/ru/water/" + name))
        self.remove("water")
        self.expect(GONE, *self.all_of("wells"), *self.all_of("water"))

    def test_a_project_without_texts_in_a_language_keeps_its_feeds_in_it(self):
        for day in range(1, 22):
            os.unlink(self.site.path(f"wells/2025-01-{day:02}-item.ru.gmi"))
        os.unlink(self.site.path("wells/project.ru.gmi"))
        wait_for("the end of its items", lambda: b"<entry" not in self.site.http("/ru/wells/atom.xml")[2])
        self.expect(HERE, *[f"/ru/wells/{name}" for name in [*DOCUMENTS, *PAGES[:3]]], *[f"/en/wells/{name}" for name in DOCUMENTS[:3]])
        self.assertEqual(self.site.http("/ru/wells/atom.xml")[2].count(b"<at:deleted-entry"), 20)


if __name__ == "__main__":
    unittest.main()
