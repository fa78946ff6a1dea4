# SPDX-License-Identifier: MulanPSL-2.0
"""Which count of posts a declaration falls under (PC-06, PC-12, PC-14; forms.md 4.8)."""

from __future__ import annotations

from enum import StrEnum

from app.model.codes import Affiliation, DeclarationKind
from app.model.declaration import Declaration

# 单位性质 that keep a table of posts; everybody else stands in 非事业单位 (S-5.7.1: 岗位结构比例内).
_WITH_POSTS = ("事业单位", "苏木乡镇事业单位")


class Pool(StrEnum):
    """Where a declaration is counted."""

    POST = "post"  # within the vacant posts of its level
    GREEN = "green"  # 绿色通道, free of the post count (S-5.3-1, PC-12)
    GRASSROOTS = "grassroots"  # 30/20 年 破格, free of the post count (S-5.4.2-1, PC-06)
    OTHER = "other"  # other preferential policy whose post count is for a person to decide
    TARGETED = "targeted"  # 定向评价, its own pool (S-5.4.1)
    OUTSIDE = "outside"  # enterprises, non-public units and freelancers: no posts are kept


# Grounds of 破格 (routes.toml): only 30/20 年 is free of the post count by the notice (S-5.4.2-1); being
# a year early or by a series' own criteria is not; anything else is for a person to decide.
_EXCEPTIONAL = {
    "years_30_20": Pool.GRASSROOTS,
    "three_year_service": Pool.POST,
    "series_criteria": Pool.POST,
}
POOL_WORDS = {
    Pool.POST: "占岗",
    Pool.GREEN: "不占岗",
    Pool.GRASSROOTS: "不占岗",
    Pool.OTHER: "待核",
    Pool.TARGETED: "定向单列",
    Pool.OUTSIDE: "非事业单位",
}


def pool_of(declaration: Declaration) -> Pool:
    """Return the count a declaration falls under; first match wins.

    The epidemic preference (S-5.6) does not by itself leave the post count; it is counted as
    ``OTHER`` only where its use is recorded for this year.
    """
    kind = declaration.route.kind
    if _outside(declaration):
        return Pool.OUTSIDE
    if kind == DeclarationKind.TARGETED_GRASSROOTS:
        return Pool.TARGETED
    if kind == DeclarationKind.GREEN_CHANNEL:
        return Pool.GREEN
    if kind == DeclarationKind.EXCEPTIONAL:
        return _EXCEPTIONAL.get(declaration.route.kind_ground, Pool.OTHER)
    epidemic = any(
        use.kind == "epidemic" and use.year == str(declaration.year) for use in declaration.benefits
    )
    return Pool.OTHER if epidemic else Pool.POST


def outside_posts(nature: str) -> bool:
    """Tell whether a 单位性质 keeps no table of posts; an empty one is not known and tells nothing."""
    return bool(nature) and nature not in _WITH_POSTS


def _outside(declaration: Declaration) -> bool:
    if declaration.route.affiliation in (Affiliation.NON_PUBLIC, Affiliation.FREELANCE):
        return True
    if declaration.route.kind == DeclarationKind.NON_PUBLIC_DIRECT:
        return True
    return outside_posts(declaration.basics.unit_nature)
