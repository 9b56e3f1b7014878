"""A list of checks, each with its icon and its evidence; bound to a ChecksModel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from twinhelm_client.domain import words
from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.text import Text

_ROW, _SPACING, _AT_LEAST = 18, 9, 3


class CheckRow(QWidget):
    """One check: icon, sentence."""

    def __init__(self, theme: Theme, *, wrap: bool) -> None:
        super().__init__()
        self._well = True
        self._icon = Icon(theme, icons.VERDICTS[Verdict.UNKNOWN], _ROW)
        self.words = Text(theme, "", Type.BODY, elide=not wrap, wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_check(self, check: Check, *, stale: bool) -> None:
        """Show this check; grey when it is old news."""
        name, hue = icons.VERDICTS[check.verdict]
        self._well = check.verdict is Verdict.OK
        self._icon.show_icon((name, Hue.STALE if stale else hue), words.of(check.verdict))
        sentence = said(check.sentence)
        self.words.say(sentence, Hue.STALE if stale else Hue.TEXT)
        self.setAccessibleName(f"{words.of(check.verdict)}: {sentence}")

    def use_lines(self, width: int, *, generous: bool) -> int:
        """Use two lines for what does not fit into one: what is not well always, the rest where there is room.

        Returns the height of the row in pixels.
        """
        lines = 1 if self._well and not generous else self.words.lines_needed(width - _ROW - 8)
        self.words.set_lines(lines)
        return max(_ROW, lines * self.words.fontMetrics().height())


class CheckList(QWidget):
    """Shows every row of the model; with `fit` only as many as there is room for (the worst come first), never fewer than three.

    Signals: fitted() when it was chosen anew which rows have room.
    """

    fitted = Signal()

    def __init__(self, theme: Theme, model: ChecksModel, *, wrap: bool = False, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fit
        self._theme = theme
        self._model = model
        self._wrap = wrap
        self._stale = False
        self._rows: list[CheckRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        if fit:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            self.setMinimumHeight(_AT_LEAST * (_ROW + _SPACING))
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._refresh)
        self._refresh()

    def set_stale(self, stale: bool) -> None:
        """Turn everything grey, or back."""
        if stale != self._stale:
            self._stale = stale
            self._refresh()

    @property
    def left_out(self) -> int:
        """How many checks have no room."""
        return sum(row.isHidden() for row in self._rows)

    def _refresh(self) -> None:
        checks = self._model.rows
        while len(self._rows) < len(checks):
            row = CheckRow(self._theme, wrap=self._wrap)
            self._rows.append(row)
            self._layout.addWidget(row)
        while len(self._rows) > len(checks):
            spare = self._rows.pop()
            self._layout.removeWidget(spare)
            spare.hide()  # it is deleted later, and must not be seen until then
            spare.deleteLater()
        for row, check in zip(self._rows, checks, strict=True):
            row.show_check(check, stale=self._stale)
        if self._fit:
            self._choose()

    def _choose(self) -> None:
        """Hide the rows that have no room; what is not well may use two lines, so that it can be read, and the rest if all fit then."""
        spacing = _SPACING * (len(self._rows) - 1)
        generous = sum(row.use_lines(self.width(), generous=True) for row in self._rows) + spacing <= self.height()
        used = 0
        for number, row in enumerate(self._rows):
            used += row.use_lines(self.width(), generous=generous) + (_SPACING if number else 0)
            row.setVisible(number < _AT_LEAST or used <= self.height())
        self.fitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit:
            self._choose()
