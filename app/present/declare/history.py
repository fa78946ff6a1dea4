# SPDX-License-Identifier: MulanPSL-2.0
"""What stood in a field before, who changed it and when; an old value comes back as a new step (ux 2.9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import frozen

from app.model.declaration import Declaration
from app.model.operations import SetValue
from app.model.paths import NoSuchPlace, read
from app.policy.fields import general, shown
from app.present.presenter import Presenter

MOST = 12
EMPTY = "（空）"
NOBODY = "（没有署名）"


@frozen
class HistoryLine:
    """One change of one field.

    Attributes:
        number: of the revision that made it.
        can_restore: what stood before is not what stands there now.
    """

    at: str
    actor: str
    before: str
    after: str
    number: int = 0
    can_restore: bool = False


class HistoryPresenter(Presenter):
    """Reads the revisions of the declaration in hand; asked for one field at a time."""

    def of(self, path: str) -> tuple[HistoryLine, ...]:
        """Return the changes of a field, newest first, at most MOST; empty for an unknown place."""
        session = self.session
        if not session.has_declaration or not session.pack.fields.knows(path):
            return ()
        owner = path.rsplit(".", 1)[0]
        known = session.vault.revisions(session.declaration.id)
        wanted = {path, owner, general(path), path.split(".", maxsplit=1)[0]}
        touching = [each for each in known if wanted & set(each.paths)][-MOST:]
        standing = self._text(session.declaration, path)
        lines: list[HistoryLine] = []
        for revision in touching:
            after = self._text(self._state(revision.number), path)
            before = self._text(self._state(revision.number - 1), path)
            if before != after:
                lines.append(
                    HistoryLine(
                        moment(revision.at),
                        revision.actor or NOBODY,
                        before or EMPTY,
                        after or EMPTY,
                        revision.number,
                        before != standing and not session.vault.read_only,
                    )
                )
        return tuple(reversed(lines))

    def restore(self, path: str, number: int) -> None:
        """Put back what stood in a field before a revision, as a new step that can be undone.

        Raises:
            NoSuchPlace: the row is gone, then or now.
            UserError: the vault could not keep it.
        """
        old: Any = read(self._state(number - 1), path)
        label = self.session.pack.fields.field(path).label
        self.session.apply(SetValue(path, old, f"恢复“{label}”原来的内容"))

    def _state(self, number: int) -> Declaration:
        """Return the declaration as of a revision; before the first it was blank."""
        if number < 1:
            return Declaration()
        return self.session.vault.revision(self.session.declaration.id, number)

    def _text(self, declaration: Declaration, path: str) -> str:
        fields = self.session.pack.fields
        item = fields.field(path)
        try:
            return shown(item, fields.table_of(item), read(declaration, path))
        except NoSuchPlace:
            return ""


def moment(iso: str) -> str:
    """Return 6月12日 17:02 for an ISO time; other text as it is."""
    try:
        at = dt.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{at.month}月{at.day}日 {at:%H:%M}"
