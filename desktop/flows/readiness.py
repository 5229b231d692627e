"""Doors open: what must be right before the first guest, each point with its reason."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil

from desktop.door.desk import Surroundings
from desktop.label_printer import Condition
from desktop.sync.lan import Neighbours
from desktop.ui import words
from desktop.ui.checklist import Check, Light
from desktop.ui.language import QT_TR_NOOP, number, tr
from desktop.ui.scripts import Undrawable, font_package

STALE_MINUTES = 15
_WRONG_CLOCK_MS, _DOUBTFUL_CLOCK_MS = 120_000, 5_000
_LITTLE_DISK, _TOO_LITTLE_DISK = 1_000_000_000, 100_000_000
_LITTLE_BATTERY, _TOO_LITTLE_BATTERY = 40, 15


@dataclass(frozen=True)
class Facts:
    """What the kiosk knows of itself at this moment."""

    now: datetime
    timezone: str
    around: Surroundings
    neighbours: Neighbours
    offset_ms: int
    measured: bool
    camera_problem: str
    camera: bool
    seen_codes: int
    readers: tuple[str, ...]
    printer: str
    printer_problem: str
    printer_says: Condition | None
    waiting: int
    offline: bool
    signed_in: str
    must_sign_in: bool
    data_dir: Path
    undrawable: Undrawable | None


def checks(facts: Facts) -> list[Check]:
    """Every point, in the order in which staff would look."""
    return [
        _list(facts), *_names(facts), _clock(facts), _sources(facts), *_printer(facts), _peers(facts),
        _journal(facts), _person(facts), _disk(facts), *_battery(),
    ]  # fmt: skip


def _list(facts: Facts) -> Check:
    name = tr("Guest list")
    if facts.around.list_as_of is None:
        return Check(name, Light.BAD, tr("No guest list has arrived on this kiosk yet."))
    if not facts.around.tickets:
        return Check(name, Light.BAD, tr("The guest list is empty."))
    if not facts.around.serves_any:
        return Check(name, Light.BAD, words.serves_nothing())
    minutes = int((facts.now - facts.around.list_as_of).total_seconds()) // 60
    told = tr("{n} tickets, as of {time}.").format(
        n=number(facts.around.tickets), time=words.clock(facts.around.list_as_of, facts.timezone)
    )
    return Check(name, Light.GOOD if minutes < STALE_MINUTES else Light.DOUBT, told)


_SCRIPTS = {
    "Chinese": QT_TR_NOOP("Chinese"), "Japanese": QT_TR_NOOP("Japanese"),
    "Korean": QT_TR_NOOP("Korean"), "Thai": QT_TR_NOOP("Thai"),
    "Devanagari": QT_TR_NOOP("Devanagari"), "Bengali": QT_TR_NOOP("Bengali"),
    "Tamil": QT_TR_NOOP("Tamil"), "Khmer": QT_TR_NOOP("Khmer"), "Burmese": QT_TR_NOOP("Burmese"),
    "Ethiopic": QT_TR_NOOP("Ethiopic"), "Hebrew": QT_TR_NOOP("Hebrew"),
    "Emoji": QT_TR_NOOP("pictures"),
}  # fmt: skip
_MOST_SCRIPTS = 3


def _names(facts: Facts) -> Iterator[Check]:
    """Whether every guest's name can be read here, on the screen and on badges."""
    name, found = tr("Names"), facts.undrawable
    if not facts.around.tickets:
        return
    if found is None:
        yield Check(name, Light.DOUBT, tr("They are being looked through."))
    elif not found.names:
        yield Check(name, Light.GOOD, tr("This kiosk can show and print them all."))
    else:
        told = tr(
            "No font here has the letters of {n} of them ({scripts}): they are shown and printed"
            " in Latin letters. To have them as they are, install {packages} and start again."
        )
        scripts = [tr(_SCRIPTS.get(script, script)) for script in found.scripts[:_MOST_SCRIPTS]]
        more = ["…"] if len(found.scripts) > _MOST_SCRIPTS else []
        packages = dict.fromkeys(font_package(script) for script in found.scripts)
        told = told.format(
            n=number(found.names), scripts=", ".join(scripts + more), packages=", ".join(packages)
        )
        yield Check(name, Light.DOUBT, told)


