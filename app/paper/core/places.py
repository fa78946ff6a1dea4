# SPDX-License-Identifier: MulanPSL-2.0
"""Where people sign and seal: told by the drawing itself, so that a scan can be looked at there."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

Box = tuple[float, float, float, float]  # x, y, width, height in mm from the top left corner


class PlaceKind(StrEnum):
    """What a person puts there by hand."""

    SIGNATURE = "signature"
    SEAL = "seal"


@frozen
class Place:
    """A box on one side, in mm from its top left corner.

    Attributes:
        label: what is printed there.
        clear: the part nothing dark is printed on; None for the whole box.
    """

    kind: PlaceKind
    label: str
    x: float
    y: float
    width: float
    height: float
    clear: Box | None = None

    @property
    def blank(self) -> Box:
        """Return the part that is empty on unsigned paper."""
        return self.clear or (self.x, self.y, self.width, self.height)


@frozen
class SigningPlace:
    """A place, the side it is on, from 0, and the size of the sheet in mm."""

    side: int
    sheet: tuple[float, float]
    place: Place
