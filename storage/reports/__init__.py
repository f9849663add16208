"""Papers that an office prints: the memo of a reporting round, its tables, announcements (domain.md 6)."""
