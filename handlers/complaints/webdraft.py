"""A draft of the form: sealed into a hidden field, kept by nobody but the reporter's own page.

The key is derived from S, so that a draft found later on a device opens for nobody once S has rotated.
"""

import json
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dialogs.complaints.questions import DEFAULT_CATEGORY
from storage.complaints.boxes import pad, unpad
from storage.complaints.draftkeys import draft_key
from storage.complaints.records import Complaint, Evidence
from storage.complaints.wraps import Exclusions
from storage.sealing import NotOpened, seal, unseal


@dataclass(frozen=True, slots=True)
class WebDraft:
    """What was filled in, and the code under which it will be sent."""

    receipt: str
    answers: dict[str, str]
    category: str = DEFAULT_CATEGORY
    excluded: Exclusions = field(default_factory=Exclusions)
    pictures: tuple[bytes, ...] = ()

    def complaint(self) -> Complaint:
        evidence = tuple(Evidence(f"{n}.jpg", "image/jpeg", content) for n, content in enumerate(self.pictures, 1))
        return Complaint(self.category, self.answers, self.excluded, evidence)

    def with_pictures(self, added: Sequence[bytes]) -> "WebDraft":
        return replace(self, pictures=(*self.pictures, *added))


def seal_draft(draft: WebDraft, keys: Sequence[bytes], slug: str) -> str:
    """For the hidden field."""
    record = {
        "receipt": draft.receipt,
        "answers": draft.answers,
        "category": draft.category,
        "officers": sorted(draft.excluded.officers),
        "units": sorted(draft.excluded.units),
        "pictures": [b64encode(content).decode() for content in draft.pictures],
    }
    plain = pad(json.dumps(record, ensure_ascii=False).encode())
    return urlsafe_b64encode(seal(draft_key(keys[0], "web", slug), plain, f"web-draft/{slug}")).decode()


def open_draft(field: str, keys: Sequence[bytes], slug: str) -> WebDraft | None:
    """None for a draft that expired, was changed, or is another agency's."""
    try:
        sealed = urlsafe_b64decode(field.encode("ascii"))
    except ValueError:
        return None
    for key in keys:
        try:
            record = json.loads(unpad(unseal(draft_key(key, "web", slug), sealed, f"web-draft/{slug}")))
        except NotOpened:
            continue
        return WebDraft(
            receipt=record["receipt"],
            answers=record["answers"],
            category=record["category"],
            excluded=Exclusions(frozenset(record["officers"]), frozenset(record["units"])),
            pictures=tuple(b64decode(content) for content in record["pictures"]),
        )
    return None
