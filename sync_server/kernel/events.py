"""How a lower domain tells a higher one, without knowing it: handlers in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from sqlmodel import Session

Happened = TypeVar("Happened")
_handlers: dict[type, list[Callable[[Session, Any], None]]] = defaultdict(list)


def subscribe(kind: type[Happened], handler: Callable[[Session, Happened], None]) -> None:
    """Let `handler` run whenever such an event is emitted; once, however often it is asked."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def emit(session: Session, happened: object) -> None:
    """Run the handlers of an event now, in this transaction."""
    for handler in _handlers[type(happened)]:
        handler(session, happened)
