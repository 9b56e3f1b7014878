"""Sends numbered lines to the lab's file service through the service address and remembers every line that was confirmed.

Runs on the lab's workstation as a process of its own (`python -m twinhelm_node.lab.load_lines`); its file is that of load_postgresql.
"""

import argparse
import contextlib
import signal
import socket
import threading
from pathlib import Path

from twinhelm_node.lab import layout
from twinhelm_node.lab.load_postgresql import PROBE_TIMEOUT_S, RETRY_S, ConfirmedCommits

_ANSWER_S = 5.0
_DEAD_MS = 1000


class Worker(threading.Thread):
    """One connection that sends every `step`-th number, beginning with `first`, and reconnects for as long as it takes."""

    def __init__(self, address: tuple[str, int], first: int, step: int, confirmed: ConfirmedCommits, stop: threading.Event) -> None:
        super().__init__(name=f"worker-{first}")
        self._address = address
        self._next = first
        self._step = step
        self._confirmed = confirmed
        self._stop_wanted = stop

    def run(self) -> None:
        """Send until told to stop."""
        while not self._stop_wanted.is_set():
            with contextlib.suppress(OSError), socket.create_connection(self._address, timeout=PROBE_TIMEOUT_S) as connection:
                connection.settimeout(_ANSWER_S)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _DEAD_MS)
                self._send_lines(connection)
            self._stop_wanted.wait(RETRY_S)

    def _send_lines(self, connection: socket.socket) -> None:
        answers = connection.makefile("rb")
        while not self._stop_wanted.is_set():
            number = self._next
            self._next += self._step  # the outcome of one that is not answered is unknown: never used again
            connection.sendall(b"%d\n" % number)
            if not answers.readline().endswith(b"\n"):
                return
            self._confirmed.append(number)


def main() -> None:
    """Send lines until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, default=layout.FILE_SERVICE_PORT)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=1, help="the first number to send")
    parser.add_argument("--confirmed", type=Path, required=True, help="file that gets one line a confirmed line")
    options = parser.parse_args()

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    confirmed = ConfirmedCommits(options.confirmed)
    address = (options.host, options.port)
    workers = [Worker(address, options.first + offset, options.workers, confirmed, stop) for offset in range(options.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
