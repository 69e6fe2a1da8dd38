"""Started as root, everything that reads from the network or from content gives root's rights up, and the rest goes on."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import unittest

from support.loop import Loop
from support.site import DEADLINE, JARCHY, Site, wait_for

OTHER = "nobody"


def ids(pid):
    """Real, effective, saved and file system user; the same of the group; further groups."""
    with open(f"/proc/{pid}/status") as f:
        lines = dict(line.split(":", 1) for line in f)
    return tuple([int(n) for n in lines[name].split()] for name in ("Uid", "Gid", "Groups"))


def capabilities(pid):
    """All that a process has but for its bounding set; none if it has ended."""
    try:
        with open(f"/proc/{pid}/status") as f:
            lines = dict(line.split(":", 1) for line in f)
    except OSError:
        return 0
    return sum(int(lines[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"))


def low_port():
    """A free port that only root may open."""
    for port in range(1023, 600, -1):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass
    raise AssertionError("every port below 1024 is taken")


@unittest.skipUnless(os.geteuid() == 0, "only root can become another user")
class Root(unittest.TestCase):
    def setUp(self):
        self.user = pwd.getpwnam(OTHER)
        # What is tested may lie where only root looks.
        folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, folder)
        os.chmod(folder, 0o755)
        self.program = shutil.copy(JARCHY, folder)

    def site(self, user=OTHER, **more):
        site = Site(config=f'user = "{user}"\n', **more)
        os.chmod(site.folder, 0o755)
        return site

    def instead(self):
        """Runs the program of this test instead of the usual one."""
        return "sh", "-c", 'program=$1; shift 2; exec "$program" "$@"', "sh", self.program

    def run_command(self, site, *arguments, **more):
        return subprocess.run([self.program, *arguments, "-c", site.config], capture_output=True, text=True, timeout=DEADLINE, **more)

    def check_children(self, site):
        user, group = [self.user.pw_uid] * 4, [self.user.pw_gid] * 4
        for name, pid in site.children().items():
            # A process begins as root: a worker until it has the keys.
            wait_for(f"{name} to give up root", lambda: ids(pid)[:2] == (user, group))
            self.assertNotIn(0, ids(pid)[2], name)
        self.assertEqual(ids(site.process.pid)[0][:2], [0, 0])

    def test_all_but_the_supervisor_give_up_root(self):
        with self.site() as site:
            self.check_children(site)
            self.assertEqual({*site.children()}, {"publisher", "picture", "worker 1", "worker 2"})
            for folder in "var", "feeds":
                self.assertEqual(os.stat(os.path.join(site.folder, folder)).st_uid, self.user.pw_uid)
            # That readers were shown a certificate is noted by the supervisor alone.
            for name in {*os.listdir(os.path.join(site.folder, "var"))} - {"certificates.shown"}:
                self.assertEqual(os.stat(os.path.join(site.folder, "var", name)).st_uid, self.user.pw_uid, name)
            key = os.stat(os.path.join(site.folder, "certs", "localhost.key"))
            self.assertEqual((key.st_uid, stat.S_IMODE(key.st_mode)), (0, 0o600))

    def test_a_user_to_whom_systemd_gives_ports_of_root_can_open_another_after_an_upgrade(self):
        prefix = ("setpriv", f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups",
                  "--inh-caps=+net_bind_service", "--ambient-caps=+net_bind_service", *self.instead())
        site = Site(prefix=prefix)
        for path, _, _ in os.walk(site.folder):
            shutil.chown(path, self.user.pw_uid, self.user.pw_gid)
        with site:
            site.signal(signal.SIGUSR2)
            site.wait_line("becoming")
            before = len(site.lines)
            site.wait_line("ready:", before)
            port = low_port()
            with open(site.config, "a") as f:
                f.write(f'nex {{ listen = {{"127.0.0.1:{port}"}} }}\n')
            site.signal(signal.SIGHUP)
            site.wait_line("reloaded", before)
            with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as s:
                s.sendall(b"/\r\n")
                self.assertIn(b"=>", Site.read_all(s))
            wait_for("all children to give it up", lambda: not any(map(capabilities, site.pids())))

    def test_ports_of_root_and_keys_survive_reload_and_upgrade(self):
        site = self.site(prefix=self.instead())
        with open(site.config) as f:
            text = f.read().replace("127.0.0.1:0", f"127.0.0.1:{low_port()}", 1)
        with open(site.config, "w") as f:
            f.write(text)
        with site:
            site.keep_ports()
            self.assertLess(site.ports["gemini"], 1024)
            with Loop(site) as loop:
                for number, line in (signal.SIGHUP, "reloaded"), (signal.SIGUSR2, "ready:"):
                    old, before = set(site.children().values()), len(site.lines)
                    site.signal(number)
                    site.wait_line(line, before)
                    wait_for("only new processes", lambda: len(site.children()) == 4 and
                             not old & set(site.children().values()))
                    self.check_children(site)
                    loop.more_rounds()
                    name = f"wells-{int(number)}"
                    site.save(f"{name}/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
                    wait_for("what is saved", lambda: site.gemini(f"/en/{name}/")[0] == 20)
            self.assertEqual(loop.failures, [])

    def test_processes_of_another_user_end_with_the_supervisor_too(self):
        with self.site() as site:
            self.check_children(site)
            pids = list(site.children().values())
            site.process.kill()
            site.process.wait()

            def gone(pid):
                try:
                    with open(f"/proc/{pid}/stat") as f:
                        return f.read().rsplit(")", 1)[1].split()[0] == "Z"
                except OSError:
                    return True
            wait_for("the end of all", lambda: all(map(gone, pids)))
            site.start()

    def test_a_build_belongs_to_the_user_as_well(self):
        site = self.site()
        self.addCleanup(site.kill)
        self.assertEqual(self.run_command(site, "build").returncode, 0)
        for top, _, names in [*os.walk(os.path.join(site.folder, "var")), *os.walk(os.path.join(site.folder, "feeds"))]:
            for name in [".", *names]:
                self.assertEqual(os.stat(os.path.join(top, name)).st_uid, self.user.pw_uid, name)

    def test_users_who_are_none_are_refused(self):
        for user, why in ("no-such-user", "there is no user"), ("root", "is root"):
            site = self.site(user)
            self.addCleanup(site.kill)
            run = self.run_command(site, "config")
            self.assertEqual(run.returncode, 2)
            self.assertIn(why, run.stderr)

    def test_nobody_but_root_becomes_another(self):
        site = self.site("daemon")
        self.addCleanup(site.kill)
        run = self.run_command(site, "build", user=OTHER)
        self.assertEqual((run.returncode, run.stderr), (2, 'jarchy: error: only root can run as user "daemon"\n'))
