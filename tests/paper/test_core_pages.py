# SPDX-License-Identifier: MulanPSL-2.0
"""Pages and files: what is set can be read, is where it should be, and is the same every time."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.paper.core import geometry as g
from app.paper.core.fonts import FontLibrary, FontTableError, use_local_faces
from app.paper.core.kinsoku import column_cells
from app.paper.core.pdfsink import Bookmark, PdfSink, pdf_name
from app.paper.core.press import Imprint, Press, footer, header, seam
from app.paper.core.typeset import Para, Style, Typesetter
from tests.helpers import pages

IMPRINT = Imprint("3817-0459-9162-2205", 2, "0137", "2026-06-15", practice=True)
TEXT = "任项目负责人，组织完成1:2000地形复测46组，提出“干渠防渗”方案——欧阳㛃、王𬭎、白𠅤（见第37—41页）；买买提·吐尔逊。"


def sample(side: g.Side = g.Side.FRONT, imprint: Imprint = IMPRINT) -> bytes:
    """Return one page with everything a page can carry."""
    press = Press(imprint=imprint)
    page = press.page(g.bound(side), "样页")
    page.text(page.margins.axis, 40, "职称评审申报材料", "song_bold", 28, "centre")
    page.paras(page.margins.left, 60, 120, Para(TEXT, Style("fang", 12, 17.5, "justify", indent=2)))
    page.box(50, 120, 60, 30, g.FRAME)
    page.hatch(120, 120, 20, 20)
    page.seal(80, 200, "单位公章")
    page.column(20, 200, "单位（盖章）—第12册", "song", 12)
    header(page, "B3　现职称证书", "阿拉坦其其格")
    seam(page)
    footer(page, imprint, 37)
    return press.save()


def test_words_come_out_in_the_order_they_are_read():
    """Text is extracted whole, characters above U+FFFF too."""
    text = pages.words(sample())
    assert TEXT in text
    assert text.index("职称评审申报材料") < text.index("任项目负责人") < text.index("第37页")


def test_every_font_is_embedded_and_the_file_is_clean():
    """Qpdf finds no fault and no font is left to the reader's machine."""
    pdf = sample()
    assert pages.faults(pdf) == []
    fonts = pages.fonts(pdf)
    assert len(fonts) >= 5 and all(fonts.values())


def test_the_same_input_gives_the_same_bytes():
    """Nothing in a file depends on the clock, the run or the order of sets."""
    assert sample() == sample()


def test_what_was_set_before_does_not_show_in_the_bytes():
    """A process that used other faces first writes the same file as a fresh one."""

    def page(*first: str) -> bytes:
        setter = Typesetter(FontLibrary.load(resource("fonts", "fonts.toml")))
        for role in first:
            setter.width("水利", role, 12)
        press = Press(setter, IMPRINT)
        press.page(g.loose()).paras(30, 60, 120, Para(TEXT, Style("fang", 12)))
        return press.save()

    assert page() == page("kai", "hei_bold", "song_bold", "fang")


def test_the_file_names_no_person():
    """The document's own data holds the kind of paper only."""
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "职称评审申报材料"
        assert "/Author" not in pdf.docinfo and "/CreationDate" not in pdf.docinfo
        assert "阿拉坦" not in pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


def test_the_page_number_stands_at_the_outer_corner_of_either_side():
    """Front right, back left, flush with the outer margin to 0.3 mm."""
    front = pages.ink(sample(g.Side.FRONT), (150, 282, 209, 292))
    back = pages.ink(sample(g.Side.BACK), (1, 282, 60, 292))
    assert front is not None and front[2] == pytest.approx(192 - 0.3, abs=0.4)
    assert back is not None and back[0] == pytest.approx(18 + 0.15, abs=0.4)


def test_rules_and_boxes_stand_where_they_are_asked_for():
    """Frame of a box, footer rule and header rule to 0.3 mm at 300 dpi."""
    pdf = sample()
    box = pages.ink(pdf, (45, 115, 115, 155))
    assert box == pytest.approx((50, 120, 110, 150), abs=0.3)
    rule = pages.ink(pdf, (30, 277, 100, 281))
    assert rule is not None and rule[1] == pytest.approx(297 - 13 - 4.2, abs=0.3)
    head = pages.ink(pdf, (35, 16, 60, 18))
    assert head is not None and head[1] == pytest.approx(16.8, abs=0.3)


def test_characters_are_centred_on_the_height_they_are_set_at():
    """The middle of 24-point ink is its y to 0.6 mm, in Song, Hei, Fang and Kai alike."""
    press = Press()
    page = press.page(g.loose())
    roles = ("song", "hei", "fang", "kai", "song_bold", "hei_bold")
    for number, role in enumerate(roles):
        page.text(50, 40 + 20 * number, "国田国", role, 24)
    pdf = press.save()
    for number, role in enumerate(roles):
        y = 40 + 20 * number
        found = pages.ink(pdf, (45, y - 9, 100, y + 9))
        assert found is not None and (found[1] + found[3]) / 2 == pytest.approx(y, abs=0.6), role


