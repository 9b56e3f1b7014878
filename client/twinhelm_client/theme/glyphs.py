"""The Material Design icons that QtAwesome ships, drawn from its font.

QtAwesome itself is not imported: it brings qtpy, and with it half of Qt, which takes as long as everything else before the first window.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

_EM = 512.0  # the glyphs are kept in this size and scaled when drawn
_SIZES = (16, 18, 20, 32, 36, 40)  # of buttons, also on screens with twice the pixels
_SHARE = 0.875  # of the height of an icon that its glyph takes, as in QtAwesome


def drawn(name: str, color: QColor, size: int) -> QPixmap:
    """Return an icon in one colour, `size` pixels high and wide."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    scale = round(_SHARE * size) / _EM
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(QTransform().translate(size / 2, size / 2).scale(scale, scale).map(glyph(name)), color)
    painter.end()
    return picture


def icon(name: str, color: QColor, disabled: QColor) -> QIcon:
    """Return an icon for a button. Of pixmaps: a QIconEngine written in Python does not survive that Qt copies it."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(drawn(name, color, size), QIcon.Mode.Normal)
        made.addPixmap(drawn(name, disabled, size), QIcon.Mode.Disabled)
    return made


@cache
def glyph(name: str) -> QPainterPath:
    """Return the outline of "mdi6.check" around (0, 0), _EM high; KeyError when there is no such icon."""
    codes, font = _font()
    (index,) = font.glyphIndexesForString(chr(int(codes[name.removeprefix("mdi6.")], 16)))
    path = font.pathForGlyph(index)
    middle = (font.ascent() - font.descent()) / 2
    advance = font.advancesForGlyphIndexes([index])[0].x()
    path.translate(QPointF(-advance / 2, middle))
    return path


@cache
def _font() -> tuple[dict[str, str], QRawFont]:
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise FileNotFoundError("QtAwesome is not installed; install the console's dependencies again.")
    fonts = Path(package.origin).parent / "fonts"
    (codes,), (outlines,) = fonts.glob("materialdesignicons6-*.json"), fonts.glob("materialdesignicons6-*.ttf")
    return json.loads(codes.read_text(encoding="ascii")), QRawFont(str(outlines), _EM)
