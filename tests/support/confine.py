"""Runs a program under filters of system calls as a service manager sets them (systemd.exec(5)):

    python3 confine.py PROGRAM ARGUMENT…
    python3 confine.py --without=CALL PROGRAM ARGUMENT…     only this: on a kernel that has no such call
    python3 confine.py --unit=FILE PROGRAM ARGUMENT…        with the SystemCallFilter of this unit; needs systemd-analyze

MemoryDenyWriteExecute, RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6, RestrictNamespaces, LockPersonality and the calls that
SystemCallFilter=@system-service leaves out.
"""

import ctypes
import errno
import os
import re
import socket
import subprocess
import sys

ALLOW, DENY = 0x7FFF0000, 0x00050000
EQ, MASKED_EQ = 4, 7
PROT_WRITE, PROT_EXEC = 2, 4
CLONE_NEW = 0x7E020000 | 0x10000000
LEFT_OUT = ("mount umount2 pivot_root chroot unshare setns ptrace process_vm_readv process_vm_writev bpf keyctl add_key "
            "request_key init_module finit_module delete_module kexec_load reboot swapon swapoff acct settimeofday "
            "clock_settime personality perf_event_open userfaultfd io_uring_setup iopl ioperm quotactl syslog "
            "open_by_handle_at fanotify_init").split()


class Comparison(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


class Filter:
    def __init__(self, usual=ALLOW):
        """usual: what becomes of calls without a rule."""
        self.seccomp = ctypes.CDLL("libseccomp.so.2")
        self.seccomp.seccomp_init.restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.seccomp.seccomp_init(ctypes.c_uint32(usual)))

    def rule(self, name, action, *comparisons):
        call = self.seccomp.seccomp_syscall_resolve_name(name.encode())
        if call < 0:  # this machine's kind has it not
            return
        array = (Comparison * max(1, len(comparisons)))(*comparisons)
        code = self.seccomp.seccomp_rule_add_array(self.context, ctypes.c_uint32(action), ctypes.c_int(call),
                                                   ctypes.c_uint(len(comparisons)), array)
        assert code == 0, (name, code)

    def deny(self, name, *comparisons, error=errno.EPERM):
        self.rule(name, DENY | error, *comparisons)

    def load(self):
        code = self.seccomp.seccomp_load(self.context)
        assert code == 0, code


def confine(f):
    both = PROT_WRITE | PROT_EXEC
    f.deny("mmap", Comparison(2, MASKED_EQ, both, both))
    for name in "mprotect", "pkey_mprotect":
        f.deny(name, Comparison(2, MASKED_EQ, PROT_EXEC, PROT_EXEC))
    for family in range(1, 46):
        if family not in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
            f.deny("socket", Comparison(0, EQ, family, 0), error=errno.EAFNOSUPPORT)
    for bit in range(32):
        if CLONE_NEW & 1 << bit:
            f.deny("clone", Comparison(0, MASKED_EQ, 1 << bit, 1 << bit))
    f.deny("clone3", error=errno.ENOSYS)
    for name in LEFT_OUT:
        f.deny(name)


def groups_of_calls():
    """{"@process": ["clone", …]}: what systemd calls so; a group may have other groups."""
    text = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True, check=True).stdout
    found, name = {}, None
    for line in text.splitlines():
        if line.startswith("@"):
            name = line.strip()
            found[name] = []
        elif name and re.match(r" +[@a-z]", line):
            found[name].append(line.strip())
    return found


def calls_of(name, groups):
    """All calls of a group, or the one of this name."""
    return {call for one in groups[name] for call in calls_of(one, groups)} if name in groups else {name}


def filtered(unit):
    """The calls that the lines SystemCallFilter= of a unit allow. The first one has to be a list of what is allowed."""
    groups = groups_of_calls()
    calls = calls_of("@default", groups)
    with open(unit) as f:
        for words in re.findall(r"^SystemCallFilter=(.*)$", f.read(), re.M):
            named = set().union(*(calls_of(word, groups) for word in words.lstrip("~").split()))
            calls = calls - named if words.startswith("~") else calls | named
    return calls


def main(argv):
    f = Filter()
    option, _, value = argv[1].partition("=")
    if option.startswith("--"):
        del argv[1]
    if option == "--without":
        f.deny(value, error=errno.ENOSYS)
    elif option == "--unit":
        confine(f)
        f.load()
        f = Filter(DENY | errno.EPERM)
        for call in sorted(filtered(value)):
            f.rule(call, ALLOW)
    else:
        confine(f)
    f.load()
    os.execv(argv[1], argv[1:])


if __name__ == "__main__":
    main(sys.argv)
