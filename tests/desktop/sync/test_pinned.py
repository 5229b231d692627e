"""TLS with the server's own certificate, pinned by the enrolment code."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.sync.api import Offline, SyncApi
from desktop.sync.round import SyncReport
from shared.fingerprint import fingerprint_of
from sync_server.database import DatabaseUrls
from sync_server.kernel import clock, tls
from sync_server.settings import Settings
from tests.door import Door
from tests.evening import Evening
from tests.serving import Served, serve


@pytest.fixture
def certified(settings: Settings, tmp_path: Path) -> Settings:
    """Ten years old: its time is over, its key is not."""
    before = clock.now() - timedelta(days=4000)
    file, key = tls.make(tmp_path / "tls", ["localhost", "127.0.0.1"], before)
    return settings.model_copy(update={"tls_certificate": file, "tls_key": key})


@pytest.fixture
def secure(certified: Settings, urls: DatabaseUrls) -> Iterator[Served]:
    with serve(certified, urls) as found:
        yield found


def sync(door: Door) -> SyncReport:
    return door.engine.sync_once()


def test_a_kiosk_believes_the_key_of_its_code_and_no_other(
    secure: Served, certified: Settings, evening: Evening, tmp_path: Path
) -> None:
    pin = tls.fingerprint(certified)
    assert certified.tls_certificate is not None
    assert pin == fingerprint_of(certified.tls_certificate.read_bytes())
    door = Door(tmp_path / "kiosk", evening, secure.url, "TLS", fingerprint=pin)
    try:
        assert sync(door).problems == ()
        door.reopen()
        assert sync(door).problems == ()  # kept over a restart
        door.engine.line.api.close()
        door.engine.line.api = SyncApi(secure.url, door.enrolled.token, "00" * 32)
        report = sync(door)
        assert report.offline
        assert "another key" in report.problems[0]
        door.engine.line.api = SyncApi(secure.url, door.enrolled.token)
        assert sync(door).offline  # no authority vouches for it
    finally:
        door.close()


def test_plain_noise_on_a_tls_port_and_tls_on_a_plain_one_are_offline(
    secure: Served, served: Served
) -> None:
    for url in (secure.url.replace("https", "http"), served.url.replace("http", "https")):
        api = SyncApi(url, "x", "00" * 32)
        with pytest.raises(Offline):
            api.changes("1.1")
        api.close()


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    tls.make(tmp_path, ["venue.example"], clock.now())
    before = (tmp_path / "usher.key").read_bytes()
    assert (tmp_path / "usher.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        tls.make(tmp_path, ["venue.example"], clock.now())
    assert (tmp_path / "usher.key").read_bytes() == before
