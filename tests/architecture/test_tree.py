"""The shape of the repository: what lies at the top, what every file begins with, what no file may contain."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

TOP = {
    "client", "node", "protos", "tests", "resources", "pyproject.toml", "setup.py", "dev", ".ci", ".gitignore",
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE",
}  # fmt: skip


@pytest.fixture
def tracked(repository: Path) -> list[Path]:
    """Every file under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := repository / name).is_file()]


def is_written_by_hand(path: Path) -> bool:
    return "_pb2" not in path.name


def test_nothing_else_lies_at_the_top(repository: Path, tracked: list[Path]) -> None:
    assert {path.relative_to(repository).parts[0] for path in tracked} <= TOP


def test_every_module_says_what_it_is_in_its_first_line(tracked: list[Path]) -> None:
    silent = [
        str(path) for path in tracked
        if path.suffix == ".py" and is_written_by_hand(path) and not ast.get_docstring(ast.parse(path.read_text()))
    ]  # fmt: skip
    assert silent == []


def test_no_file_is_a_drawer_for_everything(tracked: list[Path]) -> None:
    assert [str(path) for path in tracked if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


def test_every_package_is_one(repository: Path) -> None:
    roots = [repository / "client/twinhelm_client", repository / "node/twinhelm_node", repository / "resources/twinhelm_resources"]
    folders = {module.parent for root in roots for module in root.rglob("*.py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_no_address_of_one_machine_is_written_down(repository: Path, tracked: list[Path]) -> None:
    """No home directory and no package registry: the tree must work wherever it is cloned."""
    pattern = re.compile(rb"/home/[a-z]+/|/root/|" + re.escape(bytes(repository)) + rb"/|pypi\.org|files\.pythonhosted|registry\.npmjs")
    found = [str(path) for path in tracked if path != Path(__file__).resolve() and pattern.search(path.read_bytes())]
    assert found == []


def test_scripts_can_be_run(repository: Path) -> None:
    for name in ("dev", ".ci/run"):
        assert (repository / name).stat().st_mode & 0o111, f"{name} is not executable"
        subprocess.run(["sh", "-n", str(repository / name)], check=True)
