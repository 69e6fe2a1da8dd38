"""The hub hears of every feed whose bytes changed, once it can be told, and of nothing else."""

import http.server
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
import urllib.parse

from support.site import Site, wait_for
from support.wells import ITEM, PROJECT

KINDS = ["atom.xml", "rss.xml", "feed.json"]


class Hub:
    """Answers pings with `status` and keeps what was posted."""

    def __init__(self, port=0, status=202, tls=None):
        self.status, self.asked, self.told, self.hosts, self.connections = status, [], [], set(), 0
        hub = self

        class Server(http.server.ThreadingHTTPServer):
            def get_request(self):
                hub.connections += 1
                return super().get_request()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                hub.asked.append((self.path, self.headers["Content-Type"], form))
                hub.hosts.add(self.headers["Host"])
                if hub.status == 202:
                    hub.told.append(urllib.parse.parse_qs(form)["hub.topic"][0])
                self.send_response(hub.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *ignored):
                pass

        self.server = Server(("127.0.0.1", port), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class WebSub(unittest.TestCase):
    def begin(self, port, scheme="http", name="localhost", path="/push?to=1", **options):
        site = Site(content=None, **options,
                    config=f'hub = "{scheme}://{name}:{port}{path}"\nlanguages = {{"en", "ru"}}\n')
        self.addCleanup(site.kill)
        for project in "wells", "pumps":
            site.save(f"{project}/project.en.gmi", PROJECT)
        site.start()
        # Until there is a record, what is there is not news.
        wait_for("the record", lambda: "notifier" in site.children() and self.record(site))
        return site

    @staticmethod
    def record(site):
        try:
            with open(f"{site.folder}/var/notifier/announced") as f:
                return f.read()
        except FileNotFoundError:
            return ""

    def add(self, site, title):
        site.save("wells/2026-03-05-new.en.gmi", ITEM.format(title=title, date="2026-03-05", text="Water."))
        wait_for(title, lambda: title.encode() in site.http("/en/wells/atom.xml")[2])
        return {site.http_url(f"/en/{folder}{kind}") for folder in ("", "wells/") for kind in KINDS}

    def test_a_hub_in_another_alphabet_is_asked_by_its_name_in_ascii(self):
        hub = Hub()
        self.addCleanup(hub.close)
        site = self.begin(hub.port, name="хаб.localhost", path="/путь?q=й")
        self.add(site, "First")
        wait_for("a ping", lambda: hub.told)
        self.assertEqual(hub.asked[0][0], "/%D0%BF%D1%83%D1%82%D1%8C?q=%D0%B9")
        self.assertEqual(hub.hosts, {f"xn--80ac2d.localhost:{hub.port}"})

    def test_exactly_the_feeds_that_changed_are_announced(self):
        hub = Hub()
        self.addCleanup(hub.close)
        site = self.begin(hub.port)
        self.assertEqual(hub.asked, [])
        changed = self.add(site, "First")
        wait_for("the pings", lambda: set(hub.told) >= changed)
        self.assertEqual({url for url in hub.told if "/pumps/" in url or "/ru/wells" in url}, set())
        path, kind, form = hub.asked[0]
        self.assertEqual((path, kind), ("/push?to=1", "application/x-www-form-urlencoded"))
        fields = urllib.parse.parse_qs(form, strict_parsing=True)
        self.assertEqual(fields["hub.mode"], ["publish"])
        self.assertEqual(fields["hub.url"], fields["hub.topic"])
        # The address is the one that the feed gives as its own.
        self.assertIn(f'<{site.http_url("/en/wells/atom.xml")}>; rel="self"', site.http("/en/wells/atom.xml")[1]["link"])
        self.assertEqual(len(hub.told), len(set(hub.told)))
        site.stop()

    def test_a_hub_that_is_down_or_fails_delays_nothing_and_hears_of_it_later(self):
        port = free_port()
        site = self.begin(port)
        changed = self.add(site, "While it is down")
        site.wait_line("hub: http://")
        hub = Hub(port, status=503)
        self.addCleanup(hub.close)
        wait_for("a ping", lambda: hub.asked)
        self.add(site, "While it fails")
        self.assertEqual(hub.told, [])
        hub.status = 202
        wait_for("the pings", lambda: set(hub.told) >= changed)
        site.stop()

    def test_what_is_owed_is_told_by_the_next_notifier(self):
        port = free_port()
        site = self.begin(port)
        changed = self.add(site, "Before the end")
        site.wait_line("hub: http://")
        old = site.children()["notifier"]
        os.kill(old, signal.SIGKILL)
        hub = Hub(port)
        self.addCleanup(hub.close)
        wait_for("the pings", lambda: set(hub.told) >= changed)
        self.assertNotEqual(site.children()["notifier"], old)
        site.stop()

    def test_a_refusal_is_not_repeated(self):
        hub = Hub(status=404)
        self.addCleanup(hub.close)
        site = self.begin(hub.port)
        changed = self.add(site, "Refused")
        wait_for("the pings", lambda: len(hub.asked) >= len(changed))
        hub.status = 202
        self.add(site, "Another")
        wait_for("the next", lambda: set(hub.told) >= changed)
        self.assertEqual(len(hub.told), len(set(hub.told)))
        site.stop()

    # --- https

    def certificate(self, name):
        """Two files: a certificate of that name, which no authority has signed, with its key and alone."""
        folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.addCleanup(shutil.rmtree, folder)
        both, certificate = os.path.join(folder, "both.pem"), os.path.join(folder, "certificate.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-days", "2",
                        "-keyout", both, "-out", certificate], check=True, capture_output=True)
        with open(both, "a") as out, open(certificate) as f:
            out.write(f.read())
        return both, certificate

    def tls_hub(self, both):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        hub = Hub(tls=context)
        self.addCleanup(hub.close)
        return hub

    def test_a_hub_whose_certificate_is_known_is_told(self):
        both, certificate = self.certificate("localhost")
        hub = self.tls_hub(both)
        site = self.begin(hub.port, "https", prefix=("env", f"SSL_CERT_FILE={certificate}"))
        changed = self.add(site, "Over TLS")
        wait_for("the pings", lambda: set(hub.told) >= changed)
        site.stop()

    def check_refusal(self, hub, *prefix):
        site = self.begin(hub.port, "https", prefix=prefix)
        self.add(site, "For nobody")
        wait_for("a third try", lambda: hub.connections >= 3)
        # One feed is tried, not each of them every time, and nothing of it is sent.
        warnings = [line for line in site.lines if "hub: http://" in line]
        self.assertIn(len(warnings), (2, 3))
        self.assertTrue(all("certificate" in line for line in warnings), warnings)
        self.assertEqual(hub.asked, [])
        site.stop()

    def test_a_hub_whose_certificate_nobody_knows_is_told_nothing_and_tried_again(self):
        both, _ = self.certificate("localhost")
        self.check_refusal(self.tls_hub(both))

    def test_a_hub_of_another_name_is_told_nothing(self):
        both, certificate = self.certificate("hub.example.org")
        self.check_refusal(self.tls_hub(both), "env", f"SSL_CERT_FILE={certificate}")

    def test_authorities_that_cannot_be_read_are_those_of_the_system(self):
        both, _ = self.certificate("localhost")
        self.check_refusal(self.tls_hub(both), "env", "SSL_CERT_FILE=/nowhere")

    def test_without_a_hub_there_is_no_notifier(self):
        with Site(content=None) as site:
            self.assertEqual([name for name in site.children() if name.startswith("not")], [])
