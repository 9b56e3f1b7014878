"""`twinhelm server`: the two servers, and the out-of-band consoles that reach them when nothing else does."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, terminal, write_json
from twinhelm_node.domain.relay import ConsoleLink

app = typer.Typer(no_args_is_help=True, help="The two servers and their out-of-band consoles (iLO, iDRAC, hypervisor).")
Server = Annotated[str, typer.Argument(help="Name of a server of the pair.")]


@app.command("list")
def list_servers(context: typer.Context, as_json: AsJson = False) -> None:
    """Show both servers, how to reach them through the active, and their out-of-band consoles."""
    with connection(context).open() as client:
        view = client.view()
    if as_json:
        write_json([asdict(server) for server in view.servers])
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Server", "Identity", "Role", "Heard", "Console", "Address"):
        table.add_column(column, overflow="fold")
    for server in view.servers:
        heard = f"{server.age_s:.1f} s ago" if server.reachable else f"not for {server.age_s:.1f} s"
        first, *others = [(one.label, one.url) for one in server.consoles] or [("–", "")]
        table.add_row(server.name, server.identity.value, server.role.value, heard, *first)
        for other in others:
            table.add_row("", "", "", "", *other)
    terminal().print(table)


@app.command("add-console")
def add_console(
    context: typer.Context,
    server: Server,
    url: Annotated[str, typer.Argument(help="http or https, without user or password.")],
    label: Annotated[str, typer.Option(help="What to call it, such as iLO; left out: the host of the address.")] = "",
) -> None:
    """Name an out-of-band console of a server, for everybody who looks at the pair."""
    with connection(context).open() as client:
        added = client.access.add_console(ConsoleLink(server, label, url))
    terminal().print(f"{added.server} has the console {added.label}: {added.url}", markup=False, soft_wrap=True)


@app.command("remove-console")
def remove_console(context: typer.Context, server: Server, label: Annotated[str, typer.Argument(help="Its label.")]) -> None:
    """Forget an out-of-band console."""
    with connection(context).open() as client:
        client.access.remove_console(server, label)
    terminal().print(f"{server} has no console {label} any more.", markup=False)
