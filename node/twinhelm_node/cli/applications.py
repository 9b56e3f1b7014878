"""`twinhelm app`: protected applications."""

from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, terminal, write_json

app = typer.Typer(no_args_is_help=True, help="Protected applications.")
Name = Annotated[str, typer.Argument(help="Name of the application.")]


@app.command("list")
def list_applications(context: typer.Context, as_json: AsJson = False) -> None:
    """Show each application on each server."""
    with connection(context).open() as client:
        applications = client.applications()
    if as_json:
        write_json(
            [
                {"name": one.status.name, "server": one.server, "state": one.status.state.value, "as_it_should_be": one.as_it_should_be,
                 "detail": one.status.detail, "age_s": one.age_s}
                for one in applications
            ]
        )  # fmt: skip
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Name", "Server", "State", "As it should be", "Detail", "Age"):
        table.add_column(column, overflow="fold")
    for one in applications:
        should = "yes" if one.as_it_should_be else "no"
        table.add_row(one.status.name, one.server, one.status.state.value, should, one.status.detail, f"{one.age_s:.1f} s")
    terminal().print(table if applications else "No application is protected; 'twinhelm pair init --application' adds one.")


@app.command("start")
def start(context: typer.Context, name: Name) -> None:
    """Start an application on the active and wait until it serves."""
    with connection(context).open() as client:
        started = client.start_application(name)
    terminal().print(f"{name} is {started.status.state.value} on {started.server}.", markup=False)


@app.command("stop")
def stop(context: typer.Context, name: Name) -> None:
    """Stop an application on the active."""
    with connection(context).open() as client:
        stopped = client.stop_application(name)
    terminal().print(f"{name} is {stopped.status.state.value} on {stopped.server}.", markup=False)
