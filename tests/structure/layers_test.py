"""`make layers` refuses each breach of the structure: every rule is broken once in a copy of the source."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from support.site import ROOT


class Layers(unittest.TestCase):
    def setUp(self):
        self.tree = tempfile.mkdtemp(prefix="jarchy-layers-")
        self.addCleanup(shutil.rmtree, self.tree)
        shutil.copytree(os.path.join(ROOT, "src"), os.path.join(self.tree, "src"))
        with open(os.path.join(ROOT, "Makefile")) as f:
            self.modules = re.search(r"^MODULES := (.*)$", f.read(), re.M)[1].split()

    def layers(self):
        return subprocess.run([os.path.join(ROOT, "tests", "layers"), "--root", self.tree, *self.modules],
                              capture_output=True, text=True, timeout=60)

    def write(self, path, text):
        os.makedirs(os.path.dirname(os.path.join(self.tree, path)), exist_ok=True)
        with open(os.path.join(self.tree, path), "w") as f:
            f.write(text)

    def append(self, path, text):
        with open(os.path.join(self.tree, path), "a") as f:
            f.write(text)

    def refuse(self, *words):
        run = self.layers()
        self.assertEqual(run.returncode, 1, run.stdout)
        lines = run.stdout.splitlines()
        self.assertEqual(len(lines), 1, run.stdout)
        for word in words:
            self.assertIn(word, lines[0])

    def test_the_source_as_it_is_keeps_all_rules(self):
        run = self.layers()
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)

    def test_an_include_of_a_module_above_is_refused(self):
        self.append("src/base/clock.c", '#include "lang/lang.h"\n')
        self.refuse("src/base/clock.c", "lang/lang.h")

    def test_a_module_that_is_not_in_the_list_is_refused(self):
        self.write("src/attic/old.c", "/* old: nothing. */\n")
        self.refuse("src/attic/old.c")

    def test_a_circle_of_includes_is_refused(self):
        self.write("src/base/one.h", '#include "base/two.h"\n')
        self.write("src/base/two.h", '#include "base/one.h"\n')
        self.refuse("circle of base/one, base/two")

    def test_a_circle_of_calls_is_refused(self):
        self.write("src/base/one.c", "int one_a(void);\nint two_a(void);\n\nint one_a(void)\n{\n\treturn two_a();\n}\n")
        self.write("src/base/two.c", "int one_a(void);\nint two_a(void);\n\nint two_a(void)\n{\n\treturn one_a();\n}\n")
        self.refuse("circle of base/one, base/two", "base/one -> base/two (two_a)", "base/two -> base/one (one_a)")

    def test_a_circle_by_a_table_is_refused(self):
        self.write("src/base/one.c", "extern const int two_table[];\n\nint one_a(void)\n{\n\treturn two_table[0];\n}\n")
        self.write("src/base/two.c", "int one_a(void);\n\nconst int two_table[] = { 1 };\n\nint two_a(void)\n{\n\treturn one_a();\n}\n")
        self.refuse("circle of base/one, base/two", "two_table")

    def test_a_private_header_is_refused_to_other_modules(self):
        self.write("src/base/inner.h", "/*\n * inner: a part. Private to base/.\n */\n")
        self.append("src/base/clock.c", '#include "base/inner.h"\n')
        self.assertEqual(self.layers().returncode, 0)
        self.append("src/lang/lang.c", '#include "base/inner.h"\n')
        self.refuse("src/lang/lang.c", "private to base/")

    def test_a_library_is_refused_to_who_does_not_own_it(self):
        self.append("src/page/site.c", "#include <sqlite3.h>\n")
        self.refuse("src/page/site.c", "sqlite3.h", "catalog")


if __name__ == "__main__":
    unittest.main()
