"""The layers of ARCHITECTURE.md are watched: each rule, broken on purpose in a copy of the tree, is noticed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BREACHES = {
    "grpc in a feature": ("node/twinhelm_node/domain/breach.py", "import grpc"),
    "generated code in a feature": ("node/twinhelm_node/journal/breach.py", "from twinhelm.peer.v1 import channel_service_pb2"),
    "a subprocess outside system": ("node/twinhelm_node/lab/breach.py", "import subprocess"),
    "a clock in the values": ("node/twinhelm_node/domain/breach.py", "import time"),
    "randomness in the decisions": ("node/twinhelm_node/failover/decide.py", "import random"),
    "the node in the console": ("client/twinhelm_client/breach.py", "import twinhelm_node.domain"),
    "the console in the node": ("node/twinhelm_node/cli/breach.py", "import twinhelm_client"),
    "grpc in a page": ("client/twinhelm_client/pages/breach.py", "import grpc"),
    "Qt below the bridge": ("client/twinhelm_client/rpc/breach.py", "import PySide6.QtCore"),
    "a feature that knows the composition root": ("node/twinhelm_node/journal/breach.py", "import twinhelm_node.control"),
}


def contracts(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of pyproject.toml on `tree`, which comes first on the path."""
    path = [str(tree / name) for name in ("client", "node", "protos", "resources")]
    program = f"import sys; sys.path[:0] = {path!r}; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--config", str(tree / "pyproject.toml"), "--no-cache"],
        cwd=tree, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources that a test may damage."""
    source = Path(__file__).resolve().parents[2]
    target = tmp_path_factory.mktemp("tree")
    for name in ("client", "node", "protos", "resources"):
        shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.c"))
    shutil.copy(source / "pyproject.toml", target)
    return target


def test_the_tree_keeps_its_layers(copy: Path) -> None:
    result = contracts(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_noticed(copy: Path, breach: str) -> None:
    where, line = BREACHES[breach]
    file = copy / where
    before = file.read_text() if file.exists() else None
    file.write_text((before or '"""Breaks a rule."""\n') + f"\n{line}\n")
    try:
        result = contracts(copy)
    finally:
        file.unlink() if before is None else file.write_text(before)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout
