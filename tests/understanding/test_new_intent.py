"""Adding an intent, and renaming it, touches its file of examples and its dialog, and nothing else."""

import ast
import importlib
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from dialogs.catalogue import found_in, general_dialogs
from dialogs.engine.engine import Engine
from dialogs.fallback import fallback
from dialogs.records.conversation import Conversation
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Say
from dialogs.understanding.examples import EXAMPLES, OTHER, intents, read_examples
from dialogs.understanding.service import AgencyListener
from dialogs.understanding.training import train
from dialogs.understanding.understanding import Understanding
from tests.dialogs.samples import sample_agencies, sample_facts
from tests.shared import REPOSITORY

ASKED = ["จอดรถ", "ที่จอดรถ", "ลานจอดรถ", "จอดมอไซค์", "จอดรถยนต์"]
WHERE = ["ตรงไหน", "อยู่ไหนคะ", "มีไหมครับ", "ได้ที่ไหน", "มีที่ว่างไหม", "เสียเงินไหม", "กี่คัน", "ฟรีหรือเปล่า"]
DIALOG = """
from dialogs.engine.model import Dialog, Finish
from dialogs.records.reply import Say

PARKING = Dialog(
    name={name!r}, title="ที่จอดรถ", menu=15, guessed=frozenset(), finish=lambda scene: Finish((Say("จอดหลังอาคารได้ค่ะ"),))
)
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """An empty package, as ``dialogs`` is one."""
    (tmp_path / "more_dialogs").mkdir()
    (tmp_path / "more_dialogs" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("more_dialogs")
    for name in [name for name in sys.modules if name.startswith("more_dialogs")]:
        del sys.modules[name]


def examples_with(folder: Path, intent: str) -> Path:
    """Part of the program's own examples, and one file more."""
    folder.mkdir()
    for name in ("greeting", "contact", OTHER):
        lines = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        chosen = random.Random(7).sample(lines, 150)
        (folder / f"{name}.txt").write_text("\n".join(chosen), encoding="utf-8")
    said = [f"{thing}{where}" for thing in ASKED for where in WHERE]
    (folder / f"{intent}.txt").write_text("\n".join(said), encoding="utf-8")
    return folder


@pytest.mark.parametrize("intent", ["parking", "car_park"])
def test_an_intent_is_one_file_of_examples_and_one_dialog(intent: str, package: ModuleType, tmp_path: Path) -> None:
    (Path(str(package.__file__)).parent / "parking.py").write_text(DIALOG.format(name=intent), encoding="utf-8")
    added = found_in(package)
    every = {**general_dialogs(), **added}
    trained = train(read_examples(examples_with(tmp_path / "examples", intent)))
    listener = AgencyListener(
        Understanding(trained.model), {n: d.guessed for n, d in every.items() if d.guessed is not None}
    )
    facts = sample_facts(sample_agencies()[0])

    heard = listener.read("ขอถามหน่อย ลานจอดรถมีไหมคะ", facts)
    message = Message(Kind.TEXT, text="ขอถามหน่อย ลานจอดรถมีไหมคะ")
    outcome = Engine(every.values(), fallback).turn(Conversation(), replace(message, reading=heard), facts)

    assert heard.intent == intent
    assert outcome.answer is not None and outcome.answer.replies == (Say("จอดหลังอาคารได้ค่ะ"),)


def test_two_dialogs_of_one_name_are_refused(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parent
    for module in ("one", "two"):
        (folder / f"{module}.py").write_text(DIALOG.format(name="parking"), encoding="utf-8")
    with pytest.raises(ValueError, match="two dialogs have the name 'parking'"):
        found_in(package)


def test_every_intent_has_a_dialog_and_every_dialog_is_an_intent() -> None:
    commands, buttons_only = {"cancel"}, {"teach", "see_evidence"}
    assert set(intents()) - commands == set(general_dialogs()) - buttons_only


def test_every_button_that_opens_a_dialog_names_one_there_is() -> None:
    """So that whoever renames an intent is told which other dialogs point to it."""
    named: set[str] = set()
    for path in (REPOSITORY / "dialogs").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "go":
                named |= {str(word.value) for word in call.args[:1] if isinstance(word, ast.Constant)}
    assert len(named) > 5 and named <= set(general_dialogs())
