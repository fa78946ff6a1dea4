# SPDX-License-Identifier: MulanPSL-2.0
"""Closing a whole declaration and taking it up again (ux 2.9, M11): always with a name, a day and a reason."""

from __future__ import annotations

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.codes import ClosingKind
from app.model.declaration import Declaration
from app.model.operations import CloseDeclaration, ReopenDeclaration
from app.present.papers.selfcheck import SHORTEST_REASON
from app.present.session import Session

WORDS: dict[ClosingKind, str] = {
    ClosingKind.BINNED: "放进回收站",
    ClosingKind.VOID: "作废",
    ClosingKind.ENDED: "终止申报",
}


def handed_over(declaration: Declaration) -> bool:
    """Tell whether paper of this declaration is in somebody else's hands."""
    return any(not each.cancelled for each in declaration.handovers)


def close(session: Session, declaration_id: str, kind: ClosingKind, reason: str) -> None:
    """Close a declaration; when it was in hand another is taken up.

    Raises:
        UserError: KEEP-HANDED-OVER when it was handed over and is to go into the bin; KEEP-REASON for
            a reason that is too short; or as Vault.record. Nothing has changed then.
    """
    declaration = session.vault.load(declaration_id)
    words = clean_line(reason)
    if kind is ClosingKind.BINNED and handed_over(declaration):
        raise UserError("KEEP-HANDED-OVER", name=declaration.basics.name or "（未填姓名）")
    if kind is not ClosingKind.BINNED and len(words) < SHORTEST_REASON:
        raise UserError("KEEP-REASON", act=WORDS[kind], shortest=SHORTEST_REASON)
    operation = CloseDeclaration(kind, words, WORDS[kind])
    session.vault.record(operation.apply(declaration, session.actor, session.clock))
    session.forget_steps(declaration_id)
    if session.has_declaration and session.declaration.id == declaration_id:
        session.take_up()
    else:
        session.forget_derived()


def reopen(session: Session, declaration_id: str, reason: str = "") -> None:
    """Take a closed declaration up again; it keeps everything it had.

    Args:
        reason: why a void or ended one is taken up again, a counter-entry; the bin asks for none.

    Raises:
        UserError: KEEP-REASON for a reason that is too short; KEEP-BIN-OVER after the end of the year it was put into the bin; or as Vault.record.
    """
    declaration = session.vault.load(declaration_id)
    closing = declaration.closing
    if closing.kind is ClosingKind.BINNED and closing.on[:4] < str(session.clock.today().year):
        raise UserError("KEEP-BIN-OVER", on=closing.on)
    words = clean_line(reason)
    if closing.kind is not ClosingKind.BINNED and len(words) < SHORTEST_REASON:
        raise UserError("KEEP-REASON", act="恢复申报", shortest=SHORTEST_REASON)
    name = f"恢复申报：{words}" if words else "从回收站恢复"
    session.vault.record(ReopenDeclaration(name).apply(declaration, session.actor, session.clock))
    session.forget_steps(declaration_id)
    session.forget_derived()
