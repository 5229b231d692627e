"""Colours, type and sizes of every screen, in one place."""

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


@dataclass(frozen=True)
class Palette:
    """The quiet colours around the verdict."""

    background: str
    surface: str
    line: str
    text: str
    muted: str


DARK = Palette("#0E1116", "#171B22", "#2A303B", "#F2F4F7", "#9AA4B2")
LIGHT = Palette("#F7F8FA", "#FFFFFF", "#E2E6EC", "#12161C", "#5D6877")
PALETTES = {"dark": DARK, "light": LIGHT}

TONES: dict[Tone, tuple[str, str]] = {
    Tone.WELCOME: ("#0B7F5F", "#FFFFFF"),
    Tone.REFUSED: ("#C8401B", "#FFFFFF"),
    Tone.ATTENTION: ("#F2B705", "#161200"),
    Tone.ASK: ("#2F6FED", "#FFFFFF"),
    Tone.SYSTEM: ("#5B6675", "#FFFFFF"),
}
"""Fill and ink; each pair has a contrast of at least 4.5 to 1, or is used large only."""

GOOD, STALE = "#16A37B", "#F2B705"
RADIUS = 14
TOUCH = 60
_FONTS = Path(__file__).parent / "fonts"


def apply(app: QApplication, palette: Palette) -> None:
    """Load the shipped typeface and style the whole app."""
    for file in sorted(_FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(font(18))
    app.setStyleSheet(style(palette))


def font(pixels: int, *, bold: bool = False, semi: bool = False) -> QFont:
    """Inter where it loaded, the system's face elsewhere; digits keep their width."""
    made = QFont("Inter")
    made.setPixelSize(pixels)
    made.setWeight(
        QFont.Weight.Bold if bold else QFont.Weight.DemiBold if semi else QFont.Weight.Normal
    )
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def colour(name: str, alpha: int = 255) -> QColor:
    """A colour of the palette, perhaps translucent."""
    made = QColor(name)
    made.setAlpha(alpha)
    return made


def style(p: Palette) -> str:
    """The style sheet of a palette."""
    return f"""
    QWidget {{ background: {p.background}; color: {p.text}; }}
    QLabel {{ background: transparent; }}
    QLabel#muted {{ color: {p.muted}; font-size: 16px; }}
    QLabel#number {{ font-size: 32px; font-weight: 700; }}
    QLabel#title {{ font-size: 32px; font-weight: 700; }}
    QLabel#strong {{ font-weight: 600; }}
    QLabel#pill {{ border: 1px solid {p.line}; border-radius: 17px; padding: 6px 14px;
                   color: {p.muted}; font-size: 16px; }}
    QFrame#bar {{ border: 0 solid {p.line}; }}
    QFrame#rule {{ background: {p.line}; border: 0; }}
    QPushButton {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {RADIUS}px;
                   padding: 0 26px; min-height: {TOUCH - 2}px; font-size: 20px; font-weight: 600; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {p.muted}; }}
    QPushButton:pressed {{ background: {p.line}; }}
    QPushButton:checked {{ background: #2F6FED; color: white; border-color: #2F6FED; }}
    QPushButton:disabled {{ color: {p.muted}; }}
    QPushButton#choice {{ background: rgba(255, 255, 255, 40); color: white; border: 0;
                          font-size: 24px; min-width: 60px; }}
    QPushButton#choice:focus, QPushButton#choice:hover {{ background: rgba(255, 255, 255, 80); }}
    QLineEdit, QPlainTextEdit {{ background: {p.surface}; border: 1px solid {p.line};
        border-radius: {RADIUS}px; padding: 0 18px; min-height: {TOUCH - 2}px; font-size: 24px; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border-color: #2F6FED; }}
    QListView {{ border: 0; background: {p.background}; outline: 0; }}
    """
