"""`twinhelm set`: protected sets."""

import re
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, size_text, terminal, write_json
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import DEFAULT_QUOTA_BYTES, ProtectedSet
from twinhelm_node.domain.status import Mode

app = typer.Typer(no_args_is_help=True, help="Protected sets: folders whose changes are replicated in one order.")
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


@app.command("list")
def list_sets(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the protected sets."""
    with connection(context).open() as client:
        sets = client.sets()
    if as_json:
        write_json([asdict(one) for one in sets])
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Name", "Folder", "Mode", "Include", "Exclude", "Quota"):
        table.add_column(column, overflow="fold")
    for one in sets:
        include = ", ".join(one.include) or "everything"
        table.add_row(one.name, one.path, one.mode.value, include, ", ".join(one.exclude), size_text(one.quota_bytes))
    terminal().print(table if sets else "No folder is protected yet; add one with 'twinhelm set add NAME FOLDER'.")


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="1 to 63 lower-case letters, digits and hyphens.")],
    folder: Annotated[str, typer.Argument(help="The folder, an absolute path; on both servers.")],
    include: Annotated[list[str] | None, typer.Option(help="Only what matches, such as '*.db'. May be repeated.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Nothing that matches, such as '*.tmp'. May be repeated.")] = None,
    mode: Annotated[Mode, typer.Option(help="durable: fsync returns when the passive holds it.")] = Mode.ASYNC,
    quota: Annotated[str, typer.Option(help="Of the unsafe queue, such as 8GiB.")] = "",
) -> None:
    """Protect a folder."""
    new = ProtectedSet(name, folder, tuple(include or ()), tuple(exclude or ()), mode, parse_size(quota) if quota else DEFAULT_QUOTA_BYTES)
    with connection(context).open() as client:
        added = client.add_set(new)
    terminal().print(f"{added.path} is protected as {added.name}. 'twinhelm status' shows how far its first copy is.", markup=False)


@app.command("remove")
def remove(context: typer.Context, name: Annotated[str, typer.Argument(help="Name of the set.")]) -> None:
    """Stop protecting a folder. Its files stay on both servers."""
    with connection(context).open() as client:
        client.remove_set(name)
    terminal().print(f"{name} is not protected any more; its files stay where they are.", markup=False)


def parse_size(text: str) -> int:
    """Return bytes for "8GiB", "500 MB", "1048576"."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]i?)?b?", text.strip().lower())
    if found is None:
        raise InvalidInput(f"{text!r} is not a size; write for example 8GiB or 500MB")
    return int(float(found[1]) * UNITS[found[2] or ""])
