"""Feeds as programs read them: each reader gives a list of dicts with those of these keys that it knows.

    id title link published updated lang authors summary html links enclosures categories rights
"""

import calendar
import email.utils
import html.parser
import json
import os
import re
import sqlite3
import subprocess
import xml.etree.ElementTree as ElementTree
from datetime import datetime

from support.clients import run
from support.site import DEADLINE

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
WEB_TYPE = "application/xml"  # over HTTP, of Atom and RSS: what browsers apply a style to
LANG = "{http://www.w3.org/XML/1998/namespace}lang"



def web_type(mime):
    """What HTTP says of a document that pages and other protocols say this of."""
    return WEB_TYPE if mime in ("application/atom+xml", "application/rss+xml") else mime


class Pieces(html.parser.HTMLParser):
    """HTML as the pieces of text that stand apart, and what its tags are and lead to."""
    BLOCKS = {"p", "li", "h2", "h3", "th", "td", "dt", "dd", "pre", "figcaption"}

    def __init__(self, text):
        super().__init__()
        self.pieces, self.open, self.tags, self.addresses = [], None, set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.addresses += [value for name, value in attributes if name in ("href", "src")]
        if tag in self.BLOCKS:
            self.open, self.text = tag, ""

    def handle_endtag(self, tag):
        if tag == self.open:
            keep = self.text if tag == "pre" else " ".join(self.text.split())
            self.pieces.append(keep)
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.text += data
        elif data.strip():
            self.pieces.append(f"(text outside of everything) {data}")


def feed_updated(data):
    """Of an Atom document."""
    return rfc3339(ElementTree.fromstring(data).findtext(ATOM + "updated"))


def feed_title(data):
    """Of an Atom document, and its language."""
    root = ElementTree.fromstring(data)
    title = root.find(ATOM + "title")
    return title.text, title.get(LANG) or root.get(LANG)


def rfc3339(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def rfc822(text):
    return int(email.utils.parsedate_to_datetime(text).timestamp())


# --- the documents themselves

def atom(data):
    root = ElementTree.fromstring(data)
    return [{
        "id": e.findtext(ATOM + "id"),
        "title": e.findtext(ATOM + "title"),
        "link": e.find(ATOM + "link").get("href"),
        "published": rfc3339(e.findtext(ATOM + "published")),
        "updated": rfc3339(e.findtext(ATOM + "updated")),
        "lang": e.get(LANG),
        "authors": [a.findtext(ATOM + "name") for a in e.findall(ATOM + "author")],
        "summary": e.findtext(ATOM + "summary"),
        "html": e.findtext(ATOM + "content"),
        "links": [(l.get("type"), l.get("hreflang"), l.get("href"))
                  for l in e.findall(ATOM + "link") if l.get("rel") == "alternate"],
        "enclosures": [(l.get("href"), l.get("type"), int(l.get("length")))
                       for l in e.findall(ATOM + "link") if l.get("rel") == "enclosure"],
        "categories": [c.get("label") for c in e.findall(ATOM + "category")],
        "rights": e.findtext(ATOM + "rights"),
    } for e in root.iter(ATOM + "entry")]


def tombstones(data):
    """id: when, of an Atom document."""
    return {t.get("ref"): rfc3339(t.get("when")) for t in ElementTree.fromstring(data).iter(TOMBSTONE)}


def rss(data):
    return [{
        "id": i.findtext("guid"),
        "title": i.findtext("title"),
        "link": i.findtext("link"),
        "published": rfc822(i.findtext("pubDate")),
        "authors": [a.text for a in i.findall(DC + "creator")],
        "summary": "".join(Pieces(f"<p>{i.findtext('description')}</p>").pieces),  # HTML too
        "html": i.findtext(CONTENT),
        "enclosures": [(x.get("url"), x.get("type"), int(x.get("length"))) for x in i.findall("enclosure")],
        "categories": [c.text for c in i.findall("category")],
        "rights": i.findtext(DC + "rights"),
    } for i in ElementTree.fromstring(data).iter("item")]


def jsonfeed(data):
    return [{
        "id": i["id"],
        "title": i["title"],
        "link": i["url"],
        "published": rfc3339(i["date_published"]),
        "updated": rfc3339(i["date_modified"]),
        "lang": i["language"],
        "authors": [a["name"] for a in i["authors"]],
        "summary": i.get("summary"),
        "html": i.get("content_html"),
        "enclosures": [(a["url"], a["mime_type"], a["size_in_bytes"]) for a in i.get("attachments", [])],
        "categories": i["tags"],
    } for i in json.loads(data)["items"]]


# --- readers

def feedparser_entries(data):
    import feedparser
    feed = feedparser.parse(data)
    assert not feed.bozo, feed.bozo_exception
    # feedparser knows no per-entry language of RSS: the feed's stands for it.
    return [{
        "id": e.id,
        "title": e.title,
        "link": e.link,
        "published": calendar.timegm(e.published_parsed),
        **({"updated": calendar.timegm(e.updated_parsed)} if feed.version == "atom10" else {}),
        "lang": e.title_detail.language if feed.version == "atom10" else feed.feed.language,
        "authors": [a.name for a in e.authors if a],
        "html": next((c.value for c in e.get("content", []) if c.type == "text/html"), None),
        "sanitized": True,  # blanks addresses of schemes that it does not know, takes mail addresses out of names
    } for e in feed.entries]


def sfeed_entries(data):
    """As sfeed(1) writes them, a line for each."""
    def plain(text):  # only the content has escapes
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text)
    found = []
    for line in run("sfeed", stdin=data).splitlines():
        at, title, link, content, _, id, author, _, categories = line.split("\t")[:9]
        found.append({"id": id, "title": title, "link": link, "published": int(at), "author": author,
                      "html": plain(content), "categories": categories.split("|")})
    return found


def newsboat_entries(urls, home):
    """Of each feed, as newsboat stores them: {url: [entry]}."""
    names, cache = os.path.join(home, "urls"), os.path.join(home, "cache.db")
    with open(names, "w") as f:
        f.write("".join(url + "\n" for url in urls))
    run("newsboat", "-u", names, "-c", cache, "-C", os.devnull, "-x", "reload", home=home)
    found = {url: [] for url in urls}
    with sqlite3.connect(cache) as db:
        db.row_factory = sqlite3.Row
        for row in db.execute("SELECT * FROM rss_item ORDER BY id"):
            found[row["feedurl"]].append({
                "id": row["guid"], "title": row["title"], "link": row["url"], "published": row["pubDate"],
                "author": row["author"], "html": row["content"]})
    return found


def libxml2_faults(grammar, paths):
    """What xmllint finds wrong in these documents, by a RELAX NG grammar in tests/feed/."""
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--huge", "--relaxng", f"tests/feed/{grammar}", *paths],
                          capture_output=True, text=True, timeout=DEADLINE)
    return "" if done.returncode == 0 else done.stderr
