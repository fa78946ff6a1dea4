# SPDX-License-Identifier: MulanPSL-2.0
"""Tokens in, one application style sheet out.

Widgets carry a ``role`` property and the sheet styles roles, so a new screen needs no new rule.
Heights of controls live here only: a style sheet's ``min-height`` beats ``setMinimumHeight``.
"""

from __future__ import annotations

from app.kernel.locations import resource
from ui.theme.tokens import Theme


def style_sheet(theme: Theme) -> str:
    """Return the whole sheet of a theme."""
    parts = (_ground, _labels, _menus, _buttons, _inputs, _choices, _views, _popups)
    return "".join(part(theme) for part in parts)


def _edge(theme: Theme) -> str:
    return f"{theme.c.edge}px solid"


def _ground(theme: Theme) -> str:
    c, m = theme.c, theme.m
    families = ", ".join(f'"{name}"' for name in theme.families())
    return f"""
* {{ font-family: {families}; font-size: {m.body}px; color: {c.ink}; outline: 0; }}
QWidget[role="desk"] {{ background: {c.desk}; }}
QWidget[role="paper"] {{ background: {c.paper}; }}
QFrame[role="sheet"] {{ background: {c.paper}; border: 1px solid {c.line}; border-radius: {m.radius}px; }}
QFrame[role="well"] {{ background: {c.well}; border: 0; border-radius: {m.radius}px; }}
QFrame[role="rule"] {{ background: {c.line}; border: 0; }}
QFrame[role="toolbar"] {{ background: {c.paper}; border: 0; border-bottom: 1px solid {c.line}; }}
QFrame[role="nav"] {{ background: {c.paper}; border: 0; border-right: 1px solid {c.line}; }}
QFrame[role="pane"] {{ background: {c.desk}; border: 0; border-left: 1px solid {c.line}; }}
QFrame[role="overlay"] {{ background: {c.desk}; border: 0; border-left: 2px solid {c.control}; }}
QFrame[role="status"] {{ background: {c.paper}; border: 0; border-top: 1px solid {c.line}; }}
QScrollArea {{ background: transparent; border: 0; }}
QWidget[role="clear"], QFrame[role="clear"] {{ background: transparent; border: 0; }}
"""


def _labels(theme: Theme) -> str:
    c, m = theme.c, theme.m
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {m.title}px; font-weight: 700; }}
QLabel[role="walk"] {{ font-size: {m.walk}px; font-weight: 700; }}
QLabel[role="section"] {{ font-size: {m.section}px; font-weight: 500; }}
QLabel[role="strong"] {{ font-weight: 500; }}
QLabel[role="table"] {{ font-size: {m.table}px; }}
QLabel[role="second"] {{ font-size: {m.table}px; color: {c.ink2}; }}
QLabel[role="small"] {{ font-size: {m.small}px; color: {c.ink2}; }}
QLabel[role="code"] {{ font-size: {m.small}px; color: {c.hint}; }}
QLabel[role="digits"] {{ font-size: {m.walk}px; font-weight: 500; }}
QLabel[role="ok"] {{ font-size: {m.table}px; color: {c.ok_ink}; }}
QLabel[role="must"] {{ font-size: {m.table}px; color: {c.must_ink}; }}
QLabel[role="warn"] {{ font-size: {m.table}px; color: {c.warn_ink}; }}
QLabel[role="note"] {{ font-size: {m.table}px; color: {c.note_ink}; }}
QLabel[role="link"] {{ color: {c.primary}; }}
QLabel:disabled {{ color: {c.disabled}; }}
"""


def _menus(theme: Theme) -> str:
    c, m = theme.c, theme.m
    return f"""
QMenuBar {{ background: {c.paper}; border: 0; padding: 0 {m.s8}px; }}
QMenuBar::item {{ background: transparent; padding: {m.s2}px {m.s8}px; border-radius: {m.radius}px; }}
QMenuBar::item:selected {{ background: {c.select}; }}
QMenuBar::item:pressed {{ background: {c.select}; color: {c.primary}; }}
QMenu {{ background: {c.paper}; border: 1px solid {c.control}; padding: {m.s4}px 0; menu-scrollable: 1; }}
QMenu::item {{ padding: {m.s4}px {m.s24 + m.s24}px {m.s4}px {m.s32}px; min-height: {m.tag}px; }}
QMenu::item:selected {{ background: {c.select}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {m.s4}px {m.s8}px; }}
QMenu::icon {{ left: {m.s8}px; }}
QMenu::indicator {{ left: {m.s8}px; width: {m.icon_small}px; height: {m.icon_small}px; }}
QMenu::indicator:checked {{ image: url("{_asset("st-ok")}"); }}
"""


def _buttons(theme: Theme) -> str:
    c, m, edge = theme.c, theme.m, _edge(theme)
    height = m.button - 2 * c.edge
    return f"""
