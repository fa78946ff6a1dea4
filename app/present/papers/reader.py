# SPDX-License-Identifier: MulanPSL-2.0
"""看成审核人: everything in the order a reviewer takes it in hand, each item beside its page.

Nothing is judged and nothing of the declaration is changed here. What a person notes for themselves (⚑)
stays in the vault and is never printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from attrs import field, frozen

from app.kernel.errors import UserError
from app.kernel.messages import LEVEL_WORDS
from app.model.materials import MaterialEntry
from app.model.work import Achievement, Work
from app.paper.volume import plan as p
from app.paper.volume.plan import PlannedEntry
from app.paper.volume.references import open_title, page_references
from app.policy.checklist import ChecklistRow
from app.present.papers.material_lines import claims_of
from app.present.presenter import Presenter
from app.present.prints.volume_pages import VolumeBook, VolumePages
from app.present.session import Session
from app.present.words import ORIGINAL_WORDS, STATE_WORDS, pages_range

FORMS = (("evaluation", "专业技术职称评审表"), ("submission", "专业技术职称送审表"))
ALREADY = (
    "evaluation_form",
    "submission_form",
    "contents",
)  # of the list, shown as stops of their own
_FRONT = (p.COVER, p.CONTENTS)
LOOSE, BY_HAND, NO_PAGES = "单独报送，不装订", "只有纸质件，册里由人插入", "还没有页"
LONGEST_NOTE = 200


@frozen
class Stop:
    """One thing a reviewer takes in hand.

    Attributes:
        key: stable: ``form:evaluation``, ``cover:1``, ``contents:1`` or the material's id.
        tab: letter and number on the divider, empty for what is none of the list.
        where: 第37–44页（第2册）, or why there is no page.
        pages: 37–44, empty where nothing is numbered.
        form: id of the form it is, empty for what is in the volumes.
        sides: sides in its file, from 0; none when nothing can be shown.
        tone: must or check where a finding is about it, todo where it has no pages yet, else empty.
        noted: pages with a note of one's own.
    """

    key: str
    tab: str
    name: str
    where: str
    form: str = ""
    sides: tuple[int, ...] = ()
    tone: str = ""
    noted: int = 0
    pages: str = ""

    @property
    def count(self) -> int:
        """Return how many sides can be shown."""
        return len(self.sides)


@frozen
class Proof:
    """One row of the 评审表 a material supports, or one material that supports it.

    Attributes:
        path: of the row, or key of the stop.
        pages: 见第37—41页.
        named: 姓名与角色在第39页, empty when nobody said so.
    """

    path: str
    words: str
    pages: str = ""
    named: str = ""


@frozen
class Remark:
    """A finding about the item: level, title, where to mend it."""

    level: str
    title: str
    path: str


@frozen
class ReaderState:
    """Everything the screen draws.

    Attributes:
        proofs: what this page supports; on the 评审表, what supports it.
        unproven: rows of the 评审表 no page supports.
        clauses: (reference, text) of what asks for the item.
        note: one's own note on the page in hand.
    """

    person: str
    subject: str
    stops: tuple[Stop, ...]
    position: int
    offset: int
    page: str
    facts: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    unproven: tuple[Proof, ...] = ()
    remarks: tuple[Remark, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()
    sample: str = ""
    note: str = ""
    notes: int = 0

    @property
    def stop(self) -> Stop | None:
        """Return what is in hand, None when there is nothing at all."""
        return self.stops[self.position] if self.stops else None

    @property
    def counter(self) -> str:
        """Return 第 8 件，共 23 件　⚑ 2."""
        if not self.stops:
            return ""
        flags = f"　⚑ {self.notes}" if self.notes else ""
        return f"第 {self.position + 1} 件，共 {len(self.stops)} 件{flags}"


@frozen
class _Kept:
    """What is kept between two sittings."""

    at: str = ""
    offset: int = 0
    notes: dict[str, str] = field(factory=dict)


class ReaderPresenter(Presenter):
    """Walks through forms and volumes; the volumes' pages are those of ``VolumePages``."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._volume = VolumePages(session)
        self._counts: dict[str, int] = {}
        self._stops: tuple[Stop, ...] | None = None
        self._kept_of = ""
        self._kept = _Kept()

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._stops = None
        self._counts.clear()
        super()._session_changed(paths)

    def close(self) -> None:
        """Stop listening, the pages too."""
        self._volume.close()
        super().close()

    @property
    def volume(self) -> VolumePages:
        """Return what draws the volumes' pages."""
        return self._volume

    # -- what there is to read

    @property
    def state(self) -> ReaderState:
        """Return what the screen draws."""
        if not self.session.has_declaration:
            return ReaderState("", "", (), 0, 0, "")
        stops, kept = self.stops(), self._memory()
        position = next((n for n, stop in enumerate(stops) if stop.key == kept.at), 0)
        stop = stops[position]
        offset = min(kept.offset, max(0, stop.count - 1))
        answers = self.session.declaration.route
        row = self.session.checklist.find(stop.key)
        remarks = self._remarks(stop.key)
        return ReaderState(
            person=self.session.declaration.basics.name,
            subject="　".join(filter(None, (answers.title, answers.series, answers.specialty))),
            stops=stops,
            position=position,
            offset=offset,
            page=self._page_words(stop, offset),
            facts=_facts(row) if row is not None else (),
            proofs=self._proofs(stop),
            unproven=self._unproven() if stop.form == "evaluation" else (),
            remarks=remarks,
            clauses=self._clauses(row),
            sample=row.item.sample if row is not None and row.item is not None else "",
            note=kept.notes.get(_page_key(stop.key, offset), ""),
            notes=len(kept.notes),
        )

    def stops(self) -> tuple[Stop, ...]:
        """Return everything in the reader's order: the forms, the volumes, what is handed in loose."""
        if self._stops is None:
            book = self._volume.book()
            forms = (self._form_stop(form, title) for form, title in FORMS)
            made = (*forms, *self._bound_stops(book), *self._loose_stops())
            self._stops = tuple(made)
        return self._stops

    def _form_stop(self, form: str, title: str) -> Stop:
        key = f"form:{form}"
        sides = tuple(range(self._counts.get(form, 0)))
        return Stop(key, "", title, LOOSE, form, sides, noted=self._noted(key))

    def form_counted(self, form: str, pages: int) -> None:
        """Take over how many pages a form has, once it is made."""
        if self._counts.get(form) != pages:
            self._counts[form] = pages
            self._stops = None
            self.changed()

    def _bound_stops(self, book: VolumeBook) -> Iterable[Stop]:
        for volume in book.plan.volumes:
            yield from self._front_stops(book, volume.number, volume.title)
            for entry in book.plan.entries:
                if entry.bound and entry.volume == volume.number:
                    yield self._material_stop(entry, book)
        for entry in book.plan.entries:
            if entry.missing:
                yield self._material_stop(entry, book)

    def _front_stops(self, book: VolumeBook, number: int, title: str) -> Iterable[Stop]:
        """Yield what stands before the materials of a volume: its cover, and in the first the 目录单."""
        here = [n for n, (volume, _) in enumerate(book.placed) if volume.number == number]
        kinds = {kind: [n for n in here if book.placed[n][1].kind == kind] for kind in _FRONT}
        for kind, sides in kinds.items():
            if sides:
                key = f"{kind}:{number}"
                name = f"第{number}册封面" if kind == p.COVER else "材料目录单"
                noted = self._noted(key)
                yield Stop(key, "", name, title, "", tuple(sides), noted=noted)

    def _material_stop(self, entry: PlannedEntry, book: VolumeBook) -> Stop:
        sides = book.sides_of(entry.entry_id)
        where = NO_PAGES
        if entry.spans:
            where = f"第{pages_range(entry.first, entry.last)}页（第{entry.volume}册）"
            if not sides:
                where = f"{where}　{BY_HAND}"
        tone = self._tone(entry.entry_id) or ("" if entry.spans else "todo")
        pages = pages_range(entry.first, entry.last) if entry.spans else ""
        return Stop(
            entry.entry_id, entry.row.tab, entry.row.name, where, "", sides, tone,
            self._noted(entry.entry_id), pages,
        )  # fmt: skip

    def _loose_stops(self) -> Iterable[Stop]:
        for entry in self.session.plan.entries:
            if not entry.bound and not _is_form(entry):
                key = entry.entry_id
                yield Stop(
                    key,
                    entry.row.tab,
                    entry.row.name,
                    LOOSE,
                    tone=self._tone(key),
                    noted=self._noted(key),
                )

    # -- what stands beside a page

    def _page_words(self, stop: Stop, offset: int) -> str:
        if stop.form:
            return f"第{offset + 1}页，共{stop.count}页" if stop.count else ""
        sides = self._volume.book().sides
        return sides[stop.sides[offset]].words if stop.sides else ""

    def _claims(self) -> list[tuple[str, str, Achievement | Work]]:
        return [
            (path, f"{word}　{open_title(row)}", row)
            for path, word, row in claims_of(self.session.declaration)
        ]

    def _proofs(self, stop: Stop) -> tuple[Proof, ...]:
        references = page_references(self.session.plan, self.session.declaration)
        if stop.form:
            return tuple(
                Proof(path, words, references[row.id])
                for path, words, row in self._claims()
                if row.id in references
            )
        place, found = self.session.plan.entry(stop.key), []
        for path, words, row in self._claims():
            for link in row.links:
                if link.material == stop.key:
                    named = ""
                    if link.proof_page and place is not None and place.spans:
                        named = f"姓名与角色在第{place.first + link.proof_page - 1}页"
                    found.append(Proof(path, words, references.get(link.id, ""), named))
        return tuple(found)

    def _unproven(self) -> tuple[Proof, ...]:
        return tuple(
            Proof(path, words)
            for path, words, row in self._claims()
            if not row.links and not row.kept_by_unit
        )

    def _remarks(self, key: str) -> tuple[Remark, ...]:
        found = self.session.findings.at(f"materials.{key}")
        standing = self.session.findings.standing()
        return tuple(
            Remark(str(f.severity), f"{LEVEL_WORDS[str(f.severity)]}：{f.title}", f.paths[0])
            for f in found
            if f in standing
        )

    def _tone(self, key: str) -> str:
        levels = {remark.level for remark in self._remarks(key)}
        return next((level for level in ("must", "check") if level in levels), "")

    def _clauses(self, row: ChecklistRow | None) -> tuple[tuple[str, str], ...]:
        pack = self.session.pack
        asked = row.clauses if row is not None else ()
        return tuple((pack.clause(each).reference, pack.clause(each).text) for each in asked)

    # -- going about

    def go(self, position: int, offset: int = 0) -> None:
        """Take a thing in hand, at a page of it."""
        stops = self.stops() if self.session.has_declaration else ()
        if 0 <= position < len(stops):
            stop = stops[position]
            last = max(0, stop.count - 1)
            self._remember(at=stop.key, offset=min(max(offset, 0), last))

    def go_to(self, key: str) -> bool:
        """Take the thing of a key in hand; False when there is none."""
        stops = self.stops()
        position = next((n for n, stop in enumerate(stops) if stop.key == key), None)
        if position is not None:
            self.go(position)
        return position is not None

    def step(self, by: int) -> None:
        """Take the next or former thing in hand."""
        self.go(self.state.position + by)

    def turn(self, by: int) -> None:
        """Turn one page; past the last one comes the next thing."""
        state = self.state
        stop = state.stop
        if stop is None:
            return
        target = state.offset + by
        if 0 <= target < max(1, stop.count):
            self.go(state.position, target)
        elif target < 0 and state.position > 0:
            before = state.stops[state.position - 1]
            self.go(state.position - 1, before.count - 1)
        elif target > 0:
            self.go(state.position + 1)

    def go_to_side(self, index: int) -> None:
        """Take a side of the volumes' file in hand, from 0."""
        best: tuple[int, int, int] | None = None  # a divider or a blank back: what stands before it
        for position, stop in enumerate(self.stops()):
            for offset, side in enumerate(() if stop.form else stop.sides):
                if side <= index and (best is None or side > best[0]):
                    best = (side, position, offset)
        if best is not None:
            self.go(*best[1:])

    def go_to_page(self, typed: str) -> None:
        """Take the page of a number in hand; raises UserError READER-PAGE."""
        plain = typed.strip().translate(_HALF_WIDTH)
        sides = self._volume.book().sides
        shown = {str(side.shown): n for n, side in enumerate(sides) if side.shown}
        if plain not in shown:
            last = max((side.shown for side in sides), default=0)
            raise UserError("READER-PAGE", typed=typed.strip(), last=last)
        self.go_to_side(shown[plain])

    def flag(self, text: str) -> None:
        """Note something on the page in hand for oneself; an empty text takes the note away.

        Raises:
            UserError: the vault could not keep it.
        """
        state = self.state
        if state.stop is None:
            return
        key, words = _page_key(state.stop.key, state.offset), text.strip()[:LONGEST_NOTE]
        notes = {k: v for k, v in self._memory().notes.items() if k != key}
        if words:
            notes[key] = words
        if notes != self._memory().notes:
            self._stops = None
            self._remember(notes=notes)

    def next_flag(self) -> None:
        """Take the next page with a note in hand, beginning anew after the last."""
        stops, state = self.stops(), self.state
        order = {stop.key: n for n, stop in enumerate(stops)}
        places = sorted(
            (order[stop], offset)
            for stop, offset in map(_page_of, self._memory().notes)
            if stop in order
        )
        if places:
            here = (state.position, state.offset)
            self.go(*next((place for place in places if place > here), places[0]))

    # -- kept between two sittings

    def _memory(self) -> _Kept:
        held = self.session.declaration.id
        if self._kept_of != held:
            self._kept_of, self._kept = held, _read(self.session.vault.setting(_key(held)))
        return self._kept

    def _noted(self, key: str) -> int:
        return sum(_page_of(each)[0] == key for each in self._memory().notes)

    def _remember(self, **changes: object) -> None:
        kept = self._memory()
        values = {"at": kept.at, "offset": kept.offset, "notes": kept.notes} | changes
        self._kept = _Kept(**values)  # type: ignore[arg-type]
        if not self.session.vault.read_only:
            text = json.dumps(values, ensure_ascii=False)
            self.session.vault.set_setting(_key(self.session.declaration.id), text)
        self.changed()


