"""Content for tests of protocols: what the project publishes itself, and what is meant to break renderers."""

from support.site import Site

WELLS = {
    "wells/project.en.gmi": "---\nname: Wells\nalias: /old/wells\n---\n\nA project.\n",
    "wells/2026-03-05-pump.en.gmi": "---\ntitle: A pump\ndate: 2026-03-05\nalias: /old/pump\n---\n\n"
                                    "=> https://example.org/pump?size=2&colour=\"red\" The maker\n.a line with a dot\n",
    "wells/2026-03-06-gone.en.gmi": "---\ntitle: Gone\ndate: 2026-03-06\nwithdrawn: 2026-03-07\nreason: An error\n---\n\nText.\n",
}

LONG = "Айыл өкмөтүнүн башчыларынын кеңешмеси " * 8
HOSTILE = {
    "site.en.gmi": "---\ntitle: .\n---\n\n.\n..\n.dots at the beginning\n",
    "site.ru.gmi": f"---\ntitle: {LONG}\n---\n\n{LONG}\n",
    "site.ky.gmi": "---\ntitle: Жарчы\n---\n\nТекст.\n",
    "traps/project.en.gmi": "---\nname: i0Trap\\there <b>&amp; \"quotes\" 3Error\ndonor: # not a heading\n---\n\n"
                            ".\n\n=> https://example.org/?a=1;b=2#c 3Error\n=> gopher://example.org/1/x%09y Search?\n"
                            "=> mailto:a@example.org .\n=> https://example.org/" + "x" * 400 + " long\n",
    "traps/project.ru.gmi": f"---\nname: {LONG}\n---\n\n{LONG}\n",
    "traps/2024-01-01-wide.en.gmi": "---\ntitle: " + "漢字" * 60 + "\n---\n\n" + "漢字" * 200 + "\n\n"
                                    + "e\u0301" * 300 + "\n\n.\n. . .\n.x\n",
    "traps/2024-01-02-fence.en.gmi": "---\ntitle: => /en/ not a link\n---\n\n```\n=> /en/traps/ 2024-01-01 no entry\n.\n"
                                     + "x" * 300 + "\n# no heading\n```\n\n* list\n> quote\n",
    "traps/2024-01-03-table.ru.gmi": "---\ntitle: # Таблица\n---\n\n```table\nИмя | " + "Очень длинный столбец " * 5
                                     + "| Ещё\n" + "Бир | " + "эки " * 40 + " | үч\n漢字 | б | .\n```\n",
    "traps/2024-01-04-pair.en.gmi": "---\ntitle: 2024-01-04 2024-01-05 dates\nsummary: ## sub\n---\n\nText.\n",
    "traps/2024-01-04-pair.ru.gmi": f"---\ntitle: {LONG}\n---\n\nТекст.\n",
    "traps/2024-01-05-files/index.en.gmi": "---\ntitle: Files\nattachment: dot.txt A .dot\nattachment: plan.pdf 1\tTab\n"
                                           "attachment: photo.jpg Photo\n---\n\nText.\n",
    "traps/2024-01-05-files/dot.txt": ".\n..\n.x\n",
    "traps/2024-01-05-files/plan.pdf": "%PDF-1.4\n",
    "traps/2024-01-05-files/photo.jpg": "not really\n",
}


def site(files, content=None, **options):
    """A site that is not started yet, with these files in its content."""
    made = Site(content=content, **options)
    for name, text in files.items():
        made.save(name, text)
    return made
