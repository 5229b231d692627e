"""Tickets on paper: a PDF sheet of QR codes with what people need beside them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import inch, mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sync_server.kernel.typeface import printable, typeface

_COLUMNS, _ROWS = 2, 5
_MARGIN = 14 * mm
_CODE = 42 * mm
_BADGES, _BADGE_WIDTH, _BADGE_HEIGHT = 6, 4 * inch, 3 * inch
_BADGE_EDGE, _BADGE_CODE = 0.75 * inch, 27 * mm


@dataclass(frozen=True)
class Label:
    """One ticket on a sheet: the QR's text, a heading, and lines below it."""

    code: str
    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Badge:
    """Who wears it, for whom they are here, as what, and what a scanner reads of them."""

    code: str
    name: str
    company: str = ""
    role: str = ""


def ticket_sheet(title: str, labels: Sequence[Label]) -> bytes:
    """A PDF in US Letter, ten tickets a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=True)
    canvas.setTitle(title)
    width, height = LETTER
    per_page = _COLUMNS * _ROWS
    pages = max(1, -(-len(labels) // per_page))
    cell_width = (width - 2 * _MARGIN) / _COLUMNS
    cell_height = (height - 2 * _MARGIN - 8 * mm) / _ROWS
    plain, bold = typeface(), typeface(bold=True)
    for page in range(pages):
        canvas.setFont(bold, 13)
        canvas.drawString(_MARGIN, height - _MARGIN, printable(title, bold))
        canvas.setFont(plain, 9)
        canvas.drawRightString(width - _MARGIN, height - _MARGIN, f"{page + 1} of {pages}")
        for place, label in enumerate(labels[page * per_page : (page + 1) * per_page]):
            left = _MARGIN + place % _COLUMNS * cell_width
            top = height - _MARGIN - 8 * mm - place // _COLUMNS * cell_height
            _draw(canvas, label, left, top, cell_width)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, label: Label, left: float, top: float, width: float) -> None:
    plain, bold = typeface(), typeface(bold=True)
    _draw_code(canvas, label.code, left, top - _CODE, _CODE)
    text_left, room = left + _CODE + 4 * mm, width - _CODE - 8 * mm
    canvas.setFont(bold, 11)
    line_top = top - 8 * mm
    for line in _wrapped(label.heading, bold, 11, room):
        canvas.drawString(text_left, line_top, line)
        line_top -= 5 * mm
    canvas.setFont(plain, 9)
    for text in label.lines:
        for line in _wrapped(text, plain, 9, room):
            canvas.drawString(text_left, line_top, line)
            line_top -= 4.2 * mm


def _draw_code(canvas: Canvas, code: str, left: float, bottom: float, size: float) -> None:
    widget = QrCodeWidget(code, barLevel="M")
    x0, y0, x1, y1 = widget.getBounds()
    drawing = Drawing(size, size, transform=[size / (x1 - x0), 0, 0, size / (y1 - y0), 0, 0])
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, left, bottom)


def badge_sheet(event: str, badges: Sequence[Badge]) -> bytes:
    """A PDF in US Letter, six badges of four inches by three a page, with lines to cut along."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=True)
    canvas.setTitle(event)
    page_width, page_height = LETTER
    left_edge, top_edge = (page_width - 2 * _BADGE_WIDTH) / 2, page_height - _BADGE_EDGE
    for first in range(0, max(1, len(badges)), _BADGES):
        for place, badge in enumerate(badges[first : first + _BADGES]):
            left = left_edge + place % 2 * _BADGE_WIDTH
            bottom = top_edge - (place // 2 + 1) * _BADGE_HEIGHT
            _draw_badge(canvas, event, badge, left, bottom)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_badge(canvas: Canvas, event: str, badge: Badge, left: float, bottom: float) -> None:
    plain, bold = typeface(), typeface(bold=True)
    width, height, edge = _BADGE_WIDTH, _BADGE_HEIGHT, 6 * mm
    canvas.setStrokeGray(0.8)
    canvas.setLineWidth(0.4)
    canvas.rect(left, bottom, width, height)
    canvas.setFillGray(0.35)
    canvas.setFont(plain, 9)
    canvas.drawString(
        left + edge, bottom + height - 9 * mm, _cut(event, plain, 9, width - 2 * edge)
    )
    canvas.setFillGray(0)
    top = bottom + height - 19 * mm
    size, lines = _fitting(badge.name, bold, width - 2 * edge)
    canvas.setFont(bold, size)
    for line in lines:
        canvas.drawString(left + edge, top, line)
        top -= size * 1.15
    if badge.company:
        canvas.setFont(plain, 12)
        canvas.drawString(
            left + edge, top - 1 * mm, _cut(badge.company, plain, 12, width - 2 * edge)
        )
    canvas.setFont(bold, 12)
    room = width - _BADGE_CODE - 2 * edge
    canvas.drawString(left + edge, bottom + 6 * mm, _cut(badge.role, bold, 12, room))
    _draw_code(
        canvas, badge.code, left + width - _BADGE_CODE - 3 * mm, bottom + 3 * mm, _BADGE_CODE
    )


def _fitting(name: str, face: str, room: float) -> tuple[float, list[str]]:
    """As large as two lines of a badge can hold it."""
    for size in (26.0, 22.0, 18.0, 15.0):
        lines = _wrapped(name, face, size, room)
        if len(lines) <= 2 and all(stringWidth(line, face, size) <= room for line in lines):
            return size, lines
    return 15.0, [_cut(line, face, 15, room) for line in lines[:2]]


def _cut(said: str, face: str, size: float, room: float) -> str:
    text = printable(said, face)
    while text and stringWidth(text, face, size) > room:
        text = text[:-1]
    return text


def _wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    lines, line = [], ""
    for word in printable(text, font).split():
        candidate = f"{line} {word}".strip()
        if line and stringWidth(candidate, font, size) > room:
            lines.append(line)
            candidate = word
        line = candidate
    return [*lines, line] if line else lines
