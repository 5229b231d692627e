"""The kiosk's part of the `usher` command, joined to it by an entry point."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer

Data = Annotated[Path | None, typer.Option("--data", help="Folder of this kiosk.")]
JournalKey = Annotated[
    str | None, typer.Option("--key", help="Key of the journal in hex, where its own is lost.")
]
journal_app = typer.Typer()


class EnrolmentFailed(Exception):
    """A rehearsal cannot begin without a device."""


def register(app: typer.Typer) -> None:
    """Add the kiosk's commands."""
    app.command("kiosk")(kiosk)
    app.add_typer(journal_app, name="journal")


def kiosk(
    data: Data = None,
    enrol: Annotated[str | None, typer.Option(help="Enrolment code, for a first start.")] = None,
    name: Annotated[str, typer.Option(help="Name of this kiosk, with --enrol.")] = "",
    source: Annotated[
        str | None,
        typer.Option(help="Camera index, video file or stream URL; 'none' for no camera."),
    ] = None,
    theme: Annotated[str | None, typer.Option(help="dark, light or contrast.")] = None,
    language: Annotated[str | None, typer.Option(help="en, fr, es, de, sw or ar.")] = None,
    window: Annotated[str | None, typer.Option(help="Size, such as 1280x800.")] = None,
    headless: Annotated[bool, typer.Option(help="Without a screen (Qt offscreen).")] = False,
    rehearse: Annotated[
        Path | None,
        typer.Option(
            help="Play the video source to its end, sync, write a report here, and leave."
        ),
    ] = None,
    screenshots: Annotated[
        Path | None, typer.Option(help="With --rehearse: a picture of each kind of verdict.")
    ] = None,
    support_bundle: Annotated[
        Path | None,
        typer.Option(help="Write a zip for whoever helps (logs, settings, counts), and leave."),
    ] = None,
) -> None:
    """Open the door: scan tickets, with or without a network."""
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    config = _config(data, source=source, theme=theme, language=language, window=window)
    if support_bundle is not None:
        _write_support_bundle(config, support_bundle)
        return
    try:
        # Qt is loaded only for this command; its libraries may be missing on a server.
        from desktop import app, rehearsal  # noqa: PLC0415
    except ImportError as problem:
        _fail(f"The kiosk cannot start here: {problem}. Run 'usher doctor' for what is missing.")

    def started(kiosk_: Any) -> bool:
        if enrol is not None and kiosk_.enrolled is None:
            refusal = kiosk_.enrol(enrol, name)
            if refusal and rehearse is not None:
                raise EnrolmentFailed(refusal)
        if rehearse is not None:
            rehearsal.begin(kiosk_, rehearse, screenshots)
        return rehearse is None

    raise typer.Exit(_run(app, config, started))


def _run(app: Any, config: Any, started: Any) -> int:
    from desktop.config import AlreadyRunning  # noqa: PLC0415
    from desktop.storage.database import StorageError  # noqa: PLC0415

    try:
        code: int = app.run(config, started)
    except EnrolmentFailed as refused:
        _fail(f"This kiosk could not be enrolled: {refused}")
    except AlreadyRunning as running:
        _fail(str(running), code=3)
    except StorageError as damage:
        _fail(f"The files of this kiosk cannot be used: {damage}.")
    return code


def _write_support_bundle(config: Any, path: Path) -> None:
    from desktop.support import write_bundle  # noqa: PLC0415

    try:
        typer.echo(f"Written to {write_bundle(config, path)}. It holds no guest and no key.")
    except OSError as problem:
        _fail(f"The bundle could not be written: {problem}.")


@journal_app.callback(invoke_without_command=True)
def journal(
    context: typer.Context,
    data: Data = None,
    key: JournalKey = None,
) -> None:
    """A kiosk's own journal. Without a command: print its entries as JSON lines."""
    context.obj = (data, key)
    if context.invoked_subcommand is not None:
        return
    with _journal(data, key) as database:
        rows = database.all(
            "SELECT device_id, seq, entry_id, kind, hash, status, problem, body FROM entries"
            " ORDER BY device_id, seq"
        )
    for device_id, seq, entry_id, kind, digest, status, problem, body in rows:
        line = {
            "device_id": device_id,
            "seq": seq,
            "entry_id": entry_id,
            "kind": kind,
            "hash": bytes(digest).hex(),
            "status": status,
            "problem": problem,
            "body": json.loads(body) if body else None,  # forgotten
        }
        typer.echo(json.dumps(line))


