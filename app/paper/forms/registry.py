# SPDX-License-Identifier: MulanPSL-2.0
"""The shapes of a binding: a name, a function of the context, and the document places it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from app.paper.forms.context import FormContext

Text = Callable[[FormContext], str]


@frozen
class FieldBinding:
    """One printed answer.

    Attributes:
        paths: document paths it prints, ``*`` for the row the answer is about; the first is where a
            click on its cell leads.
    """

    name: str
    function: Text
    paths: tuple[str, ...] = ()


@frozen
class RowValue:
    """One row of a flowing table; ``path`` names its place in the document."""

    values: Mapping[str, str]
    path: str = ""


@frozen
class RowsBinding:
    """The rows of one table."""

    name: str
    columns: frozenset[str]
    function: Callable[[FormContext], tuple[RowValue, ...]]
    path: str = ""


@frozen
class Registry:
    """Bindings gathered by decorators while the modules that define them are imported."""

    fields: dict[str, FieldBinding] = field(factory=dict)
    rows: dict[str, RowsBinding] = field(factory=dict)
    conditions: dict[str, Callable[[FormContext], bool]] = field(factory=dict)

    def answer(self, *paths: str) -> Callable[[Text], Text]:
        """Register a function under its own name as an answer that prints these paths."""

        def register(function: Text) -> Text:
            self._free(function.__name__)
            self.fields[function.__name__] = FieldBinding(function.__name__, function, paths)
            return function

        return register

    def table(
        self, path: str, *columns: str
    ) -> Callable[
        [Callable[[FormContext], tuple[RowValue, ...]]],
        Callable[[FormContext], tuple[RowValue, ...]],
    ]:
        """Register a function under its own name as the rows of a table with these columns."""

        def register(
            function: Callable[[FormContext], tuple[RowValue, ...]],
        ) -> Callable[[FormContext], tuple[RowValue, ...]]:
            self._free(function.__name__)
            self.rows[function.__name__] = RowsBinding(
                function.__name__, frozenset(columns), function, path
            )
            return function

        return register

    def condition(self, function: Callable[[FormContext], bool]) -> Callable[[FormContext], bool]:
        """Register a function under its own name as a condition for ``when``."""
        self._free(function.__name__)
        self.conditions[function.__name__] = function
        return function

    def _free(self, name: str) -> None:
        if name in self.fields or name in self.rows or name in self.conditions:
            raise LookupError(f"binding {name} stands twice")


REGISTRY = Registry()
