# SPDX-License-Identifier: MulanPSL-2.0
"""Decisions, the marks that follow from them, compilations, 份号 and ways of sending (tests/cases/marks.toml)."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.copies import CopyMark, copy_of, next_copies, number_words
from app.model.document import from_json, to_json
from app.model.marking import (
    NO_MARK,
    WHOLE,
    Mark,
    MarkBook,
    Marking,
    MarkingRecord,
    PeriodKind,
    Release,
    compiled,
    in_force,
    mark_of,
)
from app.model.transport import check_way, refused_way
from app.present.secrecy.typed import TypedDecision, record_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "marks.toml").read_text("utf-8"))
DAY = dt.date(2026, 6, 1)
TODAY = dt.date(2026, 6, 15)
TYPED = TypedDecision(
    level="秘密",
    kind="保密期限",
    period="10年",
    base="保密事项范围",
    basis="练习用范围第1条",
    handler="练习承办人",
    officer="练习责任人",
    on="2026-06-01",
    scope="练习单位人事部门",
)


def of_words(words: str) -> Mark:
    """Return the mark some words stand for, decided on the day of the cases; no words, no mark."""
    if not words:
        return NO_MARK
    level, _, period = words.partition("★")
    kind = (
        PeriodKind.TERM if re.fullmatch(r"\d+(年|个月|日)|长期", period) else PeriodKind.CONDITION
    )
    if day := re.fullmatch(r"(\d+)年(\d+)月(\d+)日", period):
        kind, period = PeriodKind.DAY, dt.date(*map(int, day.groups())).isoformat()
    typed = MarkingRecord(level, period, "依据", "甲", "乙", DAY.isoformat(), "范围", kind)
    assert typed.words == words
    return Mark(words, record=typed)


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [(case["kind"], *row) for case in CASES["period"] for row in case["rows"]],
)
def test_a_period_is_read_as_clerks_write_it_or_refused(kind, typed, shown):
    """Widths of digits, blanks and 天 are evened out; what names no term, day or short condition is refused."""
    entries = attrs.evolve(TYPED, kind=kind, period=typed)
    if shown == "不收":
        with pytest.raises(UserError, match=r"MARK-(TERM|UNTIL|CONDITION)"):
            record_of(entries, TODAY)
    else:
        assert record_of(entries, TODAY).words == shown


@pytest.mark.parametrize(
    ("level", "period", "outcome"), [row for case in CASES["long"] for row in case["rows"]]
)
def test_a_period_over_the_usual_longest_wants_a_word_why(level, period, outcome):
    """Over 30, 20, 10 years nothing is blocked: the reason typed is kept with the decision."""
    entries = attrs.evolve(TYPED, level=level, period=period)
    if outcome == "收":
        assert record_of(attrs.evolve(entries, remark="多写的"), TODAY).remark == ""
        return
    with pytest.raises(UserError, match="MARK-LONG"):
        record_of(entries, TODAY)
    assert record_of(attrs.evolve(entries, remark="练习规定第2条"), TODAY).remark == "练习规定第2条"


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("kind", "保密期限、解密时间还是解密条件"), ("period", "保密期限"), ("base", "依据的种类"),
        ("basis", "依据"), ("handler", "承办人"), ("officer", "定密责任人"), ("on", "定密日期"),
        ("scope", "知悉范围"),
    ],
)  # fmt: skip
def test_a_missing_fact_is_named_and_nothing_is_made_of_the_rest(name, missing):
    """Level, period, ground, 承办人, 定密责任人, day and scope: all of them or no record."""
    with pytest.raises(UserError) as refused:
        record_of(attrs.evolve(TYPED, **{name: "　"}), TODAY)
    assert refused.value.code == "MARK-FACTS"
    assert missing in refused.value.message.title


@pytest.mark.parametrize("typed", ["2026-06", "昨天", "2026-06-16", "2027-01-01"])
def test_the_day_of_a_decision_is_a_day_that_has_come(typed):
    """A month, a word or a day to come is quoted back."""
    with pytest.raises(UserError, match="MARK-DAY"):
        record_of(attrs.evolve(TYPED, on=typed), TODAY)


@pytest.mark.parametrize("case", CASES["cover"], ids=lambda case: case["name"])
def test_a_compilation_bears_the_highest_level_and_the_longest_period(case):
    """Whichever parts bring them; a condition beside a term is left to a person."""
    found = compiled(map(of_words, case["parts"]), of_words(case.get("whole", "")))
    assert found.mark.words == case["cover"]
    assert bool(found.open) is case.get("open", False)
    backwards = compiled(map(of_words, reversed(case["parts"])), of_words(case.get("whole", "")))
    if not found.open:
        assert backwards.mark.words == case["cover"]


@given(
    st.lists(st.tuples(st.sampled_from(("绝密", "机密", "秘密")), st.integers(1, 99)), min_size=1)
)
def test_no_part_is_higher_or_longer_than_its_cover(parts):
    """Whatever is compiled, the cover is at least as high and holds at least as long as every part."""
    marks = [of_words(f"{level}★{years}年") for level, years in parts]
    level, _, period = compiled(marks).mark.words.partition("★")
    assert int(period[:-1]) == max(years for _level, years in parts)
    assert level == min((each for each, _years in parts), key=("绝密", "机密", "秘密").index)


def entry(covers: str, words: str, replaces: str = "", **more) -> Marking:
    """Return one entry of a book."""
    if words == "解密":
        return Marking((covers,), release=Release("依据", "甲", "乙", "2026-06-10"), replaces=replaces, **more)  # fmt: skip
    return Marking((covers,), of_words(words).record, replaces=replaces, **more)


def test_the_decision_that_names_a_paper_comes_before_the_one_for_all():
    """What nobody named bears the mark of the whole declaration; without any decision nothing."""
    book = (entry(WHOLE, "秘密★10年"), entry("pledge", "机密★20年"))
    assert mark_of(book, "pledge").words == "机密★20年"
    assert mark_of(book, "evaluation").words == "秘密★10年"
    assert mark_of((), "pledge") == NO_MARK


def test_a_changed_mark_stands_beside_the_old_one_and_a_release_beside_both():
    """The old marks are kept, the oldest first; 解密 numbers no copies."""
    first = entry("pledge", "机密★20年", id="a")
    second = entry("pledge", "秘密★10年", "a", id="b")
    third = entry("pledge", "解密", "b", id="c")
    changed = mark_of((first, second), "pledge")
    assert (changed.words, changed.cancelled, changed.secret) == ("秘密★10年", ("机密★20年",), True)
    released = mark_of((first, second, third), "pledge")
    assert (released.words, released.cancelled) == ("解密", ("机密★20年", "秘密★10年"))
    assert not released.secret


def test_a_void_entry_marks_nothing_and_what_it_replaced_holds_again():
    """作废登记 of a change brings the mark before it back; of a first decision leaves none."""
    first = entry("pledge", "机密★20年", id="a")
    second = entry("pledge", "秘密★10年", "a", id="b", cancelled="录错了")
    assert mark_of((first, second), "pledge").words == "机密★20年"
    assert in_force((attrs.evolve(first, cancelled="录错了"),)) == ()


def test_a_book_comes_back_from_its_text_and_half_a_record_is_refused():
    """Kept as JSON and read again the same; a record without its officer is no record, and the place is named."""
    book = MarkBook(entries=(entry(WHOLE, "秘密★2030年6月1日"), entry("a", "解密")))
    text = to_json(book)
    assert from_json(text, MarkBook) == book
    with pytest.raises(UserError, match="DOC-FIELD"):
        from_json(text.replace('"officer": "乙"', '"officer": ""', 1), MarkBook)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_numbers_go_on_over_reprints_and_come_back_from_the_register(batches):
    """000001, 000002 … without a gap; the last of a batch says how many there are; text and copy are one."""
    kept: list[str] = []
    for wanted in batches:
        made = next_copies(kept, wanted, "秘密★10年", "复制件" if kept else "")
        assert {copy.total for copy in made} == {len(kept) + wanted}
        kept += [copy.text for copy in made]
    assert [copy_of(text).number for text in kept] == list(range(1, sum(batches) + 1))
    assert all(copy_of(text).text == text for text in kept)


def test_what_bears_no_number_is_no_copy():
    """A proof keeps the mark alone; an unmarked paper nothing."""
    assert copy_of("秘密★10年") is None
    assert copy_of("") is None
    assert CopyMark(3, 5, "复制件", "机密★20年").text == "000003 共5份第3份 复制件 机密★20年"
    assert number_words([5, 1, 2, 3]) == "000001—000003、000005"


@pytest.mark.parametrize(("way", "word"), [row for case in CASES["way"] for row in case["rows"]])
def test_a_way_without_protection_is_named_and_refused(way, word):
    """Post, courier, networks and unregistered media are refused; who forbids them in the same line is not."""
    assert refused_way(way) == word
    if word:
        with pytest.raises(UserError) as refused:
            check_way(way)
        assert word in refused.value.message.title
