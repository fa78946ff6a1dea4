# SPDX-License-Identifier: MulanPSL-2.0
"""按纸核对: the 核对码 typed from paper beside the one of what is kept here; which facts differ, and where.

It catches slips of the hand when the same paper is typed in elsewhere (ux 5.5); it proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from attrs import frozen

from app.kernel.digits import group_holds
from app.kernel.errors import UserError
from app.model.paths import NoSuchPlace, read
from app.paper import checkcode
from app.policy.fields import Field, Section, shown
from app.present.presenter import Presenter
from app.present.session import Session

_IN_GROUP_1 = "basics"
_NOTHING = "（空）"
_COLUMNS_TOLD = 5


@frozen
class GroupResult:
    """One group: its words, what stands here, what was typed; ``same`` None while nothing is typed."""

    word: str
    here: str
    typed: str
    same: bool | None


@frozen
class FactLine:
    """One thing to hold against the paper; ``path`` leads to where it is typed."""

    id: str
    group: str
    place: str
    value: str
    path: str


@frozen
class RecheckState:
    """Everything the screen draws.

    Attributes:
        version: the version the code here was worked out for.
        groups: the four groups.
        verdict: one sentence; empty while nothing was compared.
        agrees: all groups agree; None while nothing was compared.
        facts: what to look at, only of groups that differ.
    """

    person: str
    version: int
    groups: tuple[GroupResult, ...]
    verdict: str
    agrees: bool | None
    facts: tuple[FactLine, ...]


class RecheckPresenter(Presenter):
    """Compares a code from paper with the declaration in hand."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._typed: tuple[str, ...] = ()
        self._version: int | None = None
        self._of = ""

    @property
    def state(self) -> RecheckState | None:
        """Return what the screen draws, None while no declaration is in hand."""
        session = self.session
        if not session.has_declaration:
            return None
        self._begin_anew_for(session.declaration.id)
        here = self._code().split("-")
        typed = self._typed or ("",) * checkcode.GROUPS
        groups = tuple(
            GroupResult(word, mine, theirs, mine == theirs if theirs else None)
            for word, mine, theirs in zip(checkcode.GROUP_WORDS, here, typed, strict=True)
        )
        differs = [n for n, group in enumerate(groups, 1) if group.same is False]
        return RecheckState(
            person=session.declaration.basics.name or "（未填姓名）",
            version=self._version or session.version,
            groups=groups,
            verdict=_verdict(differs) if self._typed else "",
            agrees=not differs if self._typed else None,
            facts=tuple(fact for number in differs for fact in self._facts(number)),
        )

    def _begin_anew_for(self, declaration_id: str) -> None:
        """Forget what was typed for another person."""
        if self._of != declaration_id:
            self._of, self._typed, self._version = declaration_id, (), None

    def _code(self) -> str:
        session = self.session
        version = self._version or session.version
        declaration = attrs.evolve(session.declaration, version=version)
        return checkcode.check_code(declaration, session.plan)

    # -- intents

    def compare(self, groups: Sequence[str], version: str) -> None:
        """Compare the groups as typed.

        Args:
            groups: four groups of four digits.
            version: 第几版 in the foot of the paper; empty takes the one here.

        Raises:
            UserError: PAPER-CODE-SHAPE, PAPER-CODE-GROUP naming the group with a slip, RECHECK-VERSION.
        """
        if version and not (version.isdecimal() and int(version)):
            raise UserError("RECHECK-VERSION", typed=version)
        self._begin_anew_for(self.session.declaration.id)
        self._typed = checkcode.parse_code("".join(groups))
        self._version = int(version) if version else None
        self.changed()

    def forget(self) -> None:
        """Begin anew: nothing is typed."""
        self._typed, self._version = (), None
        self.changed()

    @staticmethod
    def slip(group: str) -> bool:
        """Tell whether a full group has a slip of the hand in it, by its last digit."""
        return len(group) == checkcode.WIDTH and not group_holds(group)

    # -- what is in a group

    def _facts(self, group: int) -> Iterator[FactLine]:
        word = f"第{group}组"
        if group == 3:
            yield from self._catalogue(word)
        elif group < checkcode.GROUPS:
            for section in self.session.pack.fields.sections:
                basics = section.fields[0].path.split(".")[0] == _IN_GROUP_1
                if basics == (group == 1):
                    yield from self._section(word, section)

    def _section(self, word: str, section: Section) -> Iterator[FactLine]:
        if not section.table:
            for item in section.fields:
                value = self._value(item, item.path) or _NOTHING
                yield FactLine(item.path, word, item.label, value, item.path)
            return
        rows = read(self.session.declaration, section.table)
        if not rows:
            yield FactLine(section.id, word, section.title, _NOTHING, section.table)
        for number, row in enumerate(rows, 1):
            told = [self._value(item, item.at(row.id)) for item in section.fields]
            value = "　".join([text for text in told if text][:_COLUMNS_TOLD]) or _NOTHING
            place = f"{section.title} 第{number}{section.measure}"
            path = f"{section.table}.{row.id}"
            yield FactLine(path, word, place, value, path)

    def _value(self, item: Field, path: str) -> str:
        try:
            value = read(self.session.declaration, path)
        except NoSuchPlace:
            return ""
        return shown(item, self.session.pack.fields.table_of(item), value)

    def _catalogue(self, word: str) -> Iterator[FactLine]:
        for entry in self.session.plan.entries:
            spans = "、".join(
                f"第{span.volume}册第{span.first}—{span.last}页" for span in entry.spans
            )
            value = f"{entry.row.entry.copies}份　{spans or '没有编页'}"
            place = f"{entry.row.tab}　{entry.row.name}"
            yield FactLine(entry.entry_id, word, place, value, f"materials.{entry.entry_id}")


def _verdict(differs: Sequence[int]) -> str:
    if not differs:
        return "四组都一样：这里录入的和纸上的一致。"
    if differs == [checkcode.GROUPS]:
        return "前三组都一样，只有第4组不同：内容一致，版本不同。核对页脚的“第几版”。"
    named = [number for number in differs if number < checkcode.GROUPS]
    words = "、".join(checkcode.GROUP_WORDS[number - 1] for number in named)
    return f"不一样的是：{words}。对着纸逐栏看下面这些。"
