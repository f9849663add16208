"""What most LINE bots in Python look like: the official SDK in Flask, parse and reply within the request.

Written from the SDK's documentation for comparison: a ``WebhookHandler``, and one ``ApiClient`` for each event.
Settings: ECHO_SECRET, ECHO_TOKEN, LINE_API_URL.
"""

import os

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent


def make() -> Flask:
    """The echo bot."""
    app = Flask(__name__)
    configuration = Configuration(access_token=os.environ["ECHO_TOKEN"], host=os.environ["LINE_API_URL"])
    handler = WebhookHandler(os.environ["ECHO_SECRET"])

    @app.post("/callback")
    def callback() -> str:
        body = request.get_data(as_text=True)
        try:
            handler.handle(body, request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            abort(400)
        return "OK"

    def reply(event: MessageEvent) -> None:
        with ApiClient(configuration) as client:
            MessagingApi(client).reply_message_with_http_info(
                ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)])
            )

    handler.add(MessageEvent, message=TextMessageContent)(reply)
    return app
