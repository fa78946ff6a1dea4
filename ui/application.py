# SPDX-License-Identifier: MulanPSL-2.0
"""Starting: two stages, each a list of small tasks. Nothing of the main stage is imported by the first."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define

from app.kernel import stages
from app.kernel.clock import Clock
from app.kernel.keys import VaultKeys
from app.present.entry.startup import KnownVault, PreferenceStore
from app.present.places import Place
from ui.desktop import make_application, missing_faces
from ui.faults import install_excepthook
from ui.garbage import WindowCollector
from ui.pages import Page, Stage, StageOne
from ui.qt import QApplication
from ui.theme import TextSize

if TYPE_CHECKING:
    from app.present.entry.new_vault import NewVaultPresenter
    from app.present.entry.unlock import UnlockPresenter

NEW_VAULT = "@new"
DEFAULT_FOLDER = "职称申报"
Task = Callable[["Start"], None]


@define
class Start:
    """What the tasks of the first stage pass along.

    Attributes:
        arguments: folders of vaults to put on the list, the first in hand.
        came_back: where the lock came from.
    """

    arguments: Sequence[str]
    store: PreferenceStore
    application: QApplication | None = None
    came_back: stages.ComingBack | None = None
    window: StageOne | None = None


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code when it is closed.

    Args:
        arguments: folders of vaults; the first is taken in hand. After a lock or an unlock the
            process arguments of ``app.kernel.stages`` decide instead.
    """
    received = stages.received_keys()
    if received is not None:
        from ui.main_stage import run_main_stage

        return run_main_stage(received, PreferenceStore())
    start = Start([a for a in arguments if not a.startswith("--")], PreferenceStore())
    for task in UNLOCK_TASKS:
        task(start)
    assert start.application is not None
    return start.application.exec()


# -- the tasks of the unlock stage, in order


def _make_application(start: Start) -> None:
    start.application = make_application()


def _collect_here(start: Start) -> None:
    WindowCollector(start.application)


def _hook_faults(start: Start) -> None:
    def tell(number: str) -> None:
        if start.window is not None:
            page = start.window.page()
            start.window.say(page.fault(number))

    install_excepthook(tell)


def _list_vaults(start: Start) -> None:
    start.came_back = stages.coming_back()
    folders = [Path(a) for a in start.arguments]
    if start.came_back is not None and start.came_back.folder.name:
        folders.insert(0, start.came_back.folder)
    for folder in reversed(folders):
        _put_on_list(start.store, folder.absolute())


def _put_on_list(store: PreferenceStore, folder: Path, opened: str = "") -> None:
    before = next((v for v in store.value.vaults if v.folder == str(folder)), None)
    if before is not None and not opened:
        store.put(store.value.remember(before))
        return
    from app.kernel.errors import UserError
    from app.present.entry.unlock import VaultGate

    try:
        face = VaultGate().face(folder)
    except UserError:
        return
    opened = opened or (before.opened if before else "")
    store.put(
        store.value.remember(
            KnownVault(str(folder), face.alias, face.marking, opened, face.practice)
        )
    )


def _show_window(start: Start) -> None:
    store = start.store
    place = Place.from_text(start.came_back.place) if start.came_back else Place()

    def opened(folder: Path, keys: VaultKeys) -> None:
        same = start.came_back is not None and folder == start.came_back.folder
        _enter(folder, keys, place.to_text() if same and place.screen != NEW_VAULT else "")

    def made(folder: Path, keys: VaultKeys) -> None:
        now = store.value.clock().now().replace(second=0)
        _put_on_list(store, folder, now.isoformat())
        store.update(first_run_done=True, last_day=store.value.clock().today().isoformat())
        _enter(folder, keys, "")

    first = "unlock"
    if place.screen == NEW_VAULT:
        first = "new_vault"
    elif not store.value.first_run_done and not store.value.vaults:
        first = "first_run"
    start.window = stage_one(store, opened, made, first=first)
    start.window.showMaximized()


UNLOCK_TASKS: tuple[Task, ...] = (
    _make_application,
    _collect_here,
    _hook_faults,
    _list_vaults,
    _show_window,
)


def _enter(folder: Path, keys: VaultKeys, place: str) -> None:
    stages.enter_main(folder, keys, place)


class _Behind:
    """The presenters behind the pages: made when first asked for, kept while pages are made anew."""

    def __init__(self, store: PreferenceStore, clock: Clock | None) -> None:
        self._store, self._clock = store, clock

    @functools.cached_property
    def unlock(self) -> UnlockPresenter:
        """The list of vaults and the passphrase."""
        from app.present.entry.unlock import UnlockPresenter

        practice = any(vault.practice for vault in self._store.value.vaults)
        words = _practice_passphrase() if practice else ""
        return UnlockPresenter(self._store, practice_passphrase=words)

    @functools.cached_property
    def new_vault(self) -> NewVaultPresenter:
        """A vault in the making."""
        from app.present.entry.new_vault import NewVaultPresenter

        clock = self._clock or self._store.value.clock()
        return NewVaultPresenter(clock, Path.home() / DEFAULT_FOLDER)


def stage_one(
    store: PreferenceStore,
    opened: Callable[[Path, VaultKeys], None],
    made: Callable[[Path, VaultKeys], None],
    clock: Clock | None = None,
    first: str = "unlock",
) -> StageOne:
    """Return the window of the unlock stage with a page in front: unlock, first_run or new_vault."""
    # Each page is imported when it is first shown: the first window has to come fast.
    behind = _Behind(store, clock)

    def to_unlock(stage: Stage) -> None:
        stage.show_page("unlock")

    def unlock_page(stage: Stage) -> Page:
        from ui.screens.unlock import UnlockPage

        return UnlockPage(stage, behind.unlock, opened)

    def first_run_page(stage: Stage) -> Page:
        from app.present.entry.first_run import FirstRunPresenter
        from ui.screens.first_run import FirstRunPage

        presenter = FirstRunPresenter(store, missing_faces(), os.environ)
        return FirstRunPage(stage, presenter, lambda: to_unlock(stage))

    def new_vault_page(stage: Stage) -> Page:
        from ui.screens.new_vault import NewVaultPage

        return NewVaultPage(stage, behind.new_vault, made, lambda: to_unlock(stage))

    def restore_page(stage: Stage) -> Page:
        from app.present.entry.restore import RestorePresenter
        from ui.screens.restore import RestorePage

        home = Path.home() / DEFAULT_FOLDER
        presenter = RestorePresenter(store, clock or store.value.clock(), home)
        return RestorePage(stage, presenter, opened, lambda: to_unlock(stage))

    def remember_size(base: TextSize) -> None:
        store.update(text_size=int(base))

    pages = {
        "unlock": unlock_page,
        "first_run": first_run_page,
        "new_vault": new_vault_page,
        "restore": restore_page,
    }
    size = TextSize(store.value.text_size)
    return StageOne(pages, size, store.value.high_contrast, remember_size, first)


def _practice_passphrase() -> str:
    from app.present.practice import PRACTICE_PASSPHRASE

    return PRACTICE_PASSPHRASE
