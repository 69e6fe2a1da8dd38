"""Kills, cuts and injected errors over all processes of a site while its content changes and readers read.

    run = Chaos(seed, events, files)
    faults = run.run()          what was wrong: answers, feeds, and the end compared with a fresh build

What is random comes from the seed, but not when the machine does what.
"""

import errno
import glob
import http.client
import mmap
import os
import random
import re
import shutil
import signal
import ssl
import struct
import subprocess
import threading
import time
import xml.etree.ElementTree as tree

from support import feeds
from support.site import DEADLINE, ROOT, Site, wait_for

# As enum call in tests/fault/shim.c.
OPEN, READ, WRITE, SYNC, RENAME, MMAP, MEMORY, TRUNCATE = (1 << n for n in range(8))
DISK = WRITE | SYNC | TRUNCATE | RENAME
# The error, the calls that it comes from, of how many one fails.
INJECTIONS = [
    ("EIO", READ, (1, 5, 50)), ("EIO", WRITE | SYNC | TRUNCATE, (1, 5, 50)), ("EIO", READ | DISK, (20, 200)),
    ("ENOSPC", DISK, (1, 3, 10, 50)), ("EDQUOT", DISK, (1, 10)), ("EMFILE", OPEN, (1, 3, 20)), ("ENFILE", OPEN, (1, 20)),
    ("ENOMEM", MEMORY, (30, 300, 3000)), ("ENOMEM", MMAP, (1, 2)), ("ENOMEM", MEMORY | MMAP, (100, 1000)),
    ("EACCES", OPEN, (1, 3, 20)), ("EACCES", RENAME, (1, 2)), ("EINTR", READ | WRITE, (1, 5)),
]
PROJECTS, LANGS = 4, ("en", "ru", "ky")
FEWEST = 5  # entries that every feed of a project has at all times


class Control:
    """struct control of tests/fault/shim.c."""

    def __init__(self, folder):
        self.path, self.shim = os.path.join(folder, "control"), os.path.join(folder, "shim.so")
        with open(self.path, "wb") as f:
            f.write(bytes(4096))
        subprocess.run([os.environ.get("CC", "cc").split()[0], "-std=c17", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC", "-o", self.shim,
                        os.path.join(ROOT, "tests/fault/shim.c"), "-ldl"], check=True)
        with open(self.path, "r+b") as f:
            self.memory = mmap.mmap(f.fileno(), 4096)

    def fail(self, calls, pid, error, one_in, seed):
        struct.pack_into("=6I", self.memory, 0, 0, pid, error, one_in, seed & 0xffffffff, 0)
        struct.pack_into("=I", self.memory, 0, calls)

    def quiet(self):
        struct.pack_into("=I", self.memory, 0, 0)

    def failed(self):
        """How many calls failed so far."""
        return sum(struct.unpack_from("=8I", self.memory, 24))


