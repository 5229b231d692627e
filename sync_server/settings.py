"""Settings of the server, read once from the environment (`USHER_…`) and handed down.

`USHER_SETTINGS_FILE` names a file of the same lines; the environment wins over it.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One frozen object per process; nothing below the edges reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix="USHER_",
        env_file=os.environ.get("USHER_SETTINGS_FILE"),
        frozen=True,
        extra="ignore",
    )

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
        description="How people and kiosks reach the server. Links in mails begin with it; empty: of"
        " a server that only this machine reaches its own address, else no mail has a link.",
    )
    hosts: str = Field(
        default="",
        description="More names the server answers to, with commas between; it knows that of"
        " public_url, those of its machine and its own addresses.",
    )
    tls_certificate: Path | None = Field(
        default=None, description="PEM file of the certificate to serve with; empty: no TLS here."
    )
    tls_key: Path | None = Field(
        default=None, description="PEM file of its private key; 'usher certificate' makes both."
    )
    tls_fingerprint: str | None = Field(
        default=None,
        pattern="^[0-9a-f]{64}$",
        description="SHA-256 of the public key that kiosks see, where a proxy serves TLS with a"
        " certificate of your own; empty: of tls_certificate.",
    )
    pool_size: int = Field(default=20, ge=1, description="Database connections per worker.")
    enrolment_minutes: int = Field(
        default=15, ge=1, description="How long an enrolment code lives."
    )
    sign_up: bool = Field(default=True, description="Whether anybody may make an organization.")
    trial_days: int | None = Field(
        default=None, ge=1, description="Days a new organization has; empty: no end."
    )
    attempts_per_minute: int = Field(
        default=120, ge=1, description="Log-ins and the like that one address may try a minute."
    )
    device_requests_per_second: float = Field(
        default=10, gt=0, description="Sync requests a second that each worker takes of one device."
    )
    device_requests_burst: int = Field(
        default=100, ge=1, description="How many more of them it takes at once."
    )
    upload_slots: int = Field(
        default=2,
        ge=1,
        description="Transactions in which one worker stores uploads at once, one for each"
        " organization; what waits is stored together.",
    )
    snapshot_slots: int = Field(
        default=4, ge=1, description="Snapshots that one worker streams at once."
    )
    smtp_url: str | None = Field(
        default=None,
        description="smtp://user:password@host:587 or smtps://…; empty: files in data_dir/mail.",
    )
    mail_from: str = Field(default="Usher <usher@localhost>", description="Who mails come from.")
    webhooks_to_private: bool = Field(
        default=False, description="Whether webhooks may go to private and loopback addresses."
    )
    jobs: bool = Field(default=True, description="Run jobs inside the server's processes.")
    database_direct_url: str | None = Field(
        default=None,
        description="The same database past any pooler, for LISTEN and jobs; empty: database_url.",
    )
    metrics_token: str | None = Field(
        default=None, description="Asked of whoever reads /metrics; empty: only this machine may."
    )
    log_format: Literal["json", "text"] = Field(
        default="json", description="How the server writes its log."
    )
    docs: bool = Field(
        default=True, description="Whether anybody may read the API's description, at /docs."
    )
    max_body_bytes: int = Field(
        default=64 * 2**20,
        description="Largest file that is taken, unpacked; other requests are much smaller.",
    )
    bodies_bytes: int = Field(
        default=256 * 2**20,
        description="Bytes of requests that one worker holds at once; whoever comes then is told to come back.",
    )
