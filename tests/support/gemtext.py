"""Gemtext and the subscriptions of its companion document, as a strict client reads them."""

import re

# specification: "=>" [space] URL [space label]; dates of an entry are the first ten characters of its label
LINK = re.compile(r"=>[ \t]*(\S+)(?:[ \t]+(.*))?\Z")
DATED = re.compile(r"(\d{4}-[01]\d-[0-3]\d)(?![0-9])\s*(.*)\Z")


def lines(text):
    """(kind, line) of every line: "text", "link", "fence", "pre", "heading", "list", "quote"."""
    pre = False
    for line in text.split("\n"):
        if line.startswith("```"):
            pre = not pre
            yield "fence", line
        elif pre:
            yield "pre", line
        else:
            kinds = (("=>", "link"), ("#", "heading"), ("* ", "list"), (">", "quote"))
            yield next((kind for mark, kind in kinds if line.startswith(mark)), "text"), line


def links(text):
    """(target, label) of every link line."""
    return [LINK.match(line).groups() for kind, line in lines(text) if kind == "link"]


def subscription(text):
    """What a subscriber gets: (title, subtitle, [(date, label, target)])."""
    title = subtitle = None
    after_title = False
    entries = []
    for kind, line in lines(text):
        if kind == "heading" and title is None and re.match(r"#(?!#)", line):
            title, after_title = line[1:].strip(), True
            continue
        if after_title and re.match(r"##(?!#)", line):
            subtitle = line[2:].strip()
        after_title = False
        found = LINK.match(line) if kind == "link" else None
        dated = DATED.match(found[2] or "") if found else None
        if dated:
            entries.append((dated[1], re.sub(r"^[-:–—]\s*", "", dated[2]), found[1]))
    return title, subtitle, entries


def lint(text):
    """What is wrong with a page, as a list of words."""
    wrong = []
    if not text.startswith("# "):
        wrong.append("no title in the first line")
    if not text.endswith("\n"):
        wrong.append("no end of line at the end")
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text):
        wrong.append("control characters")
    pre = False
    for kind, line in lines(text):
        pre ^= kind == "fence"
        if kind == "link" and not LINK.match(line):
            wrong.append(f"link without a target: {line!r}")
        if kind == "link" and not (LINK.match(line) and (LINK.match(line)[2] or "").strip()):
            wrong.append(f"link without a label: {line!r}")
        if kind == "heading" and not re.match(r"#{1,3} \S", line):
            wrong.append(f"heading: {line!r}")
    if pre:
        wrong.append("a fence is not closed")
    return wrong
