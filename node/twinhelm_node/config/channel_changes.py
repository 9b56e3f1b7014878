"""Changes to what the pair document says of the channel of the whole pair. Pure."""

from dataclasses import replace

from twinhelm_node.domain.bandwidth import parse_schedule
from twinhelm_node.domain.pair import PairDocument


def with_bandwidth(document: PairDocument, text: str) -> PairDocument:
    """Return the document with another cap that all sets share; empty or "unlimited": none. Reason BAD_BANDWIDTH."""
    return replace(document, version=document.version + 1, bandwidth=str(parse_schedule(text)))
