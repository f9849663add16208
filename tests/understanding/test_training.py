"""Training: labels from file names, the same file every time, and a model that belongs to its examples."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli import train as command
from dialogs.records.errors import CommandError
from dialogs.understanding.examples import EXAMPLES, OTHER, fingerprint, read_examples
from dialogs.understanding.heldout import read_heldout
from dialogs.understanding.model import DEFAULT_MODEL, Model
from dialogs.understanding.training import sources, train
from dialogs.understanding.understanding import Understanding
from tests.shared import REPOSITORY

CONTRACT = (
    "greeting help measure_status ita_score survey complaint complaint_follow_up report_progress summary documents "
    "contact follow staff_link privacy thanks cancel"
).split()


def small_folder(folder: Path) -> Path:
    lines = {
        "greeting": ["สวัสดีค่ะ", "หวัดดีครับ", "ดีจ้า", "สวัสดีตอนเช้า", "ดีครับแอดมิน", "หวัดดีจ้า"],
        "ita_score": [
            "คะแนน ita เท่าไหร่",
            "ขอคะแนน ita",
            "ita ปีนี้ได้กี่คะแนน",
            "คะแนนรวม ita",
            "คะแนน ita ปี 66",
            "ได้คะแนนเท่าไหร่",
        ],
        OTHER: ["หวยออกอะไร", "ฝนตกไหม", "ไฟถนนดับ", "น้ำไม่ไหล", "ผลบอลเมื่อคืน", "หมาจรจัดเยอะ"],
    }
    for intent, some in lines.items():
        (folder / f"{intent}.txt").write_text("# what it is\n\n" + "\n".join(some) + "\n", encoding="utf-8")
    return folder


def test_labels_come_from_the_file_names(tmp_path: Path) -> None:
    examples = read_examples(small_folder(tmp_path))
    assert {example.intent for example in examples} == {"greeting", "ita_score", OTHER}
    assert not any(example.text.startswith("#") or not example.text for example in examples)


def test_the_same_examples_make_the_same_file(tmp_path: Path) -> None:
    examples = read_examples(small_folder(tmp_path))
    for name in ("one.npz", "two.npz"):
        train(examples).model.save(tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_the_file_holds_the_whole_model(tmp_path: Path) -> None:
    model = train(read_examples(small_folder(tmp_path))).model
    model.save(tmp_path / "model.npz")
    again = Model.load(tmp_path / "model.npz")
    assert (again.classes, again.thresholds, again.fingerprint) == (model.classes, model.thresholds, model.fingerprint)
    assert again.vocabulary.columns == model.vocabulary.columns
    assert (again.familiar == model.familiar).all()


def test_training_by_command_prints_a_table_and_writes_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "EXAMPLES", small_folder(tmp_path))
    args = argparse.Namespace(more=[], output=tmp_path / "model.npz", heldout=tmp_path / "none.jsonl")
    assert command.run(args) == 0
    printed = capsys.readouterr().out
    assert "ita_score" in printed and "foreign lines taken for ours" in printed
    assert Understanding.load(tmp_path / "model.npz").model.classes == ("greeting", "ita_score", OTHER)


def test_labelled_lines_from_elsewhere_join_in(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "greeting.txt").write_text("โหลๆ\n", encoding="utf-8")
    examples = command.usable_examples([small_folder(tmp_path / "ours"), tmp_path / "more"])
    assert "โหลๆ" in {example.text for example in examples}


def test_a_label_that_nobody_knows_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "lottery.txt").write_text("หวย\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"lottery\.txt is no intent"):
        command.usable_examples([small_folder(tmp_path / "ours"), tmp_path / "more"])
    with pytest.raises(CommandError, match="no folder"):
        command.usable_examples([tmp_path / "ours", tmp_path / "gone"])


def test_every_intent_of_the_contract_has_its_examples() -> None:
    examples = read_examples(EXAMPLES)
    counts = {name: sum(example.intent == name for example in examples) for name in [*CONTRACT, OTHER]}
    assert {example.intent for example in examples} == set(counts)
    assert all(count >= (600 if name == OTHER else 150) for name, count in counts.items()), counts


def test_the_model_was_trained_on_these_examples() -> None:
    assert Model.load().fingerprint == fingerprint(read_examples(EXAMPLES), sources()), "run: python -m bot train"


def test_the_model_is_small_and_quick_to_load() -> None:
    assert DEFAULT_MODEL.stat().st_size < 3_000_000
    started = time.process_time()
    Model.load()
    assert time.process_time() - started < 0.3


def test_running_needs_no_network_and_no_scikit_learn() -> None:
    program = """
import socket, sys
def closed(*_, **__): raise AssertionError("the network was tried")
socket.socket.connect = closed
from datetime import date
from dialogs.understanding.understanding import Understanding
understanding = Understanding.load()
understanding.warm()
assert understanding.read("ขอคะแนน ita ปี 66", today=date(2026, 1, 15)).intent == "ita_score"
assert not {"sklearn", "scipy", "torch"} & set(sys.modules), sorted(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_held_out_messages_are_valid() -> None:
    messages = read_heldout()
    assert len(messages) >= 820
    assert {message.intent for message in messages} == {*CONTRACT, "unknown"}
