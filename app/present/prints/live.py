# SPDX-License-Identifier: MulanPSL-2.0
"""Live preview beside the field (ux 2.5): the page this field prints on, as it is being typed.

What needs the session is gathered in the window's thread (``request``); laying the page out and drawing
it is done by a worker (``draw``), which has everything it needs in its hands.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from attrs import frozen

from app.intake import Raster
from app.model.codes import Openness
from app.model.declaration import Declaration, RouteAnswers
from app.model.paths import NoSuchPlace, read, write
from app.paper.checkcode import check_code
from app.paper.context import PaperContext
from app.paper.forms import FormContext, FormSpec, PlacedCell, Printed, produce, produce_page
from app.paper.forms.reach import reach
from app.paper.forms.spec import shipped_forms
from app.paper.volume.packet import page_references
from app.policy.fields import general
from app.present.declare.editor_values import read_typed
from app.present.declare.route_answers import typed as route_typed
from app.present.presenter import Presenter
from app.present.prints.live_page import (
    LiveCell,
    LivePage,
    LiveSide,
    best_page,
    places_of,
    with_findings,
)
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printing_sides import SIDE_WORDS, bound_words, plain_sides
from app.present.prints.report import margin_notes
from app.present.prints.unit_forms import form_in_force
from app.present.session import Session

FORMS = ("evaluation", "submission", "work-summary", "pledge", "secrecy-review")
UNIT_FORMS = ("recommendation", "notice-certificate")
BOUND = {"work-summary": "work_summary", "pledge": "pledge"}  # form → piece of the catalogue
SHORT = {
    "evaluation": "评审表",
    "submission": "送审表",
    "work-summary": "工作总结",
    "pledge": "承诺书",
    "secrecy-review": "保密审查意见",
    "recommendation": "推荐意见",
    "notice-certificate": "公示情况证明",
}
ANSWERS = {
    "route.level": "申报层级",
    "route.series": "申报系列",
    "route.specialty": "申报专业",
    "route.title": "申报职称",
    "route.kind": "申报类型",
    "route.kind_ground": "申报类型的依据",
}
NOT_PRINTED = "这一栏只用来核对，不印在纸上"
NOT_PRINTED_ANSWER = "这个回答不印在纸上，只决定材料怎么走"
NOT_NOW = "这一栏现在不印：没有内容，或按保密审查的结论不上纸"
WHOLE, PART = "live-whole", "live-part"


def warm() -> None:
    """Read all forms ahead, those a field may print on first: together they take a third of a second."""
    for name in (*FORMS, *UNIT_FORMS, *shipped_forms()):
        FormSpec.load(name)


@frozen
class Wish:
    """What the person looks at.

    Attributes:
        path: the field, row or section in hand; empty for none.
        typed: what stands in the editor, when it is not kept yet.
        part: of a long text, the paragraph the caret is in.
        answers: of the interview, not yet in the declaration; None outside it.
        form: the paper asked for, empty for the one the field belongs on.
        page: the page asked for by turning, None for the one the field is on.
        held: page shown so far, which is stayed on while the field is on it too.
        width: of the picture, in device pixels.
        pair: both sides of the sheet.
    """

    path: str = ""
    typed: str | None = None
    part: int = 0
    answers: RouteAnswers | None = None
    form: str = ""
    page: int | None = None
    held: int = -1
    width: int = 320
    pair: bool = False


@frozen(eq=False)
class LiveRequest:
    """A wish with all that drawing it needs; made in the window's thread."""

    wish: Wish
    spec: FormSpec
    form: FormContext
    base: int
    typing: bool
    labels: Mapping[str, str]
    bound: tuple[str, ...]
    remark: str


@frozen(eq=False)
class _Whole:
    """A form laid out as it is kept: where everything is, and in which state of the declaration."""

    base: int
    spec: FormSpec
    printed: Printed


