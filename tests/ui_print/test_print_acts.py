# SPDX-License-Identifier: MulanPSL-2.0
"""What the printing screens do: jobs go out numbered, refusals are said, files are whole."""

from __future__ import annotations

import pytest

from app.kernel.digest import sha256_hex
from app.model.operations import SetValue
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printing_jobs import PrinterChoice
from app.present.prints.thickness import SETTING
from tests.helpers.geometry import settle
from tests.helpers.printing_desk import with_scan
from tests.helpers.windows import finish
from tests.ui_print.conftest import SINGLE, TURNS
from ui.printing import ask
from ui.printing.cups import JobState
from ui.qt import QLabel, QPushButton, QThread
from ui.screens import print as print_screen
from ui.screens import rolls as rolls_screen
from ui.screens.print_binding import BindingDialog
from ui.widgets.dialogs import Dialog


def codes(shell) -> list[str]:
    """Return the codes of what the window says, newest first."""
    return [message.code for message in shell.context.messages.messages()]


def press(shell, words: str) -> None:
    """Click a verb of the page or of a message."""
    settle(3)
    buttons = shell.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == words and b.isVisible()).click()
    finish(shell)


def test_ticked_pieces_go_out_in_order_and_are_registered(applicant, window, spooler):
    """Two ticks, one press: two jobs named by their numbers, released after the register has them."""
    shell = window(applicant, "print")
    page = shell.current
    page.table.ticked.emit("pledge", True)
    page.table.ticked.emit("evaluation", True)
    settle(3)
    assert "0001 到 0002" in page.numbers.text()
    press(shell, "打印")
    assert [job.title for job in spooler.taken] == ["0001", "0002"]
    assert spooler.released == ["机一-1", "机一-2"]
    entries = applicant.vault.prints()
    assert [(e.what, e.printer) for e in entries] == [
        ("专业技术职称评审表", "机一"),
        ("个人承诺书", "机一"),
    ]
    assert [entry.digest for entry in entries] == [sha256_hex(job.pdf) for job in spooler.taken]
    assert codes(shell) == ["PRINT-DONE"]  # what is out takes the place of what was sent


def test_the_page_beside_the_list_is_the_file_that_goes_out(applicant, window, spooler):
    """The key of the book names the very bytes that were handed to the spooler."""
    shell = window(applicant, "print")
    shell.current.table.select("evaluation")
    finish(shell)
    shown = shell.current.book.key
    press(shell, "打印")
    assert shown == f"pdf-{sha256_hex(spooler.taken[0].pdf)[:24]}"


def test_a_spooler_that_refuses_leaves_no_number(applicant, window, spooler):
    """The system's words are shown; no sheet, no number, the rest of the batch stays here."""
    spooler.refusal = "The printer or class does not exist."
    shell = window(applicant, "print")
    for piece_id in ("pledge", "evaluation"):
        shell.current.table.ticked.emit(piece_id, True)
    press(shell, "打印")
    assert codes(shell)[0] == "PRINT-SPOOLER"
    assert applicant.vault.prints() == []


def test_a_job_that_stays_held_is_told_apart(applicant, window, spooler):
    """Registered but not let go: the message says that the number is taken and no paper came."""
    spooler.held = "not authorised"
    shell = window(applicant, "print")
    shell.current.table.select("pledge")
    press(shell, "打印")
    assert codes(shell)[0] == "PRINT-HELD"
    assert len(applicant.vault.prints()) == 1


def test_a_stopped_printer_is_said_with_its_reason(applicant, window, spooler):
    """缺纸 stands in the message."""
    spooler.state = JobState("stopped", "缺纸")
    shell = window(applicant, "print")
    shell.current.table.select("pledge")
    press(shell, "打印")
    said = shell.context.messages.messages()[0]
    assert said.code == "M44-UNKNOWN" and "缺纸" in said.detail
    spooler.state = JobState("done")


def test_turning_by_hand_sends_the_backs_when_asked(applicant, window, spooler):
    """Fronts go out first; 打背面 sends as many backs under the same number."""
    shell = window(applicant, "print")
    shell.current.table.select("evaluation")
    shell.current.options.sides.activated.emit(2)
    press(shell, "打印")
    assert len(spooler.taken) == 1
    press(shell, "打背面")
    assert [job.title for job in spooler.taken] == ["0001", "0001"]
    assert len(applicant.vault.prints()) == 1


def test_no_printer_offers_the_way_by_file(applicant, window, spooler):
    """Without a queue the page works and printing says what to do."""
    spooler.found = ()
    shell = window(applicant, "print")
    assert shell.current.printer.currentText() == "没有打印机"
    press(shell, "打印")
    assert codes(shell)[0] == "PRINT-NO-PRINTER"


