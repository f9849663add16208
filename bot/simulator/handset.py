"""A phone: what a person does in LINE, and what that makes the platform send to the bot."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Thread

from bot.simulator import events, ids
from bot.simulator.chats import Chat, ChatKey
from bot.simulator.content import Content, sample_document, sample_picture, sample_sound
from bot.simulator.courier import Delivery
from bot.simulator.events import ORDINARY, STRANGE, Oddities
from bot.simulator.model import Channel
from bot.simulator.platform import Platform
from bot.simulator.wire import Json


class Handset:
    """One person in one chat: with the account alone, or in a group the account is in."""

    def __init__(self, platform: Platform, channel: Channel, user_id: str, group_id: str | None = None) -> None:
        self.platform = platform
        self.channel = channel
        self.user_id = user_id
        self.group_id = group_id

    @property
    def chat_key(self) -> ChatKey:
        return self.channel.key, self.group_id or self.user_id

    @property
    def chat(self) -> Chat:
        return self.platform.chats.get(self.chat_key)

    def says(self, text: str, odd: Oddities = ORDINARY) -> str:
        """Sends text; returns the message id, also when the bot did not take the webhook."""
        return self._message(lambda number: events.text(number, text), odd)

    def says_together(self, *texts: str, one_webhook: bool = False) -> list[str]:
        """Several messages at the same moment: in parallel webhooks, or as several events of one."""
        made = [self._prepared(partial(events.text, words=text)) for text in texts]
        if one_webhook:
            self.platform.courier.deliver(self.channel, [event for _, event in made])
        else:
            threads = [Thread(target=self._send, args=(event,), daemon=True) for _, event in made]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return [number for number, _ in made]

    def text_event(self, text: str) -> Json:
        """A message on the phone and its event, not delivered yet: for webhooks that hold events of several people."""
        return self._prepared(partial(events.text, words=text))[1]

    def sends_sticker(self, package: str = "11537", number: str = "52002734", odd: Oddities = ORDINARY) -> str:
        return self._message(lambda m: events.sticker(m, package, number, ("สวัสดี", "ยิ้ม")), odd)

    def sends_picture(self, picture: Content | None = None, odd: Oddities = ORDINARY) -> str:
        return self._message(events.image, odd, picture or sample_picture())

    def sends_pictures(self, total: int) -> list[str]:
        """Several pictures at once: one image set, delivered last first."""
        set_id = ids.token(20).upper()
        made = [
            self._prepared(partial(events.image, set_id=set_id, index=index, total=total), content=sample_picture())
            for index in range(1, total + 1)
        ]
        for _, event in reversed(made):
            self._send(event)
        return [number for number, _ in made]

    def sends_voice(self, milliseconds: int = 4000, odd: Oddities = ORDINARY) -> str:
        return self._message(lambda m: events.audio(m, milliseconds), odd, sample_sound())

    def sends_video(self, milliseconds: int = 8000, odd: Oddities = ORDINARY) -> str:
        return self._message(lambda m: events.video(m, milliseconds), odd, Content(bytes(256), "video/mp4"))

    def sends_file(self, name: str = "document.pdf", body: bytes = b"", odd: Oddities = ORDINARY) -> str:
        """A PDF of one empty page unless another body is given."""
        content = Content(body, "application/octet-stream") if body else sample_document()
        return self._message(lambda m: events.file(m, name, len(content.body)), odd, content)

    def sends_location(
        self,
        title: str = "ตำแหน่งที่ตั้ง",
        address: str = "ถนนตัวอย่าง",
        latitude: float = 16.4322,
        longitude: float = 103.5060,
        odd: Oddities = ORDINARY,
    ) -> str:
        return self._message(lambda m: events.location(m, title, address, latitude, longitude), odd)

    def sends_unknown(self, odd: Oddities = ORDINARY) -> str:
        """A message of a type that does not exist yet."""
        return self._message(events.unknown_message, odd)

    def sends_unknown_sticker(self, odd: Oddities = ORDINARY) -> str:
        """A sticker of a resource type that does not exist yet."""
        return self._message(events.unknown_sticker, odd)

    def edits(self, message_id: str, text: str) -> Delivery:
        """LINE sends this from groups only."""
        return self._event("messageEdited", {"message": events.text(message_id, text)})

    def unsend(self, message_id: str) -> Delivery:
        """Takes a message back, on the screen and for the bot."""
        self.platform.chats.unsend(self.chat_key, message_id)
        self.platform.content.drop(message_id)
        return self._event("unsend", {"unsend": {"messageId": message_id}})

    def unsends_before_it_arrives(self, text: str) -> str:
        """The unsend overtakes its message: LINE promises no order."""
        number, event = self._prepared(lambda m: events.text(m, text))
        self.unsend(number)
        self._send(event)
        return number

    def follow(self) -> Delivery:
        """Adds the account as a friend, or lifts the block."""
        chat, unblocked = self.chat, self.chat.blocked
        self.platform.chats.touch(partial(_befriend, chat, friend=True))
        self._note("เพิ่มเพื่อนแล้ว")
        return self._event("follow", {"follow": {"isUnblocked": unblocked}})

    def block(self) -> Delivery:
        """Blocks the account: the bot hears ``unfollow`` and can deliver nothing more."""
        chat = self.chat
        self.platform.chats.touch(partial(_befriend, chat, friend=False))
        self._note("บล็อกบัญชีนี้แล้ว")
        return self._event("unfollow", {})

    def strange(self, name: str) -> Delivery:
        """One of ``events.STRANGE``: known types the bot has no use for, and an unknown one."""
        kind, content = STRANGE[name]
        return self._event(kind, content, source=not name.endswith("Failed"))

    def postback(self, data: str, params: Json | None = None, odd: Oddities = ORDINARY) -> Delivery:
        return self._event("postback", {"postback": {"data": data, **({"params": params} if params else {})}}, odd=odd)

    def press(self, button: str, params: Json | None = None) -> str | None:
        """Presses what the phone shows under a label, text or data: quick replies, then messages, then the rich menu.

        Returns the address for a link. Raises LookupError that names the buttons in sight.
        """
        seen = list(self.buttons())
        for action in seen:
            if button in (action.get("label"), action.get("data"), action.get("text"), action.get("uri")):
                return self.perform(action, params)
        labels = ", ".join(dict.fromkeys(str(action.get("label") or action.get("data")) for action in seen))
        raise LookupError(f"no button {button!r} in sight; there are: {labels or 'none'}")

    def buttons(self) -> Iterator[Json]:
        """Every action in sight, the newest first."""
        chat = self.chat
        for item in chat.quick_reply():
            yield item["action"]
        for entry in reversed(list(chat.entries)):
            if entry.side == "bot":
                message = {name: value for name, value in entry.message.items() if name != "quickReply"}
                yield from _actions(message)
        if (menu := self.platform.menus(self.channel).shown(self.user_id)) is not None:
            yield from (area["action"] for area in menu.body["areas"])

    def perform(self, action: Json, params: Json | None = None, odd: Oddities = ORDINARY) -> str | None:
        """Does what tapping the action does; a datetimepicker takes its moment from ``params``."""
        kind = action.get("type")
        if kind == "message":
            self.says(action["text"], odd)
        elif kind == "postback":
            self._forget_quick_reply()
            self._show_only(action.get("displayText") or action.get("text"))
            self.postback(action["data"], odd=odd)
        elif kind == "datetimepicker":
            self.postback(action["data"], params or {action["mode"]: _first_moment(action)}, odd)
        elif kind == "richmenuswitch":
            status = self.platform.menus(self.channel).switch(self.user_id, action["richMenuAliasId"])
            self.platform.chats.touch()
            self.postback(action["data"], {"newRichMenuAliasId": action["richMenuAliasId"], "status": status}, odd)
        elif kind in ("camera", "cameraRoll"):
            self.sends_picture(odd=odd)
        elif kind == "location":
            self.sends_location(odd=odd)
        return action.get("uri")

    def _forget_quick_reply(self) -> None:
        chat = self.chat
        self.platform.chats.touch(partial(setattr, chat, "quick_reply_of", None))

    def _show_only(self, words: str | None) -> None:
        """A displayText looks like a message on the phone, but no message reaches the bot."""
        if words:
            self._add({"type": "text", "text": words}, self.platform.message_ids.next())

    def _note(self, words: str) -> None:
        now = self.platform.clock.now()
        self.platform.chats.add(self.chat_key, "note", {"type": "note", "text": words}, "", now, "note")

    def _add(self, message: Json, message_id: str) -> None:
        self.platform.chats.add(self.chat_key, "user", message, message_id, self.platform.clock.now(), "user")

    def _message(self, make: Callable[[str], Json], odd: Oddities, content: Content | None = None) -> str:
        number, event = self._prepared(make, odd, content)
        self._send(event, odd)
        return number

    def _prepared(
        self, make: Callable[[str], Json], odd: Oddities = ORDINARY, content: Content | None = None
    ) -> tuple[str, Json]:
        """The message is on the phone's screen before the bot hears of it."""
        number = self.platform.message_ids.next()
        if content is not None:
            self.platform.content.put(number, content)
        message = make(number)
        self._add(message, number)
        return number, self._make("message", {"message": message}, odd)

    def _make(self, kind: str, content: Json, odd: Oddities = ORDINARY, *, source: bool = True) -> Json:
        who = events.user_source(self.user_id, self.group_id) if source else None
        return self.platform.events.make(kind, self.channel.key, self.chat_key[1], who, content, odd)

    def _event(self, kind: str, content: Json, odd: Oddities = ORDINARY, *, source: bool = True) -> Delivery:
        return self._send(self._make(kind, content, odd, source=source), odd)

    def _send(self, event: Json, odd: Oddities = ORDINARY) -> Delivery:
        courier = self.platform.courier
        if odd.late:
            courier.later(odd.late, lambda: courier.deliver(self.channel, [event], odd_json=odd.spaced_json))
            return Delivery.waiting(self.channel.key, event, self.platform.clock.now())
        delivery = courier.deliver(self.channel, [event], odd_json=odd.spaced_json)
        if odd.duplicate:
            courier.deliver(self.channel, [event], odd_json=odd.spaced_json)
        return delivery


def _befriend(chat: Chat, *, friend: bool) -> None:
    chat.friend, chat.blocked = friend, not friend


def _actions(value: object) -> Iterator[Json]:
    """Every action inside a message, in reading order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("action", "defaultAction") and isinstance(inner, dict):
                yield inner
            elif name == "actions" and isinstance(inner, list):
                yield from inner
            else:
                yield from _actions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _actions(inner)


def _first_moment(action: Json) -> str:
    """What the picker stands on when it opens."""
    ordinary = {"date": "2026-01-31", "time": "09:00", "datetime": "2026-01-31T09:00"}
    moment: str = action.get("initial") or action.get("min") or ordinary[action["mode"]]
    return moment.replace("t", "T")
