"""What the form of a progress report holds, read the same way by its questions, its card and its end."""

from dialogs.engine.model import Scene
from dialogs.records.facts import MeasureFacts, ProgressFacts
from dialogs.rights import may_report, own_measures, reports
from dialogs.thai.fiscal import ROUNDS, round_at

ENOUGH = "enough"
"""The slot that is filled when somebody wants to save without the questions that are left."""
CORRECTS = "corrects"
"""The slot that makes the form a correction of one's own newest report."""
EDIT = "edit:"
"""Before a slot's name: the person asked at the review to answer it anew."""


def allowed(scene: Scene) -> bool:
    return reports(scene.facts) and bool(own_measures(scene.facts)) and foreign(scene) is None


def foreign(scene: Scene) -> MeasureFacts | None:
    """The measure that was named or pressed and is not this person's to report on; a button may be anybody's."""
    chosen = scene.slots.get("foreign", scene.slots.get("measure"))
    measure = scene.facts.agency.measure(chosen) if isinstance(chosen, int) else None
    return measure if measure and not may_report(scene.facts, measure) else None


def measure_of(scene: Scene) -> MeasureFacts | None:
    chosen = scene.slots.get("measure")
    return scene.facts.agency.measure(chosen) if isinstance(chosen, int) else None


def corrected(scene: Scene) -> ProgressFacts | None:
    """The person's own newest report about the measure, where they press "edit" on it: its values stand until changed."""
    measure, person = measure_of(scene), scene.facts.person
    last = measure.last if measure else None
    if scene.slots.get(CORRECTS) is not True or last is None or person is None:
        return None
    return last if last.person_id == person.id else None


def percent_of(scene: Scene) -> int:
    value, before = scene.slots.get("percent"), corrected(scene)
    if isinstance(value, int):
        return value
    return before.percent or 0 if before else 0


def text(scene: Scene, name: str) -> str:
    """``detail``, ``output``, ``outcome`` or ``reason``."""
    before = corrected(scene)
    if name in scene.slots or before is None:
        return str(scene.slots.get(name) or "")
    return {"detail": before.detail, "output": before.output, "outcome": before.outcome}.get(name, "")


def round_months(scene: Scene) -> int:
    """The round that was said or chosen, else that of the corrected report, else the one that today lies in."""
    chosen, before = scene.slots.get("round"), corrected(scene)
    if isinstance(chosen, int) and chosen in ROUNDS:
        return chosen
    return (before.round_months if before else None) or round_at(scene.facts.today).months


def fiscal_year(scene: Scene) -> int:
    measure = measure_of(scene)
    return measure.plan_year if measure else round_at(scene.facts.today).fiscal_year


def is_edited(scene: Scene, name: str) -> bool:
    return EDIT + name in scene.slots


def is_asked(scene: Scene, name: str) -> bool:
    """Whether a question belongs to the form: all of them in a new report, the edited ones in a correction."""
    return allowed(scene) and (corrected(scene) is None or is_edited(scene, name))


def is_open(scene: Scene, name: str) -> bool:
    """The same of a question that may be left out."""
    return is_asked(scene, name) and (ENOUGH not in scene.slots or is_edited(scene, name))
