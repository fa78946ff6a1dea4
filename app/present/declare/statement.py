# SPDX-License-Identifier: MulanPSL-2.0
"""个人总结: one long text, kept as it is typed, counted, and measured on the form's own lines."""

from __future__ import annotations

from attrs import frozen

from app.kernel.text import clean_paragraphs
from app.present.declare.editor import FieldEditor, FieldHelp
from app.present.declare.editor_fit import Fit
from app.present.declare.editor_notes import Fix, Note, note, sorted_notes
from app.present.presenter import Presenter
from app.present.session import Session

PATH = "statement"
SHORT = 1000
"""Below this many characters the page mentions that some series ask for more (forms.md 4.2 page 10)."""


@frozen
class StatementState:
    """Everything the page draws.

    Attributes:
        count: characters without blanks and line ends.
        fit: lines on the form, or None where the form does not say.
        changed_by_cleaning: what pasting tidied, in words; empty when nothing.
    """

    title: str
    lead: str
    empty: str
    text: str
    count: int
    paragraphs: int
    limit: int
    fit: Fit | None
    notes: tuple[Note, ...]
    restored: bool

    @property
    def measure(self) -> str:
        """Return the count and the lines as one text."""
        words = f"{self.count} 字，{self.paragraphs} 段"
        return f"{words}，{self.fit.words}" if self.fit else words


class StatementPresenter(Presenter):
    """The one long text of the declaration."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.editor = FieldEditor(session)

    @property
    def state(self) -> StatementState:
        """Return the page as it stands."""
        return self.state_of(None)

    def state_of(self, typed: str | None) -> StatementState:
        """Return the page with a text still being typed in place of the kept one."""
        kept = self.editor.state(PATH)
        section = self.editor.section(PATH)
        text = kept.text if typed is None else typed
        count = count_characters(text)
        notes = kept.notes if typed is None else self.editor.notes_for(PATH, text)
        if 0 < count < SHORT:
            notes = (*notes, note("STATEMENT-SHORT", PATH, count=count))
        return StatementState(
            title=section.title,
            lead=section.lead,
            empty=section.empty,
            text=text,
            count=count,
            paragraphs=sum(bool(line.strip()) for line in text.split("\n")),
            limit=kept.item.limit,
            fit=self.editor.fit(PATH, text),
            notes=sorted_notes(notes),
            restored=kept.restored,
        )

    def commit(self, text: str) -> None:
        """Keep the text; raises UserError when the vault cannot."""
        self.editor.commit(PATH, text)
        self.changed()

    def draft(self, text: str) -> None:
        """Put away what is being typed."""
        self.editor.draft(PATH, text)

    def apply_fix(self, fix: Fix) -> None:
        """Do what a note's button says."""
        self.editor.apply_fix(fix)
        self.changed()

    def help(self) -> FieldHelp:
        """Return the help of the field."""
        return self.editor.help(PATH)


def count_characters(text: str) -> int:
    """Return how many characters a text has, blanks and line ends left out."""
    return sum(not sign.isspace() for sign in text)


def tidied(pasted: str) -> tuple[str, tuple[str, ...]]:
    """Return pasted text made clean, and what was done to it, for the preview before it goes in.

    Line ends inside a sentence, as copied from narrow columns, are joined; paragraphs stay.
    """
    clean = clean_paragraphs(pasted)
    joined: list[str] = []
    for line in clean.split("\n") if clean else []:
        if joined and _broken(joined[-1]) and line and not line.startswith(("　", " ")):
            joined[-1] += line
        else:
            joined.append(line)
    kept = [line for i, line in enumerate(joined) if line.strip() or (i and joined[i - 1].strip())]
    text = "\n".join(kept).strip("\n")
    cut = (clean.count("\n") + 1 if clean else 0) - len(joined)
    done = []
    if cut:
        done.append(f"接上了 {cut} 处断行")
    if len(kept) < len(joined):
        done.append(f"去掉了 {len(joined) - len(kept)} 个空行")
    if clean != pasted.replace("\r\n", "\n").strip("\n"):
        done.append("去掉了看不见的字符和行尾空格")
    return text, tuple(done)


_ENDS = frozenset("。！？；：…”’）》!?;:")


def _broken(line: str) -> bool:
    """Tell whether a line was cut in the middle of a sentence: long, and without a closing sign."""
    return len(line) >= 20 and line[-1] not in _ENDS
