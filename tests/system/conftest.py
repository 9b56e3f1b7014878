"""One lab for a whole module of tests; each test finds the pair whole, and leaves it so or fails."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.far_ends import screen, sshd, xrdp
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_load import ConfirmedLoad
from twinhelm_node.lab.demo_run import administrator, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up

WHOLE_TIMEOUT_S = 120.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.system)
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="module")
def lab(requires: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A pair with PostgreSQL, mode async, that is up and whole."""
    requires("nft", "ip", "rsync", "fusermount3", device="/dev/fuse", root=True)
    running = Lab(tmp_path_factory.mktemp("lab") / "lab")
    try:
        bring_up(running, application="postgresql", mode=Mode.ASYNC, console_port=0)
        yield running
    finally:
        running.down()


@pytest.fixture(scope="module")
def client(lab: Lab) -> Iterator[AdminClient]:
    """The admin API through the service address."""
    with administrator(lab) as found:
        yield found


@pytest.fixture
def pair(lab: Lab, client: AdminClient) -> Iterator[tuple[str, str]]:
    """The names of the active and the passive of a pair that is whole before the test, and whole again after it."""
    view = wait_for_view(client, "a whole pair", is_whole, WHOLE_TIMEOUT_S)
    names = {server.role: server.name for server in view.servers}
    yield names[Role.ACTIVE], names[Role.PASSIVE]
    wait_for_view(client, "a whole pair after the test", is_whole, WHOLE_TIMEOUT_S)


@pytest.fixture
def load(lab: Lab, request: pytest.FixtureRequest) -> Iterator[ConfirmedLoad]:
    """The client on the workstation, which has confirmed its first commits."""
    # Every test has numbers of its own: rows of the tests before stay in the table.
    first = 1 + 100_000_000 * (request.session.items.index(request.node) + 1)
    with ConfirmedLoad(lab, first) as running:
        running.wait_for_commits(20, 60.0)
        yield running


@pytest.fixture
def ssh(lab: Lab, pair: tuple[str, str], requires: Callable[..., None], tmp_path: Path) -> Iterator[list[str]]:
    """An sshd on the passive, and the arguments with which the user's ssh signs in there."""
    requires("sshd", "ssh", "ssh-keygen")
    with sshd(lab, pair[1], tmp_path) as arguments:
        yield arguments


@pytest.fixture
def rdp(lab: Lab, pair: tuple[str, str], requires: Callable[..., None]) -> Iterator[Callable[[], str]]:
    """An xrdp on the passive, and what its log says."""
    requires("xrdp", "openssl")
    with xrdp(lab, pair[1]) as log:
        yield log


@pytest.fixture
def display(requires: Callable[..., None]) -> Iterator[str]:
    """A screen for a viewer that asks for one."""
    requires("Xvfb")
    with screen() as name:
        yield name
