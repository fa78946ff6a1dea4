# SPDX-License-Identifier: MulanPSL-2.0
"""签后扫描: signed sheets that come back are filed to their page, and a person says what is on them.

The program shows and counts; whether a name or a seal is there is said by a person (issue of who
signs is the chain's, S-6.1.1-4). Codes are read where the unit switched them on; else the digits
in the foot are typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
from attrs import define, field

from app.intake import PageRenderer, Raster
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.operations import Event
from app.paper.core.sheetcode import SheetCode
from app.present.presenter import Presenter
from app.present.prints.printing import shown_number
from app.present.session import SHEET_CODES, Session
from app.present.signed import records
from app.present.signed.crops import A4, SCAN_WIDTH, Crop, crop_place, foot_of
from app.present.signed.places import PrintedSheets, printed_sheets
from app.present.signed.reading import ReadFiles, ReadSheet, read_files
from app.present.signed.records import UNCLAIMED, Half, Mark, SignedSheet, Verdict
from app.present.signed.scanback_state import (
    FILTERS,
    KIND_WORDS,
    Filed,
    PlaceLine,
    SheetLine,
    SheetMark,
    SignedState,
    missing_words,
    state_word,
)
from app.vault.register import PrintEntry

SHORTEST_REASON = 4


@define
class _Known:
    """The register of signed sheets as last read."""

    prints: Mapping[int, PrintEntry]
    sheets: Mapping[int, tuple[SignedSheet, ...]]
    _printed: dict[int, PrintedSheets | None] = field(factory=dict)

    def each(self) -> Iterator[SignedSheet]:
        """Yield every entry, those nobody claimed first."""
        for number in sorted(self.sheets):
            yield from self.sheets[number]


class ScanBackPresenter(Presenter):
    """Reads, files and keeps what was said; made once, it serves both desks."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._renderer = PageRenderer()
        self._known: _Known | None = None
        self._chosen, self._filter = "", FILTERS[0][0]

    def close(self) -> None:
        """End the reader's process."""
        super().close()
        self._renderer.close()

    def changed(self) -> None:
        """Read the register again when it is next asked for, and tell the listeners."""
        self._known = None
        super().changed()

    # -- what the screen draws

    @property
    def state(self) -> SignedState:
        """Return everything the screen draws."""
        known = self._register()
        lines = [self._line(sheet) for sheet in known.each()]
        counts = {key: sum(fits(line) for line in lines) for key, _, fits in FILTERS}
        fits = next(fits for key, _, fits in FILTERS if key == self._filter)
        shown = tuple(line for line in lines if fits(line))
        ids = [line.id for line in shown]
        held = self._chosen if self._chosen in ids else next(iter(ids), "")
        sheet = next((each for each in known.each() if each.id == held), None)
        return SignedState(
            lines=shown,
            filters=tuple((key, word, counts[key]) for key, word, _ in FILTERS),
            chosen=self._filter,
            sheet=next((line for line in shown if line.id == held), None),
            places=self._places(sheet) if sheet else (),
            missing=self._missing(known),
            codes=self.codes,
        )

    def _register(self) -> _Known:
        if self._known is None:
            vault = self.session.vault
            prints = {entry.number: entry for entry in vault.prints()}
            sheets = {n: records.sheets_of(vault, n) for n in (UNCLAIMED, *prints)}
            self._known = _Known(prints, {n: found for n, found in sheets.items() if found})
        return self._known

    def _printed(self, number: int) -> PrintedSheets | None:
        known = self._register()
        if number not in known._printed:
            known._printed[number] = printed_sheets(self.session.vault, number)
        return known._printed[number]

    def _line(self, sheet: SignedSheet) -> SheetLine:
        entry = self._register().prints.get(sheet.number)
        printed = self._printed(sheet.number) if entry else None
        places = len(printed.of_page(sheet.page)) if printed else 0
        return SheetLine(
            id=sheet.id,
            number=shown_number(sheet.number),
            what=entry.what if entry else f"{sheet.name} 第 {sheet.index + 1} 页",
            page=f"第 {sheet.page} 页" if entry else "",
            copy=f"第 {sheet.copy} 份" if entry and entry.copies > 1 else "",
            state=state_word(sheet, places),
            void=bool(sheet.cancelled),
            unclaimed=sheet.number == UNCLAIMED,
        )

    def _places(self, sheet: SignedSheet) -> tuple[PlaceLine, ...]:
        printed = self._printed(sheet.number) if sheet.number else None
        found = printed.of_page(sheet.page) if printed else ()
        marks = [*sheet.marks, *([None] * len(found))]
        return tuple(
            PlaceLine(each.place.label, KIND_WORDS[each.place.kind], mark.verdict if mark else None,
                      f"{mark.by}　{mark.at[:16].replace('T', ' ')}" if mark else "")
            for each, mark in zip(found, marks, strict=False)
        )  # fmt: skip

    def _missing(self, known: _Known) -> tuple[str, ...]:
        found = []
        for number, sheets in known.sheets.items():
            printed = self._printed(number) if number else None
            if printed is not None:
                title = f"印号 {shown_number(number)}　{known.prints[number].what}"
                found += missing_words(title, printed, sheets, known.prints[number].copies)
        return tuple(found)

    # -- reading

    def read(self, paths: Sequence[Path], progress: Progress) -> ReadFiles:
        """Read files beside the window; nothing is filed yet."""
        return read_files(self.session, self._renderer, paths, progress)

    def file(self, found: ReadFiles) -> Filed:
        """File what was read: by its code where it has one of ours, else among those to be claimed."""
        self._known = None
        there = {sheet.spot for sheet in self._register().each() if not sheet.cancelled}
        filed = unclaimed = again = 0
        for each in found.sheets:
            if each.sheet.spot in there:
                again += 1
                continue
            done = self._filed(each)
            filed, unclaimed = filed + done, unclaimed + (not done)
        self.changed()
        return Filed(filed, unclaimed, again, found.refused, found.left)

    def _filed(self, each: ReadSheet) -> bool:
        if each.code is not None and self._fits(each.code):
            copy = self._next_copy(each.code.number, each.code.page)
            if copy <= self._register().prints[each.code.number].copies:
                self._put(each.sheet, each.code.number, each.code.page, copy, typed=False)
                return True
        records.put(self.session.vault, self._stamped(each.sheet))
        return False

    def _fits(self, code: SheetCode) -> bool:
        """Tell whether a code is of a printing of this vault; another unit's register has the same numbers."""
        printed = self._printed(code.number) if code.number in self._register().prints else None
        return (
            printed is not None
            and printed.code == code.check_code
            and 1 <= code.page <= printed.pages
        )

    def _next_copy(self, number: int, page: int) -> int:
        standing = [s for s in records.sheets_of(self.session.vault, number) if not s.cancelled]
        taken = {sheet.copy for sheet in standing if sheet.page == page}
        return next(copy for copy in range(1, len(taken) + 2) if copy not in taken)

    def _stamped(self, sheet: SignedSheet) -> SignedSheet:
        session = self.session
        return attrs.evolve(sheet, by=session.actor, at=session.clock.now().isoformat())

    def _put(self, sheet: SignedSheet, number: int, page: int, copy: int, *, typed: bool) -> None:
        fresh = self._stamped(
            attrs.evolve(sheet, number=number, page=page, copy=copy, typed=typed, marks=())
        )
        records.put(self.session.vault, fresh)
        self._say("signed-sheet", fresh)

    def _say(self, kind: str, sheet: SignedSheet) -> None:
        session = self.session
        entry = self._register().prints.get(sheet.number)
        at = session.clock.now().isoformat()
        records.say(session.vault, kind, sheet, entry.document if entry else "", session.actor, at)

    # -- intents

    def choose(self, sheet_id: str) -> None:
        """Take a sheet in hand."""
        if sheet_id != self._chosen:
            self._chosen = sheet_id
            super().changed()

    def choose_filter(self, key: str) -> None:
        """Show only some sheets."""
        self._filter = key
        super().changed()

    def sheet(self, sheet_id: str) -> SignedSheet:
        """Return one entry; a bug when there is none."""
        return next(sheet for sheet in self._register().each() if sheet.id == sheet_id)

    def claim(self, sheet_id: str, number: str, page: str, group: str) -> None:
        """Say what an unrecognised sheet is, by the digits in its foot.

        Args:
            number: 印号.
            page: which page of its file, from 1.
            group: the last group of the 核对码, where the paper bears one.

        Raises:
            UserError: SIGNED-NO-PRINT, SIGNED-NO-PLACES, SIGNED-PAGE, SIGNED-CODE, SIGNED-TWICE.
        """
        sheet, prints = self.sheet(sheet_id), self._register().prints
        entry = prints.get(int(number)) if number.isdecimal() else None
        if entry is None:
            raise UserError("SIGNED-NO-PRINT", typed=number)
        printed = self._printed(entry.number)
        if printed is None:
            raise UserError("SIGNED-NO-PLACES", number=shown_number(entry.number))
        if not page.isdecimal() or not 1 <= int(page) <= printed.pages:
            raise UserError("SIGNED-PAGE", typed=page, what=entry.what, pages=printed.pages)
        if printed.code and printed.code.rpartition("-")[2] != group:
            raise UserError("SIGNED-CODE", typed=group, number=shown_number(entry.number))
        copy = self._next_copy(entry.number, int(page))
        if copy > entry.copies:
            raise UserError("SIGNED-TWICE", what=entry.what, page=page, copies=entry.copies)
        records.take_out(self.session.vault, sheet)
        self._put(sheet, entry.number, int(page), copy, typed=True)
        self.changed()

    def turn(self, sheet_id: str) -> None:
        """Turn a sheet a quarter clockwise."""
        sheet = self.sheet(sheet_id)
        records.put(self.session.vault, attrs.evolve(sheet, turns=(sheet.turns + 1) % 4))
        self.changed()

    def judge(self, sheet_id: str, place: int, verdict: Verdict) -> None:
        """Keep what a person sees at one place."""
        sheet, session = self.sheet(sheet_id), self.session
        count = len(self._places(sheet))
        mark = Mark(verdict, session.actor, session.clock.now().isoformat())
        fresh = records.with_mark(sheet, place, mark, count)
        records.put(session.vault, fresh)
        self._say(f"signed-{verdict}", fresh)
        self.changed()

    def declare_void(self, sheet_id: str, reason: str) -> None:
        """Declare an entry void (作废登记): it stays on record; raises UserError SIGNED-REASON."""
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("SIGNED-REASON")
        fresh = attrs.evolve(self.sheet(sheet_id), cancelled=reason.strip())
        records.put(self.session.vault, fresh)
        self._say("signed-void", fresh)
        self.changed()

    @property
    def codes(self) -> SheetMark:
        """Return what sheets are printed with."""
        kept = self.session.vault.setting(SHEET_CODES)
        return next((mark for mark in SheetMark if mark == kept), SheetMark.NONE)

    def switch_codes(self, mark: SheetMark) -> None:
        """Choose what stands in the foot of everything printed from now on (D-8)."""
        session = self.session
        session.vault.set_setting(SHEET_CODES, mark.value)
        now = session.clock.now().isoformat()
        session.vault.note(Event("sheet-codes", "", session.actor, now, {"kind": mark.value}))
        self.changed()

    # -- pictures, made beside the window

    def page_picture(self, sheet: SignedSheet) -> Raster:
        """Return the scanned page as it was scanned."""
        self._renderer.open(sheet.working, self.session.vault.evidence(sheet.working))
        across = sheet.turns % 2 == 1 or sheet.half is not Half.WHOLE
        width = round(SCAN_WIDTH * A4[1] / A4[0]) if across else SCAN_WIDTH
        return self._renderer.page(sheet.working, sheet.index, width)

    def crops(self, sheet_id: str, progress: Progress) -> tuple[Crop, ...]:
        """Return every place of a sheet as it looks; raises UserError INTAKE-…."""
        sheet = self.sheet(sheet_id)
        printed = self._printed(sheet.number) if sheet.number else None
        if printed is None:
            return ()
        page, found = self.page_picture(sheet), []
        places = printed.of_page(sheet.page)
        for done, place in enumerate(places):
            progress.step(done, len(places), place.place.label)
            found.append(crop_place(page, place, sheet.turns, sheet.half))
        return tuple(found)

    def foot(self, sheet_id: str) -> Raster:
        """Return the foot of a sheet nobody has claimed, large enough to read its digits."""
        sheet = self.sheet(sheet_id)
        return foot_of(self.page_picture(sheet), sheet.turns, sheet.half)
