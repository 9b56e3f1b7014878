"""A core for each server of the lab, as a pair in a rack has: otherwise what the passive does is taken from the active's application."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab


def enough_cores() -> bool:
    """Whether there is one for each server."""
    return len(os.sched_getaffinity(0)) >= len(layout.SERVERS)


@contextlib.contextmanager
def a_core_each(lab: Lab) -> Iterator[None]:
    """Keep every process of a server, and what is started on the first of them meanwhile, on one core."""
    every = os.sched_getaffinity(0)
    cores = dict(zip(layout.SERVERS, sorted(every), strict=False))
    try:
        for server, core in cores.items():
            _keep(lab, server, {core})
        os.sched_setaffinity(0, {cores[layout.SERVERS[0]]})
        yield
    finally:
        os.sched_setaffinity(0, every)
        for server in cores:
            _keep(lab, server, every)


def _keep(lab: Lab, server: str, cores: set[int]) -> None:
    network = lab.exec(server, ["readlink", "/proc/self/ns/net"]).stdout.strip()
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        with contextlib.suppress(OSError):  # it has ended
            if os.readlink(process / "ns/net") == network:
                for thread in (process / "task").iterdir():
                    os.sched_setaffinity(int(thread.name), cores)
