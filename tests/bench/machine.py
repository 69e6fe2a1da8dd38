"""What a run was measured on, and with which versions."""

import glob
import os
import platform
import re
import ssl
import subprocess

import servers

VERSIONS = {"hugo": ["version"], "nginx": ["-v"], "lighttpd": ["-v"], "gophernicus": ["-v"], "xinetd": ["-version"],
            "valgrind": ["--version"]}  # molly-brown says none: dpkg knows


def first_match(pattern, file, default="unknown"):
    try:
        with open(file, encoding="utf-8") as f:
            found = re.search(pattern, f.read())
    except OSError:
        found = None
    return found[1] if found else default


def output(argv, cwd=None):
    """Both outputs of a program, its first line; "" if it does not run."""
    try:
        done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL,
                              errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0].strip() if lines and done.returncode == 0 else ""


def package_version(package):
    return output(["dpkg-query", "-W", "-f", "${Version}", package])


def peer_version(name, package):
    """What the program says of itself, else the version of Debian's package."""
    said = output([servers.find(name), *VERSIONS[name]]) if name in VERSIONS else ""
    number = re.search(r"\d+\.\d[\w.+~-]*", said)
    return number[0] if number else package_version(package) or "unknown version"


def jarchy_version(program, root):
    """What it says, and for a program of this tree the commit that the tree is at."""
    said = output([program, "--version"]) or "unknown version"
    if os.path.commonpath([root, os.path.abspath(program)]) != root:
        return f"{said} ({program})"
    commit = output(["git", "rev-parse", "--short", "HEAD"], cwd=root)
    changed = output(["git", "status", "--porcelain", "-uno"], cwd=root)
    return f"{said}" + (f", commit {commit}" if commit else "") + (" and changes" if changed else "")


def governor():
    files = glob.glob("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    return f", governor {first_match(r'(.+)', files[0])}" if files else ""


def processor():
    """Its name is the same for many on virtual machines: family and model tell them apart."""
    def said(name):
        return first_match(rf"(?m)^{name}\s*: (.*)$", "/proc/cpuinfo")
    return (f"{said('model name')} (family {said('cpu family')}, model {said('model')}), "
            f"{os.cpu_count()} cores{governor()}")


def describe(bench, root):
    """Name and text, in the order in which they are printed."""
    facts = {
        "processor": processor(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2 ** 30:.1f} GiB",
        "kernel": platform.release(),
        "system": "Debian " + first_match(r"(\S+)", "/etc/debian_version") if os.path.exists("/etc/debian_version")
                  else first_match(r'PRETTY_NAME="(.*)"', "/etc/os-release"),
        "OpenSSL": output(["openssl", "version"]) or ssl.OPENSSL_VERSION,
    }
    for name, program in bench.programs.items():
        facts[name] = jarchy_version(program, root)
    for name, package in {**servers.PEERS, "valgrind": "valgrind"}.items():
        if servers.find(name):
            facts[name] = peer_version(name, package)
    return facts
