"""Several machines that show one site: an origin and its followers, and what carries files between them."""

import hashlib
import os
import random

from support.site import Site, wait_for

# What readers are told of has to be the same, whatever ports a machine listens on.
COMMON = ('timezone = "UTC"\nlanguages = {"en", "ru"}\ngemini { port = 1965 }\ngopher { port = 70 }\n'
          'http { url = "http://wells.example" }\n')
FACTS = ".facts/facts"


class Machine(Site):
    def __init__(self, role, more=""):
        super().__init__(content=None, workers=1)
        self.more = more
        self.become(role)

    def become(self, role):
        """Writes the configuration; a machine that runs already takes it with SIGHUP."""
        self.write_config(COMMON + self.more + f'role = "{role}"\nfacts = "content/.facts"\n', workers=1)
        if self.ports:
            self.keep_ports()

    def documents(self):
        """Bytes and time of every document that readers can subscribe to."""
        found = {}
        for folder, _, names in os.walk(os.path.join(self.folder, "feeds")):
            for name in names:
                path = os.path.join(folder, name)
                if name.startswith("."):
                    continue
                try:
                    with open(path, "rb") as f:
                        found[os.path.relpath(path, self.folder)] = f.read(), int(os.fstat(f.fileno()).st_mtime)
                except FileNotFoundError:  # it went meanwhile
                    pass
        return found

    def number(self):
        """Of the export that is in the folder; 0: there is none."""
        try:
            with open(self.path(FACTS), "rb") as f:
                head = f.read(4096)
        except FileNotFoundError:
            return 0
        return int(head.partition(b"\nnumber ")[2].partition(b"\n")[0])

    def exported(self):
        """Path and digest of each file of the content that the export names."""
        try:
            with open(self.path(FACTS), "rb") as f:
                head, _, rest = f.read().partition(b"\n\n")
        except FileNotFoundError:
            return set()
        count = int(head.partition(b"\nfiles ")[2].split()[0])
        lines = [line.split(b"\t") for line in rest.split(b"\n", count)[:count]]
        return {(line[-1].decode(), line[0].decode()) for line in lines}

    def digests(self, but=None):
        """The same of the files that are there, without those of this name."""
        return {(name, hashlib.sha256(data).hexdigest()) for name, data in self.files().items() if name != FACTS and os.path.basename(name) != but}

    def files(self):
        """Every file of the content, and the export, by their paths."""
        found = {}
        for folder, _, names in os.walk(self.content):
            for name in names:
                path = os.path.join(folder, name)
                relative = os.path.relpath(path, self.content)
                if not name.startswith(".") or relative == FACTS:
                    with open(path, "rb") as f:
                        found[relative] = f.read()
        return found


def copy(origin, follower, shuffle=None, pause=lambda: None):
    """Brings the content of one to the other, a file at a time, in any order, as programs that keep folders in step do."""
    wanted, held = origin.files(), follower.files()
    steps = [(name, bytes) for name, bytes in wanted.items() if held.get(name) != bytes]
    steps += [(name, None) for name in held if name not in wanted]
    (shuffle or random.shuffle)(steps)
    for name, bytes in steps:
        pause()
        if bytes is not None:
            follower.save(name, bytes)
            continue
        os.unlink(follower.path(name))
        folder = os.path.dirname(follower.path(name))
        if folder != follower.content and not os.listdir(folder):
            os.rmdir(folder)


def wait_same(one, other):
    """Until both show the same documents, with the same dates."""
    def same():
        return one.documents() == other.documents()
    try:
        wait_for("the same documents", same)
    except AssertionError:
        a, b = one.documents(), other.documents()
        different = sorted(name for name in {*a, *b} if a.get(name) != b.get(name))
        raise AssertionError(f"{different[:5]} of {len(different)} differ\n" + "\n".join(other.lines[-8:])) from None

