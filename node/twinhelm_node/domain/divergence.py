"""What a former active never sent: kept aside on that server before its files were made equal to the new active's."""

from dataclasses import dataclass

MOST_PATHS = 1000


@dataclass(frozen=True, slots=True)
class Divergence:
    """One archive. `paths` are at most MOST_PATHS of the `paths_total` that its entries touched; `generation` captured them."""

    set_name: str
    generation: int
    entries: int
    paths: tuple[str, ...]
    paths_total: int
    folder: str


@dataclass(frozen=True, slots=True)
class PairDivergences:
    """The archives of both servers, with the server's name; `not_answering` could not be asked."""

    kept: tuple[tuple[str, Divergence], ...]
    not_answering: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was taken out of an archive: `files` with content, `entries` listed."""

    files: int
    entries: int
    bytes: int
