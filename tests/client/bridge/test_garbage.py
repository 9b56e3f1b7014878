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


def test_what_stays_is_left_out_of_later_collections_until_a_sweep(qapp):
    garbage = GuiGarbage()
    knot = Knot()
    gone = weakref.ref(knot)
    garbage.settle()
    del knot
    gc.collect()
    assert gone() is not None
    garbage.sweep()
    assert gone() is None
    garbage.stop()


def test_a_long_collection_leaves_out_what_it_found_alive(qapp, monkeypatch):
    monkeypatch.setattr("twinhelm_client.bridge.garbage.LONG_S", 0.0)
    garbage = GuiGarbage()
    before = gc.get_freeze_count()
    garbage.collect()
    assert gc.get_freeze_count() > before
    garbage.stop()


def test_a_sweep_is_due_now_and_then_while_nobody_works(qapp, monkeypatch):
    monkeypatch.setattr("twinhelm_client.bridge.garbage.SWEEP_EVERY_S", 0.0)
    garbage = GuiGarbage()
    knot = Knot()
    gone = weakref.ref(knot)
    garbage.settle()
    del knot
    garbage.collect()
    assert gone() is None
    garbage.stop()
