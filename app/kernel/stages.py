# SPDX-License-Identifier: MulanPSL-2.0
"""Two process images under one process id: the unlock stage and the main stage.

The unlock stage sees the passphrase and no data; it hands the keys through a pipe to the main stage,
which replaces it, so no copy of the passphrase survives. Locking replaces the main stage by the unlock
stage, so no copy of the data survives (security.md §0.5: measured 51 copies of a row after clearing
fields, none after ``execv``). On Windows, which cannot replace a process, the next stage is started and
this one ends.

The command line carries only what is no secret: the stage, the vault's folder, the place to come back to.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from attrs import frozen

from app.kernel.hardening import empty_temporary_folder
from app.kernel.keys import VaultKeys, packed_bytes, wipe

_MAIN = "--stage-main="
_UNLOCK = "--stage-unlock"
_FOLDER = "--stage-vault="
_PLACE = "--stage-place="

# Words of the command line before the program's arguments (interpreter, its options, the script),
# counted now, because later the program takes arguments out of sys.argv.
_OWN_WORDS = max(1, len(sys.orig_argv) - len(sys.argv) + 1)


@frozen
class Received:
    """What the main stage was handed."""

    folder: Path
    keys: VaultKeys
    place: str


@frozen
class ComingBack:
    """What the unlock stage was told after a lock."""

    folder: Path
    place: str


def enter_main(folder: Path, keys: VaultKeys, place: str = "") -> NoReturn:
    """Replace this process by the main stage, handing it the keys; never returns.

    Args:
        folder: the vault's folder.
        keys: wiped here after they are in the pipe.
        place: where to open, as the main stage wrote it when it locked.
    """
    reader, writer = os.pipe()
    bundle = keys.packed()
    os.write(writer, bundle)  # far below the pipe's capacity, so nobody has to be reading yet
    os.close(writer)
    wipe(bundle)
    keys.wipe()
    _become([f"{_MAIN}{_inheritable(reader)}", f"{_FOLDER}{folder}", f"{_PLACE}{place}"])


def back_to_unlock(folder: Path, place: str = "") -> NoReturn:
    """Replace this process by the unlock stage; the vault must be closed. Never returns."""
    _become([_UNLOCK, f"{_FOLDER}{folder}", f"{_PLACE}{place}"])


def received_keys() -> Received | None:
    """Return what the unlock stage handed over, or None in any other start.

    The stage's own arguments are taken out of ``sys.argv``; the pipe is read once and closed.

    Raises:
        ValueError: the pipe does not hold a key bundle (a hand-made command line).
    """
    handles = [argument for argument in sys.argv[1:] if argument.startswith(_MAIN)]
    if not handles:
        return None
    buffer = _read_bundle(handles[0].removeprefix(_MAIN))
    try:
        keys = VaultKeys.unpacked(buffer)
    finally:
        wipe(buffer)
    folder, place = _take_arguments()
    return Received(folder, keys, place)


def coming_back() -> ComingBack | None:
    """Return where the lock came from, or None when this start is not a lock."""
    if _UNLOCK not in sys.argv[1:]:
        return None
    folder, place = _take_arguments()
    return ComingBack(folder, place)


def _take_arguments() -> tuple[Path, str]:
    folder = place = ""
    kept = sys.argv[:1]
    for argument in sys.argv[1:]:
        if argument.startswith(_FOLDER):
            folder = argument.removeprefix(_FOLDER)
        elif argument.startswith(_PLACE):
            place = argument.removeprefix(_PLACE)
        elif not argument.startswith(_MAIN) and argument != _UNLOCK:
            kept.append(argument)
    sys.argv[:] = kept
    return Path(folder), place


def _command(arguments: list[str]) -> list[str]:
    """Return the command that starts this program again: interpreter, its own options, the script."""
    return [sys.executable, *sys.orig_argv[1:_OWN_WORDS], *arguments]


def _become(arguments: list[str]) -> NoReturn:
    empty_temporary_folder()
    sys.stdout.flush()
    sys.stderr.flush()
    if getattr(sys, "frozen", False):
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = (
            "1"  # else the bundle takes the new image for its own child
        )
    command = _command(arguments)
    if sys.platform == "win32":
        os.spawnv(os.P_NOWAIT, command[0], [_quoted(part) for part in command])  # noqa: S606 - this very program
        os._exit(0)
    os.execv(command[0], command)  # noqa: S606 - this very program


def _inheritable(descriptor: int) -> int:
    """Return the number under which the next stage finds the pipe."""
    if sys.platform == "win32":
        import msvcrt

        handle = msvcrt.get_osfhandle(descriptor)
        os.set_handle_inheritable(handle, True)
        return handle
    os.set_inheritable(descriptor, True)
    return descriptor


def _read_bundle(number: str) -> bytearray:
    if not number.isdigit():
        raise ValueError("not a pipe number")
    descriptor = int(number)
    if sys.platform == "win32":
        import msvcrt

        descriptor = msvcrt.open_osfhandle(descriptor, os.O_RDONLY)
    buffer = bytearray(packed_bytes())
    try:
        # Unbuffered, so that the keys land in this one buffer only.
        with os.fdopen(descriptor, "rb", buffering=0) as pipe:
            count = pipe.readinto(buffer)
    except OSError:
        raise ValueError("not a pipe of this program") from None
    if count != len(buffer):
        raise ValueError("not a packed key bundle")
    return buffer


def _quoted(part: str) -> str:
    """Return one argument as the Windows command line wants it (no path there holds a quote)."""
    tail = len(part) - len(part.rstrip("\\"))
    return '"' + part + "\\" * tail + '"'
