"""What happens in a round: one fault, and when. Pure; a round is drawn from the seed and its number alone, so it can be repeated alone."""

import random
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What befalls the pair."""

    CRASH_ACTIVE = "crash-active"
    CRASH_PASSIVE = "crash-passive"
    CRASH_BOTH = "crash-both"
    CRASH_IN_SWITCHOVER = "crash-in-switchover"
    CRASH_IN_REJOIN = "crash-in-rejoin"
    KILL_REPLICATOR_ACTIVE = "kill-replicator-active"
    KILL_REPLICATOR_PASSIVE = "kill-replicator-passive"
    KILL_CONTROL_ACTIVE = "kill-control-active"
    KILL_CONTROL_PASSIVE = "kill-control-passive"
    FREEZE_ACTIVE = "freeze-active"
    FREEZE_PASSIVE = "freeze-passive"
    CUT_ONE_LINK = "cut-one-link"
    CUT_BOTH_LINKS = "cut-both-links"
    FLAP_LINKS = "flap-links"
    RECONNECT_STORM = "reconnect-storm"
    ISOLATE_ACTIVE = "isolate-active"
    SLOW_LINKS = "slow-links"
    SWITCHOVER = "switchover"


# A crash of the active and a switchover are what the product is for.
_WEIGHTS = {Fault.CRASH_ACTIVE: 3, Fault.SWITCHOVER: 2, Fault.KILL_REPLICATOR_ACTIVE: 2, Fault.CRASH_BOTH: 2}


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """One round. `load_s` of load come before the fault; `chance_seed` decides the details of the fault."""

    number: int
    fault: Fault
    load_s: float
    chance_seed: int


def plan_round(seed: int, number: int, faults: tuple[Fault, ...] = tuple(Fault)) -> RoundPlan:
    """Return what happens in round `number` of the campaign with this seed, choosing among `faults`."""
    chance = random.Random(f"{seed}/{number}")
    fault = chance.choices(faults, [_WEIGHTS.get(one, 1) for one in faults])[0]
    return RoundPlan(number, fault, chance.uniform(0.2, 4.0), chance.randrange(1 << 32))
