"""Looking at the evidence of a measure: a link for staff and officials. It opens from buttons only, never from words."""

from dialogs.cards.flex import bubble, button, text
from dialogs.copy import evidence as copy
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.effect import GrantEvidence
from dialogs.records.evidence import FileKind, Proof
from dialogs.records.facts import Facts, MeasureFacts
from dialogs.records.reply import Choice, LinkChoice, Say, Show
from dialogs.rights import works_here


def proof_of(measure: MeasureFacts) -> Proof:
    """How much evidence the reports of a measure hold."""
    files = [file.kind for report in measure.reports for file in report.files]
    links = sum(bool(item.get("url")) for report in measure.reports for item in report.evidence)
    return Proof(files.count(FileKind.PICTURE), files.count(FileKind.FILE), links)


def see_choice(measure: MeasureFacts, facts: Facts) -> tuple[Choice, ...]:
    """The button that leads here, for whoever may look and where there is something to see."""
    if not works_here(facts) or not proof_of(measure).total:
        return ()
    return (Choice(copy.SEE, go("see_evidence", measure=measure.id)),)


def finish(scene: Scene) -> Finish:
    facts, chosen = scene.facts, scene.slots.get("measure")
    measure = facts.agency.measure(chosen) if isinstance(chosen, int) else None
    if not works_here(facts) or measure is None:
        return Finish((Say(copy.office_only(facts.voice)),))
    proof = proof_of(measure)
    if not proof.total:
        return Finish((Say(copy.none_yet(facts.voice, measure)),))
    link = f"{facts.agency.public_url}evidence/{facts.nonce}"
    lines = (copy.summed(proof), copy.for_you_alone(facts.voice))
    card = bubble(
        measure.title,
        [text(line, margin="md") for line in lines],
        over=copy.SEE,
        footer=[button(LinkChoice(copy.OPEN, link), primary=True)],
    )
    alt = "\n".join((measure.title, *lines, link))
    return Finish((Show(alt, card),), effects=(GrantEvidence(facts.nonce, measure.id),))


SEE_EVIDENCE = Dialog(name="see_evidence", title=copy.SEE, finish=finish)
