"""What one heartbeat says: who, in which role and generation, and what that server shows of itself."""

from dataclasses import dataclass, field

from twinhelm_node.domain.operations import Operation
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationStatus, SetStatus, SystemFigures


@dataclass(frozen=True, slots=True)
class ServerReport:
    """Figures of the sender. Shown, never used for decisions."""

    version: str = ""
    silent: bool = False
    system: SystemFigures = field(default_factory=SystemFigures)
    sets: tuple[SetStatus, ...] = ()
    applications: tuple[ApplicationStatus, ...] = ()
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """One heartbeat. `number` grows over all links of one control process, so that the newest can be told; see State for the rest."""

    pair_id: str
    server_name: str
    identity: Identity
    role: Role
    generation: int
    active_generation: int
    generation_known: bool
    boot_id: str
    number: int
    replicator_alive: bool
    ready_to_promote: bool
    not_ready_reason: str = ""
    configuration_version: int = 0
    report: ServerReport = field(default_factory=ServerReport)
