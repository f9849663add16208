"""The assessment's result: total, level with its scheme and year, indicators, instruments, comparison of years."""

from dialogs.cards import score as cards
from dialogs.copy import ita_score as copy
from dialogs.copy.common import person_to_ask
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.engine.slots import first_text, values, wish_of
from dialogs.records.facts import AssessmentFacts, Facts
from dialogs.records.ita import BY_NAME, BY_SLUG, Instrument, instrument_scores
from dialogs.records.json import Json, JsonObject
from dialogs.records.message import Kind, Message
from dialogs.records.reply import Choice, Say
from dialogs.thai.text import compact

_COMPARE = ("เทียบ", "เปรียบ", "กว่าปี", "จากปี", "ขึ้นหรือลง", "ดีขึ้น", "แย่ลง", "ลดลง", "เพิ่มขึ้น")
_EXPLAIN = ("คืออะไร", "คืออิหยัง", "แปลว่า", "หมายถึงอะไร", "ย่อมาจาก")
_DETAIL = ("รายตัวชี้วัด", "แต่ละตัวชี้วัด", "ทุกตัวชี้วัด", "10ตัวชี้วัด", "แต่ละด้าน", "ทุกด้าน", "รายด้าน")


def prefill(message: Message, _scene: Scene) -> JsonObject:
    slots: dict[str, Json] = {}
    years = [year for year in values(message, "fiscal_year") if isinstance(year, int)]
    if years:
        slots["year"] = years[-1]  # "not this year, last year" names both; the last one is meant
    if indicator := BY_NAME.get(first_text(message, "indicator")):
        slots["indicator"] = indicator.slug
    if instrument := first_text(message, "instrument"):
        slots["instrument"] = instrument
    typed = compact(message.text)
    for name, words in (("compare", _COMPARE), ("explain", _EXPLAIN), ("detail", _DETAIL)):
        if any(word in typed for word in words):
            slots[name] = True
    return slots


def follow_up(message: Message, scene: Scene) -> JsonObject | None:
    """ "แล้วปีที่แล้วล่ะ", "การใช้งบประมาณล่ะ" after an answer about scores."""
    if message.kind is not Kind.TEXT or wish_of(message) not in ("", "ita_score"):
        return None
    said = prefill(message, scene)
    if not {"year", "indicator", "instrument"} & said.keys():
        return None
    kept = {name: scene.context[name] for name in ("indicator", "instrument", "year") if name in scene.context}
    if "indicator" in said:
        kept.pop("instrument", None)
    if "instrument" in said:
        kept.pop("indicator", None)
    return {**kept, **said}


def finish(scene: Scene) -> Finish:
    facts, slots = scene.facts, scene.slots
    known = facts.agency.assessments
    if slots.get("explain"):
        return Finish((Say(copy.what_is(facts.voice)),), _choices(facts, None))
    if not known:
        words = f"{copy.nothing(facts.voice, facts.agency)}\n{person_to_ask(facts.agency, facts.voice)}"
        return Finish((Say(words),))
    wanted = slots.get("year")
    chosen = next((a for a in known if a.fiscal_year == wanted), None)
    before: tuple[Say, ...] = ()
    if chosen is None:
        chosen = known[-1]
        if isinstance(wanted, int):
            before = (Say(copy.no_year(facts.voice, wanted, chosen.fiscal_year)),)
    answer = _answer(chosen, scene)
    return Finish((*before, *answer.replies), answer.choices, context={**answer.context, "year": chosen.fiscal_year})


def _answer(chosen: AssessmentFacts, scene: Scene) -> Finish:
    facts, slots = scene.facts, scene.slots
    choices = _choices(facts, chosen)
    if slots.get("compare"):
        return Finish((Say(_compared(chosen, facts)),), choices)
    if isinstance(slug := slots.get("indicator"), str) and slug in BY_SLUG:
        return Finish((Say(_indicator(chosen, slug, facts)),), choices, context={"indicator": slug})
    if isinstance(name := slots.get("instrument"), str) and name in Instrument.__members__:
        return Finish((Say(_instrument(chosen, Instrument(name), facts)),), choices, context={"instrument": name})
    if slots.get("detail") and chosen.scores:
        return Finish((cards.all_indicators(chosen, facts),), choices)
    return Finish((cards.score_card(chosen, facts),), choices)


def _indicator(chosen: AssessmentFacts, slug: str, facts: Facts) -> str:
    value = chosen.scores.get(slug)
    if value is None:
        return copy.no_indicator(facts.voice, slug, chosen.fiscal_year)
    return copy.one_indicator(facts.voice, slug, value, chosen.fiscal_year)


def _instrument(chosen: AssessmentFacts, instrument: Instrument, facts: Facts) -> str:
    value = instrument_scores(chosen.scores).get(instrument)
    if value is None:
        return copy.no_instrument(facts.voice, instrument, chosen.fiscal_year)
    return copy.one_instrument(facts.voice, instrument, value, chosen.fiscal_year)


def _compared(chosen: AssessmentFacts, facts: Facts) -> str:
    older = [a for a in facts.agency.assessments if a.fiscal_year < chosen.fiscal_year]
    if not older:
        return copy.only_one_year(facts.voice, chosen.fiscal_year)
    return copy.compare(facts.voice, chosen, older[-1])


def _choices(facts: Facts, chosen: AssessmentFacts | None) -> tuple[Choice, ...]:
    choices = (
        [Choice(copy.BY_INDICATOR, go("ita_score", detail=True, year=chosen.fiscal_year))]
        if chosen and chosen.scores
        else []
    )
    others = [a for a in facts.agency.assessments if a is not chosen]
    choices += [Choice(copy.year_button(a.fiscal_year), go("ita_score", year=a.fiscal_year)) for a in others[-4:]]
    if chosen and len(facts.agency.assessments) > 1:
        choices.append(Choice(copy.COMPARE, go("ita_score", compare=True)))
    choices.append(Choice(copy.WHAT_IS, go("ita_score", explain=True)))
    return tuple(choices)


ITA_SCORE = Dialog(
    name="ita_score",
    title="คะแนน ITA",
    menu=20,
    guessed=frozenset({"indicator"}),
    prefill=prefill,
    follow_up=follow_up,
    finish=finish,
)
