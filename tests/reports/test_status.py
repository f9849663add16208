"""A row's state at a round is what was reported, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.records.facts import Status
from storage.reports.status import row_status

ANY = st.sampled_from([None, *Status])


def test_all_alike_is_that() -> None:
    assert row_status([Status.DONE, Status.DONE]) == Status.DONE
    assert row_status([Status.NOT_STARTED]) == Status.NOT_STARTED


def test_some_done_and_some_not_is_underway() -> None:
    assert row_status([Status.DONE, Status.NOT_STARTED]) == Status.IN_PROGRESS
    assert row_status([Status.DONE, Status.NOT_STARTED, None]) == Status.IN_PROGRESS


def test_what_is_underway_is_underway_whatever_is_not_known_beside_it() -> None:
    assert row_status([Status.IN_PROGRESS, None, Status.UNKNOWN]) == Status.IN_PROGRESS


def test_done_beside_what_nobody_reported_is_not_known() -> None:
    assert row_status([Status.DONE, None]) is None
    assert row_status([Status.NOT_STARTED, Status.UNKNOWN]) is None
    assert row_status([]) is None


@given(st.lists(ANY, max_size=5))
def test_a_row_is_done_only_if_every_measure_is(states: list[Status | None]) -> None:
    found = row_status(states)
    assert found is None or found in (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED)
    assert (found is Status.DONE) == (bool(states) and all(state is Status.DONE for state in states))


@given(st.lists(ANY, max_size=5))
def test_the_order_does_not_matter(states: list[Status | None]) -> None:
    assert row_status(states) == row_status(list(reversed(states)))
