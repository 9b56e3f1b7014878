"""One queue as a live graph of the last minute: how old its oldest entry is."""

from collections.abc import Sequence
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.history import WINDOW_S, axis_top
from twinhelm_client.domain.language import decimal
from twinhelm_client.domain.pair import QueueStatus
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text

_GAP_S = 3.0  # a longer silence is drawn as a gap, not as a line that nobody measured


class QueueGraph(Panel):
    """A figure, a line about the queue, and the curve."""

    def __init__(self, theme: Theme, heading: str, hue: Hue, parent: QWidget | None = None) -> None:
        super().__init__(theme, heading, parent)
        self._hue = hue
        self._shown: Hue | None = None
        self._lines: list[pg.InfiniteLine] = []
        self._top = 0.0
        self.note.setFont(theme.font(Type.GRAPH_VALUE))
        self.subtitle = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.age = Text(theme, "", Type.CAPTION, Hue.MUTED)
        self.head.insertWidget(2, self.age)
        self.body.setSpacing(2)
        self.body.addWidget(self.subtitle)
        self.heading.yield_room()  # before the page grows wider than the window
        self.head.setSpacing(6)
        self.body.setContentsMargins(18, 12, 10, 8)
        self.head.setContentsMargins(0, 0, 8, 0)
        self._plot = pg.PlotWidget()
        self._prepare(self._plot)
        self._curve = self._plot.plot([], [], connect="finite", antialias=True)
        self.body.addWidget(self._plot, 1)
        self._rescale(1.0)
        theme.changed.connect(self._repaint)

    def show_queue(self, where: str, queue: QueueStatus | None, age: str, *, stale: bool) -> None:
        """Show the figures now. `where` is "on castor, not yet on pollux"; None leaves the figures out."""
        self._color(Hue.STALE if stale or queue is None else self._hue)
        if queue is None:
            self.note.say("–", Hue.STALE)
            self.subtitle.say(where)
            self.age.say("")
            return
        self.note.say(text.seconds(queue.oldest_age_s), Hue.STALE if stale else self._hue)
        entries = text.count(queue.entries, self.tr("entry"), self.tr("entries"))
        self.subtitle.say(f"{entries} · {text.size(queue.bytes)} · {where}")  # figures first: they are never cut off
        self.age.say(age, Hue.STALE if stale else Hue.MUTED)
        self.setAccessibleDescription(
            self.tr("oldest entry {0}, {1}, {2}").format(text.seconds(queue.oldest_age_s), self.subtitle.text(), age)
        )

    def show_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw (seconds relative to now, age in seconds), oldest first."""
        xs: list[float] = []
        ys: list[float] = []
        for (x, y), (following, _) in pairwise([*points, (points[-1][0], 0.0)] if points else []):
            xs.append(x)
            ys.append(y)
            if following - x > _GAP_S:
                xs.append(x)
                ys.append(float("nan"))
        self._curve.setData(xs, ys)
        self._rescale(axis_top(max((y for _, y in points), default=0.0)))

    def _prepare(self, plot: "pg.PlotWidget") -> None:
        plot.setMinimumHeight(84)
        plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for surface in (plot, plot.viewport()):
            surface.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMouseEnabled(x=False, y=False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setXRange(-WINDOW_S, 0, padding=0)
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.getPlotItem().setContentsMargins(0, 10, 18, 0)
        left, bottom = plot.getAxis("left"), plot.getAxis("bottom")
        left.setWidth(42)
        bottom.setHeight(20)
        for axis in (left, bottom):
            axis.setStyle(tickFont=self.theme.font(Type.AXIS), tickLength=0, tickTextOffset=6, hideOverlappingLabels=40, tickAlpha=0)
        bottom.setTicks([[(-60, "−60 s"), (-40, "−40"), (-20, "−20"), (0, self.tr("now"))]])

    def _rescale(self, top: float) -> None:
        if top == self._top:
            return
        self._top = top
        self._plot.setYRange(0, top, padding=0)
        self._plot.getAxis("left").setTicks([[(0.0, "0"), (top / 2, _axis(top / 2)), (top, f"{_axis(top)} s")]])
        self._grid()

    def _repaint(self) -> None:
        shown, self._shown = self._shown, None
        self._color(shown or self._hue)

    def _color(self, hue: Hue) -> None:
        if hue is self._shown:
            return
        self._shown = hue
        self._plot.setBackground(self.theme.tokens.panel)
        self._curve.setPen(pg.mkPen(self.theme.color(hue), width=1.6))
        self._curve.setFillLevel(0)
        self._curve.setBrush(self.theme.color(hue, 0.16))
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(self.theme.color(Hue.MUTED))
        self._grid()

    def _grid(self) -> None:
        # pyqtgraph draws its grid with the axis pen, which is off; three lines of our own are calmer anyway.
        for line in self._lines:
            self._plot.removeItem(line)
        self._lines = [
            pg.InfiniteLine(pos=ratio * self._top, angle=0, pen=pg.mkPen(self.theme.color(Hue.LINE), width=1)) for ratio in (0.0, 0.5, 1.0)
        ]
        for line in self._lines:
            line.setZValue(-10)
            self._plot.addItem(line, ignoreBounds=True)


def _axis(value: float) -> str:
    return f"{value:g}" if value == int(value) else decimal(value, 1)
