# SPDX-License-Identifier: MulanPSL-2.0
"""What the screen 时限图 shows (ux §2.6): lanes of days for drawing, lines of days for reading, the print."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from attrs import frozen

from app.kernel.workdays import day_range
from app.model.codes import TitleLevel
from app.paper.chart import deadlines
from app.paper.core.press import Imprint, Piece
from app.policy.timetable import FILING_LEVELS, Due, DueDay, Timetable
from app.present.dates.countdown import notice_words
from app.present.deadline import day_words, left_words
from app.present.declare.route_result import clause_words
from app.present.frame import level_in_force
from app.present.presenter import Presenter
from app.present.prints.printing import Destination, Printed, register, save_file, shown_number
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    check_choice,
    ready_job,
    register_job,
)
from app.present.prints.printing_sides import plain_sides
from app.present.session import Session
from app.present.why import asking
from app.present.why.explanation import Explanation

TITLE = "时限图"
ALL = "all"
LEVEL_NAMES = {"junior": "初级", "intermediate": "中级", "senior": "高级"}


@frozen
class DayCell:
    """One day of the axis: worked, weekend or a named holiday."""

    day: dt.date
    works: bool
    holiday: str


@frozen
class Lane:
    """The days of one filing level on the axis.

    Attributes:
        posting, own: last day to post the notice; the unit's own closing day, None when not set.
        posting_words: the posting day, and the working day before it where it is not worked.
    """

    filing: str
    name: str
    opens: dt.date
    closes: dt.date
    report_up: dt.date
    posting: dt.date
    posting_words: str
    own: dt.date | None
    chosen: bool


@frozen
class DayLine:
    """One date as listed; ``key`` asks why."""

    key: str
    words: str
    what: str
    left: str
    clause: str
    past: bool
    today: bool

    @property
    def spoken(self) -> str:
        """Return the line as one sentence."""
        return "，".join(filter(None, (self.words, self.what, self.left, self.clause)))


@frozen
class BoardState:
    """Everything the screen draws.

    Attributes:
        chips: key and word of each level, and of the view of all levels.
        targeted: day of 定向评价 paper, None where the pack names none.
        review: from the day after the last report-up day to the end of evaluation.
        notice: where a posted notice stands, empty while none is posted.
    """

    chips: tuple[tuple[str, str], ...]
    chosen: str
    days: tuple[DayCell, ...]
    lanes: tuple[Lane, ...]
    targeted: dt.date | None
    review: tuple[dt.date, dt.date]
    result_posting: dt.date
    lines: tuple[DayLine, ...]
    today: dt.date
    today_words: str
    source: str
    notice: str

    @property
    def spoken(self) -> str:
        """Return the chart as sentences for a screen reader."""
        return f"{self.today_words}。" + "；".join(line.spoken for line in self.lines)


@frozen
class ChartCopy:
    """Which copy of the printed chart this is."""

    printed_on: dt.date
    print_number: str = ""
    practice: bool = False

    def imprint(self) -> Imprint:
        """Return what the foot of this copy says."""
        return Imprint(
            print_number=self.print_number,
            date=self.printed_on.isoformat(),
            practice=self.practice,
        )


class DatesPresenter(Presenter):
    """One level in hand, or all three as one picture."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ""

    @property
    def table(self) -> Timetable:
        """Return the days as this unit keeps them."""
        return Timetable(self.session.pack, self.session.date_keeper)

    @property
    def chosen(self) -> str:
        """Return the filing level in hand, or ``all``."""
        return self._chosen or level_in_force(self.session).filing

    def choose(self, key: str) -> None:
        """Take another level in hand, or show all of them."""
        if key != self.chosen:
            self._chosen = key
            self.changed()

    @property
    def state(self) -> BoardState:
        """Return the chart and the list as they stand today."""
        table, today = self.table, self.session.clock.today()
        calendar, last = self.session.pack.calendar, table.last
        begins = max(self.session.pack.window(level).report_up for level in FILING_LEVELS)
        shown = [level for level in FILING_LEVELS if self.chosen in (ALL, level.filing)]
        known = "" if calendar.known(today.year) else "本年度放假安排未录入，只扣周末"
        return BoardState(
            chips=(*((k, w) for k, w in reversed(LEVEL_NAMES.items())), (ALL, "三个层级")),
            chosen=self.chosen,
            days=tuple(
                DayCell(day, calendar.is_workday(day), calendar.holiday(day))
                for day in day_range(table.first, last)
            ),
            lanes=tuple(self._lane(table, level) for level in shown),
            targeted=table.targeted if self.chosen in (ALL, "senior") else None,
            review=(begins + dt.timedelta(days=1), table.review_by),
            result_posting=table.latest_result_posting(),
            lines=tuple(self._line(due, today) for level in shown for due in table.days(level)),
            today=today,
            today_words=f"今天 {day_words(today)}",
            source=known or f"日历：{calendar.source}",
            notice=notice_words(self.session),
        )

    def _lane(self, table: Timetable, level: TitleLevel) -> Lane:
        window, calendar = self.session.pack.window(level), self.session.pack.calendar
        posting = table.latest_posting(window.report_up)
        words = f"公示最迟 {posting:%m-%d}"
        if not calendar.is_workday(posting):
            words += f"（不上班，{calendar.workday_on_or_before(posting):%m-%d} 前张贴）"
        return Lane(
            level.filing, LEVEL_NAMES[level.filing], window.opens, window.cutoff,
            window.report_up, posting, words, table.own(level), level.filing == self.chosen,
        )  # fmt: skip

    def _line(self, due: DueDay, today: dt.date) -> DayLine:
        day = due.work_day if due.due is Due.POSTING else due.day
        past = day < today
        left = "已过" if past else left_words(self.session.pack.calendar, today, day)[1]
        what = due.words if self.chosen != ALL else f"{LEVEL_NAMES[due.filing]}·{due.words}"
        return DayLine(
            due.key, day_words(day), what, left, clause_words(self.session, due), past, day == today
        )

    # -- why

    def why(self, key: str) -> Explanation | None:
        """Explain one date of the list."""
        due = next(
            (each for level in FILING_LEVELS for each in self.table.days(level) if each.key == key),
            None,
        )
        return asking.of_day(self.session, due) if due is not None else None

    # -- on paper

    def next_number(self) -> str:
        """Return the register number the next printing gets."""
        return shown_number(self.session.vault.next_print_number())

    def piece(self, number: int) -> Piece:
        """Return the A4 chart: the very bytes that print under a register number."""
        session = self.session
        copy = ChartCopy(session.clock.today(), shown_number(number), session.vault.header.practice)
        return deadlines(session.pack, session.date_keeper, copy)

    def save_pdf(self, target: Path) -> Printed:
        """Register the chart and save it as PDF; raises UserError PRINT-SAVE."""
        start = time.perf_counter()
        number = self.session.vault.next_print_number()
        piece = self.piece(number)
        where = Destination(target.name)
        register(self.session, piece, TITLE, where, formal=True, number=number, document="")
        save_file(target, piece.pdf)
        self.changed()
        return Printed(TITLE, target, piece.pages, time.perf_counter() - start, number)

    def ready(self, choice: PrinterChoice | None) -> ReadyJob:
        """Return the job for a printer; raises UserError PRINT-NO-PRINTER, PRINT-NO-DUPLEX."""
        checked = check_choice(self.session, choice, formal=True)
        number = self.session.vault.next_print_number()
        piece = self.piece(number)
        sides = plain_sides(piece.pages)
        return ready_job(
            self.session, TITLE, piece, sides, checked, number=number, formal=True, document=""
        )

    def registered(self, ready: ReadyJob) -> int:
        """Enter what a spooler has taken on."""
        return register_job(self.session, ready)
