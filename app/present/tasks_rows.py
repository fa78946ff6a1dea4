# SPDX-License-Identifier: MulanPSL-2.0
"""The lines of the task list, each from what the declaration says; nothing is ticked by hand but the dates."""

from __future__ import annotations

from attrs import frozen

from app.model.codes import Openness
from app.model.paths import read
from app.model.work import Achievement, Work
from app.policy.fields import Kind, Section
from app.policy.findings import Finding, Severity
from app.present.declare.route_questions import QUESTIONS
from app.present.session import Session

DONE, TODO, MUST, WAIT = "done", "todo", "must", "wait"
FINISHED = "已完成"
NOT_BEGUN = "还没开始"
ROW_SECTIONS = (
    "education", "titles", "appointments", "appraisals", "credits",
    "training", "career", "service", "examinations", "benefits", "sanctions",
)  # fmt: skip
EXPECTED = ("education", "appraisals", "career")
"""Tables nobody leaves empty; the others may have no row."""

CHECKED_SETTING = "dates-checked"


@frozen
class TaskRow:
    """One task.

    Attributes:
        kind: done, todo, must or wait.
        state: what stands at the right; for wait the reason.
        screen, path: where it is done.
        minutes: how long it takes, 0 when not worth saying.
        begun: something is there already.
    """

    id: str
    title: str
    kind: str
    state: str
    screen: str = ""
    path: str = ""
    minutes: int = 0
    begun: bool = False

    @property
    def verb(self) -> str:
        """Return what the button of the next task says."""
        word = "接着做" if self.begun else "开始"
        return f"{word}，约 {self.minutes} 分钟" if self.minutes else word


@frozen
class Desk:
    """What the tasks are worked out from, looked up once."""

    session: Session
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, session: Session) -> Desk:
        """Look at a session."""
        return cls(session, session.findings.standing())

    def count(self, severity: Severity, *roots: str) -> int:
        """Return how many standing findings of a severity point below these roots (all when none is named)."""
        passed = {(each.code, each.path) for each in self.session.declaration.passed}
        return sum(
            finding.severity == severity
            and (finding.code, finding.paths[0] if finding.paths else "") not in passed
            and (
                not roots or any(path.split(".", maxsplit=1)[0] in roots for path in finding.paths)
            )
            for finding in self.findings
        )


def line(
    task_id: str,
    title: str,
    left: int,
    words: str,
    screen: str,
    *,
    path: str = "",
    minutes: int = 0,
    begun: bool = True,
    must: bool = False,
) -> TaskRow:
    """Return a task that is done when nothing is left, else to do with these words."""
    kind, state = (DONE, FINISHED) if left == 0 else (MUST if must else TODO, words)
    return TaskRow(task_id, title, kind, state, screen, path, minutes, begun)


# -- 先核对


def route_row(desk: Desk) -> TaskRow:
    """Return the task of the six questions."""
    answers = desk.session.declaration.route
    missing = desk.session.route.missing
    left = len({*answers.undecided, *(name for name in missing if name != "specialty")})
    left += "specialty" in missing and "series" not in missing
    first = next(
        (name for name in QUESTIONS if name in answers.undecided or name in missing), "series"
    )
    return line(
        "route", "选好层级、系列、专业", left, f"还有 {left} 问没定", "route",
        path=f"route.{first}" if left else "route", minutes=5,
    )  # fmt: skip


def checked_token(session: Session) -> str:
    """Return what stands for the dates and the list in force; another pack or unit day makes another."""
    level, rules = session.declaration.route.level, session.rules
    own = f"{session.own_day(level)}/{rules.slot(level.filing).day}" if level else ""
    return f"{session.pack.digest[:16]}/{own}/{rules.template('contents').version}"


def dates_row(desk: Desk) -> TaskRow:
    """Return the task of looking at the dates and the list's version."""
    held = desk.session.vault.setting(f"{CHECKED_SETTING}:{desk.session.declaration.id}")
    current = held == checked_token(desk.session)
    words = "还没核对" if not held else "日期或清单有变，再核对一次"
    return line(
        "dates",
        "核对本单位的日期和清单版本",
        0 if current else 1,
        words,
        "yearly",
        minutes=3,
        begun=bool(held),
    )


# -- 填写


def form_row(desk: Desk, section: Section, title: str, screen: str, minutes: int) -> TaskRow:
    """Return the task of a page of single fields."""
    values = {item.path: read(desk.session.declaration, item.path) for item in section.fields}
    empty = sum(item.required and not values[item.path] for item in section.fields)
    musts = desk.count(Severity.MUST, section.id)
    begun = any(values.values())
    words = f"必填的还差 {empty} 栏" if empty else f"{musts} 处必须改"
    first = next(
        (item.path for item in section.fields if item.required and not values[item.path]), ""
    )
    return line(
        section.id, title, empty + musts, words if begun else NOT_BEGUN, screen,
        path=first, minutes=minutes, begun=begun, must=not empty,
    )  # fmt: skip


def qualifications_row(desk: Desk) -> TaskRow:
    """Return the task of the row tables: expected tables with a row, required cells filled."""
    fields, declaration = desk.session.pack.fields, desk.session.declaration
    tables = {name: read(declaration, name) for name in ROW_SECTIONS}
    holes = [f"{name}." for name in EXPECTED if not tables[name]]
    for name, rows in tables.items():
        required = [item for item in fields.section(name).fields if item.required]
        holes += [
            item.at(row.id) for row in rows for item in required if not getattr(row, item.name)
        ]
    musts = desk.count(Severity.MUST, *ROW_SECTIONS)
    begun = any(tables.values())
    words = f"差 {len(holes)} 处" if holes else f"{musts} 处必须改"
    return line(
        "qualifications", "资格与任职", len(holes) + musts, words if begun else NOT_BEGUN, "qualifications",
        path=holes[0].rstrip(".") if holes else "", minutes=14, begun=begun, must=not holes,
    )  # fmt: skip


def achievements_row(desk: Desk) -> TaskRow:
    """Return the task of the cards: openness decided, secrecy review recorded, required fields filled."""
    declaration, fields = desk.session.declaration, desk.session.pack.fields
    rows: list[tuple[str, Achievement | Work]] = [
        ("achievements", row) for row in declaration.achievements
    ]
    rows += [("works", row) for row in declaration.works]
    open_cards = [
        f"{table}.{row.id}" for table, row in rows if _card_open(fields.section(table), row)
    ]
    left = len(open_cards) or (0 if rows else 1)
    words = f"差 {len(open_cards)} 项" if rows else NOT_BEGUN
    return line(
        "achievements", "业绩成果", left, words, "achievements",
        path=open_cards[0] if open_cards else "", minutes=30, begun=bool(rows),
    )  # fmt: skip


def _card_open(section: Section, row: Achievement | Work) -> bool:
    openness = row.openness
    if openness == Openness.UNDECIDED:
        return True
    reviewed = all(
        getattr(row, name) for name in ("secrecy_case", "secrecy_reviewer", "secrecy_date")
    )
    if openness != Openness.OPEN and not reviewed:
        return True
    if openness == Openness.WITHHELD:
        return False
    if openness == Openness.DESENSITISED and not row.open_title:
        return True
    required = (item for item in section.fields if item.required and item.kind is not Kind.YES_NO)
    return any(not getattr(row, item.name) for item in required)


def statement_row(desk: Desk) -> TaskRow:
    """Return the task of the long text."""
    empty = not desk.session.declaration.statement.strip()
    return line(
        "statement",
        "个人总结",
        int(empty),
        NOT_BEGUN,
        "statement",
        path="statement",
        minutes=40,
        begun=not empty,
    )
