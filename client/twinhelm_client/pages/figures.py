"""The small figures at the right of the pages in the sidebar."""

from twinhelm_client.domain import text
from twinhelm_client.domain.language import translate
from twinhelm_client.pages.page import PageParts


def pairs_known(parts: PageParts) -> str:
    """How many pairs the fleet has: "42 pairs"; nothing while there is only one."""
    number = len(parts.fleet.model.pairs) if parts.fleet is not None else 0
    return text.count(number, translate("Fleet", "pair"), translate("Fleet", "pairs")) if number > 1 else ""


def lag(parts: PageParts) -> str:
    """How old the oldest change is that the passive does not hold: "0.2 s"."""
    status = parts.live.status
    return text.seconds(status.unsafe_queue.oldest_age_s) if status is not None and status.sets else ""
