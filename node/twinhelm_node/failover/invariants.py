"""What must hold over the whole pair at every instant, as functions that raise with the evidence. Pure."""

from collections.abc import Iterable


class InvariantBroken(AssertionError):
    """Two voices, or a generation used twice: the pair is split."""


def check_one_voice(voices: Iterable[tuple[str, float]], now: float) -> None:
    """Raise when more than one server has a voice: `voices` are (name, end of the lease in that server's kernel)."""
    speaking = [f"{name} until {until:.3f}" for name, until in voices if until > now]
    if len(speaking) > 1:
        raise InvariantBroken(f"two voices at {now:.3f}: {', '.join(speaking)}")


def check_generations(history: Iterable[tuple[float, str, int]]) -> None:
    """Raise when a generation was used twice, or a later takeover has a lower number: `history` is (time, name, generation)."""
    highest = 0
    for at, name, generation in history:
        if generation <= highest:
            raise InvariantBroken(f"{name} speaks in generation {generation} at {at:.3f}, after generation {highest} was used")
        highest = generation
