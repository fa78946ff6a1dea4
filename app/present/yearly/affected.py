# SPDX-License-Identifier: MulanPSL-2.0
"""Who is affected when the catalogue changes, and letting their lists follow it."""

from __future__ import annotations

from attrs import frozen

from app.kernel.progress import Progress
from app.model.declaration import Declaration
from app.model.operations import SetValue
from app.model.unit_rules import UnitRules
from app.policy.checklist import sync_checklist, wanted_entries
from app.policy.pack import PolicyPack
from app.policy.unit_layer import fitted, layer_of_rules, with_unit
from app.present.session import Session

MOST_NAMES = 6


@frozen
class Affected:
    """One person whose list says something else under other rules.

    Attributes:
        appears, goes, differs: names of materials.
        on_paper: the list is bound already; what is on paper stays.
    """

    declaration_id: str
    name: str
    appears: tuple[str, ...]
    goes: tuple[str, ...]
    differs: tuple[str, ...]
    on_paper: bool

    @property
    def words(self) -> str:
        """Return 张某：多 1 项，少 2 项（已装订，不动）."""
        parts = (
            f"多 {len(self.appears)} 项" if self.appears else "",
            f"少 {len(self.goes)} 项" if self.goes else "",
            f"{len(self.differs)} 项写法有变" if self.differs else "",
        )
        tail = "（已装订，纸上的不变）" if self.on_paper else ""
        return f"{self.name or '（未填姓名）'}：{'，'.join(filter(None, parts))}{tail}"


def affected(session: Session, rules: UnitRules, progress: Progress) -> tuple[Affected, ...]:
    """Return who would be affected by other rules; nothing is changed.

    Raises:
        Cancelled: the person stopped it.
    """
    entries = session.vault.declarations()
    found = []
    laid: dict[str, PolicyPack] = {}
    for number, entry in enumerate(entries):
        progress.step(number, len(entries), entry.name)
        declaration = session.vault.load(entry.id)
        old = session.pack_of(declaration)
        if declaration.pack not in laid:
            laid[declaration.pack] = _laid(session, declaration, rules)
        one = _of_one(old, laid[declaration.pack], declaration)
        if one.appears or one.goes or one.differs:
            found.append(one)
    return tuple(found)


def _laid(session: Session, declaration: Declaration, rules: UnitRules) -> PolicyPack:
    shelf = session.shelf
    bare = shelf.standing(declaration.pack)
    return with_unit(bare, fitted(bare, layer_of_rules(rules, session.unit)))


def _of_one(old: PolicyPack, new: PolicyPack, declaration: Declaration) -> Affected:
    before = {each.id: each for each in wanted_entries(old, declaration)}
    after = {each.id: each for each in wanted_entries(new, declaration)}
    return Affected(
        declaration_id=declaration.id,
        name=declaration.basics.name,
        appears=tuple(each.title or each.item.name for key, each in after.items() if key not in before),
        goes=tuple(each.title or each.item.name for key, each in before.items() if key not in after),
        differs=tuple(
            each.title or each.item.name
            for key, each in after.items()
            if key in before and each.item != before[key].item
        ),
        on_paper=bool(declaration.bound_on),
    )  # fmt: skip


def affected_words(people: tuple[Affected, ...]) -> str:
    """Return one sentence on who is affected, the first few by name."""
    if not people:
        return "库里没有人的清单会变。"
    names = "；".join(each.words for each in people[:MOST_NAMES])
    rest = len(people) - MOST_NAMES
    return f"{len(people)} 人的清单会变：{names}{f'；还有 {rest} 人' if rest > 0 else ''}。"


def follow(session: Session, progress: Progress) -> int:
    """Let every list that is not bound follow the catalogue in force; returns how many changed.

    What a person has entered about a material stays, whether the catalogue still asks for it or not.
    The declaration in hand is left to ``follow_in_hand``: a worker must not change what the window shows.

    Raises:
        Cancelled: the person stopped it; lists not reached follow at their next change.
    """
    in_hand = session.declaration.id if session.has_declaration else ""
    entries = session.vault.declarations()
    changed = 0
    for number, entry in enumerate(entries):
        progress.step(number, len(entries), entry.name)
        if entry.id == in_hand:
            continue
        declaration = session.vault.load(entry.id)
        operation = _following(session, declaration)
        if operation is not None:
            session.vault.record(operation.apply(declaration, session.actor, session.clock))
            changed += 1
    return changed


def follow_in_hand(session: Session) -> int:
    """Let the list of the declaration in hand follow; returns 1 when it changed."""
    operation = _following(session, session.declaration) if session.has_declaration else None
    if operation is None:
        return 0
    session.apply(operation)
    return 1


def _following(session: Session, declaration: Declaration) -> SetValue | None:
    if declaration.bound_on:
        return None
    materials = sync_checklist(session.pack_of(declaration), declaration)
    if materials == declaration.materials:
        return None
    return SetValue("materials", materials, "清单随目录变")