@journal_app.command("verify")
def verify(context: typer.Context) -> None:
    """Check every hash and signature of the journal, and say what still waits. 1: it is broken."""
    from desktop.storage.examine import examine  # noqa: PLC0415

    with _journal(*context.obj) as database:
        chains = examine(database)
    for found in chains:
        told = f"broken at {found.flaw.seq}: {found.flaw.kind}" if found.flaw else "sound"
        forgotten = f" {found.forgotten} in a backup of the server," if found.forgotten else ""
        typer.echo(
            f"{found.device_id}  {found.entries} entries,{forgotten} {found.waiting} not sent,"
            f" {found.questioned} questioned: {told}"
        )
    if not chains:
        typer.echo("The journal is empty.")
    raise typer.Exit(1 if any(found.flaw for found in chains) else 0)


@journal_app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the entries are written, one a line.")],
) -> None:
    """Write every entry, own and others', as it was signed: for a court, or another server."""
    from desktop.storage.examine import signed_lines  # noqa: PLC0415

    with _journal(*context.obj) as database, _written(file) as out:
        count = 0
        for line in signed_lines(database):
            out.write(json.dumps(line) + "\n")
            count += 1
    typer.echo(f"{count} entries are in {file}.")


@journal_app.command("bring")
def bring(context: typer.Context) -> None:
    """Hand a dead kiosk's scans in: send what its disk still holds to the server it belongs to."""
    from desktop import enrolment  # noqa: PLC0415
    from desktop.clock import DoorClock, new_id  # noqa: PLC0415
    from desktop.config import AlreadyRunning, FolderLock  # noqa: PLC0415
    from desktop.door.gate import Gate  # noqa: PLC0415
    from desktop.storage.migrate import open_journal  # noqa: PLC0415
    from desktop.sync.engine import SyncEngine  # noqa: PLC0415

    data, hex_key = context.obj
    config, key = _opened(data, hex_key)
    try:
        lock = FolderLock(config.data_dir)
    except AlreadyRunning as running:
        _fail(str(running), code=3)
    with _readable():
        database = open_journal(config.journal_path, key)
    found = enrolment.load(database)
    if found is None:
        _fail("This kiosk was never enrolled; it has nothing to bring.")
    clock = DoorClock()
    gate = Gate(database, found.identity, found.station, clock, new_id)
    engine = SyncEngine(
        enrolment.line_to_server(found), gate, clock, config.journal_path, key, found.identity,
        enrolment.APP_VERSION,
    )  # fmt: skip
    try:
        report = engine.bring_all()
    finally:
        engine.close()
        database.close()
        lock.release()
    typer.echo(f"{report.pushed} own entries and {report.brought} of others were sent.")
    if report.problems or report.waiting:
        _fail(f"{report.waiting} still wait. {' '.join(report.problems)}".strip())


@contextlib.contextmanager
def _written(file: Path) -> Iterator[TextIO]:
    try:
        with file.open("w") as out:
            yield out
    except OSError as problem:
        _fail(f"{file} cannot be written: {problem.strerror}.")


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    from desktop.storage.database import StorageError  # noqa: PLC0415

    try:
        yield
    except StorageError as damage:
        _fail(f"The journal cannot be read: {damage}.")


@contextlib.contextmanager
def _journal(data: Path | None, hex_key: str | None) -> Iterator[Any]:
    """The journal of a folder, to read."""
    from desktop.storage.database import Database  # noqa: PLC0415

    config, key = _opened(data, hex_key)
    with _readable():
        database = Database(config.journal_path, key, durable=True, read_only=True)
        try:
            yield database
        finally:
            database.close()


def _opened(data: Path | None, hex_key: str | None) -> tuple[Any, bytes]:
    """Folder and key of a journal that exists."""
    from desktop.storage.database import load_key  # noqa: PLC0415

    config = _config(data)
    if not config.journal_path.exists():
        _fail(f"There is no journal in {config.data_dir}.")
    if hex_key is None:
        return config, load_key(config.data_dir, config.key_store)
    try:
        key = bytes.fromhex(hex_key)
    except ValueError:
        key = b""
    if len(key) != 32:
        _fail("--key takes 64 hexadecimal digits; 'usher device journal-key' tells them.", code=2)
    return config, key


def _config(data: Path | None, **given: str | None) -> Any:
    from pydantic import ValidationError  # noqa: PLC0415

    from desktop.config import KioskConfig  # noqa: PLC0415

    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if data is not None:
        values["data_dir"] = data
    try:
        return KioskConfig(**values)
    except ValidationError as problem:
        first = problem.errors()[0]
        _fail(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}.", code=2)


def _fail(sentence: str, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
