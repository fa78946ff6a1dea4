# SPDX-License-Identifier: MulanPSL-2.0
"""Line icons on a 20 grid, one weight; ``currentColor`` is replaced by a token when one is loaded."""

from __future__ import annotations

from functools import lru_cache

from app.kernel.locations import resource
from ui.qt import QByteArray, QIcon, QPainter, QPixmap, QRectF, QSize, QSvgRenderer, Qt


class NoSuchIcon(Exception):
    """A screen names an icon that is not among the bundled ones; a bug."""


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise NoSuchIcon(name)
    text = path.read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon into a rectangle; raises NoSuchIcon."""
    _renderer(name, colour).render(painter, rect)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """Return an icon of ``size`` logical pixels with ``gap`` empty pixels at its right."""
    renderer = _renderer(name, colour)
    picture = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int, disabled: str = "", gap: int = 0) -> QIcon:
    """Return an icon for buttons and menus, sharp at once and twice the density."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, colour, size, ratio, gap))
        if disabled:
            result.addPixmap(pixmap(name, disabled, size, ratio, gap), QIcon.Mode.Disabled)
    return result
