"""The sidebar: the product, the pair, the pages that exist with their small figures, and the way to everything else."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from twinhelm_client.domain.picture import Emblem
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import RIGHT, Canvas
from twinhelm_client.widgets.painters.emblem import paint_emblem
from twinhelm_client.widgets.pair_button import PairButton
from twinhelm_client.widgets.text import Text

WIDTH = 216


@dataclass(frozen=True, slots=True)
class NavLine:
    """One page in the sidebar; the title is translated, the icon is a name of QtAwesome."""

    title: str
    icon: str = "mdi6.circle-outline"


class Sidebar(QWidget):
    """Signals: page_chosen(int) with the number of the page; palette_wanted() and settings_wanted() from the two lines at the foot."""

    page_chosen = Signal(int)
    palette_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, theme: Theme, lines: Sequence[NavLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Pages"))
        self.pair = PairButton(theme)
        self.palette_button = self._foot(self.tr("Go anywhere · Ctrl+K"), self.tr("Finds every page and every action"))
        self.palette_button.clicked.connect(self.palette_wanted)
        self.settings = self._foot(self.tr("Settings"), self.tr("Theme, language, motion and shortcuts"))
        self.settings.clicked.connect(self.settings_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(4)
        column.addLayout(self._brand())
        column.addSpacing(8)
        column.addWidget(self.pair)
        column.addSpacing(12)
        self._group = QButtonGroup(self)
        self._buttons: list[NavButton] = []
        for number, line in enumerate(lines):
            button = NavButton(theme, line)
            button.setShortcut(f"Ctrl+{number + 1}" if number < 9 else "")
            self._group.addButton(button, number)
            self._buttons.append(button)
            column.addWidget(button)
        if lines:
            self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.page_chosen)
        column.addStretch(1)
        column.addWidget(self.palette_button)
        column.addWidget(self.settings)
        self._draw_icons()
        theme.changed.connect(self._draw_icons)

    def show_pair(self, name: str, detail: str) -> None:
        """Say which pair this is."""
        self.pair.show_pair(name, detail)

    def show_page(self, number: int) -> None:
        """Mark a page that was opened in another way."""
        self._group.button(number).setChecked(True)

    def show_figure(self, number: int, figure: str, *, stale: bool) -> None:
        """Show the small figure at the right of a page; grey when it is old."""
        self._buttons[number].show_figure(figure, stale=stale)

    def _foot(self, words: str, explanation: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("flat", True)
        button.setToolTip(explanation)
        button.setAccessibleName(words)
        button.setAccessibleDescription(explanation)
        return button

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Wheel(self._theme))
        row.addWidget(Text(self._theme, "Twinhelm", Type.SERVER))
        row.addStretch(1)
        return row

    def _draw_icons(self) -> None:
        self.palette_button.setIcon(icons.named(self._theme, "mdi6.magnify", Hue.MUTED))
        self.settings.setIcon(icons.named(self._theme, "mdi6.cog-outline", Hue.MUTED))
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
    """One page in the sidebar: icon, title, figure; arrow keys move between them."""

    def __init__(self, theme: Theme, line: NavLine) -> None:
        super().__init__()
        self._theme = theme
        self._line = line
        self._figure, self._stale = "", False
        self.setText(line.title)
        self.setAccessibleName(line.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_figure(self, figure: str, *, stale: bool) -> None:
        """Show a small figure at the right."""
        if (figure, stale) != (self._figure, self._stale):
            self._figure, self._stale = figure, stale
            self.setAccessibleDescription(figure)
            self.update()

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
        elif self.underMouse():
            canvas.box(rect, 6, canvas.color(Hue.ACCENT, 0.06))
        if self.hasFocus():
            canvas.box(rect.adjusted(1, 1, -1, -1), 6, canvas.color(Hue.ACCENT, 0), canvas.color(Hue.ACCENT))
        image = icons.pixmap(self._theme, (self._line.icon, Hue.ACCENT if chosen else Hue.MUTED), 18, self.devicePixelRatioF())
        painter.drawPixmap(9, round(rect.center().y() - 9), image)
        room = canvas.width(self._figure, Type.CAPTION) + 8 if self._figure else 0.0
        if self._figure:
            canvas.text(rect.adjusted(34, 0, -10, 0), self._figure, Type.CAPTION, Hue.STALE if self._stale else Hue.MUTED, RIGHT)
        canvas.text(rect.adjusted(36, 0, -10 - room, 0), self.text(), Type.BODY_STRONG if chosen else Type.BODY, Hue.TEXT)
        painter.end()
