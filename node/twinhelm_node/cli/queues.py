"""`twinhelm queues`: what the passive does not hold yet, and what it has not applied yet."""

from typing import Annotated

import typer
from rich.live import Live
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, moment, size_text, terminal, write_json
from twinhelm_node.cli.view_json import set_json
from twinhelm_node.domain.view import PairView


def show(
    context: typer.Context,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Go on until interrupted.")] = False,
    interval: Annotated[float, typer.Option(min=0.1, max=60.0, help="Seconds between two figures with --watch.")] = 0.5,
    as_json: AsJson = False,
) -> None:
    """Show both queues of every set: length, age, rates."""
    console = terminal()
    with connection(context).open() as client:
        if not watch:
            view = client.view()
            if as_json:
                write_json(_queues_json(view))
            else:
                console.print(queue_table(view))
            return
        try:
            if as_json or not console.is_terminal:
                for view in client.watch_view(interval):
                    if as_json:
                        write_json(_queues_json(view), compact=True)
                    else:
                        console.print(queue_table(view))
            else:
                with Live(console=console, auto_refresh=False) as live:
                    for view in client.watch_view(interval):
                        live.update(queue_table(view), refresh=True)
        except KeyboardInterrupt:
            return


def _queues_json(view: PairView) -> dict[str, object]:
    return {"taken_at": moment(view.taken_at_ns), "sets": [set_json(one) for one in view.sets]}


def queue_table(view: PairView) -> Table:
    """Both queues of every set as a table."""
    table = Table(title=f"Queues of {view.pair_name}", title_justify="left")
    for column in ("Set", "Queue", "Entries", "Size", "Oldest", "Rate in", "Rate out", "Up to", "Age of figures"):
        table.add_column(column, justify="left" if column in {"Set", "Queue"} else "right")
    for one in view.sets:
        status = one.status
        for name, queue, rate_in, rate_out, sequence in (
            ("unsafe", status.unsafe_queue, status.captured_bytes_per_s, status.sent_bytes_per_s, status.captured_sequence),
            ("safe", status.safe_queue, status.sent_bytes_per_s, status.applied_bytes_per_s, status.acknowledged_sequence),
        ):
            table.add_row(
                status.name,
                name,
                str(queue.entries),
                size_text(queue.bytes),
                f"{queue.oldest_age_s:.2f} s",
                f"{size_text(rate_in)}/s",
                f"{size_text(rate_out)}/s",
                str(sequence),
                f"{one.age_s:.1f} s",
            )
    return table
