# SPDX-License-Identifier: MulanPSL-2.0
"""The form of a 定密 decision left half filled, as the vault keeps it over locking and a crash (ux 2.10)."""

from __future__ import annotations

import json
from collections.abc import Sequence

import attrs
from attrs import frozen

from app.present.secrecy.typed import TypedDecision


@frozen
class Draft:
    """What stands in the form.

    Attributes:
        chosen: the list it was opened from.
        entry: id of the decision it changes, empty for a first one.
    """

    typed: TypedDecision
    chosen: str
    entry: str = ""

    def text(self, ticked: Sequence[str]) -> str:
        """Return it as it is kept, with the papers ticked."""
        values = {
            "typed": attrs.asdict(self.typed),
            "chosen": self.chosen,
            "entry": self.entry,
            "ticked": list(ticked),
        }
        return json.dumps(values, ensure_ascii=False, sort_keys=True)


def draft_of(text: str) -> tuple[Draft, tuple[str, ...]] | None:
    """Return a kept form and the papers ticked; one that cannot be read counts as none."""
    try:
        values = json.loads(text)
        typed = TypedDecision(**{name: str(value) for name, value in values["typed"].items()})
        draft = Draft(typed, str(values["chosen"]), str(values["entry"]))
        return draft, tuple(str(each) for each in values["ticked"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
