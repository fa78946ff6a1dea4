# SPDX-License-Identifier: MulanPSL-2.0
"""Why the paper goes this way, and why a body stands on the way."""

from __future__ import annotations

from collections.abc import Iterable

from app.model.declaration import Declaration
from app.policy import records as rec
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.values import readings
from app.policy.pack import PolicyPack
from app.policy.routing import Route, route
from app.policy.words import place_words

ANSWERS = ("classified", "level", "series", "specialty", "affiliation", "kind")


def explain_route(pack: PolicyPack, declaration: Declaration, step: int = 0) -> Node:
    """Return why the paper goes this way.

    Args:
        step: number of the one body asked about, counted from 1; 0 asks about the whole way.

    Raises:
        UserError: ROUTE-SERIES when the series as written is not known.
    """
    found = route(pack, declaration.route)
    body = found.steps[step - 1] if 0 < step <= len(found.steps) else None
    missing = tuple(f"route.{name}" for name in found.missing)
    answered = [f"route.{name}" for name in ANSWERS if f"route.{name}" not in missing]
    clauses = _clauses(pack, found, body.body if body else "")
    return Node(
        Part.ANSWER,
        f"第 {step} 步　{body.name}" if body else "材料怎么走",
        body.duty if body else (found.mode_name or "还不能确定"),
        clauses,
        (
            *group("填上这些就能判断", _missing(pack, declaration, missing)),
            *_possible(pack, found),
            *group("您的回答", readings(pack, declaration, answered)),
            *_rows(pack, found, body.body if body else ""),
            *(() if body else group("经过", _steps(found))),
            *(() if body else _open_points(pack, found)),
            basis(pack, clauses),
        ),
    )


def _clauses(pack: PolicyPack, found: Route, body: str) -> tuple[str, ...]:
    """Return what a body rests on: its overlay or its chain; all of the route's for the whole way."""
    overlay = pack.routes.overlay[0]
    if not body:
        return found.clauses
    if body == overlay.body:
        return overlay.clauses
    chain = _chain(pack, found)
    return chain.clauses if chain else found.clauses


def _chain(pack: PolicyPack, found: Route) -> rec.ChainRow | None:
    return next((row for row, _, _ in pack.routes.chains if row.id == found.route), None)


def _missing(pack: PolicyPack, declaration: Declaration, paths: Iterable[str]) -> Iterable[Node]:
    return (Node(Part.MISSING, place_words(pack, declaration, path), path=path) for path in paths)


def _possible(pack: PolicyPack, found: Route) -> tuple[Node, ...]:
    if found.mode or not found.possible:
        return ()
    names = "；".join(pack.routes.modes[mode].name for mode in found.possible)
    return (Node(Part.PLAIN, "还可能是", names),)


def _rows(pack: PolicyPack, found: Route, body: str) -> tuple[Node, ...]:
    overlay, nodes = pack.routes.overlay[0], []
    if body == overlay.body:
        words = "涉密人员不论走哪条路，都要先经单位保密工作机构审查"
        nodes.append(Node(Part.RULE, "因为", words, overlay.clauses))
    row = next((row for row, _ in pack.routes.rows if row.number == found.rule), None)
    if row is not None:
        nodes.append(mode_row_node(pack, row, found.body))
    chain = _chain(pack, found)
    if chain is not None:
        nodes.append(chain_node(chain))
    return tuple(nodes)


def mode_row_node(pack: PolicyPack, row: rec.ModeRow, body: str) -> Node:
    """Return the line of one row of the mode table; ``body`` evaluates, empty while that is open."""
    said = f"{row.condition}：{pack.routes.modes[row.mode].name}" + (f"，{body}" if body else "")
    code = f"方式表第 {row.number} 行"
    return Node(Part.RULE, "第一个对上的", said, row.clauses, code=code)


def chain_node(chain: rec.ChainRow) -> Node:
    """Return the line of one way from body to body."""
    return Node(Part.RULE, "逐级的路", chain.name, chain.clauses, code=chain.id)


def _steps(found: Route) -> Iterable[Node]:
    return (
        Node(Part.PLAIN, f"第 {n} 步　{step.name}", step.duty)
        for n, step in enumerate(found.steps, 1)
    )


def _open_points(pack: PolicyPack, found: Route) -> Iterable[Node]:
    yield from group("通知没有写明、先这样办的", _doubts(pack, found))
    yield from (Node(Part.PLAIN, note) for note in found.notes)


def _doubts(pack: PolicyPack, found: Route) -> Iterable[Node]:
    for row, _ in pack.ambiguities:
        if row.id in found.ambiguities:
            yield doubt_node(row)


def doubt_node(row: rec.Ambiguity) -> Node:
    """Return what the notice leaves open and what is done until someone answers (D-10)."""
    return Node(Part.UNCHECKED, row.question, row.default, row.clauses, code=row.id)
