"""A bot of a few lines that answers in every shape the page can draw; only for these tests."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import requests
from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.simulator.content import sample_picture

Message = dict[str, Any]

_SHOWN = sample_picture()
PICTURE = "https://bot.invalid/picture.png"


def text(words: str, *buttons: str) -> Message:
    message: Message = {"type": "text", "text": words}
    if buttons:
        items = [{"type": "action", "action": {"type": "message", "label": one, "text": one}} for one in buttons]
        message["quickReply"] = {"items": items}
    return message


def fact(name: str, value: str) -> Message:
    return {
        "type": "box",
        "layout": "baseline",
        "spacing": "sm",
        "contents": [
            {"type": "text", "text": name, "size": "sm", "color": "#8a94a0", "flex": 3},
            {"type": "text", "text": value, "size": "sm", "wrap": True, "flex": 7},
        ],
    }


def bar(percent: int) -> Message:
    return {
        "type": "box",
        "layout": "vertical",
        "height": "8px",
        "cornerRadius": "4px",
        "backgroundColor": "#e6eaee",
        "contents": [
            {
                "type": "box",
                "layout": "vertical",
                "width": f"{percent}%",
                "height": "8px",
                "backgroundColor": "#06c755",
                "contents": [],
            }
        ],
    }


def bubble(title: str, percent: int) -> Message:
    return {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "spacing": "md",
            "contents": [
                {"type": "text", "text": title, "weight": "bold", "size": "lg", "wrap": True},
                {
                    "type": "box",
                    "layout": "horizontal",
                    "contents": [
                        {"type": "text", "text": "ทำไปแล้ว", "size": "sm", "color": "#667482"},
                        {"type": "text", "text": f"{percent}%", "align": "end", "weight": "bold"},
                    ],
                },
                bar(percent),
                {"type": "separator", "margin": "lg"},
                fact("ผู้รับผิดชอบ", "กองคลัง"),
                fact("กำหนดเสร็จ", "31 มี.ค. 2569"),
                fact("ถัดไป", "เปิดหน้าเว็บยื่นคำร้องให้ประชาชนใช้ได้จริง"),
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "contents": [
                {
                    "type": "button",
                    "style": "primary",
                    "height": "sm",
                    "action": {"type": "postback", "label": "ดูหลักฐาน", "data": "evidence", "displayText": "ดูหลักฐาน"},
                },
                {
                    "type": "button",
                    "height": "sm",
                    "action": {"type": "datetimepicker", "label": "เลือกวัน", "data": "day", "mode": "date"},
                },
            ],
        },
    }


def flex(contents: Message) -> Message:
    return {"type": "flex", "altText": "มาตรการ e-Service ทำไปแล้ว 80%", "contents": contents}


def confirm() -> Message:
    actions = [{"type": "message", "label": one, "text": one} for one in ("ใช่", "ไม่ใช่")]
    return {
        "type": "template",
        "altText": "บันทึก 80% ใช่ไหมคะ",
        "template": {"type": "confirm", "text": "บันทึก 80% ใช่ไหมคะ", "actions": actions},
    }


ANSWERS: dict[str, Callable[[], list[Message]]] = {
    "การ์ด": lambda: [text("มาตรการ e-Service ทำไปแล้ว 80% ค่ะ"), flex(bubble("มาตรการ e-Service", 80))],
    "หลายการ์ด": lambda: [
        flex({"type": "carousel", "contents": [bubble("มาตรการ e-Service", 80), bubble("อบรมคุณธรรม", 45)]})
    ],
    "ยืนยัน": lambda: [confirm()],
    "รูป": lambda: [{"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE}],
    "สติกเกอร์": lambda: [{"type": "sticker", "packageId": "11537", "stickerId": "52002739"}],
}


def answer_to(event: Message) -> list[Message]:
    """Text is looked up, else echoed with buttons; a postback says what it carried."""
    if event["type"] == "postback":
        return [text(f"postback {event['postback']['data']} {event['postback'].get('params', '')}".strip())]
    if event["type"] == "follow":
        return [text("สวัสดีค่ะ ยินดีที่ได้รู้จัก", "การ์ด")]
    message = event["message"]
    if message["type"] != "text":
        return [text(f"ได้รับ {message['type']} แล้วค่ะ")]
    make = ANSWERS.get(message["text"])
    return make() if make else [text(message["text"], "การ์ด", "หลายการ์ด", "ยืนยัน")]


class EchoBot:
    """The bot on a port of its own; ``events`` holds what it heard."""

    def __init__(self, line_url: str, tokens: dict[str, str]) -> None:
        self.events: list[Message] = []
        self._line, self._tokens = line_url, tokens
        app = Flask("echo")
        app.add_url_rule("/line/<slug>", "line", self._hear, methods=["POST"])
        app.add_url_rule("/picture.png", "picture", lambda: (_SHOWN.body, {"Content-Type": _SHOWN.content_type}))
        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _hear(self, slug: str) -> str:
        webhook = request.get_json()
        for event in webhook["events"]:
            self.events.append(event)
            if "replyToken" in event:
                self._reply(self._tokens[webhook["destination"]], event)
        return "ok"

    def _reply(self, token: str, event: Message) -> None:
        body = {"replyToken": event["replyToken"], "messages": answer_to(event)}
        headers = {"Authorization": f"Bearer {token}"}
        requests.post(f"{self._line}/v2/bot/message/reply", json=body, headers=headers, timeout=5)


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size
