# SPDX-License-Identifier: MulanPSL-2.0
"""Run as a script: confine this process, then try what a taken-over reader would try.

Arguments: root of the checkout, strongest level, a secret file, a folder to write to.
Prints one JSON object: attempt -> "allowed" or the name of the error.
"""

# The plain calls are what is tried, and any refusal counts.
# ruff: noqa: BLE001, PLW0108, PTH101, PTH102, PTH104, PTH108, PTH118, PTH123, PTH208, SIM115

from __future__ import annotations

import ctypes
import json
import mmap
import os
import resource
import socket
import sys
import threading

sys.path.insert(0, sys.argv[1])

from app.intake import sandbox
from app.intake.levels import Confinement
from app.intake.worker import FONT_FOLDERS

LEVEL, SECRET, FOLDER = sys.argv[2:5]
PARENT = os.getppid()
LIBC = ctypes.CDLL(None, use_errno=True)


def _forked():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _traced():
    if LIBC.ptrace(16, PARENT, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    LIBC.ptrace(17, PARENT, 0, 0)


def _memory_map():
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)


ATTEMPTS = {
    "read /etc/passwd": lambda: open("/etc/passwd").read(10),
    "read a vault": lambda: open(SECRET, "rb").read(10),
    "list a folder": lambda: os.listdir(FOLDER),
    "write a file": lambda: open(os.path.join(FOLDER, "x"), "w"),
    "make a folder": lambda: os.mkdir(os.path.join(FOLDER, "y")),
    "remove a file": lambda: os.unlink(SECRET),
    "rename a file": lambda: os.rename(SECRET, SECRET + "2"),
    "change rights": lambda: os.chmod(SECRET, 0o777),
    "internet socket": lambda: socket.socket(),
    "local socket": lambda: socket.socket(socket.AF_UNIX),
    "socket pair": lambda: socket.socketpair(),
    "fork": _forked,
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "run a program": lambda: os.execv("/bin/true", ["true"]),
    "thread": lambda: threading.Thread(target=lambda: None).start(),
    "signal the parent": lambda: os.kill(PARENT, 0),
    "trace the parent": _traced,
    "memory of the parent": lambda: open(f"/proc/{PARENT}/mem", "rb"),
    "memory file": lambda: os.memfd_create("x"),
    "executable memory": _memory_map,
    "two gibibytes": lambda: bytearray(2 << 30),
    "raise limits": lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40)),
    "fonts": lambda: os.listdir("/usr/share/fonts"),
}


# Left out where nothing holds: they would end the probe, eat the memory or spoil the test's file.
REAL_HARM = {
    "run a program",
    "trace the parent",
    "raise limits",
    "remove a file",
    "rename a file",
    "two gibibytes",
}


def main():
    if LEVEL != "none":
        sandbox.confine(sandbox.Limits(memory=1 << 30), FONT_FOLDERS, Confinement(LEVEL))
    told = {}
    for name, attempt in ATTEMPTS.items():
        if LEVEL == "none" and name in REAL_HARM:
            continue
        try:
            attempt()
        except BaseException as fault:
            told[name] = type(fault).__name__
        else:
            told[name] = "allowed"
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


main()
