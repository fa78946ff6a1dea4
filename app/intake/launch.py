# SPDX-License-Identifier: MulanPSL-2.0
"""The only place in the program that starts another process: the confined reader.

Channels are the child's standard input and output and nothing else is inherited. A watcher ends
the child at its time limit or when the person stops the work, which also wakes a blocked read or
write; this holds on every platform alike.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO

from attrs import define, field

from app.intake.frames import ChannelFault, Frame, Kind, read_frame, write_frame, write_json
from app.intake.levels import Confinement, SandboxLevel
from app.intake.watcher import LATE, STOPPED, Watcher
from app.kernel.errors import Cancelled
from app.kernel.locations import program_root

PAGE_SECONDS = 15.0
START_SECONDS = 30.0

_PIPE_BYTES = 1 << 20
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from app.intake.worker import worker_main; sys.exit(worker_main(sys.argv[2:]))"
)


class ChildLate(Exception):
    """The child did not answer in time and was ended."""


class ChildGone(Exception):
    """The child ended by itself or broke the rules of the channel."""


def _never() -> bool:
    return False


def command(mode: str, memory: int, strongest: Confinement) -> list[str]:
    """Return the command line of one child.

    In a frozen bundle the program itself is started with ``--worker``; ``main.py`` hands the rest
    to :func:`app.intake.worker.worker_main` before anything else is done.

    Args:
        mode: ``inspect``, ``render`` or ``slip``.
        memory: address space in bytes.
        strongest: level not to be exceeded.
    """
    arguments = [mode, str(memory), str(strongest)]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", *arguments]
    return [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(program_root()), *arguments]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}


@define
class Child:
    """One running child. Not for two threads at once.

    Attributes:
        level: what holds it, as it said before it saw any foreign byte.
    """

    level: SandboxLevel = field(init=False)
    _process: subprocess.Popen[bytes]
    _watcher: Watcher = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._watcher = Watcher(self._process.kill)

    @classmethod
    def start(cls, mode: str, memory: int, strongest: Confinement = Confinement.FULL) -> Child:
        """Start a child and wait until it is confined.

        Raises:
            ChildGone, ChildLate: it could not be started or confined.
        """
        try:
            process = subprocess.Popen(
                command(mode, memory, strongest),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as fault:
            raise ChildGone(str(fault)) from fault
        _widen(process.stdout)
        child = cls(process)
        try:
            child.level = _level(child.receive(0, START_SECONDS).json())
        except ChannelFault as fault:
            child.end()
            raise ChildGone("no greeting") from fault
        return child

    def send(
        self, kind: Kind, payload: bytes, seconds: float, stop: Callable[[], bool] = _never
    ) -> None:
        """Send one frame; raises as :meth:`receive`."""
        with self._watched(seconds, stop):
            write_frame(self._input, kind, payload)

    def send_json(self, kind: Kind, value: dict[str, Any]) -> None:
        """Send one short frame of JSON; raises as :meth:`receive`."""
        with self._watched(PAGE_SECONDS, _never):
            write_json(self._input, kind, value)

    def receive(self, limit: int, seconds: float, stop: Callable[[], bool] = _never) -> Frame:
        """Return the child's next frame.

        Args:
            limit: most bytes of a bulky frame.
            seconds: wall-clock limit; afterwards the child is ended.
            stop: asked every 50 ms; true ends the child.

        Raises:
            ChildLate: the limit passed.
            ChildGone: the child ended or broke the rules.
            Cancelled: the person stopped the work.
        """
        with self._watched(seconds, stop):
            return read_frame(self._output, limit)

    def end(self) -> None:
        """End the child now; safe to call again."""
        self._watcher.close()
        with contextlib.suppress(OSError):
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()

    @property
    def _input(self) -> BinaryIO:
        stream = self._process.stdin
        if stream is None:
            raise ChildGone("no input")
        return stream  # type: ignore[return-value]

    @property
    def _output(self) -> BinaryIO:
        stream = self._process.stdout
        if stream is None:
            raise ChildGone("no output")
        return stream  # type: ignore[return-value]

    @contextlib.contextmanager
    def _watched(self, seconds: float, stop: Callable[[], bool]) -> Iterator[None]:
        self._watcher.begin(seconds, stop)
        try:
            yield
        except (ChannelFault, OSError, ValueError) as fault:
            outcome = self._watcher.finish()
            self.end()
            if outcome == STOPPED:
                raise Cancelled from None
            if outcome == LATE:
                raise ChildLate from None
            raise ChildGone(str(fault)) from fault
        finally:
            self._watcher.finish()


def _widen(stream: IO[bytes] | None) -> None:
    """Let a whole picture of a page stand in the pipe, where the system allows it.

    By default it holds 64 KiB, and parent and child take turns ten times for one small picture.
    """
    if stream is not None and sys.platform.startswith("linux"):
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(stream.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _level(greeting: dict[str, Any]) -> SandboxLevel:
    try:
        return SandboxLevel(
            Confinement(greeting["confinement"]),
            int(greeting["landlock_abi"]),
            bool(greeting["seccomp"]),
        )
    except (KeyError, ValueError, TypeError) as fault:
        raise ChannelFault("greeting") from fault
