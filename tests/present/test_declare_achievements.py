# SPDX-License-Identifier: MulanPSL-2.0
"""Cards with the secrecy question first, and the one long text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.text import clean_paragraphs
from app.model.codes import Openness
from app.model.declaration import Declaration
from app.model.work import Achievement, EvidenceLink, Work
from app.present.declare.achievements import AchievementsPresenter
from app.present.declare.achievements_leak import SHORTEST, repeated_words
from app.present.declare.editor import FieldEditor
from app.present.declare.history import HistoryPresenter
from app.present.declare.statement import StatementPresenter, count_characters, tidied
from tests.helpers.desk import ANSWERS, at_desk, reopened


@pytest.fixture
def desk(tmp_path: Path):
    with at_desk(tmp_path) as session:
        yield session


def names(presenter: AchievementsPresenter) -> list[str]:
    return [state.item.name for group in presenter.cards.groups for state in group.fields]


def test_the_secrecy_question_comes_first(desk) -> None:
    """On every card the first field is whether it may be written at all."""
    for table in ("achievements", "works"):
        presenter = AchievementsPresenter(desk, table)
        presenter.add()
        assert names(presenter)[0] == "openness"
        assert "open_title" not in names(presenter) and "secrecy_case" not in names(presenter)


def test_the_empty_page_says_the_exact_words(desk) -> None:
    """The empty state is the text of ux 2.3."""
    assert AchievementsPresenter(desk).cards.empty == "还没有业绩。可以从旧的评审表、WPS 表格粘贴。"


def test_desensitised_asks_for_review_and_open_wording(desk) -> None:
    """需脱密后写 opens the review fields and the open wording, and says what is still missing."""
    presenter = AchievementsPresenter(desk)
    row = presenter.add()
    presenter.commit(f"achievements.{row}.openness", "需脱密后写")
    shown = names(presenter)
    assert {
        "secrecy_case",
        "secrecy_reviewer",
        "secrecy_date",
        "open_title",
        "open_content",
    } <= set(shown)
    codes = {note.code for note in presenter.cards.leaks}
    assert codes == {"SECRECY-CASE", "SECRECY-OPEN"}
    presenter.commit(f"achievements.{row}.open_title", "某类设备改造")
    assert presenter.cards.cards[0].headline == "某类设备改造"
    assert "SECRECY-OPEN" not in {note.code for note in presenter.cards.leaks}


def test_what_was_typed_stays_in_sight(desk) -> None:
    """Changing the answer back does not hide wording that was already typed."""
    presenter = AchievementsPresenter(desk)
    row = presenter.add()
    presenter.commit(f"achievements.{row}.openness", "需脱密后写")
    presenter.commit(f"achievements.{row}.open_title", "某类设备改造")
    presenter.commit(f"achievements.{row}.openness", "可以写")
    assert "open_title" in names(presenter) and "open_content" not in names(presenter)


def test_words_of_the_full_text_in_the_open_one_are_pointed_at(tmp_path: Path) -> None:
    """Repeated wording and model numbers are named, and the note says the program cannot tell secrets."""
    row = Achievement(
        openness=Openness.DESENSITISED, title="北山一号泵站自动化改造", content="更换 XK-27 控制器",
        open_title="某泵站自动化改造", open_content="更换控制设备 XK-27",
        secrecy_case="1", secrecy_reviewer="王", secrecy_date="2026-06-01",
    )  # fmt: skip
    with at_desk(tmp_path, Declaration(route=ANSWERS, achievements=(row,))) as session:
        notes = AchievementsPresenter(session).cards.leaks
        told = "".join(note.detail for note in notes)
        assert "泵站自动化改造" in told and "XK-27" in told and "程序看不出什么涉密" in told
        assert {note.path.rsplit(".", 1)[1] for note in notes} == {"open_title", "open_content"}


def test_withheld_is_said_to_stay_off_the_paper(tmp_path: Path) -> None:
    """A withheld row says that it will not be printed; it is not asked for evidence."""
    row = Achievement(openness=Openness.WITHHELD, title="甲")
    with at_desk(tmp_path, Declaration(route=ANSWERS, achievements=(row,))) as session:
        cards = AchievementsPresenter(session).cards
        assert "SECRECY-WITHHELD" in {note.code for note in cards.leaks}
        assert cards.cards[0].withheld and cards.progress == "1 项"


def test_links_show_material_and_pages(tmp_path: Path) -> None:
    """A linked material is named; one that left the list says so; unlinked rows say 还没有佐证."""
    rows = (
        Achievement(
            title="甲",
            openness=Openness.OPEN,
            links=(EvidenceLink("id_card"), EvidenceLink("gone")),
        ),
        Achievement(title="乙", openness=Openness.OPEN),
        Achievement(title="丙", openness=Openness.OPEN, kept_by_unit=True),
    )
    with at_desk(tmp_path, Declaration(route=ANSWERS, achievements=rows)) as session:
        cards = AchievementsPresenter(session).cards
        assert [link.material for link in cards.links][1] == "已不在清单里的材料"
        assert cards.cards[1].reference == "还没有佐证"
        assert cards.cards[2].reference.startswith("单位留存备查")
        assert cards.progress == "3 项，1 项还没有佐证"


def test_papers_have_their_own_facts(tmp_path: Path) -> None:
    """A paper's card shows kind, date, rank and journal."""
    work = Work(title="渠道冻胀", published="2023-08", author_rank="第一作者", venue="某刊")
    with at_desk(tmp_path, Declaration(route=ANSWERS, works=(work,))) as session:
        card = AchievementsPresenter(session, "works").cards.cards[0]
        assert (card.number, card.facts) == ("论著一", "论文　2023.08　第一作者　某刊")


