# SPDX-License-Identifier: MulanPSL-2.0
"""材料目录 (附件1; ux N-1): the reference catalogue keyed over, the unit's own materials, who is affected."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.unit_rules import MaterialEdit, OwnMaterial, TemplateRecord, UnitRules
from app.paper.templates import CATALOGUE
from app.policy.records import CatalogueItem
from app.policy.unit_layer import FIRST_OWN
from app.present.yearly.base import RulesPresenter, SheetLine, SheetState, signed_words

NEEDS = {"M": "必备", "C": "有条件的", "O": "可选"}
FORMS = {"original": "原件", "copy": "复印件", "both": "原件和复印件"}
LEVELS = {"": "各层级", "junior": "初级", "intermediate": "中级", "senior": "高级"}
_LEFT_OUT, _EDITED, _OWN = "附件1没有", "照附件1改过", "本单位加的"
_OWN_PREFIX = "own_"


@frozen
class MaterialDraft:
    """One material as it is edited; ``group`` and ``level`` only for the unit's own."""

    name: str
    need: str
    form: str
    copies: int
    min_pages: int
    group: str = ""
    level: str = ""
    source: str = ""
    left_out: bool = False


@frozen
class CatalogueState(SheetState):
    """What the page draws."""

    checked: str
    version: int
    groups: tuple[tuple[str, str], ...]
    can_take_back: bool


