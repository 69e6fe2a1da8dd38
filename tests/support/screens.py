#!/usr/bin/python3
"""Pictures of every kind of page, in each size, light and language, for people to look at.

    tests/support/screens.py FOLDER [-k WORD] [-w WIDTH,…] [-l LANG,…] [-s light|dark]

Leaves FOLDER/SITE/KIND-WIDTH-LIGHT-LANG.png, and sheets of many of them side by side (FOLDER/sheet-….png).
A kind of page that a site does not have is left out, and said.
"""

import argparse
import datetime
import io
import os
import re
import sys
import wave
from urllib.parse import quote

if __name__ == "__main__":  # not this folder: it has a name of the library's, http
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from PIL import Image, ImageDraw  # noqa: E402

from support import photo  # noqa: E402
from support.browser import Browser  # noqa: E402
from support.site import OWN_CONTENT, Site, jarchy, wait_for  # noqa: E402

LANGS = "ky", "ru", "en"
WIDTHS = 360, 768, 1280
LIGHTS = "light", "dark"
SEARCHED = {"ky": "суу", "ru": "вода", "en": "water"}

# By name: the path ("{l}" is the language, "{w}" a word that is found), and the status.
PAGES = {
    "root": ("/", 200),
    "home": ("/{l}/", 200),
    "projects": ("/{l}/projects/", 200),
    "project": ("/{l}/successful-aimak-2/", 200),
    "item": ("/{l}/voice-of-citizens/2022-03-03-conference", 200),
    "event": ("/{l}/voice-of-citizens/2019-09-18-exchange-visit", 200),
    "untranslated": ("/{l}/voice-of-citizens/2022-03-14-conference-materials", 200),
    "archive": ("/{l}/archive/", 200),
    "year": ("/{l}/archive/2019/", 200),
    "topics": ("/{l}/topics/", 200),
    "topic": ("/{l}/topics/water/", 200),
    "places": ("/{l}/places/", 200),
    "place": ("/{l}/places/osh/", 200),
    "search": ("/{l}/search", 200),
    "found": ("/{l}/search?q={w}", 200),
    "nothing": ("/{l}/search?q=zzzzzz", 200),
    "subscribe": ("/{l}/feeds/", 200),
    "languages": ("/{l}/elsewhere/", 200),
    "lost": ("/{l}/no-such-project/", 404),
    "feed": ("/{l}/atom.xml", 200),
    "rss": ("/{l}/rss.xml", 200),
}
# Of the site with pictures.
MORE_PAGES = {
    "home": ("/{l}/", 200),
    "project": ("/{l}/wells/", 200),
    "pictures": ("/{l}/wells/2026-03-05-pump", 200),
    "wide": ("/{l}/wells/2026-03-04-figures", 200),
    "gone": ("/{l}/wells/2026-03-03-gone", 410),
    "coming": ("/{l}/wells/2026-03-06-opening", 200),
    "own": ("/{l}/about", 200),
    "news": ("/{l}/2026-03-06-bridge", 200),
    "preview": ("{secret}/{l}/", 200),
    "draft": ("{secret}/{l}/wells/2026-03-07-draft", 200),
    "found": ("/{l}/search?q={w}", 200),
}
TEXT = {
    "ky": "Айылдагы насос алмаштырылды: эми суу күн сайын эртең мененки саат алтыдан кечки ондордо чейин келет. ",
    "ru": "Насос в селе заменили: теперь вода идёт каждый день с шести часов утра до десяти вечера. ",
    "en": "The pump of the village was replaced: water now runs from six in the morning to ten at night. ",
}
WORDS = {
    "ky": ("Кабарчы", "Кудуктар", "Жаңы насос орнотулду", "Сандар", "Ачылыш", "Көпүрө", "Биз жөнүндө", "Долбоор тексти"),
    "ru": ("Вестник", "Колодцы", "Новый насос установлен", "Цифры", "Открытие водопровода", "Мост", "О нас", "Черновик"),
    "en": ("Herald", "Wells", "A new pump is in place", "Figures", "The opening", "A bridge", "About us", "A draft"),
}
NUMBERS = ("```table\n{0} | 2024 | 2025 | %\nАлай | 1 250 000 | 2 480 500 | 98,4\n"
           "Чоң-Алай | 950 | 1 020 300 | 7,5\nПапан | 12 | 9 | -25,0\n```\n")
