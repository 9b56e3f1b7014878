"""Fixtures of the network tests: everything happens in namespaces that the test makes and that vanish with it."""

from collections.abc import Callable, Iterator

import pytest

from tests.node.network.segment import Segment


@pytest.fixture
def segment(requires: Callable[..., None]) -> Iterator[Segment]:
    requires("ip", "nsenter", "nft", "ping", root=True)
    try:
        made = Segment()
    except OSError as error:
        pytest.skip(f"this kernel or container forbids network namespaces ({error})")
    yield made
    made.close()
