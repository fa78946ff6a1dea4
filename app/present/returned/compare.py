# SPDX-License-Identifier: MulanPSL-2.0
"""Two states of a declaration compared page by page, as they print (D-11).

Both are printed with the same day, version and numbers, so that a page differs only when a fact on it
does. Copies are compared by the digest of what was scanned; what exists on paper only cannot be.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from functools import partial

import attrs
import pikepdf
from attrs import define, field, frozen

from app.kernel.progress import Progress, silent
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry
from app.paper.context import PaperContext
from app.paper.core.press import Press
from app.paper.forms import render
from app.paper.volume.amended import amended
from app.paper.volume.contents import contents
from app.paper.volume.cover import draw_cover, spine_labels
from app.paper.volume.divider import draw_divider
from app.paper.volume.packet import page_references
from app.paper.volume.plan import COVER, DIVIDER, PacketPlan
from app.policy.checklist import checklist
from app.present.planning import bound_forms, planned
from app.present.prints.unit_forms import form_in_force
from app.present.session import Session

_ANY_DAY = dt.date(2026, 1, 1)
LOOSE_FORMS = ("evaluation", "submission")
_KEPT = 4
CATALOGUE = "contents"
SPINE = "spine"
OUTSIDE = (COVER, DIVIDER, SPINE)
PAPER_WORDS = {
    "evaluation": "评审表",
    "submission": "送审表",
    "pledge": "个人承诺书",
    "work_summary": "个人述评",
    COVER: "封面",
    DIVIDER: "分隔页",
    SPINE: "册脊标签",
    CATALOGUE: "材料目录单",
}
# The volumes' own pages together are one, their outside is one, the catalogue is one.
PAPERS_A_STATE = len(LOOSE_FORMS) + 3

Pages = tuple[bytes, ...]


@frozen
class ChangedPages:
    """Pages of one paper that read otherwise now, from 0; ``before`` and ``after`` are all its pages.

    Attributes:
        names: what its pages are called where they bear no number: 第2册, B（第1册）.
    """

    piece: str
    changed: tuple[int, ...]
    before: int
    after: int
    names: tuple[str, ...] = ()


@frozen
class PrintedState:
    """One state of a declaration as it prints.

    Attributes:
        pages: what every page says, by piece.
        plan: its volumes.
        outside: what covers, dividers and spine labels say, by kind and by what each is called.
    """

    declaration: Declaration
    pages: Mapping[str, Pages]
    plan: PacketPlan
    outside: Mapping[str, Mapping[str, bytes]]


@define
class Pace:
    """How far a comparison is: every paper printed for it is a step, at which it can be stopped.

    Attributes:
        states: how many states of the declaration are to be printed, as far as is known beforehand.
    """

    progress: Progress = field(factory=silent)
    states: int = 2
    _done: int = 0

    def step(self, words: str) -> None:
        """Tell which paper comes next; raises Cancelled when the person asked to stop."""
        total = max(self.states * PAPERS_A_STATE, self._done + 1)
        self.progress.step(self._done, total, words)
        self._done += 1


@define(eq=False)
class PaperCompare:
    """Prints states of a declaration without a day or a number and keeps what their pages say.

    Attributes:
        pace: told of every paper printed; a state that was cut short is not kept.
    """

    session: Session
    pace: Pace = field(factory=Pace)
    _known: list[PrintedState] = field(factory=list)

    def printed(self, declaration: Declaration) -> PrintedState:
        """Return one state as it prints; the last few are kept."""
        for known in self._known:
            if known.declaration is declaration:
                return known
        self.pace.step("册里的页")
        bare = without_review(declaration)
        context = PaperContext(
            declaration=bare,
            pack=self.session.pack,
            unit=self.session.unit,
            printed_on=_ANY_DAY,
            catalogue=form_in_force(self.session.vault, CATALOGUE),
        )
        rows = checklist(self.session.pack, declaration).rows
        form_of = partial(form_in_force, self.session.vault)
        made = bound_forms(form_of, rows, context)
        slips = declaration.numbering
        bound = self.session.binding
        plan = amended(planned(context, rows, made, bound, slips)[0], slips)
        references = page_references(plan, declaration)
        pieces = {}
        for name in LOOSE_FORMS:
            self.pace.step(PAPER_WORDS[name])
            pieces[name] = render(form_of(name), context, references=references)
        pieces |= made
        self.pace.step(PAPER_WORDS[CATALOGUE])
        pieces[CATALOGUE] = contents(context, plan)
        self.pace.step("封面、分隔页、册脊标签")
        found = PrintedState(
            declaration,
            {name: _pages_of(piece.pdf) for name, piece in pieces.items()},
            plan,
            _outside(context, plan),
        )
        self._known = [found, *self._known[: _KEPT - 1]]
        return found

    def changes(self, before: Declaration, after: Declaration) -> tuple[ChangedPages, ...]:
        """Return the papers with pages that read otherwise: forms, the volumes' outside, the catalogue last."""
        old_state, new_state = self.printed(before), self.printed(after)
        old, new = old_state.pages, new_state.pages
        found: list[ChangedPages] = []
        for piece in old:
            was, now = old[piece], new.get(piece, ())
            differing = tuple(
                index
                for index in range(max(len(was), len(now)))
                if was[index : index + 1] != now[index : index + 1]
            )
            if differing:
                found.append(ChangedPages(piece, differing, len(was), len(now)))
        last = [each for each in found if each.piece == CATALOGUE]
        first = [each for each in found if each.piece != CATALOGUE]
        return (*first, *_changed_outside(old_state, new_state), *last)


