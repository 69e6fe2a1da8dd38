"""What the search costs: the index and its making, and the time until a page of results is read."""

import collections
import contextlib
import http.client
import os
import random
import sqlite3
import statistics
import time

import building
import corpus
import servers
from measure import cpu_seconds
from report import heading, ratio, table

LANGUAGE = "ru"
ASKED = 20          # queries of each kind, each asked once: nothing is answered from a cache
LONGEST = 190       # characters; the search takes no more than 200
LETTERS = "абвгдежзиклмнопрстуфхцчшыэюя"
INDEX = ("search", "vocabulary")  # what searches alone need of the catalogue: these tables and their parts


class Side:
    """One program in a folder of its own, over the same texts as the others."""

    def __init__(self, name, program, site, folder):
        self.name, self.program, self.folder = name, program, folder
        self.times, self.cpu = collections.defaultdict(list), collections.defaultdict(list)
        os.makedirs(folder)
        os.symlink(os.path.join(site.folder, "content"), os.path.join(folder, "content"))
        servers.Jarchy.configure(folder)

    def build(self):
        began = time.time()
        seconds, cpu, memory = building.run([self.program, "build", "-q", "-c",
                                             os.path.join(self.folder, "jarchy.conf")])
        feeds, _ = building.feeds_complete(self.folder)
        self.built = seconds, feeds - began, cpu, memory

    def sizes(self):
        """MiB of the catalogue, and of what searches alone need."""
        path = os.path.join(self.folder, "var", "catalog.db")
        with contextlib.closing(sqlite3.connect(path)) as db:
            pages = db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
        index = sum(size for name, size in pages
                    if name in INDEX or name.startswith(tuple(f"{i}_" for i in INDEX)))
        return os.path.getsize(path) / 2 ** 20, index / 2 ** 20

    def ask(self, queries):
        """Milliseconds by the clock and of CPU, kind after kind, over one connection."""
        with servers.Jarchy(self.program, self.folder, self.name) as jarchy:
            jarchy.wait_until_settled()
            web = http.client.HTTPConnection("127.0.0.1", jarchy.ports["http"], timeout=servers.DEADLINE)
            seconds_of(web, f"/{LANGUAGE}/")
            for kind, texts in queries.items():
                used = cpu_seconds(jarchy.pid)
                for text in texts:
                    path = f"/{LANGUAGE}/search/1-{text.encode().hex()}"
                    self.times[kind].append(1000 * seconds_of(web, path))
                self.cpu[kind].append(1000 * (cpu_seconds(jarchy.pid) - used) / len(texts))
            web.close()

    def figures(self, kind):
        """Median and longest by the clock, and of CPU."""
        return statistics.median(self.times[kind]), max(self.times[kind]), statistics.median(self.cpu[kind])


def seconds_of(web, path):
    began = time.monotonic()
    web.request("GET", path)
    answer = web.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return time.monotonic() - began


def words_by_frequency(site):
    """The words of the bodies with the number of texts that each is in, the commonest first."""
    counts = collections.Counter()
    for item in site.items:
        with open(os.path.join(site.folder, "content", item.project, f"{item.stem}.{LANGUAGE}.gmi"),
                  encoding="utf-8") as f:
            body = f.read().split("---", 2)[2].lower()
        counts.update({w for w in body.replace(".", " ").split() if w.isalpha()})
    return counts.most_common()


def misspell(word, draw):
    at = draw.randrange(1, len(word))
    return word[:at] + draw.choice(LETTERS) + word[at + 1:]


def fill(words):
    """As many of the words as a query takes."""
    text = ""
    for word in words:
        if len(text) + len(word) >= LONGEST:
            break
        text += (" " if text else "") + word
    return text


def make_queries(site):
    """Of each kind ASKED different ones."""
    draw = random.Random(1)
    counted = [(w, n) for w, n in words_by_frequency(site) if len(w) > 3]
    common = [w for w, _ in counted[:ASKED]]
    middle = [w for w, _ in counted[ASKED:10 * ASKED]]
    rare = [w for w, n in counted if 2 <= n <= 4 and len(w) > 6]
    draw.shuffle(rare)
    wrong = [misspell(w, draw) for w in rare]
    return {
        "one of the commonest words": common,
        "a rare word": rare[:ASKED],
        "two words, common and not": [f"{a} {b}" for a, b in zip(common, middle)],
        "a rare word with a wrong letter": wrong[:ASKED],
        "a word of which there is none like it": [misspell(w, draw)[::-1] * 2 for w in rare[:ASKED]],
        "common words, as many as are taken": [fill(common[n:] + common[:n]) for n in range(ASKED)],
        "wrong words, as many as are taken": [fill(wrong[8 * n:8 * n + 30]) for n in range(ASKED)],
        "without a common word": [f"{a} -{b}" for a, b in zip(common, reversed(common))],
        "a phrase of common words": [f'"{a} {b}"' for a, b in zip(common, common[1:] + common[:1])],
    }


def search(bench):
    site = bench.site("rich", bench.files, 3400, False, corpus.RichWriter)
    sides = [Side(name, program, site, os.path.join(bench.folder, f"search-{name}"))
             for name, program in bench.programs.items()]
    queries = make_queries(site)
    for side in sides:
        side.build()
    for _ in range(bench.rounds):  # in turns; a new server each time, whose caches are empty
        for side in sides:
            side.ask(queries)
    heading(f"The search of {bench.files} texts")
    commonest = next(iter(queries))
    bench.report.goal("search, the commonest words, median", [sides[0].figures(commonest)[0]], most=10, unit=" ms")
    table(["", "catalogue MiB", "search MiB", "build s", "feeds after s", "CPU s", "peak MiB"],
          [[s.name, *(f"{size:.1f}" for size in s.sizes()), *(f"{x:.2f}" for x in s.built)] for s in sides])
    rows = []
    for kind in queries:
        row = [kind]
        for side in sides:
            row += [f"{ms:.1f}" for ms in side.figures(kind)]
        if len(sides) > 1:
            row.append(ratio(*(side.figures(kind)[2] for side in sides)))
        rows.append(row)
    table(["until the page is read, ms", *(h for s in sides for h in (s.name, "longest", "CPU")),
           *(["CPU, share"] if len(sides) > 1 else [])], rows)
