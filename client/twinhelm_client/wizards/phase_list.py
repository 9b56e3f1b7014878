"""The phases of an operation as they happen; bound to a PhasesModel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from twinhelm_client.domain import words
from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.words_of_steps import step
from twinhelm_client.models.phases_model import PhasesModel, phase_time
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.icon import Icon
from twinhelm_client.widgets.phase_bar import PhaseBar
from twinhelm_client.widgets.text import Text

_SPENT = frozenset({PhaseState.RUNNING, PhaseState.DONE, PhaseState.FAILED})


class PhaseList(QWidget):
    """One line a phase: icon, name, server, detail, where its time lies in the whole, time."""

    def __init__(self, theme: Theme, model: PhasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(3, 1)
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._refresh)

    def _refresh(self) -> None:
        phases = self._model.rows
        while len(self._lines) < len(phases):
            self._lines.append(_Line(self._theme, self._grid, len(self._lines)))
        for line in self._lines[len(phases) :]:
            line.clear()
        whole = sum(phase.elapsed_s for phase in phases if phase.state in _SPENT)
        begun = 0.0
        for line, phase in zip(self._lines, phases, strict=False):
            line.show_phase(phase)
            spent = phase.elapsed_s if phase.state in _SPENT else 0.0
            line.bar.show_span(begun / whole if whole else 0.0, spent / whole if whole else 0.0, icons.PHASES[phase.state][1])
            begun += spent
        self.setAccessibleName(self.tr("Phases"))
        told = self.tr("{0} on {1}: {2}")
        self.setAccessibleDescription(". ".join(told.format(step(p.name), p.server, words.of(p.state)) for p in phases))


class _Line:
    def __init__(self, theme: Theme, grid: QGridLayout, row: int) -> None:
        self.icon = Icon(theme, icons.PHASES[PhaseState.WAITING], 18)
        self.name = Text(theme)
        self.server = Text(theme, "", Type.CAPTION, Hue.MUTED)
        self.detail = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.time = Text(theme, "", Type.BODY, Hue.MUTED)
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.time.setMinimumWidth(54)
        self.bar = PhaseBar(theme)
        for column, widget in enumerate((self.icon, self.name, self.server, self.detail, self.bar, self.time)):
            grid.addWidget(widget, row, column)

    def show_phase(self, phase: Phase) -> None:
        self.icon.show()
        waits = phase.state in (PhaseState.WAITING, PhaseState.SKIPPED)
        self.icon.show_icon(icons.PHASES[phase.state], words.of(phase.state))
        self.name.say(step(phase.name), Hue.BAD if phase.state is PhaseState.FAILED else Hue.MUTED if waits else Hue.TEXT)
        self.server.say(phase.server)
        self.detail.say(said(phase.detail), Hue.BAD if phase.state is PhaseState.FAILED else Hue.MUTED)
        self.time.say(words.of(phase.state) if phase.state is PhaseState.SKIPPED else phase_time(phase))

    def clear(self) -> None:
        """Show nothing; the icon goes too."""
        self.icon.hide()
        for widget in (self.name, self.server, self.detail, self.time):
            widget.say("")
        self.bar.show_span(0.0, 0.0, Hue.OK)
