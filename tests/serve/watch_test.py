"""What whoever watches the server is told: the service manager, a balancer."""

import csv
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import unittest

from support.clients import needs
from support.loop import Threads
from support.site import DEADLINE, LOOKED_INTO, Site, wait_for


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

    def test_a_reload_is_told_with_its_time_and_its_end_also_of_one_that_fails(self):
        with Manager(abstract=True) as m:
            m.hear("READY", "1")
            m.site.signal(signal.SIGHUP)
            began = m.hear("RELOADING", "1")
            self.assertGreater(int(began["MONOTONIC_USEC"]), 0)
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

    def test_no_other_process_knows_of_the_manager_and_the_watchdog_of_another_is_left_alone(self):
        with Manager(config=LOOKED_INTO, WATCHDOG_USEC="200000", WATCHDOG_PID="1") as m:
            m.hear("READY", "1")
            m.site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            for pid in m.site.pids():
                with open(f"/proc/{pid}/environ") as f:
                    names = {variable.split("=")[0] for variable in f.read().split("\0")}
                self.assertIn("PATH", names)
                self.assertFalse(names & {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
            m.site.stop()
            m.hear("STOPPING", "1")
            self.assertNotIn("WATCHDOG", m.all_names())

    def test_the_watchdog_is_fed_only_as_long_as_workers_move(self):
        with Manager("limits { hang_seconds = 2 }\n", WATCHDOG_USEC="200000") as m:
            m.hear("READY", "1")
            m.hear("WATCHDOG", "1")
            m.hear("WATCHDOG", "1")
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


class Balancer:
    """HAProxy before some sites, over HTTP, with their /readyz."""

    def __init__(self, sites):
        self.folder = sites[0].folder
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.control = os.path.join(self.folder, "haproxy.sock")
        servers = "".join(f"\tserver s{i} 127.0.0.1:{site.ports['http']} check inter 50 fall 3 rise 1\n"
                          for i, site in enumerate(sites))
        self.file = os.path.join(self.folder, "haproxy.cfg")
        with open(self.file, "w") as f:
            f.write(f"global\n\tstats socket {self.control}\n"
                    "defaults\n\tmode http\n\tretries 0\n\ttimeout connect 5s\n\ttimeout client 30s\n\ttimeout server 30s\n"
                    # Without it a check that takes longer than `inter` has failed: slow is not down.
                    "\ttimeout check 30s\n"
                    f"frontend web\n\tbind 127.0.0.1:{self.port}\n\tdefault_backend jarchy\n"
                    f"backend jarchy\n\toption httpchk GET /readyz\n{servers}")

    def __enter__(self):
        self.process = subprocess.Popen(["haproxy", "-q", "-db", "-f", self.file])
        return self

    def __exit__(self, *ignored):
        self.process.terminate()
        self.process.wait(DEADLINE)

    def state(self, server):
        """ "UP", "DOWN" … of a server, by its number."""
        try:
            with socket.socket(socket.AF_UNIX) as s:
                s.connect(self.control)
                s.sendall(b"show stat\n")
                for row in csv.DictReader(Site.read_all(s).decode().splitlines()):
                    if row["svname"] == f"s{server}":
                        return row["status"]
        except OSError:
            pass
        return None


class Readers(Threads):
    """Asks through a balancer again and again, now with a connection for each request, now with one for several."""

    def __init__(self, port):
        super().__init__(self._ask, (1, 5), daemon=True)
        self.port, self.answered, self.failures = port, 0, []

    def _ask(self, requests):
        while not self.halt.is_set():
            c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
            try:
                for _ in range(requests):
                    c.request("GET", "/en/")
                    answer = c.getresponse()
                    answer.read()
                    if answer.status != 200:
                        self.failures.append(answer.status)
                    self.answered += 1
            except (OSError, http.client.HTTPException) as e:
                self.failures.append(repr(e))
            c.close()

    def more(self, count):
        before = self.answered
        wait_for("more answers", lambda: self.answered >= before + count)


class Draining(unittest.TestCase):
    def test_a_ready_server_says_so_and_probes_are_not_logged(self):
        with Site() as site:
            status, headers, body = site.http("/readyz")
            self.assertEqual((status, body, headers["Cache-Control"]), (200, b"ok\n", "no-store"))
            self.assertEqual(site.http("/healthz")[0], 200)
            self.assertEqual(site.http("/en/")[0], 200)
            wait_for("the line of the page", lambda: [l for l in site.accessed if "/en/" in l])
            self.assertFalse([l for l in site.accessed if "/readyz" in l or "/healthz" in l])

    def test_for_the_time_of_draining_all_goes_on_but_balancers_are_told(self):
        with Manager("drain_seconds = 3600\n") as m:
            site = m.site
            before = site.children()
            site.signal(signal.SIGTERM)
            end = m.hear("STOPPING", "1")
            self.assertGreater(int(end["EXTEND_TIMEOUT_USEC"]), 3600e6)
            self.assertRegex(end["STATUS"], "draining")
            status, headers, _ = site.http("/readyz")
            self.assertEqual((status, headers["Connection"]), (503, "close"))
            self.assertGreater(int(headers["Retry-After"]), 0)
            self.assertEqual(site.http("/healthz")[0], 200)
            status, headers, _ = site.http("/en/")
            self.assertEqual((status, headers["Connection"]), (200, "close"))
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertEqual(site.children(), before)
            site.stop()  # the second signal ends it at once
            self.assertEqual([l for l in site.lines if "error" in l], [])

    def test_draining_ends_by_itself(self):
        with Site(config="drain_seconds = 1\n") as site:
            site.stop()
            self.assertTrue([l for l in site.lines if "draining for 1 s" in l])

    @needs("haproxy")
    def test_a_replica_that_drains_costs_no_request_through_haproxy(self):
        with Site(config="drain_seconds = 3600\n") as one, Site() as other, Balancer([one, other]) as balancer:
            wait_for("both at HAProxy", lambda: [balancer.state(i) for i in (0, 1)] == ["UP", "UP"])
            with Readers(balancer.port) as readers:
                readers.more(100)
                wait_for("readers at both", lambda: all(any("/en/" in l for l in s.accessed) for s in (one, other)))
                one.signal(signal.SIGTERM)
                wait_for("HAProxy to look elsewhere", lambda: balancer.state(0) == "DOWN")
                one.stop()
                readers.more(100)
            self.assertEqual(readers.failures, [])
            print(f"# draining: {readers.answered} requests through HAProxy, none lost", flush=True)


class Logs(unittest.TestCase):
    TIME = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ"
    BAD = "---\ntitel: \"a\\b\"\n---\n\nText.\n"

    def test_each_line_for_a_file_has_its_time_and_level(self):
        with Site() as site:
            site.save("wells/2024-01-01-bad.en.gmi", self.BAD)
            site.wait_line("unknown key")
            site.signal(signal.SIGHUP)
            site.wait_line("reloaded")
            for line in site.lines:
                self.assertRegex(line, rf"^{self.TIME} jarchy(\[[a-z0-9 ]+\])?: (info|warning|error): ")
            self.assertTrue([l for l in site.lines if "jarchy[publisher]: error: " in l and "bad.en.gmi:2: error: " in l])

    def test_lines_can_be_objects_of_json_in_both_logs(self):
        with Site(config='log { format = "json" }\n') as site:
            site.save("wells/2024-01-01-bad.en.gmi", self.BAD)
            site.wait_line("unknown key")
            with open(site.config, "a") as f:
                f.write("gemnii { }\n")
            site.signal(signal.SIGHUP)
            site.wait_line("nothing was changed")
            before = len(site.lines)
            site.signal(signal.SIGUSR2)  # the program that is tried says what is wrong too
            site.wait_line("nothing was changed", before)
            for line in site.lines:
                one = json.loads(line)
                self.assertEqual(list(one), ["time", "level", "process", "message"])
                self.assertRegex(one["time"], f"^{self.TIME}$")
            self.assertTrue([l for l in map(json.loads, site.lines) if (l["process"], l["level"]) == ("publisher", "error")])
            site.http_raw(b'GET /"\\\xff HTTP/1.0\r\nUser-Agent: reader "1"\r\n\r\n')
            wait_for("the line", lambda: site.accessed)
            one = json.loads(site.accessed[0])
            self.assertEqual(list(one), ["time", "protocol", "address", "status", "bytes", "request", "agent", "seconds"])
            self.assertEqual((one["protocol"], one["address"], one["agent"]), ("http", "127.0.0.0", r"reader \x221\x22"))
            self.assertGreater(one["seconds"], 0)

    def test_the_journal_gets_priorities(self):
        site = Site(prefix=("sh", "-c", 'JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec "$@"', "-"))
        with site:
            site.save("wells/2024-01-01-bad.en.gmi", self.BAD)
            site.wait_line("unknown key")
            for line in site.lines:
                self.assertRegex(line, r"^<[346]>")
            self.assertTrue([l for l in site.lines if l.startswith("<3>publisher: ")])
            self.assertTrue([l for l in site.lines if l.startswith("<6>ready:")])

    def test_a_level_goes_through_a_reload_to_all_processes(self):
        with Site() as site:
            site.keep_ports()
            with open(site.config, "a") as f:
                f.write('log { level = "error" }\n')
            site.signal(signal.SIGHUP)
            old = site.children()
            wait_for("other processes", lambda: site.serving() and not set(old.values()) & set(site.pids()))
            before = len(site.lines)
            site.save("wells/2024-01-01-bad.en.gmi", self.BAD)
            site.wait_line("unknown key", before)
            self.assertFalse([l for l in site.lines[before:] if ": error: " not in l])

    def test_an_access_log_without_a_folder_is_beside_the_configuration(self):
        with Site(config='log { access = "access.log" }\n') as site:
            site.http("/en/")
            file = os.path.join(site.folder, "access.log")

            def text():
                with open(file) as f:
                    return f.read()
            self.assertRegex(wait_for("the line", text), r'Z http 127\.0\.0\.0 200 \d+ "GET /en/ HTTP/1\.1" "[^"]+" 0\.\d{6}\n$')
