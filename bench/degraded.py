"""Our own tickets, held up badly: what a door camera sees of dim, cracked, creased and wet codes.

Every picture is a grey 1280 by 720 frame with the text it must give. Drawn from a fixed seed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp

Picture = Any
"""A grey picture, height by width; OpenCV and NumPy disagree about its type on the way."""
WIDTH, HEIGHT = 1280, 720
SIGNED = "US1." + "MZXW6YTBOI4TCNRSGM2DKNRXHA4TAMJSGM2DKNRXHA4Q" * 5
FORMATS = ("QRCode", "MicroQRCode", "Aztec", "DataMatrix", "PDF417", "Code128")


@dataclass(frozen=True)
class Case:
    """One frame of one category; `text` is what it holds."""

    category: str
    frame: Picture
    text: str


def cases(each: int = 12) -> Iterator[Case]:
    """`each` frames of every category, from mild to hopeless; half as many of every other format."""
    random = np.random.default_rng(20)
    for category, (spoil, paper) in CATEGORIES.items():
        for number in range(each):
            text = (
                SIGNED if number % 3 == 2 else f"{category[:2].upper()}7Q2MXK4NPA{number:04d}"[:16]
            )
            code = _code("QRCode", text)
            side = int(random.integers(250, 400)) + (90 if text == SIGNED else 0)
            card = spoil(_card(code, side, paper=paper), (number + 1) / each, random)
            yield Case(category, _held(card, random), text)
    for name in FORMATS[1:]:
        for number in range(max(1, each // 2)):
            text = f"{number:06d}" if name == "MicroQRCode" else f"TKT-{number:08d}"
            wide = name in ("PDF417", "Code128")
            card = _card(_code(name, text), 560 if wide else 300, paper=True)
            yield Case(f"format {name}", _held(card, random), text)


def _code(name: str, text: str) -> Picture:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    return np.asarray(made.to_image(scale=8, add_quiet_zones=True), dtype=np.uint8)


def _card(code: Picture, side: int, *, paper: bool) -> Picture:
    """The code in the middle of a sheet or a phone, `side` pixels along its longer edge."""
    factor = side / max(code.shape)
    small = cv2.resize(code, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    edge = 40 if paper else 28
    card = np.full((small.shape[0] + 2 * edge, small.shape[1] + 2 * edge), 255.0, np.float32)
    card[edge:-edge, edge:-edge] = small
    return card


def _dim(card: Picture, how: float, _random: np.random.Generator) -> Picture:
    return card * (0.10 - 0.075 * how) + 5


def _cracked(card: Picture, how: float, random: np.random.Generator) -> Picture:
    height, width = card.shape
    for _ in range(1 + int(6 * how)):
        points = random.integers(0, [width, height], (5, 2)).astype(np.int32)
        shade = float(random.choice([40, 230]))
        cv2.polylines(card, [points], isClosed=False, color=shade, thickness=1 + int(2.5 * how))
    return card


def _dark_mode(card: Picture, how: float, _random: np.random.Generator) -> Picture:
    return 30 + (255 - card) * (0.8 - 0.7 * how)


def _night_shift(card: Picture, how: float, random: np.random.Generator) -> Picture:
    return 20 + card * (0.3 - 0.2 * how) + random.normal(0, 6 + 12 * how, card.shape)


def _too_bright(card: Picture, how: float, _random: np.random.Generator) -> Picture:
    bloom = cv2.GaussianBlur(card, (0, 0), 4 + 10 * how)
    return np.clip((0.6 - 0.35 * how) * card + (0.7 + 0.4 * how) * bloom, 0, 255)


def _moire(card: Picture, how: float, random: np.random.Generator) -> Picture:
    y, x = np.mgrid[: card.shape[0], : card.shape[1]]
    angle, period = random.uniform(0, np.pi), random.uniform(2.2, 5.5)
    wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period)
    fine = np.sin(x * 2 * np.pi / random.uniform(2.1, 3.0))
    return np.clip(card * (0.8 - 0.45 * how) + 40 + (40 + 60 * how) * wave + 35 * fine, 0, 255)


def _creased(card: Picture, how: float, random: np.random.Generator) -> Picture:
    height, width = card.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    shade = np.ones_like(card)
    for _ in range(4):
        angle = float(random.uniform(0, np.pi))
        along = (x - random.uniform(0, width)) * np.cos(angle) + (
            y - random.uniform(0, height)
        ) * np.sin(angle)
        shade *= (
            1 - (0.2 + 0.5 * how) * np.exp(-((along / 5) ** 2)) + 0.3 * how * np.tanh(along / 40)
        )
        bend = (1 + 7 * how) * np.exp(-((along / 18) ** 2)).astype(np.float32)
        card = cv2.remap(card, x + bend, y + bend, cv2.INTER_LINEAR, borderValue=255)
    return np.clip(card * shade, 0, 255)


def _wet(card: Picture, how: float, random: np.random.Generator) -> Picture:
    soft = cv2.GaussianBlur(card, (0, 0), 1.5 + 4 * how)
    blot = cv2.GaussianBlur(random.random(card.shape).astype(np.float32), (0, 0), 24)
    blot = (blot - blot.min()) / (blot.max() - blot.min())
    mask = np.clip((blot - 0.45) * 6, 0, 1)
    return (card * (1 - mask) + (soft * (0.8 - 0.4 * how) + 70) * mask) * (1 - 0.3 * blot)


def _wristband(card: Picture, how: float, random: np.random.Generator) -> Picture:
    height, width = card.shape
    radius = width / (1.3 + 0.75 * how)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    place = np.clip((x - width / 2) / radius, -0.999, 0.999)
    around = (np.arcsin(place) * radius + width / 2).astype(np.float32)
    bent = cv2.remap(card, around, y, cv2.INTER_LINEAR, borderValue=200)
    bent = bent * (0.35 + 0.65 * np.sqrt(1 - place**2))
    return bent if random.random() < 0.5 else bent.T.copy()


def _moving(card: Picture, how: float, random: np.random.Generator) -> Picture:
    length = 5 + 2 * int(9 * how)
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D(
        (length / 2 - 0.5, length / 2 - 0.5), float(random.uniform(0, 180)), 1
    )
    return cv2.filter2D(card, -1, cv2.warpAffine(kernel, turn, (length, length)))


def _unfocused(card: Picture, how: float, _random: np.random.Generator) -> Picture:
    return cv2.GaussianBlur(card, (0, 0), 1.5 + 4.0 * how)


def _far(card: Picture, how: float, _random: np.random.Generator) -> Picture:
    factor = 0.5 - 0.32 * how
    return cv2.resize(card, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _glare(card: Picture, how: float, random: np.random.Generator) -> Picture:
    height, width = card.shape
    y, x = np.mgrid[:height, :width]
    spot = ((x - random.uniform(0.2, 0.8) * width) / (0.35 * width)) ** 2 + (
        (y - random.uniform(0.2, 0.8) * height) / (0.14 * height)
    ) ** 2
    return np.clip(card * (0.8 - 0.5 * how) + (90 + 150 * how) * np.exp(-spot), 0, 255)


def _damaged(card: Picture, how: float, random: np.random.Generator) -> Picture:
    """Torn, stained and punched: pieces are paper or ink, up to a tenth of the code."""
    height, width = card.shape
    left = (0.01 + 0.1 * how) * height * width
    while left > 0:
        radius = int(random.integers(6, 22))
        centre = (int(random.integers(30, width - 30)), int(random.integers(30, height - 30)))
        axes = (radius, max(3, int(radius * random.uniform(0.3, 1.0))))
        shade = float(random.choice([20, 240]))
        cv2.ellipse(card, centre, axes, float(random.uniform(0, 180)), 0, 360, shade, -1)
        left -= np.pi * axes[0] * axes[1]
    return card


def _bright_spots(card: Picture, how: float, random: np.random.Generator) -> Picture:
    """Small lamps seen in a foil or a phone's glass, each with its bloom."""
    height, width = card.shape
    y, x = np.mgrid[:height, :width]
    card = card * 0.6 + 20
    for _ in range(2 + int(8 * how)):
        centre = random.uniform(0.1, 0.9, 2) * [width, height]
        away = np.hypot(x - centre[0], y - centre[1])
        size = random.uniform(5, 9 + 10 * how)
        card = card + 320 * np.exp(-((away / size) ** 2)) + 90 * np.exp(-((away / size / 3) ** 2))
    return np.clip(card, 0, 255)


