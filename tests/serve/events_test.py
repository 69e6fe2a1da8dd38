"""Events and periods as readers see them: hours at either end, what is cancelled, years alone, in every protocol and format."""

import json
import unittest
import xml.etree.ElementTree as ET

from support.site import Site, wait_for

NIGHT = "event_start: 2026-12-31 22:00\nevent_end: 2027-01-01 03:00\n"
NIGHTS = {
    "ru": "31 декабря 2026 г., 22:00 – 1 января 2027 г., 03:00",
    "ky": "2026-жылдын 31-декабры, 22:00 – 2027-жылдын 1-январы, 03:00",
    "en": "31 December 2026, 22:00 – 1 January 2027, 03:00",
}
CANCELLED = {
    "ru": ("Отменено: Forum", "Мероприятие отменено."),
    "ky": ("Жокко чыгарылды: Forum", "Бул иш-чара жокко чыгарылды."),
    "en": ("Cancelled: Forum", "This event has been cancelled."),
}
PERIODS = {
    "ru": {"2011 ..": "с 2011 г.", ".. 2015": "по 2015 г.", "2011 .. 2015": "2011–2015 гг.", "2011": "2011 г.",
           "2011-03 ..": "с марта 2011 г."},
    "ky": {"2011 ..": "2011-жылдан бери", ".. 2015": "2015-жылга чейин", "2011 .. 2015": "2011–2015-жылдар", "2011": "2011-жыл",
           "2011-03 ..": "2011-жылдын мартынан бери"},
    "en": {"2011 ..": "since 2011", ".. 2015": "until 2015", "2011 .. 2015": "2011–2015", "2011": "2011",
           "2011-03 ..": "since March 2011"},
}
ATOM = "{http://www.w3.org/2005/Atom}"


def event(more, title="Forum", slug="forum"):
    return f"---\ntitle: {title}\nid: urn:x:{slug}-{{lang}}\nkind: event\n{more}---\n\nText.\n"


def one_line(text):
    """Gopher breaks lines: what is compared are the labels, with single spaces."""
    lines = [line[1:].split("\t")[0] if "\t" in line else line for line in (text or b"").decode().splitlines()]
    return " ".join(" ".join(lines).split())


def calendar(data):
    """The events of an iCalendar file by UID, each with its properties: RFC 5545 section 3.1, and nothing of the program's."""
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    if lines[0] != "BEGIN:VCALENDAR" or lines[-2:] != ["END:VCALENDAR", ""]:
        raise AssertionError(lines)
    events, current = {}, None
    for line in lines:
        name, value = line.split(":", 1) if line else ("", "")
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            events[current["UID"]] = current
            current = None
        elif current is not None:
            current[name] = value
    return events


