"""Bad input: one clear line for each fault, and the right exit status."""

import os
import re
import shutil
import tempfile
import unittest

from support.site import OWN_CONTENT, jarchy, without_progress

GOOD = "---\ntitle: Fine\n---\n\nText.\n"
# One fault each: name of the file, its text, what the line must say.
FAULTS = [
    ("p/2024-01-01-unknown-key.en.gmi", "---\ntitle: A\nauhtor: B\n---\n\nText.\n", r':3:.*auhtor.*author'),
    ("p/2024-01-02-no-end.en.gmi", "---\ntitle: A\n\nText.\n", r":\d+:.*---"),
    ("p/2024-01-03-bad-date.en.gmi", "---\ntitle: A\ndate: 2024-02-30\n---\n\nText.\n", r":3:.*2024-02-30"),
    ("p/2024-01-04-bad-kind.en.gmi", "---\ntitle: A\nkind: rumour\n---\n\nText.\n", r":3:.*rumour.*press-release"),
    ("p/2024-01-05-no-title.en.gmi", "---\nkind: news\n---\n\nText.\n", r".*title"),
    ("p/2024-01-06-fence.en.gmi", "---\ntitle: A\n---\n\n```\nopen\n", r":5:.*```"),
    ("p/2024-01-07-utf8.en.gmi", b"---\ntitle: A\n---\n\nGood.\nBad \xff.\n", r":6:5:.*UTF-8"),
    ("p/2024-01-08-control.en.gmi", "---\ntitle: A\n---\n\nBell \x07.\n", r":5:6:.*control"),
    ("p/2024-01-09-language.xx.gmi", GOOD, r":.*xx"),
    ("p/Upper Case.en.gmi", GOOD, r": error: .*name this file 20\d\d-\d\d-\d\d-upper-case\.en\.gmi"),
    ("p/2024-01-10-expires.en.gmi", "---\ntitle: A\npublish: 2024-05-01\nexpires: 2024-04-01\n---\n\nText.\n",
     r":4:.*expires"),
    ("archive", None, r":.*archive"),
]


