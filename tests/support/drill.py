"""A drill of three machines behind a balancer: content comes in any order, one is killed, one is promoted, and a reader asks them in turn.

    faults = Drill(seed, edits, say).run()      what was wrong

What is random comes from the seed, but not when a machine does what.
"""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as tree

from support.feeds import ATOM, TOMBSTONE
from support.machines import Machine, copy
from support.site import wait_for

PROJECT = "---\nname: {}\n---\n\nA project.\n"
HAPROXY = """
global
    maxconn 200
defaults
    mode http
    timeout connect 2s
    timeout client 10s
    timeout server 10s
    retries 3
    option redispatch
    retry-on all-retryable-errors
frontend web
    bind 127.0.0.1:{port}
    default_backend machines
backend machines
    balance roundrobin
    option httpchk GET /readyz
"""


class Reader(threading.Thread):
    """Asks for the feed of the site as clients do: by tag, by date, for what is new alone; and for the pages before it."""

    def __init__(self, port, chance):
        super().__init__(daemon=True)
        self.port, self.chance = port, chance
        self.ids, self.gone, self.pages, self.faults = {}, set(), set(), []
        self.tag = self.date = None
        self.answers, self.ended = {}, threading.Event()

    def ask(self, path, **headers):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as e:
            return e.code, e.headers, b""
        except OSError:  # a machine was killed while it answered
            return 0, {}, b""

    def take(self, data):
        root = tree.fromstring(data)
        for e in root.iter(ATOM + "entry"):
            self.ids.setdefault(e.findtext(ATOM + "title"), set()).add(e.findtext(ATOM + "id"))
        self.gone |= {t.get("ref") for t in root.iter(TOMBSTONE)}
        return [l.get("href") for l in root.iter(ATOM + "link") if l.get("rel") == "prev-archive"]

    def poll(self):
        way = self.chance.randrange(3)
        headers = {}
        if way == 0 and self.tag:
            headers = {"If-None-Match": self.tag}
        elif way == 1 and self.date:
            headers = {"If-Modified-Since": self.date}
        elif self.tag:
            headers = {"If-None-Match": self.tag, "A-IM": "feed"}
        status, got, data = self.ask("/en/atom.xml", **headers)
        self.answers[status] = self.answers.get(status, 0) + 1
        if status not in (200, 226):
            return
        self.tag, self.date = got["ETag"], got["Last-Modified"]
        archives = self.take(data)
        # A page that is full is asked for once.
        while archives and archives[0] not in self.pages:
            status, _, data = self.ask(re.sub(r"^https?://[^/]*", "", archives[0]))
            if status != 200:
                return
            self.pages.add(archives[0])
            archives = self.take(data)

    def run(self):
        while not self.ended.is_set():
            self.poll()
            time.sleep(self.chance.random() / 20)


