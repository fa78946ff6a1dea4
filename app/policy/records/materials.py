# SPDX-License-Identifier: MulanPSL-2.0
"""The catalogue of materials and how it is divided."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen


@frozen
class Tab:
    """One divider letter."""

    letter: str
    title: str


@frozen
class Group:
    """One heading of the 目录单; volume 0 is handed in loose."""

    id: str
    title: str
    volume: int


@frozen
class CatalogueItem:
    """One row of the materials catalogue (附件1; forms.md 4.1).

    Attributes:
        number: 序号 on the 目录单.
        need: M, C or O; with ``when`` the item is on the list where the condition holds.
        form: original, copy or both.
        copies: sides of paper do not matter here; ``copies_by_level`` wins where it names the level.
        copies_state: 待核 while the number of copies is custom, not text.
        repeat: achievements or works: one entry for each such row whose kind is in ``kinds``.
        evidence: must be cited by some row (M20).
        piece: name of the paper the program makes, empty for papers people bring.
        listed: False for the catalogue itself.
        fetch: which paper to get, and from whom.
        sample: what a good one looks like.
        defects: what usually goes wrong.
        reasons: usual grounds for 不适用.
    """

    id: str
    number: int
    name: str
    group: str
    tab: str
    need: str
    form: str
    clauses: tuple[str, ...]
    when: dict[str, Any] = field(factory=dict)
    copies: int = 1
    copies_by_level: dict[str, int] = field(factory=dict)
    copies_state: str = ""
    min_pages: int = 1
    repeat: str = ""
    kinds: tuple[str, ...] = ()
    evidence: bool = False
    piece: str = ""
    listed: bool = True
    fetch: str = ""
    sample: str = ""
    defects: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
