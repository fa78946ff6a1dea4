# SPDX-License-Identifier: MulanPSL-2.0
"""Everything that can be printed of one declaration: what it is called, when it makes sense, how it is made."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial

import attrs

from app.kernel.progress import Progress, silent
from app.model.codes import MaterialState, ReviewLevel, ReviewOutcome
from app.model.notification import Notification
from app.model.operations import review_of
from app.paper.booklet import booklet
from app.paper.chart import deadlines
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms import Matter, render
from app.paper.imposition import PAGES_A_SHEET, saddle_stitched, side_by_side
from app.paper.page_labels import page_labels
from app.paper.slips import hand_numbering_slip, self_check_report
from app.paper.volume.contents import contents
from app.paper.volume.cover import spine_labels
from app.paper.volume.packet import page_references, write_packet
from app.present.help.manual import LEAD, TITLE, manual
from app.present.office.counted import COUNTED
from app.present.papers.fetch_list import (
    ORIGINALS_TITLE,
    fetch_list,
    originals_list,
    originals_to_show,
    wanted_papers,
)
from app.present.planning import BOUND_FORMS, bound_forms
from app.present.prints.blanks import BLANKS
from app.present.prints.carriers import carrier_of_row, carrier_of_volume, single_number, wrapped
from app.present.prints.letterfacts import matter_of
from app.present.prints.letters import LETTERS, PERSON_PAPERS
from app.present.prints.person_slips import PERSON_SLIPS
from app.present.prints.piece_kinds import VOLUME_TITLE, PieceKind, form_piece, reviewing
from app.present.prints.report import margin_notes, report_of
from app.present.prints.unit_forms import check_form, form_in_force, form_to_print
from app.present.returned.papers import (
    exchange_piece,
    explanation_piece,
    has_answers,
    has_exchange,
    second_handover_rows,
)
from app.present.session import Role, Session


def _volume(session: Session, context: PaperContext, progress: Progress) -> Piece | None:
    plan = session.plan
    if not plan.volumes:
        return None
    for form in BOUND_FORMS.values():
        check_form(session.vault, form)
    target = io.BytesIO()
    made = bound_papers(session, context)
    report = write_packet(plan, context, session.vault.evidence, target, progress, made)
    return Piece("volume", "申报材料册", target.getvalue(), report.pages, places=report.places)


def bound_papers(session: Session, context: PaperContext) -> Mapping[str, Piece]:
    """Return the papers of our own as pages of a volume, which gives them its code, numbers and marks."""
    plain = attrs.evolve(context, check_sheets=False, check_bars=False, markings=())
    return bound_forms(partial(form_in_force, session.vault), session.checklist.rows, plain)


def _evaluation_folded(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    references = page_references(session.plan, session.declaration)
    spec = form_to_print(session.vault, "evaluation")
    notes = margin_notes(session) if context.proof else {}
    whole = render(spec, context, references=references, multiple=PAGES_A_SHEET, notes=notes)
    return saddle_stitched(whole, "evaluation-a3")


def _submission_flat(session: Session, context: PaperContext, progress: Progress) -> Piece | None:
    whole = form_piece("submission")(session, context, progress)
    return None if whole is None else side_by_side(whole, "submission-a3")


def _contents(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    return contents(context, session.plan)


def _spines(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    return spine_labels(context, session.plan, single_number(session))


def _numbering(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    return hand_numbering_slip(context, session.plan)


def _deadlines(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    return deadlines(session.pack, session.date_keeper, context)


def _self_check(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    return self_check_report(context, session.plan, report_of(session))


def _labels(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    return page_labels(context, session.plan)


def _has_volume(session: Session) -> bool:
    return bool(session.plan.volumes)


def _has_spine(session: Session) -> bool:
    return any(volume.thickness >= 10 for volume in session.plan.volumes)


def _has_hand_pages(session: Session) -> bool:
    return any(True for _ in session.plan.paper_sides())


def _concluded(session: Session) -> bool:
    found = review_of(session.declaration, reviewing(session))
    return found.outcome == ReviewOutcome.PASSED


def _sent_back(session: Session) -> bool:
    found = review_of(session.declaration, reviewing(session))
    return found.outcome == ReviewOutcome.SENT_BACK


def _standing(session: Session) -> list[Notification]:
    return [each for each in session.declaration.notifications if not each.cancelled]


def _notification(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    given = _standing(session)
    if not given:
        return None
    unit, last = session.unit, given[-1]
    matter = Matter(
        number=last.number,
        office=unit.name if unit else "",
        on=last.on,
        due=last.due,
        deliver=last.deliver,
        handler=last.by,
        told=last.items,
    )
    return render(
        form_to_print(session.vault, "notification"),
        context,
        level=ReviewLevel.COMMITTEE,
        matter=matter,
    )


def _handover(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    plan = session.plan
    bound = [
        (
            f"第{v.number}册　{v.title}",
            "1",
            str(v.last - v.first + 1),
            carrier_of_volume(session, v),
            "",
        )
        for v in plan.volumes
    ]
    loose = [
        (row.name, str(row.entry.copies), "", carrier_of_row(session, KINDS, row), "单独报送")
        for row in session.checklist.rows
        if not row.bound and row.entry.state == MaterialState.READY
    ]
    typed = matter_of(session, "handover", session.declaration.id)
    rows = (*bound, *loose, *second_handover_rows(session))
    matter = wrapped(session, attrs.evolve(typed, volumes=rows))
    return render(form_to_print(session.vault, "handover"), context, matter=matter)


def _manual(session: Session, context: PaperContext, _progress: Progress) -> Piece:
    return booklet(context, TITLE, LEAD, manual(session.pack.fields))


_NO_PAGES = "材料清单里还没有扫描件和页数"
KINDS: tuple[PieceKind, ...] = (
    PieceKind(
        "volume",
        VOLUME_TITLE,
        "volume",
        _volume,
        fits=_has_volume,
        why_not=_NO_PAGES,
    ),
    PieceKind("contents", "材料目录单（贴在档案袋上）", "volume", _contents),
    PieceKind(
        "spine",
        "册脊标签",
        "volume",
        _spines,
        fits=_has_spine,
        act="",
        label=True,
        why_not="不到 10 毫米厚的册不贴册脊",
    ),
    PieceKind(
        "numbering",
        "手工编号单",
        "slip",
        _numbering,
        fits=_has_hand_pages,
        act="",
        why_not="没有纸质附件需要手工编号",
    ),
    PieceKind(
        "page-labels",
        "页码贴（24 格标签纸）",
        "slip",
        _labels,
        fits=_has_hand_pages,
        act="",
        bare=True,
        why_not="没有纸质附件需要手工编号",
    ),
    PieceKind("evaluation", "专业技术职称评审表", "form", form_piece("evaluation")),
    PieceKind(
        "evaluation-a3",
        "专业技术职称评审表（A3 对折骑马订）",
        "form",
        _evaluation_folded,
        instead_of="evaluation",
    ),
    PieceKind("submission", "专业技术职称送审表", "form", form_piece("submission")),
    PieceKind(
        "submission-a3",
        "专业技术职称送审表（A3 单面）",
        "form",
        _submission_flat,
        instead_of="submission",
    ),
    PieceKind("pledge", "个人承诺书", "form", form_piece("pledge")),
    PieceKind(
        "handover",
        "移交清单（两份，双方签字）",
        "slip",
        _handover,
        act="",
        fits=_has_volume,
        why_not=_NO_PAGES,
        asks=("number", "receiver", "transport"),
    ),
    *PERSON_SLIPS,
    PieceKind("deadlines", "时限图", "slip", _deadlines, act="", bare=True),
    PieceKind(
        "exchange",
        "换页清单（两份）",
        "slip",
        exchange_piece,
        (Role.APPLICANT,),
        "",
        has_exchange,
        "没有退回的材料",
    ),
    PieceKind(
        "explanation",
        "补正情况说明",
        "slip",
        explanation_piece,
        (Role.APPLICANT,),
        "",
        has_answers,
        "没有写明不改的项",
    ),
    PieceKind("self-check", "自检报告", "slip", _self_check, act=""),
    PieceKind(
        "fetch-list",
        "要取的材料",
        "slip",
        fetch_list,
        (Role.APPLICANT,),
        "",
        lambda session: bool(wanted_papers(session)),
        "要的材料都在手里了",
    ),
    PieceKind(
        "originals-list",
        ORIGINALS_TITLE,
        "slip",
        originals_list,
        act="",
        fits=lambda session: bool(originals_to_show(session)),
        why_not="复印件都核对过原件了",
    ),
    PieceKind(
        "review-result",
        "审核意见",
        "review",
        form_piece("review-result"),
        (Role.UNIT, Role.OFFICE),
        "",
        _concluded,
        "还没有登记审核通过",
    ),
    PieceKind(
        "notification",
        "材料补正一次性告知书（附送达回证）",
        "review",
        _notification,
        (Role.OFFICE,),
        "",
        lambda session: bool(_standing(session)),
        "还没有出具一次性告知书",
    ),
    PieceKind(
        "correction-slip",
        "退回补正单",
        "review",
        form_piece("correction-slip"),
        fits=_sent_back,
        act="",
        why_not="没有退回的材料",
        asks=("number",),
    ),
    *PERSON_PAPERS,
    *LETTERS,
    *COUNTED,
    *BLANKS,
    PieceKind("manual", "使用手册", "blank", _manual, act="", of_person=False, bare=True),
)
_NAMED = {kind.id: kind for kind in KINDS}


def kind_named(piece_id: str) -> PieceKind:
    """Return one kind; KeyError when there is none."""
    return _NAMED[piece_id]


def is_kind(piece_id: str) -> bool:
    """Tell whether an id is one of the print centre's; rolls and the like have ids of their own."""
    return piece_id in _NAMED


def kinds_for(session: Session, *, of_person: bool | None = None) -> list[PieceKind]:
    """Return what this desk can print, in the order of the print centre.

    Args:
        of_person: only papers of the declaration in hand (True), only those of the unit (False).
    """
    return [
        kind for kind in KINDS if session.role in kind.roles and of_person in (None, kind.of_person)
    ]


def make_piece(
    session: Session, piece_id: str, context: PaperContext, progress: Progress | None = None
) -> Piece | None:
    """Return one piece as bytes, None when there is nothing to print.

    Raises:
        UserError: PAPER-… (a character no face has, a copy that cannot be read).
        Cancelled: the person stopped it.
    """
    kind = kind_named(piece_id)
    if not kind.fits(session):
        return None
    named = attrs.evolve(context, piece=kind.paper, markings=() if kind.bare else context.markings)
    return kind.make(session, named, progress or silent())
