"""A jarchy of the test's own: content in a temporary folder, free ports, real processes.

    with Site() as site:
        status, meta, body = site.gemini("/ru/")

Leaving the block stops it and fails when a process of it died on the way or one is left.
"""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, os.environ.get("JARCHY_BUILD", ".build"))
JARCHY = os.path.join(BUILD, "jarchy")
OWN_CONTENT = os.path.join(ROOT, "content")
# Generous: a machine under load must not fail a test; a good run never waits this long.
DEADLINE = 60

# Configuration of a site whose processes a test looks into: root may in any case, others not where there is a sandbox.
LOOKED_INTO = "" if os.geteuid() == 0 else 'sandbox = "off"\n'


def wait_for(what, ready, deadline=DEADLINE):
    """Calls ready() until it returns something true, and returns that; what(), or the text, says what was waited for.

    It asks less often the longer it waits, so that it does not keep busy what it waits for.
    """
    began = time.monotonic()
    while True:
        value = ready()
        if value:
            return value
        waited = time.monotonic() - began
        if waited > deadline:
            raise AssertionError(f"waited {deadline} s for: {what() if callable(what) else what}")
        time.sleep(min(0.005 + waited / 40, 0.05))


def jarchy(*arguments, cwd=None):
    """Runs a jarchy command to its end."""
    return subprocess.run([JARCHY, *arguments], cwd=cwd, capture_output=True, text=True, timeout=DEADLINE)


def without_progress(errors):
    """The lines of standard error but for those that say how far it is: they come when a machine is slow or busy."""
    steps = r"jarchy: (reading|writing feeds|reading attachments|indexing for search): \d"
    return [line for line in errors.splitlines() if not re.match(steps, line)]


def serves(pid):
    """Whether a worker has begun: it lets signals in only then."""
    try:
        with open(f"/proc/{pid}/status") as f:
            return "SigBlk:\t0000000000000000\n" in f.read()
    except OSError:  # it has ended
        return False


def children_of(parent):
    """Pids of the children of a process that has one thread."""
    def listed():
        try:
            with open(f"/proc/{parent}/task/{parent}/children") as f:
                return f.read()
        except OSError:  # it has ended
            return ""
    # A child that ends while the list is read may hide the one after it.
    said, again = listed(), None
    while said != again:
        said, again = listed(), said
    return [int(pid) for pid in said.split()]


