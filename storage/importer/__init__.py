"""The importer: an office's own documents become the bot's knowledge.

``importing.read_documents`` is the way in: readers turn a file into one document model (``model``), everything after
that is shared by all formats and ends in ``document.ImportedDocument``. It proposes and never decides: what is doubtful
becomes a warning for a person (domain.md 3).
"""
