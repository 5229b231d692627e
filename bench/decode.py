"""What the decoder reads of real photos and of our own tickets held up badly, and what it costs.

A picture is shown as a camera would: ten times, a third of a second. `python -m bench.decode`
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from pyzbar import pyzbar

from bench.degraded import HEIGHT, WIDTH, Case, cases
from bench.table import print_table
from desktop.scanning.decoder import (
    SHARP_ENOUGH,
    VIEWS,
    Decoder,
    Frame,
    read_zxing,
    sharpness,
)

PHOTOS = Path(__file__).parents[2] / "shared/data/qr"
HELD_FRAMES = 10


def main() -> None:
    """Three tables and a JSON line."""
    pictures = [*photos(), *cases(24)]
    by_category = Counter(case.category for case in pictures)
    read: dict[str, Counter[str]] = {name: Counter() for name in ("zxing", "zbar", "both", "usher")}
    views: Counter[str] = Counter()
    frame_ms: list[float] = []
    for case in pictures:
        frame = np.ascontiguousarray(case.frame)
        zxing = _holds(case, [found.content for found in read_zxing(frame)])
        zbar = _holds(case, [bytes(code.data) for code in pyzbar.decode(frame)])
        view, spent = _hold_up(case, frame)
        frame_ms += spent
        views[view] += 1
        for name, good in (
            ("zxing", zxing), ("zbar", zbar), ("both", zxing or zbar), ("usher", bool(view)),
        ):  # fmt: skip
            read[name][case.category] += good
    _print_categories(by_category, read)
    _print_views(views)
    false, silent = _false_reads()
    _print_sharpness()
    p50, p95 = (float(np.percentile(frame_ms, q)) for q in (50, 95))
    print(f"\nfalse reads {false} of {silent} photos without a code, {HELD_FRAMES} frames each")
    print(f"one frame, read or not: p50 {p50:.1f} ms, p95 {p95:.1f} ms (the camera gives 33)")
    totals = {name: sum(counts.values()) for name, counts in read.items()}
    print(json.dumps({"bench": "decode", "pictures": len(pictures), **totals, "false": false,
                      "frame_p50_ms": round(p50, 1), "frame_p95_ms": round(p95, 1)}))  # fmt: skip


def photos() -> Iterator[Case]:
    """The real photos that hold a code, at the size of a camera's frame."""
    for folder in sorted((PHOTOS / "jsqr").glob("*")):
        told = json.loads((folder / "output.json").read_text())
        if told:
            yield Case("photos, jsQR", _fitted(folder / "input.png"), told["data"])
    for path in sorted((PHOTOS / "zxing").glob("qrcode-*/*")):
        text = path.with_suffix(".txt")
        if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".webp") and text.exists():
            yield Case("photos, ZXing", _fitted(path), text.read_text("utf-8", "replace"))


def _hold_up(case: Case, frame: Frame) -> tuple[str, list[float]]:
    """The view that read it (empty: none did), and the milliseconds of each frame."""
    decoder, spent = Decoder(), []
    for _ in range(HELD_FRAMES):
        started = time.perf_counter()
        found = decoder.read(frame)
        spent.append((time.perf_counter() - started) * 1000)
        if _holds(case, [code.content for code in found if not code.weak]):
            return decoder.last_view, spent
    return "", spent


def _print_sharpness() -> None:
    """Whether the meter of the settings page says what it promises."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for case in cases(96):
        if case.category == "out of focus":
            frame = np.ascontiguousarray(case.frame)
            sharp = sharpness(frame) >= SHARP_ENOUGH
            counts[sharp, _holds(case, [found.content for found in read_zxing(frame)])] += 1
    for sharp, told in ((True, "sharp enough"), (False, "not sharp")):
        good, bad = counts[sharp, True], counts[sharp, False]
        print(f"{told}: zxing-cpp reads {good} of {good + bad} out of focus")


def _false_reads() -> tuple[int, int]:
    false = count = 0
    for path in sorted((PHOTOS / "zxing").glob("falsepositives-*/*")):
        if path.suffix.lower() not in (".png", ".jpg", ".jpeg", ".webp"):
            continue
        if cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) is None:
            continue  # one of them is a single pixel, which OpenCV refuses
        frame, decoder = _fitted(path), Decoder(budget=1.0)
        count += 1
        false += any(not code.weak for _ in range(HELD_FRAMES) for code in decoder.read(frame))
    return false, count


def _fitted(path: Path) -> Frame:
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise OSError(f"{path} is no picture")
    scale = min(WIDTH / max(image.shape), HEIGHT / min(image.shape), 1.0)
    if scale < 1:
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(image, dtype=np.uint8)


def _holds(case: Case, contents: list[bytes]) -> bool:
    """Whether the text is among them; line ends and characters that are no UTF-8 do not matter."""
    wanted = case.text.split()
    return any(content.decode("utf-8", "replace").split() == wanted for content in contents)


def _print_categories(pictures: Counter[str], read: dict[str, Counter[str]]) -> None:
    rows = [
        (category, count, *(counts[category] for counts in read.values()))
        for category, count in pictures.items()
    ]
    total = (sum(pictures.values()), *(sum(counts.values()) for counts in read.values()))
    print_table(
        ("category", "pictures", "zxing-cpp", "pyzbar", "both", "Usher"), [*rows, ("all", *total)]
    )


def _print_views(views: Counter[str]) -> None:
    names = ("zxing", *(view.name for view in VIEWS))
    print()
    print_table(
        ("read by", "pictures"), [*((name, views[name]) for name in names), ("nothing", views[""])]
    )


if __name__ == "__main__":
    main()
