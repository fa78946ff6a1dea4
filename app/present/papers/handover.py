# SPDX-License-Identifier: MulanPSL-2.0
"""交接登记 (ux S18): who has the paper now. The program hands nothing in; people do, and sign for it."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.declaration import Declaration
from app.model.marking import in_force
from app.model.materials import HandOver, LevelReview
from app.model.operations import SetValues
from app.model.transport import check_way
from app.present.declare.route_result import dates_of
from app.present.presenter import Presenter
from app.present.prints.stale import to_print_again
from app.present.returned.rounds import open_round, standing_handovers
from app.present.session import Session
from app.present.words import LEVEL_WORDS, short_day

MOST = 100_000
SHORTEST_REASON = 4
_LATE_FIRST, _LATE_RETURN = "S-3.2-4", "S-4.3.2-2"
_NEXT = {
    "单位最迟张贴公示": "单位把您的情况张贴公示，满 5 个工作日",
    "单位报人社部门": "单位把材料往上报，送到人社部门",
    "评审和公示完成": "评审，评审结果公示",
}


@frozen
class HandOverLine:
    """One entry as listed."""

    id: str
    at: str
    giver: str
    receiver: str
    counted: str
    note: str
    void: bool


@frozen
class Late:
    """A hand-over past its day (M29): what the day is, in words, and the rule. Nothing is blocked by it."""

    what: str
    closes: str
    on: str
    rule: str


@frozen
class NextDay:
    """One thing that comes after the hand-over: 7月20日, who does what."""

    day: str
    what: str


@frozen
class HandOverState:
    """Everything the screen draws.

    Attributes:
        expected: what the program counts, in words.
        closing: where the paper is now; empty before the first entry.
        now: the time offered, as typed by hand.
        again: this hand-over answers a sending back; what it answers, in words.
        following: what happens next, with days; empty before the first entry.
        keep: what to keep at home, one thing a line.
        reprint: papers whose formal copy was made with an older layout, in words; empty for none.
    """

    lines: tuple[HandOverLine, ...]
    expected: str
    volumes: int
    pages: int
    giver: str
    now: str
    bound: bool
    closing: str
    again: str = ""
    following: tuple[NextDay, ...] = ()
    keep: tuple[str, ...] = ()
    reprint: str = ""


class HandOverPresenter(Presenter):
    """Enters what both sides signed; a wrong entry is declared void and stays on record."""

    @property
    def state(self) -> HandOverState:
        """Return what the screen draws."""
        declaration, plan = self.session.declaration, self.session.plan
        standing = standing_handovers(self.session)
        review = open_round(self.session)
        closing = ""
        if standing and review is None:
            last = standing[-1]
            closing = (
                f"您的材料在{last.office}{last.receiver}手里（{short_day(last.at[:10])} {last.at[11:16]} 签收），签收单在您手里。"
                "程序里没有“提交”按钮，也不替您送。"
            )
        return HandOverState(
            lines=tuple(_line(each) for each in reversed(declaration.handovers)),
            expected=f"程序算的是 {len(plan.volumes)} 册 {plan.numbered} 页",
            volumes=len(plan.volumes),
            pages=plan.numbered,
            giver=declaration.basics.name or self.session.actor,
            now=_words(self.session.clock.now().isoformat()),
            bound=bool(declaration.bound_on),
            closing=closing,
            again=_again_words(review) if review is not None else "",
            following=following_days(self.session) if closing else (),
            keep=_kept_at_home(self.session) if closing else (),
            reprint=_reprint_words(self.session),
        )

    def late(self, at: str) -> Late | None:
        """Return how a hand-over at a moment is past its day, None when it is in time or unreadable."""
        moment = parse_moment(at)
        return late_on(self.session, moment.date()) if moment is not None else None

    def enter(
        self,
        *,
        at: str,
        giver: str,
        receiver: str,
        office: str,
        volumes: str,
        pages: str,
        note: str,
        way: str = "",
        late_by: str = "",
        late_reason: str = "",
        anyway: bool = False,
    ) -> None:
        """Enter one hand-over.

        Args:
            way: how the papers travelled.
            late_by, late_reason: who agreed to take late papers, and why.
            anyway: although the day is past and nobody's name stands there.

        Raises:
            UserError: TRANSPORT for a way carriers of secrets may not travel; HANDOVER-NAMES, HANDOVER-TIME, HANDOVER-COUNT, HANDOVER-DIFFERS when the count
                differs from the program's and nobody said why; M29-HAND when the day is past and neither
                a name with a reason nor ``anyway`` is given. Nothing is entered then.
        """
        names = clean_line(giver), clean_line(receiver)
        if not all(names):
            raise UserError("HANDOVER-NAMES")
        moment = parse_moment(at)
        if moment is None or moment > self.session.clock.now():
            raise UserError("HANDOVER-TIME", typed=at)
        review = open_round(self.session)
        counted = HandOver(
            at=moment.isoformat(timespec="minutes"),
            giver=names[0],
            receiver=names[1],
            office=clean_line(office),
            volumes=_count(volumes),
            pages=_count(pages),
            note=clean_line(note),
            answers=review.key if review is not None else "",
            late_by=clean_line(late_by),
            late_reason=clean_line(late_reason),
            way=self._way(way),
        )
        state = self.state
        if (counted.volumes, counted.pages) != (state.volumes, state.pages) and not counted.note:
            raise UserError(
                "HANDOVER-DIFFERS", expected=state.expected, volumes=volumes, pages=pages
            )
        late = late_on(self.session, moment.date())
        if late is None:
            counted = attrs.evolve(counted, late_by="", late_reason="")
        elif not anyway and not (counted.late_by and counted.late_reason):
            raise UserError("M29-HAND", **attrs.asdict(late))
        handovers = (*self.session.declaration.handovers, counted)
        self._keep(handovers, "登记再次交接" if review is not None else "登记交接")

    def _way(self, typed: str) -> str:
        way = clean_line(typed)
        if carries_secrets(self.session.declaration):
            check_way(way)
        return way

    def declare_void(self, handover_id: str, reason: str) -> None:
        """Declare an entry void with its reason; raises UserError HANDOVER-REASON."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("HANDOVER-REASON", shortest=SHORTEST_REASON)
        changed = tuple(
            attrs.evolve(each, cancelled=clean_line(reason)) if each.id == handover_id else each
            for each in self.session.declaration.handovers
        )
        self._keep(changed, "作废交接登记")

    def _keep(self, handovers: tuple[HandOver, ...], name: str) -> None:
        first = [each.at[:10] for each in handovers if not each.cancelled]
        # The day the window asks for is that of the first hand-over; a second one answers a sending back.
        values = (("handovers", handovers), ("submitted_on", first[0] if first else ""))
        self.session.enter(SetValues(values, name))


