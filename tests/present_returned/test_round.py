# SPDX-License-Identifier: MulanPSL-2.0
"""A whole sending back without a screen: hand in, sent back with three items, put right, changed, handed in again."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from app.kernel.clock import FixedClock
from app.kernel.errors import UserError
from app.model.codes import ItemState
from app.model.operations import SetValue, SetValues
from app.paper.volume.remarks import remarks
from app.present.papers.late_pages import LatePaper, add_late
from app.present.papers.materials import MaterialsPresenter
from app.present.papers.returned import return_card
from app.present.prints.pieces import make_piece
from app.present.returned.returned import ReturnedPresenter
from app.present.returned.rounds import open_round
from tests.helpers.desk import reopened
from tests.helpers.pages import words as page_text
from tests.helpers.sent_back import BACK, FACT, KEPT, hand_in, handed_in, key_in


@pytest.fixture
def session(tmp_path):
    """A dossier with a present title, bound and handed in on 2026-06-15."""
    with handed_in(tmp_path) as made:
        yield made


def sent_back(session) -> ReturnedPresenter:
    """Return the page of a slip of three items, due on the 17th."""
    key_in(session)
    return ReturnedPresenter(session)


def lines(presenter) -> list[tuple[str, str, str]]:
    """Return paper, out and in of the compared sheets."""
    presenter.prepare()
    return [(line.paper, line.out, line.into) for line in presenter.state.sheets]


def test_the_whole_round(session):
    """Three items: one gets a page, one a corrected date, one an answer; then changed sheets and a second hand-over."""
    last = session.plan.numbered
    numbers = {e.entry_id: e.spans for e in session.plan.entries if e.spans}
    presenter = sent_back(session)
    assert [item.number for item in presenter.state.items] == [1, 2, 3]
    assert return_card(session).count == 3
    assert "还剩 2 个工作日" in return_card(session).left

    bound = session.plan.labels(BACK)
    late = add_late(session, BACK, LatePaper(1, at_page=2, as_back=True))
    session.apply(SetValue("titles.t1.obtained", "2017-01", "改取得时间"))
    MaterialsPresenter(session).toggle_ready(FACT)
    MaterialsPresenter(session).answer_correction(KEPT, "原件就是这样，已带原件核对")
    assert [item.fate_word for item in presenter.state.items] == ["已补正", "已补正", "已回应"]
    assert return_card(session).count == 0

    found = lines(presenter)
    assert ("评审表", "第2页", "第2页（新）") in [
        (p, o, i) for p, o, i in found if p == "评审表"
    ] or any(p == "评审表" and o for p, o, _ in found)
    assert any(into == f"第{last + 1}页" and not out for _, out, into in found)
    assert any(paper == "材料目录单" for paper, _, _ in found)
    assert {
        k: v for k, v in ((e.entry_id, e.spans) for e in session.plan.entries) if k in numbers
    } == numbers
    assert session.plan.entry(late).first == last + 1
    fact = next(f for f in presenter.state.facts if f.path == "titles.t1.obtained")
    assert fact.count >= 1
    assert "评审表" in fact.places
    text = page_text(make_piece(session, "contents", session.paper_context(proof=False)).pdf, 1)
    text += page_text(make_piece(session, "contents", session.paper_context(proof=False)).pdf, 0)
    assert f"第{bound[1]}页背面见第{last + 1}页" in text

    with pytest.raises(UserError, match="EXCHANGE-FATE"):
        presenter.register()
    presenter.set_all_fates("filed")
    presenter.register()
    assert reopened(session).exchanges[0].sheets[0].fate == "filed"
    assert make_piece(session, "exchange", session.paper_context(proof=False)).pages == 1
    assert make_piece(session, "explanation", session.paper_context(proof=False)).pages == 1

    hand_in(session, "2026-06-15 08:55")
    assert open_round(session) is None
    assert return_card(session) is None
    kept = reopened(session)
    assert kept.handovers[1].answers == kept.reviews[0].key
    assert kept.material(KEPT).shown_state() == ItemState.ANSWERED


def test_without_a_change_nothing_is_to_be_exchanged(session):
    """The counter-proof: what was handed in compares equal with itself."""
    presenter = sent_back(session)
    assert lines(presenter) == []


def test_another_scan_of_the_same_page_is_exchanged_page_by_page(session):
    """Only the page that reads otherwise is listed; nothing is renumbered and nothing is put at the end."""
    presenter = sent_back(session)
    last = session.plan.numbered
    scan = session.declaration.material("education").scans[0]
    turned = attrs.evolve(scan, rotations=(0, 2, 0))
    session.apply(SetValue("materials.education.scans", (turned,)))
    second = session.plan.labels("education")[1]
    name = session.checklist.row("education").name
    assert lines(presenter) == [(name, f"第{second}页", f"第{second}页（新）")]
    assert session.plan.numbered == last


def test_a_sheet_put_in_between_bears_the_page_before_it(session):
    """插页: 11-1 stands after page 11, no later number moves, the catalogue says where it is."""
    presenter = sent_back(session)
    before = {e.entry_id: e.spans for e in session.plan.entries if e.spans}
    at = session.plan.labels(BACK)[0]
    late = add_late(session, BACK, LatePaper(1, at_page=1, inserted=True))
    after = {e.entry_id: e.spans for e in session.plan.entries if e.spans}
    assert session.plan.labels(late) == (f"{at}-1",)
    assert {key: after[key] for key in before} == before
    assert ("", f"第{at}-1页") in [(out, into) for _, out, into in lines(presenter)]
    assert f"第{at}页见第{at}-1页" in remarks(session.plan)


def test_what_was_registered_is_out_of_date_after_another_change(session):
    """A registered exchange with a later correction asks to be registered again; the old one stays on record."""
    presenter = sent_back(session)
    add_late(session, BACK, LatePaper(1, at_page=2))
    presenter.prepare()
    presenter.set_all_fates("kept")
    presenter.register()
    assert not presenter.state.stale
    session.apply(SetValue("titles.t1.obtained", "2017-01", "改取得时间"))
    presenter.prepare()
    assert presenter.state.stale
    with pytest.raises(UserError, match="EXCHANGE-REASON"):
        presenter.declare_void("错")
    presenter.declare_void("少写了一页（虚构）")
    kept = reopened(session)
    assert kept.exchanges[0].cancelled == "少写了一页（虚构）"
    assert presenter.state.registered == ""


def test_a_line_of_ones_own_is_listed_registered_and_can_go(session):
    """Paper the program cannot compare is written by hand; a line that says nothing is refused."""
    presenter = sent_back(session)
    presenter.prepare()
    with pytest.raises(UserError, match="EXCHANGE-LINE"):
        presenter.add_line("聘书复印件", " ", "", "")
    presenter.add_line("聘书复印件", "第10页", "第10页（新）", "核对人")
    assert lines(presenter) == [("聘书复印件", "第10页", "第10页（新）")]
    presenter.remove_line(presenter.state.sheets[0].key)
    assert lines(presenter) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, None),
        (
            {"late_by": "虚构旗人社局李某", "late_reason": "路断了，当面说明"},
            ("虚构旗人社局李某", "路断了，当面说明"),
        ),
        ({"anyway": True}, ("", "")),
    ],
)
def test_a_late_second_hand_over_states_the_rule_and_is_never_barred(session, given, kept):
    """M29: without a name it says the rule once; with a name and reason, or all the same, it is entered."""
    key_in(session, due="20260615")
    session.clock = FixedClock.on(dt.date(2026, 6, 18))
    if kept is None:
        with pytest.raises(UserError, match="M29-HAND") as caught:
            hand_in(session, "2026-06-18 08:30", **given)
        assert "不能补报" in caught.value.message.detail
        assert len(reopened(session).handovers) == 1
        return
    hand_in(session, "2026-06-18 08:30", **given)
    last = reopened(session).handovers[-1]
    assert (last.late_by, last.late_reason) == kept
    assert open_round(session) is None


def test_the_day_handed_in_stays_that_of_the_first_hand_over(session):
    """A second hand-over after the window is no late declaration (M29 asks for the first day)."""
    key_in(session, due="20260720")
    session.clock = FixedClock.on(dt.date(2026, 7, 13))
    hand_in(session, "2026-07-13 08:30")
    assert reopened(session).submitted_on == "2026-06-15"


def test_many_corrected_facts_are_told_one_by_one_and_the_rest_together(session):
    """Ten corrected fields: eight with their own pages, the other two in one line; all of them print somewhere."""
    presenter = sent_back(session)
    names = ("phone", "sex", "ethnicity", "born", "birthplace", "health", "work_started", "former_name",
             "present_work", "remarks")  # fmt: skip
    values = tuple((f"basics.{name}", f"虚构{place}") for place, name in enumerate(names))
    session.apply(SetValues(values, "改十栏"))
    presenter.prepare()
    facts = presenter.state.facts
    assert len(facts) == 9
    assert facts[-1].label == "另外 2 栏"
    assert all(fact.count for fact in facts[:4])
