"""A project with as many items as a test of feeds wants."""

import hashlib

PROJECT = "---\nname: Wells\n---\n\nA project.\n"
ITEM = "---\ntitle: {title}\ndate: {date} 10:00\nsummary: One sentence that sums it up.\n---\n\n{text}\n"
FEED = "/en/wells/atom.xml"
KINDS = ["atom.xml", "rss.xml", "feed.json"]


def words(seed, count=200):
    """Text that no coding makes much smaller."""
    return " ".join(hashlib.sha256(f"{seed} {i}".encode()).hexdigest()[:9] for i in range(count))


def add_items(site, count, year=2025):
    """Saves so many items, a day apart; the history's pages are full after 20."""
    for i in range(count):
        date = f"{year}-{1 + i // 28:02}-{1 + i % 28:02}"
        site.save(f"wells/{date}-pump.en.gmi", ITEM.format(title=f"Pump {year} {i}", date=date, text=words(i)))


def add_large_item(site):
    """The newest, of signs that escaping makes long: a feed that is not held in memory."""
    site.save("wells/2026-02-01-large.en.gmi", ITEM.format(title="Large", date="2026-02-01", text="& " * 500000))
