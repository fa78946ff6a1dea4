# SPDX-License-Identifier: MulanPSL-2.0
"""A window at an applicant's desk, with a fictional person's declaration or an empty vault."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.model.codes import AchievementKind, Openness
from app.model.declaration import Declaration
from app.model.people import Appraisal, Basics, CareerEntry, CreditYear, Education, HeldTitle
from app.model.work import Achievement, EvidenceLink, Work
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.geometry import settle
from ui.fields.form import FieldRow
from ui.shell import Shell
from ui.theme import TextSize
from ui.widgets.fields import Field

OPENED: list[Shell] = []
HALLS: dict[int, Shell] = {}


def close_windows() -> None:
    """Take the windows away before their vault is closed, as the program does."""
    while OPENED:
        shell = OPENED.pop()
        shell.close()
        shell.deleteLater()
    settle()


def person() -> Declaration:
    """Return a fictional person with something wrong on every page."""
    return Declaration(
        route=ANSWERS,
        basics=Basics(
            name="阿拉坦．其其格", sex="女", ethnicity="蒙古族", born="1982-05", id_number="150402198203070011",
            work_started="2004-07", unit="赤峰市某某研究所（练习）", phone="0476-0000000",
        ),
        education=(
            Education(level="大学本科", school="某某大学（虚构）", major="水利工程", graduated="2004-07"),
            Education(level="硕士研究生", school="某某大学（虚构）", graduated="春天"),
        ),
        titles=(HeldTitle(title="工程师", level="intermediate", obtained="2021-09-15"),),
        appraisals=tuple(Appraisal(year=str(year), grade="合格") for year in (2025, 2024)),
        credits=(CreditYear(year="2025", specialty_hours=60),),
        career=(
            CareerEntry(started="2004-07", ended="2009-05", unit="某某县水利站（虚构）"),
            CareerEntry(started="2010-01", ended="2016-08", unit="某某设计公司（虚构）"),
            CareerEntry(started="2016-03", unit="赤峰市某某研究所（练习）"),
        ),
        achievements=(
            Achievement(
                title="某灌区配套工程（虚构）", kind=AchievementKind.PROJECT, started="2022-03",
                openness=Openness.OPEN, links=(EvidenceLink("id_card"),),
            ),
            Achievement(title="北山一号泵站改造", open_title="某泵站改造", openness=Openness.DESENSITISED),
        ),
        works=(Work(title="渠道冻胀（虚构）", published="2023-08", openness=Openness.OPEN),),
        statement="任现职以来，我主要从事水利工程设计。",
    )  # fmt: skip


@pytest.fixture(scope="module")
def hall(application, tmp_path_factory):
    """One vault and one window for all tests of a module; a new window costs half a second."""
    with at_desk(tmp_path_factory.mktemp("hall"), person()) as made:
        shell = Shell(made, TextSize.STANDARD)
        shell.resize(1366, 688)
        shell.show()
        HALLS[id(made)] = shell
        yield made, shell
        HALLS.clear()
        shell.close()
        shell.deleteLater()
        close_windows()


@pytest.fixture
def session(hall):
    """A desk with a person's declaration in hand, a new one for each test."""
    made, shell = hall
    made.start(person())
    shell.context.clear_messages()
    settle()
    return made


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A person's desk for tests that only look."""
    with at_desk(tmp_path_factory.mktemp("reader"), person()) as made:
        yield made
        close_windows()


@pytest.fixture
def fresh(tmp_path):
    """A desk with an empty vault."""
    with at_desk(tmp_path, empty=True) as made:
        yield made
        close_windows()


@pytest.fixture
def window(application):
    """A function that shows a screen of a session; in a window of its own where it must be."""

    def make(
        session,
        name: str,
        width: int = 1366,
        height: int = 688,
        base: int = 16,
        *,
        own: bool = False,
    ) -> Shell:
        if id(session) in HALLS:
            return shown(HALLS[id(session)], name)
        shell = Shell(session, TextSize(base))
        OPENED.append(shell)
        shell.resize(width, height)
        shell.show()
        return shown(shell, name)

    yield make
    close_windows()


def shown(shell: Shell, name: str) -> Shell:
    """Bring a screen to the front as if the person came to it from the task list."""
    shell.activateWindow()
    settle()
    for screen in ("tasks", name):
        assert shell.go(screen)
        settle()
    return shell


@pytest.fixture
def row_of() -> Callable[[Shell, str], FieldRow]:
    """A function from a path to the row that shows its field on the screen in front."""

    def find(shell: Shell, path: str) -> FieldRow:
        assert shell.current is not None
        return next(row for row in shell.current.findChildren(FieldRow) if row.path == path)

    return find


@pytest.fixture
def field_of(row_of) -> Callable[[Shell, str], Field]:
    """A function from a path to its editor on the screen in front."""
    return lambda shell, path: row_of(shell, path).field
