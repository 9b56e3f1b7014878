"""`twinhelm verify`: compare the passive's copy with the active's files, see how far that is and what was found."""

import os
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Table
from typer.core import TyperGroup

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, local_moment, size_text, terminal, write_json
from twinhelm_node.cli.sets import parse_size
from twinhelm_node.domain.errors import NotFound
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.verification import CheckRun, FileEntry, FileState, Orphan, Verification

SetName = Annotated[str, typer.Argument(metavar="SET", help="Name of the set.")]
States = Annotated[list[FileState] | None, typer.Option("--state", help="Only these. May be repeated.")]


class _StartsOrShows(TyperGroup):
    """`twinhelm verify` alone shows how far every set is; `twinhelm verify SET [PATH]` starts a check, as `verify start` does."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["status", *args]
        elif args[0] != "--help" and args[0] not in self.commands:
            args = ["start", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_StartsOrShows, help="Compare the copy on the passive with the files of the active, while everything works on.")
orphans_app = typer.Typer(no_args_is_help=True, help="What only the passive had, set aside.")
app.add_typer(orphans_app, name="orphans")


@app.command("start")
def start(
    context: typer.Context,
    set_name: SetName,
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="Only this folder or file, relative to the set's folder or absolute.")] = "",
    rate: Annotated[str, typer.Option(help="What this check may read in a second, such as 20MB.")] = "",
    as_json: AsJson = False,
) -> None:
    """Compare a set, or one folder or file in it, and send what differs. A paused check of the same goes on."""
    with connection(context).open() as client:
        client.data.start(set_name, os.fsencode(path), parse_rate(rate) if rate else 0)
        if as_json:
            write_json([verification_json(one) for one in client.data.verifications()])
            return
    what = f"{path} of {set_name}" if path else set_name
    terminal().print(f"{what} is being compared; 'twinhelm verify' shows how far it is.", markup=False)


@app.command("pause")
def pause(context: typer.Context, set_name: SetName) -> None:
    """Let the check at work wait, for as long as you like; it outlives restarts and switchovers."""
    with connection(context).open() as client:
        client.data.pause(set_name)
    terminal().print(f"The check of {set_name} waits; 'twinhelm verify resume {set_name}' lets it go on.", markup=False)


@app.command("resume")
def resume(context: typer.Context, set_name: SetName) -> None:
    """Let a paused check go on where it was."""
    with connection(context).open() as client:
        client.data.resume(set_name)
    terminal().print(f"The check of {set_name} goes on.", markup=False)


@app.command("cancel")
def cancel(context: typer.Context, set_name: SetName) -> None:
    """End the check at work where it is. What it has compared stays compared."""
    with connection(context).open() as client:
        client.data.cancel(set_name)
    terminal().print(f"The check of {set_name} is cancelled.", markup=False)


@app.command("rate")
def rate(
    context: typer.Context,
    set_name: SetName,
    limit: Annotated[str, typer.Argument(metavar="RATE", help="What may be read in a second, such as 20MB; 'none' for no limit.")],
    check: Annotated[bool, typer.Option("--check", help="Only of the check at work, until it ends.")] = False,
) -> None:
    """Limit what checks of a set read, at once."""
    with connection(context).open() as client:
        client.data.set_rate(set_name, parse_rate(limit), only_this_check=check)
    what = f"The check of {set_name} at work reads" if check else f"Checks of {set_name} read"
    terminal().print(f"{what} at most {limit} a second." if parse_rate(limit) else f"{what} as fast as the disk does.", markup=False)


@app.command("status")
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show how far every set is."""
    with connection(context).open() as client:
        found = client.data.verifications()
    if as_json:
        write_json([verification_json(one) for one in found])
    else:
        terminal().print(_table(found) if found else "No folder is protected yet; add one with 'twinhelm set add NAME FOLDER'.")


