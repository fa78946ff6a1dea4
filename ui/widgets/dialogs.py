# SPDX-License-Identifier: MulanPSL-2.0
"""Dialogs: only for passwords, irreversible registration, print, export (ux §2.1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.kernel.errors import UserError
from ui.qt import (
    QComboBox,
    QCoreApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListView,
    QPoint,
    QPushButton,
    QSettings,
    QShowEvent,
    QSize,
    QSizePolicy,
    QTimer,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from ui.theme import Theme
from ui.theme.tokens import band_colours
from ui.widgets.basics import button, icon_label, label, rule, scrolled
from ui.widgets.focus import FocusRing
from ui.widgets.messages import MessageArea

FILE_DIALOG = QSize(880, 520)  # logical pixels
AROUND = 32  # of the window stays visible round a file dialog
TYPE_COLUMN = 2
FEWEST_CHARS = 4  # an entry shows at least, however large the words
MOST_TURNS = 4


def _is_empty(entry: QLineEdit | QComboBox) -> bool:
    return not (entry.text() if isinstance(entry, QLineEdit) else entry.currentText())


class _Body(QWidget):
    """What scrolls in a dialog; as high as its lines are at the width it has."""

    def minimumSizeHint(self) -> QSize:
        """Return the height for the width in hand: Qt's own counts wrapped lines as if it were narrow."""
        size, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width() > size.width():
            size.setHeight(layout.totalHeightForWidth(self.width()))
        return size


