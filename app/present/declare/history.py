# SPDX-License-Identifier: MulanPSL-2.0
"""What stood in a field before, who changed it and when (ux 2.9, issue 4 part 6)."""

from __future__ import annotations

import datetime as dt

from attrs import frozen

from app.model.declaration import Declaration
from app.model.paths import NoSuchPlace, read
from app.policy.fields import general
from app.present.declare.editor_values import shown
from app.present.presenter import Presenter

MOST = 12
EMPTY = "（空）"


@frozen
class HistoryLine:
    """One change of one field."""

    at: str
    actor: str
    before: str
    after: str


class HistoryPresenter(Presenter):
    """Reads the revisions of the declaration in hand; asked for one field at a time."""

    def of(self, path: str) -> tuple[HistoryLine, ...]:
        """Return the changes of a field, newest first, at most MOST; empty for an unknown place."""
        session = self.session
        if not session.has_declaration or not session.pack.fields.knows(path):
            return ()
        owner = path.rsplit(".", 1)[0]
        known = sorted(
            session.vault.revisions(session.declaration.id), key=lambda each: each.number
        )
        touching = [each for each in known if {path, owner, general(path)} & set(each.paths)][
            -MOST:
        ]
        lines: list[HistoryLine] = []
        for revision in touching:
            after = self._text(
                session.vault.revision(session.declaration.id, revision.number), path
            )
            before = self._before(path, revision.number)
            if before != after:
                lines.append(
                    HistoryLine(
                        _moment(revision.at), revision.actor, before or EMPTY, after or EMPTY
                    )
                )
        return tuple(reversed(lines))

    def _before(self, path: str, number: int) -> str:
        earlier = [
            r.number
            for r in self.session.vault.revisions(self.session.declaration.id)
            if r.number < number
        ]
        if not earlier:
            return ""
        return self._text(
            self.session.vault.revision(self.session.declaration.id, max(earlier)), path
        )

    def _text(self, declaration: Declaration, path: str) -> str:
        fields = self.session.pack.fields
        item = fields.field(path)
        try:
            return shown(item, fields.table_of(item), read(declaration, path))
        except NoSuchPlace:
            return ""


def _moment(iso: str) -> str:
    try:
        at = dt.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{at.month}月{at.day}日 {at:%H:%M}"
