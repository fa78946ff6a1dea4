# SPDX-License-Identifier: MulanPSL-2.0
"""The year's dates (ux 1.3 D-35, N-3): from the notice, ticked against it line by line; the unit's own beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs
from attrs import frozen

from app.kernel.dates import weekday_word
from app.kernel.errors import UserError
from app.model.operations import Event
from app.model.unit_rules import Slot
from app.policy.pack import PolicyPack
from app.policy.unit_layer import FILING, check_internal_date, exact_day, fits
from app.present.session import Session
from app.present.words import short_day
from app.present.yearly.base import RulesPresenter, SheetLine, SheetState, signed_words

NOT_SET, NOT_SET_SLOT = "未定", "未填"
_OWN, _SLOT, POSTING = "own", "slot", "posting"
_TICK = "请对照通知原文，一字一字看过再打勾。"
_TIGHTER = "单位规定的日子只能比通知早（通知三（一）1、三（三）3）；晚的不收。"
_SLOT_WORDS = "附件4没有下发。接到通知后照纸填；没填以前，程序只显示“未填”。"
_POSTING_WORDS = (
    "张贴当日不计，第五个完整的工作日满（D-1 默认）。改成当日计入的，印在公示情况证明上。"
)


@frozen
class OfficialDate:
    """One date of the notice.

    Attributes:
        key: with the day in it, so that another day is not ticked.
    """

    id: str
    what: str
    days: str
    clauses: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what a tick stands for: this line on this day."""
        return f"{self.id}={self.days}"


@frozen
class DatesState(SheetState):
    """What the page draws."""

    done: int
    total: int
    can_take_back: bool


def _day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日（{weekday_word(day)}）"


def official_dates(pack: PolicyPack) -> tuple[tuple[str, tuple[OfficialDate, ...]], ...]:
    """Return the dates of the notice by level, then those for everybody, each with its clauses."""
    groups: list[tuple[str, tuple[OfficialDate, ...]]] = []
    for row in pack.windows.rows:
        own = tuple(each for each in row.clauses if each.startswith("S-3.2."))
        cut = tuple(each for each in row.clauses if each == "S-3.2-0") or row.clauses
        upward = tuple(each for each in row.clauses if each.startswith("S-3.3"))
        name = f"windows.{row.level}"
        groups.append(
            (
                pack.label("level", row.level),
                (
                    OfficialDate(f"{name}.window", "个人申报", f"{_day(row.opens)}至{_day(row.closes)}", own or row.clauses),
                    OfficialDate(f"{name}.cutoff", "学历、年限、业绩算到", _day(row.cutoff), cut),
                    OfficialDate(f"{name}.report_up", "单位审核、上报，当日有效", _day(row.report_up), upward or row.clauses),
                ),
            )
        )  # fmt: skip
    windows = pack.windows
    rest = [
        OfficialDate("ceiling", "审核和逐级报送全部完成", _day(windows.ceiling), windows.ceiling_clauses),
        OfficialDate("review_by", "评审和公示完成", _day(windows.review_by), windows.review_clauses),
        OfficialDate("notice", "公示", f"不少于 {windows.notice_days} 个工作日", windows.notice_clauses),
    ]  # fmt: skip
    rest += [
        OfficialDate(f"paper.{n}", "定向评价纸质材料到市人社局", _day(row.report_up), row.clauses)
        for n, (row, _) in enumerate(windows.paper)
    ]
    return (*groups, ("各层级", tuple(rest)))


def ticked_dates(session: Session) -> tuple[int, int]:
    """Return how many dates of the notice have been held against it, and how many there are."""
    rows = [row for _, group in official_dates(session.desk_pack) for row in group]
    ticked = session.rules.ticked
    return sum(row.key in ticked for row in rows), len(rows)


