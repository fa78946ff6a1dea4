# SPDX-License-Identifier: MulanPSL-2.0
"""The facts of the printed self-check report (ux 5.8)."""

from __future__ import annotations

from collections import Counter

from app.model.codes import ItemState, OriginalCheck
from app.model.marking import in_force
from app.paper.forms import MarginNote, Notes
from app.paper.slips import CheckLine, SelfCheck
from app.paper.templates import catalogue_note
from app.policy.findings import Finding, Severity
from app.present.prints.calibration import calibration_of
from app.present.prints.thickness import findings_with_paper
from app.present.session import Session
from app.present.words import STATE_WORDS


def report_of(session: Session) -> SelfCheck:
    """Return findings with their reasons, counts of the materials, and what it was checked against."""
    rows = session.checklist.rows
    states = Counter(row.entry.shown_state() for row in rows)
    waiting = sum(row.entry.original == OriginalCheck.TO_BE_SEEN for row in rows)
    counts = [("应备", str(len(rows)))]
    counts += [(STATE_WORDS[state], str(count)) for state, count in sorted(states.items())]
    counts.append(("原件待补看", str(waiting)))
    unused = [
        (row.name, row.entry.reason)
        for row in rows
        if row.entry.shown_state() == ItemState.NOT_APPLICABLE
    ]
    listed = numbered(session)
    lines = [_line(session, number, finding) for number, finding in listed]
    return SelfCheck(
        lines=[*lines, *_long_periods(session, len(listed) + 1)],
        counts=counts,
        not_applicable=unused,
        environment=_environment(session),
    )


def numbered(session: Session) -> tuple[tuple[int, Finding], ...]:
    """Return what stands on the report with its number: what must be changed first, then what to look at."""
    standing = findings_with_paper(session)
    listed = [
        f for level in (Severity.MUST, Severity.CHECK) for f in standing if f.severity == level
    ]
    return tuple(enumerate(listed, 1))


def margin_notes(session: Session) -> Notes:
    """Return the numbers a proof shows in its margin, by the first place each finding is about."""
    notes: dict[str, tuple[MarginNote, ...]] = {}
    for number, finding in numbered(session):
        if finding.paths:
            note = MarginNote(number, must=finding.severity == Severity.MUST)
            notes[finding.paths[0]] = (*notes.get(finding.paths[0], ()), note)
    return notes


def _line(session: Session, number: int, finding: Finding) -> CheckLine:
    path = finding.paths[0] if finding.paths else ""
    passed = next(
        (p for p in session.declaration.passed if (p.code, p.path) == (finding.code, path)), None
    )
    return CheckLine(
        level=str(finding.severity),
        title=finding.title,
        detail=finding.message,
        reason=passed.reason if passed else "",
        by=passed.by if passed else "",
        on=passed.on if passed else "",
        number=number,
    )


def _long_periods(session: Session, first: int) -> list[CheckLine]:
    """Return the marks that hold longer than is usual, with the word why (D-4; 保密法第二十条)."""
    entries = [e for e in in_force(session.declaration.markings) if e.record and e.record.remark]
    return [
        CheckLine(
            level=str(Severity.CHECK),
            title="保密期限比通常的长",
            detail=f"{record.words}，定密责任人{record.officer}",
            reason=record.remark,
            by=entry.by,
            on=entry.at[:10],
            number=number,
        )
        for number, entry in enumerate(entries, first)
        if (record := entry.record) is not None
    ]


def _environment(session: Session) -> list[tuple[str, str]]:
    pack = session.pack
    day = session.clock.today()
    known = pack.calendar.known(day.year)
    return [
        ("政策包", f"{pack.header.number}（{pack.header.id}）"),
        (
            "放假安排",
            f"{day.year}年已录入" if known else f"没有{day.year}年的，只按周六、周日休息推算",
        ),
        ("材料目录", catalogue_note(pack)),
        ("打印机", _printer(session)),
        ("检查日期", day.isoformat()),
    ]


def _printer(session: Session) -> str:
    """Return the printer last chosen here and when it was calibrated (ux 5.8)."""
    name = session.vault.setting("printer") or ""
    if not name:
        return "还没有选过"
    found = calibration_of(session.vault, name)
    if found is None:
        return f"{name}，没有校准"
    return f"{name}，{found.on} 校准" + ("，页面被缩放" if found.scaled() else "")
