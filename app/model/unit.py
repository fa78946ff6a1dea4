# SPDX-License-Identifier: MulanPSL-2.0
"""The unit: its name as on the seal, its posts, its own dates and rules."""

from __future__ import annotations

from attrs import field, frozen

from app.kernel.ids import new_id


@frozen
class PostQuota:
    """岗位 of one level (forms.md 4.8); level is a TitleLevel value, counts are posts.

    ``targeted`` marks the separate pool of 定向评价 (S-5.4.1).
    """

    level: str
    approved: int = 0
    filled: int = 0
    qualified_unfilled: int = 0
    targeted: bool = False

    @property
    def vacant(self) -> int:
        """Return approved minus filled; below zero is 超岗."""
        return self.approved - self.filled


@frozen
class Unit:
    """One employing unit. ``internal_dates`` maps a filing level to the unit's own ISO day."""

    id: str = field(factory=new_id)
    schema: int = 1
    practice: bool = False
    name: str = ""
    code: str = ""
    nature: str = ""
    region: str = ""
    department: str = ""
    affiliation: str = ""
    establishment: int = 0
    professional_posts: int = 0
    posts: tuple[PostQuota, ...] = ()
    contact: str = ""
    phone: str = ""
    secrecy_body: str = ""
    reviewers: tuple[str, ...] = ()
    internal_dates: dict[str, str] = field(factory=dict)
    counts_posting_day: bool = False
    reorganising: bool = False
