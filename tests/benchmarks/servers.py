"""The replicators of a lab as processes: what they use of the processor and of the memory."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.processor_time import CONTROL, ProcessorTime
from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab

FORGET_PEAK = "5"  # proc(5), clear_refs


def replicator_time(lab: Lab) -> float:
    """Seconds of processor time that both replicators have used so far."""
    return sum(used for (_, part), used in ProcessorTime(lab).now().items() if part != CONTROL) / 1e9


def replicators(lab: Lab) -> dict[str, int]:
    """The process of each server's replicator."""
    spaces = {lab.exec(name, ["readlink", "/proc/self/ns/net"]).stdout.strip(): name for name in layout.SERVERS}
    return {spaces[space]: process for space, process in _processes(b"replicator") if space in spaces}


def _processes(word: bytes) -> Iterator[tuple[str, int]]:
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if word in (process / "cmdline").read_bytes().split(b"\0"):
                    yield os.readlink(process / "ns/net"), int(process.name)
            except OSError:
                continue  # it has ended


class Memory:
    """The largest resident memory of each replicator since the last look, in megabytes, mapped files and shared libraries included."""

    def __init__(self, lab: Lab) -> None:
        self._processes = replicators(lab)
        self.forget()

    def forget(self) -> None:
        """From now on count anew."""
        for process in self._processes.values():
            Path(f"/proc/{process}/clear_refs").write_text(FORGET_PEAK)

    def peaks_mb(self) -> dict[str, float]:
        """Return the peak of each server's replicator, and count anew."""
        found = {server: _peak_kib(process) * 1024 / 1e6 for server, process in self._processes.items()}
        self.forget()
        return found


def _peak_kib(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
