"""Who sits where, walked by hand over the signed entries; with none of the product's own reckoning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Chair = tuple[str, int]
Sitter = tuple[str, int]
Filed = tuple[str, str, str | None, int]


@dataclass
class Hall:
    """Chairs with who sits on them, and by which entry everything became so."""

    chairs: dict[Chair, tuple[Sitter, str]] = field(default_factory=dict)
    taken_off: dict[Sitter, str] = field(default_factory=dict)
    shut: dict[str, dict[str, str]] = field(default_factory=dict)
    clashes: set[Filed] = field(default_factory=set)

    @property
    def where(self) -> dict[Sitter, Chair]:
        """Everybody's chair."""
        return {sitter: chair for chair, (sitter, _) in self.chairs.items()}


def hall_of(entries: Sequence[Mapping[str, Any]]) -> Hall:
    """The hall after every seat entry, in the order of their stamps."""
    hall = Hall()
    moves = [entry for entry in entries if entry["kind"] == "seat"]
    moves.sort(key=lambda e: (e["stamp"]["at_ms"], e["device_id"], e["seq"], e["entry_id"]))
    for entry in moves:
        chair = (entry["seat_id"], entry["place"])
        match entry["action"]:
            case "hold" | "block" as mark:
                hall.shut.setdefault(entry["seat_id"], {})[mark] = entry["entry_id"]
            case "release":
                hall.shut.get(entry["seat_id"], {}).pop("hold", None)
            case "unblock":
                hall.shut.get(entry["seat_id"], {}).pop("block", None)
            case "clear":
                on_it = hall.chairs.get(chair)
                if on_it and on_it[0] == _sitter(entry, "ticket_id", "person"):
                    del hall.chairs[chair]
                    hall.taken_off[on_it[0]] = entry["entry_id"]
            case "place":
                _place(hall, entry, chair)
    return hall


def _place(hall: Hall, entry: Mapping[str, Any], chair: Chair) -> None:
    who = _sitter(entry, "ticket_id", "person")
    wants_out = _sitter(entry, "other_ticket_id", "other_person")
    left = (entry["from_seat_id"], entry["from_place"]) if entry["from_seat_id"] else None
    assert who is not None
    at = hall.where.get(who)
    if at == chair:
        return
    shut = hall.shut.get(chair[0], {})
    on_it = hall.chairs.get(chair)
    against: str | None = None
    if at != left:
        against = hall.chairs[at][1] if at else hall.taken_off.get(who)
    elif shut:
        against = shut.get("block") or shut.get("hold")
    elif (on_it[0] if on_it else None) != wants_out:
        against = on_it[1] if on_it else None
    else:
        if left is not None:
            del hall.chairs[left]
            if on_it is not None:
                hall.chairs[left] = (on_it[0], entry["entry_id"])
        hall.chairs[chair] = (who, entry["entry_id"])
        return
    hall.clashes.add(("double_seating", entry["entry_id"], against, 1))


def _sitter(entry: Mapping[str, Any], ticket: str, person: str) -> Sitter | None:
    return (entry[ticket], entry[person]) if entry[ticket] else None
