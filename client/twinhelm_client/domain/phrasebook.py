"""Sentences that servers send, in the language in force. Servers speak English; a sentence without a pattern here is shown as it came.

A pattern is the English sentence with `{0}`, `{1}`… where the server puts a name, a figure or another sentence (looked up in its turn).
The most particular pattern wins: the one with the most letters of its own.
"""

import re
from enum import StrEnum
from functools import lru_cache

from twinhelm_client.domain import words
from twinhelm_client.domain.language import is_translating, translate
from twinhelm_client.domain.pair import ApplicationState, Role, SetState
from twinhelm_client.domain.phrases import PHRASES

_STATES: dict[str, StrEnum] = {
    written: member
    for member in (*Role, *SetState, *ApplicationState)
    if member.value != "unknown"
    for written in (member.value, member.value.replace("_", " "))
}
_HOLE = re.compile(r"\{\d\}")
_FIGURE = re.compile(r"\d+\.\d+ ?(s|ms|min|h|%|k?B|[MGT]B)")


def said(sentence: str) -> str:
    """Return what a server said, in the language in force."""
    if not sentence or not is_translating():
        return sentence
    body, stop = (sentence[:-1], ".") if sentence.endswith(".") else (sentence, "")
    known = _found(body)
    if known is None:
        known = _found(body[0].lower() + body[1:]) if body else None
    if known is None:
        return sentence
    pattern, parts = known
    told = (_part(part, is_word=is_word) for part, is_word in zip(parts, _words_of(pattern), strict=True))
    return translate("Phrases", pattern).format(*told) + stop


def _part(part: str, *, is_word: bool) -> str:
    """A sentence within a sentence is looked up in turn; a figure gets the decimal sign of the language, a state its word."""
    if is_word and part in _STATES:
        return words.of(_STATES[part])
    if _FIGURE.fullmatch(part):
        return part.replace(".", translate("Figures", "."))
    return said(part) if " " in part else part


@lru_cache(maxsize=16_384)
def _found(sentence: str) -> tuple[str, tuple[str, ...]] | None:
    for pattern, fragment, shape in _shapes():
        match = shape.fullmatch(sentence) if fragment in sentence else None
        if match is not None:
            return pattern, match.groups()
    return None


@lru_cache(maxsize=1024)
def _words_of(pattern: str) -> tuple[bool, ...]:
    """Say of each hole whether a state may stand in it: elsewhere "active" is the name of somebody or something."""
    return tuple(before.endswith((" is ", " as ")) for before in _HOLE.split(pattern)[:-1])


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Each pattern with its longest piece of plain text, which rules most of them out at once, and as an expression."""
    by_letters = sorted(PHRASES, key=lambda p: -len(_HOLE.sub("", p)))
    return tuple(
        (p, max(_HOLE.split(p), key=len), re.compile("(.+?)".join(re.escape(part) for part in _HOLE.split(p)), re.DOTALL))
        for p in by_letters
    )
