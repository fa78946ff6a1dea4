# SPDX-License-Identifier: MulanPSL-2.0
"""佐证对应 (ux S11): which pages prove which row; the reference text follows the volume's numbers."""

from __future__ import annotations

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import Openness
from app.model.operations import RemoveRow, SetValue
from app.model.work import Achievement, EvidenceLink, Work
from app.paper.volume.packet import page_references
from app.present.papers.material_lines import cited_by, claims_of
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import spans_words


@frozen
class ClaimLine:
    """One achievement or paper of the 评审表; ``path`` names its row."""

    path: str
    word: str
    title: str
    reference: str
    linked: bool
    kept_by_unit: bool


@frozen
class ProofLine:
    """One material of the volume; first and last are volume pages."""

    entry_id: str
    tab: str
    name: str
    range: str
    pages: int
    cited: tuple[str, ...]
    wanted: bool


@frozen
class LinkLine:
    """One standing link of the chosen claim."""

    link_id: str
    text: str


@frozen
class Matrix:
    """Materials down, claims across; a cell holds the pages, or nothing.

    Attributes:
        claims: what stands over the columns.
        rows: (entry id, tab and name, one cell a claim).
    """

    claims: tuple[ClaimLine, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]


@frozen
class EvidenceState:
    """Everything the screen draws."""

    summary: str
    claims: tuple[ClaimLine, ...]
    proofs: tuple[ProofLine, ...]
    claim: ClaimLine | None
    links: tuple[LinkLine, ...]
    proof: ProofLine | None
    first: str
    last: str
    printed: str


