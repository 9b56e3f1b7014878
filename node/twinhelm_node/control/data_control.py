"""Checks, files, orphans and archives of the pair, as the admin API may ask for them: implements api.data_ports.DataControl."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.orphans import OrphanStore
from twinhelm_node.config.pair_changes import check_rate
from twinhelm_node.control.set_files import Known, judge, look, names_in
from twinhelm_node.control.verifying import path_in_set, verification_of
from twinhelm_node.domain.divergence import Extracted
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady, TwinhelmError
from twinhelm_node.domain.pair import PairDocument, ProtectedSet
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.ports_replicator import Replicator
from twinhelm_node.domain.verification import (
    CheckAction,
    FileEntry,
    FileList,
    FileState,
    Finding,
    Findings,
    Orphan,
    Orphans,
    Verification,
    holds,
)
from twinhelm_node.journal.divergence_extract import extract_divergence
from twinhelm_node.journal.findings import read_findings

MOST_ENTRIES = 1000


class PeerData(Protocol):
    """The other server's part. Raises what it raised; Unreachable when no link answers."""

    async def findings(self, set_name: str) -> tuple[Finding, ...]:
        """What checks found there."""
        ...

    async def orphans(self, set_name: str) -> tuple[Orphan, ...]:
        """What is set aside there."""
        ...

    async def restore(self, server: str, set_name: str, round_name: str, path: bytes, to_folder: str) -> str:
        """Put something back there; returns where it is now."""
        ...

    async def delete(self, server: str, set_name: str, round_name: str, path: bytes) -> None:
        """Delete something there."""
        ...

    async def extract(self, server: str, set_name: str, generation: int, target: str, path: bytes) -> Extracted:
        """Take an archive apart there."""
        ...


class OwnData:
    """What this server found and keeps aside; answers the other server as well (api.peer_ports.KeptHere)."""

    def __init__(self, name: str, sets_directory: Path, document: Callable[[], PairDocument], is_active: Callable[[], bool]) -> None:
        self._name = name
        self._sets = sets_directory
        self._document = document
        self._is_active = is_active
        self.store = OrphanStore(name, sets_directory)

    async def findings(self, set_name: str) -> tuple[Finding, ...]:
        """What checks found on this server, newest first."""
        found = await asyncio.to_thread(read_findings, self._sets / _harmless(set_name) / "findings.jsonl")
        return tuple(sorted((_of(self._name, one) for one in found), key=lambda one: -one.at_ns))

    async def orphans(self, set_name: str) -> tuple[Orphan, ...]:
        """What is set aside on this server."""
        return await asyncio.to_thread(self.store.list, set_name)

    async def restore(self, set_name: str, round_name: str, path: bytes, to_folder: str) -> str:
        """Put something out of the quarantine. Reasons: UNKNOWN_ORPHAN, TARGET_EXISTS, TARGET_PROTECTED, NOT_ON_ACTIVE."""
        protected = _set_of(self._document(), set_name)
        if to_folder:
            self._refuse_protected(to_folder)
            target = os.fsencode(to_folder.rstrip("/")) + b"/" + path.rpartition(b"/")[2]
        elif self._is_active():
            target = os.fsencode(protected.path) + b"/" + path
        else:
            raise NotReady(
                f"{self._name} is passive, so what is put back there would be an orphan again; name a folder outside the protected ones",
                "NOT_ON_ACTIVE",
            )
        await asyncio.to_thread(self.store.restore, set_name, round_name, path, target)
        return os.fsdecode(target)

    async def delete(self, set_name: str, round_name: str, path: bytes) -> None:
        """Delete something from the quarantine. Reason UNKNOWN_ORPHAN."""
        await asyncio.to_thread(self.store.delete, set_name, round_name, path)

    async def extract(self, set_name: str, generation: int, target: str, path: bytes) -> Extracted:
        """Take an archive apart. Reasons: UNKNOWN_DIVERGENCE, TARGET_EXISTS, TARGET_PROTECTED."""
        self._refuse_protected(target)
        archive = self._sets / _harmless(set_name) / f"divergence-{generation}"
        return await asyncio.to_thread(extract_divergence, archive, Path(target), path)

    def _refuse_protected(self, target: str) -> None:
        """What is put into a protected folder must come through its capture, which only the active has."""
        if not target.startswith("/"):
            raise InvalidInput(f"{target!r} is not an absolute path; write it from / on", "BAD_PATH")
        real = os.path.realpath(target)
        for one in self._document().sets:
            if holds(os.fsencode(os.path.realpath(one.path)), os.fsencode(real)):
                raise InvalidInput(f"{target} lies in the protected folder {one.path}; name a folder outside", "TARGET_PROTECTED")


