"""The protected sets in figures, and all of them together: one row each."""

from PySide6.QtCore import QObject

from twinhelm_client.domain import text, words
from twinhelm_client.domain.language import marked, translate
from twinhelm_client.domain.pair import Compression, PairStatus, QueueStatus
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.replication import SetFigures, figures
from twinhelm_client.models.table import Column, ValueTable


def _queue(queue: QueueStatus) -> str:
    if not queue.entries:
        return translate("SetsModel", "empty")
    return f"{text.seconds(queue.oldest_age_s)} · {text.size(queue.bytes)}"


def _compressed(figures: SetFigures) -> str:
    economy = figures.economy
    return words.of(economy.level) if economy is not None else "–"


def _why_compressed(figures: SetFigures) -> str:
    """What is behind the word: how it was chosen, what it costs, what holds the channel back."""
    economy = figures.economy
    if economy is None:
        return ""
    automatic = economy.setting is Compression.AUTO
    lines = [said(economy.reason) if automatic else translate("SetsModel", "Set by an administrator, not chosen by the rate of the link.")]
    lines.append(translate("SetsModel", "Compressing has taken {0} of processor time.").format(text.seconds(economy.processor_s)))
    if economy.cap_bytes_per_s:
        lines.append(translate("SetsModel", "At most {0} at this hour ({1}).").format(text.rate(economy.cap_bytes_per_s), economy.cap))
    elif economy.cap:
        lines.append(translate("SetsModel", "Not limited at this hour ({0}).").format(economy.cap))
    return "\n".join(lines)


COLUMNS: tuple[Column[SetFigures], ...] = (
    Column("name", marked("Columns", "Set"), lambda f: f.name or translate("SetsModel", "all together"), lambda f: (not f.name, f.name)),
    Column("state", marked("Columns", "State"), lambda f: words.of(f.state) if f.state else "", lambda f: str(f.state)),
    Column("mode", marked("Columns", "Mode"), lambda f: words.of(f.mode) if f.mode else "", lambda f: str(f.mode)),
    Column("unsafe", marked("Columns", "Unsafe"), lambda f: _queue(f.unsafe), lambda f: f.unsafe.oldest_age_s),
    Column("safe", marked("Columns", "Safe"), lambda f: _queue(f.safe), lambda f: f.safe.oldest_age_s),
    Column(
        "captured",
        marked("Columns", "Captured"),
        lambda f: text.rate(f.captured_bytes_per_s),
        lambda f: f.captured_bytes_per_s,
        figure=True,
    ),
    Column("sent", marked("Columns", "Sent"), lambda f: text.rate(f.sent_bytes_per_s), lambda f: f.sent_bytes_per_s, figure=True),
    Column(
        "applied", marked("Columns", "Applied"), lambda f: text.rate(f.applied_bytes_per_s), lambda f: f.applied_bytes_per_s, figure=True
    ),
    Column(
        "saved",
        marked("Columns", "Saved"),
        lambda f: "–" if f.saved_ratio is None else text.percent(f.saved_ratio),
        lambda f: f.saved_ratio or 0.0,
        figure=True,
    ),
    Column("compressed", marked("Columns", "Compression"), _compressed, _compressed, tip=_why_compressed),
    Column("age", marked("Columns", "Age"), lambda f: text.seconds(f.age_s), lambda f: f.age_s, figure=True),
)


class SetsModel(ValueTable[SetFigures]):
    """Rows change in place with each status."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def show(self, status: PairStatus) -> None:
        """Show the sets of this status."""
        self.replace_all(figures(status))
