"""How this kiosk is set up by the people who use it; kept in the journal file."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Mode = Literal["entry", "exit", "both", "info"]
Theme = Literal["dark", "light", "contrast"]
LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "de": "Deutsch",
    "sw": "Kiswahili",
    "ar": "العربية",
}
"""Every language in its own words."""


class Preferences(BaseModel):
    """Every setting with the value a fresh kiosk has."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: str = Field(default="en", pattern=f"^({'|'.join(LANGUAGES)})$")
    theme: Theme = "dark"
    text_percent: int = Field(default=100, ge=100, le=200)
    keyboard: Literal["auto", "on", "off"] = "auto"
    """On the screen: `auto` where the screen can be touched."""
    volume: int = Field(default=80, ge=0, le=100)
    mode: Mode = "entry"
    sign_in: bool = False
    self_service: bool = False
    camera: str = "0"
    width: int = 1280
    height: int = 720
    mirror: bool = False
    exposure: int | None = None
    torch: bool = False
    scanner_prefix: str = Field(default="", max_length=20)
    scanner_suffix: str = Field(default="", max_length=20)
    scanner_end: Literal["any", "enter", "tab", "none"] = "any"
    scanner_pace: int = Field(default=35, ge=35, le=200)
    """Its longest pause between two keys, in milliseconds."""
    printer: str = Field(default="", max_length=200)
    """Empty for none, `system:NAME`, `zpl:ADDRESS` or `escpos:ADDRESS`; an address is `host:port`
    or the path of a device."""
    print_when: Literal["demand", "once", "always"] = "demand"
    label: Literal["badge", "wristband"] = "badge"
    window: str = ""
    """Where the window was, in Qt's own hexadecimal form."""

    @classmethod
    def parse(cls, text: str | None) -> "Preferences":
        """What was stored; what cannot be read any more is as on a fresh kiosk."""
        try:
            return cls.model_validate_json(text) if text else cls()
        except ValidationError:
            return cls()
