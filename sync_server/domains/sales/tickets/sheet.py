"""Tickets on paper: a PDF sheet of QR codes with what people need beside them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

_COLUMNS, _ROWS = 2, 5
_MARGIN = 14 * mm
_CODE = 42 * mm


@dataclass(frozen=True)
class Label:
    """One ticket on a sheet: the QR's text, a heading, and lines below it."""

    code: str
    heading: str
    lines: tuple[str, ...] = ()


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
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(_MARGIN, height - _MARGIN, _printable(title))
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(width - _MARGIN, height - _MARGIN, f"{page + 1} of {pages}")
        for place, label in enumerate(labels[page * per_page : (page + 1) * per_page]):
            left = _MARGIN + place % _COLUMNS * cell_width
            top = height - _MARGIN - 8 * mm - place // _COLUMNS * cell_height
            _draw(canvas, label, left, top, cell_width)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, label: Label, left: float, top: float, width: float) -> None:
    widget = QrCodeWidget(label.code, barLevel="M")
    x0, y0, x1, y1 = widget.getBounds()
    drawing = Drawing(_CODE, _CODE, transform=[_CODE / (x1 - x0), 0, 0, _CODE / (y1 - y0), 0, 0])
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, left, top - _CODE)
    text_left, room = left + _CODE + 4 * mm, width - _CODE - 8 * mm
    canvas.setFont("Helvetica-Bold", 11)
    line_top = top - 8 * mm
    for line in _wrapped(label.heading, "Helvetica-Bold", 11, room):
        canvas.drawString(text_left, line_top, line)
        line_top -= 5 * mm
    canvas.setFont("Helvetica", 9)
    for text in label.lines:
        for line in _wrapped(text, "Helvetica", 9, room):
            canvas.drawString(text_left, line_top, line)
            line_top -= 4.2 * mm


def _wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    lines, line = [], ""
    for word in _printable(text).split():
        candidate = f"{line} {word}".strip()
        if line and stringWidth(candidate, font, size) > room:
            lines.append(line)
            candidate = word
        line = candidate
    return [*lines, line] if line else lines


def _printable(text: str) -> str:
    """What the PDF's built-in faces can show."""
    return text.encode("cp1252", "replace").decode("cp1252")
