"""``chat``: the same turn pipeline in the terminal, on the data in DATA_DIR."""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256

from bot.cli.complaint_chat import reporter
from bot.cli.transcript import Transcript, words_of
from bot.demo.demo import prepare_database
from bot.demo.people import ROLES, bind_sample
from bot.evidence.fetcher import Fetcher
from bot.parts import Parts, open_parts
from bot.settings import load_settings
from bot.turns import load_listener, make_turn
from dialogs.records.errors import CommandError
from dialogs.records.json import Json, JsonObject
from handlers.incoming import event_key, read_incoming
from storage.samples.load import load_samples_if_empty


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("chat", help="talk to the bot in the terminal, one message a line")
    parser.add_argument("--agency", required=True)
    parser.add_argument("--channel", choices=("general", "complaint"), default="general")
    parser.add_argument("--as", dest="role", choices=("citizen", *ROLES), default="citizen")
    parser.add_argument("--user", default="me", help="who is typing; what a user did is remembered")
    parser.add_argument("--now", default=None, help="an ISO moment for the clock")
    parser.add_argument("--json", action="store_true", help="one JSON line a turn")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    settings = load_settings()
    if args.now:
        settings = settings.model_copy(update={"now": args.now})
    prepare_database(settings)
    with open_parts(settings) as parts:
        load_samples_if_empty(parts.database, parts.clock(), settings.complaints_public_url)
        if parts.directory.known(args.agency, ["-"]) is None:
            raise CommandError(f"there is no agency {args.agency!r}; see: python -m bot agency list")
        if args.channel == "complaint":
            return _complain(parts, args)
        user = "U" + sha256(f"{args.role}/{args.user}".encode()).hexdigest()[:32]
        if args.role != "citizen":
            bind_sample(parts, args.agency, user, args.role)
        _talk(parts, args, user)
    return 0


def _talk(parts: Parts, args: argparse.Namespace, user: str) -> None:
    turn, transcript = make_turn(parts, load_listener()), Transcript()
    fetcher = Fetcher(parts.database, parts.keyring, transcript.files, parts.clock)
    for number, line in enumerate(_lines(), start=1):
        event = _event(transcript.event_for(line), user, number)
        incoming = read_incoming(args.agency, event)
        key = event_key(args.agency, event)
        decision = turn.run(incoming, key)
        fetcher.all_due()
        transcript.heard(decision.messages)
        _show(line, decision.intent, decision.messages, as_json=args.json)


def _complain(parts: Parts, args: argparse.Namespace) -> int:
    """The other account: who is typing makes no difference to it."""
    with reporter(args, parts) as one:
        for line in _lines():
            _show(line, "complaint", one.says(line), as_json=args.json)
    return 0


def _lines() -> Iterator[str]:
    """Lines of stdin; what is not UTF-8 is shown as such and never breaks the talk."""
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if line.strip():
            yield line


def _event(content: JsonObject, user: str, number: int) -> dict[str, Json]:
    moment = time.time_ns()
    return {
        "mode": "active",
        "timestamp": moment // 1_000_000,
        "source": {"type": "user", "userId": user},
        "webhookEventId": f"chat-{moment}-{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"chat-{moment}-{number}",
        **content,
    }


def _show(line: str, intent: str, messages: Sequence[JsonObject], *, as_json: bool) -> None:
    if as_json:
        record = {"in": line, "intent": intent, "messages": list(messages), "reply": bool(messages)}
        print(json.dumps(record, ensure_ascii=False), flush=True)
        return
    for message in messages:
        print(words_of(message), flush=True)
    print(flush=True)
