"""The languages of the kiosk, switched while it runs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    Qt,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from desktop.preferences import LANGUAGES

TRANSLATIONS = Path(__file__).parent / "translations"
_RIGHT_TO_LEFT = frozenset({"ar"})
_installed: list[QTranslator] = []


def tr(text: str, comment: str | None = None, n: int = -1) -> str:
    """A text of the screen in the language in use; `n` chooses among its plural forms."""
    return QCoreApplication.translate("", text, comment, n)


def QT_TR_NOOP(text: str) -> str:
    """Marks a text that is translated later, when it is shown; Qt's tools know it by this name."""
    return text


def number(value: float) -> str:
    """A whole number with the separators of the language."""
    return QLocale().toString(round(value))


def first_spoken(wanted: Iterable[str]) -> str:
    """The first of these languages that the kiosk speaks, such as `de-AT`; else English."""
    bases = (name.replace("_", "-").partition("-")[0].lower() for name in wanted)
    return next((base for base in bases if base in LANGUAGES), "en")


def of_the_system() -> str:
    """The language of the system, as far as the kiosk speaks it."""
    return first_spoken(QLocale.system().uiLanguages())


def use(app: QApplication, language: str) -> None:
    """Speak another language from now on; widgets that exist keep theirs until they are rebuilt."""
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("kiosk", str(TRANSLATIONS)), ("qtbase", qt_folder)):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)
            _installed.append(translator)
    locale = QLocale(language)
    # Digits stay those of the tickets, the clock and the seat plan.
    QLocale.setDefault(QLocale("ar-MA") if language == "ar" else locale)
    rtl = language in _RIGHT_TO_LEFT
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )


FROM_BELOW: Sequence[str] = (
    QT_TR_NOOP("No camera found, or another program uses it. Scan with a hand scanner or search."),
    QT_TR_NOOP("The camera gives no picture. Check its cable."),
    QT_TR_NOOP("The video source cannot be opened."),
    QT_TR_NOOP("This kiosk uses no camera."),
    QT_TR_NOOP("The disk is full or cannot be written. Free some space."),
    QT_TR_NOOP("A file of this kiosk is damaged. Use another kiosk and call staff."),
    QT_TR_NOOP("This scan could not be saved. Scan again."),
    QT_TR_NOOP("This guest was scanned again since; look at the ticket."),
    QT_TR_NOOP("There is no scan of this ticket to take back here."),
    QT_TR_NOOP("Another door made this scan. Only a supervisor may take it back."),
    QT_TR_NOOP("This wristband cannot be read."),
    QT_TR_NOOP("This chip has another number at each tap. Use a wristband."),
    QT_TR_NOOP("This seat is not free any more. Look at the map again."),
    QT_TR_NOOP("Let the guest in first; the new wristband is linked with that."),
    QT_TR_NOOP("This is the wristband the guest already has."),
    QT_TR_NOOP("Let the guest in first, then print the badge."),
    QT_TR_NOOP("This is no enrolment code."),
    QT_TR_NOOP("The printer does not answer."),
    QT_TR_NOOP("There is no such printer on this computer."),
    QT_TR_NOOP("Paper is out. Put a new roll in."),
    QT_TR_NOOP("Paper is nearly out. Have a new roll ready."),
    QT_TR_NOOP("The head is open. Close it."),
    QT_TR_NOOP("The cover is open. Close it."),
    QT_TR_NOOP("The ribbon is out. Put a new one in."),
    QT_TR_NOOP("The printer is paused. Press its pause key."),
    QT_TR_NOOP("The print head is too hot. Let it cool."),
    QT_TR_NOOP("The cutter is stuck. Open the cover and free it."),
    QT_TR_NOOP("The printer reports a fault. Switch it off and on."),
    QT_TR_NOOP("The printer is offline. Look at its lights."),
    QT_TR_NOOP("It is not enrolled for this event."),
    QT_TR_NOOP("The organizer revoked it."),
    QT_TR_NOOP("It sent an entry that makes no sense."),
    QT_TR_NOOP("It sent an entry that was altered."),
    QT_TR_NOOP("It sent an entry that is not what it says."),
    QT_TR_NOOP("It sent an entry of a kind that is not shared."),
    QT_TR_NOOP("It does not listen."),
    QT_TR_NOOP("It sent something that makes no sense."),
    QT_TR_NOOP("It sends more than a door can have to say."),
    QT_TR_NOOP("It sent something that cannot be opened."),
    QT_TR_NOOP("It repeated, dropped or sent back a message."),
    QT_TR_NOOP("It did not prove who it is."),
    QT_TR_NOOP("It does not speak our language."),
    QT_TR_NOOP("It speaks another version."),
    QT_TR_NOOP("It belongs to another event."),
    QT_TR_NOOP("It sent more than a message may hold."),
    QT_TR_NOOP("It has this kiosk's key: one of the two is a copy."),
    QT_TR_NOOP("This kiosk cannot listen on the network."),
)
"""Sentences of the parts without Qt; they arrive in English and are translated when shown."""
