# SPDX-License-Identifier: MulanPSL-2.0
"""The one way from a keyboard into a field: read what was typed, keep it, say what looks wrong.

Leaving a field stores it; while a field is open its text is put away every few seconds as an encrypted
draft, and a text that the document has no room for (letters where a whole number belongs) stays a draft
until it is mended, so nothing typed is ever lost (ux 2.10).
"""

from __future__ import annotations

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_paragraphs
from app.model.operations import PassFinding, SetValue, SetValues
from app.model.paths import NoSuchPlace, read
from app.policy.fields import CodeTable, Field, Kind, Section, shown
from app.present.declare.editor_checks import Place, check
from app.present.declare.editor_fit import FORM, Fit, fit_of
from app.present.declare.editor_notes import Fix, Note, note, sorted_notes, worst
from app.present.declare.editor_values import read_typed
from app.present.papers.selfcheck import SHORTEST_REASON
from app.present.prints.unit_forms import form_in_force
from app.present.session import Session


@frozen
class FieldState:
    """One field as its editor draws it.

    Attributes:
        text: what stands in the editor, a restored draft first.
        options: words of the code table, in its order.
        notes: what is said about it, gravest first.
        level: gravest level among the notes, or empty.
        restored: the text is a draft that the document does not hold.
        kept: what the document holds.
    """

    item: Field
    path: str
    text: str
    options: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    restored: bool = False
    kept: str = ""

    @property
    def label(self) -> str:
        """Return the visible label."""
        return self.item.label

    @property
    def level(self) -> str:
        """Return the gravest level among the notes, or empty."""
        return worst(self.notes)

    def described(self) -> str:
        """Return hint and notes as one text for a screen reader."""
        parts = [self.item.hint, *(entry.spoken() for entry in self.notes)]
        return "。".join(part for part in parts if part)


@frozen
class FieldHelp:
    """What F1 shows beside a field."""

    label: str
    text: str
    sample: str
    mistakes: tuple[str, ...] = ()
    clause_title: str = ""
    clause_text: str = ""
    forms: tuple[str, ...] = ()


