"""The last page: what a person must settle before the paper is signed."""

from collections.abc import Sequence
from typing import Any

from storage.reports.values import Doubt
from storage.reports.word.page import portrait
from storage.reports.word.text import Look, write


def add_review(word: Any, doubts: Sequence[Doubt]) -> None:
    """A sheet of its own, so that it can be taken out; none where nothing is to be settled."""
    if not doubts:
        return
    portrait(word)
    write(word, "รายการที่ต้องตรวจ (นำหน้านี้ออกก่อนเสนอ)", Look(bold=True, after=6, with_next=True))
    for number, doubt in enumerate(doubts, start=1):
        write(word, f"{number}) {doubt}", Look(left=0.5, after=3))
