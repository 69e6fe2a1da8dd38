"""Varnish and nginx before a site, as src/examples has them, on free ports."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile

from support.site import DEADLINE, ROOT, Site, wait_for


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def example(name, replacements):
    """The text of an example, with each of these in it replaced."""
    with open(os.path.join(ROOT, "src/examples", name), encoding="utf-8") as f:
        text = f.read()
    for old, new in replacements:
        assert old in text, (name, old)
        text = text.replace(old, new)
    return text


class Cache:
    """One that runs; `origin` is the port of jarchy, `proxy` what jarchy needs to know of it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="jarchy-cache-")
        self.origin, self.port, self.number = free_ports(3)
        self.process = None

    def save(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def start(self):
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.process = subprocess.Popen(self.command(), stdout=self.log, stderr=self.log, cwd=self.folder)
        wait_for(f"{type(self).__name__} to listen", self.listens)
        return self

    def listens(self):
        assert self.process.poll() is None, self.said()
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
            return True
        except ConnectionRefusedError:
            return False

    def said(self):
        with open(os.path.join(self.folder, "log"), errors="replace") as f:
            return f.read()

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(DEADLINE)
            self.log.close()
            self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, path, method="GET", **headers):
        """Status, headers by their lower-case names, body."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            c.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = c.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            c.close()

    def site(self, content=None, config=""):
        """One that has this cache before its HTTP, as the example says."""
        # One worker: its log has the requests in their order.
        site = Site(content, workers=1, config=f'purge = {{"http://127.0.0.1:{self.port}"}}\n{config}')
        with open(site.config) as f:
            text = f.read()
        with open(site.config, "w") as f:
            f.write(text.replace('http { listen = {"127.0.0.1:0"} }', f'http {{ listen = {{"127.0.0.1:{self.origin}"}} {self.proxy} }}'))
        return site


class Varnish(Cache):
    programs = ["varnishd"]
    proxy = 'proxy = {"127.0.0.1"}'

    def command(self):
        vcl = self.save("default.vcl", example("varnish.vcl", [('.port = "8080"', f'.port = "{self.origin}"')]))
        return ["varnishd", "-n", os.path.join(self.folder, "work"), "-j", "none", "-a", f"127.0.0.1:{self.port}", "-f", vcl, "-F",
                "-T", "none", "-s", "malloc,64m", "-p", "cc_command=exec cc -O0 -fPIC -shared -o %o %s"]


class Nginx(Cache):
    programs = ["nginx"]
    proxy = ""

    def command(self):
        self.save("cache.conf", example("nginx-cache.conf", [
            ("server 127.0.0.1:8080;", f"server 127.0.0.1:{self.origin};"), ("127.0.0.1:8081", f"127.0.0.1:{self.number}"),
            ("listen 80 default_server", f"listen 127.0.0.1:{self.port} default_server"), ("\tlisten [::]:80 default_server;\n", ""),
            ("/var/lib/nginx/jarchy", self.folder + "/kept"), ("/var/log/nginx/access.log", self.folder + "/access.log")]))
        user = "user root;\n" if os.geteuid() == 0 else ""
        temporary = "".join(f"{kind}_temp_path temporary;\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main = self.save("nginx.conf", f"daemon off;\n{user}worker_processes 1;\npid nginx.pid;\nerror_log stderr warn;\n"
                         f"events {{ }}\nhttp {{\n{temporary}include cache.conf;\n}}\n")
        return ["nginx", "-p", self.folder, "-c", main, "-e", "stderr"]


CACHES = [Varnish, Nginx]