def test_a_practice_sheet_and_a_proof_say_so():
    """Every sheet of practice says 练习, every proof 校对稿, a formal copy neither."""
    assert "练习" in pages.words(sample())
    formal = pages.words(sample(imprint=Imprint("3817-0459-9162-2205", 2, "0137", "2026-06-15")))
    assert "练习" not in formal and "校对稿" not in formal
    proof = pages.words(sample(imprint=Imprint(proof=True)))
    assert proof.count("校对稿") == 2


def test_the_diagonal_of_a_proof_hides_nothing():
    """Rules and words stand black on it: it lies under everything else of the sheet."""

    def dark(proof: bool) -> int:
        press = Press(imprint=Imprint(proof=proof))
        page = press.page(g.bound())
        page.text(page.margins.axis, 148.5, "水利工程设计", "hei", 24, "centre")
        page.rules([(30, 140 + step, 190, 140 + step) for step in range(0, 20, 2)], g.FRAME)
        band = pages.picture(press.save(), dpi=150).crop((180, 800, 1120, 950))
        return sum(band.histogram()[:60])

    assert dark(proof=True) == pytest.approx(dark(proof=False), rel=0.03)


@settings(max_examples=40)
@given(
    st.text(alphabet="11·—，。（）“”水A ％/-.", min_size=1, max_size=30),
    st.sampled_from(["song", "fang"]),
)
def test_operators_of_any_text_are_well_formed(text, role):
    """Neighbouring corrections never run into one number."""
    press = Press()
    press.page(g.loose()).paras(30, 30, 60, Para(text, Style(role, 12, align="justify")))
    with pikepdf.open(io.BytesIO(press.save())) as pdf:
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "TJ":
                numbers = [part for part in operands[0] if not isinstance(part, pikepdf.String)]
                assert all(abs(float(number)) < 2000 for number in numbers)


def test_a_running_head_that_is_too_long_keeps_the_name():
    """The title is shortened with an ellipsis; nothing runs out of the page."""
    press = Press()
    page = press.page(g.bound())
    header(page, "C2　" + "老哈河中游灌区续建配套与节水改造工程" * 5, "阿拉坦其其格")
    pdf = press.save()
    text = pages.words(pdf)
    assert text.endswith("…阿拉坦其其格")
    left = pages.ink(pdf, (0, 12, 29, 16))
    assert left is None


def test_words_lie_over_fills_whatever_the_order():
    """A word set before its grey ground is still readable."""
    press = Press()
    page = press.page(g.loose())
    page.text(100, 100, "国", "hei", 30, "centre")
    page.box(80, 90, 40, 20, 0, fill=0.9)
    assert pages.ink(press.save(), (90, 92, 110, 108)) is not None


def test_columns_keep_figures_together():
    """A number of up to three figures stands upright in one place of a column."""
    assert column_cells("第12册") == ["第", "12", "册"]
    assert column_cells("2026年") == ["202", "6", "年"]


def test_a_role_table_with_an_unknown_key_is_refused(tmp_path):
    """The loader names the key."""
    table = tmp_path / "fonts.toml"
    table.write_text('[roles.song]\nfile = "a.ttf"\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(FontTableError, match="colour"):
        FontLibrary.load(table)
    table.write_text('[roles.song]\nfile = "a.ttf"\nchain = ["none"]\n', encoding="utf-8")
    with pytest.raises(FontTableError, match="none"):
        FontLibrary.load(table)


def test_a_local_face_that_is_no_font_is_refused(tmp_path):
    """A unit that points a role at a wrong file is told which."""
    wrong = tmp_path / "方正仿宋.ttf"
    wrong.write_bytes(b"not a font")
    with pytest.raises(UserError) as caught:
        FontLibrary.load(resource("fonts", "fonts.toml"), {"fang": wrong})
    assert caught.value.code == "PAPER-FONT" and "方正仿宋.ttf" in str(caught.value)


def test_bookmarks_nest_and_names_are_escaped():
    """Outline entries hang under one another; a name object takes any text."""
    stream = io.BytesIO()
    sink = PdfSink(stream)
    for _ in range(2):
        sink.put_page((210, 297), b"<<>>", [sink.put_deflated(b"", b"")])
    sink.put_outline([Bookmark("第1册", 0, (Bookmark("B　资格证明", 1),))])
    sink.close("样")
    with pikepdf.open(io.BytesIO(stream.getvalue())) as pdf, pdf.open_outline() as outline:
        assert (
            outline.root[0].title == "第1册" and outline.root[0].children[0].title == "B　资格证明"
        )
    assert pdf_name("a b/c") == b"/a#20b#2Fc"


def test_a_role_can_be_pointed_at_a_face_of_the_unit():
    """From the next page on the role is drawn by the local face; taking it back restores ours."""
    kai = resource("fonts", "FandolKai-Regular-glyf.ttf")
    press = Press()
    use_local_faces({"fang": kai})
    try:
        changed = Press()
        changed.page(g.loose()).text(50, 50, "水利工程", "fang", 12)
        names = pages.fonts(changed.save())
    finally:
        use_local_faces({})
    press.page(g.loose()).text(50, 50, "水利工程", "fang", 12)
    assert any("FandolKai" in name for name in names)
    assert any("FandolFang" in name for name in pages.fonts(press.save()))
    assert Press().setter.library.files("fang") == ["FandolFang-Regular-glyf.ttf"]