class Faults(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())

    def config(self, text, command="config"):
        self.write("jarchy.conf", text)
        return jarchy(command, cwd=self.folder)

    def test_every_content_fault_is_one_line_and_the_good_files_are_published(self):
        self.write("content/p/project.en.gmi", "---\nname: P\n---\n\nText.\n")
        self.write("content/p/2024-01-12-good.en.gmi", GOOD)
        for name, text, _ in FAULTS:
            self.write("content/" + name if text else f"content/{name}/2024-01-11-reserved.en.gmi", text or GOOD)
        for command in "build", "check":
            run = jarchy(command, cwd=self.folder)
            self.assertEqual(run.returncode, 1, run.stderr)
            lines = [l for l in without_progress(run.stderr) if "warning" not in l]
            for name, _, says in FAULTS:
                about = [l for l in lines if l.startswith("content/" + name)]
                self.assertEqual(len(about), 1, f"{name}: {about}")
                self.assertRegex(about[0], "^content/" + name.replace(".", r"\.") + says)
            self.assertEqual(len(lines), len(FAULTS), run.stderr)
        with open(os.path.join(self.folder, "feeds/en/p/atom.xml")) as f:
            self.assertIn("<title>Fine</title>", f.read())

    def test_a_broken_file_is_reported_again_by_the_next_build(self):
        self.write("content/p/project.en.gmi", "---\nname: P\n---\n\nText.\n")
        self.write("content/" + FAULTS[0][0], FAULTS[0][1])
        first, second = jarchy("build", cwd=self.folder), jarchy("build", cwd=self.folder)
        self.assertEqual((first.returncode, without_progress(first.stderr)), (second.returncode, without_progress(second.stderr)))
        self.assertEqual(second.returncode, 1)

    def test_configuration_faults_name_file_and_line(self):
        for text, says in [
            ("host = \"a\"\nhots = \"b\"\n", r'^jarchy\.conf:2: unknown key "hots": did you mean "host"\?\n$'),
            ("gemini {\n prot = 1\n}\n", r'^jarchy\.conf:2: unknown key "prot": did you mean "port"\?\n$'),
            ("languages = {\"ru\", \"x\"}\n", r'^jarchy\.conf:1: languages: .*"x".*ky'),
            ("timezone = \"Mars/Base\"\n", r"^jarchy\.conf:1: timezone: .*Mars/Base"),
            ("workers = -1\n", r"^jarchy\.conf:1: workers: -1"),
            ("\nhttp { listen = {\"8080\"} }\n", r'^jarchy\.conf:2: listen: "8080" is not'),
            ("http { url = \"example.org\" }\n", r'^jarchy\.conf:1: url: "example\.org"'),
            ("gemini { port = 70000 }\n", r"^jarchy\.conf:1: port: 70000"),
            ("host = \"a b\"\n", r'^jarchy\.conf:1: host: "a b"'),
            ("sandbox = \"no\"\n", r'^jarchy\.conf:1: sandbox: "no"'),
            ("limits { connections = 0 }\n", r"^jarchy\.conf:1: connections: 0"),
            ("hub = \"hub.example.org\"\n", r'^jarchy\.conf:1: hub: "hub\.example\.org"'),
            ("host = \n", r"^jarchy\.conf:\d: "),
        ]:
            with self.subTest(text):
                run = self.config(text)
                self.assertEqual(run.returncode, 2, run.stdout)
                self.assertRegex(run.stderr, says)

    def test_all_faults_of_values_are_told_at_once(self):
        run = self.config("workers = 100\ntimezone = \"Nowhere\"\nlanguages = {\"x\"}\n")
        self.assertEqual(run.returncode, 2)
        self.assertEqual(len(run.stderr.splitlines()), 3, run.stderr)

    def test_a_configuration_that_is_not_there(self):
        run = jarchy("config", "-c", "missing.conf", cwd=self.folder)
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stderr, "missing.conf: cannot be read: No such file or directory\n")

    def test_the_effective_configuration_is_a_configuration(self):
        first = self.config("host = \"news.example.org\"\nworkers = 3\n").stdout
        self.assertIn("news.example.org", first)
        self.write("again.conf", first)
        self.assertEqual(jarchy("config", "-c", "again.conf", cwd=self.folder).stdout, first)

    def test_no_content_directory(self):
        for command in "build", "check", "serve":
            run = self.config("gemini { listen = {} }\ngopher { listen = {} }\n", command)
            self.assertEqual(run.returncode, 2)
            # A server writes the time of each line.
            self.assertRegex(run.stderr, (r"^\S+ " if command == "serve" else "^") +
                             r'jarchy: error: content directory "content": No such file or directory\n$')

    def test_an_unreadable_certificate(self):
        os.mkdir(os.path.join(self.folder, "content"))
        listen = ('gemini { listen = {"127.0.0.1:0"} }\ngopher { listen = {"127.0.0.1:0"} }\n'
                  'http { listen = {"127.0.0.1:0"} }\n')
        self.write("certs/localhost.crt", "no certificate\n")
        self.write("certs/localhost.key", "no key\n")
        run = self.config(listen, "serve")
        self.assertEqual(run.returncode, 2)
        self.assertRegex(run.stderr, r"^\S+ jarchy: error: certs/localhost\.crt: .*\n$")

    def test_a_certificate_that_ends_soon_is_warned_of_by_check(self):
        self.write("content/p/project.en.gmi", "---\nname: P\n---\n\nText.\n")
        for host, days in ("a.example", "30"), ("b.example", "3000"):
            self.assertEqual(jarchy("cert", "make", "--host", host, "--days", days, cwd=self.folder).returncode, 0)
        run = jarchy("check", cwd=self.folder)
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stderr, r'(?m)^jarchy: warning: certs/a\.example\.crt is valid for (29|30) more days: renew it')
        self.assertNotIn("b.example", run.stderr)
        self.assertNotIn("a.example", jarchy("check", "content", cwd=self.folder).stderr)

    def test_a_key_of_another_certificate(self):
        os.mkdir(os.path.join(self.folder, "content"))
        for host in "localhost", "other":
            self.assertEqual(jarchy("cert", "make", "--host", host, cwd=self.folder).returncode, 0)
        certs = os.path.join(self.folder, "certs")
        os.replace(os.path.join(certs, "other.key"), os.path.join(certs, "localhost.key"))
        os.unlink(os.path.join(certs, "other.crt"))
        run = self.config('gemini { listen = {"127.0.0.1:0"} }\n', "serve")
        self.assertEqual(run.returncode, 2)
        self.assertRegex(run.stderr, r"^\S+ jarchy: error: certs/localhost\.(crt|key): .*\n$")

    def test_unknown_commands_and_options(self):
        for arguments, says in [(["biuld"], 'did you mean "build"'), ([], "write a command"),
                                (["build", "--what"], "--what"), (["config", "extra"], "extra"),
                                (["build", "--bundle"], 'there is no option --bundle here: these commands have it: "new"'),
                                (["--lang", "xx", "check"], 'there are no messages in the language "xx"'),
                                (["stats", "--jsno"], "did you mean --json?"),
                                (["cert", "show", "--days", "0"], "--days takes a number from 1 to 36500")]:
            run = jarchy(*arguments, cwd=self.folder)
            self.assertEqual(run.returncode, 2)
            self.assertIn(says, run.stderr)

    def test_help_and_version(self):
        self.assertEqual(jarchy("--version").stdout.split()[0], "jarchy")
        self.assertIn("serve", jarchy("--help").stdout)
        options = {"serve": "", "build": "", "check": "all json rules", "status": "", "stats": "json",
                   "new": "lang kind slug bundle project", "publish": "yes", "import": "project lang draft publish dry-run report fetch intranet pages",
                   "cert": "host days", "config": "test", "languages": "new", "backup": "", "restore": "force",
                   "preview-link": "days revoke list"}
        listed = re.findall(r"(?m)^  ([a-z-]+) ", jarchy("--help").stdout)
        self.assertEqual(sorted(listed), sorted(options))
        for command, own in options.items():
            run = jarchy(command, "--help")
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            self.assertIn(f"usage: jarchy {command}", run.stdout)
            self.assertEqual(re.findall(r"(?m)^  (?:-.,|   ) --([a-z-]+)", run.stdout),
                             own.split() + [o for o in ("config", "lang", "quiet", "help", "version") if o not in own.split()])


