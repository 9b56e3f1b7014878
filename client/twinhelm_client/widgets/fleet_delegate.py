"""How pairs of the fleet are painted, as rows and as cards. Only visible ones are painted; a sparkline is drawn once for each change."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.fleet import LAGS, WORDS, FleetPair, FleetWord, SiteLine
from twinhelm_client.domain.history import axis_top
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.fleet_model import NAMES, FleetModel, heard_sentence, heard_words, lag_sentence, lag_words
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type

CARD = QSize(240, 122)  # at least so wide
_FOOT = 34
_ICON = 16
_MOST_SPARKS = 400
_MOST_WORDS = 4000
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex


class FleetPainter:
    """Fonts, colours, icons and sparklines, made once for a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.fonts = {type_: theme.font(type_) for type_ in (Type.BODY_STRONG, Type.CAPTION, Type.CAPTION_STRONG, Type.AXIS)}
        self.metrics = {type_: QFontMetrics(font) for type_, font in self.fonts.items()}
        self._icons: dict[Tone, QPixmap] = {}
        self._sparks: dict[tuple[str, int, int], tuple[int, QPixmap]] = {}
        self._colors: dict[Hue, QColor] = {}
        self._fits: dict[tuple[str, Type, int], str] = {}
        self.drawn = 0  # sparklines drawn so far, for the curious
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Another theme: draw everything anew."""
        self._icons.clear()
        self._sparks.clear()
        self._colors.clear()

    def color(self, hue: Hue) -> QColor:
        """Return a colour by its meaning."""
        if hue not in self._colors:
            self._colors[hue] = self.theme.color(hue)
        return self._colors[hue]

    def icon(self, tone: Tone, ratio: float) -> QPixmap:
        """Return the icon of a tone."""
        if tone not in self._icons:
            self._icons[tone] = icons.pixmap(self.theme, icons.TONES[tone], _ICON, ratio)
        return self._icons[tone]

    def say(self, painter: QPainter, rect: QRect, words: str, type_: Type, hue: Hue, align: int = _LEFT) -> None:
        """Write one line, shortened at its end when it does not fit."""
        painter.setFont(self.fonts[type_])
        painter.setPen(self.color(hue))
        painter.drawText(rect, align, self._fitting(words, type_, rect.width()))

    def _fitting(self, words: str, type_: Type, width: int) -> str:
        """Return the words, shortened where they do not fit; measuring costs as much as writing, so what is known is kept."""
        key = (words, type_, width)
        fitting = self._fits.get(key)
        if fitting is None:
            if len(self._fits) > _MOST_WORDS:
                self._fits.clear()
            fitting = self._fits[key] = self.metrics[type_].elidedText(words, Qt.TextElideMode.ElideRight, width)
        return fitting

    def spark(self, pair: FleetPair, size: QSize, ratio: float) -> QPixmap:
        """Return the lag of the last minute as a line; the same picture until the pair changes."""
        key = (pair.endpoint, size.width(), size.height())
        known = self._sparks.get(key)
        if known is not None and known[0] == pair.version:
            return known[1]
        if len(self._sparks) > _MOST_SPARKS:
            self._sparks.clear()
        picture = self._draw(pair, size, ratio)
        self._sparks[key] = (pair.version, picture)
        return picture

    def _draw(self, pair: FleetPair, size: QSize, ratio: float) -> QPixmap:
        self.drawn += 1
        picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        lags = pair.lags_s
        if len(lags) < 2:
            return picture
        top, height = axis_top(max(lags)), size.height() - 4
        step = (size.width() - 2) / (LAGS - 1)
        first = size.width() - 1 - (len(lags) - 1) * step
        line = QPolygonF([QPointF(first + n * step, 2 + height * (1 - lag / top)) for n, lag in enumerate(lags)])
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.color(Hue.UNSAFE if pair.known else Hue.STALE), 1.3))
        painter.drawPolyline(line)
        painter.end()
        return picture


class FleetRowDelegate(QStyledItemDelegate):
    """Cells of the table."""

    def __init__(self, paints: FleetPainter, model: FleetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paints = paints
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        line = self._model.line(index.row())
        if isinstance(line, SiteLine):
            self._paint_site(painter, rect, line, index.column())
            return
        self._paint_pair(painter, rect, line, NAMES[index.column()])

    def _paint_site(self, painter: QPainter, rect: QRect, line: SiteLine, column: int) -> None:
        painter.fillRect(rect, self._paints.theme.color(Hue.LINE, 0.35))
        if column == 0:  # written over the cells to the right, which are painted before and stay empty
            return
        room = rect.adjusted(11, 0, -4, 0)
        if NAMES[column] == "name":
            name = line.site or translate("Fleet", "no site")
            self._paints.say(painter, room, name, Type.CAPTION_STRONG, Hue.TEXT)
        elif NAMES[column] == "sentence":
            self._paints.say(painter, room, site_words(line), Type.CAPTION, Hue.MUTED)

    def _paint_pair(self, painter: QPainter, rect: QRect, pair: FleetPair, name: str) -> None:
        paints, room = self._paints, rect.adjusted(11, 0, -4, 0)
        ratio = painter.device().devicePixelRatioF()
        if name == "state":
            painter.drawPixmap(room.left(), rect.center().y() - _ICON // 2, paints.icon(pair.tone, ratio))
            words = translate("Fleet", WORDS[pair.word])
            paints.say(painter, room.adjusted(_ICON + 6, 0, 0, 0), words, Type.CAPTION, icons.TONES[pair.tone][1])
        elif name == "lag":
            figure = room.adjusted(0, 0, 50 - room.width(), 0)
            paints.say(painter, figure, lag_words(pair), Type.CAPTION, Hue.TEXT if pair.known else Hue.STALE, _RIGHT)
            size = QSize(max(20, room.width() - 58), rect.height() - 8)
            painter.drawPixmap(figure.right() + 8, rect.top() + 4, paints.spark(pair, size, ratio))
        elif name == "heard":
            lost = pair.tone is Tone.STALE
            paints.say(painter, room, heard_words(pair, self._model.now_s), Type.CAPTION, Hue.TEXT if lost else Hue.MUTED)
        elif name == "name":
            paints.say(painter, room, pair.title, Type.CAPTION_STRONG, Hue.TEXT)
        elif name == "sentence":
            paints.say(painter, room, pair.brief, Type.CAPTION, _words_hue(pair))
        elif name == "waiting":
            words = text.size(pair.waiting_bytes) if pair.heard_s else "–"
            paints.say(painter, room, words, Type.CAPTION, Hue.MUTED if pair.known else Hue.STALE, _RIGHT)
        else:
            words = pair.site if name == "site" else pair.active or "–"
            paints.say(painter, room, words, Type.CAPTION, Hue.MUTED if pair.known else Hue.STALE)


class FleetCardDelegate(QStyledItemDelegate):
    """Cards: the name, the state, the sentence, the sparkline."""

    def __init__(self, paints: FleetPainter, model: FleetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paints = paints
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pair = self._model.line(index.row())
        if not isinstance(pair, FleetPair):
            return
        paints = self._paints
        whole: QRect = option.rect
        box = QRectF(whole).adjusted(5.5, 5.5, -5.5, -5.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hue = icons.TONES[pair.tone][1]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(paints.color(Hue.ACCENT if chosen else Hue.LINE), 2 if chosen else 1))
        painter.setBrush(QColor(paints.theme.tokens.panel))
        painter.drawRoundedRect(box, 8, 8)
        painter.fillRect(QRectF(box.left() + 1, box.top() + 10, 3, box.height() - 20), paints.color(hue))
        self._paint_words(painter, box.toRect().adjusted(14, 8, -12, -8), pair, hue)
        painter.restore()

    def _paint_words(self, painter: QPainter, inner: QRect, pair: FleetPair, hue: Hue) -> None:
        paints, ratio = self._paints, painter.device().devicePixelRatioF()
        state = translate("Fleet", WORDS[pair.word])
        room = paints.metrics[Type.CAPTION].horizontalAdvance(state) + 2
        row = QRect(inner.left(), inner.top(), inner.width(), 20)
        painter.drawPixmap(row.left(), row.center().y() - _ICON // 2, paints.icon(pair.tone, ratio))
        paints.say(painter, row.adjusted(_ICON + 6, 0, -room - 6, 0), pair.title, Type.BODY_STRONG, Hue.TEXT)
        paints.say(painter, row.adjusted(row.width() - room, 0, 0, 0), state, Type.CAPTION, hue, _RIGHT)
        row.translate(0, 20)
        paints.say(painter, row, place_words(pair) if pair.word is FleetWord.READY else pair.brief, Type.CAPTION, _words_hue(pair))
        foot = QRect(inner.left(), inner.bottom() - _FOOT + 1, inner.width(), _FOOT)
        left = min(160 if pair.word is FleetWord.LOST else 118, foot.width())
        painter.drawPixmap(foot.left() + left, foot.top(), paints.spark(pair, QSize(foot.width() - left, _FOOT), ratio))
        words = foot.adjusted(0, 0, left - foot.width() - 6, -_FOOT // 2)
        paints.say(painter, words, lag_sentence(pair), Type.CAPTION_STRONG, Hue.TEXT if pair.known else Hue.STALE)
        words.translate(0, _FOOT // 2)
        paints.say(painter, words, heard_sentence(pair, self._model.now_s), Type.AXIS, Hue.MUTED)


def _words_hue(pair: FleetPair) -> Hue:
    """What is well is said quietly: a person looks for the rest."""
    return Hue.TEXT if pair.known and pair.word is not FleetWord.READY else Hue.MUTED


def place_words(pair: FleetPair) -> str:
    """Say where a pair stands and who is active there."""
    active = translate("Fleet", "{0} active").format(pair.active) if pair.active else ""
    return " · ".join(part for part in (pair.site, active) if part)


def site_words(line: SiteLine) -> str:
    """Say how many pairs a site has, and how they are."""
    pairs = text.count(line.pairs, translate("Fleet", "pair"), translate("Fleet", "pairs"))
    return " · ".join([pairs, *(f"{number} {translate('Fleet', WORDS[word])}" for word, number in line.words)])
