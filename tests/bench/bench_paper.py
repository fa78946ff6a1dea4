# SPDX-License-Identifier: MulanPSL-2.0
"""Paper beside its peers: forms and rosters beside Typst (printing.md)."""

from __future__ import annotations

import io
import resource as usage
import tempfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import typst

from app.kernel.locations import resource
from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Room, Row
from app.paper.core.press import Imprint, Press, footer
from app.paper.core.table import Table, cell, long_cell
from app.paper.core.typeset import Para, Style, Typesetter
from tests.bench import paper_data as data
from tests.bench.rows import BenchRow, beside, seconds

IMPRINT = Imprint("3817-0459-9162-2205", 2, "0137", "2026-06-15")
_BODY = Style("fang", 14, 28, "justify", indent=2)
_HEAD = Head((11.5,), tuple(HeadCell(name, index) for index, name in enumerate(data.ROSTER_HEADS)))


def rows(long: bool) -> list[BenchRow]:
    """Return all measurements of the paper room."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        found = [*_forms(base, 84 if long else 20), _roster(base, 500, 1.0)]
        if long:
            found.append(_roster(base, 10_000, 0.33))
    peak = usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / 1024
    if not long:
        found.append(BenchRow("paper: memory of all of it", round(peak), "MB", goal=None))
    return found


# --- our pages -----------------------------------------------------------------
def flow_form(press: Press, sections: list[dict]) -> None:
    """Set one form on a press."""

    def start() -> Room:
        return Room(press.page(g.loose()), 28.0, 25.0, 277.0)

    for section in sections:
        room = start()

        def turn(_placed: tuple[Row, ...]) -> Room:
            nonlocal room
            footer(room.page, press.imprint, press.sides)
            room = start()
            return room

        title = cell("\n".join(section["title"]), "hei", 12)
        words = long_cell(*(Para(text, _BODY) for text in section["paragraphs"]))
        end = Table(press.setter, (14.0, 150.0)).flow(
            [Row((title, words), splits=True)], room, turn
        )
        footer(end.room.page, press.imprint, press.sides)


def our_forms(forms: list[list[dict]]) -> tuple[bytes, int]:
    """Return forms on one press and their sides; nothing is kept from an earlier run."""
    press = Press(Typesetter(), IMPRINT)
    for sections in forms:
        flow_form(press, sections)
    pdf = press.save()
    return pdf, press.sides


def our_roster(people: list[list[str]]) -> tuple[bytes, int]:
    """Return a roster and its sides."""
    press = Press(Typesetter(), IMPRINT)
    table = Table(press.setter, data.ROSTER_COLUMNS, _HEAD, pad=0.8)

    def start() -> Room:
        page = press.page(g.wide())
        page.text(148.5, 21, "2026年申报职称评审人员花名册（高级）", "song_bold", 18, "centre")
        return Room(page, 14.0, 34.0, 178.0)

    room = start()

    def turn(_placed: tuple[Row, ...]) -> Room:
        nonlocal room
        footer(room.page, press.imprint, press.sides, y=199.5)
        room = start()
        return room

    lines = (
        Row(tuple(_cell(column, text) for column, text in enumerate(person)), 10.2)
        for person in people
    )
    end = table.flow(lines, room, turn)
    footer(end.room.page, press.imprint, press.sides, y=199.5)
    pdf = press.save()
    return pdf, press.sides


def _cell(column: int, text: str) -> Cell:
    align, lines = ("left" if column == 5 else "centre"), (1 if column == 1 else 2)
    return cell(text, "song", 9.5, align, lead=12.2, smaller=(9, 8.5, 8), lines=lines)


# --- the peer's ------------------------------------------------------------------
def _typst(base: Path, source: str, content: object) -> Callable[[], bytes]:
    base.mkdir(parents=True, exist_ok=True)
    data.write_json(base / "data.json", content)
    data.write_json(base / "heads.json", data.ROSTER_HEADS)
    (base / "main.typ").write_text(source, encoding="utf-8")
    fonts = [str(resource("fonts"))]

    def run() -> bytes:
        return typst.compile(
            str(base / "main.typ"), font_paths=fonts, ignore_system_fonts=True, pdf_tags=False
        )

    return run


def _peer(base: Path, source: str, content: object, warm: object) -> tuple[float, int]:
    """Return seconds and pages of the peer on data it has not seen, its fonts already read."""
    _typst(base / "warm", source, warm)()
    run, made = _typst(base / "real", source, content), []
    took = seconds(lambda: made.append(run()), times=1)
    with pikepdf.open(io.BytesIO(made[0])) as document:
        return took, len(document.pages)


# --- measurements ----------------------------------------------------------------
def _forms(base: Path, many: int) -> list[BenchRow]:
    one, warm = [data.form(1)], [data.form(2)]
    our_forms(warm)
    took = seconds(lambda: our_forms(one))
    sides = our_forms(one)[1]
    peer, pages = _peer(base / "form", data.FORM_TYPST, one, warm)
    found = [
        beside(f"one form of {sides} pages", took, "s", f"Typst ({pages} pages)", peer, 1.0),
    ]
    batch = [data.form(10 + number) for number in range(many)]
    made: list[int] = []
    took = seconds(lambda: made.append(our_forms(batch)[1]), times=1)
    peer, pages = _peer(base / "batch", data.FORM_TYPST, batch, warm)
    each, theirs = took / made[0] * 1000, peer / pages * 1000
    found.append(beside(f"{made[0]} pages of forms, a page", each, "ms", "Typst", theirs, 1.1))
    return found


def _roster(base: Path, count: int, goal: float) -> BenchRow:
    people, warm = data.roster(count, 1), data.roster(40, 2)
    our_roster(warm)
    took = seconds(lambda: our_roster(people), times=3 if count < 5000 else 1)
    peer, _ = _peer(base / f"roster{count}", data.ROSTER_TYPST, people, warm)
    return beside(f"roster of {count} rows", took, "s", "Typst", peer, goal)
