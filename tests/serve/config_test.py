"""`jarchy config --test` finds what would keep a site from being served, and changes nothing."""

import os
import shutil
import socket
import subprocess
import tempfile
import unittest

from support.site import DEADLINE, JARCHY, Site, jarchy

GOOD = ": the configuration is good\n"


def everything(folder):
    """Paths, kinds and times of all that is there."""
    found = {}
    for top, folders, names in os.walk(folder):
        for name in [".", *folders, *names]:
            st = os.lstat(os.path.join(top, name))
            found[os.path.join(top, name)] = (st.st_mode, st.st_mtime_ns, st.st_size)
    return found


class Test(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.kill)

    def check(self, more="", status=0, why="", **options):
        self.site.write_config(more)
        before = everything(self.site.folder)
        run = subprocess.run([JARCHY, "config", "--test", "-c", self.site.config], capture_output=True, text=True,
                             timeout=DEADLINE, **options)
        self.assertEqual(run.returncode, status, run)
        self.assertEqual(run.stdout.endswith(GOOD), status == 0, run)
        self.assertIn(why, run.stderr)
        self.assertEqual(len(run.stderr.splitlines()), 0 if status == 0 else 1, run)
        self.assertEqual(everything(self.site.folder), before)

    def test_a_site_that_was_never_served_is_good_and_nothing_is_made(self):
        self.check()
        self.check(f'log {{ access = "{self.site.folder}/log" }}\nstate = "deep/in/state"\n')

    def test_what_is_missing_or_in_the_way_is_named(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            for more, why in (('content = "nowhere"', 'content directory "'), ('state = "jarchy.conf"', 'state directory "'),
                              ('feeds = "jarchy.conf/feeds"', 'feeds directory "'), ('log { access = "nowhere/log" }', "access log"),
                              ('log { access = "content" }', "Is a directory"),
                              (f'spartan {{ listen = {{"127.0.0.1:{port}"}} }}', f"127.0.0.1:{port} for spartan: Address already in use"),
                              ('nex { listen = {"no such host:1"} }', 'cannot listen on "no such host"'),
                              ('https { listen = {"127.0.0.1:0"} certificate = "c.pem" key = "k.pem" }', "c.pem")):
                self.check(more + "\n", 2, why)

    def test_certificates_that_do_not_load_or_match_are_named(self):
        for host in "localhost", "other.example":
            jarchy("cert", "make", "--host", host, "-c", self.site.config)
        self.check()
        certs = os.path.join(self.site.folder, "certs")
        shutil.copy(os.path.join(certs, "other.example.key"), os.path.join(certs, "localhost.key"))
        self.check("", 2, "localhost.key: cannot load the key (OpenSSL: key values mismatch)")
        with open(os.path.join(certs, "localhost.key"), "w"):
            pass
        self.check("", 2, "localhost.key: cannot load the key")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_folders_that_cannot_be_written_are_named(self):
        os.mkdir(os.path.join(self.site.folder, "var"))
        os.chmod(os.path.join(self.site.folder, "var"), 0o555)
        self.check("", 2, "Permission denied")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user")
    def test_the_user_that_is_configured_must_be_able_to_write_and_read(self):
        os.chmod(self.site.folder, 0o755)
        self.check('user = "nobody"\n')
        for name in "var", "feeds":
            folder = os.path.join(self.site.folder, name)
            os.mkdir(folder)
            self.check('user = "nobody"\n', 2, f'"{folder}": user "nobody" may not use it: Permission denied')
            os.chown(folder, 65534, -1)
        self.check('user = "nobody"\n')
        os.chmod(self.site.content, 0o700)
        self.check('user = "nobody"\n', 2, "content directory")

    def test_while_the_site_is_served_its_ports_are_as_good_as_free_and_those_of_others_are_not(self):
        with Site() as site, socket.socket() as other:
            site.keep_ports()
            run = jarchy("config", "--test", "-c", site.config)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            other.bind(("127.0.0.1", 0))
            other.listen()
            with open(site.config, "a") as f:
                f.write(f'spartan {{ listen = {{"127.0.0.1:{other.getsockname()[1]}"}} }}\n')
            run = jarchy("config", "--test", "-c", site.config)
            self.assertIn("Address already in use", run.stderr)
            # Another site on the same ports.
            shutil.copytree(site.content, os.path.join(self.site.folder, "more"))
            self.site.ports = site.ports
            self.site.write_config()
            self.site.keep_ports()
            run = jarchy("config", "--test", "-c", self.site.config)
            self.assertIn("Address already in use", run.stderr)

    def test_an_empty_file_and_one_that_is_none_are_refused(self):
        for name in "", "content":
            path = os.path.join(self.site.folder, name or "empty.conf")
            if not name:
                with open(path, "w"):
                    pass
            run = jarchy("config", "--test", "-c", path)
            self.assertEqual((run.returncode, run.stdout), (2, ""))

    def test_the_defaults_are_tested_where_there_is_no_file(self):
        folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, folder)
        run = jarchy("config", "--test", cwd=folder)
        self.assertIn('content directory "content"', run.stderr)
        self.assertEqual(os.listdir(folder), [])
