# SPDX-License-Identifier: MulanPSL-2.0
"""打印… for the people ticked on the workbench (ux 2.8): who gets it, who does not and why, then a report."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.progress import Progress
from app.present.prints.many import Intended, MadeReady, ManyPapers
from app.present.prints.printers import Printer
from app.present.prints.printing_jobs import PrinterChoice, ReadyJob
from ui.context import Context
from ui.printing.ask import PrinterDialog, find_printers
from ui.printing.desk import desk_of
from ui.printing.loose import print_loose
from ui.qt import isValid
from ui.widgets.basics import label
from ui.widgets.fields import DropField
from ui.widgets.messages import Action

PROOF, FORMAL = "校对稿", "正式稿"
TITLE = "给勾选的 {count} 人打印"
NOTE = "每人一份，各登记各的印号。"
LOOKING = "正在看每个人能不能打……"
MOST_NAMED = 8


class ManyDialog(PrinterDialog):
    """Chooses one piece, how it prints and where; says beforehand who is passed over and why."""

    def __init__(self, context: Context, papers: ManyPapers, printers: tuple[Printer, ...]) -> None:
        title = TITLE.format(count=len(papers.ids))
        super().__init__(context, title, NOTE, printers)
        self.context, self.papers, self.kinds = context, papers, papers.kinds()
        self.what = DropField(self.theme, "打什么", [word for _id, word in self.kinds], chars=24)
        self.what.set_text(self.kinds[0][1])
        self.state = DropField(self.theme, "稿别", (PROOF, FORMAL), chars=10)
        self.state.set_text(PROOF)
        for field in (self.what, self.state):
            field.edited.connect(self._look)
        self.add_fields(self.before, self.what, self.state)
        self.found = label("", "strong", wrap=True)
        self.reasons = label("", "second", wrap=True)
        self.before.addWidget(self.found)
        self.body.addWidget(self.reasons)
        self.what.drop.setFocus()
        self._look()

    @property
    def piece_id(self) -> str:
        """Return which piece is chosen."""
        return next(key for key, word in self.kinds if word == self.what.text())

    @property
    def formal(self) -> bool:
        """Tell whether formal copies are chosen."""
        return self.state.text() == FORMAL

    def _look(self, _typed: str = "") -> None:
        wanted = (self.piece_id, self.formal)
        self.found.setText(LOOKING)
        self.reasons.setText("")
        self.take.setEnabled(False)

        def work(progress: Progress) -> tuple[Intended, ...]:
            return self.papers.intended(wanted[0], formal=wanted[1], progress=progress)

        def found(people: tuple[Intended, ...]) -> None:
            if isValid(self) and wanted == (self.piece_id, self.formal):
                self._show(people)

        self.context.quick.start(work, done=found)

    def _show(self, people: Sequence[Intended]) -> None:
        without = [each for each in people if each.why_not]
        count = len(people) - len(without)
        words = f"将打 {count} 人"
        self.found.setText(f"{words}，跳过 {len(without)} 人" if without else words)
        self.reasons.setText(_reasons(without))
        self.take.setText(f"打印 {count} 人")
        self.take.setEnabled(bool(count))
        self.fit()


def _reasons(without: Sequence[Intended]) -> str:
    """Return a line a reason, with the names."""
    named: dict[str, list[str]] = {}
    for each in without:
        named.setdefault(each.why_not, []).append(each.name)
    return "\n".join(f"{_names(names)}：{reason}" for reason, names in named.items())


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:MOST_NAMED])
    return f"{shown}等 {len(names)} 人" if len(names) > MOST_NAMED else shown


def ask_print_many(context: Context, ids: Sequence[str]) -> None:
    """Ask what to print for the people chosen, and print it."""
    papers = ManyPapers(context.session, ids)

    def found(printers: tuple[Printer, ...]) -> None:
        dialog = ManyDialog(context, papers, printers)
        dialog.exec()
        choice, piece_id, formal = dialog.choice, dialog.piece_id, dialog.formal
        dialog.deleteLater()
        if choice is not None:
            _print(context, papers, piece_id, choice, formal=formal)

    find_printers(context, found)


def _print(
    context: Context, papers: ManyPapers, piece_id: str, choice: PrinterChoice, *, formal: bool
) -> None:
    def work(progress: Progress) -> MadeReady:
        return papers.ready(piece_id, choice, formal=formal, progress=progress)

    context.tasks.start(work, done=lambda made: _send(context, papers, made), words="正在排版")


def _send(context: Context, papers: ManyPapers, made: MadeReady) -> None:
    """Hand everything to the printer; the report counts what was really registered."""

    def registered(ready: ReadyJob) -> int:
        return papers.registered(ready)

    def done() -> None:
        _report(context, papers, made)

    if made.jobs:
        desk_of(context).send(made.jobs, registered, done)
    else:
        _report(context, papers, made)


def _report(context: Context, papers: ManyPapers, made: MadeReady) -> None:
    show = Action("打印结果清单…", lambda: print_loose(context, papers.report(made)))
    count = len(papers.printed)
    left = len(made.people) - count
    words = f"{made.title}：{count} 人送到了打印机"
    context.say_code(
        "PRINT-MANY",
        [show],
        words=f"{words}，{left} 人没有打" if left else words,
        reasons=_reasons(made.passed_over) or "每人一份，印号在打印台账里。",
    )
