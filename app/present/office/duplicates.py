# SPDX-License-Identifier: MulanPSL-2.0
"""查重 (ux S29, 3.8): groups side by side; a person decides and the decision is remembered."""

from __future__ import annotations

import json
from enum import StrEnum

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.messages import Message, catalogue
from app.kernel.text import clean_line
from app.model.declaration import Declaration
from app.model.operations import Event
from app.present.presenter import Presenter
from app.present.session import Session
from app.review.duplicates import Group, Likeness, find_groups

SETTING = "duplicates.decisions"


class Finding(StrEnum):
    """What a person found out about a group."""

    SAME = "same"
    DIFFERENT = "different"
    CHECKED = "checked"


LIKENESS_WORDS = {
    Likeness.SAME_ID: "证号相同",
    Likeness.ID_ONE_OFF: "同名同月，证号差 1 位",
    Likeness.SAME_NAME_AND_BIRTH: "同名同出生年月",
    Likeness.SAME_WORK: "同一成果都排第 1",
}
FINDING_WORDS = {
    Finding.SAME: "是同一人，待两单位核实",
    Finding.DIFFERENT: "不是同一人",
    Finding.CHECKED: "已核实",
}


@frozen
class Fact:
    """One line of the comparison: a name and what stands in each declaration."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the declarations do not say the same."""
        return len(set(self.values)) > 1


@frozen
class GroupLine:
    """One group in the list."""

    key: str
    word: str
    names: str
    finding: Finding | None
    note: str


@frozen
class DuplicatesState:
    """Everything the screen draws.

    Attributes:
        people: how many declarations were compared.
        message: M36 or M37 on the group in hand, None when there is no group.
    """

    people: int
    open: tuple[GroupLine, ...]
    decided: tuple[GroupLine, ...]
    chosen: str
    heads: tuple[str, ...]
    facts: tuple[Fact, ...]
    finding: Finding | None
    note: str
    message: Message | None


class DuplicatesPresenter(Presenter):
    """Compares everybody in the vault; original records are never changed or merged."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ""
        self._found: tuple[dict[str, Declaration], tuple[Group, ...]] | None = None

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._found = None
        super()._session_changed(paths)

    def _groups(self) -> tuple[dict[str, Declaration], tuple[Group, ...]]:
        if self._found is None:
            people = everybody(self.session)
            self._found = people, find_groups(people.values())
        return self._found

    @property
    def state(self) -> DuplicatesState:
        """Return what the screen draws."""
        people, groups = self._groups()
        decisions = decisions_of(self.session)
        lines = [_line(group, people, decisions) for group in groups]
        waiting = tuple(line for line in lines if line.finding is None)
        decided = tuple(line for line in lines if line.finding is not None)
        group = next((each for each in groups if each.key == self._chosen), None)
        if group is None and groups:
            first = (waiting or decided)[0].key
            group = next(each for each in groups if each.key == first)
        held = [people[each] for each in group.ids] if group else []
        chosen = next((line for line in lines if group and line.key == group.key), None)
        return DuplicatesState(
            people=len(people),
            open=waiting,
            decided=decided,
            chosen=group.key if group else "",
            heads=tuple(each.basics.unit or "（未填单位）" for each in held),
            facts=self._facts(held, group) if group else (),
            finding=chosen.finding if chosen else None,
            note=chosen.note if chosen else "",
            message=_message(group, held) if group and chosen and not chosen.finding else None,
        )

    def _facts(self, held: list[Declaration], group: Group) -> tuple[Fact, ...]:
        pack = self.session.pack

        def label(kind: str, value: str | None) -> str:
            return pack.label(kind, value) if value else "—"

        rows = [
            ("姓名", [each.basics.name for each in held]),
            ("证号", [f"尾号 {each.basics.id_number[-4:]}" for each in held]),
            ("出生", [each.basics.born for each in held]),
            ("层级", [label("level", each.route.level) for each in held]),
            ("系列", [each.route.series for each in held]),
            ("专业", [each.route.specialty for each in held]),
            ("隶属", [label("affiliation", each.route.affiliation) for each in held]),
            ("联系", [each.basics.phone for each in held]),
        ]
        if group.what:
            rows.append(("成果", [group.what] * len(held)))
        return tuple(Fact(name, tuple(value or "—" for value in values)) for name, values in rows)

    def choose(self, key: str) -> None:
        """Take a group in hand."""
        self._chosen = key
        self.changed()

    def look_again(self) -> None:
        """Compare everybody anew."""
        self._found = None
        self.changed()

    def decide(self, finding: Finding | None, note: str) -> None:
        """Keep what a person found out about the group in hand.

        Raises:
            UserError: DUPLICATE-FINDING without an answer, DUPLICATE-NOTE without a line on how it was found out.
        """
        key = self.state.chosen
        if finding is None:
            raise UserError("DUPLICATE-FINDING")
        if len(clean_line(note)) < 2:
            raise UserError("DUPLICATE-NOTE")
        kept = decisions_of(self.session)
        now = self.session.clock.now().isoformat(timespec="minutes")
        kept[key] = {
            "finding": str(finding),
            "note": clean_line(note),
            "by": self.session.actor,
            "at": now,
        }
        self.session.vault.set_setting(SETTING, json.dumps(kept, ensure_ascii=False))
        event = Event("duplicate", key, self.session.actor, now, {"finding": str(finding)})
        self.session.vault.note(event)
        self.changed()


def everybody(session: Session) -> dict[str, Declaration]:
    """Return every declaration of the vault by id."""
    return {e.id: session.vault.load(e.id) for e in session.vault.declarations()}


def decisions_of(session: Session) -> dict[str, dict[str, str]]:
    """Return what was decided, by group key; each with finding, note, by, at."""
    kept: dict[str, dict[str, str]] = json.loads(session.vault.setting(SETTING) or "{}")
    return kept


def waiting(session: Session) -> int:
    """Return how many groups nobody has decided."""
    decided = decisions_of(session)
    return sum(group.key not in decided for group in find_groups(everybody(session).values()))


def _line(
    group: Group, people: dict[str, Declaration], decisions: dict[str, dict[str, str]]
) -> GroupLine:
    kept = decisions.get(group.key)
    names = [people[each].basics.name or "（未填姓名）" for each in group.ids]
    said = " / ".join(dict.fromkeys(names)) if len(set(names)) > 1 else names[0]
    finding = Finding(kept["finding"]) if kept else None
    note = f"{kept['note']}（{kept['by']} {kept['at'][:10]}）" if kept else ""
    return GroupLine(group.key, LIKENESS_WORDS[group.likeness], said, finding, note)


def _message(group: Group, held: list[Declaration]) -> Message:
    if group.likeness == Likeness.SAME_ID:
        places = "、".join(
            f"{each.basics.unit or '未填单位'}（{each.route.series}）" for each in held
        )
        tail = held[0].basics.id_number[-4:]
        return catalogue().message("M36", tail=tail, places=places)
    why = {
        Likeness.ID_ONE_OFF: "姓名、出生年月相同，身份证号有 1 位不同。也可能是抄错了号",
        Likeness.SAME_NAME_AND_BIRTH: "姓名、出生年月相同，身份证号不同或者没有填全",
        Likeness.SAME_WORK: f"“{group.what}”有 {len(held)} 个人都写排第 1",
    }[group.likeness]
    code = "DUPLICATE-WORK" if group.likeness == Likeness.SAME_WORK else "M37"
    return catalogue().message(code, why=why)
