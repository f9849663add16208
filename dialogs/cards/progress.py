"""The card that staff see before a report is saved."""

from dialogs import report_evidence as evidence
from dialogs.cards import flex
from dialogs.copy import evidence as evidence_copy
from dialogs.copy import report_progress as copy
from dialogs.engine.model import Scene
from dialogs.records.facts import MeasureFacts
from dialogs.records.reply import Show
from dialogs.report_slots import fiscal_year, percent_of, round_months, text


def review_card(measure: MeasureFacts, scene: Scene) -> Show:
    """Everything that will be saved, field by field."""
    percent, months, proof = percent_of(scene), round_months(scene), evidence.proof(scene)
    fields = {
        "detail": text(scene, "detail") or copy.none(),
        "output": text(scene, "output") or copy.none(),
        "outcome": text(scene, "outcome") or copy.none(),
        "evidence": "\n".join((evidence_copy.summed(proof), *evidence.links(scene))),
        "round": copy.round_of_year(months, fiscal_year(scene)),
    }
    shown = {copy.FIELDS[slot]: value for slot, value in fields.items()}
    parts = [
        flex.text(f"{percent}%", size="xl", bold=True, color=flex.ACCENT, margin="md"),
        flex.bar(percent),
        flex.line(),
        *(flex.row(name, value) for name, value in shown.items()),
    ]
    alt = copy.review_alt(scene.facts.voice, measure, percent, [copy.field_line(*field) for field in shown.items()])
    return Show(alt, flex.bubble(measure.title, parts, over=copy.review_title()))
