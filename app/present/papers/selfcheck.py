# SPDX-License-Identifier: MulanPSL-2.0
"""自检 (ux S12, F7): what must be changed, what to look at again, what is good to know."""

from __future__ import annotations

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.messages import LEVEL_WORDS
from app.model.declaration import PassedFinding
from app.model.operations import PassFinding
from app.policy.evaluate import Finding, Outcome
from app.present.presenter import Presenter
from app.present.prints.thickness import findings_with_paper
from app.present.session import Session
from app.present.why.asking import of_finding
from app.present.why.explanation import Explanation

SHORTEST_REASON = 4
STANDING, UNKNOWN, EXCUSED, MET = "standing", "unknown", "excused", "met"
VIEWS = {
    STANDING: "要看的",
    UNKNOWN: "待判断",
    EXCUSED: "按例外免除",
    MET: "满足的",
}
_OUTCOMES = {UNKNOWN: Outcome.UNKNOWN, EXCUSED: Outcome.EXCUSED, MET: Outcome.MET}


# Findings that are mended on a page of their own, not at the place they are about.
SCREENS_OF = {"M11": "twins", "M23": "print"}
# Where on that page they are mended.
PLACES_OF = {"M23": "volume"}
# What the button says that leads to such a page.
SCREEN_VERBS = {"M11": "并排比较", "M23": "去分册"}
# Findings that are mended away from the desk, with a slip to take along: its kind in the print centre.
SLIPS_OF = {"M21": "originals-list"}


@frozen
class FindingLine:
    """One finding as listed; ``path`` is where the jump leads, empty when nowhere."""

    key: str
    code: str
    severity: str
    title: str
    message: str
    fix: str
    clauses: tuple[tuple[str, str], ...]
    path: str
    passed: PassedFinding | None
    fixed: bool = False
    view: str = STANDING

    @property
    def screen(self) -> str:
        """Return the page made for this finding, empty when its place is where it is mended."""
        return SCREENS_OF.get(self.code, "")

    @property
    def place(self) -> str:
        """Return where on that page it is mended, empty for the page itself."""
        return PLACES_OF.get(self.code, "")

    @property
    def verb(self) -> str:
        """Return what the button that leads there says."""
        return SCREEN_VERBS.get(self.code, "去改")

    @property
    def slip(self) -> str:
        """Return the slip to print for this finding while it stands, empty for none."""
        return "" if self.fixed or self.view != STANDING else SLIPS_OF.get(self.code, "")


@frozen
class FindingGroup:
    """One of the three groups, or all findings of another outcome."""

    severity: str
    word: str
    lines: tuple[FindingLine, ...]

    @property
    def open_count(self) -> int:
        """Return how many still stand."""
        return sum(not line.fixed and line.passed is None for line in self.lines)


@frozen
class SelfCheckState:
    """Everything the screen draws.

    Attributes:
        groups: what the view in hand lists.
        views: key, word and number of findings of each view.
    """

    groups: tuple[FindingGroup, ...]
    summary: str
    empty: bool
    view: str = STANDING
    views: tuple[tuple[str, str, int], ...] = ()


class SelfCheckPresenter(Presenter):
    """Keeps lines in place while they are worked on: a fixed one stays, struck through."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: dict[str, FindingLine] = {}
        self._view = STANDING
        self._refresh()

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths:
            self._shown.clear()
        self._refresh()
        super()._session_changed(paths)

    def _refresh(self) -> None:
        standing = {key_of(finding): finding for finding in self._standing()}
        for key, finding in standing.items():
            self._shown[key] = self._line(finding)
        for key, line in self._shown.items():
            if key not in standing and not line.fixed:
                self._shown[key] = FindingLine(
                    line.key, line.code, line.severity, line.title, line.message, line.fix,
                    line.clauses, line.path, line.passed, fixed=True,
                )  # fmt: skip

    def _standing(self) -> tuple[Finding, ...]:
        return findings_with_paper(self.session) if self.session.has_declaration else ()

    def _line(self, finding: Finding, view: str = STANDING) -> FindingLine:
        path = finding.paths[0] if finding.paths else ""
        passed = next(
            (
                p
                for p in self.session.declaration.passed
                if p.code == finding.code and p.path == path
            ),
            None,
        )
        clauses = tuple((c, self.session.pack.clause(c).text) for c in finding.clauses)
        return FindingLine(
            key_of(finding), finding.code, str(finding.severity), finding.title, finding.message,
            finding.fix, clauses, path, passed, view=view,
        )  # fmt: skip

    @property
    def state(self) -> SelfCheckState:
        """Return the three groups."""
        groups = tuple(
            FindingGroup(
                severity, word, tuple(x for x in self._shown.values() if x.severity == severity)
            )
            for severity, word in LEVEL_WORDS.items()
        )
        counts = "，".join(f"{group.word} {group.open_count}" for group in groups)
        if self._view != STANDING:
            groups = (self._other_group(),)
        empty = all(not group.lines for group in groups)
        return SelfCheckState(groups, counts, empty, self._view, self._views())

    def _views(self) -> tuple[tuple[str, str, int], ...]:
        open_ones = sum(not line.fixed and line.passed is None for line in self._shown.values())
        counts = {view: len(self._of(view)) for view in _OUTCOMES} | {STANDING: open_ones}
        return tuple((view, word, counts[view]) for view, word in VIEWS.items())

    def _of(self, view: str) -> tuple[Finding, ...]:
        found = self.session.findings if self.session.has_declaration else ()
        return tuple(each for each in found if each.outcome == _OUTCOMES[view])

    def _other_group(self) -> FindingGroup:
        once = {key_of(finding): finding for finding in self._of(self._view)}
        lines = tuple(self._line(finding, self._view) for finding in once.values())
        return FindingGroup(self._view, VIEWS[self._view], lines)

    def choose_view(self, view: str) -> None:
        """List the findings of another outcome: each can be asked why, whatever it came to."""
        if view in VIEWS and view != self._view:
            self._view = view
            self.changed()

    def why(self, key: str) -> Explanation | None:
        """Explain a listed finding; None when it no longer comes (it has been mended)."""
        listed = self._standing() if self._view == STANDING else self._of(self._view)
        found = next((each for each in listed if key_of(each) == key), None)
        return of_finding(self.session, found) if found is not None else None

    def recheck(self) -> None:
        """Start the list anew (F5)."""
        self._shown.clear()
        self._refresh()
        self.changed()

    def pass_with_reason(self, key: str, reason: str) -> None:
        """Pass a reminder with a typed reason; it prints on the self-check report.

        Raises:
            UserError: CHECK-MUST for what cannot be passed, CHECK-REASON for a reason too short.
        """
        line = self._shown[key]
        if line.severity == "must":
            raise UserError("CHECK-MUST", title=line.title)
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("CHECK-REASON", shortest=SHORTEST_REASON)
        self.session.apply(PassFinding(line.code, line.path, reason.strip()))


def key_of(finding: Finding) -> str:
    """Return what tells one finding from another: its code and its first place."""
    shared = finding.outcome in (Outcome.UNKNOWN, Outcome.EXCUSED, Outcome.MET)
    what = f"{finding.rule}|{finding.outcome}" if shared else finding.code
    return f"{what}|{finding.paths[0] if finding.paths else ''}"


def waiting(session: Session) -> int:
    """Return how many findings block a formal copy."""
    return len(session.findings.blocking) if session.has_declaration else 0
