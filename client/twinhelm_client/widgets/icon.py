"""A small icon that follows the theme."""

from PySide6.QtWidgets import QLabel, QWidget

from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue


class Icon(QLabel):
    """One of the icons of `theme.icons`, with a word for those who cannot see it."""

    def __init__(self, theme: Theme, icon: tuple[str, Hue], size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._size = size
        self.setFixedSize(size, size)
        self._draw()
        theme.changed.connect(self._draw)

    def show_icon(self, icon: tuple[str, Hue], word: str = "") -> None:
        """Show another icon; `word` says what it means."""
        self.setAccessibleName(word)
        self.setToolTip(word)
        if icon != self._icon:
            self._icon = icon
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._theme, self._icon, self._size, self.devicePixelRatioF()))
