# SPDX-License-Identifier: MulanPSL-2.0
"""What stands beside a page in 看成审核人: what it proves, what was registered, what was found, who asks for it."""

from __future__ import annotations

from app.kernel.messages import LEVEL_WORDS
from app.model.materials import MaterialEntry
from app.model.work import Achievement, Work
from app.paper.volume.references import open_title, page_references
from app.policy.checklist import ChecklistRow
from app.present.papers.material_lines import claims_of
from app.present.papers.reader_state import Proof, Remark, Stop
from app.present.session import Session
from app.present.words import ORIGINAL_WORDS, STATE_WORDS

Claim = tuple[str, str, Achievement | Work]


def _claims(session: Session) -> list[Claim]:
    return [
        (path, f"{word}　{open_title(row)}", row)
        for path, word, row in claims_of(session.declaration)
    ]


def proofs(session: Session, stop: Stop) -> tuple[Proof, ...]:
    """Return what a material proves; of a form, what proves its rows."""
    references = page_references(session.plan, session.declaration)
    if stop.form:
        return tuple(
            Proof(path, words, references[row.id])
            for path, words, row in _claims(session)
            if row.id in references
        )
    place, found = session.plan.entry(stop.key), []
    for path, words, row in _claims(session):
        for link in row.links:
            if link.material == stop.key:
                named = ""
                if link.proof_page and place is not None and place.spans:
                    named = f"姓名与角色在第{place.first + link.proof_page - 1}页"
                found.append(Proof(path, words, references.get(link.id, ""), named))
    return tuple(found)


def unproven(session: Session) -> tuple[Proof, ...]:
    """Return the rows nothing in the volumes proves and the unit does not keep proof of."""
    return tuple(
        Proof(path, words)
        for path, words, row in _claims(session)
        if not row.links and not row.kept_by_unit
    )


def remarks(session: Session, key: str) -> tuple[Remark, ...]:
    """Return the findings about a material that are not waived."""
    found = session.findings.at(f"materials.{key}")
    standing = session.findings.standing()
    return tuple(
        Remark(str(f.severity), f"{LEVEL_WORDS[str(f.severity)]}：{f.title}", f.paths[0])
        for f in found
        if f in standing
    )


def tone(session: Session, key: str) -> str:
    """Return must or check where a finding is about a material, else nothing."""
    levels = {remark.level for remark in remarks(session, key)}
    return next((level for level in ("must", "check") if level in levels), "")


def clauses(session: Session, row: ChecklistRow | None) -> tuple[tuple[str, str], ...]:
    """Return (reference, text) of what asks for a material."""
    asked = row.clauses if row is not None else ()
    found = (session.pack.clause(each) for each in asked)
    return tuple((clause.reference, clause.text) for clause in found)


def facts(row: ChecklistRow) -> tuple[str, ...]:
    """Return what was registered of a material: 已准备，复印件 1 份 3 页，原件已核一致."""
    entry: MaterialEntry = row.entry
    form = {"copy": "复印件", "original": "原件"}.get(entry.form, "")
    count = f"{form} {entry.copies} 份 {entry.page_count()} 页".strip()
    return (
        f"{STATE_WORDS[entry.shown_state()]}，{count}",
        f"原件：{ORIGINAL_WORDS[entry.original]}",
    )