QPushButton {{ min-height: {height}px; padding: 0 {m.s12}px; border-radius: {m.radius}px;
  border: {edge} {c.control}; background: {c.paper}; color: {c.ink}; }}
QPushButton:hover {{ background: {c.hover}; border-color: {c.primary}; }}
QPushButton:pressed {{ background: {c.select}; }}
QPushButton:disabled {{ color: {c.disabled}; background: {c.desk}; border-color: {c.line}; }}
QPushButton[role="primary"] {{ background: {c.primary}; border-color: {c.primary}; color: {c.on_primary};
  font-weight: 500; padding: 0 {m.s16}px; }}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{ background: {c.primary_hover}; }}
QPushButton[role="primary"]:disabled {{ color: {c.disabled}; background: {c.well}; border-color: {c.control}; }}
QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; padding: 0 {m.s8}px; }}
QPushButton[role="quiet"]:hover {{ background: {c.select}; }}
QPushButton[role="quiet"]:disabled {{ background: transparent; color: {c.disabled}; }}
QPushButton[role="link"] {{ background: transparent; border-color: transparent; color: {c.primary};
  padding: 0 {m.s4}px; min-height: {m.tag}px; text-align: left; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:disabled {{ color: {c.disabled}; }}
QPushButton[align="left"] {{ text-align: left; }}
QPushButton[role="danger"] {{ color: {c.must_ink}; border-color: {c.must_ink}; }}
QPushButton[role="danger"]:hover {{ background: {c.must_tint}; border-color: {c.must_ink}; }}
QPushButton[role="danger"]:disabled {{ color: {c.disabled}; border-color: {c.line}; }}
QPushButton[role="chip"] {{ min-height: {m.chip - 2}px; padding: 0 {m.s12}px; font-size: {m.table}px;
  border: 1px solid {c.line}; }}
QPushButton[role="chip"]:hover {{ border-color: {c.primary}; }}
QPushButton[role="chip"]:checked {{ background: {c.select}; border: 1px solid {c.primary}; color: {c.primary};
  font-weight: 500; }}
QPushButton[role="tab"] {{ min-height: {m.chip}px; padding: 0 {m.s4}px; border: 0;
  border-bottom: {m.ring}px solid transparent; border-radius: 0; background: transparent; color: {c.ink2};
  font-size: {m.table}px; }}
QPushButton[role="tab"]:hover {{ color: {c.primary}; }}
QPushButton[role="tab"]:checked {{ color: {c.primary}; font-weight: 500; border-bottom-color: {c.primary}; }}
QPushButton[role="answer"] {{ text-align: left; min-height: {m.choice - 2 * c.edge}px; padding: 0 {m.s16}px;
  min-width: {m.chars(9)}px; }}
QPushButton[role="answer"][tight="true"] {{ min-width: {m.chars(3)}px; padding: 0 {m.s8}px; }}
QPushButton[role="answer"]:checked {{ background: {c.select}; border: {m.ring}px solid {c.primary};
  color: {c.primary}; font-weight: 500; padding: 0 {m.s16 - m.ring + c.edge}px;
  min-height: {m.choice - 2 * m.ring}px; }}
QPushButton[role="answer"][tone="must"]:checked {{ background: {c.must_tint}; border-color: {c.must_ink};
  color: {c.must_ink}; }}
"""


def _inputs(theme: Theme) -> str:
    c, m, edge = theme.c, theme.m, _edge(theme)
    height = m.button - 2 * c.edge
    return f"""
QLineEdit, QComboBox, QSpinBox, QDateEdit {{ min-height: {height}px; padding: 0 {m.s8}px; border: {edge} {c.control};
  border-radius: {m.radius}px; background: {c.paper}; selection-background-color: {c.primary};
  selection-color: {c.on_primary}; placeholder-text-color: {c.hint}; lineedit-password-character: 8226; }}
QLineEdit:hover, QComboBox:hover, QSpinBox:hover, QPlainTextEdit:hover {{ border-color: {c.primary}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled {{ background: {c.desk};
  color: {c.disabled}; border-color: {c.line}; }}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ background: {c.desk}; }}
QLineEdit[tone="must"], QPlainTextEdit[tone="must"], QComboBox[tone="must"] {{ border-color: {c.must_ink}; }}
QLineEdit[tone="warn"], QPlainTextEdit[tone="warn"], QComboBox[tone="warn"] {{ border-color: {c.warn_ink}; }}
QLineEdit[role="count"] {{ min-height: {m.choice - 2 * c.edge}px; font-size: {m.walk}px; font-weight: 500; }}
QLineEdit[role="digits"] {{ min-height: {m.choice - 2 * c.edge}px; font-size: {m.title}px; font-weight: 500; }}
QPlainTextEdit, QTextEdit {{ padding: {m.s4}px; border: {edge} {c.control}; border-radius: {m.radius}px;
  background: {c.paper}; selection-background-color: {c.primary}; selection-color: {c.on_primary}; }}
QTextEdit[role="reading"] {{ padding: 0; border: 0; background: transparent; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: {m.s24}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: none; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}
QSlider {{ min-height: {m.tag}px; background: transparent; }}
QSlider::groove:horizontal {{ height: {m.s4}px; background: {c.well}; border: 1px solid {c.control};
  border-radius: {m.s2}px; }}
QSlider::sub-page:horizontal {{ background: {c.primary}; border: 1px solid {c.primary}; border-radius: {m.s2}px; }}
QSlider::handle:horizontal {{ width: {m.icon_small}px; height: {m.icon_small}px;
  margin: -{(m.icon_small - m.s4) // 2 + 1}px 0; background: {c.paper}; border: {m.ring}px solid {c.primary};
  border-radius: {m.icon_small // 2 + m.ring}px; }}
QSlider::handle:horizontal:hover {{ background: {c.select}; }}
QProgressBar {{ border: 1px solid {c.control}; border-radius: {m.radius}px; background: {c.paper};
  min-height: {m.s8}px; max-height: {m.s8}px; text-align: center; }}
QProgressBar::chunk {{ background: {c.primary}; border-radius: {m.radius - 1}px; }}
"""


def _choices(theme: Theme) -> str:
    c, m, edge = theme.c, theme.m, _edge(theme)
    side = m.icon_small - 2
    pip = max(4, m.icon_small - 10)
    return f"""
QRadioButton, QCheckBox {{ spacing: {m.s8}px; background: transparent; min-height: {m.tag}px; }}
QRadioButton::indicator {{ width: {side}px; height: {side}px; border: {edge} {c.control};
  border-radius: {side // 2 + c.edge}px; background: {c.paper}; }}
QRadioButton::indicator:checked {{ width: {pip}px; height: {pip}px;
  border: {(side + 2 * c.edge - pip) // 2}px solid {c.primary}; border-radius: {side // 2 + c.edge}px; }}
QRadioButton:disabled, QCheckBox:disabled {{ color: {c.disabled}; }}
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled {{ border-color: {c.line}; background: {c.desk}; }}
QCheckBox::indicator {{ width: {side}px; height: {side}px; border: {edge} {c.control};
  border-radius: {m.radius_tag}px; background: {c.paper}; }}
QCheckBox::indicator:checked {{ background: {c.primary}; border-color: {c.primary};
  image: url("{_asset("tick-white")}"); }}
"""


def _views(theme: Theme) -> str:
    c, m = theme.c, theme.m
    return f"""
QTableView {{ background: {c.paper}; border: 1px solid {c.line}; border-radius: {m.radius}px; }}
QHeaderView {{ background: {c.paper}; border: 0; }}
QHeaderView::section {{ background: {c.paper}; color: {c.ink2}; font-size: {m.small}px; font-weight: 500; border: 0;
  border-bottom: 1px solid {c.control}; padding: 0 {m.s8}px; }}
QHeaderView::section:first {{ padding-left: {m.s8 + m.bar}px; }}
QListView {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {m.scroll}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.control}; border-radius: {max(1, m.scroll // 2 - 2)}px;
  min-height: {m.s32}px; margin: {m.s2}px; }}
QScrollBar:horizontal {{ background: transparent; height: {m.scroll}px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {c.control}; border-radius: {max(1, m.scroll // 2 - 2)}px;
  min-width: {m.s32}px; margin: {m.s2}px; }}
QScrollBar::handle:hover {{ background: {c.ink2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {c.line}; }}
"""


def _popups(theme: Theme) -> str:
    c, m = theme.c, theme.m
    return f"""
QToolTip {{ background: {c.paper}; color: {c.ink}; border: 1px solid {c.control}; padding: {m.s4}px {m.s8}px;
  font-size: {m.small}px; }}
QComboBox QAbstractItemView, QListView[role="popup"] {{ background: {c.paper}; border: 1px solid {c.control};
  padding: {m.s4}px 0; selection-background-color: {c.select}; selection-color: {c.ink}; }}
QComboBox QAbstractItemView::item, QListView[role="popup"]::item {{ min-height: {m.row - m.s4}px;
  padding: 0 {m.s8}px; color: {c.ink}; }}
QComboBox QAbstractItemView::item:selected, QListView[role="popup"]::item:selected {{ background: {c.select}; }}
QDialog {{ background: {c.paper}; border: 1px solid {c.control}; }}
QCalendarWidget QWidget {{ background: {c.paper}; alternate-background-color: {c.well}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {c.primary}; selection-color: {c.on_primary}; }}
QCalendarWidget QToolButton {{ color: {c.ink}; background: transparent; border: 0; padding: {m.s4}px {m.s8}px;
  min-height: {m.tag}px; }}
QCalendarWidget QToolButton:hover {{ background: {c.select}; }}
"""


def _asset(name: str) -> str:
    return resource("icons", f"{name}.svg").as_posix()
