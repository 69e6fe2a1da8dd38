"""Reload and log rotation never take a working site down: whatever is wrong, the old workers serve until new ones are ready."""

import os
import resource
import signal
import unittest

from support.loop import Loop
from support.site import LOOKED_INTO, Site, wait_for


class Reload(unittest.TestCase):
    def workers(self, site):
        return {n: p for n, p in site.children().items() if n.startswith("worker")}

    def refused(self, site, number, line):
        """The signal is answered with this line, and the same workers serve as before."""
        before, workers = len(site.lines), self.workers(site)
        site.signal(number)
        said = site.wait_line(line, before)
        # Another one that had begun is told to stop then, and has the same name until it has left.
        wait_for(f"the same workers alone after {said!r}",
                 lambda: len(site.pids()) == len(site.children()) and self.workers(site) == workers)
        for path in "/ru/", "/ru/projects/":
            self.assertEqual(site.gemini(path)[0], 20)
            self.assertEqual(site.http(path)[0], 200)
        self.assertEqual(site.process.poll(), None)

    def replaced(self, site, number, line):
        before, workers = len(site.lines), self.workers(site)
        site.signal(number)
        site.wait_line(line, before)
        wait_for("only new workers", lambda: len(self.workers(site)) == site.workers and
                 not set(workers.values()) & set(site.pids()))

    def change(self, site, *pairs):
        with open(site.config) as f:
            text = f.read()
        for old, new in pairs:
            self.assertIn(old, text)
            text = text.replace(old, new)
        with open(site.config, "w") as f:
            f.write(text)

    def test_a_content_directory_that_is_away_for_a_moment_costs_nothing(self):
        with Site() as site, Loop(site) as loop:
            site.keep_ports()
            os.rename(site.content, site.content + ".away")
            self.refused(site, signal.SIGUSR1, "access log: a new worker could not start; the old one stays")
            self.refused(site, signal.SIGHUP, "nothing was changed")
            os.rename(site.content + ".away", site.content)
            self.replaced(site, signal.SIGUSR1, "access log reopened")
            self.assertEqual(loop.failures, [])

    def test_workers_that_die_while_the_content_directory_is_away_come_back_with_it(self):
        with Site() as site:
            os.rename(site.content, site.content + ".away")
            for pid in self.workers(site).values():
                os.kill(pid, signal.SIGKILL)
            site.wait_line("starting it again")
            os.rename(site.content + ".away", site.content)
            wait_for("the workers", site.serving)
            self.assertEqual(site.gemini("/ru/")[0], 20)

    def test_a_new_state_folder_takes_over_when_it_has_something_to_show(self):
        with Site() as site, Loop(site) as loop:
            site.keep_ports()
            self.change(site, ('host = "localhost"', 'host = "localhost"\nstate = "var2"'))
            self.replaced(site, signal.SIGHUP, "reloaded")
            self.assertTrue(os.path.exists(os.path.join(site.folder, "var2/catalog.db")))
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertEqual(loop.failures, [])

    def test_a_new_state_folder_that_cannot_be_written_leaves_the_old_one(self):
        with Site() as site:
            site.keep_ports()
            with open(os.path.join(site.folder, "taken"), "w"):
                pass
            self.change(site, ('host = "localhost"', 'host = "localhost"\nstate = "taken"'))
            self.refused(site, signal.SIGHUP, "nothing was changed")
            # Its catalogue is a folder: the publisher never has anything to show, and the next reload is not kept waiting.
            os.makedirs(os.path.join(site.folder, "var2/catalog.db"))
            self.change(site, ('state = "taken"', 'state = "var2"'))
            before = len(site.lines)
            site.signal(signal.SIGHUP)
            site.wait_line("next try in 5 s", before)
            self.assertEqual(site.gemini("/ru/")[0], 20)
            self.change(site, ('state = "var2"\n', ''))
            self.replaced(site, signal.SIGHUP, "reloaded")
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)

    def test_an_access_log_that_cannot_be_opened_again_stays_open(self):
        site = Site()
        log = os.path.join(site.folder, "access.log")
        site.write_config(f'log {{ access = "{log}" }}\n')
        with site:
            os.unlink(log)
            os.mkdir(log)
            self.refused(site, signal.SIGUSR1, "the old one stays")
            os.rmdir(log)
            self.replaced(site, signal.SIGUSR1, "access log reopened")
            self.assertTrue(os.path.isfile(log))

    def test_feeds_that_are_away_for_a_moment_cost_nothing(self):
        with Site() as site:
            feeds = os.path.join(site.folder, "feeds")
            publisher = site.children()["publisher"]
            os.kill(publisher, signal.SIGSTOP)  # it would make the folder again, soon or late
            os.rename(feeds, feeds + ".away")
            self.refused(site, signal.SIGUSR1, "the old one stays")
            os.rename(feeds + ".away", feeds)
            os.kill(publisher, signal.SIGCONT)
            self.replaced(site, signal.SIGUSR1, "access log reopened")

    def test_without_descriptors_for_new_workers_the_old_ones_stay(self):
        with Site(config=LOOKED_INTO) as site:
            site.keep_ports()
            used = len(os.listdir(f"/proc/{site.process.pid}/fd"))
            limits = resource.prlimit(site.process.pid, resource.RLIMIT_NOFILE)
            resource.prlimit(site.process.pid, resource.RLIMIT_NOFILE, (used, limits[1]))
            for number in signal.SIGUSR1, signal.SIGHUP:
                self.refused(site, number, "Too many open files")
            resource.prlimit(site.process.pid, resource.RLIMIT_NOFILE, limits)
            self.replaced(site, signal.SIGHUP, "reloaded")

    @unittest.skipIf(os.geteuid() == 0, "the number of root's processes is not limited")
    def test_where_the_system_starts_no_process_the_old_ones_stay(self):
        with Site() as site:
            site.keep_ports()
            limits = resource.prlimit(site.process.pid, resource.RLIMIT_NPROC)
            resource.prlimit(site.process.pid, resource.RLIMIT_NPROC, (1, limits[1]))
            for number in signal.SIGUSR1, signal.SIGHUP:
                self.refused(site, number, "cannot start a process")

    def test_a_port_of_another_program_costs_nothing(self):
        with Site() as site, Site() as other:
            site.keep_ports()
            self.change(site, (str(site.ports["gopher"]), str(other.ports["gopher"])))
            self.refused(site, signal.SIGHUP, "Address already in use; nothing was changed")

    def test_signals_that_come_together_are_answered_one_after_the_other(self):
        with Site() as site, Loop(site) as loop:
            site.keep_ports()
            for _ in range(3):
                before = len(site.lines)
                site.signal(signal.SIGUSR1)
                site.signal(signal.SIGHUP)
                site.signal(signal.SIGHUP)
                site.wait_line("access log reopened", before)
                site.wait_line("reloaded", before)
            wait_for("as many workers as there should be", lambda: len(site.pids()) == 4)
            self.assertEqual(loop.failures, [])

    def test_it_stops_while_new_workers_start(self):
        with Site() as site:
            site.keep_ports()
            site.signal(signal.SIGHUP)
            site.signal(signal.SIGTERM)
            self.assertEqual(site.process.wait(60), 0)
            site.start()

    def test_a_content_directory_that_was_replaced_is_taken_while_readers_ask(self):
        with Site() as site, Loop(site) as loop:
            workers = self.workers(site)
            os.rename(site.content, site.content + ".old")
            os.mkdir(site.content)
            site.save("site.en.gmi", "---\ntitle: Wells\n---\n\nA site.\n")
            site.save("site.ru.gmi", "---\ntitle: Колодцы\n---\n\nСайт.\n")
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            site.save("touch/project.en.gmi", "---\nname: Touch\n---\n\nA project.\n")
            site.wait_line("content is another folder now: starting again")
            wait_for("only new workers", lambda: not set(workers.values()) & set(site.pids()))
            wait_for("what is in it", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertEqual(loop.failures, [])

    def test_services_change_ports_in_one_reload(self):
        with Site() as site:
            site.keep_ports()
            gopher, http = (f'127.0.0.1:{site.ports[s]}' for s in ("gopher", "http"))
            self.change(site, (gopher, "swap"), (http, f"*:{site.ports['gopher']}"), ("swap", http))
            self.replaced(site, signal.SIGHUP, "reloaded")
            site.ports["gopher"], site.ports["http"] = site.ports["http"], site.ports["gopher"]
            self.assertEqual(site.http("/ru/")[0], 200)
            self.assertIn(b".\r\n", site.gopher("/ru/"))
