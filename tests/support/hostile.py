"""Content that is meant to break feeds and their readers: {file: text}."""

NAMES = {
    "ky": {"site": "Жарчы & досторү <KG>", "author": "Айгүл О\u2019ту & уулу"},
    "ru": {"site": "Сайт «&amp;» ]]> конец", "author": "Иванов <ivanov@example.org>"},
    "en": {"site": "News & <b>views</b>", "author": "O'Brien, \"Bob\" & Sons"},
}

TITLES = {
    "bold": "<b>Bold</b> & <script>alert(1)</script>",
    "entity": "&amp; &lt;b&gt; &#1078; &nbsp;",
    "cdata": "]]> and <![CDATA[ x ]]>",
    "emoji": "Emoji 👩🏽\u200d🚀 🇰🇬 ❤\ufe0f",
    "hebrew": "Жаңылык \u2067שלום עולם\u2069 жана مرحبا",
    "override": "\u202eүрөсТ\u202c Тескери \u200f!",
    "long": ("Айыл өкмөтүнүн башчыларынын кеңешмеси " * 4)[:141],
    "quotes": "\"quoted\" 'single' `back` 1 < 2 > 0",
    "colon": "A: b # c; d -- e",
    "escapes": r"\n \t \\ %s %20 $HOME {{x}} \u0041",
    "marks": "Й and Й, e\u0301 and é, fi ﬁ, ѐ",
    "comment": "<!-- no comment --> <?php no ?>",
    "wide": "漢字かな交じり文 " * 6 + "end",
}

LINKS = """=> https://example.org/a?b=1&c=%22d%22#e A page & more
=> http://example.org:8080/ http://example.org:8080/
=> gemini://example.org/page A capsule
=> gemini://example.org/bare
=> gopher://example.org/1/menu A hole
=> mailto:news@example.org?subject=a&body=b Write to us
=> ftp://example.org/pub/ Files
=> https://example.org/ки/рил?лица=да Letters in an address
=> https://xn--80ak6aa92e.com/ ]]> in a label <b>too</b>
=> /en/bodies/ The project
=> 2024-03-01-table The table"""

BODIES = {
    "table": "Before.\n\n```table\nName & co | <b>Sum</b> | Note\n--- | --- | ---\nA | 1 | ]]>\nB | 2\n```\n\nBehind.",
    "barred": "```table\n| Village | Wells |\n|---|---|\n| Нарын & co | 3 |\n```",
    "code": "Text.\n\n```sh\nif [ \"$a\" -lt 3 ] && b; then\n\techo '<p>&amp;</p>'   # ]]>\nfi\n```\n\n"
            "```\n\n=> /en/ no link\n* no list\n# no heading\n\n```\n\nThe end.",
    "markup": "<p>Not a paragraph</p> &lt;br&gt; ]]> <![CDATA[<b>]]>\n\n"
              "# One & two\n## </p>\n### \"three\"\n* <li> & co\n* ]]>\n>> quote > in quote\n>   \u00a0spaced\n"
              "</div></body></html>",
    "letters": "Жаңы суу түтүгү, 👩🏽\u200d🚀, שלום, \u2067مرحبا\u2069, 漢字, e\u0301, \U0001F1F0\U0001F1EC.\n\n\ufb01.",
    "links": "Links.\n\n" + LINKS,
    "words": "Слово " * 9000,                    # 100 KB in one paragraph
    "rows": "\n\n".join(f"Paragraph {i} & its <text>." for i in range(3000)),
}
BIG = "Это очень длинный текст, который не вместится ни в один канал новостей, но должен открываться. " * 5900
YEARS = [1970, 1971, 1979, 1985, 1995, 1999, 2000, 2004, 2016, 2020, 2026, 2027, 2030, 2037, 2038, 2039, 2099, 2100]
MINUTE = 45


def item(title, body="Text.", **keys):
    lines = [f"{key}: {v}\n" for key, value in keys.items() for v in (value if isinstance(value, list) else [value])]
    return f"---\ntitle: {title}\n{''.join(lines)}---\n\n{body}\n"


def front_pages():
    files = {}
    for lang, words in NAMES.items():
        if lang != "ky":  # the site's default language has no text
            files[f"site.{lang}.gmi"] = (f"---\ntitle: {words['site']}\ntopic_name: water Вода & <b>\n"
                                         "topic_name: law Law ]]>\nplace_name: osh Ош\n---\n\nThe <site> & its text.\n")
        files[f"titles/project.{lang}.gmi"] = f"---\nname: <i>{lang}</i> & ]]>\n---\n\nA <project> & its text.\n"
    files["minute/project.en.gmi"] = "---\nname: One minute\n---\n\nA project.\n"
    files["bodies/project.ru.gmi"] = "---\nname: Тексты\nsummary: <summary> & ]]>\n---\n\nПроект.\n"
    files["years/project.ky.gmi"] = "---\nname: Жылдар\n---\n\nДолбоор.\n"
    files["tongues/project.en.gmi"] = "---\nname: Tongues\n---\n\nA project.\n"
    files["empty/project.en.gmi"] = "---\nname: Empty\n---\n\nA project without items.\n"
    return files


