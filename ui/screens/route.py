# SPDX-License-Identifier: MulanPSL-2.0
"""路线问答 (ux S04): one question a page, then what follows from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.policy.timetable import DueDay
from app.present.declare.route import RoutePresenter
from app.present.tasks import TasksPresenter
from app.present.why import asking
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.frame.why import show_why
from ui.preview.live import LiveView
from ui.qt import (
    QApplication,
    QHBoxLayout,
    QKeyEvent,
    QScrollArea,
    QStackedWidget,
    Qt,
    QVBoxLayout,
    QWidget,
    isValid,
)
from ui.screen import Command, Screen
from ui.screens.route_outcome import ResultPage
from ui.screens.route_parts import QuestionPage, Rail, verbs
from ui.theme import Theme
from ui.widgets.basics import button, panel, rule, scrolled, set_button_text

MAKE, CHANGE, CONFIRM = "生成清单", "按新的答案改清单", "日期和清单都核对过了"
BACK, DISCARD = "上一问", "不改了，用原来的答案"
PRINTED = "route.title"
"""Where the answers end on paper, looked at from the result page."""


class RouteScreen(Screen):
    """The interview."""

    title = "路线问答"
    reading = True

    def __init__(self, context: Context, presenter: RoutePresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        m = self.theme.m
        self.rail = Rail(self.theme)
        self.rail.setFixedWidth(m.chars(11))
        self.rail.chosen.connect(self.intent(presenter.go))
        self.question = QuestionPage(self.theme)
        self.result = ResultPage(self.theme)
        self.result.step_asked.connect(self.intent(self._why_step))
        self.result.day_asked.connect(self.intent(self._why_day))
        self.stack = QStackedWidget()
        self.pages = {widget: _held(self.theme, widget) for widget in (self.question, self.result)}
        for area in self.pages.values():
            self.stack.addWidget(area)
        self.former, self.following = verbs(self.theme, self._back, self._on)
        self.discard = button(self.theme, DISCARD, "quiet")
        self.discard.clicked.connect(self.clicked(presenter.discard))
        self.live = LiveView(context)
        self.make_pane().column.addWidget(self.live, 1)
        self._lay_out()
        self.question.chosen.connect(self.intent(presenter.choose))
        self.question.typed.connect(self.intent(presenter.type))
        self.question.entered.connect(self._on)
        self.on_key("PgUp", self._back)
        self.bind(presenter)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _lay_out(self) -> None:
        m = self.theme.m
        sheet, inside = panel("sheet", "row", (0, 0, 0, 0), 0)
        if not self.theme.fold:
            left = QVBoxLayout()
            left.setContentsMargins(0, m.s12, 0, m.s12)
            left.addWidget(self.rail)
            inside.addLayout(left)
            inside.addWidget(rule(horizontal=False))
        page = QVBoxLayout()
        page.setContentsMargins(m.s32, m.s16, m.s24, m.s12)
        page.setSpacing(m.s12)
        page.addWidget(self.stack, 1)
        page.addWidget(rule())
        foot = QHBoxLayout()
        foot.setSpacing(m.s8)
        foot.addWidget(self.former)
        foot.addWidget(self.discard)
        foot.addStretch(1)
        foot.addWidget(self.following)
        page.addLayout(foot)
        inside.addLayout(page, 1)
        self.column.addWidget(sheet, 1)

    # -- drawing

    def refresh(self) -> None:
        """Draw the page in hand."""
        state = self.presenter.state
        self.header.set_summary(state.progress)
        self.rail.set_stops(state.stops)
        self.former.setEnabled(state.can_back)
        self.discard.setVisible(state.started and state.changed)
        if state.question is not None:
            self.question.set_question(state.question)
            set_button_text(self.following, "下一问", "Enter")
        if state.result is not None:
            self.result.set_result(state.result)
            word = MAKE if not state.started else (CHANGE if state.changed else CONFIRM)
            set_button_text(self.following, word, "Enter")
            self.following.setEnabled(not state.result.refused)
        else:
            self.following.setEnabled(True)
        area = self.pages[self.question if state.question is not None else self.result]
        if self.stack.currentWidget() is not area:
            self.stack.setCurrentWidget(area)
            area.verticalScrollBar().setValue(0)
        self._follow()

    # -- the page the answers print on

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isValid(self) and new is not None and self.isAncestorOf(new):
            self._follow()
            if (field := self.field_in_hand()) is not None:
                self.reveal(field)

    def _follow(self) -> None:
        """Show the cell of the line in hand, else of the question, by the answers given so far."""
        field, question = self.field_in_hand(), self.presenter.state.question
        path = f"route.{question.name}" if question is not None else PRINTED
        self.live.follow(field.path if field else path, field, self.presenter.answers)

    def close_screen(self) -> None:
        """Stop listening."""
        self.live.close_view()
        super().close_screen()

    def save_state(self) -> dict[str, Any]:
        """Return how the preview is looked at."""
        return {"preview": self.live.mode}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Look at it in the same way again."""
        self.live.set_mode(state.get("preview", self.live.mode))

    # -- why

    def _why_step(self, step: int) -> None:
        show_why(self.context, self.presenter.why(step))

    def _why_day(self, due: DueDay) -> None:
        show_why(self.context, asking.of_day(self.context.session, due))

    def why(self) -> Explanation | None:
        """Explain the way by the answers given so far."""
        return self.presenter.why()

    # -- going on

    def _back(self) -> None:
        self._turn(self.presenter.back)

    def _on(self) -> None:
        self.commit()
        if self.presenter.state.question is not None:
            self._turn(self.presenter.next)
        else:
            self.guard(self._finish)

    def _finish(self) -> None:
        tasks = self.context.presenter(TasksPresenter)
        self.presenter.finish()
        tasks.confirm_dates()
        self.context.refresh_frame()
        self.context.go("tasks")

    def _turn(self, act: object) -> None:
        if callable(act) and self.guard(act):
            self.refresh_now()
            target = self.first_focus()
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)

    def _asking(self) -> bool:
        return self.stack.currentWidget() is self.pages[self.question]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer, Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on()
        elif not self._asking() or not self.question.press(event):
            super().keyPressEvent(event)

    def first_focus(self) -> QWidget | None:
        """Return the chosen answer or the first line; on the result page its button."""
        if self._asking():
            return self.question.first()
        return self.following

    def focus_path(self, path: str) -> bool:
        """Go to one question (``route.level``) or, for ``route``, to the result page."""
        steps = path.split(".")
        if steps[0] != "route":
            return False
        owner = {
            "specialty": "series",
            "title": "series",
            "kind_ground": "kind",
            "sub_level": "level",
        }
        name = steps[1] if len(steps) > 1 else "result"
        self._turn(lambda: self.presenter.go(owner.get(name, name)))
        if self._asking() and name in self.question.lines:
            self.question.lines[name].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page."""
        return (
            Command(BACK, self._back, enabled=lambda: self.presenter.state.can_back),
            Command("看结果", lambda: self.presenter.go("result")),
        )


def _held(theme: Theme, page: QWidget) -> QScrollArea:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, theme.m.s12, 0)
    inner.addWidget(page)
    return scrolled(holder)


def open_screen(context: Context) -> RouteScreen:
    """Make the screen."""
    return RouteScreen(context, context.presenter(RoutePresenter))
