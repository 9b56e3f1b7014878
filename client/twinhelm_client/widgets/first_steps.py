"""What a console shows that knows no pair yet: what a pair is, and the three ways on."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain.picture import Emblem
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.painters.canvas import Canvas
from twinhelm_client.widgets.painters.emblem import paint_emblem
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text

_WHEEL = 72
_BUTTON = 250
_WORDS = 360  # width of an explanation: a longer line is hard to read
_TEXT = 480


class FirstSteps(Panel):
    """Stands on every page while no pair is known.

    Signals: connect_wanted(), create_wanted(), demo_wanted().
    """

    connect_wanted = Signal()
    create_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName(self.tr("First steps"))
        self.headline = Text(theme, self.tr("No pair is known yet."), Type.SERVER)
        self.words = Text(
            theme,
            self.tr("A pair is two servers: one is active, the other stands one heartbeat behind it and takes over when it fails."),
            Type.BODY,
            Hue.MUTED,
            wrap=True,
        )
        for text in (self.headline, self.words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setFixedWidth(_TEXT)
        self.words.setFixedHeight(self.words.heightForWidth(_TEXT))
        self._ways = QVBoxLayout()
        self._ways.setSpacing(14)
        self._icons: list[tuple[QPushButton, str, Hue]] = []
        self.connect_to = self._way(
            "mdi6.lan-connect",
            self.tr("Connect to a pair…"),
            self.tr("It runs already: by its service address. Its fingerprint is shown before anything is sent."),
        )
        self.create_one = self._way(
            "mdi6.server-plus",
            self.tr("Create a pair…"),
            self.tr("Two servers that have Twinhelm installed become one pair, step by step."),
        )
        self.demo = self._way(
            "mdi6.play-circle-outline",
            self.tr("Look at the demo"),
            self.tr("A simulated pair and fleet in a window of their own; no server is needed."),
        )
        self.connect_to.setProperty("primary", True)
        self.connect_to.clicked.connect(self.connect_wanted)
        self.create_one.clicked.connect(self.create_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        self.body.addStretch(2)
        self.body.addWidget(_Wheel(theme), 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(8)
        self.body.addWidget(self.headline, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(20)
        self.body.addLayout(self._ways)
        self.body.addStretch(3)
        self._draw_icons()
        theme.changed.connect(self._draw_icons)

    def _way(self, icon: str, title: str, explanation: str) -> QPushButton:
        button = QPushButton(title)
        button.setFixedSize(_BUTTON, 38)  # as high as in a dialog
        button.setIconSize(QSize(18, 18))
        button.setAccessibleDescription(explanation)
        words = Text(self.theme, explanation, Type.CAPTION, Hue.MUTED, wrap=True)
        words.setFixedWidth(_WORDS)
        words.setFixedHeight(words.heightForWidth(_WORDS))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addStretch(1)
        row.addWidget(button)
        row.addWidget(words)
        row.addStretch(1)
        self._ways.addLayout(row)
        self._icons.append((button, icon, Hue.MUTED if self._icons else Hue.ON_ACCENT))
        return button

    def _draw_icons(self) -> None:
        for button, icon, hue in self._icons:
            button.setIcon(icons.named(self.theme, icon, hue))


class _Wheel(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_WHEEL, _WHEEL)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_emblem(Canvas(painter, self._theme), QPointF(_WHEEL / 2, _WHEEL / 2), _WHEEL / 2 - 2, Emblem.WHEEL, Hue.ACCENT)
        painter.end()
