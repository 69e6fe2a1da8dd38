"""Requests without end, beside what a test does to the server."""

import threading

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
            for ask in (lambda: self.site.gemini("/ru/")[0] == 20, lambda: self.site.http("/ru/")[0] == 200,
                        lambda: b".\r\n" in self.site.gopher("/ru/")):
                try:
                    if not ask():
                        self.failures.append("wrong answer")
                except (OSError, ValueError) as e:
                    self.failures.append(repr(e))
            self.rounds += 1

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
