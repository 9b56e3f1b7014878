"""The gateway of a console that knows no pair yet: it leads nowhere and says so, whatever it is asked."""

from typing import NoReturn, cast

from twinhelm_client.domain.connection import Endpoint
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.language import translate
from twinhelm_client.rpc.gateway import Gateway


class _Nowhere(Endpoint):
    """An address that is none: shown as nothing."""

    def __str__(self) -> str:
        return ""


class _NoPair:
    """Every question of the Gateway has the same answer. Nobody follows it, so it has no streams."""

    endpoint = _Nowhere("", 0)

    def use_password(self, user: str, password: str) -> None:
        """There is nobody to sign in to."""

    def trust(self, fingerprint: str) -> None:
        """There is nobody to trust."""

    async def close(self) -> None:
        """Nothing is open."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        return _refuse


async def _refuse(*_: object, **__: object) -> NoReturn:
    raise GatewayError(translate("NoPair", "No pair is known yet; connect to one first."), "NO_PAIR")


def no_pair() -> Gateway:
    """Return it as what the console expects."""
    return cast(Gateway, _NoPair())


def leads_nowhere(gateway: Gateway) -> bool:
    """Say whether this is the gateway without a pair."""
    return isinstance(gateway, _NoPair)
