"""A small service as a protected application of the lab: it numbers the lines it is sent and keeps them in a file or in SQLite.

`python -m twinhelm_node.lab.file_service start|stop|health|serve [files|sqlite]` inside a server. A client sends a line of text to port
7500 of the service address and gets its number back once the line is durable; an empty line asks for the last number.
"""

import contextlib
import os
import signal
import socket
import socketserver
import sys
import time
from pathlib import Path

from twinhelm_node.domain.pair import Application
from twinhelm_node.lab import layout
from twinhelm_node.lab.line_stores import LineDatabase, LineFile, LineStore

FOLDER = Path("/srv/data/files")
LINES = FOLDER / "lines.txt"
DATABASE = FOLDER / "lines.db"
_PID = Path("/run/file-service.pid")
_LOG = "/srv/log/files.log"
_LINE_BYTES = 4096
_WAIT_S = 10.0


class Service(socketserver.ThreadingTCPServer):
    """Numbers lines for any number of clients."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], store: LineStore) -> None:
        self.store = store
        super().__init__(address, Conversation)


class Conversation(socketserver.StreamRequestHandler):
    """One client."""

    def handle(self) -> None:
        """Number lines until the client leaves."""
        service = self.server
        if not isinstance(service, Service):
            raise TypeError(type(service))
        while (line := self.rfile.readline(_LINE_BYTES)).endswith(b"\n"):
            text = line.rstrip(b"\r\n")
            self.wfile.write(b"%d\n" % (service.store.append(text) if text else service.store.last))


def application(name: str = "files") -> Application:
    """Return how the pair drives it; `name` is files or sqlite."""
    here = (sys.executable, "-m", "twinhelm_node.lab.file_service")
    return Application(name=name, start=(*here, "start", name), stop=(*here, "stop"), health=(*here, "health"))


def main(action: str, name: str = "files") -> int:
    """Do one of start, stop, health, serve."""
    if action == "serve":
        FOLDER.mkdir(parents=True, exist_ok=True)
        store = LineDatabase(DATABASE) if name == "sqlite" else LineFile(LINES)
        with Service((layout.SERVICE_ADDRESS, layout.FILE_SERVICE_PORT), store) as service:
            service.serve_forever()
    if action == "start":
        return _start(name)
    if action == "stop":
        return _stop()
    return 0 if _answers() else 1


def _start(name: str) -> int:
    if _answers():
        return 0
    if os.fork() == 0:
        os.setsid()
        output = os.open(_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        nothing = os.open("/dev/null", os.O_RDONLY)
        for target, source in ((0, nothing), (1, output), (2, output)):
            os.dup2(source, target)
        _PID.write_text(str(os.getpid()), encoding="ascii")
        os.execv(sys.executable, [sys.executable, "-m", "twinhelm_node.lab.file_service", "serve", name])
    deadline = time.monotonic() + _WAIT_S
    while not _answers():
        if time.monotonic() > deadline:
            print(f"the file service does not answer after {_WAIT_S:g} s; see {_LOG}", file=sys.stderr)
            return 1
        time.sleep(0.05)
    return 0


def _stop() -> int:
    try:
        pid = int(_PID.read_text(encoding="ascii"))
        process = os.pidfd_open(pid)
    except (OSError, ValueError):
        return 0
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(process, signal.SIGTERM)
    deadline = time.monotonic() + _WAIT_S
    while Path("/proc", str(pid)).exists():
        if time.monotonic() > deadline:
            return 1
        time.sleep(0.02)
    _PID.unlink(missing_ok=True)
    return 0


def _answers() -> bool:
    try:
        with socket.create_connection((layout.SERVICE_ADDRESS, layout.FILE_SERVICE_PORT), 2) as connection:
            connection.sendall(b"\n")
            return connection.recv(64).endswith(b"\n")
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
