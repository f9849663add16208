"""Who may do what. Asked at every turn and again when an effect is carried out, never taken from a button."""

from dialogs.records.chain import highest
from dialogs.records.duty import newest_plan
from dialogs.records.facts import Facts, MeasureFacts, Role
from dialogs.records.official import OfficialFacts

REPORTERS = frozenset({Role.STAFF, Role.DIRECTOR, Role.ADMINISTRATOR})


def works_here(facts: Facts) -> bool:
    """Whether this person is bound to the agency with any role: they may see its work and its summaries."""
    return bool(facts.roles)


def official(facts: Facts) -> OfficialFacts | None:
    """This person as one whose ทราบ counts; None for everybody else, administrators included."""
    role = highest(facts.roles)
    if facts.person is None or role is None:
        return None
    return OfficialFacts(facts.person.id, str(role), facts.person.unit)


def reports(facts: Facts) -> bool:
    """Whether this person reports progress at all."""
    return bool(facts.roles & REPORTERS)


def may_report(facts: Facts, measure: MeasureFacts) -> bool:
    """One's own unit's measures, those of all units and those without one; administrators any."""
    if not reports(facts):
        return False
    if Role.ADMINISTRATOR in facts.roles or measure.all_units or not measure.units:
        return True
    return facts.person is not None and facts.person.unit in measure.units


def own_measures(facts: Facts) -> tuple[MeasureFacts, ...]:
    """Measures of the newest plan that this person may report on; the own unit's alone stand first."""
    mine = [measure for measure in newest_plan(facts.agency.measures) if may_report(facts, measure)]
    unit = facts.person.unit if facts.person else ""
    return tuple(sorted(mine, key=lambda m: (unit not in m.units, m.number)))
