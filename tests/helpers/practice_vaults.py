# SPDX-License-Identifier: MulanPSL-2.0
"""The practice vault without its slow half: sheets are drawn, but not scanned at 300 dpi."""

from __future__ import annotations

from app.intake import Accepted, PageFacts
from app.kernel.clock import FixedClock
from app.kernel.progress import silent
from app.present.practice import PRACTICE_DAY, PRACTICE_PASSPHRASE, build
from app.present.practice.scans import sheet_of

CLOCK = FixedClock.on(PRACTICE_DAY)


_made = {}


def _quick(seed, person, plan):
    if seed not in _made:
        _made[seed] = _stand_in(seed, person, plan)
    return _made[seed]


def _stand_in(seed, person, plan):
    words = build.words_of(person.declaration)
    sides = sum(
        len(sheet_of(table, words).draw(f"{seed} {n}")) for n, table in enumerate(plan.sheets)
    )
    page = PageFacts(width_mm=210.0, height_mm=297.0, dpi=300, blank=False, rotation=0)
    data = f"{seed} {sides}".encode()
    name = f"{plan.name}.{plan.medium}"
    accepted = Accepted(plan.medium, b"%PDF-" + data, (page,) * sides, (), name)
    return build._Scanned(plan, data, accepted)


def quick_practice_vault(folder, monkeypatch):
    """Build the whole vault in a few seconds; the scans in it are stand-ins with true page counts."""
    monkeypatch.setattr(build, "_made", _quick)
    build.build_practice_vault(folder, PRACTICE_PASSPHRASE, CLOCK, silent())