def titles():
    """Every title in one, two or three languages; with and without authors, topics, an id of its own."""
    files = {}
    for n, (name, title) in enumerate(TITLES.items(), 1):
        for lang in list(NAMES)[:1 + n % 3]:
            keys = {"date": f"2024-02-{n:02} 10:0{n % 10}"}
            if n % 2:
                keys.update(author=[NAMES[lang]["author"], "Second & last"], topic=["water", "law", "unnamed"], place="osh")
            if n % 3 == 0:
                keys.update(id=f"urn:uuid:9c1f7a35-04d8-4e6b-b7a2-{n:06}{lang.encode().hex()}00", licence="CC-BY & <c>",
                            source="https://пример.рф/путь?a=1&b='2'", contact=["Bob & <b>Sons</b>", "press@example.org"])
            if n % 4 == 0:
                keys.update(summary=f"Summary of {title}", kind="press-release")
            files[f"titles/2024-02-{n:02}-{name}.{lang}.gmi"] = item(title, f"Text {n} of <{lang}> & co.", **keys)
    return files


def bodies():
    files = {}
    for n, (name, body) in enumerate(BODIES.items(), 1):
        for lang in ("ru", "en"):
            files[f"bodies/2024-03-{n:02}-{name}.{lang}.gmi"] = item(f"Body {name}", body, date=f"2024-03-{n:02} 09:0{n}")
    files["bodies/2024-03-01-table.ky.gmi"] = item("Таблица", BODIES["table"])
    files["bodies/2024-03-20-big.ru.gmi"] = item("Большой", BIG)
    files["bodies/2024-03-19-code.ru.gmi"] = item("Только <код>", "```\n" + "0123456789 <x> & \n" * 12000 + "```")
    files["bodies/2024-03-21-mark.ru.md"] = item("Markdown", "A *paragraph*.\n\nAnother **one** & `code`.")
    folder = "bodies/2024-03-22-files"
    files[f"{folder}/index.ru.gmi"] = item(
        "Файлы", "=> plan.pdf The plan itself", kind="event", event_start="2024-03-22 10:00",
        event_end="2024-03-23", event_place="Ош & <село>", attachment=["plan.pdf План & \"смета\" <b>", "scan.csv Photo"])
    files[f"{folder}/plan.pdf"] = "%PDF-1.4\n"
    files[f"{folder}/scan.csv"] = "not really\n"
    files[f"{folder}/data.csv"] = ""
    return files


def moments():
    """Years far away and many items at once."""
    files = {}
    files["old/project.en.gmi"] = "---\nname: Old\n---\n\nA project.\n"
    files["old/1995-03-26-old.en.gmi"] = item("Old", date="1995-03-26 02:30")  # an hour that summer time took
    for year in YEARS:
        files[f"years/{year}-07-01-year.ky.gmi"] = item(f"Жыл {year}", date=f"{year}-07-01 12:00:{year % 60:02}")
    files["years/1970-01-01-first.ky.gmi"] = item("Биринчи күн")  # before 1970 in UTC
    files["years/2024-01-01-zone.ky.gmi"] = item("Зона", date="2024-01-01 23:30 -11:00")
    files["years/2024-01-02-later.ky.gmi"] = item("Кечирээк", publish="2024-06-01 08:00", updated="2024-07-01")
    files["years/2024-01-03-hidden.ky.gmi"] = item("Жашыруун", draft="yes")
    files["years/2024-01-04-over.ky.gmi"] = item("Бүттү", expires="2024-02-01")
    for n in range(MINUTE):
        # The last five at the very same second.
        files[f"minute/2025-05-05-n{n:02}.en.gmi"] = item(
            f"Number {n}", f"Text of number {n}.", date=f"2025-05-05 10:10:{min(n, MINUTE - 5):02}",
            project="tongues" if n % 9 == 0 else [])
    return files


def tongues():
    """Each set of languages."""
    files = {}
    for n, langs in enumerate(["ky", "ru", "en", "ky ru", "ky en", "ru en", "ky ru en"]):
        for lang in langs.split():
            draft = {"draft": "yes"} if n == 6 and lang == "ru" else {}
            files[f"tongues/2024-04-{n + 1:02}-in.{lang}.gmi"] = item(
                f"In {lang} of {langs}", f"Text in {lang}.", date=f"2024-04-{n + 1:02} 08:0{n}", **draft)
    return files


def corpus():
    return {**front_pages(), **titles(), **bodies(), **moments(), **tongues()}


def later():
    """What editors do when readers have seen all that; None for a file that goes."""
    files = corpus()
    lines = "withdrawn: 2026-01-01 10:00\nreason: An \"error\" & <more> ]]>\n"
    def add(name, more):
        return files[name].replace("\n---\n", f"\n{more}---\n", 1)
    return {
        "minute/2025-05-05-n03.en.gmi": add("minute/2025-05-05-n03.en.gmi", lines),
        "minute/2025-05-05-n33.en.gmi": add("minute/2025-05-05-n33.en.gmi", "withdrawn: 2026-01-02\n"),
        "titles/2024-02-01-bold.ru.gmi": add("titles/2024-02-01-bold.ru.gmi", lines),
        "minute/2025-05-05-n04.en.gmi": None,
        "minute/2025-05-05-n07.en.gmi": add(
            "minute/2025-05-05-n07.en.gmi", "updated: 2026-01-03\ncorrection: Five & not <six> ]]>\n"),
    }
