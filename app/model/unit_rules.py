# SPDX-License-Identifier: MulanPSL-2.0
"""What a unit lays over the year's pack (ux S37): its days, its templates, its materials, words and calendar.

Every vault holds one, an applicant's too: the dates told by the unit stand there. Days are ISO text.
"""

from __future__ import annotations

from attrs import field, frozen

from app.kernel.ids import new_id


@frozen
class Signed:
    """Who held something against the paper, and when."""

    by: str = ""
    on: str = ""


@frozen
class TemplateRecord:
    """What is recorded about one template: who checked it, its version, the unit's own words by place."""

    template: str
    checked: Signed = Signed()
    version: int = 1
    words: dict[str, str] = field(factory=dict)


@frozen
class MaterialEdit:
    """How the unit's 附件1 words a material of the pack; an empty value leaves the pack's.

    Attributes:
        copies, min_pages: 0 leaves the pack's.
        left_out: 附件1 does not list it.
    """

    item: str
    name: str = ""
    need: str = ""
    form: str = ""
    copies: int = 0
    min_pages: int = 0
    left_out: bool = False


@frozen
class OwnMaterial:
    """A material the pack does not know.

    Attributes:
        tab, group: divider letter and heading of the pack's catalogue.
        need: M, C or O.
        level: filing level it is asked for, empty for all.
        source: 附件1, or the unit's own rule: printed nowhere, shown beside the demand.
    """

    id: str = field(factory=new_id)
    name: str = ""
    tab: str = ""
    group: str = ""
    need: str = "C"
    form: str = "copy"
    copies: int = 1
    min_pages: int = 1
    level: str = ""
    source: str = ""


@frozen
class OwnPhrase:
    """A standard sentence of the unit."""

    id: str = field(factory=new_id)
    use: str = ""
    text: str = ""


@frozen
class DaysOff:
    """A holiday, first and last day included."""

    name: str = ""
    first: str = ""
    last: str = ""


@frozen
class CalendarRecord:
    """One year of the State Council's calendar as the unit keyed it in."""

    year: int
    source: str = ""
    off: tuple[DaysOff, ...] = ()
    worked: tuple[str, ...] = ()


@frozen
class Slot:
    """附件4: when and where paper of a level is handed in."""

    level: str
    day: str = ""
    time: str = ""
    place: str = ""


@frozen
class UnitRules:
    """One vault's layer over the pack.

    Attributes:
        internal_dates: filing level -> the unit's own ISO day; a vault with a Unit keeps them there.
        counts_posting_day: the posting day counts (D-1); a vault with a Unit keeps it there.
        ticked: line of the pack's dates, with its day -> who held it against the notice.
        confirmed: preset id -> who confirmed its numbers (D-5).
    """

    schema: int = 1
    internal_dates: dict[str, str] = field(factory=dict)
    counts_posting_day: bool = False
    ticked: dict[str, Signed] = field(factory=dict)
    slots: tuple[Slot, ...] = ()
    templates: tuple[TemplateRecord, ...] = ()
    edits: tuple[MaterialEdit, ...] = ()
    materials: tuple[OwnMaterial, ...] = ()
    phrases: tuple[OwnPhrase, ...] = ()
    years: tuple[CalendarRecord, ...] = ()
    confirmed: dict[str, Signed] = field(factory=dict)

    def template(self, name: str) -> TemplateRecord:
        """Return what is recorded about a template."""
        found = (each for each in self.templates if each.template == name)
        return next(found, TemplateRecord(name))

    def slot(self, level: str) -> Slot:
        """Return the 附件4 slot of a filing level, empty until it is typed."""
        return next((each for each in self.slots if each.level == level), Slot(level))

    def edit(self, item: str) -> MaterialEdit:
        """Return the edit of a material of the pack."""
        return next((each for each in self.edits if each.item == item), MaterialEdit(item))
