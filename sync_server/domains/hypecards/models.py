"""Tables of cards that guests share."""

from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    count,
    document,
    flag,
    json,
    link,
    unique,
)


class HypecardTemplate(ChangingTable, table=True):
    """A card's design."""

    __tablename__ = "hypecard_templates"
    __table_args__ = (
        check("width", "width BETWEEN 64 AND 4096"),
        check("height", "height BETWEEN 64 AND 4096"),
        check("layers", "jsonb_typeof(layers) = 'array'"),
    )

    event_id: UUID | None = link("events", clear=True, default=None)
    name: str = Field(max_length=255)
    width: int = count(1080, at_least=None)
    height: int = count(1080, at_least=None)
    background_type: str | None = choice("color", "image", "gradient", default=None, max_length=20)
    background_value: str | None = None
    layers: list[Any] = json("[]")
    variables: list[Any] = json("[]")
    is_active: bool = flag(True)


class TemplateLayer(ChangingTable, table=True):
    """One layer of a design."""

    __tablename__ = "template_layers"
    __table_args__ = (unique("template_id", "z_index"),)

    template_id: UUID = link("hypecard_templates", cascade=True)
    z_index: int
    layer_type: str = choice("text", "image", "shape", "qr", "photo")
    name: str | None = None
    props: dict[str, Any] = json()


class GeneratedCard(TenantTable, table=True):
    """A card made for somebody."""

    __tablename__ = "generated_cards"
    __table_args__ = (unique("share_token"),)

    template_id: UUID = link("hypecard_templates")
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    file_id: UUID | None = link("files", clear=True, default=None)
    input_data: Any = document()
    image_url: str
    thumbnail_url: str | None = None
    share_token: str = Field(max_length=22)
    view_count: int = count(at_least=None)
    share_count: int = count(at_least=None)
    tokens_consumed: int = count(at_least=None)