class Drill:
    def __init__(self, seed, edits, say=lambda text: None):
        self.chance, self.edits, self.say = random.Random(seed), edits, say
        self.machines = [Machine("origin"), Machine("follower"), Machine("follower")]
        self.origin = self.machines[0]
        self.items, self.projects, self.count = [], ["wells", "schools"], 0
        self.turn = threading.Lock()  # of the content of the origin
        self.ended = threading.Event()
        self.folder = tempfile.mkdtemp(prefix="jarchy-drill-")

    # --- edits

    def text(self, title, date, more="", body="Text."):
        return f"---\ntitle: {title}\ndate: {date} 10:00\nsummary: A sentence.\n{more}---\n\n{body}\n"

    def new(self, more="", date=None, folder=False):
        self.count += 1
        date = date or f"2025-{self.chance.randrange(1, 13):02}-{self.chance.randrange(1, 29):02}"
        item = {"title": f"Item {self.count}", "date": date, "project": self.chance.choice(self.projects), "slug": f"n{self.count}",
                "folder": folder, "body": "Text."}
        self.items.append(item)
        self.write(item, more)
        return item

    def path(self, item, lang="en"):
        stem = f"{item['project']}/{item['date']}-{item['slug']}"
        return f"{stem}/index.{lang}.gmi" if item["folder"] else f"{stem}.{lang}.gmi"

    def write(self, item, more="", lang="en"):
        self.origin.save(self.path(item, lang), self.text(item["title"], item["date"], more, item["body"]))

    def some(self):
        return self.chance.choice(self.items) if self.items else self.new()

    def edit_new(self):
        self.new()

    def edit_late(self):
        self.new(date=f"2019-{self.chance.randrange(1, 13):02}-01")

    def edit_text(self):
        item = self.some()
        item["body"] += f" More {self.count}."
        self.write(item)

    def edit_move(self):
        item = self.some()
        before = self.path(item)
        item["slug"] += "m"
        after = self.origin.path(self.path(item))
        if item["folder"]:
            before, after = os.path.dirname(before), os.path.dirname(after)
        else:
            for name in [before.replace(".en.", ".ru.")]:
                if os.path.exists(self.origin.path(name)):
                    os.unlink(self.origin.path(name))
        os.rename(self.origin.path(before), after)

    def edit_withdraw(self):
        item = self.some()
        self.write(item, "withdrawn: 2025-12-31\nreason: Wrong.\n")
        self.items.remove(item)

    def edit_delete(self):
        item = self.some()
        path = self.origin.path(self.path(item))
        shutil.rmtree(os.path.dirname(path)) if item["folder"] else os.unlink(path)
        self.items.remove(item)

    def edit_schedule(self):
        at = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 2))
        self.new(f"publish: {at[:16]}\n")

    def edit_draft(self):
        item = self.new("draft: yes\n")
        self.write(item)

    def edit_translate(self):
        item = self.some()
        if not item["folder"]:
            self.write(item, lang="ru")

    def edit_attach(self):
        item = self.new(folder=True)
        for name in "plan.pdf", "list.csv":
            self.origin.save(f"{os.path.dirname(self.path(item))}/{name}", f"%PDF {self.count} {name}\n")

    def edit_project(self):
        before = self.projects.pop(self.chance.randrange(len(self.projects)))
        after = before + "x"
        os.rename(self.origin.path(before), self.origin.path(after))
        self.projects.append(after)
        for item in self.items:
            if item["project"] == before:
                item["project"] = after

    KINDS = ["new"] * 6 + ["late"] * 3 + ["text"] * 4 + ["move", "move", "withdraw", "delete", "schedule", "draft", "translate",
                                                       "translate", "attach", "attach", "project"]

    # --- what carries files

    def carry(self, follower):
        chance = random.Random(self.chance.random())
        while not self.ended.is_set():
            if follower is not self.origin:
                try:
                    copy(self.origin, follower, shuffle=chance.shuffle, pause=lambda: time.sleep(chance.random() / 100))
                except FileNotFoundError:  # the next turn copies what it is now
                    pass
            time.sleep(chance.random() / 2)

    def balance(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        path = os.path.join(self.folder, "haproxy.cfg")
        with open(path, "w") as f:
            f.write(HAPROXY.format(port=port))
            for i, m in enumerate(self.machines):
                f.write(f"    server m{i} 127.0.0.1:{m.ports['http']} check inter 200ms fastinter 100ms fall 1 rise 1\n")
        self.balancer = subprocess.Popen(["haproxy", "-db", "-f", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return port

    # --- the drill

    def begin(self):
        self.origin.save("site.en.gmi", "---\ntitle: Wells\n---\n")
        for project in self.projects:
            self.origin.save(f"{project}/project.en.gmi", PROJECT.format(project))
        for _ in range(15):
            self.new()
        for m in self.machines:
            m.start()
        wait_for("the export", lambda: self.origin.exported() >= self.origin.digests())
        for m in self.machines[1:]:
            copy(self.origin, m)
            m.keep_ports()
            wait_for("a follower", lambda: m.http("/en/atom.xml")[0] == 200)
        self.origin.keep_ports()

    def kill(self, machine):
        os.killpg(machine.process.pid, signal.SIGKILL)
        machine.process.wait()

    def promote(self):
        old, self.lost = self.origin, self.origin
        with self.turn:
            self.kill(old)
            self.origin = self.machines[1]
            # What had not come yet is lost, as on any machine that dies.
            self.items = [i for i in self.items if os.path.exists(self.origin.path(self.path(i)))]
            self.projects = [p for p in self.projects if os.path.isdir(self.origin.path(p))] or \
                [n for n in os.listdir(self.origin.content) if os.path.isdir(self.origin.path(n)) and n[0] != "."][:1]
            self.origin.become("origin")
            self.origin.signal(signal.SIGHUP)
            self.origin.wait_line("this one is the origin now")

    def events(self):
        third = self.machines[2]
        return {self.edits * 3 // 10: ("killed a follower", lambda: self.kill(third)),
                self.edits * 4 // 10: ("started it", third.start),
                self.edits * 6 // 10: ("killed the origin and promoted a follower", self.promote),
                self.edits * 8 // 10: ("the old origin returns as a follower", self.return_as_follower)}

    def return_as_follower(self):
        self.lost.become("follower")
        self.lost.start()

    def change(self):
        events = self.events()
        for i in range(self.edits):
            if i in events:
                self.say(f"after {i} edits: {events[i][0]}")
                events[i][1]()
            with self.turn:
                getattr(self, "edit_" + self.chance.choice(self.KINDS))()
            time.sleep(self.chance.random() / 8)

    def documents_differ(self):
        a, *others = [m.documents() for m in self.machines]
        return sorted({n for b in others for n in {*a, *b} if a.get(n) != b.get(n)})

    def answers_differ(self):
        paths = ["/" + n[len("feeds/"):] for n in self.origin.documents()]
        paths += ["/en/" + n for n, _ in self.origin.digests() if n.endswith(".pdf")]
        def of(machine, path):
            status, headers, body = machine.http(path)
            return status, headers["ETag"], headers["Last-Modified"], body
        return [p for p in paths if len({of(m, p) for m in self.machines}) != 1]

    def look_at_reader(self, reader):
        """Everything that is there was seen, and by one id."""
        live, faults = {}, []
        for name, (data, _) in self.origin.documents().items():
            if re.fullmatch(r"feeds/en/atom(-\d+)?\.xml", name):
                for e in tree.fromstring(data).iter(ATOM + "entry"):
                    live[e.findtext(ATOM + "id")] = e.findtext(ATOM + "title")
        seen = {id for ids in reader.ids.values() for id in ids}
        faults += [f"the reader never saw {title} ({id})" for id, title in live.items() if id not in seen]
        faults += [f"{title} was seen as {sorted(ids)}" for title, ids in reader.ids.items() if len(ids) > 1]
        self.say(f"the reader saw {len(seen)} items of which {len(live)} are there, {len(reader.gone)} tombstones; answers {reader.answers}")
        return faults

    def run(self):
        reader, carriers = None, []
        try:
            self.begin()
            reader = Reader(self.balance(), random.Random(self.chance.random()))
            reader.start()
            carriers = [threading.Thread(target=self.carry, args=(m,), daemon=True) for m in self.machines]
            for c in carriers:
                c.start()
            self.change()
            wait_for("the export of all", lambda: self.origin.exported() >= self.origin.digests(), 90)
            faults = []
            try:
                wait_for("the same on all machines", lambda: not self.documents_differ(), 90)
            except AssertionError:
                faults += [f"differs: {name}" for name in self.documents_differ()[:10]]
            time.sleep(1)
            reader.ended.set()
            reader.join()
            for _ in range(6):
                reader.poll()
            faults += [f"answers differ: {p}" for p in self.answers_differ()]
            faults += self.look_at_reader(reader)
            self.say(f"{len(self.origin.documents())} documents, export {self.origin.number()}")
            return faults
        finally:
            self.ended.set()
            for c in carriers:
                c.join()
            if reader:
                reader.ended.set()
                self.balancer.kill()
                self.balancer.wait()
            for m in self.machines:
                m.kill()
            shutil.rmtree(self.folder, ignore_errors=True)
