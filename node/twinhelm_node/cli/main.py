"""Entry of `twinhelm`: finds the command, loads only what it needs, and turns errors into one sentence and an exit status."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from twinhelm_node.cli.connection import DEFAULT_CONFIGURATION, Connection
from twinhelm_node.domain.errors import Forbidden, NotReady, TwinhelmError, Unauthenticated, Unreachable

GLOBAL_OPTIONS = frozenset({"--config", "--server", "--user", "--fingerprint", "--token-file"})
EPILOG = (
    "The options above may also stand behind the command. Without --server a command speaks to this server, as root over its Unix socket. "
    "Exit status: 0 done, 1 refused or failed, 2 wrong usage, 3 no answer, 4 not signed in or not allowed, 5 the pair is not ready for it."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = gather_global_options(list(sys.argv[1:] if arguments is None else arguments))
    try:
        build(given)(given, prog_name="twinhelm")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    except TwinhelmError as error:
        print(f"twinhelm: {error}", file=sys.stderr)
        return exit_status(error)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has gone: not worth a word. Closing keeps Python from complaining at its end.
        sys.stderr.close()
        return 1
    return 0


def exit_status(error: TwinhelmError) -> int:
    """Return the exit status for an error; see the end of `twinhelm --help`."""
    if isinstance(error, Unreachable):
        return 3
    if isinstance(error, (Unauthenticated, Forbidden)):
        return 4
    return 5 if isinstance(error, NotReady) else 1


def gather_global_options(arguments: list[str]) -> list[str]:
    """Move --config, --server, --user, --token-file and --fingerprint to the front, wherever they stand, so that each command takes them.

    What follows `--`, and everything behind `lab`, belongs to somebody else.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--" or (argument == "lab" and not rest):
            rest += [argument, *waiting]
        elif argument in GLOBAL_OPTIONS:
            front += [argument, *([value] if (value := next(waiting, None)) is not None else [])]
        elif argument.partition("=")[0] in GLOBAL_OPTIONS:
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


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


if __name__ == "__main__":
    sys.exit(main())
