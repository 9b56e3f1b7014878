"""The fields of a protected set's settings: its queue, its channel, its checks. They show values and return what was typed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QWidget

from twinhelm_client.domain import bandwidth_cap, text, words
from twinhelm_client.domain.bandwidth_cap import Cap, CapKind, clock_of, rate_of, rate_words, read_cap
from twinhelm_client.domain.data import RATES
from twinhelm_client.domain.data import rate_words as check_rate_words
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.pair import Compression, Mode, SetStatus
from twinhelm_client.domain.protection import ProtectedSet, size_of, typed_size
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.set_settings import MOST_ORPHAN_DAYS, SMALLEST_QUOTA_BYTES
from twinhelm_client.theme.theme import Theme
from twinhelm_client.widgets.fields import Fields, radio_row

ORPHAN_POLICIES = (OrphanPolicy.REPORT, OrphanPolicy.QUARANTINE, OrphanPolicy.DELETE)
_COMPRESSIONS = (Compression.AUTO, Compression.OFF, Compression.FAST, Compression.STRONG)
_CAPS = (CapKind.NONE, CapKind.ALWAYS, CapKind.HOURS, CapKind.WRITTEN)


class SetFields(Fields):
    """What the fields of every section have in common.

    Signals: edited() whenever something was typed or chosen.
    """

    edited = Signal()

    def show_set(self, one: ProtectedSet) -> None:
        """Show the values of a set."""
        raise NotImplementedError

    def show_status(self, status: SetStatus | None) -> None:
        """Show how things are now, where that helps to choose."""

    def typed(self) -> dict[str, object] | None:
        """Return the settings by name, or None after the problems were shown under the fields."""
        raise NotImplementedError

    def take_over(self, other: "SetFields") -> None:
        """Hold what was typed into another one."""
        for mine, theirs in zip(self.inputs(), other.inputs(), strict=True):
            if isinstance(mine, QLineEdit) and isinstance(theirs, QLineEdit):
                mine.setText(theirs.text())
            elif isinstance(mine, QRadioButton) and isinstance(theirs, QRadioButton):
                mine.setChecked(theirs.isChecked())
            elif isinstance(mine, QComboBox) and isinstance(theirs, QComboBox):
                mine.setCurrentIndex(theirs.currentIndex())

    def inputs(self) -> list[QWidget]:
        """Return every field that a person fills in, always in the same order."""
        return [field for kind in (QComboBox, QRadioButton, QLineEdit) for field in self.findChildren(kind)]

    def _tell_edits(self) -> None:
        for field in self.inputs():
            if isinstance(field, QLineEdit):
                field.textChanged.connect(self.edited)
            elif isinstance(field, QRadioButton):
                field.toggled.connect(self.edited)
            elif isinstance(field, QComboBox):
                field.currentIndexChanged.connect(self.edited)


class QueueFields(SetFields):
    """When fsync returns, what the unsafe queue may hold, and what happens when it is full."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.asynchronous, self.durable = QRadioButton(self.tr("Async")), QRadioButton(self.tr("Durable"))
        self.go_on, self.stall = QRadioButton(self.tr("Go on")), QRadioButton(self.tr("Stall"))
        self.degrade, self.throttle = QRadioButton(self.tr("Remember")), QRadioButton(self.tr("Slow down"))
        self.quota, self.floor = QLineEdit(), QLineEdit()
        hint = self.tr("Durable: fsync returns when both servers hold the change.")
        self.add(self.tr("Replication"), radio_row(self, self.asynchronous, self.durable), hint)
        self.away = radio_row(self, self.go_on, self.stall)
        self.add(self.tr("Passive away"), self.away, self.tr("In mode durable: fsync goes on and the RPO grows, or fsync waits."))
        self.add(self.tr("&Quota"), self.quota, self.tr("What the unsafe queue may hold, such as 8 GiB."))
        self.add(self.tr("&Floor"), self.floor, self.tr("What the queue leaves free on its disk, such as 1 GiB."))
        hint = self.tr("Remember: applications go on, changed paths are compared later. Slow down: writers wait.")
        self.add(self.tr("Queue full"), radio_row(self, self.degrade, self.throttle), hint)
        self.durable.toggled.connect(self._mode_chosen)
        self._mode_chosen()
        self._tell_edits()

    def show_set(self, one: ProtectedSet) -> None:
        durable, stall = one.mode is Mode.DURABLE, one.when_away is WhenAway.STALL
        throttle = one.when_full is QueuePolicy.THROTTLE
        for button, chosen in ((self.durable, durable), (self.asynchronous, not durable), (self.stall, stall), (self.go_on, not stall)):
            button.setChecked(chosen)
        for button, chosen in ((self.throttle, throttle), (self.degrade, not throttle)):
            button.setChecked(chosen)
        self.quota.setText(typed_size(one.quota_bytes))
        self.floor.setText(typed_size(one.floor_bytes or 0))

    def typed(self) -> dict[str, object] | None:
        quota = size_of(self.quota.text())
        small = self.tr("Write a size of at least 64 MiB, such as 8 GiB or 500 MB.")
        self.complain(self.quota, small if quota is None or quota < SMALLEST_QUOTA_BYTES else "")
        floor = size_of(self.floor.text())
        self.complain(self.floor, self.tr("Write a size such as 1 GiB or 500 MB; 0 for none.") if floor is None else "")
        if quota is None or quota < SMALLEST_QUOTA_BYTES or floor is None:
            return None
        return {
            "mode": Mode.DURABLE if self.durable.isChecked() else Mode.ASYNC,
            "when_away": WhenAway.STALL if self.stall.isChecked() else WhenAway.CONTINUE,
            "quota_bytes": quota,
            "floor_bytes": floor,
            "when_full": QueuePolicy.THROTTLE if self.throttle.isChecked() else QueuePolicy.DEGRADE,
        }

    @Slot()
    def _mode_chosen(self) -> None:
        self.away.setEnabled(self.durable.isChecked())


