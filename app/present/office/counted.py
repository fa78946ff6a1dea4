# SPDX-License-Identifier: MulanPSL-2.0
"""The counted meeting as the committee's papers take it, and the papers it fills (forms.md 4.11, S-6.3.3-2).

Nothing is filled before every candidate's count is locked: a paper that goes up never mixes counted and
uncounted people. The empty forms stay among 空白表.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.committee import votes
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.meeting import CandidateCount, Denominator, Meeting
from app.model.operations import review_of
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms.printing import render_roll
from app.paper.forms.sitting import Outcome, Sitting
from app.present.prints.batch import everybody, in_order
from app.present.prints.letterfacts import matter_of
from app.present.prints.piece_kinds import Make, PieceKind
from app.present.prints.unit_forms import form_to_print
from app.present.session import Role, Session

WAITS = "会议与计票里，还没有给每个人锁定票数"
MOST_NAMED = 5
_SIGNED = ("number", "receiver", "office", "on", "contact", "phone")
_POSTED = ("posted_on", "ended_on")


def meeting_of(session: Session) -> Meeting | None:
    """Return the meeting of this desk, None before there is one."""
    return next(iter(session.vault.meetings()), None)


def candidates(people: Sequence[Declaration]) -> list[Declaration]:
    """Return those whose papers the office passed to the meeting."""
    return [
        each
        for each in people
        if review_of(each, ReviewLevel.COMMITTEE).outcome == ReviewOutcome.PASSED
    ]


def has_counts(session: Session) -> bool:
    """Tell whether a meeting was opened and every count begun is locked; who has none yet is asked when it prints."""
    meeting = meeting_of(session)
    return (
        meeting is not None
        and bool(meeting.opened_on and meeting.counts)
        and all(count.locked_on for count in meeting.counts)
    )


def closed_sitting(session: Session) -> Sitting:
    """Return the meeting with everybody it voted on, in the order of the rosters.

    Raises:
        UserError: MEETING-NOT-CLOSED naming whose count is not locked, MEETING-NOBODY when the
            office passed nobody to a meeting.
    """
    people = everybody(session)
    voted = in_order(session, candidates(people))
    if not voted:
        raise UserError("MEETING-NOBODY")
    meeting = meeting_of(session) or Meeting()
    counts = [meeting.count_of(each.id) for each in voted]
    still = [
        each.basics.name
        for each, count in zip(voted, counts, strict=True)
        if not (meeting.opened_on and count.locked_on)
    ]
    if still:
        raise UserError("MEETING-NOT-CLOSED", count=len(still), names="、".join(still[:MOST_NAMED]))
    return Sitting(
        year=voted[0].year,
        title=meeting.title,
        on=meeting.on,
        place=meeting.place,
        size=len(meeting.experts),
        present=votes.present(meeting),
        issued=_alike(counts, "issued"),
        returned=_alike(counts, "returned"),
        accepted=len(people),
        recused_count=meeting.rule == Denominator.PRESENT,
        outcomes=tuple(
            _outcome(meeting, person, count) for person, count in zip(voted, counts, strict=True)
        ),
    )


def _alike(counts: Sequence[CandidateCount], name: str) -> int:
    """Return a figure all candidates share, -1 where they differ."""
    found = {getattr(count.first, name) for count in counts}
    return int(found.pop()) if len(found) == 1 else -1


def _outcome(meeting: Meeting, person: Declaration, count: CandidateCount) -> Outcome:
    said = votes.judge(meeting, count, meeting.rule)
    if said is None or count.first is None:
        raise UserError("MEETING-NOT-CLOSED", count=1, names=person.basics.name)
    return Outcome(
        person,
        agree=count.first.agree,
        against=count.first.against,
        abstained=count.first.abstained,
        spoiled=count.first.spoiled,
        below=said.denominator,
        needed=said.needed,
        passed=said.passed,
        other=_other(meeting, count, passed=said.passed),
    )


def _other(meeting: Meeting, count: CandidateCount, *, passed: bool) -> str:
    """Return what the other way of counting would give, where it gives something else (D-6)."""
    other = next(rule for rule in Denominator if rule != meeting.rule)
    said = votes.judge(meeting, count, other)
    if said is None or said.passed == passed:
        return ""
    less = "减去回避" if other == Denominator.WITHOUT_RECUSED else "含回避"
    return f"按{less}计需{said.needed}票，{'通过' if said.passed else '不通过'}"


def _make(piece_id: str, form: str) -> Make:
    def make(session: Session, context: PaperContext, _progress: Progress) -> Piece:
        spec, matter = form_to_print(session.vault, form), matter_of(session, piece_id, "")
        sitting = closed_sitting(session)
        return render_roll(spec, context, sitting, title=spec.title, name=form, matter=matter)

    return make


def _kind(piece_id: str, title: str, form: str, *asks: str) -> PieceKind:
    return PieceKind(
        piece_id,
        title,
        "letter",
        _make(piece_id, form),
        (Role.OFFICE,),
        "",
        has_counts,
        WAITS,
        of_person=False,
        asks=asks,
    )


COUNTED: tuple[PieceKind, ...] = (
    _kind(
        "counted-approval", "核准报告（按计票结果）", "committee-approval",
        *_SIGNED, "accepted", "method", *_POSTED, "reports", "handled",
    ),
    _kind("counted-passed", "职称评审通过人员花名册（按计票结果）", "passed-roster", "office", *_POSTED),
    _kind("counted-failed", "未通过人员名单（按计票结果）", "failed-list"),
    _kind(
        "counted-publicity", "公示情况报告（按计票结果）", "committee-publicity",
        *_SIGNED, *_POSTED, "place", "reports", "handled",
    ),
    _kind("counted-tally", "计票表（按计票结果）", "tally"),
)  # fmt: skip
