"""Upgrades, export of an organization, a pooler in between: on real databases."""

import contextlib
import io
import json
import os
import pwd
import shutil
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import make_url, text

from sync_server import database, operate
from sync_server.database import DatabaseUrls
from sync_server.domains import portable
from sync_server.domains.identity import service as identity
from sync_server.domains.registry import METADATA, REPLICAS
from sync_server.kernel import citus, clock, storage
from sync_server.kernel.errors import Conflict, Invalid
from sync_server.kernel.session import Database, open_database
from sync_server.settings import Settings
from tests.clusters import fresh_cluster
from tests.evening import Evening
from tests.rows import Rows
from tests.serving import created, serve

DOCS = Path(__file__).parents[2] / "docs"


def test_a_database_with_data_goes_up_from_the_previous_revision(tmp_path: Path) -> None:
    with fresh_cluster(tmp_path / "db") as urls:
        database.migrate(urls.admin)
        database.migrate(urls.admin, "0001")
        organization_id = uuid4()
        with database.admin(urls.admin) as connection:
            bound = {"org": organization_id, "user": uuid4()}
            connection.execute(
                text("INSERT INTO organizations (id, name, slug) VALUES (:org, 'Old', 'old')"),
                bound,
            )
            connection.execute(
                text(
                    "INSERT INTO users (organization_id, id, first_name, last_name, email) VALUES (:org, :user, 'A', 'B', 'Old@Example.org')"
                ),
                bound,
            )
            connection.execute(
                text(
                    "INSERT INTO auth_sessions (organization_id, id, user_id, refresh_token_hash, expires_at) VALUES (:org, :user, :user, '\\x00', now())"
                ),
                bound,
            )
        applied = database.migrate(urls.admin)
        opened = open_database(urls.app, 1)
        with opened.tenant(organization_id) as session:
            key = session.execute(text("SELECT email_key FROM users")).scalar_one()
            family = session.execute(text("SELECT family_id FROM auth_sessions")).scalar_one()
        opened.engine.dispose()

    assert (key, family is not None) == ("old@example.org", True)
    assert [step.split()[0] for step in applied] == [
        "0002",
        "0003",
        "0004",
        "0005",
        "0006",
        "0007",
        "0008",
        "0009",
        "0010",
        "0011",
        "0012",
        "0013",
        "0014",
        "0015",
        "0016",
    ]


@pytest.fixture
def full(server_database: Database, settings: Settings) -> Any:
    """An organization with a row in every table, and a stored file."""
    organization_id = uuid4()
    with server_database.tenant(organization_id) as session:
        identity.bootstrap(session, name="Full", slug=organization_id.hex, email="o@example.org")
        rows = Rows(session, organization_id)
        rows.made["organizations"] = {"id": organization_id}
        for table in METADATA.sorted_tables:
            rows.row(table.name)
        parent = rows.insert("order_items")
        rows.insert("order_items", parent_item_id=parent["id"])
        storage.put(session, settings, "a.txt", "text/plain", b"hello")
    return organization_id


def test_an_organization_leaves_as_a_zip_and_arrives_whole(
    full: Any, server_database: Database, settings: Settings
) -> None:
    out = io.BytesIO()
    with server_database.tenant(full) as session:
        left = portable.export(session, settings, out)
    out.seek(0)
    copy = clock.new_id()
    with server_database.tenant(copy) as session:
        identity.create_empty(
            session, f"copy-{copy.hex}", portable.read_manifest(out)["organization"]
        )
        arrived = portable.take_in(session, settings, out)
        texts = [
            storage.get(session, settings, file_id)
            for (file_id,) in session.execute(text("SELECT id FROM files WHERE filename = 'a.txt'"))
        ]
        nested = session.execute(
            text("SELECT count(*) FROM order_items WHERE parent_item_id IS NOT NULL")
        ).scalar()

    assert arrived == left
    assert all(arrived.tables.values())
    assert (texts, nested) == ([b"hello"], 1)
    assert set(arrived.tables) | portable.STAYS == set(METADATA.tables)
    out.seek(0)
    with pytest.raises(Conflict, match="not empty"), server_database.tenant(copy) as session:
        portable.take_in(session, settings, out)


