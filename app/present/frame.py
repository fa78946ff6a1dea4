# SPDX-License-Identifier: MulanPSL-2.0
"""What stands round every page: marking, who is at the desk, the deadline, what is saved, what undo says."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from app.model.codes import TitleLevel
from app.present.dates.countdown import notice_deadline, notice_words
from app.present.deadline import Deadline, applicant_deadline, unit_deadline
from app.present.desks import DESK_WORDS
from app.present.presenter import Presenter
from app.present.session import Role, Session

LEVEL_WORDS = {
    TitleLevel.JUNIOR: "初级",
    TitleLevel.INTERMEDIATE: "中级",
    TitleLevel.ASSOCIATE_SENIOR: "高级",
    TitleLevel.FULL_SENIOR: "高级",
}
_ONE_A_FILING = (TitleLevel.JUNIOR, TitleLevel.INTERMEDIATE, TitleLevel.ASSOCIATE_SENIOR)
_WINDOW_CLAUSES = {"junior": "S-3.2.1", "intermediate": "S-3.2.2", "senior": "S-3.2.3"}


@frozen
class FrameState:
    """Everything the frame draws besides the page."""

    marking: str
    facts: tuple[str, ...]
    deadline: Deadline | None
    saved: str
    volume: str
    undo: str
    redo: str
    undo_names: tuple[str, ...]
    practice: bool
    read_only: bool = False


class FramePresenter(Presenter):
    """Follows the session; cheap enough to be asked after every change."""

    @property
    def state(self) -> FrameState:
        """Return the frame as it stands."""
        session = self.session
        undo, redo = session.undo_names(), session.redo_names()
        saved = session.saved_at
        return FrameState(
            marking=session.vault.header.marking,
            facts=self._facts(),
            deadline=self._deadline(),
            saved=_saved(saved, read_only=session.vault.read_only),
            volume=self._volume(),
            undo=undo[0] if undo else "",
            redo=redo[0] if redo else "",
            undo_names=tuple(undo),
            practice=session.vault.header.practice,
            read_only=session.vault.read_only,
        )

    def _facts(self) -> tuple[str, ...]:
        session = self.session
        who = DESK_WORDS[session.role] if session.role.reviews else "责任人"
        name = f"{who}：{session.actor}" if session.actor else who
        return (name, f"库：{session.vault.header.alias}")

    def _volume(self) -> str:
        plan = self.session.derived.known_plan if self.session.has_declaration else None
        if plan is None or not plan.entries:
            return ""
        return f"全册 {plan.numbered} 页，{plan.sheets} 张"

    def _deadline(self) -> Deadline:
        session = self.session
        level = level_in_force(session)
        window, today = session.desk_pack.window(level), session.clock.today()
        notice = notice_deadline(session, LEVEL_WORDS[level], window)
        if session.role.reviews and notice is not None:
            return notice
        if session.role.reviews:
            return unit_deadline(
                session.desk_pack.calendar,
                today,
                LEVEL_WORDS[level],
                window,
                session.counts_posting_day,
            )
        return applicant_deadline(
            session.desk_pack.calendar,
            today,
            LEVEL_WORDS[level],
            window,
            _day(session.own_day(level)),
            _WINDOW_CLAUSES[level.filing],
            notice_words(session),
        )


def _saved(at: dt.datetime | None, *, read_only: bool) -> str:
    if read_only:
        return "只读打开，这里不能改"
    return f"已自动保存 {at:%H:%M:%S}" if at else "改动会自动保存"


def level_in_force(session: Session) -> TitleLevel:
    """Return the level whose dates count: the person's, else the next whose window is not over."""
    if session.has_declaration and session.role == Role.APPLICANT:
        chosen = session.declaration.route.level
        if chosen is not None:
            return chosen
    today = session.clock.today()
    for level in _ONE_A_FILING:
        window = session.desk_pack.window(level)
        last = window.report_up if session.role.reviews else window.closes
        if today <= last:
            return level
    return TitleLevel.ASSOCIATE_SENIOR


def _day(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None
