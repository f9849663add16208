"""Who may do what. Asked at every turn and again when an effect is carried out, never taken from a button."""

from dialogs.records.facts import Facts, MeasureFacts, Role

REPORTERS = frozenset({Role.STAFF, Role.DIRECTOR, Role.ADMINISTRATOR})


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
    year = facts.agency.plan_years[0] if facts.agency.plan_years else 0
    mine = [m for m in facts.agency.measures if m.plan_year == year and may_report(facts, m)]
    unit = facts.person.unit if facts.person else ""
    return tuple(sorted(mine, key=lambda m: (unit not in m.units, m.number)))
