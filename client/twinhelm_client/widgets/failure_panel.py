"""What if it failed now: how long without service, and what would be lost."""

from PySide6.QtCore import QCoreApplication
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
        super().__init__(theme, QCoreApplication.translate("FailurePanel", "If it failed now"), parent)
        self.outage = Text(theme, "–", Type.FIGURE)
        self.lost = Text(theme, "–", Type.FIGURE)
        self.outage_words = Text(theme, self.tr("without service"), Type.CAPTION, Hue.MUTED, elide=True)
        self.lost_words = Text(theme, self.tr("changes lost"), Type.CAPTION, Hue.MUTED, elide=True)
        self.rest = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.heading.yield_room()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.outage, 0, 0)
        grid.addWidget(self.lost, 0, 1)
        grid.addWidget(self.outage_words, 1, 0)
        grid.addWidget(self.lost_words, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)  # what is lost has more words
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.body.addWidget(self.rest)

    def show_status(self, status: PairStatus | None, age_s: float, *, stale: bool) -> None:
        """Show the prediction of this status; grey when it is stale, a dash where the pair does not know."""
        active = status.active if status else None
        if status is None or active is None:
            self.heading.say(self.tr("If the active failed now"))
            self._figures("–", "–", Hue.STALE)
            self.outage_words.say(self.tr("without service"))
            self.lost_words.say(self.tr("changes lost"))
            self.rest.say(self.tr("known once a server is active"))
            self.note.say("")
            return
        self.heading.say(self.tr("If {0} failed now").format(active.name))
        forecast = status.prediction
        hue = Hue.STALE if stale else Hue.TEXT
        outage, outage_words = self._outage(status, active.name)
        self.outage_words.say(outage_words)
        changes = text.count(forecast.unsafe_entries_lost, self.tr("change"), self.tr("changes"))
        if status.durable_now:
            self._figures(outage, "0", hue)
            self.lost_words.say(self.tr("durable commits lost"))
            waiting = self.tr("{0}, {1} not synced yet").format(changes, text.size(forecast.unsafe_bytes_lost))
            self.rest.say(waiting if forecast.unsafe_entries_lost else self.tr("nothing waits in the unsafe queue"))
        else:
            self._figures(outage, f"{forecast.unsafe_entries_lost:,}".replace(",", "\u202f"), hue)
            self.lost_words.say(self.tr("change lost") if forecast.unsafe_entries_lost == 1 else self.tr("changes lost"))
            size, age = text.size(forecast.unsafe_bytes_lost), text.seconds(forecast.unsafe_age_s)
            newest = self.tr("{0}, the last {1} of work").format(size, age)
            self.rest.say(newest if forecast.unsafe_entries_lost else self.tr("nothing waits in the unsafe queue"))
        age = text.age(age_s)
        self.say_note(text.no_data(age_s) if stale else age, age, Hue.STALE if stale else Hue.MUTED)

    def _figures(self, outage: str, lost: str, hue: Hue) -> None:
        self.outage.say(outage, hue)
        self.lost.say(lost, hue)

    def _outage(self, status: PairStatus, active: str) -> tuple[str, str]:
        heir = status.other(active)
        if heir is None or not status.heard(heir):
            return "–", self.tr("no takeover")
        outage_s = status.prediction.outage_s
        return (text.seconds(outage_s), self.tr("without service")) if outage_s is not None else ("–", self.tr("not measured yet"))
