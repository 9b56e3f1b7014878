"""The pages on top of each other; each is made when it is first looked at, and only the one that is shown asks for room."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

_PAUSE_MS = 400


class PageStack(QStackedWidget):
    """A QStackedWidget as large as its current page: a large page must not make the others scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: list[Callable[[], QWidget] | None] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._make_next)
        self.currentChanged.connect(self.updateGeometry)

    def add(self, make: Callable[[], QWidget]) -> None:
        """Add a page that is made when it is needed: a window opens as fast as its first page."""
        self._makers.append(make)
        self.addWidget(QWidget())

    def page(self, number: int) -> QWidget:
        """Return a page; makes it now if nobody has looked at it yet."""
        make, self._makers[number] = self._makers[number], None
        if make is not None:
            self._put(number, make())
        made = self.widget(number)
        assert made is not None
        return made

    def _put(self, number: int, page: QWidget) -> None:
        placeholder, current = self.widget(number), self.currentIndex()
        assert placeholder is not None
        before = _focusable_before(placeholder)
        self.removeWidget(placeholder)
        placeholder.deleteLater()
        self.insertWidget(number, page)
        super().setCurrentIndex(current)
        for widget in [w for w in _chain(page) if page.isAncestorOf(w) and w.focusPolicy() is not Qt.FocusPolicy.NoFocus]:
            QWidget.setTabOrder(before, widget)  # what is made late stands last in the chain of Tab, behind the status strip
            before = widget

    def make_rest(self) -> None:
        """Make what nobody has looked at yet, one page at a time while nothing else is to do: the first look then costs nothing."""
        self._idle.start(_PAUSE_MS)

    def stop(self) -> None:
        """Make no more by itself."""
        self._idle.stop()

    @Slot()
    def _make_next(self) -> None:
        number = self.unmade
        if number is not None and self.isVisible():  # a window that was closed makes nothing any more
            self.page(number)
            self._idle.start(_PAUSE_MS)

    @property
    def unmade(self) -> int | None:
        """The first page that does not exist yet."""
        return next((number for number, make in enumerate(self._makers) if make is not None), None)

    @Slot(int)
    def setCurrentIndex(self, number: int) -> None:
        self.page(number)
        super().setCurrentIndex(number)

    def hasHeightForWidth(self) -> bool:
        return False  # the layout of a QStackedWidget would ask every page

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()


def _chain(widget: QWidget) -> list[QWidget]:
    """Return the widgets that Tab visits after this one, once round."""
    chain: list[QWidget] = []
    here = widget.nextInFocusChain()
    while here is not None and here is not widget:
        chain.append(here)
        here = here.nextInFocusChain()
    return chain


def _focusable_before(widget: QWidget) -> QWidget:
    """Return the widget that Tab would leave for this one; itself when there is none."""
    return next((w for w in reversed(_chain(widget)) if w.focusPolicy() is not Qt.FocusPolicy.NoFocus), widget)
