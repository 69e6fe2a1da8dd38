#!/usr/bin/python3
"""Makes a content directory of any size, and the same items as a Hugo site.

    corpus.py --files 30000 [--seed 1] [--bytes 3400] --content DIR [--hugo DIR]

The words are those of the repository's own content/, drawn at random with their real
frequencies, and made-up names between them; they are few. A RichWriter has as many as real
text has. The same arguments give the same bytes.
"""

import argparse
import datetime
import glob
import os
import random
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LANGUAGES = ["ky", "ru", "en"]
ITEMS_PER_PROJECT = 200
# A feed ends after so many bytes of items, though not before the first, which may have nearly 1 MiB.
FEED_CONTENT_MAX, ITEM_BYTES, ITEM_BYTES_MAX = 192 << 10, 20000, 1000 << 10
ITEM_AROUND = 1300  # bytes that a feed has around an item
HEAD = 700  # bytes of front matter, and half a paragraph that is too much
FIRST_DAY = datetime.datetime(2008, 1, 1, 9, 0)
KINDS = ["news"] * 6 + ["press-release", "practice", "publication"]
TOPICS = ["water", "waste", "services", "budget", "participation", "law"]
PLACES = ["bishkek", "osh", "naryn", "chui", "alai"]
SITE_TITLES = {"ky": "Өлчөө үчүн сайт", "ru": "Сайт для измерений", "en": "A site to measure"}
SYLLABLES = {"ky": "кара ак суу таш бел көл бай тор дөң кыз арча булак талаа жаңы".split(),
             "ru": "ново крас бело верх солн горск речен поле град луг озер камен".split(),
             "en": "ash north mill ford ham well stone bridge lake wood green field".split()}

TAIL_FIRST, TAIL_WORDS, TAIL_SHARE = 100, 400_000, 0.4
TAIL_LETTERS = {"ky": ("бгджзклмнпрстчшй", "аоуыэиөү", "- дын ды га да дан лар ым ы лардын ган ып ат ды уу ба"),
                "ru": ("бвгджзклмнпрстфхцчш", "аеиоуыя", "- а у ом е ы ов ам ами ах ить ил ила ят ый ая"),
                "en": ("bcdfghklmnprstvw", "aeiou", "- s ed ing er ly")}


def words_of(language):
    """Every word of the repository's texts in that language, as often as it is there."""
    text = ""
    for path in sorted(glob.glob(os.path.join(ROOT, "content", "**", f"*.{language}.gmi"), recursive=True)):
        with open(path, encoding="utf-8") as f:
            text += f.read().split("---", 2)[2]
    text = re.sub(r"(?m)^=> \S+", "", text)
    return [w for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)]


class Writer:
    def __init__(self, seed, size):
        self.random = random.Random(seed)
        self.size = size
        self.words = {language: words_of(language) for language in LANGUAGES}

    def name(self, language):
        return "".join(self.random.choices(SYLLABLES[language], k=3)).capitalize()

    def draw(self, language, count):
        return self.random.choices(self.words[language], k=count)

    def sentence(self, language, low=7, high=16):
        words = self.draw(language, self.random.randint(low, high))
        if self.random.random() < 0.6:
            words[-1] = self.name(language)
        return " ".join(words)

    def paragraphs(self, language):
        """Paragraphs, headings and lists, so that a file comes to the wanted size."""
        blocks, size, n = [], HEAD, 0
        while size < self.size:
            n += 1
            if n % 4 == 2:
                block = "## " + self.sentence(language, 3, 5).capitalize()
            elif n % 8 == 5:
                block = "\n".join("* " + self.sentence(language, 4, 9) for _ in range(4))
            else:
                block = " ".join(self.sentence(language).capitalize() + "." for _ in range(4))
            blocks.append(block)
            size += len(block.encode()) + 2
        return blocks


class RichWriter(Writer):
    """
    The words of content/ are the common ones; a share of the text is words of a long tail, of which the
    n-th is 1/n as frequent as the first would be (Zipf): made-up stems, each with many endings. So there are
    new words in every text, and most words are in one or two of them, as it is where people write.
    """

    def __init__(self, seed, size):
        super().__init__(seed, size)
        self.made = {}

    def draw(self, language, count):
        words = super().draw(language, count)
        return [self.tail_word(language) if self.random.random() < TAIL_SHARE else w for w in words]

    def tail_word(self, language):
        number = int(TAIL_FIRST * (TAIL_WORDS / TAIL_FIRST) ** self.random.random())
        key = language, number
        if key not in self.made:
            self.made[key] = tail_word(language, number)
        return self.made[key]


