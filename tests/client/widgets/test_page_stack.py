"""The pages on top of each other: made when they are looked at, in the right place for Tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from twinhelm_client.widgets.page_stack import PageStack


class Frame:
    def __init__(self, qtbot) -> None:
        self.window = QWidget()
        self.made: list[int] = []
        self.pages = PageStack()
        for number in range(3):
            self.pages.add(lambda number=number: self.make(number))
        self.before, self.after = QPushButton("before"), QPushButton("after")
        column = QVBoxLayout(self.window)
        for widget in (self.before, self.pages, self.after):
            column.addWidget(widget)
        qtbot.addWidget(self.window)
        self.window.show()

    def make(self, number: int) -> QWidget:
        self.made.append(number)
        page = QWidget()
        column = QVBoxLayout(page)
        for part in ("a", "b"):
            column.addWidget(QPushButton(f"{number}{part}"))
        return page


@pytest.fixture
def frame(qtbot):
    return Frame(qtbot)


def test_a_page_is_made_once_and_only_when_it_is_looked_at(frame):
    assert frame.made == []
    frame.pages.setCurrentIndex(1)
    frame.pages.setCurrentIndex(1)
    assert frame.made == [1]
    assert frame.pages.currentWidget() is frame.pages.page(1)
    assert frame.pages.currentIndex() == 1
    assert frame.pages.unmade == 0


def test_asking_for_a_page_does_not_open_it(frame):
    frame.pages.setCurrentIndex(1)
    page = frame.pages.page(2)
    assert frame.pages.currentIndex() == 1
    assert not page.isVisible()


def test_the_rest_is_made_while_nothing_else_is_to_do(frame, qtbot):
    frame.pages.setCurrentIndex(2)
    frame.pages.make_rest()
    qtbot.waitUntil(lambda: frame.pages.unmade is None, timeout=10_000)
    assert frame.made == [2, 0, 1]
    assert frame.pages.currentIndex() == 2


def test_a_window_that_was_closed_makes_nothing_more(frame, qtbot):
    frame.window.hide()
    frame.pages.make_rest()
    qtbot.waitUntil(lambda: not frame.pages._idle.isActive(), timeout=10_000)
    assert frame.made == []


def test_tab_visits_a_page_between_what_stands_around_it(frame, qtbot):
    frame.pages.setCurrentIndex(2)
    frame.pages.setCurrentIndex(0)
    frame.window.activateWindow()
    frame.before.setFocus()
    visited = []
    for _ in range(4):
        visited.append(frame.window.focusWidget().text())
        qtbot.keyClick(frame.window.focusWidget(), Qt.Key.Key_Tab)
    assert visited == ["before", "0a", "0b", "after"]
