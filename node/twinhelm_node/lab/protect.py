"""Puts the application of the lab into the pair document, before the servers run: `python -m twinhelm_node.lab.protect APPLICATION`.

The lab's applications are driven by commands of the lab's own, so `twinhelm pair init --application` does not know them.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from twinhelm_node.config.load import load_server_configuration
from twinhelm_node.config.pair_changes import with_application
from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import Application
from twinhelm_node.lab import file_service, postgresql

CONFIGURATION = "/srv/twinhelm/etc/twinhelm.toml"
FOLDER = "/srv/data"
SET = "data"


def application(name: str) -> Application | None:
    """Return the definition of an application of the lab; None for `none`. Raises InvalidInput."""
    definitions: dict[str, Callable[[], Application]] = {
        "postgresql": postgresql.application,
        "files": file_service.application,
        "sqlite": lambda: file_service.application("sqlite"),
    }
    if name == "none":
        return None
    if name not in definitions:
        raise InvalidInput(f"the lab has no application {name!r}; choose postgresql, files, sqlite or none")
    return definitions[name]()


def main(name: str) -> None:
    """Add the application to the pair document of this server."""
    protected = application(name)
    if protected is not None:
        store = PairStore(Path(load_server_configuration(CONFIGURATION).state_directory) / "pair.json")
        store.save(with_application(store.load(), protected))


if __name__ == "__main__":
    main(sys.argv[1])
