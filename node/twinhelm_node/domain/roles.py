"""Identity and role of a server."""

from enum import StrEnum


class Identity(StrEnum):
    """Which of the two servers this is. Never changes."""

    PRIMARY = "primary"
    SECONDARY = "secondary"

    @property
    def other(self) -> "Identity":
        """The identity of the other server of the pair."""
        return Identity.SECONDARY if self is Identity.PRIMARY else Identity.PRIMARY


class Role(StrEnum):
    """What a server is right now. At most one server of a pair is active."""

    PASSIVE = "passive"
    ACTIVE = "active"
    PROMOTING = "promoting"
    DEMOTING = "demoting"
