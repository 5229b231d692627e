"""Sources of credentials: pictures, hand scanners, cards held up for long."""

import json
import threading
import time
from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
import pytest
import segno
import zxingcpp

from desktop.scanning.camera import Camera, CameraSettings
from desktop.scanning.decoder import (
    BUDGET_SECONDS,
    Decoder,
    Found,
    Frame,
    Region,
    View,
    grey,
    read_zxing,
)
from desktop.scanning.repeats import Repeats
from shared.credentials import Medium, from_text
from shared.ledger import Direction
from sync_server.demo.video import render

PHOTOS = Path(__file__).parents[4] / "shared/data/qr"
LISTS = (UUID(int=1),)


def picture(*codes: str, scale: int = 6) -> Frame:
    """A grey frame with codes side by side."""
    frame = np.full((720, 1280), 160, np.uint8)
    for place, code in enumerate(codes):
        made = segno.make(code, error="m", micro=False)
        cells = np.array([[bool(c) for c in row] for row in made.matrix_iter(border=4)])
        block = np.where(cells, 0, 255).astype(np.uint8).repeat(scale, 0).repeat(scale, 1)
        left = 40 + place * 600
        frame[60 : 60 + block.shape[0], left : left + block.shape[1]] = block
    return frame


def test_codes_are_found_with_their_outline() -> None:
    (found,) = Decoder().read(picture("HELLO-1234"))

    assert (found.content, found.medium) == (b"HELLO-1234", Medium.QR)
    xs = [x for x, _ in found.outline]
    assert 40 < min(xs) < max(xs) < 300


def test_several_codes_in_one_picture() -> None:
    assert {f.content for f in Decoder().read(picture("ONE-11", "TWO-22"))} == {
        b"ONE-11",
        b"TWO-22",
    }


def test_a_dark_picture_is_read_with_more_effort() -> None:
    dark = (picture("DARK-1") * 0.08).astype(np.uint8) + 3

    assert [f.content for f in Decoder(budget=5).read(dark)] == [b"DARK-1"]


class Slow:
    """A timer on a machine where everything takes so long."""

    def __init__(self, seconds: float) -> None:
        self._now, self._seconds = 0.0, seconds

    def __call__(self) -> float:
        self._now += self._seconds
        return self._now


def test_every_unread_frame_gets_a_view_however_slow_the_machine_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280)).astype(np.uint8)
    decoder, tried = Decoder(timer=Slow(0.5)), list[str]()
    look = decoder.look_again

    def noted(region: Region | None, view: View, frame: Frame) -> list[Found]:
        tried.append(view.name)
        return look(region, view, frame)

    monkeypatch.setattr(decoder, "look_again", noted)
    for frame in range(1, len(decoder.views) + 1):
        decoder.read(noise)
        assert len(tried) >= frame

    assert set(tried) == {view.name for view in decoder.views}


def test_the_budget_learns_the_machines_pace() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (120, 160)).astype(np.uint8)
    quick, slow = Decoder(timer=Slow(0.001)), Decoder(timer=Slow(0.04))
    for _ in range(20):
        quick.read(noise)
        slow.read(noise)

    assert quick.budget == BUDGET_SECONDS
    assert BUDGET_SECONDS < slow.budget <= 0.2


def test_binary_and_other_peoples_codes_do_no_harm() -> None:
    for content in ("WIFI:S:x;P:y;;", "https://example.org/é", "BEGIN:VCARD\nN:A\nEND:VCARD"):
        (found,) = Decoder().read(picture(content, scale=5))
        assert not from_text(found.content, found.medium).unreadable


def test_an_empty_picture_costs_no_second_effort() -> None:
    ticks = iter(range(100))
    decoder = Decoder(timer=lambda: float(next(ticks)))

    assert decoder.read(np.full((720, 1280), 90, np.uint8)) == []


@pytest.mark.skipif(not PHOTOS.exists(), reason="the photos of ../shared/data/qr are not here")
def test_real_photos() -> None:
    decoder, read, wrong, readable = Decoder(budget=1), 0, 0, 0
    for folder in sorted((PHOTOS / "jsqr").iterdir())[::6]:
        expected = json.loads((folder / "output.json").read_text())
        image = cv2.imread(str(folder / "input.png"))
        assert image is not None
        texts = {f.content.decode("utf-8", "replace") for f in decoder.read(grey(image))}
        if expected:
            readable += 1
            read += expected["data"] in texts
    for photo in sorted((PHOTOS / "zxing").glob("falsepositives-*/*"))[::4]:
        image = cv2.imread(str(photo))
        wrong += image is not None and bool(decoder.read(grey(image)))

    assert read >= readable * 0.7
    assert wrong == 0


