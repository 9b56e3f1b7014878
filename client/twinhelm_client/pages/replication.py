"""Replication: both queues over time and entry by entry, and the rates between the servers."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.queue_fill import fill_lines
from twinhelm_client.domain.queue_head import QueueName
from twinhelm_client.domain.replication import ALL_SETS, RANGES, Metric, Value, chosen
from twinhelm_client.models.replication import Replication
from twinhelm_client.models.sets_model import SetsModel
from twinhelm_client.pages.page import PageAction, PageParts
from twinhelm_client.pages.set_page import SetPage
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.choice import Choice
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.replication_panels import RATES, GraphPanel, HeadPanel, RatesPanel, axis_unit
from twinhelm_client.widgets.room_lines import RoomLines
from twinhelm_client.widgets.text import Text
from twinhelm_client.widgets.time_graph import ago
from twinhelm_client.widgets.value_view import ValueView

_METRICS = (Metric.AGE, Metric.ENTRIES, Metric.BYTES)


class ReplicationPage(SetPage):
    """Binds a Replication: forwards choices to it and paints what it has. Signals: none for others."""

    cursor_at = Signal(object)

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parts, parent)
        self.model = self.looking = Replication(parts.live, parts.bridge, self)
        self._metric = Metric.AGE
        self._cursor: float | None = None
        self._sets = SetsModel(self)
        self._make_graphs(parts.theme)
        self._make_controls(parts.theme)
        self.heads = tuple(HeadPanel(parts.theme, self.model, queue) for queue in QueueName)
        self.sets_panel = Panel(parts.theme, self.tr("Sets"))
        self.sets_panel.body.setContentsMargins(12, 12, 12, 8)
        self.sets_panel.head.setContentsMargins(8, 0, 8, 0)
        self.sets_view = ValueView(parts.theme, self._sets, self.tr("Sets"), (0, 102, 70, 112, 106, 84, 80, 84, 58, 84, 52), 0)
        self.sets_view.fit_rows(1)
        self.sets_panel.body.addWidget(self.sets_view)
        self.room = RoomLines(parts.theme)
        self._lay_out()
        self.model.series_changed.connect(self.refresh)
        self.model.pause_changed.connect(self._show_pause)
        self.cursor_at.connect(self._show_cursor)
        self.refresh()

    def page_actions(self) -> tuple[PageAction, ...]:
        """What the command palette offers of this page."""
        pause = self.tr("Go on with the graphs") if self.model.paused else self.tr("Pause the graphs")
        return (
            PageAction(pause, lambda: self.model.pause(not self.model.paused)),
            *(PageAction(title, partial(self.choose_range, number)) for number, title in enumerate(self._range_words())),
        )

    @Slot()
    def refresh(self) -> None:
        """Draw what is known now."""
        if not self.isVisible() and self._live.status is not None and self._drawn:
            return
        status, stale = self._live.status, self._live.stale
        self._offer_sets()
        self._draw(stale=stale)
        now = chosen(status, self.model.set_name) if status is not None else None
        self.rates.show_figures(now, stale=stale)
        self.room.show_lines(fill_lines((s.name, s.fill) for s in status.sets) if status is not None else (), stale=stale)
        self.unsafe.show_queue(now.unsafe if now else None, stale=stale)
        if status is None or now is None:
            self.safe.show_queue(None, stale=stale)
            return
        self.safe.show_queue(now.safe, stale=stale or self._unheard(status))
        self._sets.show(status)
        self.sets_view.fit_rows(6)
        age = self._live.figure_age_s(status.set_age_s)
        self.sets_panel.note.say(text.no_data(age) if stale else text.age(age), Hue.STALE if stale else Hue.MUTED)
        self.sets_view.show_stale(stale=stale)
        for head in self.heads:
            head.show_stale(stale=stale, age_s=self._live.age_s)

    @staticmethod
    def _unheard(status: PairStatus) -> bool:
        """Whether the figures of the safe queue are old: nobody hears the server that holds it."""
        passive = status.other(status.active.name) if status.active else None
        return passive is None or not status.heard(passive)

    def _draw(self, *, stale: bool) -> None:
        self._drawn = True
        series, now = self.model.shown, self.model.now_s
        for panel, queue in ((self.unsafe, "unsafe"), (self.safe, "safe")):
            old = stale or (queue == "safe" and self._live.status is not None and self._unheard(self._live.status))
            panel.graph.show_curves({queue: series.line(Value(queue, self._metric), now)}, stale=old)
        self.rates.graph.show_curves({name: series.line(Value(rate=name), now) for name, _ in RATES}, stale=stale)
        self._show_readout()

    # --- controls

    def _make_graphs(self, theme: Theme) -> None:
        self._drawn = False
        self.unsafe = GraphPanel(theme, self.tr("Unsafe queue"), QueueName.UNSAFE, Hue.UNSAFE)
        self.safe = GraphPanel(theme, self.tr("Safe queue"), QueueName.SAFE, Hue.SAFE)
        self.rates = RatesPanel(theme)
        self.graphs = (self.unsafe.graph, self.safe.graph, self.rates.graph)
        for graph in self.graphs:
            graph.cursor_moved.connect(self.cursor_at)
            for other in self.graphs:
                if other is not graph:
                    graph.view_changed.connect(other.show_view)
            graph.view_changed.connect(self._show_view)

    def _make_controls(self, theme: Theme) -> None:
        self.make_set_controls()
        self.ranges = Choice(self.tr("Stretch of time"), [self.tr("1 min"), self.tr("1 h"), self.tr("24 h")])
        self.ranges.chosen.connect(self.choose_range)
        self.metrics = Choice(self.tr("Show of the queues"), [self.tr("Age"), self.tr("Entries"), self.tr("Bytes")])
        self.metrics.chosen.connect(self._choose_metric)
        self.pause = QPushButton()
        self.pause.setCheckable(True)
        self.pause.setProperty("choice", True)
        self.pause.clicked.connect(self.model.pause)
        self.whole = QPushButton(self.tr("Whole range"))
        self.whole.setProperty("flat", True)
        self.whole.clicked.connect(self._show_whole)
        self.whole.setVisible(False)
        self.readout = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._show_pause()

    def _range_words(self) -> tuple[str, ...]:
        return (self.tr("Show the last minute"), self.tr("Show the last hour"), self.tr("Show the last 24 hours"))

    @Slot(int)
    def choose_range(self, number: int) -> None:
        """Show the last minute (0), hour (1) or day (2)."""
        self.ranges.choose(number)
        self.model.choose_range(number)
        for graph in self.graphs:
            graph.use_window(RANGES[number][0])
        self.whole.setVisible(False)
        self.cursor_at.emit(None)
        self._draw(stale=self._live.stale)

    @Slot(int)
    def _choose_metric(self, number: int) -> None:
        self._metric = _METRICS[number]
        for graph in (self.unsafe.graph, self.safe.graph):
            graph.use_unit(axis_unit(self._metric))
        self._draw(stale=self._live.stale)

    @Slot(float, float)
    def _show_view(self, left: float, right: float) -> None:
        self.whole.setVisible(right - left < RANGES[self.model.range][0] - 0.5)
        self._draw(stale=self._live.stale)

    @Slot()
    def _show_whole(self) -> None:
        for graph in self.graphs:
            graph.show_view(-RANGES[self.model.range][0], 0.0)
        self.whole.setVisible(False)
        self._draw(stale=self._live.stale)

    @Slot()
    def _show_pause(self) -> None:
        paused = self.model.paused
        self.pause.setChecked(paused)
        self.pause.setText(self.tr("Paused") if paused else self.tr("Pause"))
        self.pause.setToolTip(self.tr("The graphs stand still; click to go on.") if paused else self.tr("Hold the graphs still."))
        self.pause.setIcon(icons.named(self._theme, "mdi6.play" if paused else "mdi6.pause", Hue.MUTED))

    def _offer_sets(self) -> None:
        names = self._set_names()
        if self.model.set_name not in (ALL_SETS, *names) and names:
            self.model.choose_set(ALL_SETS)
        self.offer_sets([ALL_SETS, *names] if len(names) != 1 else names, lambda name: name or self.tr("All sets"))

    # --- cursor

    @Slot(object)
    def _show_cursor(self, x_s: float | None) -> None:
        self._cursor = x_s
        for graph in self.graphs:
            graph.show_cursor(x_s)
        self._show_readout()

    def _show_readout(self) -> None:
        if self.model.trouble:
            self.readout.say(said(self.model.trouble), Hue.WARN)
            return
        sample = self.model.shown.nearest(self.model.now_s + self._cursor) if self._cursor is not None else None
        self.rates.show_at_cursor(sample)
        if self._cursor is None:
            self.readout.say("")
            return
        self.readout.say(ago(self._cursor) + ": " + self.tr("not measured") if sample is None else self._in_words(sample), Hue.TEXT)

    def _in_words(self, sample: QueueSample) -> str:
        return self.tr("{0}: unsafe {1}, {2} · safe {3}, {4}").format(
            ago(sample.at_s - self.model.now_s),
            text.seconds(sample.unsafe_queue.oldest_age_s),
            text.size(sample.unsafe_queue.bytes),
            text.seconds(sample.safe_queue.oldest_age_s),
            text.size(sample.safe_queue.bytes),
        )

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(12)
        for control in (self.sets, self.ranges, self.metrics, self.pause, self.whole):
            bar.addWidget(control)
        bar.addWidget(self.readout, 1)
        bar.addWidget(self.settings)
        grid = QGridLayout()
        grid.setSpacing(14)
        grid.addWidget(self.unsafe, 0, 0)
        grid.addWidget(self.safe, 0, 1)
        grid.addWidget(self.rates, 0, 2)
        grid.addWidget(self.sets_panel, 1, 0, 1, 3)
        heads = QHBoxLayout()
        heads.setSpacing(14)
        for head in self.heads:
            heads.addWidget(head, 1)
        grid.addLayout(heads, 2, 0, 1, 3)
        for row, stretch in ((0, 4), (2, 5)):
            grid.setRowStretch(row, stretch)
        for column_number in range(3):
            grid.setColumnStretch(column_number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(self.room)
        column.addLayout(grid, 1)
