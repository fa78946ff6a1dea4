# SPDX-License-Identifier: MulanPSL-2.0
"""Papers that go with one person's packet: bag labels, receipt, and the map from claims to pages."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from app.kernel.progress import Progress
from app.model.codes import MaterialState
from app.model.work import Achievement, Work
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms import produce, render
from app.paper.forms.tables_person import KEPT, wording, work_title
from app.paper.volume.packet import page_references
from app.paper.volume.plan import PlannedEntry, range_words
from app.present.prints.carriers import wrapped
from app.present.prints.letterfacts import matter_of
from app.present.prints.piece_kinds import PieceKind
from app.present.prints.unit_forms import form_to_print
from app.present.session import Session

LOOSE, NO_PAGES = "单独报送", "待补"


def bound_words(session: Session) -> str:
    """Return 共2册126页; empty while there are no volumes."""
    plan = session.plan
    return f"共{len(plan.volumes)}册{plan.numbered}页" if plan.volumes else ""


def bag_catalogue(session: Session) -> tuple[tuple[str, str, str], ...]:
    """Return number, name and place of every material that goes into the bag."""
    rows = []
    for entry in session.plan.entries:
        if entry.bound or entry.row.entry.state == MaterialState.READY:
            number = str(entry.row.number) if entry.row.number else ""
            rows.append((number, entry.row.name, _place(entry)))
    return tuple(rows)


def _place(entry: PlannedEntry) -> str:
    if not entry.bound:
        return LOOSE
    said = [f"{span.volume}册{range_words(span.first, span.last)}页" for span in entry.spans]
    return "、".join(said) or NO_PAGES


def _bag_labels(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    typed = matter_of(session, "bag-labels", session.declaration.id)
    matter = attrs.evolve(typed, bound=bound_words(session), catalogue=bag_catalogue(session))
    matter = wrapped(session, matter)
    return render(form_to_print(session.vault, "bag-labels"), context, matter=matter)


def _receipt(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    typed = matter_of(session, "receipt", session.declaration.id)
    matter = attrs.evolve(typed, bound=bound_words(session))
    return render(form_to_print(session.vault, "receipt"), context, matter=matter)


# --- 佐证对应表 ------------------------------------------------------------------------
def _evidence_map(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    matter = attrs.evolve(
        matter_of(session, "evidence-map", session.declaration.id),
        evidence=evidence_rows(session, context),
    )
    return render(form_to_print(session.vault, "evidence-map"), context, matter=matter)


def evidence_rows(
    session: Session, context: PaperContext
) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """Return every claim that may be written, where the 评审表 says it and where the volume proves it.

    A withheld row shows its open wording or its kind only (D-7); one that nothing proves is left out,
    as it is in the 评审表.
    """
    references = page_references(session.plan, session.declaration)
    spec = form_to_print(session.vault, "evaluation")
    places: dict[str, str] = {}
    for cell in produce(spec, context, references=references).cells:
        places.setdefault(cell.path, f"第{cell.page + 1}页")
    names = {row.entry.id: row.name for row in session.checklist.rows}
    rows = []
    for achievement in session.declaration.achievements:
        said = wording(achievement)
        if said is not None:
            path = f"achievements.{achievement.id}"
            rows.append(_row(achievement, said.title, path, places, references, names))
    for work in session.declaration.works:
        title = work_title(work)
        if title is not None:
            rows.append(_row(work, title, f"works.{work.id}", places, references, names))
    return tuple(rows)


def _row(
    row: Achievement | Work,
    title: str,
    path: str,
    places: Mapping[str, str],
    references: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[str, str, str, str, str, str]:
    materials = dict.fromkeys(names[link.material] for link in row.links if link.material in names)
    material = KEPT if row.kept_by_unit and not materials else "\n".join(materials)
    pages = references.get(row.id, "").removeprefix("见")
    return title, places.get(path, ""), pages, material, row.secrecy_case, path


def _claims(session: Session) -> bool:
    declaration = session.declaration
    return bool(declaration.achievements or declaration.works)


def _has_volume(session: Session) -> bool:
    return bool(session.plan.volumes)


_NO_VOLUME = "材料清单里还没有扫描件和页数"
PERSON_SLIPS: tuple[PieceKind, ...] = (
    PieceKind(
        "evidence-map",
        "佐证对应表",
        "slip",
        _evidence_map,
        act="",
        fits=_claims,
        why_not="还没有填业绩和论文",
    ),
    PieceKind(
        "bag-labels",
        "档案袋标签（正面、底边、背面）",
        "slip",
        _bag_labels,
        act="",
        fits=_has_volume,
        why_not=_NO_VOLUME,
        asks=("number", "receiver", "transport"),
        label=True,
    ),
    PieceKind("receipt", "接收回执（两联）", "slip", _receipt, act="", asks=("number",)),
)
