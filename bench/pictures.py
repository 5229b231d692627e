"""Screenshots of the running kiosk for the documents. `python -m bench.pictures docs/images`."""

import os
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.clock import DoorClock, new_id
from desktop.door.facts import Card
from desktop.door.gate import Outcome, Presentation
from desktop.door.search import Hit
from desktop.ui import words
from desktop.ui.theme import PALETTES, apply
from desktop.ui.window import KioskWindow
from shared.admission import Prior, Reason, Verdict
from shared.ledger import Direction, Scan, Stamp, Status
from sync_server.demo.video import LOOKS, _held_up, _room

SIZES = ((1280, 800), (1920, 1080))
ZONE = "America/Toronto"


def main() -> None:
    """Every kind of verdict, search and enrolment, in both themes and sizes."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme, palette in PALETTES.items():
        apply(app, palette)
        for width, height in SIZES:
            window = KioskWindow(palette)
            window.resize(width, height)
            window.show()
            _fill(window)
            for name, outcome in _outcomes().items():
                spoken = words.speak(outcome)
                choices = ["1", "2", "3", "4"] if name == "ask" else []
                window.scan.show_outcome(outcome, spoken, choices, writes=False)
                _save(app, window, folder / f"{name}-{theme}-{width}.png")
            window.scan.verdict.show_spoken(words.alarm("The disk is full. Free some space."))
            _save(app, window, folder / f"system-{theme}-{width}.png")
            window.show_search()
            window.search.field.setText("os")
            window.search.show_hits("os", _hits())
            _save(app, window, folder / f"search-{theme}-{width}.png")
            window.show_enrol()
            _save(app, window, folder / f"enrol-{theme}-{width}.png")
            window.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def _fill(window: KioskWindow) -> None:
    window.header.show_place("Main entrance", "Harbourfront Jazz Night", "Gate A")
    window.header.show_fresh("Up to date", good=True)
    window.header.clock.setText("19:43")
    window.footer.show_numbers(1_284, 2_000, 14, 412)
    noise = np.random.default_rng(1)
    frame = list(_held_up("HJ-100001-PREVIEW", LOOKS[0], _room(noise), noise))[24]
    rgb = np.ascontiguousarray(frame[:, :, ::-1])
    image = QImage(rgb.data, 1280, 720, rgb.strides[0], QImage.Format.Format_RGB888).copy()
    window.scan.preview.show_picture(image, ())
    window.enrol.preview.show_picture(image, ())


def _outcomes() -> dict[str, Outcome]:
    now = DoorClock().read().judged_at
    card = Card(new_id(), "Amara Osei", "VIP lounge", "Table 12, seat 3", (),
                "Give the gold wristband. Up the left stairs.", "")  # fmt: skip
    base = Outcome(
        scan_id=new_id(), verdict=Verdict(status=Status.ACCEPTED), list_name="Main entrance",
        list_id=new_id(), at=now, timezone=ZONE, direction=Direction.ENTRY,
        presentation=Presentation(), card=card,
    )  # fmt: skip

    def other(name: str, kind: str, seat: str, verdict: Verdict, **more: object) -> Outcome:
        guest = replace(card, holder=name, ticket_type=kind, seat=seat, note="")
        return replace(base, scan_id=new_id(), card=guest, verdict=verdict, **more)  # type: ignore[arg-type]

    used = Prior(Scan(Stamp(1), now - timedelta(minutes=41)), own_second_scan=False)
    inside = Verdict(status=Status.REFUSED, reason=Reason.ALREADY_INSIDE, prior=used)
    lift = replace(card, holder="Priya Raman", ticket_type="Parterre", seat="Row A, place W2",
                   attention=("wheelchair",), note="Call the floor host, then let in.")  # fmt: skip
    ask = Verdict(status=Status.ASK, reason=Reason.PERSONS, places_left=4)
    return {
        "attention": replace(base, scan_id=new_id(), card=lift),
        "ask": other("Kenji Nakamura", "Group of four", "", ask),
        "refused": other(
            "Jonas Keller", "General admission", "Standing", inside, prior_gate="Gate C"
        ),
        "welcome": base,
    }


def _hits() -> list[Hit]:
    rows = (("Amara Osei", "VIP table", "Table 12, seat 3", "HJ-100004", "7QXA", 1),
            ("Oscar Mensah", "Balcony", "Balcony, row C, seat 14", "HJ-100231", "M2LD", 0),
            ("Rosa Osei", "General admission", "", "HJ-102873", "K5TT", 0))  # fmt: skip
    return [Hit(new_id(), *row) for row in rows]


def _save(app: QApplication, window: KioskWindow, path: Path) -> None:
    app.processEvents()
    window.grab().save(str(path))


if __name__ == "__main__":
    main()
