"""What publishing costs: the first build, a start with nothing changed, a saved file, another title of the site."""

import http.client
import os
import shutil
import statistics
import subprocess
import time
import urllib.request

import corpus
import servers
from measure import percentile, settle
from report import Spread, heading, table
from serving import ask_gemini, ask_gopher


class Site:
    """A folder for jarchy: content, a configuration, and where it is wanted the same items for Hugo."""

    def __init__(self, folder, items, files, hugo=None):
        self.folder, self.items, self.files, self.hugo = folder, items, files, hugo
        servers.Jarchy.configure(folder)

    @classmethod
    def make(cls, folder, files, size, hugo=False, kind=corpus.Writer):
        hugo = os.path.join(folder, "hugo") if hugo else None
        items = corpus.write(os.path.join(folder, "content"), files, size=size, hugo=hugo, kind=kind)
        return cls(folder, items, files, hugo)

    def copy(self, folder):
        """The same content for another version of jarchy, whose catalogue is another."""
        shutil.copytree(os.path.join(self.folder, "content"), os.path.join(folder, "content"))
        return Site(folder, self.items, self.files)

    @property
    def conf(self):
        return os.path.join(self.folder, "jarchy.conf")

    def forget(self):
        for name in "var", "feeds":
            shutil.rmtree(os.path.join(self.folder, name), ignore_errors=True)

    def build(self, program):
        return run([program, "build", "-q", "-c", self.conf])

    def ensure_built(self, program):
        """No experiment waits for another's build, and none is measured during its own."""
        if not os.path.exists(os.path.join(self.folder, "var", "catalog.db")):
            self.build(program)


def run(argv):
    """Runs a program to its end: seconds by the clock and of CPU, peak MiB."""
    began = time.monotonic()
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{argv[0]}: exit status {process.returncode}: {output[-500:].decode(errors='replace')}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def feeds_complete(folder):
    """When the last feed was written (seconds since 1970), and how many feeds there are."""
    times = [os.stat(os.path.join(where, name)).st_mtime
             for where, _, names in os.walk(os.path.join(folder, "feeds")) for name in names]
    return max(times), len(times)


class Builds:
    """The first builds of one program: seconds until feeds are complete, until all is, CPU seconds, peak MiB."""

    def __init__(self, name):
        self.name, self.rounds, self.feeds = name, [], 0

    def column(self, n):
        return [r[n] for r in self.rounds]

    def row(self, name, columns):
        return [name, *(f"{statistics.median(self.column(n)):.2f}" if n is not None else "" for n in columns)]

    def add(self, site, program):
        site.forget()
        began = time.time()
        seconds, cpu, memory = site.build(program)
        last, self.feeds = feeds_complete(site.folder)
        self.rounds.append((last - began, seconds, cpu, memory))

    def add_hugo(self, folder):
        shutil.rmtree(os.path.join(folder, "public"), ignore_errors=True)
        seconds, cpu, memory = run([servers.find("hugo"), "--quiet", "-s", folder])
        self.rounds.append((seconds, seconds, cpu, memory))


def build(bench):
    site = bench.big_site()
    sides = [(Builds(name), of, program) for name, program, of in bench.versions(site)]
    hugo = Builds("hugo")
    for _ in range(bench.rounds):
        for builds, of, program in sides:
            builds.add(of, program)
        if site.hugo:
            hugo.add_hugo(site.hugo)
    heading(f"First build of {site.files} files")
    rows = []
    for builds, *_ in sides:
        rows.append(builds.row(f"{builds.name}, feeds complete", [0, None, None]))
        rows.append(builds.row(f"{builds.name}, with the search index", [1, 2, 3]))
    if site.hugo:
        rows.append(hugo.row("hugo, pages and RSS", [1, 2, 3]))
    ours = sides[0][0]
    for other in [b for b, *_ in sides[1:]] + ([hugo] if site.hugo else []):
        def share(n):
            return Spread.of_ratios(ours.column(n), other.column(n))
        rows.append([f"feeds, share of {other.name}", share(0).text(), "", ""])
        rows.append([f"all, share of {other.name}", *(share(n).text() for n in (1, 2, 3))])
        if other is hugo:
            bench.report.goal("first build, feeds complete / hugo", share(0), most=0.2)
            bench.report.goal("first build, with the search / hugo", share(1), most=0.5)
            bench.report.goal("first build, peak memory / hugo", share(3), most=0.125)
    table(["", "seconds", "CPU s", "peak MiB"], rows)
    print(f"  {ours.feeds} feed files")


