"""`twinhelm divergence`: what a former active never sent before its files were made equal to the new active's."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, size_text, terminal, write_json
from twinhelm_node.domain.divergence import Divergence, PairDivergences
from twinhelm_node.domain.errors import NotFound

app = typer.Typer(no_args_is_help=True, help="What a former active never sent, kept aside on that server.")
SetName = Annotated[str, typer.Argument(metavar="SET", help="Name of the set.")]
Generation = Annotated[int, typer.Argument(min=1, help="Generation in which it was captured; 'twinhelm divergence list' shows it.")]


@app.command("list")
def list_all(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what is kept aside on both servers."""
    with connection(context).open() as client:
        known = client.divergences()
    if as_json:
        write_json({"divergences": [_json(server, one) for server, one in known.kept], "not_answering": list(known.not_answering)})
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Server", "Set", "Generation", "Entries", "Paths", "Kept in"):
        table.add_column(column, justify="right" if column in {"Generation", "Entries", "Paths"} else "left", overflow="fold")
    for server, one in known.kept:
        table.add_row(server, one.set_name, str(one.generation), f"{one.entries:,}", f"{one.paths_total:,}", one.folder)
    terminal().print(table if known.kept else "Nothing is kept aside: everything that was captured was sent.")
    _say_silent(known)


@app.command("show")
def show(context: typer.Context, set_name: SetName, generation: Generation, as_json: AsJson = False) -> None:
    """Show which paths an archive speaks of."""
    with connection(context).open() as client:
        known = client.divergences()
    found = [(server, one) for server, one in known.kept if (one.set_name, one.generation) == (set_name, generation)]
    if not found:
        _say_silent(known)
        raise NotFound(f"nothing of {set_name} is kept aside from generation {generation}; 'twinhelm divergence list' shows what is")
    if as_json:
        write_json([_json(server, one) for server, one in found])
        return
    for server, one in found:
        terminal().print(f"{one.entries:,} entries that {server} never sent, in {one.folder} there:", markup=False)
        print("\n".join(path or "(the folder)" for path in one.paths))
        if one.paths_total > len(one.paths):
            terminal().print(f"and {one.paths_total - len(one.paths):,} more paths.", markup=False)


@app.command("extract")
def extract(
    context: typer.Context,
    set_name: SetName,
    generation: Generation,
    target: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    path: Annotated[str, typer.Option(help="Only this file or folder, relative to the set's folder.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take the content out of an archive of this server: one file for each path, with what was never sent, and a list of every change."""
    from twinhelm_node.config.load import load_server_configuration
    from twinhelm_node.journal.divergence_extract import extract_divergence

    state = Path(load_server_configuration(connection(context).config).state_directory)
    done = extract_divergence(state / "sets" / set_name / f"divergence-{generation}", target, os.fsencode(path))
    if as_json:
        write_json({"target": str(target), **asdict(done)})
        return
    sentence = f"{done.files:,} files with {size_text(done.bytes)} and a list of {done.entries:,} changes are in {target}."
    terminal().print(sentence, markup=False)


def _json(server: str, one: Divergence) -> dict[str, object]:
    return {"server": server, **asdict(one), "paths": list(one.paths)}


def _say_silent(known: PairDivergences) -> None:
    for server in known.not_answering:
        terminal().print(f"{server} could not be asked; what it keeps is not shown.", markup=False)
