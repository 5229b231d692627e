"""An evening on paper, for whoever ordered it: numbers, arrivals, gates, people, no-shows."""

import io
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from sync_server.domains.door.attendance import GateRow, NoShows
from sync_server.domains.door.tonight import Tonight
from sync_server.domains.venues.models import Event
from sync_server.kernel.typeface import typeface
from sync_server.web.words import Words

_INK, _MUTED, _LINE, _GOOD = (HexColor(c) for c in ("#12161C", "#5D6877", "#D5DAE1", "#0B7F5F"))
_WIDTH, _HEIGHT = 480.0, 150.0
_MOST_ABSENT = 400


def pdf(
    words: Words,
    event: Event,
    told: Tonight,
    reasons: Mapping[str, str],
    sides: Mapping[str, Sequence[GateRow]],
    absent: NoShows,
) -> bytes:
    """As many pages as it takes."""
    said, face, file = words.gettext, typeface(), io.BytesIO()
    plain = ParagraphStyle("plain", fontName=face, fontSize=10, leading=14, textColor=_INK)
    head = ParagraphStyle("head", plain, fontSize=14, leading=18, spaceBefore=14, spaceAfter=6)
    title = ParagraphStyle("title", plain, fontSize=22, leading=28)

    def line(text: str, style: ParagraphStyle = plain) -> Paragraph:
        return Paragraph(escape(text), style)

    def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
        made = Table(
            [[line(cell) for cell in row] for row in (columns, *rows)], repeatRows=1, hAlign="LEFT"
        )
        made.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
                                  ("VALIGN", (0, 0), (-1, -1), "TOP")]))  # fmt: skip
        return made

    def side(name: str, rows: Sequence[GateRow]) -> list[Flowable]:
        columns = (name, said("let in"), said("refused"), said("let in anyway"),
                   said("busiest five minutes"))  # fmt: skip
        cells = [
            (row.name or "-", *(words.number(n) for n in (row.let_in, row.refused, row.overridden,
                                                          row.busiest)))
            for row in rows
        ]  # fmt: skip
        return [line(name, head), table(columns, cells)]

    number = words.number
    parts: list[Flowable] = [
        line(event.name, title),
        line(f"{words.day(event.starts_at, event.timezone)} · {event.venue_name or ''}".rstrip(" ·")),
        Spacer(1, 8),
        table(
            (said("List"), said("come"), said("of"), said("inside at the end")),
            [(name, number(n.come), number(n.of), number(n.inside)) for name, n in (
                *((one.name, one.persons) for one in told.lists), (said("The whole house"), told.house))],
        ),
        line(said("Arrivals"), head),
        _arrivals(words, event.timezone, told, face),
        line(said("Refused"), head),
        table((said("Why"), said("times")),
              [(reasons.get(name, name), number(times)) for name, times in told.refused]),
        *side(said("Gate"), sides["gate"]),
        *side(said("Device"), sides["device"]),
        *side(said("Person"), sides["operator"]),
        line(said("Who never came: {n}").format(n=number(absent.persons)), head),
        table((said("Guest"), said("Ticket")),
              [(one.holder or one.ticket_code, one.ticket_type) for one in absent.tickets[:_MOST_ABSENT]]),
    ]  # fmt: skip
    if absent.many > _MOST_ABSENT:
        more = said("and {n} more, in the file of no-shows").format(
            n=number(absent.many - _MOST_ABSENT)
        )
        parts.append(line(more))
    document = SimpleDocTemplate(file, pagesize=A4, title=event.name, leftMargin=54, rightMargin=54)
    document.build(parts)
    return file.getvalue()


def _arrivals(words: Words, zone: str, told: Tonight, face: str) -> Drawing:
    """Persons let in during each five minutes."""
    bins: dict[int, int] = {}
    for minute in told.minutes:
        place = int(minute.at.timestamp()) // 300
        bins[place] = bins.get(place, 0) + minute.persons
    drawing = Drawing(_WIDTH, _HEIGHT)
    if not bins:
        return drawing
    first, last, top = min(bins), max(bins), max(bins.values())
    step = (_WIDTH - 40) / max(1, last - first + 1)
    for place, persons in bins.items():
        drawing.add(Rect(40 + (place - first) * step, 20, step * 0.85, persons / top * (_HEIGHT - 36),
                         fillColor=_GOOD, strokeColor=None))  # fmt: skip
    from_, to = (
        words.clock(next(m.at for m in told.minutes if int(m.at.timestamp()) // 300 == p), zone)
        for p in (first, last)
    )
    for x, y, text, anchor in (
        (40, 6, from_, "start"), (_WIDTH, 6, to, "end"), (34, _HEIGHT - 22, words.number(top), "end"),
        (34, 18, "0", "end"), (40, _HEIGHT - 8, words.gettext("persons in five minutes"), "start"),
    ):  # fmt: skip
        drawing.add(
            String(x, y, text, fontName=face, fontSize=9, fillColor=_MUTED, textAnchor=anchor)
        )
    return drawing
