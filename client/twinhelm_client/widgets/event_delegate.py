"""How rows of events are painted: the severity with its icon and word, the rest as text; icons are drawn once and kept."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.models.table import OBJECT_ROLE
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type

_ICON = 15


class EventDelegate(QStyledItemDelegate):
    """Paints cells of an EventHistory. `severity_column` carries the icon; the others take their text from the model."""

    def __init__(self, theme: Theme, severity_column: int, strong_column: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._severity_column = severity_column
        self._strong_column = strong_column
        self._icons: dict[Severity, QPixmap] = {}
        self._font = theme.font(Type.CAPTION)
        theme.changed.connect(self._icons.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.color(Hue.LINE))
        event: Event = index.data(OBJECT_ROLE)
        left = rect.left() + 11
        hue = Hue.TEXT if index.column() == self._strong_column else Hue.MUTED
        if index.column() == self._severity_column:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(left, rect.center().y() - _ICON // 2, self._icon(event.severity, ratio))
            left += _ICON + 6
            hue = icons.SEVERITIES[event.severity][1]
        painter.setFont(self._font)
        painter.setPen(self._theme.color(hue))
        room = QRect(left, rect.top(), rect.right() - left - 4, rect.height())
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shortened = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shortened)

    def _icon(self, severity: Severity, ratio: float) -> QPixmap:
        if severity not in self._icons:
            self._icons[severity] = icons.pixmap(self._theme, icons.SEVERITIES[severity], _ICON, ratio)
        return self._icons[severity]
