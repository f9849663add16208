"""``survey add|list``: the seasons of the residents' and the staff's survey."""

import argparse

from bot.cli.lookup import agency_named
from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from dialogs.records.ita import Instrument
from dialogs.thai.dates import short_date
from storage.models import Survey
from storage.surveys import SURVEYS, SurveyDraft, SurveyRefused, save_survey, surveys_of


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("survey", help="announce or list the surveys of a season")
    actions = parser.add_subparsers(required=True, metavar="add|list")
    add = actions.add_parser("add", help="announce one, or put an announced one right")
    add.add_argument("--agency", required=True)
    add.add_argument("--instrument", required=True, choices=[str(one) for one in SURVEYS])
    add.add_argument("--url", required=True, help="https://itas.nacc.go.th/go/eit|iit/CODE, as the NACC gave it")
    add.add_argument("--from", required=True, dest="first_day", metavar="DAY", help="2026-01-05 or 5 ม.ค. 2569")
    add.add_argument("--to", required=True, dest="last_day", metavar="DAY", help="the last day, itself included")
    add.add_argument("--fiscal-year", type=int, help="Buddhist era; without it, that of the first day")
    add.set_defaults(run=run_add)
    listed = actions.add_parser("list", help="list them, newest first")
    listed.add_argument("--agency", required=True)
    listed.set_defaults(run=run_list)


def run_add(args: argparse.Namespace) -> int:
    draft = SurveyDraft(Instrument(args.instrument), args.url, args.first_day, args.last_day, args.fiscal_year)
    with open_parts(load_settings()) as parts, parts.database.transaction() as session:
        try:
            survey = save_survey(session, agency_named(session, args.agency), draft)
        except SurveyRefused as error:
            raise CommandError(f"not saved: {error}") from None
        print(_line(survey))
    return 0


def run_list(args: argparse.Namespace) -> int:
    with open_parts(load_settings()) as parts, parts.database.reading() as session:
        for survey in surveys_of(session, agency_named(session, args.agency)):
            print(_line(survey))
    return 0


def _line(survey: Survey) -> str:
    first, last = (short_date(day) if day else "?" for day in (survey.start, survey.end))
    return f"{survey.fiscal_year}\t{survey.instrument}\t{first} – {last}\t{survey.url}"
