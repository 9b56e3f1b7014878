"""`twinhelm relay`: the ports that may be reached through the active."""

from typing import Annotated

import typer

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, terminal, write_json
from twinhelm_node.domain.relay import STANDARD_PORTS

app = typer.Typer(no_args_is_help=True, help="Ports of both servers that 'twinhelm connect' and the console may reach through the active.")
Port = Annotated[int, typer.Argument(help="TCP port, 1 to 65535.")]
NAMES = {port: protocol.value for protocol, port in STANDARD_PORTS.items()}


@app.command("list")
def list_ports(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the ports."""
    with connection(context).open() as client:
        ports = client.access.ports()
    if as_json:
        write_json([{"port": port, "protocol": NAMES.get(port, "tcp")} for port in ports])
        return
    print("\n".join(_named(port) for port in ports) if ports else "No port may be reached; allow one with 'twinhelm relay allow PORT'.")


@app.command("allow")
def allow(context: typer.Context, port: Port) -> None:
    """Allow a port, for every operator and on both servers."""
    with connection(context).open() as client:
        ports = client.access.allow(port)
    terminal().print(f"Allowed are now: {', '.join(map(str, ports))}.", markup=False)


@app.command("refuse")
def refuse(context: typer.Context, port: Port) -> None:
    """Refuse a port. Connections that are open stay open."""
    with connection(context).open() as client:
        ports = client.access.refuse(port)
    terminal().print(f"Allowed are now: {', '.join(map(str, ports)) or 'none'}.", markup=False)


def _named(port: int) -> str:
    return f"{port}  {NAMES[port]}" if port in NAMES else str(port)
