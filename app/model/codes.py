# SPDX-License-Identifier: MulanPSL-2.0
"""Closed sets of words the document uses. The value is what stands in JSON; labels are in the pack."""

from __future__ import annotations

from enum import StrEnum


class TitleLevel(StrEnum):
    """职称层级 (notice 三（二）)."""

    JUNIOR = "junior"
    INTERMEDIATE = "intermediate"
    ASSOCIATE_SENIOR = "associate_senior"
    FULL_SENIOR = "full_senior"

    @property
    def senior(self) -> bool:
        """Tell whether the level is 高级 (副高级 or 正高级)."""
        return self in (TitleLevel.ASSOCIATE_SENIOR, TitleLevel.FULL_SENIOR)

    @property
    def filing(self) -> str:
        """Return the level of windows and roster files: junior, intermediate or senior (S-4.3.4-a)."""
        return "senior" if self.senior else str(self)


class Affiliation(StrEnum):
    """单位隶属 (S-4.2.3)."""

    BANNER_COUNTY = "banner_county"
    CITY = "city"
    STATIONED = "stationed"
    NON_PUBLIC = "non_public"
    FREELANCE = "freelance"


class DeclarationKind(StrEnum):
    """申报类型 (forms.md 4.1 head)."""

    NORMAL = "normal"
    EXCEPTIONAL = "exceptional"
    TARGETED_GRASSROOTS = "targeted_grassroots"
    GREEN_CHANNEL = "green_channel"
    NON_PUBLIC_DIRECT = "non_public_direct"
    TOWNSHIP_DIRECT = "township_direct"
    HIGH_SKILL = "high_skill"
    SERIES_TRANSFER = "series_transfer"


class ReviewLevel(StrEnum):
    """Whose column on the checklist (ux 2.4.2)."""

    SELF = "self"
    UNIT = "unit"
    DEPARTMENT = "department"
    HR = "hr"
    COMMITTEE = "committee"


class MaterialState(StrEnum):
    """The applicant's word on a material (ux 2.4.1); 需补正 and 已核验 come from reviewers' marks."""

    NOT_READY = "not_ready"
    READY = "ready"
    NOT_APPLICABLE = "not_applicable"


class OriginalCheck(StrEnum):
    """原件核对 (ux 2.4.4)."""

    UNCHECKED = "unchecked"
    MATCHES = "matches"
    DIFFERS = "differs"
    ORIGINAL_BOUND = "original_bound"
    TO_BE_SEEN = "to_be_seen"


class Verdict(StrEnum):
    """A reviewer's word on one material."""

    PASS = "pass"  # noqa: S105 - a verdict, no secret
    NEEDS_CORRECTION = "needs_correction"
    NOT_APPLICABLE = "not_applicable"
    ORIGINAL_PENDING = "original_pending"


class ItemState(StrEnum):
    """What the checklist shows for one material, derived from state and marks (ux 2.4.1)."""

    NOT_READY = "not_ready"
    READY = "ready"
    NOT_APPLICABLE = "not_applicable"
    NEEDS_CORRECTION = "needs_correction"
    VERIFIED = "verified"
    ANSWERED = "answered"


class AchievementKind(StrEnum):
    """What sort of achievement a row is (forms.md 4.1 rows 24–26)."""

    PROJECT = "project"
    AWARD = "award"
    HONOUR = "honour"
    PATENT = "patent"
    STANDARD = "standard"
    TECHNOLOGY_TRANSFER = "technology_transfer"
    OTHER = "other"


class Openness(StrEnum):
    """保密审查 of one achievement or work (ux 1.1, D-7)."""

    UNDECIDED = "undecided"
    OPEN = "open"
    DESENSITISED = "desensitised"
    WITHHELD = "withheld"


class PlaceKind(StrEnum):
    """工作地类型 (forms.md 4.2 page 5)."""

    CITY = "city"
    BANNER_COUNTY = "banner_county"
    SUMU_TOWNSHIP = "sumu_township"
    GACHA_VILLAGE = "gacha_village"
    ELSEWHERE = "elsewhere"


class ReviewOutcome(StrEnum):
    """The result of one level's walk."""

    OPEN = "open"
    PASSED = "passed"
    SENT_BACK = "sent_back"


class ClosingKind(StrEnum):
    """Why a declaration is closed: 放进回收站, 作废 (M11), 终止申报 (ux 2.9)."""

    BINNED = "binned"
    VOID = "void"
    ENDED = "ended"
