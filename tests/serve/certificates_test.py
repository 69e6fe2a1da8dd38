"""Certificates that go, change or end while a site is served: no reader is alarmed without need."""

import os
import resource
import shutil
import signal
import subprocess
import unittest

from support.loop import Loop
from support.site import DEADLINE, JARCHY, Site, jarchy, wait_for
from support.together import begin_together


def certs(site, name=None):
    return os.path.join(site.folder, "certs", name) if name else os.path.join(site.folder, "certs")


def shown(site):
    return site.tls().getpeercert(True)


def take_new(site, days, *names):
    """Makes a pair aside and puts it in the place of the old one, file by file."""
    other = os.path.join(site.folder, f"other-{days}")
    os.mkdir(other)
    with open(os.path.join(other, "jarchy.conf"), "w") as f:
        f.write('host = "localhost"\n')
    run = jarchy("cert", "make", "--days", str(days), "-c", os.path.join(other, "jarchy.conf"))
    assert run.returncode == 0, run
    for name in names or ("localhost.key", "localhost.crt"):
        os.rename(os.path.join(other, "certs", name), certs(site, name))
    return other


def a_pair_that_was_replaced_in_two_steps():
    """Half of it is refused with one line, the whole is taken without a signal."""
    with Site() as site, Loop(site) as loop:
        old, before = shown(site), len(site.lines)
        other = take_new(site, 100, "localhost.key")
        said = site.wait_line("the old ones stay", before)
        assert "localhost.key" in said, said
        assert shown(site) == old
        os.rename(os.path.join(other, "certs/localhost.crt"), certs(site, "localhost.crt"))
        site.wait_line("the changed ones are shown from now on", before)
        wait_for("the new one", lambda: shown(site) != old)
        assert len([l for l in site.lines if "the old ones stay" in l]) == 1, site.lines
        assert loop.failures == [], loop.failures


def a_pair_that_is_gone_while_the_site_is_served():
    """A look and a reload leave the old one; nothing is made."""
    with Site() as site:
        site.keep_ports()
        old, before = shown(site), len(site.lines)
        os.rename(certs(site), certs(site) + ".away")
        site.wait_line("certificates: ", before)
        site.signal(signal.SIGHUP)
        said = site.wait_line("reload: ", before)
        assert "are gone, and readers trust them" in said and "nothing was changed" in said, said
        assert not os.path.exists(certs(site, "localhost.crt"))
        assert shown(site) == old
        site.stop()
        # A start is no better.
        run = jarchy("serve", "-c", site.config)
        assert run.returncode == 2 and "readers trust them" in run.stderr, run
        assert "readers trust them" in jarchy("config", "--test", "-c", site.config).stderr
        os.rename(certs(site) + ".away", certs(site))
        site.start()
        assert shown(site) == old
        site.stop()
        shutil.rmtree(certs(site))
        assert jarchy("cert", "make", "-c", site.config).returncode == 0
        site.start()
        assert shown(site) != old


def a_pair_that_is_no_longer_valid():
    with Site() as site:
        old, before = shown(site), len(site.lines)
        other = os.path.join(site.folder, "other")
        shutil.copytree(certs(site), other)
        made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
                "-keyout", f"{other}/localhost.key", "-out", f"{other}/localhost.crt", "-days", "-1"]
        if subprocess.run(made, capture_output=True).returncode:
            return  # this openssl makes none
        for name in "localhost.key", "localhost.crt":
            os.rename(os.path.join(other, name), certs(site, name))
        said = site.wait_line("the old ones stay", before)
        assert "is no longer valid" in said or "localhost.key" in said, said
        site.wait_line("is no longer valid; the old ones stay", before)
        assert shown(site) == old


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = begin_together(cls, {f.__name__: f for f in (
            a_pair_that_was_replaced_in_two_steps, a_pair_that_is_gone_while_the_site_is_served, a_pair_that_is_no_longer_valid)})

    def test_a_pair_that_was_replaced_is_shown_when_it_is_whole(self):
        self.results["a_pair_that_was_replaced_in_two_steps"].result()

    def test_a_pair_that_is_gone_is_never_replaced_by_another_without_being_asked_for(self):
        self.results["a_pair_that_is_gone_while_the_site_is_served"].result()

    def test_a_pair_that_is_no_longer_valid_is_not_taken(self):
        self.results["a_pair_that_is_no_longer_valid"].result()


class Command(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.kill)

    def cert(self, *words, **options):
        return subprocess.run([JARCHY, "cert", *words, "-c", self.site.config], capture_output=True, text=True,
                              timeout=DEADLINE, **options)

    def test_only_what_jarchy_made_is_renewed(self):
        os.mkdir(certs(self.site))
        files = certs(self.site, "localhost.key"), certs(self.site, "localhost.crt")
        new = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout"]
        # Of an authority, and one that signed itself.
        subprocess.run([*new, certs(self.site, "ca.key"), "-x509", "-subj", "/CN=Authority", "-out", certs(self.site, "ca.pem")],
                       check=True, capture_output=True)
        subprocess.run([*new, files[0], "-subj", "/CN=localhost", "-out", certs(self.site, "request")], check=True, capture_output=True)
        subprocess.run(["openssl", "x509", "-req", "-in", certs(self.site, "request"), "-CA", certs(self.site, "ca.pem"), "-CAkey",
                        certs(self.site, "ca.key"), "-CAcreateserial", "-out", files[1]], check=True, capture_output=True)
        for issuer in "Authority", "localhost":
            with open(files[1]) as f:
                before = f.read()
            run = self.cert("renew")
            self.assertEqual(run.returncode, 2, run)
            self.assertIn(f'localhost.crt was not made by jarchy but by "{issuer}": renew it there', run.stderr)
            with open(files[1]) as f:
                self.assertEqual(f.read(), before)
            subprocess.run([*new, files[0], "-x509", "-subj", "/CN=localhost", "-out", files[1]], check=True, capture_output=True)
        for name in files:
            os.unlink(name)
        self.assertEqual(self.cert("make").returncode, 0)
        self.assertEqual(self.cert("renew").returncode, 0)
        self.assertEqual(self.cert("renew").returncode, 0)

    def test_a_certificate_that_cannot_be_written_leaves_no_key(self):
        """A key is shorter than a certificate."""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))
        run = self.cert("make", preexec_fn=limit)
        self.assertEqual(run.returncode, 2, run)
        self.assertEqual(os.listdir(certs(self.site)), [])
