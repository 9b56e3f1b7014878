"""`twinhelm node`: the processes of a server."""

import sys

import typer

from twinhelm_node.cli.connection import connection

app = typer.Typer(
    no_args_is_help=True, help="The processes of this server; systemd starts them as twinhelm-control and twinhelm-replicator."
)


@app.command("control")
def control(context: typer.Context) -> None:
    """Run the control process: heartbeat, decisions, packet filter, applications, API."""
    from twinhelm_node.control.main import run

    run(str(connection(context).config))


@app.command("replicator")
def replicator(context: typer.Context) -> None:
    """Run the replicator: capture, queues, channel, apply."""
    from twinhelm_node.replicator.main import run

    run(str(connection(context).config))


@app.command("packet-filter")
def packet_filter(context: typer.Context) -> None:
    """Silence this server on the public network (at boot, before the network is up) and keep the rules for the next boot."""
    from twinhelm_node.cli.pair_setup import write_boot_filter
    from twinhelm_node.config.load import load_server_configuration
    from twinhelm_node.network.packet_filter import PacketFilter

    path = connection(context).config
    configuration = load_server_configuration(path)
    PacketFilter(configuration.public.interface, configuration.public.management_addresses).install()
    write_boot_filter(path.parent, configuration)


@app.command("install-units")
def install(context: typer.Context) -> None:
    """Write the systemd units of Twinhelm, so that this server starts with them."""
    from twinhelm_node.cli.units import UNITS, install_units

    install_units(connection(context).config.absolute())
    print(f"The units are installed. Next: systemctl enable --now {' '.join(unit.removesuffix('.service') for unit in UNITS)}")


@app.command("run")
def run_both(context: typer.Context) -> None:
    """Run both and restart the one that ends, where there is no systemd. Ends both on SIGTERM, control first."""
    import asyncio

    from twinhelm_node.config.load import load_server_configuration
    from twinhelm_node.system.supervisor import Child, supervise

    config = connection(context).config
    load_server_configuration(config)  # a mistake is told once, here, rather than by two children for ever
    command = (sys.executable, "-m", "twinhelm_node.cli.main", "--config", str(config), "node")
    children = (
        Child("control", (*command, "control"), stop_timeout_s=150.0),
        Child("replicator", (*command, "replicator"), stop_timeout_s=60.0),
    )
    asyncio.run(supervise(children, lambda line: print(line, flush=True)))
