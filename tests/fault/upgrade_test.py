"""A new program takes the place of the old one under load, and one that is no good does not."""

import os
import shutil
import signal
import tempfile
import unittest

from support.loop import Loop
from support.site import JARCHY, LOOKED_INTO, Site, wait_for


class Upgrade(unittest.TestCase):
    def setUp(self):
        folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, folder)
        self.program = os.path.join(folder, "jarchy")
        self.install(lambda new: None)
        # The site's own command, with our copy of the program.
        self.prefix = ("sh", "-c", 'program=$1; shift 2; exec "$program" "$@"', "sh", self.program)

    def install(self, change):
        """Puts a program in the place, as package managers do: beside it, then renamed."""
        shutil.copy(JARCHY, self.program + ".new")
        change(self.program + ".new")
        os.rename(self.program + ".new", self.program)

    def upgrade(self, site):
        old, before = set(site.children().values()), len(site.lines)
        site.signal(signal.SIGUSR2)
        site.wait_line("ready:", before)
        wait_for("only new processes", lambda: len(site.children()) == 4 and not old & set(site.children().values()))

    def test_a_new_program_takes_over_and_no_request_is_lost(self):
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site:
            site.keep_ports()

            def is_new():
                return os.path.samefile(f"/proc/{site.process.pid}/exe", self.program)
            with Loop(site) as loop:
                for _ in range(5):
                    self.install(lambda new: open(new, "ab").write(b"\n"))
                    self.assertFalse(is_new())
                    self.upgrade(site)
                    self.assertTrue(is_new())
                    loop.more_rounds()
            self.assertEqual(loop.failures, [])
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)

    def test_a_request_under_way_is_answered(self):
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site:
            site.keep_ports()
            with site.connect("http") as s:
                s.sendall(b"GET /ru/ HTTP/1.1\r\n")
                before = len(site.lines)
                site.signal(signal.SIGUSR2)
                site.wait_line("ready:", before)
                s.sendall(b"Host: localhost\r\nConnection: close\r\n\r\n")
                self.assertTrue(site.read_all(s).startswith(b"HTTP/1.1 200"))

    def test_workers_that_die_before_the_new_publisher_has_published_are_replaced(self):
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site:
            site.keep_ports()
            before, lines = site.children(), len(site.lines)
            self.install(lambda new: None)
            os.kill(before["publisher"], signal.SIGSTOP)  # until it has left there is no other
            try:
                site.signal(signal.SIGUSR2)
                wait_for("the new program", lambda: os.path.samefile(f"/proc/{site.process.pid}/exe", self.program))
                old = {before["worker 1"], before["worker 2"]}

                def others():
                    for pid in old:
                        os.kill(pid, signal.SIGKILL)
                    return wait_for("other workers", lambda: not old & set(site.pids()) and site.serving())
                old = others()
                for _ in range(5):  # whichever worker answers
                    self.assertEqual(site.http("/ru/")[0], 200)
                for name in "catalog.db", "catalog.db-wal", "catalog.db-shm":
                    os.unlink(os.path.join(site.folder, "var", name))
                others()
                for _ in range(5):
                    self.assertEqual(site.http("/ru/atom.xml")[0], 200)
                self.assertEqual(site.children()["publisher"], before["publisher"])
            finally:
                os.kill(before["publisher"], signal.SIGCONT)
            site.wait_line("ready:", lines)
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)

    def test_no_program_and_a_configuration_that_it_does_not_accept_change_nothing(self):
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site:
            children = site.children()

            def refused():
                before = len(site.lines)
                site.signal(signal.SIGUSR2)
                site.wait_line("nothing was changed", before)
                self.assertEqual(site.children(), children)
                self.assertEqual(site.gemini("/ru/")[0], 20)
            self.install(lambda new: os.truncate(new, 1000))
            refused()
            os.unlink(self.program)
            refused()
            self.install(lambda new: None)
            with open(site.config, "a") as f:
                f.write("gemnii { port = 1 }\n")
            refused()

    def test_a_program_that_goes_away_between_trial_and_start_costs_only_the_publisher(self):
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site:
            def descriptors():
                folder = f"/proc/{site.process.pid}/fd"
                found = [os.readlink(f"{folder}/{n}") for n in os.listdir(folder)]
                return sorted(f if f.startswith("socket") else f.split(":")[0] for f in found)  # a pipe of each child
            before, children, lines = descriptors(), site.children(), len(site.lines)
            os.unlink(self.program)
            with open(self.program, "w") as f:
                f.write('#!/bin/sh\nrm -- "$0"\necho ": the configuration is good"\n')
            os.chmod(self.program, 0o755)
            site.signal(signal.SIGUSR2)
            site.wait_line("publisher and notifier are started again; nothing else was changed", lines)
            wait_for("a new publisher", lambda: site.children().get("publisher", children["publisher"]) != children["publisher"])
            started = {"publisher": 0, "picture": 0}
            self.assertEqual({**site.children(), **started}, {**children, **started})
            wait_for("the same descriptors", lambda: descriptors() == before)
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)

    def test_programs_that_are_none_change_nothing(self):
        """A text, one that does nothing and says that all is well, one that fails, one that knows no test."""
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site:
            children = site.children()
            for text in "#!/bin/nowhere\n", "#!/bin/sh\nexit 0\n", "just a text\n", "#!/bin/sh\nkill -SEGV $$\n", "\x7fELF", \
                    '#!/bin/sh\n[ "$2" != --test ] && exit 0; echo there is no option --test >&2; exit 2\n':
                before = len(site.lines)
                os.unlink(self.program)
                with open(self.program, "w") as f:
                    f.write(text)
                os.chmod(self.program, 0o755)
                site.signal(signal.SIGUSR2)
                site.wait_line("upgrade: " + self.program + " cannot be run or does not accept the configuration; "
                               "nothing was changed", before)
                self.assertEqual(site.children(), children)
            self.assertEqual(site.gemini("/ru/")[0], 20)

    def test_what_hangs_does_not_hang_the_site(self):
        """A program and a configuration, at two sites at once: signals and children are looked after meanwhile."""
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site, Site() as other:
            os.unlink(self.program)
            with open(self.program, "w") as f:
                f.write("#!/bin/sh\nsleep 1000 & sleep 1000\n")
            os.chmod(self.program, 0o755)
            os.rename(other.config, other.config + ".away")
            os.mkfifo(other.config)
            lines = len(site.lines), len(other.lines)
            site.signal(signal.SIGUSR2)
            other.signal(signal.SIGHUP)
            for one in site, other:
                pid = one.children()["worker 1"]
                os.kill(pid, signal.SIGKILL)
                wait_for("another worker", lambda: pid not in one.pids() and "worker 1" in one.children())
                one.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
                wait_for("what is saved", lambda: one.gemini("/en/wells/")[0] == 20)
            site.wait_line("upgrade: " + self.program + " did not answer within 10 s; nothing was changed", lines[0])
            other.wait_line("reload: what the configuration names did not answer within 10 s; nothing was changed", lines[1])
            wait_for("only its own processes", lambda: len(site.pids()) == 4 and len(other.pids()) == 4)

    def test_a_new_program_is_told_which_ports_are_its_own_and_which_are_not(self):
        with Site(config=LOOKED_INTO, prefix=self.prefix) as site, Site() as other:
            site.keep_ports()
            self.upgrade(site)
            with open(site.config) as f:
                text = f.read().replace(str(site.ports["gopher"]), str(other.ports["gopher"]))
            with open(site.config, "w") as f:
                f.write(text)
            children, before = site.children(), len(site.lines)
            site.signal(signal.SIGUSR2)
            site.wait_line("nothing was changed", before)
            self.assertIn("Address already in use", "\n".join(site.lines[before:]))
            self.assertEqual(site.children(), children)
