# SPDX-License-Identifier: MulanPSL-2.0
"""登记装订 (ux S17): the plan a packet was bound by is kept, so that no number on paper ever changes.

The plan is kept as a setting of the vault, under the declaration's id. Materials themselves are not
kept again: a plan refers to them by id and looks their rows up in the list of today.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.materials import MaterialEntry
from app.model.operations import Event
from app.paper.core.geometry import Side
from app.paper.volume.plan import (
    ListedMaterial,
    PacketPlan,
    PacketRules,
    PlannedEntry,
    PlannedSide,
    PlannedVolume,
    Span,
)
from app.vault.vault import Vault

FORMAT = 1


@frozen
class Binding:
    """One binding: the day (ISO), who registered it, how much was bound, and the plan."""

    bound_on: str
    actor: str
    volumes: int
    pages: int
    sheets: int
    plan: Mapping[str, Any]


@frozen
class GoneRow:
    """A material that was bound and is not on the list any more: its sheets are in the volume still."""

    entry: MaterialEntry
    tab: str
    name: str
    number: int = 0
    group: str = ""
    volume: int = 0
    bound: bool = True
    form: str = ""
    piece: str = ""


def _key(declaration_id: str) -> str:
    return f"binding/{declaration_id}"


def _kept(vault: Vault, declaration_id: str) -> dict[str, Any]:
    text = vault.setting(_key(declaration_id))
    if not text:
        return {"format": FORMAT, "binding": None, "undone": []}
    try:
        values = json.loads(text)
        if values["format"] != FORMAT or set(values) != {"format", "binding", "undone"}:
            raise ValueError(declaration_id)
    except (ValueError, TypeError, KeyError):
        raise UserError("PRINT-BINDING-DAMAGED") from None
    return dict(values)


def binding_of(vault: Vault, declaration_id: str) -> Binding | None:
    """Return how a declaration was bound, None when it is not.

    Raises:
        UserError: PRINT-BINDING-DAMAGED when the record cannot be read.
    """
    values = _kept(vault, declaration_id)["binding"]
    if values is None:
        return None
    try:
        return Binding(**values)
    except TypeError:
        raise UserError("PRINT-BINDING-DAMAGED") from None


def bind(
    vault: Vault, declaration_id: str, plan: PacketPlan, bound_on: str, actor: str, at: str
) -> Binding:
    """Keep a plan as the one the volumes were bound by, with an event; raises as Vault.record."""
    binding = Binding(
        bound_on, actor, len(plan.volumes), plan.numbered, plan.sheets, plan_values(plan)
    )
    kept = _kept(vault, declaration_id) | {"binding": attrs.asdict(binding, recurse=False)}
    vault.set_setting(_key(declaration_id), json.dumps(kept, ensure_ascii=False))
    facts: dict[str, str | int | bool] = {
        "volumes": binding.volumes,
        "pages": binding.pages,
        "bound_on": bound_on,
    }
    vault.note(Event("bind", declaration_id, actor, at, facts))
    return binding


def unbind(vault: Vault, declaration_id: str, actor: str, reason: str, at: str) -> None:
    """Give the numbers free again, because the volumes were taken apart; the reason is kept."""
    kept = _kept(vault, declaration_id)
    undone = [*kept["undone"], {"at": at, "actor": actor, "reason": reason}]
    kept |= {"binding": None, "undone": undone}
    vault.set_setting(_key(declaration_id), json.dumps(kept, ensure_ascii=False))
    vault.note(Event("unbind", declaration_id, actor, at))


def plan_values(plan: PacketPlan) -> dict[str, Any]:
    """Return a plan as plain values."""
    return {
        "rules": attrs.asdict(plan.rules),
        "contents": plan.contents,
        "volumes": [
            [v.number, v.title, v.sheets, v.thickness, [_side_values(side) for side in v.sides]]
            for v in plan.volumes
        ],
        "entries": [
            {
                "id": entry.entry_id,
                "tab": entry.row.tab,
                "name": entry.row.name,
                "spans": [[span.volume, span.first, span.last] for span in entry.spans],
                "bound": entry.bound,
                "paper_only": entry.paper_only,
                "late": entry.late,
            }
            for entry in plan.entries
        ],
    }


def _side_values(side: PlannedSide) -> list[Any]:
    return [side.kind, side.side.name, side.number, side.entry_id, side.index, side.tab, side.label]


def plan_from(values: Mapping[str, Any], rows: Sequence[ListedMaterial]) -> PacketPlan:
    """Return the kept plan, its materials looked up among the rows of today.

    Raises:
        UserError: PRINT-BINDING-DAMAGED when the record cannot be read.
    """
    known = {row.entry.id: row for row in rows}
    try:
        return PacketPlan(
            PacketRules(**values["rules"]),
            tuple(_volume(each) for each in values["volumes"]),
            tuple(_entry(each, known) for each in values["entries"]),
            int(values["contents"]),
        )
    except (ValueError, TypeError, KeyError, IndexError):
        raise UserError("PRINT-BINDING-DAMAGED") from None


def _volume(values: Sequence[Any]) -> PlannedVolume:
    number, title, sheets, thickness, sides = values
    return PlannedVolume(number, title, tuple(_side(each) for each in sides), sheets, thickness)


def _side(values: Sequence[Any]) -> PlannedSide:
    kind, side, number, entry_id, index, tab, label = values
    return PlannedSide(kind, Side[side], number, entry_id, index, tab, label)


def _entry(values: Mapping[str, Any], known: Mapping[str, ListedMaterial]) -> PlannedEntry:
    name = values["name"]
    row = known.get(values["id"])
    if row is None:
        row = GoneRow(MaterialEntry(id=values["id"], item="extra", title=name), values["tab"], name)
    spans = tuple(Span(*span) for span in values["spans"])
    return PlannedEntry(
        values["id"], row, spans, values["bound"], values["paper_only"], values["late"]
    )