class New(unittest.TestCase):
    def test_a_new_item_is_a_draft_that_check_accepts(self):
        with tempfile.TemporaryDirectory(prefix="jarchy-test-") as folder:
            shutil.copytree(OWN_CONTENT, os.path.join(folder, "content"))
            project = sorted(n for n in os.listdir(OWN_CONTENT) if os.path.isdir(os.path.join(OWN_CONTENT, n)))[0]
            argv = ("new", project, "Жаңы көпүрө ачылды", "--lang", "ky", "--lang", "ru", "--kind", "event")
            run = jarchy(*argv, cwd=folder)
            self.assertEqual(run.returncode, 0, run.stderr)
            made = run.stdout.split()
            self.assertEqual(len(made), 2)
            self.assertRegex(made[0], rf"^content/{project}/\d{{4}}-\d\d-\d\d-jangy-kopuro-achyldy\.ky\.gmi$")
            with open(os.path.join(folder, made[0]), encoding="utf-8") as f:
                text = f.read()
            self.assertRegex(text, r"(?m)^id: urn:uuid:[0-9a-f-]{36}$")
            check = jarchy("check", cwd=folder)
            self.assertEqual(check.returncode, 0, check.stderr)
            again = jarchy(*argv, cwd=folder)
            self.assertEqual(again.returncode, 2)
            self.assertIn("Файл мурунтан эле бар", again.stderr)
            with open(os.path.join(folder, made[0]), encoding="utf-8") as f:
                self.assertEqual(f.read(), text)
