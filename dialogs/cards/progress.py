"""The card that staff see before a report is saved."""

from dialogs.cards import flex
from dialogs.copy import report_progress as copy
from dialogs.engine.model import Scene
from dialogs.records.facts import MeasureFacts
from dialogs.records.reply import Show


def review_card(measure: MeasureFacts, scene: Scene) -> Show:
    """Everything that will be saved, field by field."""
    slots = scene.slots
    percent = slots.get("percent")
    months = slots.get("round")
    shown_percent = percent if isinstance(percent, int) else 0
    shown_months = months if isinstance(months, int) else 0
    links = slots.get("evidence")
    texts = {
        "detail": str(slots.get("detail") or copy.none()),
        "output": str(slots.get("output") or copy.none()),
        "outcome": str(slots.get("outcome") or copy.none()),
        "evidence": "\n".join(str(link) for link in links) if isinstance(links, list) and links else copy.none(),
        "round": copy.round_label(shown_months),
    }
    parts = [
        flex.text(f"{shown_percent}%", size="xl", bold=True, color=flex.ACCENT, margin="md"),
        flex.bar(shown_percent),
        flex.line(),
        *(flex.row(copy.FIELDS[slot], value) for slot, value in texts.items()),
    ]
    alt = copy.review_alt(scene.facts.voice, measure, shown_percent, shown_months)
    return Show(alt, flex.bubble(measure.title, parts, over=copy.review_title()))
