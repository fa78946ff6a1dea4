# SPDX-License-Identifier: MulanPSL-2.0
"""One sheet side: ink in millimetres from the top left corner.

Fills and rules are collected apart from words, so that words always lie on top; all words of a
side go into one text object, in the order they were set, which is the order they are read in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import define, field

from app.paper.core import geometry as g
from app.paper.core.geometry import MM, PT
from app.paper.core.kinsoku import column_cells, spaced
from app.paper.core.places import Place, PlaceKind
from app.paper.core.typeset import Block, Line, Para, Style, Typesetter

# Marks that turn with a column of words set downwards.
_TURNED = frozenset("（）《》〈〉「」『』【】〔〕—…()[]-~～")
SIGN_HEIGHT = 9.0  # mm above a line that a name written by hand takes
_CURVE = 0.5523  # control points of a quarter circle

Segment = tuple[float, float, float, float]


@define(eq=False)
class Page:
    """Drawing on one side. ``y`` is always measured down from the top edge; sizes of type are points."""

    setter: Typesetter
    margins: g.Margins
    side: g.Side = g.Side.FRONT
    name: str = ""
    drawn: dict[str, list[str]] = field(factory=lambda: defaultdict(list))  # by mark of the face
    placed: list[tuple[str, int]] = field(
        factory=list
    )  # (name, object) of foreign pages shown here
    shared: list[int] = field(factory=list)  # streams drawn under this side and others
    places: list[Place] = field(factory=list)  # where people sign and seal
    _under: list[str] = field(factory=list)
    _words: list[str] = field(factory=list)

    @property
    def height(self) -> float:
        """Return the height of the sheet in millimetres."""
        return self.margins.sheet[1]

    # --- words ---------------------------------------------------------------
    def text(
        self, x: float, y: float, text: str, role: str = "song", size: float = 10.5,
        align: str = "left", grey: float = 0.0,
    ) -> float:  # fmt: skip
        """Set one line with its characters centred on height y; returns its width in mm."""
        if not text:
            return 0.0
        line, width = self.setter.line(text, _style(role, size, align))
        self._show(x + line.dx, y, line, grey)
        return width

    def _show(self, x: float, y: float, line: Line, grey: float = 0.0) -> None:
        across, down = x * MM, (self.margins.sheet[1] - y) * MM
        if grey:
            self._words.append(f"{grey:g} g 1 0 0 1 {across:.2f} {down:.2f} Tm {line.code}0 g ")
        else:
            self._words.append(f"1 0 0 1 {across:.2f} {down:.2f} Tm {line.code}")
        for mark, text in line.faces:
            self.drawn[mark].append(text)

    def label(
        self,
        x: float,
        y: float,
        text: str,
        places: int,
        role: str = "song",
        size: float = 10.5,
        align: str = "left",
    ) -> float:
        """Set a label spread over the width of some characters (姓　名); returns that width in mm."""
        em = size * PT
        width = max(places, len(text)) * em
        x -= {"centre": width / 2, "right": width}.get(align, 0.0)
        for char, at in spaced(text, places):
            self.text(x + at * em, y, char, role, size)
        return width

    def column(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "song",
        size: float = 10.5,
        lead: float = 1.25,
    ) -> None:
        """Set characters under one another, centred on (x, y); brackets and dashes turn, numbers stand."""
        cells = column_cells(text)
        step = size * PT * lead
        top = y - step * (len(cells) - 1) / 2
        for index, cell in enumerate(cells):
            if cell in _TURNED:
                self.turned(x, top + index * step, cell, role, size, -90)
            else:
                self.text(x, top + index * step, cell, role, size, "centre")

    def turned(
        self,
        x: float,
        y: float,
        text: str,
        role: str,
        size: float,
        degrees: int,
        grey: float = 0.0,
    ) -> None:
        """Set one line turned about its middle, which stands at (x, y); quarter turns or 45 degrees."""
        cos, sin = {90: (0.0, 1.0), -90: (0.0, -1.0), 45: (0.70711, 0.70711), 180: (-1.0, 0.0)}[
            degrees
        ]
        line, width = self.setter.line(text, _style(role, size, "left"))
        half = width / 2 * MM
        across, down = x * MM - cos * half, (self.height - y) * MM - sin * half
        code = f"{cos:g} {sin:g} {-sin:g} {cos:g} {across:.2f} {down:.2f} Tm {line.code}"
        self._words.append(f"{grey:g} g {code}0 g " if grey else code)
        for mark, drawn in line.faces:
            self.drawn[mark].append(drawn)

    def block(self, x: float, y: float, block: Block) -> float:
        """Set a composed block with its top left at (x, y); returns the bottom."""
        code, faces = block.ink()
        if code:
            self._words.append(
                f"1 0 0 1 {x * MM:.2f} {(self.margins.sheet[1] - y) * MM:.2f} Tm {code}"
            )
            for mark, drawn in faces:
                self.drawn[mark].append(drawn)
        return y + block.height

    def paras(self, x: float, y: float, width: float, *paras: Para) -> float:
        """Compose and set paragraphs; returns the bottom."""
        return self.block(x, y, self.setter.compose(paras, width))

    # --- rules and fills -------------------------------------------------------
    def rule(
        self, x0: float, y0: float, x1: float, y1: float, weight: float = g.GRID, grey: float = 0.0,
        dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """Draw one rule; ``weight`` and ``dash`` in points."""
        self.rules([(x0, y0, x1, y1)], weight, grey, dash)

    def rules(
        self,
        lines: Iterable[Segment],
        weight: float = g.GRID,
        grey: float = 0.0,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw rules of one weight with projecting ends, so that corners close."""
        height = self.height
        path = " ".join(
            f"{x0 * MM:.2f} {(height - y0) * MM:.2f} m {x1 * MM:.2f} {(height - y1) * MM:.2f} l"
            for x0, y0, x1, y1 in lines
        )
        if path:
            cap = 0 if dash or weight <= g.HAIR else 2
            self._under.append(f"{_pen(weight, grey, dash)}{cap} J {path} S\n")

    def box(
        self, x: float, y: float, width: float, height: float, weight: float = g.GRID,
        grey: float = 0.0, fill: float | None = None, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """Draw a box; weight 0 draws no frame, ``fill`` is a grey."""
        shape = f"{x * MM:.2f} {(self.height - y - height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} re"
        if fill is not None:
            self._under.append(f"{fill:g} g {shape} f\n")
        if weight:
            self._under.append(f"{_pen(weight, grey, dash)}0 J 0 j {shape} S\n")

    def bars(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Fill boxes (x, y, width, height) black, all in one path."""
        path = " ".join(
            f"{x * MM:.3f} {(self.height - y - height) * MM:.3f} {width * MM:.3f} {height * MM:.3f} re"
            for x, y, width, height in boxes
        )
        self._under.append(f"0 g {path} f\n")

    def polygon(self, points: Sequence[tuple[float, float]], fill: float = 0.0) -> None:
        """Fill a closed shape."""
        steps = [
            f"{x * MM:.2f} {(self.height - y) * MM:.2f} {'l' if i else 'm'}"
            for i, (x, y) in enumerate(points)
        ]
        self._under.append(f"{fill:g} g {' '.join(steps)} h f\n")

    def hatch(
        self, x: float, y: float, width: float, height: float, pitch: float = 1.1, weight: float = 0.25,
        *, rising: bool = True,
    ) -> None:  # fmt: skip
        """Draw diagonal lines clipped to a box: tells areas apart without colour."""
        top = self.height
        parts = [
            f"q {x * MM:.2f} {(top - y - height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} re W n "
        ]
        parts.append(f"{_pen(weight, 0.0, ())}0 J ")
        for index in range(int((width + height) / pitch) + 2):
            at = x - height + index * pitch
            low, high = (top - y - height) * MM, (top - y) * MM
            start, end = (low, high) if rising else (high, low)
            parts.append(f"{at * MM:.2f} {start:.2f} m {(at + height) * MM:.2f} {end:.2f} l ")
        self._under.append("".join(parts) + "S Q\n")

    def circle(
        self, x: float, y: float, diameter: float, weight: float = g.HAIR, grey: float = 0.0,
        dash: Sequence[float] = (), fill: float | None = None,
    ) -> None:  # fmt: skip
        """Draw a circle centred on (x, y)."""
        r, cx, cy = diameter / 2 * MM, x * MM, (self.height - y) * MM
        k = r * _CURVE
        curve = [f"{cx + r:.2f} {cy:.2f} m"]
        for ax, ay, bx, by, ex, ey in ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0)):  # fmt: skip
            curve.append(
                f"{cx + ax:.2f} {cy + ay:.2f} {cx + bx:.2f} {cy + by:.2f} {cx + ex:.2f} {cy + ey:.2f} c"
            )
        path = " ".join(curve)
        if fill is not None:
            self._under.append(f"{fill:g} g {path} h f\n")
        if weight:
            self._under.append(f"{_pen(weight, grey, dash)}0 J {path} s\n")

    def show(self, name: str, number: int, matrix: Sequence[float]) -> None:
        """Show a foreign page or picture (an XObject) through a matrix in points."""
        self.placed.append((name, number))
        numbers = " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in matrix)
        self._under.append(f"q {numbers} cm /{name} Do Q\n")

    # --- things to be signed ---------------------------------------------------
    def seal(self, x: float, y: float, label: str, size: float = g.SEAL) -> None:
        """Draw a faint dashed circle centred on (x, y) where a seal goes; other words stay out of it."""
        self.circle(x, y, size, g.HAIR, g.SEAL_GREY, (2.4, 2.4))
        half = size / 2
        self.places.append(Place(PlaceKind.SEAL, label, x - half, y - half, size, size))
        if label:
            self.text(x, y, label, "song", 8, "centre", grey=g.FAINT_GREY)

    def sign(
        self, x: float, y: float, label: str, line: float = g.SIGN_LINE, size: float = 10.5,
        begins: float = 0.0,
    ) -> float:  # fmt: skip
        """Set 审核人（签字） and a line to write on; returns the right end.

        The line begins behind the words, or ``begins`` mm from their left end.
        """
        start = max(x + self.text(x, y, label, "song", size) + 1.5, x + begins)
        self.line_to_sign(start, y + size * PT * 0.6, line, label.strip("：: "))
        return start + line

    def line_to_sign(self, x: float, y: float, length: float, label: str) -> None:
        """Draw a line from (x, y) on which somebody signs by hand."""
        self.rule(x, y, x + length, y, g.HAIR)
        box = (x, y - SIGN_HEIGHT, length, SIGN_HEIGHT)
        self.places.append(Place(PlaceKind.SIGNATURE, label, *box))

    def date(self, x_right: float, y: float, size: float = 10.5) -> None:
        """Set 年　月　日 with room to write, ending at x_right."""
        em = size * PT
        for char, back in (("年", 7.0), ("月", 4.0), ("日", 1.0)):
            self.text(x_right - back * em, y, char, "song", size)

    def content(self) -> bytes:
        """Return the content stream of the side."""
        words = f"BT\n{''.join(self._words)}ET\n" if self._words else ""
        return ("".join(self._under) + ("0 g " + words if words else "")).encode("ascii")


_STYLES: dict[tuple[str, float, str], Style] = {}


def _style(role: str, size: float, align: str) -> Style:
    key = (role, size, align)
    found = _STYLES.get(key)
    if found is None:
        found = _STYLES[key] = Style(role, size, align=align)
    return found


def _pen(weight: float, grey: float, dash: Sequence[float]) -> str:
    pattern = " ".join(f"{part:g}" for part in dash)
    return f"{weight:g} w {grey:g} G [{pattern}] 0 d "