class CataloguePresenter(RulesPresenter):
    """The unit's 附件1 over the pack's catalogue."""

    @property
    def state(self) -> CatalogueState:
        """Return the page as it stands."""
        pack, record = self.session.desk_pack, self.session.rules.template(CATALOGUE)
        checked = signed_words(record.checked)
        state = f"已与附件1核对（{checked}）" if checked else "参考目录，未与附件1正式文本核对"
        return CatalogueState(
            lines=tuple(self._lines()),
            summary=f"第 {record.version} 版，{state}",
            checked=checked,
            version=record.version,
            groups=tuple((group.id, group.title) for group in pack.materials.groups),
            can_take_back=self.can_take_back,
        )

    def _lines(self) -> Iterator[SheetLine]:
        pack = self.session.desk_pack
        items = [item for item, _ in pack.materials.items if item.listed]
        for group in pack.materials.groups:
            rows = [item for item in items if item.group == group.id]
            if rows:
                yield SheetLine(f"head.{group.id}", (group.title,), heading=True)
            for item in rows:
                yield self._line(item)

    def _line(self, item: CatalogueItem) -> SheetLine:
        pack, own = self.session.desk_pack, item.number >= FIRST_OWN
        edit = self.session.rules.edit(item.id)
        state = _OWN if own else (_LEFT_OUT if edit.left_out else "")
        if not state and edit != MaterialEdit(item.id):
            state = _EDITED
        copies = f"{item.copies} 份" + (f"（{item.copies_state}）" if item.copies_state else "")
        when = (
            "" if not item.when else ("按情况列" if not own else LEVELS[self._own(item.id).level])
        )
        basis = (
            pack.cite(item.clauses) if item.clauses else (self._own(item.id).source if own else "")
        )
        return SheetLine(
            item.id,
            (
                "" if own else str(item.number),
                item.name,
                NEEDS[item.need],
                FORMS[item.form],
                f"{copies}　{item.min_pages} 页起",
            ),
            state=state,
            detail="　".join(filter(None, (when, f"依据：{basis}" if basis else "没有条款", item.fetch))),
            verb="改",
            dim=edit.left_out,
        )  # fmt: skip

    def _own(self, item_id: str) -> OwnMaterial:
        wanted = item_id.removeprefix(_OWN_PREFIX)
        found = (row for row in self.session.rules.materials if row.id == wanted)
        return next(found, OwnMaterial(id=wanted))

    # -- one material

    def is_own(self, item_id: str) -> bool:
        """Tell whether a material was added by the unit."""
        return item_id.startswith(_OWN_PREFIX)

    def draft(self, item_id: str) -> MaterialDraft:
        """Return a material as it stands, to be edited; raises KeyError."""
        if not item_id:
            group = self.session.desk_pack.materials.groups[-1].id
            return MaterialDraft("", "C", "copy", 1, 1, group, "", "本单位规定")
        item = self.session.desk_pack.item(item_id)
        if item is None:
            raise KeyError(item_id)
        plain = (item.name, item.need, item.form, item.copies, item.min_pages)
        if self.is_own(item_id):
            own = self._own(item_id)
            return MaterialDraft(*plain, own.group, own.level, own.source)
        return MaterialDraft(*plain, left_out=self.session.rules.edit(item_id).left_out)

    def edited(self, item_id: str, draft: MaterialDraft) -> UnitRules:
        """Return the rules with one material keyed in; nothing is kept yet.

        The catalogue gets its next version, and has to be held against 附件1 again.

        Raises:
            UserError: YEARLY-MATERIAL-NAME, YEARLY-MATERIAL-COUNT.
        """
        name = draft.name.strip()
        if not name:
            raise UserError("YEARLY-MATERIAL-NAME")
        if not (1 <= draft.copies <= 99 and 1 <= draft.min_pages <= 999):
            raise UserError("YEARLY-MATERIAL-COUNT")
        rules = self.session.rules
        if item_id and not self.is_own(item_id):
            return _next_version(self._with_edit(rules, item_id, attrs.evolve(draft, name=name)))
        fresh = attrs.evolve(
            self._own(item_id) if item_id else OwnMaterial(),
            name=name,
            need=draft.need,
            form=draft.form,
            copies=draft.copies,
            min_pages=draft.min_pages,
            group=draft.group,
            tab=self._tab(draft.group),
            level=draft.level,
            source=draft.source.strip(),
        )
        rows = [row if row.id != fresh.id else fresh for row in rules.materials]
        if fresh not in rows:
            rows.append(fresh)
        return _next_version(attrs.evolve(rules, materials=tuple(rows)))

    def _tab(self, group: str) -> str:
        materials = self.session.desk_pack.materials
        found = (item.tab for item, _ in materials.items if item.group == group)
        return next(found, materials.tabs[-1].letter)

    def _with_edit(self, rules: UnitRules, item_id: str, draft: MaterialDraft) -> UnitRules:
        bare = self.session.shelf.standing(self._key()).item(item_id)
        assert bare is not None, item_id
        edit = MaterialEdit(
            item_id,
            name="" if draft.name == bare.name else draft.name,
            need="" if draft.need == bare.need else draft.need,
            form="" if draft.form == bare.form else draft.form,
            copies=0 if draft.copies == bare.copies else draft.copies,
            min_pages=0 if draft.min_pages == bare.min_pages else draft.min_pages,
            left_out=draft.left_out,
        )
        rest = tuple(each for each in rules.edits if each.item != item_id)
        return attrs.evolve(rules, edits=rest if edit == MaterialEdit(item_id) else (*rest, edit))

    def _key(self) -> str:
        session = self.session
        own = session.has_declaration and not session.role.reviews
        return session.declaration.pack if own else session.shelf.in_force

    def without(self, item_id: str) -> UnitRules:
        """Return the rules without one of the unit's own materials."""
        wanted = item_id.removeprefix(_OWN_PREFIX)
        rows = tuple(row for row in self.session.rules.materials if row.id != wanted)
        return _next_version(attrs.evolve(self.session.rules, materials=rows))

    def keep(self, rules: UnitRules) -> None:
        """Keep rules made by ``edited`` or ``without``; raises UserError as Session.change_rules."""
        self.change(rules, "catalogue")


def _next_version(rules: UnitRules) -> UnitRules:
    return with_template(rules, next_template(rules.template(CATALOGUE)))


def next_template(record: TemplateRecord) -> TemplateRecord:
    """Return the next version of a template: nobody has held it against the official one yet."""
    return TemplateRecord(record.template, version=record.version + 1, words=record.words)


def with_template(rules: UnitRules, record: TemplateRecord) -> UnitRules:
    """Return rules with one template's record replaced."""
    rest = tuple(each for each in rules.templates if each.template != record.template)
    return attrs.evolve(rules, templates=(*rest, record))
