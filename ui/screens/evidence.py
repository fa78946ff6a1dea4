# SPDX-License-Identifier: MulanPSL-2.0
"""佐证对应 (ux 3.5, S11): what is claimed at the left, the paper at the right, Enter ties them."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.present.papers.evidence import ClaimLine, EvidencePresenter, ProofLine
from ui.context import Context
from ui.qt import QHBoxLayout, QVBoxLayout, QWidget
from ui.screen import Screen
from ui.screens.evidence_overview import EvidenceOverview
from ui.widgets.basics import Elided, button, clear_layout, label, line, panel
from ui.widgets.fields import DigitsField
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Badge, Column, FormTable, Row

TIE, BY_PROOF, MATRIX = "tie", "proof", "matrix"
VIEWS = ((TIE, "按业绩对应"), (BY_PROOF, "按材料看"), (MATRIX, "对照表"))


class EvidenceScreen(Screen):
    """Draws EvidencePresenter's state."""

    title = "佐证对应"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(EvidencePresenter)
        self.tie = self.header.set_primary("对应", "link", "Enter")
        self.tie.clicked.connect(self.clicked(self._tie))
        self.empty = EmptyState(
            self.theme, "award", "业绩成果里还没有内容，先去填一项。", "去填业绩"
        )
        if self.empty.action:
            self.empty.action.clicked.connect(self.clicked(lambda: context.go("achievements")))
        self.column.addWidget(self.empty, 1)
        self.work = QWidget()
        self.work.setProperty("role", "clear")
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        column.addLayout(self._make_tables(), 1)
        column.addWidget(self._make_card())
        self.column.addWidget(self.work, 1)
        self.overview = EvidenceOverview(self.theme)
        self.overview.opened.connect(self.intent(self._open_proof))
        self.column.addWidget(self.overview, 1)
        self.view = TIE
        self.views = Chips(self.theme, "看法")
        self.views.chosen.connect(self.intent(self._choose_view))
        self.header.add_filters(self.views)
        self.bind(self.presenter)
        self.refresh()

    def _make_tables(self) -> QHBoxLayout:
        self.claims = FormTable(
            self.theme,
            (Column("业绩", 4.6), Column("名称"), Column("佐证", 9.6)),
            "评审表里写的业绩",
        )
        self.proofs = FormTable(
            self.theme, (Column("册内材料"), Column("页", 4.8), Column("用在", 6)), "册内材料"
        )
        self.claims.current_changed.connect(self.intent(self.presenter.choose_claim))
        self.claims.activated.connect(self.intent(lambda _id: self.proofs.setFocus()))
        self.proofs.current_changed.connect(self.intent(self.presenter.choose_proof))
        self.proofs.activated.connect(self.intent(lambda _id: self._tie()))
        row = QHBoxLayout()
        row.setSpacing(self.theme.m.s12)
        row.addWidget(self.claims, 5)
        row.addWidget(self.proofs, 4)
        return row

    def _make_card(self) -> QWidget:
        m = self.theme.m
        card, column = panel("sheet", margins=(m.s12, m.s8, m.s12, m.s8), gap=m.s4)
        self.sentence = Elided(role="strong")
        self.first = DigitsField(self.theme, "从第几页", most=4)
        self.last = DigitsField(self.theme, "到第几页", most=4)
        self.keep = button(self.theme, "单位留存备查", "quiet")
        self.keep.clicked.connect(self.clicked(self._keep))
        self.links = QVBoxLayout()
        column.addWidget(self.sentence)
        column.addLayout(line(self.theme, self.first, self.last, None, self.keep))
        column.addLayout(self.links)
        self.printed = label("", "second", wrap=True)
        column.addWidget(self.printed)
        return card

    def focus_path(self, path: str) -> bool:
        """Take the claim of a path in hand (``achievements.<row id>``), or a material."""
        claim = ".".join(path.split(".")[:2])
        if claim not in self.claims.row_ids():
            return super().focus_path(path)
        self._choose_view(TIE)
        self.claims.select(claim)
        self.claims.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Start with what is claimed."""
        return self.claims

    def refresh(self) -> None:
        """Draw both lists and the pair in hand."""
        state = self.presenter.state
        self.header.set_summary(state.summary)
        self.empty.setVisible(not state.claims)
        tying = self.view == TIE
        self.work.setVisible(bool(state.claims) and tying)
        self.overview.setVisible(bool(state.claims) and not tying)
        self.views.setVisible(bool(state.claims))
        self.views.set_chips([Chip(*view) for view in VIEWS], self.view)
        self.tie.setVisible(tying)
        if not tying:
            self._draw_overview()
        self.tie.setEnabled(bool(state.claim and state.proof))
        self.claims.set_rows([_claim_row(claim) for claim in state.claims])
        self.proofs.set_rows([_proof_row(proof) for proof in state.proofs])
        if state.claim:
            self.claims.select(state.claim.path)
        if state.proof:
            self.proofs.select(state.proof.entry_id)
        elif state.proofs:
            self.presenter.choose_proof(self.proofs.current_id() or state.proofs[0].entry_id)
            return
        self._draw_card()

    def _draw_overview(self) -> None:
        if self.view == BY_PROOF:
            self.overview.show_proofs(self.presenter.state)
        else:
            self.overview.show_matrix(self.presenter.matrix())

    def _choose_view(self, view: str) -> None:
        self.view = view
        self.refresh()
        (self.claims if view == TIE else self.overview).setFocus()

    def _open_proof(self, entry_id: str) -> None:
        self.presenter.choose_proof(entry_id)
        self._choose_view(TIE)
        self.proofs.setFocus()

    def save_state(self) -> dict[str, Any]:
        """Keep which view is shown."""
        return {"view": self.view}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Show the same view again."""
        self.view = str(state.get("view", TIE))
        self.refresh()

    def _draw_card(self) -> None:
        state = self.presenter.state
        claim, proof = state.claim, state.proof
        if claim and proof:
            self.sentence.set_text(f"把“{claim.word}”对应到“{proof.tab} {proof.name}”")
        self.first.set_text(state.first)
        self.last.set_text(state.last)
        self.keep.setText(
            "取消单位留存备查" if claim and claim.kept_by_unit else "材料由单位留存备查"
        )
        clear_layout(self.links)
        for link in state.links:
            drop = button(self.theme, "取消对应", "link")
            drop.clicked.connect(self.clicked(partial(self._unlink, link.link_id)))
            self.links.addLayout(line(self.theme, label(link.text), None, drop))
        self.printed.setText(f"打印效果：{state.printed}" if state.printed else "")
        self.printed.setVisible(bool(state.printed) and not self.theme.compact)

    def _tie(self) -> None:
        state = self.presenter.state
        if state.claim and state.proof:
            self.presenter.link(
                state.claim.path, state.proof.entry_id, self.first.text(), self.last.text()
            )
            self.claims.setFocus()

    def _unlink(self, link_id: str) -> None:
        claim = self.presenter.state.claim
        if claim:
            self.presenter.unlink(claim.path, link_id)

    def _keep(self) -> None:
        claim = self.presenter.state.claim
        if claim:
            self.presenter.keep_by_unit(claim.path, not claim.kept_by_unit)


def _claim_row(claim: ClaimLine) -> Row:
    if claim.linked:
        words: str | Badge = claim.reference or ("单位留存备查" if claim.kept_by_unit else "已对应")
    else:
        words = Badge("st-must", "还没有佐证")
    return Row(claim.path, (claim.word, claim.title or "（没有写名称）", words))


def _proof_row(proof: ProofLine) -> Row:
    cited: str | Badge = "、".join(proof.cited)
    if not proof.cited and proof.wanted:
        cited = Badge("st-warn", "未被引用")
    return Row(proof.entry_id, (f"{proof.tab}　{proof.name}", proof.range, cited))


def open_screen(context: Context) -> EvidenceScreen:
    """Make the screen."""
    return EvidenceScreen(context)
