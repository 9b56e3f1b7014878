"""The panels of the Replication page: a queue as a graph, the rates, and what waits at the head of a queue."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import decimal, translate
from twinhelm_client.domain.pair import Compression, QueueSample, QueueStatus
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.queue_head import QueueName
from twinhelm_client.domain.replication import Metric, SetFigures
from twinhelm_client.models.replication import Replication
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text
from twinhelm_client.widgets.time_graph import TimeGraph
from twinhelm_client.widgets.value_view import ValueView

RATES = (("captured", Hue.ACTIVE), ("sent", Hue.UNSAFE), ("applied", Hue.SAFE))


def axis_unit(metric: Metric) -> Callable[[float], str]:
    """Return how the values of this metric are written at the axis."""
    if metric is Metric.AGE:
        return lambda value: f"{decimal(value, 1) if value < 1 and value else f'{value:g}'} s" if value else "0"
    if metric is Metric.BYTES:
        return text.size
    return lambda value: f"{value:,.0f}".replace(",", "\u202f")


class GraphPanel(Panel):
    """One queue: its oldest entry now, a line about it, and the graph."""

    def __init__(self, theme: Theme, heading: str, queue: QueueName, hue: Hue) -> None:
        super().__init__(theme, heading)
        self._hue = hue
        self._unsafe = queue is QueueName.UNSAFE
        self.graph = TimeGraph(theme, {queue.value: hue}, axis_unit(Metric.AGE), heading)
        self.note.setFont(theme.font(Type.GRAPH_VALUE))
        self.subtitle = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.body.setContentsMargins(20, 12, 12, 8)
        self.body.setSpacing(2)
        self.head.setContentsMargins(0, 0, 8, 0)
        self.body.addWidget(self.subtitle)
        self.body.addWidget(self.graph, 1)

    def show_queue(self, queue: QueueStatus | None, *, stale: bool) -> None:
        """Show the figures now; None while nothing is known."""
        if queue is None:
            self.note.say("–", Hue.STALE)
            self.subtitle.say(self.tr("known once the pair answers"))
            return
        self.note.say(text.seconds(queue.oldest_age_s), Hue.STALE if stale else self._hue)
        entries = text.count(queue.entries, self.tr("entry"), self.tr("entries"))
        where = self.tr("not yet on the passive") if self._unsafe else self.tr("not yet applied")
        self.subtitle.say(f"{entries} · {text.size(queue.bytes)} · {where}")
        self.setAccessibleDescription(f"{self.note.text()}, {self.subtitle.text()}")


class HeadPanel(Panel):
    """What waits at the head of one queue."""

    def __init__(self, theme: Theme, model: Replication, queue: QueueName) -> None:
        unsafe = queue is QueueName.UNSAFE
        next_unsafe, next_safe = translate("HeadPanel", "Next in the unsafe queue"), translate("ReplicationPage", "Next in the safe queue")
        title = next_unsafe if unsafe else next_safe
        super().__init__(theme, title)
        self._model = model
        self._queue = queue
        self.body.setContentsMargins(12, 12, 12, 10)
        self.head.setContentsMargins(8, 0, 8, 0)
        self.view = ValueView(theme, model.heads[queue], title, (94, 72, 0, 72, 58), 2)
        self.view.setMinimumHeight(120)
        self.empty = Text(theme, "", Type.CAPTION, Hue.MUTED, wrap=True)
        self.empty.fill()
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.empty, 1)
        model.heads_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say where the entries are, or why there are none to see."""
        model, trouble = self._model.heads[self._queue], self._model.head_trouble[self._queue]
        known = bool(model.rows)
        self.view.setVisible(known)
        self.empty.setVisible(not known)
        if trouble:
            self.empty.say(said(trouble), Hue.WARN)
        else:
            nothing = self.tr("Nothing waits.") if model.server else self.tr("The entries appear when the pair answers.")
            self.empty.say(nothing, Hue.MUTED)
        where = self.tr("set {0}, on {1}").format(self._model.head_set, model.server) if model.server and self._model.head_set else ""
        self.note.say("" if trouble else where)

    def show_stale(self, *, stale: bool, age_s: float) -> None:
        """Turn grey and say since when, or come back."""
        self.view.show_stale(stale=stale)
        if stale:
            self.note.say(text.no_data(age_s), Hue.STALE)
        elif self.view.stale_before:
            self.note.say("", Hue.MUTED)
            self.refresh()


