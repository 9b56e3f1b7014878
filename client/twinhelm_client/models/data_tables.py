"""Tables of the Data page: files of a folder, what checks found, orphans, archives."""

from PySide6.QtCore import QObject

from twinhelm_client.domain import text, words
from twinhelm_client.domain.data import FileEntry, FileState, Finding, Orphan
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.moments import local
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.protection import Divergence
from twinhelm_client.domain.queue_head import shown_path
from twinhelm_client.models.table import Column, ValueTable


def file_name(entry: FileEntry) -> str:
    """Return the name in its folder; a folder ends with a slash."""
    return shown_path(entry.path.rpartition(b"/")[2]) + ("/" if entry.is_folder else "")


def file_detail(entry: FileEntry) -> str:
    """Return what there is to say beside the state."""
    if entry.changed_since and entry.state is FileState.VERIFIED:
        return translate("Data", "changed since, and replicated")
    return said(entry.detail)


def _moment(at_s: float) -> str:
    return local(at_s).strftime("%Y-%m-%d %H:%M:%S") if at_s else "–"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f") if value else "–"


FILES: tuple[Column[FileEntry], ...] = (
    Column("name", marked("Columns", "Name"), file_name, lambda e: (not e.is_folder, e.path), lambda e: shown_path(e.path)),
    Column("state", marked("Columns", "State"), lambda e: words.of(e.state), lambda e: str(e.state)),
    Column("at", marked("Columns", "Since"), lambda e: _moment(e.at_s), lambda e: e.at_s),
    Column("sequence", marked("Columns", "Sequence"), lambda e: _number(e.sequence), lambda e: e.sequence, figure=True),
    Column(
        "size", marked("Columns", "Size"), lambda e: "–" if e.is_folder else text.size(e.size_bytes), lambda e: e.size_bytes, figure=True
    ),
    Column("detail", marked("Columns", "Detail"), file_detail, file_detail, file_detail),
)
FOUND: tuple[Column[Finding], ...] = (
    Column("path", marked("Columns", "Path"), lambda f: shown_path(f.path), lambda f: f.path, lambda f: shown_path(f.path)),
    Column("state", marked("Columns", "Found"), lambda f: words.of(f.state), lambda f: str(f.state)),
    Column("server", marked("Columns", "Server"), lambda f: f.server, lambda f: f.server),
    Column("at", marked("Columns", "Time"), lambda f: _moment(f.at_s), lambda f: f.at_s),
    Column("size", marked("Columns", "Size"), lambda f: text.size(f.bytes) if f.bytes else "–", lambda f: f.bytes, figure=True),
    Column("repaired", marked("Columns", "Repaired"), lambda f: _moment(f.repaired_at_s), lambda f: f.repaired_at_s),
    Column("detail", marked("Columns", "Detail"), lambda f: said(f.detail), lambda f: f.detail, lambda f: said(f.detail)),
)
ORPHANS: tuple[Column[Orphan], ...] = (
    Column("path", marked("Columns", "Path"), lambda o: shown_path(o.path), lambda o: o.path, lambda o: shown_path(o.path)),
    Column("server", marked("Columns", "Server"), lambda o: o.server, lambda o: o.server),
    Column("files", marked("Columns", "Files"), lambda o: _number(o.files), lambda o: o.files, figure=True),
    Column("size", marked("Columns", "Size"), lambda o: text.size(o.size_bytes), lambda o: o.size_bytes, figure=True),
    Column("at", marked("Columns", "Set aside"), lambda o: _moment(o.taken_at_s), lambda o: o.taken_at_s),
)
ARCHIVES: tuple[Column[Divergence], ...] = (
    Column("server", marked("Columns", "Server"), lambda d: d.server, lambda d: d.server),
    Column("generation", marked("Columns", "Generation"), lambda d: str(d.generation), lambda d: d.generation, figure=True),
    Column("entries", marked("Columns", "Entries"), lambda d: _number(d.entries), lambda d: d.entries, figure=True),
    Column("paths", marked("Columns", "Paths"), lambda d: _number(d.paths_total), lambda d: d.paths_total, figure=True),
    Column("folder", marked("Columns", "Kept in"), lambda d: d.folder, lambda d: d.folder, lambda d: d.folder),
)


class FilesModel(ValueTable[FileEntry]):
    """Names of one folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(FILES, parent)


class FindingsModel(ValueTable[Finding]):
    """What checks found, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(FOUND, parent)


class OrphansModel(ValueTable[Orphan]):
    """What is set aside, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ORPHANS, parent)


class ArchivesModel(ValueTable[Divergence]):
    """What former actives never sent."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ARCHIVES, parent)
