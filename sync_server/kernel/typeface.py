"""The letters of what is printed: more than Latin-1 where the system has a face with more."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FOLDERS = (
    ("/usr/share/fonts/truetype/dejavu/", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/truetype/noto/", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("/usr/share/fonts/TTF/", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)


@cache
def typeface(*, bold: bool = False) -> str:
    """The name of a face for ReportLab; the one every reader has where the system has no other."""
    for folder, plain, heavy in _FOLDERS:
        path = Path(folder) / (heavy if bold else plain)
        if path.exists():
            name = "Usher-Bold" if bold else "Usher"
            pdfmetrics.registerFont(TTFont(name, str(path)))
            return name
    return "Helvetica-Bold" if bold else "Helvetica"


def printable(said: str, face: str) -> str:
    """What a face can show; of the built-in ones that is Latin-1."""
    if face.startswith("Helvetica"):
        return said.encode("cp1252", "replace").decode("cp1252")
    return "".join(letter if letter.isprintable() else " " for letter in said)