class DataControl:
    """Answers for one server. `change_rate` changes a set's rate in the pair document; `event` tells people."""

    def __init__(
        self, *, own: OwnData, peer: PeerData, names: Callable[[], tuple[str, str]], document: Callable[[], PairDocument],
        replicator: Replicator, require_active: Callable[[str], None], event: Callable[[str, str], None],
        change_rate: Callable[[str, int], Awaitable[None]],
    ) -> None:  # fmt: skip
        self._own = own
        self._peer = peer
        self._names = names
        self._document = document
        self._replicator = replicator
        self._require_active = require_active
        self._event = event
        self._change_rate = change_rate

    # --- checks

    async def start(self, set_name: str, path: bytes, rate_bytes_per_s: int, *, user: str) -> None:
        """Compare a set, or a path in it. Reasons: UNKNOWN_SET, BAD_PATH, BAD_RATE, TOO_MANY_CHECKS, NOT_ACTIVE."""
        relative = os.fsencode(path_in_set(self._document(), set_name, path))
        check_rate(rate_bytes_per_s)
        await self._order(set_name, CheckAction.START, user, relative, rate_bytes_per_s)
        what = f"{shown(relative)} of the set {set_name}" if relative else f"the set {set_name}"
        self._event(f"{user} asked to compare {what}", user)

    async def steer(self, set_name: str, action: CheckAction, *, user: str) -> None:
        """Pause, resume or cancel the check at work. Reasons: UNKNOWN_SET, NO_CHECK, COPY_NEEDED, NOT_ACTIVE."""
        _set_of(self._document(), set_name)
        await self._order(set_name, action, user)
        words = {CheckAction.PAUSE: "paused", CheckAction.RESUME: "resumed", CheckAction.CANCEL: "cancelled"}
        self._event(f"{user} {words[action]} the check of the set {set_name}", user)

    async def set_rate(self, set_name: str, rate_bytes_per_s: int, *, only_this_check: bool, user: str) -> None:
        """Change what checks may read. Reasons: UNKNOWN_SET, BAD_RATE, NO_CHECK, NOT_ACTIVE."""
        _set_of(self._document(), set_name)
        check_rate(rate_bytes_per_s)
        if only_this_check:
            await self._order(set_name, CheckAction.RATE, user, rate_bytes_per_s=rate_bytes_per_s)
        else:
            self._require_active("sets are compared on the active")
            await self._change_rate(set_name, rate_bytes_per_s)
        limit = f"to {rate_bytes_per_s} bytes a second" if rate_bytes_per_s else "to no limit"
        which = "the check at work" if only_this_check else "checks"
        self._event(f"{user} set the rate of {which} of the set {set_name} {limit}", user)

    async def verifications(self) -> tuple[Verification, ...]:
        """Return how far every set is. Reason NOT_ACTIVE."""
        self._require_active("sets are compared on the active")
        checks = {one.set_name: one for one in await self._replicator.checks()}
        return tuple(verification_of(one, checks.get(one.name)) for one in (await self._replicator.status()).sets)

    async def _order(self, set_name: str, action: CheckAction, user: str, path: bytes = b"", rate_bytes_per_s: int = 0) -> None:
        self._require_active("sets are compared on the active")
        await self._replicator.order_check(set_name, action, path, rate_bytes_per_s, user)

    # --- files

    async def list_files(self, set_name: str, folder: bytes, states: frozenset[FileState], after: bytes, count: int) -> FileList:
        """Return what is known of the names in one folder. Reasons: UNKNOWN_SET, BAD_PATH, NO_SUCH_FILE, NOT_ACTIVE."""
        self._require_active("the files of a set are looked at on the active")
        protected = _set_of(self._document(), set_name)
        relative = os.fsencode(path_in_set(self._document(), set_name, folder))
        known, silent = await self._known(protected)
        entries = await asyncio.to_thread(_list, known, protected, relative, after)
        chosen = [entry for entry in entries if not states or entry.state in states]
        return FileList(tuple(chosen[:count]), len(chosen) > count, silent)

    async def file(self, set_name: str, path: bytes) -> tuple[FileEntry, tuple[str, ...]]:
        """Return what is known of one file or folder. Reasons: UNKNOWN_SET, BAD_PATH, NO_SUCH_FILE, NOT_ACTIVE."""
        self._require_active("the files of a set are looked at on the active")
        protected = _set_of(self._document(), set_name)
        relative = os.fsencode(path_in_set(self._document(), set_name, path))
        known, silent = await self._known(protected)
        seen = await asyncio.to_thread(look, protected.path, relative)
        entry = judge(known, relative, seen)
        if seen is None and entry.state is FileState.MISSING:
            raise NotFound(f"{shown(relative)} is not in {protected.path}, and no check found it elsewhere", "NO_SUCH_FILE")
        return entry, silent

    async def findings(self, set_name: str) -> Findings:
        """Return what checks found on both servers, newest first. Reason UNKNOWN_SET."""
        _set_of(self._document(), set_name)
        found = await self._own.findings(set_name)
        silent: tuple[str, ...] = ()
        try:
            found += await self._peer.findings(set_name)
        except TwinhelmError:
            silent = (self._names()[1],)
        return Findings(tuple(sorted(found, key=lambda one: (-one.at_ns, one.path))), silent)

    async def _known(self, protected: ProtectedSet) -> tuple[Known, tuple[str, ...]]:
        found = await self.findings(protected.name)
        checks = next((one for one in await self._replicator.checks() if one.set_name == protected.name), None)
        runs = () if checks is None else (*((checks.current,) if checks.current else ()), *reversed(checks.ended))
        return Known(runs, found.found, PathFilter(protected.include, protected.exclude)), found.not_answering

    # --- orphans and archives

    async def orphans(self, set_name: str) -> Orphans:
        """Return what is set aside on both servers; `set_name` empty: of all sets."""
        kept = await self._own.orphans(set_name)
        silent: tuple[str, ...] = ()
        try:
            kept += await self._peer.orphans(set_name)
        except TwinhelmError:
            silent = (self._names()[1],)
        return Orphans(tuple(sorted(kept, key=lambda one: (-one.taken_ns, one.path))), silent)

    async def restore_orphan(self, server: str, set_name: str, round_name: str, path: bytes, to_folder: str, *, user: str) -> str:
        """Put something out of a quarantine. Reasons: see api/admin_verify.py."""
        if self._is_here(server):
            place = await self._own.restore(set_name, round_name, path, to_folder)
        else:
            place = await self._peer.restore(server, set_name, round_name, path, to_folder)
        self._event(f"{user} restored {shown(path)} of the set {set_name} from the quarantine of {server} to {place}", user)
        return place

    async def delete_orphan(self, server: str, set_name: str, round_name: str, path: bytes, *, user: str) -> None:
        """Delete something from a quarantine."""
        if self._is_here(server):
            await self._own.delete(set_name, round_name, path)
        else:
            await self._peer.delete(server, set_name, round_name, path)
        self._event(f"{user} deleted {shown(path)} of the set {set_name} from the quarantine of {server}", user)

    async def extract(self, server: str, set_name: str, generation: int, target: str, path: bytes, *, user: str) -> Extracted:
        """Take a divergence archive apart, on the server that keeps it."""
        if self._is_here(server):
            done = await self._own.extract(set_name, generation, target, path)
        else:
            done = await self._peer.extract(server, set_name, generation, target, path)
        self._event(f"{user} extracted the archive of generation {generation} of the set {set_name} to {target} on {server}", user)
        return done

    def _is_here(self, server: str) -> bool:
        here, there = self._names()
        if server not in (here, there):
            raise InvalidInput(f"there is no server {server} in this pair; it has {here} and {there}", "UNKNOWN_SERVER")
        return server == here


