"""Why a file is refused."""


class ImportRefused(Exception):
    """A file that cannot be imported. Its message is one sentence for a person, without the file's name."""
