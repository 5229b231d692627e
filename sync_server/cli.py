"""The `usher` command. Exit codes: 0 done, 1 it failed, 2 wrong use, 3 already running."""

import ipaddress
import json
import os
import socket
import sys
import tempfile
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any, NoReturn
from uuid import UUID

import httpx
import typer
import uvicorn
from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from uvicorn.supervisors import Multiprocess

from shared.protocol import EnrolCode
from sync_server import backups, database, doctor, operate
from sync_server.domains import portable
from sync_server.domains.identity import service as identity
from sync_server.domains.registry import METADATA, REPLICAS
from sync_server.domains.sales.tickets.sheet import Label, ticket_sheet
from sync_server.kernel import audit, citus, clock, jobs, tls
from sync_server.kernel.errors import ServerError
from sync_server.kernel.session import Database
from sync_server.settings import Settings

app = typer.Typer(
    name="usher",
    help="Offline-first door check-in: the server, the kiosk, and an evening to try them on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
import_app = typer.Typer(help="Bring data in.", no_args_is_help=True)
tickets_app = typer.Typer(help="Tickets on paper.", no_args_is_help=True)
audit_app = typer.Typer(help="The audit log.", no_args_is_help=True)
org_app = typer.Typer(help="Whole organizations.", no_args_is_help=True)
jobs_app = typer.Typer(help="Work in the background.", no_args_is_help=True)
device_app = typer.Typer(help="Kiosks.", no_args_is_help=True)
sync_app = typer.Typer(help="What the doors have sent.", no_args_is_help=True)
app.add_typer(db_app, name="db")
app.add_typer(import_app, name="import")
app.add_typer(tickets_app, name="tickets")
app.add_typer(device_app, name="device")
app.add_typer(sync_app, name="sync")
app.add_typer(audit_app, name="audit")
app.add_typer(org_app, name="org")
app.add_typer(jobs_app, name="jobs")

Json = Annotated[bool, typer.Option("--json", help="Answer as one JSON document.")]
Url = Annotated[str, typer.Option("--url", envvar="USHER_URL", help="The server's address.")]
Key = Annotated[str, typer.Option("--api-key", envvar="USHER_API_KEY", help="An API key (usk_…).")]
Event = Annotated[
    UUID | None, typer.Option("--event", help="The event; needed if there are several.")
]
_LOCAL = "http://127.0.0.1:8000"


@app.command()
def demo(
    headless: Annotated[
        bool, typer.Option(help="Without a screen: a video instead of a camera.")
    ] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the report here (headless).")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Folder of the demo.")] = None,
    source: Annotated[str, typer.Option(help="Camera index, video or URL for the window.")] = "0",
) -> None:
    """One evening, end to end: PostgreSQL, server, kiosk, five thousand tickets."""
    # The demo brings OpenCV and NumPy, which no other command needs.
    from sync_server.demo import run  # noqa: PLC0415

    root = (data or Path.home() / ".local/share/usher-demo").resolve()
    # The relay cuts the network of a local server: the demo never touches a database of yours.
    settings = Settings(data_dir=root / "server", database_url=None, database_admin_url=None)
    folder = root / f"evening-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    try:
        if not (headless or not _has_display()):
            raise typer.Exit(run.with_window(settings, folder, _say, source))
        report = run.headless(settings, folder, _say)
    except (run.DemoFailed, OSError) as problem:
        _fail(str(problem))
    typer.echo("")
    for line in run.in_words(report):
        typer.echo(line)
    typer.echo(f"Screenshots and the sheet of tickets are in {folder}.")
    if json_file is not None:
        json_file.write_text(json.dumps(report, indent=2) + "\n")
    raise typer.Exit(1 if report["lost"] or report["wrong"] else 0)


