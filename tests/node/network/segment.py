"""A piece of network made of namespaces: a server with a public card and a heartbeat card, and the street outside it."""

import contextlib
import os
import select
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from twinhelm_node.system import namespaces

T = TypeVar("T")
PACKET_OUTGOING = 4
ETH_P_ALL = 0x0003


class Namespace:
    """A network namespace. `run` works inside it in a thread of its own, `ip` starts a program in it."""

    def __init__(self) -> None:
        def make() -> None:
            namespaces.unshare(namespaces.NEWNET)
            self.descriptor = os.open("/proc/thread-self/ns/net", os.O_RDONLY)

        _in_thread(make)
        self.program("ip", "link", "set", "lo", "up")

    def run(self, work: Callable[[], T]) -> T:
        def inside() -> T:
            namespaces.join(self.descriptor, namespaces.NEWNET)
            return work()

        return _in_thread(inside)

    def program(self, *arguments: str, check: bool = True, text: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["nsenter", f"--net=/proc/self/fd/{self.descriptor}", *arguments],
            pass_fds=[self.descriptor],
            check=check,
            capture_output=True,
            text=True,
            input=text,
            timeout=30,
        )

    def answers(self, address: str) -> bool:
        return self.program("ping", "-c1", "-W1", address, check=False).returncode == 0

    def soon_answers(self, address: str) -> bool:
        """Like `answers`, with patience: a fresh card takes up to a second until the kernel calls it up."""
        deadline = time.monotonic() + 20
        while not self.answers(address):
            if time.monotonic() > deadline:
                return False
        return True

    def received(self, card: str) -> int:
        """How many frames a card has received: counted when the other end sends, so there is nothing to wait for."""
        text = self.program("cat", "/proc/net/dev").stdout
        line = next(line for line in text.splitlines() if line.strip().startswith(f"{card}:"))
        return int(line.split(":")[1].split()[1])

    def close(self) -> None:
        os.close(self.descriptor)


class Segment:
    """`server` with lan and hb0; `street` with their other ends, street and hbstreet."""

    def __init__(self) -> None:
        self.server = Namespace()
        self.street = Namespace()

    def plug_public(self, *, up: bool = True) -> None:
        peer = f"/proc/self/fd/{self.street.descriptor}"
        self.server.program("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad")
        subprocess.run(
            ["nsenter", f"--net=/proc/self/fd/{self.server.descriptor}", "ip", "link", "add", "lan", "address", "02:00:00:00:00:10",
             "type", "veth", "peer", "name", "street", "address", "02:00:00:00:00:01", "netns", peer],
            pass_fds=[self.server.descriptor, self.street.descriptor], check=True, timeout=30,
        )  # fmt: skip
        # The street itself says nothing of its own accord: every frame it receives is the server's.
        self.street.program("ip", "link", "set", "street", "up")
        self.street.program("ip", "addr", "add", "10.20.0.1/24", "dev", "street")
        self.street.program("ip", "addr", "add", "fd20::1/64", "dev", "street", "nodad")
        self.server.program("ip", "addr", "add", "10.20.0.10/24", "dev", "lan")
        self.server.program("ip", "addr", "add", "fd20::10/64", "dev", "lan", "nodad")
        if up:
            self.server.program("ip", "link", "set", "lan", "up")
            deadline = time.monotonic() + 20
            while "state UP" not in self.server.program("ip", "link", "show", "dev", "lan").stdout:
                assert time.monotonic() < deadline, "the card never came up"

    def plug_heartbeat(self) -> None:
        peer = f"/proc/self/fd/{self.street.descriptor}"
        subprocess.run(
            ["nsenter", f"--net=/proc/self/fd/{self.server.descriptor}", "ip", "link", "add", "hb0", "type", "veth", "peer", "name",
             "hbstreet", "netns", peer],
            pass_fds=[self.server.descriptor, self.street.descriptor], check=True, timeout=30,
        )  # fmt: skip
        for place, card, address in ((self.server, "hb0", "10.99.0.1/24"), (self.street, "hbstreet", "10.99.0.2/24")):
            place.program("ip", "addr", "add", address, "dev", card)
            place.program("ip", "link", "set", card, "up")

    def send_raw(self, count: int = 1, *, bypass: bool = False) -> None:
        """Send frames as LLDP daemons and DHCP clients do, past the IP stack."""

        def send() -> None:
            with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as card:
                if bypass:
                    card.setsockopt(263, 20, 1)  # SOL_PACKET, PACKET_QDISC_BYPASS
                card.bind(("lan", 0))
                for _ in range(count):
                    with contextlib.suppress(OSError):
                        card.send(bytes.fromhex("0180c200000e") + card.getsockname()[4] + bytes.fromhex("88cc") + b"\0" * 46)

        self.server.run(send)

    @contextlib.contextmanager
    def sniffed(self, card: str = "street") -> Iterator[list[bytes]]:
        """Collect what arrives at a card of the street. The list is filled when the block ends."""
        frames: list[bytes] = []

        def listen() -> socket.socket:
            sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
            sniffer.bind((card, ETH_P_ALL))
            return sniffer

        with self.street.run(listen) as sniffer:
            yield frames
            while select.select([sniffer], [], [], 0)[0]:
                frame, address = sniffer.recvfrom(4096)
                if address[2] != PACKET_OUTGOING:
                    frames.append(frame)

    def close(self) -> None:
        self.server.close()
        self.street.close()


def _in_thread(work: Callable[[], T]) -> T:
    result: list[Any] = []

    def run() -> None:
        try:
            result.append((work(), None))
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that waits
            result.append((None, error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    value, error = result[0]
    if error is not None:
        raise error
    return value
