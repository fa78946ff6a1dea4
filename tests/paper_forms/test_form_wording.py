# SPDX-License-Identifier: MulanPSL-2.0
"""What may and may not stand on paper: open wordings, gaps, references, clauses, marks."""

from __future__ import annotations

import re

import attrs
import pytest

from app.model.codes import Affiliation, DeclarationKind, Openness, TitleLevel
from app.model.declaration import Declaration
from app.paper.forms import FormSpec, produce, render
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages
from tests.paper_forms.test_form_readback import FORMS, MATTER


def text_of(
    name: str, declaration: Declaration, *, proof: bool = False, practice: bool = True
) -> str:
    """Return all words of a printed form."""
    context = sample.context_of(declaration, proof=proof, practice=practice)
    piece = render(FormSpec.load(name), context, references=sample.REFERENCES, matter=MATTER)
    with Pages(piece.pdf) as pages:
        return pages.whole()


@pytest.mark.parametrize("name", FORMS)
def test_what_is_withheld_stands_on_no_form(name: str) -> None:
    """No word of a withheld row, and no plain word of a desensitised one, is printed anywhere."""
    hidden = "绝不外露的字样"
    base = sample.secret()
    rows = tuple(
        attrs.evolve(row, title=hidden, content=hidden, result=hidden, grade=hidden, role=hidden)
        if row.openness == Openness.WITHHELD
        else attrs.evolve(row, title=hidden, content=hidden, result=hidden)
        for row in base.achievements
    )
    works = tuple(attrs.evolve(row, title=hidden, abstract=hidden) for row in base.works)
    works = tuple(
        attrs.evolve(row, venue=hidden, issue=hidden) if row.openness == Openness.WITHHELD else row
        for row in works
    )
    assert hidden not in text_of(name, attrs.evolve(base, achievements=rows, works=works))


def test_open_wordings_and_the_units_word_are_printed() -> None:
    """A desensitised row prints its open wording; one kept by the unit says so; others keep their page."""
    text = text_of("evaluation", sample.secret())
    assert "某重点工程设计" in text
    assert "主持设计，解决两个技术难题。" in text
    assert "（材料由单位留存备查，见第119页）" in text
    assert "获奖1项" in text
    assert "论文1篇" in text


def test_a_withheld_row_without_the_units_certificate_is_left_out() -> None:
    """A row that may not be written and that nothing proves has no line at all."""
    base = sample.secret()
    done = produce(
        FormSpec.load("evaluation"), sample.context_of(base), references=sample.REFERENCES
    )
    rows = re.compile(r"achievements\.[^.]+")
    paths = [cell.path for cell in done.cells if rows.fullmatch(cell.path)]
    assert paths == ["achievements.ach-1", "achievements.ach-4"]


def test_every_achievement_ends_with_its_pages() -> None:
    """The reference of the packet plan is printed with each row; none is invented without a plan."""
    text = text_of("evaluation", sample.ordinary())
    for reference in sample.REFERENCES.values():
        assert f"（{reference}）" in text
    bare = render(FormSpec.load("evaluation"), sample.context_of(sample.ordinary()))
    with Pages(bare.pdf) as pages:
        assert "（见第" not in pages.whole()


def test_nothing_entered_prints_as_the_form_wants() -> None:
    """无 stands where the form wants it; squares for what is missing stand on proofs only."""
    empty = Declaration(id="empty", practice=True)
    formal, proof = text_of("evaluation", empty), text_of("evaluation", empty, proof=True)
    assert "曾用名无" in formal
    assert "□□□" not in formal
    assert "□□□" in proof
    assert "校对稿" in proof
    assert "校对稿" not in formal


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_declaration_prints_every_form(name: str) -> None:
    """Each form can be printed from nothing at all, formal and proof."""
    empty = Declaration(id="empty")
    assert text_of(name, empty, practice=False)
    assert text_of(name, empty, proof=True)


def test_the_secrecy_promise_is_for_classified_people() -> None:
    """The fifth promise stands on a classified person's 承诺书 only, and the fourth ends accordingly."""
    base = sample.ordinary()
    free = attrs.evolve(base, route=attrs.evolve(base.route, classified=False))
    classified, plain = text_of("pledge", base), text_of("pledge", free)
    assert "五、所提交材料已经单位保密审查" in classified
    assert "五、" not in plain
    assert "等处理；" in classified
    assert "等处理。" in plain


def test_a_classified_person_gives_the_offices_phone() -> None:
    """The phone printed for a classified person is the unit's HR office's (secrecy.md 7.4-8)."""
    base = sample.ordinary()
    text = text_of("pledge", base)
    assert "0476-0000000（单位人事部门）" in text
    assert "0476-0000001" not in text


