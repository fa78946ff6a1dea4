# SPDX-License-Identifier: MulanPSL-2.0
"""The pieces of a packet beside their reference pictures, and what each must say."""

from __future__ import annotations

import io

import attrs
import pytest

from app.model.people import Basics
from app.paper.slips import CheckLine, SelfCheck, hand_numbering_slip, self_check_report
from app.paper.volume.contents import contents
from app.paper.volume.contents_columns import numeral
from app.paper.volume.cover import spine_labels, strip_width
from app.paper.volume.divider import edge_place
from app.paper.volume.packet import plan_packet, write_packet
from app.paper.volume.plan import PacketPlan, PlannedVolume
from tests.helpers import golden, pages
from tests.helpers.paper_double import Store, context, rows

CHECK = SelfCheck(
    lines=(
        CheckLine("must", "身份证号少1位", "您填了17位，居民身份证号是18位。", number=1),
        CheckLine(
            "check",
            "业绩二没有写本人排名",
            "",
            "本人独立完成，无排名",
            "王某某（练习）",
            "2026-06-14",
            number=2,
        ),
        CheckLine("check", "论文一没有检索证明", number=3),
        CheckLine("note", "不印在报告上的提示"),
    ),
    counts=(("应备", "17项"), ("已准备", "15项"), ("待补看原件", "1项")),
    not_applicable=(("破格申报专家推荐表", "正常申报"),),
    again=("评审表第6页",),
    environment=(("打印机", "练习打印机，双面长边"), ("模板", "参考模板，未核对附件1")),
)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


@pytest.fixture(scope="module")
def plan(store: Store) -> PacketPlan:
    return plan_packet(context(), rows(store))


@pytest.fixture(scope="module")
def packet(plan: PacketPlan, store: Store) -> bytes:
    target = io.BytesIO()
    write_packet(plan, context(), store.__getitem__, target)
    return target.getvalue()


def thick(plan: PacketPlan) -> PacketPlan:
    """Return a plan of volumes of four thicknesses."""
    sides = plan.volumes[0].sides
    volumes = [
        PlannedVolume(i, "资格证明材料", sides, s, s * 0.1 + 1)
        for i, s in enumerate((50, 95, 190, 400), 1)
    ]
    return attrs.evolve(plan, volumes=tuple(volumes))


@pytest.mark.parametrize(
    ("name", "index"),
    [("cover", 0), ("contents-1", 2), ("contents-2", 3), ("divider-B", 4), ("original", 6), ("card", 8),
     ("landscape-front", 10), ("landscape-back", 11)],
)  # fmt: skip
def test_volume_pages_look_as_they_did(packet, name, index, golden_write):
    """Cover, catalogue, divider and copied pages equal their reference pictures."""
    golden.check(packet, f"paper/volume-{name}", index, write=golden_write)


def test_slips_look_as_they_did(plan, golden_write):
    """Spine labels, numbering slip and self-check report equal their reference pictures."""
    golden.check(spine_labels(context(), thick(plan)).pdf, "paper/spines", write=golden_write)
    golden.check(
        hand_numbering_slip(context(), plan).pdf, "paper/hand-numbering", write=golden_write
    )
    golden.check(
        self_check_report(context(), plan, CHECK).pdf, "paper/self-check", write=golden_write
    )


def test_the_cover_says_who_and_what(packet):
    """Name, unit, level, volume and pages are on the cover, and the year."""
    text = pages.words(packet)
    for wanted in (
        "阿拉坦其其格",
        "赤峰市练习水利勘测设计院",
        "高级（副高级）",
        "第1册共2册",
        "第1—31页",
        "2026年度",
    ):
        assert wanted in text


def test_the_divider_lists_materials_with_pages_and_what_they_prove(packet):
    """The second volume's first divider tells what stands behind it."""
    found = [pages.words(packet, index) for index in range(pages.page_count(packet))]
    text = next(text for text in found if "佐证评审表所列" in text)
    assert "第32—39页" in text and "业绩第1项老哈河中游灌区" in text


@pytest.mark.parametrize("count", [3, 12, 60])
def test_a_low_divider_lists_all_its_materials_or_says_where_the_rest_is(count, store):
    """Behind F at the foot of the page the list stands above the title; nothing runs off the page."""
    paper = next(row for row in rows(store) if row.entry.id == "paper-w1")
    scan = (store.scan([(210.0, 297.0)], 95),)
    listed = [
        attrs.evolve(
            paper,
            tab=f"F{n}",
            name=f"论文第{n}篇",
            entry=attrs.evolve(paper.entry, id=f"p{n}", scans=scan),
        )
        for n in range(1, count + 1)
    ]
    target = io.BytesIO()
    write_packet(plan_packet(context(), listed), context(), store.__getitem__, target)
    pdf = target.getvalue()
    found = [pages.words(pdf, index) for index in range(12)]
    index = next(
        i for i, text in enumerate(found) if text.startswith("练习") and "论文、著作和" in text
    )
    shown = found[index].count("论文第")
    assert shown == count or "其余见目录单" in found[index]
    assert pages.ink(pdf, (20, 270, 190, 278), index, dpi=60) is None


