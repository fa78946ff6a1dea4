# SPDX-License-Identifier: MulanPSL-2.0
"""The shapes of a binding: a name, a function of the context, and the document places it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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


class Joined(str):
    """What a column says together with the column before it: one cell across both where they are neighbours."""

    __slots__ = ()


@frozen
class RollBinding:
    """The rows of a roll: what its columns say of an item, and what items may be grouped by.

    A source is whatever holds the items (a Roster, Statistics, a packet plan); None is an empty form.

    Attributes:
        source: takes it from the context.
        items: the items in the order the groupings want them.
        columns: by name, what a column says of an item; ``figures`` count and print as numbers.
        groups: by name, what the group of an item is called.
        added: the item whose figures stand in the sum line of some items; None where sums have none.
        strong: whether a column of an item is set in bold.
        joins: the column that may say something together with the one before it (``Joined``).
    """

    name: str
    source: Callable[[FormContext], Any]
    items: Callable[[Any, Sequence[str]], Sequence[Any]]
    columns: Mapping[str, Callable[[Any, Any], str]]
    groups: Mapping[str, Callable[[Any, Any], str]]
    figures: Mapping[str, Callable[[Any, Any], int | None]] = field(factory=dict)
    added: Callable[[str, Sequence[Any]], Any] | None = None
    strong: Callable[[Any, str], bool] | None = None
    joins: str = ""


@frozen(eq=False)
class RollGroup:
    """Some items under one name; ``inner`` are its groups of the next grouping, none at the innermost."""

    name: str
    items: Sequence[Any]
    inner: tuple[RollGroup, ...] = ()


def grouped(
    binding: RollBinding, source: Any, items: Sequence[Any], names: Sequence[str]
) -> tuple[RollGroup, ...]:
    """Return items in groups, in the order in which each group is first met; none without groupings."""
    if not names:
        return ()
    called, held = binding.groups[names[0]], dict[str, list[Any]]()
    for item in items:
        held.setdefault(called(source, item), []).append(item)
    return tuple(
        RollGroup(name, members, grouped(binding, source, members, names[1:]))
        for name, members in held.items()
    )


@frozen
class Registry:
    """Bindings gathered by decorators while the modules that define them are imported."""

    fields: dict[str, FieldBinding] = field(factory=dict)
    rows: dict[str, RowsBinding] = field(factory=dict)
    conditions: dict[str, Callable[[FormContext], bool]] = field(factory=dict)
    rolls: dict[str, RollBinding] = field(factory=dict)

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

    def roll(self, binding: RollBinding) -> RollBinding:
        """Register what the rows of a roll say."""
        self._free(binding.name)
        self.rolls[binding.name] = binding
        return binding

    def condition(self, function: Callable[[FormContext], bool]) -> Callable[[FormContext], bool]:
        """Register a function under its own name as a condition for ``when``."""
        self._free(function.__name__)
        self.conditions[function.__name__] = function
        return function

    def _free(self, name: str) -> None:
        if name in {*self.fields, *self.rows, *self.conditions, *self.rolls}:
            raise LookupError(f"binding {name} stands twice")


REGISTRY = Registry()
