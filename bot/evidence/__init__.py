"""Fetching what people attach to reports, and looking at what it is before it is kept."""
