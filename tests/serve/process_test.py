"""Processes that die, reload and stop, under a loop of requests."""

import fcntl
import os
import signal
import socket
import threading
import unittest

from support.loop import Loop
from support.site import LOOKED_INTO, Site, jarchy, serves, wait_for


class Unread(Site):
    """A site of whose standard error nothing is read while `pause` is set."""

    def __init__(self, **more):
        super().__init__(**more)
        self.go_on = threading.Event()
        self.go_on.set()

    def _collect(self, stream, lines):
        for line in stream:
            lines.append(line.rstrip("\n"))
            self.go_on.wait()

    def fill(self):
        """Leaves no room for even a short line."""
        end = os.open(f"/proc/self/fd/{self.process.stderr.fileno()}", os.O_WRONLY | os.O_NONBLOCK)
        try:
            while os.write(end, b"."):
                pass
        except BlockingIOError:
            pass
        finally:
            os.close(end)


class Processes(unittest.TestCase):
    def test_a_killed_publisher_is_replaced_and_nobody_notices(self):
        with Site() as site, Loop(site) as loop:
            pid = site.children()["publisher"]
            os.kill(pid, signal.SIGKILL)
            wait_for("a new publisher", lambda: site.children().get("publisher", pid) != pid)
            loop.more_rounds()
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertEqual(loop.failures, [])

    def test_workers_read_a_catalogue_that_took_the_place_of_the_old_one(self):
        with Site() as site, Loop(site) as loop:
            pids = site.children()
            for name in "catalog.db", "catalog.db-wal", "catalog.db-shm":
                os.unlink(os.path.join(site.folder, "var", name))
            os.kill(pids["publisher"], signal.SIGKILL)
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            for _ in range(5):  # whichever worker answers
                wait_for("what is saved afterwards", lambda: site.http("/en/wells/")[0] == 200)
            now = site.children()
            self.assertEqual([now["worker 1"], now["worker 2"]], [pids["worker 1"], pids["worker 2"]])
            self.assertEqual(loop.failures, [])

    def test_a_killed_worker_is_replaced_and_only_its_own_request_is_lost(self):
        with Site() as site, Loop(site) as loop:
            for name in "worker 1", "worker 2":
                pid = site.children()[name]
                os.kill(pid, signal.SIGKILL)
                wait_for("a new worker", lambda: site.children().get(name, pid) != pid)
                loop.more_rounds()
            # At most the one request that each killed worker had under way.
            self.assertLessEqual(len(loop.failures), 2)

    def test_reload_loses_no_request_and_takes_the_new_configuration(self):
        with Site() as site, Loop(site) as loop:
            workers = {n: p for n, p in site.children().items() if n.startswith("worker")}
            before = len(site.lines)
            ports = "".join(f'{s} {{ listen = {{"127.0.0.1:{p}"}} }}\n' for s, p in site.ports.items())
            with open(site.config, "w") as f:
                f.write(f'host = "localhost"\nworkers = 3\nsandbox = "off"\n{ports}')
            site.signal(signal.SIGHUP)
            site.wait_line("reloaded", before)
            wait_for("a third worker", lambda: "worker 3" in site.children())
            wait_for("the old workers' end", lambda: not set(workers.values()) & set(site.children().values()))
            loop.more_rounds()
            self.assertEqual(loop.failures, [])

    def test_a_faulty_configuration_changes_nothing(self):
        with Site() as site:
            before, children = len(site.lines), set(site.children().values())
            with open(site.config, "r+") as f:
                line = len(f.readlines()) + 1
                f.write("gemnii { port = 1 }\n")
            site.signal(signal.SIGHUP)
            site.wait_line("nothing was changed", before)
            self.assertIn(f'jarchy.conf:{line}: unknown key "gemnii": did you mean "gemini"?', "\n".join(site.lines))
            self.assertEqual(set(site.children().values()), children)
            self.assertEqual(site.gemini("/ru/")[0], 20)

    def test_a_reload_that_fails_leaves_the_descriptors_and_the_time_zone_alone(self):
        with Site(config=LOOKED_INTO) as site, socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            site.keep_ports()

            def descriptors():
                folder = f"/proc/{site.process.pid}/fd"
                return {n: os.readlink(f"{folder}/{n}") for n in os.listdir(folder)}
            before, children = descriptors(), site.children()
            with open(site.config) as f:
                whole = f.read()
            for fault in ('content = "nowhere"', f'spartan {{ listen = {{"127.0.0.1:{other.getsockname()[1]}"}} }}',
                          'log { access = "/dev/null/log" }', 'feeds = "jarchy.conf/feeds"', 'host = "a b"'):
                lines = len(site.lines)
                with open(site.config, "w") as f:
                    f.write(f'{whole}timezone = "Pacific/Kiritimati"\n{fault}\n'.replace("workers = 2", "workers = 3"))
                site.signal(signal.SIGHUP)
                site.wait_line("nothing was changed", lines)
                self.assertEqual(descriptors(), before, fault)
                self.assertEqual(site.children(), children, fault)
                self.assertEqual(site.gemini("/ru/")[0], 20)
            # What is started from now on has the old zone too.
            os.kill(children["publisher"], signal.SIGKILL)
            wait_for("a new publisher", lambda: site.children().get("publisher", children["publisher"]) != children["publisher"])
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            site.save("wells/2024-01-01-dug.en.gmi", "---\ntitle: Dug\n---\n\nA well.\n")
            wait_for("the item in the feed", lambda: b">Dug<" in site.http("/en/wells/atom.xml")[2])
            self.assertRegex(site.http("/en/wells/atom.xml")[2], rb"<published>[^<]*\+06:00<")

    def test_a_publisher_that_leaves_slowly_is_waited_for_through_two_reloads(self):
        with Site() as site:
            site.keep_ports()
            old = site.children()
            os.kill(old["publisher"], signal.SIGSTOP)
            for _ in range(2):
                before = len(site.lines)
                site.signal(signal.SIGHUP)
                site.wait_line("reloaded", before)
            # Two new workers; a second publisher would meet the lock of the first.
            wait_for("the old workers' end", lambda: len(site.pids()) == 4)
            self.assertIn(old["publisher"], site.pids())
            os.kill(old["publisher"], signal.SIGCONT)
            wait_for("a new publisher", lambda: site.children().get("publisher", old["publisher"]) != old["publisher"])
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved afterwards", lambda: site.gemini("/en/wells/")[0] == 20)
            self.assertFalse([l for l in site.lines if "next try in" in l], site.lines)

    def test_a_second_jarchy_on_the_same_port_is_refused(self):
        with Site() as site:
            other = os.path.join(site.folder, "other.conf")
            with open(other, "w") as f:
                f.write(f'content = "content"\nstate = "var2"\nhttp {{ listen = {{"127.0.0.1:{site.ports["http"]}"}} }}\n'
                        'gemini { listen = {} }\ngopher { listen = {} }\n')
            run = jarchy("serve", "-c", other)
            self.assertEqual(run.returncode, 2)
            self.assertRegex(run.stderr, r"^\S+ jarchy: error: cannot listen on 127\.0\.0\.1:\d+ for http: Address already in use\n$")

    def test_stopping_lets_a_request_under_way_finish(self):
        with Site() as site:
            with socket.create_connection(site.address("http")) as s:
                s.sendall(b"GET /ru/ HTTP/1.1\r\nHost: localhost\r\n")
                site.process.terminate()
                s.sendall(b"Connection: close\r\n\r\n")
                self.assertTrue(site.read_all(s).startswith(b"HTTP/1.1 200"))

    def test_the_access_log_is_reopened(self):
        site = Site()
        log = os.path.join(site.folder, "access.log")
        site.write_config(f'log {{ access = "{log}" }}\n')
        with site:
            def logged(path):
                site.http(path)
                with open(log) as f:
                    return path in f.read()
            wait_for("a line in the log", lambda: logged("/ru/projects/"))
            os.rename(log, log + ".1")
            before = len(site.lines)
            site.signal(signal.SIGUSR1)
            site.wait_line("reopened", before)
            wait_for("a line in the new log", lambda: logged("/ru/archive/"))

    def test_standard_error_that_nobody_reads_stops_nothing(self):
        with Unread() as site:
            site.keep_ports()
            fcntl.fcntl(site.process.stderr.fileno(), fcntl.F_SETPIPE_SZ, 4096)
            site.go_on.clear()
            for i in range(300):
                site.save(f"wells/2024-01-{1 + i % 28:02}-bad-{i}.en.gmi", f"---\ntitel: {i:0200d}\n---\n\nText.\n")
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("what is saved", lambda: site.gemini("/en/wells/")[0] == 20)
            old = site.children()
            site.wait_line("unknown key")  # from here on nothing is read
            site.fill()
            site.signal(signal.SIGHUP)
            wait_for("new processes", lambda: site.serving() and not set(old.values()) & set(site.pids()))
            site.save("ditches/project.en.gmi", "---\nname: Ditches\n---\n\nA project.\n")
            wait_for("what is saved", lambda: site.gemini("/en/ditches/")[0] == 20)
            site.go_on.set()
            # The next lines of these processes say how many there were.
            site.signal(signal.SIGHUP)
            site.wait_line("lines were dropped here")

    def test_each_process_is_executed_and_has_addresses_of_its_own(self):
        with Site(config=LOOKED_INTO) as site:
            starts = set()
            for name, pid in site.children().items():
                with open(f"/proc/{pid}/cmdline") as f:
                    self.assertEqual(f.read(), f"jarchy: {name}\0")
                with open(f"/proc/{pid}/maps") as f:
                    starts.add(f.readline().split("-")[0])
            with open(f"/proc/{site.process.pid}/cmdline") as f:
                self.assertEqual(f.read().rstrip("\0"), f"jarchy: supervisor {site.config}")
            with open(f"/proc/{site.process.pid}/maps") as f:
                starts.add(f.readline().split("-")[0])
            self.assertEqual(len(starts), 5)

    def test_a_worker_gets_the_sockets_of_its_slot_and_no_descriptor_of_another_process(self):
        with Site(config=LOOKED_INTO) as site:
            # Until it has loaded all, it holds the picture that it tries its libraries with.
            wait_for("the picture process", lambda: serves(site.children().get("picture", 0)))
            links = {pid: {n: os.readlink(f"/proc/{pid}/fd/{n}") for n in os.listdir(f"/proc/{pid}/fd")}
                     for pid in [site.process.pid, *site.children().values()]}
            supervisor = links.pop(site.process.pid)
            sockets = [l for l in supervisor.values() if l.startswith("socket:")]
            self.assertEqual(len(sockets), 8)  # two of them between publisher and picture process
            held = []
            for pid in links:
                held += {l for l in links[pid].values() if l in sockets}
                # Where the publisher leaves the facts when their folder is deleted.
                own = "/memfd:jarchy facts (deleted)" if pid == site.children().get("publisher") else ""
                self.assertFalse([l for l in links[pid].values() if "memfd" in l and l != own], links[pid])
            self.assertEqual(sorted(held), sorted(sockets))

    def test_a_worker_that_dies_comes_back_without_the_files_it_was_started_from(self):
        with Site() as site:
            certificate = site.tls().getpeercert(True)
            for name in "certs", "jarchy.conf":
                os.rename(os.path.join(site.folder, name), os.path.join(site.folder, name + ".away"))
            with open(site.config, "w") as f:
                f.write("gemnii {\n")
            for pid in [p for n, p in site.children().items() if n.startswith("worker")]:
                os.kill(pid, signal.SIGKILL)
                wait_for("its end", lambda: pid not in site.pids())
            wait_for("the workers", site.serving)
            self.assertEqual(site.gemini("/ru/")[0], 20)
            self.assertEqual(site.tls().getpeercert(True), certificate)
