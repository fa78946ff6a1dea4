# SPDX-License-Identifier: MulanPSL-2.0
"""The child's own confinement on Linux: limits, no new privileges, Landlock, seccomp.

Called once, after the parsers are imported and before the first foreign byte is read. Pure ctypes:
neither libseccomp nor a package is needed. Sources: Linux ``landlock(7)``, ``seccomp(2)``,
``prctl(2)``, ``bpf`` classic filter opcodes in ``linux/filter.h``.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import platform
import resource
import struct
from collections.abc import Iterable

from attrs import frozen

from app.intake.levels import Confinement, SandboxLevel, level_of
from app.intake.syscalls import TABLES, SyscallTable

MEBIBYTE = 1 << 20

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_PR_SET_DUMPABLE, _PR_GET_SECCOMP, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 4, 21, 22, 38
_SECCOMP_MODE_FILTER = 2

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_THIRD_ARGUMENT = 0, 4, 32
_PROT_EXEC = 4


@frozen
class Limits:
    """Resource limits of one child: memory in bytes of address space, processor time in seconds."""

    memory: int = 1024 * MEBIBYTE
    cpu_seconds: int = 120
    files: int = 64


class _RulesetAttributes(ctypes.Structure):
    _fields_ = (
        ("filesystem", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), what)
    return result


def landlock_abi() -> int:
    """Return the Landlock version the kernel offers, 0 for none."""
    if platform.machine() not in TABLES:
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, 0, _RULESET_VERSION)))


def seccomp_offered() -> bool:
    """Tell whether the kernel filters system calls and this processor's numbers are known."""
    return platform.machine() in TABLES and _libc().prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) >= 0


def confine(
    limits: Limits, readable: Iterable[str] = (), strongest: Confinement = Confinement.FULL
) -> SandboxLevel:
    """Confine this process for good and return the level reached.

    Args:
        limits: resource limits.
        readable: folders that stay readable under Landlock (fonts).
        strongest: the level not to be exceeded; tests use it to stand in for an old kernel.

    Raises:
        OSError: a feature the kernel offers could not be switched on.
    """
    _limit(limits)
    _checked(_libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _checked(_libc().prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")
    abi = landlock_abi() if strongest == Confinement.FULL else 0
    seccomp = seccomp_offered() and strongest in (Confinement.FULL, Confinement.STRICT)
    level = level_of(abi, seccomp)
    if abi:
        _landlock(abi, readable)
    if seccomp:
        _install(
            filter_program(
                TABLES[platform.machine()], opening=level.confinement == Confinement.FULL
            )
        )
    return level


def _limit(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _landlock(abi: int, readable: Iterable[str]) -> None:
    """Handle every right the kernel knows and give back reading of a few folders."""
    rights = (1 << 13) - 1
    for since, bit in ((2, 13), (3, 14), (5, 15)):
        rights |= (1 << bit) if abi >= since else 0
    attributes = _RulesetAttributes(rights, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _checked(
        _libc().syscall(_CREATE_RULESET, ctypes.byref(attributes), size, 0),
        "landlock_create_ruleset",
    )
    for folder in readable:
        _let_read(ruleset, folder)
    _checked(_libc().syscall(_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _let_read(ruleset: int, folder: str) -> None:
    try:
        descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # a font folder this machine does not have
    rule = _PathBeneath(_READ_FILE | _READ_DIR, descriptor)
    added = _libc().syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    os.close(descriptor)
    _checked(added, "landlock_add_rule")


def _step(code: int, when_true: int, when_false: int, value: int) -> bytes:
    return struct.pack("HBBI", code, when_true, when_false, value)


def filter_program(table: SyscallTable, opening: bool) -> bytes:
    """Return the classic BPF program that lets the table's calls through and refuses the rest.

    A call with another architecture's numbers kills the process; a refused call returns EPERM, as
    the C library and the interpreter probe some calls and live well without them.

    Args:
        table: numbers of this processor.
        opening: whether files may be opened (Landlock then says which).
    """
    steps = [
        _step(_LOAD, 0, 0, _OFFSET_ARCH),
        _step(_JUMP_EQUAL, 1, 0, table.audit),
        _step(_RETURN, 0, 0, _KILL),
        _step(_LOAD, 0, 0, _OFFSET_NUMBER),
    ]
    if table.x32_bit is not None:
        steps += [_step(_JUMP_AT_LEAST, 0, 1, table.x32_bit), _step(_RETURN, 0, 0, _KILL)]
    for name, number in table.allowed.items():
        if name in table.opening and not opening:
            continue
        if name in table.mapping:
            steps += [
                _step(_JUMP_EQUAL, 0, 4, number),
                _step(_LOAD, 0, 0, _OFFSET_THIRD_ARGUMENT),
                _step(_JUMP_SET, 0, 1, _PROT_EXEC),
                _step(_RETURN, 0, 0, _REFUSE),
                _step(_RETURN, 0, 0, _ALLOW),
            ]
        else:
            steps += [_step(_JUMP_EQUAL, 0, 1, number), _step(_RETURN, 0, 0, _ALLOW)]
    steps.append(_step(_RETURN, 0, 0, _REFUSE))
    return b"".join(steps)


def _install(program: bytes) -> None:
    buffer = ctypes.create_string_buffer(program)
    filter_ = _FilterProgram(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    _checked(
        _libc().prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0),
        "seccomp",
    )
