"""What former actives never sent, gathered from both servers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from twinhelm_node.domain.divergence import Divergence, PairDivergences
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.journal.divergences import list_divergences


@dataclass(frozen=True, slots=True)
class KeptAside:
    """`ask_there` asks the other server; it raises Unreachable when nobody answers."""

    here: str
    there: str
    sets_directory: Path
    ask_there: Callable[[], Awaitable[tuple[Divergence, ...]]]

    async def look_here(self) -> tuple[Divergence, ...]:
        """Return what this server keeps."""
        return await asyncio.to_thread(list_divergences, self.sets_directory)

    async def look(self) -> PairDivergences:
        """Return what both keep, newest generation first, and who could not be asked."""
        kept = [(self.here, one) for one in await self.look_here()]
        silent: tuple[str, ...] = ()
        try:
            kept += [(self.there, one) for one in await self.ask_there()]
        except TwinhelmError:
            silent = (self.there,)
        return PairDivergences(tuple(sorted(kept, key=lambda one: (-one[1].generation, one[0], one[1].set_name))), silent)
