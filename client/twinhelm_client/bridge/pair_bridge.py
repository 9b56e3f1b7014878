"""From the follower's news to queued Qt signals, and from the GUI's wishes to coroutines."""

import asyncio
import contextlib
import logging
import time
import uuid
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.operations import Operation
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.protection import NewApplication, ProtectedSet
from twinhelm_client.domain.queue_head import QueueName
from twinhelm_client.rpc.data_gateway import DataGateway
from twinhelm_client.rpc.follow import Follower, Sleep
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.rpc.local_listener import Accesses

LOG = logging.getLogger(__name__)


class PairBridge(QObject):
    """One pair, followed on the asyncio thread, heard in the GUI thread.

    Signals: connection_changed(Connection), person_needed(GatewayError), session_opened(Session), status_arrived(PairStatus),
    queue_history_arrived(tuple), day_history_arrived(tuple), events_arrived(tuple), event_arrived(Event). Connect them to methods
    of QObjects: they are emitted on the asyncio thread and queued into the receiver's.

    status_received(PairStatus, float) carries the monotonic moment at which the status came from the network: a GUI thread that was held up
    must not take an old status for a new one. event_batch_arrived(tuple of Event) comes at most ten times a second, so that a flood of
    events never fills the GUI's queue. accesses_changed() when a local port or a connection of `accesses` came or went.
    """

    connection_changed = Signal(object)
    person_needed = Signal(object)
    session_opened = Signal(object)
    status_arrived = Signal(object)
    queue_history_arrived = Signal(object)
    day_history_arrived = Signal(object)
    events_arrived = Signal(object)
    event_arrived = Signal(object)
    status_received = Signal(object, float)
    event_batch_arrived = Signal(object)
    accesses_changed = Signal()

    def __init__(self, gateway: Gateway, thread: AsyncThread, *, sleep: Sleep = asyncio.sleep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._thread = thread
        self._follower = Follower(gateway, _Emitter(self), sleep=sleep)
        self._following: Future[None] | None = None
        # What opens local ports to servers of this pair; its coroutines run on the asyncio thread (see `run`).
        self.accesses = Accesses(gateway, self._say_accesses_changed)

    def start(self) -> None:
        """Connect and follow."""
        self._following = self._thread.submit(self._follower.run())
        self._following.add_done_callback(self._ended)

    def stop(self) -> None:
        """End streams, open accesses and the connection; waits for it."""
        if self._following is not None:
            self._following.cancel()
        self._thread.submit(self._close_all()).result(timeout=10)

    def leave(self) -> None:
        """End streams and connection without waiting: the window goes on with another pair."""
        self.blockSignals(True)
        if self._following is not None:
            self._following.cancel()
        self._thread.submit(self._close_all())

    async def _close_all(self) -> None:
        await self.accesses.close_all()
        await self._gateway.close()

    def _say_accesses_changed(self) -> None:
        with contextlib.suppress(RuntimeError):  # the last ones close while the window has left this pair already
            self.accesses_changed.emit()

    def _ended(self, following: "Future[None]") -> None:
        """Say that following has ended by an error of the console's own: a frozen picture must not look alive."""
        if following.cancelled():
            return
        error = following.exception()
        LOG.error("following the pair has ended", exc_info=error)
        sentence = translate("Bridge", "The console met an error of its own ({0}); start it again and report this.").format(repr(error))
        self.connection_changed.emit(Connection(Link.LOST, str(self._gateway.endpoint), sentence))

    def sign_in(self, user: str, password: str) -> None:
        """Try again with these."""
        self._gateway.use_password(user, password)
        if self._following is None:
            self.start()
        else:
            self._thread.call_soon(self._follower.resume)

    def trust(self, fingerprint: str) -> None:
        """Try again, accepting this fingerprint."""
        self._gateway.trust(fingerprint)
        self._thread.call_soon(self._follower.resume)

    def check_switchover(self) -> "Reply":
        """Ask for the checks; the reply carries SwitchoverChecks."""
        return Reply(self._thread, self._gateway.check_switchover())

    def start_switchover(self, reason: str) -> "Reply":
        """Start a switchover; the reply carries the Operation."""
        return Reply(self._thread, self._gateway.start_switchover(reason=reason, request_id=uuid.uuid4().hex))

    def start_failover(self, to_server: str, reason: str) -> "Reply":
        """Start a forced failover; the reply carries the Operation."""
        return Reply(self._thread, self._gateway.start_failover(to_server=to_server, reason=reason, request_id=uuid.uuid4().hex))

    def check_set(self, new: ProtectedSet) -> "Reply":
        """Ask for the checks of a folder; the reply carries SetChecks."""
        return Reply(self._thread, self._gateway.check_set(new))

    def add_set(self, new: ProtectedSet) -> "Reply":
        """Protect a folder; the reply carries the ProtectedSet."""
        return Reply(self._thread, self._gateway.add_set(new, request_id=uuid.uuid4().hex))

    def application_definitions(self) -> "Reply":
        """Ask for the definitions; the reply carries a tuple of ApplicationDefinition."""
        return Reply(self._thread, self._gateway.application_definitions())

    def add_application(self, new: NewApplication) -> "Reply":
        """Protect an application; the reply carries its name."""
        return Reply(self._thread, self._gateway.add_application(new, request_id=uuid.uuid4().hex))

    def create_join_token(self, lifetime_s: float, *, replace: bool) -> "Reply":
        """Make a join token; the reply carries the JoinToken."""
        request_id = uuid.uuid4().hex
        return Reply(self._thread, self._gateway.create_join_token(lifetime_s=lifetime_s, replace=replace, request_id=request_id))

    def divergences(self) -> "Reply":
        """Ask what is kept aside; the reply carries Divergences."""
        return Reply(self._thread, self._gateway.divergences())

    def run(self, work: Coroutine[Any, Any, Any]) -> "Reply":
        """Run a coroutine on the asyncio thread; the reply carries its result."""
        return Reply(self._thread, work)

    @property
    def data(self) -> DataGateway:
        """What may be asked of the pair's data; give the coroutines to `run`."""
        return self._gateway.data

    def cancel_operation(self, operation_id: str) -> "Reply":
        """Ask an operation to go back; the reply carries the Operation."""
        return Reply(self._thread, self._gateway.cancel_operation(operation_id, request_id=uuid.uuid4().hex))

    def status(self) -> "Reply":
        """Ask for a fresh status; the reply carries PairStatus."""
        return Reply(self._thread, self._gateway.status())

    def queue_history(self, window_s: float, set_name: str) -> "Reply":
        """Ask for the past of a set's queues (empty: all sets together); the reply carries a tuple of QueueSample."""
        return Reply(self._thread, self._gateway.queue_history(window_s, set_name))

    def queue_head(self, set_name: str, queue: QueueName, count: int) -> "Reply":
        """Ask what waits in a queue; the reply carries a QueueHead."""
        return Reply(self._thread, self._gateway.queue_head(set_name, queue, count))

    def older_events(self, cursor: str, limit: int) -> "Reply":
        """Ask for the events before the one with this cursor; the reply carries a tuple of Event, newest first."""
        return Reply(self._thread, self._gateway.older_events(cursor, limit))

    def watch_operation(self, operation_id: str) -> "OperationWatch":
        """Follow an operation to its end, across reconnects."""
        return OperationWatch(self._thread, self._follower, operation_id)


BATCH_S = 0.1
BATCH = 2000


class _Emitter:
    """The Sink that emits the bridge's signals. Called on the event loop's thread."""

    def __init__(self, bridge: PairBridge) -> None:
        self._bridge = bridge
        self._waiting: deque[Event] = deque()
        self._flushing = False

    def connection(self, connection: Connection) -> None:
        self._bridge.connection_changed.emit(connection)

    def needs_person(self, error: GatewayError) -> None:
        self._bridge.person_needed.emit(error)

    def session(self, session: Session) -> None:
        self._bridge.session_opened.emit(session)

    def status(self, status: PairStatus) -> None:
        self._bridge.status_received.emit(status, time.monotonic())
        self._bridge.status_arrived.emit(status)

    def queue_history(self, samples: tuple[QueueSample, ...]) -> None:
        self._bridge.queue_history_arrived.emit(samples)

    def day_history(self, samples: tuple[QueueSample, ...]) -> None:
        self._bridge.day_history_arrived.emit(samples)

    def events(self, events: tuple[Event, ...]) -> None:
        self._bridge.events_arrived.emit(events)

    def event(self, event: Event) -> None:
        self._bridge.event_arrived.emit(event)
        self._waiting.append(event)
        if not self._flushing:
            self._flushing = True
            asyncio.get_running_loop().call_later(BATCH_S, self._flush)

    def _flush(self) -> None:
        batch = tuple(self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting))))
        self._bridge.event_batch_arrived.emit(batch)
        self._flushing = bool(self._waiting)
        if self._flushing:
            asyncio.get_running_loop().call_later(BATCH_S, self._flush)


