"""What a run found: tables of comparisons with their spread, one line for each goal, and all of it for programs."""

import json
import statistics


def heading(title):
    print(f"\n{title}", flush=True)


def table(columns, rows):
    """Prints rows of text under their heads, the first column to the left."""
    cells = [columns, *rows]
    widths = [max(len(str(row[n])) for row in cells) for n in range(len(columns))]
    for row in cells:
        print("  " + "  ".join(str(cell).ljust(w) if n == 0 else str(cell).rjust(w)
                              for n, (cell, w) in enumerate(zip(row, widths))).rstrip(), flush=True)


def ratio(a, b):
    return f"{a / b:.{2 if a >= b / 10 else 4}f}" if b else "-"


class Spread:
    """Figures of several rounds: median, least and greatest."""

    def __init__(self, values):
        self.values = list(values)
        self.median = statistics.median(self.values)
        self.least, self.greatest = min(self.values), max(self.values)

    @staticmethod
    def of_ratios(ours, theirs):
        """Of two sides that took turns, round by round: what slows both down in a round does not count."""
        return Spread(a / b for a, b in zip(ours, theirs) if b)

    def text(self, digits=2):
        if self.least == self.greatest:
            return f"{self.median:.{digits}f}"
        return f"{self.median:.{digits}f} ({self.least:.{digits}f}–{self.greatest:.{digits}f})"


class Goal:
    """At most, or at least, so much."""

    def __init__(self, what, spread, most=None, least=None, unit=""):
        self.what, self.spread, self.unit = what, spread, unit
        self.most, self.least = most, least

    @property
    def wanted(self):
        return self.most if self.least is None else self.least

    @property
    def met(self):
        value = self.spread.median
        return value <= self.most if self.least is None else value >= self.least

    def distance(self):
        """How far the median is on the good side of the goal, or on the other."""
        part = 100 * (self.spread.median / self.wanted - 1)
        if self.least is not None:
            part = -part
        return f"{abs(part):.0f} % " + ("to spare" if part <= 0 else "off")

    def row(self):
        digits = 2 if not self.unit else 1 if self.wanted >= 1 else 3
        sign = "≤" if self.least is None else "≥"
        return [self.what, self.spread.text(digits) + self.unit, f"{sign} {self.wanted:g}{self.unit}",
                "met" if self.met else "NOT MET", self.distance()]


class Report:
    def __init__(self):
        self.machine, self.goals, self.comparisons, self.instructions, self.failures = {}, [], [], {}, 0

    def goal(self, what, spread, most=None, least=None, unit=""):
        """`spread`: a Spread, or the figures of the rounds."""
        if not isinstance(spread, Spread):
            spread = Spread(spread)
        self.goals.append(Goal(what, spread, most, least, unit))

    def compare(self, title, sides, more=()):
        """
        The table of a comparison. The first side is jarchy; the last columns are its share of the others' figures,
        with the range over the rounds.
        """
        heading(title)
        first, rows = sides[0], []
        for side in sides:
            failed = int(side.total("failures"))
            self.failures += failed
            shares = ["", ""] if side is first else [first.share(side, key).text() for key in ("cpu", "rate")]
            rows.append([side.name, f"{side.median('cpu'):.1f}", f"{side.median('rate'):.0f}",
                         f"{side.median('p50'):.0f}", f"{side.median('p99'):.0f}",
                         f"{max(r['memory'] for r in side.rounds):.1f}", *shares,
                         f"{failed} FAILED" if failed else ""])
            for why in {r["why"] for r in side.rounds if r["why"]}:
                print(f"  ({side.name}: {why})")
        table(["", "CPU µs/req", "req/s", "p50 µs", "p99 µs", "MiB", "CPU, share", "req/s, share", ""], rows)
        for line in more:
            print(f"  {line}")
        self.comparisons.append({"title": title, "sides": {s.name: s.rounds for s in sides}})

    def share_goal(self, what, sides, name, key, most=None, least=None):
        """A goal for jarchy's share of another side's figure, if that side was there."""
        for other in sides[1:]:
            if other.name == name:
                self.goal(f"{what} / {name}", sides[0].share(other, key), most, least)

    def summary(self):
        if not self.goals:
            return
        heading("Summary: each goal, with the range over the rounds")
        table(["", "figure", "goal", "", "by"], [g.row() for g in self.goals])
        print(f"  {sum(g.met for g in self.goals)} of {len(self.goals)} met; {self.failures} failed requests")

    def save(self, file):
        goals = [{"what": g.what, "values": g.spread.values, "most": g.most, "least": g.least, "unit": g.unit,
                  "met": g.met} for g in self.goals]
        with open(file, "w", encoding="utf-8") as f:
            json.dump({"machine": self.machine, "goals": goals, "comparisons": self.comparisons,
                       "instructions": self.instructions}, f,
                      ensure_ascii=False, indent=1)
            f.write("\n")