class Content:
    """The files, and which versions of each a reader may see."""

    def __init__(self, site, count, chance):
        self.site, self.chance = site, chance
        self.lock = threading.Lock()
        self.versions = {}  # by number: the last one that was saved
        self.removed = set()
        self.count = count
        self.changes = 0
        site.save("site.en.gmi", "---\ntitle: Chaos\n---\n\nA site.\n")
        for p in range(PROJECTS):
            site.save(f"p{p}/project.en.gmi", f"---\nname: Project {p}\n---\n\nA project.\n")
        for n in range(count):
            self.save(n)

    @staticmethod
    def name(n):
        return f"p{n % PROJECTS}/2024-{1 + n // PROJECTS % 12:02}-{1 + n // PROJECTS // 12 % 28:02}-n{n}"

    @staticmethod
    def lang(n):
        return LANGS[n // PROJECTS % len(LANGS)]

    def path(self, n):
        return f"{self.name(n)}.{self.lang(n)}.gmi"

    def address(self, n):
        return f"/{self.lang(n)}/{self.name(n)}"

    @staticmethod
    def is_stable(n):
        """It is never removed."""
        return n % 3 != 0

    @staticmethod
    def text(n, version):
        return (f"---\ntitle: Number {n} version {version}\n---\n\nBegin {n} {version}.\n\n" +
                "A line that takes its room.\n\n" * 5 + f"End {n} {version}.\n")

    def save(self, n):
        with self.lock:
            version = self.versions.get(n, 0) + 1
            self.versions[n] = version  # before: a reader may be quick
            self.removed.discard(n)
        self.site.save(self.path(n), self.text(n, version))

    def remove(self, n):
        with self.lock:
            self.removed.add(n)
        os.unlink(self.site.path(self.path(n)))

    def change(self):
        n = self.chance.randrange(self.count)
        if self.is_stable(n) or n in self.removed or self.chance.random() < 0.5:
            self.save(n)
        else:
            self.remove(n)
        self.changes += 1

    def stable(self, chance):
        while True:
            n = chance.randrange(self.count)
            if self.is_stable(n):
                return n

    def seen_in(self, n, text):
        """What is wrong with the text of an item that is there, or None."""
        found = re.findall(rf"(Begin|End) {n} (\d+)\.", text)
        begins, ends = ([v for word, v in found if word == w] for w in ("Begin", "End"))
        if not begins or len(ends) != 1 or set(begins) != set(ends):  # a page may begin with a summary
            return f"not whole: {found}"
        return None if 1 <= int(found[0][1]) <= self.versions[n] else f"a version that never was: {found}"


class Reader(threading.Thread):
    """Asks for what exists; notes answers that are neither right nor a passing fault."""

    def __init__(self, run, seed):
        super().__init__(daemon=True)
        self.site, self.content, self.chance = run.site, run.content, random.Random(seed)
        self.ids = run.ids
        self.faults, self.rounds, self.passing, self.good, self.cut = [], 0, 0, 0, 0
        self.halt = threading.Event()
        self.asking = None

    def fault(self, what, text):
        self.faults.append(f"{time.strftime('%H:%M:%S')} {what}: {text}"[:600])

    def ask_gemini(self, n):
        answer = self.site.gemini_raw(self.site.gemini_url(self.content.address(n)).encode() + b"\r\n")
        if not answer:
            return False
        head, _, body = answer.partition(b"\r\n")
        status, _, meta = head.decode().partition(" ")
        status = int(status)
        if 40 <= status < 45:
            return False
        wrong = f"{status} {meta}" if status != 20 else self.content.seen_in(n, body.decode())
        return wrong or True

    def ask_http(self, n):
        status, _, body = self.site.http(self.content.address(n))
        if status >= 500:
            return False
        wrong = f"{status}" if status != 200 else self.content.seen_in(n, body.decode())
        return wrong or True

    def ask_gopher(self, n):
        text = self.site.gopher(self.content.address(n)).decode()
        if text.startswith("3") or not text:
            return text if "not found" in text.lower() or "gone" in text.lower() else False
        # Gopher cannot tell a text that was cut off.
        return True if f"End {n}" not in text else self.content.seen_in(n, text) or True

    def ask_feed(self, n):
        path = f"/{self.content.lang(n)}/p{n % PROJECTS}/{self.chance.choice(('atom.xml', 'rss.xml', 'feed.json'))}"
        status, _, body = self.site.http(path)
        if status >= 500:
            return False
        if status != 200:
            return f"{path}: {status}"
        read = {"atom.xml": feeds.atom, "rss.xml": feeds.rss, "feed.json": feeds.jsonfeed}[path.rsplit("/", 1)[1]]
        entries = read(body)
        return self.ids.check(path, entries) or True

    def run(self):
        while not self.halt.is_set():
            n = self.content.stable(self.chance)
            ask = self.chance.choice((self.ask_gemini, self.ask_http, self.ask_gopher, self.ask_feed))
            self.asking = (ask.__name__, n)
            try:
                result = ask(n)
                if result is True:
                    self.good += 1
                elif result is False:
                    self.passing += 1
                else:
                    self.fault(f"{ask.__name__} {self.content.address(n)}", result)
            except ConnectionRefusedError:
                self.cut += 1
                self.halt.wait(0.02)
            except (OSError, ssl.SSLError, http.client.HTTPException):
                self.cut += 1
            except (ValueError, tree.ParseError, UnicodeDecodeError) as e:
                self.fault(f"{ask.__name__} {self.content.address(n)}", repr(e))
            self.rounds += 1


class Ids:
    """The id of an item is the same in every feed and at all times, and of no other item."""

    def __init__(self):
        self.lock, self.of = threading.Lock(), {}

    def check(self, path, entries):
        seen = [e["id"] for e in entries]
        if len(seen) != len(set(seen)):
            return f"{path}: an id is there twice"
        if len(seen) < FEWEST:
            return f"{path}: only {len(seen)} entries"
        with self.lock:
            for e in entries:
                item = re.search(r"-n(\d+)", e["link"])[1]
                if self.of.setdefault(item, e["id"]) != e["id"]:
                    return f"{path}: item {item} was {self.of[item]} and is {e['id']}"
        return None


class Chaos:
    def __init__(self, seed, events, files, say=lambda text: None):
        self.seed, self.events, self.files, self.say = seed, events, files, say
        self.chance = random.Random(seed)
        self.faults = []
        self.ids = Ids()
        self.site = Site(content=None, workers=2)
        self.control = Control(self.site.folder)
        self.site.prefix = ("env", f"LD_PRELOAD={self.control.shim}", f"CHAOS_CONTROL={self.control.path}")
        self.content = Content(self.site, files, random.Random(seed + 1))
        self.readers = []
        self.halt = threading.Event()

    # --- what happens

    def pid(self, role):
        """Of a live process of this kind; 0 when there is none."""
        if role == "supervisor":
            return self.site.process.pid
        found = [pid for name, pid in self.site.children().items() if name.startswith(role)]
        return self.chance.choice(found) if found else 0

    def kill(self, role):
        pid = self.pid(role)
        if pid:
            os.kill(pid, signal.SIGKILL)

    def restart(self):
        self.control.quiet()
        self.restarts += 1
        self.site.start()

    def end(self, kill):
        """A process that is left holds the ports for a moment still."""
        pids = self.site.pids()
        kill()
        self.site.process.wait()
        wait_for("the others to end", lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids))
        self.restart()

    def kill_supervisor(self):
        self.end(self.site.process.kill)

    def kill_all(self):
        self.end(lambda: os.killpg(self.site.process.pid, signal.SIGKILL))

    def stop(self):
        self.site.process.terminate()
        self.site.process.wait(DEADLINE)
        self.restart()

    def cut_catalogue(self):
        paths = sorted(glob.glob(f"{self.site.folder}/var/catalog.db") + glob.glob(f"{self.site.folder}/var/catalog.db-wal"))
        path = self.chance.choice(paths) if paths else None
        way = self.chance.choice(("truncate", "spoil", "unlink"))
        self.say(f"  {way} {path}")
        try:
            size = os.path.getsize(path)
            if way == "truncate":
                os.truncate(path, self.chance.randrange(size + 1))
            elif way == "unlink":
                os.unlink(path)
            else:
                with open(path, "r+b") as f:
                    f.seek(self.chance.randrange(max(1, size)))
                    f.write(self.chance.randbytes(4096))
        except (OSError, TypeError):
            pass

    def leave_half_a_feed(self):
        """What a publisher leaves that loses its power."""
        folder = os.path.join(self.site.folder, "feeds", "en", "p0")
        with open(os.path.join(folder, f".jarchy-{self.chance.randrange(9999)}-1.tmp"), "wb") as f:
            f.write(b"<feed xmlns='half")

    def half_a_file(self):
        """An editor that saves in place, slowly: half of the front matter is there for a while."""
        n = self.content.stable(self.chance)
        with open(self.site.path(self.content.path(n)), "w") as f:
            f.write("---\ntitle: Nu")
            f.flush()
            self.some_time()
        self.content.save(n)

    def inject(self, role, together=None):
        name, calls, rates = self.chance.choice(INJECTIONS)
        one_in = self.chance.choice(rates)
        pid = self.pid(role) if role else 0
        self.say(f"  {name} one in {one_in}, calls {calls:#x}, {role or 'all'} ({pid})")
        before = self.control.failed()
        self.control.fail(calls, pid, getattr(errno, name), one_in, self.chance.getrandbits(32))
        if together:
            self.site.signal(together)
        # Processes that cannot even begin leave their readers waiting: that must not hold up the rest.
        try:
            self.some_time(2)
        except AssertionError:
            pass
        self.control.quiet()
        self.say(f"  {self.control.failed() - before} calls failed")

    def state(self):
        """What every process and reader does, for whoever has to find out why something does not come."""
        def of(pid):
            try:
                with open(f"/proc/{pid}/stat") as s, open(f"/proc/{pid}/wchan") as w, open(f"/proc/{pid}/syscall") as c:
                    fields = s.read().rsplit(")", 1)[1].split()
                    return f"{fields[0]} cpu {fields[11]} {w.read()} {c.read().split()[0]}"
            except OSError as e:
                return repr(e)
        children = {name: of(pid) for name, pid in self.site.children().items()}
        readers = [(r.asking, r.rounds) for r in self.readers]
        return f"supervisor {of(self.site.process.pid)}, {children}, readers {readers}, {self.content.changes} changes"

    # --- the run

    def alive(self):
        """As a service manager does: what has ended is started again."""
        if self.site.process.poll() is not None:
            self.say(f"  the supervisor ended ({self.site.process.returncode}): {self.site.lines[-1:]}")
            try:
                os.killpg(self.site.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.restart()

    def some_time(self, deadline=2 * DEADLINE):
        """Until content changed and readers read some more."""
        changes, rounds = self.content.changes + 3, [r.rounds + 4 for r in self.readers]
        wait_for("changes and readers", lambda: self.content.changes >= changes and
                 all(r.rounds >= n for r, n in zip(self.readers, rounds)), deadline)

    def change(self):
        while not self.halt.is_set():
            self.content.change()
            self.halt.wait(0.02)  # so that publishing keeps up

    EVENTS = [
        (4, "kill a worker", lambda self: self.kill("worker")),
        (5, "kill the publisher", lambda self: self.kill("publisher")),
        (1, "kill all", kill_all),
        (1, "kill the supervisor", kill_supervisor),
        (1, "stop and start", stop),
        (1, "reload", lambda self: self.site.signal(signal.SIGHUP)),
        (1, "reopen the log", lambda self: self.site.signal(signal.SIGUSR1)),
        (1, "upgrade", lambda self: self.site.signal(signal.SIGUSR2)),
        (2, "cut the catalogue", cut_catalogue),
        (1, "leave half a feed", leave_half_a_feed),
        (2, "save half a file", half_a_file),
        (8, "errors for the publisher", lambda self: self.inject("publisher")),
        (6, "errors for a worker", lambda self: self.inject("worker")),
        (1, "errors for the supervisor that reloads", lambda self: self.inject("supervisor", signal.SIGHUP)),
        (1, "errors for the supervisor that upgrades", lambda self: self.inject("supervisor", signal.SIGUSR2)),
        (3, "errors for all", lambda self: self.inject(None)),
    ]

    def one_event(self, number):
        weights = [e[0] for e in self.EVENTS]
        _, name, do = self.chance.choices(self.EVENTS, weights)[0]
        self.say(f"{number}: {name}")
        self.alive()
        before = len(self.site.lines)
        try:
            do(self)
            self.some_time()
            self.alive()
        finally:
            for line in self.site.lines[before:]:
                self.say(f"    | {line}")

    def settle(self):
        """The last change is everywhere."""
        self.control.quiet()
        self.alive()
        self.halt.set()
        self.changer.join()
        for n in range(3 * PROJECTS):
            self.content.save(n)
        latest = self.content.versions
        wait_for("the last changes", lambda: all(self.shows(n, latest[n]) for n in range(3 * PROJECTS)), 3 * DEADLINE)
        wait_for("all workers", self.site.serving)

    def shows(self, n, version):
        try:
            return f"End {n} {version}.".encode() in self.site.gemini(self.content.address(n))[2]
        except OSError:
            return False

    def run(self):
        self.restarts = 0
        try:
            self.site.start()
            self.site.keep_ports()
            self.site.stop()
            self.site.start()
            self.readers = [Reader(self, self.seed + 10 + i) for i in range(3)]
            self.changer = threading.Thread(target=self.change, daemon=True)
            for thread in *self.readers, self.changer:
                thread.start()
            for number in range(self.events):
                self.one_event(number)
            self.settle()
            self.finish_readers()
            self.compare()
        except AssertionError as e:
            self.faults.append(f"{e}; {self.state()}")
        finally:
            self.halt.set()
            for reader in self.readers:
                reader.halt.set()
            self.site.kill()
        return self.faults

    def finish_readers(self):
        good = [r.good for r in self.readers]
        wait_for("right answers", lambda: all(r.good > n for r, n in zip(self.readers, good)))
        for reader in self.readers:
            reader.halt.set()
            reader.join()
            self.faults += reader.faults
        self.say(f"# chaos: {sum(r.good for r in self.readers)} right answers, {sum(r.passing for r in self.readers)} passing faults, "
                 f"{sum(r.cut for r in self.readers)} cut connections, {self.content.changes} changes, "
                 f"{self.control.failed()} calls failed, {self.restarts} restarts")

    # --- the end, compared with a fresh build

    def pages(self, site):
        addresses = ["/en/", "/ru/", "/en/projects/", "/ky/archive/"]
        for p in range(PROJECTS):
            addresses += [f"/{lang}/p{p}/" for lang in LANGS]
        addresses += [self.content.address(n) for n in range(self.files)]
        chosen = random.Random(self.seed).sample(addresses[4:], min(len(addresses) - 4, 150)) + addresses[:4]
        return {a: (site.gemini(a), site.gopher(a), site.http(a)[2]) for a in chosen}

    @staticmethod
    def tree(folder):
        found = {}
        for path in glob.glob(f"{folder}/**", recursive=True, include_hidden=True):
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    found[os.path.relpath(path, folder)] = f.read()
        return found

    def fresh(self):
        """A site with the content and the durable facts of this one, and nothing else."""
        site = Site(content=None)
        shutil.rmtree(site.content)
        shutil.copytree(self.site.content, site.content)
        shutil.copy(self.site.config, site.config)
        for part in "certs", "keys":
            if os.path.isdir(os.path.join(self.site.folder, part)):
                shutil.copytree(os.path.join(self.site.folder, part), os.path.join(site.folder, part))
        os.mkdir(os.path.join(site.folder, "var"))
        for path in glob.glob(f"{self.site.folder}/var/facts.db*"):
            shutil.copy(path, os.path.join(site.folder, "var"))
        return site

    def compare(self):
        """What is served when the publisher has ended its last pass, and no other has begun."""
        pid = self.pid("publisher")
        self.site.signal(signal.SIGSTOP)
        os.kill(pid, signal.SIGTERM)
        wait_for("the end of the last pass", lambda: not os.path.exists(f"/proc/{pid}/exe"))
        pages, published = self.pages(self.site), self.tree(f"{self.site.folder}/feeds")
        self.site.signal(signal.SIGCONT)
        self.site.stop()
        other = self.fresh()
        try:
            other.start()
            wait_for("no more changes", lambda: any("published:" in line for line in other.lines))
            again = self.pages(other)
            other.stop()
            self.differ("page", pages, again)
            self.differ("feed", published, self.tree(f"{other.folder}/feeds"))
        finally:
            other.kill()

    def differ(self, kind, ours, fresh):
        for name in sorted(set(ours) | set(fresh)):
            if ours.get(name) != fresh.get(name):
                self.faults.append(f"{kind} {name} is not that of a fresh build: {self.first_difference(ours.get(name), fresh.get(name))}")

    @staticmethod
    def first_difference(a, b):
        if a is None or b is None:
            return "missing" if a is None else "too much"
        a, b = str(a), str(b)
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        return f"{a[max(0, at - 80):at + 80]!r} / {b[max(0, at - 80):at + 80]!r}"
