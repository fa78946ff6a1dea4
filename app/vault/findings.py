# SPDX-License-Identifier: MulanPSL-2.0
"""What a check of a vault says, in the catalogue's words."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from app.kernel.messages import Message, catalogue


@frozen
class VaultFinding:
    """One thing that is not as it should be.

    Attributes:
        code: key in the message catalogue.
        values: what the text quotes.
    """

    code: str
    values: Mapping[str, object] = field(factory=dict)

    @property
    def message(self) -> Message:
        """Return the Chinese text."""
        return catalogue().message(self.code, **self.values)


@frozen
class VerifyReport:
    """The outcome of a full check.

    Attributes:
        items: what was found, in the order of looking.
        events: events of the chain that were checked.
        evidence: pieces of evidence whose digest was computed again.
        documents: declarations and units whose every revision was rebuilt.
    """

    items: tuple[VaultFinding, ...]
    events: int
    evidence: int
    documents: int

    @property
    def ok(self) -> bool:
        """Tell whether nothing was found."""
        return not self.items

    @property
    def findings(self) -> tuple[str, ...]:
        """Return what was found, one Chinese line each."""
        return tuple(item.message.one_line() for item in self.items)
