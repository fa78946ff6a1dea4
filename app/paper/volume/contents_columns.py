# SPDX-License-Identifier: MulanPSL-2.0
"""What the 材料目录单 says: its head of one person, its rows of one plan (forms.md 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from app.model.codes import OriginalCheck
from app.paper.facts import PersonFacts, person_facts
from app.paper.forms.context import FormContext
from app.paper.forms.registry import REGISTRY, Joined, RollBinding
from app.paper.volume.plan import PacketPlan, PlannedEntry
from app.paper.volume.references import proof_pages
from app.paper.volume.remarks import remarks

LATE_BAND = "补正材料（装订后补入，页码接续）"
LOOSE, NO_PAGES = "单独报送", "待补"
_FORMS = {"original": "原件", "copy": "复印件", "both": "原件、\n复印件"}
_NUMERALS = "零一二三四五六七八九十"


@frozen(eq=False)
class Listed:
    """One material of the catalogue: under which heading, and where the person's name stands in it."""

    entry: PlannedEntry
    heading: str
    proofs: tuple[str, ...] = ()


@frozen
class Catalogue:
    """The rows of one plan; the checklist's groups in their order, what came after binding last."""

    plan: PacketPlan
    rows: tuple[Listed, ...] = field(factory=tuple)

    @property
    def count(self) -> int:
        """Return the number of materials."""
        return len(self.rows)

    def in_groups(self, _groups: Sequence[str]) -> tuple[Listed, ...]:
        """Return the rows: their order is the order of the volumes."""
        return self.rows


def catalogue_of(context: Any, plan: PacketPlan) -> Catalogue:
    """Return the catalogue of a plan; ``context`` is a PaperContext."""
    proofs, rows = proof_pages(plan, context.declaration), []
    kept = [entry for entry in plan.entries if not entry.late]
    for group in dict.fromkeys(entry.row.group for entry in kept):
        entries = [entry for entry in kept if entry.row.group == group]
        named = _heading(group, entries)
        rows += [Listed(each, named, proofs.get(each.entry_id, ())) for each in entries]
    rows += [
        Listed(each, LATE_BAND, proofs.get(each.entry_id, ())) for each in plan.entries if each.late
    ]
    return Catalogue(plan, tuple(rows))


def _heading(group: str, entries: Sequence[PlannedEntry]) -> str:
    """Return a heading with the volumes the plan really gives its materials (乙、第一至三册　…)."""
    prefix, comma, rest = group.partition("、")
    _, blank, kind = rest.partition("　")
    volumes = sorted({span.volume for entry in entries for span in entry.spans})
    if not (comma and blank and volumes):
        return group
    first, last = numeral(volumes[0]), numeral(volumes[-1])
    return (
        f"{prefix}、第{first}册　{kind}"
        if first == last
        else f"{prefix}、第{first}至{last}册　{kind}"
    )


def numeral(number: int) -> str:
    """Return a small number in Chinese: 一 … 九十九; figures from a hundred on."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones else "")


# --- what the columns say ----------------------------------------------------------
def _form(_: Any, item: Listed) -> str:
    material = item.entry.row.entry
    if material.original == OriginalCheck.ORIGINAL_BOUND:
        return "原件"
    return _FORMS.get(material.form, material.form)


def _volume(_: Any, item: Listed) -> str:
    return "\n".join(str(span.volume) for span in item.entry.spans)


def _pages(_: Any, item: Listed) -> str:
    if not item.entry.spans:
        return Joined(NO_PAGES if item.entry.bound else LOOSE)
    return "\n".join(span.words for span in item.entry.spans)


def _sheets(_: Any, item: Listed) -> str:
    return str(item.entry.row.entry.pages or "")


def _remark(_: Any, item: Listed) -> str:
    note, proofs = item.entry.row.entry.note, item.proofs
    return "\n".join(filter(None, (note, f"姓名见第{'、'.join(proofs)}页" if proofs else "")))


REGISTRY.roll(
    RollBinding(
        "catalogue_entries",
        source=lambda context: context.roll,
        items=lambda catalogue, groups: catalogue.in_groups(groups),
        columns={
            "number": lambda _, item: str(item.entry.row.number) if item.entry.row.number else "增",
            "tab": lambda _, item: item.entry.row.tab,
            "name": lambda _, item: item.entry.row.name,
            "form": _form,
            "copies": lambda _, item: str(item.entry.row.entry.copies),
            "sheets": _sheets,
            "volume": _volume,
            "pages": _pages,
            "remark": _remark,
        },
        groups={"heading": lambda _, item: item.heading},
        joins="pages",
    )
)


# --- its head ----------------------------------------------------------------------
@REGISTRY.answer("basics.phone")
def catalogue_phone(context: FormContext) -> str:
    """The telephone; of a classified person the unit's (forms.md 4.1)."""
    return _facts(context).phone


@REGISTRY.answer("basics.unit")
def catalogue_unit(context: FormContext) -> str:
    """The employer as registered, else as declared."""
    return _facts(context).unit


@REGISTRY.answer("route.series")
def catalogue_series(context: FormContext) -> str:
    """工程系列."""
    return _facts(context).series


@REGISTRY.answer("route.level")
def catalogue_level(context: FormContext) -> str:
    """高级（副高级）."""
    return _facts(context).level


@REGISTRY.answer("route.kind")
def catalogue_kind(context: FormContext) -> str:
    """申报类型 in the pack's words."""
    return _facts(context).kind


@REGISTRY.answer()
def catalogue_mode(context: FormContext) -> str:
    """线下评审 for a classified person; left to be written for others."""
    return _facts(context).mode


@REGISTRY.answer()
def catalogue_volumes(context: FormContext) -> str:
    """共2册126页."""
    held = context.roll
    if not isinstance(held, Catalogue):
        return ""
    return f"共{len(held.plan.volumes)}册{held.plan.numbered}页"


@REGISTRY.answer()
def catalogue_remarks(context: FormContext) -> str:
    """附注：漏编、重编、补正材料, where there are any."""
    held = context.roll
    said = remarks(held.plan) if isinstance(held, Catalogue) else ()
    return f"附注：{'；'.join(said)}。" if said else ""


@REGISTRY.condition
def catalogue_remarked(context: FormContext) -> bool:
    """There is something to remark under the catalogue."""
    return bool(catalogue_remarks(context))


def _facts(context: FormContext) -> PersonFacts:
    return person_facts(context.paper)  # type: ignore[arg-type]
