# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on the paper: pages, reasons, originals, and that every achievement has its proof."""

from __future__ import annotations

from collections.abc import Iterator

from app.model.codes import MaterialState, Openness, OriginalCheck
from app.model.materials import MaterialEntry
from app.model.work import Achievement, EvidenceLink, Work
from app.policy.checklist import ChecklistRow, checklist, row_title
from app.policy.facts import Facts
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, Parameters, kind, met, unmet


def _rows(facts: Facts) -> tuple[ChecklistRow, ...]:
    if "rows" not in facts.memo:
        facts.memo["rows"] = checklist(facts.pack, facts.declaration).rows
    rows: tuple[ChecklistRow, ...] = facts.memo["rows"]
    return rows


def _ready(entry: MaterialEntry) -> bool:
    return entry.state == MaterialState.READY


def ready_has_pages(facts: Facts) -> list[Verdict]:
    """What is marked ready has at least one side (M16); papers the program makes count themselves."""
    verdicts = []
    for row in _rows(facts):
        if _ready(row.entry) and not row.piece:
            path = f"materials.{row.entry.id}.pages"
            verdicts.append(met(path) if row.entry.page_count() > 0 else unmet(path, name=row.name))
    return verdicts


def reason_given(facts: Facts) -> list[Verdict]:
    """不适用 carries a reason (M15)."""
    verdicts = []
    for row in _rows(facts):
        if row.entry.state == MaterialState.NOT_APPLICABLE:
            path = f"materials.{row.entry.id}.reason"
            verdicts.append(met(path) if row.entry.reason.strip() else unmet(path, name=row.name))
    return verdicts


def counts_agree(facts: Facts) -> list[Verdict]:
    """What a reviewer counted is what was registered (M17)."""
    verdicts = []
    for row in _rows(facts):
        for mark in row.entry.marks:
            if (
                mark.counted is not None
                and not mark.stale
                and mark.counted != row.entry.page_count()
            ):
                path = f"materials.{row.entry.id}.pages"
                pages = row.entry.page_count()
                verdicts.append(unmet(path, name=row.name, pages=pages, counted=mark.counted))
    return verdicts


def _claims(facts: Facts) -> Iterator[tuple[str, Achievement | Work]]:
    for table, rows in (
        ("achievements", facts.declaration.achievements),
        ("works", facts.declaration.works),
    ):
        for row in rows:
            if row.openness != Openness.WITHHELD or row.kept_by_unit:
                yield f"{table}.{row.id}", row


def rows_have_evidence(facts: Facts) -> list[Verdict]:
    """Every achievement and work is proved by some pages, or by the unit's certificate (S-4.2.1(2)-b, D-7)."""
    verdicts = []
    for path, row in _claims(facts):
        if row.links or row.kept_by_unit:
            verdicts.append(met(f"{path}.links"))
        else:
            verdicts.append(unmet(f"{path}.links", name=row_title(facts.declaration, row)))
    return verdicts


def links_inside(facts: Facts) -> list[Verdict]:
    """Every page cited exists: the material is on the list and has that many sides (M19)."""
    verdicts = []
    rows = {row.entry.id: row for row in _rows(facts)}
    for path, claim in _claims(facts):
        name = row_title(facts.declaration, claim)
        verdicts += [
            _link(rows.get(link.material), link, f"{path}.links", name) for link in claim.links
        ]
    return verdicts


def _link(row: ChecklistRow | None, link: EvidenceLink, path: str, name: str) -> Verdict:
    if row is None:
        return unmet(path, reason="gone", name=name)
    entry = row.entry
    if entry.state == MaterialState.NOT_APPLICABLE:
        return unmet(
            path, f"materials.{entry.id}", reason="not_applicable", name=name, material=row.name
        )
    pages = entry.page_count()
    cited = [page for page in (link.first, link.last, link.proof_page) if page is not None]
    if not pages or not cited:
        return met(path)
    wrong = next((page for page in cited if not 1 <= page <= pages), None)
    backwards = link.first is not None and link.last is not None and link.last < link.first
    if wrong is None and not backwards:
        return met(path)
    shown = wrong if wrong is not None else link.last
    return unmet(
        path, f"materials.{entry.id}", name=name, material=row.name, page=shown, pages=pages
    )


