"""What whoever watches the server is told: the service manager, a balancer."""

import os
import re
import signal
import socket
import threading
import unittest

from support.site import DEADLINE, Site, wait_for


class Manager:
    """The socket of a service manager (sd_notify(3)), and a site that is told of it."""

    def __init__(self, config="", abstract=False, **environment):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.said = []  # each datagram: its lines by name
        self.heard = 0  # how many of them were waited for
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.site = Site(config=config)
        path = f"\0jarchy-test-{os.getpid()}" if abstract else os.path.join(self.site.folder, "notify")
        self.socket.bind(path)
        words = {"NOTIFY_SOCKET": path.replace("\0", "@"), **environment}
        self.site.prefix = ("env", *(f"{k}={v}" for k, v in words.items()))

    def _read(self):
        while True:
            data = self.socket.recv(4096)
            if not data:
                return
            self.said.append(dict(line.split("=", 1) for line in data.decode().split("\n")))

    def hear(self, name, value=None):
        """Waits for a datagram, after those that were waited for, that has the line; returns its lines by name."""
        def heard():
            while self.heard < len(self.said):
                lines = self.said[self.heard]
                self.heard += 1
                if name in lines and (value is None or re.search(value, lines[name])):
                    return lines
            return None
        return wait_for(f"{name}={value}", heard)

    def knows(self, name, value):
        """Waits until any datagram had such a line."""
        wait_for(f"{name}={value}", lambda: any(re.search(value, lines.get(name, "")) for lines in self.said))

    def all_names(self):
        return {name for lines in self.said for name in lines}

    def __enter__(self):
        self.reader.start()
        self.site.__enter__()
        return self

    def __exit__(self, *kind):
        self.site.__exit__(*kind)
        self.socket.shutdown(socket.SHUT_RD)
        self.reader.join()
        self.socket.close()


class ServiceManager(unittest.TestCase):
    def test_it_is_told_how_the_service_is_from_start_to_end(self):
        with Manager() as m:
            m.hear("READY", "1")
            self.assertIn("EXTEND_TIMEOUT_USEC", m.said[0])
            m.knows("STATUS", r"^serving [1-9]\d* items, published 20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ$")
            self.assertNotIn("WATCHDOG", m.all_names())
            m.site.stop()
            end = m.hear("STOPPING", "1")
            self.assertIn("STATUS", end)
            self.assertGreater(int(end["EXTEND_TIMEOUT_USEC"]), 30e6)

    def test_an_abstract_socket_is_one_too(self):
        with Manager(abstract=True) as m:
            m.hear("READY", "1")

    def test_a_reload_is_told_with_its_time_and_its_end(self):
        with Manager() as m:
            m.hear("READY", "1")
            m.site.signal(signal.SIGHUP)
            began = m.hear("RELOADING", "1")
            self.assertGreater(int(began["MONOTONIC_USEC"]), 0)
            m.hear("READY", "1")

    def test_a_reload_that_fails_ends_too_and_the_status_says_why(self):
        with Manager() as m:
            m.hear("READY", "1")
            with open(m.site.config, "a") as f:
                f.write("gemnii { }\n")
            m.site.signal(signal.SIGHUP)
            m.hear("RELOADING", "1")
            m.hear("READY", "1")
            m.hear("STATUS", "^serving .*; reload: the configuration has errors; nothing was changed$")

    def test_a_new_program_is_told_of_as_a_reload(self):
        with Manager() as m:
            m.site.keep_ports()
            m.hear("READY", "1")
            m.site.signal(signal.SIGUSR2)
            m.hear("RELOADING", "1")
            self.assertRegex(m.hear("READY", "1")["STATUS"], "^serving ")

    def test_no_other_process_knows_of_the_manager(self):
        with Manager(config='sandbox = "off"\n', WATCHDOG_USEC="60000000") as m:
            for pid in m.site.pids():
                with open(f"/proc/{pid}/environ") as f:
                    self.assertNotRegex(f.read(), "NOTIFY_SOCKET|WATCHDOG")

    def test_the_watchdog_of_another_process_is_left_alone(self):
        with Manager(WATCHDOG_USEC="200000", WATCHDOG_PID="1") as m:
            m.hear("READY", "1")
            m.site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            m.site.stop()
            m.hear("STOPPING", "1")
            self.assertNotIn("WATCHDOG", m.all_names())

    def test_the_watchdog_is_fed_only_as_long_as_workers_move(self):
        with Manager("limits { hang_seconds = 3600 }\n", WATCHDOG_USEC="200000") as m:
            m.hear("READY", "1")
            m.hear("WATCHDOG", "1")
            m.hear("WATCHDOG", "1")
        with Manager("limits { hang_seconds = 2 }\n", WATCHDOG_USEC="200000") as m:
            m.hear("READY", "1")
            stopped = self.stop_workers(m.site)
            # Each is ended and another one started; meanwhile there is a time without a word.
            wait_for("other workers", lambda: not set(stopped) & set(m.site.pids()) and m.site.serving())
            m.heard = len(m.said)
            m.hear("WATCHDOG", "1")

    @staticmethod
    def stop_workers(site):
        pids = [pid for name, pid in site.children().items() if name.startswith("worker")]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        return pids


class Hanging(unittest.TestCase):
    def test_a_worker_that_hangs_is_ended_and_another_one_started(self):
        with Site(config="limits { hang_seconds = 1 }\n") as site:
            pid = site.children()["worker 2"]
            os.kill(pid, signal.SIGSTOP)
            site.wait_line(f"worker 2 (process {pid}) has not moved for 1 s")
            wait_for("another worker", lambda: site.children().get("worker 2", pid) != pid and site.serving())
            self.assertEqual(site.http("/en/")[0], 200)
            self.assertEqual(len([l for l in site.lines if "has not moved" in l]), 1)

    def test_a_pause_of_all_processes_is_no_silence(self):
        with Site(config="limits { hang_seconds = 1 }\n") as site:
            everyone = [*site.pids(), site.process.pid]
            before = site.children()
            for pid in everyone:
                os.kill(pid, signal.SIGSTOP)
            # Longer than a worker may be silent: nothing but time can show that.
            self.assertRaises(TimeoutError, lambda: self.silence(2))
            for pid in everyone:
                os.kill(pid, signal.SIGCONT)
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertEqual(site.children(), before)

    @staticmethod
    def silence(seconds):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            s.bind(f"\0jarchy-test-silence-{os.getpid()}")
            s.settimeout(seconds)
            s.recv(1)
