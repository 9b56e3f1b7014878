"""How commands write: tables and sentences for people, JSON for programs."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

WIDTH_WITHOUT_TERMINAL = 140
AsJson = Annotated[bool, typer.Option("--json", help="For programs: one JSON document (with --watch one a line).")]


def terminal(*, to_errors: bool = False) -> Console:
    """Return the console for people; wide when the output goes into a file or pipe."""
    stream = sys.stderr if to_errors else sys.stdout
    return Console(highlight=False, width=None if stream.isatty() else WIDTH_WITHOUT_TERMINAL, stderr=to_errors)


def write_json(value: Any, *, compact: bool = False) -> None:
    """Write one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=None if compact else 2), flush=True)


def size_text(size_bytes: float) -> str:
    """Return "12.3 kB": three digits are enough for a person."""
    for unit in ("B", "kB", "MB", "GB"):
        if abs(size_bytes) < 1000:
            return f"{size_bytes:.0f} {unit}" if unit == "B" else f"{size_bytes:.1f} {unit}"
        size_bytes /= 1000
    return f"{size_bytes:.1f} TB"


def moment(at_ns: int) -> str:
    """Wall clock as ISO 8601 in UTC, to the millisecond."""
    return datetime.fromtimestamp(at_ns / 1e9, UTC).isoformat(timespec="milliseconds")


def local_moment(at_ns: int) -> str:
    """Wall clock for a person at this machine."""
    return datetime.fromtimestamp(at_ns / 1e9, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