@given(st.text(max_size=80), st.text(max_size=80))
def test_repetitions_are_really_in_both(full: str, open_text: str) -> None:
    """Whatever is pointed at stands in both wordings, and is long enough to mean something."""
    for word in repeated_words(full, open_text):
        assert word in full and word in open_text
        assert len(word) >= SHORTEST or word.isascii()


def test_the_statement_counts_and_measures(desk) -> None:
    """Characters without blanks, paragraphs, and lines in the form's own face."""
    presenter = StatementPresenter(desk)
    presenter.commit("任现职以来，\n我主要从事 水利工程设计。")
    state = presenter.state
    assert (state.count, state.paragraphs) == (18, 2)
    assert state.fit is not None and state.fit.lines >= 2 and "约 1 页" in state.fit.words
    assert "STATEMENT-SHORT" in [note.code for note in state.notes]
    assert reopened(desk).statement.startswith("任现职以来")
    assert count_characters("　a b\n") == 2


def test_the_statement_is_measured_while_it_is_typed(desk) -> None:
    """The page can be asked about a text that is not kept yet."""
    presenter = StatementPresenter(desk)
    assert presenter.state_of("多" * 10).count == 10
    assert reopened(desk).statement == ""


def test_pasted_lines_cut_by_a_narrow_column_are_joined() -> None:
    """Line ends inside a sentence go, paragraphs stay, and what was done is told."""
    pasted = "这一行在句子中间被窄窄的一栏截断了所以要接\n起来。\n\n\n第二段。  \n"
    text, done = tidied(pasted)
    assert text == "这一行在句子中间被窄窄的一栏截断了所以要接起来。\n\n第二段。"
    assert len(done) >= 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_tidying_loses_no_character(pasted: str) -> None:
    """Tidying takes out only blanks and joiners; everything visible stays in its order."""
    text, _ = tidied(pasted)
    assert "".join(text.split()) == "".join(clean_paragraphs(pasted).split())


def test_history_tells_who_changed_what(desk) -> None:
    """Each change of a field is listed newest first with the texts before and after."""
    editor = FieldEditor(desk)
    editor.commit("basics.born", "1982.03")
    editor.commit("basics.name", "李某")
    editor.commit("basics.born", "1982.03.07")
    lines = HistoryPresenter(desk).of("basics.born")
    assert [(line.before, line.after) for line in lines] == [
        ("1982.03", "1982.03.07"),
        ("（空）", "1982.03"),
    ]
    assert lines[0].actor == "李某（虚构）"
    assert HistoryPresenter(desk).of("nowhere") == ()
