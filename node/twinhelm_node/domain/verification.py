"""How far the comparison of a set with its copy is."""

from dataclasses import dataclass

from twinhelm_node.domain.status import SetState


@dataclass(frozen=True, slots=True)
class Verification:
    """One set. The counters are what checks and copies have done since the active became active; `sent` is content before compression."""

    set_name: str
    state: SetState
    detail: str = ""
    progress_ratio: float = 0.0
    visited_objects: int = 0
    compared_bytes: int = 0
    sent_bytes: int = 0
