"""The phases of an operation, one row each; rows change in place as the operation goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import marked
from twinhelm_client.domain.operations import Operation, Phase, PhaseState
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.table import Column, ValueTable

_NO_TIME = (PhaseState.WAITING, PhaseState.SKIPPED, PhaseState.UNKNOWN)


def phase_time(phase: Phase) -> str:
    """Write how long a phase took: "0.3 s", "12 ms", nothing while it waits."""
    if phase.state in _NO_TIME or (phase.elapsed_s <= 0 and phase.state is PhaseState.DONE):
        return ""
    return (
        text.milliseconds(phase.elapsed_s)
        if phase.elapsed_s < 0.0995 and phase.state is not PhaseState.RUNNING
        else text.seconds(phase.elapsed_s)
    )


COLUMNS: tuple[Column[Phase], ...] = (
    Column("state", marked("Columns", "State"), lambda p: words.of(p.state), lambda p: list(PhaseState).index(p.state)),
    Column("name", marked("Columns", "Phase"), lambda p: said(p.name), lambda p: p.name),
    Column("server", marked("Columns", "Server"), lambda p: p.server, lambda p: p.server),
    Column("elapsed", marked("Columns", "Time"), phase_time, lambda p: p.elapsed_s),
    Column("detail", marked("Columns", "Detail"), lambda p: said(p.detail), lambda p: p.detail),
)


class PhasesModel(ValueTable[Phase]):
    """What an operation did, does and will do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def show(self, operation: Operation) -> None:
        """Show the phases of this operation."""
        self.show_phases(operation.phases)

    def show_phases(self, phases: Sequence[Phase]) -> None:
        """Show these, as a wizard counts them itself."""
        self.replace_all(phases)