def _key(declaration_id: str) -> str:
    return f"reader/{declaration_id}"


def _read(text: str | None) -> _Kept:
    """Return what was kept; what cannot be read any more begins anew."""
    try:
        values = json.loads(text or "{}")
        notes = {str(key): str(words) for key, words in values.get("notes", {}).items()}
        return _Kept(str(values.get("at", "")), int(values.get("offset", 0)), notes)
    except (ValueError, TypeError, AttributeError):
        return _Kept()


def _page_key(key: str, offset: int) -> str:
    return f"{key}#{offset}"


def _page_of(page_key: str) -> tuple[str, int]:
    key, _, offset = page_key.rpartition("#")
    return key, int(offset) if offset.isdigit() else 0


def _is_form(entry: PlannedEntry) -> bool:
    return entry.row.piece in ALREADY


def _facts(row: ChecklistRow) -> tuple[str, ...]:
    """Return what was registered of a material: 已准备，复印件 1 份 3 页，原件已核一致."""
    entry: MaterialEntry = row.entry
    form = {"copy": "复印件", "original": "原件"}.get(entry.form, "")
    count = f"{form} {entry.copies} 份 {entry.page_count()} 页".strip()
    return (
        f"{STATE_WORDS[entry.shown_state()]}，{count}",
        f"原件：{ORIGINAL_WORDS[entry.original]}",
    )


_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
