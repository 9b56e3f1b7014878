"""Cycles with QObjects in them are collected from the event loop, and by nobody else."""

import gc
import weakref

from PySide6.QtCore import QObject

from twinhelm_client.bridge.garbage import GuiGarbage


class Knot(QObject):
    """An object that keeps itself."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def test_a_cycle_is_collected_from_the_event_loop(qtbot):
    garbage = GuiGarbage(interval_ms=10)
    knots = [weakref.ref(Knot()) for _ in range(1000)]
    qtbot.waitUntil(lambda: all(knot() is None for knot in knots), timeout=20_000)
    garbage.stop()


def test_python_does_not_collect_by_itself_once_the_gui_has_ended(qapp):
    """Objects of Qt are deleted after the end as well; a collection within such a deletion would wait for its lock for ever."""
    gc.enable()
    garbage = GuiGarbage()
    assert not gc.isenabled()
    garbage.stop()
    assert not gc.isenabled()
