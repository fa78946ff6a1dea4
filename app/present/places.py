# SPDX-License-Identifier: MulanPSL-2.0
"""Where the person was: kept over a lock, a change of text size and a crash. Holds ids, never contents."""

from __future__ import annotations

import json

from attrs import frozen

from app.kernel.digest import canonical_json

_LONGEST = 2000


@frozen
class Place:
    """A place in the window.

    Attributes:
        screen: name of the screen.
        path: of the field in hand, as in ``app.model.paths``; empty for none.
        caret: position in the field's text.
        declaration: id of the declaration in hand.
    """

    screen: str = ""
    path: str = ""
    caret: int = 0
    declaration: str = ""

    def to_text(self) -> str:
        """Return the place as one line."""
        values = {"s": self.screen, "p": self.path, "c": self.caret, "d": self.declaration}
        return canonical_json(values).decode()

    @classmethod
    def from_text(cls, text: str) -> Place:
        """Return the place a line holds; anything else is the start page."""
        if len(text) > _LONGEST:
            return cls()
        try:
            values = json.loads(text or "{}")
        except (json.JSONDecodeError, RecursionError):
            return cls()
        if not isinstance(values, dict):
            return cls()
        words = {
            name: values.get(key, "")
            for name, key in (("screen", "s"), ("path", "p"), ("declaration", "d"))
        }
        caret = values.get("c", 0)
        if any(not isinstance(word, str) for word in words.values()) or type(caret) is not int:
            return cls()
        return cls(caret=max(0, caret), **words)
