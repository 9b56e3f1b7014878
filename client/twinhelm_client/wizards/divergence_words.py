"""What is kept aside, as points that a wizard shows."""

from twinhelm_client.domain import text
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.domain.protection import Divergence, Divergences

_NEWEST = 4


def divergence_checks(found: Divergences, before_generation: int) -> tuple[Check, ...]:
    """Name the archives of the generation right before this one first; at most a few."""
    newest = sorted(found.kept, key=lambda one: -one.generation)[:_NEWEST]
    checks = [Check("divergence", Verdict.HINT, _sentence(one)) for one in newest if one.generation < before_generation]
    silent = translate("Divergence", "{0} could not be asked what it keeps aside")
    checks += [Check("divergence", Verdict.HINT, silent.format(name)) for name in found.not_answering]
    return tuple(checks)


def _sentence(one: Divergence) -> str:
    entries = text.count(one.entries, translate("Divergence", "entry"), translate("Divergence", "entries"))
    shown = ", ".join(one.paths[:2])
    if one.paths_total > 2:
        shown = translate("Divergence", "{0} and {1} more").format(shown, one.paths_total - 2)
    words = translate("Divergence", "{0} of generation {1} were never sent and are kept on {2} in {3}: {4}")
    return words.format(entries, one.generation, one.server, one.folder, shown)
