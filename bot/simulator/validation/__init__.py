"""The fake's own check of what a bot sends, written from LINE's reference; the tests hold it against LINE's OpenAPI."""

from bot.simulator.validation.messages import check_messages as check_messages
from bot.simulator.validation.requests import check_request as check_request
from bot.simulator.validation.richmenu import check_rich_menu as check_rich_menu
