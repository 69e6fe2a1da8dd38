"""Every calendar of a site with hostile words as python3-icalendar reads it, and line by line."""

import unittest

from support.site import Site, wait_for

try:
    import icalendar
except ImportError:
    icalendar = None

# No "\\;" and "\\n" as editors may write them: this parser takes them apart in the wrong order. libical's does not (calendar_test.c).
HOSTILE = ["END:VEVENT", "a,b;c:d", 'a \\ b ; "q" \'q\' ^ %0A &amp; <b>', "🌊" * 60, "й" * 100, "и\u0306" * 80, "x" * 74, "x" * 75,
           "\u202eabc\u202c", "a\u2028b", "tab\tin it", "BEGIN:VCALENDAR"]
EVENT = """---
title: {n} {words}
kind: event
event_start: 2026-03-01 10:00
event_end: 2026-03-04
event_place: {words}
summary: {words}
topic: water
{more}---

Text.
"""


def squeezed(text):
    return " ".join(str(text).split())


class Calendars(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(content=None, workers=1)
        cls.addClassCleanup(cls.site.kill)
        cls.site.save("site.en.gmi", f"---\ntitle: The site; {HOSTILE[4]}, and more\ntopic_name: water Water, {HOSTILE[2]}\n---\n")
        cls.site.save("wells/project.en.gmi", "---\nname: END:VCALENDAR\n---\n")
        for n, words in enumerate(HOSTILE):
            more = "status: cancelled\n" if n % 2 else ""
            cls.site.save(f"wells/2024-01-{n + 1:02}-e.en.gmi", EVENT.format(n=n, words=words, more=more))
        cls.site.start()
        cls.shared = ["/en/events.ics", "/en/wells/events.ics", "/en/topics/water/events.ics", "/en/kinds/event/events.ics"]
        cls.own = [f"/en/wells/2024-01-{n + 1:02}-e.ics" for n in range(len(HOSTILE))]
        wait_for("all of them", lambda: cls.site.http(cls.shared[0])[2].count(b"BEGIN:VEVENT") == len(HOSTILE))

    def test_lines_are_at_most_75_octets_and_no_letter_is_cut(self):
        for path in self.shared + self.own:
            status, headers, body = self.site.http(path)
            self.assertEqual((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"), path)
            lines = body.split(b"\r\n")
            self.assertEqual(lines[-1], b"")
            for line in lines:
                self.assertLessEqual(len(line), 75, (path, line))
                self.assertNotRegex(line.decode(), "[\n\r\0]")

    @unittest.skipIf(not icalendar, "python3-icalendar is missing")
    def test_python_reads_what_editors_wrote(self):
        for path in self.shared + self.own:
            calendar = icalendar.Calendar.from_ical(self.site.http(path)[2])
            events = calendar.walk("VEVENT")
            self.assertEqual(len(events), len(HOSTILE) if path in self.shared else 1, path)
            self.assertEqual(len(events), len({str(e["UID"]) for e in events}))
            if path in self.shared:
                self.assertIn("PT1H", calendar.to_ical().decode().split("REFRESH-INTERVAL")[1].split("\r\n")[0])
            for event in events:
                self.assertEqual(event.errors, [])
                n = int(str(event["URL"]).rsplit("-", 2)[1]) - 1
                words = HOSTILE[n]
                self.assertEqual(squeezed(event["SUMMARY"]), squeezed(f"{'Cancelled: ' if n % 2 else ''}{n} {words}"))
                self.assertEqual(squeezed(event["DESCRIPTION"]), squeezed(words))
                self.assertEqual(squeezed(event["LOCATION"]), squeezed(words))
                self.assertEqual(str(event["STATUS"]), "CANCELLED" if n % 2 else "CONFIRMED")
                self.assertEqual((event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()),
                                 ("2026-03-01T04:00:00+00:00", "2026-03-04T18:00:00+00:00"))
                for name in "LAST-MODIFIED", "SEQUENCE", "CATEGORIES", "URL", "DTSTAMP":
                    self.assertIn(name, event)


if __name__ == "__main__":
    unittest.main()
