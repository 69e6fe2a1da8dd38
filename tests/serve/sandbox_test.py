"""What the processes hold and may still do, seen from outside while they serve."""

import os
import signal
import stat
import subprocess
import unittest

from support.site import BUILD, DEADLINE, JARCHY, ROOT, Site, wait_for

CONFINE = os.path.join(ROOT, "tests/support/confine.py")
# What is left to the supervisor (daemon/rights.c), as bits of linux/capability.h.
SUPERVISOR = sum(1 << n for n in (0, 1, 2, 5, 6, 7, 8, 10, 14))


def flags(pid, fd):
    """As in open(2)."""
    with open(f"/proc/{pid}/fdinfo/{fd}") as f:
        return int(next(line for line in f if line.startswith("flags:")).split()[1], 8)


def writable_files(pid):
    """The regular files that a process has open for writing."""
    found = set()
    for fd in os.listdir(f"/proc/{pid}/fd"):
        path = f"/proc/{pid}/fd/{fd}"
        if stat.S_ISREG(os.stat(path).st_mode) and flags(pid, fd) & os.O_ACCMODE != os.O_RDONLY:
            found.add(os.path.basename(os.readlink(path)))
    return found


@unittest.skipUnless(os.geteuid() == 0, "only root can look at the descriptors of processes that hide")
class Held(unittest.TestCase):
    def test_a_worker_has_no_file_open_for_writing_but_the_access_log(self):
        for sandbox in "try", "off":
            site = Site()
            log = os.path.join(site.folder, "access.log")
            site.write_config(f'log {{ access = "{log}" }}\n')
            with open(site.config) as f:
                text = f.read()
            with open(site.config, "w") as f:
                f.write(text.replace('sandbox = "try"', f'sandbox = "{sandbox}"'))
            with site:
                for pid in site.serving():
                    self.assertEqual(writable_files(pid), {"access.log"}, sandbox)
                site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
                wait_for("what was saved", lambda: site.gemini("/en/wells/")[0] == 20)
                for pid in site.serving():
                    self.assertEqual(writable_files(pid), {"access.log"}, sandbox)


def status(pid):
    with open(f"/proc/{pid}/status") as f:
        return dict(line.rstrip("\n").split(":\t", 1) for line in f)


@unittest.skipIf("asan" in BUILD, "sanitizers need calls that the sandbox forbids")
class Sandboxed(unittest.TestCase):
    def check(self, site):
        for name, pid in site.children().items():
            # Who starts the server may have given it a filter of its own.
            lines = wait_for(f"{name} to enter its sandbox", lambda: (lambda now: now["Seccomp"] == "2" and int(
                now["CapPrm"], 16) == 0 and now)(status(pid)))
            self.assertEqual(lines["NoNewPrivs"], "1", name)
            for capabilities in ("CapInh", "CapPrm", "CapEff", "CapAmb") + (("CapBnd",) if os.geteuid() == 0 else ()):
                self.assertEqual(int(lines[capabilities], 16), 0, (name, capabilities))
        lines = status(site.process.pid)
        for capabilities in ("CapInh", "CapPrm", "CapEff", "CapAmb") + (("CapBnd",) if os.geteuid() == 0 else ()):
            self.assertEqual(int(lines[capabilities], 16) & ~SUPERVISOR, 0, capabilities)

    def test_no_child_has_a_capability_and_the_supervisor_only_those_that_it_needs(self):
        site = Site(config='hub = "http://127.0.0.1:9/hub"\n')
        with site:
            site.keep_ports()
            wait_for("the notifier", lambda: "notifier" in site.children())
            self.check(site)
            for number, line in (signal.SIGHUP, "reloaded"), (signal.SIGUSR2, "ready:"):
                before = len(site.lines)
                site.signal(number)
                site.wait_line(line, before)
                wait_for("the workers", site.serving)
                self.check(site)

    def test_where_the_kernel_has_no_landlock_that_is_said_once(self):
        prefix = ("/usr/bin/python3", CONFINE, "--without=landlock_create_ruleset")
        with Site(prefix=prefix) as site:
            site.keep_ports()
            self.check(site)
            before = len(site.lines)
            site.signal(signal.SIGHUP)
            site.wait_line("reloaded", before)
            self.assertEqual(site.gemini("/ru/")[0], 20)
            said = [line for line in site.lines if "landlock" in line]
            self.assertEqual(len(said), 1, said)
            self.assertIn("this kernel has no landlock; going on without", said[0])

    def test_a_sandbox_that_is_required_and_not_to_be_had_is_refused(self):
        site = Site()
        self.addCleanup(site.kill)
        with open(site.config) as f:
            text = f.read()
        with open(site.config, "w") as f:
            f.write(text.replace('sandbox = "try"', 'sandbox = "require"'))
        run = subprocess.run(["/usr/bin/python3", CONFINE, "--without=landlock_create_ruleset", JARCHY, "serve", "-c", site.config],
                             capture_output=True, text=True, timeout=DEADLINE)
        self.assertEqual(run.returncode, 2)
        self.assertIn('this kernel has no landlock (sandbox = "require")', run.stderr)
