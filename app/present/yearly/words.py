# SPDX-License-Identifier: MulanPSL-2.0
"""常用语: the pack's standard sentences with their clauses, and the unit's own."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.unit_rules import OwnPhrase
from app.present.yearly.base import RulesPresenter, SheetLine, SheetState

USES = {
    "method": "产生方式",
    "conditions": "资格条件",
    "commitment": "单位承诺",
    "unit_opinion": "单位意见",
    "department_opinion": "主管部门意见",
    "hr_opinion": "人社部门意见",
    "office_opinion": "办事机构意见",
    "correction": "补正原因",
    "not_applicable": "不适用的理由",
}
LONGEST = 300


@frozen
class WordsState(SheetState):
    """What the page draws."""

    own: int
    can_take_back: bool


class WordsPresenter(RulesPresenter):
    """Sentences by what they are for; the pack's cannot be changed, the unit's can."""

    @property
    def state(self) -> WordsState:
        """Return the page as it stands."""
        own = len(self.session.rules.phrases)
        words = f"本单位自己的 {own} 句" if own else "还没有本单位自己的句子"
        return WordsState(tuple(self._lines()), words, own, self.can_take_back)

    def _lines(self) -> Iterator[SheetLine]:
        pack, own = self.session.desk_pack, {row.id for row in self.session.rules.phrases}
        for use, title in USES.items():
            rows = [each for each in pack.standard_phrases if each.use == use]
            yield SheetLine(f"head.{use}", (title,), heading=True)
            for row in rows:
                mine = row.id in own
                where = "本单位" if mine else (pack.cite(row.clauses) or "常用")
                yield SheetLine(
                    row.id, (row.text, where), detail=row.text, verb="改" if mine else ""
                )

    def is_own(self, phrase_id: str) -> bool:
        """Tell whether a sentence is the unit's."""
        return any(row.id == phrase_id for row in self.session.rules.phrases)

    def phrase(self, phrase_id: str) -> OwnPhrase:
        """Return one of the unit's sentences, an empty one for a new one."""
        found = (row for row in self.session.rules.phrases if row.id == phrase_id)
        return next(found, OwnPhrase(use="method"))

    def keep(self, phrase: OwnPhrase) -> None:
        """Keep a sentence; raises UserError YEARLY-PHRASE when it is empty or longer than 300."""
        text = phrase.text.strip()
        if not 2 <= len(text) <= LONGEST or phrase.use not in USES:
            raise UserError("YEARLY-PHRASE", longest=LONGEST)
        fresh = attrs.evolve(phrase, text=text)
        rows = [fresh if row.id == fresh.id else row for row in self.session.rules.phrases]
        if fresh not in rows:
            rows.append(fresh)
        self.change(attrs.evolve(self.session.rules, phrases=tuple(rows)), "phrases")

    def remove(self, phrase_id: str) -> None:
        """Take one of the unit's sentences away."""
        rows = tuple(row for row in self.session.rules.phrases if row.id != phrase_id)
        self.change(attrs.evolve(self.session.rules, phrases=rows), "phrases")
