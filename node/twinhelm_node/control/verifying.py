"""What the administrator asks to be compared, and what the replicator says of it."""

import os
from dataclasses import replace

from twinhelm_node.domain.errors import InvalidInput, NotFound
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.status import SetStatus
from twinhelm_node.domain.verification import CheckRun, SetChecks, Verification

_TOLD_RUNS = 8


def path_in_set(document: PairDocument, set_name: str, path: bytes) -> str:
    """Return `path` relative to the set's folder, "" for all of it. Reasons: UNKNOWN_SET, BAD_PATH."""
    found = next((one for one in document.sets if one.name == set_name), None)
    if found is None:
        raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
    given = os.fsdecode(path)
    folder = found.path.rstrip("/")
    if given.rstrip("/") == folder:
        return ""
    relative = given.removeprefix(folder + "/") if given.startswith("/") else given
    parts = relative.rstrip("/").split("/") if relative else []
    if relative.startswith("/") or any(part in ("", ".", "..") for part in parts) or "\0" in relative:
        raise InvalidInput(f"{shown(path)} does not lie in {folder}, the folder of {set_name}; give a path relative to it", "BAD_PATH")
    return "/".join(parts)


def verification_of(status: SetStatus, checks: SetChecks | None) -> Verification:
    """Return what the replicator says of the checks of a set; people need the last few, without their marks."""
    told = checks or SetChecks(status.name)
    ended = tuple(replace(run, marks=()) for run in told.ended[-_TOLD_RUNS:])
    told = replace(told, current=_without_marks(told.current), last=_without_marks(told.last), ended=ended)
    return Verification(
        status.name, status.state, status.detail, status.check_progress_ratio, status.check_visited_objects, status.check_compared_bytes,
        status.check_sent_bytes, told,
    )  # fmt: skip


def _without_marks(run: CheckRun | None) -> CheckRun | None:
    return replace(run, marks=()) if run is not None else None
