# SPDX-License-Identifier: MulanPSL-2.0
"""The draft of a form in the vault, and the steps that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs
from attrs import define, field, frozen

from app.kernel.errors import UserError
from app.paper.forms import FormSpec
from app.paper.forms.spec import read_form_text
from app.paper.forms.writing import form_text
from app.present.formedit.behind import Behind
from app.present.formedit.edits import Draft, Step
from app.present.formedit.places import Ref
from app.present.prints.unit_forms import draft_key, form_in_force, shown_file
from app.vault.vault import Vault

STEPS = 300


def draft_text(draft: Draft) -> str:
    """Return a draft as the text the vault keeps; the same draft gives the same bytes."""
    behind = {page: attrs.asdict(held) for page, held in sorted(draft.behind.items())}
    return json.dumps({"form": form_text(draft.spec), "behind": behind}, ensure_ascii=False)


def load_draft(vault: Vault, name: str) -> Draft:
    """Return the draft of a form, else the form in force with the scans last laid behind it."""
    kept = _read(vault.draft(draft_key(name)), name)
    if kept is not None:
        return kept
    return Draft(form_in_force(vault, name), _behinds(_json(vault.setting(_behind_key(name)))))


def keep_draft(vault: Vault, draft: Draft) -> None:
    """Keep a draft; on the disk when it returns; raises UserError as Vault.put_draft."""
    vault.put_draft(draft_key(draft.spec.id), draft_text(draft))


def drop_draft(vault: Vault, draft: Draft) -> None:
    """Forget the draft and keep the scans behind the form's pages for the next time."""
    behind = {page: attrs.asdict(held) for page, held in sorted(draft.behind.items())}
    vault.set_setting(_behind_key(draft.spec.id), json.dumps(behind, ensure_ascii=False))
    vault.drop_draft(draft_key(draft.spec.id))


def _behind_key(name: str) -> str:
    return f"form-behind/{name}"


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}


def _read(text: str | None, name: str) -> Draft | None:
    kept = _json(text)
    if not isinstance(kept, dict) or not isinstance(kept.get("form"), str):
        return None
    try:
        spec = read_form_text(kept["form"], shown_file(name), unfinished=True)
    except UserError:
        return None
    return Draft(spec, _behinds(kept.get("behind")))


def _behinds(values: Any) -> Mapping[str, Behind]:
    found: dict[str, Behind] = {}
    for page, held in values.items() if isinstance(values, dict) else ():
        names = {item.name for item in attrs.fields(Behind)}
        if isinstance(held, dict) and set(held) <= names and isinstance(held.get("digest"), str):
            found[page] = Behind(**held)
    return found


@frozen
class Moment:
    """A state to come back to: the draft, the page shown, what was in hand."""

    draft: Draft
    page: int = 0
    selection: tuple[Ref, ...] = ()


@define(eq=False)
class History:
    """Where the work stands, and every step that led there or was taken back."""

    now: Moment
    _done: list[tuple[str, str, Moment]] = field(factory=list)  # name, mark to merge by, before
    _undone: list[tuple[str, Moment]] = field(factory=list)

    def take(self, step: Step) -> bool:
        """Go on by a step; False when it changed nothing."""
        before = self.now
        selection = before.selection if step.selection is None else step.selection
        page = before.page if step.page is None else step.page
        self.now = Moment(step.draft, page, selection)
        if step.draft == before.draft:
            return False
        if not (step.merge and self._done and self._done[-1][1] == step.merge):
            self._done.append((step.name, step.merge, before))
            del self._done[:-STEPS]
        self._undone.clear()
        return True

    def settle(self) -> None:
        """Let no later step merge into the last one."""
        if self._done:
            name, _, before = self._done[-1]
            self._done[-1] = (name, "", before)

    def undo(self) -> str:
        """Take the last step back; returns its name, empty when there is none."""
        if not self._done:
            return ""
        name, _, before = self._done.pop()
        self._undone.append((name, self.now))
        self.now = before
        return name

    def redo(self) -> str:
        """Do the last step taken back again; returns its name, empty when there is none."""
        if not self._undone:
            return ""
        name, after = self._undone.pop()
        self._done.append((name, "", self.now))
        self.now = after
        return name

    def undo_name(self) -> str:
        """Return what would be taken back, empty when nothing."""
        return self._done[-1][0] if self._done else ""

    def redo_name(self) -> str:
        """Return what would be done again, empty when nothing."""
        return self._undone[-1][0] if self._undone else ""


def layout_of(spec: FormSpec) -> FormSpec:
    """Return a form without what is said about it: two of one layout are equal."""
    return attrs.evolve(spec, verified_by="", verified_on="", attachment="", edition=0)
