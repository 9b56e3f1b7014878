"""Events on their way into a file: all that pass the filter, also those that have to be fetched before."""

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.event_story import as_csv, as_json
from twinhelm_client.domain.events import Event
from twinhelm_client.models.answer import Answer
from twinhelm_client.models.event_history import EventHistory


class Runs(Protocol):
    """What runs work beside the window; bridge.pair_bridge.PairBridge does it."""

    def run(self, work: Coroutine[Any, Any, Any]) -> Answer:
        """Run a coroutine on the asyncio thread."""
        ...


class EventExport(QObject):
    """One export at a time. Without a bridge (pictures) it writes what is known, at once.

    Signals: waiting(int) with the number of known events while older ones are fetched; written(Path, int, bool) with how many, and whether
    the pair had no more of them; failed(Path, str) with the problem.
    """

    waiting = Signal(int)
    written = Signal(object, int, bool)
    failed = Signal(object, str)

    def __init__(self, history: EventHistory, bridge: Runs | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._bridge = bridge
        self._to: tuple[Path, str] | None = None
        self._count = 0
        self._writing: Answer | None = None
        history.fetch_changed.connect(self._go_on)
        history.known_changed.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return self._to is not None

    def start(self, path: Path, kind: str) -> None:
        """Write as "csv" or "json"."""
        self._to = (path, kind)
        self._history.ask_everything()
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if self._to is None or self._writing is not None or self._history.searching:
            return
        if self._history.can_ask and not self._history.trouble:
            self.waiting.emit(len(self._history.known))
            return
        events = self._history.matching()
        self._count = len(events)
        if self._bridge is None:
            self._on_done(write_events(*self._to, events))
            return
        work = asyncio.to_thread(write_events, *self._to, events)  # a hundred thousand take a second
        self._writing = self._bridge.run(work).then(self._on_done, self._on_failed)

    def _on_done(self, problem: str) -> None:
        assert self._to is not None
        (path, _), self._to, self._writing = self._to, None, None
        if problem:
            self.failed.emit(path, problem)
        else:
            self.written.emit(path, self._count, not self._history.trouble)

    def _on_failed(self, error: GatewayError) -> None:
        self._on_done(str(error))


def write_events(path: Path, kind: str, events: Sequence[Event]) -> str:
    """Write events to a file; returns what went wrong, or nothing. May run in any thread."""
    try:
        path.write_text(as_csv(events) if kind == "csv" else as_json(events), encoding="utf-8", newline="")
    except OSError as error:
        return error.strerror or str(error)
    return ""
