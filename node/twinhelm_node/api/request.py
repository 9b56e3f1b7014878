"""Checking the plain parts of a request: ranges, page sizes, ids, names."""

import math
import uuid

from twinhelm_node.domain.errors import InvalidInput

LONGEST_REASON = 500
LONGEST_REQUEST_ID = 128


def within(field: str, value: float, lowest: float, highest: float, default: float) -> float:
    """Return `value`, or `default` for 0; anything outside is refused."""
    if value == 0:
        return default
    if math.isnan(value) or not lowest <= value <= highest:
        raise InvalidInput(f"{field} is {value:g}; allowed is {lowest:g} to {highest:g}", "OUT_OF_RANGE")
    return value


def page_size(value: int, highest: int, default: int) -> int:
    """Return the page size, `default` for 0."""
    return int(within("page_size", value, 1, highest, default))


def request_id(value: str) -> str:
    """Return the id of a mutation; a caller that gives none gets one that never repeats."""
    if len(value) > LONGEST_REQUEST_ID:
        raise InvalidInput(f"request_id has {len(value)} characters; allowed are {LONGEST_REQUEST_ID}", "OUT_OF_RANGE")
    return value or uuid.uuid4().hex


def required(field: str, value: str) -> str:
    """Return a text that may not be empty."""
    if not value:
        raise InvalidInput(f"{field} is empty; it has to be given", "MISSING_FIELD")
    return value


def reason(value: str) -> str:
    """Return the reason of an operation, cut to 500 characters and one line."""
    return " ".join(value.split())[:LONGEST_REASON]
