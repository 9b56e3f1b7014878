"""The low bandwidth module of one set on the sending end: puts packing, measuring, choosing and the caps together."""

from collections import deque
from collections.abc import Callable

from twinhelm_node.channel.economy.cap import Cap
from twinhelm_node.channel.economy.choose import Choice, Measured, choose
from twinhelm_node.channel.economy.link_rate import LinkRate
from twinhelm_node.channel.economy.long_window import window_log_here
from twinhelm_node.channel.economy.packer import Packed, Packer
from twinhelm_node.domain.bandwidth import UNLIMITED
from twinhelm_node.domain.economy import Compression, EconomyStatus, saved_ratio

_MOST_UNDER_WAY_BYTES = 8 * 1024 * 1024
_UNKNOWN_UNDER_WAY_BYTES = 1024 * 1024
_LEAST_UNDER_WAY_BYTES = 256 * 1024
# what lies in the buffers of a slow link delays the heartbeat that shares it, and the newest record
_BUFFERED_S = 0.25
_LONGEST_S = 1.0
_LARGEST_BATCH_BYTES = 1024 * 1024
_SMALLEST_BATCH_BYTES = 64 * 1024
_TREND_S = 1.0


class Economy:
    """Used by one sender, on its event loop. `shared` is the cap that all sets of the pair share."""

    def __init__(self, setting: Compression, own: Cap, shared: Cap, window_log: Callable[[], int] = window_log_here) -> None:
        self._caps = (own, shared)
        self._window_log = window_log
        self._packer = Packer()
        self._link = LinkRate()
        self._choice = Choice()
        self._trend: deque[tuple[float, int, float, float]] = deque()
        self._raw_bytes = 0
        self._sent_bytes = 0
        self.set(setting)

    def close(self) -> None:
        """Nothing is packed any more."""
        self._packer.close()

    def set(self, setting: Compression) -> None:
        """Take over another setting at once; what `auto` chooses follows with the next sample."""
        self._setting = setting
        if setting is not Compression.AUTO:
            self._choice = choose(setting, Measured(0.0), self._choice)

    # One connection ---------------------------------------------------------------------------------------------

    def hello_window_log(self) -> int:
        """The window to offer."""
        return self._window_log()

    def begin(self, window_log: int) -> None:
        """A new connection, and the window agreed upon."""
        self._packer.begin(window_log)
        self._link.interrupted()

    @property
    def batch_bytes(self) -> int:
        """How many bytes of records the next batch may hold: what a slow link carries in a quarter of a second."""
        # that the last bytes shrank does not say that the next ones will: never more than a second of the link as they are
        raw_bytes = min(self.carried_bytes(_BUFFERED_S), self._rate() * _LONGEST_S)
        return int(min(_LARGEST_BATCH_BYTES, max(_SMALLEST_BATCH_BYTES, raw_bytes)))

    def carried_bytes(self, seconds: float) -> float:
        """How many bytes of records go across in that time, as they shrink of late; infinite where nothing is known to hold them back."""
        return self._rate() * seconds / max(0.02, 1.0 - self._packer.saved_ratio)

    def _rate(self) -> float:
        return min((rate for rate in (self._link.bytes_per_s, *(cap.bytes_per_s() for cap in self._caps)) if rate), default=float("inf"))

    @property
    def under_way_bytes(self) -> int:
        """How many packed bytes may be under way: enough to keep the link busy, and little more."""
        rate = self._link.bytes_per_s
        if not rate:
            return _UNKNOWN_UNDER_WAY_BYTES
        wanted = 1.25 * rate * (self._link.round_trip_s + _BUFFERED_S)  # a quarter more, so that a link that carries more shows it
        return int(min(_MOST_UNDER_WAY_BYTES, max(_LEAST_UNDER_WAY_BYTES, wanted)))

    async def pack(self, raw: bytes) -> Packed:
        """Pack a batch at the level in force. What it returns must be sent."""
        packed = await self._packer.pack(raw, self._choice.level, probing=self._setting is Compression.AUTO)
        self._raw_bytes += len(raw)
        return packed

    async def leave(self, size_bytes: int) -> None:
        """Wait until a message of `size_bytes` may leave, and count it."""
        for cap in self._caps:
            await cap.leave(size_bytes)
        self._sent_bytes += size_bytes

    def acknowledged(self, now_s: float, size_bytes: int, *, delay_s: float, waiting: bool) -> None:
        """A message has arrived; `waiting`: records wait behind it."""
        self._link.acknowledged(now_s, size_bytes, delay_s=delay_s, waiting=waiting)

    def idle(self) -> None:
        """Nothing waits to leave: the time from here to the next acknowledgement says nothing about the link."""
        self._link.idle()

    # A few times a second ---------------------------------------------------------------------------------------

    def sample(self, now_s: float, waiting_bytes: int, held_s: float) -> None:
        """Note how long the queue is, and for how long in all it has waited for the link or a cap, and choose."""
        self._trend.append((now_s, waiting_bytes, self._packer.elapsed_s, held_s))
        while len(self._trend) > 2 and self._trend[1][0] <= now_s - _TREND_S:
            self._trend.popleft()
        first_s, first_bytes, first_elapsed_s, first_held_s = self._trend[0]
        span_s = now_s - first_s
        measured = Measured(
            now_s,
            self._link.bytes_per_s,
            (waiting_bytes - first_bytes) / span_s if span_s > 0 else 0.0,
            (self._packer.elapsed_s - first_elapsed_s) / span_s if span_s > 0 else 0.0,
            self._packer.saved_ratio,
            (held_s - first_held_s) / span_s if span_s > 0 else 0.0,
        )
        self._choice = choose(self._setting, measured, self._choice)

    @property
    def sent_bytes_total(self) -> int:
        """Bytes of all messages that left."""
        return self._sent_bytes

    @property
    def raw_bytes_total(self) -> int:
        """Bytes of the records in them."""
        return self._raw_bytes

    def status(self) -> EconomyStatus:
        """Return the figures now."""
        in_force = [rate for rate in (cap.bytes_per_s() for cap in self._caps) if rate != UNLIMITED]
        own, shared = (str(cap.schedule) for cap in self._caps)
        return EconomyStatus(
            setting=self._setting, level=self._choice.level, reason=self._choice.reason,
            saved_ratio=saved_ratio(self._raw_bytes, self._sent_bytes), processor_s=self._packer.processor_s,
            link_bytes_per_s=self._link.bytes_per_s, window_bytes=self._packer.window_bytes,
            cap_bytes_per_s=min(in_force, default=UNLIMITED), cap=f"{own}; pair {shared}" if own and shared else own or shared,
        )  # fmt: skip
