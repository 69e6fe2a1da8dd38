"""Runs the clients that people use, without a display, and reads what they show."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

from support.site import DEADLINE, wait_for


def needs(*programs):
    """Skips a test, by the client's name, where a client cannot be had."""
    missing = [p for p in programs if not shutil.which(p)]
    return unittest.skipIf(missing, f"{', '.join(missing)} not installed")


def run(*argv, stdin=None, home=None, status=0):
    """A client's standard output, as text. It must end with this exit status."""
    env = dict(os.environ, LC_ALL="C.UTF-8", TERM="xterm")
    if home:
        env["HOME"] = home
    done = subprocess.run(argv, input=stdin, capture_output=True, timeout=DEADLINE, env=env)
    assert done.returncode == status, f"{argv}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout.decode()


def squeeze(text):
    """Letters and digits only: what is left when a client has wrapped and decorated a text."""
    return re.sub(r"\W+", "", text)


class Terminal:
    """A program in tmux, of a server of its own."""

    def __init__(self, command, home, columns=100, rows=300):
        self.socket = tempfile.mktemp(prefix="jarchy-tmux-")
        env = dict(os.environ, HOME=home, LC_ALL="C.UTF-8", LANG="C.UTF-8")
        env.pop("TMUX", None)
        subprocess.run(["tmux", "-S", self.socket, "-f", "/dev/null", "new-session", "-d", "-x", str(columns),
                        "-y", str(rows), command], check=True, env=env, timeout=DEADLINE)

    def tmux(self, *argv):
        return subprocess.run(["tmux", "-S", self.socket, *argv], capture_output=True, text=True, timeout=DEADLINE)

    def screen(self):
        return self.tmux("capture-pane", "-p").stdout

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def wait(self, what, ready, deadline=DEADLINE):
        try:
            return wait_for(what, lambda: ready(self.screen()), deadline)
        except AssertionError as e:
            raise AssertionError(f"{e}\nthe screen:\n{self.screen().rstrip()}") from None

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.tmux("kill-server")
        if os.path.exists(self.socket):
            os.unlink(self.socket)