@frozen(eq=False)
class FieldEditor:
    """Reads, keeps and judges fields of the declaration in hand."""

    session: Session

    # -- what stands there

    def item(self, path: str) -> Field:
        """Return the catalogue's field of a path; raises KeyError."""
        return self.session.pack.fields.field(path)

    def fit(self, path: str, text: str) -> Fit | None:
        """Return how a text stands on the 评审表 in force, None where it has no cell of its own."""
        return fit_of(path, text, form_in_force(self.session.vault, FORM))

    def table(self, item: Field) -> CodeTable | None:
        """Return a field's code table."""
        return self.session.pack.fields.table_of(item)

    def section(self, section_id: str) -> Section:
        """Return one section of the catalogue; raises KeyError."""
        return self.session.pack.fields.section(section_id)

    def state(self, path: str) -> FieldState:
        """Return one field as it stands; raises NoSuchPlace for a row that is gone."""
        item = self.item(path)
        kept = self.kept(path)
        draft = self.draft_of(path)
        text = kept if draft is None else draft
        restored = draft is not None and draft != kept
        notes = self._notes(item, path, text, restored)
        table = self.table(item)
        options = tuple(entry.word for entry in table.entries) if table else ()
        if item.kind is Kind.YES_NO:
            options = ("是", "否")
        return FieldState(item, path, text, options, notes, restored, kept)

    def kept(self, path: str) -> str:
        """Return what the document holds at a path, as the editor shows it."""
        item = self.item(path)
        return shown(item, self.table(item), read(self.session.declaration, path))

    def search(self, path: str, typed: str) -> tuple[str, ...]:
        """Return words that answer what was typed, by characters, pinyin or initials."""
        table = self.table(self.item(path))
        return tuple(entry.word for entry in table.search(typed)) if table else ()

    def notes_for(self, path: str, text: str) -> tuple[Note, ...]:
        """Return what would be said about a text not yet kept; the caret has not left the field."""
        item = self.item(path)
        return sorted_notes(check(self._place(item, path, text)))

    def _notes(self, item: Field, path: str, text: str, restored: bool) -> tuple[Note, ...]:
        notes = list(check(self._place(item, path, text)))
        if restored and read_typed(item, self.table(item), text).keeps:
            fix = Fix("改回原来的内容", ((path, self.kept(path)),))
            notes.append(note("FIELD-DRAFT", path, (fix,), label=item.label))
        if text.strip():
            # A field that is still empty is not yet wrong; the self-check lists it in good time.
            notes += self._findings(path)
        passed = {
            (entry.code, entry.path): entry.reason for entry in self.session.declaration.passed
        }
        marked = (_passed(entry, passed.get((entry.code, entry.path), "")) for entry in notes)
        return sorted_notes(tuple(marked))

    def _place(self, item: Field, path: str, text: str) -> Place:
        unit = self.session.unit
        return Place(
            item=item,
            table=self.table(item),
            path=path,
            text=text,
            reading=read_typed(item, self.table(item), text),
            declaration=self.session.declaration,
            today=self.session.clock.today(),
            unit_name=unit.name if unit else "",
        )

    def _findings(self, path: str) -> list[Note]:
        return self.session.derived.once("notes by path", self._notes_by_path).get(path, [])

    def _notes_by_path(self) -> dict[str, list[Note]]:
        by_path: dict[str, list[Note]] = {}
        for entry in findings_as_notes(self.session):
            by_path.setdefault(entry.path, []).append(entry)
        return by_path

    # -- what a person does

    def commit(self, path: str, text: str) -> None:
        """Keep what was typed; called on leaving the field.

        Raises:
            NoSuchPlace: the row is gone.
            UserError: the vault could not keep it; the text stays in the editor.
        """
        item = self.item(path)
        reading = read_typed(item, self.table(item), text)
        if not reading.keeps:
            self.draft(path, text)
            return
        if reading.value != read(self.session.declaration, path):
            self.session.apply(SetValue(path, reading.value, self._step_name(item)))
        self.forget_draft(path)

    def commit_all(self, values: tuple[tuple[str, str], ...], name: str) -> None:
        """Keep several texts as one undo step; a text the document has no room for becomes a draft."""
        kept: list[tuple[str, object]] = []
        for path, text in values:
            item = self.item(path)
            reading = read_typed(item, self.table(item), text)
            if reading.keeps:
                kept.append((path, reading.value))
            else:
                self.draft(path, text)
        changed = tuple((p, v) for p, v in kept if v != read(self.session.declaration, p))
        if changed:
            self.session.apply(SetValues(changed, name))
        for path, _ in kept:
            self.forget_draft(path)

    def apply_fix(self, fix: Fix) -> None:
        """Do what a note's button says, as one undo step."""
        self.commit_all(fix.values, fix.label)

    def pass_with_reason(self, code: str, path: str, reason: str) -> None:
        """Record why a reminder is left standing; it prints on the self-check report (D-4).

        Raises:
            UserError: CHECK-REASON when the reason is too short to mean anything.
        """
        words = clean_paragraphs(reason).strip()
        if len(words) < SHORTEST_REASON:
            raise UserError("CHECK-REASON", shortest=SHORTEST_REASON)
        self.session.apply(PassFinding(code, path, words))

    def _step_name(self, item: Field) -> str:
        section = self.section(item.section)
        return f"{section.word}：改“{item.label}”" if section.table else f"改“{item.label}”"

    # -- drafts

    def draft(self, path: str, text: str) -> None:
        """Put away a text that is still being typed; a text equal to the kept one needs no draft."""
        wanted = _storable(text)
        if wanted == self.kept(path):
            self.forget_draft(path)
        elif wanted != self.draft_of(path):
            self.session.vault.put_draft(self._key(path), wanted)
            self._drafts()[path] = wanted

    def draft_of(self, path: str) -> str | None:
        """Return the draft put away for a path, or None."""
        return self._drafts().get(path)

    def _drafts(self) -> dict[str, str]:
        """Return all drafts of the declaration in hand: read at once, not one by one."""
        held, prefix = self.session.drafts, self._key("")
        if prefix not in held:
            found = self.session.vault.drafts(prefix)
            held[prefix] = {key.removeprefix(prefix): text for key, text in found.items()}
        return held[prefix]

    def forget_draft(self, path: str) -> None:
        """Drop the draft of a path."""
        if self.draft_of(path) is not None:
            self.session.vault.drop_draft(self._key(path))
            del self._drafts()[path]

    def _key(self, path: str) -> str:
        return f"{field_drafts(self.session.declaration.id)}{path}"

    # -- help

    def help(self, path: str) -> FieldHelp:
        """Return help, sample, usual mistakes and the clause's own words for F1."""
        item = self.item(path)
        title = text = ""
        if item.clause:
            clause = self.session.pack.clause(item.clause)
            title, text = clause.title, clause.text
        return FieldHelp(item.label, item.help, item.sample, item.mistakes, title, text, item.forms)


def field_drafts(declaration_id: str) -> str:
    """Return what the keys of the drafts of a declaration's fields begin with."""
    return f"field:{declaration_id}:"


def findings_as_notes(session: Session) -> tuple[Note, ...]:
    """Return the standing findings of the self-check as notes.

    One that is about several places stands at the first of them only.
    """
    return tuple(
        Note(
            found.code, str(found.severity), found.title, found.message, found.fix,
            found.paths[0] if found.paths else "", tuple(found.clauses),
        )
        for found in session.findings.standing()
    )  # fmt: skip


def still_there(session: Session, path: str) -> bool:
    """Tell whether a path still names a place (its row was not deleted)."""
    try:
        read(session.declaration, path)
    except NoSuchPlace:
        return False
    return True


def _storable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")


def _passed(entry: Note, reason: str) -> Note:
    if not reason:
        return entry
    return Note(
        entry.code,
        "note",
        entry.title,
        f"已写明：{reason}",
        "",
        entry.path,
        entry.clauses,
        entry.fixes,
        reason,
    )
