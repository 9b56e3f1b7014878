"""libfuse's own example, compiled from the source that libfuse's development package ships: the peer to compare with.

Run as a program it becomes the mounted example: `python -m tests.benchmarks.passthrough PROGRAM SOURCE MOUNTPOINT USER XATTR|NO_XATTR`.
"""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from twinhelm_node.system.mounts import mount

# Debian installs the examples as documentation; a slim image may have left them out.
SOURCES = (
    Path("/usr/share/doc/libfuse3-dev/examples/passthrough_ll.c"),
    Path("/usr/share/doc/fuse3-devel/example/passthrough_ll.c"),
)


def compile_example(directory: Path) -> Path | None:
    """Return the compiled `passthrough_ll`, or None where its source or a compiler is missing."""
    source = next((path for path in SOURCES if path.exists()), None)
    if source is None or shutil.which("gcc") is None or shutil.which("pkg-config") is None:
        return None
    directory.mkdir(parents=True, exist_ok=True)
    program = directory / "passthrough_ll"
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "fuse3"], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(["gcc", "-O2", "-w", "-I", str(source.parent), str(source), "-o", str(program), *flags], check=True)
    return program


def serve(program: Path, source: str, mountpoint: str, user: str, xattr: str) -> None:
    """Become the example, mounted for every user, with the long cache that Twinhelm uses too; `xattr` or `no_xattr`.

    Without xattrs, which Twinhelm has, the kernel never asks for security.capability before a write.

    The example makes every new file its own user's, so it has to run as the user who works below `mountpoint`. That user may
    not open /dev/fuse everywhere: root opens and mounts it, and hands it over (libfuse takes /dev/fd/N for a mountpoint).
    """
    descriptor = os.open("/dev/fuse", os.O_RDWR)
    mount("passthrough_ll", mountpoint, "fuse", data=f"fd={descriptor},rootmode=40000,user_id=0,group_id=0,allow_other")
    os.set_inheritable(descriptor, True)
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.execv(program, [str(program), "-f", "-o", f"source={source},cache=always,{xattr}", f"/dev/fd/{descriptor}"])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), *sys.argv[2:6])