class Events(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = Site(content=None, config='languages = {"en", "ru", "ky"}\n')
        cls.addClassCleanup(made.kill)
        cls.site = made
        for lang in "en", "ru", "ky":
            made.save(f"site.{lang}.gmi", "---\ntitle: Site\n---\n\nText.\n")
            made.save(f"wells/project.{lang}.gmi", "---\nname: Wells\n---\n\nText.\n")
            made.save(f"wells/2024-01-01-night.{lang}.gmi", event(NIGHT, "Night", "night").format(lang=lang))
            made.save(f"wells/2024-01-02-forum.{lang}.gmi", event("event_start: 2026-11-30 10:00\n").format(lang=lang))
            for n, period in enumerate(PERIODS[lang]):
                made.save(f"p{n}/project.{lang}.gmi", f"---\nname: P{n}\nperiod: {period}\n---\n\nText.\n")
        made.start()

    def pages(self, path):
        return {how: one_line(text) for how, text in self.site.everywhere(path).items()}

    def wait_for_pages(self, path, words):
        """A worker may have an older page until all of a change is published."""
        wait_for(f"{words!r} at {path}", lambda: all(words in text for text in self.pages(path).values()))

    def feeds(self, lang):
        """The titles of each format, by id."""
        atom = ET.fromstring(self.site.http(f"/{lang}/wells/atom.xml")[2])
        rss = ET.fromstring(self.site.http(f"/{lang}/wells/rss.xml")[2])
        items = json.loads(self.site.http(f"/{lang}/wells/feed.json")[2])["items"]
        return {
            "atom": {e.findtext(ATOM + "id"): e.findtext(ATOM + "title") for e in atom.iter(ATOM + "entry")},
            "rss": {e.findtext("guid"): e.findtext("title") for e in rss.iter("item")},
            "json": {i["id"]: i["title"] for i in items},
        }

    def test_hours_over_midnight_and_new_year_are_on_every_page_and_in_every_feed(self):
        for lang, words in NIGHTS.items():
            for path in f"/{lang}/wells/2024-01-01-night", f"/{lang}/wells/":
                for how, text in self.pages(path).items():
                    self.assertIn(words, text, f"{path} by {how}")
            for name in "atom.xml", "rss.xml", "feed.json":
                self.assertIn(words, self.site.http(f"/{lang}/wells/{name}")[2].decode(), name)
            night = calendar(self.site.http(f"/{lang}/wells/events.ics")[2])[f"urn:x:night-{lang}"]
            self.assertEqual((night["DTSTART"], night["DTEND"]), ("20261231T160000Z", "20261231T210000Z"))

    def test_what_becomes_cancelled_is_said_wherever_the_event_is(self):
        name = "wells/2024-01-02-forum.{}.gmi"
        keys = "event_start: 2026-11-30 10:00\n"
        for lang, (title, sentence) in CANCELLED.items():
            uid = f"urn:x:forum-{lang}"
            before = calendar(self.site.http(f"/{lang}/events.ics")[2])[uid]
            self.assertEqual((before["STATUS"], before["SEQUENCE"], before["SUMMARY"]), ("CONFIRMED", "0", "Forum"))
            self.site.save(name.format(lang), event(
                keys + "status: cancelled\nupdated: 2024-01-05 12:00\n").format(lang=lang))
            for path in f"/{lang}/wells/2024-01-02-forum", f"/{lang}/wells/", f"/{lang}/wells/archive/2024/", f"/{lang}/":
                self.wait_for_pages(path, title)
            self.wait_for_pages(f"/{lang}/wells/2024-01-02-forum", sentence)
            self.wait_for_pages(f"/{lang}/wells/all.txt", sentence)
            wait_for("the feeds", lambda: all(t[uid] == title for t in self.feeds(lang).values()))
            after = calendar(self.site.http(f"/{lang}/events.ics")[2])[uid]
            self.assertEqual((after["STATUS"], after["SUMMARY"]), ("CANCELLED", title))
            self.assertGreater(int(after["SEQUENCE"]), int(before["SEQUENCE"]))
            self.assertEqual(after["LAST-MODIFIED"], "20240105T060000Z")
            self.assertEqual(after["DTSTAMP"], after["LAST-MODIFIED"])
            self.assertEqual(after["DTSTART"], before["DTSTART"])

    def own_calendar(self, path):
        """The one event of its own calendar, which is the same in every protocol."""
        status, headers, body = self.site.http(path)
        self.assertEqual((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"), path)
        self.assertEqual(self.site.http(path, If_None_Match=headers["ETag"])[0], 304)
        self.assertEqual(self.site.gemini(path), (20, "text/calendar; charset=utf-8", body))
        self.assertEqual(self.site.gopher(path), body)
        (event,) = calendar(body).values()
        return event, body

    def test_an_event_is_a_calendar_of_its_own_in_every_protocol(self):
        for lang in NIGHTS:
            event, body = self.own_calendar(f"/{lang}/wells/2024-01-01-night.ics")
            self.assertEqual(event, calendar(self.site.http(f"/{lang}/events.ics")[2])[f"urn:x:night-{lang}"])
            self.assertEqual((event["DTSTART"], event["DTEND"]), ("20261231T160000Z", "20261231T210000Z"))
            self.assertEqual(event["URL"], self.site.http_url(f"/{lang}/wells/2024-01-01-night"))
            for how, text in self.site.everywhere(f"/{lang}/wells/2024-01-01-night").items():
                self.assertIn(f"/{lang}/wells/2024-01-01-night.ics", text.decode(), how)

    def test_what_is_no_event_has_no_calendar(self):
        for name, more in ("news", ""), ("dayless", "kind: event\n"):
            self.site.save(f"wells/2024-01-03-{name}.en.gmi", f"---\ntitle: {name}\n{more}---\n\nText.\n")
            self.wait_for_pages(f"/en/wells/2024-01-03-{name}", name)
            self.assertNotIn(b".ics", self.site.http(f"/en/wells/2024-01-03-{name}")[2].split(b"<main")[1])
        self.site.save("wells/2024-01-03-draft.en.gmi", event("event_start: 2026-11-30\ndraft: yes\n").replace("forum-{lang}", "d"))
        missing = ["wells/2024-01-03-news", "wells/2024-01-03-dayless", "wells/2024-01-03-draft", "wells/2024-01-03-none",
                   "2024-01-01-night", "no/2024-01-01-night", "wells/night"]
        for path in missing:
            self.assertEqual(self.site.http(f"/en/{path}.ics")[0], 404, path)
            self.assertEqual(self.site.gemini(f"/en/{path}.ics")[0], 51, path)
            self.assertTrue(self.site.gopher(f"/en/{path}.ics").startswith(b"3"), path)

    def test_an_event_of_no_project_and_one_that_is_withdrawn(self):
        name = "2024-01-04-open.en.gmi"
        keys = "event_start: 2026-11-30 10:00\nevent_place: Naryn\n"
        self.site.save(name, event(keys, "Open", "open").replace("{lang}", "en"))
        self.wait_for_pages("/en/2024-01-04-open", "Open")
        event_of, body = self.own_calendar("/en/2024-01-04-open.ics")
        self.assertEqual((event_of["SUMMARY"], event_of["LOCATION"], event_of["STATUS"]), ("Open", "Naryn", "CONFIRMED"))
        self.site.save(name, event(keys + "withdrawn: 2024-02-01\nreason: x\n", "Open", "open").replace("{lang}", "en"))
        wait_for("the withdrawal", lambda: self.site.http("/en/2024-01-04-open.ics")[0] == 410)

    def test_a_calendar_is_what_another_library_reads(self):
        try:
            from icalendar import Calendar
        except ImportError:
            self.skipTest("no python3-icalendar")
        for path in "/ru/wells/2024-01-01-night.ics", "/ru/events.ics":
            found = Calendar.from_ical(self.site.http(path)[2])
            events = {str(e["UID"]): e for e in found.walk("VEVENT")}
            night = events["urn:x:night-ru"]
            self.assertEqual(found.errors + night.errors, [])
            self.assertEqual((str(night["SUMMARY"]), night.decoded("DTSTART").isoformat()), ("Night", "2026-12-31T16:00:00+00:00"))
            for name in "LAST-MODIFIED", "SEQUENCE", "STATUS", "URL", "DTSTAMP":
                self.assertIn(name, night)

    def test_the_page_tells_machines_of_the_event(self):
        page = self.site.http("/ru/wells/2024-01-01-night")[2].decode()
        self.assertIn('itemtype="https://schema.org/Event"', page)
        self.assertRegex(page, '<meta itemprop="startDate" content="2026-12-31T22:00:00[+]..:00">\n'
                               '<meta itemprop="endDate" content="2027-01-01T03:00:00[+]..:00">\n'
                               '<link itemprop="eventStatus" href="https://schema.org/Event[A-Z]')

    def test_a_period_may_be_of_years_and_open(self):
        for lang, periods in PERIODS.items():
            for n, words in enumerate(periods.values()):
                for how, text in self.pages(f"/{lang}/p{n}/").items():
                    self.assertIn(words, text, f"{words} by {how}")
            for how, text in self.pages(f"/{lang}/projects/").items():
                for words in periods.values():
                    self.assertIn(words, text, how)


if __name__ == "__main__":
    unittest.main()
