# SPDX-License-Identifier: MulanPSL-2.0
"""Covers, dividers and spine labels on the 换页清单: the paper of a volume that bears no page number (D-11)."""

from __future__ import annotations

import attrs
import pytest

from app.model.operations import SetValue
from app.present.papers.late_pages import LatePaper, add_late
from app.present.prints.binding import BindingPresenter
from app.present.prints.pieces import make_piece
from app.present.returned.returned import ReturnedPresenter
from tests.helpers.pages import words as page_text
from tests.helpers.printing_desk import printing_desk, with_scan
from tests.helpers.sent_back import BACK, hand_in, handed_in, key_in

OUTSIDE = ("封面", "分隔页", "册脊标签")


@pytest.fixture
def returned(tmp_path):
    """A thin dossier of two volumes, handed in and sent back."""
    with handed_in(tmp_path) as session:
        key_in(session)
        yield ReturnedPresenter(session)


@pytest.fixture
def thick(tmp_path):
    """A dossier whose first volume is thick enough for a spine label, handed in and sent back."""
    with printing_desk(tmp_path) as session:
        with_scan(session, "education", 220)
        BindingPresenter(session).bind("2026-06-15", anyway=True)
        hand_in(session, "2026-06-15 08:10")
        key_in(session)
        yield ReturnedPresenter(session)


def outside(presenter) -> list[tuple[str, str, str, str]]:
    """Return paper, out, in and who signs anew of the sheets without a page number."""
    presenter.prepare()
    lines = [line for line in presenter.state.sheets if line.paper in OUTSIDE]
    return [(line.paper, line.out, line.into, line.resign) for line in lines]


def test_a_corrected_name_is_on_every_cover_and_spine(thick):
    """Each cover is sealed anew; the label of the thick volume is cut anew; dividers do not bear a name."""
    session = thick.session
    session.apply(SetValue("basics.name", "乌云毕力格"))
    volumes = [volume.number for volume in session.plan.volumes]
    labelled = [v.number for v in session.plan.volumes if v.thickness >= 10]
    assert labelled == [1]
    assert outside(thick) == [
        *(("封面", f"第{n}册", f"第{n}册（新）", "单位盖章") for n in volumes),
        ("册脊标签", "第1册", "第1册（新）", ""),
    ]
    fact = next(f for f in thick.state.facts if f.path == "basics.name")
    assert "封面（第1册、第2册）" in fact.places and "册脊标签（第1册）" in fact.places


@pytest.mark.parametrize(
    ("path", "value"),
    [("basics.unit", "虚构旗水土保持站"), ("route.title", "正高级工程师")],
)
def test_a_corrected_unit_or_title_is_on_every_cover(returned, path, value):
    """What the cover lists is corrected on it."""
    session = returned.session
    session.apply(SetValue(path, value))
    covers = [line for line in outside(returned) if line[0] == "封面"]
    assert [out for _paper, out, _into, _who in covers] == [
        f"第{v.number}册" for v in session.plan.volumes
    ]


def test_late_pages_change_the_range_on_the_last_cover_and_bring_their_divider(returned):
    """第1—12页 becomes 第1—13页 on the cover of the volume they are bound into; their own divider is new."""
    session = returned.session
    before = session.plan.volumes[-1].last
    add_late(session, BACK, LatePaper(1, at_page=2))
    last = session.plan.volumes[-1]
    assert last.last > before
    found = outside(returned)
    assert ("封面", f"第{last.number}册", f"第{last.number}册（新）", "单位盖章") in found
    assert [line for line in found if line[0] == "封面"] == [
        ("封面", f"第{last.number}册", f"第{last.number}册（新）", "单位盖章")
    ]
    fresh = [line for line in found if line[0] == "分隔页" and not line[1]]
    assert len(fresh) == 1 and f"（第{last.number}册）" in fresh[0][2]


def test_another_picture_of_a_page_leaves_the_outside_as_it_is(returned):
    """The counter-proof: nothing printed on covers and dividers changed."""
    session = returned.session
    scan = session.declaration.material("education").scans[0]
    turned = attrs.evolve(scan, rotations=(0, 2, 0))
    session.apply(SetValue("materials.education.scans", (turned,)))
    assert outside(returned) == []


def test_what_a_divider_lists_is_compared_too(returned):
    """A material renamed stands on the divider before it, and on no other."""
    session = returned.session
    entry = next(e for e in session.declaration.materials if e.id == "education")
    session.apply(SetValue("materials.education.title", f"{entry.title}（学位证书）"))
    found = [line for line in outside(returned) if line[0] == "分隔页"]
    assert len(found) == 1 and found[0][1] and found[0][3] == ""


def test_the_printed_list_says_it_in_the_same_words(thick):
    """换页清单 on paper: the cover with its seal, the spine label."""
    session = thick.session
    session.apply(SetValue("basics.name", "乌云毕力格"))
    thick.prepare()
    piece = make_piece(session, "exchange", session.paper_context(proof=False))
    text = "".join(page_text(piece.pdf, n) for n in range(piece.pages))
    for words in ("封面", "第1册（新）", "单位盖章", "册脊标签"):
        assert words in text
