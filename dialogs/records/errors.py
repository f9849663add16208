"""The one tree of errors. The message says what is wrong with what, and what to do.

ProngsaiError
├── CommandError        a command cannot do what was asked: exit 1 with this one sentence
├── SettingsError       the environment is not usable
│   └── MigrationsMissing   the database is of another version; it may be brought to ours meanwhile
├── StoreUnavailable    Redis or the database does not answer; the event stays where it is
├── LeaseLost           another worker owns the partition now; undo and leave it to them
├── StaleConversation   the conversation moved on since it was read; read it again
└── Refused             bad input of a person; the message is shown to them
"""


class ProngsaiError(Exception):
    """Anything this program raises on purpose."""


class CommandError(ProngsaiError):
    """A command failed; its text is the one sentence an operator reads."""


class SettingsError(CommandError):
    """A setting is missing or wrong."""


class MigrationsMissing(SettingsError):
    """The database does not have the tables of this program."""


class StoreUnavailable(ProngsaiError):
    """A store did not answer. Nothing was written; trying again later is right."""


class LeaseLost(ProngsaiError):
    """This worker no longer owns the partition it is working on."""


class StaleConversation(ProngsaiError):
    """Somebody else wrote the conversation between our read and our write."""


class Refused(ProngsaiError):
    """Input that cannot be accepted; the text is for the person who sent it."""
