# SPDX-License-Identifier: MulanPSL-2.0
"""System calls a reader of documents needs, by processor. Everything else is refused.

Numbers: Linux UAPI ``asm/unistd_64.h`` (x86_64) and ``asm-generic/unistd.h`` (aarch64).
``prlimit64``, ``ioctl``, ``clone``, ``execve``, ``socket`` and every call that writes a file
system or names another process are left out on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen
class SyscallTable:
    """One processor's numbers.

    Attributes:
        audit: AUDIT_ARCH value the filter compares with.
        allowed: calls let through, by name.
        opening: those of them that open or look up files; taken away where Landlock is missing.
        mapping: those that must not ask for executable memory (third argument, PROT_EXEC).
        x32_bit: first number of the x32 calls to be killed, or None.
    """

    audit: int
    allowed: Mapping[str, int]
    opening: frozenset[str]
    mapping: frozenset[str] = frozenset({"mmap", "mprotect"})
    x32_bit: int | None = None


_X86_64 = {
    "read": 0,
    "write": 1,
    "close": 3,
    "stat": 4,
    "fstat": 5,
    "lstat": 6,
    "poll": 7,
    "lseek": 8,
    "mmap": 9,
    "mprotect": 10,
    "munmap": 11,
    "brk": 12,
    "rt_sigaction": 13,
    "rt_sigprocmask": 14,
    "rt_sigreturn": 15,
    "pread64": 17,
    "readv": 19,
    "writev": 20,
    "access": 21,
    "sched_yield": 24,
    "mremap": 25,
    "madvise": 28,
    "dup": 32,
    "getpid": 39,
    "exit": 60,
    "uname": 63,
    "fcntl": 72,
    "getcwd": 79,
    "readlink": 89,
    "gettimeofday": 96,
    "sysinfo": 99,
    "getuid": 102,
    "sigaltstack": 131,
    "gettid": 186,
    "futex": 202,
    "sched_getaffinity": 204,
    "getdents64": 217,
    "restart_syscall": 219,
    "clock_gettime": 228,
    "clock_nanosleep": 230,
    "exit_group": 231,
    "openat": 257,
    "newfstatat": 262,
    "set_robust_list": 273,
    "getrandom": 318,
    "statx": 332,
    "rseq": 334,
}

_AARCH64 = {
    "getcwd": 17,
    "dup": 23,
    "fcntl": 25,
    "faccessat": 48,
    "openat": 56,
    "close": 57,
    "getdents64": 61,
    "lseek": 62,
    "read": 63,
    "write": 64,
    "readv": 65,
    "writev": 66,
    "pread64": 67,
    "ppoll": 73,
    "readlinkat": 78,
    "newfstatat": 79,
    "fstat": 80,
    "exit": 93,
    "exit_group": 94,
    "futex": 98,
    "set_robust_list": 99,
    "clock_gettime": 113,
    "clock_nanosleep": 115,
    "sched_getaffinity": 123,
    "sched_yield": 124,
    "restart_syscall": 128,
    "sigaltstack": 132,
    "rt_sigaction": 134,
    "rt_sigprocmask": 135,
    "rt_sigreturn": 139,
    "uname": 160,
    "gettimeofday": 169,
    "getpid": 172,
    "getuid": 174,
    "gettid": 178,
    "sysinfo": 179,
    "brk": 214,
    "munmap": 215,
    "mremap": 216,
    "mmap": 222,
    "mprotect": 226,
    "madvise": 233,
    "getrandom": 278,
    "statx": 291,
    "rseq": 293,
}

TABLES: Mapping[str, SyscallTable] = {
    "x86_64": SyscallTable(
        audit=0xC000003E,
        allowed=_X86_64,
        opening=frozenset({"openat", "readlink", "access"}),
        x32_bit=0x40000000,
    ),
    "aarch64": SyscallTable(
        audit=0xC00000B7,
        allowed=_AARCH64,
        opening=frozenset({"openat", "readlinkat", "faccessat"}),
    ),
}
