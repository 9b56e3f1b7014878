"""The pair document in force: changed on the active, pushed to the passive until it has it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.pair import PairDocument

RETRY_S = 1.0


class DocumentKeeper:
    """`applied` makes a new document take effect here; `push` sends it to the other server; `generation` is the published one."""

    def __init__(
        self,
        store: PairStore,
        *,
        applied: Callable[[PairDocument], Awaitable[None]],
        push: Callable[[int, PairDocument], Awaitable[int]],
        generation: Callable[[], int],
        is_active: Callable[[], bool],
        peer_version: Callable[[], int | None],
        failed: Callable[[str], None],
    ) -> None:
        self._store = store
        self._applied = applied
        self._push = push
        self._generation = generation
        self._is_active = is_active
        self._peer_version = peer_version
        self._failed = failed
        self._turn = asyncio.Lock()
        self.current = store.load()

    async def change(self, edit: Callable[[PairDocument], PairDocument]) -> PairDocument:
        """Change the document on the active; raises what `edit` raises, and NotReady (NOT_ACTIVE) on the passive."""
        async with self._turn:
            if not self._is_active():
                raise NotReady("the configuration is changed on the active server; ask the other one", "NOT_ACTIVE")
            document = await asyncio.to_thread(edit, self.current)
            try:
                await self._applied(document)
            except TwinhelmError:
                with contextlib.suppress(TwinhelmError):
                    await self._applied(self.current)
                raise
            await asyncio.to_thread(self._store.save, document)
            self.current = document
        await self._push_if_needed()
        return document

    async def receive_document(self, generation: int, document: PairDocument) -> int:
        """Take a document that the active pushed; returns the version in force."""
        async with self._turn:
            if generation < self._generation():
                sentence = f"the document was pushed in generation {generation}, this server knows {self._generation()}; it is not used"
                raise NotReady(sentence, "OLD_GENERATION")
            if self._is_active():
                raise NotReady("this server is active and does not take the other server's configuration", "OLD_GENERATION")
            await asyncio.to_thread(self._store.save, document)
            self.current = document
            try:
                await self._applied(document)
            except TwinhelmError as error:
                self._failed(f"the new configuration does not work on this server: {error}")
        return self.current.version

    async def run(self) -> None:
        """Push whatever the other server lacks; cancel to end."""
        while True:
            await self._push_if_needed()
            await asyncio.sleep(RETRY_S)

    async def _push_if_needed(self) -> None:
        theirs = self._peer_version()
        if not self._is_active() or theirs is None or theirs >= self.current.version:
            return
        try:
            await self._push(self._generation(), self.current)
        except TwinhelmError:
            return  # tried again every second; the readiness check shows the difference
