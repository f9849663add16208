"""Cards about the surveys: the link, something to pass on, a text to read out."""

from urllib.parse import quote

from dialogs.cards import flex
from dialogs.cards.loudspeaker import to_read_out
from dialogs.copy import survey as copy
from dialogs.records.facts import AgencyFacts, SurveyFacts
from dialogs.records.json import JsonObject
from dialogs.records.reply import Answer, LinkChoice, Picture, Reply, Say, Show

SHARE = "https://line.me/R/share?text="
"""Opens LINE's own list of friends with a text to send (LINE URL scheme, "Sharing text messages")."""
MAX_URI = 1000


def survey_replies(survey: SurveyFacts, agency: AgencyFacts) -> tuple[Reply, ...]:
    """The open residents' survey: its card, and its QR as a picture, which LINE takes from a secure address only."""
    card = survey_card(survey, agency)
    if not agency.public_url.startswith("https://"):
        return (card,)
    picture = f"{agency.public_url}survey.png"
    return card, Picture(picture, picture)


def opened(survey: SurveyFacts, agency: AgencyFacts) -> Answer:
    """What is pushed to those who asked to be told."""
    return Answer((Say(copy.it_opened(agency.voice)), *survey_replies(survey, agency)))


def survey_card(survey: SurveyFacts, agency: AgencyFacts) -> Show:
    """The open residents' survey."""
    parts = [*_about(survey), flex.text(copy.scan_hint(), size="xs", color=flex.QUIET, margin="sm")]
    return Show(copy.is_open(agency.voice, agency, survey), _bubble(survey, agency, parts))


def internal_card(survey: SurveyFacts, agency: AgencyFacts) -> Show:
    """The open staff survey, for bound staff."""
    return Show(copy.is_open(agency.voice, agency, survey), _bubble(survey, agency, _about(survey)))


def share_card(survey: SurveyFacts, agency: AgencyFacts) -> Show:
    """Something to pass on to neighbours."""
    parts = [
        flex.text(copy.share_body(agency), margin="md"),
        flex.text(copy.window(survey), bold=True, margin="md"),
        flex.text(survey.url, size="xs", color=flex.QUIET, margin="sm"),
    ]
    footer = [
        flex.button(
            LinkChoice(copy.SHARE_NOW, share_address(copy.share_text(agency, survey), survey.url)), primary=True
        ),
        flex.button(LinkChoice(copy.OPEN, survey.url)),
    ]
    card = flex.bubble(copy.share_title(), parts, over=copy.card_title(survey), footer=footer)
    return Show(copy.share_alt(agency.voice, agency, survey), card)


def loudspeaker_card(survey: SurveyFacts, agency: AgencyFacts) -> Show:
    """The invitation as a text to read out over the village loudspeaker."""
    return to_read_out(copy.aloud_text(agency, survey), agency)


def share_address(words: str, url: str) -> str:
    """The address that shares a text; where the agency's name makes it too long for LINE, the link alone is shared."""
    address = SHARE + quote(words)
    return address if len(address) < MAX_URI else SHARE + quote(url)


def _about(survey: SurveyFacts) -> list[JsonObject]:
    return [
        flex.text(copy.window(survey), bold=True, color=flex.ACCENT, margin="md"),
        flex.text(copy.invitation(survey), margin="md"),
        flex.text(copy.where(), size="xs", color=flex.QUIET, margin="sm"),
    ]


def _bubble(survey: SurveyFacts, agency: AgencyFacts, parts: list[JsonObject]) -> JsonObject:
    footer = [flex.button(LinkChoice(copy.OPEN, survey.url), primary=True)]
    return flex.bubble(copy.card_title(survey), parts, over=copy.card_over(agency), footer=footer)
