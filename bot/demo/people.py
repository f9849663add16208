"""The sample accounts: a staff member, a director, a permanent secretary and a mayor at every sample agency."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.parts import Parts
from dialogs.records.facts import Role
from storage.models import Agency
from storage.people import bind

ROLES: Mapping[str, tuple[Role, ...]] = {
    "staff": (Role.STAFF,),
    "director": (Role.DIRECTOR, Role.STAFF),
    "secretary": (Role.SECRETARY,),
    "mayor": (Role.MAYOR,),
    "official": (Role.MAYOR,),
}
"""Roles by the word that ``chat --as`` and the simulator use; ``official`` is the mayor."""


def bind_sample(parts: Parts, slug: str, user_id: str, word: str) -> None:
    """Bind an account of the demo as if it had been invited. It belongs to the agency's first unit."""
    with parts.database.transaction() as session:
        agency = session.scalars(select(Agency).where(Agency.slug == slug)).one()
        bind(
            session,
            parts.keyring,
            agency,
            digests=parts.keyring.digests("general", slug, user_id),
            line_id=user_id,
            roles=ROLES[word],
            unit=agency.units[0].name if agency.units else "",
            label=f"{word} ({agency.short_name})",
            now=parts.clock(),
        )
