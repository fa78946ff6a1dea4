# SPDX-License-Identifier: MulanPSL-2.0
"""Each form is filled, printed, extracted and compared cell by cell: nothing is clipped or lost."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

import attrs
import pytest

from app.paper.forms import FormSpec, Matter, Printed, bindings, produce
from app.paper.forms.context import FormContext
from app.paper.forms.fitting import CONTINUED, ELSEWHERE
from app.paper.forms.parts import (
    Body,
    Cell,
    Closing,
    Grid,
    Opening,
    Opinions,
    Prose,
    Rect,
    Stack,
)
from app.paper.forms.spec import Page, shipped_forms
from app.paper.forms.tabular import Table
from app.present.prints.blanks import BLANKS as EMPTY_FORMS
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages, bare

FORMS = list(shipped_forms())
BATCH = ("recommendation-report", "entrustment", "transfer-list", "public-notice-unit")
BLANKS = tuple(kind.id for kind in EMPTY_FORMS)
ROLLS = ("contents", "roster", "statistics")  # lists; test_rolls.py reads them back
PERSON = [name for name in FORMS if name not in (*BATCH, *BLANKS, *ROLLS)]
SECRETS = ("evaluation", "submission", "secrecy-review", "work-summary")
CASES = [(name, person) for name in PERSON for person in ("ordinary", "longest")]
CASES += [(name, person) for name in BATCH for person in ("ordinary", "longest")]
CASES += [(name, "nobody") for name in (*BLANKS, "tally-batch")]
CASES += [(name, "secret") for name in SECRETS]
each_case = pytest.mark.parametrize(("name", "person"), CASES)
APPENDIX = Rect(20, 40, 195, 261)  # mm: inside the frame of 附页
_HEAD = re.compile("^练习数据虚构，不作申报用")
_FOOT = re.compile(r"(—\d+—)?(核对码|印号)[-\d第版印号]+参考模板$")
LONG = "练习单位的话，写得很长，"
MATTER = Matter(
    number="GC-2026-0017",
    office="工程系列高级评委会办公室（练习）",
    on="2026-06-26",
    due="2026-07-03",
    hour="17时",
    deliver="由专人送至本办公室",
    receiver="练习接收单位",
    volumes=(("申报材料第一册", "1", "186", "ZT-001", "封条完好"),),
    contact="练习联系人",
    phone="0476-000 0003",
    posted_on="2026-06-15",
    ended_on="2026-06-23",
    place="单位一楼公示栏",
    objections="无",
    lookup="练习人事科",
    supervision="0476-000 0002",
    address="练习路1号",
    background="我单位系驻赤单位（练习）。",
    reason="我单位没有相应系列的评审委员会。",
    process="本人申报，处室述职，考核推荐小组评议，院务会集体研究。",
    sheets=(
        ("评审表", "第2页", "第2页（新）", "本人", "入卷备查"),
        ("现职称聘任文件、聘书及聘用合同（补正）", "", "第127页", "核对人（与原件一致）", ""),
        ("材料目录单", "第1—2页（第2版）", "第1—2页（第3版）", "本人、核对人", "销毁"),
    ),
    bound="共2册186页",
    catalogue=tuple(
        (str(number), name, f"1册{number}—{number + 3}页")
        for number, name in enumerate(
            ("个人承诺书", "居民身份证（正反面同页）", "学历、学位证书（附学历证书电子注册备案表）",
             "现职称证书", "聘任文件", "年度考核登记表", "主要工作业绩佐证"), 1
        )
    ),
    evidence=(
        ("寒冷地区渠道冻胀监测与防治技术研究", "第7页", "第79—96页", "主要工作业绩佐证",
         "BM-2026-001", "achievements.ach-2"),
        ("获奖1项", "第8页", "第119页", "获奖、荣誉证书", "", "achievements.ach-4"),
    ),
)  # fmt: skip
LONGEST = attrs.evolve(
    MATTER,
    office="内蒙古自治区赤峰市阿鲁科尔沁旗练习水利水电勘测规划设计研究院有限责任公司",
    receiver="内蒙古自治区人力资源和社会保障厅专业技术人员管理处",
    background=LONG * 40,
    reason=LONG * 30,
    process=LONG * 40,
    catalogue=MATTER.catalogue * 5,
    evidence=tuple((f"{LONG * 4}{row[0]}", *row[1:]) for row in MATTER.evidence) * 12,
)


@functools.cache
def printed(name: str, person: str) -> tuple[FormSpec, Printed, FormContext]:
    """Return a form, what came of printing it, and what it was filled from."""
    batch = sample.batch(person) if name in BATCH or name.endswith("-batch") else None
    if batch is not None or person == "nobody":
        context = sample.unit_context()
    else:
        declaration = getattr(sample, person)()
        if name == "explanation":
            declaration = sample.answered(declaration)
        context = sample.context_of(declaration)
    form = name.removesuffix("-unit").removesuffix("-batch")
    matter = {"longest": LONGEST, "nobody": Matter()}.get(person, MATTER)
    spec = FormSpec.load(form)
    done = produce(spec, context, references=sample.REFERENCES, matter=matter, batch=batch)
    return spec, done, FormContext(context, sample.REFERENCES, matter=matter, batch=batch)


def _whole(shown: str, name: str, done: Printed, side: int) -> str:
    """Return what a cell of one side says with what it sends to 附页."""
    rest = "".join(
        bare(item.text) for item in done.leftovers if (item.name, item.page) == (name, side + 1)
    )
    return shown.replace(CONTINUED, "").replace(ELSEWHERE, "") + rest


def _expected(cell: Cell, context: FormContext) -> str:
    text = bindings.value(context, cell.bind)
    if not text and cell.empty == "none":
        return "无"
    return bare(text)


@each_case
def test_every_fixed_cell_reads_back_what_was_put_in(name: str, person: str) -> None:
    """Each box of a grid holds its whole value, or a mark and the rest stands on 附页."""
    spec, done, context = printed(name, person)
    with Pages(done.piece.pdf) as pages:
        for page in spec.pages:
            if not bindings.holds(context, page.when):
                continue
            for part in page.parts:
                if not isinstance(part, Grid) or not bindings.holds(context, part.when):
                    continue
                for cell in part.cells:
                    side = done.sides.index(page.id)
                    shown = pages.inside(side, cell.at)
                    if cell.bind:
                        whole = _whole(shown, cell.name or cell.bind, done, side)
                        assert whole == _expected(cell, context), cell.bind
                    elif cell.label:
                        assert shown == bare(bindings.fill(context, cell.label)), cell.label
        sides = [index for index, side in enumerate(done.sides) if side == "appendix"]
        appendix = "".join(pages.inside(index, APPENDIX) for index in sides)
        for item in done.leftovers:
            assert bare(item.text) in appendix


@each_case
def test_every_column_reads_back_over_its_pages(name: str, person: str) -> None:
    """Each column of a flowing table says all its values in order, however many pages it takes."""
    spec, done, context = printed(name, person)
    with Pages(done.piece.pdf) as pages:
        for page in spec.pages:
            span = [index for index, side in enumerate(done.sides) if side == page.id]
            for part in page.parts if span else ():
                if isinstance(part, Table) and bindings.holds(context, part.when):
                    _read_table(part, page, pages, span, context)


def _read_table(
    part: Table, page: Page, pages: Pages, span: list[int], context: FormContext
) -> None:
    rows = bindings.rows(context, part.rows)
    head, left = sum(part.head_heights), part.left
    for column in part.columns:
        said = ""
        for index in span:
            top = (part.y if part.y is not None and index == span[0] else page.top) + head
            box = Rect(left + 0.2, top, left + column.width - 0.2, page.bottom)
            said += pages.inside(index, box)
        left += column.width
        at = 0
        for row in rows:
            value = bare(row.values.get(column.bind, ""))
            # A middle cell that runs over the page is said again, marked, before it goes on.
            whole = said.find(value, at)
            assert whole >= 0 or _in_parts(said, value), (part.rows, column.bind, value)
            at = max(at, whole)


def _in_parts(said: str, value: str) -> bool:
    """Tell whether a value stands in two parts: on the page it began and on the next."""
    return any(value[:cut] in said and value[cut:] in said for cut in range(2, len(value) - 1))


@each_case
def test_running_text_and_stacks_are_whole(name: str, person: str) -> None:
    """Every paragraph and every stacked answer is printed to its last character, here or on 附页."""
    spec, done, context = printed(name, person)
    with Pages(done.piece.pdf) as pages:
        text = "".join(_FOOT.sub("", _HEAD.sub("", pages.all(side))) for side in range(len(pages)))
    for page in spec.pages:
        if not bindings.holds(context, page.when):
            continue
        for part in page.parts:
            if isinstance(part, (Prose, Body)):
                _read_prose(part, text, context)
            elif isinstance(part, (Opening, Closing)):
                _read_letter(part, text, context)
            elif isinstance(part, Stack):
                for cell in (cell for row in part.rows for cell in row.cells if cell.bind):
                    value = bare(bindings.value(context, cell.bind))
                    rest = "".join(
                        bare(i.text) for i in done.leftovers if i.name == (cell.name or cell.bind)
                    )
                    assert value.endswith(rest)
                    assert value.removesuffix(rest) in text if rest else value in text, cell.bind
            elif isinstance(part, Opinions):
                for block in (block for block in part.blocks if block.bind):
                    value = bare(bindings.value(context, block.bind))
                    rest = "".join(bare(i.text) for i in done.leftovers if i.name == block.strip)
                    assert value.removesuffix(rest) in text


def _read_letter(part: Opening | Closing, text: str, context: FormContext) -> None:
    if isinstance(part, Opening):
        said = (part.number, part.title, part.to)
    else:
        said = (*part.attachments, *part.signs, part.office, part.contact)
    for words in said:
        assert bare(bindings.fill(context, words)) in text


def _read_prose(part: Prose | Body, text: str, context: FormContext) -> None:
    for paragraph in part.paragraphs:
        if not bindings.holds(context, paragraph.when):
            continue
        if paragraph.text:
            assert bare(bindings.fill(context, paragraph.text)) in text
            continue
        for said in bindings.value(context, paragraph.bind).split("\n"):
            wanted = bare(said)
            assert wanted[:20] in text and wanted[-20:] in text


@pytest.mark.parametrize("name", FORMS)
def test_no_character_leaves_the_paper(name: str) -> None:
    """Every character stands at least 5 mm inside the sheet, and no page is left without words."""
    _, done, _ = printed(name, "longest")
    with Pages(done.piece.pdf) as pages:
        assert len(pages) == done.piece.pages
        for index in range(len(pages)):
            wide, high = pages.width(index), pages.height(index)
            outside = [
                (char, left, top)
                for char, left, top, right, bottom in pages.ink(index)
                if left < 5 or top < 5 or right > wide - 5 or bottom > high - 5
            ]
            assert not outside, (index, outside[:5])
            assert pages.all(index)


@pytest.mark.parametrize(("name", "person"), [case for case in CASES if case[1] != "nobody"])
def test_pages_are_read_in_the_order_they_are_printed(name: str, person: str) -> None:
    """The text of a page runs head, fields from the top left to the lower right, foot: as a person reads it."""
    spec, done, _ = printed(name, person)
    with Pages(done.piece.pdf) as pages:
        for side in range(len(pages)):
            text, at = pages.all(side), 0
            placed = [cell.rect for cell in done.cells if cell.page == side]
            for rect in placed:
                value = pages.inside(side, rect)
                found = text.find(value[:12], at)
                assert found >= 0, (side, value[:12])
                at = found
            for one, other in pairwise(placed):
                below = other.top >= one.top - 0.01
                assert below or other.left >= one.right - 0.01, (spec.id, side, one, other)
            foot = max(text.rfind("核对码"), text.rfind("印号"))
            assert foot >= at, (side, text[-60:])
