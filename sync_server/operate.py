"""What whoever runs the server looks at: a device's state, the settings."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import make_url

from sync_server.settings import Settings


def device_state(state: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """What `GET /devices/{id}/journal` says, in lines for people."""
    yield f"{state['name']}  {state['device_id']}" + ("  REVOKED" if state["revoked_at"] else "")
    if state["last_seen_at"]:
        minutes = (now - datetime.fromisoformat(state["last_seen_at"])).total_seconds() / 60
        yield f"  last contact   {state['last_seen_at']} ({minutes:.0f} min ago)"
    else:
        yield "  last contact   never"
    offset = state["clock_offset_ms"]
    yield f"  clock          {'not measured' if offset is None else f'{offset / 1000:+.1f} s'}"
    waiting = state["waiting"]
    yield f"  waits there    {'unknown' if waiting is None else waiting}"
    gaps = ", ".join(f"{gap['first']} to {gap['last']}" for gap in state["gaps"])
    yield f"  journal        {state['entries']} entries, the last is {state['last_seq']}"
    yield f"  missing        {gaps or 'nothing'}"
    branches = state["branches"]
    chain = "one" if branches == 1 else f"{branches} branches: copied or restored"
    yield f"  chain          {chain}, confirmed to {state['confirmed_seq']}"
    safe = state["safe_seq"]
    yield f"  in a backup    {'not known: none was verified' if safe is None else f'up to {safe}'}"
    for reason, entries in state["questioned"].items():
        yield f"  questioned     {entries} {reason}"
    for alert in state["alerts"]:
        yield f"  alert          {alert['raised_at']} {alert['kind']}"


def settings_listed(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Every setting: its variable, its value with secrets hidden, and what it is for."""
    for name, field in Settings.model_fields.items():
        value: Any = getattr(settings, name)
        yield f"USHER_{name.upper()}", _shown(name, value), field.description or ""


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "(not set)"
    if name in ("secret_key", "metrics_token"):
        return "(set)"
    if name.endswith("_url") and "://" in str(value):
        try:
            return make_url(str(value)).render_as_string(hide_password=True)
        except ValueError:
            return "(set)"
    return str(value)
