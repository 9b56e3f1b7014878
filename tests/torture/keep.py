"""Keeps what is needed to study a round that failed: logs, events, journals, the memory of both servers; not the protected files."""

import shutil
from pathlib import Path

from tests.torture.disks import order_on
from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab


def keep_round(lab: Lab, target: Path, story: str) -> None:
    """Copy it all to `target`, which is made anew; `story` goes beside it."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / "story.txt").write_text(story + "\n", encoding="utf-8")
    shutil.copytree(Path(lab.directory) / "log", target / "log", ignore_dangling_symlinks=True)
    for server in layout.SERVERS:
        state = lab.disk(server) / "state"
        for path in sorted(state.glob("*.json*")):
            shutil.copy(path, _directory(target / server) / path.name)
        # Not the quarantine: it holds whole files.
        shutil.copytree(state / "sets", target / server / "sets", ignore=shutil.ignore_patterns("quarantine"))
        (target / server / "order.txt").write_text(f"{order_on(lab, server)}\n", encoding="utf-8")


def _directory(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