def test_dividers_step_down_the_edge():
    """A at 40 mm, each letter 36 mm lower, the seventh from the top again."""
    assert [edge_place(tab) for tab in "ABFG"] == [40, 76, 220, 40]


def test_the_catalogue_carries_head_and_signatures_once(plan):
    """The head is on the first page, the signatures on the last, the columns on both."""
    piece = contents(context(), plan)
    first, last = pages.words(piece.pdf, 0), pages.words(piece.pdf, piece.pages - 1)
    assert "评审方式线下评审" in first and "主管部门审核人" not in first
    assert "主管部门审核人" in last and "材料名称" in last and "工作单位" not in last


@pytest.mark.parametrize("count", range(14, 30))
def test_signatures_always_have_room(count, store):
    """However many rows there are, the foot stays above the footer rule."""
    listed = [attrs.evolve(rows(store)[4], name=f"材料{number}") for number in range(count)]
    listed = [
        attrs.evolve(row, entry=attrs.evolve(row.entry, id=f"m{n}")) for n, row in enumerate(listed)
    ]
    piece = contents(context(), plan_packet(context(), listed))
    last = piece.pages - 1
    assert "接收人" in pages.words(piece.pdf, last)
    assert pages.ink(piece.pdf, (20, 272, 200, 278), last, dpi=60) is None


def test_a_missing_material_is_said_in_the_catalogue(store):
    """A material without pages reads 待补, a loose one 单独报送."""
    listed = rows(store)
    listed[5] = attrs.evolve(listed[5], entry=attrs.evolve(listed[5].entry, scans=()))
    text = pages.words(contents(context(), plan_packet(context(), listed)).pdf)
    assert "居民身份证（正反面同页）复印件1待补" in text
    assert text.count("单独报送") == 5  # four materials and their heading


def test_thin_volumes_carry_no_label(plan):
    """Strips of 10 to 50 mm, none under 10 mm (D-13)."""
    assert [strip_width(thickness) for thickness in (3, 9.4, 9.5, 20.4, 35, 60)] == [
        0,
        0,
        10,
        20,
        30,
        50,
    ]
    assert spine_labels(context(), plan) is None
    text = pages.words(spine_labels(context(), thick(plan)).pdf)
    assert "50张" not in text and "95张" in text and "400张" in text


def test_a_long_name_stays_in_its_place_on_the_spine(plan):
    """Name and unit of any length stay between their rules."""
    facts = attrs.evolve(
        context().declaration,
        basics=Basics(
            name="额尔敦其木格·孟和巴雅尔",
            unit="内蒙古自治区赤峰市克什克腾旗练习动物疫病预防控制与畜牧业技术推广中心",
        ),
    )
    piece = spine_labels(context(declaration=facts, unit=None), thick(plan))
    name = pages.ink(piece.pdf, (24, 49, 34, 122.4))
    assert name is not None and name[1] > 49.5 and name[3] < 122
    unit = pages.ink(piece.pdf, (24, 124, 34, 197.5))
    assert unit is not None and unit[1] > 124.5 and unit[3] < 197


def test_the_numbering_slip_lists_every_page_written_by_hand(plan):
    """Number, side and corner of every page that only exists on paper."""
    text = pages.words(hand_numbering_slip(context(), plan).pdf)
    for wanted in ("26右下角", "27左下角", "29右下角", "共6页"):
        assert wanted in text.replace("正面", "").replace("背面", "")


def test_the_self_check_report_tells_findings_reasons_and_volumes(plan):
    """Must-findings first, reminders with their reason and who gave it, notes left out."""
    text = pages.words(self_check_report(context(), plan, CHECK).pdf)
    assert text.index("必须改1项") < text.index("身份证号少1位") < text.index("请核实2项")
    assert "理由：本人独立完成，无排名王某某（练习）2026-06-14" in text
    assert "不印在报告上的提示" not in text
    assert "自检只核对齐全和一致，不代表资格审核结论。" in text


def test_small_numbers_are_said_in_chinese():
    """Volumes are named as on the official list."""
    assert [numeral(number) for number in (1, 10, 12, 20, 35)] == [
        "一",
        "十",
        "十二",
        "二十",
        "三十五",
    ]
