"""The wheel of the one who steers and the ring of the one who waits."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from twinhelm_client.domain.picture import Emblem
from twinhelm_client.theme.tokens import Hue
from twinhelm_client.widgets.painters.canvas import Canvas


def paint_emblem(canvas: Canvas, center: QPointF, radius: float, emblem: Emblem, hue: Hue) -> None:
    """Draw a wheel, a ring, or a wheel whose spokes do not reach the rim yet."""
    painter = canvas.painter
    width = max(1.6, radius / 8.5)
    pen = QPen(canvas.color(hue), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if emblem is Emblem.RING:
        painter.drawEllipse(center, radius * 0.92, radius * 0.92)
        return
    rim = radius * 0.66
    painter.drawEllipse(center, rim, rim)
    reach = radius if emblem is Emblem.WHEEL else rim * 0.62
    for eighth in range(8):
        angle = eighth * math.pi / 4
        direction = QPointF(math.cos(angle), math.sin(angle))
        painter.drawLine(center + direction * (radius * 0.22), center + direction * reach)
    painter.setBrush(canvas.color(hue))
    painter.drawEllipse(center, radius * 0.14, radius * 0.14)
    painter.setBrush(Qt.BrushStyle.NoBrush)
