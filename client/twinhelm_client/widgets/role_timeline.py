"""Who was active when: a bar for each server, the changes of role as marks that can be pointed at and walked through."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from twinhelm_client.domain.event_story import Reign
from twinhelm_client.domain.moments import when_exactly
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, LEFT, RIGHT, Canvas

_ROW, _BAR, _NAMES = 22.0, 10.0, 92.0


class RoleTimeline(QWidget):
    """Paints reigns. The stretch of time begins with the first known one, or a day before now.

    Signals: reign_chosen(Reign) when one was clicked or reached with the arrow keys.
    """

    reign_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reigns: tuple[Reign, ...] = ()
        self._servers: tuple[str, ...] = ()
        self._now_s = 0.0
        self._stale = False
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Changes of role"))
        theme.changed.connect(self.update)

    def show_reigns(self, reigns: Sequence[Reign], servers: Sequence[str], now_s: float, *, stale: bool) -> None:
        """Show who was active when, up to now."""
        if tuple(reigns) != self._reigns or tuple(servers) != self._servers:
            self._reigns, self._servers = tuple(reigns), tuple(servers)
            self._current = min(self._current, len(self._reigns) - 1)
            self.setAccessibleDescription(" ".join(self._in_words(r) for r in self._reigns[-5:]))
            self.updateGeometry()
        self._now_s, self._stale = now_s, stale
        self.update()

    @property
    def begin_s(self) -> float:
        """Where the picture begins."""
        first = self._reigns[0].begin_s if self._reigns else self._now_s
        span = max(self._now_s - first, 60.0)
        return min(first - span * 0.02, self._now_s - 60.0)

    def _in_words(self, reign: Reign) -> str:
        why = said(reign.why) or self.tr("{0} became active").format(reign.server)
        return self.tr("{0}: {1} (generation {2}).").format(when_exactly(reign.begin_s, self._now_s), why, reign.generation)

    def _x(self, at_s: float) -> float:
        begin = self.begin_s
        return _NAMES + (self.width() - _NAMES - 2) * (at_s - begin) / max(1.0, self._now_s - begin)

    def _box(self, reign: Reign) -> QRectF:
        row = self._servers.index(reign.server) if reign.server in self._servers else 0
        left, right = self._x(reign.begin_s), self._x(reign.end_s if reign.end_s is not None else self._now_s)
        return QRectF(left, row * _ROW + (_ROW - _BAR) / 2, max(4.0, right - left), _BAR)

    def _at(self, place: QPointF) -> int:
        for number in range(len(self._reigns) - 1, -1, -1):
            if self._box(self._reigns[number]).adjusted(-4, -6, 4, 6).contains(place):
                return number
        return -1

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._reigns):
            self._current = number
            self.setAccessibleDescription(self._in_words(self._reigns[number]))
            self.reign_chosen.emit(self._reigns[number])
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, int(_ROW * max(2, len(self._servers)) + 18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme, grey=self._stale)
        if not self._reigns:
            canvas.text(QRectF(self.rect()), self.tr("The changes of role appear when the pair answers."), Type.CAPTION, Hue.MUTED, CENTER)
            painter.end()
            return
        for row, server in enumerate(self._servers):
            canvas.text(QRectF(0, row * _ROW, _NAMES - 10, _ROW), server, Type.CAPTION, Hue.TEXT, LEFT)
            canvas.box(QRectF(_NAMES, row * _ROW + _ROW / 2 - 1, self.width() - _NAMES - 2, 2), 1, canvas.color(Hue.LINE))
        for number, reign in enumerate(self._reigns):
            chosen = number == self._current and self.hasFocus()
            border = canvas.color(Hue.ACCENT) if chosen else None
            canvas.box(self._box(reign), 3, canvas.color(Hue.ACTIVE, 0.85), border, 2.0)
        foot = len(self._servers) * _ROW
        half = (self.width() - _NAMES) / 2
        begin = when_exactly(self._reigns[0].begin_s, self._now_s)
        canvas.text(QRectF(_NAMES, foot, half, 16), begin, Type.AXIS, Hue.MUTED, LEFT)
        canvas.text(QRectF(_NAMES + half, foot, half - 2, 16), self.tr("now"), Type.AXIS, Hue.MUTED, RIGHT)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position()))
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._reigns) - 1
        if event.key() == Qt.Key.Key_Left:
            self._choose(last if self._current < 0 else max(0, self._current - 1))
        elif event.key() == Qt.Key.Key_Right:
            self._choose(last if self._current < 0 else min(last, self._current + 1))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._in_words(self._reigns[number]) if number >= 0 else "", self)
            return True
        return super().event(event)
