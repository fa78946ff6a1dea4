# SPDX-License-Identifier: MulanPSL-2.0
"""How strongly this machine can confine the child that reads foreign files (security.md §6.1)."""

from __future__ import annotations

import sys
from enum import StrEnum

from attrs import frozen

from app.kernel.messages import Message, catalogue


class Confinement(StrEnum):
    """What holds the child, strongest first.

    full: Landlock and seccomp; fonts of the system stay readable.
    strict: seccomp alone with every opening of files refused; PDFs must carry their own fonts.
    limits: resource limits only; foreign files are refused unless an exception is on record.
    none: nothing (not Linux); as ``limits``.
    """

    FULL = "full"
    STRICT = "strict"
    LIMITS = "limits"
    NONE = "none"


@frozen
class SandboxLevel:
    """The level in force, shown on the security page.

    Attributes:
        confinement: what holds the child.
        landlock_abi: version the kernel offers, 0 for none.
        seccomp: whether the kernel filters system calls on this processor.
    """

    confinement: Confinement
    landlock_abi: int = 0
    seccomp: bool = False

    @property
    def accepts_foreign(self) -> bool:
        """Tell whether files from outside may be read without an exception on record."""
        return self.confinement in (Confinement.FULL, Confinement.STRICT)

    @property
    def message(self) -> Message:
        """Return what to tell a person about the level."""
        return catalogue().message(
            f"INTAKE-LEVEL-{self.confinement.upper()}", abi=self.landlock_abi
        )


def level_of(landlock_abi: int, seccomp: bool) -> SandboxLevel:
    """Return the strongest level that these two kernel features allow on Linux."""
    if seccomp and landlock_abi > 0:
        return SandboxLevel(Confinement.FULL, landlock_abi, seccomp)
    if seccomp:
        return SandboxLevel(Confinement.STRICT, landlock_abi, seccomp)
    return SandboxLevel(Confinement.LIMITS, landlock_abi, seccomp)


def security_level() -> SandboxLevel:
    """Return the level this machine offers; asks the kernel and changes nothing."""
    if not sys.platform.startswith("linux"):
        return SandboxLevel(Confinement.NONE)
    from app.intake import sandbox  # Linux only: imports the resource module

    return level_of(sandbox.landlock_abi(), sandbox.seccomp_offered())