def carries_secrets(declaration: Declaration) -> bool:
    """Tell whether the rules for carriers hold: of a classified person, undecided, or anything is marked."""
    marked = any(entry.record for entry in in_force(declaration.markings))
    return declaration.route.classified is not False or marked


def _reprint_words(session: Session) -> str:
    titles = to_print_again(session)
    if not titles:
        return ""
    return f"{'、'.join(titles)}打印以后，版式换了新的一版，要重打再交。"


def parse_moment(typed: str) -> dt.datetime | None:
    """Return a moment typed as 2026-07-02 15:10, None when it is none."""
    try:
        return dt.datetime.strptime(" ".join(typed.split()), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local wall clock, as everywhere
    except ValueError:
        return None


def _count(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or int(typed) > MOST:
        raise UserError("HANDOVER-COUNT", typed=typed)
    return int(typed)


def _words(at: str) -> str:
    return at.replace("T", " ")[:16]


def late_on(session: Session, day: dt.date) -> Late | None:
    """Return how a hand-over on a day is past its day, None when it is in time.

    A first one has to come by the closing day of its level (S-3.2); one that answers a sending back by
    the day written on the slip.
    """
    review = open_round(session)
    on = _shown_day(day)
    if review is not None:
        due = _iso_day(review.due)
        if due is None or day <= due:
            return None
        rule = f"依据：{session.pack.clause(_LATE_RETURN).reference}，因此没有按时完成的不能补报。"
        return Late("补齐期限", _shown_day(due), on, rule)
    window, level = session.route.window, session.declaration.route.level
    if standing_handovers(session) or window is None or level is None or day <= window.closes:
        return None
    word = session.pack.label("level", level.filing)
    rule = f"依据：{session.pack.clause(_LATE_FIRST).reference}，逾期视为放弃。"
    return Late(f"{word}个人申报截止日", _shown_day(window.closes), on, rule)


def _shown_day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _iso_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _again_words(review: LevelReview) -> str:
    due = f"，{short_day(review.due)}前交" if review.due else ""
    return f"这是补正以后再交一次：{LEVEL_WORDS[review.level]} {short_day(review.on)}退回{due}。"


def following_days(session: Session) -> tuple[NextDay, ...]:
    """Return what happens after the hand-over, in the order of the days (S-3.3, S-6.1, D-2)."""
    dates = dates_of(session, session.declaration.route, session.route)
    return (
        NextDay("先是", "审核人对着原件看材料。要您带原件去的，会说哪一天"),
        *(NextDay(f"{line.words}前", _NEXT[line.what]) for line in dates if line.what in _NEXT),
    )


def _kept_at_home(session: Session) -> tuple[str, ...]:
    kept = ["移交清单（签收单）一份，双方签字的那张", "所有原件：证书、聘书、考核表、获奖证书"]
    exchanges = [each for each in session.declaration.exchanges if not each.cancelled]
    if exchanges:
        kept.append("换页清单一份")
    if any(sheet.fate == "kept" for each in exchanges for sheet in each.sheets):
        kept.append("撤下来的旧页：按保密规定存放，评审结束后销毁并登记")
    kept.append("本库的备份（F12），退回补正时要用")
    return tuple(kept)


def _line(each: HandOver) -> HandOverLine:
    said = [each.note, each.way]
    if each.late_by:
        said.append(f"逾期收下：{each.late_by}同意，{each.late_reason}")
    note = f"作废：{each.cancelled}" if each.cancelled else "；".join(filter(None, said))
    receiver = "　".join(filter(None, (each.office, each.receiver)))
    counted = f"{each.volumes} 册 {each.pages} 页"
    return HandOverLine(
        each.id, _words(each.at), each.giver, receiver, counted, note, bool(each.cancelled)
    )
