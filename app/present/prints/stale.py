# SPDX-License-Identifier: MulanPSL-2.0
"""Which prints were made with another edition of a layout than the one in force, and so are 要重打.

What a piece was laid with is kept beside the register when it is printed: the digest of each edition of
the unit's own, nothing for a layout that came with the program. A print registered before this was kept
is not judged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.kernel.digest import sha256_hex
from app.paper.forms.spec import shipped_forms
from app.paper.forms.writing import form_text
from app.present.planning import BOUND_FORMS
from app.present.prints.unit_forms import form_in_force
from app.present.session import Session
from app.vault.register import PrintEntry
from app.vault.vault import Vault

VOLUME, CATALOGUE, ROSTER = "volume", "contents", "roster"
NEW_LAYOUT = "要重打：版式换了新的一版"
_SHORT = 16  # characters of a digest: enough to tell the editions of one unit apart


def layouts_of(piece_id: str) -> tuple[str, ...]:
    """Return the names of the layouts a printed piece is laid with; none for a piece that has no form."""
    if piece_id == VOLUME:
        return (CATALOGUE, *BOUND_FORMS.values())
    name = ROSTER if piece_id.startswith(f"{ROSTER}-") else piece_id.removesuffix("-a3")
    return (name,) if name in shipped_forms() else ()


def layout_mark(vault: Vault, piece_id: str) -> str:
    """Return what tells the editions a piece is laid with now; empty while all came with the program."""
    specs = (form_in_force(vault, name) for name in layouts_of(piece_id))
    return "　".join(
        f"{spec.id}:{sha256_hex(form_text(spec).encode('utf-8'))[:_SHORT]}"
        for spec in specs
        if spec.edition
    )


def keep_layout(vault: Vault, document: str, number: int, piece_id: str) -> None:
    """Keep what a registered printing was laid with."""
    if layouts_of(piece_id):
        kept = {**_kept(vault, document), str(number): [piece_id, layout_mark(vault, piece_id)]}
        vault.set_setting(_key(document), json.dumps(kept, ensure_ascii=False))


def old_layouts(vault: Vault, document: str) -> frozenset[int]:
    """Return the numbers of printings of a declaration (empty: of no one's) whose layout is no longer in force."""
    marks: dict[str, str] = {}
    found = []
    for number, (piece_id, mark) in _kept(vault, document).items():
        if piece_id not in marks:
            marks[piece_id] = layout_mark(vault, piece_id)
        if mark != marks[piece_id]:
            found.append(int(number))
    return frozenset(found)


def to_print_again(session: Session) -> tuple[str, ...]:
    """Return the titles of papers of the declaration in hand whose last formal copy has another layout."""
    document = session.declaration.id
    old = old_layouts(session.vault, document)
    last = last_formal(session.vault.prints())
    return tuple(
        what for (owner, what), number in last.items() if owner == document and number in old
    )


def last_formal(entries: Sequence[PrintEntry]) -> Mapping[tuple[str, str], int]:
    """Return the number of the last formal copy of each paper, by whose it is and what."""
    return {
        (entry.document, entry.what): entry.number for entry in entries if entry.state == "formal"
    }


def _key(document: str) -> str:
    return f"printed-layouts/{document or '-'}"


def _kept(vault: Vault, document: str) -> dict[str, tuple[str, str]]:
    try:
        values = json.loads(vault.setting(_key(document)) or "{}")
        return {str(int(number)): (str(row[0]), str(row[1])) for number, row in values.items()}
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):
        return {}
