"""A viewer of the user's own, started for a local port: whether it started, and how it ended. It may outlive the console."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QProcess, QTemporaryFile, Signal, Slot

_START_MS = 5000
_LONGEST = 300


class ViewerProcess(QProcess):
    """One running viewer. What it complains of goes to a file, not to a pipe, so that nothing breaks when nobody reads any more.

    Signals: viewer_ended(int, str) with its exit status (-1: it crashed) and the last line that it complained.
    """

    viewer_ended = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._complaints = QTemporaryFile(QDir.temp().filePath("twinhelm-viewer-XXXXXX"), self)
        self.setStandardInputFile(QProcess.nullDevice())
        self.setStandardOutputFile(QProcess.nullDevice())
        self.finished.connect(self._on_finished)
        if parent is not None:
            parent.destroyed.connect(self.let_go)

    def begin(self, program: str, arguments: Sequence[str]) -> bool:
        """Start it; False where that is not possible."""
        if self._complaints.open():
            self.setStandardErrorFile(self._complaints.fileName())
        self.start(program, list(arguments))
        return self.waitForStarted(_START_MS)

    @Slot()
    def let_go(self) -> None:
        """Let it run on by itself: Qt would kill what still runs when this object goes."""
        self.blockSignals(True)
        self.setProcessState(QProcess.ProcessState.NotRunning)

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, how: QProcess.ExitStatus) -> None:
        words = ""
        if self._complaints.fileName():
            lines = Path(self._complaints.fileName()).read_text(encoding="utf-8", errors="replace").splitlines()
            words = next((line.strip() for line in reversed(lines) if line.strip()), "")
        self.viewer_ended.emit(code if how is QProcess.ExitStatus.NormalExit else -1, words[:_LONGEST])
