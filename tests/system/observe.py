"""Looks at a lab from outside the pair: who answers for the service address, what a server says of itself, what its processes are."""

import json
import sys
from pathlib import Path
from typing import Any

from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab

# Runs on the workstation: ask everybody for the service address, hear every answer within the time, print the addresses that answered.
WHO_HAS = """
import select, socket, struct, sys, time
card = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806))
card.bind(("lan", 0x0806))
own = card.getsockname()[4]
address = socket.inet_aton(sys.argv[1])
head = b"\\xff" * 6 + own + b"\\x08\\x06" + struct.pack(">HHBBH", 1, 0x0800, 6, 4, 1)
question = head + own + socket.inet_aton("10.20.0.100") + bytes(6) + address
answers, end = set(), time.monotonic() + float(sys.argv[2])
next_question = 0.0
while (now := time.monotonic()) < end:
    if now >= next_question:
        card.send(question)
        next_question = now + 0.1
    if select.select([card], [], [], 0.05)[0]:
        frame = card.recv(128)
        if frame[20:22] == b"\\x00\\x02" and frame[28:32] == address:
            answers.add(frame[22:28].hex(":"))
print(" ".join(sorted(answers)))
"""
MAC_OF = {layout.MACHINES[name].cards[0].mac: name for name in layout.SERVERS}


def answering(lab: Lab, window_s: float = 0.6) -> set[str]:
    """Return the servers that answer ARP requests for the service address, asked again and again for a while."""
    done = lab.exec("workstation", [sys.executable, "-c", WHO_HAS, layout.SERVICE_ADDRESS, str(window_s)], timeout_s=30.0)
    return {MAC_OF[mac] for mac in done.require_success().stdout.split()}


def status(lab: Lab, server: str) -> dict[str, Any] | None:
    """Return `twinhelm status --json` as that server tells it; None while it does not answer."""
    done = lab.exec(server, ["twinhelm", "--config", "/srv/twinhelm/etc/twinhelm.toml", "status", "--json"], timeout_s=60.0)
    return json.loads(done.stdout) if done.returncode == 0 else None


def role_of(lab: Lab, server: str) -> str:
    """Return the role that a server gives itself, "" while it does not answer."""
    seen = status(lab, server)
    return "" if seen is None else next(one["role"] for one in seen["servers"] if one["name"] == server)


def twinhelm(lab: Lab, server: str, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """Run the command line on a server; return exit status, output, complaint."""
    done = lab.exec(server, ["twinhelm", "--config", "/srv/twinhelm/etc/twinhelm.toml", *arguments], timeout_s=60.0, stdin=stdin)
    return done.returncode, done.stdout, done.stderr


def kill(lab: Lab, server: str, process: str) -> None:
    """End one process of a server at once: "control" or "replicator" (they are started anew by what supervises them)."""
    lab.exec(server, ["pkill", "-KILL", "-f", "--", f"node {process}$"]).require_success()


def processes(lab: Lab, server: str, process: str) -> set[int]:
    """Return the process numbers of "control" or "replicator" on a server."""
    done = lab.exec(server, ["pgrep", "-f", "--", f"node {process}$"])
    return {int(number) for number in done.stdout.split()}


def events(lab: Lab, server: str) -> list[dict[str, Any]]:
    """Return what a server wrote into its event log, oldest first; read from its disk, so that a dead server can be asked too."""
    path = Path(lab.disk(server)) / "state" / "events.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")] if path.exists() else []


def connections(lab: Lab, server: str) -> list[dict[str, str]]:
    """What the audit log of a server says of relayed connections that have ended, oldest first."""
    lines = [json.loads(line) for line in (Path(lab.disk(server)) / "state" / "audit.jsonl").read_text().splitlines()]
    found = [line for line in lines if line["method"].endswith("RelayService/Open")]
    return [
        {"user": line["user"], "outcome": line["outcome"], **line["request"]} for line in found if line["request"].get("event") == "closed"
    ]
