"""jarchy-operations(7) explains each line that the server's log can have, and each figure."""

import glob
import os
import re
import unittest

from support.site import ROOT

# What an editor or a person at the command line is told is explained by the command itself.
OTHERS = {"command", "import", "main.c"}
LOGGED = re.compile(r"\blog_(?:error|warning)\(")
LITERAL = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([A-Z][A-Z_]{2,}))')
ENOUGH = 12  # characters that tell one line from others


def manual():
    with open(os.path.join(ROOT, "src/man/jarchy-operations.7")) as f:
        text = f.read()
    text = re.sub(r"^\.[A-Z]+ ?", "", text, flags=re.M)
    text = text.replace("\\-", "-").replace("\\(dq", '"').replace("\\e", "\\").replace("\\&", "")
    return re.sub(r"\s+", " ", re.sub(r"\\f.", "", text))


def lines_of_the_log():
    """Of each call the file and the format, with %s for what a macro adds."""
    for path in sorted(glob.glob(os.path.join(ROOT, "src/*/*.c"))):
        if os.path.basename(os.path.dirname(path)) in OTHERS:
            continue
        with open(path) as f:
            text = f.read()
        for call in LOGGED.finditer(text):
            at, parts = call.end(), []
            while part := LITERAL.match(text, at):
                parts.append(part[1] if part[1] is not None else "%s")
                at = part.end()
            yield os.path.relpath(path, ROOT), "".join(parts).replace('\\"', '"')


def longest(text):
    """The longest piece between what differs from case to case."""
    return max(re.split(r"%[-.*0-9]*(?:ll|l|z)?[a-z]", text), key=len).strip(' :;,()"')


class Manual(unittest.TestCase):
    def test_each_line_of_the_log_is_explained(self):
        said = manual()
        wanted = [(path, longest(text)) for path, text in lines_of_the_log()]
        self.assertGreater(len(wanted), 40)
        missing = [f"{path}: {piece}" for path, piece in wanted if len(piece) >= ENOUGH and piece not in said]
        self.assertEqual(missing, [], "\n".join(missing))

    def test_each_figure_is_explained(self):
        said = manual()
        with open(os.path.join(ROOT, "src/daemon/metrics.c")) as f:
            names = re.findall(r'\{ \{ "(jarchy_\w+)"', f.read())
        self.assertGreater(len(names), 15)
        self.assertEqual([name for name in names if name not in said], [])
