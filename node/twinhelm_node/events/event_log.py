"""What happened and why, on this server: `<state_directory>/events.jsonl`, the newest in memory, watchers served live."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec

from twinhelm_node.domain.events import Event, Severity
from twinhelm_node.system.json_lines import JsonLines

LOG = logging.getLogger(__name__)
LIMIT_BYTES = 8 * 1024 * 1024
REMEMBERED = 10_000


class EventLog:
    """Append, list, watch. A cursor is a number of 20 digits that grows by one, also over restarts.

    An event is in memory and with every watcher even if the disk refuses it: a full disk must not hide why a failover happened.
    """

    def __init__(
        self,
        path: Path,
        server: str,
        *,
        clock_ns: Callable[[], int] = time.time_ns,
        limit_bytes: int = LIMIT_BYTES,
        remembered: int = REMEMBERED,
    ) -> None:
        self._server = server
        self._clock_ns = clock_ns
        self._lines = JsonLines(path, limit_bytes)
        self._events: deque[Event] = deque(maxlen=remembered)
        self._next = 1
        self._notify = asyncio.Event()
        for line in self._lines.lines():
            try:
                event = msgspec.json.decode(line, type=Event)
                number = int(event.cursor)
            except (msgspec.MsgspecError, ValueError):
                continue  # torn by a crash: only this line is lost
            self._events.append(event)
            self._next = max(self._next, number + 1)

    def append(self, severity: Severity, kind: str, sentence: str, *, generation: int = 0, user: str = "") -> Event:
        """Note that something happened. Raises nothing; call it from the event loop's thread."""
        event = Event(f"{self._next:020d}", self._clock_ns(), self._server, severity, kind, sentence, generation, user)
        self._next += 1
        self._events.append(event)
        waiting, self._notify = self._notify, asyncio.Event()
        waiting.set()
        try:
            self._lines.append(msgspec.json.encode(event))
        except OSError:
            LOG.exception("the event cannot be kept on disk: %s", sentence)
        return event

    def list(self, before: str, limit: int) -> tuple[Event, ...]:
        """Return at most `limit` events older than `before` ("": the newest), newest first."""
        found: list[Event] = []
        for event in reversed(self._events):
            if len(found) == limit:
                break
            if not before or event.cursor < before:
                found.append(event)
        return tuple(found)

    async def watch(self, after: str) -> AsyncIterator[Event]:
        """Yield every event after `after` ("": only what comes next). One that fell behind goes on with the oldest remembered."""
        seen = after or f"{self._next - 1:020d}"
        while True:
            notify = self._notify
            for event in [event for event in self._events if event.cursor > seen]:
                seen = event.cursor
                yield event
            # Taken before looking: an event that came while its forerunners were consumed has set it already.
            await notify.wait()

    def close(self) -> None:
        """Close the file."""
        self._lines.close()