def tail_word(language, number):
    consonants, vowels, endings = TAIL_LETTERS[language]
    endings = endings.split()
    stem, rest = "", number // len(endings)
    rest = rest * 2654435761 % 2**32  # neighbours are not alike
    for _ in range(2 + rest % 2):
        stem += consonants[rest % len(consonants)] + vowels[rest // 32 % len(vowels)]
        rest //= 199
    return stem + consonants[number % len(consonants)] + endings[number % len(endings)].strip("-")


class Item:
    def __init__(self, number, project, random_):
        date = FIRST_DAY + datetime.timedelta(hours=13 * number, minutes=random_.randrange(600))
        self.project = project
        self.stem = f"{date:%Y-%m-%d}-item-{number}"
        self.date = f"{date:%Y-%m-%d %H:%M}"
        self.iso = f"{date:%Y-%m-%dT%H:%M:00+06:00}"
        self.kind = random_.choice(KINDS)
        self.topics = random_.sample(TOPICS, 2)
        self.place = random_.choice(PLACES)


def save(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def gemtext(item, language, title, summary, blocks, previous):
    head = [f"title: {title}", f"date: {item.date}", f"summary: {summary}", f"kind: {item.kind}",
            f"id: urn:x-bench:{item.stem}:{language}", *(f"topic: {t}" for t in item.topics),
            f"place: {item.place}"]
    link = f"\n\n=> {previous.stem} {previous.date}" if previous else ""
    return "---\n" + "\n".join(head) + "\n---\n" + "\n\n".join(blocks) + link + "\n"


def markdown(item, title, summary, blocks, previous):
    link = f"\n\n[{previous.date}](../{previous.stem}/)" if previous else ""
    return (f'---\ntitle: "{title}"\ndate: {item.iso}\ndescription: "{summary}"\ntype: "{item.kind}"\n---\n' +
            "\n\n".join(blocks) + link + "\n")


def write_site(writer, content, projects):
    for language in LANGUAGES:
        names = [f"topic_name: {t} {writer.name(language)}" for t in TOPICS]
        names += [f"place_name: {p} {writer.name(language)}" for p in PLACES]
        save(f"{content}/site.{language}.gmi", f"---\ntitle: {SITE_TITLES[language]}\n" + "\n".join(names) +
             f"\n---\n{writer.sentence(language)}.\n")
        for project in projects:
            save(f"{content}/{project}/project.{language}.gmi",
                 f"---\nname: {writer.sentence(language, 3, 5).capitalize()}\n"
                 f"donor: {writer.name(language)}\nperiod: 2008-01 .. 2030-01\n---\n" +
                 "\n\n".join(writer.paragraphs(language)[:4]) + "\n")


def write_hugo_frame(hugo):
    save(f"{hugo}/config.toml", 'baseURL = "http://localhost/"\ndefaultContentLanguage = "ky"\n'
         'defaultContentLanguageInSubdir = true\nrssLimit = 20\ndisableKinds = ["taxonomy", "term"]\n'
         '[outputs]\nhome = ["HTML", "RSS"]\nsection = ["HTML", "RSS"]\n' +
         "".join(f'[languages.{l}]\ntitle = "{SITE_TITLES[l]}"\nweight = {n + 1}\n'
                 for n, l in enumerate(LANGUAGES)))
    page = ("<!doctype html><html lang={{ .Lang }}><head><title>{{ .Title }}</title>"
            '<link rel=alternate type=application/rss+xml href="index.xml"></head><body>%s</body></html>\n')
    save(f"{hugo}/layouts/_default/single.html",
         page % "<h1>{{ .Title }}</h1><p>{{ .Date }}</p>{{ .Content }}"
                "{{ range .Translations }}<a href={{ .RelPermalink }}>{{ .Lang }}</a>{{ end }}")
    save(f"{hugo}/layouts/_default/list.html",
         page % "<h1>{{ .Title }}</h1>{{ range .Pages }}<p><a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}")


def write_sized(content, sizes, seed=1):
    """A project for each size, whose Russian feed has about so many bytes. Returns the items."""
    writer, items = Writer(seed, 0), []
    projects = {f"feed-{size // 1024:04}k": size for size in sizes}
    write_site(writer, content, projects)
    for project, size in projects.items():
        count = max(1, size // ITEM_BYTES) if size < FEED_CONTENT_MAX else 1
        writer.size = min(ITEM_BYTES_MAX, max(HEAD + 1, size // count - ITEM_AROUND))
        for _ in range(count):
            items.append(Item(len(items), project, writer.random))
            write_item(writer, content, items[-1], None)
    return items


def write_item(writer, content, item, previous, hugo=None):
    for language in LANGUAGES:
        title = writer.sentence(language, 3, 5).capitalize()
        summary = writer.sentence(language) + "."
        blocks = writer.paragraphs(language)
        save(f"{content}/{item.project}/{item.stem}.{language}.gmi",
             gemtext(item, language, title, summary, blocks, previous))
        if hugo:
            save(f"{hugo}/content/{item.project}/{item.stem}.{language}.md",
                 markdown(item, title, summary, blocks, previous))


def write(content, files, seed=1, size=3400, hugo=None, kind=Writer):
    """Writes about `files` item files. Returns the items, oldest first; each is there in every language."""
    writer = kind(seed, size)
    count = max(1, files // len(LANGUAGES))
    projects = [f"project-{n}" for n in range((count + ITEMS_PER_PROJECT - 1) // ITEMS_PER_PROJECT)]
    write_site(writer, content, projects)
    if hugo:
        write_hugo_frame(hugo)
    items, newest = [], {}
    for number in range(count):
        item = Item(number, projects[number % len(projects)], writer.random)
        write_item(writer, content, item, newest.get(item.project), hugo)
        newest[item.project] = item
        items.append(item)
    return items


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=30000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bytes", type=int, default=3400)
    parser.add_argument("--content", required=True)
    parser.add_argument("--hugo")
    a = parser.parse_args()
    write(a.content, a.files, a.seed, a.bytes, a.hugo)


if __name__ == "__main__":
    main()
