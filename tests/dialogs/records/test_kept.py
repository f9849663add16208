"""A bounded memory."""

from concurrent.futures import ThreadPoolExecutor

from dialogs.records.kept import Kept


def test_what_nobody_asked_for_longest_goes_first() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), len(kept)) == (1, None, 3, 2)


def test_a_newer_value_takes_the_place_of_the_older_one() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.put("a", 3)
    kept.put("c", 4)
    assert (kept.get("a"), kept.get("b")) == (3, None)
    kept.drop("a")
    kept.drop("nobody")
    assert kept.get("a") is None and len(kept) == 1


def test_threads_that_push_each_other_out_get_their_value_or_none() -> None:
    kept: Kept[int, int] = Kept(3)

    def use(number: int) -> bool:
        kept.put(number % 7, number % 7)
        return kept.get(number % 5) in (None, number % 5)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(2_000)))
    assert len(kept) == 3
