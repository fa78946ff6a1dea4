# SPDX-License-Identifier: MulanPSL-2.0
"""The notice as data: loading, one route, one full evaluation (issue targets in milliseconds)."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from app.model.codes import Affiliation, TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.work import Achievement
from app.policy.checklist import checklist, sync_checklist
from app.policy.evaluate import evaluate
from app.policy.pack import PolicyPack
from app.policy.routing import route
from app.present.practice.people import load_people
from tests.bench.rows import BenchRow, seconds


def _filled(declaration: Declaration) -> int:
    """Return how many rows a dossier has in all its tables."""
    return sum(
        len(getattr(declaration, table))
        for table in ("education", "titles", "career", "service", "credits", "works", "materials")
    )


def rows(long: bool) -> list[BenchRow]:
    """Return the three figures with their counts."""
    load = seconds(PolicyPack.load, 5)
    pack = PolicyPack.load()
    answers = RouteAnswers(
        classified=True,
        level=TitleLevel.ASSOCIATE_SENIOR,
        series="工程技术人员",
        specialty="水利工程",
        affiliation=Affiliation.BANNER_COUNTY,
    )
    rows_of_work = tuple(Achievement(title=f"虚构项目{number}") for number in range(40))
    full = max((person.declaration for person in load_people()), key=_filled)
    declaration = evolve(full, achievements=(*full.achievements, *rows_of_work))
    declaration = evolve(declaration, materials=sync_checklist(pack, declaration))
    today = dt.date(2026, 6, 15)
    once = seconds(lambda: [route(pack, answers) for _ in range(100)]) / 100
    judged = seconds(lambda: evaluate(pack, declaration, today))
    listed = seconds(lambda: checklist(pack, declaration))
    count = len(pack.rules.rules)
    return [
        BenchRow(
            "load the pack",
            round(load * 1000, 2),
            "ms",
            f"{len(pack.clauses)} clauses",
            None,
            150.0,
        ),
        BenchRow("one route", round(once * 1000, 3), "ms", "", None, 1.0),
        BenchRow(
            "evaluate a full dossier", round(judged * 1000, 2), "ms", f"{count} rules", None, 30.0
        ),
        BenchRow(
            "checklist",
            round(listed * 1000, 2),
            "ms",
            f"{len(declaration.materials)} materials",
            None,
            16.0,
        ),
    ]
