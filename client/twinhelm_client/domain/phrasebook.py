"""Sentences that servers send, in the language in force. Servers speak English; a sentence without a pattern here is shown as it came.

A pattern is the English sentence with `{0}`, `{1}`… where the server puts a name, a figure or another sentence (looked up in its turn).
The most particular pattern wins: the one with the most letters of its own.
"""

import re
from collections import Counter
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
_WORD = re.compile(r"[A-Za-z]+")
_GLUED = re.compile(r"\w*\{\d\}\w*")  # letters that touch a hole are no words of their own
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
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
    if _THOUSANDS.fullmatch(part):
        return part.replace(",", "\u202f")
    return said(part) if " " in part else part


@lru_cache(maxsize=16_384)
def _found(sentence: str) -> tuple[str, tuple[str, ...]] | None:
    shapes, by_word = _shapes()
    for number in sorted({n for word in ("", *_WORD.findall(sentence)) for n in by_word.get(word, ())}):
        pattern, shape = shapes[number]
        match = shape.fullmatch(sentence)
        if match is not None:
            return pattern, match.groups()
    return None


@lru_cache(maxsize=1024)
def _words_of(pattern: str) -> tuple[bool, ...]:
    """Say of each hole whether a state may stand in it: elsewhere "active" is the name of somebody or something."""
    return tuple(before.endswith((" is ", " as ")) for before in _HOLE.split(pattern)[:-1])


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], dict[str, list[int]]]:
    """Return each pattern as an expression, the most particular first, and the few that come into question for a word of a sentence.

    A pattern is found by the rarest of its words, so that a sentence is compared with a handful of them and not with hundreds.
    """
    ordered = sorted(PHRASES, key=lambda p: -len(_HOLE.sub("", p)))
    shapes = tuple((p, re.compile("(.+?)".join(re.escape(part) for part in _HOLE.split(p)), re.DOTALL)) for p in ordered)
    own_words = [set(_WORD.findall(_GLUED.sub(" ", p))) for p in ordered]
    often = Counter(word for words_ in own_words for word in words_)
    by_word: dict[str, list[int]] = {}
    for number, words_ in enumerate(own_words):
        by_word.setdefault(min(words_, key=lambda word: (often[word], word), default=""), []).append(number)
    return shapes, by_word
