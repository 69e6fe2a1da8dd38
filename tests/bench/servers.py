"""Starts jarchy, the plain loops and the peers: each from a folder of its own, on loopback, on its core."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import measure

DEADLINE = 60
IS_ROOT = os.geteuid() == 0
# gophernicus refuses to run as root.
USER = "nobody" if IS_ROOT else pwd.getpwuid(os.geteuid()).pw_name
PEERS = {"molly-brown": "molly-brown", "gophernicus": "gophernicus", "xinetd": "xinetd",
         "nginx": "nginx-light", "lighttpd": "lighttpd", "hugo": "hugo"}
JARCHY_CONF = """host = "localhost"
workers = 1
timezone = "Asia/Bishkek"
gemini {{ listen = {{"127.0.0.1:{gemini}"}} }}
gopher {{ listen = {{"127.0.0.1:{gopher}"}} }}
http {{ listen = {{"127.0.0.1:{http}"}} }}
log {{ access = "" }}
limits {{
	handshake_seconds = 600
	request_seconds = 600
	keepalive_seconds = 600
	keepalive_requests = 1000000000
	connections = 20000
	per_address = 20000
	feed_polls_per_hour = 0
}}
"""


def find(program):
    """Where a peer's program is, or None. Daemons are where an ordinary user's path does not lead."""
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


class Server:
    """A running server. `port` None: it says on standard error where it listens."""

    def __init__(self, name, folder, argv, port=None, pinned=True):
        self.name, self.folder = name, folder
        self.log = os.path.join(folder, re.sub(r"\W+", "-", name) + ".log")
        pin = ["taskset", "-c", measure.SERVER_CORE] if pinned else []
        with open(self.log, "w") as log:
            self.process = subprocess.Popen([*pin, *argv], stdin=subprocess.DEVNULL, stderr=log,
                                            stdout=subprocess.DEVNULL, start_new_session=True, cwd=folder)
        self.pid = self.process.pid
        try:
            self.port = port or self.wait(lambda: self.said(r"127\.0\.0\.1:(\d+)"))
            self.wait(self.answers)
        except BaseException:
            self.stop()
            raise

    def said(self, pattern):
        with open(self.log, errors="replace") as f:
            found = re.search(pattern, f.read())
        return found and int(found[1])

    def answers(self):
        return listens(self.port)

    def wait(self, ready):
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            value = ready()
            if value:
                return value
            if self.process.poll() is not None:
                break
            time.sleep(0.002)
        with open(self.log, errors="replace") as f:
            raise RuntimeError(f"{self.name} does not serve: {f.read()[-500:].strip()}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Jarchy(Server):
    """jarchy over folder/content. `name`: where another version of it is measured too."""

    def __init__(self, program, folder, name="jarchy", pinned=True, prefix=()):
        self.ports = self.configure(folder)
        super().__init__(name, folder, [*prefix, program, "serve", "-c", os.path.join(folder, "jarchy.conf")],
                         self.ports["gopher"], pinned)

    @staticmethod
    def configure(folder):
        """A folder keeps its ports: they are in feeds, so others would have the catalogue built anew."""
        conf = os.path.join(folder, "jarchy.conf")
        if not os.path.exists(conf):
            write(conf, JARCHY_CONF.format(**{name: free_port() for name in ("gemini", "gopher", "http")}))
        with open(conf) as f:
            return {name: int(port) for name, port in re.findall(r"(\w+) { listen = .*:(\d+)", f.read())}

    def wait_for(self, service):
        """It listens for Gopher first."""
        self.wait(lambda: listens(self.ports[service]))

    def web_answers(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['http']}{path}", timeout=30) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait_until_settled(self):
        """Until every service listens, pages come, and it has nothing left to do."""
        for service in self.ports:
            self.wait_for(service)
        self.wait(lambda: self.web_answers("/ru/"))
        measure.settle(self.pid)

    def children(self):
        """The short names of its processes with their ids."""
        found = {}
        for pid in measure.tree(self.pid):
            try:
                with open(f"/proc/{pid}/comm") as f:
                    found[f.read().strip()] = pid
            except OSError:
                continue
        return found

    def reloads(self):
        with open(self.log, errors="replace") as f:
            return f.read().count(": reloaded")

    def set_resumption(self, word):
        conf, before = os.path.join(self.folder, "jarchy.conf"), self.reloads()
        with open(conf) as f:
            text = re.sub(r"(gemini \{ listen = \{.*?\})[^}]*\}", rf"\1 resumption = {word} }}", f.read())
        write(conf, text)
        self.process.send_signal(signal.SIGHUP)
        self.wait(lambda: self.reloads() > before)

    @contextlib.contextmanager
    def resuming(self):
        """Meanwhile TLS sessions are resumed, which they are not by default."""
        self.set_resumption("yes")
        try:
            yield
        finally:
            self.set_resumption("no")


def certificate(folder):
    """A self-signed P-256 certificate, like jarchy's own."""
    crt, key = os.path.join(folder, "bench.crt"), os.path.join(folder, "bench.key")
    if not os.path.exists(crt):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                        "-nodes", "-keyout", key, "-out", crt, "-days", "30", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    return crt, key


