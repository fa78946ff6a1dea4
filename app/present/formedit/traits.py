# SPDX-License-Identifier: MulanPSL-2.0
"""What can be said about each kind of thing, as a table: the words, how it is typed, how it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_line, clean_paragraphs
from app.paper.forms.parts import Rect
from app.paper.forms.tabular import FLOOR, Roll, Table
from app.present.formedit import grouping
from app.present.formedit.edits import ladder
from app.present.formedit.places import (
    CELL,
    COLUMN,
    DATE,
    HEAD,
    HEADING,
    LETTER,
    LINE,
    OPINION,
    PARAGRAPH,
    PART,
    SEAL,
    SIGN,
    STACKED,
    WORDS,
    Ref,
)

TEXT, LINE_TEXT, NUMBER, CHOICE, FLAG = "text", "line", "number", "choice", "flag"
BIND, COLUMN_BIND, ROWS, EDGE, GROUP = "bind", "column", "rows", "edge", "group"
Choices = tuple[tuple[Any, str], ...]

ROLES: Choices = (
    ("", "照通例"), ("song", "宋体"), ("song_bold", "粗宋"), ("xiaobiaosong", "小标宋"), ("hei", "黑体"),
    ("hei_medium", "中黑"), ("hei_bold", "粗黑"), ("fang", "仿宋"), ("kai", "楷体"),
)  # fmt: skip
ALIGNS: Choices = (("left", "靠左"), ("centre", "居中"), ("right", "靠右"), ("justify", "两端对齐"))
EMPTIES: Choices = (("gap", "留空，校对稿标待填"), ("none", "印“无”"), ("blank", "留给手写"))
FITS: Choices = (("shrink", "缩字，再放不下印附页"), ("wrap", "不缩字，放不下印附页"))
RULES: Choices = (("box", "四边"), ("under", "只有下线"), ("bare", "不画线"))


@frozen
class Trait:
    """One line of the panel.

    Attributes:
        name: attribute of the thing, or a name of ``_READ``.
        shape: how it is typed.
        of_part: it belongs to the part the thing stands in.
        least, most: of a number.
    """

    name: str
    label: str
    shape: str
    choices: Choices = ()
    of_part: bool = False
    least: float = 0.0
    most: float = 500.0
    unit: str = "毫米"


def _size(name: str = "size", label: str = "字号") -> Trait:
    return Trait(name, label, NUMBER, least=FLOOR, most=60.0, unit="磅")


_ROLE = Trait("role", "字体", CHOICE, ROLES)
_FACE = Trait("role", "字体", CHOICE, ROLES[1:])
_ALIGN = Trait("align", "左右", CHOICE, ALIGNS)
_ALIGN3 = Trait("align", "左右", CHOICE, ALIGNS[:3])
_EMPTY = Trait("empty", "没有内容时", CHOICE, EMPTIES)
_SIZES = (
    _size("first", "字号"),
    _size("floor", "最小字号"),
    Trait("fit", "放不下时", CHOICE, FITS),
)
_LEAD = Trait("lead", "行距", NUMBER, most=80.0, unit="磅（0 为自动）")
_BOX = (
    Trait("x", "左", EDGE, most=297.0), Trait("y", "上", EDGE, most=297.0),
    Trait("width", "宽", EDGE, least=4.0, most=297.0), Trait("height", "高", EDGE, least=4.0, most=297.0),
)  # fmt: skip
_AT = (
    Trait("at_x", "横向位置", NUMBER, most=297.0),
    Trait("at_y", "离本块上边", NUMBER, least=-50.0, most=297.0),
)
_TABLE = (
    Trait("rows", "填哪些行", ROWS, of_part=True),
    Trait("caption", "表上的标题", LINE_TEXT, of_part=True),
    Trait("least", "最小行高", NUMBER, of_part=True, least=4.0, most=100.0),
    Trait("blanks", "空行补到", NUMBER, of_part=True, most=60.0, unit="行"),
    Trait("head_size", "表头字号", NUMBER, of_part=True, least=FLOOR, most=30.0, unit="磅"),
    Trait("closing", "末行下面印", LINE_TEXT, of_part=True),
    Trait("splits", "长的行可以接到下一页", FLAG, of_part=True),
    Trait("together", "整个表不拆开", FLAG, of_part=True),
)
_LINES = ("band", 0), ("band", 1), ("sum", 0), ("sum", 1), ("total", 0)
_ROLL = (
    Trait("group1", "按什么分组", GROUP, of_part=True),
    Trait("group2", "组里再按", GROUP, of_part=True),
    Trait("band1", "组的标题行", LINE_TEXT, of_part=True),
    Trait("band2", "小组的标题行", LINE_TEXT, of_part=True),
    Trait("sum1", "组的小计行", LINE_TEXT, of_part=True),
    Trait("sum2", "小组的小计行", LINE_TEXT, of_part=True),
    Trait("total1", "末行合计", LINE_TEXT, of_part=True),
)
_PLACE = (
    Trait("part_y", "离纸上边", NUMBER, of_part=True, least=-1.0, most=297.0),
    Trait("gap", "离前一块", NUMBER, of_part=True, most=200.0),
)

TRAITS: Mapping[str, tuple[Trait, ...]] = {
    CELL: (
        Trait("label", "印的字", TEXT), Trait("bind", "填的栏目", BIND), *_BOX, _ROLE, *_SIZES, _ALIGN,
        Trait("valign", "上下", CHOICE, (("middle", "居中"), ("top", "靠上"), ("bottom", "靠下"))),
        _EMPTY, Trait("rule", "框线", CHOICE, RULES),
        Trait("spread", "撑开到几个字宽", NUMBER, most=40.0, unit="字"), Trait("upright", "竖着排", FLAG), _LEAD,
    ),
    COLUMN: (
        Trait("head", "表头", TEXT), Trait("bind", "填的内容", COLUMN_BIND),
        Trait("width", "列宽", NUMBER, least=4.0, most=250.0), _FACE, *_SIZES, _ALIGN,
        Trait("lines", "缩字前最多几行", NUMBER, least=1.0, most=20.0, unit="行"), _EMPTY, *_ROLL, *_TABLE, *_PLACE,
    ),
    HEAD: (
        Trait("text", "表头", TEXT), Trait("upright", "竖着排", FLAG),
        Trait("head_size", "表头字号", NUMBER, of_part=True, least=FLOOR, most=30.0, unit="磅"),
    ),
    STACKED: (
        Trait("label", "印的字", TEXT), Trait("bind", "填的栏目", BIND), _ROLE, *_SIZES, _ALIGN, _EMPTY, *_PLACE,
    ),
    OPINION: (
        Trait("strip", "栏名", LINE_TEXT), Trait("bind", "填的栏目", BIND),
        Trait("height", "高", NUMBER, least=24.0, most=260.0), Trait("signers", "签字（一行一个）", TEXT),
        Trait("lines", "签字上面印（一行一句）", TEXT), Trait("seal", "章圈里的字（空着不画）", LINE_TEXT), *_PLACE,
    ),
    PARAGRAPH: (
        Trait("text", "印的字", TEXT), Trait("bind", "填的栏目", BIND), _FACE, _size(), _LEAD, _ALIGN,
        Trait("indent", "首行缩进", NUMBER, most=20.0, unit="字"), Trait("before", "段前", NUMBER, most=80.0, unit="磅"),
        _EMPTY, Trait("framed", "画外框", FLAG, of_part=True), *_PLACE,
    ),
    WORDS: (
        Trait("text", "印的字", LINE_TEXT), _FACE, _size(), _ALIGN3,
        Trait("spread", "撑开到几个字宽", NUMBER, most=40.0, unit="字"),
        Trait("room", "最宽", NUMBER, most=297.0), *_AT, *_PLACE,
    ),
    SIGN: (
        Trait("label", "线前的字", LINE_TEXT), Trait("bind", "线上印的栏目", BIND),
        Trait("line", "线长", NUMBER, least=10.0, most=200.0), _size(), *_AT, *_PLACE,
    ),
    DATE: (Trait("bind", "印的日期", BIND), _size(), *_AT, *_PLACE),
    SEAL: (
        Trait("label", "圈里的字", LINE_TEXT), Trait("size", "直径", NUMBER, least=20.0, most=60.0), *_AT, *_PLACE,
    ),
    LINE: (*_BOX[:2], Trait("weight", "粗细", NUMBER, least=0.2, most=3.0, unit="磅"), Trait("cut", "裁切线", FLAG)),
    HEADING: (
        Trait("text", "页标题", LINE_TEXT), _FACE, _size(),
        Trait("heading_y", "离纸上边", NUMBER, least=5.0, most=290.0),
        Trait("spread", "撑开到几个字宽", NUMBER, most=40.0, unit="字"),
    ),
    LETTER: (
        Trait("title", "标题", TEXT), Trait("number", "发文字号", LINE_TEXT), Trait("to", "主送机关", LINE_TEXT),
        Trait("office", "落款单位", LINE_TEXT), Trait("on", "成文日期", LINE_TEXT),
        Trait("attachments", "附件说明（一行一个）", TEXT), Trait("contact", "联系人和电话", LINE_TEXT),
        Trait("signs", "签字（一行一个）", TEXT),
    ),
    PART: (),
}  # fmt: skip


def read(trait: Trait, thing: Any) -> Any:
    """Return what a thing says under a trait: text, a number, a choice's value or a flag; None for nothing."""
    special = _READ.get(trait.name)
    if special is not None:
        return special(thing)
    value = getattr(thing, trait.name)
    return "\n".join(value) if isinstance(value, tuple) else value


