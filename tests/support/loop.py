"""Requests without end, beside what a test does to the server."""

import threading
import time
import traceback

from support.site import wait_for


class Threads:
    """Run beside what a block does: each of `self.threads`, until `self.halt` is set."""

    def __init__(self, run, arguments, **how):
        self.halt = threading.Event()
        self.threads = [threading.Thread(target=run, args=(one,), **how) for one in arguments]

    def __enter__(self):
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *ignored):
        self.halt.set()
        for t in self.threads:
            t.join()


class Loop:
    """Asks for a page over all protocols, again and again, in a thread; counts what fails."""

    def __init__(self, site):
        self.site = site
        self.rounds = 0
        self.failures = []
        self.halt = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.halt.is_set():
            for name, ask in (("gemini", lambda: self.site.gemini("/ru/")[0] == 20),
                              ("http", lambda: self.site.http("/ru/")[0] == 200),
                              ("gopher", lambda: b".\r\n" in self.site.gopher("/ru/"))):
                try:
                    if not ask():
                        self.fail(name, "wrong answer")
                except (OSError, ValueError) as e:
                    self.fail(name, repr(e) + " in " + traceback.extract_tb(e.__traceback__)[-1].line)
            self.rounds += 1

    def fail(self, name, what):
        """With what says which part of the server it was: the time, and what that said last."""
        now = time.strftime("%H:%M:%S", time.gmtime())
        self.failures.append("\n".join([f"{now} {name}: {what}", *self.site.lines[-10:]]))

    def __enter__(self):
        self.thread.start()
        self.more_rounds()
        return self

    def __exit__(self, *ignored):
        self.halt.set()
        self.thread.join()

    def through(self, *signals):
        """Sends each signal, waits for the line that ends what it asks for, and for answers after that."""
        for number, line in signals:
            before = len(self.site.lines)
            self.site.signal(number)
            self.site.wait_line(line, before)
            wait_for("the workers", self.site.serving)
            self.more_rounds()

    def more_rounds(self):
        seen = self.rounds
        wait_for("three more rounds", lambda: self.rounds >= seen + 3)
