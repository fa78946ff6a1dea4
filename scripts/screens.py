# SPDX-License-Identifier: MulanPSL-2.0
"""Draw the pictures of docs/screens/ from the practice vault: every screen of every desk, at the sizes of ux 4.3.

``python scripts/screens.py [--vault FOLDER] [NAME…]``; without a vault one is made in a folder thrown
away, with names only those screens are drawn and the other pictures stay. Everything in the pictures is
fictional. Sizes are client areas of a 1366×768 screen at 100, 125 and 150 %, and in 特大; the main
screens also of a 1920×1080 screen.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image

from app.kernel.clock import FixedClock
from app.kernel.progress import silent
from app.policy.pack import load_pack
from app.present.entry.startup import KnownVault, PreferenceStore
from app.present.practice import (
    PRACTICE_ALIAS,
    PRACTICE_DAY,
    PRACTICE_MARKING,
    PRACTICE_PASSPHRASE,
)
from app.present.practice.build import build_practice_vault
from app.present.session import Role, Session
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from ui.application import stage_one
from ui.desktop import make_application
from ui.pictures import grab_screens, settle
from ui.screens import SCREENS
from ui.theme import TextSize

OUT = ROOT / "docs" / "screens"
SIZES = ((1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 24))
WIDE = (1920, 1000, 16)
WAIT_MS = 8000
COLOURS = 96
MAIN = ("tasks", "materials", "walk", "evidence", "print", "workbench", "review", "roster", "dates")
PLACES = {"formedit": "form.evaluation"}
PAGES = ("first_run", "unlock", "new_vault", "restore")


def names_of(role: Role) -> list[str]:
    """Return the screens of a desk, those of the navigation first."""
    there = [entry for entry in SCREENS if role in entry.roles]
    return [entry.name for entry in sorted(there, key=lambda entry: entry.place or 99)]


def _wanted(role: Role, size: tuple[int, int, int], only: list[str]) -> list[str]:
    names = [name for name in names_of(role) if not only or name in only]
    return [name for name in names if name in MAIN] if size == WIDE else names


def richest(vault: Vault) -> str:
    """Return the declaration with the most scans."""
    ids = [entry.id for entry in vault.declarations()]
    return max(ids, key=lambda each: sum(len(m.scans) for m in vault.load(each).materials))


def draw(vault_folder: Path, only: list[str]) -> list[Path]:
    """Draw the pictures anew and return them; without names, what stood in the folder is taken away."""
    application = make_application([])
    assert application is not None
    OUT.mkdir(parents=True, exist_ok=True)
    if not only:
        for old in OUT.glob("*.png"):
            old.unlink()
    clock, written = FixedClock.on(PRACTICE_DAY), []
    keys = unlock(vault_folder, bytearray(PRACTICE_PASSPHRASE.encode()))
    vault = Vault.open(vault_folder, keys, clock=clock)
    try:
        for role in Role:
            for width, height, base in (*SIZES, WIDE):
                names = _wanted(role, (width, height, base), only)
                if not names:
                    continue
                session = Session(vault, load_pack(), clock, "李某（虚构）", role)
                session.open(richest(vault))
                size = (width, height)
                written += grab_screens(
                    session, OUT, names, size, base, wait_ms=WAIT_MS, places=PLACES
                )
    finally:
        vault.close()
    written += _before_a_vault(vault_folder, only)
    for path in written:
        # Few colours are enough for a page of words, and keep the repository small.
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
    return written


def _before_a_vault(vault_folder: Path, only: list[str]) -> list[Path]:
    """Draw the pages of the unlock stage; the places they name are nobody's."""
    clock, written = FixedClock.on(PRACTICE_DAY), []
    with tempfile.TemporaryDirectory() as held:
        store = PreferenceStore(Path(held) / "preferences.json")
        known = KnownVault(str(vault_folder), PRACTICE_ALIAS, PRACTICE_MARKING, practice=True)
        store.put(store.value.remember(known))
        for name in (each for each in PAGES if not only or each in only):
            for width, height, base in SIZES:
                store.update(text_size=base)
                window = stage_one(store, lambda *_: None, lambda *_: None, clock, name)
                window.base = TextSize(base)
                window.resize(width, height)
                window.show()
                window.rebuild()
                settle(12)
                written.append(OUT / f"before-{name}-{width}x{height}-{base}.png")
                window.grab().save(str(written[-1]), "PNG")
                window.close()
                window.deleteLater()
                settle()
    return written


def main() -> int:
    """Return the exit code: 0 done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vault", type=Path, help="a practice vault that is there")
    parser.add_argument("names", nargs="*", help="only these screens")
    arguments = parser.parse_args()
    given = arguments.vault
    os.environ["HOME"] = "/home/lisi"  # what a page says about where it puts things
    with tempfile.TemporaryDirectory() as held:
        folder = given or Path(held) / "练习库"
        if given is None:
            clock = FixedClock.on(PRACTICE_DAY)
            build_practice_vault(folder, PRACTICE_PASSPHRASE, clock, silent())
        written = draw(folder, arguments.names)
    size = sum(path.stat().st_size for path in written) / 1e6
    print(f"{len(written)} pictures, {size:.1f} MB, in {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
