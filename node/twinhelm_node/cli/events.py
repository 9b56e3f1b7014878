"""`twinhelm events`: what happened, and why."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.text import Text

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, local_moment, moment, terminal, write_json
from twinhelm_node.domain.events import Event, Severity

COLOURS = {Severity.INFO: "", Severity.OK: "green", Severity.WARNING: "yellow", Severity.CRITICAL: "red"}


def show(
    context: typer.Context,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=100_000, help="How many of the newest.")] = 20,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Go on with what happens, until interrupted.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what happened on the pair, the newest last."""
    console = terminal()

    def show_one(event: Event) -> None:
        if as_json:
            write_json(event_json(event), compact=True)
        else:
            who = f" ({event.user})" if event.user else ""
            line = f"{local_moment(event.at_ns)}  {event.severity.value:<8}  {event.server}  {event.sentence}{who}"
            console.print(Text(line, style=COLOURS[event.severity]), soft_wrap=True)

    with connection(context).open() as client:
        newest = client.events(count)
        if as_json and not watch:
            write_json([event_json(event) for event in reversed(newest)])
            return
        for event in reversed(newest):
            show_one(event)
        if watch:
            try:
                for event in client.watch_events(newest[0].cursor if newest else ""):
                    show_one(event)
            except KeyboardInterrupt:
                return


def event_json(event: Event) -> dict[str, object]:
    """An event for programs."""
    return asdict(event) | {"at": moment(event.at_ns)}
