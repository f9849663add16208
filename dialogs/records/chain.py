"""Who is asked for ทราบ after whom: director, permanent secretary, mayor (domain.md 2.7)."""

from collections.abc import Iterable, Mapping, Sequence

from dialogs.records.facts import Role
from dialogs.records.official import AnswerFacts, OfficialFacts

LEVELS: Sequence[Role] = (Role.DIRECTOR, Role.SECRETARY, Role.MAYOR)
_RANK: Mapping[str, int] = {str(role): place for place, role in enumerate(LEVELS)}


def highest(roles: Iterable[str]) -> Role | None:
    """The role in which somebody answers; None for those whose ทราบ does not count."""
    held = set(roles)
    return next((role for role in reversed(LEVELS) if role in held), None)


def whom_next(
    answers: Sequence[AnswerFacts], officials: Sequence[OfficialFacts], role: Role
) -> tuple[OfficialFacts, ...]:
    """Who is to be asked once somebody with ``role`` has answered.

    Nobody while another of the same level is still asked; else those of the next level that has anybody in office,
    without the ones who have answered.
    """
    rank, in_office = _RANK[role], {official.person_id for official in officials}
    open_ = [a for a in answers if a.answered_at is None and a.person_id in in_office]
    if any(_RANK[answer.role] == rank for answer in open_):
        return ()
    answered = {answer.person_id for answer in answers if answer.answered_at}
    for level in LEVELS[rank + 1 :]:
        if people := [official for official in officials if official.role == level]:
            return tuple(official for official in people if official.person_id not in answered)
    return ()


def in_order(answers: Iterable[AnswerFacts]) -> tuple[AnswerFacts, ...]:
    """From the bottom of the chain to its top."""
    return tuple(sorted(answers, key=lambda answer: (_RANK[answer.role], answer.unit)))