def test_a_queue_that_keeps_files_is_warned_about_once(applicant, window, spooler):
    """PreserveJobFiles is said when such a printer is chosen, not at every turn."""
    spooler.found = (SINGLE,)
    shell = window(applicant, "print")
    assert codes(shell).count("PRINT-KEEPS-FILES") == 1
    shell.context.clear_messages()
    shell.current._find_printers()
    assert codes(shell) == []


def test_saving_writes_the_previewed_file_and_says_it_is_plain(
    applicant, window, tmp_path, monkeypatch
):
    """One message with name and number; the register was first."""
    target = tmp_path / "承诺书.pdf"
    monkeypatch.setattr(print_screen, "choose_new_file", lambda *_: target)
    shell = window(applicant, "print")
    shell.current.table.select("pledge")
    finish(shell)
    press(shell, "存为 PDF…")
    said = shell.context.messages.messages()[0]
    assert said.code == "PRINT-SAVED" and "不受本程序加密" in said.detail
    assert shell.current.presenter.state.lines[5].state in ("未打", "校对稿")
    assert applicant.vault.prints()[0].digest == sha256_hex(target.read_bytes())


def test_calibration_is_typed_and_moves_what_prints(applicant, window, spooler):
    """Four figures a side; what goes to this printer is moved, the saved file is not."""
    shell = window(applicant, "print")
    page = shell.current
    page.table.select("pledge")
    page._show_tab("calibration")
    front, back = page.calibration.cards
    for card, figures in ((front, "10.5 9.0 100 100"), (back, "20 9.5 100 100")):
        for name, text in zip("abcd", figures.split(), strict=True):
            card.fields[name].setText(text)
        card.tell()
    assert front.result.text() == "要挪：左移 0.5，下移 1.0"
    assert back.result.text() == "要挪：左移 10.0，下移 0.5"
    press(shell, "保存偏移")
    assert "已校准 6月15日" in page.printer.currentText()
    plain = page.presenter.preview("pledge").pdf
    press(shell, "打印")
    assert spooler.taken[0].pdf != plain
    assert applicant.vault.prints()[0].digest == sha256_hex(plain)


def test_the_trial_page_goes_out_as_it_is(applicant, window, spooler):
    """It is registered like any sheet, is never moved, and holds no personal data."""
    shell = window(applicant, "print")
    shell.current._show_tab("calibration")
    press(shell, "打一张试印页")
    entry = applicant.vault.prints()[0]
    assert (entry.what, entry.document, entry.sheets) == ("试印页", "", 1)
    assert sha256_hex(spooler.taken[0].pdf) == entry.digest


def test_a_scaled_page_is_said_and_formal_copies_wait(applicant, window):
    """M43: 96 mm for 100; the figures are kept so that no formal copy goes out wrong."""
    shell = window(applicant, "print")
    shell.current._show_tab("calibration")
    shell.current.calibration.cards[0].fields["c"].setText("96")
    press(shell, "保存偏移")
    said = shell.context.messages.messages()[0]
    assert said.code == "M43" and "96" in said.detail and "缩小" in said.title
    assert "缩放" in shell.current.presenter.state.refused
    assert not shell.current.options.formal.isEnabled()


def test_a_post_typed_in_the_grid_is_kept_and_the_table_follows(unit, window):
    """Typing a figure and leaving the field saves it in the unit; the preview is drawn anew."""
    shell = window(unit, "statistics")
    page, key = shell.current, shell.current.book.key
    field = page._figures["junior", "approved"]
    field.line.setText("77")
    field.commit()
    finish(shell)
    assert next(q for q in unit.vault.unit().posts if q.level == "junior").approved == 77
    assert page._words["junior", "vacant"].text() == str(77 - 14)
    assert page.book.key != key


def test_only_digits_reach_the_grid(unit, window):
    """What an input method leaves behind never gets into a figure, and an emptied one counts 0."""
    shell = window(unit, "statistics")
    field = shell.current._figures["junior", "filled"]
    field.line.setText("１三2a")
    assert field.text() == "12"
    field.line.setText("")
    field.commit()
    assert next(q for q in unit.vault.unit().posts if q.level == "junior").filled == 0


