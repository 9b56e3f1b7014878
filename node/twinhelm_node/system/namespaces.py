"""Linux namespaces: leave them, join them, map a user into them. See namespaces(7), user_namespaces(7)."""

import ctypes
import os
from pathlib import Path

from twinhelm_node.domain.errors import NotReady

NEWNS = 0x00020000
NEWUTS = 0x04000000
NEWIPC = 0x08000000
NEWUSER = 0x10000000
NEWPID = 0x20000000
NEWNET = 0x40000000

_PR_SET_NAME = 15
_libc = ctypes.CDLL(None, use_errno=True)


def unshare(flags: int) -> None:
    """Move this thread (for NEWPID: its children) into new namespaces. Raises OSError."""
    if _libc.unshare(flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"unshare: {os.strerror(number)}")


def join(descriptor: int, kind: int = 0) -> None:
    """Move this thread (for a PID namespace: its children) into the namespace a descriptor stands for. Raises OSError."""
    if _libc.setns(descriptor, kind) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"setns: {os.strerror(number)}")


def unshare_user() -> None:
    """Move into a new user namespace in which the caller is root and the only user. Raises NotReady with the way to allow it."""
    user, group = os.geteuid(), os.getegid()
    try:
        unshare(NEWUSER)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    except OSError as error:
        raise NotReady(f"{how_to_allow_users()} ({error})", "NAMESPACES_FORBIDDEN") from error


def how_to_allow_users() -> str:
    """Return the sentence that tells how to let users make namespaces on this kernel."""
    for setting, forbidding, command in (
        ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
        ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=10000"),
    ):
        try:
            value = Path("/proc/sys", setting).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if value == forbidding:
            return f"This kernel does not let users make namespaces; run as root: {command}, or run the lab as root"
    return "Something forbids namespaces here; in a container start it with --privileged, otherwise run the lab as root"


def set_process_name(name: str) -> None:
    """Let ps and top call this process by a name of at most 15 bytes. See prctl(2), PR_SET_NAME."""
    _libc.prctl(_PR_SET_NAME, name.encode()[:15], 0, 0, 0)


def set_host_name(name: str) -> None:
    """Name this UTS namespace. Raises OSError."""
    encoded = name.encode()
    if _libc.sethostname(encoded, len(encoded)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"sethostname: {os.strerror(number)}")
