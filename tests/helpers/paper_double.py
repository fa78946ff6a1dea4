# SPDX-License-Identifier: MulanPSL-2.0
"""A fictional declaration with scans and a stand-in for the policy pack, for tests of the paper room."""

from __future__ import annotations

import datetime as dt
import io
import types

import attrs
import pikepdf
from PIL import Image, ImageDraw

from app.model.codes import DeclarationKind, MaterialState, Openness, TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.model.materials import MaterialEntry, Scan
from app.model.people import Basics
from app.model.unit import Unit
from app.model.work import Achievement, EvidenceLink, Work
from app.paper.context import PaperContext
from app.policy.records import TemplateState

WORDS = {
    ("kind", "normal"): "正常申报",
    ("level", "associate_senior"): "副高级",
    ("level", "intermediate"): "中级",
}
TABS = (
    ("A", "申报表格和意见"),
    ("B", "资格证明材料"),
    ("C", "工作总结和主要业绩"),
    ("D", "获奖和荣誉"),
    ("E", "专利、标准和成果转化"),
    ("F", "论文、著作和技术报告"),
    ("G", "其他材料"),
)
LOOSE, FIRST, SECOND = (
    "甲、单独报送（不装订）",
    "乙、第一册　资格证明材料",
    "丙、第二册　业绩成果材料",
)


@attrs.frozen
class Row:
    """A checklist row as the paper room asks for it."""

    entry: MaterialEntry
    tab: str
    number: int
    name: str
    group: str = FIRST
    volume: int = 1
    bound: bool = True
    form: str = "copy"
    piece: str = ""


class Pack:
    """Words and tabs of a policy pack."""

    materials = types.SimpleNamespace(
        tabs=tuple(types.SimpleNamespace(letter=letter, title=title) for letter, title in TABS)
    )
    series = ()

    def template(self, _name: str) -> TemplateState:
        """Return a template nobody has held against the official one."""
        return TemplateState()

    def label(self, table: str, value: object) -> str:
        """Return the word of a value."""
        return WORDS.get((table, str(value)), str(value))


def picture(width: int, height: int, seed: int, quality: int = 70) -> bytes:
    """Return a grey JPEG that looks like a page with words on it."""
    image = Image.new("L", (width, height), 232 + seed % 7)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width * 0.05, height * 0.05, width * 0.95, height * 0.95), outline=60, width=3)
    for line in range(12):
        top = height * (0.15 + 0.06 * line)
        draw.rectangle(
            (
                width * 0.1,
                top,
                width * (0.5 + (seed * 7 + line * 3) % 40 / 100),
                top + height * 0.02,
            ),
            fill=90,
        )
    draw.polygon(
        [(width * 0.1, height * 0.07), (width * 0.2, height * 0.07), (width * 0.1, height * 0.12)],
        fill=0,
    )
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def working_copy(sizes: list[tuple[float, float]], seed: int = 0, dpi: int = 60) -> bytes:
    """Return a clean PDF with one JPEG a page, as the intake worker makes it; sizes in mm."""
    pixels = [(round(w / 25.4 * dpi), round(h / 25.4 * dpi)) for w, h in sizes]
    pictures = [picture(w, h, seed + index) for index, (w, h) in enumerate(pixels)]
    return wrapped(pictures, sizes, pixels)


def wrapped(
    pictures: list[bytes], sizes: list[tuple[float, float]], pixels: list[tuple[int, int]]
) -> bytes:
    """Return grey JPEGs as pages of a PDF, their bytes untouched; sizes in mm and pixels."""
    pdf = pikepdf.new()
    for data, (width, height), (across, down) in zip(pictures, sizes, pixels, strict=True):
        image = pikepdf.Stream(pdf, data)
        image.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=across,
                Height=down,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
        )
        w, h = width * 72 / 25.4, height * 72 / 25.4
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, round(w, 3), round(h, 3)],
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image)),
            Contents=pikepdf.Stream(pdf, f"q {w:.3f} 0 0 {h:.3f} 0 0 cm /I Do Q".encode()),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


A4, A4_WIDE, CARD = (210.0, 297.0), (297.0, 210.0), (90.0, 60.0)


class Store(dict[str, bytes]):
    """Evidence by digest."""

    def scan(self, pages: list[tuple[float, float]], seed: int = 0) -> Scan:
        """Keep a working copy and return the scan that names it."""
        digest = f"{seed:03d}-" + "-".join(f"{w:.0f}x{h:.0f}" for w, h in pages)
        if digest not in self:
            self[digest] = working_copy(pages, seed)
        return Scan(digest, digest, "扫描件.pdf", "pdf", len(pages), id=f"scan-{digest}")


