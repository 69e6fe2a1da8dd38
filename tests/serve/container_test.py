"""As in a container (src/Containerfile): PID 1, of a user without capabilities, with a root that is read-only."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import unittest

from support.loop import Loop
from support.site import DEADLINE, JARCHY, ROOT, Site, children_of, jarchy, wait_for

UNSHARE = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
OTHER = pwd.getpwnam("nobody")
# Only the folder $0 can be written to.
INSIDE = """
mount --bind "$0" "$0" && mount -o remount,bind,ro / || exit
exec setpriv --reuid=%d --regid=%d --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs "$@"
""" % (OTHER.pw_uid, OTHER.pw_gid)


def can_contain():
    return os.geteuid() == 0 and subprocess.run([*UNSHARE, "true"], capture_output=True).returncode == 0


class Contained(Site):
    def __init__(self):
        super().__init__()
        # What is tested may lie where only root looks.
        program = shutil.copy(JARCHY, self.folder)
        self.prefix = (*UNSHARE, "sh", "-c", INSIDE, self.folder, "sh", "-c", 'program=$1; shift 2; exec "$program" "$@"',
                       "sh", program)
        for path, _, names in os.walk(self.folder):
            for name in ["", *names]:
                shutil.chown(os.path.join(path, name), OTHER.pw_uid, OTHER.pw_gid)
        os.chmod(self.folder, 0o755)

    def first(self):
        """The pid of PID 1, as it is called here."""
        return children_of(self.process.pid)[0]

    def status(self):
        with open(f"/proc/{self.first()}/status") as f:
            return dict(line.rstrip("\n").split(":\t", 1) for line in f)

    def _processes(self):
        outer, self.process = self.process, type("Process", (), {"pid": self.first()})
        try:
            return super()._processes()
        finally:
            self.process = outer

    def signal(self, number):
        os.kill(self.first(), number)

    def stop(self):
        self.signal(signal.SIGTERM)
        assert self.process.wait(DEADLINE) == 0, "\n".join(self.lines)


@unittest.skipUnless(can_contain(), "needs root, and a machine where it may make namespaces")
class Container(unittest.TestCase):
    def test_it_serves_and_publishes_reloads_is_upgraded_and_ends(self):
        with Contained() as site:
            status = site.status()
            self.assertEqual((status["NSpid"].split()[-1], status["Uid"].split()[0]), ("1", str(OTHER.pw_uid)))
            self.assertEqual(status["CapBnd"], "0" * 16)
            with open(f"/proc/{site.first()}/mountinfo") as f:
                self.assertRegex(f.read(), r"(?m)^\d+ \d+ \S+ \S+ / ro\b")
            site.keep_ports()
            with Loop(site) as loop:
                loop.through((signal.SIGHUP, "reloaded"), (signal.SIGUSR2, "ready:"))
            self.assertEqual(loop.failures, [])
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertNotIn("error", "\n".join(site.lines))

    def test_processes_of_others_that_end_are_taken_note_of(self):
        with Contained() as site:
            first, gate = site.first(), os.path.join(site.folder, "gate")
            os.mkfifo(gate)
            usual = set(children_of(first))
            subprocess.run(["nsenter", f"--target={first}", "--pid", "sh", "-c", '(read x <"$0") & exec true', gate], timeout=DEADLINE)
            orphan, = wait_for("the orphan", lambda: set(children_of(first)) - usual)
            with open(gate, "w") as f:
                f.write("\n")
            wait_for("its end", lambda: not os.path.exists(f"/proc/{orphan}"))


class Image(unittest.TestCase):
    def test_the_configuration_of_the_image_is_good(self):
        done = jarchy("config", "-c", os.path.join(ROOT, "src/dist/container.conf"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with open(os.path.join(ROOT, "src/Containerfile"), encoding="utf-8") as f:
            exposed = re.search(r"^EXPOSE (.*)$", f.read(), re.M)[1].split()
        self.assertEqual(re.findall(r'listen = \{"\*:(\d+)"\}', done.stdout), exposed)
