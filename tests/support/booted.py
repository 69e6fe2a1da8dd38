"""What tests/package does in a Debian that systemd has booted, with the package: python3 booted.py SOURCE VERSION

It is a unit of that Debian, and powers it off at its end. What came of it is in the file RESULT.
"""

import os
import re
import signal
import sys
import traceback

import packaged
from packaged import CONFIG, NEXT, Installed, apt, check, package, run, say, wait_for
from support.loop import Loop

RESULT = "/root/result"
# So that what watches need not be waited for.
WATCHED = "/run/systemd/system/jarchy.service.d"


def shown(*names, unit="jarchy.service"):
    """Of systemctl show: the values of these properties."""
    found = dict(line.split("=", 1) for line in run("systemctl", "show", *(f"-p{name}" for name in names), unit).splitlines())
    return tuple(found[name] for name in names)


def main_pid():
    return int(shown("MainPID")[0])


def journal():
    return run("journalctl", "--no-pager", "-o", "cat", "-u", "jarchy.service")


def answers(site):
    try:
        return site.has(b"A new jarchy", "/en/")
    except OSError:
        return False


def started(site):
    wait_for("the start", lambda: shown("ActiveState") == ("active",))
    check("systemd has started it, and all three answer", answers(site))
    with open(f"/proc/{main_pid()}/status") as f:
        lines = dict(line.rstrip("\n").split(":\t", 1) for line in f)
    check("it has one right, and calls are filtered", (int(lines["CapPrm"], 16), int(lines["CapBnd"], 16), lines["Seccomp"],
                                                      lines["NoNewPrivs"]) == (1 << 10, 1 << 10, "2", "1"), lines)


def reloaded(site):
    pid = main_pid()
    with open(CONFIG) as f:
        text = f.read()
    with open(CONFIG, "w") as f:
        f.write(text + 'nex { listen = {"127.0.0.1:900"} }\n')
    run("systemctl", "reload", "jarchy")
    wait_for("the reload", lambda: "nex" in journal() or "reloaded" in journal())
    site.ports["nex"] = 900

    def other():
        try:
            with site.connect("nex") as s:
                s.sendall(b"/\r\n")
                return b"=>" in site.read_all(s)
        except OSError:
            return False
    wait_for("another port below 1024", other)
    check("it is reloaded, with another port below 1024", main_pid() == pid and answers(site))
    with open(CONFIG, "w") as f:
        f.write(text + "no_such_key = 1\n")
    run("systemctl", "reload", "jarchy")
    wait_for("the fault", lambda: "no_such_key" in journal())
    check("a fault changes nothing", shown("ActiveState") == ("active",) and answers(site) and other())
    with open(CONFIG, "w") as f:
        f.write(text)
    run("systemctl", "reload", "jarchy")


def upgraded(site):
    pid = main_pid()
    with Loop(site) as loop:
        said = apt("install", package(NEXT))
        loop.more_rounds()
    check(f"upgraded in place, {loop.rounds} rounds of requests, none lost", "without a break" in said and not loop.failures, said,
          loop.failures[:5])
    check("systemd saw neither a stop nor a start", (main_pid(), shown("NRestarts", "ActiveState")) == (pid, ("0", "active")))
    check("the new version runs", os.path.samefile(f"/proc/{pid}/exe", "/usr/bin/jarchy") and NEXT in run("jarchy", "--version"))


def kept(site):
    run("systemctl", "start", "jarchy-backup.service")
    check("the nightly copy is made", os.path.getsize("/var/backups/jarchy/facts.db") > 0)
    log = "/var/log/jarchy/access.log"
    old = os.stat(log).st_ino
    run("logrotate", "-f", "/etc/logrotate.d/jarchy")

    def written():
        site.gemini("/en/")
        return os.stat(log).st_ino != old and os.path.getsize(log)
    wait_for("lines in the new log", written)
    say("the log is rotated")


def watched(site):
    if "WATCHDOG=1" not in open("/usr/bin/jarchy", "rb").read().decode("latin-1"):
        say("the program does not tell the watchdog that it lives")
        return
    os.makedirs(WATCHED, exist_ok=True)
    with open(f"{WATCHED}/watched.conf", "w") as f:
        f.write("[Service]\nWatchdogSec=4\n")
    run("systemctl", "daemon-reload")
    run("systemctl", "restart", "jarchy")
    pid = main_pid()
    wait_for("more than twice its time", lambda: float(open(f"/proc/uptime").read().split()[0]) > since(pid) + 10)
    check("the watchdog is content with it", main_pid() == pid and answers(site), journal()[-2000:])
    os.kill(pid, signal.SIGSTOP)
    wait_for("another process", lambda: main_pid() not in (0, pid))
    wait_for("its answers", lambda: answers(site))
    say("one that hangs is started again")


def since(pid):
    """When the process began, in seconds of the machine's life."""
    with open(f"/proc/{pid}/stat") as f:
        return int(f.read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")


def ended(site):
    pid = main_pid()
    run("systemctl", "stop", "jarchy")
    check("it stops in good order", shown("Result", "ActiveState") == ("success", "inactive") and not os.path.exists(f"/proc/{pid}"),
          shown("Result", "ActiveState"), journal()[-2000:])
    run("systemctl", "start", "jarchy")
    apt("purge", "jarchy")
    check("purged while it served", not re.search(r"jarchy\.service", run("systemctl", "list-units", "--no-pager", "jarchy.service")))


def main():
    os.makedirs(packaged.TRIAL, exist_ok=True)
    site = Installed()
    for step in started, reloaded, upgraded, kept, watched, ended:
        step(site)
    print("good", flush=True)


try:
    sys.stdout = sys.stderr = open(RESULT, "w", buffering=1)
    main()
except BaseException:
    traceback.print_exc()
    print(run("journalctl", "--no-pager", "-n", "60"))
finally:
    run("systemctl", "--no-block", "poweroff")
