"""What tests/package does in a Debian that has the package: python3 packaged.py SOURCE VERSION

It is root in namespaces of its own. It starts the program by the unit's own words and does for it what systemd does: user,
right to low ports, mask, folder, filter of system calls, the socket of sd_notify(3). In place of systemctl there is a script
that knows the process that runs and notes what else it is told.

What only systemd itself can show is in booted.py.
"""

import glob
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading

SOURCE, VERSION = sys.argv[1:3]
sys.path[0] = os.path.join(SOURCE, "tests")
sys.dont_write_bytecode = True

import socket  # noqa: E402
from support.loop import Loop  # noqa: E402
from support.site import Site, wait_for  # noqa: E402

NEXT = VERSION + ".1"
TRIAL = "/run/trial"
CONTENT, STATE = "/srv/jarchy/content", "/var/lib/jarchy"
CONFIG = "/etc/jarchy/jarchy.conf"
PORTS = {"gemini": 1965, "gopher": 70, "http": 8080}

SYSTEMCTL = f"""#!/bin/sh
echo "$*" >>{TRIAL}/calls
pid=$(cat {TRIAL}/pid 2>/dev/null || echo 0)
case "$*" in
*"--property MainPID "*) echo "$pid" ;;
*"--property User "*) echo jarchy ;;
*"--property NeedDaemonReload "*) echo no ;;
*is-enabled*) echo enabled ;;
*is-active*) [ "$pid" != 0 ] ;;
*" stop "*|"stop "*) [ "$pid" = 0 ] || {{ kill -TERM "$pid"; while [ -e /proc/$pid/fd/0 ]; do sleep 0.1; done; }} ;;
"kill --kill-who=main --signal=USR1 jarchy.service") kill -USR1 "$pid" ;;
*preset*) SYSTEMD_OFFLINE=1 {TRIAL}/real "$@" ;;
esac
exit $?
"""


def say(text):
    print(f"  {text}", flush=True)


def check(what, holds, *seen):
    assert holds, (what, *seen)
    say(what)


