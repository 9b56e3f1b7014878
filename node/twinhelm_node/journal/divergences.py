"""Reads the lists of what was kept aside (`sets/<name>/divergence-<generation>/list.json`), newest generation first."""

import logging
import re
from pathlib import Path

import msgspec

from twinhelm_node.domain.divergence import MOST_PATHS, Divergence

LOG = logging.getLogger(__name__)
_FOLDER = re.compile(r"divergence-(\d+)")


class _List(msgspec.Struct, frozen=True):
    first_sequence: int
    last_sequence: int
    paths: list[str] = []


def list_divergences(sets_directory: Path) -> tuple[Divergence, ...]:
    """Return what is kept aside on this server. A list that cannot be read is passed over and logged."""
    found = []
    for folder in sets_directory.glob("*/divergence-*"):
        matched = _FOLDER.fullmatch(folder.name)
        if matched is None:
            continue
        try:
            read = msgspec.json.decode((folder / "list.json").read_bytes(), type=_List)
        except (OSError, msgspec.MsgspecError):
            LOG.warning("the list of %s cannot be read", folder, exc_info=True)
            continue
        entries = read.last_sequence - read.first_sequence + 1
        paths = tuple(read.paths[:MOST_PATHS])
        found.append(Divergence(folder.parent.name, int(matched[1]), entries, paths, len(read.paths), str(folder)))
    return tuple(sorted(found, key=lambda one: (-one.generation, one.set_name)))
