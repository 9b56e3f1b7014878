"""`twinhelm app`: protected applications."""

from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, terminal, write_json
from twinhelm_node.domain.errors import InvalidInput

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


@app.command("definitions")
def definitions(context: typer.Context) -> None:
    """Show the definitions that ship, with their parameters."""
    with connection(context).open() as client:
        known = client.definitions()
    for one in known:
        terminal().print(f"{one.name}: {one.description}; drivers: {', '.join(one.drivers)} (default {one.default_driver})", markup=False)
        for parameter in one.parameters:
            need = f"needed by {', '.join(parameter.required_by)}" if parameter.required_by else f"default {parameter.default}"
            terminal().print(f"  {parameter.name}  {need}", markup=False, soft_wrap=True)


@app.command("add")
def add(
    context: typer.Context,
    definition: Annotated[str, typer.Argument(help="A definition that ships; 'twinhelm app definitions' shows them.")],
    name: Annotated[str, typer.Option(help="Name of the application; the definition's unless given.")] = "",
    parameter: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="May be repeated.")] = None,
) -> None:
    """Protect an application on both servers; from then on Twinhelm alone starts and stops it."""
    given = {}
    for text in parameter or []:
        key, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(f"the parameter {text!r} is not NAME=VALUE; write for example version=15")
        given[key] = value
    with connection(context).open() as client:
        added, exclude = client.add_application(definition, name, given)
    terminal().print(f"{added} is protected.", markup=False)
    if exclude:
        terminal().print(f"Its set should leave out: {', '.join(exclude)}", markup=False, soft_wrap=True)


@app.command("remove")
def remove(context: typer.Context, name: Name) -> None:
    """Leave an application to others. It goes on as it is."""
    with connection(context).open() as client:
        client.remove_application(name)
    terminal().print(f"Twinhelm neither starts nor stops {name} any more.", markup=False)
