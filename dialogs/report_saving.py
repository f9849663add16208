"""The end of a progress report: what is saved, or why nothing is."""

from dialogs import report_evidence as evidence
from dialogs.copy import evidence as evidence_copy
from dialogs.copy import report_progress as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Finish, Scene
from dialogs.records.effect import ReportProgress
from dialogs.records.facts import MeasureFacts, Status
from dialogs.records.json import JsonObject
from dialogs.records.reply import Choice, Say
from dialogs.report_slots import corrected, foreign, measure_of, percent_of, round_months, text
from dialogs.rights import reports


def finish(scene: Scene) -> Finish:
    facts, voice = scene.facts, scene.facts.voice
    if not reports(facts):
        link = Choice(copy.LINK_ACCOUNT, go("staff_link"))
        return Finish((Say(copy.staff_only(voice)),), () if facts.roles else (link,))
    if (other := foreign(scene)) is not None:
        return Finish((Say(copy.not_yours(voice, other, ", ".join(other.units))),))
    measure = measure_of(scene)
    if measure is None:
        return Finish((Say(copy.nothing_to_report(voice, facts.person.unit if facts.person else "")),))
    percent, months = percent_of(scene), round_months(scene)
    see = (Choice(evidence_copy.SEE, go("see_evidence", measure=measure.id)),) if evidence.proof(scene).total else ()
    choices = (
        *see,
        Choice(copy.SEE, go("measure_status", measure=measure.id)),
        Choice(copy.EDIT, go("report_progress", measure=measure.id, corrects=True)),
    )
    words = copy.saved(voice, measure, percent, months, evidence.proof(scene))
    context: JsonObject = {"measure": measure.id, "year": measure.plan_year}
    return Finish((Say(words),), choices, effects=(_effect(scene, measure),), context=context)


def _effect(scene: Scene, measure: MeasureFacts) -> ReportProgress:
    percent, months = percent_of(scene), round_months(scene)
    status = Status.DONE if percent == 100 else Status.NOT_STARTED if percent == 0 else Status.IN_PROGRESS
    before = corrected(scene)
    return ReportProgress(
        measure_id=measure.id,
        fiscal_year=measure.plan_year,
        round_months=months,
        status=str(status),
        percent=percent,
        detail=text(scene, "detail"),
        output=text(scene, "output"),
        outcome=text(scene, "outcome"),
        reason=text(scene, "reason"),
        evidence=evidence.links(scene),
        files=evidence.files(scene),
        replaces=before.id if before else None,
        carries=tuple(file.id for file in evidence.carried(scene)),
    )
