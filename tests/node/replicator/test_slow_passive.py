"""A passive that cannot follow: what it has not applied lies on its disk, not in its memory, and nothing of it is lost."""

from collections.abc import Callable
from pathlib import Path

from tests.fakes.replicator_pair import Server
from tests.fakes.stuck_passive import pair_with_a_small_disk, room, stuck
from twinhelm_node.domain.status import SetState


def own_memory(server: Server) -> int:
    """What a replicator holds for itself (proc(5))."""
    assert server.process is not None
    text = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(text.partition("RssAnon:")[2].split()[0]) * 1024


async def test_memory_of_both_does_not_grow_with_what_waits(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires("rsync", "umount", "mount", device="/dev/fuse", root=True)
    async with pair_with_a_small_disk(tmp_path / "pair") as pair:
        await stuck(pair, files=4)
        before = [own_memory(server) for server in (pair.castor, pair.pollux)]
        await stuck(pair, files=16, file_bytes=2 << 20)
        status = await pair.pollux.status()
        assert status.safe_queue.bytes > 40 << 20
        assert (await pair.castor.status()).acknowledged_sequence == (await pair.castor.status()).captured_sequence
        grown = [after - first for after, first in zip(map(own_memory, (pair.castor, pair.pollux)), before, strict=True)]
        assert max(grown) < 28 << 20, f"what waits is held in memory: {grown}"
        room(pair.pollux, "128m")
        await pair.castor.until_state(SetState.SYNCHRONIZED, 60.0)
        await pair.until_applied(pair.castor)
        assert pair.differences() == ""
