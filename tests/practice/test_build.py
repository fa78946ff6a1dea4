# SPDX-License-Identifier: MulanPSL-2.0
"""The whole practice vault, with stand-ins for the scans: states spread, findings as meant."""

from __future__ import annotations

import pytest

from app.kernel.errors import Cancelled
from app.kernel.progress import Progress
from app.model.codes import ItemState, ReviewLevel, ReviewOutcome
from app.model.document import digest
from app.model.operations import review_of
from app.policy.evaluate import evaluate
from app.policy.pack import load_pack
from app.present.practice import PRACTICE_DAY, PRACTICE_PASSPHRASE, build
from app.present.practice.people import PracticeDataError, ScanPlan, load_people
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers.practice_vaults import CLOCK, quick_practice_vault


def _opened(folder):
    keys = unlock(folder, bytearray(PRACTICE_PASSPHRASE.encode()))
    return Vault.open(folder, keys, clock=CLOCK)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Documents of the whole vault by name, the unit, and the report of its own check."""
    folder = tmp_path_factory.mktemp("practice") / "vault"
    with pytest.MonkeyPatch.context() as patch:
        quick_practice_vault(folder, patch)
    vault = _opened(folder)
    try:
        people = {entry.name: vault.load(entry.id) for entry in vault.declarations()}
        evidence = all(
            vault.has_evidence(scan.original) and vault.has_evidence(scan.working)
            for declaration in people.values()
            for entry in declaration.materials
            for scan in entry.scans
        )
        report = vault.verify(Progress())
        header, unit = vault.header, vault.unit()
    finally:
        vault.close()
    return people, unit, header, evidence, report


def test_the_vault_is_whole_and_says_it_is_practice(built):
    """Twelve people, a unit, all evidence there, the chain holds."""
    people, unit, header, evidence, report = built
    assert len(people) == 12
    assert header.practice and unit.practice
    assert evidence and report.ok


def test_the_states_are_spread(built):
    """Not started, in progress, ready, verified, sent back."""
    people = built[0]
    states = {
        name: {entry.shown_state() for entry in declaration.materials}
        for name, declaration in people.items()
    }
    assert states["赵𬎆"] == {ItemState.NOT_READY}
    assert {ItemState.NOT_READY, ItemState.READY} <= states["敖登其木格·孟和巴雅尔"]
    assert ItemState.NEEDS_CORRECTION in states["刘思雨"]
    assert states["青格勒图"] == {ItemState.VERIFIED}
    assert {ItemState.READY, ItemState.VERIFIED} <= states["娜仁托娅"]
    assert review_of(people["刘思雨"], ReviewLevel.UNIT).outcome == ReviewOutcome.SENT_BACK
    assert review_of(people["白音那"], ReviewLevel.UNIT).outcome == ReviewOutcome.PASSED
    resume = review_of(people["娜仁托娅"], ReviewLevel.UNIT).position
    assert people["娜仁托娅"].material(resume) is not None


def test_three_returned_items_say_what_to_bring(built):
    """Each correction has a reason, a clause and a day."""
    marks = [
        mark
        for entry in built[0]["刘思雨"].materials
        for mark in entry.marks
        if mark.verdict == "needs_correction"
    ]
    assert len(marks) == 3
    assert all(
        mark.reason and mark.bring and mark.clause in load_pack().clauses and mark.due
        for mark in marks
    )


def test_the_main_figure_can_be_printed_and_one_person_has_findings(built):
    """Nothing blocks the main figure's formal print; the librarian has several things to mend."""
    people, unit = built[:2]
    pack = load_pack()
    main = evaluate(pack, people["乌云其木格"], PRACTICE_DAY, unit)
    assert [finding.code for finding in main.blocking_act("formal_print")] == []
    librarian = evaluate(pack, people["吴静怡"], PRACTICE_DAY, unit)
    codes = {finding.code for finding in librarian.standing()}
    assert {"M04", "M07", "M16", "M18", "M19"} <= codes


def test_the_volume_of_the_main_figure_has_a_hundred_pages_and_more(built):
    """Scanned sides alone; dividers, contents and the summary come on top."""
    sides = sum(entry.page_count() for entry in built[0]["乌云其木格"].materials)
    assert 85 <= sides <= 110


def test_the_turned_scan_is_turned_back(built):
    """A sheet that lay a quarter turn clockwise is bound with three more."""
    entry = built[0]["乌云其木格"].material("education")
    assert [scan.rotations for scan in entry.scans].count((3,)) == 1


def test_the_same_input_gives_the_same_documents(built, tmp_path, monkeypatch):
    """Two vaults hold the same declarations to the last byte."""
    quick_practice_vault(tmp_path / "again", monkeypatch)
    vault = _opened(tmp_path / "again")
    try:
        again = {entry.name: digest(vault.load(entry.id)) for entry in vault.declarations()}
    finally:
        vault.close()
    assert again == {name: digest(declaration) for name, declaration in built[0].items()}


def test_stopping_is_heard(tmp_path):
    """A person's stop ends the work before the first scan and leaves nothing behind."""
    with pytest.raises(Cancelled):
        build.build_practice_vault(
            tmp_path / "v", PRACTICE_PASSPHRASE, CLOCK, Progress(stop_requested=lambda: True)
        )
    assert not (tmp_path / "v").exists()


def test_a_shared_scan_must_be_drawn_once():
    """Using one that nobody draws is a fault of the data."""
    import attrs

    person = load_people()[0]
    stray = attrs.evolve(person.materials[0], scans=(ScanPlan("x", shared="nowhere"),))
    with pytest.raises(PracticeDataError, match="never drawn"):
        list(build.planned_scans((attrs.evolve(person, materials=(stray,)),)))
