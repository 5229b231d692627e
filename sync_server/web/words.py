"""The language of a page, and how numbers, moments and spans are written in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any
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


PROBLEMS: Mapping[str, str] = {
    "missing": mark("This is needed."),
    "string_too_short": mark("At least {min_length} letters."),
    "string_too_long": mark("At most {max_length} letters."),
    "string_pattern_mismatch": mark("This is written otherwise."),
    "int_parsing": mark("This is no whole number."),
    "int_from_float": mark("This is no whole number."),
    "decimal_parsing": mark("This is no number."),
    "decimal_max_places": mark("At most {decimal_places} digits after the point."),
    "greater_than": mark("More than {gt}."),
    "greater_than_equal": mark("At least {ge}."),
    "less_than": mark("Less than {lt}."),
    "less_than_equal": mark("At most {le}."),
    "literal_error": mark("One of {expected}."),
    "uuid_parsing": mark("Choose one of the list."),
    "datetime_from_date_parsing": mark("A day and a time are needed."),
    "datetime_parsing": mark("A day and a time are needed."),
    "date_from_datetime_parsing": mark("A day is needed."),
    "time_parsing": mark("A time is needed."),
    "too_short": mark("At least {min_length} of them."),
    "too_long": mark("At most {max_length} of them."),
}
"""What is wrong with a field of a form, by Pydantic's names."""


class Sentence(str):
    """A sentence in English that remembers what was filled in, to be told in other languages."""

    template: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, template: str, values: Mapping[str, Any]) -> "Sentence":
        """The English sentence."""
        made = cls(template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    @classmethod
    def about(cls, error: Mapping[str, Any]) -> "Sentence":
        """What Pydantic found wrong."""
        kind, values = error["type"], error.get("ctx", {})
        if kind == "value_error":  # our own sentence
            return cls.of(str(values["error"]), {})
        template = PROBLEMS.get(kind)
        return cls.of(template, values) if template else cls.of(error["msg"], {})


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

    def told(self, said: str | None) -> str:
        """A sentence of the layers below in this language, where there is one."""
        if not said:
            return ""
        if isinstance(said, Sentence):
            told = self.gettext(said.template)
            return told.format(**said.values) if said.values else told
        told = self.gettext(said)
        if told != said or self.code == "en":
            return told
        for pattern, template in _filled_in(self.code):
            found = pattern.fullmatch(said)
            if found:
                return template.format(*found.groups())
        return said

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


@lru_cache
def _filled_in(code: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Sentences with numbered gaps, as what finds them in English and how they are told."""
    texts = words_in(code, code).texts
    catalogue: Mapping[Any, str] = getattr(texts, "_catalog", {})
    found = []
    for before, after in catalogue.items():
        if isinstance(before, str) and _GAP.search(before):
            parts = [re.escape(part) for part in _GAP.split(before)]
            found.append((re.compile("(.*?)".join(parts), re.DOTALL), after))
    # What says more is tried first: “{0}: {1}.” would be found in nearly all of them.
    return sorted(found, key=lambda one: -len(one[0].pattern))


_GAP = re.compile(r"\{\d\}")


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
        "already_inside": said("already used"), "full": said("full"),
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