def run(*argv, **more):
    done = subprocess.run(argv, capture_output=True, text=True, env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"), **more)
    assert done.returncode == 0, (argv, done.stdout, done.stderr)
    return done.stdout + done.stderr


def apt(*words):
    return run("apt-get", "-q", "-y", "-o", "APT::Get::AutomaticRemove=false", *words)


def package(version):
    return glob.glob(f"{SOURCE}/.build/deb/jarchy_{version}_*.deb")[0]


def unit_path(name="jarchy.service"):
    return next(line for line in run("dpkg", "-L", "jarchy").splitlines() if line.endswith("/" + name))


def unit():
    """Its [Service]; the last value of each key."""
    with open(unit_path()) as f:
        return dict(re.findall(r"^(\w+)=(.*)$", f.read(), re.M))


def calls():
    try:
        with open(f"{TRIAL}/calls") as f:
            return f.read()
    except FileNotFoundError:
        return ""


class Installed(Site):
    """The site of the package, whoever started it."""

    def __init__(self):
        self.host, self.content, self.config, self.folder = "localhost", CONTENT, CONFIG, None
        self.lines, self.accessed, self.ports = [], [], PORTS
        self.workers = os.cpu_count()
        self.process = None

    def has(self, word, path):
        return all(text is not None and word in text for text in self.everywhere(path).values())


class Packaged(Installed):
    """It is run as systemd would."""

    def start(self):
        said = unit()
        user = said["User"]
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = f"{TRIAL}/notify"
        if os.path.exists(path):
            os.unlink(path)
        notify.bind(path)
        os.chmod(path, 0o666)
        self.notes = []
        threading.Thread(target=self._listen, args=(notify, self.notes), daemon=True).start()
        self.lines.clear()
        rights = f"+{said['AmbientCapabilities'].removeprefix('CAP_').lower()}"
        self.process = subprocess.Popen(
            ["setpriv", f"--reuid={user}", f"--regid={said['Group']}", "--init-groups", "--no-new-privs",
             f"--inh-caps={rights}", f"--ambient-caps={rights}",
             "python3", f"{SOURCE}/tests/support/confine.py", f"--unit={unit_path()}", *said["ExecStart"].split()],
            cwd=said["WorkingDirectory"], umask=int(said["UMask"], 8), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={"NOTIFY_SOCKET": path, "USER": user, "PATH": os.environ["PATH"]}, start_new_session=True)
        for stream, lines in (self.process.stderr, self.lines), (self.process.stdout, self.accessed):
            threading.Thread(target=self._collect, args=(stream, lines), daemon=True).start()
        with open(f"{TRIAL}/pid", "w") as f:
            f.write(str(self.process.pid))
        threading.Thread(target=self._wait, args=(self.process,), daemon=True).start()
        self.wait_line("ready:")
        wait_for("READY=1", lambda: any("READY=1" in note for note in self.notes))
        wait_for("the workers", self.serving)
        return self

    @staticmethod
    def _listen(notify, notes):
        while True:
            notes.append(notify.recv(4096).decode())

    @staticmethod
    def _wait(process):
        process.wait()
        with open(f"{TRIAL}/pid", "w") as f:
            f.write("0")

def feeds():
    return {path: hashlib.sha256(open(path, "rb").read()).hexdigest()
            for path in glob.glob(f"{STATE}/feeds/**", recursive=True) if os.path.isfile(path)}


def certificate():
    return open(f"{STATE}/certs/localhost.crt").read()


def is_enabled():
    return os.path.islink("/etc/systemd/system/multi-user.target.wants/jarchy.service")


def owner(path):
    return run("stat", "-c", "%U %a", path).strip()


def installed():
    check("the user, the folders and the welcome are there", all((
        "jarchy:" in open("/etc/passwd").read(), owner(STATE) == "jarchy 750", owner("/var/log/jarchy/access.log") == "jarchy 640",
        sorted(os.listdir(CONTENT)) == ["site.en.gmi", "site.ky.gmi", "site.ru.gmi"])))
    check("the program can be run", run("jarchy", "--version") == f"jarchy {VERSION}\n")
    check("the configuration is good", run("jarchy", "config", "-c", CONFIG).count('content="/srv/jarchy/content"') == 1)
    check("the unit is enabled", is_enabled())
    with open(unit_path()) as f:
        said = subprocess.run(["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=16", f.name],
                              capture_output=True, text=True)
    check("systemd-analyze: " + re.search(r"Overall exposure.*?: (\S+)", said.stdout)[1], said.returncode == 0, said.stderr)
    said = subprocess.run(["systemd-analyze", "verify", "--man=no", unit_path()], capture_output=True, text=True).stderr
    check("and has no doubt about the unit", "jarchy" not in said, said)


def published(site):
    check("all three answer with the welcome", site.has(b"A new jarchy", "/en/"))
    os.makedirs(f"{CONTENT}/wells", exist_ok=True)
    site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nText.\n")
    for day in range(1, 9):
        site.save(f"wells/2024-01-0{day}-well.en.gmi", f"---\ntitle: Well {day}\n---\n\nText.\n")
    wait_for("what is saved", lambda: site.has(b"Well 8", "/en/wells/"))
    say("what is saved is with all three")


def rotated(site):
    log = "/var/log/jarchy/access.log"
    wait_for("lines in the access log", lambda: os.path.getsize(log))
    old = os.stat(log).st_ino
    run("logrotate", "-f", "/etc/logrotate.d/jarchy")
    check("the log is rotated", os.stat(log).st_ino != old and os.path.exists(log + ".1"))

    def written():
        site.gemini("/en/")
        return os.path.getsize(log)
    wait_for("lines in the new one", written)
    say("and jarchy writes into the new one")


def moved(site, version, *words):
    """To another version, under load."""
    before, cert, pid = feeds(), certificate(), site.process.pid
    with open(f"{TRIAL}/calls", "w"):
        pass
    with Loop(site) as loop:
        said = apt("install", *words, package(version))
        loop.more_rounds()
        wait_for("the publisher", lambda: "publisher" in site.children())
        loop.more_rounds()
    check(f"{version} serves in place, {loop.rounds} rounds of requests, none lost",
          "without a break" in said and not loop.failures, said, loop.failures[:5])
    check("the process is the same, the program the new one", site.process.pid == pid and site.process.poll() is None and
          os.path.samefile(f"/proc/{pid}/exe", "/usr/bin/jarchy") and run("jarchy", "--version") == f"jarchy {version}\n")
    check("feeds and certificate are as they were", (feeds(), certificate()) == (before, cert))
    check("it was neither stopped nor restarted", not re.search(r"\b(stop|restart|try-restart|start)\b", calls()), calls())


def removed(site):
    apt("remove", "jarchy")
    check("removed: it ended well", site.process.wait(60) == 0 and "stopped" in site.lines[-1], site.lines[-5:])
    check("what operators have is there", os.path.exists(CONFIG) and os.path.exists(f"{STATE}/state/facts.db") and
          os.path.exists(f"{CONTENT}/wells/project.en.gmi") and not os.path.exists("/usr/bin/jarchy"))


def left():
    """What has to do with jarchy on this machine, but for the source of this test and what dpkg and systemd remember."""
    found = run("find", "/", "-xdev", "(", "-path", "/proc", "-o", "-path", SOURCE, "-o", "-path", "/var/lib/dpkg", "-o",
                "-path", "/run", "-o", "-path", "/tmp", "-o", "-path", "/var/cache", "-o", "-path", "/var/log/apt", ")",
                "-prune", "-o", "(", "-name", "*jarchy*", "-o", "-user", "jarchy", ")", "-print")
    return sorted(path for path in found.splitlines())


def purged():
    apt("purge", "jarchy")
    kept = glob.glob("/var/backups/jarchy/purged-*")
    check("purged: the facts and the certificates are kept", len(kept) == 1 and
          {"certs", "facts.db", "state"} <= {*os.listdir(kept[0])}, kept)
    paths = left()
    check("and besides the content nothing is left", all(path.startswith(("/var/backups/jarchy", "/srv/jarchy")) for path in paths),
          [path for path in paths if not path.startswith(("/var/backups/jarchy", "/srv/jarchy"))])
    check("the content is as it was", os.path.exists(f"{CONTENT}/wells/2024-01-08-well.en.gmi"))
    return kept[0]


def back(kept, before, cert):
    said = apt("install", package(NEXT))
    check("installed again: it is to be started", re.search(r"\bstart jarchy.service\b", calls()) and is_enabled(), said)
    run("setpriv", "--reuid=jarchy", "--regid=jarchy", "--clear-groups", "cp", "-R", f"{kept}/certs", STATE)
    run("setpriv", "--reuid=jarchy", "--regid=jarchy", "--clear-groups", "jarchy", "restore", "-c", CONFIG, f"{kept}/facts.db")
    site = Packaged().start()
    check("with what was kept, feeds and certificate are the same", (feeds(), certificate()) == (before, cert))
    return site


def main():
    os.makedirs(TRIAL, exist_ok=True)
    os.makedirs("/run/systemd/system", exist_ok=True)
    with open(f"{TRIAL}/systemctl", "w") as f:
        f.write(SYSTEMCTL)
    os.chmod(f"{TRIAL}/systemctl", 0o755)
    shutil.copy(shutil.which("systemctl"), f"{TRIAL}/real")
    run("mount", "--bind", f"{TRIAL}/systemctl", shutil.which("systemctl"))
    installed()
    site = Packaged().start()
    try:
        published(site)
        rotated(site)
        with open(CONFIG, "a") as f:
            f.write('colour = "#0a4a94"\n')
        moved(site, NEXT)
        check("a configuration that was changed is kept", 'colour = "#0a4a94"' in open(CONFIG).read())
        check("there is a copy of the facts from before", os.path.exists(f"/var/backups/jarchy/facts-{VERSION}.db"))
        moved(site, VERSION, "--allow-downgrades")
        before, cert = feeds(), certificate()
        removed(site)
        apt("install", package(NEXT))
        check("installed after the removal: it is to be started", re.search(r"\bstart jarchy.service\b", calls()), calls())
        site.start()
        check("feeds and certificate are as they were", (feeds(), certificate()) == (before, cert))
        site = back(purged(), before, cert)
    finally:
        if site.process.poll() is None:
            os.killpg(site.process.pid, signal.SIGKILL)
        subprocess.run(["umount", shutil.which("systemctl")])
        os.rmdir("/run/systemd/system")
        shutil.rmtree(TRIAL, ignore_errors=True)


if __name__ == "__main__":
    main()
