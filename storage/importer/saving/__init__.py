"""Saving an imported document, one file a subject."""
