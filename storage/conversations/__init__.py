"""Conversation records in Redis: sealed, expiring, committed whole."""