class DatesPresenter(RulesPresenter):
    """Ticks, the unit's earlier days, the 附件4 slots, how the posting day counts."""

    @property
    def state(self) -> DatesState:
        """Return the page as it stands."""
        done, total = ticked_dates(self.session)
        left = f"还有 {total - done} 行没有对照原文" if done < total else "都对照过原文了"
        return DatesState(
            tuple(self._lines()), f"通知的日子 {total} 行，{left}", done, total, self.can_take_back
        )

    def _lines(self) -> Iterator[SheetLine]:
        pack, ticked = self.session.desk_pack, self.session.rules.ticked
        for title, rows in official_dates(pack):
            yield SheetLine(f"head.{title}", (f"{title}　通知的日子",), heading=True)
            for row in rows:
                signed = ticked.get(row.key)
                yield SheetLine(
                    row.id,
                    (row.what, row.days, pack.cite(row.clauses), signed_words(signed) if signed else ""),
                    ticked=signed is not None,
                    detail=f"{_TICK}{self._quoted(row)}",
                    verb="打勾",
                )  # fmt: skip
        yield SheetLine("head.own", ("本单位的日子",), heading=True)
        yield from self._own_lines()

    def _quoted(self, row: OfficialDate) -> str:
        pack = self.session.desk_pack
        return "".join(
            f"\n{pack.clause(each).place}：“{pack.clause(each).text}”" for each in row.clauses
        )

    def _own_lines(self) -> Iterator[SheetLine]:
        session = self.session
        pack = session.desk_pack
        texts = session.shelf.unit_dates(session.unit)
        for level in FILING:
            word, text = pack.label("level", level), texts.get(level, "")
            day = exact_day(text)
            shown = _day(day) if day else (text or NOT_SET)
            wrong = day is not None and not fits(pack, level, day)
            yield SheetLine(
                f"{_OWN}.{level}",
                (f"{word}　交到单位", shown, "单位规定，只能更早", ""),
                state="不用：不在今年或晚于通知" if wrong else "",
                detail=_TIGHTER,
                verb="填写",
            )
        for level in FILING:
            slot = session.rules.slot(level)
            words = " ".join(filter(None, (short_day(slot.day), slot.time, slot.place)))
            yield SheetLine(
                f"{_SLOT}.{level}",
                (f"{pack.label('level', level)}　交纸质材料", words or NOT_SET_SLOT, "附件4", ""),
                detail=_SLOT_WORDS,
                verb="填写",
            )
        counts = "张贴当日计入" if session.counts_posting_day else "张贴当日不计"
        place = pack.cite(pack.windows.notice_clauses)
        yield SheetLine(
            POSTING, ("公示怎样数", counts, place, ""), detail=_POSTING_WORDS, verb="改"
        )

    # -- what a person does

    def _official(self, line_id: str) -> OfficialDate | None:
        rows = (row for _, group in official_dates(self.session.desk_pack) for row in group)
        return next((row for row in rows if row.id == line_id), None)

    def tick(self, line_id: str, on: bool, name: str = "") -> None:
        """Record, or take back, that a line was held against the notice.

        Raises:
            UserError: YEARLY-NAME when nobody is named and nobody is at the desk.
        """
        row = self._official(line_id)
        if row is None:
            return
        ticked = {key: each for key, each in self.session.rules.ticked.items() if key != row.key}
        if on:
            ticked[row.key] = self.sign(name or self.session.actor)
        self.change(attrs.evolve(self.session.rules, ticked=ticked), "dates/tick")

    def own_text(self, level: str) -> str:
        """Return the unit's own day of a level as kept."""
        return self.session.shelf.unit_dates(self.session.unit).get(level, "")

    def set_own_day(self, level: str, typed: str) -> None:
        """Keep the unit's own day of a filing level; an empty text takes it away.

        Raises:
            UserError: YEARLY-DAY for a text that is no exact day, YEARLY-YEAR for another year's,
                PACK-UNIT-LATER for one later than the notice's: what was kept stays.
        """
        session = self.session
        text = self._checked_day(typed, session.desk_pack)
        if text:
            check_internal_date(session.desk_pack, level, dt.date.fromisoformat(text))
        dates = dict(session.shelf.unit_dates(session.unit))
        dates.pop(level, None)
        if text:
            dates[level] = text
        unit = session.unit
        if unit is None:
            self.change(attrs.evolve(session.rules, internal_dates=dates), "dates/own")
            return
        now = session.clock.now().isoformat()
        event = Event("unit", unit.id, session.actor, now, {"part": "dates/own"})
        session.vault.save_unit(attrs.evolve(unit, internal_dates=dates), event)
        self._laid_anew()

    def _checked_day(self, typed: str, pack: PolicyPack) -> str:
        if not typed.strip():
            return ""
        day = exact_day(typed.strip()) or exact_day(f"{pack.header.year}-{typed.strip()}")
        if day is None:
            raise UserError("YEARLY-DAY", text=typed.strip(), year=pack.header.year)
        if day.year != pack.header.year:
            raise UserError("YEARLY-YEAR", day=day.isoformat(), year=pack.header.year)
        return day.isoformat()

    def slot(self, level: str) -> Slot:
        """Return the 附件4 slot of a level."""
        return self.session.rules.slot(level)

    def set_slot(self, level: str, day: str, time: str, place: str) -> None:
        """Keep a slot of 附件4; all empty takes it away.

        Raises:
            UserError: YEARLY-DAY, YEARLY-YEAR for the day.
        """
        text = self._checked_day(day, self.session.desk_pack)
        rest = tuple(each for each in self.session.rules.slots if each.level != level)
        slot = Slot(level, text, time.strip(), place.strip())
        slots = rest if slot == Slot(level) else (*rest, slot)
        self.change(attrs.evolve(self.session.rules, slots=slots), "dates/slot")

    def set_posting_day(self, counts: bool) -> None:
        """Choose whether the posting day counts (D-1); the choice prints on the 公示情况证明."""
        session = self.session
        unit = session.unit
        if unit is None:
            rules = attrs.evolve(session.rules, counts_posting_day=counts)
            self.change(rules, "dates/posting")
            return
        now = session.clock.now().isoformat()
        event = Event("unit", unit.id, session.actor, now, {"part": "dates/posting"})
        session.vault.save_unit(attrs.evolve(unit, counts_posting_day=counts), event)
        self._laid_anew()

    def _laid_anew(self) -> None:
        self.session.shelf.forget()
        self.session.forget_derived()
        self.changed()
