"""What a package brings besides the program agrees with the program, and with the tools that read it."""

import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from support.clients import needs
from support.site import BUILD, DEADLINE, JARCHY, ROOT, Site, jarchy, wait_for

DEBIAN = os.path.join(ROOT, "src/debian")
DIST = os.path.join(ROOT, "src/dist")
UNIT = os.path.join(DEBIAN, "jarchy.service")
CONFINE = os.path.join(ROOT, "tests/support/confine.py")
PACKAGED = {"content", "feeds", "state", "certs", "gopher|listen", "log|access"}  # keys whose values a package sets


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as f:
        return f.read()


def run(*argv, **more):
    return subprocess.run(argv, capture_output=True, text=True, timeout=DEADLINE, **more)


def folder_of(test):
    folder = tempfile.mkdtemp(prefix="jarchy-test-")
    test.addCleanup(shutil.rmtree, folder)
    return folder


class Configuration(unittest.TestCase):
    TEXT = read(DIST, "jarchy.conf")
    KEY = re.compile(r"^ *(# )?(\w+) = (.*)$")

    def keys(self):
        """(name, set by the package, value) of each key of the file, sections as in config_keys.c."""
        section = ""
        for line in self.TEXT.splitlines():
            opened = re.match(r"(\w+) \{$", line)
            section = opened[1] + "|" if opened else "" if line == "}" else section
            found = self.KEY.match(line)
            if found:
                yield section + found[2], not found[1], found[3]

    def table(self):
        source = read("src/config/config_keys.c")
        rows = set(re.findall(r'^\t\{ "([\w|]+)", KEY_', source, re.M))
        limits = {"limits|" + name for name in re.findall(r"^\tLIMIT\((\w+),", source, re.M)}
        services = re.findall(r'\[SERVICE_\w+\] = \{ *(?:\.name = )?"(\w+)"', read("src/content/service.c"))
        return rows | limits | {f"{s}|{key}" for s in services for key in ("listen", "proxy")}

    def effective(self, text):
        """What `jarchy config` says, by key; None for one that it prints as a comment, since it has no value."""
        folder = folder_of(self)
        with open(os.path.join(folder, "jarchy.conf"), "w", encoding="utf-8") as f:
            f.write(text)
        done = jarchy("config", cwd=folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        found, section = {}, ""
        for line in done.stdout.splitlines():
            opened = re.match(r"(\w+) \{$", line)
            section = opened[1] + "|" if opened else "" if line == "}" else section
            key = re.match(r" *(# )?(\w+) ?= ?(.*)$", line)
            if key:
                found[section + key[2]] = None if key[1] else key[3]
        return found

    def test_the_packaged_configuration_has_each_key_once(self):
        names = [name for name, _, _ in self.keys()]
        self.assertEqual(sorted(names), sorted(set(names)))
        self.assertEqual(set(names), self.table(), "src/dist/jarchy.conf has to have each key, with its usual value")

    def test_what_is_in_comments_is_what_holds_without_them(self):
        alone = "".join(line + "\n" for line in self.TEXT.splitlines() if line.startswith("#") or not self.KEY.match(line)
                        or line.lstrip().startswith("#"))
        usual = self.effective('host = "localhost"\n')
        said = self.effective(re.sub(r"^( *)# (?=\w+ = )", r"\1", alone, flags=re.M))
        for name, value in usual.items():
            if value is not None:
                self.assertEqual(said[name], value, name)

    def test_a_package_sets_only_what_has_to_differ(self):
        self.assertEqual({name for name, is_set, _ in self.keys() if is_set}, PACKAGED)
        usual, packaged = self.effective('host = "localhost"\n'), self.effective(self.TEXT)
        differ = {name for name in usual if usual[name] != packaged[name]}
        self.assertEqual(differ, PACKAGED | {"gopher|port"})


@unittest.skipIf("asan" in BUILD, "the usual build has them")
class Completions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.commands = re.findall(r"^  ([a-z][\w-]*) ", jarchy("--help").stdout, re.M)
        assert len(cls.commands) > 10, cls.commands

    def script(self, shell):
        done = run(os.path.join(DIST, "completion"), shell, JARCHY)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        path = os.path.join(folder_of(self), "_jarchy")
        with open(path, "w", encoding="utf-8") as f:
            f.write(done.stdout)
        return path

    @staticmethod
    def options(command):
        return set(re.findall(r"^  (?:-\w,|   ) (--[\w-]+)", jarchy(command, "--help").stdout, re.M))

    def in_bash(self, script, *lines):
        """What bash offers as the last word of each line."""
        ask = ('. "$0"; for line; do read -ra COMP_WORDS <<<"$line"; [[ $line == *" " ]] && COMP_WORDS+=("")\n'
               'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _jarchy; echo "${COMPREPLY[*]}"; done')
        done = run("bash", "-c", ask, script, *lines, cwd=os.path.dirname(script))
        self.assertEqual(done.stderr, "")
        return [set(line.split()) for line in done.stdout.split("\n")[:-1]]

    def test_bash_completes_each_command_and_its_options(self):
        script = self.script("bash")
        self.assertEqual(self.in_bash(script, "jarchy "), [set(self.commands)])
        offered = self.in_bash(script, *(f"jarchy {name} --" for name in self.commands))
        for name, words in zip(self.commands, offered):
            self.assertEqual(words, self.options(name), name)
            self.assertIn("--config", words)

    def test_bash_completes_values(self):
        kinds, verbs, cut, free, files = self.in_bash(self.script("bash"), "jarchy new --kind ", "jarchy cert ", "jarchy pre",
                                                      "jarchy import --project ", "jarchy check -c ")
        self.assertEqual(kinds, {"news", "press-release", "event", "practice", "publication"})
        self.assertEqual(verbs, {"make", "show", "renew"})
        self.assertEqual((cut, free, files), ({"preview-link"}, set(), {"_jarchy"}))

    @needs("zsh")
    def test_zsh_reads_it_and_it_has_each_command(self):
        script = self.script("zsh")
        done = run("zsh", "-fn", script)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        text = open(script, encoding="utf-8").read()
        for name in self.commands:
            self.assertIn(f"\t\t'{name}:", text)
            begin = text.index(f"\t\t{name})\n")
            for option in self.options(name):
                self.assertIn(option, text[begin:text.index(";;", begin)], name)

    @needs("fish")
    def test_fish_completes_each_command_and_its_options(self):
        script = self.script("fish")
        home = dict(os.environ, HOME=os.path.dirname(script))

        def offered(line):
            done = run("fish", "--no-config", "-c", f"source {script}; complete -C '{line}'", env=home)
            return {word.split("\t")[0] for word in done.stdout.splitlines()}
        self.assertEqual(offered("jarchy "), set(self.commands))
        for name in self.commands:
            self.assertEqual(offered(f"jarchy {name} --"), self.options(name), name)


class Unit(unittest.TestCase):
    @needs("systemd-analyze")
    def test_systemd_reads_it_without_a_doubt(self):
        folder = folder_of(self)
        for path in glob.glob(os.path.join(DEBIAN, "*.service")) + glob.glob(os.path.join(DEBIAN, "*.timer")):
            text = read(path).replace("/usr/bin/jarchy", JARCHY)  # which has to be there
            with open(os.path.join(folder, os.path.basename(path)), "w", encoding="utf-8") as f:
                f.write(text)
        done = run("systemd-analyze", "verify", "--man=no", *glob.glob(os.path.join(folder, "*")))
        said = [line for line in done.stderr.splitlines() if "jarchy" in line]
        self.assertEqual((said, done.returncode), ([], 0), done.stderr)

    @needs("systemd-analyze")
    def test_it_is_exposed_by_1_6_at_most(self):
        done = run("systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=16", UNIT)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @needs("systemd-analyze")
    @unittest.skipIf("asan" in BUILD, "sanitizers need calls that the unit forbids")
    def test_jarchy_serves_reloads_and_is_upgraded_with_the_calls_that_it_allows(self):
        with Site(prefix=("/usr/bin/python3", CONFINE, f"--unit={UNIT}")) as site:
            site.keep_ports()
            for number, line in (signal.SIGHUP, "reloaded"), (signal.SIGUSR2, "ready:"):
                before = len(site.lines)
                site.signal(number)
                site.wait_line(line, before)
                wait_for("the workers", site.serving)
                self.assertEqual(site.gemini("/ru/")[0], 20)
            self.assertEqual([line for line in site.lines if "error" in line], [])

    @needs("systemd-sysusers")
    def test_its_user_can_be_made(self):
        root = folder_of(self)
        os.mkdir(os.path.join(root, "etc"))
        done = run("systemd-sysusers", f"--root={root}", os.path.join(DEBIAN, "jarchy.sysusers"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(read(os.path.join(root, "etc/passwd")), r"(?m)^jarchy:x:\d+:\d+:[^:]*:/var/lib/jarchy:/usr/sbin/nologin$")

    @needs("systemd-tmpfiles")
    @unittest.skipUnless(os.geteuid() == 0, "only root can give folders to others")
    def test_its_folders_can_be_made(self):
        root = folder_of(self)
        os.mkdir(os.path.join(root, "etc"))
        with open(os.path.join(root, "etc/passwd"), "w") as f:
            f.write("root:x:0:0::/:\njarchy:x:7:7::/:\n")
        with open(os.path.join(root, "etc/group"), "w") as f:
            f.write("root:x:0:\nadm:x:4:\njarchy:x:7:\n")
        done = run("systemd-tmpfiles", "--create", f"--root={root}", os.path.join(DEBIAN, "jarchy.tmpfiles"))
        self.assertEqual(done.returncode, 0, done.stderr)
        for path, owner, mode in (("var/lib/jarchy", 7, 0o40750), ("var/backups/jarchy", 7, 0o40700),
                                  ("var/log/jarchy", 0, 0o40755), ("var/log/jarchy/access.log", 7, 0o100640)):
            found = os.stat(os.path.join(root, path))
            self.assertEqual((found.st_uid, found.st_mode), (owner, mode), path)

    @needs("logrotate")
    def test_logrotate_reads_its_file(self):
        folder = folder_of(self)
        text = read(DEBIAN, "jarchy.logrotate").replace("jarchy adm", "root root").replace("/var/log/jarchy", folder)
        rules = os.path.join(folder, "rules")
        with open(rules, "w") as f:
            f.write(text)
        os.chmod(rules, 0o644)
        with open(os.path.join(folder, "access.log"), "w") as f:
            f.write("a request\n")
        done = run("logrotate", "-d", "-s", os.path.join(folder, "state"), rules)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("error", done.stderr)
        self.assertIn("access.log", done.stderr)


class Debian(unittest.TestCase):
    def test_the_package_is_built_from_what_the_program_is_built_from(self):
        need = re.search(r'^build="([^"]*)"', read(".ci/deps"), re.M)[1].split()
        given = {"gcc", "make", "libc6-dev"}  # each build has these
        said = re.search(r"^Build-Depends: (.*?)\n(?=\S)", read(DEBIAN, "control"), re.M | re.S)[1]
        said = {re.sub(r" \(.*\)", "", word.strip()) for word in said.split(",")}
        self.assertEqual(said - {"debhelper-compat", "dh-sequence-installsysusers"}, set(need) - given)

    def test_the_changelog_has_the_version_of_the_program(self):
        version = re.search(r"^VERSION := (\S+)$", read("Makefile"), re.M)[1]
        self.assertEqual(re.match(r"jarchy \((\S+)\) ", read(DEBIAN, "changelog"))[1], version)

    def test_shells_read_the_scripts(self):
        scripts = glob.glob(os.path.join(DEBIAN, "*inst")) + glob.glob(os.path.join(DEBIAN, "*rm"))
        self.assertEqual(len(scripts), 4)
        for path in scripts + [os.path.join(DIST, name) for name in ("upgrade", "completion", "certbot-hook")]:
            self.assertEqual(run("sh", "-n", path).stderr, "", path)

    def test_each_manual_page_is_installed_by_its_section(self):
        root = folder_of(self)
        done = run("make", "-s", "install", f"B={BUILD}", f"DESTDIR={root}", "PREFIX=/usr", "-o", os.path.join(BUILD, "jarchy"),
                   cwd=ROOT)
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in glob.glob(os.path.join(ROOT, "src/man/*")):
            name = os.path.basename(path)
            self.assertTrue(os.path.exists(os.path.join(root, "usr/share/man", f"man{name[-1]}", name)), name)


class LanguagePacks(unittest.TestCase):
    """What an operator does with the packs of the package, as jarchy-operations(7) has it."""

    def setUp(self):
        self.root = folder_of(self)
        done = run("make", "-s", "install", f"B={BUILD}", f"DESTDIR={self.root}", "PREFIX=/usr", "-o", os.path.join(BUILD, "jarchy"),
                   cwd=ROOT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.packs = os.path.join(self.root, "usr/share/jarchy/lang")

    def test_each_pack_is_installed_as_it_is_and_can_be_read_by_all(self):
        names = os.listdir(os.path.join(ROOT, "src/lang/packs"))
        self.assertEqual(sorted(os.listdir(self.packs)), sorted(names))
        for name in names:
            with open(os.path.join(self.packs, name), encoding="utf-8") as f:
                self.assertEqual(f.read(), read("src/lang/packs", name))
            self.assertEqual(os.stat(os.path.join(self.packs, name)).st_mode & 0o777, 0o644)

    def test_a_copy_of_a_pack_with_another_word_is_shown_after_a_reload(self):
        site = Site(content=None, config='languages = {"kk", "en"}\nlanguages_dir = "lang"\n')
        self.addCleanup(site.kill)
        own = os.path.join(site.folder, "lang", "kk.lang")
        os.mkdir(os.path.dirname(own))
        for lang in "kk", "en":
            site.save(f"site.{lang}.gmi", "---\ntitle: Site\n---\nText.\n")
        site.start()
        site.keep_ports()
        self.assertNotIn("Бас бет!", site.http("/kk/")[2].decode())

        def reload(line):
            before = len(site.lines)
            site.signal(signal.SIGHUP)
            return site.wait_line(line, before)

        with open(os.path.join(self.packs, "kk.lang"), encoding="utf-8") as f:
            text = f.read()
        changed = re.sub(r"(?m)^home = .*$", "home = Бас бет!", text)
        self.assertNotEqual(changed, text)
        with open(own, "w", encoding="utf-8") as f:
            f.write(changed)
        done = jarchy("config", "--test", "-c", site.config)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        before = len(site.lines)
        reload("reloaded")
        wait_for("the word", lambda: "Бас бет!" in site.http("/kk/feeds/")[2].decode())
        site.wait_line("published:", before)
        # A fault is named with its line; what is good is used.
        with open(own, "w", encoding="utf-8") as f:
            f.write(changed + "[words]\nhom = Үй\n")
        number = (changed + "[words]\nhom").count("\n") + 1
        self.assertIn(f"lang/kk.lang:{number}: ", jarchy("config", "--test", "-c", site.config).stderr)
        reload(f"lang/kk.lang:{number}: ")
        wait_for("the workers", site.serving)
        self.assertIn("Бас бет!", site.http("/kk/feeds/")[2].decode())


# What the script asks of systemd, of a process that runs without it.
SYSTEMCTL = """#!/bin/sh
case "$*" in
"show --property MainPID --value "*) echo "$MAIN_PID" ;;
"show --property User --value "*) echo root ;;
*) echo "$*" >>"$CALLS" ;;
esac
"""


@unittest.skipUnless(os.geteuid() == 0, "only root can run a program with the rights of a unit")
class Upgrade(unittest.TestCase):
    def setUp(self):
        self.folder = folder_of(self)
        self.program = shutil.copy(JARCHY, self.folder)
        self.calls = os.path.join(self.folder, "calls")
        stub = os.path.join(self.folder, "systemctl")
        with open(stub, "w") as f:
            f.write(SYSTEMCTL)
        os.chmod(stub, 0o755)
        self.site = Site(prefix=("sh", "-c", 'program=$1; shift 2; exec "$program" "$@"', "sh", self.program))

    def install(self, add):
        """Replaces the program, as a package manager does."""
        shutil.copy(JARCHY, self.program + ".new")
        with open(self.program + ".new", "ab") as f:
            f.write(add)
        os.rename(self.program + ".new", self.program)

    def upgrade(self):
        env = dict(os.environ, PATH=f"{self.folder}:{os.environ['PATH']}", JARCHY=self.program, CALLS=self.calls,
                   MAIN_PID=str(self.site.process.pid))
        return run("sh", os.path.join(DIST, "upgrade"), "jarchy.service", self.site.config, env=env)

    def is_new(self):
        return os.path.samefile(f"/proc/{self.site.process.pid}/exe", self.program)

    def test_the_program_that_serves_becomes_the_new_one(self):
        with self.site as site:
            site.keep_ports()
            self.install(b"\n")
            done = self.upgrade()
            self.assertIn("without a break", done.stderr)
            self.assertTrue(self.is_new())
            self.assertFalse(os.path.exists(self.calls))
            self.assertEqual(site.gemini("/ru/")[0], 20)

    def test_where_the_new_one_cannot_serve_the_old_one_serves_on(self):
        with self.site as site:
            site.keep_ports()
            with open(site.config, "a") as f:
                f.write('no_such_key = "x"\n')
            self.install(b"\n")
            done = self.upgrade()
            self.assertIn("no_such_key", done.stderr)
            self.assertIn("the old one serves on", done.stderr)
            self.assertEqual(done.returncode, 0)
            self.assertFalse(self.is_new())
            self.assertFalse(os.path.exists(self.calls))
            self.assertEqual(site.gemini("/ru/")[0], 20)

    def test_where_nothing_serves_nothing_is_done(self):
        with self.site as site:
            self.site.process, real = type("Process", (), {"pid": 0}), site.process
            done = self.upgrade()
            self.site.process = real
        self.assertEqual((done.stderr, done.returncode), ("", 0))
