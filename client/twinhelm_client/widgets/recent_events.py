"""The newest events, one line each."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from twinhelm_client.domain.events import Event
from twinhelm_client.domain.moments import when
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.text import in_lines
from twinhelm_client.models.events_model import EventsModel
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import LEFT, Canvas
from twinhelm_client.widgets.panel import Panel

_ROW, _LINE, _AT_LEAST = 25.0, 16.0, 3


class RecentEvents(Panel):
    """Binds to an EventsModel and shows as many rows as fit."""

    def __init__(self, theme: Theme, model: EventsModel, now_s: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("RecentEvents", "Recent"), parent)
        self._list = _Rows(theme, model, now_s)
        self.body.addWidget(self._list, 1)
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._list.refresh)


class _Rows(QWidget):
    def __init__(self, theme: Theme, model: EventsModel, now_s: Callable[[], float]) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._now_s = now_s
        self.setAccessibleName(self.tr("Recent events"))
        theme.changed.connect(self.update)

    def refresh(self) -> None:
        self.setAccessibleDescription(" ".join(f"{self._when(e)} {said(e.sentence)}." for e in self._model.rows[:5]))
        self.setToolTip("\n".join(f"{self._when(e)}  {e.server}: {said(e.sentence)}" for e in self._model.rows[:12]))
        self.update()

    def _when(self, event: Event) -> str:
        return when(event.at_s, self._now_s())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, int(_ROW * 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        rows = self._model.rows[: max(1, int(self.height() // _ROW))]
        if not rows:
            canvas.text(QRectF(0, 0, self.width(), _ROW), self.tr("what happened appears here"), Type.CAPTION, Hue.MUTED)
        clock = max((canvas.width(self._when(e), Type.CAPTION) for e in rows), default=0.0) + 10
        room = self.width() - 20 - clock
        top = 0.0
        for number, item in enumerate(rows):
            sentence = said(item.sentence)
            lines = in_lines(sentence, lambda part: canvas.width(part, Type.CAPTION) <= room, 2)
            if top + _ROW + _LINE * (len(lines) - 1) > self.height():
                if number >= _AT_LEAST:
                    break
                lines = (sentence,)  # no room for a second line: shortened, whole in the tool tip
            height = _ROW + _LINE * (len(lines) - 1)
            if top and top + height > self.height():
                break
            image = icons.pixmap(self._theme, icons.SEVERITIES[item.severity], 14, self.devicePixelRatioF())
            painter.drawPixmap(0, round(top + (_ROW - 14) / 2), image)
            canvas.text(QRectF(20, top, clock, _ROW), self._when(item), Type.CAPTION, Hue.MUTED, LEFT)
            for place, line in enumerate(lines):
                canvas.text(QRectF(20 + clock, top + place * _LINE, room, _ROW), line, Type.CAPTION, Hue.TEXT, LEFT)
            top += height
        painter.end()