def _grouped(level: int) -> tuple[Any, Any, Any]:
    return (
        lambda roll: len(roll.groups) >= level,
        lambda roll: grouping.group_of(roll, level),
        lambda roll, value: grouping.with_group(roll, level, value),
    )


def _worded(kind: str, level: int) -> tuple[Any, Any, Any]:
    return (
        lambda roll: grouping.has_line(roll, kind, level),
        lambda roll: grouping.line_text(roll, kind, level),
        lambda roll, text: grouping.with_text(roll, kind, level, text),
    )


# What only a roll has: whether this one has it, what it says, and the roll that says something else.
_OF_ROLL: Mapping[str, tuple[Any, Any, Any]] = {
    "group1": _grouped(0),
    "group2": _grouped(1),
    **{f"{kind}{level + 1}": _worded(kind, level) for kind, level in _LINES},
}
_READ: Mapping[str, Any] = {
    **{name: reader for name, (_, reader, _) in _OF_ROLL.items()},
    "first": lambda thing: thing.tried[0],
    "floor": lambda thing: thing.tried[-1],
    "fit": lambda thing: "shrink" if len(thing.tried) > 1 else "wrap",
    "x": lambda thing: thing.at.left,
    "y": lambda thing: thing.at.top,
    "at_x": lambda thing: thing.at[0],
    "at_y": lambda thing: thing.at[1],
    "part_y": lambda thing: thing.y,
    "heading_y": lambda thing: thing.y,
    "room": lambda thing: thing.width,
}


