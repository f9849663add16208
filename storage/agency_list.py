"""Finding agencies by words of their name, district or province."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from storage.database import Database
from storage.models import Agency

PAGE = 50
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """An agency as the list shows it."""

    slug: str
    name: str
    district: str
    province: str


class AgencyList:
    """The agencies of the installation, by province and name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, words: str, number: int) -> tuple[list[Listed], bool]:
        """The page with this number, from 1, of the agencies that hold every word; and whether another follows.

        Raises StoreUnavailable.
        """
        query = select(Agency).where(*_holding(words.split()[:MOST_WORDS])).order_by(Agency.province, Agency.name)
        with self._database.reading() as session:
            found = list(session.scalars(query.offset((number - 1) * PAGE).limit(PAGE + 1)))
        return [Listed(a.slug, a.name, a.district, a.province) for a in found[:PAGE]], len(found) > PAGE

    def slugs(self) -> list[str]:
        """Every agency's slug. Raises StoreUnavailable."""
        with self._database.reading() as session:
            return list(session.scalars(select(Agency.slug).order_by(Agency.slug)))


def _holding(words: Sequence[str]) -> list[ColumnElement[bool]]:
    columns = (Agency.name, Agency.district, Agency.province, Agency.slug)
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words]