class Reply(QObject):
    """The answer to one request. Callbacks run in the thread that made the reply; `drop` forgets it.

    Signals: _settled(result, error), internal, queued.
    """

    _settled = Signal(object, object)

    def __init__(self, thread: AsyncThread, work: Coroutine[Any, Any, Any]) -> None:
        super().__init__()
        self._done: Callable[[Any], None] | None = None
        self._failed: Callable[[GatewayError], None] | None = None
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._future = thread.submit(work)

    def then(self, done: Callable[[Any], None], failed: Callable[[GatewayError], None]) -> "Reply":
        """Call `done` with the result or `failed` with the error. The caller keeps the reply alive."""
        self._done, self._failed = done, failed
        self._future.add_done_callback(self._finish)
        return self

    def drop(self) -> None:
        """Forget the answer; the request may have been carried out."""
        self._done = self._failed = None
        self._future.cancel()

    def _finish(self, future: "Future[Any]") -> None:
        try:
            self._settled.emit(future.result(), None)
        except CancelledError:
            return
        except GatewayError as error:
            self._settled.emit(None, error)
        except Exception as error:  # whoever asked waits for an answer; it must come, and say what happened
            LOG.exception("a request has ended")
            self._settled.emit(
                None, GatewayError(translate("Bridge", "The console met an error of its own ({0}); report this.").format(repr(error)))
            )

    @Slot(object, object)
    def _deliver(self, result: object, error: GatewayError | None) -> None:
        told: Callable[[Any], None] | None = self._done if error is None else self._failed
        news: Any = result if error is None else error
        if told is not None and _lives(told):
            told(news)


def _lives(method: Callable[[Any], None]) -> bool:
    """Say whether the object of a bound method still exists: a page may have been made anew while its question was under way."""
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class OperationWatch(QObject):
    """One operation, followed to its end.

    Signals: changed(Operation), away(str) while the connection is broken, failed(GatewayError) if it can no longer be followed.
    """

    changed = Signal(object)
    away = Signal(str)
    failed = Signal(object)

    def __init__(self, thread: AsyncThread, follower: Follower, operation_id: str) -> None:
        super().__init__()
        self._thread = thread
        self._follower = follower
        self._operation_id = operation_id
        self._future: Future[None] | None = None

    def start(self) -> None:
        """Begin; connect the signals first."""
        self._future = self._thread.submit(self._follow())

    def stop(self) -> None:
        """Stop watching; the operation goes on."""
        if self._future is not None:
            self._future.cancel()

    async def _follow(self) -> None:
        try:
            await self._follower.follow_operation(self._operation_id, self._tell, self.away.emit)
        except GatewayError as error:
            self.failed.emit(error)

    def _tell(self, operation: Operation) -> None:
        self.changed.emit(operation)