def test_a_zip_that_is_none_or_not_whole_is_refused(
    full: Any, server_database: Database, settings: Settings
) -> None:
    with pytest.raises(Invalid, match="no export"):
        portable.read_manifest(io.BytesIO(b"PK nothing"))
    out = io.BytesIO()
    with server_database.tenant(full) as session:
        portable.export(session, settings, out)
    short = io.BytesIO()
    with zipfile.ZipFile(out) as whole, zipfile.ZipFile(short, "w") as cut:
        for name in whole.namelist():
            if name != "tables/token_prices.jsonl":
                cut.writestr(name, whole.read(name))
    short.seek(0)
    copy = clock.new_id()
    with server_database.tenant(copy) as session:
        identity.create_empty(session, f"cut-{copy.hex}", {"name": "x"})
        with pytest.raises(Invalid, match="not whole"):
            portable.take_in(session, settings, short)
        session.rollback()
    with server_database.nobody() as connection:
        slug = f"cut-{copy.hex}"
        found = connection.execute(text("SELECT ops.organization_by_slug(:slug)"), {"slug": slug})
        assert found.scalar() is None


def test_the_citus_script_is_that_of_the_tables() -> None:
    assert (DOCS / "citus.sql").read_text() == citus.script(METADATA, REPLICAS)


def test_settings_hide_secrets() -> None:
    told = {
        name: value
        for name, value, words in operate.settings_listed(
            Settings(
                database_url="postgresql://usher:hunter2@db/usher",
                smtp_url="smtp://me:hunter2@mail:587",
                secret_key="ab" * 32,
                metrics_token="hunter2",
            )
        )
        if words
    }

    assert len(told) == len(Settings.model_fields)
    assert "hunter2" not in json.dumps(told)
    assert "ab" * 32 not in json.dumps(told)


def test_metrics_are_for_this_machine_or_a_token(urls: DatabaseUrls, settings: Settings) -> None:
    with serve(settings, urls) as server:
        told = httpx.get(f"{server.url}/metrics", timeout=60).text
        httpx.get(f"{server.url}/api/v1/events/{uuid4()}", timeout=60)
    with serve(settings.model_copy(update={"metrics_token": "t"}), urls) as server:
        bare = httpx.get(f"{server.url}/metrics", timeout=60)
        right = httpx.get(
            f"{server.url}/metrics", headers={"Authorization": "Bearer t"}, timeout=60
        )

    assert "usher_requests_total{method=" in right.text or "usher_requests_total" in told
    assert (bare.status_code, right.status_code) == (403, 200)
    assert 'route="/api/v1/events/{row_id}"' in right.text


@pytest.fixture
def pooled(urls: DatabaseUrls, tmp_path: Path) -> Iterator[str]:
    """The database through a real PgBouncer in transaction mode."""
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:" + os.environ.get("PATH", ""))
    if program is None:
        pytest.skip("pgbouncer is not installed")
    url = make_url(urls.app)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    host = url.query.get("host") or url.host
    (tmp_path / "users.txt").write_text('"usher_app" ""\n')
    (tmp_path / "pgbouncer.ini").write_text(
        f"[databases]\nusher = host={host} port={url.port or 5432} dbname={url.database}"
        f" user=usher_app pool_size=3\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n"
        f"auth_type = any\nauth_file = {tmp_path}/users.txt\npool_mode = transaction\n"
        f"unix_socket_dir =\nlogfile = {tmp_path}/log\n"
    )
    command = [program, str(tmp_path / "pgbouncer.ini")]
    if os.getuid() == 0:  # it refuses to run as root; the embedded server's own user may connect
        owner = pwd.getpwuid(os.stat(str(host)).st_uid)
        for file in (tmp_path, *tmp_path.iterdir()):
            os.chown(file, owner.pw_uid, owner.pw_gid)
        for folder in list(tmp_path.parents)[:2]:
            folder.chmod(0o755)
        command[1:1] = ["-u", owner.pw_name]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    yield f"postgresql+psycopg://usher_app@127.0.0.1:{port}/usher"
    process.terminate()
    process.wait()


def test_tenants_stay_apart_behind_a_pooler(
    pooled: str, urls: DatabaseUrls, settings: Settings, server_database: Database, box: Any
) -> None:
    halls = [Evening.begin(server_database, box, f"Hall {n}") for n in range(4)]
    behind = DatabaseUrls(pooled, urls.admin, urls.app)
    with serve(settings, behind) as server, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(server.client(hall.api_key)) for hall in halls]
        for n in range(25):
            for hall, client in zip(halls, clients, strict=True):
                created(client.post("/venues", json={"name": f"{hall.organization_id} {n}"}))
        for hall, client in zip(halls, clients, strict=True):
            names = {
                v["name"] for v in created(client.get("/venues", params={"limit": 200}))["items"]
            }
            assert names == {f"{hall.organization_id} {n}" for n in range(25)}
        with server.client("usk_" + uuid4().hex + "_x") as stranger:
            assert stranger.get("/venues").status_code == 401
