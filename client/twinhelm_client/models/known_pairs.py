"""The pairs that this console knows: address, name, user and the pinned fingerprint. Passwords are in the keyring, never here."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from PySide6.QtCore import QObject, QSettings, Signal


@dataclass(frozen=True, slots=True)
class KnownPair:
    """One pair; `endpoint` is "10.20.0.10:7410" and tells it from the others."""

    endpoint: str
    name: str = ""
    user: str = ""
    fingerprint: str = ""
    site: str = ""

    @property
    def title(self) -> str:
        """The name of the pair, or its address while the name is not known."""
        return self.name or self.endpoint


class KnownPairs(QObject):
    """A list of known pairs, the last used first. Without settings it lives as long as the console.

    Signals: changed(); forgotten(KnownPair) after one was removed.
    """

    changed = Signal()
    forgotten = Signal(object)

    def __init__(self, settings: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._pairs: list[KnownPair] = _read(settings) if settings is not None else []

    @property
    def pairs(self) -> tuple[KnownPair, ...]:
        """Every known pair, the last used first."""
        return tuple(self._pairs)

    def find(self, endpoint: str) -> KnownPair:
        """Return what is known of the pair at this address; an empty one when nothing is."""
        return next((p for p in self._pairs if p.endpoint == endpoint), KnownPair(endpoint))

    def use(self, pair: KnownPair) -> None:
        """Remember a pair and put it first; empty fields keep what was known."""
        old = self.find(pair.endpoint)
        kept = replace(
            old,
            name=pair.name or old.name,
            user=pair.user or old.user,
            fingerprint=pair.fingerprint or old.fingerprint,
            site=pair.site or old.site,
        )
        pairs = [kept, *(p for p in self._pairs if p.endpoint != pair.endpoint)]
        if pairs != self._pairs:
            self._pairs = pairs
            self._write()

    def fill(self, pairs: Iterable[KnownPair]) -> None:
        """Put many that are not known yet behind the others."""
        known = {p.endpoint for p in self._pairs}
        self._pairs += [p for p in pairs if p.endpoint not in known]
        self._write()

    def place(self, endpoint: str, site: str) -> None:
        """Say where a pair stands, without putting it first."""
        self._pairs = [replace(p, site=site) if p.endpoint == endpoint else p for p in self._pairs]
        self._write()

    def forget(self, endpoint: str) -> None:
        """Remove a pair with its pin."""
        pair = self.find(endpoint)
        self._pairs = [p for p in self._pairs if p.endpoint != endpoint]
        if self._settings is not None:
            self._settings.remove(f"pins/{endpoint}")
        self._write()
        self.forgotten.emit(pair)

    def _write(self) -> None:
        if self._settings is not None:
            self._settings.setValue("pairs", json.dumps([asdict(p) for p in self._pairs]))
        self.changed.emit()


def _read(settings: QSettings) -> list[KnownPair]:
    """Read the list; what a hand or a newer console wrote and cannot be understood is left out."""
    pairs: list[KnownPair] = []
    try:
        entries = json.loads(str(settings.value("pairs", "[]")))
    except ValueError:
        entries = []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("endpoint"), str):
            fields = {name: str(entry.get(name, "")) for name in ("endpoint", "name", "user", "fingerprint", "site")}
            pairs.append(KnownPair(**fields))
    last = str(settings.value("last/server", ""))
    if last and all(p.endpoint != last for p in pairs):
        pairs.insert(0, KnownPair(last, user=str(settings.value("last/user", "")), fingerprint=str(settings.value(f"pins/{last}", ""))))
    return pairs
