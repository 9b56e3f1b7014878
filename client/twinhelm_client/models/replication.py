"""Replication as it is looked at: which set, which stretch of time, paused or live, and the heads of both queues."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from twinhelm_client.domain.connection import Link
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.queue_head import QueueHead, QueueName
from twinhelm_client.domain.replication import ALL_SETS, RANGES, Series, most_waiting, sample_of
from twinhelm_client.models.answer import Answer
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.queue_head_model import QueueHeadModel

HEAD_ENTRIES = 20
HEAD_EVERY_S = 1.0


class AsksQueues(Protocol):
    """What is asked of the pair; bridge.pair_bridge.PairBridge does it."""

    def queue_history(self, window_s: float, set_name: str) -> Answer:
        """Ask for the past of a set's queues."""
        ...

    def queue_head(self, set_name: str, queue: QueueName, count: int) -> Answer:
        """Ask what waits in a queue."""
        ...


class Replication(QObject):
    """Binds a LivePair, asks the bridge for histories and heads. `bridge` is None where nothing can be asked.

    Signals: series_changed() when there is something new to draw; heads_changed() when a head or its trouble changed;
    pause_changed().
    """

    series_changed = Signal()
    heads_changed = Signal()
    pause_changed = Signal()

    def __init__(self, live: LivePair, bridge: AsksQueues | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._bridge = bridge
        self.set_name = ALL_SETS
        self.range = 0
        self.paused = False
        self.shown = Series(*RANGES[0])
        self.now_s = 0.0  # of the server, when what is shown was drawn last
        self.trouble = ""  # why the history could not be had
        self.heads = {queue: QueueHeadModel(self) for queue in QueueName}
        self.head_trouble: dict[QueueName, str] = dict.fromkeys(QueueName, "")
        self.head_set = ""
        self._series = self.shown
        self._history: Answer | None = None
        self._asked: dict[QueueName, Answer | None] = dict.fromkeys(QueueName)
        self._head_due_s = 0.0
        self._seen: PairStatus | None = None
        self._looked_at = False
        self._connected = False
        self._answering = ""  # the server whose memory was asked last
        live.changed.connect(self._on_live)

    @Slot(bool)
    def look(self, looked_at: bool) -> None:
        """Say whether somebody looks: only then are heads asked for."""
        self._looked_at = looked_at
        if looked_at:
            self._head_due_s = 0.0
            self._on_live()

    def choose_set(self, name: str) -> None:
        """Show one set, or all."""
        if name != self.set_name:
            self.set_name = name
            self._start_over()

    def choose_range(self, number: int) -> None:
        """Show the last minute, hour or day."""
        if number != self.range:
            self.range = number
            self._start_over()

    def pause(self, paused: bool) -> None:
        """Hold the picture still; what comes meanwhile is kept and shown afterwards."""
        if paused == self.paused:
            return
        self.paused = paused
        if paused:
            self.shown = Series(self._series.window_s, self._series.step_s)
            self.shown.fill(self._series.samples)
        else:
            self._show_live()
        self.pause_changed.emit()
        self.series_changed.emit()

    def show_history(self, samples: tuple[QueueSample, ...]) -> None:
        """Put the server's memory before what was seen live."""
        self.trouble = ""
        self._series.fill(samples)
        if not self.paused:
            self._show_live()
        self.series_changed.emit()

    def _start_over(self) -> None:
        self._series = Series(*RANGES[self.range])
        self.paused = False
        for model in self.heads.values():
            model.replace_all(())
        self._head_due_s = 0.0
        self._show_live()
        self.pause_changed.emit()
        self.series_changed.emit()
        self._ask_history()
        self._ask_heads()

    def _show_live(self) -> None:
        self.shown = self._series
        self.now_s = self._live.server_now_s()

    @Slot()
    def _on_live(self) -> None:
        status = self._live.status
        connected = self._live.connection.link is Link.CONNECTED
        answering = status.answering_server if status is not None else self._answering
        # After a change of roles another server answers, and it remembers what this one did not.
        if connected and (not self._connected or self._answering not in ("", answering)):
            self._ask_history()
        self._connected, self._answering = connected, answering
        if status is not None and status is not self._seen:
            self._seen = status
            if not self._series.add(sample_of(status, self.set_name)):
                self._ask_history()
        if self._looked_at and self._live.now_s >= self._head_due_s and not self.paused:
            self._ask_heads()
        if not self.paused:
            self._show_live()
        self.series_changed.emit()

    def _ask_history(self) -> None:
        if self._bridge is None:
            return
        if self._history is not None:
            self._history.drop()
        self._history = self._bridge.queue_history(RANGES[self.range][0], self.set_name)
        self._history.then(self.show_history, self._on_history_failed)

    def _on_history_failed(self, error: GatewayError) -> None:
        self.trouble = str(error)
        self.series_changed.emit()

    def _ask_heads(self) -> None:
        status = self._live.status
        if self._bridge is None or status is None or self._live.stale or not status.sets:
            return
        self._head_due_s = self._live.now_s + HEAD_EVERY_S
        self.head_set = self.set_name or most_waiting(status)
        for queue in QueueName:
            if self._asked[queue] is None:
                reply = self._bridge.queue_head(self.head_set, queue, HEAD_ENTRIES)
                self._asked[queue] = reply.then(partial(self._on_head, queue, self.head_set), partial(self._on_head_failed, queue))

    def _on_head(self, queue: QueueName, set_name: str, head: QueueHead) -> None:
        self._asked[queue] = None
        if set_name == self.head_set and not self.paused:
            self.show_head(queue, head)

    def show_head(self, queue: QueueName, head: QueueHead) -> None:
        """Show what waits in a queue."""
        self.head_trouble[queue] = ""
        self.heads[queue].show(head)
        self.heads_changed.emit()

    def _on_head_failed(self, queue: QueueName, error: GatewayError) -> None:
        self._asked[queue] = None
        self.head_trouble[queue] = str(error)
        self.heads[queue].replace_all(())
        self.heads_changed.emit()
