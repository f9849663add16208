"""A transport that keeps what was posted and answers what it is told."""

from collections.abc import Mapping

from bot.simulator.transport import Answer


class Recorder:
    """``status`` None stands for a bot that does not answer in time."""

    def __init__(self, status: int | None = 200) -> None:
        self.status = status
        self.posts: list[tuple[str, bytes, dict[str, str]]] = []

    def post(self, url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
        self.posts.append((url, body, dict(headers)))
        return Answer(self.status, "OK" if self.status else "request_timeout", 1.0)
