# SPDX-License-Identifier: MulanPSL-2.0
"""核对码: four groups of four digits that tell which group of facts differs (ux 5.5, D-8).

Short on purpose: it catches slips of the hand, not forgers. The last digit of a group checks the
other three.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from app.kernel.digest import canonical_json, sha256_hex
from app.kernel.digits import first_broken_group, with_check_digit
from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.document import to_document
from app.paper.volume.plan import PacketPlan

GROUPS, WIDTH = 4, 4
HELP = "核对码用于核对录入是否一致，不是防伪码。"
# What each group is made of, in the words of the printed help.
GROUP_WORDS = ("第1组　基本情况", "第2组　申报内容", "第3组　目录单", "第4组　全部内容和版本")
LOOK_AT = (
    "姓名、性别、出生日期、公民身份号码、工作单位等基本情况。",
    "学历、职称、聘任、考核、继续教育、经历、业绩、论著、个人述评和申报系列、专业、职称。",
    "目录单各项的名称、份数、册号、起止页码。",
    "前三组都相同时，版本不同：请核对页脚的“第几版”。",
)
# Not facts of the person: what reviewers and the program add, and what groups 1 and 3 already hold.
_APART = frozenset(
    {
        "id",
        "schema",
        "practice",
        "pack",
        "basics",
        "materials",
        "reviews",
        "handovers",
        "notifications",
        "numbering",
        "exchanges",
        "markings",
        "submitted_on",
        "passed",
        "frozen_on",
        "bound_on",
        "split_at",
        "closing",
        "shelf",
        "version",
    }
)


def check_code(declaration: Declaration, plan: PacketPlan) -> str:
    """Return the code of one version of a declaration: 3817-0459-9162-2205."""
    document = to_document(declaration)
    parts = [
        document["basics"],
        {key: value for key, value in document.items() if key not in _APART},
        _catalogue(plan),
    ]
    digests = [sha256_hex(canonical_json(_settled(part))) for part in parts]
    digests.append(sha256_hex(canonical_json([*digests, declaration.version])))
    return "-".join(with_check_digit(f"{int(digest[:12], 16) % 1000:03d}") for digest in digests)


def _catalogue(plan: PacketPlan) -> list[Any]:
    return [
        [
            entry.row.name,
            entry.row.entry.copies,
            entry.row.entry.form,
            [[span.volume, span.first, span.last] for span in entry.spans],
        ]
        for entry in plan.entries
    ]


def _settled(value: Any) -> Any:
    """Return the facts without row ids, which two people typing the same paper never share."""
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items() if key not in ("id", "links")}
    return [_settled(item) for item in value] if isinstance(value, (list, tuple)) else value


def parse_code(text: str) -> tuple[str, ...]:
    """Return the four groups of a typed code.

    Raises:
        UserError: PAPER-CODE-SHAPE when it is not sixteen digits, PAPER-CODE-GROUP naming the first
            group whose check digit is wrong.
    """
    digits = re.sub(r"[\s\-—–－]", "", text)
    if len(digits) != GROUPS * WIDTH or not (digits.isascii() and digits.isdigit()):
        raise UserError("PAPER-CODE-SHAPE", typed=text.strip(), count=len(digits))
    groups = [digits[start : start + WIDTH] for start in range(0, len(digits), WIDTH)]
    broken = first_broken_group(groups, WIDTH)
    if broken is not None:
        raise UserError("PAPER-CODE-GROUP", group=broken + 1, typed=groups[broken])
    return tuple(groups)


@frozen
class CodeComparison:
    """Which groups of two codes differ (from 1) and what to look at first."""

    differs: tuple[int, ...]
    look_at: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Tell whether both codes are the same."""
        return not self.differs


def compare(code_a: str, code_b: str) -> CodeComparison:
    """Compare two codes as typed; group 4 is only named when it differs alone.

    Raises:
        UserError: as parse_code.
    """
    pairs = zip(parse_code(code_a), parse_code(code_b), strict=True)
    differs = tuple(number for number, (one, other) in enumerate(pairs, 1) if one != other)
    named = tuple(number for number in differs if number < GROUPS) or differs
    return CodeComparison(
        differs, tuple(f"{GROUP_WORDS[number - 1]}：{LOOK_AT[number - 1]}" for number in named)
    )
