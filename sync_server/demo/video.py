"""A video as a door camera would see it: phones and paper held up, tilted, moving, badly lit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

WIDTH, HEIGHT, FPS = 1280, 720, 30
HOLD_FRAMES, GAP_FRAMES = 26, 9
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Look:
    """How one code is held up. Degrees, pixels, and factors of light."""

    paper: bool
    tilt: float
    lean: float
    light: float
    blur: float
    glare: bool


LOOKS = (
    Look(paper=False, tilt=-8, lean=0.05, light=1.0, blur=0.0, glare=False),
    Look(paper=True, tilt=14, lean=0.10, light=0.75, blur=0.8, glare=False),
    Look(paper=False, tilt=6, lean=0.14, light=0.45, blur=0.0, glare=True),
    Look(paper=True, tilt=-22, lean=0.06, light=0.6, blur=1.1, glare=False),
    Look(paper=False, tilt=28, lean=0.02, light=1.25, blur=0.6, glare=False),
)


def render(codes: Sequence[str], path: Path, progress: Callable[[int, int], None]) -> int:
    """Write the video; how many frames it has. `progress` is told (codes done, of how many)."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (WIDTH, HEIGHT))
    if not writer.isOpened():
        raise OSError(f"This OpenCV cannot write {path}.")
    noise = np.random.default_rng(7)
    room = _room(noise)
    frames = 0
    try:
        for number, code in enumerate(codes):
            for frame in _held_up(code, LOOKS[number % len(LOOKS)], room, noise):
                writer.write(frame)
                frames += 1
            progress(number + 1, len(codes))
    finally:
        writer.release()
    return frames


def _held_up(code: str, look: Look, room: Picture, noise: np.random.Generator) -> Iterator[Picture]:
    card = _paper(code) if look.paper else _phone(code)
    if look.glare:
        _add_glare(card)
    for step in range(HOLD_FRAMES):
        yield _shot(card, look, room, step / (HOLD_FRAMES - 1), noise)
    for _ in range(GAP_FRAMES):
        yield _grain(room, noise)


def _shot(
    card: Picture, look: Look, room: Picture, moment: float, noise: np.random.Generator
) -> Picture:
    """The card drifts in from below, sways, and turns a little."""
    rise = max(0.0, 1 - moment * 5)
    centre = (
        WIDTH / 2 + 46 * np.sin(moment * 5),
        HEIGHT / 2 + 560 * rise**2 + 16 * np.cos(moment * 7),
    )
    corners = _corners(card, centre, look.tilt + 5 * np.sin(moment * 6), look.lean)
    height, width = card.shape[:2]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    transform = cv2.getPerspectiveTransform(source, corners)
    frame = room.copy()
    cv2.warpPerspective(
        cv2.convertScaleAbs(card, alpha=look.light),
        transform,
        (WIDTH, HEIGHT),
        dst=frame,
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    blur = look.blur + 3.0 * rise
    if blur > 0.3:
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), blur), dtype=np.uint8)
    return _grain(frame, noise)


def _corners(
    card: Picture, centre: tuple[float, float], degrees: float, lean: float
) -> NDArray[np.float32]:
    height, width = card.shape[:2]
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    half[:2] *= 1 - lean  # the far edge is shorter
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(half @ turn.T + np.array(centre), dtype=np.float32)


def _code(code: str, side: int) -> Picture:
    made = segno.make(code, error="m", micro=False)
    matrix = np.array([[bool(cell) for cell in row] for row in made.matrix_iter(border=4)])
    modules = np.where(matrix, 20, 245).astype(np.uint8)
    scale = max(1, side // modules.shape[0])
    large = modules.repeat(scale, axis=0).repeat(scale, axis=1)
    picture = cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _phone(code: str) -> Picture:
    card = np.full((680, 400, 3), 24, np.uint8)
    cv2.rectangle(card, (14, 40), (386, 640), (250, 248, 246), -1)
    cv2.rectangle(card, (14, 40), (386, 96), (120, 84, 30), -1)
    cv2.putText(card, "Jazz Night", (34, 78), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (255, 255, 255), 2)
    card[130:482, 24:376] = _code(code, 352)
    cv2.putText(card, "Show this at the door", (48, 540), cv2.FONT_HERSHEY_SIMPLEX, 0.8,
                (90, 90, 90), 2)  # fmt: skip
    return card


def _paper(code: str) -> Picture:
    card = np.full((560, 640, 3), 238, np.uint8)
    cv2.putText(card, "HARBOURFRONT JAZZ NIGHT", (30, 54), cv2.FONT_HERSHEY_SIMPLEX, 0.9,
                (60, 60, 60), 2)  # fmt: skip
    card[90:510, 20:440] = _code(code, 420)
    for line in range(5):
        top = 120 + line * 48
        cv2.rectangle(card, (470, top), (610 - line * 14, top + 14), (170, 170, 170), -1)
    for crease in (180, 360):
        card[crease : crease + 2] = (card[crease : crease + 2] * 0.82).astype(np.uint8)
    return card


def _add_glare(card: Picture) -> None:
    """A lamp reflected in a corner of the glass."""
    height, width = card.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    distance = np.hypot(rows - height * 0.16, columns - width * 0.82) / (width * 0.35)
    light = np.clip(1 - distance, 0, 1)[..., None] * 150
    card[:] = np.clip(card + light, 0, 255).astype(np.uint8)


def _room(noise: np.random.Generator) -> Picture:
    """A dark foyer, out of focus."""
    grey = noise.integers(20, 60, (9, 16, 1))
    small: Any = np.clip(grey * np.array([1.05, 0.95, 0.9]), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC))


_GRAIN: list[Picture] = []


def _grain(frame: Picture, noise: np.random.Generator) -> Picture:
    """Sensor noise; a few patterns are made once and used in turn."""
    if not _GRAIN:
        _GRAIN.extend(noise.integers(0, 7, (HEIGHT, WIDTH, 3)).astype(np.uint8) for _ in range(4))
    pattern = _GRAIN[int(noise.integers(0, len(_GRAIN)))]
    return np.asarray(cv2.add(frame, pattern), dtype=np.uint8)
