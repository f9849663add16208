"""A draft of the form: sealed into a hidden field, kept by nobody but the reporter's own page.

The key is derived from S, so that a draft found later on a device opens for nobody once S has rotated.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
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
    originals: tuple[Evidence, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        redrawn = tuple(Evidence(f"{n}.jpg", "image/jpeg", content) for n, content in enumerate(self.pictures, 1))
        return redrawn + self.originals

    def complaint(self) -> Complaint:
        return Complaint(self.category, self.answers, self.excluded, self.evidence)

    def with_pictures(self, added: Sequence[bytes]) -> "WebDraft":
        return replace(self, pictures=(*self.pictures, *added))


def seal_draft(draft: WebDraft, keys: Sequence[bytes], slug: str) -> str:
    """For the hidden field: a JSON head, a NUL byte, then the files one after the other."""
    record = {
        "receipt": draft.receipt,
        "answers": draft.answers,
        "category": draft.category,
        "officers": sorted(draft.excluded.officers),
        "units": sorted(draft.excluded.units),
        "pictures": [len(content) for content in draft.pictures],
        "originals": [(one.name, one.media_type, len(one.content)) for one in draft.originals],
    }
    files = b"".join((*draft.pictures, *(one.content for one in draft.originals)))
    plain = pad(json.dumps(record, ensure_ascii=False).encode() + b"\0" + files)
    return urlsafe_b64encode(seal(draft_key(keys[0], "web", slug), plain, f"web-draft/{slug}")).decode()


def open_draft(field: str, keys: Sequence[bytes], slug: str) -> WebDraft | None:
    """None for a draft that expired, was changed, or is another agency's."""
    try:
        sealed = urlsafe_b64decode(field.encode("ascii"))
    except ValueError:
        return None
    for key in keys:
        try:
            return _read(unpad(unseal(draft_key(key, "web", slug), sealed, f"web-draft/{slug}")))
        except NotOpened:
            continue
    return None


def _read(plain: bytes) -> WebDraft:
    head, _, files = plain.partition(b"\0")
    record = json.loads(head)
    cut = _cut(files, [*record["pictures"], *(length for _, _, length in record["originals"])])
    return WebDraft(
        receipt=record["receipt"],
        answers=record["answers"],
        category=record["category"],
        excluded=Exclusions(frozenset(record["officers"]), frozenset(record["units"])),
        pictures=tuple(next(cut) for _ in record["pictures"]),
        originals=tuple(Evidence(name, kind, next(cut), original=True) for name, kind, _ in record["originals"]),
    )


def _cut(files: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield files[start : start + length]
        start += length
