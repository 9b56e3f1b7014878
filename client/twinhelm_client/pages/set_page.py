"""What pages that look at one protected set have in common: choosing it, the way to its settings, asking only while somebody looks."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QWidget

from twinhelm_client.pages.page import PageParts


class LooksAtSet(Protocol):
    """The model of such a page."""

    set_name: str

    def look(self, looked_at: bool, /) -> None:
        """Say whether somebody looks: only then is anything asked for."""
        ...

    def choose_set(self, name: str, /) -> None:
        """Look at another set."""
        ...


class SetPage(QWidget):
    """`looking` is the model; whoever inherits makes it, calls `make_set_controls`, and shows everything in `refresh`."""

    looking: LooksAtSet

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = parts.theme
        self._live = parts.live
        self._wishes = parts.wishes

    @Slot()
    def refresh(self) -> None:
        """Show what is known now."""
        raise NotImplementedError

    def make_set_controls(self) -> None:
        """Make the box that chooses the set, and the button of its settings."""
        self.sets = QComboBox()
        self.sets.setAccessibleName(self.tr("Protected set"))
        self.sets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sets.activated.connect(lambda number: self.looking.choose_set(str(self.sets.itemData(number))))
        self.settings = QPushButton(self.tr("Settings…"))
        self.settings.setToolTip(self.tr("Mode, queue, channel and checks of this set"))
        self.settings.clicked.connect(self._open_settings)
        self.menu = QMenu(self.settings)

    def offer_sets(self, offered: list[str], word: Callable[[str], str] = str) -> None:
        """Offer these sets, shown with `word`; with only one there is nothing to choose."""
        self._offer_settings()
        if [self.sets.itemData(number) for number in range(self.sets.count())] != offered:
            self.sets.clear()
            for name in offered:
                self.sets.addItem(word(name), name)
        self.sets.setCurrentIndex(max(0, self.sets.findData(self.looking.set_name)))
        self.sets.setVisible(len(offered) > 1)

    def _set_names(self) -> list[str]:
        return [one.name for one in self._live.status.sets] if self._live.status is not None else []

    def _offer_settings(self) -> None:
        """Let the button open the settings of the set that is looked at; where it is all of them, ask which one."""
        names = self._set_names()
        self.settings.setEnabled(bool(names) and not self._live.stale)
        several = len(names) > 1 and self.looking.set_name not in names
        if several and [action.text() for action in self.menu.actions()] != names:
            self.menu.clear()
            for name in names:
                self.menu.addAction(name, partial(self._wishes.set_settings_wanted.emit, name))
        if several != (self.settings.menu() is not None):
            self.settings.setMenu(self.menu if several else None)  # type: ignore[arg-type]  # None takes it away

    @Slot()
    def _open_settings(self) -> None:
        names = self._set_names()
        self._wishes.set_settings_wanted.emit(self.looking.set_name if self.looking.set_name in names else names[0])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looking.look(True)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.looking.look(False)
        super().hideEvent(event)