def _clock(facts: Facts) -> Check:
    name = tr("Clock")
    if not facts.measured:
        return Check(name, Light.DOUBT, tr("Never compared with the server's clock."))
    if abs(facts.offset_ms) > _WRONG_CLOCK_MS:
        told = tr("This computer's clock is wrong by {n} seconds; scans use the right time.")
        return Check(name, Light.DOUBT, told.format(n=number(abs(facts.offset_ms) / 1000)))
    light = Light.GOOD if abs(facts.offset_ms) <= _DOUBTFUL_CLOCK_MS else Light.DOUBT
    told = tr("{n} ms from the server's clock.").format(n=number(abs(facts.offset_ms)))
    return Check(name, light, told)


def _sources(facts: Facts) -> Check:
    name = tr("Camera or scanner")
    ways = []
    if facts.camera and not facts.camera_problem:
        ways.append(tr("camera"))
    if facts.readers:
        ways.append(tr("NFC reader"))
    if facts.seen_codes:
        ways.append(tr("codes were read"))
    if ways:
        return Check(name, Light.GOOD, ", ".join(ways))
    told = tr(facts.camera_problem) or tr("Nothing was read yet.")
    advice = tr("Scan any code once to try a hand scanner.")
    return Check(name, Light.BAD, f"{told} {advice}")


def _printer(facts: Facts) -> Iterator[Check]:
    if not facts.printer:
        return
    name, says = tr("Printer"), facts.printer_says
    if facts.printer_problem:
        yield Check(name, Light.BAD, tr(facts.printer_problem))
    elif says is None:
        yield Check(name, Light.DOUBT, tr("It is being asked for paper and head."))
    elif says.stops:
        yield Check(name, Light.BAD, " ".join(tr(sentence) for sentence in says.stops))
    elif not says.answered:
        told = tr("{printer}: it cannot be asked for paper and head. Look at it.")
        yield Check(name, Light.DOUBT, told.format(printer=facts.printer))
    elif says.soon:
        yield Check(name, Light.DOUBT, " ".join(tr(sentence) for sentence in says.soon))
    else:
        told = tr("{printer}: paper is in, and nothing is open.")
        yield Check(name, Light.GOOD, told.format(printer=facts.printer))


def _peers(facts: Facts) -> Check:
    name = tr("Server and other doors")
    told = tr("{n} of {all} other doors answer on this network.").format(
        n=number(len(facts.neighbours.devices)), all=number(facts.around.other_doors)
    )
    if facts.neighbours.refused:
        host, why = facts.neighbours.refused[-1]
        turned = tr("A device on this network was turned away ({host}): {why}")
        return Check(name, Light.DOUBT, f"{told} {turned.format(host=host, why=tr(why))}")
    if facts.offline:
        offline = tr("The server does not answer; this door works on its own list.")
        return Check(name, Light.DOUBT, f"{offline} {told}")
    return Check(name, Light.GOOD, told)


def _journal(facts: Facts) -> Check:
    name = tr("Scans")
    if facts.around.questioned:
        told = tr("The server questions {n} scans; the organizer sees them.")
        return Check(name, Light.DOUBT, told.format(n=number(facts.around.questioned)))
    if facts.waiting:
        told = tr("{n} wait to be sent.").format(n=number(facts.waiting))
        return Check(name, Light.DOUBT, told)
    return Check(name, Light.GOOD, tr("All are sent."))


def _person(facts: Facts) -> Check:
    name = tr("Staff")
    if facts.signed_in:
        return Check(name, Light.GOOD, facts.signed_in)
    light = Light.BAD if facts.must_sign_in else Light.GOOD
    return Check(name, light, tr("Nobody is signed in at this door."))


def _disk(facts: Facts) -> Check:
    free = shutil.disk_usage(facts.data_dir).free
    light = (
        Light.BAD if free < _TOO_LITTLE_DISK else Light.DOUBT if free < _LITTLE_DISK else Light.GOOD
    )
    return Check(tr("Disk"), light, tr("{n} MB free.").format(n=number(free / 1_000_000)))


def _battery() -> Iterator[Check]:
    battery = psutil.sensors_battery()
    if battery is None:
        return
    percent = int(battery.percent)
    if battery.power_plugged:
        light, told = Light.GOOD, tr("{n} %, plugged in.")
    else:
        light = (
            Light.BAD
            if percent < _TOO_LITTLE_BATTERY
            else Light.DOUBT
            if percent < _LITTLE_BATTERY
            else Light.GOOD
        )
        told = tr("{n} %, not plugged in.")
    yield Check(tr("Battery"), light, told.format(n=number(percent)))
