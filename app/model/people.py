# SPDX-License-Identifier: MulanPSL-2.0
"""Who the person is: basics, education, titles, appointments, career.

Every date is text: an ISO partial date (2016, 2016-01, 2016-01-05) when it could be read, else as
typed. Nothing here raises on incomplete content; the rules say what is missing.
"""

from __future__ import annotations

from attrs import field, frozen

from app.kernel.ids import new_id


@frozen
class Basics:
    """基本情况 (forms.md 4.2 page 3). All text; dates partial ISO."""

    name: str = ""
    former_name: str = ""
    sex: str = ""
    ethnicity: str = ""
    born: str = ""
    id_number: str = ""
    birthplace: str = ""
    political_status: str = ""
    work_started: str = ""
    health: str = ""
    unit: str = ""
    unit_nature: str = ""
    region: str = ""
    department: str = ""
    phone: str = ""
    person_status: str = ""
    present_work: str = ""
    specialty_years: str = ""
    specialty_since: str = ""
    administrative_post: str = ""
    party_membership: str = ""
    democratic_party: str = ""
    societies: str = ""
    foreign_language: str = ""
    remarks: str = ""


@frozen
class Education:
    """One 学历 (GB/T 4658, GB/T 6864 words)."""

    id: str = field(factory=new_id)
    level: str = ""
    degree: str = ""
    mode: str = ""
    school: str = ""
    major: str = ""
    started: str = ""
    graduated: str = ""
    years_of_study: str = ""
    highest: bool = False
    note: str = ""


@frozen
class HeldTitle:
    """One 职称 already held and where it came from (S-5.8.1)."""

    id: str = field(factory=new_id)
    title: str = ""
    level: str = ""
    series: str = ""
    specialty: str = ""
    obtained: str = ""
    source: str = ""
    authority: str = ""
    certificate: str = ""
    current: bool = False


@frozen
class Appointment:
    """One 聘任."""

    id: str = field(factory=new_id)
    title: str = ""
    post_grade: str = ""
    unit: str = ""
    started: str = ""
    ended: str = ""
    basis: str = ""


@frozen
class Appraisal:
    """One 年度考核."""

    id: str = field(factory=new_id)
    year: str = ""
    grade: str = ""
    unit: str = ""
    note: str = ""


@frozen
class CreditYear:
    """继续教育 of one year; hours are whole numbers, None when not known."""

    id: str = field(factory=new_id)
    year: str = ""
    specialty_hours: int | None = None
    general_hours: int | None = None
    card: str = ""
    exemption: str = ""


@frozen
class Training:
    """One row of 学习培训经历 (forms.md 4.2 page 4)."""

    id: str = field(factory=new_id)
    started: str = ""
    ended: str = ""
    place: str = ""
    content: str = ""
    length: str = ""
    outcome: str = ""
    witness: str = ""


@frozen
class CareerEntry:
    """One row of 工作经历; ``place`` is a PlaceKind value or empty."""

    id: str = field(factory=new_id)
    started: str = ""
    ended: str = ""
    unit: str = ""
    work: str = ""
    position: str = ""
    place: str = ""
    witness: str = ""


@frozen
class ServicePeriod:
    """One stay in 苏木乡镇, 嘎查村, a 对口支援 body or the epidemic front line (S-5.4.4, S-5.4.5, S-5.6)."""

    id: str = field(factory=new_id)
    kind: str = ""
    place: str = ""
    unit: str = ""
    started: str = ""
    ended: str = ""
    proof: str = ""


@frozen
class Examination:
    """One 考试成绩 (forms.md 4.2 page 11, S-2.3-1); score and line in points."""

    id: str = field(factory=new_id)
    name: str = ""
    subject: str = ""
    taken: str = ""
    score: str = ""
    line_kind: str = ""
    line: str = ""
    valid_from: str = ""
    valid_until: str = ""
    organiser: str = ""


@frozen
class BenefitUse:
    """A preference already used once: kind green_channel or epidemic, with year (S-5.3-2, S-5.6)."""

    id: str = field(factory=new_id)
    kind: str = ""
    year: str = ""
    decision: str = ""


@frozen
class Sanction:
    """处分 or 失信记录: kind warning|demerit|demotion|removal|dismissal|breach_of_trust."""

    id: str = field(factory=new_id)
    kind: str = ""
    started: str = ""
    ended: str = ""
    note: str = ""
