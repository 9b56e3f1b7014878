"""What of the lab's pair is protected: puts the application and its folder into the pair document before the servers run.

`python -m twinhelm_node.lab.protect APPLICATION MODE` on castor, after `twinhelm pair init`. Once the pair runs, `twinhelm set add`
does it; here it has to be there before the application starts, or that would hold its files open beneath the capture.
"""

import sys
from pathlib import Path

from twinhelm_node.config.load import load_server_configuration
from twinhelm_node.config.pair_changes import with_application, with_set
from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import Application, ProtectedSet
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab import file_service, postgresql

CONFIGURATION = "/srv/twinhelm/etc/twinhelm.toml"
FOLDER = "/srv/data"
SET = "data"


def application(name: str) -> Application | None:
    """Return the definition of an application of the lab; None for `none`. Raises InvalidInput."""
    definitions = {"postgresql": postgresql.application, "files": file_service.application}
    if name == "none":
        return None
    if name not in definitions:
        raise InvalidInput(f"the lab has no application {name!r}; choose postgresql, files or none")
    return definitions[name]()


def main(name: str, mode: str) -> None:
    """Add set and application to the pair document of this server."""
    store = PairStore(Path(load_server_configuration(CONFIGURATION).state_directory) / "pair.json")
    document = with_set(store.load(), ProtectedSet(SET, FOLDER, mode=Mode(mode)))
    protected = application(name)
    if protected is not None:
        document = with_application(document, protected)
    store.save(document)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
