"""What if it failed now: how long without service, and what would be lost."""

from PySide6.QtWidgets import QGridLayout, QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.pair import PairStatus
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class FailurePanel(Panel):
    """Binds to the prediction of a status."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "If it failed now", parent)
        self.outage = Text(theme, "–", Type.FIGURE)
        self.lost = Text(theme, "–", Type.FIGURE)
        self.outage_words = Text(theme, "without service", Type.CAPTION, Hue.MUTED, elide=True)
        self.lost_words = Text(theme, "changes lost", Type.CAPTION, Hue.MUTED, elide=True)
        self.rest = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.outage, 0, 0)
        grid.addWidget(self.lost, 0, 1)
        grid.addWidget(self.outage_words, 1, 0)
        grid.addWidget(self.lost_words, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.body.addWidget(self.rest)

    def show_status(self, status: PairStatus | None, age_s: float, *, stale: bool) -> None:
        """Show the prediction of this status; grey when it is stale, a dash where the pair does not know."""
        active = status.active if status else None
        if status is None or active is None:
            self.heading.say("If the active failed now")
            self._figures("–", "–", Hue.STALE)
            self.outage_words.say("without service")
            self.lost_words.say("changes lost")
            self.rest.say("known once a server is active")
            self.note.say("")
            return
        self.heading.say(f"If {active.name} failed now")
        forecast = status.prediction
        hue = Hue.STALE if stale else Hue.TEXT
        outage, outage_words = _outage(status, active.name)
        self.outage_words.say(outage_words)
        waiting = f"{text.count(forecast.unsafe_entries_lost, 'change', 'changes')}, {text.size(forecast.unsafe_bytes_lost)}"
        if status.durable_now:
            self._figures(outage, "0", hue)
            self.lost_words.say("durable commits lost")
            self.rest.say(f"{waiting} not synced yet" if forecast.unsafe_entries_lost else "nothing waits in the unsafe queue")
        else:
            self._figures(outage, f"{forecast.unsafe_entries_lost:,}".replace(",", "\u202f"), hue)
            self.lost_words.say("change lost" if forecast.unsafe_entries_lost == 1 else "changes lost")
            newest = f"{text.size(forecast.unsafe_bytes_lost)}, the last {text.seconds(forecast.unsafe_age_s)} of work"
            self.rest.say(newest if forecast.unsafe_entries_lost else "nothing waits in the unsafe queue")
        self.note.say(text.no_data(age_s) if stale else text.age(age_s), Hue.STALE if stale else Hue.MUTED)

    def _figures(self, outage: str, lost: str, hue: Hue) -> None:
        self.outage.say(outage, hue)
        self.lost.say(lost, hue)


def _outage(status: PairStatus, active: str) -> tuple[str, str]:
    heir = status.other(active)
    if heir is None or not status.heard(heir):
        return "–", "nobody would take over"
    outage_s = status.prediction.outage_s
    return (text.seconds(outage_s), "without service") if outage_s is not None else ("–", "not measured yet")
