# SPDX-License-Identifier: MulanPSL-2.0
"""会议与计票 (ux S33, D-6): who came, who stepped aside, paper ballots entered twice, blind.

The program never collects votes. Both counters enter the same paper; neither sees the other's figures
before both are in, and where they differ neither is shown as the right one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from app.committee import votes
from app.kernel.errors import UserError
from app.kernel.text import clean_line, clean_name
from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.meeting import Ballots, CandidateCount, Denominator, Expert, Meeting
from app.model.operations import Event, review_of
from app.present.presenter import Presenter
from app.present.session import Session

FIGURES = {
    "issued": "发出",
    "returned": "收回",
    "agree": "同意",
    "against": "不同意",
    "abstained": "弃权",
    "spoiled": "废票",
}
RULE_WORDS = {
    Denominator.PRESENT: "按实到人数，回避的也算",
    Denominator.WITHOUT_RECUSED: "按实到人数，减去对这一名回避的",
}
MOST_EXPERTS, MOST_BALLOTS = 200, 999
SHORTEST_REASON = 4


class Counter(StrEnum):
    """Who enters: 计票人 or 监票人."""

    TELLER = "first"
    SCRUTINEER = "second"


@frozen
class Candidate:
    """One candidate in the list; word is what stands: 未录, 录了一份, 两人不一致, 一致未锁定, 已锁定."""

    id: str
    name: str
    title: str
    word: str


@frozen
class Entry:
    """One counter's column.

    Attributes:
        done: figures are in.
        values: what may be shown, by figure; None while the other counter has not entered.
        wrong: figures in which the two differ.
    """

    name: str
    done: bool
    values: dict[str, int] | None
    wrong: tuple[str, ...] = ()


@frozen
class MeetingState:
    """Everything the screen draws.

    Attributes:
        meeting: as kept.
        quorum: words on who must come and who came.
        threshold: words on the two thirds of the candidate in hand, with their working.
        result: words once both counts agree; both ways where they differ.
    """

    meeting: Meeting
    quorum: str
    quorate: bool
    candidates: tuple[Candidate, ...]
    place: int
    entries: tuple[Entry, Entry]
    threshold: str
    result: str
    locked: bool
    can_lock: bool
    recused: tuple[str, ...]
    corrections: tuple[str, ...]


class MeetingPresenter(Presenter):
    """Keeps one meeting; each step is in the vault when it returns."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        kept = session.vault.meetings()
        self._meeting = kept[0] if kept else Meeting(practice=session.vault.header.practice)
        self._place = 0

    @property
    def state(self) -> MeetingState:
        """Return what the screen draws."""
        meeting, people = self._meeting, self._candidates()
        place = min(self._place, max(0, len(people) - 1))
        count = meeting.count_of(people[place].id) if people else CandidateCount("")
        agreed = count.first is not None and count.first == count.second
        return MeetingState(
            meeting=meeting,
            quorum=_quorum_words(meeting),
            quorate=votes.quorate(meeting) and bool(meeting.experts),
            candidates=people,
            place=place,
            entries=_entries(meeting, count),
            threshold=_threshold_words(meeting, count) if people else "",
            result=_result_words(meeting, count),
            locked=bool(count.locked_on),
            can_lock=agreed and not count.locked_on,
            recused=count.recused,
            corrections=count.corrections,
        )

    def _candidates(self) -> tuple[Candidate, ...]:
        vault, found = self.session.vault, []
        for each in sorted(vault.declarations(), key=lambda entry: (entry.series, entry.name)):
            held = vault.load(each.id)
            if review_of(held, ReviewLevel.COMMITTEE).outcome == ReviewOutcome.PASSED:
                title = "　".join(filter(None, (held.route.specialty, held.route.title)))
                word = _count_word(self._meeting.count_of(each.id))
                found.append(Candidate(each.id, held.basics.name, title, word))
        return tuple(found)

    # -- before the meeting

    def write(self, **values: str) -> None:
        """Keep a text of the meeting's head (title, on, place, teller, scrutineer, chair)."""
        texts: dict[str, Any] = {name: clean_line(value) for name, value in values.items()}
        self._keep(attrs.evolve(self._meeting, **texts), "填写会议")

    def choose_rule(self, rule: Denominator) -> None:
        """Fix how two thirds are counted; raises UserError MEETING-RULE once the meeting is open."""
        if self._meeting.opened_on:
            raise UserError("MEETING-RULE")
        self._keep(attrs.evolve(self._meeting, rule=rule), "确定计票规则")

    def add_experts(self, text: str) -> int:
        """Add members, one a line: 姓名 单位 外单位; returns how many.

        Raises:
            UserError: MEETING-OPEN once counting began, MEETING-EXPERTS for none or too many.
        """
        self._not_open()
        lines = [line.replace("\t", " ").split() for line in text.splitlines() if line.strip()]
        new = [
            Expert(clean_name(parts[0]), parts[1] if len(parts) > 1 else "", "外单位" in parts[2:])
            for parts in lines
        ]
        experts = (*self._meeting.experts, *new)
        if not new or len(experts) > MOST_EXPERTS:
            raise UserError("MEETING-EXPERTS", most=MOST_EXPERTS)
        self._keep(attrs.evolve(self._meeting, experts=experts), "录入评委")
        return len(new)

    def remove_expert(self, expert_id: str) -> None:
        """Take a member off the list; raises UserError MEETING-OPEN once counting began."""
        self._not_open()
        rest = tuple(each for each in self._meeting.experts if each.id != expert_id)
        self._keep(attrs.evolve(self._meeting, experts=rest), "移出评委")

    def sign_in(self, expert_id: str, came: bool) -> None:
        """Tick who signed in on paper; raises UserError MEETING-OPEN once counting began."""
        self._not_open()
        experts = tuple(
            attrs.evolve(each, came=came) if each.id == expert_id else each
            for each in self._meeting.experts
        )
        self._keep(attrs.evolve(self._meeting, experts=experts), "签到")

    def open(self) -> None:
        """Begin counting: members and rule stand from here on.

        Raises:
            UserError: MEETING-NAMES without day, 计票人 and 监票人, or when both are one person;
                M40 when fewer than two thirds came.
        """
        meeting = self._meeting
        names = (meeting.teller, meeting.scrutineer)
        if not meeting.on or not all(names) or len(set(names)) != len(names):
            raise UserError("MEETING-NAMES")
        if not self.state.quorate:
            size = len(meeting.experts)
            came, needed = votes.present(meeting), votes.two_thirds(size)
            raise UserError("M40", committee=size, needed=needed, present=came)
        now = self.session.clock.now().isoformat(timespec="minutes")
        self._keep(attrs.evolve(meeting, opened_on=now), "开始计票")

    def _not_open(self) -> None:
        if self._meeting.opened_on:
            raise UserError("MEETING-OPEN")

    # -- counting

    def go(self, step: int) -> None:
        """Go to another candidate."""
        last = max(0, len(self._candidates()) - 1)
        self._place = min(max(0, self._place + step), last)
        self.changed()

    def take(self, candidate_id: str) -> None:
        """Take a candidate of the list in hand."""
        ids = [each.id for each in self._candidates()]
        self._place = ids.index(candidate_id) if candidate_id in ids else 0
        self.changed()

    def recuse(self, expert_id: str, aside: bool) -> None:
        """Note who steps aside for the candidate in hand; raises UserError MEETING-COUNTED after counting."""
        count = self._count()
        if count.first or count.second:
            raise UserError("MEETING-COUNTED")
        rest = tuple(each for each in count.recused if each != expert_id)
        recused = (*rest, expert_id) if aside else rest
        self._put(attrs.evolve(count, recused=recused), "登记回避")

    def enter(self, counter: Counter, typed: dict[str, str]) -> None:
        """Keep one counter's figures for the candidate in hand.

        Raises:
            UserError: MEETING-CLOSED before counting began, MEETING-LOCKED, MEETING-FIGURE for what is no
                number of ballots, M39 when the figures do not add up.
        """
        count = self._countable()
        ballots = Ballots(**{name: _number(typed.get(name, ""), FIGURES[name]) for name in FIGURES})
        self._adds_up(ballots, count)
        who = "计票人" if counter == Counter.TELLER else "监票人"
        entered: dict[str, Any] = {str(counter): ballots}
        self._put(attrs.evolve(count, **entered), f"{who}录入")

    def _adds_up(self, ballots: Ballots, count: CandidateCount) -> None:
        short = votes.shortfall(ballots)
        may = votes.voters(self._meeting, count)
        if short:
            total = ballots.returned - short
            word = f"合计 {total}，{'少' if short > 0 else '多'} {abs(short)} 张"
        elif ballots.returned > ballots.issued:
            word = f"只发出 {ballots.issued} 张，多 {ballots.returned - ballots.issued} 张"
        elif ballots.issued > may:
            word = f"发出 {ballots.issued} 张，能投票的只有 {may} 人"
        else:
            return
        figures = attrs.asdict(ballots)
        raise UserError("M39", word=word, **figures)

    def again(self) -> None:
        """Take both counts back, to be counted and entered anew; raises UserError MEETING-LOCKED."""
        self._put(attrs.evolve(self._countable(), first=None, second=None), "两人重新录入")

    def lock(self) -> None:
        """Lock two counts that agree; raises UserError MEETING-DIFFER while they do not."""
        count = self._countable()
        if count.first is None or count.first != count.second:
            raise UserError("MEETING-DIFFER")
        now = self.session.clock.now().isoformat(timespec="minutes")
        self._put(attrs.evolve(count, locked_on=now), "锁定计票")

    def correct(self, reason: str) -> None:
        """Open a locked count again by 更正登记; the old figures stay in its line.

        Raises:
            UserError: MEETING-REASON without a reason.
        """
        count = self._count()
        if not count.locked_on or count.first is None or len(reason.strip()) < SHORTEST_REASON:
            raise UserError("MEETING-REASON", shortest=SHORTEST_REASON)
        old = "、".join(f"{word} {getattr(count.first, name)}" for name, word in FIGURES.items())
        today = self.session.clock.today().isoformat()
        line = f"{today} {self.session.actor}：{clean_line(reason)}（原为 {old}）"
        done = attrs.evolve(
            count,
            first=None,
            second=None,
            locked_on="",
            corrections=(*count.corrections, line),
        )
        self._put(done, "更正登记")

    def _countable(self) -> CandidateCount:
        if not self._meeting.opened_on:
            raise UserError("MEETING-CLOSED")
        count = self._count()
        if count.locked_on:
            raise UserError("MEETING-LOCKED")
        return count

    def _count(self) -> CandidateCount:
        people = self._candidates()
        if not people:
            raise UserError("MEETING-NOBODY")
        return self._meeting.count_of(people[min(self._place, len(people) - 1)].id)

    def _put(self, count: CandidateCount, name: str) -> None:
        rest = tuple(c for c in self._meeting.counts if c.declaration != count.declaration)
        self._keep(attrs.evolve(self._meeting, counts=(*rest, count)), name)

    def _keep(self, meeting: Meeting, name: str) -> None:
        session = self.session
        event = Event("meeting", meeting.id, session.actor, session.clock.now().isoformat())
        session.vault.save_meeting(meeting, event, name)
        self._meeting = meeting
        self.changed()


