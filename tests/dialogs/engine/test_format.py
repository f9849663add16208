"""Stored conversations: every format that was ever written stays readable."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dialogs.engine import format as stored
from dialogs.records.conversation import Conversation, Frame
from tests.dialogs.samples import BANGKOK

GOLDEN = Path(__file__).parent / "golden"
FIRST = Conversation(
    revision=7,
    frames=(
        Frame(
            dialog="report",
            version=1,
            key="1f",
            slots={"thing": 2, "percent": 40, "note": 'เสาล้ม ๒ ต้น "ริมคลอง"'},
            answered=("thing", "note"),
            asked="sure",
            origins={"note": "8c4f0e61"},
        ),
    ),
    paused=Frame(dialog="pick", version=3, key="a"),
    context={"dialog": "score", "year": 2565, "shown": [1, 2]},
    offers=(("ส่ง", "set:1f:sure:true"), ("ยกเลิก", "do:cancel")),
    reminded=True,
    deadline=datetime(2026, 1, 15, 10, 30, tzinfo=BANGKOK),
    misses=1,
)


def test_there_is_a_golden_file_of_every_format() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"format-{n + 1}.json" for n in range(stored.FORMAT)]


def test_a_record_of_format_1_reads_as_it_was_meant() -> None:
    assert stored.load((GOLDEN / "format-1.json").read_bytes(), 7) == FIRST


def test_the_newest_golden_file_is_what_is_written_today() -> None:
    assert json.loads(stored.dump(FIRST)) == json.loads((GOLDEN / f"format-{stored.FORMAT}.json").read_bytes())


def test_what_is_written_reads_back_whole() -> None:
    assert stored.load(stored.dump(FIRST), 7) == FIRST
    assert stored.load(stored.dump(Conversation()), 0) == Conversation()


def test_the_slots_keep_the_order_in_which_they_were_filled() -> None:
    read = stored.load(stored.dump(FIRST), 7)
    assert read.top and list(read.top.slots) == ["thing", "percent", "note"]


def test_thai_is_stored_as_it_is_and_not_as_escapes() -> None:
    assert "ริมคลอง".encode() in stored.dump(FIRST)


def _rename(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "format": record["format"] + 1, "road": [*record.get("road", []), record["format"]]}


def test_a_record_is_lifted_format_by_format() -> None:
    lifted = stored.lift({"format": 1}, 4, {1: _rename, 2: _rename, 3: _rename})
    assert lifted == {"format": 4, "road": [1, 2, 3]}


@pytest.mark.parametrize("record", [{"format": 1}, {"format": 9}, {}, {"format": None}])
def test_a_record_without_a_way_to_today_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="format"):
        stored.lift(record, 3, {2: _rename})


@pytest.mark.parametrize("raw", [b"", b"{", b'{"format":2}', b'{"format":"x"}', b"\xff"])
def test_what_no_version_wrote_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json, unicode and format errors are all ValueErrors
        stored.load(raw, 0)


@pytest.mark.parametrize("raw", [b"[]", b"null", b'{"format":1}'])
def test_json_of_another_shape_is_refused_the_same_way(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        stored.load(raw, 0)