def _lamp(card: Picture, how: float, random: np.random.Generator) -> Picture:
    """The white band of a tube lamp across a laminated badge."""
    height, width = card.shape
    y, x = np.mgrid[:height, :width]
    angle = float(random.uniform(0, np.pi))
    along = (x - width / 2) * np.cos(angle) + (y - height / 2) * np.sin(angle)
    along = along - random.uniform(-0.25, 0.25) * width
    band = np.exp(-((along / ((0.05 + 0.1 * how) * width)) ** 2))
    haze = np.exp(-((along / (0.5 * width)) ** 2))
    return np.clip(card * (0.75 - 0.3 * how) + (180 + 160 * how) * band + 60 * how * haze, 0, 255)


def _curved(card: Picture, how: float, random: np.random.Generator) -> Picture:
    """On a bottle, a sleeve, a rolled sheet: bent along any line, and seen from a little aside."""
    height, width = card.shape
    radius = max(width, height) / (1.1 + 0.85 * how)
    angle = float(random.uniform(0, np.pi))
    y, x = np.mgrid[:height, :width].astype(np.float32)
    x, y = x - width / 2, y - height / 2
    across = x * np.cos(angle) + y * np.sin(angle)
    place = np.clip(across / radius + 0.15 * how, -0.999, 0.999)
    moved = (np.arcsin(place) - np.arcsin(0.15 * how)) * radius - across
    bent = cv2.remap(
        card,
        (x + moved * np.cos(angle) + width / 2).astype(np.float32),
        (y + moved * np.sin(angle) + height / 2).astype(np.float32),
        cv2.INTER_LINEAR, borderValue=200,
    )  # fmt: skip
    return bent * (0.4 + 0.6 * np.sqrt(1 - place**2))


