# SPDX-License-Identifier: MulanPSL-2.0
"""The policy pack: one year's notice as data, checked as a whole before anything uses it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.kernel.progress import Progress
from app.kernel.workdays import WorkCalendar, day_range
from app.model.codes import TitleLevel
from app.policy import records as rec
from app.policy.conditions import Condition
from app.policy.packfiles import PackFiles
from app.policy.source import Source, read_source
from app.policy.titles import TitleTables

if TYPE_CHECKING:
    from app.policy.fields import FieldCatalogue

FORMAT = 1
DEFAULT = "chifeng-2026"
_UNTOUCHED = rec.TemplateState()
_NOT_IN_THIS_PACK = "这个政策包里没有这一条。"


@frozen(eq=False)
class Windows:
    """windows.toml: the dates of each level, and which routes have others."""

    rows: tuple[rec.WindowRow, ...]
    paper: tuple[tuple[rec.PaperDate, Condition], ...]
    separate: tuple[tuple[rec.SeparateDates, Condition], ...]
    review_by: dt.date
    review_clauses: tuple[str, ...]
    ceiling: dt.date
    ceiling_clauses: tuple[str, ...]
    notice_days: int
    notice_clauses: tuple[str, ...]


@frozen(eq=False)
class Routes:
    """routes.toml, its conditions compiled, rows in the order they are asked."""

    modes: Mapping[str, rec.Mode]
    rows: tuple[tuple[rec.ModeRow, Condition], ...]
    chains: tuple[tuple[rec.ChainRow, Condition, tuple[Condition, ...]], ...]
    overlay: tuple[rec.Overlay, Condition]
    collected: tuple[rec.Collected, Condition]
    confirmations: tuple[tuple[rec.Confirmation, Condition], ...]
    kinds: Mapping[str, rec.KindRow]
    committees: tuple[rec.Committee, ...]


@frozen(eq=False)
class Rules:
    """rules/*.toml, materials and their conditions compiled."""

    rules: tuple[tuple[rec.RuleRow, Condition], ...]
    exceptions: tuple[tuple[rec.ExceptionRow, Condition], ...]
    presets: tuple[rec.Preset, ...]


@frozen(eq=False)
class Materials:
    """materials.toml in binding order."""

    tabs: tuple[rec.Tab, ...]
    groups: tuple[rec.Group, ...]
    items: tuple[tuple[rec.CatalogueItem, Condition], ...]


@frozen(eq=False)
class PolicyPack:
    """One year's notice. Read-only; everything a room asks of the notice is answered here."""

    header: rec.PackHeader
    files: PackFiles
    digest: str
    clauses: Mapping[str, rec.Clause]
    calendar: WorkCalendar
    windows: Windows
    titles: TitleTables
    routes: Routes
    ambiguities: tuple[tuple[rec.Ambiguity, Condition], ...]
    rules: Rules
    materials: Materials
    standard_phrases: tuple[rec.Phrase, ...]
    labels: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, rec.TemplateState] = field(factory=dict)
    _fields: list[Any] = field(factory=list, alias="fields_held", repr=False)

    @classmethod
    def load(
        cls, source: Path | PackFiles | None = None, progress: Progress | None = None
    ) -> PolicyPack:
        """Read, check and try a pack: the shipped one, one in a folder, or files in hand.

        Args:
            progress: told of each case; the person may stop it.

        Raises:
            UserError: PACK-FILE naming file, line and fault; PACK-MISSING, PACK-FORMAT, PACK-ISSUER,
                PACK-CASE when an example case does not come out. Nothing in force is touched.
        """
        from app.policy.cases import run_own_cases
        from app.policy.loading import read_pack

        files = source if isinstance(source, PackFiles) else shipped_files(source)
        pack = read_pack(files)
        run_own_cases(pack, progress)
        return pack

    # -- asked by other rooms

    @property
    def id(self) -> str:
        """Return the pack's id, as kept in a declaration."""
        return self.header.id

    @property
    def version_text(self) -> str:
        """Return what is printed as the source: number, pack and version."""
        return f"{self.header.number}（政策包 {self.header.id} 第 {self.header.version} 版）"

    @property
    def series(self) -> tuple[rec.Series, ...]:
        """Return the 27 series in their official order."""
        return self.titles.series

    @property
    def fields(self) -> FieldCatalogue:
        """Return the field catalogue of this pack, read when first asked for."""
        if not self._fields:
            from app.policy.fields import load_fields

            self._fields.append(load_fields(self.files))
        catalogue: FieldCatalogue = self._fields[0]
        return catalogue

    def clause(self, clause_id: str) -> rec.Clause:
        """Return one clause. What a reviewer cited under another pack keeps its place where this one lacks it."""
        return self.clauses.get(clause_id) or rec.Clause(clause_id, "", _NOT_IN_THIS_PACK)

    def cite(self, clause_ids: tuple[str, ...] | list[str]) -> str:
        """Return the places of some clauses as cited in sentences: 通知三（二）、通知四（二）1（2）."""
        return "、".join(dict.fromkeys(self.clause(each).place for each in clause_ids))

    def window(self, level: TitleLevel) -> rec.Window:
        """Return the dates of a level (D-3)."""
        row = next(row for row in self.windows.rows if row.level == level.filing)
        return rec.Window(
            opens=row.opens,
            closes=row.closes,
            cutoff=row.cutoff,
            report_up=row.report_up,
            review_by=self.windows.review_by,
            clauses=row.clauses,
            internal=row.internal,
            slot=row.slot,
        )

    @property
    def key(self) -> str:
        """Return how a declaration names the pack it stands on; the first version needs no number."""
        version = self.header.version
        return self.id if version == 1 else f"{self.id}@{version}"

    def template(self, name: str) -> rec.TemplateState:
        """Return what the unit has recorded about a template; one nobody has touched is 参考模板."""
        return self.templates.get(name, _UNTOUCHED)

    def label(self, table: str, value: str) -> str:
        """Return the Chinese word of a stored value; the value itself when there is none."""
        return self.labels.get(table, {}).get(str(value), str(value))

    def item(self, item_id: str) -> rec.CatalogueItem | None:
        """Return one row of the materials catalogue."""
        return next((item for item, _ in self.materials.items if item.id == item_id), None)

    def group(self, group_id: str) -> rec.Group:
        """Return one heading of the 目录单."""
        return next(group for group in self.materials.groups if group.id == group_id)

    def phrases(self, use: str) -> tuple[str, ...]:
        """Return the standard sentences for one use (method, conditions, unit_opinion, correction)."""
        return tuple(phrase.text for phrase in self.standard_phrases if phrase.use == use)


def merged_calendar(base: WorkCalendar, years: tuple[rec.CalendarYear, ...]) -> WorkCalendar:
    """Return the calendar with some years added; a year given again replaces the former."""
    new = {year.year for year in years}
    names = {day: name for day, name in base.names.items() if day.year not in new}
    worked = {day for day in base.worked if day.year not in new}
    for year in years:
        worked |= set(year.worked)
        names |= {day: off.name for off in year.off for day in day_range(off.first, off.last)}
    source = "；".join(filter(None, [base.source, *(year.source for year in years)]))
    return WorkCalendar(frozenset(names), frozenset(worked), base.years | new, names, source)


def shipped_files(folder: Path | None = None) -> PackFiles:
    """Return the files of a pack in a folder, the shipped one's by default."""
    return PackFiles.of_folder(folder or resource("policy", DEFAULT))


def accepted_issuers() -> tuple[str, ...]:
    """Return whose packs this program takes."""
    name = "accepted.toml"
    files = PackFiles({name: resource("policy", name).read_bytes()})
    source: Source = read_source(files, name)
    return tuple(str(each) for each in source.data["issuers"])


def refuse_foreign(header: rec.PackHeader) -> None:
    """Refuse a newer format or another issuer; UserError PACK-FORMAT, PACK-ISSUER."""
    if header.format > FORMAT:
        raise UserError("PACK-FORMAT", format=header.format, known=FORMAT)
    if header.issuer not in accepted_issuers():
        raise UserError("PACK-ISSUER", issuer=header.issuer, known="、".join(accepted_issuers()))


@functools.cache
def load_pack() -> PolicyPack:
    """Return the pack the program ships with, loaded once."""
    return PolicyPack.load()
