"""One server as a card: emblem, name, identity and role, load, applications, age."""

from PySide6.QtCore import QPointF, QRectF

from twinhelm_client.domain.language import translate
from twinhelm_client.domain.picture import ApplicationLine, Bar, Emblem, ServerCard
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import LEFT, RIGHT, Canvas
from twinhelm_client.widgets.painters.emblem import paint_emblem

HEADER = 68.0
BAR = 33.0
APPLICATION = 21.0
INSET = 20.0
_TONES = {Tone.OK: Hue.OK, Tone.WARN: Hue.WARN, Tone.BAD: Hue.BAD, Tone.STALE: Hue.MUTED, Tone.BUSY: Hue.ACCENT}


def paint_server_card(canvas: Canvas, rect: QRectF, card: ServerCard) -> None:
    """Draw the card; a server that is gone is grey with a dashed border."""
    if card.gone:
        canvas = canvas.greyed()
    hue = Hue.ACTIVE if card.steers else Hue.PASSIVE
    canvas.box(rect, 10, canvas.theme.color(Hue.TEXT, 0.03), canvas.color(hue), 1.8, dashed=card.gone)
    paint_emblem(canvas, QPointF(rect.left() + INSET + 15, rect.top() + 38), 16, card.emblem, hue)
    left, width = rect.left() + INSET + 44, rect.width() - 2 * INSET - 44
    # The age of a server that is gone has more words; it stands where the applications were, so that the name is never cut off.
    role = card.role_line
    if canvas.width(role, Type.CAPTION_STRONG) > width:
        role = role.rpartition(" · ")[2]  # the role says more than whose it was at first
    room = width - canvas.width(card.name, Type.SERVER) - 12
    age = card.age if canvas.width(card.age, Type.AXIS) <= room else card.shorter_age
    age_width = 0.0 if card.gone else canvas.width(age, Type.AXIS) + 4
    canvas.text(QRectF(left, rect.top() + 15, width - age_width, 24), card.name, Type.SERVER, Hue.TEXT)
    if card.gone:
        foot = QRectF(rect.left() + INSET, rect.bottom() - 10 - APPLICATION, rect.width() - 2 * INSET, APPLICATION)
        canvas.text(foot, card.age, Type.CAPTION, Hue.BAD, LEFT)
    else:
        canvas.text(QRectF(rect.right() - INSET - age_width, rect.top() + 15, age_width, 24), age, Type.AXIS, Hue.MUTED, RIGHT)
    canvas.text(QRectF(left, rect.top() + 39, width, 18), role, Type.CAPTION_STRONG, hue)
    inner = QRectF(rect.left() + INSET, rect.top() + HEADER, rect.width() - 2 * INSET, rect.height() - HEADER - 10)
    for number, bar in enumerate(card.bars):
        _paint_bar(canvas, QRectF(inner.left(), inner.top() + number * BAR, inner.width(), BAR), bar)
    _paint_applications(canvas, inner, card)


def paint_ghost_card(canvas: Canvas, rect: QRectF) -> None:
    """Draw the place of a server of which nothing is known yet."""
    line, faint = canvas.color(Hue.LINE), canvas.color(Hue.LINE, 0.5)
    canvas.box(rect, 10, canvas.theme.color(Hue.TEXT, 0.015), line, 1.8, dashed=True)
    paint_emblem(canvas, QPointF(rect.left() + INSET + 15, rect.top() + 38), 16, Emblem.RING, Hue.LINE)
    left = rect.left() + INSET + 44
    canvas.box(QRectF(left, rect.top() + 22, 84, 12), 6, line)
    canvas.box(QRectF(left, rect.top() + 43, 56, 9), 4.5, faint)
    for number in range(3):
        top = rect.top() + HEADER + number * BAR
        canvas.box(QRectF(rect.left() + INSET, top + 6, 64, 8), 4, faint)
        canvas.box(QRectF(rect.left() + INSET, top + 22, rect.width() - 2 * INSET, 5), 2.5, line)


def _paint_bar(canvas: Canvas, rect: QRectF, bar: Bar) -> None:
    value_width = canvas.width(bar.value, Type.CAPTION) + 6
    line = QRectF(rect.left(), rect.top() + 2, rect.width(), 18)
    canvas.text(QRectF(line.left(), line.top(), line.width() - value_width, 18), bar.label, Type.CAPTION, Hue.MUTED)
    canvas.text(line, bar.value, Type.CAPTION, Hue.TEXT, RIGHT)
    track = QRectF(rect.left(), rect.top() + 22, rect.width(), 5)
    canvas.box(track, 2.5, canvas.color(Hue.LINE))
    filled = QRectF(track)
    filled.setWidth(max(5.0, track.width() * min(1.0, max(0.0, bar.ratio))))
    canvas.box(filled, 2.5, canvas.color(Hue.WARN if bar.ratio >= 0.9 else Hue.ACCENT))


def _paint_applications(canvas: Canvas, inner: QRectF, card: ServerCard) -> None:
    room = max(1, int((inner.height() - len(card.bars) * BAR) // APPLICATION))
    shown = card.applications if len(card.applications) <= room else card.applications[: room - 1]
    top = inner.bottom() - APPLICATION * min(room, len(card.applications))
    for number, application in enumerate(shown):
        _paint_application(canvas, QRectF(inner.left(), top + number * APPLICATION, inner.width(), APPLICATION), application)
    if len(shown) < len(card.applications):
        rest = QRectF(inner.left(), top + len(shown) * APPLICATION, inner.width(), APPLICATION)
        canvas.text(
            rest, translate("Picture", "and {0} more applications").format(len(card.applications) - len(shown)), Type.CAPTION, Hue.MUTED
        )


def _paint_application(canvas: Canvas, rect: QRectF, application: ApplicationLine) -> None:
    hue = _TONES[application.tone]
    words = application.words
    name_width = canvas.width(application.name, Type.CAPTION)
    for shorter in application.shorter:
        if name_width + canvas.width(words, Type.CAPTION) + 28 > rect.width():
            words = shorter
    words_width = canvas.width(words, Type.CAPTION) + 4
    dot = QPointF(rect.right() - 4.5, rect.center().y())
    painter = canvas.painter
    painter.setPen(canvas.color(hue))
    painter.setBrush(canvas.color(hue) if application.filled else canvas.theme.color(Hue.LINE, 0))
    painter.drawEllipse(dot, 4, 4)
    words_left = rect.right() - 16 - words_width
    canvas.text(QRectF(words_left, rect.top(), words_width, rect.height()), words, Type.CAPTION, hue, RIGHT)
    canvas.text(
        QRectF(rect.left(), rect.top(), words_left - rect.left() - 8, rect.height()), application.name, Type.CAPTION, Hue.TEXT, LEFT
    )
