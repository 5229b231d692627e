"""Card templates: the document of layers and its rows are one thing, written together."""

from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select
from sqlmodel import Session

from sync_server.domains.hypecards.models import HypecardTemplate, TemplateLayer
from sync_server.kernel import clock
from sync_server.kernel.errors import Invalid
from sync_server.kernel.resource import table_of
from sync_server.kernel.session import organization_of


class Layer(BaseModel):
    """One entry of `hypecard_templates.layers`, lowest first."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["text", "image", "shape", "qr", "photo"]
    name: str | None = Field(default=None, max_length=200)
    props: dict[str, Any] = {}


_LAYERS = TypeAdapter(list[Layer])


def check_layers(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    """Refuse a document of layers that no rows could be made from."""
    if "layers" in sent:
        _read(sent["layers"])
    return sent


def write_layers(session: Session, template_id: UUID) -> None:
    """Write the rows anew from the document; nothing refers to a layer."""
    mine = organization_of(session)
    templates, rows = table_of(HypecardTemplate), table_of(TemplateLayer)
    document = session.scalar(
        select(templates.c.layers).where(
            templates.c.organization_id == mine, templates.c.id == template_id
        )
    )
    session.execute(
        delete(rows).where(rows.c.organization_id == mine, rows.c.template_id == template_id)
    )
    for z_index, layer in enumerate(_read(document)):
        session.execute(
            insert(rows).values(
                organization_id=mine,
                id=clock.new_id(),
                template_id=template_id,
                z_index=z_index,
                layer_type=layer.type,
                name=layer.name,
                props=layer.props,
            )
        )


def _read(document: Any) -> list[Layer]:
    try:
        return _LAYERS.validate_python(document)
    except ValidationError as problem:
        place = ".".join(str(part) for part in problem.errors()[0]["loc"])
        raise Invalid(f"layers.{place}: {problem.errors()[0]['msg']}.") from None
