# SPDX-License-Identifier: MulanPSL-2.0
"""The desk of the journey: sitting down at it, the windows on it, getting up from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define

from app.kernel.clock import FixedClock
from app.kernel.keys import VaultKeys
from app.policy.pack import load_pack
from app.present.entry.startup import KnownVault, PreferenceStore
from app.present.places import Place
from app.present.session import Role, Session
from app.vault.vault import Vault
from tests.e2e import person
from tests.e2e.typist import StuckError, Typist
from ui.application import stage_one
from ui.shell import Shell

CLOCK = FixedClock.on(person.TODAY)
LONG = 120.0  # seconds a volume may take on a loaded machine


@define
class Desk:
    """The machine the person sits at: a folder of vaults, and the window when a vault is open."""

    hand: Typist
    home: Path
    out: Path
    shell: Shell | None = None

    @property
    def window(self) -> Shell:
        """Return the window of the work; raises StuckError when no vault is open."""
        if self.shell is None:
            raise StuckError("no vault is open")
        return self.shell

    @property
    def session(self) -> Session:
        """Return what is open, to be read."""
        return self.window.context.session

    @property
    def presenter(self) -> Any:
        """Return the presenter of the screen in front, to be read."""
        return self.window.current.presenter

    def on(self, name: str) -> None:
        """Wait until a screen is in front."""
        self.hand.wait(lambda: self.window.name == name, f"the screen {name}")

    def quiet(self) -> None:
        """Wait until nothing works in the background."""
        lanes = self.window.quick, self.window.tasks, self.window.live
        self.hand.wait(lambda: not any(lane.busy() for lane in lanes), "the page to be drawn", LONG)


@contextmanager
def at_the_door(desk: Desk) -> Iterator[list[tuple[Path, VaultKeys]]]:
    """Show the first stage's window until a vault is opened or made; then the window of the work."""
    opened: list[tuple[Path, VaultKeys]] = []

    def keep(place: Path, keys: VaultKeys) -> None:
        opened.append((place, keys))

    store = PreferenceStore(desk.home / "preferences.json")
    store.update(first_run_done=True)
    window = stage_one(store, keep, keep, CLOCK)
    desk.hand.window = window
    window.showMaximized()
    window.activateWindow()
    desk.hand.settle(0.5)
    yield opened
    window.close()
    window.deleteLater()
    place, keys = opened[0]
    store.put(store.value.remember(KnownVault(str(place), person.ALIAS)))
    _open_desk(desk, Vault.open(place, keys, clock=CLOCK))


def _open_desk(desk: Desk, vault: Vault) -> None:
    """Do what the main stage does once it has the keys."""
    session = Session(vault, load_pack(), CLOCK, person.NAME, Role.APPLICANT)
    session.take_up()
    desk.shell = desk.hand.window = Shell(session)
    desk.shell.showMaximized()
    desk.shell.activateWindow()
    desk.hand.settle(0.5)
    desk.shell.come_back(Place())
    desk.hand.settle(0.3)


def sit_down(desk: Desk) -> None:
    """0:00 The passphrase; the task list says where the work stands."""
    hand = desk.hand
    with at_the_door(desk) as opened:
        hand.tab_to("口令")
        hand.type(person.PASSPHRASE)
        hand.picture("unlock")
        hand.press("Enter")
        hand.wait(lambda: opened, "the vault to open")
    desk.on("tasks")
    hand.picture("tasks-again")


def get_up(desk: Desk) -> None:
    """Ctrl+Q: everything was saved as it was typed."""
    shell, vault = desk.window, desk.session.vault
    desk.hand.press("Ctrl+Q")
    desk.hand.wait(lambda: not shell.isVisible(), "the window to close")
    vault.close()
    shell.deleteLater()
    desk.shell = None
    desk.hand.settle()
