# SPDX-License-Identifier: MulanPSL-2.0
"""M38 on the workbench: people of several levels never come into one roster file."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.present.unit.roll import levels_of, print_chosen
from app.present.unit.workbench import WorkbenchPresenter
from tests.helpers.geometry import settle
from tests.helpers.windows import finish
from tests.ui_print.test_print_acts import codes, press
from ui.screens import chosen_roster


def test_several_levels_are_said_and_then_written_a_file_a_level(
    unit, window, tmp_path, monkeypatch
):
    """Nothing is written before the person agreed; then each level has a PDF and a workbook of its own."""
    shell = window(unit, "workbench")
    bench = shell.context.presenter(WorkbenchPresenter)
    monkeypatch.setattr(chosen_roster, "choose_folder", lambda *_: tmp_path)
    bench.tick_all(True)
    settle(3)
    counts = levels_of(unit, bench.state.ticked)
    assert len(counts) == 3
    press(shell, "花名册…")
    assert codes(shell)[0] == "M38"
    said = shell.context.messages.messages()[0]
    assert f"高级 {counts['senior']} 人" in said.detail
    assert unit.vault.prints() == []
    press(shell, "分成三个文件")
    finish(shell)
    assert codes(shell)[0] == "ROLL-SAVED"
    for level in counts:
        assert len(list(tmp_path.glob(f"roster-{level}-*"))) == 2
    assert len(unit.vault.prints()) == 6


def test_one_level_is_written_at_once_and_nobody_else_stands_in_it(
    unit, window, tmp_path, monkeypatch
):
    """Two people of one level: no question, and their roster holds two."""
    shell = window(unit, "workbench")
    bench = shell.context.presenter(WorkbenchPresenter)
    monkeypatch.setattr(chosen_roster, "choose_folder", lambda *_: tmp_path)
    people = bench.state.people
    level = next(p.title_level.filing for p in people if p.title_level is not None)
    chosen = [p.declaration_id for p in people if p.title_level and p.title_level.filing == level][
        :2
    ]
    for declaration_id in chosen:
        bench.tick(declaration_id, True)
    press(shell, "花名册…")
    finish(shell)
    assert "M38" not in codes(shell)
    assert sorted(path.suffix for path in tmp_path.glob("roster-*")) == [".pdf", ".xlsx"]


def test_people_without_a_level_stand_in_no_roster(unit, tmp_path):
    """Only somebody whose level is chosen can be listed."""
    unit.start(Declaration())
    with pytest.raises(UserError, match="ROLL-NOBODY"):
        print_chosen(unit, [unit.declaration.id], tmp_path)
