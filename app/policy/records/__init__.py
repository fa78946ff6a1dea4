# SPDX-License-Identifier: MulanPSL-2.0
"""What the pack's files hold, row by row. Field names are the keys of the TOML files."""

from __future__ import annotations

from app.policy.records.dates import (
    CalendarYear,
    Holiday,
    PaperDate,
    SeparateDates,
    Window,
    WindowRow,
    WindowsHead,
)
from app.policy.records.materials import (
    CatalogueItem,
    Group,
    Tab,
)
from app.policy.records.notice import (
    CHECKED,
    UNCHECKED,
    Clause,
    PackHeader,
    Phrase,
    Preset,
    TemplateState,
)
from app.policy.records.routes import (
    Ambiguity,
    ChainRow,
    Collected,
    Committee,
    Confirmation,
    Ground,
    KindRow,
    Mode,
    ModeRow,
    Overlay,
    Step,
)
from app.policy.records.rules import (
    ExceptionRow,
    RuleRow,
)
from app.policy.records.titles import (
    ExamRow,
    OldTitle,
    Series,
    Specialty,
)

__all__ = [
    "CHECKED",
    "UNCHECKED",
    "Ambiguity",
    "CalendarYear",
    "CatalogueItem",
    "ChainRow",
    "Clause",
    "Collected",
    "Committee",
    "Confirmation",
    "ExamRow",
    "ExceptionRow",
    "Ground",
    "Group",
    "Holiday",
    "KindRow",
    "Mode",
    "ModeRow",
    "OldTitle",
    "Overlay",
    "PackHeader",
    "PaperDate",
    "Phrase",
    "Preset",
    "RuleRow",
    "SeparateDates",
    "Series",
    "Specialty",
    "Step",
    "Tab",
    "TemplateState",
    "Window",
    "WindowRow",
    "WindowsHead",
]
