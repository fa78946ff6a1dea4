# SPDX-License-Identifier: MulanPSL-2.0
"""退回补正 (ux S19, 1.2): the items, what was corrected and where it prints, the sheets to change, the next step."""

from __future__ import annotations

import attrs
from attrs import field, frozen

from app.kernel.progress import Progress, silent
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.present.papers.returned import return_card
from app.present.presenter import Presenter
from app.present.returned.baseline import Baseline, baseline_of
from app.present.returned.compare import Pace, PaperCompare
from app.present.returned.corrections import Correction, corrections
from app.present.returned.destroyed import (
    DESTROYED,
    LikelyPrint,
    destroyed_under,
    likely_prints,
)
from app.present.returned.exchange import (
    ExchangeLine,
    exchange_lines,
    keep_notes,
    notes_of,
    register_exchange,
    void_exchange,
    with_line,
)
from app.present.returned.returned_state import ITEMS, ReturnedState
from app.present.returned.rounds import (
    ItemFate,
    exchange_of,
    last_sent_back,
    open_round,
    sent_items,
)
from app.present.returned.steps import (
    exchange_words,
    handed_words,
    head_words,
    is_stale,
    items_of,
    since_words,
    steps_of,
)
from app.present.session import Session


@frozen
class _Compared:
    """What the comparison found for one state of the declaration."""

    declaration: Declaration
    baseline: Baseline | None
    sheets: tuple[ExchangeLine, ...] = ()
    facts: tuple[Correction, ...] = field(default=())


