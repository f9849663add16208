"""LINE's HTTP API on one server for both of its hosts (api.line.me and api-data.line.me)."""

from flask import Blueprint

from bot.simulator.api import account, messages, oauth, people, richmenus
from bot.simulator.api.gate import Gate
from bot.simulator.platform import Platform


def create_api(platform: Platform) -> Blueprint:
    """All endpoints of the fake, as a blueprint without a prefix."""
    gate = Gate(platform)
    for part in (messages, people, account, richmenus, oauth):
        part.register(gate)
    return gate.blueprint
