# SPDX-License-Identifier: MulanPSL-2.0
"""The two families of failure: what a user can act on, and everything else (a bug)."""

from __future__ import annotations

from app.kernel.messages import Message, catalogue


class UserError(Exception):
    """Something a person can understand and mend; its text is in the message catalogue.

    Attributes:
        code: key in the catalogue, printed small beside the message.
        values: what the text quotes, exactly as the user typed it.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def message(self) -> Message:
        """Return the Chinese text with the values filled in."""
        return catalogue().message(self.code, **self.values)

    def __str__(self) -> str:
        return self.message.one_line()


class Cancelled(Exception):
    """The person stopped the work; nothing is said and nothing is half done."""
