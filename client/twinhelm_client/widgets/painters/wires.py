"""What runs between the servers: the channel with its arrow and rate, and the heartbeat links with their round trip."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from twinhelm_client.domain.language import translate
from twinhelm_client.domain.picture import Channel, Line
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, Canvas


def paint_channel(canvas: Canvas, left: float, right: float, y: float, channel: Channel, step: float) -> None:
    """Draw the channel. `step` (0 to 1) moves the light marks on it in the direction of the data."""
    hue = Hue.UNSAFE if channel.connected else Hue.BAD
    canvas.text(QRectF(left, y - 23, right - left, 18), translate("Picture", "channel"), Type.CAPTION_STRONG, Hue.TEXT, CENTER)
    canvas.line(QPointF(left + 2, y), QPointF(right - 2, y), hue, 3.5 if channel.connected else 2, dashed=not channel.connected)
    if channel.forward is not None and channel.connected:
        tip, back = (right - 1, right - 12) if channel.forward else (left + 1, left + 12)
        if channel.moving:
            _marks(canvas, left, right, y, step if channel.forward else 1 - step)
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(canvas.color(hue))
        canvas.painter.drawPolygon(QPolygonF([QPointF(tip, y), QPointF(back, y - 6.5), QPointF(back, y + 6.5)]))
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.text(
        QRectF(left + 4, y + 5, right - left - 8, 17), channel.words, Type.AXIS, Hue.MUTED if channel.connected else Hue.BAD, CENTER
    )


def _marks(canvas: Canvas, left: float, right: float, y: float, step: float) -> None:
    pitch = 28.0
    x = left + 10 + step * pitch
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(canvas.theme.color(Hue.ON_ACCENT, 0.75))
    while x < right - 18:
        canvas.painter.drawEllipse(QPointF(x, y), 1.4, 1.4)
        x += pitch
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_link(canvas: Canvas, left: float, right: float, y: float, line: Line) -> None:
    """Draw a heartbeat link; a broken one is dashed and says since when."""
    good = line.tone is not Tone.BAD
    canvas.text(QRectF(left, y - 22, right - left, 18), line.name, Type.CAPTION_STRONG, Hue.TEXT, CENTER)
    canvas.line(QPointF(left + 2, y), QPointF(right - 2, y), Hue.OK if good else Hue.BAD, 2, dashed=not good)
    canvas.text(QRectF(left + 2, y + 4, right - left - 4, 17), line.words, Type.AXIS, Hue.MUTED if good else Hue.BAD, CENTER)
