"""The attachment tables, one file a layout (domain.md 6.3)."""