def test_rosters_are_exported_and_printed(unit, window, spooler, tmp_path, monkeypatch):
    """Workbook, PDF and paper of one level, three numbers; all files in one go as well."""
    shell = window(unit, "roster")
    for words, name in (("导出表格…", "高级.xlsx"), ("存为 PDF…", "高级.pdf")):
        monkeypatch.setattr(rolls_screen, "choose_new_file", lambda *_, name=name: tmp_path / name)
        press(shell, words)
        assert (tmp_path / name).stat().st_size > 1000

    def chosen(_dialog):
        _dialog.choice = PrinterChoice(TURNS)

    monkeypatch.setattr(ask.PrinterDialog, "exec", chosen)
    press(shell, "打印")
    assert spooler.taken[0].title == "0003"
    monkeypatch.setattr(rolls_screen, "choose_folder", lambda *_: tmp_path)
    press(shell, "全部导出…")
    assert len(list(tmp_path.glob("*.xlsx"))) == 5
    assert len(unit.vault.prints()) == 11


def test_only_changed_pages_of_a_roster_are_offered_where_it_is_printed(
    unit, window, spooler, monkeypatch
):
    """The dialog names the copy and the pages; 只打改过的页 sends just these."""
    shell, seen = window(unit, "roster"), []

    def answer(dialog):
        dialog.show()
        settle()
        words = [w.text() for w in dialog.findChildren(QLabel)]
        seen.append((dialog.pages.isVisible(), next(w for w in words if "印号" in w)))
        if dialog.pages.isVisible():
            dialog.pages.set_text(ask.CHANGED)
        dialog._take()

    monkeypatch.setattr(ask.PrinterDialog, "exec", answer)
    press(shell, "打印")
    unit.apply(SetValue("basics.name", "乌云毕力格"))
    shell.current.presenter.refresh()
    finish(shell)
    level = next(c.level for c in shell.current.presenter.state.levels if c.count)
    assert shell.current.which() == level
    press(shell, "打印")
    assert [visible for visible, _ in seen] == [False, True]
    assert "和上次的正式稿（印号 0001）比，改过的是第" in seen[1][1]
    assert unit.vault.prints()[1].purpose.startswith("改过的页：")


def test_the_register_says_where_sheets_went(applicant, window, spooler, tmp_path, monkeypatch):
    """Printed, then destroyed in part; the register itself is saved as a file."""
    shell = window(applicant, "print")
    shell.current.table.select("evaluation")
    press(shell, "打印")
    assert shell.go("printlog")
    log = shell.current

    def destroyed(dialog):
        dialog.fate.set_text("销毁")
        dialog.sheets.line.setText("2")
        dialog.witness.line.setText("王某（虚构）")
        dialog.approver.line.setText("赵某（虚构）")
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "登记").click()

    monkeypatch.setattr(Dialog, "exec", destroyed)
    log._ask()
    settle(3)
    assert "销毁 2" in log.balance.whole_text()
    monkeypatch.setattr("ui.printing.loose.choose_new_file", lambda *_: tmp_path / "台账.pdf")
    log._save()
    assert codes(shell)[0] == "PRINT-SAVED"
    assert (tmp_path / "台账.pdf").read_bytes().startswith(b"%PDF")


def test_binding_fixes_the_numbers_and_can_be_taken_back(applicant, window, monkeypatch):
    """Registered over the question for missing materials; taken apart only with a reason."""
    shell = window(applicant, "print")

    def bind(dialog):
        dialog._bind()
        assert dialog.messages.messages()[0].code == "PRINT-BIND-MISSING"
        dialog._bind()

    monkeypatch.setattr(BindingDialog, "exec", bind)
    press(shell, "登记装订")
    assert applicant.binding is not None
    assert "已登记装订" in shell.current.presenter.state.volumes

    def apart(dialog):
        dialog._apart()
        assert dialog.messages.messages()[0].code == "PRINT-UNBIND-REASON"
        dialog.reason.line.setText("缺页，领导同意拆册")
        dialog._apart()

    monkeypatch.setattr(BindingDialog, "exec", apart)
    press(shell, "登记装订")
    assert applicant.binding is None


def test_the_date_of_the_binding_is_in_view(applicant, window, monkeypatch):
    """The lines above it take the height of their words, so the entry is seen without scrolling."""
    shell, seen = window(applicant, "print"), []

    def look(dialog):
        dialog.show()
        settle()
        line = dialog.day.line
        seen.append((line.visibleRegion().boundingRect().height(), line.height()))
        dialog.reject()

    monkeypatch.setattr(BindingDialog, "exec", look)
    press(shell, "登记装订")
    ((visible, height),) = seen
    assert visible == height


@pytest.mark.parametrize("mode", ["one", "pair", "all"])
def test_the_whole_volume_can_be_leafed_through(applicant, window, mode):
    """Every page can be reached in each way of looking, and says which side of which sheet it is."""
    shell = window(applicant, "print")
    book = shell.current.book
    book.set_mode(mode)
    finish(shell)
    seen = {book.side_words()}
    while book.after.isEnabled():
        book.after.click()
        seen.add(book.side_words())
    finish(shell)
    wanted = len(book.sides) if mode != "pair" else len({side.sheet for side in book.sides})
    assert len(seen) >= wanted - 6  # blanks of one volume share their words
    if mode == "all":
        assert book.thumbs.drawn() > 0


