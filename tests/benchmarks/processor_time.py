"""Where the processor time goes while a load runs: what each part of the two nodes has used, read from /proc before and after."""

import os
from collections import Counter
from pathlib import Path

from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab

CAPTURE = "capture"
FORWARDING = "sender, receiver, apply"
CONTROL = "control"


class ProcessorTime:
    """Processor time of the servers of a lab, in nanoseconds, by server and part."""

    def __init__(self, lab: Lab) -> None:
        self._servers = {lab.exec(name, ["readlink", "/proc/self/ns/net"]).stdout.strip(): name for name in layout.SERVERS}

    def now(self) -> Counter[tuple[str, str]]:
        """Return what has been used so far by the processes that run now."""
        used: Counter[tuple[str, str]] = Counter()
        for process in Path("/proc").iterdir():
            if not process.name.isdigit():
                continue
            try:
                server = self._servers.get(os.readlink(process / "ns/net"))
                command = (process / "cmdline").read_bytes().split(b"\0")
                if server is None or not {b"replicator", b"control"} & set(command):
                    continue
                for thread in (process / "task").iterdir():
                    part = CONTROL if b"control" in command else self._part((thread / "comm").read_text())
                    used[server, part] += int((thread / "schedstat").read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # it has ended
        return used

    @staticmethod
    def _part(thread: str) -> str:
        return CAPTURE if thread.startswith("capture") else FORWARDING
