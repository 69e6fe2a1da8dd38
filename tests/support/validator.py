"""What the W3C feed validator would say of a feed: its rules, under its own names, where our grammars cannot say them.

The validator itself is in no package. Left out is what cannot occur in what the grammars in tests/feed/ allow.
"""

import email.utils
import html.entities
import html.parser
import json
import re
import time
import xml.etree.ElementTree as ElementTree
from datetime import datetime

from support.feeds import ATOM, CONTENT, DC, LANG, rfc3339

NAMESPACES = {"http://www.w3.org/2005/Atom", "http://purl.org/syndication/history/1.0",
              "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/", "http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd",
              "http://www.w3.org/XML/1998/namespace"}
TYPES = {"feed": ("application/xml", "text/xml", "application/atom+xml"), "rss": ("application/xml", "text/xml", "application/rss+xml")}
SCHEMES = {"http", "https", "ftp", "gopher", "mailto", "news", "urn", "tag", "tel", "xmpp"}
RELATIONS = {"alternate", "current", "enclosure", "first", "hub", "last", "license", "next", "next-archive",
             "prev-archive", "previous", "related", "replies", "self", "up", "via"}
TAGS = set("a abbr b blockquote br caption cite code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img "
           "ins li ol p pre q s small span strong sub sup table tbody td tfoot th thead time tr u ul div".split())
ATTRIBUTES = set("alt class datetime dir href hreflang lang scope src title type".split())
VOID = {"br", "hr", "img"}
URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+$")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*$")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")
ENTITIES = {*html.entities.name2codepoint, "apos"}
SECONDS_AHEAD = 600


class Html(html.parser.HTMLParser):
    """Finds what is wrong with a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.found, self.stack = [], []
        self.feed(text)
        self.close()
        self.found += [f"NotHtml <{tag}> is open" for tag in self.stack]

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.found.append(f"SecurityRisk <{tag}>")
        if tag not in VOID:
            self.stack.append(tag)
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.found.append(f"SecurityRiskAttr {name}")
            if name in ("href", "src") and not re.match(r"\w+:", value or ""):
                self.found.append(f"ContainsRelRef {value}")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.found.append(f"NotHtml </{tag}>")


def repeated(values):
    values = list(values)
    return sorted({v for v in values if values.count(v) > 1})


def escaped(text):
    return re.sub("[&<>]", lambda m: f"&#x{ord(m[0]):X};", text)


def text_findings(raw, element):
    """Of an element that holds plain text."""
    value = element.text or ""
    found = []
    if not value.strip():
        found.append(f"NotBlank {element.tag}")
    if any(t in TAGS | {"script"} for t in re.findall(r"</(\w+)>", value)):
        found.append(f"ContainsHTML {value}")
    elif (any(e in ENTITIES or not e.isalpha() for e in re.findall(r"&(#?\w+)", value))
          or "<rss" in raw and re.search(r"<[/a-zA-Z]", value)):
        # Numeric references say that the character is meant.
        own = re.search(f"<{element.tag.split('}')[-1]}[^>]*>{re.escape(escaped(value))}</", raw)
        if not own:
            found.append(f"CharacterData {value}")
    if re.search("[\x80-\x9f\ufffd]", value):
        found.append(f"BadCharacters {value}")
    return found


def date_findings(at, text):
    return [f"ImplausibleDate {text}"] if at > time.time() + SECONDS_AHEAD or int(re.search(r"\d{4}", text)[0]) < 1990 else []


def uri_findings(uri):
    if not URI.match(uri):
        return [f"InvalidLink {uri}"]
    scheme = uri.split(":")[0]
    if scheme not in SCHEMES:
        return [f"SchemeNotIANARegistered {scheme}"]
    wrong = scheme == "tag" and not TAG_URI.match(uri) or uri.startswith("urn:uuid:") and not UUID.match(uri)
    return [f"NonCanonicalURI {uri}"] * wrong


def atom_findings(root, raw, location):
    found = []
    entries = root.findall(ATOM + "entry")
    kinds = [c.tag for c in root]
    if entries and any(k.startswith(ATOM) and k != ATOM + "entry" for k in kinds[kinds.index(ATOM + "entry"):]):
        found.append("MisplacedMetadata")
    ids = [e.findtext(ATOM + "id") for e in [root, *entries]]
    found += [f"DuplicateEntries {i}" for i in repeated(ids)]
    found += [f"DuplicateUpdated {u}" for u in repeated(e.findtext(ATOM + "updated") for e in entries)]
    for part in [root, *entries]:
        links = part.findall(ATOM + "link")
        alternates = [(l.get("type"), l.get("hreflang")) for l in links if l.get("rel") == "alternate"]
        found += [f"DuplicateAtomLink {a}" for a in repeated(alternates)]
        found += [f"UnregisteredAtomLinkRel {l.get('rel')}" for l in links if l.get("rel") not in RELATIONS]
        for uri in [part.findtext(ATOM + "id"), *(l.get("href") for l in links)]:
            found += uri_findings(uri)
        for name in "updated", "published":
            for date in part.findall(ATOM + name):
                found += date_findings(rfc3339(date.text), date.text)
        for name in "title", "subtitle", "summary", "rights":
            for text in part.findall(ATOM + name):
                found += text_findings(raw, text)
    for e in entries:
        if e.find(ATOM + "summary") is None and e.find(ATOM + "content") is None:
            found.append("MissingTextualContent " + e.findtext(ATOM + "id"))
        found += Html(e.findtext(ATOM + "content") or "").found
    itself = [l.get("href") for l in root.findall(ATOM + "link") if l.get("rel") == "self"]
    if itself != [location]:
        found.append(f"SelfDoesntMatchLocation {itself}")
    archive = root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    if archive and not any(l.get("rel") == "current" for l in root.findall(ATOM + "link")):
        found.append("MissingCurrentInArchive")
    return found


def rss_date_findings(element):
    """English names whatever the reader's language is, and the right day of the week."""
    text = element.text
    at = email.utils.parsedate_to_datetime(text)
    if at.strftime("%a, %d %b %Y %H:%M:%S %z") != text:
        return [f"InvalidRFC2822Date {text}"]
    day = datetime(at.year, at.month, at.day).strftime("%a")
    return [f"IncorrectDOW {text}"] * (day != text[:3]) + date_findings(at.timestamp(), text)


