# SPDX-License-Identifier: MulanPSL-2.0
"""What is said beside a field: a message of the catalogue and the ways out of it."""

from __future__ import annotations

from attrs import frozen

from app.kernel.messages import catalogue

_ORDER = {"must": 0, "check": 1, "note": 2}


@frozen
class Fix:
    """One button of a note: a verb, and the texts it puts in place."""

    label: str
    values: tuple[tuple[str, str], ...]


@frozen
class Note:
    """One note on one place; the words are the same beside the field and in the summary (ux 2.11).

    Attributes:
        level: must, check or note.
        path: the place it belongs to, empty when it belongs to the page.
        passed: the reason typed for going on all the same, or empty.
    """

    code: str
    level: str
    title: str
    detail: str = ""
    remedy: str = ""
    path: str = ""
    clauses: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    passed: str = ""

    def spoken(self) -> str:
        """Return the note as one sentence for a screen reader."""
        return "，".join(
            part.rstrip("。") for part in (self.title, self.detail, self.remedy) if part
        )


def note(code: str, path: str, fixes: tuple[Fix, ...] = (), **values: object) -> Note:
    """Return the note a message makes at a place."""
    message = catalogue().message(code, **values)
    return Note(
        code,
        message.level,
        message.title,
        message.detail,
        message.remedy,
        path,
        message.clauses,
        fixes,
    )


def worst(notes: tuple[Note, ...]) -> str:
    """Return the gravest level among some notes, or empty when there is none."""
    return min((item.level for item in notes), key=lambda level: _ORDER[level], default="")


def sorted_notes(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Return the notes gravest first, each once."""
    once: dict[tuple[str, str], Note] = {}
    for item in notes:
        once.setdefault((item.code, item.path), item)
    return tuple(sorted(once.values(), key=lambda item: _ORDER[item.level]))
