# SPDX-License-Identifier: MulanPSL-2.0
"""What the pack's files hold, row by row. Field names are the keys of the TOML files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

CHECKED, UNCHECKED = "已核", "待核"
_CHAPTERS = "〇一二三四五六七八九十"
_PLACE = re.compile(r"^S-(\d)(?:\.(\d+))?(?:\.(\d+))?(\(\d+\))?")


@frozen
class PackHeader:
    """pack.toml; ``state`` says in words how far the pack has been checked."""

    format: int
    id: str
    year: int
    version: int
    number: str
    title: str
    issuer: str
    issued: dt.date
    state: str


@frozen
class Clause:
    """One clause of the notice, quoted as it stands, slips included."""

    id: str
    title: str
    text: str

    @property
    def place(self) -> str:
        """Return where it stands, as people cite it: 通知四（二）1（2）."""
        found = _PLACE.match(self.id)
        if found is None or found.group(1) == "0":
            return "通知标题和附件"
        chapter, section, item, sub = found.groups()
        text = f"通知{_CHAPTERS[int(chapter)]}"
        if section and section != "0":
            text += f"（{_CHAPTERS[int(section)]}）"
        if item and item != "0":
            text += item
        return text + (sub.replace("(", "（").replace(")", "）") if sub else "")

    @property
    def reference(self) -> str:
        """Return the place, as printed beside a demand."""
        return self.place


@frozen
class Holiday:
    """Days off, first and last included."""

    name: str
    first: dt.date
    last: dt.date


@frozen
class CalendarYear:
    """One year of calendar.toml."""

    year: int
    source: str
    worked: tuple[dt.date, ...] = ()
    off: tuple[Holiday, ...] = ()


@frozen
class WindowRow:
    """One filing level of windows.toml.

    Attributes:
        internal: advice without a clause.
        slot: the day of 附件4; None while the attachment is not in hand.
    """

    level: str
    opens: dt.date
    closes: dt.date
    cutoff: dt.date
    report_up: dt.date
    clauses: tuple[str, ...]
    internal: dt.date | None = None
    slot: dt.date | None = None


@frozen
class WindowsHead:
    """What windows.toml says for all levels."""

    notice_days: int
    notice_clauses: tuple[str, ...]
    review_by: dt.date
    review_clauses: tuple[str, ...]
    ceiling: dt.date
    ceiling_clauses: tuple[str, ...]


@frozen
class PaperDate:
    """Another report-up day for some routes (定向评价)."""

    when: dict[str, Any]
    report_up: dt.date
    clauses: tuple[str, ...]


@frozen
class SeparateDates:
    """Routes whose dates the committee's organiser sets in its own notice (S-3.1.2-1)."""

    when: dict[str, Any]
    clauses: tuple[str, ...]
    note: str


@frozen
class Window:
    """The dates of one level.

    Attributes:
        report_up: "…前", that day included (D-3).
        warn_after: the level's own earlier report-up day where a route has a later one (A-11).
        internal: a suggested or the unit's own closing day.
        slot: the day paper is handed in (附件4), once it is known.
    """

    opens: dt.date
    closes: dt.date
    cutoff: dt.date
    report_up: dt.date
    review_by: dt.date
    clauses: tuple[str, ...] = ()
    warn_after: dt.date | None = None
    internal: dt.date | None = None
    slot: dt.date | None = None


@frozen
class Series:
    """One of the 27 series with its title names by level."""

    number: int
    id: str
    name: str
    full_senior: tuple[str, ...]
    associate_senior: tuple[str, ...]
    intermediate: tuple[str, ...]
    junior_assistant: tuple[str, ...]
    state: str
    junior_clerk: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    suspended: bool = False
    suspended_clauses: tuple[str, ...] = ()

    def titles(self, level: str, sub_level: str = "") -> tuple[str, ...]:
        """Return the title names of a level; ``sub_level`` 员级 or 助理级 narrows a junior one."""
        if level == "junior":
            clerks = () if sub_level == "助理级" else self.junior_clerk
            return (() if sub_level == "员级" else self.junior_assistant) + clerks
        return {
            "full_senior": self.full_senior,
            "associate_senior": self.associate_senior,
            "intermediate": self.intermediate,
        }.get(level, ())


@frozen
class Specialty:
    """A specialty the notice names; any other text is a specialty as typed."""

    id: str
    series: str
    name: str
    aliases: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    suspended: bool = False
    suspended_clauses: tuple[str, ...] = ()


@frozen
class ExamRow:
    """One line of 以考代评 (exam_in_lieu) or 考评结合 (exam_and_evaluation)."""

    kind: str
    series: tuple[str, ...]
    levels: tuple[str, ...]
    basis: str
    state: str
    specialties: tuple[str, ...] = ()
    except_specialties: tuple[str, ...] = ()
    validity_years: int | None = None


@frozen
class OldTitle:
    """A name found on old certificates and what it is called now."""

    name: str
    series: str
    level: str
    now: str


@frozen
class Mode:
    """How an evaluation is held; ``paper`` tells whether a paper packet is handed in."""

    id: str
    name: str
    paper: bool


@frozen
class ModeRow:
    """One row of the mode table (routing.md 2.2); ``place`` is where the committee sits."""

    number: int
    mode: str
    condition: str
    when: dict[str, Any]
    body: str
    place: str
    clauses: tuple[str, ...]
    note: str = ""


