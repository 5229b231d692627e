"""Badges, wristband labels and seat slips: one template each, painted alike for every printer and preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import segno
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
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
from desktop.ui.fitting import Room, fit
from desktop.ui.scripts import Written, undrawn, written
from desktop.ui.seats.cutout import paint_cutout
from desktop.ui.theme import FAMILIES

MILLIMETRES = {"badge": (86.0, 54.0), "wristband": (80.0, 25.0), "slip": (80.0, 50.0)}
_INCH = 25.4
_LEAST_MILLIMETRES = 1.6


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
    top = inner.top()
    # Below this nobody reads what is printed: then it is cut, with a sign.
    least = area.height() / label.size[1] * _LEAST_MILLIMETRES
    for text, share, bold in _lines(label):
        line = QRectF(inner.left(), top, inner.width(), height * share)
        _fitted(painter, line, text, least, bold=bold)
        top += height * share * 1.03


def _lines(label: Label) -> list[tuple[str, float, bool]]:
    """Texts from above, each with its share of the height and whether it is bold."""
    name = written(label.name, undrawn(label.name))
    if label.kind == "slip":
        named = _named(name, 0.20, bold=False)
        return [(label.event, 0.10, False), *named, (label.seat, 0.42, True),
                (label.way, 0.20, False)]  # fmt: skip
    if label.kind == "badge":
        return [(label.event, 0.10, False), *_named(name, 0.46, bold=True),
                (label.ticket_type, 0.16, False), (label.seat, 0.16, False)]  # fmt: skip
    seat = " · ".join(part for part in (label.ticket_type, label.seat) if part)
    return [*_named(name, 0.55, bold=True), (seat, 0.25, False), (label.event, 0.2, False)]


def _named(name: Written, share: float, *, bold: bool) -> list[tuple[str, float, bool]]:
    """A name, and below it how it reads."""
    if not name.below:
        return [(name.text, share, bold)]
    return [(name.text, share * 0.62, bold), (name.below, share * 0.35, False)]


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


def _fitted(painter: QPainter, area: QRectF, text: str, least: float, *, bold: bool) -> None:
    """Text as large as its line allows; long names on two lines before they get small."""
    if not text:
        return
    fonts = [_font(pixels, bold=bold) for pixels in _sizes(area.height(), least)]
    room = Room(area.width(), area.height(), direction=painter.layoutDirection(),
                device=painter.device())  # fmt: skip
    fitted = fit(text, fonts, room)
    if fitted is not None:
        above = (area.height() - fitted.height) / 2
        fitted.draw(painter, area.topLeft() + QPointF(0, above))


def _font(pixels: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setBold(bold)
    font.setPixelSize(pixels)
    return font


def _sizes(height: float, least: float) -> Iterable[int]:
    size = height * 0.82
    while size > least:
        yield round(size)
        size *= 0.92
    yield max(1, round(min(least, height * 0.6)))


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