class RatesPanel(Panel):
    """What is captured, sent and applied, and what compression saves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, QCoreApplication.translate("RatesPanel", "Rates"))
        self.graph = TimeGraph(theme, dict(RATES), text.rate, self.tr("Rates"))
        self.body.setContentsMargins(20, 12, 12, 8)
        self.body.setSpacing(4)
        self.heading.setMinimumHeight(QFontMetrics(theme.font(Type.GRAPH_VALUE)).height())  # as high as its neighbours' heads
        self._now: SetFigures | None = None
        self._stale = False
        self._at_cursor: QueueSample | None = None
        row = QHBoxLayout()
        row.setSpacing(14)
        names = (self.tr("captured"), self.tr("sent"), self.tr("applied"))
        self._values = tuple(Text(theme, "–", Type.HEADING, hue) for _, hue in RATES)
        for name, value in zip(names, self._values, strict=True):
            row.addLayout(_figure(theme, name, value))
        self._saved = Text(theme, "–", Type.HEADING)
        row.addLayout(_figure(theme, self.tr("saved"), self._saved))
        row.addStretch(1)
        self.economy = Text(theme, "", Type.AXIS, Hue.MUTED, elide=True)
        self.body.addLayout(row)
        self.body.addWidget(self.economy)
        self.body.addWidget(self.graph, 1)

    def show_at_cursor(self, sample: QueueSample | None) -> None:
        """Let the figures be those of the cursor's place; None brings back those of now."""
        self._at_cursor = sample
        self.note.say(self.tr("at the cursor") if sample is not None else "")
        self._show()

    def show_figures(self, now: SetFigures | None, *, stale: bool) -> None:
        """Show the rates now; None while nothing is known."""
        self._now, self._stale = now, stale
        self._show()

    def _show(self) -> None:
        now, stale = self._now, self._stale
        shown = self._at_cursor or now
        rates = (None,) * 3 if shown is None else (shown.captured_bytes_per_s, shown.sent_bytes_per_s, shown.applied_bytes_per_s)
        for label, value, (_, hue) in zip(self._values, rates, RATES, strict=True):
            label.say("–" if value is None else text.rate(value), Hue.STALE if stale or value is None else hue)
        saved = now.saved_ratio if now is not None else None
        self._saved.say("–" if saved is None else text.percent(saved), Hue.STALE if stale or saved is None else Hue.TEXT)
        self.economy.say(economy_words(now), Hue.STALE if stale else Hue.MUTED)


def economy_words(now: SetFigures | None) -> str:
    """Say what the low bandwidth module made of how much: "412 GB → 37.1 GB · fast, automatic"."""
    if now is None or not now.sent_bytes:
        return ""
    parts = [f"{text.size(now.raw_bytes)} → {text.size(now.sent_bytes)}"]
    economy = now.economy
    if economy is not None:
        automatic = economy.setting is Compression.AUTO
        level = words.of(economy.level)
        parts.append(translate("RatesPanel", "{0}, automatic").format(level) if automatic else level)
        if economy.cap_bytes_per_s:
            parts.append(translate("RatesPanel", "at most {0}").format(text.rate(economy.cap_bytes_per_s)))
    return " · ".join(parts)


def _figure(theme: Theme, name: str, value: Text) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(value)
    column.addWidget(Text(theme, name, Type.AXIS, Hue.MUTED))
    return column