class LivePreviewPresenter(Presenter):
    """Draws one page at a time; the last whole layout of each paper is kept to know where things are."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._base = 0
        self._wholes: dict[str, _Whole] = {}
        self._reach: dict[str, tuple[FormSpec, frozenset[str]]] = {}

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._base += 1
        super()._session_changed(paths)

    # -- which paper

    def papers(self, path: str, answers: RouteAnswers | None = None) -> tuple[str, ...]:
        """Return the forms a field prints on, the one it belongs on first; empty when on none.

        Args:
            answers: of an interview under way, which say whether there is a secrecy review.
        """
        if answers is None and not self.session.has_declaration:
            return ()
        classified = (answers or self.session.declaration.route).classified
        forms = FORMS if classified else FORMS[:-1]
        if self.session.role.reviews:
            forms = (*UNIT_FORMS, *forms)
        return tuple(name for name in forms if _prints(self._reached(name), path))

    def _reached(self, name: str) -> frozenset[str]:
        spec = form_in_force(self.session.vault, name)
        held = self._reach.get(name)
        if held is None or held[0] is not spec:
            held = self._reach[name] = (spec, reach(spec))
        return held[1]

    # -- in the window's thread

    def request(self, wish: Wish) -> LiveRequest | None:
        """Return what drawing a wish needs, None while no declaration is in hand nor in the making."""
        session = self.session
        held = session.has_declaration
        if not held and wish.answers is None:
            return None
        papers = self.papers(wish.path, wish.answers)
        name = wish.form or (papers[0] if papers else FORMS[0])
        declaration = self._as_typed(wish)
        context = attrs.evolve(self._context(declaration), piece=name)
        return LiveRequest(
            wish=wish,
            spec=form_in_force(session.vault, name),
            form=self._form(name, context, declaration) if held else FormContext(context),
            base=self._base,
            typing=not held or declaration is not session.declaration,
            labels=self._labels(),
            bound=self._bound_words(name) if held else (),
            remark="" if papers or not wish.path else _not_printed(wish),
        )

    def _context(self, declaration: Declaration) -> PaperContext:
        """Return what the paper is made from; of a first interview only the answers are known."""
        session = self.session
        if not session.has_declaration:
            return attrs.evolve(session.unit_context(declaration.year), declaration=declaration)
        context = session.paper_context()
        if declaration is not session.declaration:
            code = check_code(attrs.evolve(declaration, version=context.version), session.plan)
            context = attrs.evolve(context, declaration=declaration, check_code=code)
        return context

    def _form(self, name: str, context: PaperContext, declaration: Declaration) -> FormContext:
        """Return what the paper is filled from, exactly as it is when it is printed or bound."""
        if name == "work-summary":
            return FormContext(context)
        references = page_references(self.session.plan, declaration)
        return FormContext(context, references, notes=margin_notes(self.session))

    def _as_typed(self, wish: Wish) -> Declaration:
        if wish.answers is not None:
            return self._as_answered(wish, wish.answers)
        declaration, fields = self.session.declaration, self.session.pack.fields
        if wish.typed is None or not fields.knows(wish.path):
            return declaration
        item = fields.field(wish.path)
        reading = read_typed(item, fields.table_of(item), wish.typed)
        try:
            if not reading.keeps or reading.value == read(declaration, wish.path):
                return declaration
            return write(declaration, wish.path, reading.value)
        except NoSuchPlace:  # the row was deleted while its field was typed in
            return declaration

    def _as_answered(self, wish: Wish, answers: RouteAnswers) -> Declaration:
        """Return the declaration with the answers of the interview and the line being typed there."""
        session, name = self.session, wish.path.rpartition(".")[2]
        if wish.typed is not None:
            answers = route_typed(session.pack, answers, name, wish.typed)
        if not session.has_declaration:
            practice, pack = session.vault.header.practice, session.pack
            return Declaration(
                route=answers, pack=pack.id, year=pack.header.year, practice=practice
            )
        held = session.declaration
        return held if answers == held.route else attrs.evolve(held, route=answers)

    def _labels(self) -> Mapping[str, str]:
        """Return what general paths are called: 工作经历 · 单位."""
        named = dict(ANSWERS)
        for section in self.session.pack.fields.sections:
            if section.table:
                named[section.table] = section.title
            for item in section.fields:
                named[item.path] = (
                    f"{section.title} · {item.label}" if section.table else item.label
                )
        return named

    def _bound_words(self, name: str) -> tuple[str, ...]:
        """Return where the pages of a bound paper stand; empty for a loose one."""
        piece = BOUND.get(name)
        row = next((r for r in self.session.checklist.rows if r.bound and r.piece == piece), None)
        if piece is None or row is None:
            return ()
        words: list[str] = []
        while found := bound_words(self.session.plan, row.entry.id, len(words)):
            words.append(found)
        return tuple(words)

    # -- in the worker

    def draw(self, request: LiveRequest, preview: PreviewPresenter) -> LivePage:
        """Lay out and draw what was asked for.

        Raises:
            UserError: PAPER-GLYPH for a character no face has, INTAKE-… when it cannot be drawn.
        """
        wish = request.wish
        whole, key = self._whole(request, preview)
        page = _page_wanted(wish, whole.printed)
        laid = _Laid(whole.printed, key)
        if request.typing and whole.base == request.base:
            laid = _typed(request, whole.printed, page)
            preview.put(laid.key, laid.printed.piece.pdf)
            page = laid.page_of(wish, page)
        first = page // 2 * 2
        sides = tuple(
            self._side(request, laid, n, preview.page(laid.key, n - laid.first, wish.width))
            for n in ((first, first + 1) if wish.pair else (page,))
            if 0 <= n - laid.first < len(laid.printed.sides)
        )
        return self._page(request, whole.printed, laid, sides, page)

    def _whole(self, request: LiveRequest, preview: PreviewPresenter) -> tuple[_Whole, str]:
        name = request.spec.id
        key, held = f"{WHOLE}-{name}", self._wholes.get(name)
        if held is None or held.base != request.base or held.spec is not request.spec:
            held = _Whole(request.base, request.spec, _produced(request))
            if not request.typing:
                self._wholes[name] = held
            else:  # keyed by nothing: the next look lays the kept text out
                held = attrs.evolve(held, base=-1)
            preview.put(key, held.printed.piece.pdf)
        return held, key

    def _side(self, request: LiveRequest, laid: _Laid, index: int, raster: Raster) -> LiveSide:
        cells = tuple(
            LiveCell(cell.path, cell.rect, self._label(request, cell.path))
            for cell in _in_lead(request.form.declaration, laid.printed.cells)
            if cell.page + laid.first == index
        )
        return LiveSide(
            index, _side_words(request, index), raster, with_findings(cells, request.form.notes)
        )

    def _label(self, request: LiveRequest, path: str) -> str:
        labels = request.labels
        found = labels.get(general(path)) or labels.get(path.partition(".")[0])
        return found or ("路线问答" if path.startswith("route") else "")

    def _page(
        self,
        request: LiveRequest,
        whole: Printed,
        laid: _Laid,
        sides: tuple[LiveSide, ...],
        page: int,
    ) -> LivePage:
        wish, first = request.wish, laid.first
        found = places_of(laid.printed.cells, wish.path, wish.part) if wish.path else ()
        gaps = laid.gaps(whole)
        return LivePage(
            form=request.spec.id,
            title=request.spec.title,
            sides=sides,
            here=next((n for n, side in enumerate(sides) if side.index == page), 0),
            count=max(len(whole.sides), first + len(laid.printed.sides)),
            boxed=tuple(
                LiveCell(wish.path, cell.rect, self._label(request, wish.path))
                for cell in found
                if cell.page + first == page
            ),
            gaps=gaps.get(page, 0),
            all_gaps=sum(gaps.values()),
            remark=request.remark or (NOT_NOW if wish.path and not found else ""),
        )


@frozen(eq=False)
class _Laid:
    """What is shown: a whole paper, or some sides of it beginning with side ``first``."""

    printed: Printed
    key: str
    first: int = 0

    def page_of(self, wish: Wish, page: int) -> int:
        """Return the page the field stands on now, which typing may have moved."""
        cells = self.printed.cells
        found = places_of(cells, wish.path, wish.part) if wish.path and wish.page is None else ()
        if found:
            page = best_page(found, cells, page - self.first) + self.first
        return min(max(page, self.first), self.first + len(self.printed.sides) - 1)

    def gaps(self, whole: Printed) -> dict[int, int]:
        """Return the squares by side of the whole paper, those of these sides counted anew."""
        span = range(self.first, self.first + len(self.printed.sides))
        kept = {side: count for side, count in whole.gaps.items() if side not in span}
        return kept | {side + self.first: count for side, count in self.printed.gaps.items()}


def _page_wanted(wish: Wish, printed: Printed) -> int:
    page = wish.page
    if page is None:
        found = places_of(printed.cells, wish.path, wish.part) if wish.path else ()
        page = best_page(found, printed.cells, wish.held)
    return min(max(page, 0), len(printed.sides) - 1)


def _typed(request: LiveRequest, whole: Printed, page: int) -> _Laid:
    """Lay out what is being typed: the one page where that is enough, else the whole paper."""
    page_id = whole.sides[page]
    plan = next((plan for plan in request.spec.pages if plan.id == page_id), None)
    if request.wish.pair or plan is None or plan.overflow:
        # The other side is another page; 附页 collects from all of them.
        return _Laid(_produced(request), PART)
    first = whole.sides.index(page_id)
    numbered = not request.bound
    sides = produce_page(request.spec, request.form, page_id, first + 1, numbered=numbered)
    return _Laid(sides, PART, first)


def _produced(request: LiveRequest) -> Printed:
    form = request.form
    paper = form.paper
    assert isinstance(paper, PaperContext)
    return produce(
        request.spec,
        paper,
        references=form.references,
        notes=form.notes,
        numbered=not request.bound,
    )


def _not_printed(wish: Wish) -> str:
    return NOT_PRINTED if wish.answers is None else NOT_PRINTED_ANSWER


def _prints(reached: frozenset[str], path: str) -> bool:
    """Tell whether a form prints a field; a row or a whole section when it prints anything of it."""
    if len(path.split(".")) == 3 or path in reached:
        return general(path) in reached
    root = path.partition(".")[0]
    if path != root and root not in reached:  # basics.phone: a field, not a row
        return any(each.startswith(f"{root}.*") for each in reached)
    return any(each == root or each.startswith(f"{root}.") for each in reached)


def _side_words(request: LiveRequest, index: int) -> str:
    if request.bound:
        return request.bound[min(index, len(request.bound) - 1)]
    side = plain_sides(index + 1)[index]
    return f"{SHORT[request.spec.id]}第{index + 1}页 · {SIDE_WORDS[side.side]}"


def _in_lead(declaration: Declaration, cells: tuple[PlacedCell, ...]) -> tuple[PlacedCell, ...]:
    """Return the cells so that of those in one place the field whose words are printed comes first.

    Of an achievement that goes on paper in its open wording that is the open one (D-7).
    """
    open_rows = {
        f"{table}.{row.id}"
        for table in ("achievements", "works")
        for row in getattr(declaration, table)
        if row.openness in (Openness.DESENSITISED, Openness.WITHHELD)
    }

    def rank(cell: PlacedCell) -> int:
        row, _, name = cell.path.rpartition(".")
        return (
            0
            if row in open_rows and name.startswith("open_") and _said(declaration, cell.path)
            else 1
        )

    return tuple(sorted(cells, key=rank))


def _said(declaration: Declaration, path: str) -> bool:
    try:
        return bool(read(declaration, path))
    except NoSuchPlace:
        return False
