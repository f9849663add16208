"""One turn in LINE inside the request: read the draft, let the dialog speak, submit if the code was typed, commit.

The mark of the event is written together with the draft, never before: a crash in between makes LINE bring the event
again, and a submission under the same code happens once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.complaints import line_copy as copy
from dialogs.complaints.conversation import turn
from dialogs.complaints.line_draft import LineDraft, dump_draft, read_draft
from dialogs.complaints.scene import Around, Person, Said, Turn
from dialogs.records.errors import StoreUnavailable
from dialogs.records.reply import Answer, Say
from dialogs.records.voice import voice_of
from dialogs.thai.dates import short_date
from handlers.complaints.office import House, Office
from storage.complaints.clocks import due
from storage.complaints.drafts import Drafts, Who
from storage.complaints.errors import BadReceipt, Busy, NobodyLeft
from storage.complaints.officers import RECOVERY
from storage.complaints.receipt import new_receipt, read_receipt, shown
from storage.complaints.records import Complaint, Evidence
from storage.complaints.wraps import Exclusions


@dataclass(frozen=True, slots=True)
class LineTurns:
    """Turns of one agency. ``form_url`` is the address of its form."""

    house: House
    office: Office
    drafts: Drafts
    form_url: str

    def take(self, whos: Sequence[Who], mark: str, said: Said) -> Answer:
        """The answer, once the draft and the mark are written. Raises StoreUnavailable, then nothing changed."""
        stored = self.drafts.load(whos)
        around = self._around()
        after = turn(read_draft(stored) if stored else None, said, around)
        if after.send and after.draft:
            after = self._submit(after.draft, around)
        self.drafts.commit(whos, dump_draft(after.draft) if after.draft else None, mark)
        return after.answer

    def forget(self, whos: Sequence[Who], mark: str) -> None:
        """The person left or blocked the account."""
        self.drafts.commit(whos, None, mark)

    def unsend(self, whos: Sequence[Who], mark: str, origins: Sequence[str]) -> None:
        """Take out what a message had filled, also when it comes later than its own unsending."""
        for origin in origins:
            self.drafts.unsent_early(origin)
        stored = self.drafts.load(whos)
        draft = read_draft(stored) if stored else None
        for origin in origins:
            draft = draft.unsend(origin) if draft else None
        self.drafts.commit(whos, dump_draft(draft) if draft else None, mark)

    def _submit(self, draft: LineDraft, around: Around) -> Turn:
        evidence = tuple(Evidence(f"{n}.jpg", "image/jpeg", content) for n, content in enumerate(draft.pictures, 1))
        excluded = Exclusions(draft.excluded, draft.excluded_units)
        complaint = Complaint(draft.category, draft.answers, excluded, evidence)
        try:
            self.office.vault.submit(complaint, draft.receipt, through_line=True)
        except NobodyLeft:
            said = (Say(copy.nobody_left(around.voice)), Say(copy.outside(around.routes)))
            return Turn(draft.reopen("exclude"), Answer(said))
        except (Busy, StoreUnavailable):
            return Turn(draft, Answer((Say(copy.busy(around.voice)),)))
        return Turn(None, Answer((Say(copy.sent(around.promised, f"{self.form_url}follow", around.voice)),)))

    def _around(self) -> Around:
        profile = self.office.profile
        promised = due(self.house.today(), self.office.clocks)
        return Around(
            voice=voice_of(profile.voice),
            agency=profile.name,
            form_url=self.form_url,
            routes=profile.outside_routes,
            units=profile.units,
            people=[Person(one.id, one.name, one.unit) for one in self.office.people()],
            recovery=RECOVERY,
            promised={name: short_date(getattr(promised, name)) for name in ("acknowledge", "answer", "feedback")},
            fresh_code=new_receipt(),
            shown=shown,
            read_code=_code,
        )


def _code(typed: str) -> str | None:
    try:
        return read_receipt(typed)
    except BadReceipt:
        return None
