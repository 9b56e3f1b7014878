"""Who may call what on the admin API: one line a method. A method that is not listed is refused to everybody but admins."""

from dataclasses import dataclass

from twinhelm_node.domain.pair import UserRole

RANK = {UserRole.VIEWER: 1, UserRole.OPERATOR: 2, UserRole.ADMIN: 3}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a method demands. `role` None: no credentials; `audited`: every call is written to the audit log, not only refusals."""

    role: UserRole | None
    audited: bool = False


UNLISTED = Rule(UserRole.ADMIN, audited=True)
_LOOK = Rule(UserRole.VIEWER)
_OPERATE = Rule(UserRole.OPERATOR, audited=True)
_ADMINISTER = Rule(UserRole.ADMIN, audited=True)

_ADMIN_RULES = {
    "StatusService/GetPairStatus": _LOOK,
    "StatusService/WatchPairStatus": _LOOK,
    "StatusService/GetQueueHistory": _LOOK,
    "QueueService/ListQueueHead": _LOOK,
    "RoleService/CheckSwitchover": _LOOK,
    "RoleService/StartSwitchover": _OPERATE,
    "RoleService/StartFailover": _OPERATE,
    "OperationService/GetOperation": _LOOK,
    "OperationService/ListOperations": _LOOK,
    "OperationService/WatchOperation": _LOOK,
    "OperationService/CancelOperation": _OPERATE,
    "SetService/ListSets": _LOOK,
    "SetService/CheckSet": Rule(UserRole.ADMIN),  # it tells about folders of the server
    "SetService/ListDivergences": _LOOK,
    "SetService/AddSet": _ADMINISTER,
    "SetService/ChangeSet": _ADMINISTER,
    "SetService/RemoveSet": _ADMINISTER,
    "ChannelService/GetChannel": _LOOK,
    "ChannelService/ChangeChannel": _ADMINISTER,
    "UserService/SignIn": Rule(None, audited=True),
    "UserService/ListUsers": Rule(UserRole.ADMIN),
    "UserService/AddUser": _ADMINISTER,
    "UserService/RemoveUser": _ADMINISTER,
    "UserService/IssueAccessToken": _ADMINISTER,
    "UserService/ListAccessTokens": Rule(UserRole.ADMIN),
    "UserService/RevokeAccessTokens": _ADMINISTER,
    "ApplicationService/ListApplications": _LOOK,
    "ApplicationService/StartApplication": _OPERATE,
    "ApplicationService/StopApplication": _OPERATE,
    "ApplicationService/ListApplicationDefinitions": _LOOK,
    "ApplicationService/AddApplication": _ADMINISTER,
    "ApplicationService/RemoveApplication": _ADMINISTER,
    "PairingService/CreateJoinToken": _ADMINISTER,
    "VerifyService/StartVerification": _OPERATE,
    "VerifyService/ListVerifications": _LOOK,
    "VerifyService/PauseVerification": _OPERATE,
    "VerifyService/ResumeVerification": _OPERATE,
    "VerifyService/CancelVerification": _OPERATE,
    "VerifyService/SetVerificationRate": _OPERATE,
    "VerifyService/ListFiles": _LOOK,
    "VerifyService/GetFile": _LOOK,
    "VerifyService/ListFindings": _LOOK,
    "VerifyService/ListOrphans": _LOOK,
    "VerifyService/RestoreOrphan": _ADMINISTER,
    "VerifyService/DeleteOrphan": _ADMINISTER,
    "VerifyService/ExtractDivergence": _ADMINISTER,
    "RelayService/Open": _OPERATE,
    "RelayService/ListPorts": _LOOK,
    "RelayService/AllowPort": _ADMINISTER,
    "RelayService/RefusePort": _ADMINISTER,
    "RelayService/AddConsole": _ADMINISTER,
    "RelayService/RemoveConsole": _ADMINISTER,
    "EventService/ListEvents": _LOOK,
    "EventService/WatchEvents": _LOOK,
}
RULES = {f"/twinhelm.admin.v1.{method}": rule for method, rule in _ADMIN_RULES.items()} | {
    # Standard health carries nothing but "serving", and load balancers and probes have no user.
    "/grpc.health.v1.Health/Check": Rule(None),
    "/grpc.health.v1.Health/Watch": Rule(None),
    "/grpc.health.v1.Health/List": Rule(None),
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": _LOOK,
}


def rule(method: str) -> Rule:
    """Return the rule of a full method name ("/package.Service/Method")."""
    return RULES.get(method, UNLISTED)


def allows(role: UserRole, demanded: UserRole) -> bool:
    """True when `role` includes `demanded` (an admin may all that an operator may)."""
    return RANK[role] >= RANK[demanded]
