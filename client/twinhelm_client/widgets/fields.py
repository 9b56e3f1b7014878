"""A form: a label, a field, and under it a quiet hint that turns into the problem when there is one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.text import Text


class Fields(QWidget):
    """Rows of a form. Labels are buddies of their fields, so a letter after "&" leads there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notes: dict[QWidget, tuple[Text, str]] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def add(self, label: str, field: QWidget, hint: str = "") -> None:
        """Add a row."""
        words = QLabel(label)
        words.setBuddy(field)
        field.ensurePolished()
        words.setFixedHeight(max(words.sizeHint().height(), field.sizeHint().height()))
        field.setAccessibleName(label.replace("&", ""))
        note = Text(self._theme, hint, Type.CAPTION, Hue.MUTED, wrap=True)
        note.setVisible(bool(hint))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(note)
        self._form.addRow(words, box)
        self._notes[field] = (note, hint)

    def add_heading(self, words: str) -> None:
        """Add a heading over the rows that follow."""
        heading = Text(self._theme, words, Type.BODY_STRONG)
        heading.setContentsMargins(0, 6 if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(heading)

    def show_row(self, field: QWidget, *, visible: bool) -> None:
        """Show or hide a row."""
        box = field.parentWidget()
        if box is not None:
            self._form.setRowVisible(box, visible)

    def rename(self, field: QWidget, label: str) -> None:
        """Give a field another label: something else is asked for."""
        box = field.parentWidget()
        words = self._form.labelForField(box) if box is not None else None
        if isinstance(words, QLabel):
            words.setText(label)
        field.setAccessibleName(label.replace("&", ""))

    def hint(self, field: QWidget, hint: str) -> None:
        """Put another hint under a field; a problem that stands there stays."""
        note, before = self._notes[field]
        if hint != before:
            self._notes[field] = (note, hint)
            if note.text() == before:
                self.complain(field, "")

    def complain(self, field: QWidget, problem: str) -> None:
        """Show a problem under a field; an empty one brings the hint back."""
        note, hint = self._notes[field]
        note.say(problem or hint, Hue.BAD if problem else Hue.MUTED)
        note.setVisible(bool(problem or hint))
        field.setAccessibleDescription(problem or hint)


def radio_row(owner: QWidget, *buttons: QRadioButton) -> QWidget:
    """Return buttons side by side of which one is chosen."""
    box = QWidget()
    group = QButtonGroup(owner)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 6, 0, 0)
    row.setSpacing(16)
    for button in buttons:
        group.addButton(button)
        row.addWidget(button)
    row.addStretch(1)
    return box