class Dialog(QDialog):
    """The frame of a dialog: marking on top, title, body that scrolls, verbs that stay in view.

    Fill ``body``, add verbs with ``add_verb``; ``messages`` says what is wrong with the entries.
    """

    def __init__(self, theme: Theme, parent: QWidget | None, title: str, marking: str = "") -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.m
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        if marking:
            outer.addWidget(_thin_band(theme, marking))
        inner = QVBoxLayout()
        inner.setContentsMargins(m.s24, m.s16, m.s24, m.s16)
        inner.setSpacing(m.s12)
        outer.addLayout(inner, 1)
        inner.addWidget(label(title, "title", wrap=True))
        self.messages = MessageArea(theme)
        inner.addWidget(self.messages)
        content = _Body()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, m.s8, 0)
        self.body.setSpacing(m.s12)
        self._scroll = scrolled(content)
        inner.addWidget(self._scroll, 1)
        inner.addWidget(rule())
        self._verbs = QHBoxLayout()
        self._verbs.setSpacing(m.s8)
        self._verbs.addStretch(1)
        inner.addLayout(self._verbs)
        self.ring = FocusRing(theme, self)

    def add_verb(self, text: str, role: str = "secondary", key: str = "") -> QPushButton:
        """Add a verb at the right end; the primary one answers to Enter."""
        verb = button(self.theme, text, role, key=key)
        verb.setDefault(role == "primary")
        verb.setAutoDefault(role == "primary")
        self._verbs.addWidget(verb)
        return verb

    def add_cancel(self, text: str = "取消") -> QPushButton:
        """Add the way out; Esc does the same."""
        verb = self.add_verb(text)
        verb.clicked.connect(self.reject)
        return verb

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size of the content, in the middle of the window: Qt chose a place for another size."""
        if self.focusWidget() is None:
            self._begin()
        self.fit()
        parent = self.parentWidget()
        if parent is not None:
            self._stand_at(parent.window().geometry().center())
        super().showEvent(event)

    def _begin(self) -> None:
        """Give the focus to the first entry that is still empty, else to the first one (ux §4.5)."""
        entries = [
            entry
            for entry in self._scroll.widget().findChildren(QWidget)
            if isinstance(entry, QLineEdit | QComboBox)
            and not isinstance(entry.parent(), QComboBox)
            and entry.isEnabled()
            and entry.isVisibleTo(self)
        ]
        if entries:
            next((entry for entry in entries if _is_empty(entry)), entries[0]).setFocus()

    def fit(self) -> None:
        """Take the size of the content within 880 × 400 logical pixels and the parent's window."""
        m = self.theme.m
        parent = self.parentWidget()
        widest = min(
            m.dialog_width, (parent.window().width() - m.s32) if parent else m.dialog_width
        )
        inside = self._scroll.widget()
        width = min(widest, max(inside.sizeHint().width() + 2 * m.s32, m.form_width))
        self.setFixedWidth(width)
        self._narrow_entries(width - 2 * m.s24 - m.scroll)
        content = inside.layout()
        body = (
            content.totalHeightForWidth(width - 2 * m.s24)
            if content and content.hasHeightForWidth()
            else inside.sizeHint().height()
        )
        tallest = min(
            m.dialog_height, (parent.window().height() - m.s32) if parent else m.dialog_height
        )
        self._scroll.setMinimumHeight(0)
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        self._grow_to(max(min(tallest, around + body), min(tallest, around + m.row)))
        QTimer.singleShot(0, self, lambda: self._grow(tallest))

    def _narrow_entries(self, room: int) -> None:
        """Make lines to type in narrower together where large words leave their rows too little room."""
        inside, least = self._scroll.widget(), self.theme.m.chars(FEWEST_CHARS)
        for _turn in range(MOST_TURNS):
            wanted = inside.minimumSizeHint().width()
            if wanted <= room:
                return
            for entry in inside.findChildren(QLineEdit):
                if entry.minimumWidth() == entry.maximumWidth() > least:
                    entry.setFixedWidth(max(least, entry.minimumWidth() * room // wanted))

    def _grow(self, tallest: int) -> None:
        """Take what the laid-out body still wants, where there is room: nothing is cut off without need."""
        rest = self._scroll.verticalScrollBar().maximum()
        if rest and self.height() < tallest:
            self._grow_to(min(tallest, self.height() + rest))
        self._show_focus()

    def _grow_to(self, height: int) -> None:
        """Take a height, upwards as much as downwards."""
        middle = self.geometry().center()
        self.setFixedHeight(height)
        if self.isVisible():
            self._stand_at(middle)

    def _stand_at(self, middle: QPoint) -> None:
        self.move(self.pos() + middle - self.geometry().center())

    def _show_focus(self) -> None:
        """Scroll to what has the focus: large words may leave it below what is shown at first."""
        held: QWidget | None = self.focusWidget()
        if held is not None and self._scroll.widget().isAncestorOf(held):
            self._scroll.ensureWidgetVisible(held, 0, self.theme.m.s24)


def carry_out(
    dialog: Dialog,
    verb: str,
    act: Callable[[], object],
    role: str = "primary",
    cancel: str = "取消",
) -> None:
    """Show a filled dialog with its verb; a refusal is said inside and the entries stay."""
    dialog.add_cancel(cancel)
    done = dialog.add_verb(verb, role)

    def run(_checked: bool = False) -> None:
        try:
            act()
        except UserError as fault:
            dialog.messages.clear()
            dialog.messages.say(fault.message)
            return
        dialog.accept()

    done.clicked.connect(run)
    dialog.exec()
    dialog.deleteLater()


def _thin_band(theme: Theme, marking: str) -> QFrame:
    ground, ink = band_colours(marking, theme.c)
    frame = QFrame()
    frame.setObjectName("dialogband")
    frame.setStyleSheet(
        f"#dialogband {{ background: {ground}; border: 0; }}"
        f"#dialogband QLabel {{ color: {ink}; font-size: {theme.m.small}px; font-weight: 500; }}"
    )
    frame.setFixedHeight(theme.m.band)
    row = QHBoxLayout(frame)
    row.setContentsMargins(theme.m.s24, 0, theme.m.s24, 0)
    row.setSpacing(theme.m.s8)
    row.addWidget(icon_label(theme, "lock", ink, theme.m.icon_small))
    row.addWidget(label(marking))
    row.addStretch(1)
    return frame


def confirm(
    theme: Theme, parent: QWidget, title: str, words: str, verb: str, marking: str = ""
) -> bool:
    """Ask before something that cannot be undone; the verb says the consequence.

    The way out has the focus, so that an Enter typed by habit registers nothing.
    """
    dialog = Dialog(theme, parent, title, marking)
    dialog.body.addWidget(label(words, wrap=True))
    cancel = dialog.add_cancel("先不办")
    act = dialog.add_verb(verb, "danger")
    act.clicked.connect(dialog.accept)
    cancel.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted


def _forget_folders() -> None:
    """Remove the folder names Qt's own file dialog writes to its settings (security.md §8)."""
    settings = QSettings("QtProject")
    settings.remove("FileDialog")
    settings.sync()


def _file_dialog(parent: QWidget, title: str, folder: Path | None) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setSidebarUrls([])
    dialog.setHistory([])
    dialog.setDirectory(str(folder if folder is not None else Path.home()))
    dialog.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    room = parent.window().size()
    dialog.setMaximumSize(room)
    dialog.resize(FILE_DIALOG.boundedTo(room - QSize(AROUND, AROUND)))
    _tidy(dialog)
    return dialog


def _tidy(dialog: QFileDialog) -> None:
    """Give the names the room: no empty column of places, no column of types, dates and sizes at the right."""
    places, files = dialog.findChild(QListView, "sidebar"), dialog.findChild(QTreeView, "treeView")
    if places is not None:
        places.hide()
    if files is not None:
        head = files.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        files.hideColumn(TYPE_COLUMN)


def _chosen(dialog: QFileDialog) -> list[Path]:
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return []
        return [Path(name) for name in dialog.selectedFiles()]
    finally:
        dialog.deleteLater()
        QCoreApplication.processEvents()
        _forget_folders()


def choose_files(
    parent: QWidget, title: str, kinds: str, folder: Path | None = None, many: bool = False
) -> list[Path]:
    """Let the person choose existing files; ``kinds`` as ``"PDF 和图片 (*.pdf *.jpg *.png)"``."""
    dialog = _file_dialog(parent, title, folder)
    mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    dialog.setNameFilters([kinds, "所有文件 (*)"])
    return _chosen(dialog)


def choose_folder(parent: QWidget, title: str, folder: Path | None = None) -> Path | None:
    """Let the person choose an existing folder; None when they went away."""
    dialog = _file_dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def choose_new_file(
    parent: QWidget, title: str, kinds: str, name: str, folder: Path | None = None
) -> Path | None:
    """Let the person name a file to be written; None when they went away."""
    dialog = _file_dialog(parent, title, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([kinds])
    dialog.selectFile(name)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    return next(iter(_chosen(dialog)), None)
