# SPDX-License-Identifier: MulanPSL-2.0
"""``python -m tests.helpers.watched_window VAULT PLACE FILE``: the program's main stage, which tells where it is.

Everything is the program's own: the ban on networks, the choice of the input method, the main stage.
Only a timer is added that writes into FILE what has the focus, what stands in it and where the caret is.
The passphrase comes in the environment (``DESK_PASSPHRASE``); the vault must be a practice vault.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from app.kernel import hardening, nonet, stages

TELL_MS = 60


def main(arguments: list[str]) -> int:
    """Return the exit code of the main stage."""
    nonet.install()
    folder, place, told = Path(arguments[0]), arguments[1], Path(arguments[2])
    passphrase = bytearray(os.environ.pop("DESK_PASSPHRASE").encode())
    hardening.harden()
    from app.present.entry.startup import KnownVault, PreferenceStore
    from app.vault.unlocking import unlock
    from ui.desktop import make_application
    from ui.main_stage import run_main_stage
    from ui.qt import QTimer

    keys = unlock(folder, passphrase)
    store = PreferenceStore()
    store.put(store.value.remember(KnownVault(str(folder), "练习库", practice=True)))
    application = make_application()
    timer = QTimer(application)
    timer.timeout.connect(lambda: _tell(told))
    timer.start(TELL_MS)
    return run_main_stage(stages.Received(folder, keys, place), store)


def _tell(told: Path) -> None:
    """Write what a person sees, in one go, so that a reader never finds half of it."""
    beside = told.with_suffix(".new")
    beside.write_text(json.dumps(_state(), ensure_ascii=False), "utf-8")
    beside.replace(told)


def _state() -> dict[str, Any]:
    from ui.qt import QApplication, QGuiApplication, QLineEdit, QPlainTextEdit, QPoint, Qt
    from ui.shell import Shell

    shell = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Shell)), None)
    focused = QApplication.focusWidget()
    if shell is None or focused is None or not QApplication.activeWindow():
        return {}
    text = ""
    if isinstance(focused, QLineEdit):
        text = focused.text()
    elif isinstance(focused, QPlainTextEdit):
        text = focused.toPlainText()
    method = QGuiApplication.inputMethod()
    caret = method.cursorRectangle().toRect()
    corner = focused.window().mapToGlobal(QPoint(0, 0))
    session = shell.context.session
    results = shell.chrome.search.results
    document = (
        session.vault.load(session.declaration.id) if session.has_declaration else None
    )  # what is kept, not what is in hand
    return {
        "screen": shell.name,
        "focus": focused.accessibleName(),
        "method": bool(focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)),
        "text": text,
        "caret": [caret.x() + corner.x(), caret.y() + corner.y(), caret.width(), caret.height()],
        "name": document.basics.name if document else "",
        "schools": [each.school for each in document.education] if document else [],
        "draft": session.vault.draft(f"field:{document.id}:statement") if document else "",
        "marks": sum(len(entry.marks) for entry in document.materials) if document else 0,
        "undo": list(session.undo_names()),
        "found": [target.words for target in results.targets()] if results.isVisible() else [],
        "passing": shell.chrome.status.passing.whole_text(),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