class ChannelFields(SetFields):
    """How much is compressed, and how much may be sent at which hours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.compression, self.cap, self.days = QComboBox(), QComboBox(), QComboBox()
        self.rate, self.otherwise, self.begin, self.end, self.written = (QLineEdit() for _ in range(5))
        for level in _COMPRESSIONS:
            self.compression.addItem(words.of(level), level)
        caps = (self.tr("None of its own"), self.tr("One at all times"), self.tr("By day and by night"), self.tr("As written"))
        for kind, word in zip(_CAPS, caps, strict=True):
            self.cap.addItem(word, kind)
        for weekdays, word in ((False, self.tr("Every day")), (True, self.tr("Monday to Friday"))):
            self.days.addItem(word, weekdays)
        self.add(self.tr("Com&pression"), self.compression, self.tr("Automatic: chosen by the rate of the link."))
        hint = self.tr("Of what this set sends, copies and repairs with it. A cap of the pair holds beside it.")
        self.add(self.tr("&Bandwidth"), self.cap, hint)
        self.add(self.tr("A&t most"), self.rate, self.tr("A rate such as 10 Mbit/s; at least 64 kbit/s."))
        self.begin.setAccessibleName(self.tr("Begin of the day"))
        self.end.setAccessibleName(self.tr("End of the day"))
        self.days.setAccessibleName(self.tr("Days of the week"))
        self.hours = QWidget()
        row = QHBoxLayout(self.hours)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        until = QLabel(self.tr("until"))
        for part, stretch in ((self.begin, 1), (until, 0), (self.end, 1), (self.days, 2)):
            row.addWidget(part, stretch)
        self.hours.setFocusProxy(self.begin)
        self.add(self.tr("F&rom"), self.hours, self.tr("Local time of the active server; it may pass midnight."))
        self.add(self.tr("Other&wise"), self.otherwise, self.tr("At all other times; empty: no limit."))
        self.add(self.tr("&Schedule"), self.written, self.tr("As for 'twinhelm set channel': sat-sun 00:00-24:00 50mbit, else 10mbit"))
        self.cap.currentIndexChanged.connect(self._kind_chosen)
        self._kind_chosen()
        self._tell_edits()

    def show_set(self, one: ProtectedSet) -> None:
        cap = read_cap(one.bandwidth)
        _choose(self.compression, one.compression)
        self.rate.setText(rate_words(cap.rate) if cap.rate else "")
        self.begin.setText(cap.begin)
        self.end.setText(cap.end)
        self.days.setCurrentIndex(int(cap.weekdays))
        self.otherwise.setText(rate_words(cap.otherwise) if cap.otherwise != bandwidth_cap.UNLIMITED else "")
        self.written.setText(one.bandwidth)
        self.cap.setCurrentIndex(_CAPS.index(cap.kind))

    def show_status(self, status: SetStatus | None) -> None:
        saved = ""
        if status is not None and 0 < status.sent_bytes_total <= status.raw_bytes_total:
            became = (text.size(status.raw_bytes_total), text.size(status.sent_bytes_total))
            share = text.percent(1 - status.sent_bytes_total / status.raw_bytes_total)
            saved = self.tr("{0} became {1} so far: {2} saved.").format(*became, share)
        self.hint(self.compression, saved or self.tr("Automatic: chosen by the rate of the link."))

    def typed(self) -> dict[str, object] | None:
        kind = self._kind()
        timed, capped = kind is CapKind.HOURS, kind in (CapKind.ALWAYS, CapKind.HOURS)
        rate, otherwise = rate_of(self.rate.text()), rate_of(self.otherwise.text())
        begin, end = clock_of(self.begin.text()), clock_of(self.end.text())
        no_rate, no_clock = self.tr("Write a rate such as 10 Mbit/s or 512 kbit/s."), self.tr("Write a time of the day, such as 08:00.")
        endless = kind is CapKind.ALWAYS and rate == bandwidth_cap.UNLIMITED
        problems: dict[QWidget, str] = {
            self.rate: no_rate if capped and (rate is None or endless) else "",
            self.otherwise: no_rate if timed and otherwise is None else "",
            self.hours: no_clock if timed and (begin is None or end is None) else "",
            self.written: self.tr("Write when which rate holds.") if kind is CapKind.WRITTEN and not self.written.text().strip() else "",
        }
        if timed and begin is not None and begin == end:
            problems[self.hours] = self.tr("It begins and ends at the same minute; choose one cap at all times instead.")
        for field, problem in problems.items():
            self.complain(field, problem)
        if any(problems.values()):
            return None
        weekdays = bool(self.days.currentData())
        cap = Cap(kind, rate or "", begin or "", end or "", weekdays, otherwise or "", self.written.text())
        level = self.compression.currentData()
        return {"compression": Compression(level), "bandwidth": str(cap)}

    def _kind(self) -> CapKind:
        return _CAPS[max(0, self.cap.currentIndex())]

    @Slot()
    def _kind_chosen(self) -> None:
        kind = self._kind()
        timed = kind is CapKind.HOURS
        rows: dict[QWidget, bool] = {self.rate: timed or kind is CapKind.ALWAYS, self.written: kind is CapKind.WRITTEN}
        rows.update(dict.fromkeys((self.hours, self.otherwise), timed))
        for field, shown in rows.items():
            self.show_row(field, visible=shown)


class CheckFields(SetFields):
    """What checks may read, and what becomes of what they find on the passive alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rate, self.orphans = QComboBox(), QComboBox()
        self.days, self.most = QLineEdit(), QLineEdit()
        for policy in ORPHAN_POLICIES:
            self.orphans.addItem(words.of(policy), policy)
        self.most.setPlaceholderText(self.tr("no limit"))
        self.add(self.tr("Checks &read"), self.rate, self.tr("At most, so that the disks have time for applications."))
        self.add(self.tr("&Only on the passive"), self.orphans, self.tr("What a check finds on the passive and not on the active."))
        self.add(self.tr("&Kept for"), self.days, self.tr("Days that the quarantine keeps something; 0: for ever."))
        self.add(self.tr("At &most"), self.most, self.tr("What the quarantine may hold, such as 20 GB; the oldest goes first."))
        self.orphans.currentIndexChanged.connect(self._policy_chosen)
        self._tell_edits()

    def show_set(self, one: ProtectedSet) -> None:
        self.rate.clear()
        for rate in sorted({*RATES, one.check_rate_bytes_per_s}):
            self.rate.addItem(check_rate_words(rate), rate)
        self.rate.setCurrentIndex(self.rate.findData(one.check_rate_bytes_per_s))
        _choose(self.orphans, one.orphans)
        self.days.setText(str(one.orphan_days or 0))
        self.most.setText(typed_size(one.orphan_bytes) if one.orphan_bytes else "")

    @Slot()
    def _policy_chosen(self) -> None:
        for field in (self.days, self.most):
            field.setEnabled(self.orphans.currentData() == OrphanPolicy.QUARANTINE)

    def typed(self) -> dict[str, object] | None:
        typed_days = self.days.text().strip() or "0"
        days = int(typed_days) if typed_days.isascii() and typed_days.isdigit() and int(typed_days) <= MOST_ORPHAN_DAYS else None
        size = size_of(self.most.text())
        self.complain(self.days, self.tr("Write a number of days, at most {0}.").format(MOST_ORPHAN_DAYS) if days is None else "")
        self.complain(self.most, self.tr("Write a size such as 20 GB, or nothing for no limit.") if size is None else "")
        if days is None or size is None:
            return None
        orphans = OrphanPolicy(self.orphans.currentData())
        return {"check_rate_bytes_per_s": self.rate.currentData(), "orphans": orphans, "orphan_days": days, "orphan_bytes": size}


def _choose(box: QComboBox, value: Compression | OrphanPolicy) -> None:
    """Choose a value; one that a newer server invented is offered too, so that it can stay."""
    if box.findData(value) < 0:
        box.addItem(words.of(value), value)
    box.setCurrentIndex(box.findData(value))
