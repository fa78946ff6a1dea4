# SPDX-License-Identifier: MulanPSL-2.0
"""试印校准 (ux S15): four measured figures a side, kept for every printer and tray, and what follows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import asdict, frozen

from app.kernel.errors import UserError
from app.paper.trial_page import BAR, EDGE
from app.present.presenter import Presenter
from app.vault.vault import Vault

LEAST, MOST = 99.5, 100.5  # mm a bar of 100 may measure (M43)
FARTHEST = 15.0  # mm a side can be moved
NAMES = ("a", "b", "c", "d")


@frozen
class Figures:
    """What a person measured on one side, in mm.

    Attributes:
        a: left edge of the paper to the upright line, meant to be 10.
        b: upper edge to the level line, meant to be 10.
        c, d: the level and the upright bar, meant to be 100.
    """

    a: float = EDGE
    b: float = EDGE
    c: float = BAR
    d: float = BAR

    def shift(self) -> tuple[float, float]:
        """Return how far this side must be moved: mm to the right, mm downwards."""
        return round(EDGE - self.a, 1), round(EDGE - self.b, 1)

    def scaled(self) -> bool:
        """Tell whether the printer made the page smaller or larger."""
        return not (LEAST <= self.c <= MOST and LEAST <= self.d <= MOST)

    def words(self) -> str:
        """Return 要挪：左移 0.5，下移 1.0."""
        right, down = self.shift()
        parts = []
        if right:
            parts.append(f"{'右' if right > 0 else '左'}移 {abs(right):.1f}")
        if down:
            parts.append(f"{'下' if down > 0 else '上'}移 {abs(down):.1f}")
        return f"要挪：{'，'.join(parts)}" if parts else "位置正好，不用挪"


@frozen
class Calibration:
    """The figures of both sides of one printer and tray, and the day they were measured (ISO)."""

    front: Figures = Figures()
    back: Figures = Figures()
    on: str = ""

    def shifts(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the shifts of front and back."""
        return self.front.shift(), self.back.shift()

    def scaled(self) -> bool:
        """Tell whether either side comes out at another size."""
        return self.front.scaled() or self.back.scaled()


def _key(printer: str, tray: str) -> str:
    return f"calibration/{printer}/{tray}"


def calibration_of(vault: Vault, printer: str, tray: str = "") -> Calibration | None:
    """Return what was measured for a printer and tray, None when nobody did.

    A record that cannot be read counts as not measured: the page is then printed where it is.
    """
    text = vault.setting(_key(printer, tray))
    if not text:
        return None
    try:
        values = json.loads(text)
        return Calibration(_figures(values["front"]), _figures(values["back"]), str(values["on"]))
    except (ValueError, TypeError, KeyError):
        return None


def _figures(values: Mapping[str, Any]) -> Figures:
    return Figures(**{name: float(values[name]) for name in NAMES})


def read_figures(typed: Mapping[str, str], side: str) -> Figures:
    """Return the figures of one side as typed.

    Args:
        typed: a, b, c, d.
        side: 正面 or 背面, for the message.

    Raises:
        UserError: CALIBRATION-FIGURE quoting a figure that is no number or cannot be on this page.
    """
    values = {}
    for name in NAMES:
        text = typed.get(name, "").strip().replace("．", ".").replace("。", ".")
        meant = EDGE if name in "ab" else BAR
        far = FARTHEST if name in "ab" else 30.0
        try:
            value = round(float(text), 1)
        except ValueError:
            raise _bad(side, name, text, meant - far, meant + far) from None
        if not abs(value - meant) <= far:
            raise _bad(side, name, text, meant - far, meant + far)
        values[name] = value
    return Figures(**values)


def _bad(side: str, name: str, text: str, least: float, most: float) -> UserError:
    return UserError(
        "CALIBRATION-FIGURE",
        side=side,
        name=name.upper(),
        typed=text,
        least=f"{least:g}",
        most=f"{most:g}",
    )


class CalibrationPresenter(Presenter):
    """Keeps what was measured; the trial page itself holds no personal data."""

    def of(self, printer: str, tray: str = "") -> Calibration | None:
        """Return what stands for a printer and tray."""
        return calibration_of(self.session.vault, printer, tray)

    def keep(
        self, printer: str, tray: str, front: Mapping[str, str], back: Mapping[str, str]
    ) -> Calibration:
        """Keep the figures as typed.

        Raises:
            UserError: PRINT-NO-PRINTER, CALIBRATION-FIGURE; nothing is kept then. M43 when the printer
                changed the size: that is kept, so that no formal copy goes out at a wrong size.
        """
        if not printer:
            raise UserError("PRINT-NO-PRINTER")
        found = Calibration(
            read_figures(front, "正面"),
            read_figures(back, "背面"),
            self.session.clock.today().isoformat(),
        )
        text = json.dumps(asdict(found))
        self.session.vault.set_setting(_key(printer, tray), text)
        self.changed()
        for figures in (found.front, found.back):
            if figures.scaled():
                off = figures.c if not LEAST <= figures.c <= MOST else figures.d
                how = "缩小" if off < BAR else "放大"
                raise UserError("M43", how=how, measured=f"{off:g}")
        return found
