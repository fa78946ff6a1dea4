# SPDX-License-Identifier: MulanPSL-2.0
"""Who goes which way: mode, chain of bodies, dates (routing.md; D-3, D-10).

Answers may be missing. A mode row that cannot be decided yet leaves every mode behind it possible;
nothing is guessed and nothing is resolved in silence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
from attrs import define, field, frozen

from app.kernel.dates import chinese_date, weekday_word
from app.model.declaration import RouteAnswers
from app.policy import records as rec
from app.policy.conditions import Condition, Possible
from app.policy.pack import PolicyPack
from app.policy.titles import Found

_BODY_TABLE = "body"
_AS_OTHERWISE, _NO_PLACE = "as_otherwise", "none"


@frozen
class RouteStep:
    """One body on the way, in the order of signatures."""

    body: str
    name: str
    duty: str


@frozen
class Route:
    """Where this person's paper goes.

    Attributes:
        mode: M1…M8, None while the answers leave more than one possible.
        rule: row of the mode table.
        chain: letters of the bodies, in the order of signatures.
        route: R1…R11, None when nothing is evaluated or the answers do not decide.
        window: dates of the level; None when the organiser sets them or the level is not known.
        review_by: last day of evaluation and its public notice.
        ambiguities: ids of what the notice leaves open on this route.
        clauses: what all this rests on.
        notes: sentences for the person.
        missing: answers that would decide what is still open.
        possible: modes still possible.
        body: which committee.
        place: where it sits: banner_county, city, autonomous_region, unit; empty when there is none.
        steps: the chain with names and duties.
        optional: bodies a person may add (A-6).
        confirmation: who confirms the result.
        series, specialty: what the texts were understood as.
    """

    mode: str | None = None
    rule: int | None = None
    chain: tuple[str, ...] = ()
    route: str | None = None
    window: rec.Window | None = None
    review_by: dt.date | None = None
    ambiguities: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    body: str = ""
    place: str = ""
    steps: tuple[RouteStep, ...] = ()
    optional: tuple[str, ...] = ()
    confirmation: str = ""
    mode_name: str = ""
    paper: bool | None = None
    separate_dates: bool = False
    series: rec.Series | None = None
    specialty: rec.Specialty | None = None

    def lines(self) -> list[str]:
        """Return the route as plain lines for a terminal."""
        lines = [
            f"方式：{self.mode_name or '还不能确定'}（{self.mode or '或'.join(self.possible)}）"
        ]
        if self.body:
            lines.append(f"评审：{self.body}")
        lines += [f"第 {n} 步　{step.name}：{step.duty}" for n, step in enumerate(self.steps, 1)]
        if self.window:
            lines.append(
                f"申报：{_day(self.window.opens)}—{_day(self.window.closes)}，截止日 {_day(self.window.cutoff)}"
            )
            lines.append(f"上报：{_day(self.window.report_up)}前")
        if self.review_by:
            lines.append(f"评审和公示：{_day(self.review_by)}前")
        lines += list(self.notes)
        if self.ambiguities:
            lines.append("通知没有写明、按默认处理的：" + "、".join(self.ambiguities))
        return [*lines, "依据：" + "、".join(self.clauses)]


def _day(day: dt.date) -> str:
    return f"{chinese_date(day)}（{weekday_word(day)}）"


@define
class RouteFacts:
    """The answers as sets of possible values, for conditions."""

    pack: PolicyPack
    answers: RouteAnswers
    found: Found
    _known: dict[str, Possible] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        answers, known = self.answers, self._known
        known["classified"] = _one(answers.classified)
        known["level"] = _one(str(answers.level) if answers.level else None)
        known["affiliation"] = _one(str(answers.affiliation) if answers.affiliation else None)
        known["kind"] = (str(answers.kind),)
        known["ground"] = (answers.kind_ground,)
        known["self_evaluating_unit"] = (answers.self_evaluating_unit,)
        known["series"] = _one(self.found.series.id if self.found.series else None)
        known["specialty"] = self._specialty()
        known["exam"], known["suspended"] = self._exam(), self._suspended()
        known["collected"] = _answers(self.pack.routes.collected[1].holds(self.lookup))
        known["other_level"] = (False,)

    def lookup(self, fact: str) -> Possible:
        """Return the values still possible, or None when nothing is known."""
        return self._known.get(fact)

    def learn(self, fact: str, possible: Possible) -> None:
        """Add a fact found on the way (mode, row, place, route)."""
        self._known[fact] = possible

    @property
    def specialty_known(self) -> bool:
        """Tell whether the specialty has been answered."""
        return bool(self.found.specialty_text.strip() or self.found.specialty)

    def _specialty(self) -> Possible:
        if self.specialty_known and self.found.series:
            return (self.found.specialty.id if self.found.specialty else "",)
        own = self.found.series.id if self.found.series else None
        named = [each.id for each in self.pack.titles.specialties if own in (None, each.series)]
        return ("", *named)

    def _exam(self) -> Possible:
        if not self.found.series or not self.answers.level:
            return None
        level = str(self.answers.level)
        return self.pack.titles.exam(
            self.found.series, self.found.specialty, self.specialty_known, level
        )

    def _suspended(self) -> Possible:
        if not self.found.series:
            return (False, True)
        return self.pack.titles.suspended(
            self.found.series, self.found.specialty, self.specialty_known
        )


def _one(value: object) -> Possible:
    return None if value is None else (value,)


def _answers(answer: bool | None) -> Possible:
    return (False, True) if answer is None else (answer,)


def route(pack: PolicyPack, answers: RouteAnswers) -> Route:
    """Return the route these answers lead to; open questions are named, never guessed.

    Raises:
        UserError: ROUTE-SERIES or ROUTE-SERIES-SEVERAL when the series as written is not known.
    """
    facts = RouteFacts(pack, answers, pack.titles.find(answers.series, answers.specialty))
    return route_of(facts)


def route_of(facts: RouteFacts) -> Route:
    """Return the route of some facts, and leave mode, row, place and route among the facts."""
    pack = facts.pack
    rows = _candidates(pack.routes.rows, facts)
    modes = tuple(dict.fromkeys(row.mode for row in rows))
    row = rows[0] if len(rows) == 1 else None
    facts.learn("mode", modes or None)
    facts.learn("row", tuple(each.number for each in rows) or None)
    place_rows = _place_rows(pack, rows, facts)
    places = _places(pack, place_rows, facts.answers.committee)
    facts.learn("place", places or None)
    mode = pack.routes.modes[modes[0]] if len(modes) == 1 else None
    evaluated = _NO_PLACE not in {each.place for each in rows}
    chain = _chain(pack, facts) if evaluated and rows else None
    facts.learn("route", (chain.id,) if chain else None)
    steps = _steps(pack, chain, facts) if chain else ()
    window, separate = _window(pack, facts)
    bodies = list(
        dict.fromkeys(each.body for each in (place_rows if row and row.number == 1 else rows))
    )
    base = Route(
        mode=mode.id if mode else None,
        rule=row.number if row else None,
        chain=tuple(step.body for step in steps),
        route=chain.id if chain else None,
        window=window,
        review_by=window.review_by if window else None,
        possible=modes,
        body=bodies[0] if len(bodies) == 1 else "",
        place=places[0] if len(places) == 1 and places[0] != _NO_PLACE else "",
        steps=steps,
        optional=chain.optional if chain else (),
        mode_name=mode.name if mode else "",
        paper=mode.paper if mode else None,
        separate_dates=separate is not None,
        series=facts.found.series,
        specialty=facts.found.specialty,
    )
    return _with_words(base, facts, row, chain, separate, evaluated=evaluated)


def _with_words(
    base: Route,
    facts: RouteFacts,
    row: rec.ModeRow | None,
    chain: rec.ChainRow | None,
    separate: rec.SeparateDates | None,
    *,
    evaluated: bool,
) -> Route:
    pack = facts.pack
    confirmation = _confirmation(pack, facts) if chain else None
    notes = [text for text in (row.note if row else "", separate.note if separate else "") if text]
    notes += _offer_notes(pack, facts.answers)
    if base.window and base.window.warn_after:
        notes.append(
            f"按 {chinese_date(base.window.report_up)} 计；过了 {chinese_date(base.window.warn_after)} 提醒。"
        )
    clauses = [
        *(row.clauses if row else ()),
        *(chain.clauses if chain else ()),
        *(pack.routes.overlay[0].clauses if pack.routes.overlay[0].body in base.chain else ()),
        *(base.window.clauses if base.window else ()),
        *(separate.clauses if separate else ()),
        *(pack.windows.review_clauses if base.window else ()),
        *(confirmation.clauses if confirmation else ()),
    ]
    doubts = [each.id for each, when in pack.ambiguities if evaluated and when.holds(facts.lookup)]
    return attrs.evolve(
        base,
        ambiguities=tuple(doubts),
        clauses=tuple(dict.fromkeys(clauses)),
        notes=tuple(notes),
        missing=_missing(facts, base),
        confirmation=confirmation.text if confirmation else "",
    )


def _candidates(
    rows: Sequence[tuple[rec.ModeRow, Condition]], facts: RouteFacts
) -> list[rec.ModeRow]:
    """Return the first row that holds, with every earlier one that may still hold before it."""
    found = []
    for row, when in rows:
        holds = when.holds(facts.lookup)
        if holds is not False:
            found.append(row)
        if holds:
            break
    return found


def _place_rows(
    pack: PolicyPack, rows: Sequence[rec.ModeRow], facts: RouteFacts
) -> list[rec.ModeRow]:
    """Return the rows that say where the committee sits: for a classified person those that would hold otherwise."""
    if not any(row.place == _AS_OTHERWISE for row in rows):
        return list(rows)
    start = next(n for n, (row, _) in enumerate(pack.routes.rows) if row.place == _AS_OTHERWISE)
    return _candidates(pack.routes.rows[start + 1 :], facts)


def _places(pack: PolicyPack, rows: Sequence[rec.ModeRow], committee: str) -> tuple[str, ...]:
    chosen = next(
        (
            each
            for each in pack.routes.committees
            if committee and committee in (each.id, each.name)
        ),
        None,
    )
    if chosen and _NO_PLACE not in {row.place for row in rows}:
        return (chosen.place,)
    return tuple(dict.fromkeys(row.place for row in rows))


def _chain(pack: PolicyPack, facts: RouteFacts) -> rec.ChainRow | None:
    for chain, when, _ in pack.routes.chains:
        holds = when.holds(facts.lookup)
        if holds is None:
            return None
        if holds:
            return chain
    return None


def _steps(pack: PolicyPack, chain: rec.ChainRow, facts: RouteFacts) -> tuple[RouteStep, ...]:
    conditions = next(steps for each, _, steps in pack.routes.chains if each is chain)
    walked = [
        step for step, when in zip(chain.steps, conditions, strict=True) if when.holds(facts.lookup)
    ]
    overlay, when = pack.routes.overlay
    if when.holds(facts.lookup):
        before = next(n for n, step in enumerate(walked) if step.body == overlay.before)
        walked.insert(before, rec.Step(overlay.body, overlay.duty))
    return tuple(
        RouteStep(step.body, pack.label(_BODY_TABLE, step.body), step.duty) for step in walked
    )


def _window(
    pack: PolicyPack, facts: RouteFacts
) -> tuple[rec.Window | None, rec.SeparateDates | None]:
    separate = next(
        (each for each, when in pack.windows.separate if when.holds(facts.lookup)), None
    )
    if facts.answers.level is None or separate:
        return None, separate
    window = pack.window(facts.answers.level)
    for paper, when in pack.windows.paper:
        if when.holds(facts.lookup):
            earlier = window.report_up if window.report_up < paper.report_up else None
            clauses = (*window.clauses, *paper.clauses)
            window = attrs.evolve(
                window, report_up=paper.report_up, warn_after=earlier, clauses=clauses
            )
    return window, None


def _confirmation(pack: PolicyPack, facts: RouteFacts) -> rec.Confirmation | None:
    for confirmation, when in pack.routes.confirmations:
        holds = when.holds(facts.lookup)
        if holds is None:
            return None
        if holds:
            return confirmation
    return None


def _offer_notes(pack: PolicyPack, answers: RouteAnswers) -> list[str]:
    kind = pack.routes.kinds.get(str(answers.kind))
    if kind is None or not kind.levels or answers.level is None:
        return []
    if str(answers.level) in kind.levels or ("senior" in kind.levels and answers.level.senior):
        return []
    return [
        f"“{kind.name}”没有{pack.label('level', str(answers.level))}，请核对申报类型（{pack.cite(kind.clauses)}）。"
    ]


def _missing(facts: RouteFacts, found: Route) -> tuple[str, ...]:
    answers = facts.answers
    open_questions = {
        "classified": answers.classified is None,
        "level": answers.level is None,
        "series": facts.found.series is None,
        "specialty": facts.found.series is not None
        and not facts.specialty_known
        and found.mode is None,
        "affiliation": (answers.affiliation is None and found.place != "")
        or (answers.affiliation is None and not found.mode),
    }
    return tuple(name for name, is_open in open_questions.items() if is_open)
