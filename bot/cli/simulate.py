"""``simulate``: only the LINE simulator, against a bot that already runs."""

import argparse
import signal
import threading

from bot.parts import open_parts
from bot.settings import load_settings
from dialogs.records.errors import CommandError
from storage.channels import GENERAL


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("simulate", help="the LINE simulator alone, against a bot that already runs")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--bot-url", default="http://127.0.0.1:8001", help="where the bot's webhooks are")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from bot.simulator.model import Channel, ChannelKind  # the simulator is not needed by any other command
    from bot.simulator.server import RunningServer, SimulatorConfig, create_simulator

    settings = load_settings()
    channels = []
    with open_parts(settings) as parts:
        for row in parts.channels.listed():
            secrets, token = parts.channels.secrets(row.slug, GENERAL), parts.channels.token(row.slug, GENERAL)
            if secrets and token:
                url = f"{args.bot_url.rstrip('/')}/line/{row.slug}"
                channels.append(Channel(row.slug, ChannelKind.GENERAL, secrets[0].decode(), token, url, name=row.name))
    if not channels:
        raise CommandError("no channel is set; add one with: python -m bot channel add")
    config = SimulatorConfig(channels=tuple(channels), public_map={settings.public_url: args.bot_url})
    try:
        server = RunningServer(create_simulator(config), port=args.port)
    except OSError:
        raise CommandError(f"port {args.port} is taken; choose another with --port") from None
    print(
        f"simulator: {server.url}\nstart the bot with LINE_API_URL={server.url} LINE_DATA_URL={server.url}", flush=True
    )
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        stop.wait()
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()
    return 0
