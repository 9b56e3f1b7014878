"""How long the service is away: the active's power cut, and a planned switchover, as a client on the workstation sees it."""

import time

from tests.benchmarks.rows import Row, median
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.operations import Operation
from twinhelm_node.domain.roles import Role
from twinhelm_node.lab.demo_evidence import outage_s
from twinhelm_node.lab.demo_load import ConfirmedLoad
from twinhelm_node.lab.demo_run import administrator, is_whole, last_failover, switch_over, takeover_times, wait_for_view
from twinhelm_node.lab.lab import Lab

WARM_UP_COMMITS = 500
TIMEOUT_S = 90.0


def active(client: AdminClient) -> str:
    """Return the name of the active server."""
    view = wait_for_view(client, "a whole pair", is_whole, 180.0)
    return next(server.name for server in view.servers if server.role is Role.ACTIVE)


def without_application(operation: Operation) -> float:
    """Seconds of an operation apart from the application's own stop and start."""
    return operation.elapsed_s - sum(phase.elapsed_s for phase in operation.phases if "application" in phase.name)


def measured_outage(load: ConfirmedLoad, since_ns: int) -> float:
    """Wait until the client commits again and return how long it could not."""
    load.wait_for_commits(50, TIMEOUT_S, since_ns)
    found = outage_s(load.commits(), since_ns)
    assert found is not None
    return found


def measure(lab: Lab, rounds: int) -> list[Row]:
    """Rows of failover and switchover, in a lab with PostgreSQL that is up."""
    failovers: list[tuple[float, float, float]] = []
    switchovers: list[tuple[float, float]] = []
    with administrator(lab) as client, ConfirmedLoad(lab) as load:
        for _ in range(rounds):
            load.wait_for_commits(WARM_UP_COMMITS, TIMEOUT_S, time.monotonic_ns())
            server, asked_ns = active(client), time.monotonic_ns()
            switched = switch_over(client, "./dev bench")
            switchovers.append((measured_outage(load, asked_ns), without_application(switched)))

            server = active(client)
            load.wait_for_commits(WARM_UP_COMMITS, TIMEOUT_S, time.monotonic_ns())
            crashed_wall_ns, crashed_ns = lab.crash(server), time.monotonic_ns()
            outage = measured_outage(load, crashed_ns)
            operation = last_failover(client)
            assert operation is not None
            failovers.append((outage, *takeover_times(operation, crashed_wall_ns)))
            lab.start(server)
    return [
        Row(f"active killed until the client commits again, median of {rounds}", median(one[0] for one in failovers), "s"),
        Row("… until it is noticed and the takeover is decided", median(one[1] for one in failovers), "s"),
        Row("… takeover, with the start of the application", median(one[2] for one in failovers), "s"),
        Row(f"switchover, pause of the client, median of {rounds}", median(one[0] for one in switchovers), "s"),
        Row("… without the application's own stop and start", median(one[1] for one in switchovers), "s"),
    ]
