"""The strip at the foot of every page: how the pair is in a few words, and the newest event."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.moments import when
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.domain.strip import Strip
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.text import Text

HEIGHT = 30
_NEWS_MS = 6000  # how long a new event is drawn in its own colour


class StatusStrip(QWidget):
    """Binds to a LivePair; true on every page, grey with its age when it is old.

    Signals: events_wanted() when the ticker was pressed.
    """

    events_wanted = Signal()

    def __init__(self, theme: Theme, live: LivePair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._live = live
        self._newest: tuple[str, str] | None = None
        self.setFixedHeight(HEIGHT)
        self._icon = Icon(theme, icons.TONES[Tone.BUSY], 16)
        self.parts = [Text(theme, "", type_, hue) for type_, hue in ((Type.CAPTION_STRONG, Hue.TEXT), *((Type.CAPTION, Hue.MUTED),) * 3)]
        self.ticker = QPushButton()
        self.ticker.setProperty("flat", True)
        self.ticker.setFont(theme.font(Type.CAPTION))
        self.ticker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.ticker.setMaximumHeight(HEIGHT - 4)
        self.ticker.clicked.connect(self.events_wanted)
        for part in self.parts[:-1]:  # how old all of it is, is always said whole
            part.yield_room()
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 14, 0)
        row.setSpacing(16)
        row.addWidget(self._icon)
        for part in self.parts:
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.ticker, 1)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_NEWS_MS)
        self._calm.timeout.connect(self._tick)
        theme.changed.connect(self._tick)
        for signal in (live.events.dataChanged, live.events.rowsInserted, live.events.rowsRemoved):
            signal.connect(self._tick)
        self._tick()

    def show_strip(self, strip: Strip) -> None:
        """Show these words."""
        stale = strip.tone is Tone.STALE
        self._icon.show_icon(icons.TONES[strip.tone], strip.role)
        for part, words in zip(self.parts, (strip.role, strip.lag, strip.ready, strip.age), strict=True):
            part.say(words, Hue.STALE if stale else Hue.TEXT if part is self.parts[0] else Hue.MUTED)
            part.setVisible(bool(words))
        self.setAccessibleName(strip.in_words())
        # Now, and not when the event loop comes to it: longer words were painted in the room of the shorter ones before.
        layout = self.layout()
        assert layout is not None
        layout.activate()

    def _tick(self) -> None:
        rows = self._live.events.rows
        if not rows:
            self.ticker.setText(self.tr("no event yet"))
            self.ticker.setIcon(icons.named(self._theme, "mdi6.circle-medium", Hue.STALE))
            self.ticker.setAccessibleName(self.tr("Newest event: none yet"))
            return
        self._show_event(rows[0])

    def _show_event(self, event: Event) -> None:
        key = (event.server, event.cursor)
        if self._newest is not None and key != self._newest:
            self._calm.start()
        self._newest = key
        moment = when(event.at_s, self._live.server_now_s() or event.at_s)
        name, hue = icons.SEVERITIES[event.severity]
        loud = self._calm.isActive() or event.severity is Severity.CRITICAL
        self.ticker.setIcon(icons.named(self._theme, name, hue if loud else Hue.MUTED))
        words = f"{moment}  {said(event.sentence)}"
        room = max(40, self.ticker.width() - 44)
        self.ticker.setText(self.ticker.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        self.ticker.setToolTip(words)
        self.ticker.setAccessibleName(self.tr("Newest event: {0}").format(words))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._tick()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(Hue.LINE, 0.35))
        painter.setPen(self._theme.color(Hue.LINE))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
