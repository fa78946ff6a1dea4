# SPDX-License-Identifier: MulanPSL-2.0
"""附件1, 附件2 and 附件3 laid over the real ones: columns dragged, renamed, rebound, added, taken away, printed the same minute."""

from __future__ import annotations

import pytest

from app.paper.forms.drafting import draft_page
from app.present.formedit.places import COLUMN, HEAD, Ref
from app.present.prints.pieces import make_piece
from app.present.prints.unit_forms import form_in_force
from app.present.unit.roll import build_rolls, roll_book, roll_piece
from tests.helpers import vaults
from tests.helpers.geometry import assert_sound, settle
from tests.helpers.pages import words
from tests.ui_formedit.conftest import drawn
from tests.ui_formedit.test_editor import drag
from tests.ui_formedit.test_same_day import on_scan, scanned
from ui.shell import Shell
from ui.theme import TextSize


@pytest.fixture
def lists(application, unit, shared_child):
    """A function that opens the editor at a list: ``lists(name, width, height)``."""
    from app.present.practice.people import load_people

    for each in load_people()[1:]:
        unit.vault.add(each.declaration, vaults.event("create", each.declaration.id))
    opened: list[Shell] = []

    def make(name, width=1366, height=688, base=16) -> Shell:
        shell = Shell(unit, TextSize(base))
        opened.append(shell)
        shell.resize(width, height)
        shell.show()
        settle()
        assert shell.go("forms")
        assert shell.go("formedit", f"form.{name}")
        drawn(shell)
        return shell

    yield make
    from tests.ui_formedit.conftest import finish

    for shell in opened:
        finish(shell)
        shell.close()
        shell.deleteLater()
    settle()


def roll(screen):
    """Return the roll of the page in hand and its place among the parts."""
    parts = screen.presenter.page.parts
    return next((n, part) for n, part in enumerate(parts) if hasattr(part, "groups"))


def column(screen, bind: str) -> Ref:
    """Return where the column that says something stands."""
    place, part = roll(screen)
    return Ref(place, COLUMN, [each.bind for each in part.columns].index(bind))


def trait(screen, name: str):
    """Return one trait of what is selected."""
    return next(each for each in screen.presenter.traits() if each.name == name)


def test_the_roster_is_laid_anew_and_prints_the_same_minute(qtbot, lists, unit):
    """A rule dragged, a head renamed, a column rebound, one added, one taken away: PDF and workbook follow at once."""
    shell = lists("roster")
    screen, presenter = shell.current, shell.current.presenter
    screen.canvas.fit("whole")
    drawn(shell)
    _, before = roll(screen)
    line = before.left + sum(each.width for each in before.columns[:6])  # right of 工作单位
    drag(qtbot, screen, (line, 80.0), (line - 6.0, 80.0))
    drawn(shell)
    assert roll(screen)[1].columns[5].width == pytest.approx(34.0, abs=0.6)
    presenter.select((column(screen, "declared"),))
    screen.inspector.draw()
    presenter.set_trait(trait(screen, "head"), "拟评\n职称")
    presenter.set_trait(trait(screen, "bind"), "level")
    assert roll(screen)[1].columns[11].head == "拟评\n职称"  # words of one's own are kept
    presenter.select((column(screen, "ethnicity"),))
    presenter.delete()
    presenter.select((column(screen, "kind"),))
    screen.inspector.add_column()
    presenter.set_trait(trait(screen, "bind"), "phone")
    assert roll(screen)[1].columns[12].head == "联系电话"  # a head of one's own was not typed
    presenter.set_trait(trait(screen, "group1"), "unit")
    drawn(shell)
    assert presenter.state.musts == 0
    screen._enforce()
    drawn(shell)
    assert form_in_force(unit.vault, "roster").edition == 1
    rolls = build_rolls(unit)
    level = next(iter(rolls.rosters))
    text = words(roll_piece(unit, rolls, level, number=1, proof=False).pdf)
    assert "拟评职称" in text.replace("\n", "")
    assert "联系电话" in text
    assert "民族" not in text
    assert "本单位第1版" in text.replace(" ", "")
    import io

    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(roll_book(unit, rolls, level))).active
    heads = [cell.value for cell in sheet[3]]
    assert heads == [each.head for each in roll(screen)[1].columns]


