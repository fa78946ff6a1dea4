# SPDX-License-Identifier: MulanPSL-2.0
"""What is open: the vault, the pack, the person at the desk, one declaration, and the undo steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

import attrs
from attrs import define, field

from app.kernel.clock import Clock
from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, TitleLevel
from app.model.declaration import Declaration
from app.model.operations import Change, Event, Operation
from app.model.unit import Unit
from app.model.unit_rules import UnitRules
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.volume.plan import PacketPlan
from app.policy.checklist import Checklist, sync_checklist
from app.policy.evaluate import Findings
from app.policy.pack import PolicyPack
from app.policy.routing import Route
from app.present.derived import Derived
from app.present.following import with_materials
from app.present.prints.printing_binding import Binding, binding_of
from app.present.secrecy.book import unit_markings
from app.present.shelf import PackShelf
from app.present.steps import Step, Steps
from app.vault.vault import Vault

OTHERS = "others"  # first step of the path told when a declaration not in hand changed
# A setting of the vault: a QR, or bars of Code128, in the foot of every sheet (D-8).
SHEET_CODES, SQUARE_CODES, BAR_CODES = "sheet-codes", "on", "bars"

Listener = Callable[[frozenset[str]], None]


class Role(StrEnum):
    """Whose desk this is (ux 2.2)."""

    APPLICANT = "applicant"
    UNIT = "unit"
    OFFICE = "office"

    @property
    def reviews(self) -> bool:
        """Tell whether this desk looks at other people's paper."""
        return self != Role.APPLICANT

    @property
    def level(self) -> ReviewLevel:
        """Return the column of the checklist this desk writes (ux 2.4.2)."""
        return _LEVELS[self]


_LEVELS = {
    Role.APPLICANT: ReviewLevel.SELF,
    Role.UNIT: ReviewLevel.UNIT,
    Role.OFFICE: ReviewLevel.COMMITTEE,
}


