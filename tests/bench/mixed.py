"""
Readers of every protocol while things are published: how long the slowest of them wait.

Requests are due at instants of an open loop (arrivals.c), so that a stall delays all that come meanwhile. An editor
saves items, adds some with a photograph, and once gives the site another title.
"""

import bisect
import os
import random
import shutil
import struct
import subprocess
import threading
import time
import zlib

import building
import corpus
import servers
from measure import CLIENT_CORE, cpu_seconds, memory_kib, percentile
from report import heading, table
from serving import ask_gopher

SAVE_EVERY, PHOTOGRAPH_EVERY = 5, 30
PHOTOGRAPH = 3000, 2000       # pixels
BUSY = 0.005                  # CPU seconds in a second of what publishes: it is a publishing second
WARM_UP = 20                  # seconds that do not count: feeds are compressed when they are first asked for
CONNECTIONS = 256
SAMPLE = "item-photograph"


class Kind:
    """Requests of one kind: so many a second, of these paths."""

    def __init__(self, name, protocol, rate, paths, options=()):
        self.name, self.protocol, self.rate, self.paths, self.options = name, protocol, rate, paths, options

    def begin(self, bench, jarchy, seconds):
        self.file = os.path.join(bench.folder, "mixed-" + "".join(c if c.isalnum() else "-" for c in self.name))
        with open(self.file + ".paths", "w", encoding="utf-8") as f:
            f.write("\n".join(self.paths) + "\n")
        self.process = subprocess.Popen(
            ["taskset", "-c", CLIENT_CORE, bench.load.program, "--protocol", self.protocol, "--address",
             f"127.0.0.1:{jarchy.ports[self.protocol]}", "--paths", self.file + ".paths", "--rate", str(self.rate),
             "--seconds", str(seconds), "--connections", str(CONNECTIONS), "--samples", self.file,
             *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def end(self, counted_from):
        """(due in s, latency in ms, late in ms, status) of each request from then on; the first failure."""
        why = self.process.communicate()[1].strip()
        with open(self.file, encoding="utf-8") as f:
            numbers = [[int(n) for n in line.split()] for line in f]
        return [(due / 1e6, latency / 1e3, late / 1e3, status) for due, latency, late, status in numbers
                if due / 1e6 >= counted_from], why


def kinds_of(site):
    draw = random.Random(2)
    every = [f"/{language}/{i.project}/{i.stem}" for i in site.items for language in corpus.LANGUAGES]
    known = ["/", "/ru/", "/ky/", "/en/"] + [f"/ru/{i.project}/{i.stem}" for i in site.items[-16:]]
    feeds = [f"/{language}/{project}/atom.xml" for language in corpus.LANGUAGES
             for project in sorted({i.project for i in site.items})] + ["/ru/atom.xml", "/ky/atom.xml"]
    words = sorted({w.lower() for w in corpus.words_of("ru") if len(w) > 5})
    for paths in every, feeds, words:
        draw.shuffle(paths)
    searches = [f"/ru/search/1-{w.encode().hex()}" for w in words]
    return [Kind("Gemini, pages often asked for", "gemini", 60, known),
            Kind("Gemini, other pages", "gemini", 30, every),
            Kind("Gopher, pages often asked for", "gopher", 60, known),
            Kind("Gopher, other pages", "gopher", 30, every),
            Kind("HTTP, pages often asked for", "http", 120, known, ["--accept-encoding", "gzip"]),
            Kind("HTTP, other pages", "http", 60, every, ["--accept-encoding", "gzip"]),
            Kind("HTTP, feeds polled", "http", 200, feeds, ["--follow", "--accept-encoding", "gzip"]),
            Kind("HTTP, whole feeds", "http", 60, feeds),
            Kind("HTTP, searches", "http", 8, searches)]


# --- publishing -----------------------------------------------------------------------------------

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


class Photographs:
    """PNGs of several megapixels with grain; each has a number, so that none is like another."""

    def __init__(self, width, height):
        draw = random.Random(3)
        grain = bytes(x & 3 for x in draw.randbytes(3 * width + 4096))
        rows = []
        for y in range(height):
            at, level = draw.randrange(4096), y * 250 // height
            rows.append(b"\0" + grain[at:at + 3 * width].translate(bytes((level + v) % 256 for v in range(256))))
        self.head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        self.data = chunk(b"IDAT", zlib.compress(b"".join(rows), 1)) + chunk(b"IEND", b"")

    def number(self, n):
        return self.head + chunk(b"tEXt", b"Comment\0" + str(n).encode()) + self.data


class Publishing(threading.Thread):
    """What the editor does, and how long each of it took to be seen over Gopher. `stop` ends it."""

    def __init__(self, site, jarchy, seconds):
        super().__init__()
        self.site, self.jarchy, self.seconds = site, jarchy, seconds
        self.photographs = Photographs(*PHOTOGRAPH)
        self.waits = {"a saved item": [], "a new item with a photograph": [], "another site title": []}
        self.undo, self.failure, self.saved, self.added = {}, None, 0, 0
        self.stop = threading.Event()

    def run(self):
        try:
            self.work()
        except (OSError, RuntimeError) as e:
            self.failure = str(e)

    def work(self):
        began = time.monotonic()
        title_at, photograph_at, save_at = began + self.seconds / 2, began + PHOTOGRAPH_EVERY / 3, began + 1
        while not self.stop.wait(0.05):
            now = time.monotonic()
            if now >= title_at:
                title_at = float("inf")
                self.change_title()
            elif now >= photograph_at:
                photograph_at += PHOTOGRAPH_EVERY
                self.add_photograph()
            elif now >= save_at:
                save_at += SAVE_EVERY
                self.save_item()

    def until_seen(self, what, path, word, began):
        while word.encode() not in ask_gopher(self.jarchy.ports["gopher"], path):
            if time.monotonic() - began > servers.DEADLINE:
                raise RuntimeError(f"{what} was not published: {path}")
            if self.stop.wait(0.01):
                return
        self.waits[what].append(time.monotonic() - began)

    def replace(self, file, change):
        with open(file, encoding="utf-8") as f:
            text = f.read()
        self.undo.setdefault(file, text)
        return building.replace(file, change(text))

    def save_item(self):
        self.saved += 1
        item, word = self.site.items[-1 - 7 * self.saved % 50], f"mixedword{self.saved}q"
        began = self.replace(os.path.join(self.site.folder, "content", item.project, f"{item.stem}.ru.gmi"),
                             lambda text: f"{text}\n{word}\n")
        self.until_seen("a saved item", f"/ru/{item.project}/{item.stem}", word, began)

    def folder_of(self, n):
        project = self.site.items[-1].project
        return os.path.join(self.site.folder, "content", project, f"{time.strftime('%Y-%m-%d')}-{SAMPLE}-{n}")

    def add_photograph(self):
        self.added += 1
        folder, word = self.folder_of(self.added), f"mixedphoto{self.added}q"
        hidden = os.path.join(os.path.dirname(folder), "." + os.path.basename(folder))
        servers.write(os.path.join(hidden, "bridge.png"), self.photographs.number(self.added))
        servers.write(os.path.join(hidden, "index.ru.gmi"),
                      f"---\ntitle: {word}\n---\nA text.\n\n=> bridge.png The bridge\n")
        os.rename(hidden, folder)
        path = f"/ru/{os.path.basename(os.path.dirname(folder))}/{os.path.basename(folder)}"
        self.until_seen("a new item with a photograph", path, word, time.monotonic())

    def change_title(self):
        began = self.replace(os.path.join(self.site.folder, "content", "site.ru.gmi"),
                             lambda text: text.replace(corpus.SITE_TITLES["ru"], "mixedtitleq"))
        self.until_seen("another site title", "/ru/", "mixedtitleq", began)

    def restore(self):
        for file, text in self.undo.items():
            building.replace(file, text)
        for n in range(1, self.added + 1):
            shutil.rmtree(self.folder_of(n), ignore_errors=True)


# --- what happens meanwhile -----------------------------------------------------------------------

class Watch:
    """CPU of the workers and of what publishes, each second."""

    def __init__(self, jarchy):
        self.pid, self.times, self.publishing, self.workers = jarchy.pid, [], [], []
        self.worker = next(pid for name, pid in jarchy.children().items() if name.startswith("worker"))

    def look(self):
        worker = cpu_seconds(self.worker)
        self.times.append(time.monotonic())
        self.workers.append(worker)
        self.publishing.append(cpu_seconds(self.pid) - worker)

    def run(self, seconds):
        end = time.monotonic() + seconds
        self.look()
        while time.monotonic() < end:
            time.sleep(1)
            self.look()

    def share(self, which):
        return (which[-1] - which[0]) / (self.times[-1] - self.times[0])

    def is_publishing(self, instant):
        """In that second, or in the one before: what was begun then may still hold up."""
        n = bisect.bisect(self.times, instant)
        spans = [i for i in (n - 1, n) if 0 < i < len(self.times)]
        return any(self.publishing[i] - self.publishing[i - 1] > BUSY for i in spans)


def rows_of(kind, samples, watch):
    """The rows of one kind: of its statuses, quiet and publishing."""
    rows, good = [], [s for s in samples if s[3]]
    for status in sorted({s[3] for s in good}):
        for publishing in False, True:
            ms = sorted(s[1] for s in good if s[3] == status and watch.is_publishing(s[0]) == publishing)
            if not ms:
                continue
            name = kind.name + (f", {status}" if "--follow" in kind.options else "")
            rows.append([name if not publishing else f"{name}, publishing", len(ms),
                         *(f"{percentile(ms, p):.2f}" for p in (50, 99, 99.9)), f"{ms[-1]:.1f}"])
    failed = len(samples) - len(good)
    if failed:
        rows.append([kind.name, f"{failed} FAILED", "", "", "", ""])
    return rows, failed


def run_version(bench, name, program, site, seconds):
    with servers.Jarchy(program, site.folder, name, pinned=False) as jarchy:
        jarchy.wait_until_settled()
        kinds, publishing = kinds_of(site), Publishing(site, jarchy, seconds)
        memory, watch = [memory_kib(jarchy.pid) / 1024], Watch(jarchy)
        for kind in kinds:
            kind.begin(bench, jarchy, WARM_UP + seconds)
        time.sleep(WARM_UP)
        counted_from = time.monotonic()
        publishing.start()
        watch.run(seconds)
        publishing.stop.set()
        publishing.join()
        found = [(kind, *kind.end(counted_from)) for kind in kinds]
        memory.append(memory_kib(jarchy.pid) / 1024)
        publishing.restore()
    show(bench, name, found, watch, publishing, memory, seconds)


def show(bench, name, found, watch, publishing, memory, seconds):
    heading(f"Readers while things are published, {name}, {seconds / 60:.1f} minutes, {bench.files} files, "
            f"{sum(k.rate for k, *_ in found)} requests a second")
    rows = []
    for kind, samples, why in found:
        more, failed = rows_of(kind, samples, watch)
        rows += more
        bench.report.failures += failed
        if why:
            print(f"  ({kind.name}: {why})")
    table(["ms, from the instant that each was due", "requests", "p50", "p99", "p99.9", "longest"], rows)
    rows = []
    for what, waits in publishing.waits.items():
        if waits:
            ms = sorted(1000 * w for w in waits)
            rows.append([what, len(ms), f"{percentile(ms, 50):.0f}", f"{percentile(ms, 99):.0f}", f"{ms[-1]:.0f}"])
    table(["from the rename until readers see it, ms", "", "p50", "p99", "longest"], rows)
    late = sorted(s[2] for _, samples, _ in found for s in samples)
    print(f"  the client itself was late by: p50 {percentile(late, 50):.2f}, p99 {percentile(late, 99):.2f}, "
          f"p99.9 {percentile(late, 99.9):.2f}, longest {late[-1]:.1f} ms")
    print(f"  CPU of a core: the worker {watch.share(watch.workers):.2f}, what publishes "
          f"{watch.share(watch.publishing):.2f}")
    print(f"  memory {memory[0]:.1f} MiB at the start, {memory[1]:.1f} at the end")
    if publishing.failure:
        raise RuntimeError(publishing.failure)


def mixed(bench):
    for name, program, site in bench.built_versions(bench.big_site()):
        run_version(bench, name, program, site, round(60 * bench.minutes))
