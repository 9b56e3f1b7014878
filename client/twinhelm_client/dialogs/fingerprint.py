"""The fingerprint of a pair: compare and accept it at the first connection, or stop when it changed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain.connection import parse_fingerprint, spaced_fingerprint
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class FingerprintDialog(QDialog):
    """Shows what the server presented. A changed fingerprint is accepted only by typing the new one from a trusted source.

    Signals: accepted_fingerprint(str).
    """

    accepted_fingerprint = Signal(str)

    def __init__(self, theme: Theme, endpoint: str, seen: str, pinned: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = seen
        self._changed = bool(pinned)
        self.setMinimumWidth(560)
        self.setWindowTitle(self.tr("Fingerprint of the pair"))
        head = self.tr("This is not the pair you trusted") if pinned else self.tr("Is this your pair at {0}?").format(endpoint)
        changed = self.tr(
            "{0} shows another certificate than before. Nothing was sent to it. If the pair was set up anew, type the fingerprint "
            "that 'twinhelm pair fingerprint' shows on its primary server; otherwise close this and tell your network's administrator."
        )
        first = self.tr("Compare this fingerprint with the one that 'twinhelm pair fingerprint' shows on a server. It is asked only once.")
        advice = changed.format(endpoint) if pinned else first
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(Text(theme, head, Type.SERVER, Hue.BAD if pinned else Hue.TEXT))
        column.addWidget(Text(theme, advice, Type.BODY, Hue.MUTED, wrap=True))
        if pinned:
            column.addWidget(self._shown(theme, self.tr("Trusted so far"), pinned))
        if seen:
            column.addWidget(self._shown(theme, self.tr("Shown now (SHA-256)"), seen))
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("Fingerprint from the primary server"))
        self.typed.setAccessibleName(self.tr("Fingerprint from the primary server"))
        self.typed.setVisible(self._changed and bool(seen))
        self.typed.textChanged.connect(self._compare)
        column.addWidget(self.typed)
        self.trust = QPushButton(self.tr("Trust this pair"))
        self.trust.clicked.connect(self._accept)
        close = QPushButton(self.tr("Do not connect"))
        close.clicked.connect(self.reject)
        (close if pinned else self.trust).setProperty("primary", True)
        (close if pinned else self.trust).setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.trust)
        column.addLayout(buttons)
        self._compare()

    def _shown(self, theme: Theme, title: str, digits: str) -> Panel:
        panel = Panel(theme)
        panel.body.setSpacing(4)
        panel.body.addWidget(Text(theme, title, Type.CAPTION, Hue.MUTED))
        words = Text(theme, spaced_fingerprint(digits), Type.BODY_STRONG, wrap=True)
        words.setAccessibleName(f"{title}: {digits}")
        panel.body.addWidget(words)
        return panel

    @Slot()
    def _compare(self) -> None:
        if not self._changed:
            return
        try:
            self.trust.setEnabled(bool(self._seen) and parse_fingerprint(self.typed.text()) == self._seen)
        except ValueError:
            self.trust.setEnabled(False)

    @Slot()
    def _accept(self) -> None:
        self.accepted_fingerprint.emit(self._seen)
        self.accept()
