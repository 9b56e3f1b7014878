"""How many pairs are in which state, as a row of buttons: a click leaves only those on the list."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from twinhelm_client.domain.fleet import TONES, WORDS, FleetWord
from twinhelm_client.domain.language import translate
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme


class StateChips(QWidget):
    """One button a state that some pair is in, the most urgent first.

    Signals: chosen(FleetWord or None) by a person.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.word: FleetWord | None = None
        self._counts: tuple[tuple[FleetWord, int], ...] = ()
        self._buttons: dict[FleetWord, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for word in FleetWord:
            button = self._buttons[word] = QPushButton()
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setIconSize(QSize(16, 16))
            button.setToolTip(self.tr("Show only these; click again to show all."))
            button.clicked.connect(lambda checked, word=word: self.choose(word if checked else None))
            button.hide()
            row.addWidget(button)
        self._draw()
        theme.changed.connect(self._draw)

    def show_counts(self, counts: Sequence[tuple[FleetWord, int]]) -> None:
        """Show these numbers; the chosen state stays on the row also when no pair is in it any more."""
        self._counts = tuple(counts)
        numbers = dict(counts)
        for word, button in self._buttons.items():
            words = f"{numbers.get(word, 0)} {translate('Fleet', WORDS[word])}"
            if button.text() != words:
                button.setText(words)
            button.setVisible(word in numbers or word is self.word)

    def choose(self, word: FleetWord | None) -> None:
        """Choose a state, or all of them."""
        self.word = word
        self.show_counts(self._counts)
        for other, button in self._buttons.items():
            button.setChecked(other is word)
        self.chosen.emit(word)

    def _draw(self) -> None:
        for word, button in self._buttons.items():
            button.setIcon(icons.named(self._theme, *icons.TONES[TONES[word]]))
