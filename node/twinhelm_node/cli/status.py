"""`twinhelm status`: the pair in one sentence, and what is behind it."""

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.fill_text import fill_lines, mode_text
from twinhelm_node.cli.output import AsJson, size_text, terminal, write_json
from twinhelm_node.cli.sentence import pair_sentence
from twinhelm_node.cli.view_json import view_json
from twinhelm_node.domain.operations import Verdict
from twinhelm_node.domain.view import PairView

MARKS = {Verdict.OK: ("✓", "green"), Verdict.HINT: ("i", "yellow"), Verdict.VETO: ("✗", "red")}


def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the pair: servers, links, sets, applications, and whether the passive can take over."""
    with connection(context).open() as client:
        view = client.view()
    if as_json:
        write_json(view_json(view))
    else:
        print_view(terminal(), view)


def print_view(console: Console, view: PairView) -> None:
    """Print the whole view for a person."""
    console.print(Text(pair_sentence(view), style="bold"), soft_wrap=True)
    console.print(f"Pair {view.pair_name}, generation {view.generation}, as {view.answering_server} sees it.\n", markup=False)
    servers = _table("Server", "Identity", "Role", "Heard", "Public network", "Replicator", "Processor", "Memory", "Version")
    for server in view.servers:
        system = server.system
        servers.add_row(
            server.name,
            server.identity.value,
            server.role.value,
            f"{server.age_s:.1f} s ago" if server.reachable else f"not for {server.age_s:.1f} s",
            "silent" if server.silent else "speaks",
            "runs" if server.replicator_alive else "does not run",
            f"{system.processor_ratio:.0%}",
            f"{size_text(system.memory_used_bytes)} of {size_text(system.memory_total_bytes)}",
            server.version,
        )
    links = _table("Link", "State", "Round trip", "Last answer", "Addresses", "Channel")
    for link in view.links:
        links.add_row(
            link.name,
            "up" if link.up else "down",
            f"{link.round_trip_s * 1000:.1f} ms" if link.up else "–",
            f"{link.age_s:.1f} s ago",
            f"{link.local_address} – {link.peer_address}",
            "carried here" if link.carries_channel else "",
        )
    sets = _table("Set", "Folder", "State", "Unsafe", "Safe", "Mode", "Saved", "Age")
    for one in view.sets:
        status = one.status
        sets.add_row(
            status.name,
            status.path,
            f"{status.state.value} {status.check_progress_ratio:.0%}" if status.state.value == "checking" else status.state.value,
            f"{status.unsafe_queue.entries} ({size_text(status.unsafe_queue.bytes)}, {status.unsafe_queue.oldest_age_s:.1f} s)",
            f"{status.safe_queue.entries} ({size_text(status.safe_queue.bytes)}, {status.safe_queue.oldest_age_s:.1f} s)",
            mode_text(status),
            f"{status.economy.saved_ratio:.0%} {status.economy.level.value}" if status.economy is not None else "–",
            f"{one.age_s:.1f} s",
        )
    applications = _table("Application", "Server", "State", "As it should be", "Detail")
    for application in view.applications:
        applications.add_row(
            application.status.name,
            application.server,
            application.status.state.value,
            "yes" if application.as_it_should_be else "no",
            application.status.detail,
        )
    consoles = _table("Out-of-band console", "Server", "Address")
    for server in view.servers:
        for way in server.consoles:
            consoles.add_row(way.label, server.name, way.url)
    for table in (servers, links, sets, applications, consoles):
        if table.row_count:
            console.print(table)
    details = [f"{one.status.name}: {one.status.detail}" for one in view.sets if one.status.detail]
    for line in (*details, *(line for one in view.sets for line in fill_lines(one.status.name, one.status.fill))):
        console.print(line, markup=False, soft_wrap=True)
    for check in view.checks:
        if check.verdict is not Verdict.OK:
            mark, colour = MARKS[check.verdict]
            console.print(Text.assemble((mark, colour), f" {check.name}: {check.sentence}"), soft_wrap=True)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
