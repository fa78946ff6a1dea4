# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields of a row each printed column shows, so that a field finds its cell and a click its field.

Where a column shows several fields, the one a person most likely means stands first.
"""

from __future__ import annotations

from collections.abc import Mapping

Columns = Mapping[str, tuple[str, ...]]

_ACHIEVEMENT: Columns = {
    "period": ("started", "ended"),
    "title": ("title", "open_title"),
    "role": ("content", "open_content", "role", "rank"),
    "effect": ("result", "open_result", "grade"),
    "evidence": ("links", "kept_by_unit"),
}
_TREATED: Columns = {
    "name": ("title", "open_title"),
    "treatment": ("openness",),
    "case": ("secrecy_case",),
    "reviewer": ("secrecy_reviewer",),
    "date": ("secrecy_date",),
}

COLUMNS: Mapping[str, Mapping[str, Columns]] = {
    "study": {
        "education": {
            "period": ("graduated", "started"),
            "place": ("school",),
            "content": ("major",),
            "length": ("years_of_study",),
            "outcome": ("level", "degree", "mode"),
        },
        "training": {
            "period": ("started", "ended"),
            "place": ("place",),
            "content": ("content",),
            "length": ("length",),
            "outcome": ("outcome",),
            "witness": ("witness",),
        },
    },
    "credit_years": {
        "credits": {
            "year": ("year",),
            "specialty": ("specialty_hours",),
            "general": ("general_hours",),
            "card": ("card",),
            "exemption": ("exemption",),
        }
    },
    "career": {
        "career": {
            "period": ("started", "ended"),
            "unit": ("unit",),
            "work": ("work",),
            "position": ("position",),
            "place": ("place",),
            "witness": ("witness",),
        }
    },
    "achievements_before": {"achievements": _ACHIEVEMENT},
    "achievements_after": {"achievements": _ACHIEVEMENT},
    "works": {
        "works": {
            "date": ("published",),
            "title": ("title", "open_title", "abstract", "representative"),
            "venue": ("venue", "issue", "indexing"),
            "authorship": ("author_rank", "corresponding"),
            "evidence": ("links", "kept_by_unit"),
        }
    },
    "examinations": {
        "examinations": {
            "taken": ("taken",),
            "name": ("name",),
            "subject": ("subject",),
            "score": ("score", "line", "line_kind", "valid_until"),
            "organiser": ("organiser",),
        }
    },
    "appraisals": {
        "appraisals": {
            "year": ("year",),
            "grade": ("grade",),
            "unit": ("unit",),
            "note": ("note",),
        }
    },
    "secrecy_items": {"achievements": _TREATED, "works": _TREATED},
}


def column_paths(rows: str, column: str, row_path: str) -> tuple[str, ...]:
    """Return the document paths a column of one row shows; empty where it shows none of its own.

    Args:
        rows: name of the rows binding.
        row_path: ``achievements.<row id>``.
    """
    root = row_path.partition(".")[0]
    names = COLUMNS.get(rows, {}).get(root, {}).get(column, ())
    return tuple(f"{row_path}.{name}" for name in names)


def general_paths(rows: str, column: str) -> tuple[str, ...]:
    """Return the same for any row: ``achievements.*.title``."""
    return tuple(
        f"{root}.*.{name}"
        for root, columns in COLUMNS.get(rows, {}).items()
        for name in columns.get(column, ())
    )
