"""The pair as the window knows it now: the last status, how old it is, the connection, the graphs' points, the events."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from twinhelm_client.domain.connection import Connection, Link, Session
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.history import QueueWindow
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.sentence import STALE_AFTER_S, Sentence, sentence
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.models.events_model import EventsModel


class LivePair(QObject):
    """Holds what arrived and when. `clock` is monotonic; the window calls `tick` a few times a second so that ages grow.

    Signals: changed() when anything to show may have changed; day_changed() when the history of the day arrived;
    events_came(tuple of Event) once per connection, newest first; event_batch_came(tuple of Event), oldest first, for those that follow.
    """

    changed = Signal()
    day_changed = Signal()
    events_came = Signal(object)
    event_batch_came = Signal(object)

    def __init__(self, endpoint: str, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.connection = Connection(Link.CONNECTING, endpoint)
        self.session: Session | None = None
        self.status: PairStatus | None = None
        self.queues = QueueWindow()
        self.day: tuple[QueueSample, ...] = ()
        self.events = EventsModel(self)
        self.checks = ChecksModel(self)
        self._received_s = 0.0

    @property
    def now_s(self) -> float:
        """The console's monotonic time."""
        return self._clock()

    @property
    def age_s(self) -> float:
        """Seconds since the last status arrived."""
        return self._clock() - self._received_s if self.status is not None else 0.0

    @property
    def stale(self) -> bool:
        """What is known is too old to be shown as the present."""
        return self.status is not None and (self.age_s > STALE_AFTER_S or self.connection.link is not Link.CONNECTED)

    def figure_age_s(self, age_when_sent_s: float) -> float:
        """Return the age now of a figure that was that old when the status was made."""
        return age_when_sent_s + self.age_s

    def server_now_s(self) -> float:
        """Wall clock of the pair now, as far as it is known; 0 without a status."""
        return self.status.taken_at_s + self.age_s if self.status is not None else 0.0

    def sentence(self) -> Sentence:
        """Return the sentence that is true now."""
        return sentence(self.status, self.age_s, self.connection)

    @Slot(object)
    def on_connection(self, connection: Connection) -> None:
        """The connection changed."""
        self.connection = connection
        self.changed.emit()

    @Slot(object)
    def on_session(self, session: Session) -> None:
        """Somebody is signed in."""
        self.session = session
        self.changed.emit()

    @Slot(object)
    def on_status(self, status: PairStatus) -> None:
        """A status arrived just now."""
        self.on_received(status, self._clock())

    @Slot(object, float)
    def on_received(self, status: PairStatus, received_s: float) -> None:
        """A status came from the network at this moment of the console's clock, perhaps a while ago: this thread may have been held up."""
        self.status = status
        self._received_s = received_s
        self.queues.add(self._received_s, status.unsafe_queue, status.safe_queue)
        self.checks.show(status.checks)
        self.changed.emit()

    @Slot(object)
    def on_queue_history(self, samples: tuple[QueueSample, ...]) -> None:
        """The last minute, as the server remembers it."""
        self.queues.fill(samples, self._clock())
        self.changed.emit()

    @Slot(object)
    def on_day_history(self, samples: tuple[QueueSample, ...]) -> None:
        """The last day, as the server remembers it."""
        self.day = samples
        self.day_changed.emit()

    @Slot(object)
    def on_events(self, events: tuple[Event, ...]) -> None:
        """The newest events."""
        self.events.show(events)
        self.events_came.emit(events)
        self.day_changed.emit()

    @Slot(object)
    def on_event(self, event: Event) -> None:
        """Something happened."""
        self.events.add(event)
        self.event_batch_came.emit((event,))
        self.day_changed.emit()

    @Slot(object)
    def on_event_batch(self, events: tuple[Event, ...]) -> None:
        """Several things happened, oldest first."""
        self.events.add_all(events)
        self.event_batch_came.emit(events)
        self.day_changed.emit()

    @Slot()
    def tick(self) -> None:
        """Time has passed: ages have grown."""
        self.changed.emit()