def _number(typed: str, word: str) -> int:
    text = typed.strip()
    if not text.isascii() or not text.isdigit() or int(text) > MOST_BALLOTS:
        raise UserError("MEETING-FIGURE", name=word, typed=typed)
    return int(text)


def _entries(meeting: Meeting, count: CandidateCount) -> tuple[Entry, Entry]:
    both = count.first is not None and count.second is not None
    wrong: tuple[str, ...] = ()
    if count.first is not None and count.second is not None:
        wrong = votes.differing(count.first, count.second)

    def entry(name: str, ballots: Ballots | None) -> Entry:
        shown = attrs.asdict(ballots) if ballots is not None and both else None
        return Entry(name, ballots is not None, shown, wrong)

    return entry(meeting.teller, count.first), entry(meeting.scrutineer, count.second)


def _count_word(count: CandidateCount) -> str:
    if count.locked_on:
        return "已锁定"
    if count.first is None and count.second is None:
        return "未录"
    if count.first is None or count.second is None:
        return "录了一份"
    return "一致，未锁定" if count.first == count.second else "两人不一致"


def _quorum_words(meeting: Meeting) -> str:
    size, came = len(meeting.experts), votes.present(meeting)
    return f"应到 {size} 人，需要 {votes.two_thirds(size)} 人，已到 {came} 人"


def _threshold_words(meeting: Meeting, count: CandidateCount) -> str:
    below = votes.denominator(meeting, count, meeting.rule)
    needed = votes.two_thirds(below)
    aside = len(votes.recused_present(meeting, count))
    less = f"，{aside} 人回避" if aside else ""
    quotient = f"{2 * below / 3:.2f}".rstrip("0").rstrip(".")
    working = f"{below} × 2/3 = {quotient}，需同意 {needed} 票"
    return f"实到 {votes.present(meeting)} 人{less}；{working}（{RULE_WORDS[meeting.rule]}）"


def _result_words(meeting: Meeting, count: CandidateCount) -> str:
    said = votes.judge(meeting, count, meeting.rule)
    if said is None:
        return ""
    other = next(rule for rule in Denominator if rule != meeting.rule)
    second = votes.judge(meeting, count, other)
    verdict = "达到" if said.passed else "没有达到"
    words = f"同意 {said.agree} 票，需要 {said.needed} 票，{verdict}三分之二。"
    if second is not None and second.passed != said.passed:
        differs = "达到" if second.passed else "没有达到"
        words += f"换一种算法（{RULE_WORDS[other]}）需要 {second.needed} 票，{differs}；以会前确定的规则为准。"
    return words