def first_answer(port):
    """Asks until there is a good answer."""
    end = time.monotonic() + servers.DEADLINE
    while time.monotonic() < end:
        try:
            if ask_gopher(port, "/ru/"):
                return
        except OSError:
            time.sleep(0.001)
    raise RuntimeError("no answer")


def seconds_to_first_answer(program, site):
    ports = servers.Jarchy.configure(site.folder)
    began = time.monotonic()
    process = subprocess.Popen([program, "serve", "-c", site.conf], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        first_answer(ports["gopher"])
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait()


def start(bench):
    site = bench.big_site()
    sides = [(name, program, of, []) for name, program, of in bench.built_versions(site)]
    for _ in range(bench.rounds):
        for _, program, of, seconds in sides:
            seconds.append(seconds_to_first_answer(program, of))
    heading(f"Start with an unchanged catalogue of {site.files} files, to the first answer")
    for name, _, _, seconds in sides:
        print(f"  {name}: median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s")
    bench.report.goal("start with an unchanged catalogue", sides[0][3], most=0.3, unit=" s")


class Editor:
    """Saves one item again and again, and watches where it has come to."""

    def __init__(self, site, jarchy):
        item = site.items[-1]
        self.ports = jarchy.ports
        self.file = os.path.join(site.folder, "content", item.project, f"{item.stem}.ru.gmi")
        self.page = f"/ru/{item.project}/{item.stem}"
        self.feed = f"/ru/{item.project}/atom.xml"
        self.web = http.client.HTTPConnection("127.0.0.1", jarchy.ports["http"], timeout=servers.DEADLINE)
        with open(self.file, encoding="utf-8") as f:
            self.text = f.read()

    def get(self, path):
        self.web.request("GET", path)
        return self.web.getresponse().read()

    def save(self, word):
        """Seconds from the rename until the page, the feed, and every protocol has the word."""
        asks = [lambda: self.get(self.page), lambda: self.get(self.feed),
                lambda: ask_gopher(self.ports["gopher"], self.page),
                lambda: ask_gemini(self.ports["gemini"], self.page)]
        times = []
        began = replace(self.file, self.text + f"\n{word}\n")
        for ask in asks:
            while word.encode() not in ask():
                if time.monotonic() - began > servers.DEADLINE:
                    raise RuntimeError(f"{word} was not published")
                time.sleep(0.0005)
            times.append(time.monotonic() - began)
        return times[0], times[1], times[3]

    def restore(self):
        replace(self.file, self.text)
        self.web.close()


def replace(path, text):
    """Saves a file as editors' programs do. Returns the instant of the rename (s)."""
    hidden = os.path.join(os.path.dirname(path), ".new")
    with open(hidden, "w", encoding="utf-8") as f:
        f.write(text)
    began = time.monotonic()
    os.rename(hidden, path)
    return began


def save_in_turns(bench, site, saves):
    """The times of each version: one server after the other, since each has the machine while it publishes."""
    times = {}
    for name, program, of in bench.built_versions(site):
        with servers.Jarchy(program, of.folder, name, pinned=False) as jarchy:
            jarchy.wait_until_settled()
            editor = Editor(of, jarchy)
            editor.save("benchwordfirst")
            times[name] = [editor.save(f"benchword{n}q") for n in range(saves)]
            editor.restore()
    return times


def save(bench):
    site, saves = bench.big_site(), 10 * bench.rounds
    times = save_in_turns(bench, site, saves)
    heading(f"One saved file among {site.files}, from its rename, {saves} times")
    rows = []
    for name, all_saves in times.items():
        for n, where in enumerate(["its page over HTTP", "and in its Atom feed", "and over Gopher and Gemini"]):
            ms = sorted(1000 * s[n] for s in all_saves)
            rows.append([f"{name}: {where}", f"{statistics.median(ms):.1f}", f"{percentile(ms, 99):.1f}",
                         f"{ms[-1]:.1f}"])
    table(["", "median ms", "p99 ms", "longest ms"], rows)
    ms = sorted(1000 * s[2] for s in times["jarchy"])
    bench.report.goal("a saved file in every protocol, p99", [percentile(ms, 99)], most=100, unit=" ms")


class Title:
    """Gives the site another title in one language, and watches pages and feeds for it."""

    HEAD = 4096  # bytes of a feed, in which its title is

    def __init__(self, site, jarchy):
        self.site, self.jarchy = site, jarchy
        self.file = os.path.join(site.folder, "content", "site.ru.gmi")
        with open(self.file, encoding="utf-8") as f:
            self.text = f.read()
        self.title = corpus.SITE_TITLES["ru"]

    def head_of(self, path):
        try:
            with open(path, "rb") as f:
                return f.read(self.HEAD)
        except FileNotFoundError:
            return b""

    def feeds_with(self, word):
        found = []
        for where, _, names in os.walk(os.path.join(self.site.folder, "feeds")):
            paths = [os.path.join(where, name) for name in names]
            found += [path for path in paths if word in self.head_of(path)]
        return found

    def page_has(self, word):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.jarchy.ports['http']}/ru/", timeout=60) as answer:
            return word in answer.read()

    def change(self, word):
        """Seconds until the home page, the site's own feed and the last feed have it; how many feeds there are."""
        ends = time.monotonic() + servers.DEADLINE
        waiting = self.feeds_with(self.title.encode())
        newest, total = os.path.join(self.site.folder, "feeds", "ru", "atom.xml"), len(waiting)
        if newest not in waiting:
            raise RuntimeError("the site's feed does not have the site's title")
        began = replace(self.file, self.text.replace(self.title, word))
        times = {}
        while len(times) < 3:
            if "page" not in times and self.page_has(word.encode()):
                times["page"] = time.monotonic() - began
            while waiting and word.encode() in self.head_of(waiting[-1]):
                waiting.pop()
            if "newest" not in times and word.encode() in self.head_of(newest):
                times["newest"] = time.monotonic() - began
            if not waiting:
                times.setdefault("last", time.monotonic() - began)
            if time.monotonic() > ends:
                raise RuntimeError(f"the title has not come to the page and {len(waiting)} of {total} feeds")
            time.sleep(0.002)
        self.title, self.text = word, self.text.replace(self.title, word)
        return times["page"], times["newest"], times["last"], total


def title(bench):
    site = bench.big_site()
    heading(f"Another title of the site in one language, {site.files} files, from the rename")
    rows = []
    for name, program, of in bench.built_versions(site):
        with servers.Jarchy(program, of.folder, name, pinned=False) as jarchy:
            jarchy.wait_until_settled()
            changing, original, rounds = Title(of, jarchy), corpus.SITE_TITLES["ru"], []
            for n in range(bench.rounds):
                rounds.append(changing.change(f"Сайт {n} benchtitle"))
                settle(jarchy.pid)
            changing.change(original)
        columns = [Spread(r[n] for r in rounds) for n in range(3)]
        rows.append([name, *(c.text() for c in columns), rounds[0][3]])
        if name == "jarchy":
            bench.report.goal("another site title: the first page", columns[0], most=0.3, unit=" s")
            bench.report.goal("another site title: the last feed", columns[2], most=3, unit=" s")
    table(["", "home page, s", "its feed, s", "last feed, s", "feeds"], rows)
