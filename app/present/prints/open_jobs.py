# SPDX-License-Identifier: MulanPSL-2.0
"""Printings handed to a spooler and not known to be out yet: kept, so that a power cut loses no sheet (ux 7, 13)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from app.paper.core.geometry import Side
from app.present.prints.printers import Sides
from app.present.prints.printing import shown_number
from app.present.prints.printing_jobs import ReadyJob
from app.vault.vault import Vault

FORMAT = 2
_KEY = "open-prints"


class Stage(StrEnum):
    """How far a printing is; the last three only where sheets are turned over by hand.

    TURN: fronts are out, backs are wanted. BACKS: the backs are with the spooler. AGAIN: all backs
    are out, spoiled sheets are still to be printed anew.
    """

    SENT = "sent"
    TURN = "turn"
    BACKS = "backs"
    AGAIN = "again"


@frozen
class JobPage:
    """One page of the file a spooler got.

    Attributes:
        index: which page of the piece it is, from 0.
        sheet: number of its sheet of paper.
        shown: the page number it bears, 0 for none.
    """

    index: int
    sheet: int
    back: bool
    shown: int


@frozen
class OpenJob:
    """One printing on its way.

    Attributes:
        number: 印号.
        job_id: what the spooler calls it.
        day: ISO day in its feet.
        sheets: sheets of all copies as registered.
        told: which page of the file the spooler last said it was printing, from 1; 0 for never.
        first, last: sheets of all copies, from 0, whose fronts are good and whose backs are wanted.
        again: sheets of all copies, from 0, that were spoiled and are wanted anew.
    """

    number: int
    job_id: str
    title: str
    piece_id: str
    formal: bool
    document: str
    printer: str
    tray: str
    sides: Sides
    copies: int
    sheets: int
    day: str
    pages: tuple[JobPage, ...]
    told: int = 0
    stage: Stage = Stage.SENT
    first: int = 0
    last: int = 0
    again: tuple[int, ...] = ()

    @property
    def turned(self) -> bool:
        """Tell whether its sheets are turned over by hand and printed on their backs afterwards."""
        return self.sides is Sides.BY_HAND and any(page.back for page in self.pages)

    def sheet_places(self) -> tuple[tuple[int, ...], ...]:
        """Return for every sheet of one copy the places of its pages, the front first."""
        found: dict[int, list[int]] = {}
        for place, page in enumerate(self.pages):
            found.setdefault(page.sheet, []).append(place)
        return tuple(map(tuple, found.values()))

    def file_places(self) -> tuple[int, ...]:
        """Return which page each page of the file with the spooler is; a blank back goes by its front."""
        if not self.turned:
            return tuple(range(len(self.pages)))
        sheets = self.sheet_places()
        if self.stage is Stage.BACKS:
            return tuple(sheets[n % len(sheets)][-1] for n in range(self.first, self.last))
        return tuple(sheet[0] for sheet in sheets)

    @property
    def shown(self) -> str:
        """Return 0153."""
        return shown_number(self.number)

    def page_words(self, place: int) -> str:
        """Return 第37页 for a page of the file, from 0; one without a number by what stands around it."""
        if place >= len(self.pages):
            return "末页"
        number = self.pages[place].shown
        if number:
            return f"第{number}页"
        before = next((p.shown for p in reversed(self.pages[:place]) if p.shown), 0)
        return f"第{before}页后面没有页码的一页" if before else "最前面没有页码的一页"


def open_job(ready: ReadyJob, job_id: str, document: str, day: str) -> OpenJob:
    """Return what is kept of a job a spooler has taken on."""
    assert ready.choice is not None
    duplex = ready.choice.sides.duplex
    pages = tuple(
        JobPage(
            index, side.sheet if duplex else place, duplex and side.side is Side.BACK, side.shown
        )
        for place, (index, side) in enumerate(zip(ready.indices, ready.sides, strict=True))
    )
    return OpenJob(
        ready.number, job_id, ready.title, ready.piece_id, ready.formal, document,
        ready.job.printer, ready.job.tray, ready.choice.sides, ready.job.copies, ready.sheets,
        day, pages,
    )  # fmt: skip


def open_jobs(vault: Vault) -> tuple[OpenJob, ...]:
    """Return what is on its way, the oldest first; what cannot be read is left out: no sheet hangs on it."""
    try:
        values: Any = json.loads(vault.setting(_KEY) or "null")
        if values is None or values["format"] != FORMAT:
            return ()
        return tuple(_from(row) for row in values["jobs"])
    except (ValueError, TypeError, KeyError):
        return ()


def keep_open(vault: Vault, job: OpenJob) -> None:
    """Keep a job, or its newest state."""
    others = [each for each in open_jobs(vault) if each.number != job.number]
    _write(vault, sorted((*others, job), key=lambda each: each.number))


def job_kept(vault: Vault, number: int) -> OpenJob | None:
    """Return a job as it is kept now, None when it is not open any more."""
    return next((job for job in open_jobs(vault) if job.number == number), None)


def keep_told(vault: Vault, number: int, told: int) -> None:
    """Keep which page the spooler says it is printing."""
    jobs = open_jobs(vault)
    if any(each.number == number and each.told != told for each in jobs):
        _write(vault, [evolve(e, told=told) if e.number == number else e for e in jobs])


def close_job(vault: Vault, number: int) -> None:
    """Forget a job: it is out, or it was gone on with."""
    jobs = open_jobs(vault)
    if any(each.number == number for each in jobs):
        _write(vault, [each for each in jobs if each.number != number])


def _write(vault: Vault, jobs: Sequence[OpenJob]) -> None:
    rows = [
        {
            **{name: getattr(job, name) for name in _PLAIN},
            "sides": job.sides.value,
            "stage": job.stage.value,
            "again": list(job.again),
            "pages": [[p.index, p.sheet, p.back, p.shown] for p in job.pages],
        }
        for job in jobs
    ]
    vault.set_setting(_KEY, json.dumps({"format": FORMAT, "jobs": rows}, ensure_ascii=False))


_PLAIN = (
    "number", "job_id", "title", "piece_id", "formal", "document", "printer", "tray", "copies",
    "sheets", "day", "told", "first", "last",
)  # fmt: skip


def _from(row: dict[str, Any]) -> OpenJob:
    pages = tuple(JobPage(int(i), int(s), bool(b), int(n)) for i, s, b, n in row["pages"])
    plain = {name: row[name] for name in _PLAIN}
    stage, again = Stage(row["stage"]), tuple(int(place) for place in row["again"])
    return OpenJob(**plain, sides=Sides(row["sides"]), pages=pages, stage=stage, again=again)
