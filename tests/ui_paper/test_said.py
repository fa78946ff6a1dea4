# SPDX-License-Identifier: MulanPSL-2.0
"""What the paper screens say when something is missing, from the path a person takes to it."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.codes import ReviewOutcome, Verdict
from app.model.materials import ReviewMark
from app.model.operations import MarkMaterial
from app.present.papers.evidence import EvidencePresenter
from app.present.papers.materials import MaterialsPresenter
from app.present.papers.scans import read_scan_file
from app.present.papers.selfcheck import SelfCheckPresenter
from app.present.unit.reviewing import ReviewPresenter
from app.present.unit.workbench import WorkbenchPresenter
from tests.helpers.desk import at_desk, reopened
from tests.helpers.geometry import settle
from tests.ui_paper.conftest import plain_rows, send_back
from ui.qt import QPushButton
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import LineField


def said(shell) -> list[str]:
    """Return the codes of the messages above the page, newest first."""
    settle()
    return [message.code for message in shell.context.messages.messages()]


def test_a_material_without_pages_cannot_prove_anything(applicant):
    """EVID-NO-PAGES: nothing counted, nothing scanned, no page to refer to."""
    with pytest.raises(UserError, match="EVID-NO-PAGES"):
        EvidencePresenter(applicant).link("achievements.a1", plain_rows(applicant)[0], "", "")


def test_nothing_to_send_back_is_said(reviewer):
    """REVIEW-NOTHING: everything passed, so a slip would be empty."""
    for row in reviewer.checklist.rows:
        reviewer.apply(MarkMaterial(row.entry.id, ReviewMark("unit", Verdict.PASS)))
    review = ReviewPresenter(reviewer)
    review.write("退回", "王某（虚构）", "2026-06-15", "2026-06-18")
    with pytest.raises(UserError, match="REVIEW-NOTHING"):
        review.conclude(ReviewOutcome.SENT_BACK)


def test_a_file_over_300_mb_is_not_read(tmp_path):
    """SCAN-LARGE names the file; a sparse file stands for the large one."""
    path = tmp_path / "gross.pdf"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024 + 1)
    with pytest.raises(UserError, match="SCAN-LARGE"):
        read_scan_file(path)


def test_an_answer_wants_words_and_a_question(applicant):
    """MATERIAL-ANSWER when too short, MATERIAL-NOT-SENT-BACK when nobody asked."""
    wanted = send_back(applicant)[0]
    materials = MaterialsPresenter(applicant)
    with pytest.raises(UserError, match="MATERIAL-ANSWER"):
        materials.answer_correction(wanted, "没有")
    with pytest.raises(UserError, match="MATERIAL-NOT-SENT-BACK"):
        materials.answer_correction(plain_rows(applicant)[2], "已经说明过了")


def test_verbs_without_a_row_say_so(applicant, window):
    """MATERIAL-NONE when the filter shows nothing."""
    shell = window(applicant, name="materials")
    shell.current.presenter.choose_filter("needs_correction")
    settle()
    shell.current.guard(shell.current.edit)
    assert said(shell) == ["MATERIAL-NONE"]


def test_a_material_of_ones_own_wants_a_name(applicant):
    """MATERIAL-TITLE for one sign or none."""
    with pytest.raises(UserError, match="MATERIAL-TITLE"):
        MaterialsPresenter(applicant).add_extra("证", 1)


def test_a_finding_without_a_place_says_so(applicant, window, monkeypatch):
    """CHECK-NO-PLACE when no screen holds what the finding speaks of."""
    shell = window(applicant, name="selfcheck")
    groups = shell.current.presenter.state.groups
    line = next(line for group in groups for line in group.lines if line.path)
    shell.current.table.select(line.key)
    monkeypatch.setattr(shell.context, "go_path", lambda _path: False)
    shell.current.jump_button.click()
    assert said(shell) == ["CHECK-NO-PLACE"]


def test_the_bench_asks_for_people_and_a_name(reviewer):
    """BENCH-NOBODY before anybody is chosen, BENCH-REVIEWER without a name; then both verbs work."""
    bench = WorkbenchPresenter(reviewer)
    with pytest.raises(UserError, match="BENCH-NOBODY"):
        bench.hand_in()
    bench.tick_all(on=True)
    with pytest.raises(UserError, match="BENCH-REVIEWER"):
        bench.assign(" ")
    assert bench.assign("王某（虚构）") == 1
    assert reopened(reviewer).reviews[0].reviewer == "王某（虚构）"
    assert bench.state.hands[0] == ("王某（虚构）", 1)
    assert bench.hand_in() == 0


def test_handing_in_moves_a_person_to_the_review(tmp_path, window):
    """BENCH-DONE says what was recorded; the person now waits for the review."""
    from app.present.session import Role
    from tests.ui_paper.conftest import person

    with at_desk(tmp_path, person(), role=Role.UNIT) as session:
        shell = window(session, name="workbench")
        assert shell.current.presenter.state.next_id == ""
        shell.current.guard(shell.current._next)
        assert said(shell) == ["BENCH-NONE"]
        shell.current.all.click()
        settle()
        shell.current.hand_in.click()
        assert said(shell)[0] == "BENCH-DONE"
        assert reopened(session).submitted_on == "2026-06-15"
        assert shell.current.presenter.state.next_id == session.declaration.id
        shell.close()


def test_the_slip_in_hand_is_the_one_the_result_asks_for(reviewer, window):
    """打印… after a sending back opens the print centre with 退回补正单 in hand."""
    send_back(reviewer)
    shell = window(reviewer, name="review")
    shell.current.print_button.click()
    settle()
    assert shell.name == "print"
    assert shell.current.presenter.state.selected.id == "correction-slip"


def test_a_reminder_passed_keeps_its_place(applicant):
    """写明理由 leaves the line in its group, marked as explained."""
    check = SelfCheckPresenter(applicant)
    line = next(
        line for group in check.state.groups for line in group.lines if line.severity == "check"
    )
    check.pass_with_reason(line.key, "已向人事核实（虚构）")
    again = next(x for group in check.state.groups for x in group.lines if x.key == line.key)
    assert again.passed is not None


def test_a_reason_too_short_is_refused_inside_the_dialog(applicant, window, monkeypatch):
    """不改，写明理由: the refusal stands beside the field it is about, not behind the dialog."""
    shell = window(applicant, name="selfcheck")
    page, refused = shell.current, []
    lines = [line for group in page.presenter.state.groups for line in group.lines]
    page.table.select(next(line.key for line in lines if line.severity == "check"))

    def fill(dialog):
        dialog.findChildren(LineField)[-1].set_text("无")
        next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("写明")).click()
        refused.extend(message.code for message in dialog.messages.messages())

    monkeypatch.setattr(Dialog, "exec", fill)
    page._reason()
    assert refused == ["CHECK-REASON"]
    assert said(shell) == []


def test_the_originals_to_bring_are_printed_from_the_finding(applicant, window):
    """M21 offers the slip, the materials list too; both open the print centre with it in hand."""
    from app.model.codes import MaterialState
    from app.model.operations import SetValues

    path = f"materials.{plain_rows(applicant)[0]}"
    applicant.apply(SetValues(((f"{path}.pages", 2), (f"{path}.state", MaterialState.READY))))
    shell = window(applicant, name="selfcheck")
    keys = shell.current.table.row_ids()
    shell.current.table.select(next(key for key in keys if key.startswith("M21")))
    settle()
    shell.current.slip_button.click()
    settle()
    assert shell.current.presenter.state.selected.id == "originals-list"
    shell.go("materials")
    (command,) = [each for each in shell.current.commands() if "原件清单" in each.words]
    assert command.enabled()
    command.run()
    settle()
    assert shell.name == "print"
    assert shell.current.presenter.state.selected.id == "originals-list"
