"""The sidebar: the product, the pair, the pages that exist, and the theme switch."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from twinhelm_client.domain.picture import Emblem
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import Canvas
from twinhelm_client.widgets.painters.emblem import paint_emblem
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text

WIDTH = 216


class Sidebar(QWidget):
    """Signals: page_chosen(int) with the number of the page."""

    page_chosen = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(WIDTH)
        self.pair_name = Text(theme, "", Type.BODY_STRONG, elide=True)
        self.pair_detail = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self._switch = QPushButton()
        self._switch.setProperty("flat", True)
        self._switch.clicked.connect(theme.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(4)
        column.addLayout(self._brand())
        column.addSpacing(8)
        column.addWidget(self._pair())
        column.addSpacing(12)
        self._group = QButtonGroup(self)
        for number, title in enumerate(titles):
            button = NavButton(theme, title)
            button.setShortcut(f"Ctrl+{number + 1}" if number < 9 else "")
            self._group.addButton(button, number)
            column.addWidget(button)
        if titles:
            self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.page_chosen)
        column.addStretch(1)
        column.addWidget(self._switch)
        self._rename_switch()
        theme.changed.connect(self._rename_switch)

    def show_pair(self, name: str, detail: str) -> None:
        """Say which pair this is."""
        self.pair_name.say(name)
        self.pair_detail.say(detail)

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Wheel(self._theme))
        row.addWidget(Text(self._theme, "Twinhelm", Type.SERVER))
        row.addStretch(1)
        return row

    def _pair(self) -> Panel:
        box = Panel(self._theme)
        box.setAccessibleName("Pair")
        box.body.setContentsMargins(12, 7, 12, 7)
        box.body.setSpacing(0)
        box.body.addWidget(self.pair_name)
        box.body.addWidget(self.pair_detail)
        return box

    def _rename_switch(self) -> None:
        light = self._theme.tokens.name == "light"
        self._switch.setText("Dark theme" if light else "Light theme")
        self._switch.setIcon(icons.named(self._theme, "mdi6.weather-night" if light else "mdi6.white-balance-sunny", Hue.MUTED))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(Hue.LINE, 0.35))
        painter.setPen(self._theme.color(Hue.LINE))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


class _Wheel(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_emblem(Canvas(painter, self._theme), QPointF(14, 14), 13, Emblem.WHEEL, Hue.ACCENT)
        painter.end()


class NavButton(QAbstractButton):
    """One page in the sidebar: a dot, a title; arrow keys move between them."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(190, 34)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen:
            canvas.box(rect, 6, canvas.color(Hue.ACCENT, 0.14))
            canvas.box(QRectF(0, 3, 3, rect.height() - 6), 1.5, canvas.color(Hue.ACCENT))
        if self.hasFocus():
            canvas.box(rect.adjusted(1, 1, -1, -1), 6, canvas.color(Hue.ACCENT, 0), canvas.color(Hue.ACCENT))
        painter.setPen(canvas.color(Hue.ACCENT if chosen else Hue.MUTED))
        painter.setBrush(canvas.color(Hue.ACCENT, 1 if chosen else 0))
        painter.drawEllipse(QPointF(17, rect.center().y()), 4, 4)
        canvas.text(rect.adjusted(34, 0, -8, 0), self.text(), Type.BODY_STRONG if chosen else Type.BODY, Hue.TEXT)
        painter.end()