FENCE = "``` plan\n" + "\n".join("x" * 30 + f" {i} " + "y" * 90 for i in range(4)) + "\n```\n"


def sound():
    data = io.BytesIO()
    with wave.open(data, "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(1)
        f.setframerate(8000)
        f.writeframes(b"\x80" * 8000)
    return data.getvalue()


def coming_day():
    return (datetime.date.today() + datetime.timedelta(days=14)).isoformat()


def texts_in(l):
    """The files of the site with pictures in this language."""
    site, project, pump, figures, opening, bridge, about, draft = WORDS[l]
    day, text = coming_day(), TEXT[l]
    yield f"site.{l}.gmi", f"---\ntitle: {site}\n---\n\n{text}\n"
    yield f"wells/project.{l}.gmi", (f"---\nname: {project}\ndonor: UNDP\nbudget: 2 500 000 USD\nperiod: 2024-01 .. 2027-12\n"
                                     f"contact: +996 312 123456, info@example.org\n---\n\n{text * 2}\n")
    yield f"wells/2026-03-05-pump/index.{l}.gmi", (
        f"---\ntitle: {pump}\nsummary: {text}\nauthor: Айгүл Асанова\ntopic: water\nplace: osh\n---\n\n{text * 3}\n\n=> wide.jpg {pump}\n\n"
        f"## {figures}\n\n{text}\n\n* {text}\n* {text}\n\n> {text}\n\n=> a.jpg {pump} 1\n=> b.jpg {pump} 2\n=> c.jpg {pump} 3\n\n"
        f"=> talk.wav {about}\n\n{text}\n\n=> https://example.org/a/long/address/of/a/page.html {about}\n")
    yield f"wells/2026-03-04-figures.{l}.gmi", f"---\ntitle: {figures}\ntopic: water\n---\n\n{text}\n\n{NUMBERS.format(figures)}\n{FENCE}\n{text}\n"
    yield f"wells/2026-03-03-gone.{l}.gmi", f"---\ntitle: {pump}\nwithdrawn: 2026-03-04\nreason: {figures}\n---\n\n{text}\n"
    yield f"wells/2026-03-06-opening.{l}.gmi", (f"---\ntitle: {opening}\nkind: event\nevent_start: {day} 10:00\nevent_end: {day} 12:30\n"
                                           f"event_place: Ош, Ленина 1\nsummary: {text}\n---\n\n{text * 2}\n")
    yield f"2026-03-06-bridge.{l}.gmi", f"---\ntitle: {bridge}\n---\n\n{text}\n"
    yield f"about.{l}.gmi", f"---\ntitle: {about}\nmenu: 1\n---\n\n{text * 3}\n"
    yield f"wells/2026-03-07-draft.{l}.gmi", f"---\ntitle: {draft}\ndraft: yes\n---\n\n{text}\n"


def own_site():
    return Site()


def picture_site():
    """Photographs, a sound, a table of numbers, a wide fence, an event to come, an own page, a draft, one that is gone."""
    site = Site(content=None)
    for l in LANGS:
        for name, text in texts_in(l):
            site.save(name, text)
    for name, size in {"wide": (2000, 1200), "a": (1000, 750), "b": (750, 1000), "c": (1000, 750)}.items():
        site.save(f"wells/2026-03-05-pump/{name}.jpg", photo.jpeg(photo.scene(*size)))
    site.save("wells/2026-03-05-pump/talk.wav", sound())
    site.save("site/logo.png", photo.png(photo.scene(240, 240)))
    return site


def wait_for_pictures(site):
    wait_for("the pictures", lambda: all(site.http(f"/{l}/wells/2026-03-05-pump")[0] == 200 for l in LANGS))


def start_picture_site():
    site = picture_site().start()
    wait_for_pictures(site)
    return site


def secret_of(site):
    """The path below which a preview is shown over HTTP."""
    if not hasattr(site, "secret"):
        run = jarchy("preview-link", "-q", "-c", site.config, "screens")
        site.secret = re.search(r"(/preview/[0-9a-f]{32})/\n$", run.stdout)[1]
        wait_for("the preview", lambda: site.http(site.secret + "/")[0] == 200)
    return site.secret


def path_in(path, lang, secret=""):
    return path.format(l=lang, w=quote(SEARCHED[lang]), secret=secret)


class Camera:
    """Takes the pictures of one site into one folder."""

    def __init__(self, browser, site, folder):
        self.browser, self.site, self.folder = browser, site, folder
        self.secret = secret_of(site)
        os.makedirs(folder, exist_ok=True)

    def take(self, name, path, width, light, lang):
        """The file, or None where the site has no such page."""
        path, status = path_in(path[0], lang, self.secret), path[1]
        if self.site.http(path)[0] != status:
            return None
        file = os.path.join(self.folder, f"{name}-{width}-{light}-{lang}.png")
        self.browser.open(self.site.http_url(path), width, dark=light == "dark")
        self.browser.picture(file)
        return file


def sheet(files, to, cell=340, height=1100, columns=4):
    """Pictures side by side, each with its name; long ones are cut. Further rows begin a new sheet: "-2", "-3", …"""
    for n in range(0, len(files), columns):
        some = files[n:n + columns]
        made = Image.new("RGB", (len(some) * (cell + 10) + 10, height + 30), "#888")
        draw = ImageDraw.Draw(made)
        for i, file in enumerate(some):
            with Image.open(file) as picture:
                small = picture.convert("RGB")
            small = small.resize((cell, max(1, small.height * cell // small.width)), Image.LANCZOS)
            small = small.crop((0, 0, cell, min(height, small.height)))
            draw.text((10 + i * (cell + 10), 8), os.path.basename(file), fill="#000")
            made.paste(small, (10 + i * (cell + 10), 25))
        made.save(f"{to}-{n // columns + 1}.png")


def shoot(folder, sites, kinds="", widths=WIDTHS, lights=LIGHTS, langs=LANGS):
    """All of it; returns the files by site, width, light and language, and the pages that no site has."""
    taken, left_out = {}, set()
    with Browser() as browser:
        for site_name, (site, pages) in sites.items():
            camera = Camera(browser, site, os.path.join(folder, site_name))
            for name, path in pages.items():
                if kinds and kinds not in name:
                    continue
                for key in [(w, s, l) for w in widths for s in lights for l in langs]:
                    file = camera.take(name, path, *key)
                    if file:
                        taken.setdefault((site_name, *key), []).append(file)
                    else:
                        left_out.add(f"{site_name}: {name}")
    return taken, sorted(left_out)


def sheets(folder, taken):
    for (site, width, light, lang), files in taken.items():
        columns = 4 if width < 1000 else 2
        sheet(files, os.path.join(folder, f"sheet-{site}-{width}-{light}-{lang}"), 340 if columns == 4 else 700, columns=columns)


def main():
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parse.add_argument("folder")
    parse.add_argument("-k", default="", metavar="WORD", help="only pages whose name holds the word")
    parse.add_argument("-w", default=",".join(map(str, WIDTHS)), metavar="WIDTH,…")
    parse.add_argument("-l", default=",".join(LANGS), metavar="LANG,…")
    parse.add_argument("-s", default=",".join(LIGHTS), metavar="LIGHT,…")
    asked = parse.parse_args()
    with own_site() as own, start_picture_site() as pictures:
        taken, left_out = shoot(asked.folder, {"own": (own, PAGES), "pictures": (pictures, MORE_PAGES)}, asked.k,
                                [int(w) for w in asked.w.split(",")], asked.s.split(","), asked.l.split(","))
    sheets(asked.folder, taken)
    print(sum(map(len, taken.values())), "pictures in", asked.folder)
    for name in left_out:
        print("no such page:", name)


if __name__ == "__main__":
    main()
