"""How commands write: tables and sentences for people, JSON for programs."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from twinhelm_node.domain.words import size_text

__all__ = ["AsJson", "local_moment", "moment", "size_text", "terminal", "write_json"]
WIDTH_WITHOUT_TERMINAL = 140
AsJson = Annotated[bool, typer.Option("--json", help="For programs: one JSON document (with --watch one a line).")]


def terminal(*, to_errors: bool = False) -> Console:
    """Return the console for people; wide when the output goes into a file or pipe."""
    stream = sys.stderr if to_errors else sys.stdout
    return Console(highlight=False, width=None if stream.isatty() else WIDTH_WITHOUT_TERMINAL, stderr=to_errors)


def write_json(value: Any, *, compact: bool = False) -> None:
    """Write one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=None if compact else 2), flush=True)


def moment(at_ns: int) -> str:
    """Wall clock as ISO 8601 in UTC, to the millisecond."""
    return datetime.fromtimestamp(at_ns / 1e9, UTC).isoformat(timespec="milliseconds")


def local_moment(at_ns: int) -> str:
    """Wall clock for a person at this machine."""
    return datetime.fromtimestamp(at_ns / 1e9, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