def test_the_unit_prints_for_another_person(unit, window):
    """The list of people in the head takes another declaration in hand."""
    shell = window(unit, "print")
    page, before = shell.current, unit.declaration.id
    centre = shell.context.presenter(PrintCentrePresenter)
    other = next(n for n, p in enumerate(centre.state.people) if p.declaration_id != before)
    page.person.activated.emit(other)
    finish(shell)
    assert unit.declaration.id == centre.state.people[other].declaration_id


def test_a_job_is_looked_after_until_it_is_done(applicant, window, spooler, monkeypatch):
    """Waiting, stopped and waiting again: the desk keeps asking, says each reason once, then the end."""
    from ui.printing import desk as print_desk

    monkeypatch.setattr(print_desk, "LOOK_MS", 1)
    states = [
        JobState("waiting"),
        *[JobState("stopped", "缺纸")] * 3,
        JobState("waiting"),
        JobState("done"),
    ]
    told = []

    def look(_job_id, _printer, tell):
        told.append(states[min(len(told), len(states) - 1)])
        tell(told[-1])

    spooler.look = look
    shell = window(applicant, "print")
    said, real = [], shell.context.say_code

    def say_code(code, *more, **values):
        said.append(code)
        real(code, *more, **values)

    monkeypatch.setattr(shell.context, "say_code", say_code)
    shell.current.table.select("pledge")
    press(shell, "打印")
    for _turn in range(500):
        settle(1)
        if "PRINT-DONE" in said:
            break
        QThread.msleep(2)
    assert said.count("M44-UNKNOWN") == 1
    assert told[-1].state == "done" and len(told) == len(states)


def test_a_thick_volume_is_said_and_split_by_one_press(applicant, window):
    """M23 with its working; 不分 and splitting are choices that undo takes back."""
    with_scan(applicant, "education", 238)
    applicant.vault.set_setting(SETTING, "8")
    before = len(applicant.plan.volumes)
    shell = window(applicant, "print")
    said = next(m for m in shell.context.messages.messages() if m.code == "M23")
    assert "超过 8 毫米" in said.detail
    verb = next(b for b in shell.findChildren(QPushButton) if b.text().startswith("分成"))
    verb.click()
    finish(shell)
    assert len(applicant.plan.volumes) > before
    assert "M23" not in codes(shell)
    applicant.undo()
    assert len(applicant.plan.volumes) == before


def test_the_self_check_leads_to_the_thick_volume_and_back(applicant, window):
    """F7: the line jumps to the volume in the print centre, which says M23; back again it is struck through."""
    with_scan(applicant, "education", 238)
    applicant.vault.set_setting(SETTING, "8")
    shell = window(applicant, "selfcheck")
    page = shell.current
    line = next(x for g in page.presenter.state.groups for x in g.lines if x.code == "M23")
    page.table.select(line.key)
    settle(3)
    assert page.go_button.text().startswith("去分册")
    page.go_button.click()
    finish(shell)
    assert shell.name == "print" and shell.current.table.current_id() == "volume"
    assert "M23" in codes(shell)
    next(b for b in shell.findChildren(QPushButton) if b.text().startswith("分成")).click()
    finish(shell)
    shell.back()
    finish(shell)
    assert shell.name == "selfcheck"
    lines = [x for g in shell.current.presenter.state.groups for x in g.lines]
    assert next(x for x in lines if x.code == "M23").fixed


def test_one_press_chooses_the_pages_that_were_changed(applicant, window, spooler, monkeypatch):
    """After a formal copy and a correction the verb names the pages; only their sheets go out."""
    from app.model.operations import SetValue
    from app.present.prints import printcentre, printing

    monkeypatch.setattr(printcentre, "why_blocked", lambda *_: "")
    monkeypatch.setattr(printing, "why_blocked", lambda *_: "")
    shell = window(applicant, "print")
    page = shell.current
    page.table.select("evaluation")
    page.options.formal_chosen.emit(True)
    press(shell, "打印")
    assert not page.options.changed.isVisible()
    applicant.apply(SetValue("statement", "虚构：补写的一段工作总结。"))
    finish(shell)
    settle(5)
    finish(shell)
    words = page.presenter.state.changed
    assert words and page.options.changed.isVisible()
    press(shell, f"只打改过的页：{words}")
    press(shell, "打印")
    first, second = applicant.vault.prints()
    assert second.purpose == f"改过的页：{words}"
    assert 0 < second.pages < first.pages
