# SPDX-License-Identifier: MulanPSL-2.0
"""Geometry a person would complain about: text cut off, widgets over each other, controls without a name."""

from __future__ import annotations

from collections.abc import Iterator

from ui.qt import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QEvent,
    QFontMetrics,
    QLabel,
    QLineEdit,
    QPoint,
    QRect,
    QSize,
    QStyle,
    QStyleOptionComboBox,
    Qt,
    QWidget,
)
from ui.widgets.basics import DropDown, Elided
from ui.widgets.focus import FocusRing

_SLACK = 2
_MOST_TURNS = 50
_DEEPEST = 30


def visible(root: QWidget) -> Iterator[QWidget]:
    """Yield the visible widgets of a window, the root first."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget, FocusRing) and not widget.isWindow():
            yield widget


def settle(turns: int = 4) -> None:
    """Let layouts and single shots of zero come to rest."""
    for _turn in range(turns):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        # Outside an event loop nothing else carries out deleteLater.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def laid_out(root: QWidget) -> QWidget:
    """Wait until a window keeps its geometry through a whole turn, every layout carried out; return it.

    A page that comes from a worker may arrive in the last turn of ``settle``: its words stand there and
    their layout is only asked for; a form packs its lines anew a turn after its width changed. What is
    measured in between is no state a person sees, and whether it happens hangs on how busy the machine is.
    """
    for _turn in range(_MOST_TURNS):
        before = [(id(widget), widget.geometry()) for widget in visible(root)]
        settle(1)
        for _holder in range(_DEEPEST):  # each layout asks the holder above for its own
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if before == [(id(widget), widget.geometry()) for widget in visible(root)]:
            return root
    raise AssertionError(f"{name_of(root)} never comes to rest")


def name_of(widget: QWidget) -> str:
    """Return how a failure calls a widget."""
    text = (
        widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    )
    return f"{type(widget).__name__}({text[:30]!r})"


def _wanted(widget: QWidget) -> QSize | None:
    """Return the room the words of a widget need, or None when it has none or may shorten them."""
    if isinstance(widget, Elided) or (isinstance(widget, DropDown) and widget.shortens):
        return None
    if isinstance(widget, QLabel) and widget.text():
        metrics = QFontMetrics(widget.font())
        margins = widget.contentsMargins()
        width = widget.width() - margins.left() - margins.right()
        flags = int(Qt.TextFlag.TextWordWrap) if widget.wordWrap() else 0
        box = metrics.boundingRect(QRect(0, 0, width, 100000), flags, widget.text())
        return QSize(box.width() + margins.left() + margins.right(), box.height())
    if isinstance(widget, QAbstractButton) and widget.text() and not _inside_editor(widget):
        hint = widget.minimumSizeHint()
        return QSize(hint.width(), hint.height())
    if isinstance(widget, QComboBox) and widget.currentText():
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        area = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        words = QFontMetrics(widget.font()).horizontalAdvance(widget.currentText())
        return QSize(widget.width() - area.width() + words, 0)
    return None


def _inside_editor(widget: QWidget) -> bool:
    """Tell a button that Qt itself puts into a line edit and that shows only its icon."""
    return isinstance(widget.parentWidget(), QLineEdit | QComboBox)


def clipped(root: QWidget) -> list[str]:
    """Return what has less room than its words need, or sticks out of what holds it."""
    faults = []
    for widget in visible(laid_out(root)):
        wanted = _wanted(widget)
        if wanted is not None and (
            wanted.width() > widget.width() + _SLACK or wanted.height() > widget.height() + _SLACK
        ):
            faults.append(
                f"{name_of(widget)} needs {wanted.width()}x{wanted.height()},"
                f" has {widget.width()}x{widget.height()}"
            )
        faults.extend(_sticking_out(widget, root))
    return faults


def _sticking_out(widget: QWidget, root: QWidget) -> Iterator[str]:
    if widget is root or not isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        return
    area = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    scrolls_down = False
    holder = widget.parentWidget()
    while holder is not None and holder is not root:
        if isinstance(holder.parentWidget(), QAbstractScrollArea):
            scrolls_down = True
        holder = holder.parentWidget()
    inside = root.rect()
    out_sideways = area.left() < inside.left() - _SLACK or area.right() > inside.right() + _SLACK
    out_below = area.bottom() > inside.bottom() + _SLACK or area.top() < inside.top() - _SLACK
    if out_sideways or (out_below and not scrolls_down):
        yield f"{name_of(widget)} sticks out of the window"
    parent = widget.parentWidget()
    if parent is not None and not scrolls_down:
        rect = widget.geometry()
        if rect.right() > parent.width() + _SLACK or rect.bottom() > parent.height() + _SLACK:
            yield f"{name_of(widget)} sticks out of {type(parent).__name__}"


def overlaps(root: QWidget) -> list[str]:
    """Return siblings that lie over each other; overlays say so by the role ``overlay``."""
    faults = []
    for parent in visible(laid_out(root)):
        children = [
            child
            for child in parent.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if child.isVisible()
            and not child.isWindow()
            and not isinstance(child, FocusRing)
            and child.property("role") != "overlay"
            and child.objectName() != "results"
            and not isinstance(parent, QAbstractScrollArea | QComboBox | QLineEdit)
            and child.width() > 0
            and child.height() > 0
        ]
        for number, one in enumerate(children):
            for other in children[number + 1 :]:
                cut = one.geometry().intersected(other.geometry())
                if cut.width() > _SLACK and cut.height() > _SLACK:
                    faults.append(
                        f"{name_of(one)} and {name_of(other)} overlap in {type(parent).__name__}"
                    )
    return faults


def unnamed(root: QWidget) -> list[str]:
    """Return controls a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in visible(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QAbstractScrollArea | QLabel)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ] + [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in visible(root)
        if isinstance(widget, QAbstractScrollArea)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
    ]