def trusting(**options):
    """TLS for a client that trusts anything, as Gemini clients do at first."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    for key, value in options.items():
        setattr(context, key, value)
    return context


class Site:
    def __init__(self, content=OWN_CONTENT, config="", workers=2, host="localhost", prefix=()):
        """prefix: words before the command, of a program that becomes it ("prlimit --nofile=64")."""
        self.prefix = prefix
        self.folder = tempfile.mkdtemp(prefix="jarchy-test-")
        self.host = host
        self.content = os.path.join(self.folder, "content")
        if content:
            shutil.copytree(content, self.content)
        else:
            os.mkdir(self.content)
        self.config = os.path.join(self.folder, "jarchy.conf")
        self.write_config(config, workers)
        self.process = None
        self.lines = []      # of standard error, so far
        self.accessed = []   # of standard output: the access log
        self.ports = {}

    def write_config(self, more="", workers=2):
        self.workers = workers
        # Sanitizers need calls that the sandbox forbids.
        sandbox = 'sandbox = "off"' if "asan" in BUILD else 'sandbox = "try"'
        with open(self.config, "w") as f:
            f.write(f'host = "{self.host}"\nworkers = {workers}\n{sandbox}\ngrace = 0\n'
                    'gemini { listen = {"127.0.0.1:0"} }\n'
                    'gopher { listen = {"127.0.0.1:0"} }\n'
                    'http { listen = {"127.0.0.1:0"} }\n'
                    # Tests ask until something is there.
                    'limits { feed_polls_per_hour = 0 }\n' + more)

    def keep_ports(self):
        """Writes the ports that the system chose into the configuration: one that says 0 would get others the next time."""
        with open(self.config) as f:
            text = f.read()
        for service, port in self.ports.items():
            text = text.replace(f'{service} {{ listen = {{"127.0.0.1:0"', f'{service} {{ listen = {{"127.0.0.1:{port}"')
        with open(self.config, "w") as f:
            f.write(text)

    # --- life

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.kill()
            raise

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                self.stop()
        finally:
            self.kill()

    def begin(self):
        """Starts it, and does not wait until it serves."""
        self.lines.clear()
        self.process = subprocess.Popen([*self.prefix, JARCHY, "serve", "-c", self.config], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, start_new_session=True)
        for stream, lines in (self.process.stderr, self.lines), (self.process.stdout, self.accessed):
            threading.Thread(target=self._collect, args=(stream, lines), daemon=True).start()

    def start(self):
        self.begin()
        return self.ready()

    def ready(self):
        """Waits until it serves, and learns its ports."""
        self.wait_line("ready:")
        wait_for("the workers", self.serving)
        for line in self.lines:
            found = re.search(r"listening on .*:(\d+) \((\w+)\)", line)
            if found:
                self.ports[found[2]] = int(found[1])
        return self

    @staticmethod
    def _collect(stream, lines):
        for line in stream:
            lines.append(line.rstrip("\n"))

    def wait_line(self, text, after=0):
        """Waits until standard error has a line that holds the text; returns the line."""
        def ready():
            for line in self.lines[after:]:
                if text in line:
                    return line
            if self.process.poll() is not None:
                raise AssertionError(f"jarchy ended ({self.process.returncode}):\n" + "\n".join(self.lines))
            return None
        # Those that are there when the time is over, not those of the beginning.
        return wait_for(lambda: f"the line {text!r} in\n" + "\n".join(self.lines), ready)

    def pids(self):
        """Pids of the live child processes, of those too that have no name yet or one that another has."""
        return [pid for _, pid in self._processes()]

    def children(self):
        """Pids of the live child processes, by name ("publisher", "worker 1", …), once each has its own."""
        def named():
            found = dict(self._processes())
            return None if "exe" in found else (found,)
        return wait_for("the names of the processes", named)[0]

    def _processes(self):
        found = []
        for pid in children_of(self.process.pid):
            try:
                with open(f"/proc/{pid}/stat") as f:
                    name, rest = f.read().rsplit(")", 1)
            except OSError:
                continue
            if rest.split()[0] != "Z":
                found.append((name.split("(", 1)[1], pid))
        return found

    def serving(self):
        """Pids of the workers, once there are all of them and each serves."""
        pids = {pid for name, pid in self.children().items() if name.startswith("worker")}
        return pids if len(pids) == self.workers and all(map(serves, pids)) else set()

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """Stops it as an operator would, and checks that it did so well."""
        self.process.terminate()
        assert self.process.wait(DEADLINE) == 0, "\n".join(self.lines)
        assert not [l for l in self.lines if "Sanitizer" in l or "assert" in l], "\n".join(self.lines)

    def kill(self):
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- content

    def path(self, name):
        return os.path.join(self.content, name)

    def save(self, name, text):
        """Saves a content file, text or bytes, as editors do: beside it, then renamed."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        hidden = os.path.join(os.path.dirname(path), "." + os.path.basename(path) + ".new")
        with open(hidden, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        os.rename(hidden, path)

    # --- asking

    def address(self, service):
        return ("127.0.0.1", self.ports[service])

    def connect(self, service):
        return socket.create_connection(self.address(service), timeout=DEADLINE)

    def tls(self, service="gemini", name=None, **options):
        return trusting(**options).wrap_socket(self.connect(service), server_hostname=name or self.host,
                                               suppress_ragged_eofs=False)

    @staticmethod
    def read_all(s):
        data = b""
        while True:
            more = s.recv(65536)
            if not more:
                return data
            data += more

    def gemini_raw(self, request, **options):
        """Sends bytes over TLS; returns all bytes up to close_notify (its absence is an error)."""
        with self.tls(**options) as s:
            s.sendall(request)
            return self.read_all(s)

    def gemini_url(self, path):
        return f"gemini://{self.host}:{self.ports['gemini']}{path}"

    def gemini(self, path):
        answer = self.gemini_raw(self.gemini_url(path).encode() + b"\r\n")
        head, _, body = answer.partition(b"\r\n")
        status, _, meta = head.decode().partition(" ")
        return int(status), meta, body

    def gopher_raw(self, request):
        with self.connect("gopher") as s:
            s.sendall(request)
            return self.read_all(s)

    def gopher(self, selector):
        return self.gopher_raw(selector.encode() + b"\r\n")

    def http_raw(self, request):
        with self.connect("http") as s:
            s.sendall(request)
            return self.read_all(s)

    def http_url(self, path):
        return f"http://{self.host}:{self.ports['http']}{path}"

    def http(self, path, **headers):
        """Status, headers and body; errors and redirects are answers, not exceptions."""
        class NoRedirect(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *ignored):
                return None

            def http_error_default(self, *ignored):
                return None
        opener = urllib.request.OpenerDirector()
        opener.add_handler(urllib.request.HTTPHandler())
        opener.add_handler(NoRedirect())
        request = urllib.request.Request(f"http://127.0.0.1:{self.ports['http']}{path}",
                                         headers={k.replace("_", "-"): v for k, v in headers.items()})
        with opener.open(request, timeout=DEADLINE) as answer:
            return answer.status, answer.headers, answer.read()

    def everywhere(self, path):
        """The page's text over the three protocols, and whether each has it."""
        status, _, body = self.gemini(path)
        gopher = self.gopher(path)
        web_status, _, web = self.http(path)
        return {"gemini": body if status == 20 else None,
                "gopher": None if gopher.startswith(b"3") else gopher,
                "http": web if web_status == 200 else None}
