"""A room on paper: the map with its state, what the marks mean, and the sections in numbers."""

import io
from collections.abc import Callable, Mapping, Sequence

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from sync_server.domains.door.rooms import State, Story
from sync_server.kernel.typeface import typeface
from sync_server.web import picture

_INK, _MUTED, _LINE = HexColor("#12161C"), HexColor("#5D6877"), HexColor("#9AA4B2")
_GOOD, _GOLD, _BLUE, _RED = (HexColor(c) for c in ("#0B7F5F", "#B98900", "#2F6FED", "#C8401B"))
_EDGE, _HEAD, _FOOT = 36.0, 64.0, 64.0
_LARGE = 1_000
"""Places from which on a map needs a larger sheet."""


def pdf(
    story: Story,
    states: Sequence[State],
    title: str,
    told: str,
    names: Mapping[State, str],
    lines: Sequence[str],
) -> bytes:
    """One sheet. `told` says of what moment it is; `names` are the marks in words; `lines` say the
    sections in numbers.
    """
    sheet = landscape(A3 if len(story.places) > _LARGE else A4)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=sheet)
    canvas.setTitle(title)
    font = typeface()
    width, height = sheet
    canvas.setFillColor(_INK)
    canvas.setFont(font, 20)
    canvas.drawString(_EDGE, height - 44, title)
    canvas.setFont(font, 10)
    canvas.setFillColor(_MUTED)
    canvas.drawRightString(width - _EDGE, height - 44, told)
    canvas.saveState()
    _room(canvas, story, states, font, width - 2 * _EDGE, height - _HEAD - _FOOT)
    canvas.restoreState()
    _legend(canvas, font, names)
    canvas.setFillColor(_INK)
    canvas.setFont(font, 9)
    canvas.drawString(_EDGE, 22, "   ·   ".join(lines)[:400])
    canvas.save()
    return file.getvalue()


def _room(
    canvas: Canvas, story: Story, states: Sequence[State], font: str, width: float, height: float
) -> None:
    size = picture.extent(story)
    scale = min(width / size.width, height / size.height)
    # Of a plan the first line is at the top; of a page it is at the bottom.
    canvas.translate(_EDGE + (width - size.width * scale) / 2, _FOOT + height)
    canvas.scale(scale, -scale)
    under = picture.background_png(story)
    if under is not None:
        canvas.saveState()
        canvas.translate(0, size.height)
        canvas.scale(1, -1)
        canvas.drawImage(ImageReader(Image.open(io.BytesIO(under)).convert("RGB")), 0, 0,
                         size.width, size.height)  # fmt: skip
        canvas.restoreState()
    first = 0
    for seat in story.seats:
        mine = states[first : first + seat.capacity]
        first += seat.capacity
        if seat.kind == "seat":
            continue
        x, y = float(seat.x or 0), float(seat.y or 0)
        wide, high = float(seat.width or 18), float(seat.height or 18)
        canvas.setStrokeColor(_LINE)
        canvas.setLineWidth(2)
        if seat.kind == "table":
            canvas.circle(x, y, wide / 2)
        else:
            canvas.roundRect(x - wide / 2, y - high / 2, wide, high, min(14, wide / 3))
        _write(canvas, font, picture.said_of(seat, mine), x, y, min(high * 0.26, 22), _INK)
    for name, x, y, high in picture.row_names(story):
        _write(canvas, font, name, x, y, high, _MUTED)
    for mark in picture.marks(story):
        _mark(canvas, states[mark.place], mark.x, mark.y, mark.size / 2)


def _write(
    canvas: Canvas, font: str, said: str, x: float, y: float, size: float, ink: HexColor
) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(1, -1)
    canvas.setFillColor(ink)
    canvas.setFont(font, size)
    canvas.drawCentredString(0, -size * 0.36, said)
    canvas.restoreState()


def _mark(canvas: Canvas, state: State, x: float, y: float, half: float) -> None:
    """The same forms as on the screen; `y` grows downwards."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(half, half)
    canvas.setLineWidth(0.22)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _FORMS[state](canvas)
    canvas.restoreState()


def _disc(radius: float, ink: HexColor, *, full: bool) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(ink)
        canvas.setStrokeColor(ink)
        canvas.circle(0, 0, radius, stroke=not full, fill=full)

    return draw


def _lines(
    ink: HexColor, *corners: Sequence[tuple[float, float]], full: bool = False, shut: bool = False
) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(ink)
        canvas.setStrokeColor(ink)
        path = canvas.beginPath()
        for points in corners:
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            if shut:
                path.close()
        canvas.drawPath(path, stroke=1, fill=full)

    return draw


def _both(*parts: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


_DIAMOND = ((0.0, -0.86), (0.86, 0.0), (0.0, 0.86), (-0.86, 0.0))
_TRIANGLE = ((0.0, -0.86), (0.86, 0.86), (-0.86, 0.86))
_FORMS: dict[State, Callable[[Canvas], None]] = {
    State.FREE: _disc(0.26, _MUTED, full=True),
    State.EXPECTED: _disc(0.76, _MUTED, full=False),
    State.HERE: _disc(0.86, _GOOD, full=True),
    State.LEFT: _both(_disc(0.5, _MUTED, full=False), _lines(_MUTED, ((-0.86, 0), (0.86, 0)))),
    State.VIP: _lines(_GOLD, _DIAMOND, shut=True),
    State.VIP_HERE: _lines(_GOLD, _DIAMOND, full=True, shut=True),
    State.HELP: _lines(_GOLD, _TRIANGLE, shut=True),
    State.HELP_HERE: _lines(_GOLD, _TRIANGLE, full=True, shut=True),
    State.HELD: _lines(
        _BLUE, ((-0.68, -0.68), (0.68, -0.68), (0.68, 0.68), (-0.68, 0.68)), shut=True
    ),
    State.BLOCKED: _lines(_MUTED, ((-0.8, -0.8), (0.8, 0.8))),
    State.CLASH: _lines(_RED, ((-0.8, -0.8), (0.8, 0.8)), ((0.8, -0.8), (-0.8, 0.8))),
}


def _legend(canvas: Canvas, font: str, names: Mapping[State, str]) -> None:
    left = _EDGE + 6
    canvas.setFont(font, 10)
    for state, name in names.items():
        canvas.saveState()
        canvas.translate(left, 44)
        canvas.scale(1, -1)
        _mark(canvas, state, 0, 0, 5)
        canvas.restoreState()
        canvas.setFillColor(_INK)
        canvas.drawString(left + 10, 40.5, name)
        left += 24 + pdfmetrics.stringWidth(name, font, 10)
