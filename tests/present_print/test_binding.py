# SPDX-License-Identifier: MulanPSL-2.0
"""登记装订: numbers on bound paper never move, late papers go to the end, what no longer fits is said."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.operations import SetValue
from app.present.prints.binding import BindingPresenter
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printing_binding import plan_from, plan_values
from tests.helpers.printing_desk import printing_desk, with_scan


@pytest.fixture
def session(tmp_path):
    """A desk with a packet of two volumes."""
    with printing_desk(tmp_path) as made:
        yield made


def spans(session) -> dict:
    """Return where every material stands."""
    return {entry.entry_id: entry.spans for entry in session.plan.entries if entry.spans}


def test_a_plan_is_read_back_as_it_was_kept(session):
    """Every side, number and span survives the vault."""
    plan = session.plan
    again = plan_from(plan_values(plan), session.checklist.rows)
    assert again.volumes == plan.volumes
    assert again.entries == plan.entries
    assert (again.rules, again.contents) == (plan.rules, plan.contents)


def test_after_binding_a_new_paper_goes_to_the_end(session):
    """Numbers of what is bound stay; the late scan is numbered after the last page."""
    before, last = spans(session), session.plan.numbered
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    with_scan(session, "appraisals", 2)
    after = spans(session)
    assert {key: after[key] for key in before} == before
    assert after["appraisals"][0].first == last + 1
    assert session.plan.entry("appraisals").late


def test_without_binding_the_same_paper_takes_its_place(session):
    """The counter-proof: unbound, later numbers move."""
    last = session.plan.numbered
    with_scan(session, "appraisals", 2)
    assert spans(session)["appraisals"][0].first <= last


def test_a_bound_paper_that_grows_is_said_and_its_volume_does_not_print(session):
    """The plan of the paper stands, the fault names the material, nothing crashes and nothing prints wrong."""
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    before = spans(session)
    with_scan(session, "education", 9)
    assert spans(session) == before
    centre = PrintCentrePresenter(session)
    assert "学历" in centre.state.fault
    centre.select("volume")
    with pytest.raises(UserError, match="PAPER-FROZEN"):
        centre.preview("volume", silent())
    assert centre.preview("pledge").pages == 1


def test_a_bound_paper_that_left_the_list_is_still_in_the_volume(session):
    """Marking it not applicable does not take its sheets out of a bound volume."""
    from app.model.codes import MaterialState

    BindingPresenter(session).bind("2026-06-15", anyway=True)
    before = spans(session)
    session.apply(SetValue("materials.education.state", MaterialState.NOT_APPLICABLE))
    assert spans(session) == before
    assert session.plan_fault is not None


@pytest.mark.parametrize("typed", ["", "2026-06-16", "昨天", "2026-6-1"])
def test_a_day_that_is_none_or_not_yet_is_refused(session, typed):
    """Binding is registered after it was done; nothing is frozen by a refusal."""
    with pytest.raises(UserError, match="PRINT-BIND-DATE"):
        BindingPresenter(session).bind(typed, anyway=True)
    assert session.binding is None


def test_missing_papers_are_asked_about_first(session):
    """The first try names what has no pages; a person may bind all the same."""
    presenter = BindingPresenter(session)
    with pytest.raises(UserError) as caught:
        presenter.bind("2026-06-15")
    assert caught.value.code == "PRINT-BIND-MISSING"
    presenter.bind("2026-06-15", anyway=True)
    assert session.binding.volumes == len(session.plan.volumes)
    assert session.vault.events()[-1].kind == "bind"


def test_taking_apart_frees_the_numbers_with_a_reason(session):
    """The reason is kept; afterwards a new paper takes its place again."""
    presenter = BindingPresenter(session)
    presenter.bind("2026-06-15", anyway=True)
    with pytest.raises(UserError, match="PRINT-UNBIND-REASON"):
        presenter.take_apart("  拆 ")
    presenter.take_apart("缺页，领导同意拆册")
    assert session.binding is None
    assert "缺页" in session.vault.setting(f"binding/{session.declaration.id}")
    with_scan(session, "appraisals", 2)
    assert not session.plan.entry("appraisals").late


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format":9}', '{"format":1,"binding":{"x":1},"undone":[]}']
)
def test_a_record_that_cannot_be_read_is_said(session, text):
    """A damaged record is a message, never a plan made anew behind the paper's back."""
    session.vault.set_setting(f"binding/{session.declaration.id}", text)
    session._derived = None
    with pytest.raises(UserError, match="PRINT-BINDING-DAMAGED"):
        _ = session.plan
