"""Enumerations between domain and protobuf: `SetState.ERROR` is `SET_STATE_ERROR`."""

from enum import StrEnum
from typing import Any, TypeVar

from twinhelm_node.domain.errors import InvalidInput

Member = TypeVar("Member", bound=StrEnum)


def to_enum(kind: Any, prefix: str, member: StrEnum) -> Any:
    """Return the protobuf number of a domain value. `kind` is the generated enum (typed loosely: each is a class of its own)."""
    return kind.Value(f"{prefix}_{member.name}")


def from_enum(kind: Any, prefix: str, number: int, members: type[Member], default: Member | None = None) -> Member:
    """Return the domain value; `default` stands for UNSPECIFIED, without it that is refused, like a number of a newer version."""
    if number == 0 and default is not None:
        return default
    try:
        return members[kind.Name(number).removeprefix(f"{prefix}_")]
    except (KeyError, ValueError):
        allowed = ", ".join(member.value for member in members)
        raise InvalidInput(f"{prefix.lower().replace('_', ' ')} is missing or unknown; allowed: {allowed}", "BAD_VALUE") from None