def test_a_column_of_the_counted_table_takes_its_heads_along(lists):
    """One of 35 narrow columns goes: the group over it loses its part; a new one comes in with a head of its own."""
    shell = lists("statistics")
    screen, presenter = shell.current, shell.current.presenter
    place, before = roll(screen)
    presenter.select((column(screen, "full_senior_qualified"),))
    presenter.delete()
    _, after = roll(screen)
    over = next(head for head in after.heads if head.text == "正高级")
    assert (over.across, len(after.columns)) == (4, 40)
    assert [h.across for h in after.heads if h.text == "岗位数及占岗申报"] == [19]
    assert len(after.heads) == len(before.heads) - 1
    presenter.select((column(screen, "full_senior_vacant"),))
    screen.inspector.add_column()
    presenter.set_trait(trait(screen, "bind"), "people_senior")
    drawn(shell)
    _, after = roll(screen)
    named = [
        head for head in after.heads if head.text == "高级" and head.row == 2 and head.column < 12
    ]
    assert [(head.column, head.upright) for head in named] == [(8, True)]
    assert presenter.state.musts == 0
    ref = Ref(place, HEAD, [head.text for head in after.heads].index("正高级"))
    presenter.select((ref,))
    presenter.set_trait(trait(screen, "text"), "正高")
    assert any(head.text == "正高" for head in roll(screen)[1].heads)
    presenter.undo()
    assert any(head.text == "正高级" for head in roll(screen)[1].heads)


def test_the_catalogue_prints_with_the_units_layout_in_the_volume_too(lists, unit):
    """A column of the 目录单 renamed and put into force: the catalogue on the bag and the one bound say so."""
    shell = lists("contents")
    screen, presenter = shell.current, shell.current.presenter
    place, _ = roll(screen)
    presenter.select((Ref(place, COLUMN, 10),))
    presenter.set_trait(trait(screen, "head"), "职改\n办\n复核")
    drawn(shell)
    screen._enforce()
    drawn(shell)
    for piece in ("contents",):
        made = make_piece(unit, piece, unit.paper_context())
        assert "职改" in words(made.pdf)
    assert "本单位第1版" in words(made.pdf).replace(" ", "")


def test_a_list_nobody_can_fill_still_shows_its_page(unit):
    """With unknown names a page is drawn all the same, so that the fault can be mended (drafts from files)."""
    import attrs

    from app.present.formedit.filling import BLANK, roll_for

    spec = form_in_force(unit.vault, "statistics")
    page = spec.pages[0]
    parts = tuple(
        attrs.evolve(part, groups=("no-such",)) if hasattr(part, "groups") else part
        for part in page.parts
    )
    broken = attrs.evolve(spec, pages=(attrs.evolve(page, parts=parts), *spec.pages[1:]))
    context = unit.unit_context(2026)
    for fill in (BLANK, "person"):
        done = draft_page(broken, 0, context, roll=roll_for(unit, spec, fill, context))
        assert done.sides == 1


@pytest.mark.parametrize("name", ["contents", "roster", "statistics"])
@pytest.mark.parametrize(("width", "height"), [(1366, 688), (1093, 534), (911, 432)])
def test_the_editor_holds_a_list_at_every_size(lists, name, width, height):
    """With a column in hand nothing is cut and nothing lies over something else."""
    shell = lists(name, width, height)
    screen = shell.current
    place, _ = roll(screen)
    screen.presenter.select((Ref(place, COLUMN, 1),))
    drawn(shell)
    assert_sound(shell, width, height, name)


def test_a_scan_lies_behind_a_list_and_both_print_as_a_proof(lists, unit, tmp_path):
    """The real 附件2 is laid behind the roster, brought to its place by two corners, saved as a registered proof."""
    shell = lists("roster")
    screen, rolls = shell.current, build_rolls(unit)
    paper = roll_piece(unit, rolls, next(iter(rolls.rosters)), number=0, proof=False).pdf
    screen.lay_scan(scanned(paper), "附件2.png")
    drawn(shell)
    corners = ((20.0, 30.0), (270.0, 180.0))
    screen.papers.register(*((on_scan(*corner), corner) for corner in corners))
    drawn(shell)
    behind = screen.presenter.state.behind
    for corner in corners:
        assert behind.to_sheet(on_scan(*corner)) == pytest.approx(corner, abs=0.1)
    target = tmp_path / "proof.pdf"
    number = screen.papers.save_proof(target)
    assert unit.vault.prints()[-1].number == number
    assert "填报单位" in words(target.read_bytes())
