"""The check of one set: what it does, how far it is, and what may be done to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from twinhelm_client.domain import data as checks
from twinhelm_client.domain import text
from twinhelm_client.domain.data import RATES, CheckAction, CheckPhase, SetCheck, rate_words
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class CheckPanel(Panel):
    """Signals: start_wanted(), action_wanted(CheckAction), rate_wanted(int) bytes a second, 0: no limit."""

    start_wanted = Signal()
    action_wanted = Signal(object)
    rate_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("Check"), parent)
        self.headline = Text(theme, "", Type.BODY, wrap=True)
        self.figures = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.found = Text(theme, "", Type.CAPTION, Hue.MUTED, wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress of the check"))
        self.start = QPushButton(self.tr("Check everything"))
        self.start.clicked.connect(self.start_wanted)
        self.pause = QPushButton()
        self.pause.clicked.connect(self._pause)
        self.cancel = QPushButton(self.tr("Cancel the check"))
        self.cancel.clicked.connect(lambda: self.action_wanted.emit(CheckAction.CANCEL))
        self.rates = QComboBox()
        self.rates.setAccessibleName(self.tr("What checks of this set may read"))
        self.rates.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rates.activated.connect(lambda number: self.rate_wanted.emit(int(self.rates.itemData(number))))
        label = QLabel(self.tr("&Reads at most:"))
        label.setBuddy(self.rates)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.start, self.pause, self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(label)
        row.addWidget(self.rates)
        for widget in (self.headline, self.bar, self.figures, self.found):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self._paused = False
        self.show_check(None, "", may_ask=False)

    def show_check(self, check: SetCheck | None, trouble: str, *, may_ask: bool) -> None:
        """Show how far it is, or why that is not known."""
        run = check.current if check is not None else None
        self.headline.say(trouble or checks.headline(check), Hue.WARN if trouble else Hue.TEXT)
        held = said(check.held_because) if check is not None and run is not None and run.phase is not CheckPhase.PAUSED else ""
        self.figures.say(held or checks.figures(check), Hue.MUTED)
        self.found.say(checks.found_words(run or (check.last if check is not None else None)), Hue.MUTED)
        self.bar.setVisible(run is not None)
        self.bar.setValue(int((run.progress_ratio if run is not None else 0.0) * 1000))
        self.note.say(self.tr("{0} more wait").format(check.waiting) if check is not None and check.waiting else "", Hue.MUTED)
        self._paused = run is not None and run.phase is CheckPhase.PAUSED
        self.pause.setText(self.tr("Go on with the check") if self._paused else self.tr("Pause the check"))
        self.start.setEnabled(may_ask and run is None)
        self.pause.setEnabled(may_ask and run is not None)
        self.cancel.setEnabled(may_ask and run is not None and not run.needed)
        self.cancel.setToolTip(self.tr("The copy cannot be used without this check.") if run is not None and run.needed else "")
        self.rates.setEnabled(may_ask)
        self._offer_rates(check.rate_bytes_per_s if check is not None else 0)

    def _offer_rates(self, rate: int) -> None:
        offered = sorted({*RATES, rate})
        if [self.rates.itemData(number) for number in range(self.rates.count())] != offered:
            self.rates.clear()
            for one in offered:
                self.rates.addItem(rate_words(one), one)
        if not self.rates.view().isVisible():
            self.rates.setCurrentIndex(self.rates.findData(rate))

    def _pause(self) -> None:
        self.action_wanted.emit(CheckAction.RESUME if self._paused else CheckAction.PAUSE)

    def say_age(self, age_s: float, *, stale: bool) -> None:
        """Say how old the figures are when they are old."""
        if stale:
            self.note.say(text.no_data(age_s), Hue.STALE)
            for words in (self.headline, self.figures, self.found):
                words.say(words.text(), Hue.STALE)
