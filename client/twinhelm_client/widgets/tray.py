"""The icon in the system tray: the state of the pair, and a notification when it turns bad or well. Works without a tray too."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from twinhelm_client.domain.picture import Emblem
from twinhelm_client.domain.sentence import Sentence, Tone
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue
from twinhelm_client.widgets.painters.canvas import Canvas
from twinhelm_client.widgets.painters.emblem import paint_emblem

_LOUD = (Tone.BAD, Tone.WARN, Tone.STALE)
_ICONS = {
    Tone.BAD: QSystemTrayIcon.MessageIcon.Critical,
    Tone.WARN: QSystemTrayIcon.MessageIcon.Warning,
    Tone.STALE: QSystemTrayIcon.MessageIcon.Warning,
}


class Tray(QObject):
    """Binds to a LivePair. Without a tray on the desktop nothing is shown and nothing breaks.

    Signals: window_wanted(), quit_wanted(); noticed(str, str) title and words of each notification, also where no tray shows it.
    """

    window_wanted = Signal()
    quit_wanted = Signal()
    noticed = Signal(str, str)

    def __init__(self, theme: Theme, live: LivePair, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._live = live
        self._tone: Tone | None = None
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu(parent)
        for wanted in (self.window_wanted, self.quit_wanted):
            self.menu.addAction("").triggered.connect(wanted)
        self.retranslate()
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._pressed)
            self._icon.messageClicked.connect(self.window_wanted)
        live.changed.connect(self.refresh)
        theme.changed.connect(self._draw)
        self.refresh()
        if self._icon is not None:
            self._icon.show()

    @Slot()
    def retranslate(self) -> None:
        """Make the words of the menu anew: the language has changed."""
        # Asked for again: Python's view of an action that was kept is gone once the window has got its first data.
        for action, words in zip(self.menu.actions(), (self.tr("Show the console"), self.tr("Quit")), strict=True):
            action.setText(words)

    @Slot()
    def refresh(self) -> None:
        """Show the state; say so when it changed."""
        now = self._live.sentence()
        title = self._live.status.pair_name if self._live.status is not None else self._live.connection.endpoint or "Twinhelm"
        if self._icon is not None:
            self._icon.setToolTip(f"{title}\n{now.text}")
        if now.tone is not self._tone:
            before, self._tone = self._tone, now.tone
            self._draw()
            self._notice(before, now, title)

    def _notice(self, before: Tone | None, now: Sentence, title: str) -> None:
        if before is None or (before is Tone.BUSY and now.tone is Tone.OK):  # the start, or the end of what a person asked for
            return
        if now.tone in _LOUD or (before in _LOUD and now.tone is Tone.OK):
            self.noticed.emit(title, now.text)
            if self._icon is not None and self._icon.supportsMessages():
                self._icon.showMessage(title, now.text, _ICONS.get(now.tone, QSystemTrayIcon.MessageIcon.Information))

    @Slot()
    def _draw(self) -> None:
        if self._icon is not None:
            self._icon.setIcon(state_icon(self._theme, self._tone or Tone.BUSY))

    @Slot(QSystemTrayIcon.ActivationReason)
    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_wanted.emit()

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()


def state_icon(theme: Theme, tone: Tone) -> QIcon:
    """Draw the wheel with the sign of a state in its corner: colour, and a shape that does not need it."""
    size = 64
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    canvas = Canvas(painter, theme)
    paint_emblem(canvas, QPointF(28, 28), 27, Emblem.WHEEL, Hue.ACCENT if tone is not Tone.STALE else Hue.STALE)
    if tone is not Tone.OK:
        canvas.box(QRectF(30, 30, 34, 34), 17, canvas.color(Hue.ON_ACCENT))
        painter.drawPixmap(QPointF(31, 31), icons.pixmap(theme, icons.TONES[tone], 32))
    painter.end()
    return QIcon(image)
