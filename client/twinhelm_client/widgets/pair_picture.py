"""The pair as a picture: two servers, the public network above, channel and links between."""

from PySide6.QtCore import QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from twinhelm_client.domain.picture import PairPicture
from twinhelm_client.domain.text import in_lines
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import MOTION_MS, Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, Canvas
from twinhelm_client.widgets.painters.network import HEIGHT as NETWORK_HEIGHT
from twinhelm_client.widgets.painters.network import LINE_Y, paint_cable, paint_network
from twinhelm_client.widgets.painters.server_card import paint_ghost_card, paint_server_card
from twinhelm_client.widgets.painters.wires import paint_channel, paint_link

_CARD_WIDTH = 330.0
_MOST_SCALE = 1.25  # on a large screen the picture grows with its words; beyond that it would shout
_BETWEEN = 158.0
_CARD_HEIGHT = (206.0, 250.0)
_GHOST_LINE = 18.0


class PairPictureWidget(QWidget):
    """Paints a PairPicture; None while nothing is known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: PairPicture | None = None
        self._waiting = ""
        self._step = 0.0
        self._motion = QTimer(self)
        self._motion.setInterval(MOTION_MS)
        self._motion.timeout.connect(self._move)
        self.setAccessibleName(self.tr("The pair"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_picture(self, picture: PairPicture | None, waiting: str = "") -> None:
        """Show this picture, or the words `waiting` while there is none."""
        if picture == self._picture and waiting == self._waiting:
            return
        self._picture, self._waiting = picture, waiting
        self.setAccessibleDescription(picture.in_words() if picture else waiting)
        moving = picture is not None and picture.channel.moving and not picture.stale and self._theme.moves
        if moving != self._motion.isActive():
            self._motion.start() if moving else self._motion.stop()
        self.update()

    def _move(self) -> None:
        self._step = (self._step + 0.25) % 1.0
        if self.isVisible():
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(780, int(NETWORK_HEIGHT + _CARD_HEIGHT[1]) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(600, int(NETWORK_HEIGHT + _CARD_HEIGHT[0]) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is None or len(self._picture.cards) < 1:
            self._paint_ghost(Canvas(painter, self._theme))
        else:
            self._paint(Canvas(painter, self._theme, grey=self._picture.stale), self._picture)
        painter.end()

    def _place(self, canvas: Canvas) -> tuple[float, tuple[QRectF, QRectF]]:
        """Scale and centre the picture; returns its width and where the two cards stand."""
        wanted = NETWORK_HEIGHT + _CARD_HEIGHT[1] + 2
        scale = max(1.0, min(_MOST_SCALE, self.height() / wanted, self.width() / (2 * _CARD_WIDTH + _BETWEEN)))
        width, room = self.width() / scale, self.height() / scale
        height = min(_CARD_HEIGHT[1], room - NETWORK_HEIGHT - 2)
        canvas.painter.scale(scale, scale)
        canvas.painter.translate(0, max(0.0, (room - NETWORK_HEIGHT - height - 2) / 2))
        card_width = min(_CARD_WIDTH, (width - _BETWEEN) / 2)
        return width, (
            QRectF(1, NETWORK_HEIGHT, card_width, height),
            QRectF(width - card_width - 1, NETWORK_HEIGHT, card_width, height),
        )

    def _paint_ghost(self, canvas: Canvas) -> None:
        """Where everything will stand, without saying anything of it."""
        width, rects = self._place(canvas)
        canvas.line(QPointF(1, LINE_Y), QPointF(width - 1, LINE_Y), Hue.LINE, 2.5)
        for rect in rects:
            paint_ghost_card(canvas, rect)
        between = QRectF(rects[0].right() + 8, rects[0].top(), rects[1].left() - rects[0].right() - 16, rects[0].height())
        lines = in_lines(self._waiting, lambda part: canvas.width(part, Type.CAPTION) <= between.width(), 4)
        top = between.center().y() - len(lines) * _GHOST_LINE / 2
        for number, line in enumerate(lines):
            place = QRectF(between.left(), top + number * _GHOST_LINE, between.width(), _GHOST_LINE)
            canvas.text(place, line, Type.CAPTION, Hue.MUTED, CENTER)

    def _paint(self, canvas: Canvas, picture: PairPicture) -> None:
        width, rects = self._place(canvas)
        height = rects[0].height()
        paint_network(canvas, width, picture.network)
        for rect, card in zip(rects, picture.cards, strict=False):
            paint_cable(canvas, rect, card, picture.address)
            paint_server_card(canvas, rect, card)
        if len(picture.cards) == 2:
            self._paint_between(canvas, rects[0].right(), rects[1].left(), height, picture)

    def _paint_between(self, canvas: Canvas, left: float, right: float, height: float, picture: PairPicture) -> None:
        lines = 1 + len(picture.links)
        pitch = min(60.0, (height - 40) / lines)
        y = NETWORK_HEIGHT + (height - pitch * lines) / 2 + pitch / 2
        paint_channel(canvas, left, right, y, picture.channel, self._step)
        for number, link in enumerate(picture.links, start=1):
            paint_link(canvas, left, right, y + number * pitch, link)
