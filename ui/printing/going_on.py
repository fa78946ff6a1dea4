# SPDX-License-Identifier: MulanPSL-2.0
"""M44 (ux 2.12) in the window: where the printer stopped, and going on from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attrs import define, evolve

from app.kernel.errors import UserError
from app.present.prints import by_hand as h
from app.present.prints import going_on as g
from app.present.prints.open_jobs import OpenJob, Stage, job_kept
from app.present.prints.printers import Printer
from app.present.prints.printing_jobs import ReadyJob, Remake
from app.present.prints.printlog import PrintLogPresenter
from ui.context import Context
from ui.printing.cups import JobState
from ui.printing.fates import ask_fate
from ui.widgets.basics import label, line
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, DropField
from ui.widgets.messages import Action

if TYPE_CHECKING:
    from ui.printing.desk import PrintDesk

GO_ON = "接着打…"
ASK = "看最后一张打好的纸上印的页码；一页也没打好就空着。接着打的另给一个印号，用途记“续打”。"
ASK_BACKS = "看最后一张两面都打好的纸，填它正面或背面的页码；一张也没打好就空着。打坏的纸别和打好的混在一起。"


@define
class Watched:
    """A job looked after: what is kept of it, and the finished paper while this run of the program has it."""

    job: OpenJob
    ready: ReadyJob | None = None
    told: int = 0

    def remake(self) -> Remake | None:
        """Return how its paper is made anew; a paper nobody can make anew goes out as it was."""
        if self.ready is None or self.job.piece_id:
            return None
        piece = self.ready.piece
        return self.ready.remake or (lambda _number, _day: piece)


def say_stopped(desk: PrintDesk, watched: Watched, state: JobState) -> None:
    """Say where it stopped, as far as anybody knows, with the ways out."""
    context, job = desk.context, watched.job
    context.forget_messages("PRINT-SENT", "PRINT-DONE")  # what presses needs the room
    page = (state.page or watched.told) if job.copies == 1 else 0
    waste = Action("登记废页…", lambda: _ask_waste(context, job.number))
    values: dict[str, object] = {
        "printer": job.printer,
        "reason": state.reason or "程序停过，打印服务不再知道这一件",
        "number": job.shown,
        "title": job.title,
    }
    go = Action(GO_ON, lambda: ask_going_on(desk, watched))
    places = job.file_places()
    if not 1 <= page <= len(places):
        context.say_code("M44-UNKNOWN", [go, waste], **values)
        return
    words = job.page_words(places[page - 1])
    go = Action(f"从{words}接着打…", lambda: ask_going_on(desk, watched))
    watched.told = page
    context.say_code("M44", [go, waste], page=words, good=page - 1, **values)


def _ask_waste(context: Context, number: int) -> None:
    ask_fate(context, context.presenter(PrintLogPresenter), number, "spoiled")


class GoingOnDialog(Dialog):
    """Asks what came out; ``came`` is the answer, ``stack`` where sheets are turned by hand."""

    def __init__(self, context: Context, watched: Watched) -> None:
        self.job = watched.job
        title = f"印号 {self.job.shown} 接着打"
        super().__init__(context.theme, context.parent(), title, context.marking)
        self.told = watched.told
        self.body.addWidget(label(self._facts(), "strong", wrap=True))
        self._make_fields()
        self.body.addWidget(self.outcome)
        backs = self.job.stage is Stage.BACKS
        self.body.addWidget(label(ASK_BACKS if backs else ASK, "second", wrap=True))
        self.add_cancel()
        self.go = self.add_verb("接着打" if backs else "收回剩下的，接着打", "primary")
        self.go.clicked.connect(lambda _checked=False: self._take())
        self.came: g.Came | None = None
        self.stack: h.Stack | None = None
        self._draw()
        self.good.setFocus()

    def _facts(self) -> str:
        job = self.job
        copies = f"，{job.copies} 份" if job.copies > 1 and job.stage is not Stage.BACKS else ""
        side = {Stage.BACKS: "背面"}.get(job.stage, "正面") if job.turned else ""
        count = len(job.file_places())
        return f"{job.title}，送到 {job.printer} 的{side}有 {count} 页{copies}。"

    def _make_fields(self) -> None:
        self.whole = DigitsField(self.theme, "打全了几份", most=2)
        self.whole.setVisible(self.job.copies > 1)
        self.good = DigitsField(self.theme, "打好到第几页", most=5)
        self.half = DropField(self.theme, "停下的那张纸", [half.word for half in g.Half])
        self.half.set_text(g.Half.SPOILED.word)
        self.broken = DigitsField(self.theme, "这样的有几张", most=2)
        self.broken.set_text("1")
        self.outcome = label("", wrap=True)
        self.body.addLayout(line(self.theme, self.whole, self.good, None))
        self.body.addLayout(line(self.theme, self.half, self.broken, None))
        self.usual = self._usual()
        self.good.set_text(self.usual)
        for field in (self.good, self.whole, self.broken):
            field.line.textChanged.connect(lambda _text: self._draw())
        self.half.drop.activated.connect(lambda _index: self._draw())

    def _usual(self) -> str:
        if self.job.turned:
            return h.number_on(self.job, h.told_sheets(self.job, self.told)) if self.told else ""
        return g.last_good(evolve(self.job, told=self.told))

    def _half(self) -> g.Half:
        return next(half for half in g.Half if half.word == self.half.text())

    def _answer(self) -> g.Came:
        half, broken = self._half(), self.broken.text()
        good = g.good_of(self.job, self.good.text())
        if self.usual and self.good.text() == self.usual:
            good = self.told - 1  # blank backs and dividers after the last number are out too
        came = g.Came(good, g.whole_of(self.job, self.whole.text()), half)
        return g.with_broken(self.job, came, broken)

    def _stack(self) -> h.Stack:
        half, broken, good = self._half(), self.broken.text(), self.good.text()
        stack = h.stack_of(self.job, good, self.whole.text(), half, broken)
        if self.usual and good == self.usual:
            told = h.told_sheets(self.job, self.told)
            return h.checked(self.job, evolve(stack, good=told))
        return stack

    def _draw(self) -> None:
        self.broken.setVisible(self._half() is not g.Half.NONE)
        try:
            words = self._words()
        except UserError as fault:
            self.outcome.setText(fault.message.title)
            self.go.setEnabled(False)
            return
        self.go.setEnabled(True)
        self.outcome.setText(words)

    def _words(self) -> str:
        if self.job.turned:
            return h.stack_words(self.job, self._stack())
        rest = g.rest_of(self.job, self._answer())
        return rest.words + (
            f"没有印出的 {rest.unprinted} 张从登记里减掉。" if rest.unprinted else ""
        )

    def _take(self) -> None:
        try:
            if self.job.turned:
                self.stack = self._stack()
                self.came = h.came_of(self.job, self.stack)
            else:
                self.came = self._answer()
        except UserError as fault:
            self.messages.clear()
            self.messages.say(fault.message)
            return
        self.accept()


def ask_going_on(desk: PrintDesk, watched: Watched) -> None:
    """Ask what came out, take back what is left of the old job, and print the rest."""
    kept = job_kept(desk.context.session.vault, watched.job.number)
    if kept is None or kept.stage is not watched.job.stage:
        desk.context.say_code("M44-NOTHING", number=watched.job.shown)
        return
    dialog = GoingOnDialog(desk.context, watched)
    dialog.exec()
    came, stack = dialog.came, dialog.stack
    dialog.deleteLater()
    if stack is not None and watched.job.stage is Stage.BACKS:
        _go_on_backs(desk, watched.job, stack)
    elif stack is not None and stack.good == h.last_sheet(watched.job):
        _all_fronts(desk, watched.job)
    elif came is not None:
        desk.find(lambda printers: _go_on(desk, watched, came, printers))


def _go_on(desk: PrintDesk, watched: Watched, came: g.Came, printers: Sequence[Printer]) -> None:
    context, job = desk.context, watched.job
    session = context.session
    try:
        printer = next((p for p in printers if p.name == job.printer), None)
        if printer is None:
            raise UserError("PRINT-NO-PRINTER")
        jobs = g.ready_rest(session, job, came, printer, watched.remake())
    except UserError as fault:
        context.say_error(
            fault, _nothing_left(desk, job, came) if fault.code == "M44-NOTHING" else ()
        )
        return
    desk.spooler.drop(job.job_id)
    context.clear_messages()
    log = context.presenter(PrintLogPresenter)

    def register(ready: ReadyJob) -> int:
        given = g.register_rest(session, ready, job, came)
        log.changed()
        return given

    desk.send(jobs, register)


def _go_on_backs(desk: PrintDesk, job: OpenJob, stack: h.Stack) -> None:
    """Take the backs back, enter what they spoiled, and print those that are left."""
    desk.spooler.drop(job.job_id)
    left = h.after_backs(desk.context.session, job, stack)
    desk.context.clear_messages()
    if left is None:
        desk.context.say_code("PRINT-DONE", printer=job.printer, numbers=f"印号 {job.shown}")
    elif left.stage is Stage.TURN:
        desk.turning.print_backs([left.number])
    else:
        desk.turning.say_left(left)


def _all_fronts(desk: PrintDesk, job: OpenJob) -> None:
    """Every front is out after all: what is left are the backs."""
    desk.spooler.drop(job.job_id)
    desk.context.clear_messages()
    desk.turning.say_left(h.fronts_out(desk.context.session.vault, job))


def _nothing_left(desk: PrintDesk, job: OpenJob, came: g.Came) -> list[Action]:
    def close() -> None:
        desk.spooler.drop(job.job_id)
        g.note_stopped(desk.context.session, job, came)
        desk.context.clear_messages()

    done: Callable[[], object] = close
    return [Action("不用接着打了", done)]