def assert_nothing_clipped(root: QWidget) -> None:
    """Fail when words are cut off or a control sticks out."""
    faults = clipped(root)
    assert not faults, "\n".join(faults)


def assert_no_overlap(root: QWidget) -> None:
    """Fail when siblings lie over each other."""
    faults = overlaps(root)
    assert not faults, "\n".join(faults)


def assert_named(root: QWidget) -> None:
    """Fail when a control has no accessible name."""
    faults = unnamed(root)
    assert not faults, "\n".join(faults)


def assert_sound(root: QWidget, width: int, height: int, where: str = "") -> None:
    """Fail when a window is too large for its client area, cuts words, overlaps or leaves a control unnamed."""
    hint = laid_out(root).minimumSizeHint()
    faults = [*clipped(root), *overlaps(root), *unnamed(root)]
    if hint.width() > width or hint.height() > height:
        faults.append(f"needs {hint.width()}x{hint.height()} of {width}x{height}")
    if (root.width(), root.height()) != (width, height):
        faults.append(f"is {root.width()}x{root.height()} instead of {width}x{height}")
    assert not faults, f"{where} {width}x{height}\n" + "\n".join(faults)


def assert_fits(root: QWidget, width: int, height: int) -> None:
    """Fail when a window wants more room than its client area (logical pixels)."""
    hint = laid_out(root).minimumSizeHint()
    assert hint.width() <= width, f"needs {hint.width()} of {width} in width"
    assert hint.height() <= height, f"needs {hint.height()} of {height} in height"


def tab_names(root: QWidget, most: int = 80) -> list[str]:
    """Return the accessible names Tab goes through, beginning after the widget in focus."""
    window = root.window()
    start = window.focusWidget()
    names: list[str] = []
    for _step in range(most):
        if not window.focusNextPrevChild(True):
            break
        focused = window.focusWidget()
        if focused is None or focused is start:
            break
        names.append(focused.accessibleName() or name_of(focused))
    return names