def plain_tls(build, folder, page, prefix=()):
    crt, key = certificate(folder)
    return Server("plain loop", folder, [*prefix, os.path.join(build, "plain_tls"), page, crt, key])


def plain_tcp(build, folder, page, prefix=()):
    return Server("plain loop", folder, [*prefix, os.path.join(build, "plain_tcp"), page])


def plain_http(build, folder, kind, file, name, prefix=()):
    """`kind`: 304, copy or sendfile."""
    return Server(name, folder, [*prefix, os.path.join(build, "plain_http"), kind, file])


def molly_brown(folder, root):
    crt, key = certificate(folder)
    port = free_port()
    conf = os.path.join(folder, "molly-brown.conf")
    write(conf, f'Port = {port}\nHostname = "localhost"\nCertPath = "{crt}"\nKeyPath = "{key}"\n'
                f'DocBase = "{root}"\nAccessLog = "/dev/null"\nErrorLog = "-"\n')
    return Server("molly-brown", folder, [find("molly-brown"), "-c", conf], port)


def gophernicus(folder, root):
    port = free_port()
    conf = os.path.join(folder, "xinetd.conf")
    write(conf, f"""defaults
{{
	instances = UNLIMITED
	per_source = UNLIMITED
	cps = 1000000 1
	log_type = FILE /dev/null
}}
service bench-gopher
{{
	type = UNLISTED
	socket_type = stream
	protocol = tcp
	wait = no
	user = {USER}
	bind = 127.0.0.1
	port = {port}
	server = {find("gophernicus")}
	server_args = -h localhost -p {port} -r {root}
}}
""")
    return Server("gophernicus", folder, [find("xinetd"), "-dontfork", "-f", conf,
                                          "-pidfile", os.path.join(folder, "xinetd.pid")], port)


def nginx(folder, root):
    port = free_port()
    conf = os.path.join(folder, "nginx.conf")
    temp = "".join(f"{kind}_temp_path {folder}/nginx-{kind};\n"
                   for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    write(conf, ("user root;\n" if IS_ROOT else "") +
          f"daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr;\n"
          "events { worker_connections 4096; }\n"
          f"http {{\n{temp}access_log off;\nsendfile on;\ntcp_nopush on;\nkeepalive_requests 1000000000;\n"
          "gzip_static on;\n"
          "types { application/atom+xml xml; }\n"
          f"server {{ listen 127.0.0.1:{port}; root {root}; }}\n}}\n")
    return Server("nginx", folder, [find("nginx"), "-e", "stderr", "-c", conf], port)


def lighttpd(folder, root):
    """It keeps what it compressed, as nginx is given it: neither compresses for each request."""
    port = free_port()
    conf = os.path.join(folder, "lighttpd.conf")
    write(conf, 'server.modules = ("mod_deflate")\ndeflate.mimetypes = ("application/")\n'
                f'deflate.allowed-encodings = ("gzip")\ndeflate.cache-dir = "{folder}/lighttpd-deflate"\n'
                f'server.document-root = "{root}"\nserver.bind = "127.0.0.1"\nserver.port = {port}\n'
                'server.max-keep-alive-requests = 1000000000\nserver.max-keep-alive-idle = 600\n'
                'mimetype.assign = (".xml" => "application/atom+xml")\n')
    return Server("lighttpd", folder, [find("lighttpd"), "-D", "-f", conf], port)
