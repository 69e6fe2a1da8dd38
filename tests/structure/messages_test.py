"""Each message for editors has a text in each language, which says it with the same arguments."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from support import messages
from support.site import ROOT


class Messages(unittest.TestCase):
    def setUp(self):
        if not shutil.which("xgettext"):
            self.skipTest("gettext is not installed")

    def test_each_message_has_a_text_in_each_language(self):
        needed = messages.templates(ROOT)
        self.assertGreater(len(needed), 500)
        for language in messages.languages(ROOT):
            texts = messages.texts(ROOT, language)
            with self.subTest(language=language):
                self.assertEqual([t for t in needed if not texts.get(t)], [], "these have no text")
                self.assertEqual([t for t in texts if t and t not in needed], [], "no message says these any more")

    def test_translations_take_the_arguments_of_their_messages(self):
        for language in messages.languages(ROOT):
            with self.subTest(language=language):
                self.assertEqual(messages.faults(messages.path_of(ROOT, language)), "")

    def test_a_missing_or_wrong_text_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "one.c")
            with open(source, "w", encoding="utf-8") as f:
                f.write('void f(void) { err_set(err, "new %s", "x"); problem_add(a, b, c, 0, 0, "r", "more %d", 1); }\n')
            self.assertEqual(messages.extract([source], messages.KEYWORDS), ["new %s", "more %d"])
            po = os.path.join(folder, "ru.po")
            with open(po, "w", encoding="utf-8") as f:
                f.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, c-format\nmsgid "new %s"\nmsgstr "новый %d"\n')
            self.assertIn("format", messages.faults(po))

    def test_no_sentence_is_glued_to_a_quotation_mark_of_another_language(self):
        """Texts quote with «…» where the message quotes; suffixes are on words, never on an argument."""
        for language in messages.languages(ROOT):
            for template, text in messages.texts(ROOT, language).items():
                with self.subTest(language=language, template=template):
                    self.assertEqual(text.count("«"), text.count("»"))
                    self.assertIsNone(re.search(r"%(?:\.\*)?s[а-яөүңё]", text.replace("%s» ", "")))


class Spoken(unittest.TestCase):
    """The program speaks the language that is asked for, whether the C library knows it or not."""

    def run_jarchy(self, *arguments, **environment):
        return subprocess.run([os.path.join(ROOT, os.environ.get("JARCHY_BUILD", ".build"), "jarchy"), *arguments], cwd=ROOT, text=True,
                              capture_output=True, env={"PATH": os.environ["PATH"], **environment})

    def said(self, *arguments, **environment):
        return self.run_jarchy(*arguments, **environment).stderr

    def test_the_environment_chooses_the_language(self):
        for environment, says in [({"LANG": "ru_RU.UTF-8"}, "нет команды «biuld»"), ({"LC_MESSAGES": "ky_KG", "LANG": "ru"}, "деген буйрук жок"),
                                  ({"LC_ALL": "C", "LANG": "ru"}, "there is no command"), ({"LANG": "xx_XX"}, "there is no command"),
                                  ({"LC_ALL": "ky", "LANG": "en"}, "деген буйрук жок"), ({}, "there is no command")]:
            with self.subTest(environment=environment):
                self.assertIn(says, self.said("biuld", **environment))

    def test_lang_chooses_it_first(self):
        self.assertIn("нет параметра --jsno", self.said("check", "--jsno", "--lang", "ru", LANG="ky_KG.UTF-8"))
        self.assertIn("деген параметр жок", self.said("check", "--lang=ky", "--jsno"))
        self.assertIn('there are no messages in the language "xx": write one of en, ky, ru', self.said("check", "--lang", "xx"))

    def test_help_is_in_the_language_and_its_columns_are_of_letters(self):
        for language, usage in [("en", "usage: jarchy new PROJECT"), ("ru", "запуск: jarchy new ПРОЕКТ"), ("ky", "колдонуу: jarchy new ДОЛБООР")]:
            with self.subTest(language=language):
                text = self.run_jarchy("new", "--help", LANG=language).stdout
                self.assertIn(usage, text)
                rows = re.findall(r"(?m)^  .{4}--[a-z]+(?: \S+)? +(?=\S)", text)
                self.assertGreater(len(rows), 6)
                self.assertEqual(len({len(r) for r in rows}), 1, text)

    def test_no_error_of_a_configuration_is_left_in_english(self):
        """Those of the library that reads it too."""
        texts = ['hots = "a"', "flavour = 1", "port = 1", "http { hub = 1 }", 'host = "a', "host", 'host "a"', "gemini 1", "workers = many",
                 "workers = 99999999999999999999", "workers = 65", "report = maybe", '} host = "a"', "host = }", 'host += "a"', 'host = "\\777"',
                 "", "/* a", "gemini {", 'host = "a b"', 'languages = {"k"}', "languages = {}", 'sandbox = "x"', 'user = "no such user"',
                 'gemini { listen = {"x"} }', 'https { listen = {"*:1"} }', 'timezone = "x"']
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "f")
            for text in texts:
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text + "\n" if text else "")
                for language in ["en", *messages.languages(ROOT)]:
                    with self.subTest(text=text, language=language):
                        run = self.run_jarchy("config", "-c", path, LANG=language)
                        said = run.stderr.removeprefix(path)
                        self.assertEqual(run.returncode, 2, run)
                        self.assertNotIn("option", said)
                        if language != "en":
                            self.assertIsNone(re.search("[a-z]{2} [a-z]{2}", re.sub("«[^»]*»", "", said)), said)
                            self.assertIsNotNone(re.search("[а-я]{2}", said), said)

    def test_no_help_of_another_language_is_left_in_english(self):
        commands = re.findall(r"(?m)^  ([a-z-]+) ", self.run_jarchy("--help").stdout)
        english = {line for c in commands for line in self.run_jarchy(c, "--help").stdout.splitlines() if re.search("[a-z]{2} [a-z]{2}", line)}
        for language in messages.languages(ROOT):
            for c in commands:
                with self.subTest(language=language, command=c):
                    self.assertEqual([line for line in self.run_jarchy(c, "--help", LANG=language).stdout.splitlines() if line in english], [])
