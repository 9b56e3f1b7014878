"""A calm table of a model: no grid, whole rows, headings that sort where the model can."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Type

ROW_HEIGHT = 28


class ValueView(QTableView):
    """Shows a model with named columns; `stretch` is the column that takes the room that is left."""

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, name: str, widths: tuple[int, ...], stretch: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.stale_before = False  # at the last call of show_stale
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrows move in it
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFont(theme.font(Type.CAPTION))
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setMinimumSectionSize(40)
        for column, width in enumerate(widths):
            if width:
                self.setColumnWidth(column, max(width, heads.sectionSizeHint(column)))  # a heading is longer in another language
        heads.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def show_stale(self, *, stale: bool) -> None:
        """Turn grey, or back."""
        self.stale_before = bool(self.property("stale"))
        if stale != self.stale_before:
            self.setProperty("stale", stale)
            self.style().unpolish(self)
            self.style().polish(self)
            self.viewport().update()

    def fit_rows(self, most: int) -> None:
        """Be as high as the rows need, up to `most`; beyond that the table scrolls."""
        rows = min(max(1, self.model().rowCount()), most)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 2)
