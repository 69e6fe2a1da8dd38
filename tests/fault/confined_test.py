"""jarchy as a service manager confines it (systemd.exec(5)): it must not need what is taken from it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import unittest

from support.loop import Loop
from support.site import JARCHY, ROOT, Site, wait_for

# ProtectSystem=strict, ReadWritePaths=, PrivateTmp=. Words: the folder, which is in /tmp, and the command.
MOUNTS = """
folder=$1; shift
mount --make-rprivate /
mount --bind "$folder" /mnt
mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir "$folder"
mount --bind /mnt "$folder"
umount /mnt
mount -o remount,bind,ro /
exec "$@"
"""


@unittest.skipIf("asan" in JARCHY, "sanitizers need what is taken away")
@unittest.skipUnless(os.geteuid() == 0, "only root can take the rest of the machine away")
class Confined(unittest.TestCase):
    def setUp(self):
        if not shutil.which("unshare") or not shutil.which("setpriv"):
            self.skipTest("needs unshare and setpriv")
        probe = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, probe)
        if subprocess.run(["unshare", "--mount", "sh", "-ec", MOUNTS, "sh", probe, "true"], capture_output=True).returncode:
            self.skipTest("this machine lets nobody mount")

    def site(self, **more):
        """Without any right of root, in a machine that can only be read but for its folder."""
        user = pwd.getpwnam("nobody")
        site = Site(**more)
        program = shutil.copy(JARCHY, site.folder)
        helper = shutil.copy(os.path.join(ROOT, "tests/support/confine.py"), site.folder)
        for top, _, names in os.walk(site.folder):
            for name in [top, *(os.path.join(top, n) for n in names)]:
                os.chown(name, user.pw_uid, user.pw_gid)
        site.prefix = ("unshare", "--mount", "sh", "-ec", MOUNTS, "sh", site.folder, "setpriv", "--bounding-set=-all",
                       "--inh-caps=-all", "--ambient-caps=-all", "--no-new-privs", "--clear-groups",
                       f"--regid={user.pw_gid}", f"--reuid={user.pw_uid}", "/usr/bin/python3", helper,
                       "/bin/sh", "-c", 'program=$1; shift 2; exec "$program" "$@"', "sh", program)
        return site

    def check(self, site):
        site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
        wait_for("what was saved", lambda: all(site.everywhere("/en/wells/").values()))
        with open(f"/proc/{site.process.pid}/mountinfo") as f:
            root = next(line.split() for line in f if line.split()[4] == "/")
        self.assertIn("ro", root[5].split(","))
        for pid in [site.process.pid, *site.pids()]:
            with open(f"/proc/{pid}/status") as f:
                lines = dict(line.rstrip("\n").split(":\t", 1) for line in f)
            self.assertEqual({lines[name] for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb", "CapInh")}, {"0" * 16})
            self.assertEqual(lines["Seccomp"], "2")

    def test_it_serves_publishes_reloads_and_upgrades_with_nothing_but_its_folder(self):
        site = self.site()
        with site:
            site.keep_ports()
            self.check(site)
            with Loop(site) as loop:
                loop.through((signal.SIGHUP, "reloaded"), (signal.SIGUSR1, "reopened"), (signal.SIGUSR2, "ready:"))
            self.assertEqual(loop.failures, [])
            self.check(site)
            warnings = [l for l in site.lines if "sandbox" in l]
            self.assertFalse([l for l in warnings if "this kernel has no" not in l], warnings)
