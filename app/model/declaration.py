# SPDX-License-Identifier: MulanPSL-2.0
"""The Declaration: one frozen document, printed, signed, hashed, sent and reviewed as a whole."""

from __future__ import annotations

from attrs import field, frozen

from app.kernel.ids import new_id
from app.model.codes import Affiliation, ClosingKind, DeclarationKind, TitleLevel
from app.model.marking import Marking
from app.model.materials import (
    HandOver,
    LevelReview,
    MaterialEntry,
    NumberSlip,
    SheetExchange,
)
from app.model.notification import Notification
from app.model.people import (
    Appointment,
    Appraisal,
    Basics,
    BenefitUse,
    CareerEntry,
    CreditYear,
    Education,
    Examination,
    HeldTitle,
    Sanction,
    ServicePeriod,
    Training,
)
from app.model.work import Achievement, Shelf, Work

SCHEMA = 1


@frozen
class RouteAnswers:
    """Answers to the route questions (ux S04); None or empty is 还不确定.

    Attributes:
        title: 申报职称 as in the title table (高级工程师).
        sub_level: 助理级 or 员级 for a junior title.
        undecided: names of questions answered 还不确定 on purpose.
    """

    classified: bool | None = None
    level: TitleLevel | None = None
    sub_level: str = ""
    series: str = ""
    specialty: str = ""
    title: str = ""
    affiliation: Affiliation | None = None
    kind: DeclarationKind = DeclarationKind.NORMAL
    kind_ground: str = ""
    committee: str = ""
    self_evaluating_unit: bool = False
    undecided: tuple[str, ...] = ()


@frozen
class SecrecyReview:
    """保密审查意见 (PC-29, forms.md 4.11). The program records, it never judges (D-7)."""

    confirmed_by: str = ""
    confirmed_on: str = ""
    conclusion: str = ""
    handler: str = ""
    officer: str = ""
    case_number: str = ""
    reviewed_on: str = ""


@frozen
class PublicNotice:
    """The unit's 公示 (S-6.1.1-3). Days are ISO."""

    posted_on: str = ""
    ended_on: str = ""
    place: str = ""
    scope: str = ""
    objections: str = ""
    counts_posting_day: bool = False
    handler: str = ""


@frozen
class Recommendation:
    """单位推荐意见 (S-6.1.1-3): three parts, a commitment, names and a date."""

    method: str = ""
    conditions: str = ""
    outstanding: str = ""
    commitment: str = ""
    opinion: str = ""
    reviewer: str = ""
    head: str = ""
    on: str = ""


@frozen
class PassedFinding:
    """A reminder passed with a typed reason; it prints on the self-check report (D-4)."""

    code: str
    path: str
    reason: str
    by: str = ""
    on: str = ""


@frozen
class Closing:
    """Why a declaration is no longer worked on (ux 2.9, M11); it stays on record with all its history.

    Attributes:
        kind: put in the recycle bin, 作废 or 终止申报; None while it is in force.
        on: ISO day.
    """

    kind: ClosingKind | None = None
    reason: str = ""
    by: str = ""
    on: str = ""


@frozen
class Declaration:
    """One person's declaration of one year.

    Attributes:
        schema: version of this shape; a newer one is refused.
        pack: id of the policy pack it stands on.
        practice: fictional; every page printed from it says 练习.
        markings: 定密 decisions about its papers, oldest first; without one nothing is marked (D-7).
        split_at: volumes thicker than so many mm are split (M23); 0 while nobody was asked, -1 not split.
    """

    id: str = field(factory=new_id)
    schema: int = SCHEMA
    year: int = 2026
    pack: str = "chifeng-2026"
    practice: bool = False
    route: RouteAnswers = RouteAnswers()
    basics: Basics = Basics()
    education: tuple[Education, ...] = ()
    titles: tuple[HeldTitle, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    credits: tuple[CreditYear, ...] = ()
    training: tuple[Training, ...] = ()
    career: tuple[CareerEntry, ...] = ()
    service: tuple[ServicePeriod, ...] = ()
    examinations: tuple[Examination, ...] = ()
    benefits: tuple[BenefitUse, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    works: tuple[Work, ...] = ()
    shelf: Shelf = Shelf()
    statement: str = ""
    pledged_on: str = ""
    submitted_on: str = ""
    secrecy: SecrecyReview = SecrecyReview()
    notice: PublicNotice = PublicNotice()
    recommendation: Recommendation = Recommendation()
    materials: tuple[MaterialEntry, ...] = ()
    reviews: tuple[LevelReview, ...] = ()
    handovers: tuple[HandOver, ...] = ()
    notifications: tuple[Notification, ...] = ()
    numbering: tuple[NumberSlip, ...] = ()
    exchanges: tuple[SheetExchange, ...] = ()
    markings: tuple[Marking, ...] = ()
    passed: tuple[PassedFinding, ...] = ()
    frozen_on: str = ""
    bound_on: str = ""
    split_at: int = 0
    closing: Closing = Closing()
    version: int = 1

    def current_title(self) -> HeldTitle | None:
        """Return the present title: the one marked, else the last row."""
        marked = [title for title in self.titles if title.current]
        return marked[-1] if marked else (self.titles[-1] if self.titles else None)

    def highest_education(self) -> Education | None:
        """Return the highest education: the one marked, else the first row."""
        marked = [row for row in self.education if row.highest]
        return marked[0] if marked else (self.education[0] if self.education else None)

    def material(self, entry_id: str) -> MaterialEntry | None:
        """Return the material with this id."""
        return next((entry for entry in self.materials if entry.id == entry_id), None)
