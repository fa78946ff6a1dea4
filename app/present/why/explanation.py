# SPDX-License-Identifier: MulanPSL-2.0
"""An explanation as a screen shows it: lines with their depth, ways to jump, and one text to copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import frozen

from app.policy.explain.node import Node, Part

_GO_WORDS = {Part.MISSING: "去填", Part.READ: "去看"}


@frozen
class WhyLine:
    """One line as drawn.

    Attributes:
        key: place in the tree, as 0.2.1; stable while the explanation stands.
        depth: 0 for an answer, 1 for what stands right below it, and so on.
        path: where ``go`` leads, empty when nowhere.
        foldable: has lines below it that Left and Right hide and show.
    """

    key: str
    depth: int
    part: Part
    label: str
    value: str
    path: str
    go: str
    code: str
    foldable: bool
    folded: bool
    tone: str = ""

    @property
    def spoken(self) -> str:
        """Return the line as one sentence for a screen reader."""
        words = f"{self.label}：{self.value}" if self.value else self.label
        return f"{words}，折起" if self.folded else words


@frozen
class Explanation:
    """Why an answer is as it is; several answers where one act waits for several.

    Attributes:
        title: the question, in the words of the person who asks.
        about: one line below it, empty when there is none.
    """

    title: str
    roots: tuple[Node, ...]
    about: str = ""

    def lines(self, folded: Collection[str] = ()) -> tuple[WhyLine, ...]:
        """Return the lines to draw, those below a folded line left out."""
        return tuple(
            line
            for number, root in enumerate(self.roots)
            for line in _lines(root, str(number), 0, folded)
        )

    def to_fold(self) -> frozenset[str]:
        """Return what is folded at first: every answer but the first where there are several."""
        return frozenset(str(number) for number in range(1, len(self.roots)))

    @property
    def text(self) -> str:
        """Return the whole as plain text, as it is copied."""
        lines = [self.title, *([self.about] if self.about else [])]
        for root in self.roots:
            lines += ["", *root.lines()]
        return "\n".join(lines).strip() + "\n"


def _lines(node: Node, key: str, depth: int, folded: Collection[str]) -> Iterator[WhyLine]:
    shut = key in folded
    yield WhyLine(
        key, depth, node.part, node.label, node.value, node.path,
        _GO_WORDS.get(node.part, "去看") if node.path else "",
        node.code, bool(node.children), shut, node.tone,
    )  # fmt: skip
    if not shut:
        for number, child in enumerate(node.children):
            yield from _lines(child, f"{key}.{number}", depth + 1, folded)
