# SPDX-License-Identifier: MulanPSL-2.0
"""A desktop of our own with a real Chinese input method: Xvfb, a session bus, openbox, fcitx5 with pinyin.

Needs these on the machine (apt: xvfb openbox dbus xdotool imagemagick fcitx5 fcitx5-chinese-addons).
The window on it is the program's own main stage (``tests.helpers.watched_window``), which tells in a
file where its caret is; keys are pressed by xdotool, so they go through X and the input method first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).parents[2]
SCREEN = "1366x768x24"
PATIENCE = 30.0  # seconds
KEY_PAUSE = "60"  # milliseconds between two keys: somebody who types fast
LAST_PATIENCE = 5.0  # seconds something has to end by itself
# A bus that starts nothing by itself: the input method is the one started here.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
QUIET = "[Behavior]\nShowInputMethodInformation=False\n"  # no tip that looks like candidates
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


def until(condition: Callable[[], object], what: str) -> None:
    """Wait until something is so; fails naming it."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited {PATIENCE:.0f} s for {what}"
        time.sleep(0.03)


@frozen
class Candidates:
    """Where the window with the candidates stands on the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int


@frozen
class Desktop:
    """A desktop with one window of the program on it.

    Attributes:
        told: the file in which the window tells where it is.
    """

    environ: dict[str, str]
    folder: Path
    told: Path

    def run(self, *command: str) -> str:
        """Run a command on this desktop and return what it says."""
        done = subprocess.run(
            command, env=self.environ, capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout.strip()

    def seen(self) -> dict[str, Any]:
        """Return what the window tells; empty before it stands."""
        try:
            told: dict[str, Any] = json.loads(self.told.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return told

    def press(self, *keys: str) -> None:
        """Press keys as xdotool names them: ``press("ctrl+z", "Tab")``."""
        for key in keys:
            self.run("xdotool", "key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type letters and digits, one key after another."""
        self.run("xdotool", "type", "--delay", KEY_PAUSE, text)

    def pinyin(self, *, on: bool) -> None:
        """Switch the input method, as Ctrl+Space does."""
        wanted = "2" if on else "1"
        self.run("fcitx5-remote", "-o" if on else "-c")
        until(lambda: self.run("fcitx5-remote") == wanted, "the input method to be switched")

    def candidates(self) -> Candidates | None:
        """Return where the candidates are shown; None while there are none."""
        for window in self.run("xdotool", "search", "--onlyvisible", "--class", "fcitx").split():
            shell = self.run("xdotool", "getwindowgeometry", "--shell", window)
            values = dict(row.split("=", 1) for row in shell.splitlines() if "=" in row)
            if {"X", "Y", "WIDTH", "HEIGHT"} <= set(values):
                x, y, width, height = (int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
                if width > 1 and height > 1:
                    return Candidates(x, y, width, height)
        return None

    def picture(self, name: str) -> Path:
        """Take a picture of the whole screen, the input method's window with it."""
        path = self.folder / f"{name}.png"
        self.run("import", "-window", "root", str(path))
        return path


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a process that was started here."""
    child.terminate()
    try:
        child.wait(LAST_PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@contextmanager
def typing_desktop(folder: Path, vault: Path, passphrase: str, place: str) -> Iterator[Desktop]:
    """Open the program's main stage on a vault, at a place, on a desktop with pinyin.

    Args:
        folder: for the account's files and pictures; must be empty.
        place: as ``Place.to_text`` writes it.
    """
    home, runtime = folder / "home", folder / "run"
    (home / ".config" / "fcitx5").mkdir(parents=True)
    (home / ".config" / "fcitx5" / "profile").write_text(PROFILE, "utf-8")
    (home / ".config" / "fcitx5" / "config").write_text(QUIET, "utf-8")
    runtime.mkdir(mode=0o700)
    bus = folder / "bus.conf"
    bus.write_text(BUS.format(folder=runtime), "utf-8")
    environ = {key: value for key, value in os.environ.items() if not key.startswith("QT_")}
    environ |= {
        "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "XDG_CONFIG_HOME": str(home / ".config"),
        "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx",  # as the desktops in use export them
        "DESK_PASSPHRASE": passphrase,
    }  # fmt: skip
    with ExitStack() as stack:

        def start(*command: str, pipe: bool = False) -> str:
            """Start something that lives as long as the desktop; return the line it hands back."""
            read, write = os.pipe()
            words = [word.replace("{fd}", str(write)) for word in command]
            log = stack.enter_context((folder / f"{Path(command[0]).name}.log").open("wb"))
            keep = (write,) if pipe else ()
            child = subprocess.Popen(
                words, env=environ, pass_fds=keep, stdout=log, stderr=log, cwd=ROOT
            )
            stack.callback(_end, child)
            os.close(write)
            with os.fdopen(read, encoding="utf-8") as handed:
                return handed.readline().strip() if pipe else ""

        number = start(
            "Xvfb", "-displayfd", "{fd}", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset",
            pipe=True,
        )  # fmt: skip
        environ["DISPLAY"] = f":{number}"
        environ["DBUS_SESSION_BUS_ADDRESS"] = start(
            "dbus-daemon", f"--config-file={bus}", "--nofork", "--print-address={fd}", pipe=True
        )
        desktop = Desktop(environ, folder, folder / "told.json")
        start("openbox")
        start("fcitx5", "--disable=wayland,waylandim,notifications")
        until(lambda: desktop.run("fcitx5-remote") != "", "the input method")
        start(
            sys.executable, "-m", "tests.helpers.watched_window",
            str(vault), place, str(desktop.told),
        )  # fmt: skip
        until(lambda: desktop.seen().get("focus"), "the window")
        yield desktop
