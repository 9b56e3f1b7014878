"""The public network on top: the service address on whoever holds it, the packet filter across the other's cable."""

from PySide6.QtCore import QPointF, QRectF

from twinhelm_client.domain.picture import ServerCard
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, RIGHT, Canvas

LINE_Y = 27.0
HEIGHT = 88.0  # from the top of the picture to the top of the cards


def paint_network(canvas: Canvas, width: float, name: str) -> None:
    """Draw the wire of the public network with its name."""
    canvas.text(QRectF(0, 0, width, 20), name, Type.CAPTION, Hue.MUTED, CENTER)
    canvas.line(QPointF(1, LINE_Y), QPointF(width - 1, LINE_Y), Hue.MUTED, 2.5)


def paint_cable(canvas: Canvas, card_rect: QRectF, card: ServerCard, address: str) -> None:
    """Draw what is between a server and the public network."""
    x = card_rect.center().x()
    if card.gone:
        canvas.greyed().line(QPointF(x, LINE_Y), QPointF(x, card_rect.top()), Hue.STALE, 2, dashed=True)
        _words_beside(canvas, card_rect, card.filter_words, Hue.MUTED)
    elif card.speaks:
        canvas.line(QPointF(x, LINE_Y + 2), QPointF(x, card_rect.top()), Hue.ACTIVE, 2.5)
        _pill(canvas, QPointF(x, LINE_Y + 29), address, card_rect.width())
    else:
        bar_y = LINE_Y + 29
        canvas.line(QPointF(x, LINE_Y + 2), QPointF(x, bar_y - 9), Hue.MUTED, 2.5)
        canvas.line(QPointF(x, bar_y + 8), QPointF(x, card_rect.top()), Hue.MUTED, 2, dashed=True)
        hue = Hue.PASSIVE if card.silent else Hue.BAD
        canvas.box(QRectF(x - 52, bar_y - 3, 104, 6), 3, canvas.color(hue))
        _words_beside(canvas, card_rect, card.filter_words, hue)


def _pill(canvas: Canvas, center: QPointF, address: str, room: float) -> None:
    width = min(room, max(132.0, canvas.width(address, Type.CAPTION_STRONG) + 36))
    rect = QRectF(center.x() - width / 2, center.y() - 12, width, 24)
    canvas.box(rect, 12, canvas.color(Hue.ACTIVE))
    canvas.text(rect, address, Type.CAPTION_STRONG, Hue.ON_ACCENT, CENTER)


def _words_beside(canvas: Canvas, card_rect: QRectF, words: str, hue: Hue) -> None:
    """Write left of the cable; right of it where the picture ends before the words do."""
    left, right = card_rect.center().x() - 62, card_rect.center().x() + 62
    if canvas.width(words, Type.CAPTION) <= left:
        canvas.text(QRectF(left - 190, LINE_Y + 19, 190, 20), words, Type.CAPTION, hue, RIGHT)
    else:
        canvas.text(QRectF(right, LINE_Y + 19, 190, 20), words, Type.CAPTION, hue)