@app.command()
def server(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.", min=1)] = 1,
    quiet: Annotated[bool, typer.Option(help="Only warnings.")] = False,
) -> None:
    """Serve the API. Starts the embedded PostgreSQL and migrates it, unless one is configured."""
    settings = _settings()
    urls = _locate(settings)
    try:
        if settings.database_url is None:
            database.migrate(urls.admin)
        elif not database.is_current(database.connect(settings, urls)):
            _fail("The database waits for its migrations. Run 'usher db migrate' first.")
    except DBAPIError as problem:
        _fail(f"The database cannot be used: {problem.orig}")
    if workers > 1:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="usher-metrics-"))
    os.environ["USHER_QUIET"] = "1" if quiet else ""
    if settings.public_url is None and _is_loopback(host):
        scheme = "https" if settings.tls_certificate else "http"
        os.environ["USHER_PUBLIC_URL"] = f"{scheme}://localhost:{port}"
    config = PromptConfig(
        "sync_server.app:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning" if quiet else "info",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=2,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
    )
    if workers == 1:
        uvicorn.Server(config).run()
    else:
        Multiprocess(config, sockets=[config.bind_socket()]).run()


def _is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class PromptConfig(uvicorn.Config):
    """Several workers share a socket that would hold small answers back for 40 ms."""

    def bind_socket(self) -> socket.socket:
        """The shared socket; connections inherit that they send at once."""
        shared = super().bind_socket()
        shared.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return shared


@app.command()
def certificate(
    folder: Annotated[Path, typer.Argument(help="Where usher.crt and usher.key are written.")],
    name: Annotated[list[str], typer.Option(help="Name or address kiosks call; more than one.")],
) -> None:
    """Make a certificate for a server that no authority knows. Kiosks pin its key by their code."""
    try:
        file, key = tls.make(folder, name, clock.now())
    except FileExistsError as problem:
        _fail(f"{problem.filename} is there already; kiosks that pinned it would not know another.")
    except OSError as problem:
        _fail(f"It cannot be written: {problem.strerror}.")
    typer.echo(f"USHER_TLS_CERTIFICATE={file}\nUSHER_TLS_KEY={key}")


@db_app.command("migrate")
def migrate(
    to: Annotated[str, typer.Option(help="A revision, older ones too.")] = "head",
    json_: Json = False,
) -> None:
    """Bring the database to the newest revision, or to another. Safe to repeat."""
    urls = _locate(_settings())
    try:
        applied = database.migrate(urls.admin, to)
    except CommandError as problem:
        _fail(f"There is no such revision: {problem}", code=2)
    except DBAPIError as problem:
        _fail(f"The database cannot be migrated: {problem.orig}")
    if json_:
        typer.echo(json.dumps({"applied": applied}))
    else:
        typer.echo("\n".join(applied) or "Nothing to do: the database is up to date.")


@db_app.command("revision")
def revision(
    message: Annotated[str, typer.Argument(help="What it brings, in a few words.")],
) -> None:
    """Write a migration for tables that were changed in the code (for developers)."""
    urls = _locate(_settings())
    database.migrate(urls.admin)
    typer.echo(database.revise(urls.admin, message))


@db_app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the dump.", dir_okay=False)],
) -> None:
    """Dump the whole database in pg_dump's own format."""
    try:
        size = backups.backup(_locate(_settings()), file)
    except backups.OperationFailed as problem:
        _fail(str(problem))
    typer.echo(f"{size / 2**20:.1f} MiB in {file}. Keep the secret key with it.")


@db_app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A dump.", exists=True, dir_okay=False)],
) -> None:
    """Bring a dump into an empty database; kiosks then take a fresh snapshot by themselves."""
    try:
        applied = backups.restore(_locate(_settings()), file)
    except (backups.OperationFailed, DBAPIError) as problem:
        _fail(f"It cannot be restored: {problem}")
    typer.echo("\n".join(applied) or "Restored; the dump had every migration.")


