"""Keeping, labelling and handing out what was not understood."""

from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialogs.records.errors import Refused
from storage.actor import Actor
from storage.models import Agency, MissCount, MissedText

MOST_KEPT = 5_000
"""Unlabelled texts of one agency; beyond that nothing more is kept until some are labelled."""


def note_miss(session: Session, actor: Actor) -> None:
    """One more message that was not understood today; several may come at once."""
    day = actor.now.date()
    today = MissCount.agency_id == actor.agency_id, MissCount.day == day
    one_more = update(MissCount).where(*today).values(count=MissCount.count + 1).returning(MissCount.count)
    if session.scalar(one_more) is not None:
        return
    try:
        with session.begin_nested():
            session.add(MissCount(agency_id=actor.agency_id, day=day, count=1))
    except IntegrityError:
        session.execute(one_more)  # somebody else's was the day's first


def keep_text(session: Session, actor: Actor, text: str) -> None:
    """Raises Refused when the agency's switch is off by now."""
    if not session.get_one(Agency, actor.agency_id).learns:
        raise Refused("this agency keeps no texts")
    known = select(MissedText.id).where(MissedText.agency_id == actor.agency_id)
    same = session.scalar(known.where(MissedText.text == text).limit(1))
    if same is None and len(list(session.scalars(known.where(MissedText.intent.is_(None))))) < MOST_KEPT:
        session.add(MissedText(agency_id=actor.agency_id, text=text))


def write_labelled(session: Session, agency: Agency, folder: Path) -> int:
    """Labelled texts as example files for ``train``; returns how many lines."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[str]] = {}
    for kept in session.scalars(select(MissedText).where(MissedText.agency_id == agency.id).order_by(MissedText.id)):
        if kept.intent:
            lines.setdefault(kept.intent, []).append(kept.text)
    for intent, texts in lines.items():
        (folder / f"{intent}.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    return sum(len(texts) for texts in lines.values())