def item_findings(item, raw):
    found = []
    names = [c.tag for c in item]
    if CONTENT in names and "description" not in names[:names.index(CONTENT)]:
        found.append("NeedDescriptionBeforeContent " + item.findtext("guid"))
    if names.count("enclosure") > 1:
        found.append("DuplicateEnclosure")
    for core, extension in ("author", DC + "creator"), ("category", DC + "subject"), ("pubDate", DC + "date"):
        if core in names and extension in names:
            found.append(f"DuplicateItemSemantics {core}")
    for enclosure in item.findall("enclosure"):
        if not re.match(r"https?://([\w-]+\.)+[\w-]+(:\d+)?(/|$)", enclosure.get("url")):
            found.append(f"InvalidURLAttribute {enclosure.get('url')}")
        if int(enclosure.get("length")) < 0 or not re.fullmatch(r"[\w.+-]+/[\w.+-]+", enclosure.get("type")):
            found.append(f"InvalidIntegerAttribute {enclosure.attrib}")
    for name in "title", "category":
        for text in item.findall(name):
            found += text_findings(raw, text)
    found += uri_findings(item.findtext("link")) + uri_findings(item.findtext("guid"))
    found += rss_date_findings(item.find("pubDate"))
    return found + Html(item.findtext("description")).found + Html(item.findtext(CONTENT) or "").found


def rss_findings(root, raw, location):
    channel = root.find("channel")
    items = channel.findall("item")
    names = [c.tag for c in channel]
    found = []
    if items and names.index("item") != len(names) - len(items):
        found.append("MisplacedItem")
    itself = [l.get("href") for l in channel.findall(ATOM + "link") if l.get("rel") == "self"]
    if itself != [location]:
        found.append(f"SelfDoesntMatchLocation {itself}")
    if not items or "lastBuildDate" in names:
        found += [f for d in channel.findall("lastBuildDate") for f in rss_date_findings(d)]
    else:
        found.append("MissingElement lastBuildDate")
    found += [f"DuplicateValue {g}" for g in repeated(i.findtext("guid") for i in items)]
    for name in "title", "description":
        found += text_findings(raw, channel.find(name))
    found += uri_findings(channel.findtext("link"))
    return found + [f for i in items for f in item_findings(i, raw)]


