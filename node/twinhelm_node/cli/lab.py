"""`twinhelm lab`: a real pair with its network on this machine, and the faults that befall it."""

import json
import os
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console as Terminal
from rich.table import Table

from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.values import LabStatus

app = typer.Typer(no_args_is_help=True, help="A real pair in network namespaces of this machine, and the faults that befall it.")

Directory = Annotated[
    Path | None, typer.Option(help="Where the lab lives. [default: /var/tmp/twinhelm-lab-<uid>]", envvar="TWINHELM_LAB", show_default=False)
]
MachineName = Annotated[str, typer.Argument(help="castor, pollux, gateway or workstation")]
LinkName = Annotated[str, typer.Argument(help="hb0, hb1, lan:castor or lan:pollux")]


class ApplicationName(StrEnum):
    """What the lab protects."""

    POSTGRESQL = "postgresql"
    FILES = "files"
    SQLITE = "sqlite"
    NONE = "none"


@app.command()
def up(
    application: Annotated[ApplicationName, typer.Option("--app", help="The protected application.")] = ApplicationName.POSTGRESQL,
    mode: Annotated[Mode, typer.Option(help="Whether fsync waits for the passive.")] = Mode.ASYNC,
    port: Annotated[int, typer.Option(help="Port of 127.0.0.1 for the console; 0 chooses a free one.")] = 0,
    directory: Directory = None,
) -> None:
    """Start the lab and wait until its pair is ready."""
    from twinhelm_node.lab.pair import bring_up

    terminal = Terminal(highlight=False)
    lab = Lab(directory)
    bring_up(lab, application=application.value, mode=mode, console_port=port, say=terminal.print, tied=False)
    _print_status(terminal, lab.status())


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    directory: Directory = None,
) -> None:
    """Show machines, links and how the console reaches the pair."""
    found = Lab(directory).status()
    if as_json:
        print(json.dumps(asdict(found)))
    else:
        _print_status(Terminal(highlight=False), found)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False})
def exec(  # noqa: A001 - the name of the command
    context: typer.Context,
    node: Annotated[str, typer.Argument(help="castor, pollux, gateway, workstation, or hall (where the bridges are)")],
    directory: Directory = None,
) -> None:
    """Run a command inside a machine: twinhelm lab exec castor -- ip address."""
    command = [argument for index, argument in enumerate(context.args) if index > 0 or argument != "--"]
    if not command:
        raise typer.BadParameter(f"say what to run, for example: twinhelm lab exec {node} -- ip address")
    arguments = Lab(directory).command(node, command)
    os.execv(arguments[0], arguments)  # noqa: S606 - so that streams, signals and exit status are the command's own


@app.command()
def crash(node: MachineName, directory: Directory = None) -> None:
    """Cut the power of a machine: every process ends at once, its cards vanish."""
    Lab(directory).crash(node)


@app.command()
def start(node: MachineName, directory: Directory = None) -> None:
    """Switch a machine on again, with its disk."""
    Lab(directory).start(node)


@app.command()
def freeze(node: MachineName, directory: Directory = None) -> None:
    """Stop every process of a machine, as when it hangs."""
    Lab(directory).freeze(node)


@app.command()
def thaw(node: MachineName, directory: Directory = None) -> None:
    """Let a frozen machine go on."""
    Lab(directory).thaw(node)


@app.command()
def cut(link: LinkName, directory: Directory = None) -> None:
    """Cut a link."""
    Lab(directory).cut(link)


@app.command()
def heal(link: LinkName, directory: Directory = None) -> None:
    """Repair a link."""
    Lab(directory).heal(link)


@app.command()
def slow(
    link: LinkName,
    rate: Annotated[str, typer.Option(help="For example 512kbit, 10mbit, 1gbit; off gives the full speed back.")],
    directory: Directory = None,
) -> None:
    """Limit a link in each direction."""
    Lab(directory).slow(link, rate)


@app.command()
def down(directory: Directory = None) -> None:
    """End the lab and remove everything it left."""
    Lab(directory).down()


def _print_status(terminal: Terminal, found: LabStatus) -> None:
    table = Table("Machine", "State", "Link", "State", box=None, pad_edge=False)
    machines = list(found.machines.items())
    links = [(name, _link_words(link.cut, link.bits_per_s)) for name, link in found.links.items()]
    for index in range(max(len(machines), len(links))):
        left = machines[index] if index < len(machines) else ("", "")
        right = links[index] if index < len(links) else ("", "")
        table.add_row(*left, *right)
    terminal.print(table)
    terminal.print(f"Application {found.application}, mode {found.mode}, directory {found.directory}")
    if found.console is not None:
        terminal.print(f"Console     {found.console.address}, user {found.console.user}, password {found.console.password}")
        terminal.print(f"Fingerprint {found.console.fingerprint}")
    terminal.print("Look inside with: twinhelm lab exec castor -- twinhelm status")


def _link_words(cut: bool, bits_per_s: int | None) -> str:
    if cut:
        return "cut"
    return "ok" if bits_per_s is None else f"slowed to {bits_per_s / 1e6:g} Mbit/s"
