# SPDX-License-Identifier: MulanPSL-2.0
"""The tree of an explanation: what was read, how it was counted, which rule, which clause, which pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from app.policy.pack import PolicyPack


class Part(StrEnum):
    """What a line of an explanation is; a screen draws each kind in its own way."""

    ANSWER = "answer"
    GROUP = "group"
    READ = "read"
    COUNT = "count"
    MISSING = "missing"
    EXCUSED = "excused"
    RULE = "rule"
    PARAMETER = "parameter"
    UNCHECKED = "unchecked"
    PLAIN = "plain"
    CLAUSE = "clause"
    NO_CLAUSE = "no_clause"
    SOURCE = "source"


@frozen
class Node:
    """One line of an explanation; children are what it rests on.

    Attributes:
        label: the main words; value: what stands after them.
        clauses: ids of the clauses this line quotes or rests on.
        path: the place of the declaration it was read from or that would decide, empty when none.
        code: the short id for the telephone, never the main words.
        tone: how an answer is coloured beside its words: must, warn, ok, todo or note.
    """

    part: Part
    label: str
    value: str = ""
    clauses: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()
    path: str = ""
    code: str = ""
    tone: str = ""

    def walk(self) -> Iterator[Node]:
        """Yield this line and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def of(self, part: Part) -> tuple[Node, ...]:
        """Return the lines of one kind, in reading order."""
        return tuple(node for node in self.walk() if node.part is part)

    def lines(self, depth: int = 0) -> list[str]:
        """Return the tree as indented lines, for a terminal and for copying."""
        text = "　" * depth + self.label + (f"：{self.value}" if self.value else "")
        return [text, *(line for child in self.children for line in child.lines(depth + 1))]


def group(label: str, nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the lines under one heading; nothing at all when there are none."""
    children = tuple(nodes)
    return (Node(Part.GROUP, label, children=children),) if children else ()


IMPOSSIBLE = "通知里没有专门的条款"
IMPOSSIBLE_WHY = "查的是事实上办不到或自相矛盾的地方，印在纸上就是错的，所以不靠条款也要改。"
ADVICE = "通知里没有专门的条款"
ADVICE_WHY = "只作提醒：不改也能保存、打印、上报。"


def basis(pack: PolicyPack, clauses: Iterable[str], *, impossible: bool = False) -> Node:
    """Return what an answer rests on in the end: the clauses' own words, then the pack's version.

    Args:
        impossible: without a clause the answer rests on an impossibility; else it is advice (D-4).
    """
    quoted = [
        Node(Part.CLAUSE, pack.clauses[each].place, pack.clauses[each].text, (each,), code=each)
        for each in dict.fromkeys(clauses)
    ]
    if not quoted:
        words = (IMPOSSIBLE, IMPOSSIBLE_WHY) if impossible else (ADVICE, ADVICE_WHY)
        quoted = [Node(Part.NO_CLAUSE, *words)]
    source = Node(Part.SOURCE, "出处", pack.version_text)
    return Node(Part.GROUP, "依据", children=(*quoted, source))
