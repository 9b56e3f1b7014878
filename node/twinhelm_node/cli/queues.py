"""`twinhelm queues`: what the passive does not hold yet, and what it has not applied yet; with --head, entry by entry."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Group
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.fill_text import fill_lines, forecast_text, full_text
from twinhelm_node.cli.output import AsJson, moment, size_text, terminal, write_json
from twinhelm_node.cli.view_json import set_json
from twinhelm_node.domain.bandwidth import rate_text
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.queue_head import QueueEntry, QueueHead, QueueName
from twinhelm_node.domain.view import PairView

if TYPE_CHECKING:
    from twinhelm_node.api.admin_client import AdminClient


def show(
    context: typer.Context,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Go on until interrupted.")] = False,
    interval: Annotated[float, typer.Option(min=0.1, max=60.0, help="Seconds between two figures with --watch.")] = 0.5,
    head: Annotated[int, typer.Option(min=0, max=200, metavar="N", help="Also show the first N entries of each queue.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Show both queues of every set: length, age, rates, what compressing saves; with --head also the entries that come next."""
    console = terminal()
    with connection(context).open() as client:
        if head:
            _show_heads(client, head, as_json)
            return
        if not watch:
            view = client.view()
            if as_json:
                write_json(_queues_json(view))
            else:
                console.print(_both(view))
            return
        try:
            if as_json or not console.is_terminal:
                for view in client.watch_view(interval):
                    if as_json:
                        write_json(_queues_json(view), compact=True)
                    else:
                        console.print(_both(view))
            else:
                with Live(console=console, auto_refresh=False) as live:
                    for view in client.watch_view(interval):
                        live.update(_both(view), refresh=True)
        except KeyboardInterrupt:
            return


def _queues_json(view: PairView) -> dict[str, object]:
    return {"taken_at": moment(view.taken_at_ns), "sets": [set_json(one) for one in view.sets]}


def queue_table(view: PairView) -> Table:
    """Both queues of every set as a table."""
    table = Table(title=f"Queues of {view.pair_name}", title_justify="left")
    for column in (
        "Set",
        "Queue",
        "Entries",
        "Size",
        "Oldest",
        "Rate in",
        "Rate out",
        "Up to",
        "Full",
        "At this rate",
        "Age of figures",
    ):
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
                full_text(status.fill) if name == "unsafe" else "",
                forecast_text(status.fill) if name == "unsafe" else "",
                f"{one.age_s:.1f} s",
            )
    return table


def channel_table(view: PairView) -> Table:
    """What the low bandwidth module does for every set that this pair sends."""
    table = Table(title="Low bandwidth module", title_justify="left")
    for column in ("Set", "Raw", "Sent", "Saved", "Processor", "Level", "Link", "Cap", "Why"):
        table.add_column(column, justify="left" if column in {"Set", "Level", "Cap", "Why"} else "right", overflow="fold")
    for one in view.sets:
        status, economy = one.status, one.status.economy
        if economy is None:
            continue
        cap = rate_text(economy.cap_bytes_per_s) + (f" ({economy.cap})" if "," in economy.cap else "")
        level = economy.level.value if economy.setting is not Compression.AUTO else f"{economy.level.value} (auto)"
        table.add_row(
            status.name, size_text(status.raw_bytes_total), size_text(status.sent_bytes_total), f"{economy.saved_ratio:.1%}",
            f"{economy.processor_s:.1f} s", level, f"{size_text(economy.link_bytes_per_s)}/s" if economy.link_bytes_per_s else "–", cap,
            economy.reason,
        )  # fmt: skip
    return table


def _both(view: PairView) -> Group:
    channel = channel_table(view)
    lines = [escape(line) for one in view.sets for line in fill_lines(one.status.name, one.status.fill)]
    return Group(queue_table(view), channel, *lines) if channel.row_count else Group(queue_table(view), *lines)


def _show_heads(client: "AdminClient", count: int, as_json: bool) -> None:
    """Queues and their heads once. A queue that cannot be looked into says why; the others are shown."""
    view, console = client.view(), terminal()
    heads: dict[tuple[str, QueueName], QueueHead | str] = {}
    for one in view.sets:
        for queue in QueueName:
            try:
                heads[one.status.name, queue] = client.queue_head(one.status.name, queue, count)
            except TwinhelmError as error:
                heads[one.status.name, queue] = str(error)
    if as_json:
        write_json({**_queues_json(view), "heads": [_head_json(*key, head) for key, head in heads.items()]})
        return
    console.print(_both(view))
    for (name, queue), head in heads.items():
        told = f"The head of the {queue} queue of {name} cannot be shown: {head}"
        console.print(told if isinstance(head, str) else _head_table(name, queue, head))


def shown_path(path: bytes) -> str:
    """A path as a person reads it: bytes that are not UTF-8, and what would move the cursor, as escapes."""
    words = path.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)


def _shown_entry(entry: QueueEntry) -> str:
    path = shown_path(entry.path) or "(the folder)"
    if not entry.other_path:
        return path
    return f"{path} → {shown_path(entry.other_path)}" if entry.kind == "rename" else f"{path} = {shown_path(entry.other_path)}"


def _head_table(set_name: str, queue: QueueName, head: QueueHead) -> Table:
    table = Table(title=f"Head of the {queue} queue of {set_name}, on {head.server}", title_justify="left")
    for column in ("Sequence", "Kind", "Path", "Size", "Age"):
        table.add_column(column, justify="left" if column in {"Kind", "Path"} else "right", overflow="fold")
    for entry in head.entries:
        kind = f"{entry.kind} (copy)" if entry.copied else entry.kind
        table.add_row(str(entry.sequence), kind, escape(_shown_entry(entry)), size_text(entry.size_bytes), f"{entry.age_s:.2f} s")
    return table


def _head_json(set_name: str, queue: QueueName, head: QueueHead | str) -> dict[str, Any]:
    if isinstance(head, str):
        return {"set": set_name, "queue": queue.value, "error": head}
    entries = [
        {
            "sequence": one.sequence,
            "generation": one.generation,
            "kind": one.kind,
            "path": shown_path(one.path),
            "other_path": shown_path(one.other_path),
            "size_bytes": one.size_bytes,
            "age_s": one.age_s,
            "copied": one.copied,
        }
        for one in head.entries
    ]
    return {"set": set_name, "queue": queue.value, "server": head.server, "entries": entries}
