"""Entry of `twinhelm`: starts a server's process or runs a command, and turns errors into one sentence and an exit status."""

import os
import sys
from collections.abc import Sequence

from twinhelm_node.config.load import DEFAULT_CONFIGURATION
from twinhelm_node.domain.errors import Forbidden, NotReady, TwinhelmError, Unauthenticated, Unreachable

GLOBAL_OPTIONS = frozenset({"--config", "--server", "--user", "--fingerprint", "--token-file"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = gather_global_options(list(sys.argv[1:] if arguments is None else arguments))
    try:
        if not start_process(given):
            from twinhelm_node.cli.commands import build

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


def start_process(arguments: Sequence[str]) -> bool:
    """Run `node control` or `node replicator` to its end, past all other commands: typer and they take longer to load than a heartbeat may.

    False when the arguments, global options first, ask for anything else.
    """
    config, rest = os.environ.get("TWINHELM_CONFIG") or str(DEFAULT_CONFIGURATION), list(arguments)
    if rest[:1] == ["--config"] and len(rest) > 1:
        config, rest = rest[1], rest[2:]
    if rest == ["node", "control"]:
        from twinhelm_node.control.main import run
    elif rest == ["node", "replicator"]:
        from twinhelm_node.replicator.main import run
    else:
        return False
    run(config)
    return True


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


if __name__ == "__main__":
    sys.exit(main())
