"""The command palette: every page and every action, found by a few letters, by keyboard alone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from twinhelm_client.models.commands import Command, matching
from twinhelm_client.models.table import Index
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import RIGHT, Canvas
from twinhelm_client.widgets.text import Text

_ROW = 34
_COMMAND = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """A field and a list; the arrow keys move in the list while the field keeps the focus, Return runs, Escape closes."""

    def __init__(self, theme: Theme, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = tuple(commands)
        self._chosen: Command | None = None
        self.setWindowTitle(self.tr("Go anywhere"))
        self.setMinimumSize(560, 400)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("A page, an action, a pair…"))
        self.field.setAccessibleName(self.tr("Find a page, an action or a pair"))
        self.field.setClearButtonEnabled(False)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setItemDelegate(_Row(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Text(theme, self.tr("Nothing is called so. Try fewer letters."), Type.CAPTION, Hue.MUTED)
        hint = Text(theme, self.tr("↑ ↓ choose · Return run · Esc close"), Type.AXIS, Hue.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self._filter("")
        self.field.setFocus()

    @property
    def found(self) -> list[Command]:
        """What the list shows now."""
        return [self.list.item(row).data(_COMMAND) for row in range(self.list.count())]

    @Slot(str)
    def _filter(self, wanted: str) -> None:
        self.list.clear()
        for command in matching(wanted, self._commands):
            item = QListWidgetItem(command.title)
            item.setData(_COMMAND, command)
            spoken = ", ".join(part for part in (command.title, command.group, command.shortcut) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if not command.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.nothing.setVisible(self.list.count() == 0)
        self.list.setCurrentRow(0)

    @Slot()
    def _run(self) -> None:
        item = self.list.currentItem()
        command: Command | None = item.data(_COMMAND) if item is not None else None
        if command is not None and command.enabled:
            self._chosen = command
            self.accept()

    def done(self, result: int) -> None:
        super().done(result)
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            chosen.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
            if event.key() in _MOVES:
                self._move(Qt.Key(event.key()))
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: Qt.Key) -> None:
        count = self.list.count()
        if count == 0:
            return
        row = self.list.currentRow()
        if key is Qt.Key.Key_Down:
            row = (row + 1) % count
        elif key is Qt.Key.Key_Up:
            row = (row - 1) % count
        else:
            row = max(0, min(count - 1, row + (8 if key is Qt.Key.Key_PageDown else -8)))
        self.list.setCurrentRow(row)


class _Row(QStyledItemDelegate):
    """One command: icon, title, group, shortcut."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command: Command = index.data(_COMMAND)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        if option.state & QStyle.StateFlag.State_Selected:
            canvas.box(rect.adjusted(0, 1, 0, -1), 6, canvas.color(Hue.ACCENT, 0.14))
        hue = Hue.TEXT if command.enabled else Hue.STALE
        image = icons.pixmap(
            self._theme, (command.icon, Hue.MUTED if command.enabled else Hue.STALE), 18, painter.device().devicePixelRatio()
        )
        painter.drawPixmap(round(rect.left()) + 10, round(rect.center().y() - 9), image)
        right = f"{command.group}   {command.shortcut}" if command.shortcut else command.group
        room = canvas.width(right, Type.CAPTION) + 12
        canvas.text(rect.adjusted(0, 0, -10, 0), right, Type.CAPTION, Hue.MUTED, RIGHT)
        canvas.text(rect.adjusted(38, 0, -10 - room, 0), command.title, Type.BODY, hue)
        painter.restore()
