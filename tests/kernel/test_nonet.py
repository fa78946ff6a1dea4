# SPDX-License-Identifier: MulanPSL-2.0
"""The network ban, looked at from inside a process that has it on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILTERED = sys.platform.startswith("linux") and os.uname().machine in {"x86_64", "aarch64"}

_PROBE = """
from app.kernel import nonet
bans = [nonet.install(), nonet.install()]
import ctypes, json, os, socket, subprocess, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
found = {"levels": [ban.level.value for ban in bans]}
def refused(call):
    try:
        call()
    except OSError as fault:
        return fault.errno
found["socket"] = refused(socket.socket)
found["names"] = refused(lambda: socket.getaddrinfo("localhost", 80))
def raw(family):
    number = libc.socket(family, 1, 0)
    code = ctypes.get_errno() if number < 0 else 0
    if number >= 0:
        os.close(number)
    return code
found["raw"] = {family: raw(family) for family in (1, 2, 10, 16, 17, 31, 40)}
in_thread = []
thread = threading.Thread(target=lambda: in_thread.append(raw(2)))
thread.start(); thread.join()
found["thread"] = in_thread
ctypes.set_errno(0)
found["uring"] = (libc.syscall(425, 1, 0), ctypes.get_errno())
left, right = socket.socketpair()
left.sendall(b"local"); found["local"] = right.recv(5).decode()
left.close(); right.close()
child = "import ctypes; l = ctypes.CDLL(None, use_errno=True); l.socket(2, 1, 0); print(ctypes.get_errno())"
found["child"] = int(subprocess.run([sys.executable, "-c", child], capture_output=True).stdout)
with open("/proc/self/status") as status:
    found["filters"] = [int(line.split()[1]) for line in status if line.startswith("Seccomp_filters")]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def probe():
    """What a process with the ban on can and cannot do, and how many filters it had before."""
    with Path("/proc/self/status").open() as status:
        before = [int(line.split()[1]) for line in status if line.startswith("Seccomp_filters")]
    done = subprocess.run(
        [sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stderr == ""
    return json.loads(done.stdout) | {"filters_before": before}


pytestmark = pytest.mark.skipif(
    not FILTERED, reason="the filter is for Linux on x86_64 and aarch64"
)


def test_the_kernel_level_stands_and_is_installed_once(probe):
    """Asking twice gives the same level and one filter."""
    assert probe["levels"] == ["kernel", "kernel"]
    assert [
        after - before
        for after, before in zip(probe["filters"], probe["filters_before"], strict=True)
    ] in ([], [1])


def test_pythons_sockets_and_name_service_are_closed(probe):
    """socket.socket() and getaddrinfo() raise EACCES."""
    assert (probe["socket"], probe["names"]) == (13, 13)


def test_c_libraries_cannot_open_a_socket_either(probe):
    """Every family but AF_UNIX answers EACCES, below Python, in threads and children too."""
    assert probe["raw"] == {"1": 0} | dict.fromkeys(("2", "10", "16", "17", "31", "40"), 13)
    assert probe["thread"] == [13]
    assert probe["child"] == 13


def test_io_uring_is_closed(probe):
    """It could open sockets behind the filter."""
    assert probe["uring"] == [-1, 13]


def test_local_sockets_still_work(probe):
    """D-Bus, X11 and the print spooler are reached by AF_UNIX."""
    assert probe["local"] == "local"


def test_main_closes_the_network_before_anything_else():
    """The first thing main.py does is the ban; only then other modules are imported."""
    lines = (ROOT / "main.py").read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line and not line.startswith(("#", '"""', "from __future__"))]
    assert code[:2] == ["from app.kernel import nonet", "nonet.install()"]
