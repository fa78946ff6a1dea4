# SPDX-License-Identifier: MulanPSL-2.0
"""Why a day is that day: what the notice says, how it is counted, which calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.kernel.dates import chinese_date
from app.kernel.workdays import NoticeCount
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.values import day_words
from app.policy.pack import PolicyPack
from app.policy.timetable import Due, DueDay, Timetable

_COUNTED = (Due.POSTING, Due.RESULT_POSTING)
_STARTS = {
    True: "单位选了“张贴当日计入”：张贴当天是工作日的，从当天数起",
    False: "张贴当天不算，从第二天数起（民法典第二百零一条），只数工作日",
}


def explain_day(table: Timetable, due: DueDay) -> Node:
    """Return why one day of the timetable is that day."""
    pack, level = table.pack, table.pack.label("level", due.filing)
    counts = due.due in _COUNTED
    counted = _counted(table, due) if counts else _plain(due)
    used = counts or due.work_day != due.day
    source = (calendar_source(pack, due.day.year),) if used else ()
    return Node(
        Part.ANSWER,
        f"{level}·{due.words}",
        day_words(due.day),
        due.clauses,
        (*group("怎么算的", counted), *source, basis(pack, due.clauses)),
    )


def _plain(due: DueDay) -> Iterator[Node]:
    if due.due is Due.OWN:
        yield Node(Part.COUNT, "单位自己定的日子，只会比通知早，不会比通知晚")
    elif due.due is Due.ADVISED:
        yield Node(
            Part.COUNT, "通知没有这个日子；单位还没有定自己的日子，先提示一个留得出公示时间的"
        )
    elif due.due is Due.SLOT:
        yield Node(Part.COUNT, "附件4的日子，由单位照纸填")
    elif due.due is not Due.OPENS:
        yield Node(Part.COUNT, "通知写“……前”“至……”的，当天也算在内")
    if due.due is Due.CLOSES:
        yield Node(Part.COUNT, "这一天也是资格截止日：此后取得的学历、职称、业绩，不计入今年")
    if due.work_day != due.day:
        yield Node(Part.COUNT, f"当天不上班，最后一个工作日是 {day_words(due.work_day)}")


def _counted(table: Timetable, due: DueDay) -> Iterator[Node]:
    count, days = table.notice(due.day), table.pack.windows.notice_days
    yield Node(Part.COUNT, f"公示要满 {days} 个工作日。{_STARTS[table.counts_posting_day]}")
    yield Node(Part.COUNT, f"{day_words(due.day)}张贴，计入的是：{_listed(count)}")
    if due.due is Due.POSTING:
        report_up = table.pack.windows
        last = next(row.report_up for row in report_up.rows if row.level == due.filing)
        yield Node(
            Part.COUNT,
            f"{chinese_date(count.complete)}下班满，{chinese_date(count.possible_from)}起可以出推荐意见；"
            f"再晚一天张贴，就赶不上 {chinese_date(last)}前报上去",
        )
    else:
        yield Node(
            Part.COUNT,
            f"{chinese_date(count.complete)}下班满，正好在 {chinese_date(table.review_by)}前完成；"
            "评审后的公示不再往上报，满了就行",
        )
    yield from _days_off(table, due.day, count)
    if due.work_day != due.day:
        yield Node(
            Part.COUNT, f"{day_words(due.day)}不上班，要张贴就在 {day_words(due.work_day)}前"
        )


def _listed(count: NoticeCount) -> str:
    return "、".join(f"{n}）{day_words(day)}" for n, day in enumerate(count.counted, 1))


def _days_off(table: Timetable, posted: dt.date, count: NoticeCount) -> Iterator[Node]:
    """Yield the holidays and made-up working days that lie inside the counting."""
    calendar, day, off, worked = table.pack.calendar, posted, [], []
    while day <= count.complete:
        if calendar.holiday(day):
            off.append(f"{chinese_date(day)}（{calendar.holiday(day)}）")
        if day in calendar.worked:
            worked.append(chinese_date(day))
        day += dt.timedelta(days=1)
    if off:
        yield Node(Part.COUNT, f"放假不算：{'、'.join(off)}")
    if worked:
        yield Node(Part.COUNT, f"调休上班，照样算：{'、'.join(worked)}")


def calendar_source(pack: PolicyPack, year: int) -> Node:
    """Return which calendar the counting used."""
    if pack.calendar.known(year):
        return Node(Part.PARAMETER, "放假安排", pack.calendar.source)
    words = f"没有 {year} 年的放假安排，只按周六、周日休息推算"
    return Node(Part.UNCHECKED, "放假安排待核", words)


def explain_notice(
    table: Timetable, posted: dt.date, today: dt.date, path: str = "notice.posted_on"
) -> Node:
    """Return why a posted notice stands on its third day, and when it is complete (D-1).

    Args:
        path: where the posting day is typed; empty where no one declaration is in hand.
    """
    count, days = table.notice(posted), table.pack.windows.notice_days
    done = sum(day <= today for day in count.counted)
    state = f"第 {done} 天，共 {days} 个工作日" if done < days else f"{days} 个工作日满了"
    lines = [
        Node(Part.COUNT, f"要满 {days} 个工作日。{_STARTS[table.counts_posting_day]}"),
        Node(Part.COUNT, f"计入的是：{_listed(count)}"),
        *_days_off(table, posted, count),
        Node(
            Part.COUNT,
            f"{day_words(count.complete)}下班满，{day_words(count.possible_from)}起可以出推荐意见",
        ),
    ]
    clauses = table.pack.windows.notice_clauses
    read = Node(Part.READ, "公示开始日期", day_words(posted), path=path)
    return Node(
        Part.ANSWER,
        "公示到第几天了",
        state,
        clauses,
        (
            *group("读到的", (read,)),
            *group("怎么算的", lines),
            calendar_source(table.pack, posted.year),
            basis(table.pack, clauses),
        ),
    )
