# SPDX-License-Identifier: MulanPSL-2.0
"""公示 and 推荐意见 at the unit's desk (ux S23, S24): written for one person, then for others alike.

What is the same for many is typed once and copied on demand; what is a person's own never is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from attrs import frozen

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.operations import SetValues
from app.model.paths import read
from app.policy.timetable import Timetable
from app.present.dates.countdown import posted_day
from app.present.declare.editor_form import FormPresenter
from app.present.session import Session
from app.present.unit.others import passed_people

NOTICE_SHARED = ("posted_on", "ended_on", "place", "scope", "handler")
OPINION_SHARED = ("method", "commitment", "opinion", "reviewer", "head", "on")
PARTS = {
    "method": "产生方式",
    "conditions": "资格条件",
    "commitment": "承诺",
    "opinion": "推荐意见",
}
PHRASE_USES = {"method": "method", "conditions": "conditions", "commitment": "commitment"}


@frozen
class Person:
    """One person of the list; ``note`` says what stands for them on this page."""

    id: str
    name: str
    note: str


class SharedPresenter(FormPresenter):
    """A page of fields of which some are the same for many people."""

    shared: tuple[str, ...] = ()
    step = ""

    @property
    def people(self) -> tuple[Person, ...]:
        """Return everybody the unit let pass, and the person in hand."""
        session = self.session
        found = {each.id: each for each in passed_people(session)}
        if session.has_declaration:
            found.setdefault(session.declaration.id, session.declaration)
        return tuple(
            Person(each.id, each.basics.name or "（未填姓名）", self.note_of(each.id))
            for each in found.values()
        )

    def note_of(self, declaration_id: str) -> str:
        """Return what stands for a person."""
        raise NotImplementedError

    def take(self, declaration_id: str) -> None:
        """Take another person in hand."""
        self.session.open(declaration_id)

    def spread(self, ids: tuple[str, ...]) -> int:
        """Write the shared fields of the person in hand for others too; returns how many people.

        Raises:
            UserError: BENCH-NOBODY when nobody is chosen; as Session.apply.
        """
        chosen = [each for each in ids if each != self.session.declaration.id]
        if not chosen:
            raise UserError("BENCH-NOBODY")
        section = self.section.id
        values = tuple(
            (f"{section}.{name}", read(self.session.declaration, f"{section}.{name}"))
            for name in self.shared
        )
        self.session.apply_to(chosen, lambda _held: SetValues(values, self.step))
        self.changed()
        return len(chosen)


class NoticePresenter(SharedPresenter):
    """公示情况: the last day follows while the posting day is typed (D-1)."""

    shared, step = NOTICE_SHARED, "登记公示"

    def __init__(self, session: Session) -> None:
        super().__init__(session, "notice")

    @property
    def counted(self) -> str:
        """Return what the posting day leads to, in words; empty while there is none."""
        posted = posted_day(self.session)
        if posted is None:
            return ""
        days = self.session.pack.windows.notice_days
        count = Timetable(self.session.pack, self.session.date_keeper).notice(posted)
        words = f"{_said(posted)}张贴，{_said(count.complete)}下班满 {days} 个工作日，"
        words += f"{_said(count.possible_from)}起可以出推荐意见"
        if count.unknown_years:
            years = "、".join(str(year) for year in count.unknown_years)
            words += f"（{years} 年的放假安排还没有录入，只按周末算）"
        return words

    def note_of(self, declaration_id: str) -> str:
        """Return since when somebody is posted."""
        posted = self.session.vault.load(declaration_id).notice.posted_on
        return f"{posted} 张贴" if posted else "还没公示"


class RecommendationPresenter(SharedPresenter):
    """单位推荐意见: three parts, a commitment, an opinion, names and a day (S-6.1.1-3)."""

    shared, step = OPINION_SHARED, "填写推荐意见"

    def __init__(self, session: Session) -> None:
        super().__init__(session, "recommendation")

    def note_of(self, declaration_id: str) -> str:
        """Return which parts are still missing for somebody."""
        held = self.session.vault.load(declaration_id).recommendation
        missing = [word for name, word in PARTS.items() if not getattr(held, name).strip()]
        return f"缺{'、'.join(missing)}" if missing else "三部分都有"

    def phrases(self) -> tuple[tuple[str, str], ...]:
        """Return (field path, sentence) of the standard phrases."""
        return tuple(
            (f"recommendation.{name}", text)
            for name, use in PHRASE_USES.items()
            for text in self.session.pack.phrases(use)
        )


def _said(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def first_unposted(session: Session) -> str:
    """Return whose public notice is to be written next, "" when the unit let nobody pass."""
    return _first(passed_people(session), lambda each: not each.notice.posted_on)


def first_unwritten(session: Session) -> str:
    """Return whose recommendation is to be written next, "" when the unit let nobody pass."""
    return _first(passed_people(session), _is_unwritten)


def _is_unwritten(declaration: Declaration) -> bool:
    return any(not getattr(declaration.recommendation, name).strip() for name in PARTS)


def _first(people: Sequence[Declaration], waits: Callable[[Declaration], bool]) -> str:
    """Return who waits first, else who stands first."""
    return next((each.id for each in people if waits(each)), people[0].id if people else "")
