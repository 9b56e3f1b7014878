"""Puts the commands of `twinhelm` together."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from twinhelm_node.cli.connection import Connection
from twinhelm_node.config.load import DEFAULT_CONFIGURATION

EPILOG = (
    "The options above may also stand behind the command. Without --server a command speaks to this server, as root over its Unix socket. "
    "Exit status: 0 done, 1 refused or failed, 2 wrong usage, 3 no answer, 4 not signed in or not allowed, 5 the pair is not ready for it."
)


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the application; the lab is loaded only when it, or the list of commands, is asked for."""
    from twinhelm_node.cli import (
        applications,
        connect,
        divergence,
        events,
        node,
        pair,
        queues,
        relay,
        roles,
        servers,
        sets,
        status,
        users,
        verify,
    )

    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, epilog=EPILOG)
    app.callback()(_global)
    app.command("status")(status.show)
    app.command("queues")(queues.show)
    app.command("switchover")(roles.switchover)
    app.command("failover")(roles.failover)
    app.command("events")(events.show)
    app.command("connect")(connect.connect)
    app.add_typer(sets.app, name="set")
    app.add_typer(verify.app, name="verify")
    app.add_typer(divergence.app, name="divergence")
    app.add_typer(applications.app, name="app")
    app.add_typer(users.app, name="user")
    app.add_typer(servers.app, name="server")
    app.add_typer(relay.app, name="relay")
    app.add_typer(pair.app, name="pair")
    app.add_typer(node.app, name="node")
    commands = [argument for argument in arguments if not argument.startswith("-")]
    if "lab" in arguments or not commands:
        try:
            from twinhelm_node.cli.lab import app as lab
        except ImportError:
            pass
        else:
            app.add_typer(lab, name="lab")
    return app


def _global(
    context: typer.Context,
    config: Annotated[Path, typer.Option(help="Configuration of this server.", envvar="TWINHELM_CONFIG")] = DEFAULT_CONFIGURATION,
    server: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Speak to this address instead of this server.", envvar="TWINHELM_SERVER")
    ] = "",
    user: Annotated[
        str, typer.Option(help="Sign in as this user; the password is asked for, or taken from TWINHELM_PASSWORD.", envvar="TWINHELM_USER")
    ] = "",
    fingerprint: Annotated[
        str, typer.Option(metavar="SHA256", help="What 'twinhelm pair fingerprint' shows on the server.", envvar="TWINHELM_FINGERPRINT")
    ] = "",
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Sign in with the access token in this file instead of a password. Also TWINHELM_TOKEN.",
            envvar="TWINHELM_TOKEN_FILE",
        ),
    ] = None,
) -> None:
    """Twinhelm keeps a second server one heartbeat behind the first."""
    context.obj = Connection(config, server, user, fingerprint, token_file)
