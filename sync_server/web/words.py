"""The language of a page, and how numbers, moments and spans are written in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_datetime, format_time
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal, format_percent
from fastapi import Request

LANGUAGES: Mapping[str, str] = {"en": "English", "fr": "Français"}
LANGUAGE_COOKIE = "usher_language"
_KNOWN = frozenset(locale_identifiers())
_NONE = "\N{EN DASH}"
_CATALOGUES = Path(__file__).parent / "locale"


def mark(text: str) -> str:
    """A text that is told in the reader's language where it is shown."""
    return text


_FROM_BELOW = (
    mark("entries so far"),
    mark("entries today"),
    mark("exits so far"),
    mark("persons inside on this ticket"),
    mark("minutes since the first entry"),
    mark("minutes since the last entry"),
    mark("the weekday (1 is Monday)"),
    mark("the time"),
    mark("the date"),
    mark("the ticket type"),
    mark("the gate"),
    mark("the list"),
    mark("the attention flags"),
)
"""What `shared.rules` calls the facts of a rule."""


@dataclass(frozen=True)
class Words:
    """One language. Moments are told in the zone they are asked in: an event's, not the reader's."""

    code: str
    locale: Locale
    texts: NullTranslations

    @property
    def gettext(self) -> Callable[[str], str]:
        """A text in this language."""
        return self.texts.gettext

    def number(self, value: float | None) -> str:
        """A number; a dash for none."""
        return _NONE if value is None else format_decimal(value, locale=self.locale)

    def percent(self, value: float | None) -> str:
        """A share of one."""
        return _NONE if value is None else format_percent(value, locale=self.locale)

    def day(self, at: datetime | None, zone: str) -> str:
        """A date with its weekday."""
        return format_date(at.astimezone(_zone(zone)), "full", self.locale) if at else _NONE

    def moment(self, at: datetime | None, zone: str) -> str:
        """A date and a time to the minute."""
        if at is None:
            return _NONE
        return format_datetime(at, "short", tzinfo=_zone(zone), locale=self.locale)

    def clock(self, at: datetime | None, zone: str, *, seconds: bool = False) -> str:
        """A time of day."""
        if at is None:
            return _NONE
        form = "medium" if seconds else "short"
        return format_time(at.astimezone(_zone(zone)), form, locale=self.locale)

    def ago(self, at: datetime | None, now: datetime) -> str:
        """How long ago something was, in the largest unit that says enough."""
        if at is None:
            return self.gettext("never")
        seconds = max(0, round((now - at).total_seconds()))
        if seconds < 60:
            return self.gettext("{n} s ago").format(n=seconds)
        if seconds < 7_200:
            return self.gettext("{n} min ago").format(n=seconds // 60)
        if seconds < 172_800:
            return self.gettext("{n} h ago").format(n=seconds // 3_600)
        return self.gettext("{n} days ago").format(n=seconds // 86_400)


def words_of(request: Request) -> Words:
    """The language the reader chose, else the one their browser asks for, else English."""
    asked = [
        part.split(";")[0].strip().replace("-", "_")
        for part in request.headers.get("accept-language", "").split(",")
    ]
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen not in LANGUAGES:
        chosen = negotiate_locale(asked, LANGUAGES) or "en"
    # English of London writes its times otherwise than English of New York.
    near = next((one for one in asked if one.split("_")[0] == chosen and one in _KNOWN), chosen)
    return words_in(chosen, near)


@lru_cache
def words_in(code: str, locale: str) -> Words:
    """One of the languages, with the numbers and dates of a region."""
    path = _CATALOGUES / code / "LC_MESSAGES" / "web.mo"
    texts = NullTranslations()
    if path.exists():
        with path.open("rb") as file:
            texts = GNUTranslations(file)
    return Words(code, Locale.parse(locale), texts)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def reason_names(words: Words) -> dict[str, str]:
    """Why somebody was refused, in words."""
    said = words.gettext
    return {
        "unreadable": said("not readable"), "unknown": said("not found"), "forged": said("not a real ticket"),
        "wrong_event": said("another event"), "revoked": said("an old ticket"),
        "canceled": said("canceled"), "refunded": said("refunded"), "blocked": said("blocked"),
        "unapproved": said("not approved"), "wrong_list": said("another entrance"),
        "wrong_date": said("another date"), "too_early": said("too early"),
        "too_late": said("too late"), "unpaid": said("not paid"), "rules": said("a rule"),
        "already_inside": said("already inside"), "full": said("full"),
    }  # fmt: skip


def conflict_names(words: Words) -> dict[str, str]:
    """What a conflict is about, in words."""
    said = words.gettext
    return {
        "duplicate_entry": said("Let in twice"),
        "entered_canceled": said("Let in with a canceled ticket"),
        "entered_refunded": said("Let in with a refunded ticket"),
        "entered_blocked": said("Let in with a blocked ticket"),
        "entered_revoked": said("Let in with a ticket that was replaced"),
        "entered_unknown": said("Let in with a ticket nobody knows"),
        "entered_unpaid": said("Let in without having paid"),
        "entered_unapproved": said("Let in before the order was approved"),
        "entered_out_of_hours": said("Let in outside the opening hours"),
        "entered_wrong_date": said("Let in on another date"),
        "entered_against_rules": said("Let in against a rule"),
        "entered_over_capacity": said("More let in than there is room for"),
        "entered_wrong_list": said("Let in at the wrong door"),
        "double_seating": said("One seat given to two guests"),
        "credential_reused": said("One wristband for two guests"),
    }
