"""`twinhelm verify`: compare the passive's copy with the active's files; without a set, show how far that is."""

import os
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, size_text, terminal, write_json
from twinhelm_node.domain.verification import Verification


def verify(
    context: typer.Context,
    set_name: Annotated[str, typer.Argument(metavar="[SET]", help="Compare this set; without it, show how far every set is.")] = "",
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="Only this folder or file, relative to the set's folder or absolute.")] = "",
    as_json: AsJson = False,
) -> None:
    """Compare the copy on the passive with the files of the active and send what differs, while everything works on."""
    with connection(context).open() as client:
        if set_name:
            client.start_verification(set_name, os.fsencode(path))
            if not as_json:
                what = f"{path} of {set_name}" if path else set_name
                terminal().print(f"{what} is being compared; 'twinhelm verify' shows how far it is.", markup=False)
                return
        found = client.verifications()
    if as_json:
        write_json([{**asdict(one), "state": one.state.value} for one in found])
    else:
        terminal().print(_table(found) if found else "No folder is protected yet; add one with 'twinhelm set add NAME FOLDER'.")


def _table(found: tuple[Verification, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("Set", "State", "Visited", "Compared", "Sent", "Detail"):
        table.add_column(column, justify="right" if column in {"Visited", "Compared", "Sent"} else "left", overflow="fold")
    for one in found:
        state = f"{one.state.value} {one.progress_ratio:.0%}" if one.state.value == "checking" else one.state.value
        table.add_row(one.set_name, state, f"{one.visited_objects:,}", size_text(one.compared_bytes), size_text(one.sent_bytes), one.detail)
    return table
