"""Every sentence of every copy module, in both voices: never both at once, never a common mistake of writing."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from importlib import import_module
from itertools import islice, product
from types import ModuleType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from dialogs import copy
from dialogs.cards.line import MAX_LABEL, graphemes
from dialogs.catalogue import general_dialogs, title
from dialogs.records.facts import (
    AgencyFacts,
    AssessmentFacts,
    ContactFacts,
    Facts,
    MeasureFacts,
    PersonFacts,
    ProgressFacts,
    Role,
    SurveyFacts,
)
from dialogs.records.ita import INDICATORS, LETTERS, PASSING, LevelScheme
from dialogs.records.official import AnswerFacts, OfficialFacts
from dialogs.records.summary import MeasureLine, Numbers, State, summarise
from dialogs.records.voice import FEMALE, MALE, Voice
from tests.dialogs.samples import sample_agencies, sample_facts
from tests.dialogs.voices import mixed

MODULES = [import_module(f"{copy.__name__}.{found.name}") for found in pkgutil.iter_modules(copy.__path__)]
WRONG = re.compile("(?<!ฐา)นะค่ะ|ไหมค่ะ|มั้ยค่ะ|คะคะ|ค่ะค่ะ|ครับครับ|ค่ะคะ| {2}|None|\\{|\\}")
TRIED = 12
COLLECTIONS: dict[Any, Any] = {list: list, tuple: tuple, frozenset: frozenset, Sequence: tuple, Iterable: tuple}
CLERK = PersonFacts(1, frozenset({Role.STAFF}), "กองช่าง", "ก", ())


def sentences() -> Iterator[tuple[ModuleType, Callable[..., str]]]:
    for module in MODULES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield module, function


def some(kind: Any, name: str) -> list[Any]:
    """Values of the kind of a parameter, from the samples' data."""
    agencies = sample_agencies()
    measures = [measure for agency in agencies for measure in agency.measures]
    made: dict[Any, list[Any]] = {
        AgencyFacts: list(agencies),
        MeasureFacts: [*measures[:8], *(m for m in measures if m.reports)],
        ProgressFacts: [report for measure in measures for report in measure.reports],
        AssessmentFacts: [assessment for agency in agencies for assessment in agency.assessments],
        ContactFacts: [contact for agency in agencies for contact in agency.contacts],
        SurveyFacts: [survey for agency in agencies for survey in agency.surveys],
        Facts: [replace(sample_facts(agency), person=CLERK) for agency in agencies],
        NoneType: [None],
        LevelScheme: [LETTERS, PASSING],
        date: [date(2026, 3, 31)],
        datetime: [datetime(2026, 3, 31, 9, 30, tzinfo=UTC)],
        Numbers: [summarise(agency, date(2026, 1, 15), summarise(agency, date(2023, 1, 1))) for agency in agencies],
        MeasureLine: list(summarise(agencies[0], date(2026, 1, 15)).late),
        State: [(None, None), ("in_progress", 40), ("done", None)],
        OfficialFacts: [OfficialFacts(1, "director", "กองช่าง"), OfficialFacts(2, "mayor", "")],
        AnswerFacts: [
            AnswerFacts(1, "director", "สำนักปลัด", None),
            AnswerFacts(2, "secretary", "", datetime(2026, 3, 31, 9, 30, tzinfo=UTC), "เร่งด้วย"),
        ],
        bool: [True, False],
        int: [2, 2566],
        float: [88.5, 100.0],
        str: [INDICATORS[1].slug]
        if name == "slug"
        else ["https://office.example/x"]
        if name in ("url", "link")
        else ["กองคลัง", ""]
        if name in ("phone", "what")
        else ["กองคลัง"],
        list[str]: [["สถานะมาตรการ", "คะแนน ITA"]],
        Sequence[str]: [["1205"]],
        list[MeasureFacts]: [measures[:3]],
        tuple[int, ...]: [(2566, 2565)],
    }
    return [
        value for one in (get_args(kind) if isinstance(kind, UnionType) else [kind]) for value in _one(one, name, made)
    ]


def _one(kind: Any, name: str, made: dict[Any, list[Any]]) -> list[Any]:
    """Values of one kind; a record or a collection that is not listed is put together from its parts."""
    if kind in made:
        return made[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        parts = {field: some(part, field)[0] for field, part in get_type_hints(kind).items()}
        return [kind(**parts)]
    if get_origin(kind) in COLLECTIONS:
        return [COLLECTIONS[get_origin(kind)](_one(get_args(kind)[0], name, made)[:2])]
    raise AssertionError(f"this test does not know how to make a {kind} for {name!r}: add a line to it")


def spoken(function: Callable[..., str], voice: Voice) -> list[str]:
    """What a function says for some values of its parameters."""
    hints = get_type_hints(function)
    hints.pop("return")
    values = [[voice] if kind is Voice else some(kind, name) for name, kind in hints.items()]
    names = list(hints)
    known = [name for name in names if name != "intent"]
    if known != names:
        return [function(intent) for intent in general_dialogs()]
    return [function(**dict(zip(names, chosen, strict=True))) for chosen in islice(product(*values), TRIED)]


FUNCTIONS = [pytest.param(f, id=f"{m.__name__.rsplit('.', 1)[-1]}.{f.__name__}") for m, f in sentences()]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_sentence_keeps_to_one_voice_and_to_good_writing(function: Callable[..., str]) -> None:
    for voice in (FEMALE, MALE):
        for words in spoken(function, voice):
            assert not mixed(words, voice), words
            assert not WRONG.search(words), words
            assert words == words.strip(), f"{words!r} has space around it"


VOICED = [p for p in FUNCTIONS if "voice" in inspect.signature(p.values[0]).parameters]


@pytest.mark.parametrize("function", VOICED)
def test_a_sentence_with_a_voice_uses_it(function: Callable[..., str]) -> None:
    assert spoken(function, FEMALE) != spoken(function, MALE)


def test_the_search_for_sentences_finds_them() -> None:
    assert len(FUNCTIONS) > 80 and len(VOICED) > 50


@pytest.mark.parametrize("intent", general_dialogs())
def test_a_title_fits_a_button(intent: str) -> None:
    assert 1 <= graphemes(title(intent)) <= MAX_LABEL


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_a_fixed_word_has_no_voice_and_fits_a_button(module: ModuleType) -> None:
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, str):
            assert not mixed(value, FEMALE) and not mixed(value, MALE)
            assert name == "HOW" or graphemes(value) <= MAX_LABEL, f"{name} = {value!r}"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_address_stands_free(function: Callable[..., str]) -> None:
    """LINE takes Thai letters that follow an address for a part of it."""
    for words in spoken(function, FEMALE):
        assert not re.search(r"https?://[^\s“”)]*[ก-๙]", words), words
