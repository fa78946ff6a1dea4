# SPDX-License-Identifier: MulanPSL-2.0
"""What an id of the pack means, as the very trees the window shows: clause, rule, exception, row, way, doubt, material."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterator
from functools import partial

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.policy import records as rec
from app.policy.evaluate import evaluate
from app.policy.explain.finding import explain_exception, explain_finding, explain_rule
from app.policy.explain.material import explain_material
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.route import chain_node, doubt_node, mode_row_node
from app.policy.pack import PolicyPack
from app.policy.usage import users_of

Trees = tuple[Node, ...]


def explain_id(
    pack: PolicyPack, identifier: str, declaration: Declaration, today: dt.date
) -> Trees:
    """Return the trees of an id, judged for a declaration; an empty one shows what would decide.

    Raises:
        UserError: PACK-UNKNOWN-ID with the nearest ids.
    """
    known = dict(_known(pack, declaration, today))
    if identifier not in known:
        nearest = difflib.get_close_matches(identifier, known, n=5, cutoff=0.3) or list(known)[:5]
        raise UserError("PACK-UNKNOWN-ID", id=identifier, nearest="、".join(nearest))
    return known[identifier]()


def _known(
    pack: PolicyPack, declaration: Declaration, today: dt.date
) -> Iterator[tuple[str, Callable[[], Trees]]]:
    """Yield every id of the pack with what makes its trees; nothing is made before it is asked for."""
    yield from ((each.id, partial(_clause, pack, each)) for each in pack.clauses.values())
    yield from (
        (rule.id, partial(_rule, pack, rule, declaration, today)) for rule, _ in pack.rules.rules
    )
    yield from ((row.id, partial(_exception, pack, row)) for row, _ in pack.rules.exceptions)
    yield from ((str(row.number), partial(_mode, pack, row)) for row, _ in pack.routes.rows)
    yield from ((row.id, partial(_chain, pack, row)) for row, _, _ in pack.routes.chains)
    yield from ((row.id, partial(_doubt, pack, row)) for row, _ in pack.ambiguities)
    yield from (
        (item.id, partial(_material, pack, declaration, item.id))
        for item, _ in pack.materials.items
    )


def _exception(pack: PolicyPack, row: rec.ExceptionRow) -> Trees:
    return (explain_exception(pack, row),)


def _mode(pack: PolicyPack, row: rec.ModeRow) -> Trees:
    return (_alone(pack, "评审方式", mode_row_node(pack, row, row.body)),)


def _doubt(pack: PolicyPack, row: rec.Ambiguity) -> Trees:
    return (_alone(pack, "通知没有写明、先这样办的", doubt_node(row)),)


def _material(pack: PolicyPack, declaration: Declaration, item_id: str) -> Trees:
    return (explain_material(pack, declaration, item_id),)


def _clause(pack: PolicyPack, clause: rec.Clause) -> Trees:
    users = (Node(Part.PLAIN, each) for each in users_of(pack).get(clause.id, ()))
    children = (*group("用在", users), basis(pack, (clause.id,)))
    tree = Node(Part.ANSWER, clause.title, "条款", (clause.id,), children, code=clause.id)
    return (tree,)


def _rule(pack: PolicyPack, rule: rec.RuleRow, declaration: Declaration, today: dt.date) -> Trees:
    found = evaluate(pack, declaration, today).of_rule(rule.id)
    trees = tuple(explain_finding(pack, declaration, each, today) for each in found)
    return trees or (explain_rule(pack, rule),)


def _chain(pack: PolicyPack, chain: rec.ChainRow) -> Trees:
    steps = (
        Node(Part.PLAIN, f"第 {n} 步　{pack.label('body', step.body)}", step.duty)
        for n, step in enumerate(chain.steps, 1)
    )
    return (_alone(pack, "材料怎么走", chain_node(chain), *group("经过", steps)),)


def _alone(pack: PolicyPack, label: str, node: Node, *more: Node) -> Node:
    """Return a line of the window's trees as a tree of its own."""
    return Node(
        Part.ANSWER, label, node.code, node.clauses, (node, *more, basis(pack, node.clauses))
    )
