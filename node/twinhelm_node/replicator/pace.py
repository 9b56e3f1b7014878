"""How fast a check may read: so many bytes a second, changeable at any moment. Pure; time is an argument."""


class Pace:
    """A budget that fills with time. At rate 0 nothing waits."""

    def __init__(self, rate_bytes_per_s: int = 0) -> None:
        self._rate = rate_bytes_per_s
        self._free_at_s = 0.0

    @property
    def rate_bytes_per_s(self) -> int:
        """What is allowed now; 0: everything."""
        return self._rate

    def allow(self, rate_bytes_per_s: int, now_s: float) -> None:
        """Change the rate: what was spent at the old one is not waited for longer than a second."""
        if rate_bytes_per_s != self._rate:
            self._rate = rate_bytes_per_s
            self._free_at_s = min(self._free_at_s, now_s + 1.0)

    def spend(self, size_bytes: int, now_s: float) -> None:
        """Note that `size_bytes` were read. Time that passed unused is not saved up."""
        if self._rate:
            self._free_at_s = max(self._free_at_s, now_s) + size_bytes / self._rate

    def wait_s(self, now_s: float) -> float:
        """Return how long to wait before the next read."""
        return max(0.0, self._free_at_s - now_s) if self._rate else 0.0

    def block_bytes(self, most: int) -> int:
        """Return how much to read at once: less when the rate is low, so that a change takes effect within a second."""
        return max(4096, min(most, self._rate // 4 // 4096 * 4096)) if self._rate else most