class ReturnedPresenter(Presenter):
    """Leads through one sending back; printing to compare is done in ``prepare``, off the window's thread."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = ITEMS
        self._compare = PaperCompare(session)
        self._found: _Compared | None = None
        self._base: tuple[object, Baseline | None] | None = None

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths:
            self._view, self._found = ITEMS, None
            self._compare = PaperCompare(self.session)
        super()._session_changed(paths)

    # -- what the page draws

    @property
    def state(self) -> ReturnedState:
        """Return the page as it stands; sheets and facts are those of the last comparison."""
        review = last_sent_back(self.session) if self.session.has_declaration else None
        if review is None:
            return ReturnedState(view=self._view)
        found = self._found
        ready = found is not None and found.declaration is self.session.declaration
        items = items_of(self.session, review)
        sheets = found.sheets if found else ()
        since = found.baseline.at if found and found.baseline else ""
        steps = steps_of(self.session, review, items, sheets, since)
        following = next((step.name for step in steps if not step.done), "")
        exchange = exchange_of(self.session, review)
        answered = open_round(self.session) is None
        return ReturnedState(
            head=head_words(review, len(items)),
            card=return_card(self.session),
            handed=handed_words(self.session, review),
            items=items,
            sheets=sheets,
            facts=found.facts if found else (),
            steps=steps,
            next_step="" if answered else following,
            view=self._view,
            compared=ready,
            since=since_words(found.baseline) if found and found.baseline else "",
            registered=exchange_words(exchange),
            stale=is_stale(exchange, sheets) and not answered,
        )

    # -- comparing

    def needs_prepare(self) -> bool:
        """Tell whether something changed since the last comparison."""
        return self._found is None or self._found.declaration is not self.session.declaration

    def prepare(self, progress: Progress | None = None) -> None:
        """Compare with the paper that was handed in, paper by paper.

        Raises:
            UserError: as printing does.
            Cancelled: the person stopped it; what was found before stands.
        """
        declaration = self.session.declaration
        review = last_sent_back(self.session)
        base = self._baseline(review) if review is not None else None
        if review is None or base is None:
            self._found = _Compared(declaration, None)
            return
        self._compare.pace = Pace(progress or silent())
        notes = notes_of(self.session, review)
        sheets = exchange_lines(self.session, self._compare, base, notes)
        facts = corrections(self.session, self._compare, base.declaration)
        self._found = _Compared(declaration, base, sheets, facts)

    def _baseline(self, review: LevelReview) -> Baseline | None:
        """Return what the reviewers have on paper; the same object as long as it is the same paper."""
        declaration = self.session.declaration
        handed = tuple((each.id, each.cancelled) for each in declaration.handovers)
        token = (declaration.id, review.key, declaration.bound_on, handed)
        if self._base is None or self._base[0] != token:
            self._base = (token, baseline_of(self.session, review))
        return self._base[1]

    # -- intents

    def choose_view(self, view: str) -> None:
        """Show the items, the sheets or the facts."""
        self._view = view
        self.changed()

    def set_fate(self, key: str, fate: str) -> None:
        """Say where a sheet taken out goes; ``fate`` is a key of FATES."""
        review = self._review()
        notes = notes_of(self.session, review)
        keep_notes(self.session, review, attrs.evolve(notes, fates=notes.fates | {key: fate}))
        if self._found is not None:
            sheets = tuple(
                attrs.evolve(line, fate=fate) if line.key == key and line.out else line
                for line in self._found.sheets
            )
            self._found = attrs.evolve(self._found, sheets=sheets)
        self.changed()

    def set_all_fates(self, fate: str) -> None:
        """Say where every sheet taken out goes that nobody said the way of yet."""
        for line in self.state.sheets:
            if line.out and not line.fate:
                self.set_fate(line.key, fate)

    def add_line(self, paper: str, out: str, into: str, resign: str) -> None:
        """Write a line of one's own, for paper the program cannot compare; raises EXCHANGE-LINE."""
        review = self._review()
        notes = with_line(notes_of(self.session, review), paper, out, into, resign)
        keep_notes(self.session, review, notes)
        self._found = None
        self.changed()

    def remove_line(self, key: str) -> None:
        """Take a line of one's own away; lines the program found stay."""
        review = self._review()
        notes = notes_of(self.session, review)
        kept = tuple(row for row in notes.typed if row[0] != key)
        keep_notes(self.session, review, attrs.evolve(notes, typed=kept))
        self._found = None
        self.changed()

    def register(self) -> int:
        """Enter the exchange; returns the number of lines. Raises as ``register_exchange``."""
        if self.needs_prepare():
            self.prepare()
        lines = self.state.sheets
        register_exchange(self.session, self._review(), lines)
        if self._found is not None:
            self._found = attrs.evolve(self._found, declaration=self.session.declaration)
        self.changed()
        return len(lines)

    def to_destroy(self, key: str) -> ExchangeLine | None:
        """Return a sheet registered as destroyed that the print register does not know of yet."""
        exchange = exchange_of(self.session, self._review())
        line = next((each for each in self.state.sheets if each.key == key), None)
        if exchange is None or line is None or line.fate != DESTROYED:
            return None
        return None if destroyed_under(self.session, line, exchange.at) else line

    def destroyed_words(self, key: str) -> str:
        """Return under which number the destruction of a sheet stands in the register, empty for none."""
        exchange = exchange_of(self.session, self._review())
        line = next((each for each in self.state.sheets if each.key == key), None)
        if exchange is None or line is None or line.fate != DESTROYED:
            return ""
        under = destroyed_under(self.session, line, exchange.at)
        return f"销毁已记在印号 {under}" if under else ""

    def likely(self, line: ExchangeLine) -> tuple[LikelyPrint, ...]:
        """Return the printings a sheet may have come from; the person says which."""
        return likely_prints(self.session, line)

    def declare_void(self, reason: str) -> None:
        """Declare the registered exchange void; raises UserError EXCHANGE-REASON."""
        void_exchange(self.session, self._review(), reason)

    def _review(self) -> LevelReview:
        review = last_sent_back(self.session)
        if review is None:
            raise LookupError("nothing was sent back")
        return review


def waiting(session: Session) -> int:
    """Return how many items still want the applicant."""
    review = open_round(session) if session.has_declaration else None
    if review is None:
        return 0
    return sum(item.fate == ItemFate.OPEN for item in sent_items(session, review))
