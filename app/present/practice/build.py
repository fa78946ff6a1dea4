# SPDX-License-Identifier: MulanPSL-2.0
"""Making the practice vault: the same rooms, the same operations, fictional people.

Every scan goes the way a real one goes: through the confined child. The passphrase is public and
stands on the unlock card; digits only, as an input method may be on (D-8).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import attrs
from attrs import frozen

from app.intake import Accepted, inspect_scan
from app.kernel.clock import Clock
from app.kernel.ids import derived_id
from app.kernel.progress import Progress
from app.model.codes import ReviewLevel
from app.model.declaration import Declaration
from app.model.materials import LevelReview, MaterialEntry, ReviewMark, Scan
from app.model.operations import Edit, Event, MarkMaterial, Operation, RecordReview
from app.model.paths import read
from app.policy.checklist import sync_checklist
from app.policy.pack import PolicyPack, load_pack
from app.present.practice import (
    PRACTICE_ALIAS,
    PRACTICE_DAY,
    PRACTICE_MARKING,
    PRACTICE_PASSPHRASE,
)
from app.present.practice.people import (
    MarkPlan,
    MaterialPlan,
    PracticeDataError,
    PracticePerson,
    ScanPlan,
    load_people,
    load_unit,
)
from app.present.practice.scans import scan_file
from app.vault.creation import create_vault
from app.vault.slots import Kdf
from app.vault.vault import Vault

__all__ = ["PRACTICE_DAY", "PRACTICE_PASSPHRASE", "build_practice_vault"]

_THREADS = 2
_CLERK = "练习录入"


@frozen
class _Scanned:
    """A scan as made and as taken in."""

    plan: ScanPlan
    data: bytes
    accepted: Accepted


def build_practice_vault(folder: Path, passphrase: str, clock: Clock, progress: Progress) -> None:
    """Make the practice vault in a folder.

    Args:
        folder: empty or not there yet.
        passphrase: any; the public one is PRACTICE_PASSPHRASE.
        clock: stands on the practice day, or on a day of the person's choice.
        progress: told each scan; may stop the work; an unfinished vault is taken away again.

    Raises:
        UserError: as create_vault and Vault.
        Cancelled: the person stopped the work.
    """
    people, pack = load_people(), load_pack()
    secret = bytearray(passphrase.encode())
    created = create_vault(
        folder,
        alias=PRACTICE_ALIAS,
        marking=PRACTICE_MARKING,
        passphrase=secret,
        kdf=Kdf.light(),
        practice=True,
        clock=clock,
    )
    secret[:] = bytes(len(secret))
    vault = Vault.open(folder, created.keys, clock=clock)
    finished = False
    try:
        unit = load_unit()
        vault.save_unit(unit, _event("unit", unit.id, clock))
        scans = _all_scans(people, progress)
        for person in people:
            _keep(vault, pack, person, scans, clock)
        finished = True
    finally:
        vault.close()
        if not finished:
            shutil.rmtree(folder, ignore_errors=True)  # create_vault took it only when it was empty


def _event(kind: str, subject: str, clock: Clock) -> Event:
    return Event(kind, subject, _CLERK, clock.now().isoformat(), {"practice": True})


def words_of(declaration: Declaration) -> dict[str, str]:
    """Return what texts on fictional papers may name."""
    title = declaration.current_title()
    basics = attrs.asdict(declaration.basics)
    return {name: str(value) for name, value in basics.items()} | {
        "title": title.title if title else "",
        "declared": declaration.route.title,
    }


def scan_seed(person: PracticePerson, plan: ScanPlan) -> str:
    """Return what chance is drawn from for one file; a shared scan is the same for everybody."""
    return f"practice {plan.shared or person.key + ' ' + plan.name}"


def planned_scans(
    people: tuple[PracticePerson, ...],
) -> Iterator[tuple[str, PracticePerson, ScanPlan]]:
    """Yield seed, person and plan of each file to be made; a shared one once.

    Raises:
        PracticeDataError: a shared scan is used but drawn nowhere, or drawn twice.
    """
    used: set[str] = set()
    drawn: set[str] = set()
    for person in people:
        for plan in (scan for material in person.materials for scan in material.scans):
            seed = scan_seed(person, plan)
            used.add(seed)
            if not plan.sheets:
                continue
            if seed in drawn:
                raise PracticeDataError(f"{person.key}: {plan.name} is drawn twice")
            drawn.add(seed)
            yield seed, person, plan
    if used - drawn:
        raise PracticeDataError(f"never drawn: {sorted(used - drawn)}")


def _all_scans(people: tuple[PracticePerson, ...], progress: Progress) -> dict[str, _Scanned]:
    """Draw and take in every file, two at a time, and return them by seed."""
    jobs = list(planned_scans(people))
    done: dict[str, _Scanned] = {}
    with ThreadPoolExecutor(_THREADS) as pool:
        futures: dict[str, Future[_Scanned]] = {
            seed: pool.submit(_made, seed, person, plan) for seed, person, plan in jobs
        }
        try:
            for number, (seed, _, plan) in enumerate(jobs):
                progress.step(number, len(jobs), plan.name)
                done[seed] = futures[seed].result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return done


def _made(seed: str, person: PracticePerson, plan: ScanPlan) -> _Scanned:
    data = scan_file(plan, words_of(person.declaration), seed)
    return _Scanned(plan, data, inspect_scan(data, f"{plan.name}.{_ending(plan)}"))


def _ending(plan: ScanPlan) -> str:
    return {"pdf": "pdf", "jpeg": "jpg", "png": "png"}[plan.medium]


def _keep(
    vault: Vault, pack: PolicyPack, person: PracticePerson, scans: dict[str, _Scanned], clock: Clock
) -> None:
    listed = attrs.evolve(person.declaration, materials=sync_checklist(pack, person.declaration))
    vault.add(listed, _event("create", listed.id, clock))
    for operation, actor in _operations(vault, person, listed, scans):
        change = operation.apply(vault.load(listed.id), actor, clock)
        vault.record(change)


def _operations(
    vault: Vault, person: PracticePerson, listed: Declaration, scans: dict[str, _Scanned]
) -> Iterator[tuple[Operation, str]]:
    """Yield what was done with a declaration, in order, and by whom."""
    plans = {person.entry_id(plan.entry): plan for plan in person.materials}
    unknown = set(plans) - {entry.id for entry in listed.materials}
    if unknown:
        raise PracticeDataError(f"{person.key}: not on the list: {sorted(unknown)}")
    if plans:
        filled = tuple(
            _filled(vault, person, entry, plans[entry.id], scans) if entry.id in plans else entry
            for entry in listed.materials
        )
        yield (
            Edit(lambda before: attrs.evolve(before, materials=filled), ("materials",), "登记材料"),
            _CLERK,
        )
        listed = attrs.evolve(listed, materials=filled)
    yield from _marks(person, listed)
    for plan in person.reviews:
        position = person.entry_id(plan.position) if plan.position else ""
        review = LevelReview(
            level=plan.level,
            outcome=plan.outcome,
            opinion=plan.opinion,
            reviewer=plan.reviewer,
            on=plan.on,
            due=plan.due,
            position=position,
        )
        yield RecordReview(review), plan.reviewer or _CLERK


def _marks(person: PracticePerson, listed: Declaration) -> Iterator[tuple[Operation, str]]:
    """Yield single marks, then those meant for every other material of the same level."""
    single = [(person.entry_id(plan.entry), plan) for plan in person.marks if plan.entry != "*"]
    marked: set[tuple[str, ReviewLevel]] = {(entry, plan.level) for entry, plan in single}
    for plan in (plan for plan in person.marks if plan.entry == "*"):
        single += [
            (entry.id, plan) for entry in listed.materials if (entry.id, plan.level) not in marked
        ]
    for entry_id, plan in single:
        counted = read(listed, f"materials.{entry_id}").page_count() or None
        yield MarkMaterial(entry_id, _mark(plan, counted)), plan.by or _CLERK


def _mark(plan: MarkPlan, counted: int | None) -> ReviewMark:
    return ReviewMark(
        level=plan.level,
        verdict=plan.verdict,
        original=plan.original,
        counted=counted,
        reason=plan.reason,
        bring=plan.bring,
        clause=plan.clause,
        due=plan.due,
        note=plan.note,
        by=plan.by,
        on=plan.on,
    )


def _filled(
    vault: Vault,
    person: PracticePerson,
    entry: MaterialEntry,
    plan: MaterialPlan,
    scans: dict[str, _Scanned],
) -> MaterialEntry:
    attached = tuple(
        _attached(vault, person, each, scans[scan_seed(person, each)]) for each in plan.scans
    )
    return attrs.evolve(
        entry,
        state=plan.state,
        reason=plan.reason,
        pages=plan.pages,
        form=plan.form or entry.form,
        double_sided=plan.double_sided,
        original=plan.original,
        original_by=plan.original_by,
        original_on=plan.original_on,
        paper_only=plan.paper_only,
        note=plan.note,
        seen=plan.seen,
        flagged=plan.flagged,
        scans=attached,
    )


def _attached(vault: Vault, person: PracticePerson, plan: ScanPlan, made: _Scanned) -> Scan:
    original = vault.put_evidence(made.data, made.accepted.media)
    working = vault.put_evidence(made.accepted.working, "pdf", original=original)
    pages = len(made.accepted.pages)
    turns = (4 - made.plan.turned) % 4
    return Scan(
        original=original,
        working=working,
        name=made.accepted.name,
        media=made.accepted.media,
        pages=pages,
        rotations=(turns,) * pages if turns else (),
        id=derived_id("practice", person.key, "scan", plan.name),
    )