@frozen
class Step:
    """One body a declaration passes, and what it does there."""

    body: str
    duty: str
    when: dict[str, Any] = field(factory=dict)


@frozen
class ChainRow:
    """One route R1…R11; ``optional`` bodies are not walked unless a person adds them."""

    id: str
    name: str
    when: dict[str, Any]
    clauses: tuple[str, ...]
    steps: tuple[Step, ...]
    optional: tuple[str, ...] = ()


@frozen
class Overlay:
    """The secrecy review put before a body on every route of a classified person."""

    body: str
    before: str
    duty: str
    when: dict[str, Any]
    clauses: tuple[str, ...]


@frozen
class Collected:
    """Which specialties the city's HR committee evaluates for everybody (S-5.2.3-1)."""

    when: dict[str, Any]
    clauses: tuple[str, ...]


@frozen
class Confirmation:
    """Who confirms the result."""

    when: dict[str, Any]
    body: str
    text: str
    clauses: tuple[str, ...]


@frozen
class Ground:
    """One ground of a declaration kind."""

    id: str
    name: str
    clauses: tuple[str, ...]


@frozen
class KindRow:
    """One 申报类型 with its grounds and the levels it is offered for (all when empty)."""

    id: str
    name: str
    clauses: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    levels: tuple[str, ...] = ()


@frozen
class Committee:
    """A committee the notice names."""

    id: str
    name: str
    place: str
    clauses: tuple[str, ...]


@frozen
class Ambiguity:
    """Something the notice leaves open: the question, and what is done until someone answers."""

    id: str
    question: str
    default: str
    when: dict[str, Any]
    clauses: tuple[str, ...]


@frozen
class Tab:
    """One divider letter."""

    letter: str
    title: str


@frozen
class Group:
    """One heading of the 目录单; volume 0 is handed in loose."""

    id: str
    title: str
    volume: int


@frozen
class CatalogueItem:
    """One row of the materials catalogue (附件1; forms.md 4.1).

    Attributes:
        number: 序号 on the 目录单.
        need: M, C or O; with ``when`` the item is on the list where the condition holds.
        form: original, copy or both.
        copies: sides of paper do not matter here; ``copies_by_level`` wins where it names the level.
        copies_state: 待核 while the number of copies is custom, not text.
        repeat: achievements or works: one entry for each such row whose kind is in ``kinds``.
        evidence: must be cited by some row (M20).
        piece: name of the paper the program makes, empty for papers people bring.
        listed: False for the catalogue itself.
        fetch: which paper to get, and from whom.
        sample: what a good one looks like.
        defects: what usually goes wrong.
        reasons: usual grounds for 不适用.
    """

    id: str
    number: int
    name: str
    group: str
    tab: str
    need: str
    form: str
    clauses: tuple[str, ...]
    when: dict[str, Any] = field(factory=dict)
    copies: int = 1
    copies_by_level: dict[str, int] = field(factory=dict)
    copies_state: str = ""
    min_pages: int = 1
    repeat: str = ""
    kinds: tuple[str, ...] = ()
    evidence: bool = False
    piece: str = ""
    listed: bool = True
    fetch: str = ""
    sample: str = ""
    defects: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@frozen
class RuleRow:
    """One check: a predicate of the closed set, its parameters, its weight and its words.

    Attributes:
        scope: declaration, unit or committee: whose facts it reads.
        messages: reason given by the predicate -> message code; ``message`` serves the rest.
        acts: which of the four acts (D-4) an unmet must-rule blocks.
        required: an unanswered must-rule blocks too (a mandatory part left empty).
        impossible: meets an impossibility, so it may block without a clause.
        state: 待核 for a rule whose source is not in hand; such a rule never blocks.
    """

    id: str
    title: str
    predicate: str
    severity: str
    message: str
    clauses: tuple[str, ...] = ()
    scope: str = "declaration"
    when: dict[str, Any] = field(factory=dict)
    messages: dict[str, str] = field(factory=dict)
    parameters: dict[str, Any] = field(factory=dict)
    acts: tuple[str, ...] = ()
    required: bool = False
    impossible: bool = False
    state: str = CHECKED
    check: str = ""


@frozen
class ExceptionRow:
    """An exception: where its predicate is met, the rules it names are excused.

    It may also set aside another exception (a benefit used once already).
    """

    id: str
    title: str
    predicate: str
    excuses: tuple[str, ...]
    clauses: tuple[str, ...]
    when: dict[str, Any] = field(factory=dict)
    parameters: dict[str, Any] = field(factory=dict)
    state: str = CHECKED


@frozen
class Preset:
    """Numbers from outside the notice: never active until a named person has confirmed them (D-5)."""

    id: str
    title: str
    rule: str
    source: str
    state: str
    active: bool = False
    parameters: dict[str, Any] = field(factory=dict)


@frozen
class TemplateState:
    """What a unit has recorded about one template (D-5).

    Attributes:
        by, on: who held it against the official one and when; empty while it is 参考模板.
        version: goes up with each change of the template.
        words: its own words, by place: ``title``, or the name of a column.
    """

    by: str = ""
    on: str = ""
    version: int = 1
    words: Mapping[str, str] = field(factory=dict)


@frozen
class Phrase:
    """A standard sentence a person may pick."""

    id: str
    use: str
    text: str
    clauses: tuple[str, ...] = ()
