"""One queue as a live graph of the last minute: how old its oldest entry is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.pair import QueueStatus
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.minute_curve import MinuteCurve
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class QueueGraph(Panel):
    """A figure, a line about the queue, and the curve."""

    def __init__(self, theme: Theme, heading: str, hue: Hue, parent: QWidget | None = None) -> None:
        super().__init__(theme, heading, parent)
        self._hue = hue
        self.note.setFont(theme.font(Type.GRAPH_VALUE))
        self.subtitle = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.age = Text(theme, "", Type.CAPTION, Hue.MUTED)
        self.head.insertWidget(2, self.age)
        self.body.setSpacing(2)
        self.body.addWidget(self.subtitle)
        self.heading.yield_room()  # before the page grows wider than the window
        self.head.setSpacing(6)
        self.body.setContentsMargins(20, 12, 14, 8)
        self.head.setContentsMargins(0, 0, 6, 0)
        self.curve = MinuteCurve(theme, hue)
        self.body.addWidget(self.curve, 1)

    def show_queue(self, where: str, queue: QueueStatus | None, age: str, *, stale: bool) -> None:
        """Show the figures now. `where` is "on castor, not yet on pollux"; None leaves the figures out."""
        self.curve.use_hue(Hue.STALE if stale or queue is None else self._hue)
        if queue is None:
            self.note.say("–", Hue.STALE)
            self.subtitle.say(where)
            self.age.say("")
            return
        self.note.say(text.seconds(queue.oldest_age_s), Hue.STALE if stale else self._hue)
        entries = text.count(queue.entries, self.tr("entry"), self.tr("entries"))
        # Figures first: they are never cut off. An age that has become a sentence stands with them, for the heading needs its room.
        self.subtitle.say(f"{entries} · {text.size(queue.bytes)} · {age if stale else where}")
        self.age.say("" if stale else age)
        self.setAccessibleDescription(
            self.tr("oldest entry {0}, {1}, {2}").format(text.seconds(queue.oldest_age_s), self.subtitle.text(), age)
        )

    def show_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw (seconds relative to now, age in seconds), oldest first."""
        self.curve.show_points(points)
