"""Readers: one file a format, all ending in ``storage.importer.model.SourceDocument``."""
