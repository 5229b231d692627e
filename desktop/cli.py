"""The kiosk's part of the `usher` command, joined to it by an entry point."""

import json
import os
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

Data = Annotated[Path | None, typer.Option("--data", help="Folder of this kiosk.")]


class EnrolmentFailed(Exception):
    """A rehearsal cannot begin without a device."""


def register(app: typer.Typer) -> None:
    """Add the kiosk's commands."""
    app.command("kiosk")(kiosk)
    app.command("journal")(journal)


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


def journal(
    data: Data = None,
) -> None:
    """Print the kiosk's own journal entries as JSON lines, for checks and support."""
    from desktop.storage.database import Database, StorageError, load_key  # noqa: PLC0415

    config = _config(data)
    if not config.journal_path.exists():
        _fail(f"There is no journal in {config.data_dir}.")
    try:
        key = load_key(config.data_dir, config.key_store)
        database = Database(config.journal_path, key, durable=True, read_only=True)
        rows = database.all(
            "SELECT device_id, seq, entry_id, kind, hash, status, problem, body FROM entries"
            " ORDER BY device_id, seq"
        )
    except StorageError as damage:
        _fail(f"The journal cannot be read: {damage}.")
    for device_id, seq, entry_id, kind, digest, status, problem, body in rows:
        line = {
            "device_id": device_id,
            "seq": seq,
            "entry_id": entry_id,
            "kind": kind,
            "hash": bytes(digest).hex(),
            "status": status,
            "problem": problem,
            "body": json.loads(body),
        }
        typer.echo(json.dumps(line))


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
