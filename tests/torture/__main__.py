"""`./dev torture`: crash and switch over at random moments under load; after each, compare every confirmed commit and both trees.

The seed is printed; the same seed chooses the same faults at the same moments (the machine decides the rest).
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_evidence import Commit, lost, only_unsafe_lost
from twinhelm_node.lab.demo_load import ConfirmedLoad, database_complaints, present_numbers
from twinhelm_node.lab.demo_run import (
    REJOIN_TIMEOUT_S,
    TAKEOVER_TIMEOUT_S,
    administrator,
    is_whole,
    stop_applications,
    switch_over,
    tree_differences,
    unsafe_queue_at_crash,
    wait_for_view,
)
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, flush=True)


class Torture:
    """One lab, many rounds. Stops at the first thing that is not as it should be."""

    def __init__(self, lab: Lab, mode: Mode, chance: random.Random) -> None:
        self._lab = lab
        self._mode = mode
        self._chance = chance
        self._excused: set[int] = set()

    def round(self, number: int, client: AdminClient) -> str:
        """Do one fault under load, compare, and return what is wrong (empty: nothing)."""
        view = wait_for_view(client, "a whole pair", is_whole, REJOIN_TIMEOUT_S)
        active = next(server.name for server in view.servers if server.role is Role.ACTIVE)
        fault = self._chance.choice(("crash", "crash", "switchover"))
        pause_s = self._chance.uniform(0.2, 5.0)
        say(f"round {number}: {fault} of {active} after {pause_s:.2f} s of load")
        with ConfirmedLoad(self._lab, first=number * 100_000_000) as load:
            load.wait_for_commits(1, TAKEOVER_TIMEOUT_S, time.monotonic_ns())
            time.sleep(pause_s)
            wrong = self._crash(load, active) if fault == "crash" else self._switch_over(load, client)
            load.stop()
            if not wrong:
                missing = self._unexcused(load.commits())
                wrong = f"{len(missing)} confirmed commits are missing at the end" if missing else database_complaints(self._lab)
        if fault == "crash":
            self._lab.start(active)
        wait_for_view(client, "a whole pair", is_whole, REJOIN_TIMEOUT_S)
        stop_applications(client)
        wrong = wrong or "\n".join(tree_differences(self._lab, client)[:20])
        for application in client.applications():
            if application.as_it_should_be is False and application.server == client.view().answering_server:
                client.start_application(application.status.name)
        return wrong

    def _crash(self, load: ConfirmedLoad, active: str) -> str:
        self._lab.crash(active)
        crashed_ns = time.monotonic_ns()
        load.wait_for_commits(50, TAKEOVER_TIMEOUT_S, crashed_ns)
        other = next(name for name in layout.SERVERS if name != active)
        unsafe = unsafe_queue_at_crash(self._lab, lost_server=active, survivor=other)
        missing = self._unexcused(load.commits())
        say(f"  {len(missing)} confirmed commits missing, {unsafe.entries} entries unsafe at the crash")
        if missing and (self._mode is Mode.DURABLE or not only_unsafe_lost(missing, unsafe)):
            return f"{len(missing)} confirmed commits are missing that must not be"
        self._excused |= {commit.number for commit in missing}
        return ""

    def _switch_over(self, load: ConfirmedLoad, client: AdminClient) -> str:
        switch_over(client, "./dev torture")
        load.wait_for_commits(50, TAKEOVER_TIMEOUT_S, time.monotonic_ns())
        return ""

    def _unexcused(self, commits: tuple[Commit, ...]) -> tuple[Commit, ...]:
        present = present_numbers(self._lab)
        return lost((commit for commit in commits if commit.number not in self._excused), present)


def main() -> int:
    """Torture a lab; exit status 0 when every round was as it should be."""
    parser = argparse.ArgumentParser(prog="./dev torture", description="Crash and switch over under load, comparing each time.")
    parser.add_argument("--rounds", type=int, default=10, help="default: %(default)s")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.ASYNC.value)
    parser.add_argument("--seed", type=int, help="default: a new one, printed")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    mode = Mode(options.mode)
    say(f"seed {seed}, mode {mode.value}, {options.rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="twinhelm-torture-", dir="/var/tmp") as directory:
        lab = Lab(Path(directory) / "lab")
        try:
            bring_up(lab, application="postgresql", mode=mode, console_port=0, say=say)
            torture = Torture(lab, mode, random.Random(seed))
            with administrator(lab) as client:
                for number in range(1, options.rounds + 1):
                    if wrong := torture.round(number, client):
                        say(f"round {number} is not as it should be (seed {seed}): {wrong}")
                        return 1
        except TwinhelmError as error:
            say(f"The torture cannot go on (seed {seed}): {error}")
            return 1
        finally:
            lab.down()
    say(f"{options.rounds} rounds, all as it should be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
