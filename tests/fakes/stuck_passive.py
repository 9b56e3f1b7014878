"""A passive that holds records and cannot apply them: the disk of its folder is full, until there is `room`."""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

from tests.fakes.busy_tree import plant
from tests.fakes.replicator_pair import ReplicatorPair, Server, replicator_pair
from twinhelm_node.domain.status import SetState


@contextlib.asynccontextmanager
async def pair_with_a_small_disk(directory: Path) -> AsyncIterator[ReplicatorPair]:
    """castor active, everything on both sides; pollux has 10 MB for its files."""
    async with replicator_pair(directory) as made:
        made.pollux.stop()
        _mount(made.pollux, "size=10m")
        try:
            await made.pollux.start()
            plant(made.castor.folder, files=20)
            await made.castor.activate(1)
            await made.castor.until_state(SetState.SYNCHRONIZED)
            await made.until_applied(made.castor)
            yield made
        finally:
            try:
                made.pollux.stop()
            finally:
                _unmount(made.pollux)


async def stuck(pair: ReplicatorPair, files: int = 30, file_bytes: int = 3000) -> None:
    """Let pollux hold `after 0` and its like, which it cannot apply."""
    folder = pair.castor.folder
    (folder / "large").write_bytes(os.urandom(12 << 20))
    for number in range(files):
        (folder / f"after {number}").write_bytes(os.urandom(file_bytes))
    deadline = asyncio.get_running_loop().time() + 60
    while True:
        status = await pair.castor.status()
        if not status.unsafe_queue.entries and "full" in (await pair.pollux.status()).detail:
            return
        assert asyncio.get_running_loop().time() < deadline, f"{status}\n{pair.pollux.log()}"
        await asyncio.sleep(0.02)


def room(server: Server, size: str = "64m") -> None:
    """Give it a larger disk."""
    _mount(server, f"remount,size={size}")


def _unmount(server: Server) -> None:
    subprocess.run(["umount", "--lazy", server.folder], check=True)


def _mount(server: Server, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "small", server.folder], check=True)