# --- JSON Feed 1.1, which has no validator there: each field, its type, and whether it must be there

AUTHOR = {"name": (str, True)}
ATTACHMENT = {"url": (str, True), "mime_type": (str, True), "title": (str, False), "size_in_bytes": (int, False),
              "duration_in_seconds": (int, False)}
ITEM = {"id": (str, True), "url": (str, True), "title": (str, True), "language": (str, True), "date_published": (str, True),
        "date_modified": (str, True), "authors": ([AUTHOR], True), "tags": ([str], True), "summary": (str, False),
        "external_url": (str, False), "image": (str, False), "content_html": (str, False), "content_text": (str, False),
        "attachments": ([ATTACHMENT], False)}
JSON_FEED = {"version": (str, True), "title": (str, True), "description": (str, False), "home_page_url": (str, True),
             "feed_url": (str, True), "icon": (str, False), "favicon": (str, False), "next_url": (str, False), "language": (str, True), "authors": ([AUTHOR], True), "items": ([ITEM], True),
             "hubs": ([{"type": (str, True), "url": (str, True)}], False)}


def shape_findings(where, value, shape):
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where} is no array"]
        return [f for i, v in enumerate(value) for f in shape_findings(f"{where}[{i}]", v, shape[0])]
    if not isinstance(shape, dict):
        return [] if type(value) is shape and value != "" else [f"{where} is {value!r}"]
    found = [f"{where}.{key} is unknown" for key in value if key not in shape]
    for key, (inner, required) in shape.items():
        if key in value:
            found += shape_findings(f"{where}.{key}", value[key], inner)
        elif required:
            found.append(f"{where}.{key} is missing")
    return found


def json_findings(document, location, headers):
    feed = json.loads(document)
    found = shape_findings("feed", feed, JSON_FEED)
    if not headers["content-type"].startswith("application/feed+json"):
        found.append(f"content-type {headers['content-type']}")
    if (feed["version"], feed["feed_url"]) != ("https://jsonfeed.org/version/1.1", location):
        found.append(f"version {feed['version']}, feed_url {feed['feed_url']}")
    found += [f"{i} stands twice" for i in repeated(i["id"] for i in feed["items"])]
    for item in feed["items"]:
        if ("content_html" in item) == ("content_text" in item):
            found.append(f"{item['id']} needs one text")
        urls = [item["url"], *(a["url"] for a in item.get("attachments", []))]
        found += [f for url in urls for f in uri_findings(url)] + Html(item.get("content_html", "")).found
        rfc3339(item["date_published"]), rfc3339(item["date_modified"])
    return found


def findings(document, location, headers):
    """A list of "Rule what"; empty for a feed that is as it should be."""
    if document.startswith(b"{"):
        return json_findings(document, location, headers)
    raw = document.decode()
    root = ElementTree.fromstring(document)
    kind = root.tag.split("}")[-1]
    found = [f"UnknownNamespace {n}" for n in re.findall(r'xmlns(?::\w+)?="([^"]*)"', raw) if n not in NAMESPACES
             and "<at:deleted-entry" not in raw]  # it knows no tombstones
    if headers["content-type"].partition(";")[0] not in TYPES[kind]:
        found.append(f"UnexpectedContentType {headers['content-type']}")
    if not raw.startswith('<?xml version="1.0" encoding="UTF-8"?>\n'):
        found.append("MissingEncoding")
    lang = root.get(LANG) or root.findtext("channel/language")
    if not re.fullmatch("[a-z]{2,3}(-[a-z]{4})?", lang or ""):
        found.append(f"InvalidLanguage {lang}")
    ttl = root.findtext("channel/ttl")
    if ttl and f"max-age={60 * int(ttl)}" not in headers["cache-control"]:
        found.append(f"ttl {ttl} against {headers['cache-control']}")
    return found + (atom_findings if kind == "feed" else rss_findings)(root, raw, location)
