"""Which measure a progress report is about: one of one's own, by place, by name, or by a part of it."""

from dialogs import report_evidence as evidence
from dialogs.copy import report_progress as copy
from dialogs.engine.model import Option, Prompt, Retry, Scene
from dialogs.engine.slots import wish_of
from dialogs.measure_find import slots_of
from dialogs.records.facts import MeasureFacts
from dialogs.records.json import Json
from dialogs.records.message import Message
from dialogs.records.reading import MeasureName
from dialogs.records.reply import Say
from dialogs.rights import may_report, own_measures
from dialogs.understanding.answers import ordinal_choice
from dialogs.understanding.lexicon import Lexicon

OFFERED = 10
_SOUNDS_LIKE, _CLEARLY = 0.4, 0.15
_NAMING = ("", "report_progress", "measure_status")
"""Messages that may name a measure loosely; one with a clear wish of another kind does not."""


def ask_measure(scene: Scene) -> Prompt:
    measures = own_measures(scene.facts)[:OFFERED]
    lines = [copy.line(place, m) for place, m in enumerate(measures, start=1)]
    options = tuple(Option(line, m.id, (str(p),)) for p, (m, line) in enumerate(zip(measures, lines, strict=True), 1))
    return evidence.prompt(scene, Say(copy.which(scene.facts.voice, lines)), options)


def read_measure(message: Message, scene: Scene) -> Json:
    measures = own_measures(scene.facts)
    said = slots_of(message)
    if isinstance(found := said.get("measure"), int):
        measure = scene.facts.agency.measure(found)
        if measure and not may_report(scene.facts, measure):
            raise Retry(copy.not_yours(scene.facts.voice, measure, ", ".join(measure.units)))
        return found
    place = ordinal_choice(message.text, len(measures))
    if place:
        return measures[place - 1].id
    candidates = said.get("candidates")
    mine = [m.id for m in measures if isinstance(candidates, list) and m.id in candidates]
    if len(mine) == 1:
        return mine[0]
    named = _named(message.text, measures, scene)
    if named is not None and wish_of(message) in _NAMING:
        return named
    raise Retry(copy.not_a_measure(scene.facts.voice, len(measures[:OFFERED])))


def _named(typed: str, measures: tuple[MeasureFacts, ...], scene: Scene) -> int | None:
    """The one of one's own measures that an answer names by a part of its title or an alias.

    Looser than for a message out of nowhere: the next question shows its title, and "back" is one word.
    """
    names = [MeasureName(m.id, place, m.title, m.aliases) for place, m in enumerate(measures, start=1)]
    ranked = [*Lexicon(names, scene.facts.agency.units).measures_like(typed), (0, 0.0)]
    (best, score), (_, second) = ranked[0], ranked[min(1, len(ranked) - 1)]
    return best if score >= _SOUNDS_LIKE and score - second >= _CLEARLY else None
