# SPDX-License-Identifier: MulanPSL-2.0
"""The product's own 评审表 and rosters beside Typst setting the same words (printing.md)."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import attrs
import openpyxl

from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.paper.forms import FormSpec, render
from app.paper.rolls import roster
from app.paper.rolls.layout import printed_columns
from tests.bench import paper_data as data
from tests.bench.bench_paper import _peer
from tests.bench.rows import BenchRow, beside, seconds
from tests.paper_forms import sample

PACK = sample.FakePack()
SERIES = (("工程系列", "水利工程"), ("工程系列", "建筑工程"), ("农业系列", "畜牧兽医"))


def rows(long: bool) -> list[BenchRow]:
    """Return all measurements of forms and rosters."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        found = [_form(base), _roster(base, 500, 1.0)]
        if long:
            found.append(_roster(base, 10_000, 0.5))
    found.append(_workbook(10_000 if long else 1_000))
    return found


def people(count: int) -> list[Declaration]:
    """Return invented declarations, every name and number its own."""
    base, made = sample.ordinary(), []
    cells = data.roster(count, 3)
    for number, person in enumerate(cells):
        series, specialty = SERIES[number % len(SERIES)]
        basics = attrs.evolve(
            base.basics, name=person[1], sex=person[2], ethnicity=person[3], unit=person[5]
        )
        level = TitleLevel.FULL_SENIOR if number % 5 == 0 else TitleLevel.ASSOCIATE_SENIOR
        route = attrs.evolve(
            base.route, series=series, specialty=specialty, level=level, kind_ground=person[13]
        )
        made.append(attrs.evolve(base, id=f"d{number}", basics=basics, route=route))
    return made


def _form(base: Path) -> BenchRow:
    """Measure a whole 评审表, a page, beside Typst's pages of a form of about that length."""
    spec, context = FormSpec.load("evaluation"), sample.context_of(sample.ordinary())
    piece = render(spec, context, references=sample.REFERENCES)
    took = seconds(lambda: render(spec, context, references=sample.REFERENCES), times=5)
    peer, pages = _peer(base / "form", data.FORM_TYPST, [data.form(1)], [data.form(2)])
    mine, theirs = took / piece.pages * 1000, peer / pages * 1000
    name = f"评审表 of {piece.pages} pages ({took * 1000:.0f} ms), a page"
    return beside(name, mine, "ms", f"Typst, a form of {pages} pages, a page", theirs, 1.0)


def _roster(base: Path, count: int, goal: float) -> BenchRow:
    """Measure build and PDF of a roster beside Typst setting the same cells."""
    declared, context = people(count), sample.context_of(sample.ordinary())
    one = roster.build(declared, PACK, sample.UNIT)["senior"]
    columns = [column.bind for column in printed_columns(one.spec)]
    cells = [[one.value(name, person) for name in columns] for person in one.people()]
    roster.pdf(roster.build(people(30), PACK, sample.UNIT)["senior"], context)

    def ours() -> None:
        roster.pdf(roster.build(declared, PACK, sample.UNIT)["senior"], context)

    took = seconds(ours, times=3 if count < 5000 else 1)
    peer, _ = _peer(base / f"roster{count}", data.ROSTER_TYPST, cells, data.roster(40, 2))
    return beside(f"花名册 of {count} rows, grouped", took, "s", "Typst, one table", peer, goal)


def _workbook(count: int) -> BenchRow:
    """Measure the workbook of a roster beside openpyxl writing the same cells without any style."""
    one, context = (
        roster.build(people(count), PACK, sample.UNIT)["senior"],
        sample.context_of(sample.ordinary()),
    )
    columns = [column.bind for column in printed_columns(one.spec)]
    cells = [[one.value(name, person) for name in columns] for person in one.people()]

    def bare() -> None:
        book = openpyxl.Workbook()
        for row in cells:
            book.active.append(row)
        book.save(io.BytesIO())

    took = seconds(lambda: roster.xlsx(one, context), times=1)
    floor = seconds(bare, times=1)
    return beside(f"花名册 xlsx of {count} rows", took, "s", "openpyxl without styles", floor, 2.5)
