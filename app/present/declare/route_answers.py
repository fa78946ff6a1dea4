# SPDX-License-Identifier: MulanPSL-2.0
"""What choosing or typing an answer does to the route answers; pure, nothing is kept here."""

from __future__ import annotations

from typing import Any

import attrs

from app.kernel.pinyin import rank
from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import RouteAnswers
from app.policy.pack import PolicyPack
from app.present.declare.route_questions import AS_NOTICE, UNDECIDED


def answered(answers: RouteAnswers, name: str, value: str) -> RouteAnswers:
    """Return the answers with one question answered; UNDECIDED leaves it open on purpose."""
    open_ones = tuple(other for other in answers.undecided if other != name)
    if value == UNDECIDED:
        return attrs.evolve(_cleared(answers, name), undecided=(*open_ones, name))
    rest = attrs.evolve(answers, undecided=open_ones)
    match name:
        case "classified":
            return attrs.evolve(rest, classified=value == "true")
        case "level":
            level, _, sub = value.partition("/")
            return attrs.evolve(rest, level=TitleLevel(level), sub_level=sub)
        case "affiliation":
            return attrs.evolve(rest, affiliation=Affiliation(value))
        case "kind":
            kept = rest.kind_ground if rest.kind == value else ""
            return attrs.evolve(rest, kind=DeclarationKind(value), kind_ground=kept)
        case "committee":
            own = "" if value == AS_NOTICE else value
            return attrs.evolve(rest, committee=own, self_evaluating_unit=own == "unit")
        case _:
            raise KeyError(name)


def _cleared(answers: RouteAnswers, name: str) -> RouteAnswers:
    blank = RouteAnswers()
    names: dict[str, tuple[str, ...]] = {
        "level": ("level", "sub_level"),
        "series": ("series", "specialty", "title"),
        "kind": ("kind", "kind_ground"),
        "committee": ("committee", "self_evaluating_unit"),
    }
    emptied: dict[str, Any] = {key: getattr(blank, key) for key in names.get(name, (name,))}
    return attrs.evolve(answers, **emptied)


def typed(pack: PolicyPack, answers: RouteAnswers, name: str, text: str) -> RouteAnswers:
    """Return the answers with one typed line; a series or ground is kept by its id when it is known."""
    line = " ".join(text.split())
    owner = "kind" if name == "kind_ground" else "series"
    rest = attrs.evolve(
        answers, undecided=tuple(each for each in answers.undecided if each != owner)
    )
    if name == "series":
        found = best([each.name for each in pack.series], line)
        return attrs.evolve(rest, series=found or line)
    if name == "kind_ground":
        grounds = pack.routes.kinds[str(answers.kind)].grounds
        known = next((each.id for each in grounds if each.name == line), line)
        return attrs.evolve(rest, kind_ground=known)
    changed: dict[str, Any] = {name: line}
    return attrs.evolve(rest, **changed)


def best(words: list[str], text: str) -> str:
    """Return the word a text stands for exactly or spells alone, or empty."""
    if text in words:
        return text
    spelled = [word for word in words if text and rank(text, word) in (0, 1, 2)]
    return spelled[0] if len(spelled) == 1 else ""
