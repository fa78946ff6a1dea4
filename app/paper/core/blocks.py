# SPDX-License-Identifier: MulanPSL-2.0
"""How paragraphs are to be set, and lines that have been set."""

from __future__ import annotations

from attrs import define, evolve, field, frozen

from app.paper.core.geometry import MM


@frozen(eq=False)
class Style:
    """How a paragraph is set. Made once and shared: a text is set once for each style object.

    Attributes:
        role: role of the face (fonts.toml).
        size: points.
        lead: distance of baselines in points; 0 is 1.35 × size.
        align: left, centre, right or justify.
        indent: ems taken from the first line.
        before: points of space above the paragraph.
        smaller: sizes tried in order when the text needs more than ``lines`` lines.
        lines: lines wanted when ``smaller`` is given.
        per_line: characters a full line holds; they close up or open to fill the width. 0 for as many
            as there is room for.
    """

    role: str = "song"
    size: float = 10.5
    lead: float = 0.0
    align: str = "left"
    indent: float = 0.0
    before: float = 0.0
    smaller: tuple[float, ...] = ()
    lines: int = 1
    per_line: int = 0
    _sizes: dict[float, Style] = field(factory=dict, repr=False)

    def at(self, size: float) -> Style:
        """Return the style at another size, its lead in proportion."""
        if size == self.size:
            return self
        found = self._sizes.get(size)
        if found is None:
            found = evolve(self, size=size, lead=self.lead * size / self.size, smaller=(), sizes={})
            self._sizes[size] = found
        return found


@frozen
class Para:
    """A paragraph before it is broken; line ends in the text begin a new line of the same paragraph."""

    text: str
    style: Style = Style()


@define(slots=True, eq=False)
class Line:
    """One line set to a width: what to draw, how far from the left, how high.

    Attributes:
        text: its characters.
        dx: millimetres from the left edge of its block.
        height: millimetres, with the space above the paragraph.
        middle: millimetres from its top to the middle of its characters.
        code: page operators, to stand after a text matrix at (left, middle).
        end: where the operators leave the text matrix, in points from there.
        faces: (mark of the face, characters) drawn.
    """

    text: str
    dx: float
    height: float
    middle: float
    code: str
    end: tuple[float, float]
    faces: tuple[tuple[str, str], ...]


@define(slots=True, eq=False)
class Block:
    """Composed lines of one cell or column; can be drawn, or cut in two between lines.

    Attributes:
        height: millimetres.
    """

    lines: tuple[Line, ...] = ()
    height: float = field(init=False)
    _code: str | None = None
    _faces: tuple[tuple[str, str], ...] = ()

    @height.default
    def _sum(self) -> float:
        return sum(line.height for line in self.lines)

    def ink(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the operators of all lines, to stand after a text matrix at the top left, and what they draw."""
        if self._code is None:
            self._code, self._faces = self._joined()
        return self._code, self._faces

    def _joined(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        parts: list[str] = []
        faces: list[tuple[str, str]] = []
        top, at = 0.0, (0.0, 0.0)
        for line in self.lines:
            if line.code:
                x, y = line.dx * MM, -(top + line.middle) * MM
                parts.append(f"{x - at[0]:.2f} {y - at[1]:.2f} Td {line.code}")
                at = (x + line.end[0], y + line.end[1])
                faces.extend(line.faces)
            top += line.height
        return "".join(parts), tuple(faces)

    def split(self, room: float, least: int = 2) -> tuple[Block, Block]:
        """Return what fits in ``room`` mm and the rest; never fewer than ``least`` lines on a side.

        The first block is empty when nothing may stand there; the second when all fits.
        """
        used, keep = 0.0, 0
        for line in self.lines:
            if used + line.height > room + 1e-6:
                break
            used += line.height
            keep += 1
        rest = len(self.lines) - keep
        if rest:
            keep = min(keep, max(0, len(self.lines) - least))
            keep = 0 if keep < least else keep
        return Block(self.lines[:keep]), Block(self.lines[keep:])
