"""Settings of the server, read once from the environment (`USHER_…`) and handed down."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One frozen object per process; nothing below the edges reads the environment."""

    model_config = SettingsConfigDict(env_prefix="USHER_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: Path.home() / ".local/share/usher",
        description="Where the embedded PostgreSQL, the secret key and files live.",
    )
    database_url: str | None = Field(
        default=None,
        description="A PostgreSQL of your own, as the application's role; empty: the embedded one.",
    )
    database_admin_url: str | None = Field(
        default=None,
        description="The same database as a role that may create roles and tables; for migrations.",
    )
    secret_key: str | None = Field(
        default=None,
        min_length=64,
        max_length=64,
        pattern="^[0-9a-f]+$",
        description="32 bytes in hex that encrypt stored secrets; empty: made once in data_dir.",
    )
    public_url: str | None = Field(
        default=None,
        description="How kiosks reach the server; empty: as the request for the code reached it.",
    )
    pool_size: int = Field(default=20, ge=1, description="Database connections per worker.")
    enrolment_minutes: int = Field(
        default=15, ge=1, description="How long an enrolment code lives."
    )
    max_body_bytes: int = Field(default=64 * 2**20, description="Largest request that is read.")
