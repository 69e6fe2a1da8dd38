"""Requests without end, beside what a test does to the server."""

import threading

from support.site import wait_for


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

    def more_rounds(self):
        seen = self.rounds
        wait_for("three more rounds", lambda: self.rounds >= seen + 3)
