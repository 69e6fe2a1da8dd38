"""Processes that die, reload and stop, under a loop of requests."""

import os
import signal
import socket
import unittest

from support.loop import Loop
from support.site import Site, jarchy, wait_for


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

    def test_a_second_jarchy_on_the_same_port_is_refused(self):
        with Site() as site:
            other = os.path.join(site.folder, "other.conf")
            with open(other, "w") as f:
                f.write(f'content = "content"\nstate = "var2"\nhttp {{ listen = {{"127.0.0.1:{site.ports["http"]}"}} }}\n'
                        'gemini { listen = {} }\ngopher { listen = {} }\n')
            run = jarchy("serve", "-c", other)
            self.assertEqual(run.returncode, 2)
            self.assertRegex(run.stderr, r"^jarchy: error: cannot listen on 127\.0\.0\.1:\d+ for http: Address already in use\n$")

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
