"""A simulated fleet: as many pairs as wanted, each with a status once a second, a few of them in trouble."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import fields, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from twinhelm_client.domain.connection import Endpoint, Session
from twinhelm_client.domain.errors import NotTrustedYet, Unreachable
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import PairStatus, QueueStatus
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_SITES = ("Zürich", "Basel", "Bern", "Frankfurt", "Wien", "Singapore")
_WORK = ("erp", "mail", "files", "crm", "sql", "wiki", "git", "labs", "scada", "pos")
_SCENES: tuple[Callable[[DemoPair], PairStatus], ...] = (scenes.behind, scenes.alone, scenes.failover)


_BEATS = 20  # a second; a beat wakes the pairs whose turn it is


class DemoClock:
    """One clock for a whole fleet: a thousand pairs out of step, without a thousand timers. Beats only while somebody waits."""

    def __init__(self) -> None:
        self._waiting: list[list[asyncio.Future[None]]] = [[] for _ in range(_BEATS)]
        self._hand = 0
        self._next_s = 0.0
        self._beating = False

    async def turn(self, number: int) -> None:
        """Wait for the next turn of this pair: once a second."""
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        self._waiting[number % _BEATS].append(mine)
        if not self._beating:
            self._beating, self._next_s = True, loop.time()
            self._wind(loop)
        await mine

    def _wind(self, loop: asyncio.AbstractEventLoop) -> None:
        self._next_s = max(self._next_s + 1 / _BEATS, loop.time())
        loop.call_at(self._next_s, self._beat, loop)

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        self._hand = (self._hand + 1) % _BEATS
        due, self._waiting[self._hand] = self._waiting[self._hand], []
        for one in due:
            if not one.done():
                one.set_result(None)
        self._beating = any(self._waiting)
        if self._beating:
            self._wind(loop)


class DemoFleetGateway(DemoGateway):
    """One pair of the fleet. Its status is a template with a lively unsafe queue: cheap enough for a thousand of them."""

    def __init__(
        self,
        number: int,
        pair: DemoPair,
        template: PairStatus,
        *,
        lost: bool = False,
        stranger: bool = False,
        clock: DemoClock | None = None,
    ) -> None:
        super().__init__(pair)
        self._number = number
        self._template = replace(template, pair_name=demo_name(number))
        self._lost = lost
        self._stranger = stranger
        self._beats = clock or DemoClock()
        self._chance = random.Random(number)
        self._lag_s = template.unsafe_queue.oldest_age_s
        self._grows = self._lag_s > 10

    @cached_property
    def _set(self) -> Callable[..., Any]:
        return _again(self._template.sets[0])

    @cached_property
    def _pair_status(self) -> Callable[..., Any]:
        return _again(self._template)

    @property
    def endpoint(self) -> Endpoint:
        """An address of its own."""
        return Endpoint(f"10.{20 + self._number // 250}.{self._number % 250}.10", 7410)

    async def connect(self) -> Session:
        """Sign in, or be what this pair was made for."""
        await asyncio.sleep(0)
        if self._lost:
            raise Unreachable(translate("Trust", "{0} does not answer ({1}).").format(self.endpoint, "timed out"))
        if self._stranger:
            raise NotTrustedYet("Compare the fingerprint with the one on a server, then accept it.", "3f9a" * 16)
        return Session("anna", "operator", self._template.pair_name)

    async def status(self) -> PairStatus:
        """Return the next status."""
        step = 1.0 if self._grows else self._chance.uniform(-0.06, 0.065)
        self._lag_s = self._lag_s + step if self._grows else min(0.7, max(0.02, self._lag_s + step))
        entries = int(self._lag_s * 190)
        one = self._set(unsafe_queue=QueueStatus(entries, entries * 10_840, self._lag_s))
        status: PairStatus = self._pair_status(sets=(one,), taken_at_s=time.time())
        return status

    async def watch_status(self, interval_s: float) -> AsyncIterator[PairStatus]:
        """Yield a status a second, out of step with the others."""
        while True:
            await self._beats.turn(self._number)
            yield await self.status()

    async def close(self) -> None:
        """Nothing to close."""


def _again(one: "DataclassInstance") -> Callable[..., Any]:
    """Return what makes another one with some fields changed; `replace` looks at every field anew each time."""
    return partial(type(one), **{field.name: getattr(one, field.name) for field in fields(one)})


def demo_name(number: int) -> str:
    """Return the name of a pair of the fleet: "erp-zurich", later "erp-zurich-2"."""
    site = _SITES[number % len(_SITES)].lower().replace("ü", "u")
    again = number // (len(_SITES) * len(_WORK))
    return f"{_WORK[number // len(_SITES) % len(_WORK)]}-{site}" + (f"-{again + 1}" if again else "")


def demo_fleet(count: int) -> list[tuple[str, str, DemoFleetGateway]]:
    """Return (name, site, gateway) of each pair: most are well, about one in twenty is not."""
    pair = DemoPair(time.time())
    well, troubles = scenes.healthy(pair), [scene(pair) for scene in _SCENES]
    clock = DemoClock()
    fleet = []
    for number in range(count):
        trouble = troubles[number // 23 % len(troubles)] if number % 23 == 5 else well
        gateway = DemoFleetGateway(number, pair, trouble, lost=number % 97 == 13, stranger=number % 211 == 29, clock=clock)
        fleet.append((demo_name(number), _SITES[number % len(_SITES)], gateway))
    return fleet
