"""The pair switcher: which pair this is, and a menu of all that are known."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from twinhelm_client.models.known_pairs import KnownPair
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import Canvas

_AT_MOST = 12  # the last used ones; the Fleet page has them all


class PairButton(QAbstractButton):
    """Two lines, the name and a detail; pressing it opens the menu.

    Signals: pair_chosen(str) with the address of a known pair; another_wanted() to connect to a pair that is not known yet;
    all_wanted() to see all, when there are more than the menu shows.
    """

    pair_chosen = Signal(str)
    another_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._detail = ""
        self._pairs: tuple[KnownPair, ...] = ()
        self._current = ""
        self.menu = QMenu(self)
        self.setShortcut("Ctrl+P")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        theme.changed.connect(self.update)

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self.text()

    @property
    def detail(self) -> str:
        """The line below the name."""
        return self._detail

    def show_pair(self, name: str, detail: str) -> None:
        """Say which pair this is."""
        if (name, detail) == (self.text(), self._detail):
            return
        self.setText(name)
        self.setShortcut("Ctrl+P")  # setText removes it
        self._detail = detail
        self.setAccessibleName(self.tr("Pair: {0}").format(name))
        self.setAccessibleDescription(self.tr("{0}. Opens the list of known pairs.").format(detail))
        self.setToolTip(f"{name}\n{detail}")
        self.update()

    def show_known(self, pairs: Sequence[KnownPair], current: str) -> None:
        """Offer these pairs; `current` is the address of the one that is shown."""
        self._pairs, self._current = tuple(pairs), current

    @Slot()
    def open_menu(self) -> None:
        """Show the known pairs, each with its address."""
        self.fill_menu()
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def fill_menu(self) -> None:
        """Make the menu anew from what is known."""
        self.menu.clear()
        for pair in self._pairs[:_AT_MOST]:
            words = f"{pair.name}\t{pair.endpoint}" if pair.name else pair.endpoint
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(pair.endpoint == self._current)
            action.setData(pair.endpoint)
            action.triggered.connect(self._choose)
        if len(self._pairs) > _AT_MOST:
            self.menu.addAction(self.tr("All {0} pairs…").format(len(self._pairs))).triggered.connect(self.all_wanted)
        if self._pairs:
            self.menu.addSeparator()
        another = self.menu.addAction(self.tr("Connect to another pair…"))
        another.triggered.connect(self.another_wanted)

    @Slot()
    def _choose(self) -> None:
        action = self.sender()
        endpoint = action.data() if action is not None and hasattr(action, "data") else ""
        if endpoint and endpoint != self._current:
            self.pair_chosen.emit(endpoint)

    def sizeHint(self) -> QSize:
        return QSize(190, 50)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = Canvas(painter, self._theme)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        border = Hue.ACCENT if self.hasFocus() else Hue.MUTED if self.underMouse() else Hue.LINE
        canvas.box(rect, 10, self.palette().base().color(), canvas.color(border), 2 if self.hasFocus() else 1)
        inner = rect.adjusted(12, 6, -32, -6)
        canvas.text(QRectF(inner.left(), inner.top(), inner.width(), 19), self.text(), Type.BODY_STRONG, Hue.TEXT)
        canvas.text(QRectF(inner.left(), inner.top() + 19, inner.width(), 17), self._detail, Type.CAPTION, Hue.MUTED)
        image = icons.pixmap(self._theme, ("mdi6.chevron-down", Hue.MUTED), 18, self.devicePixelRatioF())
        painter.drawPixmap(round(rect.right()) - 27, round(rect.center().y() - 9), image)
        painter.end()
