"""Runs a program under filters of system calls as a service manager sets them (systemd.exec(5)):

    python3 confine.py PROGRAM ARGUMENT…
    python3 confine.py --without=CALL PROGRAM ARGUMENT…     only this: on a kernel that has no such call

MemoryDenyWriteExecute, RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6, RestrictNamespaces, LockPersonality and the calls that
SystemCallFilter=@system-service leaves out.
"""

import ctypes
import errno
import os
import socket
import sys

ALLOW = 0x7FFF0000
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
    def __init__(self):
        self.seccomp = ctypes.CDLL("libseccomp.so.2")
        self.seccomp.seccomp_init.restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.seccomp.seccomp_init(ctypes.c_uint32(ALLOW)))

    def deny(self, name, *comparisons, error=errno.EPERM):
        call = self.seccomp.seccomp_syscall_resolve_name(name.encode())
        if call < 0:  # this machine's kind has it not
            return
        array = (Comparison * max(1, len(comparisons)))(*comparisons)
        code = self.seccomp.seccomp_rule_add_array(self.context, ctypes.c_uint32(0x00050000 | error), ctypes.c_int(call),
                                                   ctypes.c_uint(len(comparisons)), array)
        assert code == 0, (name, code)

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


def main(argv):
    f = Filter()
    option, _, call = argv[1].partition("=")
    if option == "--without":
        del argv[1]
        f.deny(call, error=errno.ENOSYS)
    else:
        confine(f)
    f.load()
    os.execv(argv[1], argv[1:])


if __name__ == "__main__":
    main(sys.argv)
