# SPDX-License-Identifier: MulanPSL-2.0
"""What stands over the list of the print centre, and what the register has of its papers."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.prints.piece_kinds import PieceKind
from app.present.prints.printcentre_state import (
    LIST_WORDS,
    ListChoice,
    PersonChoice,
    PieceLine,
    list_of,
)
from app.present.session import Session
from app.vault.register import PrintEntry


def people_of(session: Session) -> tuple[tuple[PersonChoice, ...], str]:
    """Return whom an officer's desk can print for, and the id of the person in hand."""
    if not session.role.reviews:
        return (), ""
    entries = session.vault.declarations()
    held = session.declaration.id if session.has_declaration else ""
    named = sorted(entries, key=lambda entry: (entry.name, entry.id))
    return tuple(PersonChoice(entry.id, entry.name or "（未填姓名）") for entry in named), held


def lists_of(session: Session, kinds: Sequence[PieceKind]) -> tuple[ListChoice, ...]:
    """Return the lists of an officer's desk with how many lines each has; an applicant has one."""
    if not session.role.reviews:
        return ()
    held = [list_of(kind) for kind in kinds]
    return tuple(ListChoice(key, word, held.count(key)) for key, word in LIST_WORDS.items())


def volume_words(session: Session) -> str:
    """Return how thick the packet of the person in hand is, and whether it is bound."""
    if not session.has_declaration:
        return ""
    plan = session.plan
    if not plan.volumes:
        return "还没有可以装订的材料"
    words = f"全册 {plan.numbered} 页，{len(plan.volumes)} 册，{plan.sheets} 张"
    binding = session.binding
    return f"{words}　{binding.bound_on} 已登记装订" if binding else words


def fault_words(session: Session) -> str:
    """Return what no longer fits the bound volumes, empty when all fits."""
    fault = session.plan_fault if session.has_declaration else None
    return "" if fault is None else f"{fault.message.title}。{fault.message.detail}"


def printings_of(session: Session) -> dict[str, list[PrintEntry]]:
    """Return what was printed of the person in hand and of the unit, by title, the first one first."""
    found: dict[str, list[PrintEntry]] = {}
    held = session.declaration.id if session.has_declaration else ""
    for entry in session.vault.prints():
        if entry.document in (held, ""):
            found.setdefault(entry.what, []).append(entry)
    return found


def mark_words(lines: Sequence[PieceLine]) -> str:
    """Return the marks of some papers, each once."""
    return "、".join(dict.fromkeys(line.mark for line in lines if line.mark))
