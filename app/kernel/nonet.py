# SPDX-License-Identifier: MulanPSL-2.0
"""No network, made true by the kernel: only local (AF_UNIX) sockets can be opened from here on.

Imported and run as the first line of ``main.py``, so it needs nothing but the standard library and
imports nothing that could open a socket. Two layers:

* Linux on x86_64 and aarch64: a seccomp filter for all threads and all later child processes, with
  ``no_new_privs``. Every address family but AF_UNIX answers EACCES; io_uring, which can open sockets
  behind a filter, and the x32 calls are closed. The filter cannot be taken off and survives ``execv``.
* everywhere: an audit hook that stops Python's own socket module. Alone it does not stop C libraries,
  and the level returned says so.
"""

from __future__ import annotations

import ctypes
import enum
import errno
import os
import struct
import sys
from typing import Any, NamedTuple


class NetLevel(enum.Enum):
    """What stands between the program and a network."""

    KERNEL = "kernel"
    PYTHON_ONLY = "python-only"


class NetBan(NamedTuple):
    """The outcome: the level, and for a level below KERNEL the reason."""

    level: NetLevel
    reason: str = ""


class _Numbers(NamedTuple):
    audit_arch: int
    socket: int
    socketpair: int
    seccomp: int


# linux/audit.h and the kernel's system call tables.
_NUMBERS = {
    "x86_64": _Numbers(0xC000003E, 41, 53, 317),
    "aarch64": _Numbers(0xC00000B7, 198, 199, 277),
}
_IO_URING_SETUP = 425
_AF_UNIX = 1
_X32_BIT = 0x40000000

# An address family that exists nowhere and an error number that no call gives: asking for the first and
# getting the second proves that this very filter stands, without ever asking for an internet socket.
_PROBE_FAMILY = 0x5A4A
_PROBE_ERRNO = 3939

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERRNO, _KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER, _FILTER_FLAG_TSYNC = 1, 1


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install() -> NetBan:
    """Close the network for this process and its children; asking again changes nothing.

    Returns:
        The level that stands. PYTHON_ONLY on other systems and on kernels without seccomp filters.
    """
    _install_hook()
    if not sys.platform.startswith("linux"):
        return NetBan(NetLevel.PYTHON_ONLY, f"no seccomp on {sys.platform}")
    machine = os.uname().machine
    numbers = _NUMBERS.get(machine)
    if numbers is None or struct.calcsize("P") != 8:
        return NetBan(NetLevel.PYTHON_ONLY, f"no call table for {machine}")
    libc = ctypes.CDLL(None, use_errno=True)
    if not _stands(libc, numbers):
        _install_filter(libc, numbers)
        if not _stands(libc, numbers):
            return NetBan(NetLevel.PYTHON_ONLY, os.strerror(ctypes.get_errno()))
    return NetBan(NetLevel.KERNEL)


def _stands(libc: ctypes.CDLL, numbers: _Numbers) -> bool:
    return bool(
        libc.syscall(numbers.socket, _PROBE_FAMILY, 0, 0) == -1
        and ctypes.get_errno() == _PROBE_ERRNO
    )


def _install_filter(libc: ctypes.CDLL, numbers: _Numbers) -> None:
    program = _program(numbers)
    code = ctypes.create_string_buffer(program, len(program))
    filter_program = _FilterProgram(len(program) // 8, ctypes.cast(code, ctypes.c_void_p).value)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.syscall(
            numbers.seccomp,
            _SECCOMP_SET_MODE_FILTER,
            _FILTER_FLAG_TSYNC,
            ctypes.byref(filter_program),
        )


def _program(numbers: _Numbers) -> bytes:
    """Return the BPF program: foreign call tables die, other families and io_uring answer EACCES."""
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EACCES)
    steps = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 1, 0, numbers.audit_arch),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_AT_LEAST, 0, 1, _X32_BIT),
        refuse,
        (_EQUAL, 0, 1, _IO_URING_SETUP),
        refuse,
        (_EQUAL, 2, 0, numbers.socket),
        (_EQUAL, 1, 0, numbers.socketpair),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 16),  # low word of the first argument: the address family
        (_EQUAL, 2, 0, _AF_UNIX),
        (_EQUAL, 2, 0, _PROBE_FAMILY),
        refuse,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERRNO | _PROBE_ERRNO),
    ]
    return b"".join(struct.pack("=HBBI", code, yes, no, value) for code, yes, no, value in steps)


# Events of CPython's audit table that name a peer or a name service.
_REFUSED_EVENTS = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "socket.getservbyname",
        "socket.getservbyport",
        "socket.sethostname",
    }
)


# Raised by nobody but this module, to learn whether the hook is on already.
_ASK_EVENT = "zhijuan.nonet"


def _install_hook() -> None:
    try:
        sys.audit(_ASK_EVENT)
    except PermissionError:
        return  # an audit hook cannot be taken off, so one that answers is enough
    sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, args: tuple[Any, ...]) -> None:
    if event == _ASK_EVENT:
        raise PermissionError(errno.EACCES, event)
    if not event.startswith("socket."):
        return
    if event in _REFUSED_EVENTS or (event == "socket.__new__" and args[1] != _AF_UNIX):
        raise PermissionError(errno.EACCES, "network access is closed in this program")
