"""A bot with one office in it: people bound by role, and what the database holds about their summaries."""

from sqlalchemy import select

from bot.demo.people import bind_sample
from storage.models import Agency, Delivery, NoticeRow, Person, Summary, SummaryAnswer
from storage.people import unbind
from tests.system import System, Talk


def bound(system: System, word: str, slug: str = "khongchai", unit: str | None = None) -> Talk:
    """Somebody new who is bound in a role (``bot.demo.people``), to the first unit or the one that is named."""
    talk = system.talk(slug)
    bind_sample(system.parts, slug, talk.user.user_id, word)
    if unit is not None:
        with system.parts.database.transaction() as session:
            session.get_one(Person, person_of(system, talk, slug)).unit = unit
    return talk


def leave(system: System, talk: Talk, slug: str) -> None:
    """The office removes them."""
    with system.parts.database.transaction() as session:
        unbind(session, session.get_one(Person, person_of(system, talk, slug)))


def person_of(system: System, talk: Talk, slug: str = "khongchai") -> int:
    digests = system.parts.keyring.digests("general", slug, talk.user.user_id)
    found = select(Person.id).join(Agency).where(Agency.slug == slug, Person.digest.in_(digests))
    with system.parts.database.reading() as session:
        return session.scalars(found).one()


def answers(system: System) -> list[SummaryAnswer]:
    """Every ทราบ on record, in order of being asked."""
    given = select(SummaryAnswer).where(SummaryAnswer.answered_at.is_not(None)).order_by(SummaryAnswer.id)
    with system.parts.database.reading() as session:
        return list(session.scalars(given))


def summaries(system: System) -> list[Summary]:
    with system.parts.database.reading() as session:
        return list(session.scalars(select(Summary).order_by(Summary.id)))


def notices(system: System) -> list[tuple[NoticeRow, list[int]]]:
    """What waits to be pushed, with the persons it is for."""
    people = select(Delivery.notice_id, Delivery.person_id).order_by(Delivery.id)
    with system.parts.database.reading() as session:
        rows, sent_to = list(session.scalars(select(NoticeRow).order_by(NoticeRow.id))), list(session.execute(people))
    return [(row, [person for notice, person in sent_to if notice == row.id]) for row in rows]
