# SPDX-License-Identifier: MulanPSL-2.0
"""Every form under the heading people look for it by, narrowed by what they type."""

from __future__ import annotations

from app.kernel.pinyin import rank
from app.present.prints.pieces import KINDS
from app.present.prints.printcentre_state import GROUP_WORDS
from app.present.prints.unit_forms import FormLine, form_lines
from app.vault.vault import Vault

ATTACHED = ("contents", "roster", "statistics")  # 附件1—3
ROLLS = "roll"
ORDER = (ROLLS, "form", "review", "letter", "slip", "volume", "blank")
REST = "其他"
_WORDS = {**GROUP_WORDS, ROLLS: "目录、花名册和统计表"}


def shelf(vault: Vault, typed: str = "") -> tuple[tuple[str, tuple[FormLine, ...]], ...]:
    """Return (heading, forms) in the order of the print centre; characters, pinyin or initials narrow them."""
    groups = {kind.id: kind.group for kind in KINDS} | dict.fromkeys(ATTACHED, ROLLS)
    found: dict[str, list[FormLine]] = {}
    for each in form_lines(vault):
        if not typed.strip() or rank(typed, each.title) is not None:
            found.setdefault(groups.get(each.id, ""), []).append(each)
    order = [group for group in (*ORDER, *found) if group in found]
    return tuple((_WORDS.get(group, REST), tuple(found[group])) for group in dict.fromkeys(order))
