"""``python -m bot understand``: one line in, one JSON line out."""

import io
import json
from datetime import date

from bot.cli.understand import answer_all
from dialogs.understanding.understanding import Understanding


def answers(understanding: Understanding, typed: bytes) -> list[dict[str, object]]:
    sink = io.StringIO()
    answer_all(io.BytesIO(typed), sink, understanding, date(2026, 1, 15), None)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_each_line_has_its_answer_in_the_contracts_shape(understanding: Understanding) -> None:
    first, second = answers(understanding, "มาตรการข้อ ๒ ใครรับผิดชอบ\nผลบอล\n".encode())
    assert set(first) == {"text", "decision", "intent", "confidence", "alternatives", "entities"}
    assert first["text"] == "มาตรการข้อ ๒ ใครรับผิดชอบ" and first["entities"] == {"measure": "ข้อ ๒"}
    assert (second["decision"], second["intent"]) == ("unknown", "unknown")


def test_empty_lines_and_broken_bytes_are_answered_too(understanding: Understanding) -> None:
    assert len(answers(understanding, b"\n\xff\xfe\n" + "เมนู".encode())) == 3