@db_app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="A dump.", exists=True, dir_okay=False)],
    json_: Json = False,
) -> None:
    """Try a backup: bring it back beside the database, check every journal, and tell the kiosks.

    They keep what they wrote until a backup is known to hold it and the event is over. Exit code 1
    where something is wrong.
    """
    connected, folder = _database(), _settings().data_dir
    with typer.progressbar(length=1, label="Checking journals", file=sys.stderr) as bar:

        def watch(checked: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(checked - bar.pos)

        try:
            found = backups.verify(file, folder, watch)
            everybody = [row_id for _, row_id in _organizations(connected, None)]
            told = backups.note_verified(connected, found, everybody)
        except (backups.OperationFailed, DBAPIError) as problem:
            _fail(f"This backup cannot be used: {problem}")
        finally:
            connected.engine.dispose()
    entries = sum(held.entries for devices in found.held.values() for held in devices.values())
    if json_:
        typer.echo(json.dumps({"entries": entries, "devices": told, "flaws": found.flaws}))
    else:
        typer.echo(f"{file} comes back: {entries} entries, the whole journal of {told} devices.")
        for flaw in found.flaws:
            typer.echo(f"  {flaw}")
    raise typer.Exit(1 if found.flaws else 0)


@db_app.command("citus")
def show_citus() -> None:
    """The SQL that distributes the schema over a Citus cluster, as docs/citus.sql has it."""
    typer.echo(citus.script(METADATA, REPLICAS), nl=False)


@app.command("settings")
def show_settings(json_: Json = False) -> None:
    """Every setting, its value and what it is for. Secrets are not shown."""
    listed = list(operate.settings_listed(_settings()))
    if json_:
        typer.echo(json.dumps({name: value for name, value, _ in listed}))
        return
    for name, value, words in listed:
        typer.echo(f"{name} = {value}\n    {words}")


@audit_app.command("verify")
def verify_audit(
    organization: Annotated[
        str | None, typer.Argument(help="Short name; empty: every organization.")
    ] = None,
    json_: Json = False,
) -> None:
    """Check every sealed row of the audit log; exit code 1 if one was changed or is missing."""
    connected = _database()
    told, wrong = [], False
    for slug, organization_id in _organizations(connected, organization):
        with connected.tenant(organization_id) as session:
            found = audit.verify(session)
        wrong = wrong or bool(found.broken)
        problems = [f"{broken.seal or 'log'}: {broken.problem}" for broken in found.broken]
        told.append({"organization": slug, "seals": found.seals, "rows": found.rows,
                     "unsealed": found.unsealed, "head": found.head, "problems": problems})  # fmt: skip
        if not json_:
            state = "BROKEN" if found.broken else "whole"
            typer.echo(f"{slug}: {state}, {found.rows} rows in {found.seals} seals,"
                       f" {found.unsealed} not sealed yet, head {found.head[:16]}")  # fmt: skip
            for problem in problems:
                typer.echo(f"  {problem}")
    if json_:
        typer.echo(json.dumps(told))
    raise typer.Exit(1 if wrong else 0)


@org_app.command("export")
def export_organization(
    organization: Annotated[str, typer.Argument(help="Short name.")],
    file: Annotated[Path, typer.Argument(help="The zip to write.", dir_okay=False)],
) -> None:
    """Everything of one organization as a zip: its data are its own."""
    connected = _database()
    ((_, organization_id),) = _organizations(connected, organization)
    with connected.tenant(organization_id) as session:
        moved = portable.export(session, _settings(), file)
    typer.echo(
        f"{moved.rows} rows of {len(moved.tables)} tables and {moved.files} files in {file}."
    )


@org_app.command("import")
def import_organization(
    file: Annotated[Path, typer.Argument(help="An export.", exists=True, dir_okay=False)],
    slug: Annotated[str, typer.Option(help="Short name of the new organization.")],
) -> None:
    """A new organization from an export. Kiosks enrol again; API keys are made anew."""
    connected = _database()
    try:
        manifest = portable.read_manifest(file)
        with connected.tenant(clock.new_id()) as session:
            identity.create_empty(session, slug, manifest["organization"])
            moved = portable.take_in(session, _settings(), file)
    except (ServerError, DBAPIError) as problem:
        _fail(f"It cannot be imported: {problem}")
    typer.echo(f"{moved.rows} rows and {moved.files} files; the organization is {slug}.")


@jobs_app.command("list")
def list_jobs(json_: Json = False) -> None:
    """How many jobs wait, run and have failed, and what the failed ones were."""
    connected = _database()
    counts, failed = jobs.waiting(connected), jobs.failed(connected)
    if json_:
        typer.echo(json.dumps({"counts": counts, "failed": failed}, default=str))
        return
    typer.echo(", ".join(f"{count} {state}" for state, count in counts.items()) or "No jobs.")
    for job in failed:
        typer.echo(f"  {job['id']} {job['task']} after {job['attempts']} tries")


@jobs_app.command("retry")
def retry_jobs() -> None:
    """Try every failed job again."""
    typer.echo(f"{jobs.retry_failed(_database())} jobs will be tried again.")


@app.command()
def bootstrap(
    name: Annotated[str, typer.Option(help="Name of the organization.")],
    email: Annotated[str, typer.Option(help="E-mail of its owner.")],
    slug: Annotated[str | None, typer.Option(help="Short name in addresses.")] = None,
    json_: Json = False,
) -> None:
    """Make an organization with an owner, an API key and the system roles."""
    settings = _settings()
    urls = _locate(settings)
    try:
        database.migrate(urls.admin)
        connected = database.connect(settings, urls)
        with connected.tenant(clock.new_id()) as session:
            made = identity.bootstrap(
                session, name=name, slug=slug or identity.slug_of(name), email=email
            )
    except DBAPIError as problem:
        if "uq_organizations_slug" in str(problem.orig):
            _fail("There is an organization with this short name; choose another --slug.")
        _fail(f"The database cannot be used: {problem.orig}")
    if json_:
        typer.echo(
            json.dumps(
                {
                    "organization_id": str(made.organization_id),
                    "slug": made.slug,
                    "owner_id": str(made.owner_id),
                    "api_key": made.api_key,
                }
            )
        )
        return
    typer.echo(f"Organization {name} ({made.slug}) is ready.")
    typer.echo(f"API key, shown this once: {made.api_key}")


@app.command("permissions")
def show_permissions() -> None:
    """The matrix of routes, permissions and system roles, as docs/permissions.md has it."""
    # The routes take seconds to build, which no other command needs.
    from sync_server.app import create_app  # noqa: PLC0415
    from sync_server.kernel.matrix import matrix  # noqa: PLC0415

    settings = _settings()
    made = create_app(settings, database.DatabaseUrls("postgresql+psycopg://", ""))
    typer.echo(matrix(made, identity.SYSTEM_ROLES), nl=False)


@import_app.command("tickets")
def import_tickets(
    file: Annotated[Path, typer.Argument(help="CSV or JSON.", exists=True, dir_okay=False)],
    api_key: Key,
    url: Url = _LOCAL,
    event: Event = None,
    skip_wrong: Annotated[
        bool, typer.Option(help="Take the good rows, leave the wrong ones.")
    ] = False,
    create_types: Annotated[bool, typer.Option(help="Make ticket types that are missing.")] = False,
    json_: Json = False,
) -> None:
    """Upsert tickets by code. Nothing is written if a row is wrong, unless told to skip."""
    client = _client(url, api_key)
    event_id = event or _only_event(client)
    kind = "application/json" if file.suffix.lower() == ".json" else "text/csv"
    answer = _call(
        client,
        "POST",
        f"/events/{event_id}/tickets/import",
        content=file.read_bytes(),
        headers={"Content-Type": kind},
        params={"skip_wrong": skip_wrong, "create_types": create_types},
    )
    if json_:
        typer.echo(json.dumps(answer))
    else:
        for row in [row for row in answer["rows"] if row["status"] == "wrong"][:20]:
            typer.echo(f"row {row['row']}: {row['problem']}", err=True)
        typer.echo(
            f"{answer['created']} created, {answer['updated']} updated,"
            f" {answer['unchanged']} unchanged, {answer['wrong']} wrong."
            + ("" if answer["written"] else " Nothing was written.")
        )
    raise typer.Exit(0 if answer["written"] else 1)


@tickets_app.command("print")
def print_tickets(
    output: Annotated[Path, typer.Argument(help="The PDF to write.")],
    api_key: Key,
    url: Url = _LOCAL,
    event: Event = None,
    limit: Annotated[int, typer.Option(help="At most so many tickets.", min=1)] = 1000,
) -> None:
    """A PDF sheet with a QR code per ticket."""
    client = _client(url, api_key)
    event_id = event or _only_event(client)
    name = _call(client, "GET", f"/events/{event_id}")["name"]
    types = {t["id"]: t["name"] for t in _pages(client, "/ticket-types", event_id, 1000)}
    labels = [
        Label(
            ticket["qr_payload"] or ticket["ticket_code"],
            ticket["holder_name"] or "No name",
            tuple(
                line
                for line in (types.get(ticket["ticket_type_id"], ""), ticket["seat_label"],
                             ticket["external_reference"], ticket["ticket_code"])
                if line
            ),
        )
        for ticket in _pages(client, "/tickets", event_id, limit)
    ]  # fmt: skip
    output.write_bytes(ticket_sheet(name, labels))
    typer.echo(f"{len(labels)} tickets in {output}.")


@device_app.command("enrol-code")
def enrol_code(
    name: Annotated[str, typer.Argument(help="Name of the kiosk.")],
    api_key: Key,
    url: Url = _LOCAL,
    event: Event = None,
    gate: Annotated[UUID | None, typer.Option(help="Where it stands.")] = None,
    lists: Annotated[list[UUID] | None, typer.Option("--list", help="Lists it serves.")] = None,
    json_: Json = False,
) -> None:
    """A one-use code to enrol a kiosk: scan it with the kiosk's camera, or paste it."""
    import segno  # noqa: PLC0415

    client = _client(url, api_key)
    body = {
        "name": name,
        "event_id": str(event or _only_event(client)),
        "gate_id": str(gate) if gate else None,
        "list_ids": [str(item) for item in lists or ()],
    }
    answer = _call(client, "POST", "/devices", json=body)
    if json_:
        typer.echo(json.dumps(answer))
        return
    code = EnrolCode.parse(answer["code"])
    assert code is not None
    segno.make(answer["code"], error="m").terminal(out=sys.stdout, compact=True)
    typer.echo(answer["code"])
    typer.echo(f"Good until {answer['expires_at']}, once.")


@device_app.command("journal-key")
def journal_key(
    device: Annotated[UUID, typer.Argument(help="The device's id.")],
    api_key: Key,
    url: Url = _LOCAL,
) -> None:
    """The key of a dead kiosk's journal, for 'usher journal --key'. Asking for it is on record."""
    answer = _call(_client(url, api_key), "POST", f"/devices/{device}/journal-key")
    typer.echo(answer["journal_key"])


@sync_app.command("inspect")
def inspect(
    api_key: Key,
    device: Annotated[UUID | None, typer.Argument(help="One device; none: every one.")] = None,
    url: Url = _LOCAL,
    json_: Json = False,
) -> None:
    """What of each kiosk's journal is here: last contact, clock, queue, gaps, chain, alerts."""
    client = _client(url, api_key)
    wanted = [device] if device else [row["id"] for row in _pages(client, "/devices", None, 10_000)]
    found = [_call(client, "GET", f"/devices/{one}/journal") for one in wanted]
    if json_:
        typer.echo(json.dumps(found))
        return
    for state in found:
        for line in operate.device_state(state, clock.now()):
            typer.echo(line)


@app.command("doctor")
def run_doctor(json_: Json = False) -> None:
    """Check what this machine has, and say how to get what is missing."""
    checks = doctor.examine(_settings().data_dir)
    if json_:
        typer.echo(json.dumps([check.__dict__ for check in checks]))
    else:
        for check in checks:
            mark = "ok     " if check.ok else "MISSING" if check.needed else "without"
            typer.echo(f"{mark}  {check.what}" + ("" if check.ok else f": {check.remedy}"))
    raise typer.Exit(0 if all(check.ok or not check.needed for check in checks) else 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; no traceback reaches a user."""
    for entry in entry_points(group="usher.commands"):
        entry.load()(app)
    warnings.simplefilter("ignore", RuntimeWarning)
    try:
        app(arguments)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as problem:
        if os.environ.get("USHER_DEBUG"):
            raise
        typer.echo(
            f"Something unexpected went wrong: {type(problem).__name__}: {problem}", err=True
        )
        typer.echo("Set USHER_DEBUG=1 to see where.", err=True)
        raise SystemExit(1) from None


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "USHER_" + "_".join(str(part) for part in first["loc"]).upper()
        _fail(f"{name}: {first['msg']}.", code=2)


def _database() -> Database:
    """Sessions on a migrated database, or a sentence why not."""
    settings = _settings()
    connected = database.connect(settings, _locate(settings))
    if not database.is_current(connected):
        _fail("The database waits for its migrations. Run 'usher db migrate' first.")
    return connected


def _organizations(connected: Database, slug: str | None) -> list[tuple[str, UUID]]:
    """The organization of a short name, or all of them."""
    with connected.nobody() as connection:
        if slug is not None:
            found = connection.execute(
                text("SELECT ops.organization_by_slug(:slug)"), {"slug": slug}
            ).scalar()
            if found is None:
                _fail(f"There is no organization {slug}.")
            return [(slug, found)]
        ids = connection.execute(text("SELECT ops.organizations_with('all')")).scalars().all()
    named = []
    for organization_id in ids:
        with connected.tenant(organization_id) as session:
            named.append((identity.organization_name(session), organization_id))
    return named


def _locate(settings: Settings) -> database.DatabaseUrls:
    try:
        return database.locate(settings)
    except (OSError, RuntimeError, DBAPIError) as problem:
        _fail(f"PostgreSQL cannot be started in {settings.data_dir}: {problem}")


def _client(url: str, api_key: str) -> httpx.Client:
    return httpx.Client(
        base_url=url.rstrip("/") + "/api/v1",
        headers={"Authorization": f"Bearer {api_key}"},
        timeout=300,
    )


def _call(client: httpx.Client, method: str, path: str, **more: Any) -> Any:
    try:
        response = client.request(method, path, **more)
        answer = response.json()
    except httpx.HTTPError as problem:
        _fail(f"No server answers at {client.base_url} ({type(problem).__name__}).")
    except ValueError:
        _fail(f"What answers at {client.base_url} is no Usher server.")
    if response.is_error:
        _fail(f"The server says: {answer.get('detail', response.status_code)}")
    return answer


def _pages(
    client: httpx.Client, path: str, event_id: UUID | None, limit: int
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while len(found) < limit:
        page = _call(
            client,
            "GET",
            path,
            params={"limit": 200}
            | ({"event_id": str(event_id)} if event_id else {})
            | ({"after": after} if after else {}),
        )
        found += page["items"]
        after = page["next"]
        if after is None:
            break
    return found[:limit]


def _only_event(client: httpx.Client) -> UUID:
    events = _call(client, "GET", "/events")["items"]
    if len(events) != 1:
        listed = "\n".join(f"  {event['id']}  {event['name']}" for event in events)
        _fail(f"Name the event with --event:\n{listed}" if events else "There is no event yet.", 2)
    return UUID(events[0]["id"])


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(sentence: str) -> None:
    typer.echo(sentence)


def _fail(sentence: str, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
