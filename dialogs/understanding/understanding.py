"""From what somebody typed to what they want: classifier, rules and facts put together."""

import re
from datetime import date
from pathlib import Path

from dialogs.records.reading import UNKNOWN, Reading
from dialogs.understanding.decide import decided
from dialogs.understanding.entities.extract import Extractor, Facts
from dialogs.understanding.features import feature_form, named_features
from dialogs.understanding.gate import leaning
from dialogs.understanding.lexicon import Lexicon
from dialogs.understanding.model import DEFAULT_MODEL, Model
from dialogs.understanding.normalise import chat_form
from dialogs.understanding.rules import Rules

_LETTER = re.compile("[ก-ฮa-z0-9]")
_FEWEST_LETTERS = 2


class Understanding:
    """Reads utterances. Built once; safe to share between threads, since reading changes nothing."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._extractor = Extractor()
        self._rules = Rules.load()

    @classmethod
    def load(cls, path: Path = DEFAULT_MODEL) -> "Understanding":
        """Load the trained file. Raises FileNotFoundError or ValueError when there is none that fits."""
        return cls(Model.load(path))

    def warm(self) -> None:
        """Load the dictionary now (about 0.6 s and 85 MB), before the first user waits and before workers fork."""
        self.read("สวัสดีค่ะ ขอดูสถานะมาตรการ l;ylfu", today=date(2026, 1, 1))

    def read(
        self,
        text: str,
        *,
        today: date,
        lexicon: Lexicon | None = None,
        without: frozenset[str] = frozenset(),
    ) -> Reading:
        """Read one utterance.

        ``today`` settles relative years, ``lexicon`` knows the agency's titles and units, ``without`` are intents that
        this person may not have.
        """
        form = chat_form(text)
        if len(_LETTER.findall(form)) < _FEWEST_LETTERS:
            return self._wordless(text, form)
        facts = self._extractor.facts(form, today, lexicon.units if lexicon else None)
        features = named_features(feature_form(form), sorted(facts.marks))
        scores = dict(zip(self.model.classes, self.model.scores(features).tolist(), strict=True))
        scores = self._rules.applied(form, facts.marks, scores)
        ours = self.model.gate.chance(leaning(scores), *self.model.familiarity(features))
        decision = decided(scores, ours, self.model.thresholds, without)
        if decision.decision == "unknown":
            return Reading(text, "unknown", UNKNOWN, decision.confidence, decision.alternatives, {})
        entities = self._entities(text, form, facts, decision.intent, lexicon)
        return Reading(text, decision.decision, decision.intent, decision.confidence, decision.alternatives, entities)

    def _entities(self, text: str, form: str, facts: Facts, intent: str, lexicon: Lexicon | None) -> dict[str, object]:
        entities = self._extractor.entities(text, form, facts, intent)
        phrase = entities.get("measure")
        if lexicon and isinstance(phrase, str) and (measure := lexicon.measure_meant(phrase)) is not None:
            entities["measure_id"] = measure
        return entities

    def _wordless(self, text: str, form: str) -> Reading:
        """Emoji, punctuation or one letter: only a friendly sign says something."""
        if self._rules.friendly_sign(text):
            return Reading(text, "act", "thanks", 1.0, (("thanks", 1.0),), {})
        return Reading(text, "unknown", UNKNOWN, 0.0, (), {})
