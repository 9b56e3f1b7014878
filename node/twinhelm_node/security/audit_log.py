"""Who asked for what, and what became of it: `<state_directory>/audit.jsonl` (0600). Never holds a secret."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from twinhelm_node.system.json_lines import JsonLines

LIMIT_BYTES = 16 * 1024 * 1024
LONGEST_TEXT = 500


class AuditEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line. `outcome` is "done", "refused" or "failed"; `reason` is empty when done; `at_ns` wall clock."""

    at_ns: int
    user: str
    caller: str
    method: str
    outcome: str
    reason: str = ""
    request: Mapping[str, str] = {}


class AuditLog:
    """Appends entries; rotated at 16 MiB, one older file kept."""

    def __init__(self, path: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._lines = JsonLines(path, limit_bytes)

    def write(self, entry: AuditEntry) -> None:
        """Append one entry. Callers leave secrets out of `request`; long texts are cut."""
        cut = {key: value[:LONGEST_TEXT] for key, value in entry.request.items()}
        self._lines.append(msgspec.json.encode(msgspec.structs.replace(entry, request=cut, user=entry.user[:LONGEST_TEXT])))

    def close(self) -> None:
        """Close the file."""
        self._lines.close()
