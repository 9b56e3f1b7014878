"""What the simulated pair knows of folders, applications, tokens and access: refusals included, so that each can be seen."""

import asyncio

from twinhelm_client.domain.access import AccessKind, AccessTarget
from twinhelm_client.domain.errors import GatewayError, NotFound
from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.domain.protection import ApplicationDefinition, DefinitionParameter, NewApplication, ProtectedSet, SetChecks

FINGERPRINT = "3f9a41c07be2d815" * 4
RELAY_PORTS = (22, 3389, 5900)
FOLDERS = ("/srv/data", "/srv/documents", "/srv/mail", "/var/lib/postgresql/16/main", "/srv")
POSTGRESQL = ApplicationDefinition(
    "postgresql",
    "PostgreSQL database cluster",
    (
        DefinitionParameter("version", "", ("systemd",), ("systemd",)),
        DefinitionParameter("cluster", "main", (), ("systemd",)),
        DefinitionParameter("bin", "", ("commands",), ("commands",)),
        DefinitionParameter("data", "", ("commands",), ("commands",)),
        DefinitionParameter("port", "5432", (), ("systemd", "commands")),
    ),
    ("systemd", "commands"),
    "systemd",
    ("postmaster.pid", "postmaster.opts", "*pg_stat_tmp/*"),
)


def check_folder(new: ProtectedSet, protected: tuple[ProtectedSet, ...], active: str, passive: str) -> SetChecks:
    """Answer as the servers would: castor has a few folders, pollux the same."""
    overlap = next((s for s in protected if _overlap(s.path, new.path)), None)
    if not new.path.startswith("/") or new.path not in FOLDERS:
        words = f"{new.path} is not a folder on this server; make it first or correct the path"
        return SetChecks(False, (Check("folder", Verdict.VETO, words),))
    if overlap is not None:
        words = f"{new.path} overlaps {overlap.path} of the set {overlap.name}; two sets may not contain each other"
        return SetChecks(False, (Check("folder", Verdict.VETO, words),))
    if any(s.name == new.name for s in protected):
        words = f"a set called {new.name} exists already; choose another name or remove that one"
        return SetChecks(False, (Check("folder", Verdict.VETO, words),))
    filters = f"filters: without {', '.join(new.exclude)}" if new.exclude else "no filters: everything in it is protected"
    checks = [
        Check("folder", Verdict.OK, f"{new.path} is a folder on {active}"),
        Check("overlap", Verdict.OK, "it contains no other set and none of Twinhelm's own files beside 1 other set"),
        Check("filters", Verdict.OK, filters),
        Check("open_files", Verdict.OK, "no program has files in it open"),
        Check("size", Verdict.OK, "it holds 38.2 GB in 214,806 files to copy"),
        Check("passive", Verdict.OK, f"{new.path} is on {passive} too"),
    ]
    if new.path == "/srv/mail":
        words = f"imapd (2188) has files in {new.path} open, and what it writes there would not be captured; stop it until the folder is "
        checks[3] = Check("open_files", Verdict.VETO, f"{words}protected")
    space = "its disk there has 1520 GB free of 2000 GB" if passive == "pollux" else "its disk there has 530 GB free of 1000 GB"
    checks.append(Check("space", Verdict.OK, space))
    return SetChecks(all(c.verdict is not Verdict.VETO for c in checks), tuple(checks))


def require_application(new: NewApplication, names: tuple[str, ...]) -> str:
    """Refuse what the servers would refuse; returns the name."""
    if new.definition != POSTGRESQL.name:
        raise NotFound(f"there is no definition called {new.definition}; there are: postgresql", "UNKNOWN_APPLICATION")
    missing = POSTGRESQL.missing(new.parameters, new.parameters.get("driver", POSTGRESQL.default_driver))
    if missing:
        raise GatewayError(f"postgresql needs the parameter '{missing[0]}'; give it", "BAD_PARAMETER")
    name = new.name or new.definition
    if name in names:
        raise GatewayError(f"an application called {name} exists already; choose another name", "NAME_TAKEN")
    return name


def require_port(target: AccessTarget, servers: tuple[str, ...]) -> None:
    """Refuse a port that is not on the pair's list."""
    if target.server not in servers:
        raise GatewayError(f"there is no server {target.server} in this pair; it has {' and '.join(servers)}", "UNKNOWN_SERVER")
    if target.port not in RELAY_PORTS:
        allowed = ", ".join(str(port) for port in RELAY_PORTS)
        raise GatewayError(
            f"port {target.port} is not on the list of this pair, which has {allowed}; an admin adds it: twinhelm relay allow",
            "NOT_ALLOWED",
        )


class DemoTunnel:
    """A server that greets like an SSH server and sends back what it gets."""

    def __init__(self, target: AccessTarget) -> None:
        self._back: asyncio.Queue[bytes] = asyncio.Queue(8)
        self._ended = False
        if target.kind is AccessKind.SSH:
            self._back.put_nowait(b"SSH-2.0-Twinhelm_demo\r\n")

    @property
    def link(self) -> str:
        """The heartbeat link that carries it."""
        return "hb0"

    async def read(self) -> bytes:
        """Return what came, empty at the far side's end."""
        if self._ended:
            return b""
        data = await self._back.get()
        self._ended = not data
        return data

    async def write(self, data: bytes) -> None:
        """Send; waits while the far side does not read."""
        await self._back.put(data)

    async def end(self) -> None:
        """Close our direction: this server closes its own then."""
        await self._back.put(b"")

    async def close(self) -> None:
        """Break the connection off."""
        self._ended = True


def _overlap(one: str, other: str) -> bool:
    first, second = f"{one.rstrip('/')}/", f"{other.rstrip('/')}/"
    return first.startswith(second) or second.startswith(first)
