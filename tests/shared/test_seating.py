"""Seat entries walked by stamp: stories of two hosts, and properties for any set of moves."""

from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ledger import Stamp
from shared.seating import (
    Action,
    Book,
    Clash,
    Free,
    Move,
    Person,
    Seating,
    Spot,
    Stock,
    lined_up,
    may_be_noted,
    walk,
)

A, B, C = (Spot(UUID(int=n)) for n in (1, 2, 3))
ANN, BOB, CID = (Person(UUID(int=n)) for n in (11, 12, 13))
_ids = count(100)


def move(at: int, action: str, spot: Spot, person: Person | None = None, origin: Spot | None = None,
         other: Person | None = None, device: int = 1) -> Move:  # fmt: skip
    stamp = Stamp(at, UUID(int=device), at, UUID(int=next(_ids)))
    return Move(Action(action), spot, person, origin, other, stamp=stamp)


def place(at: int, person: Person, spot: Spot, origin: Spot | None = None, device: int = 1) -> Move:
    return move(at, "place", spot, person, origin, device=device)


def who(seating: Seating) -> dict[Spot, Person]:
    return {spot: sitting.person for spot, sitting in seating.sitting.items()}


def test_a_guest_is_seated_moves_and_leaves() -> None:
    moves = [place(1, ANN, A), place(2, ANN, B, A)]
    assert who(walk(moves)) == {B: ANN}
    assert who(walk([*moves, move(3, "clear", B, ANN)])) == {}
    assert who(walk([*moves, move(3, "clear", B, BOB)])) == {B: ANN}, "it was not for her"


def test_two_hosts_offline_give_one_chair_to_two_guests() -> None:
    first, second = place(1, ANN, A, device=1), place(2, BOB, A, device=2)
    seating = walk([second, first])
    assert who(seating) == {A: ANN}
    assert seating.clashes == [Clash(second, first)]


def test_two_hosts_offline_move_one_guest_to_two_places() -> None:
    seated = place(1, ANN, A)
    first, second = place(2, ANN, B, A, device=1), place(3, ANN, C, A, device=2)
    seating = walk([seated, second, first])
    assert who(seating) == {B: ANN}
    assert seating.clashes == [Clash(second, first)]


def test_two_hosts_with_one_idea_do_not_clash() -> None:
    seating = walk([place(1, ANN, A), place(2, ANN, B, A), place(3, ANN, B, A, device=2)])
    assert (who(seating), seating.clashes) == ({B: ANN}, [])


def test_a_swap_is_one_entry() -> None:
    seated = [place(1, ANN, A), place(2, BOB, B)]
    swap = move(3, "place", B, ANN, A, BOB)
    assert who(walk([*seated, swap])) == {A: BOB, B: ANN}
    gone = [*seated, move(2, "clear", B, BOB, device=2), swap]
    assert (who(walk(gone)), len(walk(gone).clashes)) == ({A: ANN}, 1)


@pytest.mark.parametrize(("mark", "undo"), [("hold", "release"), ("block", "unblock")])
def test_nobody_is_put_on_a_seat_that_is_held_or_broken(mark: str, undo: str) -> None:
    marked, late = move(1, mark, A), place(3, ANN, A)
    seating = walk([late, marked])
    assert (who(seating), seating.clashes) == ({}, [Clash(late, marked)])
    assert not seating.is_free(A)
    assert who(walk([late, marked, move(2, undo, A)])) == {A: ANN}


def test_who_was_taken_off_the_map_meanwhile_is_not_moved() -> None:
    cleared, late = move(2, "clear", A, ANN), place(3, ANN, B, A, device=2)
    assert walk([place(1, ANN, A), cleared, late]).clashes == [Clash(late, cleared)]


def test_the_last_note_stands_and_goes_where_its_person_goes() -> None:
    def note(at: int, text: str, person: Person | None = ANN) -> Move:
        stamp = Stamp(at, UUID(int=1), at, UUID(int=9_000 + at))
        return Move(Action.NOTE, A, person, reason=text, stamp=stamp)

    first, last = note(2, "Aisle"), note(4, "By the window")
    of_seat = note(5, "Wobbles", None)
    moves = [place(1, ANN, A), place(3, ANN, B, A), last, of_seat, first]
    seating = walk(moves)
    assert (seating.note_on(ANN), seating.note_on(A.seat_id)) == ("By the window", "Wobbles")
    assert seating.spot_of == {ANN: B}
    book = Book()
    book.add(moves)
    assert book.notes_of_ticket(ANN.ticket_id) == ["By the window"]
    assert walk([first, last, note(6, "")]).notes == {}


def test_a_note_is_one_short_line() -> None:
    assert may_be_noted("")
    assert may_be_noted("Knie links, 👩‍🦽, يحتاج إلى مساعدة")
    assert may_be_noted("x" * 280)
    for wrong in ("x" * 281, "a\nb", "a\0", "\x1b[31m", "a\u2028b"):
        assert not may_be_noted(wrong)


spots = st.sampled_from([Spot(UUID(int=n), p) for n in range(1, 5) for p in (1, 2)])
persons = st.sampled_from([Person(UUID(int=n), p) for n in range(11, 15) for p in (1, 2)])