def _blurred_dim(card: Picture, how: float, random: np.random.Generator) -> Picture:
    """A hand in motion before a bar: long exposure, little light, a noisy sensor."""
    soft = cv2.GaussianBlur(_moving(card, 0.5 * how, random), (0, 0), 1 + 2 * how)
    return soft * (0.35 - 0.25 * how) + 8 + random.normal(0, 2 + 3 * how, card.shape)


CATEGORIES: dict[str, tuple[Callable[[Picture, float, np.random.Generator], Picture], bool]] = {
    "screen, dim": (_dim, False),
    "screen, cracked": (_cracked, False),
    "screen, dark mode": (_dark_mode, False),
    "screen, night shift": (_night_shift, False),
    "screen, too bright": (_too_bright, False),
    "screen, moiré": (_moire, False),
    "screen, glare": (_glare, False),
    "paper, creased": (_creased, True),
    "paper, wet": (_wet, True),
    "paper, wristband": (_wristband, True),
    "moving": (_moving, True),
    "out of focus": (_unfocused, True),
    "far away": (_far, True),
    "damaged": (_damaged, True),
    "bright spots": (_bright_spots, False),
    "glare of a lamp": (_lamp, True),
    "curved": (_curved, True),
    "blurred and dim": (_blurred_dim, True),
}


def _held(card: Picture, random: np.random.Generator) -> Picture:
    """Tilted in front of a room with some noise."""
    light = float(card.mean())
    room = np.full((HEIGHT, WIDTH), np.clip(light * 0.6 + 10, 8, 150), np.float32)
    room += np.linspace(-8, 14, WIDTH, dtype=np.float32)
    height, width = card.shape
    angle = np.deg2rad(float(random.uniform(-25, 25)))
    lean = float(random.uniform(0, 0.10))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * [width / 2, height / 2]
    corners[:2] *= 1 - lean
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = [WIDTH / 2 + random.uniform(-120, 120), HEIGHT / 2 + random.uniform(-40, 40)]
    target = (corners @ turn.T + centre).astype(np.float32)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    move = cv2.getPerspectiveTransform(source, target)
    frame = cv2.warpPerspective(
        card.astype(np.float32), move, (WIDTH, HEIGHT), dst=room.copy(),
        borderMode=cv2.BORDER_TRANSPARENT, flags=cv2.INTER_LINEAR,
    )  # fmt: skip
    noisy = frame + random.normal(0, 3.0, frame.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)
