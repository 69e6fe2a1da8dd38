"""What the private listener tells of the server: figures that count what was done, and nothing of what readers choose."""

import importlib.util
import os
import re
import signal
import time
import unittest
import urllib.request

from support.site import DEADLINE, Site, wait_for

LISTEN = 'metrics { listen = {"127.0.0.1:0"} }\n'
NEW = "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3"


def needs_parser():
    return unittest.skipIf(importlib.util.find_spec("prometheus_client") is None, "python3-prometheus-client not installed")


def ask(site, path, accept="*/*"):
    request = urllib.request.Request(f"http://127.0.0.1:{site.ports['metrics']}{path}", headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as e:
        with e:
            return e.code, e.headers, e.read().decode()


def families(site):
    """By the strict parser of Prometheus's own client."""
    from prometheus_client.openmetrics.parser import text_string_to_metric_families
    status, headers, text = ask(site, "/metrics", NEW)
    assert status == 200 and headers["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8", headers
    assert text.endswith("# EOF\n")
    return {f.name: f for f in text_string_to_metric_families(text)}


def values(site):
    """By the sample as it is written."""
    found = {}
    for family in families(site).values():
        for s in family.samples:
            labels = ",".join(f"{k}={v}" for k, v in sorted(s.labels.items()))
            found[f"{s.name}{{{labels}}}" if labels else s.name] = s.value
    return found


def counted(values):
    """Responses to readers: a response is counted right after its last byte was sent."""
    return sum(v for k, v in values.items() if k.startswith("jarchy_request_seconds_count") and "metrics" not in k)


@needs_parser()
class Figures(unittest.TestCase):
    def test_both_formats_are_strict_and_have_the_same_samples(self):
        from prometheus_client.parser import text_string_to_metric_families
        with Site(config=LISTEN) as site:
            for f in families(site).values():
                with self.subTest(f.name):
                    self.assertTrue(f.documentation.endswith("."))
                    self.assertTrue(f.name.startswith("jarchy_"))
                    self.assertTrue(f.name.endswith(f.unit))
                    self.assertEqual(bool(f.unit), bool(re.search("_(seconds|bytes)$", f.name)))
            for accept in "*/*", "text/plain;version=0.0.4", NEW.replace("0.3", "0.9"):
                status, headers, text = ask(site, "/metrics", accept)
                self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
                self.assertNotRegex(text, "# (EOF|UNIT)")
                names = {s.name for f in text_string_to_metric_families(text) for s in f.samples}
            self.assertEqual(names, {s.name for f in families(site).values() for s in f.samples})

    def test_figures_count_what_was_done(self):
        with Site(config=LISTEN) as site:
            before = values(site)
            for _ in range(3):
                self.assertEqual(site.gemini("/en/")[0], 20)
            etag = site.http("/en/")[1]["ETag"]
            self.assertEqual(site.http("/en/", If_None_Match=etag)[0], 304)
            self.assertEqual(site.http("/nothing-here")[0], 404)
            self.assertTrue(site.gopher("/en/nothing").startswith(b"3"))
            self.assertEqual(site.http("/readyz")[0], 200)
            now = wait_for("all of them", lambda: (lambda v: v if counted(v) >= counted(before) + 8 else None)(values(site)))

            def more(name):
                return now.get(name, 0) - before.get(name, 0)
            for service, status, n in [("gemini", "20", 3), ("http", "200", 2), ("http", "304", 1), ("http", "404", 1),
                                       ("gopher", "missing", 1)]:
                self.assertEqual(more(f"jarchy_requests_total{{service={service},status={status}}}"), n, (service, status))
            for service, n in ("gemini", 3), ("http", 4), ("gopher", 1):
                self.assertEqual(more(f"jarchy_request_seconds_count{{service={service}}}"), n)
                self.assertEqual(more(f"jarchy_request_seconds_bucket{{le=+Inf,service={service}}}"), n)
                self.assertGreater(more(f"jarchy_request_seconds_sum{{service={service}}}"), 0)
            self.assertGreater(more("jarchy_cache_hits_total") + more("jarchy_cache_misses_total"), 6)
            self.assertGreater(more("jarchy_sent_bytes_total{service=http}"), 10000)
            self.assertGreaterEqual(more("jarchy_connections_accepted_total"), 8)
            self.assertEqual(now["jarchy_ready"], 1)
            self.assertEqual(now["jarchy_workers"], 2)
            self.assertLessEqual(abs(now["jarchy_published_timestamp_seconds"] - time.time()), 600)
            [expiry] = [v for k, v in now.items() if k.startswith("jarchy_certificate_expiry_timestamp_seconds")]
            self.assertGreater(expiry, time.time() + 86400)

    def test_what_is_published_and_what_is_wrong_is_counted(self):
        with Site(content=None, config=LISTEN) as site:
            self.assertEqual(values(site)["jarchy_items"], 0)
            written = values(site)["jarchy_feeds_written_total"]
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            for lang in "en", "ru":
                site.save(f"wells/2024-01-01-dug.{lang}.gmi", "---\ntitle: Dug\n---\n\nA well.\n")
            site.save("wells/2024-01-02-bad.en.gmi", "---\ntitle\n---\n\nA well.\n")
            wait_for("one item and an error", lambda: (lambda v: v["jarchy_items"] == 1 and
                     v["jarchy_problems{severity=error}"] >= 1)(values(site)))
            self.assertGreater(values(site)["jarchy_feeds_written_total"], written)

    def test_subscribers_are_summed_by_service(self):
        with Site(config=LISTEN) as site:
            for path, n in ("/en/atom.xml", 400), ("/ru/atom.xml", 31):
                self.assertEqual(site.http(path, User_Agent=f"Feedly/1.0 (+http://www.feedly.com/fetcher.html; {n} subscribers)")[0], 200)
            site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
            wait_for("the sum", lambda: values(site).get("jarchy_feed_subscribers{agent=Feedly}") == 431)

    def test_counts_never_fall_when_workers_die_or_are_replaced(self):
        with Site(config=LISTEN) as site:
            site.keep_ports()
            name = "jarchy_requests_total{service=http,status=200}"
            with open(site.config) as f:
                text = f.read()
            with open(site.config, "w") as f:
                f.write(text.replace('metrics { listen = {"127.0.0.1:0"', f'metrics {{ listen = {{"127.0.0.1:{site.ports["metrics"]}"'))
            for _ in range(20):
                self.assertEqual(site.http("/en/")[0], 200)
            before = wait_for("all of them", lambda: (lambda v: v if counted(v) >= 20 else None)(values(site)))
            self.assertEqual(before[name], 20)
            old = site.serving()
            for pid in old:
                os.kill(pid, signal.SIGKILL)
            wait_for("other workers", lambda: not old & set(site.pids()) and site.serving())
            now = values(site)
            self.assertEqual(now[name], 20)
            self.assertEqual(now["jarchy_process_restarts_total{process=worker}"], 2)
            old, lines = site.serving(), len(site.lines)
            site.signal(signal.SIGHUP)
            site.wait_line("reloaded", lines)
            wait_for("the old workers' end", lambda: not old & set(site.pids()))
            self.assertEqual(site.http("/en/")[0], 200)
            now = wait_for("all of them", lambda: (lambda v: v if counted(v) >= 21 else None)(values(site)))
            self.assertEqual(now[name], 21)
            wait_for("the end of the others", lambda: values(site)["jarchy_connections"] == 1)
            falling = [k for k in before if re.search("_(total|count|bucket|sum)", k) and now.get(k, 0) < before[k]]
            self.assertEqual(falling, [])

    def test_connections_over_a_limit_are_counted_and_the_listener_has_none(self):
        with Site(config=LISTEN + "limits { per_address = 1 connections = 1 }\n", workers=1) as site:
            with site.connect("http") as held:
                held.sendall(b"G")
                wait_for("a refusal", lambda: site.http("/en/")[0] == 503)
                self.assertGreaterEqual(sum(v for k, v in values(site).items() if k.startswith("jarchy_connections_refused")), 1)


class Listener(unittest.TestCase):
    def test_it_has_figures_and_probes_and_nothing_else(self):
        with Site(config=LISTEN) as site:
            self.assertEqual(ask(site, "/healthz")[::2], (200, "ok\n"))
            self.assertEqual(ask(site, "/readyz")[::2], (200, "ok\n"))
            status, headers, text = ask(site, "/metrics")
            self.assertEqual((status, headers["Cache-Control"]), (200, "no-store"))
            self.assertIn('jarchy_build_info{version="', text)
            for path in "/", "/en/", "/metrics/", "/robots.txt", "/preview/":
                self.assertEqual(ask(site, path)[0], 404, path)
            self.assertEqual(site.http("/metrics")[0], 404)
            self.assertFalse([l for l in site.accessed if " metrics " in l])
