"""A row of buttons of which one is chosen: ranges of time, ways to look at a list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Choice(QWidget):
    """Signals: chosen(int) with the number of the button that a person chose."""

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, word in enumerate(words):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.setAccessibleName(f"{name}: {word}")
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        """The number of the chosen button."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose without telling anybody."""
        self._group.button(number).setChecked(True)