def evidence_used(facts: Facts) -> list[Verdict]:
    """Every proof is cited somewhere (M20)."""
    cited = {link.material for _, claim in _claims(facts) for link in claim.links}
    verdicts = []
    for row in _rows(facts):
        if row.proves and _ready(row.entry):
            path = f"materials.{row.entry.id}"
            verdicts.append(met(path) if row.entry.id in cited else unmet(path, name=row.name))
    return verdicts


def original_waits(row: ChecklistRow) -> bool:
    """Tell whether a copy that is ready still has to be held against its original by somebody."""
    entry = row.entry
    return (
        _ready(entry)
        and "original" not in (row.form, entry.form)
        and entry.original in (OriginalCheck.UNCHECKED, OriginalCheck.TO_BE_SEEN)
        and not any(
            mark.original in (OriginalCheck.MATCHES, OriginalCheck.ORIGINAL_BOUND)
            for mark in entry.marks
        )
    )


def originals_seen(facts: Facts) -> list[Verdict]:
    """Copies have been held against their originals; one verdict for all that have not (M21)."""
    waiting = [row for row in _rows(facts) if original_waits(row)]
    if not waiting:
        return [met("materials")]
    names = "、".join(row.name for row in waiting)
    return [
        unmet(
            *(f"materials.{row.entry.id}.original" for row in waiting),
            count=len(waiting),
            names=names,
        )
    ]


def originals_match(facts: Facts) -> list[Verdict]:
    """No copy differs from its original (M22)."""
    verdicts = []
    for row in _rows(facts):
        path = f"materials.{row.entry.id}.original"
        marks = [
            mark
            for mark in row.entry.marks
            if mark.original == OriginalCheck.DIFFERS and not mark.stale
        ]
        if marks or row.entry.original == OriginalCheck.DIFFERS:
            by = marks[0].by if marks else row.entry.original_by
            on = marks[0].on if marks else row.entry.original_on
            note = (
                marks[0].reason or marks[0].note if marks else row.entry.note
            ) or "没有写明哪里不一致"
            verdicts.append(
                unmet(path, name=row.name, by=by or "没有署名", on=on or "没有写日期", note=note)
            )
    return verdicts


def proof_on_list(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """The proof a special route needs is on the list and not waved away (M13)."""
    item = facts.pack.item(parameters["item"])
    entry = next(
        (each for each in facts.declaration.materials if each.item == parameters["item"]), None
    )
    kind_word = facts.pack.label("kind", str(facts.declaration.route.kind))
    name = item.name if item else parameters["item"]
    if entry is None or entry.state == MaterialState.NOT_APPLICABLE:
        path = f"materials.{entry.id}" if entry else "materials"
        return [unmet(path, kind=kind_word, name=name)]
    return [met(f"materials.{entry.id}")]


def nothing_open(facts: Facts) -> list[Verdict]:
    """No standing correction is unanswered."""
    verdicts = []
    for row in _rows(facts):
        if row.entry.shown_state() == "needs_correction":
            mark = next(
                m for m in row.entry.marks if m.verdict == "needs_correction" and not m.stale
            )
            path = f"materials.{row.entry.id}"
            word = facts.pack.label("review_level", str(mark.level))
            verdicts.append(
                unmet(path, name=row.name, level=word, reason_text=mark.reason or "没有写明")
            )
    return verdicts


KINDS: dict[str, Kind] = {
    "ready_has_pages": kind(ready_has_pages),
    "reason_given": kind(reason_given),
    "counts_agree": kind(counts_agree),
    "rows_have_evidence": kind(rows_have_evidence),
    "links_inside": kind(links_inside),
    "evidence_used": kind(evidence_used),
    "originals_seen": kind(originals_seen),
    "originals_match": kind(originals_match),
    "proof_on_list": kind(proof_on_list, "item"),
    "nothing_open": kind(nothing_open),
}
