"""Gopher as a strict client reads it: menus and texts parsed, and everything that is wrong with them."""

import re
import unicodedata

COLUMNS = 67
TYPES = "0179Igih"
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def columns(text):
    """How many columns of a terminal a text takes."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def parse_menu(data):
    """(type, label, selector, host, port) of each line; a menu that is not one raises."""
    text = data.decode()
    assert text.endswith("\r\n.\r\n") or text == ".\r\n", f"no dot at the end: {text[-80:]!r}"
    lines = text[:-3].split("\r\n")
    assert lines.pop() == ""
    menu = []
    for line in lines:
        fields = line[1:].split("\t")
        assert len(fields) == 4, f"{len(fields)} fields: {line!r}"
        assert "\n" not in line and "\r" not in line, f"a bare end of line: {line!r}"
        menu.append((line[:1], *fields))
    return menu


def lint_entry(entry, host, port):
    kind, label, selector, where, number = entry
    if kind not in TYPES:
        yield "type"
    if columns(label) > COLUMNS:
        yield f"label of {columns(label)} columns"
    if CONTROLS.search(label):
        yield "control characters in the label"
    if label[:1] and unicodedata.category(label[0]) in ("Mn", "Me"):
        yield "label cut in the middle of a character"
    if kind == "i":
        if (selector, where, number) != ("", "null.host", "1"):
            yield "fields of an information line"
        return
    if not label.strip():
        yield "no label"
    if len(selector) > 255 or not selector.isascii() or re.search(r"[\x00-\x20\x7f]", selector):
        yield "selector"
    address = selector.startswith("URL:")
    if address and kind != "h":
        yield "an address is of type h"
    if not address and re.search(r"[?;#%]", selector):
        yield "characters in the selector"
    if where == host and not address and not selector.startswith("/"):
        yield "no slash before the selector"
    if where == host and number != str(port):
        yield "port"
    if not number.isdigit():
        yield "port"


def lint_menu(data, host, port):
    """What is wrong with a menu, as a list of words; empty when nothing is."""
    try:
        menu = parse_menu(data)
    except (AssertionError, UnicodeDecodeError) as e:
        return [str(e)]
    if len(menu) == 1 and menu[0][0] == "3":
        return [] if menu[0][2:] == ("", "null.host", "1") else [f"error line: {menu[0]}"]
    return [f"{what}: {entry}" for entry in menu for what in lint_entry(entry, host, port)]


def is_address(line):
    return re.match(r"\[\d+\] (mailto:|[a-z]+://)\S+\Z", line)


def lint_text(data):
    """What is wrong with a text that was made for Gopher."""
    try:
        text = data.decode()
    except UnicodeDecodeError as e:
        return [str(e)]
    wrong = [] if text.endswith("\r\n") else ["no end of line at the end"]
    for line in text.split("\r\n"):
        if "\n" in line or "\r" in line:
            wrong.append(f"a bare end of line: {line!r}")
        elif CONTROLS.search(line):
            wrong.append(f"control characters: {line!r}")
        if line.startswith("."):
            wrong.append(f"begins with a dot: {line!r}")
        if columns(line) > COLUMNS and not is_address(line):
            wrong.append(f"{columns(line)} columns: {line!r}")
        if line[:1] and unicodedata.category(line[0]) in ("Mn", "Me"):
            wrong.append(f"cut in the middle of a character: {line!r}")
    return wrong


def is_made_text(selector):
    """Whether a text of type 0 is made by the renderer, not a file as it is."""
    last = selector.rpartition("/")[2]
    return "." not in last or last == "all.txt"


def walk(site, start=""):
    """Every answer that the menus of a site lead to, by type and selector."""
    todo, found = [("1", start)], {}
    while todo:
        kind, selector = todo.pop()
        if (kind, selector) in found or kind in "h7":
            continue
        found[kind, selector] = data = site.gopher(selector)
        if kind == "1":
            todo += [(entry[0], entry[2]) for entry in parse_menu(data)
                     if entry[0] in "019Ig" and entry[3:] == (site.host, str(site.ports["gopher"]))]
    return found
