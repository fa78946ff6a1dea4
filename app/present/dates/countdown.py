# SPDX-License-Identifier: MulanPSL-2.0
"""How far a posted notice is, in the words of the strip (ux §2.6, D-1)."""

from __future__ import annotations

import datetime as dt

from app.kernel.dates import PartialDate
from app.policy.records import Window
from app.policy.timetable import Timetable
from app.present.deadline import Deadline, deadline, short_words
from app.present.session import Session


def posted_day(session: Session) -> dt.date | None:
    """Return the day the notice was posted; None while none is or its day is not known."""
    if not session.has_declaration:
        return None
    parsed = PartialDate.parse(session.declaration.notice.posted_on)
    return parsed.exact() if parsed else None


def notice_words(session: Session) -> str:
    """Return 公示第3天/共5个工作日，6月23日下班满 while a notice is posted (ux §2.6); empty otherwise."""
    posted = posted_day(session)
    if posted is None:
        return ""
    return countdown_words(
        Timetable(session.pack, session.date_keeper), posted, session.clock.today()
    )


def countdown_words(table: Timetable, posted: dt.date, today: dt.date) -> str:
    """Return how far a notice is on a day, in the words of the strip."""
    count, days = table.notice(posted), table.pack.windows.notice_days
    done = sum(day <= today for day in count.counted)
    complete = f"{count.complete.month}月{count.complete.day}日"
    possible = f"{count.possible_from.month}月{count.possible_from.day}日"
    if today < posted:
        return f"公示 {posted.month}月{posted.day}日张贴，{complete}下班满"
    if not done:
        begins = f"{count.counted[0].month}月{count.counted[0].day}日"
        return f"公示已张贴，{begins}起数，共{days}个工作日，{complete}下班满"
    if today >= count.possible_from:
        return f"公示满了（{complete}），可以出推荐意见"
    if done == days:
        return f"公示第{days}天/共{days}个工作日，今天下班满，{possible}起可以出推荐意见"
    return f"公示第{done}天/共{days}个工作日，{complete}下班满"


def notice_deadline(session: Session, level_word: str, window: Window) -> Deadline | None:
    """Return the strip while a notice runs: which day it is, when it is complete, when to report up."""
    posted = posted_day(session)
    if posted is None:
        return None
    today, table = session.clock.today(), Timetable(session.pack, session.date_keeper)
    count = table.notice(posted)
    if not posted <= today < count.possible_from:
        return None
    report = f"{level_word} {short_words(window.report_up)}前报人社"
    target = countdown_words(table, posted, today)
    calendar = session.pack.calendar
    return deadline(calendar, today, target, posted, count.complete, (report,), "S-6.1.1-3")