def _outside(context: PaperContext, plan: PacketPlan) -> dict[str, dict[str, bytes]]:
    """Return what stands on every cover, divider and spine label."""
    press, names = Press(imprint=context.imprint(), fleeting=True), []
    for volume in plan.volumes:
        draw_cover(press, context, plan, volume)
        names.append((COVER, f"第{volume.number}册"))
        for side in volume.sides:
            if side.kind == DIVIDER:
                draw_divider(press, context, plan, volume.number, side.tab)
                names.append((DIVIDER, f"{side.tab}（第{volume.number}册）"))
    found: dict[str, dict[str, bytes]] = {kind: {} for kind in OUTSIDE}
    drawn = _pages_of(press.save()) if names else ()
    for (kind, name), content in zip(names, drawn, strict=True):
        found[kind][name] = content
    for volume in plan.volumes:
        label = spine_labels(context, attrs.evolve(plan, volumes=(volume,)))
        if label is not None:
            found[SPINE][f"第{volume.number}册"] = b"".join(_pages_of(label.pdf))
    return found


def _changed_outside(old: PrintedState, new: PrintedState) -> Iterator[ChangedPages]:
    for kind in OUTSIDE:
        was, now = old.outside[kind], new.outside[kind]
        names = tuple(dict.fromkeys((*was, *now)))
        differing = tuple(n for n, name in enumerate(names) if was.get(name) != now.get(name))
        if differing:
            yield ChangedPages(kind, differing, len(was), len(now), names)


def _pages_of(pdf: bytes) -> Pages:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(_content(page) for page in document.pages)


def _content(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    data: bytes = page.Contents.read_bytes() if "/Contents" in page else b""
    return data


def scan_pages(entry: MaterialEntry) -> tuple[tuple[str, int, int], ...]:
    """Return (digest, page, quarter turns) of every bound page of a copy."""
    return tuple(
        (scan.working, page, turns) for scan in entry.scans for page, turns in scan.bound_pages()
    )


def changed_copies(
    before: Declaration, after: Declaration
) -> Iterator[tuple[MaterialEntry, tuple[int, ...]]]:
    """Yield each material whose scanned pages differ, with the pages, from 0.

    A material scanned since, or no longer, is whole: nobody can say which of its pages stayed.
    """
    old = {entry.id: entry for entry in before.materials}
    for entry in after.materials:
        was = old.get(entry.id)
        if was is None or entry.late:
            continue
        first, second = scan_pages(was), scan_pages(entry)
        if first == second:
            continue
        if len(first) != len(second):
            yield entry, tuple(range(entry.page_count()))
            continue
        yield (
            entry,
            tuple(
                n for n, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]
            ),
        )


def without_review(declaration: Declaration) -> Declaration:
    """Return a declaration without what reviewers added, which the applicant's own papers do not print."""
    return attrs.evolve(declaration, reviews=(), passed=())
