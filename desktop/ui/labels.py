"""Badges, wristband labels and seat slips: one template each, painted alike for every printer and preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import segno
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPixmap,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.label_printer import DOTS_PER_INCH, Ink, PrintFailed
from desktop.seats.model import CutOut
from desktop.ui.seats.cutout import paint_cutout

MILLIMETRES = {"badge": (86.0, 54.0), "wristband": (80.0, 25.0), "slip": (80.0, 50.0)}
_INCH = 25.4


@dataclass(frozen=True)
class Label:
    """What is printed. `code` is the text of the QR code; without one there is none."""

    kind: str
    name: str
    ticket_type: str
    seat: str
    event: str
    code: str = ""
    way: str = ""
    place: CutOut | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return MILLIMETRES[self.kind]


def paint(painter: QPainter, area: QRectF, label: Label) -> None:
    """Draw a label into an area of its proportions; black on white, as thermal printers print."""
    painter.fillRect(area, Qt.GlobalColor.white)
    painter.setPen(Qt.GlobalColor.black)
    edge = area.height() * 0.07
    inner = area.adjusted(edge, edge, -edge, -edge)
    if label.code:
        side = min(inner.height(), inner.width() * 0.42)
        right = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        _code(painter, right, label.code)
        inner.setRight(right.left() - edge)
    if label.place is not None:
        side = min(inner.height(), inner.width() * 0.42)
        right = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        paint_cutout(painter, label.place, right, QColor("black"), QColor("white"), QFont("Inter"))
        painter.setPen(Qt.GlobalColor.black)
        inner.setRight(right.left() - edge)
    height = inner.height()
    lines: tuple[tuple[str, float, bool], ...]
    if label.kind == "slip":
        lines = ((label.event, 0.10, False), (label.name, 0.20, False), (label.seat, 0.42, True),
                 (label.way, 0.20, False))  # fmt: skip
    elif label.kind == "badge":
        lines = ((label.event, 0.10, False), (label.name, 0.46, True),
                 (label.ticket_type, 0.16, False), (label.seat, 0.16, False))  # fmt: skip
    else:
        seat = " · ".join(part for part in (label.ticket_type, label.seat) if part)
        lines = ((label.name, 0.55, True), (seat, 0.25, False), (label.event, 0.2, False))
    top = inner.top()
    for text, share, bold in lines:
        _fitted(painter, QRectF(inner.left(), top, inner.width(), height * share), text, bold=bold)
        top += height * share * 1.03


def image(label: Label, dots_per_inch: int = DOTS_PER_INCH) -> QImage:
    """A label as a printer's dots."""
    width, height = (round(mm / _INCH * dots_per_inch) for mm in label.size)
    picture = QImage(width, height, QImage.Format.Format_Grayscale8)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    paint(painter, QRectF(0, 0, width, height), label)
    painter.end()
    return picture


def ink(label: Label) -> Ink:
    """A label as black and white, for printers that take pictures."""
    picture = image(label)
    raw = np.frombuffer(picture.constBits(), np.uint8)
    grey = raw.reshape(picture.height(), picture.bytesPerLine())[:, : picture.width()]
    return np.asarray(grey < 128)


def to_pdf(label: Label, path: Path) -> None:
    """A label as a page of its own size, to look at before the first print."""
    writer = QPdfWriter(str(path))
    writer.setTitle("Usher")
    writer.setResolution(300)
    _set_page(writer, label)
    _paint_page(writer, label)


def to_system_printer(label: Label, name: str) -> None:
    """Print through the system. Raises PrintFailed."""
    printer = QPrinter(find_system_printer(name), QPrinter.PrinterMode.HighResolution)
    _set_page(printer, label)
    _paint_page(printer, label)


def find_system_printer(name: str) -> QPrinterInfo:
    """The printer of this name. Raises PrintFailed."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PrintFailed("There is no such printer on this computer.")
    return info


def system_printers() -> list[str]:
    """The printers that this computer knows."""
    return list(QPrinterInfo.availablePrinterNames())


def _set_page(device: QPdfWriter | QPrinter, label: Label) -> None:
    size = QPageSize(QSizeF(*label.size), QPageSize.Unit.Millimeter)
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))


def _paint_page(device: QPdfWriter | QPrinter, label: Label) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise PrintFailed("The printer does not answer.")
    paint(painter, QRectF(0, 0, device.width(), device.height()), label)
    painter.end()


def _fitted(painter: QPainter, area: QRectF, text: str, *, bold: bool) -> None:
    """Text as large as its line allows; long names on two lines before they get small."""
    if not text:
        return
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
    font = QFont()
    font.setFamilies(["Inter", "Noto Sans Arabic"])
    font.setBold(bold)
    for pixels in _sizes(area.height()):
        font.setPixelSize(pixels)
        box = QFontMetricsF(font, painter.device()).boundingRect(area, flags, text)
        if box.height() <= area.height() and box.width() <= area.width():
            break
    painter.setFont(font)
    painter.drawText(area, flags, text)


def _sizes(height: float) -> Iterable[int]:
    size = height * 0.82
    while size > max(6.0, height * 0.16):
        yield round(size)
        size *= 0.92


def _code(painter: QPainter, area: QRectF, text: str) -> None:
    made = segno.make(text, error="m", micro=False)
    cells = [list(row) for row in made.matrix_iter(border=2)]
    # Whole dots for each cell, or the printer blurs what the scanner must read.
    cell = max(1, int(area.width() // len(cells)))
    left = area.left() + (area.width() - cell * len(cells)) / 2
    top = area.top() + (area.height() - cell * len(cells)) / 2
    for y, row in enumerate(cells):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(
                    QRectF(round(left) + x * cell, round(top) + y * cell, cell, cell),
                    Qt.GlobalColor.black,
                )


def code_picture(text: str, side: int) -> QPixmap:
    """A QR code, dark on light whatever the colours of the screen are."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    _code(painter, QRectF(0, 0, side, side), text)
    painter.end()
    return picture
