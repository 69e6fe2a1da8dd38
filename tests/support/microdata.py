"""What machines read in a page: its links, its Open Graph, and its microdata (HTML, "Microdata", 5.2.4 to 5.2.5)."""

import html.parser
from urllib.parse import urljoin

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ADDRESSES = {"a": "href", "area": "href", "link": "href", "audio": "src", "embed": "src", "iframe": "src", "img": "src", "source": "src",
             "track": "src", "video": "src", "object": "data"}
SCHEMA = "https://schema.org/"


class Item(dict):
    """Lists of values by property: texts, addresses (resolved) and other items. `type` without the vocabulary."""

    def __init__(self, kind):
        super().__init__()
        self.type = kind

    def one(self, name):
        """The only value of a property, or None."""
        values = self.get(name, [])
        assert len(values) < 2, (name, values)
        return values[0] if values else None


class Page(html.parser.HTMLParser):
    """Of a valid page at `url`: items, properties of Open Graph, names of meta elements, and links of the head."""

    def __init__(self, text, url):
        super().__init__()
        self.url = url
        self.items, self.graph, self.named, self.links = [], {}, {}, []
        self.open = []  # tag, its item or the one around it, names of a property that is its text, the text
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def of(self, kind):
        return [item for item in self.items if item.type == kind]

    def alternates(self):
        """Address by language (hreflang), without feeds."""
        return {l["hreflang"]: l["href"] for l in self.links if l.get("rel") == "alternate" and "hreflang" in l and "type" not in l}

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        around = self.open[-1][1] if self.open else None
        names = a.get("itemprop", "").split()
        item = Item(a["itemtype"].removeprefix(SCHEMA)) if "itemscope" in a else None
        if item is not None and not names:
            self.items.append(item)
        value = item if item is not None else self.value(tag, a)
        for name in names if value is not None else ():
            around.setdefault(name, []).append(value)
        if tag == "meta" and not names:
            self.graph.setdefault(a.get("property"), []).append(a.get("content"))
            self.named.setdefault(a.get("name"), []).append(a.get("content"))
        if tag == "link" and not names:
            self.links.append(a)
        if tag not in VOID:
            self.open.append((tag, around if item is None else item, (names if value is None else [], around), []))

    def value(self, tag, a):
        """None where it is the text, or where there is none."""
        if tag == "meta":
            return a.get("content")
        if tag in ADDRESSES:
            return urljoin(self.url, a[ADDRESSES[tag]])
        return a.get("datetime") if tag == "time" else None

    def handle_data(self, data):
        for entry in self.open:
            entry[3].append(data)

    def handle_endtag(self, tag):
        opened, _, (names, around), text = self.open.pop()
        assert opened == tag, (opened, tag)
        for name in names:
            around.setdefault(name, []).append("".join(text))