@st.composite
def any_moves(draw: st.DrawFn) -> list[Move]:
    found = []
    for number in range(draw(st.integers(0, 14))):
        action = draw(st.sampled_from(list(Action)))
        named = action in (Action.PLACE, Action.CLEAR)
        person = draw(persons) if named else None
        reason = ""
        if action is Action.NOTE:
            person, reason = draw(st.none() | persons), draw(st.sampled_from(["", "Aisle", "VIP"]))
        origin = draw(st.none() | spots) if action is Action.PLACE else None
        other = draw(st.none() | persons) if origin else None
        stamp = Stamp(draw(st.integers(0, 6)), UUID(int=draw(st.integers(1, 3))), number,
                      UUID(int=1_000 + number))  # fmt: skip
        found.append(Move(action, draw(spots), person, origin, other, reason, stamp=stamp))
    return found


@given(any_moves(), st.randoms())
def test_the_order_of_arrival_changes_nothing(moves: list[Move], random: object) -> None:
    shuffled = list(moves)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert walk(shuffled) == walk(moves)


@given(any_moves())
def test_one_chair_for_each_and_each_for_one(moves: list[Move]) -> None:
    seating = walk(moves)
    assert {sitting.person: spot for spot, sitting in seating.sitting.items()} == seating.spot_of
    assert len(seating.spot_of) == len(seating.sitting)


@given(any_moves())
def test_a_clash_changes_nothing(moves: list[Move]) -> None:
    """Without the moves that did not happen everything is as it is with them."""
    seating = walk(moves)
    clashed = {clash.move.id for clash in seating.clashes}
    without = walk([one for one in moves if one.id not in clashed])
    assert (without.sitting, without.held, without.blocked) == (
        seating.sitting, seating.held, seating.blocked,
    )  # fmt: skip
    assert without.clashes == []


@given(any_moves(), st.integers(0, 13))
def test_what_shares_no_seat_and_no_ticket_may_be_walked_apart(
    moves: list[Move], start: int
) -> None:
    """The server folds only what a new entry hangs together with."""
    if not moves:
        return
    nodes = set(moves[start % len(moves)].touched)
    part: set[UUID] = set()
    while len(nodes) > len(part):
        part = set(nodes)
        nodes |= {node for one in moves if one.touched & part for node in one.touched}
    inside = [one for one in moves if one.touched & part]
    apart, whole = walk(inside), walk(moves)
    assert apart.sitting == {s: x for s, x in whole.sitting.items() if s.seat_id in part}
    assert apart.clashes == [c for c in whole.clashes if c.move.touched & part]


@given(any_moves(), st.lists(st.integers(1, 4)))
def test_a_book_that_grows_says_what_one_walk_says(moves: list[Move], parts: list[int]) -> None:
    book, rest = Book(), list(moves)
    for size in parts:
        book.add(rest[:size])
        rest = rest[size:]
    book.add(rest)
    says_what_one_walk_says(book, moves)


@given(any_moves(), st.sets(st.integers(0, 13)))
def test_what_is_taken_out_of_a_book_was_never_there(moves: list[Move], places: set[int]) -> None:
    book = Book()
    book.add(moves)
    book.remove([move.id for place, move in enumerate(moves) if place in places])
    left = [move for place, move in enumerate(moves) if place not in places]
    says_what_one_walk_says(book, left)
    book.add(moves)
    says_what_one_walk_says(book, moves)


def says_what_one_walk_says(book: Book, moves: list[Move]) -> None:
    whole, now = walk(moves), book.seating
    assert (now.sitting, now.spot_of, now.held, now.blocked) == (
        whole.sitting, whole.spot_of, whole.held, whole.blocked,
    )  # fmt: skip
    assert now.notes == whole.notes
    assert {clash.move.id for clash in now.clashes} == {clash.move.id for clash in whole.clashes}
    for spot, sitting in whole.sitting.items():
        assert book.spots_of(spot.seat_id)[spot.place] == sitting.person
        assert book.spots_of_ticket(sitting.person.ticket_id)[sitting.person.number] == spot


def free(row: str, *numbers: int, rank: float = 0) -> list[Free]:
    return [Free(Spot(UUID(int=hash(row) % 1000 * 100 + n)), ("", row), n, rank) for n in numbers]


def test_friends_sit_side_by_side() -> None:
    rows = free("A", 1, 2, 4, 5) + free("B", 1, 2, 3, 7, rank=1)
    assert Stock(rows).take(2) == [seat.spot for seat in rows[:2]]
    assert Stock(rows).take(3) == [seat.spot for seat in rows[4:7]]
    assert Stock(rows).take(4) == [seat.spot for seat in rows[:4]], "apart, as nowhere are four"
    assert Stock(rows).take(9) == []


def test_what_was_given_out_is_gone() -> None:
    stock = Stock(free("A", 1, 2, 3, 4) + free("B", 1, 2, rank=1))
    taken = [spot for count in (3, 2, 1) for spot in stock.take(count)]
    assert len(set(taken)) == 6
    assert stock.take(1) == []


def test_seats_for_others_are_passed_by() -> None:
    row = free("A", 1, 2, 3, 4)
    others = {row[1].spot}
    assert Stock(row).take(2, lambda spot: spot not in others) == [s.spot for s in row[2:]]


def test_no_single_seat_is_left_behind() -> None:
    row = free("A", 1, 2, 3, 4, 5)
    assert Stock(row).take(2) in ([s.spot for s in row[:2]], [s.spot for s in row[3:]])


def test_a_row_is_lined_up_by_where_its_seats_stand() -> None:
    assert lined_up([(30, 0), (10, 0), (20, 0), (60, 5), (70, 8)]) == [2, 0, 1, 4, 5]
    assert lined_up([(0, 30), (1, 10), (0, 20)]) == [2, 0, 1]
    assert lined_up([]) == []
    assert lined_up([(5, 5)]) == [0]