@pytest.mark.parametrize("name", FORMS)
def test_every_page_says_what_it_is(name: str) -> None:
    """Each page carries 参考模板 and, in the practice vault, 练习; neither once verified and real."""
    spec = FormSpec.load(name)
    base = sample.ordinary()
    piece = render(spec, sample.context_of(base), references=sample.REFERENCES, matter=MATTER)
    with Pages(piece.pdf) as pages:
        assert all("参考模板" in pages.all(index) for index in range(len(pages)))
        assert all(
            "练习　数据虚构".replace("　", "") in pages.all(index) for index in range(len(pages))
        )
    verified = attrs.evolve(spec, verified_by="练习经办", verified_on="2026-06-01")
    piece = render(verified, sample.context_of(base, practice=False), matter=MATTER)
    with Pages(piece.pdf) as pages:
        assert "参考模板" not in pages.whole()
        assert "数据虚构" not in pages.whole()


def test_the_same_input_gives_the_same_bytes() -> None:
    """Printing twice gives one file, byte for byte."""
    context = sample.context_of(sample.ordinary())
    spec = FormSpec.load("evaluation")
    first, again = (render(spec, context, references=sample.REFERENCES) for _ in range(2))
    assert first.pdf == again.pdf


def test_a_chain_without_department_says_so() -> None:
    """Where no 主管部门 stands in the chain, the box says who re-checks (A-7)."""
    base = sample.ordinary()
    private = attrs.evolve(base, route=attrs.evolve(base.route, affiliation=Affiliation.NON_PUBLIC))
    assert "无主管部门，由所在地旗县区人力资源和社会保障局复审。" in text_of("evaluation", private)
    assert "无主管部门" not in text_of("evaluation", base)


def test_the_recommendation_says_time_days_and_the_way_of_counting() -> None:
    """公示情况 counts working days by the calendar (D-1): 15 to 23 June 2026 are five, 端午 left out."""
    text = text_of("recommendation", sample.ordinary())
    assert "共5个工作日（张贴当日不计，自次日起算）" in text
    base = sample.ordinary()
    own = attrs.evolve(base, notice=attrs.evolve(base.notice, counts_posting_day=True))
    certificate = text_of("notice-certificate", own)
    assert "共6个工作日。计算方法：张贴当日计入" in certificate


def test_the_notice_shows_no_achievement_and_no_number() -> None:
    """A unit's 公示 never carries achievements, the ID number or the department."""
    base = sample.ordinary()
    text = text_of("public-notice", base)
    assert base.basics.id_number not in text
    assert all(row.title not in text for row in base.achievements)
    assert base.basics.department not in text


def test_the_correction_slip_lists_only_what_stands_returned() -> None:
    """Items answered, passed or marked before an edit are not listed; the rest are numbered with a box."""
    base = sample.ordinary()
    entries = list(base.materials)
    entries[2] = attrs.evolve(
        entries[2], marks=(attrs.evolve(entries[2].marks[0], answered="已补"),)
    )
    entries[3] = attrs.evolve(entries[3], marks=(attrs.evolve(entries[3].marks[0], stale=True),))
    text = text_of("correction-slip", attrs.evolve(base, materials=tuple(entries)))
    assert "第17页缺聘期起止日期" not in text
    assert "2023年度考核等次栏未填写" not in text
    assert "□1获奖、荣誉证书（25）" in text
    assert "通知六（一）1" in text
    assert "2026年6月20日前办好交回" in text


def test_the_level_decides_the_title() -> None:
    """The 送审表 names 高级 for both senior levels, the cover the exact one."""
    base = sample.ordinary()
    full = attrs.evolve(base, route=attrs.evolve(base.route, level=TitleLevel.FULL_SENIOR))
    assert "水利工程专业高级专业技术职称送审表" in text_of("submission", full)
    assert "高级（正高级）" in text_of("evaluation", full)


def test_a_person_of_another_employer_carries_that_employers_name() -> None:
    """In a vault of one unit, somebody else's employee prints under their own employer's name."""
    base = sample.ordinary()
    other = attrs.evolve(base, basics=attrs.evolve(base.basics, unit="练习苏木综合保障中心"))
    text = text_of("submission", other)
    assert "工作单位练习苏木综合保障中心" in text
    assert sample.UNIT.name not in text.replace(sample.ordinary().career[1].unit, "")


def test_a_ground_prints_its_words_not_its_code() -> None:
    """The ground of 破格 is kept by its id and printed in the pack's words, with the service behind it."""
    base = sample.longest()
    route = attrs.evolve(base.route, kind=DeclarationKind.EXCEPTIONAL, kind_ground="years_30_20")
    text = text_of("submission", attrs.evolve(base, route=route))
    assert "旗县区满30年或苏木乡镇满20年；苏木乡镇服务（巴彦温都尔苏木）2015.01—2018.12" in text
    assert "years_30_20" not in text


def test_the_submission_form_of_a_usual_person_is_one_sheet() -> None:
    """An ordinary 送审表 stands on two sides with nothing left over: one sheet for every member."""
    done = produce(
        FormSpec.load("submission"),
        sample.context_of(sample.ordinary()),
        references=sample.REFERENCES,
    )
    assert (done.piece.pages, done.leftovers) == (2, ())
