"""Codes where there are none: what cameras make of stripes, print and parts of bar codes.

The older kinds have few checks or none. How often is one read where nothing of the kind is, or
another number than is there; and how often would a door have said something about it?
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from bench.degraded import HEIGHT, WIDTH, Picture
from bench.table import print_table
from desktop.door.choosing import Read, choose, doubtful, remembered
from desktop.door.facts import Presented
from desktop.scanning.decoder import Decoder, Frame
from shared.credentials import from_text

FILMS, FRAMES = 10, 8
OLDER = {
    "Code39": "USHER12345", "Code93": "USHER12345", "Codabar": "A1234567B", "ITF": "12345678901234",
    "EAN13": "400638133393", "EAN8": "9638507", "UPCA": "03600029145", "UPCE": "0123456",
    "DataBar": "0124012345678905", "Code128": "TKT-00012345",
}  # fmt: skip
_READ_AS = {"Codabar": b"1234567", "UPCE": b"012345000065"}


@dataclass(frozen=True)
class Scene:
    """Something before a camera; `holds` is the number that may be read of it."""

    picture: Picture
    holds: bytes = b""


def main() -> None:
    """A table and a JSON line."""
    rows, total = [], Counter[str]()
    for name, scenes in KINDS.items():
        counts = Counter[str]()
        for scene in scenes(np.random.default_rng(7)):
            counts += _watch(scene)
        total += counts
        rows.append((name, counts["frames"], counts["wrong"], counts["strange"], counts["listed"]))
    print_table(
        ("before the camera", "frames", "wrong reads", "told, nobody's", "told, all listed"), rows
    )
    print(json.dumps({"bench": "noise", **total}))


def _watch(scene: Scene) -> Counter[str]:
    """A film of a scene at a door that knows nothing, and at one where every number is a ticket."""
    random = np.random.default_rng(3)
    decoder, counts = Decoder(), Counter[str]()
    decoder.reads_older = True
    doors = {"strange": Presented(), "listed": Presented(ticket_id="somebody")}
    recent = {name: remembered() for name in doors}
    for _ in range(FRAMES):
        found = decoder.read(_shot(scene.picture, random))
        counts["frames"] += 1
        counts["wrong"] += any(not _is_right(scene, one.content) for one in found)
        for name, presented in doors.items():
            reads = [Read.of(f, from_text(f.content, f.medium), presented) for f in found]
            chosen = choose(reads, recent[name])
            counts[name] += chosen is not None and not _is_right(scene, chosen.found.content)
            if news := doubtful(reads):
                recent[name].append(news)
    return counts


def _is_right(scene: Scene, content: bytes) -> bool:
    return bool(scene.holds) and scene.holds in content


def _shot(picture: Picture, random: np.random.Generator) -> Frame:
    """A frame of it in a hand that is never still."""
    turn: Picture = cv2.getRotationMatrix2D(
        (WIDTH / 2, HEIGHT / 2), float(random.uniform(-4, 4)), 1.0
    )
    turn[:, 2] += random.uniform(-12, 12, 2)
    moved = cv2.warpAffine(picture, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(moved, (0, 0), float(random.uniform(0.5, 1.5)))
    noisy = soft + random.normal(0, 4, soft.shape)
    return np.ascontiguousarray(np.clip(noisy, 0, 255), dtype=np.uint8)


def _stripes(random: np.random.Generator) -> Iterator[Scene]:
    """Shirts, fences, blinds."""
    for _ in range(FILMS):
        widths = random.integers(2, 14, WIDTH)
        shades = random.choice([40.0, 220.0], WIDTH)
        row = np.repeat(shades, widths)[:WIDTH].astype(np.float32)
        yield Scene(np.tile(row, (HEIGHT, 1)))


def _print(random: np.random.Generator) -> Iterator[Scene]:
    """A page of small print, full of upright strokes."""
    signs = list("abcdefghijklmnopqrstuvwxyzIIIlll1110||| ")
    for _ in range(FILMS):
        page = np.full((HEIGHT, WIDTH), 230, np.uint8)
        for y in range(30, HEIGHT, 34):
            line = "".join(str(sign) for sign in random.choice(signs, 70))
            cv2.putText(page, line, (5, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (30,), 2)
        yield Scene(page.astype(np.float32))


def _cut(kinds: dict[str, str]) -> Callable[[np.random.Generator], Iterator[Scene]]:
    """A bar code that is half out of the picture, or half under a thumb."""

    def scenes(random: np.random.Generator) -> Iterator[Scene]:
        for number in range(FILMS * 2):
            name = list(kinds)[number % len(kinds)]
            made = zxingcpp.create_barcode(kinds[name], getattr(zxingcpp.BarcodeFormat, name))
            bars: Picture = np.asarray(made.to_image(scale=4, add_quiet_zones=True), np.float32)[
                :, :1200
            ]
            bars = cv2.resize(bars, (bars.shape[1], 160), interpolation=cv2.INTER_NEAREST)
            first, last = random.uniform(0, 0.5), random.uniform(0.6, 1)
            bars = bars[:, int(first * bars.shape[1]) : int(last * bars.shape[1])]
            sheet = np.full((HEIGHT, WIDTH), float(random.choice([255, 90])), np.float32)
            sheet[280:440, 40 : 40 + bars.shape[1]] = bars
            yield Scene(sheet, _READ_AS.get(name, kinds[name].encode()))

    return scenes


KINDS: dict[str, Callable[[np.random.Generator], Iterator[Scene]]] = {
    "stripes": _stripes,
    "small print": _print,
    "parts of ITF": _cut({"ITF": OLDER["ITF"]}),
    "parts of the others": _cut({k: text for k, text in OLDER.items() if k != "ITF"}),
}


if __name__ == "__main__":
    main()
