"""Finding by a few letters: every letter in its order, whole beginnings of words first."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def score(wanted: str, text: str) -> int | None:
    """Rate how well the letters of `wanted` are found in `text`, in their order; None when they are not.

    A letter at the beginning of a word counts most, one that follows the last hit counts more than one that stands alone.
    """
    letters, where = wanted.casefold().replace(" ", ""), text.casefold()
    if not letters:
        return 0
    best: int | None = None
    for start in (i for i, c in enumerate(where) if c == letters[0]):
        rated = _rate(letters, where, start)
        if rated is not None and (best is None or rated > best):
            best = rated
    return best


def _rate(letters: str, where: str, start: int) -> int | None:
    total, last = 0, start - 2
    position = start
    for letter in letters:
        found = where.find(letter, position)
        if found < 0:
            return None
        begins = found == 0 or not where[found - 1].isalnum()
        # The beginning of a later word is better than the next letter in the middle of this one.
        later = next((i for i in range(found, len(where)) if where[i] == letter and (i == 0 or not where[i - 1].isalnum())), -1)
        if not begins and found != last + 1 and later >= 0:
            found, begins = later, True
        total += 8 if begins else 5 if found == last + 1 else 1
        last, position = found, found + 1
    return total * 100 - len(where)


def best_first(wanted: str, items: Sequence[T], texts: Iterable[str]) -> list[T]:
    """Return the items whose text matches, best first; equal ones keep their order."""
    rated = [(rate, item) for item, text in zip(items, texts, strict=True) if (rate := score(wanted, text)) is not None]
    return [item for _, item in sorted(rated, key=lambda pair: -pair[0])] if wanted.strip() else [item for _, item in rated]
