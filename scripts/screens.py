# SPDX-License-Identifier: MulanPSL-2.0
"""Draw the pictures of docs/screens/ from the practice vault: the main screens of both desks, two sizes.

``python scripts/screens.py [--vault FOLDER]``; without a vault one is made in a folder thrown away.
Everything in the pictures is fictional. The client area of a 1366×768 screen is 1366×688, that of
1920×1080 is 1920×1000 (ux 4.3).
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

from app.kernel.clock import FixedClock  # noqa: E402 - after the path is set
from app.kernel.progress import silent  # noqa: E402
from app.policy.pack import load_pack  # noqa: E402
from app.present.practice import PRACTICE_DAY, PRACTICE_PASSPHRASE  # noqa: E402
from app.present.practice.build import build_practice_vault  # noqa: E402
from app.present.session import Role, Session  # noqa: E402
from app.vault.unlocking import unlock  # noqa: E402
from app.vault.vault import Vault  # noqa: E402
from ui.desktop import make_application  # noqa: E402
from ui.pictures import grab_screens  # noqa: E402
from ui.qt import QImage  # noqa: E402
from ui.screens import SCREENS  # noqa: E402

OUT = ROOT / "docs" / "screens"
SIZES = ((1366, 688), (1920, 1000))
WAIT_MS = 8000
LARGE = ("tasks", "materials", "walk", "evidence", "print", "workbench", "review", "roster")


def names_of(role: Role) -> list[str]:
    """Return the screens of a desk, those of the navigation first."""
    there = [entry for entry in SCREENS if role in entry.roles and entry.name != "printlog"]
    return [entry.name for entry in sorted(there, key=lambda entry: entry.place or 99)]


def _wanted(role: Role, size: tuple[int, int]) -> list[str]:
    names = names_of(role)
    return names if size == SIZES[0] else [name for name in names if name in LARGE]


def richest(vault: Vault) -> str:
    """Return the declaration with the most scans."""
    ids = [entry.id for entry in vault.declarations()]
    return max(ids, key=lambda each: sum(len(m.scans) for m in vault.load(each).materials))


def draw(vault_folder: Path) -> list[Path]:
    """Draw all pictures anew and return them; what stood in the folder before is taken away."""
    application = make_application([])
    assert application is not None
    for old in OUT.glob("*.png"):
        old.unlink()
    clock, written = FixedClock.on(PRACTICE_DAY), []
    keys = unlock(vault_folder, bytearray(PRACTICE_PASSPHRASE.encode()))
    vault = Vault.open(vault_folder, keys, clock=clock)
    try:
        for role in Role:
            for size in SIZES:
                session = Session(vault, load_pack(), clock, "李某（虚构）", role)
                session.open(richest(vault))
                written += grab_screens(session, OUT, _wanted(role, size), size, wait_ms=WAIT_MS)
    finally:
        vault.close()
    for path in written:
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
        image.save(str(path), "PNG", 0)
    return written


def main() -> int:
    """Return the exit code: 0 done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vault", type=Path, help="a practice vault that is there")
    given = parser.parse_args().vault
    with tempfile.TemporaryDirectory() as held:
        folder = given or Path(held) / "vault"
        if given is None:
            clock = FixedClock.on(PRACTICE_DAY)
            build_practice_vault(folder, PRACTICE_PASSPHRASE, clock, silent())
        written = draw(folder)
    size = sum(path.stat().st_size for path in written) / 1e6
    print(f"{len(written)} pictures, {size:.1f} MB, in {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
