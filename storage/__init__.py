"""What we remember: conversations and event streams in Redis; agencies, measures and people in SQL."""
