# SPDX-License-Identifier: MulanPSL-2.0
"""第 x 页 共 y 页 in one pass: the total is one object shown on every page and written when it is known."""

from __future__ import annotations

from attrs import define, field

from app.paper.core import geometry as g
from app.paper.core.geometry import MM, PT
from app.paper.core.page import Page
from app.paper.core.press import NUMBER_SIZE, NUMBER_WORDS, Press

_NAME = "Total"
_WIDE, _HIGH = 40.0, 8.0  # mm of the shown object


@define(eq=False)
class PageTotal:
    """The total of one press.

    Attributes:
        estimate: about how many pages there will be, to leave room for its digits.
    """

    press: Press
    estimate: int
    _object: int = field(init=False)
    _room: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._object = self.press.sink.reserve()
        self._room = self.press.setter.width(
            _words("0" * len(str(self.estimate))), "hei", NUMBER_WORDS
        )

    def mark(self, page: Page, number: int, y: float) -> None:
        """Set 第 x 页 共 y 页 at the right of a page, its middle at height y."""
        setter, right = page.setter, page.margins.x1
        word = NUMBER_WORDS * PT
        figure = setter.width(str(number), "hei_bold", NUMBER_SIZE)
        x = right - self._room - 3.0 - figure - 2 * word - 2.4
        page.text(x, y + 1.2, "第", "hei", NUMBER_WORDS)
        page.text(x + word + 1.2, y, str(number), "hei_bold", NUMBER_SIZE)
        page.text(x + word + figure + 2.4, y + 1.2, "页", "hei", NUMBER_WORDS)
        left, bottom = right - _WIDE, page.height - (y + 1.2) - _HIGH / 2
        page.show(_NAME, self._object, (1, 0, 0, 1, left * MM, bottom * MM))

    def finish(self) -> None:
        """Write the total: the number of sides the press has begun."""
        press = self.press
        page = Page(press.setter, g.Margins((_WIDE, _HIGH), 0, 0, 0, 0))
        page.text(_WIDE, _HIGH / 2, _words(str(press.sides)), "hei", NUMBER_WORDS, "right")
        for mark, drawn in page.drawn.items():
            press._drawn[mark].update("".join(drawn))
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<</Font %d 0 R>>" % (
            _WIDE * MM,
            _HIGH * MM,
            press._fonts,
        )
        press.sink.put_deflated(entries, page.content(), self._object)


def _words(total: str) -> str:
    return f"共{total}页"