def applies(trait: Trait, thing: Any) -> bool:
    """Tell whether a thing has this at all (a grid flows nowhere, so it has no place in a flow)."""
    if trait.name in ("part_y", "gap"):
        return hasattr(thing, "gap")
    if trait.name in _OF_ROLL:
        return isinstance(thing, Roll) and _OF_ROLL[trait.name][0](thing)
    if trait.shape == ROWS:
        return isinstance(thing, Table)
    if trait.name == "width" and isinstance(getattr(thing, "at", None), Rect):
        return True
    return trait.name in _READ or hasattr(thing, trait.name) or trait.shape == EDGE


def shown(trait: Trait, things: Sequence[Any]) -> Any:
    """Return what all the things say alike, None when they differ."""
    values = [
        thing.at.width if trait.name == "width" and trait.shape == EDGE
        else thing.at.height if trait.name == "height" and trait.shape == EDGE
        else read(trait, thing)
        for thing in things
    ]  # fmt: skip
    return values[0] if values and all(value == values[0] for value in values) else None


def typed(trait: Trait, text: str) -> Any:
    """Return what was typed as a value.

    Raises:
        UserError: EDIT-NUMBER for a number that is none or out of bounds.
    """
    if trait.shape == TEXT:
        lines = clean_paragraphs(text)
        return tuple(line for line in lines.split("\n") if line) if trait.name in _LISTED else lines
    if trait.shape not in (NUMBER, EDGE):
        return clean_line(text)
    if trait.name == "part_y" and not text.strip():
        return None
    try:
        value = round(float(text.strip().replace("．", ".").replace("。", ".")), 2)
    except ValueError:
        raise _bad(trait, text) from None
    if not trait.least <= value <= trait.most:
        raise _bad(trait, text)
    return int(value) if trait.name in _WHOLE else value


_LISTED = frozenset({"signers", "lines", "attachments", "signs"})
_WHOLE = frozenset({"spread", "blanks", "lines"})


def _bad(trait: Trait, text: str) -> UserError:
    return UserError(
        "EDIT-NUMBER",
        label=trait.label,
        typed=text,
        least=f"{trait.least:g}",
        most=f"{trait.most:g}",
        unit=trait.unit,
    )


def changed(trait: Trait, thing: Any, value: Any) -> Any:
    """Return a thing that says something else under a trait."""
    if trait.shape == EDGE:
        return attrs.evolve(thing, at=_box(thing.at, trait.name, value))
    if trait.name in _OF_ROLL:
        return _OF_ROLL[trait.name][2](thing, value)
    if trait.name in ("first", "floor", "fit"):
        return attrs.evolve(thing, sizes=_sizes(trait.name, thing.tried, value))
    if trait.name in ("at_x", "at_y"):
        x, y = thing.at
        return attrs.evolve(thing, at=(value, y) if trait.name == "at_x" else (x, value))
    name = {"part_y": "y", "heading_y": "y", "room": "width"}.get(trait.name, trait.name)
    return attrs.evolve(thing, **{name: value})


def _box(box: Rect, name: str, value: float) -> Rect:
    left, top = (
        (value if name == "x" else box.left),
        (value if name == "y" else box.top),
    )
    width = value if name == "width" else box.width
    height = value if name == "height" else box.height
    return Rect(left, top, round(left + width, 2), round(top + height, 2))


def _sizes(name: str, tried: tuple[float, ...], value: Any) -> tuple[float, ...]:
    first, floor, shrinks = tried[0], tried[-1], len(tried) > 1
    if name == "fit":
        shrinks = value == "shrink"
        floor = 9.0 if shrinks and floor >= first else floor
    elif name == "first":
        first, floor = value, min(value, floor if shrinks else value)
    else:
        floor, shrinks = min(value, first), value < first
    return ladder(first, floor) if shrinks else (first,)


def part_ref(ref: Ref) -> Ref:
    """Return the part a thing stands in."""
    return Ref(ref.part, PART)
