# SPDX-License-Identifier: MulanPSL-2.0
"""一次性告知 (ux S30, S-3.4-1): everything looked at first, then all defects at once, once."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.codes import Verdict
from app.model.notification import Notification, NotifiedItem
from app.model.operations import SetValue
from app.policy.checklist import ChecklistRow
from app.present.presenter import Presenter
from app.present.unit.reviewing import return_items
from app.present.why import desks
from app.present.why.explanation import Explanation

MOST_DAYS = 60
SHORTEST_REASON = 4


@frozen
class NotifyLine:
    """One material: was it looked at, and what is wrong with it."""

    entry_id: str
    tab: str
    name: str
    seen: bool
    verdict: Verdict | None
    problem: str
    clause: str


@frozen
class Given:
    """One notification already given out."""

    id: str
    number: str
    words: str
    received: str
    void: bool


@frozen
class NotifyState:
    """Everything the screen draws.

    Attributes:
        first_unseen: material id to begin with, empty when everything was looked at.
        standing: words on the one that stands, empty when none was given out.
        due: last day under the days typed, in words; empty while they cannot be read.
    """

    person: str
    lines: tuple[NotifyLine, ...]
    unseen: int
    first_unseen: str
    defects: int
    given: tuple[Given, ...]
    standing: str
    days: str
    due: str


class NotificationPresenter(Presenter):
    """Gathers what this desk's walk marked; giving out is registered and never undone."""

    _days = ""

    @property
    def state(self) -> NotifyState:
        """Return what the screen draws."""
        lines = tuple(self._line(row) for row in self.session.checklist.rows)
        unseen = [line for line in lines if not line.seen]
        declaration = self.session.declaration
        standing = self._standing()
        return NotifyState(
            person=declaration.basics.name,
            lines=lines,
            unseen=len(unseen),
            first_unseen=unseen[0].entry_id if unseen else "",
            defects=sum(line.verdict == Verdict.NEEDS_CORRECTION for line in lines),
            given=tuple(_given(each) for each in reversed(declaration.notifications)),
            standing=_words(standing) if standing else "",
            days=self._days,
            due=self._due_words(),
        )

    def _line(self, row: ChecklistRow) -> NotifyLine:
        mark = row.entry.mark(self.session.role.level)
        stands = mark is not None and not mark.stale
        verdict = mark.verdict if mark is not None and stands else None
        wanted = mark is not None and verdict == Verdict.NEEDS_CORRECTION
        clause = mark.clause if wanted and mark is not None else ""
        return NotifyLine(
            row.entry.id,
            row.tab,
            row.name,
            stands,
            verdict,
            mark.reason if wanted and mark is not None else "",
            self.session.pack.clause(clause).reference if clause else "",
        )

    def _standing(self) -> Notification | None:
        given = [each for each in self.session.declaration.notifications if not each.cancelled]
        return given[-1] if given else None

    def type_days(self, text: str) -> None:
        """Take the working days allowed as typed; the day it ends on follows."""
        self._days = text
        self.changed()

    def _read_days(self) -> int:
        text = self._days.strip()
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_DAYS:
            raise UserError("NOTIFY-DAYS", typed=text, most=MOST_DAYS)
        return int(text)

    def _due(self, days: int) -> dt.date:
        today = self.session.clock.today()
        return self.session.pack.calendar.workdays_after(today, days)[-1]

    def _due_words(self) -> str:
        try:
            due = self._due(self._read_days())
        except UserError:
            return ""
        weekday = "一二三四五六日"[due.weekday()]
        return f"今天送达的，{due.month}月{due.day}日（周{weekday}）下班前补齐"

    def why(self, entry_id: str) -> Explanation | None:
        """Explain one item: what was found and by which clause, and why it is on the list."""
        if not entry_id:
            return None
        return desks.of_told(self.session, entry_id, self.session.role.level)

    def why_day(self) -> Explanation | None:
        """Explain the day the notification would end on; None while the days cannot be read."""
        try:
            days = self._read_days()
        except UserError:
            return None
        return desks.of_told_day(self.session, days, self._due(days))

    def give_out(
        self, *, number: str, deliver: str, again: str = "", approver: str = ""
    ) -> Notification:
        """Register a notification of everything this desk marked; returns it, to be printed.

        Raises:
            UserError: M34 while something was not looked at; NOTIFY-NOTHING; NOTIFY-NUMBER; NOTIFY-DAYS;
                NOTIFY-HOW; M35 when one was given out before and no reason and approver are typed.
        """
        state = self.state
        if state.unseen:
            raise UserError("M34", count=state.unseen)
        items = return_items(self.session, self.session.role.level)
        if not items:
            raise UserError("NOTIFY-NOTHING")
        days = self._read_days()
        texts = {"number": clean_line(number), "deliver": clean_line(deliver)}
        if not texts["number"]:
            raise UserError("NOTIFY-NUMBER")
        if not texts["deliver"]:
            raise UserError("NOTIFY-HOW")
        standing = self._standing()
        if standing and (len(again.strip()) < SHORTEST_REASON or not approver.strip()):
            raise UserError(
                "M35",
                on=standing.on,
                number=standing.number,
                count=len(standing.items),
                due=standing.due,
            )
        given = Notification(
            on=self.session.clock.today().isoformat(),
            due=self._due(days).isoformat(),
            days=days,
            items=tuple(
                NotifiedItem(i.entry_id, f"{i.tab} {i.name}", i.reason, i.clause, i.bring)
                for i in items
            ),
            by=self.session.actor,
            again=clean_line(again) if standing else "",
            approver=clean_line(approver) if standing else "",
            **texts,
        )
        kept = (*self.session.declaration.notifications, given)
        self.session.enter(SetValue("notifications", kept, "出具一次性告知书"))
        return given

    def received(self, notification_id: str, by: str, on: str) -> None:
        """Enter the signed 送达回证.

        Raises:
            UserError: NOTIFY-RECEIPT without a name and a day that is not before the notification.
        """
        given = next(
            each for each in self.session.declaration.notifications if each.id == notification_id
        )
        try:
            day = dt.date.fromisoformat(on.strip())
        except ValueError:
            raise UserError("NOTIFY-RECEIPT") from None
        early = day < dt.date.fromisoformat(given.on) or day > self.session.clock.today()
        if not by.strip() or early:
            raise UserError("NOTIFY-RECEIPT")
        done = attrs.evolve(given, received_by=clean_line(by), received_on=day.isoformat())
        self._replace(done, "登记送达回证")

    def declare_void(self, notification_id: str, reason: str) -> None:
        """Declare one void with its reason; it stays on record. Raises UserError NOTIFY-REASON."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("NOTIFY-REASON", shortest=SHORTEST_REASON)
        given = next(
            each for each in self.session.declaration.notifications if each.id == notification_id
        )
        self._replace(attrs.evolve(given, cancelled=clean_line(reason)), "作废一次性告知书")

    def _replace(self, changed: Notification, name: str) -> None:
        kept = tuple(
            changed if each.id == changed.id else each
            for each in self.session.declaration.notifications
        )
        self.session.enter(SetValue("notifications", kept, name))


def _words(each: Notification) -> str:
    return f"{each.on} 第 {each.number} 号，{len(each.items)} 项，限 {each.due}"


def _given(each: Notification) -> Given:
    received = f"{each.received_on} {each.received_by} 签收" if each.received_on else "还没登记送达"
    extra = f"（再次告知：{each.again}，{each.approver}批准）" if each.again else ""
    words = _words(each) + extra
    if each.cancelled:
        return Given(each.id, each.number, words, f"作废：{each.cancelled}", void=True)
    return Given(each.id, each.number, words, received, void=False)
