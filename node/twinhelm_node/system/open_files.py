"""Which programs have files of a folder open: what they write goes past a capture that is mounted over it later."""

import os
from collections.abc import Iterator
from pathlib import Path

MOST = 20


def programs_with_open_files(folder: str, proc: Path = Path("/proc")) -> tuple[str, ...]:
    """Return "name (pid)" of the programs that have a file in `folder` open, mapped, or stand in it; at most 20. See proc(5).

    Programs in other mount namespaces count too: a folder that is shared with them is the same folder. Ourselves we leave out.
    """
    real = os.path.realpath(folder)
    found = []
    for entry in proc.iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        if any(_inside(path, real) for path in _paths(entry)):
            found.append(f"{_name(entry)} ({entry.name})")
            if len(found) >= MOST:
                break
    return tuple(found)


def _paths(process: Path) -> Iterator[str]:
    """Yield what a process holds; one that ends meanwhile, or belongs to somebody else, holds nothing we could see."""
    for link in ("cwd", "root"):
        try:
            yield os.readlink(process / link)
        except OSError:
            continue
    try:
        for descriptor in os.listdir(process / "fd"):
            try:
                yield os.readlink(process / "fd" / descriptor)
            except OSError:
                continue
        # address perms offset dev inode path
        for line in (process / "maps").read_text(errors="surrogateescape").splitlines():
            fields = line.split(maxsplit=5)
            if len(fields) == 6:
                yield fields[5]
    except OSError:
        return


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip()
    except OSError:
        return "a program"
