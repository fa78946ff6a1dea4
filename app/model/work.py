# SPDX-License-Identifier: MulanPSL-2.0
"""What the person did: achievements and papers, each tied to pages that prove it."""

from __future__ import annotations

from attrs import field, frozen

from app.kernel.ids import new_id
from app.model.codes import AchievementKind, Openness


@frozen
class EvidenceLink:
    """One proof of a row: pages of a material, or evidence the unit keeps (D-7).

    Attributes:
        material: id of a MaterialEntry.
        first: first page within the material, from 1; None means the whole material.
        last: last page within the material, not below first.
        proof_page: page within the material where name and role appear, or None.
    """

    material: str
    first: int | None = None
    last: int | None = None
    proof_page: int | None = None
    id: str = field(factory=new_id)


@frozen
class Achievement:
    """One row of 主要专业技术工作业绩登记 (forms.md 4.2 pages 6–8).

    Attributes:
        phase: ``before`` or ``after`` the present title.
        open_title, open_content, open_result: wording that goes on paper when openness is
            desensitised; empty means the plain fields are printed.
        kept_by_unit: evidence is a 单位留存备查 certificate.
    """

    id: str = field(factory=new_id)
    kind: AchievementKind = AchievementKind.PROJECT
    phase: str = "after"
    title: str = ""
    started: str = ""
    ended: str = ""
    content: str = ""
    role: str = ""
    rank: str = ""
    result: str = ""
    grade: str = ""
    openness: Openness = Openness.UNDECIDED
    open_title: str = ""
    open_content: str = ""
    open_result: str = ""
    secrecy_case: str = ""
    secrecy_reviewer: str = ""
    secrecy_date: str = ""
    kept_by_unit: bool = False
    links: tuple[EvidenceLink, ...] = ()


@frozen
class Work:
    """One row of 著作、论文及重要技术报告登记; kind is paper|monograph|report|other."""

    id: str = field(factory=new_id)
    kind: str = "paper"
    title: str = ""
    abstract: str = ""
    published: str = ""
    venue: str = ""
    issue: str = ""
    author_rank: str = ""
    corresponding: bool = False
    representative: bool = False
    indexing: str = ""
    openness: Openness = Openness.UNDECIDED
    open_title: str = ""
    secrecy_case: str = ""
    secrecy_reviewer: str = ""
    secrecy_date: str = ""
    kept_by_unit: bool = False
    links: tuple[EvidenceLink, ...] = ()


@frozen
class Shelf:
    """Achievements and works kept but not chosen for this declaration: nothing of them is printed or checked."""

    achievements: tuple[Achievement, ...] = ()
    works: tuple[Work, ...] = ()
