"""Changes to the pair document: pure functions from one version to the next, each refusing what would not work."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from twinhelm_node.domain.bandwidth import parse_schedule
from twinhelm_node.domain.errors import AlreadyExists, InvalidInput, NotFound, NotReady
from twinhelm_node.domain.pair import AccessToken, Application, PairDocument, ProtectedSet, User, UserRole
from twinhelm_node.domain.verification import SMALLEST_RATE_BYTES_PER_S
from twinhelm_node.system.mount_table import SHARED_KINDS, Mount, beneath, read_mounts, share_files

SET_NAME = re.compile(r"[a-z0-9-]{1,63}")
USER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,62}")
SMALLEST_QUOTA_BYTES = 64 * 1024**2
LARGEST_LIMIT_BYTES = 2**60
MOST_ORPHAN_DAYS = 36_500
LONGEST_PATTERN = 1024
MOST_TOKENS = 20
SYSTEM_FOLDERS = frozenset({"/", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/tmp", "/usr"})  # noqa: S108
Named = TypeVar("Named", ProtectedSet, Application, User)


def with_set(
    document: PairDocument, new: ProtectedSet, *, reserved: Sequence[str] = (), mounts: Callable[[], Sequence[Mount]] = read_mounts
) -> PairDocument:
    """Add a protected set. `reserved` are Twinhelm's own directories, which must not be captured.

    Reasons: NAME_TAKEN, BAD_NAME, PATH_MISSING, PATH_OVERLAPS, PATH_READ_ONLY, PATH_SHARED, BAD_FILTER, BAD_QUOTA, BAD_FLOOR.
    """
    if SET_NAME.fullmatch(new.name) is None:
        raise InvalidInput(f"the name {new.name!r} is not allowed; use 1 to 63 lower-case letters, digits and hyphens", "BAD_NAME")
    if any(one.name == new.name for one in document.sets):
        raise AlreadyExists(f"a set called {new.name} exists already; choose another name or remove that one", "NAME_TAKEN")
    path, mounted = _checked_path(new.path), mounts()
    _check_file_system(path, beneath(path, mounted))
    for one in document.sets:
        if _overlap(path, one.path) or share_files(path, os.path.realpath(one.path), mounted):
            raise InvalidInput(f"{path} overlaps {one.path} of the set {one.name}; two sets may not contain each other", "PATH_OVERLAPS")
    for directory in reserved:
        if _overlap(path, directory) or share_files(path, os.path.realpath(directory), mounted):
            raise InvalidInput(f"{path} overlaps {directory}, where Twinhelm keeps its own files; protect another folder", "PATH_OVERLAPS")
    for pattern in (*new.include, *new.exclude):
        _check_pattern(pattern)
    check_limits(new)
    bandwidth = str(parse_schedule(new.bandwidth))
    return replace(document, version=document.version + 1, sets=(*document.sets, replace(new, path=path, bandwidth=bandwidth)))


def check_limits(one: ProtectedSet) -> None:
    """Refuse limits of the unsafe queue that make no sense. Reasons: BAD_QUOTA, BAD_FLOOR."""
    if not SMALLEST_QUOTA_BYTES <= one.quota_bytes <= LARGEST_LIMIT_BYTES:
        raise InvalidInput(f"the quota is {one.quota_bytes} bytes; it must be at least {SMALLEST_QUOTA_BYTES} (64 MiB)", "BAD_QUOTA")
    if not 0 <= one.floor_bytes <= LARGEST_LIMIT_BYTES:
        raise InvalidInput(f"the floor is {one.floor_bytes} bytes; it is what stays free on the queue's disk, 0 or more", "BAD_FLOOR")
    check_rate(one.check_rate_bytes_per_s)
    if not 0 <= one.orphan_days <= MOST_ORPHAN_DAYS or not 0 <= one.orphan_bytes <= LARGEST_LIMIT_BYTES:
        raise InvalidInput(
            f"the quarantine is to keep {one.orphan_days} days and {one.orphan_bytes} bytes; say 0 for no limit, at most "
            f"{MOST_ORPHAN_DAYS} days",
            "BAD_LIMIT",
        )


def check_rate(rate_bytes_per_s: int) -> None:
    """Refuse a rate of checks at which they would stand still. Reason BAD_RATE."""
    if rate_bytes_per_s and not SMALLEST_RATE_BYTES_PER_S <= rate_bytes_per_s <= LARGEST_LIMIT_BYTES:
        raise InvalidInput(
            f"a check at {rate_bytes_per_s} bytes a second would hardly move; give at least {SMALLEST_RATE_BYTES_PER_S} (64 KiB), "
            "or 0 for no limit",
            "BAD_RATE",
        )


def without_set(document: PairDocument, name: str) -> PairDocument:
    """Remove a protected set; raises NotFound."""
    return replace(document, version=document.version + 1, sets=_without(document.sets, name, "set"))


def with_user(document: PairDocument, user: User) -> PairDocument:
    """Add a user, or replace the one of that name; refused when that would leave no admin."""
    if USER_NAME.fullmatch(user.name) is None:
        raise InvalidInput(f"the user name {user.name!r} is not allowed; use 1 to 63 letters, digits and . _ @ -", "BAD_NAME")
    users = (*(one for one in document.users if one.name != user.name), user)
    _require_admin(document.users, users)
    return replace(document, version=document.version + 1, users=users)


def without_user(document: PairDocument, name: str) -> PairDocument:
    """Remove a user with his tokens; raises NotFound, and NotReady (LAST_ADMIN) for the last admin."""
    users = _without(document.users, name, "user")
    _require_admin(document.users, users)
    tokens = tuple(one for one in document.tokens if one.user != name)
    return replace(document, version=document.version + 1, users=users, tokens=tokens)


def with_token(document: PairDocument, token: AccessToken) -> PairDocument:
    """Add a token of a user, and forget those that have expired. Reasons: UNKNOWN_USER, TOO_MANY_TOKENS."""
    _without(document.users, token.user, "user")
    kept = tuple(one for one in document.tokens if one.expires_ns > token.issued_ns)
    if sum(one.user == token.user for one in kept) >= MOST_TOKENS:
        raise NotReady(f"{token.user} has {MOST_TOKENS} tokens already; revoke those that nobody uses", "TOO_MANY_TOKENS")
    return replace(document, version=document.version + 1, tokens=(*kept, token))


def without_tokens(document: PairDocument, user: str, token_id: str = "") -> PairDocument:
    """Remove one token of a user, or all of them; raises NotFound (UNKNOWN_TOKEN) when there is none."""
    kept = tuple(one for one in document.tokens if one.user != user or (token_id and one.id != token_id))
    if len(kept) == len(document.tokens):
        which = f"no token {token_id}" if token_id else "no token"
        raise NotFound(f"{user} has {which}; 'twinhelm user token {user} --list' shows what there is", "UNKNOWN_TOKEN")
    return replace(document, version=document.version + 1, tokens=kept)


def with_application(document: PairDocument, new: Application) -> PairDocument:
    """Add a protected application; raises AlreadyExists (NAME_TAKEN), and InvalidInput (BAD_NAME)."""
    if SET_NAME.fullmatch(new.name) is None:
        raise InvalidInput(f"the name {new.name!r} is not allowed; use 1 to 63 lower-case letters, digits and hyphens", "BAD_NAME")
    if any(one.name == new.name for one in document.applications):
        raise AlreadyExists(f"an application called {new.name} exists already; choose another name", "NAME_TAKEN")
    return replace(document, version=document.version + 1, applications=(*document.applications, new))


def without_application(document: PairDocument, name: str) -> PairDocument:
    """Remove a protected application; raises NotFound."""
    return replace(document, version=document.version + 1, applications=_without(document.applications, name, "application"))


def _checked_path(path: str) -> str:
    """Return the folder with symbolic links resolved; the mount goes over the real one."""
    if not path.startswith("/") or "\0" in path:
        raise InvalidInput(f"{path!r} is not an absolute path; write it from / on", "PATH_MISSING")
    real = os.path.realpath(path)
    if not os.path.isdir(real):
        raise InvalidInput(f"{path} is not a folder on this server; make it first or correct the path", "PATH_MISSING")
    if real in SYSTEM_FOLDERS:
        raise InvalidInput(
            f"{real} belongs to the operating system and differs between the servers; protect a folder of data", "PATH_OVERLAPS"
        )
    return real


def _check_file_system(path: str, mount: Mount | None) -> None:
    if mount is not None and mount.kind in SHARED_KINDS:
        raise InvalidInput(
            f"{path} is on {mount.kind}, where other machines can change files and this server does not see it; protect a folder of a "
            "local disk",
            "PATH_SHARED",
        )
    if mount is not None and mount.read_only:
        raise InvalidInput(
            f"{path} is mounted read-only on this server; mount it writable (mount -o remount,rw {mount.point})", "PATH_READ_ONLY"
        )


def _overlap(one: str, other: str) -> bool:
    first, second = os.path.realpath(one), os.path.realpath(other)
    return os.path.commonpath((first, second)) in {first, second}


def _check_pattern(pattern: str) -> None:
    def refuse(why: str) -> None:
        raise InvalidInput(
            f"the filter {pattern!r} {why}; write a name such as '*.tmp' or a path below the folder such as 'cache/*'", "BAD_FILTER"
        )

    if not pattern or len(pattern) > LONGEST_PATTERN:
        refuse(f"has {len(pattern)} characters")
    if pattern.startswith("/"):
        refuse("begins with '/'")
    if any(part in {"", ".", ".."} for part in pattern.split("/")):
        refuse("has an empty part, '.' or '..'")
    if any(ord(character) < 32 or ord(character) == 127 for character in pattern):
        refuse("contains a control character")
    rest = pattern
    while "[" in rest:
        _, _, rest = rest.partition("[")
        end = rest.find("]", 2 if rest.startswith("!") else 1)
        if end < 0:
            refuse("has a '[' without its ']'")
        rest = rest[end + 1 :]


def _without(things: tuple[Named, ...], name: str, word: str) -> tuple[Named, ...]:
    kept = tuple(one for one in things if one.name != name)
    if len(kept) == len(things):
        known = ", ".join(one.name for one in things) or "none"
        raise NotFound(f"there is no {word} called {name}; there are: {known}", f"UNKNOWN_{word.upper()}")
    return kept


def _require_admin(before: tuple[User, ...], after: tuple[User, ...]) -> None:
    if any(user.role is UserRole.ADMIN for user in before) and not any(user.role is UserRole.ADMIN for user in after):
        raise NotReady("this is the last admin; make another user admin first", "LAST_ADMIN")
