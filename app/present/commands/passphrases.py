# SPDX-License-Identifier: MulanPSL-2.0
"""Passphrases from a prompt or a file descriptor, never from the command line."""

from __future__ import annotations

import getpass
import os
import sys

from app.kernel.errors import UserError

_LONGEST = 4096


def read_passphrase(descriptor: int | None, prompt: str = "口令：") -> bytearray:
    """Return the passphrase as bytes the caller wipes after use.

    Raises:
        UserError: CMD-PASSPHRASE when there is neither a terminal nor a readable descriptor.
    """
    if descriptor is not None:
        return _from_descriptor(descriptor)
    if not sys.stdin.isatty():
        raise UserError("CMD-PASSPHRASE")
    return bytearray(getpass.getpass(prompt).encode())


def _from_descriptor(descriptor: int) -> bytearray:
    collected = bytearray()
    try:
        while len(collected) < _LONGEST:
            piece = os.read(descriptor, _LONGEST)
            if not piece:
                break
            collected += piece
            if b"\n" in piece:
                break
    except OSError:
        raise UserError("CMD-PASSPHRASE") from None
    line = collected.split(b"\n", 1)[0].rstrip(b"\r")
    if not line:
        raise UserError("CMD-PASSPHRASE")
    return bytearray(line)
