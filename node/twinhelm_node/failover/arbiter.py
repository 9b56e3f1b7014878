"""The gateway as arbiter: probes that claim nothing, let out by a rule of their own while this server is silent."""

import time
from collections.abc import Awaitable, Callable, Sequence

from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.failover.ports import Voice
from twinhelm_node.failover.values import Verdict

Probe = Callable[[str, Sequence[str], float], Awaitable[dict[str, str | None]]]


class GatewayArbiter:
    """Asks who is there for the gateways and the service addresses, for at most `timeout_s`."""

    def __init__(
        self,
        voice: Voice,
        probe: Probe,
        *,
        interface: str,
        gateways: Sequence[str],
        service_addresses: Sequence[str],
        timeout_s: float = 0.25,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._voice = voice
        self._probe = probe
        self._interface = interface
        self._gateways = tuple(one for one in gateways if one)
        self._service = tuple(address.split("/")[0] for address in service_addresses)
        self._timeout_s = timeout_s
        self._clock = clock

    async def ask(self) -> Verdict:
        """Probe once. What cannot be asked counts as a gateway that does not answer: stay passive when in doubt."""
        asked_at = self._clock()
        try:
            self._voice.allow_probe(self._timeout_s + 0.25)
            found = await self._probe(self._interface, (*self._gateways, *self._service), self._timeout_s)
        except (TwinhelmError, OSError) as error:
            return Verdict(asked_at, gateway_answers=False, service_answers=False, evidence=f"the public network cannot be asked: {error}")
        gateway = [f"gateway {one} is at {found[one]}" for one in self._gateways if found.get(one)]
        service = [f"{one} is at {found[one]}" for one in self._service if found.get(one)]
        evidence = [
            *(gateway or [f"gateway {', '.join(self._gateways)} does not answer"]),
            *(service or [f"nobody answers for {', '.join(self._service)}"]),
        ]
        return Verdict(asked_at, gateway_answers=bool(gateway), service_answers=bool(service), evidence=", ".join(evidence))
