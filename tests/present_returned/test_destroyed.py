# SPDX-License-Identifier: MulanPSL-2.0
"""A destroyed old page and the balance of the print register: entered under the number a person names."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.operations import SetValue
from app.present.prints.printlog import PrintLogPresenter
from app.present.returned.destroyed import note_words
from app.present.returned.returned import ReturnedPresenter
from app.vault.register import PrintEntry
from tests.helpers.sent_back import handed_in, key_in


def printing(session, what: str, at: str, state: str = "formal") -> int:
    """Register a printing of this declaration, two sheets; returns its number."""
    entry = PrintEntry(
        what,
        state,
        4,
        2,
        session.actor,
        document=session.declaration.id,
        at=at,
        printer="虚构打印机",
    )
    return session.vault.register_print(entry)


@pytest.fixture
def desk(tmp_path):
    """A fact of the 评审表 corrected after sending back, the exchange registered, its old page destroyed."""
    with handed_in(tmp_path) as session:
        numbers = {
            "proof": printing(session, "专业技术职称评审表", "2026-06-10T09:00:00", "draft"),
            "old": printing(session, "专业技术职称评审表", "2026-06-11T09:00:00"),
            "other": printing(session, "个人承诺书", "2026-06-12T09:00:00"),
        }
        key_in(session)
        session.apply(SetValue("titles.t1.obtained", "2016-02", "改取得时间"))
        presenter = ReturnedPresenter(session)
        presenter.prepare()
        for line in presenter.state.sheets:
            if line.out:
                presenter.set_fate(line.key, "destroyed" if line.piece == "evaluation" else "filed")
        presenter.register()
        yield session, presenter, numbers
        presenter.close()


def burnt(presenter):
    """Return the first page of the 评审表 that was destroyed."""
    return next(line for line in presenter.state.sheets if line.fate == "destroyed")


def test_likely_numbers_are_formal_copies_of_the_same_paper_first(desk) -> None:
    """Proofs are not offered; another paper's number comes behind, and nothing is chosen."""
    _, presenter, numbers = desk
    offered = [each.number for each in presenter.likely(burnt(presenter))]
    assert offered == [numbers["old"], numbers["other"]]
    assert "在手 2 张" in presenter.likely(burnt(presenter))[0].words


def test_the_balance_follows_only_when_the_number_is_named(desk) -> None:
    """Registering the exchange alone moves no sheet; the entry under a number does, once."""
    session, presenter, numbers = desk
    line = burnt(presenter)
    before = session.vault.print_balance()
    assert before.destroyed == 0 and presenter.to_destroy(line.key) == line
    log = PrintLogPresenter(session)
    log.note(
        numbers["old"],
        "destroyed",
        "1",
        note_words(line),
        witness="赵某（虚构）",
        approver="钱某（虚构）",
    )
    after = session.vault.print_balance()
    assert (after.destroyed, after.in_hand) == (1, before.in_hand - 1)
    assert presenter.to_destroy(line.key) is None
    assert presenter.destroyed_words(line.key).endswith(str(numbers["old"]).zfill(4))
    log.close()


def test_an_entry_reversed_is_asked_for_again(desk) -> None:
    """作废登记 in the register brings the sheet back, here too."""
    session, presenter, numbers = desk
    line, log = burnt(presenter), PrintLogPresenter(session)
    log.note(
        numbers["old"],
        "destroyed",
        "1",
        note_words(line),
        witness="赵某（虚构）",
        approver="钱某（虚构）",
    )
    log.reverse(numbers["old"], 1, "记错了印号")
    assert presenter.to_destroy(line.key) == line
    log.close()


def test_two_persons_are_wanted_as_everywhere(desk) -> None:
    """A destruction without a second person and an approval is refused; nothing is entered."""
    session, presenter, numbers = desk
    log = PrintLogPresenter(session)
    with pytest.raises(UserError, match="PRINTLOG-TWO"):
        log.note(numbers["old"], "destroyed", "1", note_words(burnt(presenter)))
    assert session.vault.print_balance().destroyed == 0
    log.close()


def test_a_page_kept_on_file_is_never_offered(desk) -> None:
    """Only what was marked 销毁 is asked about."""
    _, presenter, _ = desk
    filed = [line for line in presenter.state.sheets if line.fate == "filed"]
    assert filed and all(presenter.to_destroy(line.key) is None for line in filed)
