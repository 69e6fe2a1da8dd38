"""A certificate authority on this machine: pebble, and the clients of operators that get certificates from it.

    with Authority(http_port) as authority:
        client = Dehydrated(folder, authority, challenges)
        client.issue()
"""

import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import urllib.request

from support.site import DEADLINE, wait_for

NAME = "news.example.org"  # that pebble is told to find on this machine


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Authority:
    """pebble, which asks for challenges at this port of 127.0.0.1, whatever the name."""

    def __init__(self, http_port):
        self.http_port = http_port
        self.folder = tempfile.mkdtemp(prefix="jarchy-authority-")
        self.processes = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def start(self):
        directory, management, dns, control = free_ports(4)
        self.ca = self.path("own.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.path("own.key"),
                        "-out", self.ca], check=True, capture_output=True)
        with open(self.path("config.json"), "w") as f:
            json.dump({"pebble": {"listenAddress": f"127.0.0.1:{directory}", "managementListenAddress": f"127.0.0.1:{management}",
                                  "certificate": self.ca, "privateKey": self.path("own.key"), "httpPort": self.http_port,
                                  "tlsPort": 1, "ocspResponderURL": "", "externalAccountBindingRequired": False}}, f)
        self.url = f"https://localhost:{directory}/dir"
        self.run("pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", f"127.0.0.1:{dns}", "-http01", "", "-https01",
                 "", "-tlsalpn01", "", "-management", f"127.0.0.1:{control}")
        self.run("pebble", "-config", self.path("config.json"), "-dnsserver", f"127.0.0.1:{dns}")
        self.context = ssl.create_default_context(cafile=self.ca)
        wait_for("pebble", lambda: self.fetch(self.url))
        self.roots = self.path("roots.pem")
        with open(self.roots, "wb") as f:
            f.write(self.fetch(f"https://localhost:{management}/roots/0"))
        return self

    def run(self, *words):
        env = dict(os.environ, PEBBLE_VA_NOSLEEP="1", PEBBLE_WFE_NONCEREJECT="0", PEBBLE_AUTHZREUSE="0")
        with open(self.path("log"), "a") as log:
            self.processes.append(subprocess.Popen(words, env=env, stdout=log, stderr=log))

    def fetch(self, url):
        try:
            with urllib.request.urlopen(url, timeout=DEADLINE, context=self.context) as answer:
                return answer.read()
        except OSError:
            return None

    def log(self):
        with open(self.path("log")) as f:
            return f.read()

    def __exit__(self, *ignored):
        for process in self.processes:
            process.kill()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Client:
    """A client that writes into the folder of challenges; certificate and key are where it keeps the newest ones."""

    def __init__(self, folder, authority, challenges):
        self.folder, self.authority, self.challenges = folder, authority, challenges
        os.makedirs(folder, exist_ok=True)

    before = ()  # words before the command, of a program that becomes it

    def run(self, *words, **more):
        env = dict(os.environ, HOME=self.folder, LC_ALL="C.UTF-8", SSL_CERT_FILE=self.authority.ca, CURL_CA_BUNDLE=self.authority.ca,
                   LEGO_CA_CERTIFICATES=self.authority.ca, REQUESTS_CA_BUNDLE=self.authority.ca, **more)
        done = subprocess.run([*self.before, self.program, *words], env=env, cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{self.program} {words}: {done.returncode}\n{done.stdout}\n{done.stderr}\n{self.authority.log()[-2000:]}"

    def paths(self):
        return [os.path.join(self.folder, name) for name in (self.certificate, self.key)]


class Certbot(Client):
    program = "certbot"
    certificate, key = f"live/{NAME}/fullchain.pem", f"live/{NAME}/privkey.pem"

    def certbot(self, *words):
        self.run(*words, "--non-interactive", "--server", self.authority.url, "--config-dir", self.folder, "--work-dir",
                 self.folder + "/work", "--logs-dir", self.folder + "/logs")

    def issue(self):
        self.certbot("certonly", "--webroot", "-w", self.challenges, "-d", NAME, "--agree-tos", "--register-unsafely-without-email")

    def renew(self):
        self.certbot("renew", "--force-renewal", "--no-random-sleep-on-renew")


class Lego(Client):
    program = "lego"
    certificate, key = f"certificates/{NAME}.crt", f"certificates/{NAME}.key"

    def lego(self, *words):
        self.run("--server", self.authority.url, "--accept-tos", "--email", "a@example.org", "--path", self.folder, "--domains", NAME,
                 "--http", "--http.webroot", self.challenges, *words)

    def issue(self):
        self.lego("run")

    def renew(self):
        self.lego("renew", "--days", "9999", "--no-random-sleep")


class Uacme(Client):
    """Its hook writes the token right into the folder. It knows the system's list of authorities alone: here it gets another."""
    program = "uacme"
    before = ("unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--mount", "sh", "-c",
              'mount --bind "$SSL_CERT_FILE" /etc/ssl/certs/ca-certificates.crt && exec "$0" "$@"')
    certificate, key = f"{NAME}/cert.pem", f"private/{NAME}/key.pem"

    def uacme(self, *words):
        self.run("-a", self.authority.url, "-c", self.folder, "-h", "/usr/share/uacme/uacme.sh", "-y", *words,
                 UACME_CHALLENGE_PATH=self.challenges)

    def issue(self):
        self.uacme("new")
        self.uacme("issue", NAME)

    def renew(self):
        self.uacme("-f", "issue", NAME)


class Dehydrated(Client):
    """Likewise."""
    program = "dehydrated"
    certificate, key = f"certs/{NAME}/fullchain.pem", f"certs/{NAME}/privkey.pem"

    def dehydrated(self, *words):
        with open(self.folder + "/config", "w") as f:
            f.write(f'CA="{self.authority.url}"\nBASEDIR="{self.folder}"\nWELLKNOWN="{self.challenges}"\nCONTACT_EMAIL=a@example.org\n'
                    f'CERTDIR="{self.folder}/certs"\nACCOUNTDIR="{self.folder}/accounts"\nLOCKFILE="{self.folder}/lock"\n'
                    f'DOMAINS_TXT="{self.folder}/domains.txt"\n')
        self.run("--config", self.folder + "/config", *words)

    def issue(self):
        self.dehydrated("--register", "--accept-terms")
        self.dehydrated("--cron", "--domain", NAME)

    def renew(self):
        self.dehydrated("--cron", "--force", "--domain", NAME)


CLIENTS = {c.program: c for c in (Certbot, Lego, Uacme, Dehydrated)}