def test_a_card_held_up_is_one_scan() -> None:
    repeats, digest = Repeats(), b"d"
    seen = [repeats.is_new(digest, Direction.ENTRY, LISTS, at) for at in range(0, 10_001, 100)]

    assert seen == [True] + [False] * 100
    assert not repeats.is_new(digest, Direction.ENTRY, LISTS, 12_900)
    assert repeats.is_new(digest, Direction.ENTRY, LISTS, 15_900)
    assert repeats.is_new(b"other", Direction.ENTRY, LISTS, 15_901)
    assert repeats.is_new(digest, Direction.EXIT, LISTS, 15_902)


def test_a_video_is_a_camera_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "v.mp4"
    frames = render(["VIDEO-1"], path, lambda _done, _of: None)
    ended, shots = threading.Event(), []
    camera = Camera(CameraSettings(str(path)), lambda: shots.append(1), lambda _s: None, ended.set)
    camera.start()
    assert ended.wait(20)
    camera.stop()

    assert camera.frames == frames == len(shots)
    assert camera.take() is not None
    assert camera.take() is None


def test_a_missing_camera_is_said_and_tried_again(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "later.mp4"
    camera = Camera(CameraSettings("77"), lambda: None, said.append, lambda: None)
    camera.start()
    deadline = time.monotonic() + 20
    while len(said) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    camera.stop()

    assert len(said) >= 2
    assert "hand scanner" in said[0]
    assert not path.exists()


@pytest.mark.parametrize(("text", "weak"), [("35603", True), ("3560355", False)])
def test_the_smallest_micro_code_is_taken_for_chance(text: str, weak: bool) -> None:
    """One was seen within a ticket's QR that was half in sight: "Not found" on a good ticket."""
    dots = list(segno.make_micro(text).matrix_iter(scale=8, border=4))
    picture = np.array([[0 if dark else 255 for dark in row] for row in dots], np.uint8)
    assert [(one.content, one.weak) for one in read_zxing(picture)] == [(text.encode(), weak)]


OLDER = [
    ("Code39", "USHER123", "USHER123"),
    ("Code93", "USHER123", "USHER123"),
    ("Codabar", "A1234567B", "1234567"),
    ("ITF", "12345678", "12345678"),
    ("ITF", "01234567", "1234567"),
    ("EAN13", "400638133393", "4006381333931"),
    ("EAN8", "9638507", "96385074"),
    ("UPCA", "03600029145", "036000291452"),
    ("UPCE", "0123456", "01234565"),
    ("UPCE", "0425261", "042100005264"),
    ("UPCE", "0123454", "01234543"),
    ("DataBar", "0124012345678905", "24012345678905"),
    ("DataBarExp", "(01)90012345678908(3103)001750", "(01)90012345678908(3103)001750"),
]


def _bars(kind: str, text: str) -> Frame:
    """A linear code on a sheet of paper."""
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    bars = np.asarray(made.to_image(scale=3, add_quiet_zones=True), np.uint8)
    bars = np.asarray(cv2.resize(bars, (bars.shape[1], 140), interpolation=cv2.INTER_NEAREST))
    sheet = np.full((300, bars.shape[1] + 160), 255, np.uint8)
    sheet[80:220, 80:-80] = bars
    return sheet


@pytest.mark.parametrize(("kind", "text", "listed"), OLDER)
def test_older_symbologies_are_known_as_lists_write_them(kind: str, text: str, listed: str) -> None:
    decoder = Decoder(budget=5)
    sheet = _bars(kind, text)
    assert decoder.read(sheet) == []
    decoder.reads_older = True
    (found,) = {f.content: f for f in decoder.read(sheet)}.values()
    credential = from_text(found.content, found.medium)
    others = [from_text(other, found.medium) for other in found.others]

    assert (found.weak, found.medium) == (True, Medium.BARCODE)
    digests = {digest for one in (credential, *others) for digest in one.digests}
    assert from_text(listed, Medium.API).digest in digests


@pytest.mark.parametrize(("text", "weak"), [("1234", True), ("TKT-00000001", False)])
@pytest.mark.parametrize("inverted", [False, True])
def test_bar_codes_on_dark_ground_and_short_ones(text: str, weak: bool, inverted: bool) -> None:
    sheet = _bars("Code128", text)
    found = Decoder(budget=5).read(255 - sheet if inverted else sheet)

    assert {(one.content, one.weak) for one in found} == {(text.encode(), weak)}


def test_a_weak_code_keeps_nobody_from_looking_for_the_ticket() -> None:
    """A damaged QR beside the bar code of a bottle."""
    frame = np.full((720, 1280), 255, np.uint8)
    bottle = _bars("EAN13", "400638133393")
    frame[20 : 20 + bottle.shape[0], 20 : 20 + bottle.shape[1]] = bottle
    dark = (picture("DARK-1") * 0.08).astype(np.uint8) + 3
    frame[720 - dark.shape[0] :, 1280 - dark.shape[1] :] = dark
    decoder = Decoder(budget=5)
    decoder.reads_older = True
    seen = {one.content for _ in range(3) for one in decoder.read(frame)}

    assert b"DARK-1" in seen
