"""A simulated fleet: as many pairs as wanted, each with a status once a second, a few of them in trouble."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from twinhelm_client.domain.connection import Endpoint, Session
from twinhelm_client.domain.errors import NotTrustedYet, Unreachable
from twinhelm_client.domain.pair import PairStatus, QueueStatus
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair

_SITES = ("Zürich", "Basel", "Bern", "Frankfurt", "Wien", "Singapore")
_WORK = ("erp", "mail", "files", "crm", "sql", "wiki", "git", "labs", "scada", "pos")
_SCENES: tuple[Callable[[DemoPair], PairStatus], ...] = (scenes.behind, scenes.alone, scenes.failover)


class DemoFleetGateway(DemoGateway):
    """One pair of the fleet. Its status is a template with a lively unsafe queue: cheap enough for a thousand of them."""

    def __init__(self, number: int, pair: DemoPair, template: PairStatus, *, lost: bool = False, stranger: bool = False) -> None:
        super().__init__(pair)
        self._number = number
        self._template = replace(template, pair_name=demo_name(number))
        self._lost = lost
        self._stranger = stranger
        self._chance = random.Random(number)
        self._lag_s = template.unsafe_queue.oldest_age_s
        self._grows = self._lag_s > 10

    @property
    def endpoint(self) -> Endpoint:
        """An address of its own."""
        return Endpoint(f"10.{20 + self._number // 250}.{self._number % 250}.10", 7410)

    async def connect(self) -> Session:
        """Sign in, or be what this pair was made for."""
        await asyncio.sleep(0)
        if self._lost:
            raise Unreachable(f"{self.endpoint} does not answer (timed out).")
        if self._stranger:
            raise NotTrustedYet("Compare the fingerprint with the one on a server, then accept it.", "3f9a" * 16)
        return Session("anna", "operator", self._template.pair_name)

    async def status(self) -> PairStatus:
        """Return the next status."""
        step = 1.0 if self._grows else self._chance.uniform(-0.06, 0.065)
        self._lag_s = self._lag_s + step if self._grows else min(0.7, max(0.02, self._lag_s + step))
        entries = int(self._lag_s * 190)
        one = replace(self._template.sets[0], unsafe_queue=QueueStatus(entries, entries * 10_840, self._lag_s))
        return replace(self._template, sets=(one,), taken_at_s=time.time())

    async def watch_status(self, interval_s: float) -> AsyncIterator[PairStatus]:
        """Yield a status every `interval_s`, out of step with the others."""
        await asyncio.sleep(self._chance.uniform(0.0, interval_s))
        while True:
            yield await self.status()
            await asyncio.sleep(interval_s)

    async def close(self) -> None:
        """Nothing to close."""


def demo_name(number: int) -> str:
    """Return the name of a pair of the fleet: "erp-zurich", later "erp-zurich-2"."""
    site = _SITES[number % len(_SITES)].lower().replace("ü", "u")
    again = number // (len(_SITES) * len(_WORK))
    return f"{_WORK[number // len(_SITES) % len(_WORK)]}-{site}" + (f"-{again + 1}" if again else "")


def demo_fleet(count: int) -> list[tuple[str, str, DemoFleetGateway]]:
    """Return (name, site, gateway) of each pair: most are well, about one in twenty is not."""
    pair = DemoPair(time.time())
    well, troubles = scenes.healthy(pair), [scene(pair) for scene in _SCENES]
    fleet = []
    for number in range(count):
        trouble = troubles[number // 23 % len(troubles)] if number % 23 == 5 else well
        gateway = DemoFleetGateway(number, pair, trouble, lost=number % 97 == 13, stranger=number % 211 == 29)
        fleet.append((demo_name(number), _SITES[number % len(_SITES)], gateway))
    return fleet