class EvidencePresenter(Presenter):
    """Ties rows to pages. Pages are typed in volume numbers and kept as pages of the material."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._claim = ""
        self._proof = ""

    def _claims(self) -> list[tuple[str, str, Achievement | Work]]:
        return claims_of(self.session.declaration)

    @property
    def state(self) -> EvidenceState:
        """Return what the screen draws."""
        references = page_references(self.session.plan, self.session.declaration)
        claims = tuple(
            self._claim_line(path, word, row, references) for path, word, row in self._claims()
        )
        proofs = tuple(self._proof_lines())
        claim = next(
            (line for line in claims if line.path == self._claim), claims[0] if claims else None
        )
        proof = next((line for line in proofs if line.entry_id == self._proof), None)
        linked = sum(line.linked for line in claims)
        unused = sum(line.wanted and not line.cited for line in proofs)
        place = self.session.plan.entry(proof.entry_id) if proof else None
        return EvidenceState(
            summary=f"业绩和论著 {len(claims)} 项：已对应 {linked}，未对应 {len(claims) - linked}。"
            f"材料 {len(proofs)} 项：未被引用 {unused}。",
            claims=claims,
            proofs=proofs,
            claim=claim,
            links=self._links(claim) if claim else (),
            proof=proof,
            first=str(place.first) if place and place.first else "",
            last=str(place.last) if place and place.last else "",
            printed=f"{claim.title}{claim.reference}" if claim else "",
        )

    @staticmethod
    def _claim_line(
        path: str, word: str, row: Achievement | Work, references: dict[str, str]
    ) -> ClaimLine:
        hidden = row.openness == Openness.DESENSITISED and row.open_title
        title = row.open_title if hidden else row.title
        proven = bool(row.links) or row.kept_by_unit
        return ClaimLine(path, word, title, references.get(row.id, ""), proven, row.kept_by_unit)

    def _proof_lines(self) -> list[ProofLine]:
        lines = []
        for row in self.session.checklist.rows:
            place = self.session.plan.entry(row.entry.id)
            if not row.bound or place is None or row.piece:
                continue
            lines.append(
                ProofLine(
                    row.entry.id,
                    row.tab,
                    row.name,
                    spans_words(place.spans),
                    row.entry.page_count(),
                    cited_by(self.session, row.entry.id),
                    row.proves,
                )
            )
        return lines

    def _row(self, path: str) -> Achievement | Work:
        return next(row for place, _, row in self._claims() if place == path)

    def _links(self, claim: ClaimLine) -> tuple[LinkLine, ...]:
        lines = []
        for link in self._row(claim.path).links:
            place = self.session.plan.entry(link.material)
            row = self.session.checklist.find(link.material)
            name = f"{row.tab} {row.name}" if row else "已删去的材料"
            if place is None or not place.spans:
                lines.append(LinkLine(link.id, f"{name}（不在册内）"))
                continue
            lines.append(LinkLine(link.id, f"{name}　第 {self._pages_of(link)} 页"))
        return tuple(lines)

    def matrix(self) -> Matrix:
        """Return which pages of which material prove which claim (the reviewer's view, ux 2.4.7)."""
        state = self.state
        cells: dict[tuple[str, str], list[str]] = {}
        for claim in state.claims:
            for link in self._row(claim.path).links:
                words = self._pages_of(link)
                cells.setdefault((link.material, claim.path), []).append(words)
        rows = tuple(
            (
                proof.entry_id,
                f"{proof.tab}　{proof.name}",
                tuple("、".join(cells.get((proof.entry_id, c.path), ())) for c in state.claims),
            )
            for proof in state.proofs
            if proof.cited or proof.wanted
        )
        return Matrix(state.claims, rows)

    def _pages_of(self, link: EvidenceLink) -> str:
        place = self.session.plan.entry(link.material)
        if place is None or not place.spans:
            return "册外"
        labels = self.session.plan.labels(link.material)
        first = (link.first or 1) - 1
        last = link.last - 1 if link.last else (first if link.first else len(labels) - 1)
        if not 0 <= first <= last < len(labels):
            return "册外"
        ends = labels[first], labels[last]
        return ends[0] if ends[0] == ends[1] else "–".join(ends)

    # -- intents

    def choose_claim(self, path: str) -> None:
        """Take a row in hand."""
        self._claim = path
        self.changed()

    def choose_proof(self, entry_id: str) -> None:
        """Take a material in hand."""
        self._proof = entry_id
        self.changed()

    def link(self, path: str, entry_id: str, first: str, last: str) -> None:
        """Tie a row to pages of the volume.

        Raises:
            UserError: M19 for a page outside the material or the volume, EVID-PAGES when not numbers.
        """
        place = self.session.plan.entry(entry_id)
        if place is None or not place.spans:
            raise UserError("EVID-NO-PAGES")
        begin, end = self._page(first, place.first), self._page(last, place.last)
        total = self.session.plan.numbered
        if not place.first <= begin <= end <= place.last:
            outside = end if end > place.last else begin
            raise UserError(
                "M19-VOLUME", page=outside, total=total, first=place.first, last=place.last
            )
        whole = (begin, end) == (place.first, place.last)
        link = EvidenceLink(
            material=entry_id,
            first=None if whole else begin - place.first + 1,
            last=None if whole else end - place.first + 1,
        )
        row = self._row(path)
        kept = tuple(old for old in row.links if attrs.evolve(link, id=old.id) != old)
        self.session.apply(SetValue(f"{path}.links", (*kept, link), "对应佐证"))

    @staticmethod
    def _page(text: str, default: int) -> int:
        plain = text.strip().translate({0xFF10 + n: str(n) for n in range(10)})
        if not plain:
            return default
        if not plain.isascii() or not plain.isdigit() or len(plain) > 6:
            raise UserError("EVID-PAGES", typed=text)
        return int(plain)

    def unlink(self, path: str, link_id: str) -> None:
        """Take one link away."""
        self.session.apply(RemoveRow(f"{path}.links", link_id, "取消对应"))

    def keep_by_unit(self, path: str, kept: bool) -> None:
        """Mark 单位留存备查 (D-7)."""
        self.session.apply(SetValue(f"{path}.kept_by_unit", kept, "单位留存备查"))


def waiting(session: Session) -> int:
    """Return how many claims have no proof yet."""
    if not session.has_declaration:
        return 0
    declaration = session.declaration
    rows: tuple[Achievement | Work, ...] = (*declaration.achievements, *declaration.works)
    return sum(not row.links and not row.kept_by_unit for row in rows)
