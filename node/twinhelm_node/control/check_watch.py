"""Tells in events when a check begins and how it ends, and cleans the quarantine; looks once a second."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

from twinhelm_node.apply.orphans import OrphanStore
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.domain.verification import CheckPhase, CheckRun, SetChecks

LOOK_S = 1.0
CLEAN_S = 600.0


class CheckWatch:
    """`event(severity, kind, sentence)` tells people; only while this server is active, which is the one that checks."""

    def __init__(
        self, replicator: Replicator, store: OrphanStore, sets: Callable[[], Sequence[ProtectedSet]], is_active: Callable[[], bool],
        event: Callable[[Severity, str, str], None],
    ) -> None:  # fmt: skip
        self._replicator = replicator
        self._store = store
        self._sets = sets
        self._is_active = is_active
        self._event = event
        self._told: dict[str, tuple[int, CheckPhase]] = {}

    async def run(self) -> None:
        """Look for ever; cancel to end."""
        cleaned_s = float("-inf")
        while True:
            if self._is_active():
                with contextlib.suppress(TwinhelmError):
                    self.look(await self._replicator.checks())
            if time.monotonic() - cleaned_s > CLEAN_S:
                cleaned_s = time.monotonic()
                await self.clean()
            await asyncio.sleep(LOOK_S)

    def look(self, known: Sequence[SetChecks]) -> None:
        """Tell what is new."""
        for one in known:
            run = one.current if one.current is not None and one.current.phase is not CheckPhase.WAITING else one.last
            first = one.set_name not in self._told
            before = self._told.get(one.set_name)
            if run is None or (run.number, run.phase) == before:
                self._told.setdefault(one.set_name, (0, CheckPhase.DONE))
                continue
            self._told[one.set_name] = (run.number, run.phase)
            if first and run.over:
                continue  # ended before this process began
            self._event(*story(one.set_name, run))

    async def clean(self) -> None:
        """Delete from the quarantine what is too old or too much."""
        try:
            done = await asyncio.to_thread(self._store.clean, self._sets(), time.time_ns())
        except OSError as error:
            self._event(Severity.WARNING, "verification", f"the quarantine could not be cleaned: {error}")
            return
        for one in done:
            self._event(
                Severity.INFO, "verification",
                f"{one.items} objects of the set {one.set_name}, {one.size_bytes} bytes, were deleted from the quarantine: {one.why}",
            )  # fmt: skip


def story(set_name: str, run: CheckRun) -> tuple[Severity, str, str]:
    """Return severity, kind and sentence of a check's new phase. Pure."""
    what = f"{shown(run.path)} of the set {set_name}" if run.path else f"the set {set_name}"
    if run.phase is CheckPhase.DONE:
        found = _found(run)
        sentence = f"the check of {what} is done: {run.visited_objects} objects and {run.compared_bytes} bytes compared, {found}"
        return (Severity.OK if not (run.differing_files or run.missing or run.orphans) else Severity.WARNING), "verification", sentence
    if run.phase is CheckPhase.CANCELLED:
        return Severity.INFO, "verification", f"the check of {what} was cancelled at {run.progress_ratio:.0%}: {_found(run)}"
    if run.phase is CheckPhase.PAUSED:
        return Severity.INFO, "verification", f"the check of {what} is paused at {run.progress_ratio:.0%}"
    verb = "goes on" if run.position else "begins"
    return Severity.INFO, "verification", f"the check of {what} {verb}"


def _found(run: CheckRun) -> str:
    if not (run.differing_files or run.missing or run.orphans):
        return "nothing differed"
    return (
        f"{run.differing_files} files differed in {run.differing_bytes} bytes and {run.missing} objects were missing, all repaired; "
        f"{run.orphans} objects were only on the passive"
    )
