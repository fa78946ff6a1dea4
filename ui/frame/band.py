# SPDX-License-Identifier: MulanPSL-2.0
"""The marking band on top and the status bar at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from ui.qt import QFrame, QHBoxLayout, QLabel
from ui.theme import Theme
from ui.theme.tokens import band_colours
from ui.widgets.basics import Elided, icon_label, label, panel


class MarkingBand(QFrame):
    """The unit's marking comes first and is never out of sight; then who, which vault, 离线."""

    def __init__(
        self, theme: Theme, marking: str, facts: Sequence[str] = (), tail: str = "离线"
    ) -> None:
        super().__init__()
        m = theme.m
        ground, ink = band_colours(marking, theme.c)
        self.setObjectName("band")
        self.setAccessibleName("密级标志")
        self.setAccessibleDescription("，".join((marking, *facts, tail)))
        self.setFixedHeight(m.band)
        self.setStyleSheet(
            f"#band {{ background: {ground}; border: 0; }}"
            f"#band QLabel {{ color: {ink}; font-size: {m.small}px; }}"
            f'#band QLabel[role="mark"] {{ font-weight: 700; }}'
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(m.s16, 0, m.s16, 0)
        row.setSpacing(m.s8)
        row.addWidget(icon_label(theme, "lock", ink, m.icon_small))
        if marking:
            row.addWidget(label(marking, "mark"))
            row.addSpacing(m.s12)
        self.facts = Elided("　".join(facts))
        row.addWidget(self.facts, 1)
        row.addWidget(label(tail))


class StatusBar(QFrame):
    """Facts at the left, the lock and the text size at the right; passing words in the middle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        m = theme.m
        frame, row = panel("status", "row", (m.s16, 0, m.s16, 0), m.s24)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFixedHeight(m.status)
        self.setAccessibleName("状态条")
        self.saved = label("", "small")
        self.volume = label("", "small")
        self.passing = Elided(role="small")
        self.lock = label("", "small")
        self.text_size = label("", "small")
        for widget in (self.saved, self.volume):
            row.addWidget(widget)
        row.addWidget(self.passing, 1)
        for widget in (self.lock, self.text_size):
            row.addWidget(widget)

    def set_text(self, where: QLabel, text: str) -> None:
        """Change one of the words only when it differs, so that readers are not disturbed."""
        if where.text() != text:
            where.setText(text)
        where.setVisible(bool(text))
