"""From four machines to a pair that is ready: what an administrator would type on castor and pollux, typed by the lab."""

import json
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab import layout, postgresql, protect
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.protocol import HallError
from twinhelm_node.lab.values import Console
from twinhelm_node.system import process

USER = "admin"
_COMMAND = (sys.executable, "-m", "twinhelm_node.cli.main")
NODE_RUN = (*_COMMAND, "--config", protect.CONFIGURATION, "node", "run")
_STEP_S = 60.0
_READY_S = 180.0
_ASK_AGAIN_S = 0.3
_LOG_LINES = 12
_OPEN_FUSE = "import os; os.close(os.open('/dev/fuse', os.O_RDWR))"


def bring_up(
    lab: Lab, *, application: str, mode: Mode, console_port: int = 0, say: Callable[[str], object] = print, tied: bool = True
) -> None:
    """Build the lab, pair castor and pollux, protect the application and wait until the pair is ready (some seconds, 4 min at most).

    With `tied` the lab ends when this process ends, in whatever way. Raises TwinhelmError; then nothing is left.
    """
    protect.application(application)
    say("The hall: three bridges, and castor, pollux, gateway and workstation, each with a network, disk and processes of its own.")
    owners = postgresql.owners() if application == "postgresql" else {}
    # Tied until it stands, in any case: a command that is killed half-way must not leave half a lab.
    lab.build(service=dict.fromkeys(layout.SERVERS, NODE_RUN), owners=owners, tied=True)
    try:
        lab.remember(application=application, mode=mode.value)
        _pair(lab, application, mode, console_port, say)
        if not tied:
            lab.untie()
    except BaseException:
        for server in layout.SERVERS:
            for line in _last_lines(lab, server):
                say(f"{server} | {line}")
        lab.down()
        raise


def _pair(lab: Lab, application: str, mode: Mode, console_port: int, say: Callable[[str], object]) -> None:
    _require_fuse(lab)
    if application == "postgresql":
        say(f"castor: a database cluster with checksums in {postgresql.DATA}, PostgreSQL from {postgresql.programs()}.")
        postgresql.prepare(lab)
    say(f"castor: the pair is made, its folder {protect.FOLDER} and its application are named.")
    password = secrets.token_urlsafe(12)
    fingerprint = _initialise(lab, mode, password)
    if application != "none":
        _run(lab, "castor", [sys.executable, "-m", "twinhelm_node.lab.protect", application])
    lab.start_service("castor")
    say("pollux: joins with a one-time token, over a heartbeat link.")
    token = _twinhelm(lab, "castor", ["pair", "token"]).stdout.strip()
    _when_it_answers(lab, "castor")
    _twinhelm(lab, "pollux", ["pair", "join", "-", *_description("pollux", "castor")], stdin=f"{token}\n".encode())
    lab.start_service("pollux")
    port = lab.open_console_port(console_port)
    lab.write_console(Console(f"127.0.0.1:{port}", USER, password, fingerprint))
    say("The first copy; then both are ready.")
    wait_until_ready(lab, "castor", timeout_s=_READY_S)


def status_of_pair(lab: Lab, server: str) -> dict[str, Any] | None:
    """Return `twinhelm status --json` as a server sees the pair now; None while its control process does not answer."""
    done = lab.exec(server, [*_COMMAND, "status", "--json"], timeout_s=_STEP_S)
    if done.returncode != 0:
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def wait_until_ready(lab: Lab, server: str, *, timeout_s: float) -> dict[str, Any]:
    """Wait until the pair could switch over and every set is synchronized; return its status.

    Raises NotReady with what stands in the way.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        found = status_of_pair(lab, server)
        if found is not None and _is_ready(found):
            return found
        if time.monotonic() > deadline:
            why = "; ".join(found["why_not"]) if found is not None else "its control process does not answer"
            raise NotReady(f"the pair is not ready after {timeout_s:g} s: {why or 'a set is not synchronized'}", "LAB_NOT_READY")
        time.sleep(_ASK_AGAIN_S)


def _is_ready(found: dict[str, Any]) -> bool:
    return (
        bool(found["ready_for_switchover"])
        and all(one["state"] == "synchronized" for one in found["sets"])
        and all(one["as_it_should_be"] for one in found["applications"])
    )


def _initialise(lab: Lab, mode: Mode, password: str) -> str:
    """Make the pair on castor and return the fingerprint that the console has to see."""
    given = [
        "--pair-name",
        "lab",
        "--set",
        f"{protect.SET}={protect.FOLDER}",
        "--mode",
        mode.value,
        "--admin-user",
        USER,
        "--password-stdin",
    ]
    _twinhelm(lab, "castor", ["pair", "init", *_description("castor", "pollux"), *given], stdin=f"{password}\n".encode())
    return _twinhelm(lab, "castor", ["pair", "fingerprint"]).stdout.strip()


def _description(name: str, peer: str) -> list[str]:
    """Return what describes a server to `pair init` and `pair join`."""
    options = ["--name", name, "--peer-name", peer, "--interface", "lan", "--gateway", layout.GATEWAY, "--gateway6", layout.GATEWAY6]
    for address in layout.SERVICE_ADDRESSES:
        options += ["--service-address", address]
    ours, theirs = layout.machine(name), layout.machine(peer)
    for own, other in zip(ours.cards, theirs.cards, strict=True):
        if own.bridge != "lan":
            addresses = (card.addresses[0].partition("/")[0] for card in (own, other))
            options += ["--heartbeat", ",".join((own.bridge, own.name, *addresses))]
    return [*options, "--state-directory", "/srv/twinhelm/state", "--runtime-directory", "/run/twinhelm"]


def _when_it_answers(lab: Lab, server: str) -> None:
    deadline = time.monotonic() + _STEP_S
    while status_of_pair(lab, server) is None:
        if time.monotonic() > deadline:
            raise NotReady(f"the control process of {server} does not answer after {_STEP_S:g} s; its log says why", "LAB_NOT_READY")
        time.sleep(_ASK_AGAIN_S)


def _last_lines(lab: Lab, server: str) -> list[str]:
    """Return the end of what a server said: the log itself goes when the lab does."""
    try:
        return lab.log(server).read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError:
        return []


def _require_fuse(lab: Lab) -> None:
    if lab.exec("castor", [sys.executable, "-c", _OPEN_FUSE]).returncode != 0:
        raise NotReady(
            "/dev/fuse cannot be opened, so no folder can be protected; as root: modprobe fuse && chmod 0666 /dev/fuse "
            "(in a container: start it with --device /dev/fuse)",
            "FUSE_FORBIDDEN",
        )


def _twinhelm(lab: Lab, server: str, arguments: Sequence[str], stdin: bytes = b"") -> process.Completed:
    return _run(lab, server, [*_COMMAND, *arguments], stdin)


def _run(lab: Lab, server: str, arguments: Sequence[str], stdin: bytes = b"") -> process.Completed:
    done = lab.exec(server, arguments, timeout_s=_STEP_S, stdin=stdin)
    if done.returncode != 0:
        raise HallError(f"on {server}, '{' '.join(arguments[2:6])}' failed: {done.complaint}")
    return done
