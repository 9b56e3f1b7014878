"""`pair.json`: the pair document on disk, and as the bytes that travel between the servers."""

from pathlib import Path

import msgspec

from twinhelm_node.domain.errors import DataError, NotFound, NotReady
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.system.files import write_atomically


def encode_document(document: PairDocument) -> bytes:
    """Return the document as JSON, one key a line, so that a person can read and compare it."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def decode_document(content: bytes, source: str = "pair.json") -> PairDocument:
    """Read a document; raises DataError naming `source`. Unknown keys of a newer version are ignored."""
    try:
        return msgspec.json.decode(content, type=PairDocument)
    except msgspec.MsgspecError as error:
        raise DataError(f"{source} cannot be read ({error}); copy pair.json from the other server", "BAD_DOCUMENT") from error


class PairStore:
    """The pair document of one server. Reads are from memory; `save` returns when the new content is durable."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document: PairDocument | None = None

    def load(self) -> PairDocument:
        """Return the document, reading the file the first time."""
        if self._document is None:
            try:
                content = self._path.read_bytes()
            except FileNotFoundError:
                raise NotFound(
                    f"{self._path} does not exist; run 'twinhelm pair init' or 'twinhelm pair join' first", "NOT_PAIRED"
                ) from None
            self._document = decode_document(content, str(self._path))
        return self._document

    def save(self, document: PairDocument) -> None:
        """Keep a document. Raises NotReady (OLD_VERSION) unless it is newer than the one there, or the same."""
        if self._path.exists():
            now = self.load()
            if document.pair_id != now.pair_id:
                raise NotReady(
                    f"the document belongs to the pair {document.pair_name} and this server to {now.pair_name}; it is not used",
                    "OTHER_PAIR",
                )
            if document == now:
                return
            if document.version <= now.version:
                raise NotReady(
                    f"the pair document has version {now.version} already; {document.version} is not newer and not used", "OLD_VERSION"
                )
        write_atomically(self._path, encode_document(document))
        self._document = document
