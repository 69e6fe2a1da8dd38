"""What editors wrote, read straight from the files: what feeds must say, without asking jarchy.

Only for content of the tests and of the project itself, which has no mistakes in it.
"""

import datetime
import mimetypes
import os
import re
import time
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Asia/Bishkek")
LANGS = ["ky", "ru", "en"]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOON = 12 * 3600


def instant(text):
    """Seconds since 1970 of a date in front matter."""
    text = text.strip().replace(" +", "+")
    at = datetime.datetime.fromisoformat(text)
    return int((at if at.tzinfo else at.replace(tzinfo=ZONE)).timestamp())


def read(path):
    """Front matter as a dict of lists, and the text beneath it."""
    with open(path, encoding="utf-8") as f:
        _, head, body = f.read().split("---\n", 2)
    front = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if line.strip() and not line.lstrip().startswith("#"):
            front.setdefault(key.strip(), []).append(value.strip())
    return front, body


class Text:
    """A file: `first` of a key, `all` of them."""

    def __init__(self, path):
        self.front, self.body = read(path)

    def first(self, key, otherwise=None):
        return self.all(key)[0] if self.all(key) else otherwise

    def all(self, key):
        return self.front.get(key, [])


def table(lines):
    rows = [[c.strip() for c in line.strip().strip("|").split("|")] for line in lines if line.strip()]
    rows = [row for row in rows if set("".join(row)) - set("-: ")]
    return [cell for row in rows for cell in (row + [""] * len(rows[0]))[:len(rows[0])]]


def link(line):
    """A link is seen by its label. Readers strip addresses of schemes that they do not know: those stand beside it."""
    url, _, label = re.sub(r"\s+", " ", line[2:].strip()).partition(" ")
    scheme = re.match(r"[a-z]+(?=:)", url)
    bare = not scheme or scheme[0] in ("http", "https", "mailto", "ftp")
    return label or url if bare or label in ("", url) else f"{label} ({url})"


def blocks(body, markdown=False):
    """The pieces of a text that stand apart, in order, as a reader sees them."""
    if markdown:
        return [re.sub(r"\s+", " ", re.sub(r"[*_`]", "", p)) for p in body.strip().split("\n\n")]
    found, lines = [], iter(body.splitlines())
    for line in lines:
        if line.startswith("```"):
            inside = []
            for line_within in lines:
                if line_within.startswith("```"):
                    break
                inside.append(line_within)
            alt = line[3:].strip()
            found += table(inside) if alt == "table" else [alt] * bool(alt) + ["\n".join(inside)]
        elif line.startswith("=>"):
            found.append(link(line))
        elif line.strip():
            found.append(re.sub(r"^(#{1,3}|\* |>)", "", line).strip())
    return found


def addresses(body):
    return [line[2:].split()[0] for line in body.splitlines() if line.startswith("=>")]


class Item(Text):
    def __init__(self, path, project, stem, lang):
        super().__init__(path)
        self.project, self.stem, self.lang = project, stem, lang
        self.markdown = path.endswith(".md")
        self.path = f"/{lang}/{project}/{stem}"
        self.title = self.first("title")
        self.projects = {project, *self.all("project")}
        date = self.first("date", DAY.match(stem)[0])
        self.begins = instant(date)
        self.published = self.begins + NOON * bool(DAY.fullmatch(date.strip()))
        self.updated = max([self.published] + [instant(v) for key in ("publish", "updated") for v in self.all(key)])
        folder = os.path.dirname(path)
        self.files = []  # (name, title, size, type), those that have a title first, then by name
        if os.path.basename(folder) == stem:
            titles = dict(v.split(" ", 1) for v in self.all("attachment"))
            self.files = [(n, titles.get(n, n), os.path.getsize(os.path.join(folder, n)), mimetypes.guess_type(n)[0])
                          for n in sorted(os.listdir(folder), key=lambda n: ([*titles, n].index(n), n)) if not n.startswith("index.")]

    def id(self, authority):
        when = datetime.datetime.fromtimestamp(self.begins, ZONE)
        return self.first("id", f"tag:{authority},{when.year:04}:{self.project}/{self.stem}/{self.lang}")

    def is_live(self, now):
        begins = max([self.begins] + [instant(v) for v in self.all("publish")])
        ends = [instant(v) for key in ("expires", "withdrawn") for v in self.all(key)]
        return begins <= now and all(e > now for e in ends) and self.first("draft") != "yes"

    def content(self, addresses_of):
        """Pieces of its HTML; None for a word of the language, which is not in the file."""
        head = [x for note in self.all("correction") for x in (None, note)]
        if self.first("event_start"):
            head += [None, None]
        head += [x for place in self.all("event_place") for x in (None, place)]
        files = [None] + [title for _, title, _, _ in self.files] if self.files else []
        facts = [x for key in ("source", "contact", "licence") if self.all(key)
                 for x in (None, *(None if key == "source" else value for value in self.all(key)))]
        return head + blocks(self.body, self.markdown) + files + facts + [" ".join(addresses_of)]


class Sources:
    """A content directory."""

    def __init__(self, folder):
        self.items, self.names, self.sites = [], {}, {}
        for path in sorted(os.path.join(f, n) for f, _, names in os.walk(folder) for n in names):
            parts = os.path.relpath(path, folder).split("/")
            name = re.fullmatch(r"(.*)\.([a-z]{2})\.(gmi|md)", parts[-1])
            if len(parts) == 1:
                self.sites[name[2]] = Text(path)
            elif name and name[1] == "project":
                self.names[parts[0], name[2]] = Text(path)
            elif name:
                self.items.append(Item(path, parts[0], parts[1] if name[1] == "index" else name[1], name[2]))
        self.projects = sorted({project for project, _ in self.names})

    def head(self, project, lang):
        """(language, text) of the site or a project; in another language when there is none in this."""
        of = {l: t for (p, l), t in self.names.items() if p == project} if project else self.sites
        return next((l, of[l]) for l in [lang, *LANGS] if l in of)

    def live(self, project, lang, now=None):
        now = now or time.time()
        return [i for i in self.items
                if i.lang == lang and (not project or project in i.projects) and i.is_live(now)]

    def languages(self, item, now=None):
        """In which a live text of the same item is."""
        now = now or time.time()
        return {i.lang for i in self.items if (i.project, i.stem) == (item.project, item.stem) and i.is_live(now)}
