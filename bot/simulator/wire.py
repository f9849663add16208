"""JSON as it travels between LINE and a bot."""

import json
from typing import Any

Json = dict[str, Any]
"""A JSON object of LINE's API. The simulator is the edge: all it holds of this kind came from or goes to a wire."""


def compact(value: object) -> bytes:
    """The way LINE writes its webhooks: no spaces, Thai unescaped, UTF-8 (a lone surrogate stays escaped)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def spaced(value: Json) -> bytes:
    """The same webhook, written unlike today's: LINE may reorder, re-space and extend its JSON without notice."""
    strange = {"futureProperty": {"nested": [1, None, "x"]}, **dict(reversed(list(value.items())))}
    return json.dumps(strange, ensure_ascii=True, indent=2).encode()


def size(value: object) -> int:
    """Bytes of the compact JSON, the way the Flex limits (30 and 50 KB) are read here."""
    return len(compact(value))
