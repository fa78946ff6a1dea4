# SPDX-License-Identifier: MulanPSL-2.0
"""模板 (ux N-1, S37): what is 参考模板, what was held against the attachment, by whom, in which version."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import frozen

from app.model.unit_rules import Signed
from app.paper.templates import CATALOGUE
from app.present.prints.unit_forms import form_lines
from app.present.yearly.base import RulesPresenter, SheetLine, SheetState, signed_words
from app.present.yearly.catalogue import with_template

REFERENCE, CHECKED = "参考模板", "已核对"
_TABLES = {CATALOGUE: ("材料目录", "附件1")}
_CHECK = "附件没有下发时用参考模板，印出来的每一页都这样写。拿到附件以后，逐项照着改好，再由一个人署名核对。"
_PRESET = "通知以外的数，没有人核对过就不用来检查。拿到文件的人对过以后署名启用。"
_FORM = "本单位自己的版式在“版式”里照附件改，改好由一个人署名核对。"
_PRESETS, _FORMS = "preset", "form"


@frozen
class TemplatesState(SheetState):
    """What the page draws; ``left`` counts what is still 参考模板."""

    left: int
    total: int
    can_take_back: bool


class TemplatesPresenter(RulesPresenter):
    """Tables, forms and presets with who checked them."""

    @property
    def state(self) -> TemplatesState:
        """Return the page as it stands."""
        lines = tuple(self._lines())
        rows = [line for line in lines if not line.heading and not line.id.startswith(_PRESETS)]
        left = sum(line.state == REFERENCE for line in rows)
        words = f"{len(rows)} 种表，{left} 种还是参考模板" if left else "都对照过附件了"
        return TemplatesState(lines, words, left, len(rows), self.can_take_back)

    def _lines(self) -> Iterator[SheetLine]:
        yield SheetLine("head.tables", ("目录",), heading=True)
        for name, (title, attachment) in _TABLES.items():
            record = self.session.rules.template(name)
            yield SheetLine(
                name,
                (title, attachment, f"第 {record.version} 版", signed_words(record.checked)),
                state=CHECKED if record.checked.by else REFERENCE,
                detail=_CHECK,
                verb="核对",
            )
        yield SheetLine("head.forms", ("各种表的版式",), heading=True)
        for form in form_lines(self.session.vault):
            edition = f"本单位第 {form.edition} 版" if form.edition else "程序带的"
            kept = self.session.rules.template(form.id).checked
            by = form.verified or ("" if form.edition else signed_words(kept))
            yield SheetLine(
                f"{_FORMS}.{form.id}",
                (form.title, form.origin, edition, by),
                state=CHECKED if by else REFERENCE,
                detail=_FORM,
                verb="打开版式",
            )
        yield SheetLine("head.presets", ("通知以外的数",), heading=True)
        for preset in self.session.desk_pack.rules.presets:
            signed = self.session.rules.confirmed.get(preset.id, Signed())
            yield SheetLine(
                f"{_PRESETS}.{preset.id}",
                (preset.title, preset.source, "启用" if signed.by else "没有启用", signed_words(signed)),
                state=CHECKED if signed.by else "待核",
                detail=_PRESET,
                verb="核对",
            )  # fmt: skip

    # -- what a person does

    def is_table(self, line_id: str) -> bool:
        """Tell whether a line is the lines of 目录, which are keyed in apart from its layout."""
        return line_id in _TABLES

    def form_of(self, line_id: str) -> str:
        """Return the id of the form a line stands for, empty for other lines."""
        head, _, name = line_id.partition(".")
        return name if head == _FORMS else ""

    def title_of(self, line_id: str) -> tuple[str, str]:
        """Return the title of a line and what it is held against."""
        if line_id in _TABLES:
            return _TABLES[line_id]
        wanted = line_id.partition(".")[2]
        found = (each for each in self.session.desk_pack.rules.presets if each.id == wanted)
        preset = next(found)
        return preset.title, "文件原文"

    def signed(self, line_id: str) -> str:
        """Return who has checked a line, empty for nobody."""
        rules = self.session.rules
        if line_id in _TABLES:
            return signed_words(rules.template(line_id).checked)
        return signed_words(rules.confirmed.get(line_id.partition(".")[2], Signed()))

    def check(self, line_id: str, name: str) -> None:
        """Record that a named person held a template or a preset against its paper today.

        Of several presets for one rule only one is in force: signing one takes the others back.

        Raises:
            UserError: YEARLY-NAME; YEARLY-DATES-FIRST for the catalogue while 附件1 has no line kept.
        """
        self._put(line_id, self.sign(name))

    def uncheck(self, line_id: str) -> None:
        """Take a check back: the template is 参考模板 again, a preset not in force."""
        self._put(line_id, Signed())

    def _put(self, line_id: str, signed: Signed) -> None:
        rules = self.session.rules
        if line_id in _TABLES:
            record = attrs.evolve(rules.template(line_id), checked=signed)
            self.change(with_template(rules, record), f"template/{line_id}")
            return
        preset = line_id.partition(".")[2]
        presets = {row.id: row.rule for row in self.session.desk_pack.rules.presets}
        confirmed = {
            key: each
            for key, each in rules.confirmed.items()
            if key != preset and presets.get(key) != presets.get(preset)
        }
        if signed.by:
            confirmed[preset] = signed
        self.change(attrs.evolve(rules, confirmed=confirmed), "preset")
