"""Python's cyclic garbage collector, kept in the GUI thread.

Collecting a cycle that holds a widget deletes the widget. Python collects in whatever thread happens to allocate, also in the asyncio
thread and in the middle of a paint event, where deleting a widget crashes Qt; and in the middle of the deletion of another QObject, which
holds a lock of Qt that the second deletion waits for, for ever.
"""

import gc
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

LONG_S = 0.005  # a collection that holds up the window longer looks at too much
SWEEP_EVERY_S = 3600.0


class GuiGarbage(QObject):
    """Collects from the GUI thread's event loop, between events.

    What a long collection found alive (a window and its modules, a fleet of a thousand pairs) mostly stays, so it is left out of the later
    ones, which take no frame's time then. What of it goes later all the same is found by a sweep through everything, about once an hour,
    while nobody works in the window.

    Python does not collect by itself again, not even after `stop`: the last windows go then.
    """

    def __init__(self, interval_ms: int = 2000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._swept_at = perf_counter()
        self._pointer = QCursor.pos()
        self._timer = QTimer(self)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what is due: the young every time, everything once there is much of it."""
        young, middle, old = gc.get_count()
        begun = perf_counter()
        if begun - self._swept_at > SWEEP_EVERY_S and self._nobody_works():
            self.sweep()
            return
        gc.collect(2 if old > 10 or middle > 50 else 1 if young > 700 else 0)
        if perf_counter() - begun > LONG_S:
            self.settle()

    def settle(self) -> None:
        """Leave what exists now out of every later collection but the sweeps: looking at a window and its modules takes 90 ms."""
        gc.freeze()

    def sweep(self) -> None:
        """Look through everything there is."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._swept_at = perf_counter()

    def stop(self) -> None:
        """Collect no more; whoever lives on after the last QObject may call gc.enable()."""
        self._timer.stop()
        gc.unfreeze()

    def _nobody_works(self) -> bool:
        """Whether the window is not the active one, or the pointer rests where it was when last asked."""
        before, self._pointer = self._pointer, QCursor.pos()
        return QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive or self._pointer == before
