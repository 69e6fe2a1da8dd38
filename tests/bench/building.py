"""What publishing costs: the first build, a start with nothing changed, one saved file."""

import http.client
import os
import shutil
import statistics
import subprocess
import time

import corpus
import servers
from measure import heading, ratio, table
from serving import ask_gemini, ask_gopher


class Site:
    """A folder for jarchy: content, a configuration, and where it is wanted the same items for Hugo."""

    def __init__(self, folder, files, size, hugo=False, kind=corpus.Writer):
        self.folder, self.files = folder, files
        self.hugo = os.path.join(folder, "hugo") if hugo else None
        self.items = corpus.write(os.path.join(folder, "content"), files, size=size, hugo=self.hugo,
                                  kind=kind)
        servers.Jarchy.configure(folder)

    def forget(self):
        for name in "var", "feeds":
            shutil.rmtree(os.path.join(self.folder, name), ignore_errors=True)

    def is_built(self):
        return os.path.exists(os.path.join(self.folder, "var", "catalog.db"))

    def build(self, bench):
        return run([bench.jarchy, "build", "-q", "-c", os.path.join(self.folder, "jarchy.conf")])


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


def build(bench):
    site = bench.big_site()
    ours, until_feeds, theirs, feeds = [], [], [], 0
    for _ in range(bench.rounds):
        site.forget()
        began = time.time()
        ours.append(site.build(bench))
        last, feeds = feeds_complete(site.folder)
        until_feeds.append(last - began)
        if site.hugo:
            public = os.path.join(site.hugo, "public")
            shutil.rmtree(public, ignore_errors=True)
            theirs.append(run([servers.find("hugo"), "--quiet", "-s", site.hugo]))
    heading(f"First build of {site.files} files   "
            "[goal: feeds ≤ 1/5 of Hugo's time, all ≤ 1/2; ≤ 1/8 of its memory]")

    def median(runs, key):
        return statistics.median(r[key] for r in runs)
    rows = [["jarchy, feeds complete", f"{statistics.median(until_feeds):.2f}", "", ""],
            ["jarchy, with the search index", *(f"{median(ours, k):.2f}" for k in range(3))]]
    if theirs:
        rows.append(["hugo, pages and RSS", *(f"{median(theirs, k):.2f}" for k in range(3))])
        rows.append(["feeds / hugo", ratio(statistics.median(until_feeds), median(theirs, 0)), "", ""])
        rows.append(["all / hugo", *(ratio(median(ours, k), median(theirs, k)) for k in range(3))])
    table(["", "seconds", "CPU s", "peak MiB"], rows)
    print(f"  {feeds} feed files")


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


def start(bench):
    site = bench.big_site()
    if not site.is_built():
        site.build(bench)
    seconds = []
    for _ in range(bench.rounds):
        ports = servers.Jarchy.configure(site.folder)
        began = time.monotonic()
        process = subprocess.Popen([bench.jarchy, "serve", "-c", os.path.join(site.folder, "jarchy.conf")],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            first_answer(ports["gopher"])
            seconds.append(time.monotonic() - began)
        finally:
            process.terminate()
            process.wait()
    heading(f"Start with an unchanged catalogue of {site.files} files, to the first answer   [goal: < 0.3 s]")
    print(f"  median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s")


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
        hidden = os.path.join(os.path.dirname(self.file), ".new")
        with open(hidden, "w", encoding="utf-8") as f:
            f.write(self.text + f"\n{word}\n")
        asks = [lambda: self.get(self.page), lambda: self.get(self.feed),
                lambda: ask_gopher(self.ports["gopher"], self.page),
                lambda: ask_gemini(self.ports["gemini"], self.page)]
        times = []
        began = time.monotonic()
        os.rename(hidden, self.file)
        for ask in asks:
            while word.encode() not in ask():
                if time.monotonic() - began > servers.DEADLINE:
                    raise RuntimeError(f"{word} was not published")
                time.sleep(0.0005)
            times.append(time.monotonic() - began)
        return times[0], times[1], times[3]


def save(bench):
    site = bench.big_site()
    if not site.is_built():
        site.build(bench)
    with servers.Jarchy(bench.jarchy, site.folder, pinned=False) as jarchy:
        editor = Editor(site, jarchy)
        editor.save("benchwordfirst")  # the publisher may still be looking at what is there
        saves = [editor.save(f"benchword{n}q") for n in range(2 * bench.rounds + 1)]
    with open(editor.file, "w", encoding="utf-8") as f:
        f.write(editor.text)
    heading(f"One saved file among {site.files}, from its rename   [goal: < 100 ms]")
    names = ["its page over HTTP", "and in its Atom feed", "and over Gopher and Gemini"]
    table(["", "median ms", "longest ms"],
          [[name, f"{1000 * statistics.median(s[n] for s in saves):.1f}",
            f"{1000 * max(s[n] for s in saves):.1f}"] for n, name in enumerate(names)])