ITEMS = (
    ("evaluation_form", "A1", 1, "专业技术职称评审表", LOOSE, "original", 2),
    ("submission_form", "A2", 2, "专业技术职称送审表", LOOSE, "original", 25),
    ("recommendation", "A3", 3, "单位推荐意见（推荐报告）", LOOSE, "original", 1),
    ("notice_proof", "A4", 4, "单位公示情况证明（附公示件）", LOOSE, "original", 1),
    ("pledge", "B1", 8, "个人承诺书", FIRST, "original", 1),
    ("id_card", "B2", 9, "居民身份证（正反面同页）", FIRST, "copy", 1),
    ("education", "B3", 10, "学历、学位证书（附学历证书电子注册备案表）", FIRST, "copy", 1),
    ("current_title", "B4", 11, "现职称证书（工程师）", FIRST, "copy", 1),
    ("appointment", "B5", 12, "现职称聘任文件、聘书及聘用合同", FIRST, "copy", 1),
    ("appraisals", "B6", 14, "任现职以来（近5年）年度考核登记表", FIRST, "copy", 5),
    ("continuing", "B7", 15, "继续教育审验卡、学时证明", FIRST, "copy", 1),
    ("licence", "B8", 17, "职业资格证书及注册证明", FIRST, "copy", 1),
    ("summary", "C1", 23, "专业技术工作总结", SECOND, "original", 1),
    (
        "achievement-a1",
        "C2",
        24,
        "业绩一　老哈河中游灌区节水改造工程（任务书、验收、应用证明）",
        SECOND,
        "copy",
        1,
    ),
    ("award", "D1", 25, "获奖、荣誉证书", SECOND, "copy", 3),
    ("patent", "E1", 26, "实用新型专利证书及应用效益证明", SECOND, "copy", 2),
    ("paper-w1", "F1", 27, "论文（封面、版权页、目录、正文、封底）", SECOND, "copy", 4),
)
_PAGES = {
    "pledge": [A4],
    "id_card": [CARD],
    "education": [A4_WIDE, A4_WIDE, A4, A4],
    "current_title": [(210, 148), A4],
    "appointment": [A4] * 5,
    "appraisals": [A4] * 10,
    "continuing": [A4] * 3,
    "summary": [A4] * 8,
    "achievement-a1": [A4] * 30,
    "award": [A4_WIDE, CARD, A4],
    "patent": [A4] * 4,
    "paper-w1": [(185, 260)] * 12,
}
NOTES = {"notice_proof": "公示5个工作日", "appraisals": "2021—2025", "paper-w1": "代表作原件"}
IN_HAND = {"licence": (3, False), "continuing": (3, True)}


def rows(store: Store) -> list[Row]:
    """Return the rows of a whole list; two materials exist on paper only."""
    done = []
    for index, (name, tab, number, title, group, form, copies) in enumerate(ITEMS):
        loose = group == LOOSE
        entry = MaterialEntry(
            name,
            name,
            state=MaterialState.READY,
            copies=copies,
            form=form,
            note=NOTES.get(name, ""),
        )
        if name in IN_HAND:
            pages, double = IN_HAND[name]
            entry = attrs.evolve(entry, pages=pages, paper_only=True, double_sided=double)
        elif not loose:
            entry = attrs.evolve(entry, scans=(store.scan(_PAGES[name], index),))
        done.append(
            Row(
                entry,
                tab,
                number,
                title,
                group,
                0 if loose else 1 + (group == SECOND),
                not loose,
                form,
            )
        )
    return done


def declaration() -> Declaration:
    """Return the fictional person of the practice vault's kind."""
    links = (
        EvidenceLink("achievement-a1", 1, 12, 5, id="l1"),
        EvidenceLink("award", 2, 2, id="l2"),
    )
    return Declaration(
        id="practice-1",
        practice=True,
        route=RouteAnswers(
            classified=True,
            level=TitleLevel.ASSOCIATE_SENIOR,
            series="工程系列",
            specialty="水利工程",
            title="高级工程师",
            kind=DeclarationKind.NORMAL,
        ),
        basics=Basics(
            name="阿拉坦其其格", sex="女", unit="赤峰市练习水利勘测设计院", phone="0476-000 0000"
        ),
        achievements=(
            Achievement(
                id="a1",
                title="老哈河中游灌区续建配套与节水改造工程（练习项目）初步设计",
                openness=Openness.OPEN,
                links=links,
            ),
            Achievement(
                id="a2",
                title="渠道冻胀监测",
                openness=Openness.OPEN,
                links=(EvidenceLink("patent", id="l3"),),
            ),
        ),
        works=(
            Work(
                id="w1",
                title="寒区渠道冻胀监测与复合衬砌研究",
                links=(EvidenceLink("paper-w1", id="l4"),),
            ),
        ),
    )


def context(**changes: object) -> PaperContext:
    """Return the context of a practice copy."""
    base = PaperContext(
        declaration(),
        Pack(),
        Unit(id="u1", name="赤峰市练习水利勘测设计院", phone="0476-000 0000"),
        True,
        "3817-0459-9162-2205",
        2,
        dt.date(2026, 6, 15),
        "0137",
    )
    return attrs.evolve(base, **changes)
