# SPDX-License-Identifier: MulanPSL-2.0
"""Windows over a desk with real materials: the applicant's and the reviewer's."""

from __future__ import annotations

import pytest

from app.model.codes import (
    MaterialState,
    Openness,
    OriginalCheck,
    ReviewLevel,
    ReviewOutcome,
    Verdict,
)
from app.model.declaration import Declaration
from app.model.materials import LevelReview, ReviewMark
from app.model.operations import MarkMaterial, RecordReview, SetValues
from app.model.people import Basics
from app.model.work import Achievement
from app.present.session import Role
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.geometry import settle
from tests.helpers.windows import windows

LONG = "阿拉坦其其格·敖登其木格·孟和巴雅尔（虚构）"
ROWS = (
    Achievement(id="a1", title="灌区改造（虚构）", openness=Openness.OPEN),
    Achievement(id="a2", title="寒区渠道衬砌冻胀规律与防治技术研究应用（虚构）"),
)


def person(**more) -> Declaration:
    """Return a fictional person with two achievements."""
    return Declaration(route=ANSWERS, basics=Basics(name=LONG), achievements=ROWS, **more)


@pytest.fixture
def applicant(tmp_path):
    """The applicant's desk."""
    with at_desk(tmp_path, person()) as session:
        yield session


@pytest.fixture
def reviewer(tmp_path):
    """The unit reviewer's desk with one person's paper handed in."""
    with at_desk(tmp_path, person(submitted_on="2026-06-14"), role=Role.UNIT) as session:
        yield session


def plain_rows(session) -> list[str]:
    """Return the bound materials the program does not make itself."""
    return [r.entry.id for r in session.checklist.rows if r.bound and not r.piece]


def send_back(session, numbers=(0,)) -> list[str]:
    """Count pages, pass one material and send others back as the unit; return what was sent back."""
    entries = plain_rows(session)
    for entry_id in entries[:4]:
        path = f"materials.{entry_id}"
        session.apply(
            SetValues(
                (
                    (f"{path}.pages", 3),
                    (f"{path}.paper_only", True),
                    (f"{path}.state", MaterialState.READY),
                )
            )
        )
    passed = ReviewMark(
        ReviewLevel.UNIT, Verdict.PASS, OriginalCheck.MATCHES, 3, by="王某（虚构）", on="2026-06-12"
    )
    session.apply(MarkMaterial(entries[3], passed))
    wanted = [entries[n] for n in numbers]
    for entry_id in wanted:
        mark = ReviewMark(
            ReviewLevel.UNIT,
            Verdict.NEEDS_CORRECTION,
            OriginalCheck.DIFFERS,
            reason="聘书复印件缺背面",
            bring="聘书原件",
            clause="S-4.2.1(2)-a",
            by="王某（虚构）",
            on="2026-06-12",
        )
        session.apply(MarkMaterial(entry_id, mark))
    review = LevelReview(
        ReviewLevel.UNIT,
        ReviewOutcome.SENT_BACK,
        "退回",
        "王某（虚构）",
        "2026-06-12",
        "2026-06-18",
    )
    session.apply(RecordReview(review))
    return wanted


@pytest.fixture
def window(application):
    """A function that opens the main window: ``window(session, width, height, base)``."""
    with windows() as shown:

        def make(session, *size, name="", **more):
            shell = shown(session, *size, **more)
            if shell.entries:
                shell.go(shell.entries[0].name)
            if name:
                assert shell.go(name)
            settle(8)
            return shell

        yield make
