"""Kiosks in network namespaces of their own: a real switch, real multicast, cables to pull."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.door import Door
from tests.faults.site import NodeProcess, Site, open_site

DOORS = 4


class Switch:
    """A bridge that kiosks are plugged into. Needs root and iproute2."""

    def __init__(self, ports: int) -> None:
        self.names = [f"usher{n}" for n in range(ports)]
        self.close()  # what a run that was killed left behind
        _ip("link", "add", "usherbr", "type", "bridge", "mcast_snooping", "0")
        _ip("link", "set", "usherbr", "up")
        for place, name in enumerate(self.names):
            _ip("netns", "add", name)
            _ip("link", "add", f"{name}a", "type", "veth", "peer", "name", "eth0", "netns", name)
            _ip("link", "set", f"{name}a", "master", "usherbr", "up")
            _ip("-n", name, "addr", "add", f"10.91.0.{place + 1}/24", "dev", "eth0")
            for device in ("lo", "eth0"):
                _ip("-n", name, "link", "set", device, "up")
            _ip("-n", name, "route", "add", "224.0.0.0/4", "dev", "eth0")

    def prefix(self, port: int) -> tuple[str, ...]:
        return ("ip", "netns", "exec", self.names[port])

    def pull(self, port: int) -> None:
        _ip("link", "set", f"{self.names[port]}a", "down")

    def plug(self, port: int) -> None:
        _ip("link", "set", f"{self.names[port]}a", "up")

    def spoil(self, port: int, *how: str) -> None:
        """Loss, delay and reordering on one cable, where the kernel has netem."""
        subprocess.run(
            ["tc", "qdisc", "add", "dev", f"{self.names[port]}a", "root", "netem", *how],
            check=False,
            capture_output=True,
        )

    def close(self) -> None:
        for name in self.names:
            subprocess.run(["ip", "link", "del", f"{name}a"], check=False, capture_output=True)
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)
        subprocess.run(["ip", "link", "del", "usherbr"], check=False, capture_output=True)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def switch(site: Site) -> Iterator[Switch]:
    if shutil.which("ip") is None or shutil.which("tc") is None:
        pytest.skip("needs iproute2")
    try:
        made = Switch(DOORS)
    except subprocess.CalledProcessError as problem:
        pytest.skip(f"needs network namespaces: {problem.stderr.decode().strip()}")
    yield made
    for node in site.nodes:
        node.kill()
    made.close()


def _doors(site: Site, switch: Switch, name: str) -> list[NodeProcess]:
    folders = [site.enrol(f"{name} {n}") for n in range(DOORS)]
    doors = [Door.of(folder) for folder in folders]
    for door in doors:  # each knows of the ones enrolled after it
        assert door.engine.sync_once().problems == ()
        door.close()
    return [
        site.node(folder, "--no-server", "--lan", "--discover", prefix=switch.prefix(place))
        for place, folder in enumerate(folders)
    ]


def test_doors_find_each_other_part_and_meet_again(site: Site, switch: Switch) -> None:
    tickets = [site.evening.issue() for _ in range(6)]
    nodes = _doors(site, switch, "switched")
    for node in nodes:
        node.until(neighbours=DOORS - 1)

    assert nodes[0].scan(tickets[0].ticket_code) == "accepted"
    for node in nodes[1:]:
        node.until(seconds=6, known=1)  # told at once: everything is compared only every ten
        assert node.scan(tickets[0].ticket_code) == "refused"

    # Half of the building loses its switch: both halves go on, each for itself.
    for port in (2, 3):
        switch.pull(port)
    nodes[0].scan(tickets[1].ticket_code)
    nodes[3].scan(tickets[2].ticket_code)
    both = [nodes[n].scan(tickets[3].ticket_code) for n in (1, 2)]
    assert both == ["accepted", "accepted"]
    for port in (2, 3):
        switch.plug(port)
    for node in nodes:
        node.until(seconds=60, known=5)
        assert node.scan(tickets[1].ticket_code) == "refused"
        assert node.scan(tickets[2].ticket_code) == "refused"


def test_a_bad_cable_delays_and_loses_nothing(site: Site, switch: Switch) -> None:
    tickets = [site.evening.issue() for _ in range(40)]
    nodes = _doors(site, switch, "noisy")
    switch.spoil(1, "loss", "20%", "delay", "60ms", "40ms", "reorder", "25%", "duplicate", "5%")
    for number, ticket in enumerate(tickets):
        assert nodes[number % DOORS].scan(ticket.ticket_code) == "accepted"
        if number % 5 == 0:  # the plug is loose, too
            switch.pull(2)
            time.sleep(0.3)
            switch.plug(2)
    for node in nodes:
        node.until(seconds=90, known=len(tickets))


def test_a_dead_doors_scans_reach_the_server_from_across_the_switch(
    site: Site, switch: Switch, tmp_path: Path
) -> None:
    ticket = site.evening.issue()
    nodes = _doors(site, switch, "dying")
    for node in nodes:
        node.until(neighbours=DOORS - 1)
    nodes[0].scan(ticket.ticket_code)
    nodes[1].until(known=1)
    nodes[0].kill()
    shutil.rmtree(nodes[0].folder)  # its disk is gone with it
    nodes[1].kill()
    survivor = Door.of(nodes[1].folder)
    survivor.doubt_server()
    survivor.database.execute("UPDATE foreign_entries SET learnt_ms = 0")  # a minute passes
    report = survivor.engine.sync_once()
    assert (report.brought, report.problems) == (1, ())
    survivor.close()
