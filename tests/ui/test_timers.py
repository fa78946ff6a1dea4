# SPDX-License-Identifier: MulanPSL-2.0
"""A fact about the pinned Qt binding that the window's code must respect."""

from __future__ import annotations

import re
from pathlib import Path

from app.kernel.locations import program_root

_SHOT = re.compile(r"singleShot\(\s*[^,]+,\s*([\w.]+),\s*([\w.]+)\.\w+\s*\)")


def test_a_delayed_call_keeps_what_it_calls_alive():
    """The binding does not keep the owner of a bound method that waits with a context object.

    Measured on PySide6 6.9.3: the owner is freed and the call lands in its memory. So the owner is
    the context itself, or the call is wrapped in a function, which is kept.
    """
    wrong = []
    for path in sorted(Path(program_root(), "ui").rglob("*.py")):
        for context, owner in _SHOT.findall(path.read_text(encoding="utf-8")):
            if owner != context:
                wrong.append(f"{path.name}: singleShot(…, {context}, {owner}.…)")
    assert wrong == []
