"""A small site in each language that has a pack: every kind of page, the same texts in each (languages.txt)."""

import os
import re
import struct
import zlib

from support.site import ROOT, Site

PACKS = os.path.join(ROOT, "src", "lang", "packs")
HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT, ITEM, EVENT, PUBLICATION, DRAFT = "forum", "2023-09-08-aimaks", "2022-02-28-conference", "2022-03-14-laws", "2023-10-01-draft"
RTL = ("ar", "fa")


def texts():
    """The texts of each language, by its tag, in the order of the file."""
    found = {}
    with open(os.path.join(HERE, "languages.txt"), encoding="utf-8") as f:
        for line in f:
            section = re.match(r"\[(.*)\]$", line)
            if section:
                part = found[section[1]] = {}
            elif "=" in line and not line.startswith("#"):
                key, _, value = line.strip().partition(" = ")
                part[key] = value
    return found


LANGUAGES = {lang: t for lang, t in texts().items() if os.path.exists(os.path.join(PACKS, f"{lang}.lang"))}


def words(lang):
    """The words of the interface in one language, by their keys."""
    found, key, part = {}, None, ""
    with open(os.path.join(PACKS, f"{lang}.lang"), encoding="utf-8-sig") as f:
        for line in f:
            if line.startswith("["):
                part = line.strip()
            elif part == "[words]" and line[0] in " \t" and key:
                found[key] += " " + line.strip()
            elif part == "[words]" and "=" in line and not line.startswith("#"):
                key, value = (side.strip() for side in line.split("=", 1))
                found[key] = value
    return found


def picture(width, height):
    """A PNG file with a sky and a field."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + (bytes((90, 150, 200 + y % 40)) if y * 5 < height * 3 else bytes((60, 110 + y % 60, 50))) * width
                    for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def parts(text):
    return [part.strip() for part in text.split("|")]


def files_of(lang):
    """Content files of one language, by name."""
    t, tag = LANGUAGES[lang], lang.lower()
    head, number, *rows = parts(t["table"])
    listed = "\n".join(f"* {one}" for one in parts(t["list"]))
    table = "\n".join(f"{name} | {n}" for name, n in zip(rows, ("130", "4", "38")))
    return {
        f"site.{tag}.gmi": f"---\ntitle: {t['site']}\nsummary: {t['site_summary']}\ntopic_name: water {t['water']}\n"
                           f"topic_name: services {t['services']}\nplace_name: bishkek {t['place']}\n"
                           f"contact: +996 312 90-52-05, news@example.org\n---\n\n{t['site_text']}\n",
        f"about.{tag}.gmi": f"---\ntitle: {t['about']}\nmenu: 1\n---\n\n{t['about_text']}\n",
        f"{PROJECT}/project.{tag}.gmi":
            f"---\nname: {t['project']}\ndonor: {t['donor']}\nimplementer: {t['implementer']}\narea: {t['area']}\n"
            f"budget: {t['budget']}\nperiod: 2021-09 .. 2095-09\nwebsite: https://www.example.org/SA2\n"
            f"contact: {t['implementer']}, +996 (312) 90-52-05\n---\n\n{t['project_text']}\n",
        f"{PROJECT}/{ITEM}/index.{tag}.gmi":
            f"---\ntitle: {t['item']}\ndate: 2023-09-08 11:50\nsummary: {t['item_summary']}\ntopic: water\n"
            f"topic: services\nplace: bishkek\nattachment: programme.txt {t['attachment']}\n---\n\n{t['item_text']}\n\n"
            f"=> hall.png {t['caption']}\n\n## {t['heading']}\n\n{listed}\n\n> {t['quote']}\n\n"
            f"```table\n{head} | {number}\n{table}\n```\n\n=> {EVENT} {t['link']}\n",
        f"{PROJECT}/{EVENT}.{tag}.gmi":
            f"---\ntitle: {t['event']}\nkind: event\ndate: 2022-02-20\nevent_start: 2022-02-28\nevent_end: 2022-03-03\n"
            f"event_place: {t['event_place']}\ntopic: services\nplace: bishkek\n---\n\n{t['event_text']}\n",
        f"{PROJECT}/{PUBLICATION}.{tag}.gmi":
            f"---\ntitle: {t['publication']}\nkind: publication\ndate: 2022-03-14\ntopic: services\n---\n\n"
            f"{t['publication_text']}\n",
        f"{PROJECT}/{DRAFT}.{tag}.gmi": f"---\ntitle: {t['about']}\ndraft: yes\n---\n\n{t['about_text']}\n",
    }


def files(languages=tuple(LANGUAGES)):
    """All content files of these languages, with what they share."""
    made = {f"{PROJECT}/{ITEM}/hall.png": picture(960, 640), f"{PROJECT}/{ITEM}/programme.txt": "1. 11:50\n2. 13:00\n"}
    for lang in languages:
        made.update(files_of(lang))
    return made


def config(languages=tuple(LANGUAGES)):
    listed = ", ".join(f'"{lang}"' for lang in languages)
    return f"languages = {{{listed}}}\n"


def site(languages=tuple(LANGUAGES), more="", **options):
    """A site in these languages that is not started yet."""
    made = Site(content=None, config=config(languages) + more, **options)
    for name, text in files(languages).items():
        made.save(name, text)
    return made


def pages(lang):
    """The path of each kind of page of one language, whose paths have its tag in lower case."""
    lang = lang.lower()
    home, project = f"/{lang}/", f"/{lang}/{PROJECT}/"
    return {"home": home, "projects": home + "projects/", "project": project, "item": project + ITEM,
            "event": project + EVENT, "publication": project + PUBLICATION, "archive": home + "archive/",
            "year": home + "archive/2022/", "kinds": home + "kinds/", "kind": home + "kinds/event/",
            "topics": home + "topics/", "topic": home + "topics/water/", "places": home + "places/",
            "place": home + "places/bishkek/", "feeds": home + "feeds/", "page": home + "about",
            "search": home + "search", "help": home + "search/help"}
