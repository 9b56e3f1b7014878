"""`twinhelm switchover` and `twinhelm failover`: checks first, then each phase as it happens."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from twinhelm_node.cli.connection import connection
from twinhelm_node.cli.output import AsJson, moment, terminal, write_json
from twinhelm_node.cli.status import MARKS
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.operations import Check, Operation, OperationState, PhaseState, Verdict

Reason = Annotated[str, typer.Option(help="Why; kept in the events.")]
PHASE_MARKS = {
    PhaseState.WAITING: ("·", "dim"),
    PhaseState.RUNNING: ("▸", "cyan"),
    PhaseState.DONE: ("✓", "green"),
    PhaseState.FAILED: ("✗", "red"),
    PhaseState.SKIPPED: ("–", "dim"),
}


def switchover(
    context: typer.Context,
    reason: Reason = "",
    check: Annotated[bool, typer.Option("--check", help="Only show whether a switchover is possible now.")] = False,
    as_json: AsJson = False,
) -> None:
    """Exchange the roles of both servers; nothing is lost. Exit status 5 when it is not possible or was taken back."""
    console = terminal()
    with connection(context).open() as client:
        checks = client.check_switchover()
        vetoes = [one.sentence for one in checks if one.verdict is Verdict.VETO]
        if check and as_json:
            write_json({"ready": not vetoes, "why_not": vetoes, "checks": [asdict(one) for one in checks]})
        elif not as_json:
            print_checks(console, checks)
        if vetoes:
            raise NotReady(f"a switchover is not possible now: {'; '.join(vetoes)}")
        if check:
            return
        started = client.start_switchover(reason)
        _follow(console, started, client.watch_operation(started.id), as_json=as_json)


def failover(
    context: typer.Context,
    force: Annotated[bool, typer.Option("--force", help="Take over although unsafe entries of the active may be lost.")] = False,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Let this server, the passive, take over although the active may live. Needs --force."""
    console = terminal()
    with connection(context).open() as client:
        started = client.start_failover(reason, force=force)
        _follow(console, started, client.watch_operation(started.id), as_json=as_json)


def print_checks(console: Console, checks: Iterable[Check]) -> None:
    """Print each check with its verdict and evidence."""
    for one in checks:
        mark, colour = MARKS[one.verdict]
        console.print(Text.assemble((mark, colour), f" {one.sentence}"), soft_wrap=True)


def operation_json(operation: Operation) -> dict[str, Any]:
    """An operation for programs."""
    return asdict(operation) | {"started_at": moment(operation.started_ns)}


def _follow(console: Console, started: Operation, changes: Iterable[Operation], *, as_json: bool) -> None:
    last = started
    if as_json:
        for change in changes:
            last = change
        write_json(operation_json(last))
    elif console.is_terminal:
        with Live(_picture(started), console=console, auto_refresh=False) as live:
            for last in changes:
                live.update(_picture(last), refresh=True)
    else:
        shown: set[int] = set()
        for last in changes:
            for number, phase in enumerate(last.phases):
                if phase.state in {PhaseState.DONE, PhaseState.FAILED, PhaseState.SKIPPED} and number not in shown:
                    shown.add(number)
                    detail = f", {phase.detail}" if phase.detail else ""
                    console.print(
                        f"{phase.name} on {phase.server}: {phase.state.value} in {phase.elapsed_s:.2f} s{detail}",
                        markup=False,
                        soft_wrap=True,
                    )
        console.print(_outcome(last), markup=False, soft_wrap=True)
    if last.state is not OperationState.SUCCEEDED:
        raise NotReady(f"the {last.kind.value} {last.state.value}: {last.error or 'no reason was given'}", "OPERATION_FAILED")


def _picture(operation: Operation) -> Group:
    table = Table(box=None, pad_edge=False)
    for _ in range(5):
        table.add_column()
    for phase in operation.phases:
        mark, colour = PHASE_MARKS[phase.state]
        elapsed = "" if phase.state in {PhaseState.WAITING, PhaseState.SKIPPED} else f"{phase.elapsed_s:.2f} s"
        table.add_row(Text(mark, style=colour), phase.name, phase.server, elapsed, Text(phase.detail, style="dim"))
    return Group(table, Text(_outcome(operation)))


def _outcome(operation: Operation) -> str:
    if operation.state is OperationState.RUNNING:
        return f"{operation.from_server} → {operation.to_server}, {operation.elapsed_s:.1f} s"
    if operation.state is OperationState.SUCCEEDED:
        return f"{operation.to_server} is active since {operation.elapsed_s:.1f} s after the start, generation {operation.generation}."
    return f"The {operation.kind.value} {operation.state.value} after {operation.elapsed_s:.1f} s."
