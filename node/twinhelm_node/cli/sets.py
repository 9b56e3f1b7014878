"""`twinhelm set`: protected sets."""

import re
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.fill_text import settings_text
from twinhelm_node.cli.output import AsJson, size_text, terminal, write_json
from twinhelm_node.config.set_changes import SetChange
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import DEFAULT_FLOOR_BYTES, DEFAULT_QUOTA_BYTES, ProtectedSet
from twinhelm_node.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode
from twinhelm_node.domain.verification import OrphanPolicy

app = typer.Typer(no_args_is_help=True, help="Protected sets: folders whose changes are replicated in one order.")
WHEN_FULL = "throttle: writers are slowed down. degrade: the application goes on, changed paths are compared later."
WHEN_AWAY = "With mode durable, while the passive is away: fsync goes on without it, or waits for it."
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


@app.command("list")
def list_sets(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the protected sets."""
    with connection(context).open() as client:
        sets = client.sets()
    if as_json:
        write_json([asdict(one) for one in sets])
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Name", "Folder", "Mode", "Include", "Exclude", "Quota", "Floor", "When full", "Compression", "Bandwidth"):
        table.add_column(column, overflow="fold")
    for one in sets:
        include = ", ".join(one.include) or "everything"
        table.add_row(
            one.name, one.path, settings_text(one), include, ", ".join(one.exclude), size_text(one.quota_bytes), size_text(one.floor_bytes),
            one.when_full.value, one.compression.value, one.bandwidth or "unlimited",
        )  # fmt: skip
    terminal().print(table if sets else "No folder is protected yet; add one with 'twinhelm set add NAME FOLDER'.")


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="1 to 63 lower-case letters, digits and hyphens.")],
    folder: Annotated[str, typer.Argument(help="The folder, an absolute path; on both servers.")],
    include: Annotated[list[str] | None, typer.Option(help="Only what matches, such as '*.db'. May be repeated.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Nothing that matches, such as '*.tmp'. May be repeated.")] = None,
    mode: Annotated[Mode, typer.Option(help="durable: fsync returns when the passive holds it.")] = Mode.ASYNC,
    quota: Annotated[str, typer.Option(help="Of the unsafe queue, such as 8GiB.")] = "",
    compression: Annotated[Compression, typer.Option(help="Of the channel; auto chooses by the rate of the link.")] = Compression.AUTO,
    bandwidth: Annotated[str, typer.Option(help="A cap of this set, such as '10mbit'; empty: none of its own.")] = "",
    floor: Annotated[str, typer.Option(help="What the queue leaves free on its disk, such as 1GiB.")] = "",
    when_full: Annotated[QueuePolicy, typer.Option(help=WHEN_FULL)] = QueuePolicy.DEGRADE,
    when_away: Annotated[WhenAway, typer.Option(help=WHEN_AWAY)] = WhenAway.CONTINUE,
) -> None:
    """Protect a folder."""
    new = ProtectedSet(
        name, folder, tuple(include or ()), tuple(exclude or ()), mode, parse_size(quota) if quota else DEFAULT_QUOTA_BYTES, when_full,
        when_away, parse_size(floor) if floor else DEFAULT_FLOOR_BYTES,
        compression=compression, bandwidth=bandwidth,
    )  # fmt: skip
    with connection(context).open() as client:
        added = client.add_set(new)
    terminal().print(f"{added.path} is protected as {added.name}. 'twinhelm status' shows how far its first copy is.", markup=False)


@app.command("mode")
def change_mode(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the set.")],
    mode: Annotated[Mode, typer.Argument(help="async, or durable: fsync returns when the passive holds it.")],
    when_away: Annotated[WhenAway | None, typer.Option(help=WHEN_AWAY)] = None,
) -> None:
    """Change when fsync returns, at once."""
    _change(context, name, SetChange(mode=mode, when_away=when_away))


@app.command("queue")
def change_queue(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the set.")],
    quota: Annotated[str, typer.Option(help="Of the unsafe queue, such as 8GiB.")] = "",
    floor: Annotated[str, typer.Option(help="What the queue leaves free on its disk, such as 1GiB.")] = "",
    when_full: Annotated[QueuePolicy | None, typer.Option(help=WHEN_FULL)] = None,
) -> None:
    """Change what the unsafe queue may hold and what happens when it is full, at once."""
    quota_bytes, floor_bytes = parse_size(quota) if quota else None, parse_size(floor) if floor else None
    _change(context, name, SetChange(when_full=when_full, quota_bytes=quota_bytes, floor_bytes=floor_bytes))


def _change(context: typer.Context, name: str, change: SetChange) -> None:
    with connection(context).open() as client:
        now = client.change_set(name, change)
    limits = f"its unsafe queue holds {size_text(now.quota_bytes)} and leaves {size_text(now.floor_bytes)} free"
    terminal().print(f"{now.name} is {settings_text(now)}; {limits}; when full: {now.when_full.value}.", markup=False)


@app.command("orphans")
def change_orphans(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the set.")],
    policy: Annotated[OrphanPolicy, typer.Argument(help="What becomes of what a check finds on the passive alone.")],
    days: Annotated[int | None, typer.Option(help="How long the quarantine keeps something; 0: for ever.")] = None,
    size: Annotated[str, typer.Option(help="How much it keeps, such as 20GB; 0: no limit. The oldest goes first.")] = "",
) -> None:
    """Change what becomes of what only the passive has: report it, set it aside, or delete it."""
    change = SetChange(orphans=policy, orphan_days=days, orphan_bytes=parse_size(size) if size else None)
    with connection(context).open() as client:
        now = client.change_set(name, change)
    kept = f"for {now.orphan_days} days" if now.orphan_days else "for ever"
    most = f", at most {size_text(now.orphan_bytes)}" if now.orphan_bytes else ""
    told = {
        OrphanPolicy.REPORT: "what only the passive has is reported and stays",
        OrphanPolicy.QUARANTINE: f"what only the passive has is set aside and kept {kept}{most}",
        OrphanPolicy.DELETE: "what only the passive has is deleted",
    }[now.orphans]
    terminal().print(f"{now.name}: {told}.", markup=False)


@app.command("channel")
def change_channel(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the set.")],
    compression: Annotated[Compression | None, typer.Option(help="Of the channel; auto chooses by the rate of the link.")] = None,
    bandwidth: Annotated[
        str | None, typer.Option(help="A cap of this set, such as '10mbit' or '08:00-18:00 10mbit, else unlimited'.")
    ] = None,
) -> None:
    """Change how a set travels: how much it is compressed, and a cap of its own. It takes effect at once."""
    with connection(context).open() as client:
        changed = client.change_set(name, SetChange(compression=compression, bandwidth=bandwidth))
    told = f"{changed.name}: compression {changed.compression.value}, bandwidth {changed.bandwidth or 'unlimited'}."
    terminal().print(told, markup=False)


@app.command("remove")
def remove(context: typer.Context, name: Annotated[str, typer.Argument(help="Name of the set.")]) -> None:
    """Stop protecting a folder. Its files stay on both servers."""
    with connection(context).open() as client:
        client.remove_set(name)
    terminal().print(f"{name} is not protected any more; its files stay where they are.", markup=False)


def parse_size(text: str) -> int:
    """Return bytes for "8GiB", "500 MB", "1048576"."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]i?)?b?", text.strip().lower())
    if found is None:
        raise InvalidInput(f"{text!r} is not a size; write for example 8GiB or 500MB")
    return int(float(found[1]) * UNITS[found[2] or ""])