@define(eq=False)
class Session:
    """The open vault and the declaration in hand; every change goes through ``apply``.

    Attributes:
        actor: name put on marks and events, as the person typed it.
        role: whose desk; decides which column of the checklist is written.
        shipped: the pack that came with the program.
        shelf: the packs at hand and the unit's rules.
        drafts: half-typed texts of fields as the vault holds them, by beginning of their keys, then
            by path; read when first asked for and kept by whoever writes one.
    """

    vault: Vault
    shipped: PolicyPack
    clock: Clock
    actor: str
    role: Role = Role.APPLICANT
    saved_at: dt.datetime | None = None
    _declaration: Declaration | None = None
    drafts: dict[str, dict[str, str]] = field(factory=dict)
    _derived: Derived | None = None
    _steps: Steps = field(factory=Steps)
    shelf: PackShelf = field(init=False)
    _listeners: list[Listener] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.shelf = PackShelf(self.vault, self.shipped)

    # -- the pack

    @property
    def pack(self) -> PolicyPack:
        """Return the pack the declaration in hand stands on, else the one in force; the unit's layer on top."""
        return self.shelf.of(self._declaration)

    @property
    def desk_pack(self) -> PolicyPack:
        """Return the pack the desk itself works by: an officer's is the one in force, whoever is in hand."""
        return self.shelf.of(None) if self.role.reviews else self.pack

    def pack_of(self, declaration: Declaration) -> PolicyPack:
        """Return the pack a declaration stands on; each stays on its own until a person moves it."""
        return self.shelf.of(declaration)

    @property
    def rules(self) -> UnitRules:
        """Return what this vault lays over the pack."""
        return self.shelf.rules

    def change_rules(self, rules: UnitRules, what: str) -> None:
        """Keep another layer and work everything out again.

        Args:
            what: name of the part that changed, for the event chain; never a value.

        Raises:
            UserError: the vault could not keep it; nothing has changed.
        """
        self.shelf.keep_rules(rules)
        self.note("rules", self.vault.header.id, part=what)
        self.forget_derived()

    def note(self, kind: str, subject: str, **detail: str | int | bool) -> None:
        """Put on record what was done that changes no declaration; ids and names of parts only."""
        self.vault.note(Event(kind, subject, self.actor, self.clock.now().isoformat(), detail))

    def own_day(self, level: TitleLevel) -> str:
        """Return the unit's own closing day of a level as typed, empty when there is none."""
        return self.shelf.unit_dates(self.unit).get(level.filing, "")

    @property
    def date_keeper(self) -> Unit:
        """Return who keeps the unit's own days and its way of counting (D-1): the vault's unit, else its rules."""
        unit, rules = self.unit, self.rules
        if unit is not None:
            return unit
        return Unit(
            internal_dates=dict(rules.internal_dates), counts_posting_day=rules.counts_posting_day
        )

    @property
    def counts_posting_day(self) -> bool:
        """Tell whether the unit counts the posting day (D-1)."""
        return self.date_keeper.counts_posting_day

    # -- what is open

    @property
    def declaration(self) -> Declaration:
        """Return the declaration in hand; a bug when none is open."""
        if self._declaration is None:
            raise LookupError("no declaration is open")
        return self._declaration

    @property
    def has_declaration(self) -> bool:
        """Tell whether a declaration is in hand."""
        return self._declaration is not None

    @property
    def unit(self) -> Unit | None:
        """Return the vault's unit, when it is a unit's vault."""
        return self.vault.unit()

    def open(self, declaration_id: str) -> None:
        """Take another declaration in hand; steps on the former can still be undone."""
        self._declaration = self.vault.load(declaration_id)
        self._tell(frozenset({"*"}))

    def put_down(self) -> None:
        """Have no declaration in hand, as after the last one was closed."""
        self._declaration = None
        self._derived = None
        self._tell(frozenset({"*"}))

    def take_up(self, wanted: str = "") -> None:
        """Take a declaration in hand: the wanted one; an applicant's only one; a new one in an empty vault."""
        ids = [entry.id for entry in self.vault.declarations()]
        if wanted in ids:
            self.open(wanted)
        elif self.role == Role.APPLICANT and ids:
            self.open(ids[0])
        elif self.role == Role.APPLICANT and not self.vault.read_only:
            self.start(Declaration(practice=self.vault.header.practice))
        elif self.has_declaration:
            self.put_down()

    def start(self, declaration: Declaration) -> None:
        """Put a new declaration into the vault and take it in hand."""
        pack = self.shelf.bare(self.shelf.in_force)
        self.shelf.keep(pack)
        placed = attrs.evolve(declaration, pack=pack.key, year=pack.header.year)
        ready = attrs.evolve(placed, materials=sync_checklist(self.pack_of(placed), placed))
        event = Event("create", ready.id, self.actor, self.clock.now().isoformat())
        self.vault.add(ready, event)
        self.open(ready.id)

    # -- changes

    def apply(self, operation: Operation) -> Change:
        """Carry out a change: in the vault first, on the screen when it is safe there.

        Raises:
            UserError: the vault could not keep it; nothing has changed.
        """
        bare = operation.apply(self.declaration, self.actor, self.clock)
        change = with_materials(self.pack_of(bare.after), bare)
        self._keep(change)
        self._steps.add(Step((change,)))
        return change

    def apply_to(
        self, ids: Iterable[str], operation_for: Callable[[Declaration], Operation]
    ) -> int:
        """Carry out a change on several declarations as one undoable step; returns how many.

        Args:
            ids: of declarations in the vault; the one in hand may be among them.
            operation_for: the change, for one of them as it stands.

        Raises:
            UserError: the vault could not keep one; those before it are changed, and undone together.
        """
        made: list[Change] = []
        try:
            for declaration_id in ids:
                held = self._held(declaration_id)
                change = operation_for(held).apply(held, self.actor, self.clock)
                whole = with_materials(self.pack_of(change.after), change)
                self._keep(whole)
                made.append(whole)
        finally:
            if made:
                self._steps.add(Step(tuple(made)))
        return len(made)

    def enter(self, operation: Operation) -> Change:
        """Carry out a registration (装订, 交接): it is taken back by a counter-entry, never by undo (ux 2.9).

        Raises:
            UserError: as apply.
        """
        change = operation.apply(self.declaration, self.actor, self.clock)
        self._keep(change)
        self._steps.forget(change.after.id)
        return change

    def forget_steps(self, declaration_id: str) -> None:
        """Drop the undo steps of a declaration that was closed or taken up again."""
        self._steps.forget(declaration_id)

    def undo(self) -> str | None:
        """Take the last step back; returns its name, or None when there is none."""
        return self._step_over(self._steps.done, self._steps.undone, back=True)

    def redo(self) -> str | None:
        """Do the last undone step again; returns its name, or None."""
        return self._step_over(self._steps.undone, self._steps.done, back=False)

    def undo_back_to(self, steps: int) -> int:
        """Undo several steps, newest first; returns how many were undone.

        Raises:
            UserError: as apply; the steps before the refused one are undone.
        """
        return sum(1 for _step in range(steps) if self.undo() is not None)

    def redo_up_to(self, steps: int) -> int:
        """Do several undone steps again, next first; returns how many; raises as undo_back_to."""
        return sum(1 for _step in range(steps) if self.redo() is not None)

    def undo_names(self) -> list[str]:
        """Return the names of the steps that can be undone, newest first."""
        return self._names(self._steps.done)

    def redo_names(self) -> list[str]:
        """Return the names of the steps that can be done again, next first."""
        return self._names(self._steps.undone)

    def _names(self, steps: list[Step]) -> list[str]:
        return [step.name(self._in_hand) for step in reversed(steps)]

    def _step_over(self, source: list[Step], target: list[Step], *, back: bool) -> str | None:
        if not source:
            return None
        step = source[-1]
        name = step.name(self._in_hand)
        kind, word = ("undo", "撤销") if back else ("redo", "重做")
        pairs = [(c.after, c.before) if back else (c.before, c.after) for c in step.changes]
        held = [self._unmoved(stood, name, word) for stood, _aim in pairs]
        for change, now, (_stood, aim) in zip(step.changes, held, pairs, strict=True):
            placed = attrs.evolve(aim, version=now.version)  # paper that is out stays out
            detail = {"paths": " ".join(change.paths)}
            event = Event(kind, placed.id, self.actor, self.clock.now().isoformat(), detail)
            self._keep(Change(now, placed, change.paths, event, f"{word}：{change.name}"))
        target.append(source.pop())
        return name

    def _unmoved(self, stood: Declaration, name: str, word: str) -> Declaration:
        """Return a declaration as it is kept, when a step finds it as it left it."""
        held = self._held(stood.id)
        if attrs.evolve(held, version=stood.version) == stood:
            return held
        self._steps.forget(stood.id)
        raise UserError("UNDO-OVERTAKEN", act=word, name=name)

    @property
    def _in_hand(self) -> str:
        return self._declaration.id if self._declaration is not None else ""

    def _held(self, declaration_id: str) -> Declaration:
        if self._declaration is not None and self._declaration.id == declaration_id:
            return self._declaration
        return self.vault.load(declaration_id)

    def _keep(self, change: Change) -> None:
        self.vault.record(change)
        self.saved_at = self.clock.now()
        if change.after.id == self._in_hand:
            self._declaration = change.after
            self._tell(frozenset(change.paths))
        else:
            self._tell(frozenset({f"{OTHERS}.{change.after.id}"}))

    # -- what follows from it

    @property
    def derived(self) -> Derived:
        """Return what follows from the declaration in hand as it stands today."""
        held, today = self._derived, self.clock.today()
        if held is None or held.declaration is not self.declaration or held.day != today:
            held = self._derived = Derived(self, self.declaration, today)
        return held

    @property
    def route(self) -> Route:
        """Return where this person's paper goes."""
        return self.derived.route

    @property
    def checklist(self) -> Checklist:
        """Return the materials list in binding order."""
        return self.derived.checklist

    @property
    def findings(self) -> Findings:
        """Return what the self-check says today."""
        return self.derived.findings

    @property
    def plan(self) -> PacketPlan:
        """Return the numbered volumes: as they were bound, else as they would be bound now."""
        return self.derived.plan

    @property
    def numbered_plan(self) -> PacketPlan:
        """Return the volumes as they were numbered, before what went wrong by hand (``plan`` has that)."""
        return self.derived.numbered

    @property
    def plan_fault(self) -> UserError | None:
        """Return why the materials do not fit the bound volumes any more, None when they do."""
        return self.derived.plan_fault

    @property
    def binding(self) -> Binding | None:
        """Return how the volumes of the declaration in hand were bound, None while they are not."""
        return binding_of(self.vault, self.declaration.id)

    def forget_derived(self) -> None:
        """Work everything out again, after something beside the declaration changed (a binding)."""
        self._derived = None
        self._tell(frozenset({"*"}))

    def made_pieces(self) -> Mapping[str, Piece]:
        """Return the papers the program itself puts into the volumes."""
        return self.derived.made

    def paper_context(self, *, proof: bool = True, print_number: str = "") -> PaperContext:
        """Return what every printed piece is made from, with the check code of this version."""
        version, kind = self.version, self.vault.setting(SHEET_CODES)
        return attrs.evolve(
            self.bare_context(),
            markings=self.declaration.markings,
            check_code=self.derived.check_code(version),
            version=version,
            proof=proof,
            print_number=print_number,
            check_sheets=kind == SQUARE_CODES,
            check_bars=kind == BAR_CODES,
        )

    def unit_context(
        self, year: int, *, proof: bool = True, print_number: str = ""
    ) -> PaperContext:
        """Return what a paper of the whole unit, or an empty form, is made from: no one person's facts."""
        practice = self.vault.header.practice
        return PaperContext(
            declaration=Declaration(id="", year=year, practice=practice),
            pack=self.pack,
            unit=self.unit,
            practice=practice,
            markings=unit_markings(self.vault),
            version=0,
            printed_on=self.clock.today(),
            print_number=print_number,
            proof=proof,
        )

    @property
    def printed_facts(self) -> str:
        """Return the groups of the 核对码 that change when paper must be printed again."""
        return self.derived.check_code(self.declaration.version).rpartition("-")[0]

    @property
    def version(self) -> int:
        """Return the version paper made now belongs to: a change after a formal copy begins the next (ux 2.9)."""
        formal = self.vault.setting(self._formal_key)
        return self.declaration.version + (formal not in (None, self.printed_facts))

    def formal_printed(self) -> None:
        """Freeze the version now: called when a formal copy has been registered."""
        version = self.version
        if version != self.declaration.version:
            after = attrs.evolve(self.declaration, version=version)
            event = Event("version", after.id, self.actor, self.clock.now().isoformat())
            self._keep(Change(self.declaration, after, ("version",), event, f"第{version}版"))
        self.vault.set_setting(self._formal_key, self.printed_facts)

    @property
    def _formal_key(self) -> str:
        return f"formal-facts/{self.declaration.id}"

    def bare_context(self) -> PaperContext:
        """Return what a piece is made from when its feet do not matter (planning, comparing)."""
        from app.present.prints.unit_forms import form_in_force

        return PaperContext(
            declaration=self.declaration,
            pack=self.pack,
            unit=self.unit,
            practice=self.declaration.practice or self.vault.header.practice,
            printed_on=self.clock.today(),
            required=self.pack.fields.required,
            catalogue=form_in_force(self.vault, "contents"),
        )

    # -- who listens

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call the listener with the changed paths after each change; returns how to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, paths: frozenset[str]) -> None:
        for listener in list(self._listeners):
            listener(paths)