@app.command("list")
def list_files(
    context: typer.Context,
    set_name: SetName,
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Relative to the set's folder or absolute.")] = "",
    state: States = None,
    found: Annotated[bool, typer.Option("--found", help="What checks found in the whole set, instead of the names in a folder.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what is known of the names in a folder: when each was compared, what differed, what is not compared yet."""
    with connection(context).open() as client:
        if found:
            known = client.data.findings(set_name, state or ())
            rows, silent = [{**asdict(one), "path": shown(one.path), "state": one.state.value} for one in known.found], known.not_answering
            entries: list[FileEntry] = []
        else:
            entries, silent, after = [], (), b""
            while True:
                page = client.data.files(set_name, os.fsencode(folder), state or (), after)
                entries += page.entries
                silent = page.not_answering
                if not page.more:
                    break
                after = page.entries[-1].path
            rows = [entry_json(entry) for entry in entries]
    if as_json:
        write_json({"entries": rows, "not_answering": list(silent)})
        return
    if found:
        table = _new_table("Path", "Found", "Where", "When", "Bytes", "Repaired", "Detail")
        for one in known.found:
            repaired = local_moment(one.repaired_ns) if one.repaired_ns else "not yet"
            table.add_row(shown(one.path), _word(one.state), one.server, local_moment(one.at_ns), f"{one.bytes:,}", repaired, one.detail)
        terminal().print(table if known.found else "No check has found anything that was not right.")
    else:
        table = _new_table("Path", "Size", "State", "Since", "Generation", "Sequence", "Detail")
        for entry in entries:
            table.add_row(*_row(entry))
        terminal().print(table if entries else "There is nothing of this kind in this folder.")
    _say_silent(silent)


@app.command("show")
def show(
    context: typer.Context,
    set_name: SetName,
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file or folder, relative to the set's folder or absolute.")],
    as_json: AsJson = False,
) -> None:
    """Show what is known of one file or folder."""
    with connection(context).open() as client:
        entry, silent = client.data.file(set_name, os.fsencode(path))
    if as_json:
        write_json({**entry_json(entry), "not_answering": list(silent)})
        return
    terminal().print(f"{shown(entry.path) or 'the folder'}: {_sentence(entry)}", markup=False)
    _say_silent(silent)


@orphans_app.command("list")
def list_orphans(
    context: typer.Context,
    set_name: Annotated[str, typer.Argument(metavar="[SET]", help="Only of this set.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what is set aside on both servers."""
    with connection(context).open() as client:
        known = client.data.orphans(set_name)
    if as_json:
        rows = [{**asdict(one), "path": shown(one.path)} for one in known.kept]
        write_json({"orphans": rows, "not_answering": list(known.not_answering)})
        return
    table = _new_table("Server", "Set", "Round", "Path", "Files", "Size", "Taken")
    for one in known.kept:
        table.add_row(
            one.server, one.set_name, one.round, shown(one.path), f"{one.files:,}", size_text(one.size_bytes), local_moment(one.taken_ns)
        )
    terminal().print(table if known.kept else "Nothing is set aside.")
    _say_silent(known.not_answering)


@orphans_app.command("restore")
def restore(
    context: typer.Context,
    set_name: SetName,
    path: Annotated[str, typer.Argument(help="As 'twinhelm verify orphans list' shows it.")],
    to: Annotated[str, typer.Option(help="A folder on the server that holds it; without it, back to where it was, on the active.")] = "",
    round_name: Annotated[str, typer.Option("--round", help="Which one, where there are several.")] = "",
) -> None:
    """Put something out of the quarantine."""
    with connection(context).open() as client:
        one = _chosen(client.data.orphans(set_name).kept, path, round_name)
        place = client.data.restore(one, to)
    terminal().print(f"{path} is in {place} on {one.server} now.", markup=False)


@orphans_app.command("delete")
def delete(
    context: typer.Context,
    set_name: SetName,
    path: Annotated[str, typer.Argument(help="As 'twinhelm verify orphans list' shows it.")],
    round_name: Annotated[str, typer.Option("--round", help="Which one, where there are several.")] = "",
) -> None:
    """Delete something from the quarantine, for good."""
    with connection(context).open() as client:
        one = _chosen(client.data.orphans(set_name).kept, path, round_name)
        client.data.delete(one)
    terminal().print(f"{path} is deleted on {one.server}.", markup=False)


def parse_rate(text: str) -> int:
    """Return bytes a second for "20MB", "20 MB/s", 0 for "none"."""
    return 0 if text.strip().lower() in ("none", "0") else parse_size(text.strip().removesuffix("/s"))


def verification_json(one: Verification) -> dict[str, Any]:
    """Return what programs get."""
    checks = one.checks
    return {
        "set_name": one.set_name, "state": one.state.value, "detail": one.detail, "progress_ratio": one.progress_ratio,
        "visited_objects": one.visited_objects, "compared_bytes": one.compared_bytes, "sent_bytes": one.sent_bytes,
        "rate_bytes_per_s": checks.rate_bytes_per_s, "measured_bytes_per_s": checks.measured_bytes_per_s, "eta_s": one.eta_s,
        "held_because": checks.held_because, "check": run_json(checks.current), "waiting": [run_json(run) for run in checks.waiting],
        "last": run_json(checks.last),
    }  # fmt: skip


def run_json(run: CheckRun | None) -> dict[str, Any] | None:
    """Return what programs get of a check."""
    if run is None:
        return None
    told = asdict(run)
    del told["marks"], told["offset"]
    return {**told, "path": shown(run.path), "position": shown(run.position), "phase": run.phase.value}


def entry_json(entry: FileEntry) -> dict[str, Any]:
    """Return what programs get of a file."""
    return {**asdict(entry), "path": shown(entry.path), "state": entry.state.value}


def _table(found: tuple[Verification, ...]) -> Table:
    table = _new_table("Set", "State", "Check", "Position", "Objects", "Compared", "Sent", "Rate", "Left", "Detail")
    for one in found:
        run = one.checks.current
        state = f"{one.state.value} {one.progress_ratio:.0%}" if one.state.value == "checking" else one.state.value
        check = f"{run.phase.value} {run.progress_ratio:.0%}" if run is not None else "none"
        limit = (run.rate_bytes_per_s if run else 0) or one.checks.rate_bytes_per_s
        pace = f"{size_text(one.checks.measured_bytes_per_s)}/s" + (f" of {size_text(limit)}/s" if limit else "")
        left = f"{one.eta_s:,.0f} s" if one.eta_s is not None else ""
        objects, compared, sent = _work(one)
        detail = one.detail or one.checks.held_because or _last(one.checks.last if run is None else None)
        table.add_row(one.set_name, state, check, shown(run.position) if run else "", objects, compared, sent, pace, left, detail)
    return table


def _work(one: Verification) -> tuple[str, str, str]:
    run = one.checks.current
    objects, compared, sent = (one.visited_objects, one.compared_bytes, one.sent_bytes)
    if run is not None:
        objects, compared, sent = run.visited_objects, run.compared_bytes, run.sent_bytes
    of_objects = f" of {run.total_objects:,}" if run is not None and run.total_objects else ""
    of_bytes = f" of {size_text(run.total_bytes)}" if run is not None and run.total_bytes else ""
    return f"{objects:,}{of_objects}", size_text(compared) + of_bytes, size_text(sent)


def _last(run: CheckRun | None) -> str:
    if run is None:
        return ""
    found = f"{run.differing_files:,} differed, {run.missing:,} missing, {run.orphans:,} only on the passive"
    return f"last {run.phase.value} {local_moment(run.ended_ns)}: {found}"


def _row(entry: FileEntry) -> tuple[str, ...]:
    name = shown(entry.path.rpartition(b"/")[2]) + ("/" if entry.is_folder else "")
    since = local_moment(entry.at_ns) if entry.at_ns else ""
    detail = entry.detail or ("changed since, and replicated" if entry.changed_since else "")
    place = (f"{entry.generation}", f"{entry.sequence:,}") if entry.at_ns else ("", "")
    return name, "" if entry.is_folder else size_text(entry.size_bytes), _word(entry.state), since, *place, detail


def _sentence(entry: FileEntry) -> str:
    at = f" {local_moment(entry.at_ns)}, generation {entry.generation}, sequence {entry.sequence:,}" if entry.at_ns else ""
    since = "; changed since, and the change was replicated" if entry.changed_since else ""
    detail = f" ({entry.detail})" if entry.detail else ""
    return f"{_word(entry.state)}{at}{detail}{since}"


def _word(state: FileState) -> str:
    return state.value.replace("_", " ")


def _new_table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        right = column in {"Objects", "Compared", "Sent", "Left", "Size", "Generation", "Sequence", "Bytes", "Files"}
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    return table


def _chosen(kept: tuple[Orphan, ...], path: str, round_name: str) -> Orphan:
    found = [one for one in kept if shown(one.path) == path or one.path == os.fsencode(path)]
    found = [one for one in found if not round_name or one.round == round_name]
    if len(found) != 1:
        what = "is in no quarantine" if not found else f"was set aside {len(found)} times; add --round"
        raise NotFound(f"{path} {what}; 'twinhelm verify orphans list' shows what is", "UNKNOWN_ORPHAN")
    return found[0]


def _say_silent(silent: tuple[str, ...]) -> None:
    for server in silent:
        terminal().print(f"{server} could not be asked; what it found and keeps is not shown.", markup=False)