def _list(known: Known, protected: ProtectedSet, folder: bytes, after: bytes) -> list[FileEntry]:
    try:
        names = names_in(protected.path, folder)
    except OSError as error:
        raise NotFound(f"{shown(folder) or protected.path} is no folder of the set ({error.strerror})", "NO_SUCH_FILE") from error
    prefix = folder + b"/" if folder else b""
    present = {prefix + name for name in names}
    orphans = (one for one in known.findings if one.state is FileState.ORPHAN and not one.repaired_ns)
    only_there = {one.path for one in orphans if one.path.rpartition(b"/")[0] == folder}
    paths = sorted(path for path in present | only_there if path > after)
    # a file is looked at only as far as a page may need it: more than a page is cut by the caller
    return [judge(known, path, look(protected.path, path)) for path in paths[: 20 * MOST_ENTRIES]]


def _set_of(document: PairDocument, set_name: str) -> ProtectedSet:
    found = next((one for one in document.sets if one.name == set_name), None)
    if found is None:
        raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
    return found


def _harmless(set_name: str) -> str:
    if "/" in set_name or set_name in ("", ".", ".."):
        raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
    return set_name


def _of(server: str, one: Finding) -> Finding:
    return Finding(one.path, one.state, one.at_ns, one.generation, one.sequence, one.bytes, one.repaired_ns, server, one.detail)
