"""Bounds of one document."""

MEGABYTE = 1 << 20
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_TEXT_BYTES = 8 * MEGABYTE
MAX_LINE = 100_000
"""Characters in one line or cell; a page holds about 3,000."""
MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_UNPACKED_BYTES = 60 * MEGABYTE
"""All members of a .docx or .xlsx together, unpacked."""
MAX_MEMBERS = 5_000
CPU_SECONDS = 5
MEMORY_BYTES = 300 * MEGABYTE
