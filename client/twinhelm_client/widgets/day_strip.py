"""The last 24 hours: who was active, how much changed, and what happened when."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.history import DAY_S, day_buckets
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import CENTER, Canvas
from twinhelm_client.widgets.panel import Panel


class DayStrip(Panel):
    """Binds to a LivePair's day."""

    def __init__(self, theme: Theme, live: LivePair, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("DayStrip", "Last 24 hours"), parent)
        self._live = live
        self._strip = _Strip(theme, live)
        self.body.setContentsMargins(20, 9, 20, 9)
        self.body.setSpacing(5)
        self.body.addWidget(self._strip, 1)
        self.setFixedHeight(98)
        live.day_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Draw the day anew."""
        measured = [b for b in self._strip.load() if b is not None]
        rate = self.tr("change rate up to {0}").format(text.rate(max(measured))) if measured else self.tr("change rate")
        status = self._live.status
        active = status.active if status is not None else None
        who = self.tr("{0} active").format(active.name) if active is not None else self.tr("role")
        self.note.say(" · ".join((who, rate, self.tr("events"))))
        self._strip.update()


class _Strip(QWidget):
    def __init__(self, theme: Theme, live: LivePair) -> None:
        super().__init__()
        self._theme = theme
        self._live = live
        self._buckets: tuple[float | None, ...] = ()
        self.setAccessibleName(self.tr("Role, change rate and events of the last 24 hours"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def load(self) -> tuple[float | None, ...]:
        newest = max((s.at_s for s in self._live.day), default=0.0)
        self._buckets = day_buckets(self._live.day, max(newest, self._live.server_now_s()))
        return self._buckets

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme, grey=self._live.stale)
        if self._live.status is None:
            canvas.text(QRectF(self.rect()), self.tr("known once the pair answers"), Type.CAPTION, Hue.MUTED, CENTER)
        else:
            self._role(canvas)
            self._rates(canvas)
            self._marks(canvas)
        painter.end()

    def _x(self, at_s: float) -> float:
        return self.width() * (1 - (self._live.server_now_s() - at_s) / DAY_S)

    def _role(self, canvas: Canvas) -> None:
        status = self._live.status
        canvas.box(QRectF(0, 0, self.width(), 8), 3, canvas.color(Hue.LINE))
        if status is not None and status.active is not None and status.active_since_s > 0:
            left = min(max(0.0, self._x(status.active_since_s)), self.width() - 3.0)
            canvas.box(QRectF(left, 0, self.width() - left, 8), 3, canvas.color(Hue.ACTIVE, 0.8))

    def _rates(self, canvas: Canvas) -> None:
        highest = max((b for b in self._buckets if b is not None), default=0.0)
        if highest <= 0:
            canvas.text(QRectF(0, 9, self.width(), self.height() - 18), self.tr("no change measured yet"), Type.AXIS, Hue.MUTED, CENTER)
            return
        base, room = self.height() - 10.0, self.height() - 21.0
        pitch = self.width() / len(self._buckets)
        painter = canvas.painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(canvas.color(Hue.ACCENT, 0.55))
        for number, value in enumerate(self._buckets):
            if value is not None:
                bar = max(1.5, room * value / highest)
                painter.drawRect(QRectF(number * pitch + 1, base - bar, max(1.0, pitch - 2.5), bar))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _marks(self, canvas: Canvas) -> None:
        painter = canvas.painter
        painter.setPen(Qt.PenStyle.NoPen)
        for happened in reversed(self._live.events.rows):
            x = self._x(happened.at_s)
            if 0 <= x <= self.width():
                painter.setBrush(canvas.color(icons.SEVERITIES[happened.severity][1]))
                painter.drawEllipse(QPointF(min(max(3.0, x), self.width() - 3.0), self.height() - 4.0), 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
