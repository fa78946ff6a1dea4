# SPDX-License-Identifier: MulanPSL-2.0
"""路线问答 (ux S04): six questions, one a page, then what follows from them before anything changes."""

from __future__ import annotations

import json
from typing import Any

import attrs
import cattrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.declaration import Declaration, RouteAnswers
from app.model.operations import Edit
from app.present.declare.route_answers import answered, typed
from app.present.declare.route_questions import QUESTIONS, Question, question
from app.present.declare.route_result import RouteResult, result_of
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.why.asking import of_route
from app.present.why.explanation import Explanation

RESULT_STEP = len(QUESTIONS)
STEP_NAME = "回答路线问题"


@frozen
class Stop:
    """One stop of the rail beside the questions."""

    name: str
    title: str
    answer: str
    done: bool
    here: bool


@frozen
class RouteState:
    """Everything the page draws.

    Attributes:
        question: the page in hand, None on the result page.
        result: what follows, None before the result page.
        changed: the answers differ from those in force.
    """

    step: int
    stops: tuple[Stop, ...]
    question: Question | None
    result: RouteResult | None
    can_back: bool
    started: bool
    changed: bool

    @property
    def progress(self) -> str:
        """Return what the header says."""
        if self.question is not None:
            return f"第 {self.step + 1} 问，共 {RESULT_STEP} 问"
        return "看一遍，再生成清单"


@frozen
class HeldAnswers:
    """An interview under way, as its draft keeps it."""

    answers: RouteAnswers
    step: int


class RoutePresenter(Presenter):
    """The interview. Answers wait in a draft until the person agrees with what follows."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._answers, self._step = self._restored()

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths or "route" in {path.split(".", maxsplit=1)[0] for path in paths}:
            # Another declaration, or the route in force changed (undo): what was shown is out of date.
            step = self._step
            self._answers, first = self._restored()
            self._step = first if "*" in paths else step
        super()._session_changed(paths)

    # -- where the answers lie until they count

    def _in_force(self) -> RouteAnswers:
        return self.session.declaration.route if self.session.has_declaration else RouteAnswers()

    def _draft_key(self) -> str:
        owner = self.session.declaration.id if self.session.has_declaration else "new"
        return f"route:{owner}"

    def _restored(self) -> tuple[RouteAnswers, int]:
        text = self.session.vault.draft(self._draft_key())
        answers = self._in_force()
        if text:
            try:
                held = _CONVERTER.structure(json.loads(text), HeldAnswers)
            except (ValueError, TypeError, cattrs.BaseValidationError):
                return answers, self._first_open(answers)
            return held.answers, min(max(held.step, 0), RESULT_STEP)
        return answers, self._first_open(answers)

    def _hold(self, answers: RouteAnswers, step: int) -> None:
        self._answers, self._step = answers, step
        if answers == self._in_force() and (step == 0 or self.session.has_declaration):
            self.session.vault.drop_draft(self._draft_key())
        else:
            held: Any = _CONVERTER.unstructure(HeldAnswers(answers, step))
            self.session.vault.put_draft(self._draft_key(), json.dumps(held, ensure_ascii=False))
        self.changed()

    def _first_open(self, answers: RouteAnswers) -> int:
        if not self.session.has_declaration:
            return 0
        made = (question(self.session.pack, answers, name) for name in QUESTIONS)
        return next((place for place, each in enumerate(made) if not each.answered), RESULT_STEP)

    # -- what stands there

    @property
    def answers(self) -> RouteAnswers:
        """Return the answers as given so far."""
        return self._answers

    def why(self, step: int = 0) -> Explanation:
        """Explain the way by the answers given so far, or one body on it (counted from 1)."""
        held = self.session.declaration if self.session.has_declaration else Declaration()
        return of_route(self.session, step, attrs.evolve(held, route=self._answers))

    @property
    def state(self) -> RouteState:
        """Return the page as it stands; of a first interview nothing is kept to compare it with."""
        if not self.session.has_declaration:
            return self._made()
        return self.session.derived.once(("route", self._answers, self._step), self._made)

    def _made(self) -> RouteState:
        pack = self.session.pack
        made = [question(pack, self._answers, name) for name in QUESTIONS]
        stops = tuple(
            Stop(
                each.name,
                _STOPS[each.name],
                each.answer_words,
                (each.answered or each.undecided)
                and (place < self._step or self.session.has_declaration),
                place == self._step,
            )
            for place, each in enumerate(made)
        )
        at_end = self._step == RESULT_STEP
        return RouteState(
            step=self._step,
            stops=stops,
            question=None if at_end else made[self._step],
            result=result_of(self.session, self._answers) if at_end else None,
            can_back=self._step > 0,
            started=self.session.has_declaration,
            changed=self._answers != self._in_force(),
        )

    # -- what a person does

    def choose(self, value: str) -> None:
        """Answer the question in hand; it stays in hand until next is asked for."""
        if self._step < RESULT_STEP:
            self._hold(answered(self._answers, QUESTIONS[self._step], value), self._step)

    def type(self, name: str, text: str) -> None:
        """Fill one of the lines below the answers."""
        self._hold(typed(self.session.pack, self._answers, name, text), self._step)

    def next(self) -> None:
        """Go on; a question passed without an answer counts as 还不确定."""
        if self._step >= RESULT_STEP:
            return
        name, answers = QUESTIONS[self._step], self._answers
        made = question(self.session.pack, answers, name)
        if not (made.answered or made.undecided):
            answers = attrs.evolve(answers, undecided=(*answers.undecided, name))
        self._hold(answers, self._step + 1)

    def back(self) -> None:
        """Go one page back; the answers stay."""
        self._hold(self._answers, max(0, self._step - 1))

    def go(self, name: str) -> None:
        """Go to one question, from the rail or from a task."""
        self._hold(self._answers, QUESTIONS.index(name) if name in QUESTIONS else RESULT_STEP)

    def discard(self) -> None:
        """Drop the answers given since the list was last made."""
        self._hold(self._in_force(), self._step)

    def finish(self) -> None:
        """Make the list from the answers: a new declaration, or the one in hand changed in one step.

        Raises:
            UserError: ROUTE-BOUND when the volume is bound already; ROUTE-SERIES when the series is
                not known. Nothing has changed then.
        """
        answers = self._answers
        if not self.session.has_declaration:
            key = self._draft_key()
            pack, practice = self.session.pack, self.session.vault.header.practice
            fresh = Declaration(
                route=answers, pack=pack.id, year=pack.header.year, practice=practice
            )
            self.session.start(fresh)
            self.session.vault.drop_draft(key)
            return
        if self.session.declaration.bound_on:
            raise UserError("ROUTE-BOUND", on=self.session.declaration.bound_on)
        if answers != self._in_force():
            self.session.apply(
                Edit(lambda held: attrs.evolve(held, route=answers), ("route",), STEP_NAME, "route")
            )
        self.session.vault.drop_draft(self._draft_key())
        self.changed()


_STOPS = {
    "classified": "涉密路线",
    "level": "申报层级",
    "series": "系列和专业",
    "affiliation": "单位隶属",
    "kind": "申报类型",
    "committee": "评委会",
}
_CONVERTER = cattrs.Converter(forbid_extra_keys=True)
