"""Where one set's files are in the state directory."""

from dataclasses import dataclass
from pathlib import Path

from twinhelm_node.system.files import make_private_directory


@dataclass(frozen=True, slots=True)
class SetLayout:
    """Paths below `<state_directory>/sets/<name>/`."""

    root: Path

    @property
    def unsafe(self) -> Path:
        """Segments of the unsafe queue."""
        return self.root / "unsafe"

    @property
    def safe(self) -> Path:
        """Segments of the safe queue."""
        return self.root / "safe"

    @property
    def progress(self) -> Path:
        """How far the tree is."""
        return self.root / "progress"

    @property
    def origin(self) -> Path:
        """Which history the tree belongs to."""
        return self.root / "origin.json"

    @property
    def changed(self) -> Path:
        """Paths that changed while nothing was recorded."""
        return self.root / "changed"

    @property
    def quarantine(self) -> Path:
        """What a copy found here and not on the active."""
        return self.root / "quarantine"

    @property
    def checks(self) -> Path:
        """Which checks there were, and how far the one at work is."""
        return self.root / "checks.json"

    @property
    def checking(self) -> Path:
        """What a check found outstanding here."""
        return self.root / "checking"

    @property
    def findings(self) -> Path:
        """What checks found here that was not right."""
        return self.root / "findings.jsonl"

    @property
    def damaged(self) -> Path:
        """Segments with records that could not be read any more."""
        return self.root / "damaged"

    def divergence(self, generation: int) -> Path:
        """Records of `generation` that never reached the other server."""
        return self.root / f"divergence-{generation}"

    def make(self) -> None:
        """Create the directories."""
        make_private_directory(self.root)
        make_private_directory(self.unsafe)
        make_private_directory(self.safe)


def set_layout(state_directory: str, set_name: str) -> SetLayout:
    """Return the layout of a set."""
    return SetLayout(Path(state_directory) / "sets" / set_name)
