"""The words of permission: `subject.action`, one list for routes, roles, keys and the matrix."""

from collections.abc import Iterable, Mapping

SUBJECTS: dict[str, str] = {
    "organization": "the organization itself: its name, defaults, export",
    "users": "people with an account, their roles and invitations",
    "api_keys": "keys for programs",
    "audit": "who changed what",
    "venues": "venues, resources and their bookings",
    "events": "events and their staff",
    "tickets": "ticket types, tickets, attendees and what they cost",
    "orders": "orders, payments and the waiting list",
    "vouchers": "vouchers and their use",
    "promoters": "promoters, commissions and payouts",
    "devices": "kiosks: lists, gates, zones, questions, enrolment",
    "scans": "scans, check-ins and conflicts",
    "seating": "seat maps, seats and who sits where",
    "contacts": "people and companies",
    "deals": "leads, opportunities and scores",
    "activities": "interactions, tasks and notes",
    "campaigns": "segments, templates, campaigns and tracking",
    "program": "sessions, speakers, sponsors, materials and announcements",
    "feedback": "feedback, ratings and networking",
    "analytics": "figures and predictions",
    "exhibitors": "exhibitors, booths and their leads",
    "messages": "conversations",
    "surveys": "surveys and their answers",
    "content": "programmes, broadcasts and polls",
    "hypecards": "cards that guests share",
    "knowledge": "the knowledge base",
    "billing": "the wallet, purchases and prices",
    "webhooks": "webhooks and what was delivered",
    "automation": "automation rules and their runs",
    "consents": "consents and preferences",
    "transfers": "imports and exports",
    "files": "stored files",
}
DOOR = {
    "door.scan": "redeem a ticket online",
    "door.replica": "hold a copy of an event's tickets",
}
PERMISSIONS: tuple[str, ...] = (
    *(f"{subject}.{action}" for subject in SUBJECTS for action in ("read", "write")),
    *DOOR,
)
"""Every permission a route may ask for; `*` and `subject.*` stand for several."""


def holds(scopes: Iterable[str], permission: str) -> bool:
    """Whether a list of scopes holds a permission, by name or by wildcard."""
    subject = permission.split(".", 1)[0]
    return not {"*", f"{subject}.*", permission}.isdisjoint(scopes)


def covers(scopes: Iterable[str], asked: Iterable[str]) -> bool:
    """Whether everything that `asked` stands for is held by `scopes`."""
    held = frozenset(scopes)
    return all(holds(held, permission) for permission in expand(asked))


def expand(scopes: Iterable[str]) -> frozenset[str]:
    """The permissions that a list of scopes stands for, known to this program or not."""
    listed = frozenset(scopes)
    known = {permission for permission in PERMISSIONS if holds(listed, permission)}
    return frozenset(known | {scope for scope in listed if not scope.endswith("*")})


def common(scopes: Iterable[str], held: Iterable[str]) -> frozenset[str]:
    """What `scopes` stands for as far as `held` has it too."""
    given, ceiling = frozenset(scopes), frozenset(held)
    if "*" in ceiling:
        return given
    return frozenset(word for word in expand(given) if holds(ceiling, word))


def as_list(said: Mapping[str, Mapping[str, bool]] | Iterable[str]) -> list[str]:
    """Permissions said as a list or as `{"contacts": {"read": true}}`, as a list.

    Raises ValueError naming a word that is no permission.
    """
    if isinstance(said, Mapping):
        listed = [
            "*" if subject == "*" else f"{subject}.{action}"
            for subject, actions in said.items()
            for action, given in actions.items()
            if given
        ]
    else:
        listed = list(said)
    wildcards = {"*", "door.*", *(f"{subject}.*" for subject in SUBJECTS)}
    for word in listed:
        if word not in PERMISSIONS and word not in wildcards:
            raise ValueError(f"{word!r} is no permission")
    return sorted(set(listed))


def as_map(listed: Iterable[str]) -> dict[str, dict[str, bool]]:
    """The same permissions as a document by subject; `*` is the action `*` of its subject."""
    found: dict[str, dict[str, bool]] = {}
    for permission in sorted(set(listed)):
        subject, _, action = permission.partition(".")
        found.setdefault(subject, {})[action or "*"] = True
    return found
