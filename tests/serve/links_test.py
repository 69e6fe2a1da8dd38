"""`check` and the site agree on every path: what it calls a dead link is not served, and all else is."""

import json
import unittest

from support.site import Site, jarchy

LANGS = ["en", "ru", "ky", "de"]
PROJECTS = ["wells", "roads", "no-such"]
# Below a project and below the site.
LISTINGS = ["", "archive/", "archive/2024/", "archive/1999/", "archive/2024/1/", "archive/2024/2/", "archive/2024/3/",
            "archive/2024/0/", "archive/2024/01/", "elsewhere/", "elsewhere/1/", "elsewhere/9/", "atom.xml", "rss.xml",
            "feed.json", "feeds.opml", "events.ics", "rss-1.xml", "atom.html", "all.txt", "no-such", "no-such/"]
SITE = ["projects/", "feeds/", "topics/", "topics/water/", "topics/water/1/", "topics/water/2/", "topics/no-such/",
        "topics/no-such/1/", "places/", "places/naryn/", "places/no-such/", "search", "no-such/"]
ITEMS = ["2024-01-01-live", "2024-01-02-draft", "2024-01-03-later", "2024-01-04-over", "2024-01-05-withdrawn",
         "2024-01-06-files", "2024-01-06-files/plan%20a.txt", "2024-01-06-files/no-such.txt", "2024-01-07-meeting",
         "2024-01-08-hidden/plan.txt", "2024-01-01-live/", "2024-01-09-only-russian", "old-name", "2024-01-01-live/x"]
ROOT = ["/", "/robots.txt", "/favicon.txt", "/favicon.ico", "/caps.txt", "/sitemap.xml", "/feed.css", "/healthz", "/readyz",
        "/preview/", "/preview/errors", "/preview/en/wells/2024-01-02-draft", "/no-such", "/no-such.txt", "/news/2011/old.html",
        "/en", "/en/wells", "/en/wells/archive/2024", "/old-wells/", "/en/old-wells/2024-01-01-live"]


def item(slug, more=""):
    return f"---\ntitle: {slug}\nid: urn:x:{slug}\n{more}---\n\nText.\n"


def paths():
    yield from ROOT
    for lang in LANGS:
        for rest in LISTINGS + SITE:
            yield f"/{lang}/{rest}"
        for project in PROJECTS:
            for rest in LISTINGS + ITEMS:
                yield f"/{lang}/{project}/{rest}"


class Links(unittest.TestCase):
    def fill(self, site):
        for lang in "en", "ru", "ky":
            site.save(f"site.{lang}.gmi", "---\ntitle: Site\n---\n\nText.\n")
        site.save("wells/project.en.gmi", "---\nname: Wells\nalias: /en/old-wells/\nalias: /old-wells/\n---\n\nText.\n")
        site.save("roads/project.ru.gmi", "---\nname: Roads\n---\n\nText.\n")
        site.save("wells/2024-01-01-live.en.gmi", item("live", "topic: water\nplace: naryn\nalias: /news/2011/old.html\n"))
        site.save("wells/2024-01-02-draft.en.gmi", item("draft", "draft: yes\ntopic: hidden\n"))
        site.save("wells/2024-01-03-later.en.gmi", item("later", "publish: 2999-01-01\n"))
        site.save("wells/2024-01-04-over.en.gmi", item("over", "expires: 2024-02-01\n"))
        site.save("wells/2024-01-05-withdrawn.en.gmi", item("withdrawn", "withdrawn: 2024-02-01 wrong\n"))
        site.save("wells/2024-01-06-files/index.en.gmi", item("files"))
        site.save("wells/2024-01-06-files/plan a.txt", "Plan.\n")
        site.save("wells/2024-01-07-meeting.en.gmi", item("meeting", "kind: event\nevent_start: 2024-01-07\n"))
        site.save("wells/2024-01-08-hidden/index.en.gmi", item("hidden", "draft: yes\n"))
        site.save("wells/2024-01-08-hidden/plan.txt", "Plan.\n")
        site.save("wells/2024-01-09-only-russian.ru.gmi", item("only-russian"))
        for n in range(55):
            site.save(f"wells/2024-03-{n // 2 + 1:02}-n{n}.en.gmi", item(f"n{n}"))

    def dead(self, site, name):
        run = jarchy("check", "--json", "-c", site.config)
        found = [p for p in json.loads(run.stdout) if p["rule"] == "dead-link" and p["file"].endswith(name)]
        return {p["message"][len("the link "):-len(" leads nowhere")] for p in found}

    def is_served(self, site, path):
        status, headers, _ = site.http(path)
        if status in (301, 308):
            status, _, _ = site.http(headers["Location"].split(str(site.ports["http"]), 1)[-1])
        return status == 200

    def test_check_calls_dead_what_is_not_served_and_nothing_else(self):
        every = list(dict.fromkeys(paths()))
        self.assertGreater(len(every), 400)
        # Filled before it begins: once it is ready, its feeds are whole too.
        made = Site(content=None, config='languages = {"en", "ru", "ky"}\n')
        self.fill(made)
        made.save("wells/2024-04-01-links.en.gmi", item("links") + "".join(f"=> {p}\n" for p in every))
        with made as site:
            served = {p for p in every if self.is_served(site, p)}
            self.assertGreater(len(served), 100)
            self.assertEqual(set(every) - served, self.dead(site, "2024-04-01-links.en.gmi"))

    def test_a_text_that_is_not_public_may_lead_to_others_that_are_not_yet(self):
        with Site(content=None, config='languages = {"en", "ru", "ky"}\n') as site:
            self.fill(site)
            links = ["/en/wells/2024-01-02-draft", "/en/wells/2024-01-03-later", "/en/wells/2024-01-08-hidden/plan.txt"]
            text = "".join(f"=> {p}\n" for p in links + ["/en/wells/2024-01-04-over"])
            site.save("wells/2024-04-01-draft-links.en.gmi", item("links", "draft: yes\n") + text)
            self.assertEqual(self.dead(site, "2024-04-01-draft-links.en.gmi"), {"/en/wells/2024-01-04-over"})


if __name__ == "__main__":
    unittest.main()
