# SPDX-License-Identifier: MulanPSL-2.0
"""Why a material is on the list, or is not."""

from __future__ import annotations

import datetime as dt

from app.model.declaration import Declaration
from app.policy.checklist import wanted_entries
from app.policy.conditions import Condition
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.values import NOT_FILLED, ground_words
from app.policy.facts import Facts
from app.policy.pack import PolicyPack
from app.policy.predicates.exceptions import place_of_fact
from app.policy.records import CatalogueItem
from app.policy.words import place_words

_FACT_WORDS = {
    "classified": "是不是涉密人员",
    "level": "申报层级",
    "series": "申报系列",
    "affiliation": "单位隶属",
    "kind": "申报类型",
    "ground": "申报类型的依据",
    "mode": "评审方式",
    "exam": "这个系列、专业的考试",
    "has": "填过内容的表",
    "person_status": "人员状态",
    "applies": "属于哪种情形",
}
_LABELLED = {"level", "affiliation", "kind", "exam", "applies"}


def explain_material(pack: PolicyPack, declaration: Declaration, wanted_id: str) -> Node:
    """Return why a material is on the list or absent: its condition, the answers read, its clauses.

    Args:
        wanted_id: id of an entry of the list, or of a row of the catalogue.
    """
    wanted = next((e for e in wanted_entries(pack, declaration) if e.id == wanted_id), None)
    entry = declaration.material(wanted_id)
    item = pack.item(entry.item if entry else wanted.item.id if wanted else wanted_id)
    if item is None:
        title = entry.title if entry and entry.title else "自己加的材料"
        own = Node(Part.PLAIN, "这份材料是您自己加进清单的，通知没有要求")
        return Node(Part.ANSWER, title, "自己加的", children=(own, basis(pack, ())))
    when = next(when for each, when in pack.materials.items if each is item)
    facts = Facts(pack, declaration, dt.date(declaration.year, 1, 1))
    title = wanted.title if wanted and wanted.title else item.name
    rows = _row_of(pack, declaration, wanted.row_path if wanted else "")
    return Node(
        Part.ANSWER,
        title,
        _state(facts, item, when, listed=wanted is not None, kept=entry is not None),
        item.clauses,
        (*_because(facts, when), *rows, *_words(pack, item), basis(pack, item.clauses)),
        code=f"目录第 {item.number} 项",
    )


def _state(facts: Facts, item: CatalogueItem, when: Condition, *, listed: bool, kept: bool) -> str:
    need = facts.pack.label("need", item.need)
    if listed:
        return f"在清单里（{need}）"
    if kept:
        return "现在的路线不需要；因为您填过，先留着"
    if when.holds(facts.lookup) is None:
        return "还不知道要不要，答完下面的问题才定"
    if item.repeat and when.holds(facts.lookup):
        return "现在没有对应的业绩、论著，所以没有列"
    return "不在清单里：条件对不上"


def _because(facts: Facts, when: Condition) -> tuple[Node, ...]:
    named = sorted(when.facts())
    if not named:
        return (Node(Part.RULE, "因为", "这项人人都要"),)
    lines = tuple(_fact(facts, fact) for fact in named)
    return (Node(Part.GROUP, "看的是这些回答", children=lines),)


def _fact(facts: Facts, fact: str) -> Node:
    possible, path = facts.lookup(fact), place_of_fact(fact)
    word = _FACT_WORDS.get(fact, fact)
    if possible is None:
        return Node(Part.MISSING, word, "还没有回答", path=path)
    return Node(Part.READ, word, _fact_value(facts, fact) or NOT_FILLED, path=path)


def _fact_value(facts: Facts, fact: str) -> str:
    pack, possible = facts.pack, facts.lookup(fact) or ()
    if not possible:
        return "没有"
    if fact == "classified":
        return "、".join("是" if value else "不是" for value in possible)
    if fact == "series" and facts.route.series:
        return facts.route.series.name
    if fact == "mode":
        return "、".join(_mode(pack, str(value)) for value in possible)
    if fact == "ground":
        return "、".join(ground_words(pack, str(value)) for value in possible) or "没有选"
    if fact == "has":
        return "、".join(sorted(pack.label("rows", str(value)) for value in possible))
    words = (
        pack.label(fact, str(value)) if fact in _LABELLED else str(value) for value in possible
    )
    return "、".join(word for word in words if word)


def _mode(pack: PolicyPack, mode: str) -> str:
    row = pack.routes.modes.get(mode)
    return row.name if row else mode


def _row_of(pack: PolicyPack, declaration: Declaration, path: str) -> tuple[Node, ...]:
    if not path:
        return ()
    return (Node(Part.READ, "对应", place_words(pack, declaration, path), path=path),)


def _words(pack: PolicyPack, item: CatalogueItem) -> tuple[Node, ...]:
    """Return form, copies and group, with what is not certain about them."""
    state = f"（{item.copies_state}）" if item.copies_state else ""
    lines = [Node(Part.PLAIN, f"{pack.label('form', item.form)}，{item.copies} 份{state}")]
    lines.append(Node(Part.PLAIN, "目录单上归在", pack.group(item.group).title))
    return group("要怎样的", lines)
