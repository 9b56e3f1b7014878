"""Python's cyclic garbage collector, kept in the GUI thread.

Collecting a cycle that holds a widget deletes the widget. Python collects in whatever thread happens to allocate, also in the asyncio
thread and in the middle of a paint event, where deleting a widget crashes Qt; and in the middle of the deletion of another QObject, which
holds a lock of Qt that the second deletion waits for, for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer


class GuiGarbage(QObject):
    """Collects from the GUI thread's event loop, between events.

    Python does not collect by itself again, not even after `stop`: the last windows go then.
    """

    def __init__(self, interval_ms: int = 2000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what is due: the young every time, everything once there is much of it."""
        young, middle, old = gc.get_count()
        gc.collect(2 if old > 10 or middle > 50 else 1 if young > 700 else 0)

    def settle(self) -> None:
        """Leave what exists now out of every later collection: the window and its modules stay, and looking at them takes 90 ms."""
        gc.freeze()

    def stop(self) -> None:
        """Collect no more; whoever lives on after the last QObject may call gc.enable()."""
        self._timer.stop()
        gc.unfreeze()
