# SPDX-License-Identifier: MulanPSL-2.0
"""``python -m tests.ui_dialogs [--high-contrast] [OUT [NAME…]]``: a picture of every dialog at every size."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.present.session import Role
from tests.helpers.dialogs import while_open
from tests.helpers.practice_vaults import quick_practice_vault
from tests.ui_dialogs.cases import CASES
from tests.ui_dialogs.conftest import practised, sent_back
from tests.ui_dialogs.test_every_dialog import DESKS, SIZES, rested, window
from ui.desktop import make_application
from ui.qt import QPoint, QWidget


def draw(out: Path, names: list[str], *, contrast: bool) -> None:
    """Write ``dialog-NAME-WxH-TEXT.png``, each in its place over the window it stands on."""
    application = make_application([])
    assert application is not None
    out.mkdir(parents=True, exist_ok=True)
    for desk in DESKS:
        cases = [c for c in CASES if c.desk == desk and (not names or c.name in names)]
        for size in SIZES if cases else ():
            with tempfile.TemporaryDirectory() as held, pytest.MonkeyPatch.context() as patch:
                folder = Path(held) / "vault"
                if desk == "back":
                    opened = sent_back(folder)
                else:
                    quick_practice_vault(folder, patch)
                    opened = practised(folder, Role(desk))
                with opened as session, window(application, session, *size) as shell:
                    if contrast:
                        shell.set_look(shell.base, high_contrast=True)
                    for case in cases:
                        shell.go(case.screen, case.path)
                        rested(shell)
                        path = out / f"dialog-{case.name}-{size[0]}x{size[1]}-{size[2]}.png"

                        def keep(front: QWidget, path: Path = path, shell: QWidget = shell) -> None:
                            picture = shell.grab()
                            at = shell.mapFromGlobal(front.mapToGlobal(QPoint(0, 0)))
                            front.render(picture, at)
                            picture.save(str(path), "PNG")

                        while_open(lambda case=case, shell=shell: case.opens(shell), keep)


def main() -> int:
    """Return the exit code: 0 done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--high-contrast", action="store_true")
    parser.add_argument("out", nargs="?", type=Path, default=Path("out/dialogs"))
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    draw(given.out, given.names, contrast=given.high_contrast)
    return 0


if __name__ == "__main__":
    sys.exit(main())
