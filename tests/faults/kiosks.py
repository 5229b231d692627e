"""Kiosks of a history: what their files say, and what they tell each other."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from desktop.enrolment import among_neighbours
from desktop.storage.database import Database
from desktop.storage.replica import TABLES, ReplicaFiles
from desktop.sync.gossip import Index
from desktop.sync.peers import Refused
from tests.door import KEY, Door
from tests.faults.checker import JournalRow, Kept


def kept(door: Door, revoked: Collection[str] = ()) -> Kept:
    """What a kiosk's files say. A revoked one has only its own entries."""
    columns = ", ".join(field.name for field in fields(JournalRow))
    own = [JournalRow(*row) for row in door.database.all(f"SELECT {columns} FROM entries")]
    me = str(door.gate.identity.device_id)
    if me in revoked:
        return Kept(door.folder.name, me, own, is_revoked=True)
    accepted = door.database.all("SELECT entry_id FROM scans WHERE verdict = 'accepted'")
    annulled = door.database.all("SELECT scan_id FROM annuls")
    with door.database.writing():
        at = door.clock.read().judged_at
        rows = [row for i in door.gate.station.list_ids if (row := door.gate.list_row(i))]
        heads = {str(row.list.id): door.gate.facts.totals(row, at).heads for row in rows}
    bands: dict[str, str] = {}
    for (ticket_id,) in door.database.all("SELECT id FROM replica.tickets"):
        bands |= {digest: ticket_id for digest, _ in door.gate.facts.bands(ticket_id)}
    return Kept(
        door.folder.name,
        me,
        own,
        serves={str(list_id) for list_id in door.gate.station.list_ids},
        accepted={r[0] for r in accepted},
        annulled={r[0] for r in annulled},
        heads=heads,
        bands=bands,
        seated={
            (str(person.ticket_id), person.number): (str(spot.seat_id), spot.place)
            for person, spot in door.gate.book.seating.spot_of.items()
        },
        replica=_replica(door),
    )


def _replica(door: Door) -> dict[str, list[tuple[Any, ...]]]:
    """Its rows by table, sorted: those are the same on every kiosk, the order they came in is not."""
    asked = {table: f"SELECT id, {', '.join(columns)}" for table, columns in TABLES.items()}
    asked["check_in_conflicts"] = "SELECT id, kind, entry_id, winner_entry_id, persons"
    still = {"check_in_conflicts": " WHERE withdrawn_at IS NULL"}
    return {
        table: sorted(
            door.database.all(f"{what} FROM replica.{table}{still.get(table, '')}"), key=str
        )
        for table, what in asked.items()
    }


def tell(giver: Door, taker: Door) -> None:
    """One direction of a meeting: who it is, sums, stretches, hashes, entries, believed or not."""
    have, lack = _index(giver), _index(taker)
    (me, _), (_, trust) = among_neighbours(giver.gate), among_neighbours(taker.gate)
    path = ReplicaFiles(taker.folder).current()
    if path is None:
        return
    replica = Database(path, KEY, durable=False, read_only=True)
    try:
        trust.read(replica)
    finally:
        replica.close()
    try:
        trust.key_of(me.device_id, me.certificate)
    except Refused:
        return
    assert me.certificate is not None
    taker.save_settings(**{f"certificate:{me.device_id}": me.certificate.model_dump_json()})
    documents = []
    for device_id in have.differing(lack.sums()):
        hashes = lack.hashes(device_id, have.stretches(device_id))
        documents += giver.gate.journal.by_hash(have.lacking(device_id, hashes))
    believed = [trust.believed(document) for document in documents]
    taker.learn([e.model_dump(mode="json") for e in believed if e], at_server=False)


def _index(door: Door) -> Index:
    index = Index()
    index.add(door.gate.journal.shared_since(0, 0, 1_000_000)[2])
    return index
