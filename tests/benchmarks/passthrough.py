"""libfuse's own example, compiled from the source that libfuse's development package ships: the peer to compare with."""

import shutil
import subprocess
from pathlib import Path

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


def arguments(program: Path, source: str, mountpoint: str) -> list[str]:
    """Its command line: in the foreground, for every user, with the long cache that Twinhelm uses too, with xattrs."""
    return [str(program), "-f", "-o", f"source={source},cache=always,xattr,allow_other", mountpoint]
