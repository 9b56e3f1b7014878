"""The console with a thousand pairs, each told something once a second: processor time, the longest frame, the first window.

Run as a program it is the console that is measured: it shows the Fleet page offscreen against the simulated fleet and prints one JSON line.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.rows import Row, percentile

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 1000
WARM_UP_S = 5.0  # connections are made and the first statuses come
TICK_MS = 10


def measure(quick: bool) -> list[Row]:
    """Rows of the console: budgets are 15 % of one core, 50 ms a frame, 1.5 s to the first window."""
    seconds = 8.0 if quick else 30.0
    rows = []
    for look in ("table", "cards"):
        found = _run(seconds, look)
        name = f"console, {PAIRS} pairs at 1 Hz, {look}"
        rows += [
            Row(f"{name}: processor", found["processor_ratio"] * 100, "% of a core"),
            Row(f"{name}: longest frame", found["longest_frame_ms"], "ms"),
            Row(f"{name}: longest frame, processor time", found["longest_work_ms"], "ms"),
            Row(f"{name}: frames, p99", found["frame_p99_ms"], "ms"),
            Row(f"{name}: updates taken", found["updates_per_s"], "1/s"),
        ]
    starts = [_run(0.0, "table") for _ in range(3)]
    for name, key in (("first window", "first_window_s"), ("first window, processor time", "first_window_work_s")):
        rows.append(Row(f"console, {PAIRS} pairs: {name}", min(start[key] for start in starts), "s"))
    return rows


def _run(seconds: float, look: str) -> dict[str, float]:
    """Run the console in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    arguments = [sys.executable, "-m", "tests.benchmarks.fleet_console", "--seconds", str(seconds), "--look", look]
    begun = time.time()
    done = subprocess.run([*arguments, "--begun", str(begun)], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Be the console that is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--look", choices=("table", "cards"), default="table")
    parser.add_argument("--begun", type=float, default=time.time())
    options = parser.parse_args()
    from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from twinhelm_client.bridge.async_thread import AsyncThread
    from twinhelm_client.bridge.fleet_bridge import News
    from twinhelm_client.bridge.garbage import GuiGarbage
    from twinhelm_client.console import Console
    from twinhelm_client.main import demo_pairs
    from twinhelm_client.pages.fleet import FleetPage
    from twinhelm_client.rpc.demo_gateway import DemoGateway
    from twinhelm_client.rpc.demo_pair import DemoPair
    from twinhelm_client.theme.theme import Theme
    from twinhelm_client.theme.tokens import LIGHT

    application = QApplication(["twinhelm-bench"])
    garbage, thread = GuiGarbage(), AsyncThread()
    fleet, reach, connect = demo_pairs(options.pairs)
    theme = Theme(application, LIGHT)
    console = Console(theme, thread, DemoGateway(DemoPair(time.time())), "anna", None, connect=connect, fleet=fleet, reach=reach)
    found: dict[str, float] = {}
    taken = [0]
    frames: list[tuple[float, float]] = []

    class FirstPaint(QObject):
        """Notes when the window was painted for the first time."""

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
            if event.type() is QEvent.Type.Paint and "first_window_s" not in found:
                found["first_window_s"] = time.time() - options.begun
                found["first_window_work_s"] = time.process_time()
                QTimer.singleShot(round(WARM_UP_S * 1000) if options.seconds else 0, begin)
            return False

    def begin() -> None:
        if not options.seconds:
            application.quit()
            return
        if console.window.pages.unmade is not None:
            QTimer.singleShot(500, begin)  # the other pages are made while nobody does anything
            return
        found["cpu_s"], found["wall_s"] = time.process_time(), time.monotonic()
        model = console.fleet.model
        apply = model.apply

        def counted(news: Mapping[str, News]) -> None:
            taken[0] += sum(len(n.statuses) for n in news.values())
            apply(news)

        setattr(model, "apply", counted)  # noqa: B010  a method of one object
        before.start()
        beat.timeout.connect(tick)
        QTimer.singleShot(round(options.seconds * 1000), application.quit)

    before, work = QElapsedTimer(), [0.0]

    def tick() -> None:
        """What lies between two ticks beyond the interval is one stretch in which the window could not answer: a frame."""
        now = time.thread_time()
        frames.append((max(0.0, before.nsecsElapsed() / 1e6 - TICK_MS), (now - work[0]) * 1000 if work[0] else 0.0))
        work[0] = now
        before.restart()

    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.setInterval(TICK_MS)
    watch = FirstPaint()
    console.window.installEventFilter(watch)
    console.window.resize(1440, 900)
    garbage.settle()
    console.start()
    console.window.go_to("Fleet")
    page = console.window.findChild(FleetPage)
    assert page is not None
    if options.look == "cards":
        page.show_as(1)
    if options.seconds:
        beat.start()
    application.exec()
    if options.seconds:
        wall_s = time.monotonic() - found.pop("wall_s")
        found["processor_ratio"] = (time.process_time() - found.pop("cpu_s")) / wall_s
        found["longest_frame_ms"] = max(frame for frame, _ in frames)
        found["longest_work_ms"] = max(work_ms for _, work_ms in frames)
        found["frame_p99_ms"] = percentile([frame for frame, _ in frames], 0.99)
        found["updates_per_s"] = taken[0] / wall_s
    QCoreApplication.processEvents()
    console.window.close()
    console.stop()
    thread.close()
    garbage.stop()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
