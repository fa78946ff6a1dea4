# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing with the paper that was handed out, beside the window: begun by itself, stopped by the person."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.declaration import Declaration
from app.present.returned.returned import ReturnedPresenter
from ui.context import Context
from ui.screens.returned_lists import COMPARING


class Comparing:
    """Runs the presenter's comparison when it is needed, once for one state of the declaration.

    Attributes:
        under_way: a comparison runs now.
    """

    def __init__(
        self,
        context: Context,
        presenter: ReturnedPresenter,
        guard: Callable[[Callable[[], object]], bool],
    ) -> None:
        self.under_way = False
        self._context, self._presenter, self._guard = context, presenter, guard
        self._refused_for: Declaration | None = None
        self._stopped_for: Declaration | None = None
        self._then: Callable[[], object] | None = None

    @property
    def stopped(self) -> bool:
        """Tell whether a person stopped the last one."""
        return not self.under_way and self._stopped_for is not None

    def needed(self) -> bool:
        """Tell whether there is something to compare and nothing under way."""
        return not self.under_way and self._presenter.needs_prepare()

    def soon(self) -> None:
        """Compare when it is needed and was not stopped or refused for the declaration as it stands."""
        if self.under_way or not self._presenter.state.head:
            return
        declaration = self._context.session.declaration
        if declaration is self._refused_for or declaration is self._stopped_for:
            return
        if self._presenter.needs_prepare():
            self._begin(declaration)

    def again(self, then: Callable[[], object] | None = None) -> None:
        """Compare although it was stopped or refused before; ``then`` is carried out once it is done."""
        self._refused_for = self._stopped_for = None
        self._then = then or self._then
        self.soon()
        self._presenter.changed()

    def _begin(self, declaration: Declaration) -> None:
        self.under_way, self._stopped_for = True, None

        def work(progress: Progress) -> None:
            self._presenter.prepare(progress)

        def ended(*_result: object) -> None:
            self.under_way = False
            self._presenter.changed()
            if (then := self._then) is not None:
                self._then = None
                self._guard(then)

        def stopped() -> None:
            # Not begun again by itself: the person wants the machine for something else now.
            self.under_way, self._stopped_for, self._then = False, declaration, None
            self._presenter.changed()

        def failed(_number: str = "") -> None:
            # Not tried again until something changes: the same paper would end the same way.
            self.under_way, self._refused_for, self._then = False, declaration, None

        def refused(fault: UserError) -> None:
            failed()
            self._context.say_error(fault)

        task = self._context.quick.start(work, done=ended, refused=refused, words=COMPARING)
        task.stopped.connect(stopped)
        task.broke.connect(failed)
