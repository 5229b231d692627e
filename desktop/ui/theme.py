"""Colours, type and sizes of every screen, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication


class Tone(Enum):
    """What a verdict feels like. Colour, shape and word each say it alone."""

    WELCOME = "welcome"
    REFUSED = "refused"
    ATTENTION = "attention"
    ASK = "ask"
    SYSTEM = "system"
    IDLE = "idle"
    OUT = "out"
    BOTH = "both"
    LOOK = "look"

    @property
    def is_waiting(self) -> bool:
        """Nobody is at the door; the last three say that it works in another way than letting in."""
        return self in (Tone.IDLE, Tone.OUT, Tone.BOTH, Tone.LOOK)


@dataclass(frozen=True)
class Palette:
    """The quiet colours around the verdict, and the two that mark a good and a doubtful state."""

    background: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str = "#2F6FED"
    good: str = "#16A37B"
    doubt: str = "#F2B705"


DARK = Palette("#0E1116", "#171B22", "#2A303B", "#F2F4F7", "#9AA4B2")
LIGHT = Palette("#F7F8FA", "#FFFFFF", "#E2E6EC", "#12161C", "#5D6877", good="#0B7F5F",
                doubt="#8A6800")  # fmt: skip
CONTRAST = Palette("#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", accent="#FFFFFF",
                   good="#FFFFFF", doubt="#FFFFFF")  # fmt: skip
PALETTES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}

TONES: Mapping[Tone, tuple[str, str]] = {
    Tone.WELCOME: ("#0B7F5F", "#FFFFFF"),
    Tone.REFUSED: ("#C8401B", "#FFFFFF"),
    Tone.ATTENTION: ("#F2B705", "#161200"),
    Tone.ASK: ("#2F6FED", "#FFFFFF"),
    Tone.SYSTEM: ("#5B6675", "#FFFFFF"),
    Tone.OUT: ("#5B3A9E", "#FFFFFF"),
    Tone.BOTH: ("#0F5C73", "#FFFFFF"),
    Tone.LOOK: ("#6A4B1F", "#FFFFFF"),
}
"""Fill and ink; each pair has a contrast of at least 4.5 to 1."""

CONTRAST_TONES: Mapping[Tone, tuple[str, str]] = {
    Tone.WELCOME: ("#FFFFFF", "#000000"),
    Tone.REFUSED: ("#000000", "#FFFFFF"),
    Tone.ATTENTION: ("#FFFFFF", "#000000"),
    Tone.ASK: ("#000000", "#FFFFFF"),
    Tone.SYSTEM: ("#000000", "#FFFFFF"),
    Tone.OUT: ("#FFFFFF", "#000000"),
    Tone.BOTH: ("#FFFFFF", "#000000"),
    Tone.LOOK: ("#FFFFFF", "#000000"),
}
"""Black, white and the five shapes."""

RADIUS = 14
TOUCH = 60
_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
FAMILIES = ("Inter", "Noto Sans Arabic")
"""The shipped typefaces; what they lack comes from those of the system."""


@dataclass(frozen=True)
class Look:
    """How everything is drawn: colours, and the size of text from 1.0 to 2.0."""

    palette: Palette = DARK
    scale: float = 1.0

    @classmethod
    def of(cls, theme: str, text_percent: int = 100) -> "Look":
        """The look of a setting."""
        return cls(PALETTES[theme], text_percent / 100)

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.scale)

    def font(self, pixels: float, *, bold: bool = False, semi: bool = False) -> QFont:
        """Inter where it loaded, the system's face elsewhere; digits keep their width."""
        made = QFont()
        made.setFamilies(FAMILIES)
        made.setPixelSize(max(1, self.px(pixels)))
        weight = QFont.Weight.Bold if bold else QFont.Weight.DemiBold
        made.setWeight(weight if bold or semi else QFont.Weight.Normal)
        made.setFeature(QFont.Tag("tnum"), 1)
        return made

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Fill and ink of a verdict; the quiet page where there is none."""
        tones = CONTRAST_TONES if self.palette is CONTRAST else TONES
        return tones.get(tone, (self.palette.background, self.palette.muted))


def largest_text(width: int, height: int) -> int:
    """The largest text, in percent, with which everything the door needs stays on such a screen."""
    return max(100, min(200, 100 * width // 640, 100 * height // 480))


def load_typefaces() -> None:
    """The shipped ones, once for each app."""
    app = QApplication.instance()
    if app is None or app.property("usher_fonts"):
        return
    for file in sorted((*_FONTS.glob("*.otf"), *_FONTS.glob("*.ttf"))):
        QFontDatabase.addApplicationFont(str(file))
    app.setProperty("usher_fonts", True)


def apply(app: QApplication, look: Look) -> None:
    """Style the whole app, with the shipped typefaces."""
    load_typefaces()
    app.setFont(look.font(18))
    app.setStyleSheet(style(look))


def colour(name: str, alpha: int = 255) -> QColor:
    """A colour of the palette, perhaps translucent."""
    made = QColor(name)
    made.setAlpha(alpha)
    return made


def style(look: Look) -> str:
    """The style sheet of a look."""
    p, px = look.palette, look.px
    return f"""
    QWidget {{ background: {p.background}; color: {p.text}; }}
    QLabel {{ background: transparent; }}
    QLabel#muted {{ color: {p.muted}; font-size: {px(16)}px; }}
    QLabel#number {{ font-size: {px(32)}px; font-weight: 700; }}
    QLabel#big {{ font-size: {px(48)}px; font-weight: 700; }}
    QLabel#title {{ font-size: {px(32)}px; font-weight: 700; }}
    QLabel#section {{ font-size: {px(20)}px; font-weight: 600; }}
    QLabel#strong {{ font-weight: 600; }}
    QLabel#pill {{ border: 1px solid {p.line}; border-radius: {px(17)}px; padding: 6px 14px;
                   color: {p.muted}; font-size: {px(16)}px; }}
    QFrame#bar {{ border: 0 solid {p.line}; }}
    QFrame#rule {{ background: {p.line}; border: 0; }}
    QFrame#card {{ background: {p.surface}; border: 1px solid {p.line};
                   border-radius: {RADIUS}px; }}
    QFrame#card QLabel, QFrame#card QWidget#clear, QFrame#card QCheckBox, QFrame#card QSlider {{
        background: transparent; }}
    QPushButton {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {RADIUS}px;
                   padding: 0 {px(22)}px; min-height: {px(TOUCH) - 2}px; font-size: {px(20)}px;
                   font-weight: 600; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {p.muted}; }}
    QPushButton:pressed {{ background: {p.line}; }}
    QPushButton:checked {{ background: {p.accent}; color: {_ink(p)}; border-color: {p.accent}; }}
    QPushButton:disabled {{ color: {p.muted}; border-style: dashed; }}
    QPushButton#main {{ background: {p.accent}; color: {_ink(p)}; border-color: {p.accent}; }}
    QPushButton#main:disabled {{ background: {p.surface}; color: {p.muted}; }}
    QPushButton#tile {{ min-height: {px(104)}px; text-align: center; }}
    QPushButton#key {{ min-height: {min(px(68), 84)}px; font-size: {px(28)}px; padding: 0; }}
    QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {{ background: {p.surface};
        border: 1px solid {p.line}; border-radius: {RADIUS}px; padding: 0 {px(18)}px;
        min-height: {px(TOUCH) - 2}px; font-size: {px(20)}px; }}
    QComboBox, QSpinBox {{ min-height: 48px; }}
    QComboBox::drop-down {{ border: 0; width: {px(36)}px; }}
    QComboBox QAbstractItemView {{ background: {p.surface}; selection-background-color: {p.accent};
        selection-color: {_ink(p)}; border: 1px solid {p.line}; }}
    QLineEdit:focus, QComboBox:focus, QDateEdit:focus {{ border-color: {p.accent}; }}
    QCheckBox {{ font-size: {px(20)}px; min-height: 48px; spacing: {px(12)}px; }}
    QCheckBox::indicator {{ width: {px(26)}px; height: {px(26)}px; border: 2px solid {p.muted};
        border-radius: 6px; background: {p.surface}; }}
    QCheckBox::indicator:checked {{ background: {p.accent}; border-color: {p.accent};
        image: url({(_HERE / ("tick-dark.svg" if p is CONTRAST else "tick.svg")).as_posix()}); }}
    QSlider {{ min-height: 48px; }}
    QSlider::groove:horizontal {{ height: 8px; border-radius: 4px; background: {p.line}; }}
    QSlider::handle:horizontal {{ width: 28px; margin: -10px 0; border-radius: 14px;
        background: {p.accent}; }}
    QListView {{ border: 0; background: {p.background}; outline: 0; }}
    QScrollArea {{ border: 0; }}
    QScrollBar:vertical {{ background: {p.background}; width: 16px; }}
    QScrollBar::handle:vertical {{ background: {p.line}; border-radius: 8px; min-height: 48px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """


def _ink(palette: Palette) -> str:
    return "#000000" if palette is CONTRAST else "#FFFFFF"
