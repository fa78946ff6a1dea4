# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of the unit's desk: about the person in hand, and letters about everybody it sends up."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.errors import UserError
from app.paper.forms.context import Batch
from app.present.prints.batch import entrusted_batch, passed_batch, whole_batch
from app.present.prints.piece_kinds import PieceKind, batch_piece, form_piece
from app.present.session import Role, Session

_UNIT, _OFFICES = (Role.UNIT,), (Role.UNIT, Role.OFFICE)
_NOTICE = ("posted_on", "ended_on", "place", "objections")
_SIGNED = ("number", "receiver", "office", "on", "contact", "phone")


def _classified(session: Session) -> bool:
    return session.declaration.route.classified is True


def _posted(session: Session) -> bool:
    return bool(session.declaration.notice.posted_on)


_NOT_CLASSIFIED = "申报方向里没有选“涉密人员”"
PERSON_PAPERS: tuple[PieceKind, ...] = (
    PieceKind(
        "recommendation",
        "单位推荐意见",
        "review",
        form_piece("recommendation"),
        _UNIT,
        "recommendation",
    ),
    PieceKind(
        "notice-certificate",
        "公示情况证明",
        "review",
        form_piece("notice-certificate"),
        _UNIT,
        "",
        _posted,
        "还没有登记公示日期",
    ),
    PieceKind(
        "secrecy-review",
        "保密审查意见表",
        "review",
        form_piece("secrecy-review"),
        _UNIT,
        "",
        _classified,
        _NOT_CLASSIFIED,
    ),
    PieceKind(
        "offline-statement",
        "涉密人员线下申报说明",
        "review",
        form_piece("offline-statement"),
        _UNIT,
        "",
        _classified,
        _NOT_CLASSIFIED,
    ),
)


def _anybody(session: Session) -> bool:
    return session.vault.has_declarations()


def _everyone(session: Session) -> Batch:
    batch = whole_batch(session)
    if not batch.people:
        raise UserError("ROLL-NOBODY")
    return batch


def _entrusted(session: Session) -> Batch:
    batch = entrusted_batch(session)
    if not batch.people:
        raise UserError("ROLL-NOBODY")
    return batch


def _passed(session: Session) -> Batch:
    batch = passed_batch(session)
    if not batch.people:
        raise UserError("LETTER-NOBODY-PASSED")
    return batch


def _letter(
    piece_id: str,
    title: str,
    *asks: str,
    people: Callable[[Session], Batch] = _everyone,
    form: str = "",
    roles: tuple[Role, ...] = _UNIT,
) -> PieceKind:
    make = batch_piece(piece_id, people, form)
    return PieceKind(
        piece_id,
        title,
        "letter",
        make,
        roles,
        "",
        _anybody,
        "本库里还没有申报人",
        of_person=False,
        asks=asks,
    )


LETTERS: tuple[PieceKind, ...] = (
    _letter("recommendation-report", "推荐报告（全单位）", *_SIGNED, "process", *_NOTICE),
    _letter(
        "public-notice",
        "公示（初审通过的人）",
        "posted_on",
        "ended_on",
        "lookup",
        "contact",
        "phone",
        "supervision",
        "address",
        people=_passed,
    ),
    _letter(
        "transfer-list", "材料移交清单（批次）", "number", "receiver", "transport", roles=_OFFICES
    ),
    _letter("tally-people", "计票表（带申报人名单）", form="tally", roles=_OFFICES),
    _letter(
        "entrustment",
        "委托评审函（附名单）",
        *_SIGNED,
        "background",
        "reason",
        *_NOTICE,
        people=_entrusted,
    ),
)
