"""Draws the sounds of the door into files. `python -m bench.sounds desktop/ui/sounds`

Short, and told apart by pitch, direction and number of notes, not by volume.
"""

import sys
import wave
from pathlib import Path

import numpy as np

RATE = 22_050
NOTES: dict[str, tuple[tuple[float, float, float], ...]] = {
    # each note: from hertz, to hertz, seconds
    "welcome": ((660.0, 990.0, 0.16),),
    "refused": ((196.0, 185.0, 0.20), (0.0, 0.0, 0.05), (165.0, 155.0, 0.28)),
    "attention": ((587.0, 587.0, 0.11), (0.0, 0.0, 0.07), (587.0, 587.0, 0.11)),
    "ask": ((440.0, 440.0, 0.20),),
    "system": ((330.0, 330.0, 0.09), (0.0, 0.0, 0.05), (262.0, 262.0, 0.09), (0.0, 0.0, 0.05),
               (208.0, 208.0, 0.14)),
}  # fmt: skip


def main() -> None:
    """One WAV file a tone."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "desktop/ui/sounds")
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in NOTES.items():
        samples = np.concatenate([_note(*note) for note in notes])
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((samples * 32_000).astype("<i2").tobytes())
    print(f"{len(NOTES)} sounds in {folder}")


def _note(low: float, high: float, seconds: float) -> np.ndarray:
    count = int(RATE * seconds)
    if not low:
        return np.zeros(count)
    phase = 2 * np.pi * np.cumsum(np.linspace(low, high, count)) / RATE
    body = np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.15 * np.sin(3 * phase)
    edge = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (RATE * 0.012))
    return body / 1.5 * edge


if __name__ == "__main__":
    main()
